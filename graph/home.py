"""Where an article is at home: the division that most of what it tells lies in.

That is what 市 means in 市总工会 where the article does not say it, and where a body lies whose name opens with no
place.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from extract import gazetteer
from extract.facts import Entity, Reading
from graph.names import NATION, ends_with, parted

_MOST = 2 / 3
"""What part of the mentions of one level must agree."""

_DATELINE = 3
"""How many mentions the dateline counts for."""


@dataclass(frozen=True, slots=True, order=True)
class Division:
    """A province, city or county that an article tells: its full name, and its code or empty."""

    name: str
    code: str = ""

    @property
    def key(self) -> str:
        """The code, or else the name."""
        return self.code or self.name


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What an article tells of divisions.

    Attributes:
        codes: of the divisions that it tells, by their names.
        home: the county, the city and the province it is at home in, the nearest first; unknown ones left out.
    """

    codes: Mapping[str, str]
    home: tuple[Division, ...]

    def code(self, places: tuple[str, ...], code: str) -> str:
        """Return the code of the last of several divisions, each in the one before; empty where it cannot be told."""
        if not places or code == NATION:
            return code
        found = self.codes.get("".join(places)) or self.codes.get(places[-1]) or code
        if not found and (division := gazetteer.resolve(places[-1], set(self.codes.values()))):
            return division.code
        return found

    def meant(self, mark: str) -> Division | None:
        """Return the division that a mark such as 市 stands for."""
        return next((division for division in self.home if ends_with(division.name, mark)), None)


def surroundings(reading: Reading) -> Surroundings:
    """Return what a reading tells of divisions."""
    codes = {
        e.name: str(e.attributes["code"]) for e in reading.entities if e.type == "Place" and "code" in e.attributes
    }
    told = Surroundings(codes, ())
    votes: dict[str, Counter[Division]] = {"county": Counter(), "city": Counter(), "province": Counter()}
    for entity in reading.entities:
        for division in _divisions(entity, told):
            for level, holder in _levels(division, codes):
                votes[level][holder] += len(entity.mentions)
    place = reading.document.place
    if place and (known := gazetteer.resolve(place, set(codes.values()))):
        for level, holder in _levels(Division(known.name, known.code), codes):
            votes[level][holder] += _DATELINE
    return Surroundings(codes, tuple(_leading(votes)))


def _divisions(entity: Entity, told: Surroundings) -> Iterator[Division]:
    if entity.type not in {"Place", "Organization"}:
        return
    if entity.type == "Place" and "code" in entity.attributes:
        yield Division(entity.name, told.codes[entity.name])
        return
    parts = parted(entity.type, entity.name)
    if parts.places and parts.code != NATION:
        yield Division(parts.places[-1], told.code(parts.places, parts.code))


def _levels(division: Division, codes: Mapping[str, str]) -> Iterator[tuple[str, Division]]:
    """Yield a division and those it lies in, each with its level."""
    code = division.code
    if not code:
        level = (
            "province" if division.name.endswith("省") else "city" if division.name.endswith(("市", "州")) else "county"
        )
        yield level, division
        return
    names = {known: name for name, known in sorted(codes.items(), reverse=True)}
    for level, at in (("county", code), ("city", code[:4] + "00"), ("province", code[:2] + "0000")):
        if (level == "county" and code.endswith("00")) or (level == "city" and at.endswith("0000")):
            continue
        known = gazetteer.by_code(at)
        name = known.name if known else division.name if at == code else names.get(at, "")
        if name:
            yield level, Division(name, at)


def _leading(votes: Mapping[str, Counter[Division]]) -> Iterator[Division]:
    for counts in votes.values():
        if counts:
            division, count = min(counts.items(), key=lambda item: (-item[1], item[0]))
            if count >= _MOST * counts.total():
                yield division
