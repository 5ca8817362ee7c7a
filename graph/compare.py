"""How likely two things of different articles are one, and why: a sum of reasons, each with a weight.

The weights are log odds, after Fellegi and Sunter (A Theory for Record Linkage, 1969); they stand in reasons.toml. They
are set by hand and not learnt from the graph at hand, so that what is decided of two things does not change with a
third article.
"""

from __future__ import annotations

import math
import tomllib
from collections.abc import Callable, Hashable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources

from extract import gazetteer
from extract.schema import Label
from graph.bearers import Bearer, Traits
from graph.clusters import Node
from graph.names import NATION, ends_with

_TOLD = tomllib.loads(resources.files(__package__).joinpath("reasons.toml").read_text("utf-8"))
_POSTS = tuple(_TOLD["posts"]["ends"])
_AGAINST = -10.0
"""Log odds from which on nothing but a judgement joins two."""


@dataclass(frozen=True, slots=True)
class Reason:
    """Something that speaks for two things being one, or against it.

    Attributes:
        key: of reasons.toml.
        about: what is shared or differs; of shared things, their identity.
    """

    key: str
    about: tuple[Hashable, ...] = ()

    @property
    def weight(self) -> float:
        """In log odds; below 0 what speaks against."""
        return _weights()[self.key]

    @property
    def strong(self) -> bool:
        """Whether it is enough by itself."""
        return self.key in _strong()

    def label(self, named: Callable[[Hashable], str] = str) -> Label:
        """Return the reason in words; `named` returns the name of something shared."""
        told = {**_TOLD["base"], **_TOLD["reasons"]}[self.key]
        about = "、".join(dict.fromkeys(map(named, self.about)))
        return Label(told["zh"].format(about), told["en"].format(about.replace("、", ", ")))


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two things compared: the reasons, those of the base first."""

    reasons: tuple[Reason, ...]

    @property
    def odds(self) -> float:
        """The sum of the weights, in log odds."""
        return round(sum(reason.weight for reason in self.reasons), 6)

    @property
    def score(self) -> float:
        """How likely the two are one, 0 to 1.

        >>> Comparison((Reason("thing"), Reason("own_name"))).score
        0.953
        """
        return round(1 / (1 + math.exp(-self.odds)), 3)

    @property
    def joins(self) -> bool:
        """Whether the two are more likely one than not."""
        return self.odds > 0

    @property
    def strong(self) -> bool:
        """Whether one of the reasons is enough by itself."""
        return any(reason.strong for reason in self.reasons)

    @property
    def never(self) -> bool:
        """Whether nothing but a judgement can join the two."""
        return self.odds < _AGAINST

    @property
    def doubtful(self) -> bool:
        """Whether a reason speaks against the two that only a strong one can outweigh."""
        return not self.joins and any(reason.key in {"other_unit", "other_city"} for reason in self.reasons)


def compare(left: Bearer, right: Bearer, identity: Callable[[Node], Hashable]) -> Comparison:
    """Compare two things of one type and block.

    Args:
        left: one of the two.
        right: the other.
        identity: returns what is equal for what they share where that is one thing.
    """
    told = _people(left, right) if left.type == "Person" else _things(left, right)
    return Comparison(tuple(_settled([*told, *_shared(left, right, identity)])))


def keys(bearer: Bearer, identity: Callable[[Node], Hashable]) -> Iterator[tuple[Hashable, ...]]:
    """Yield what two things must have one of in common to be worth comparing."""
    told = bearer.traits
    if told.places:
        yield "place", told.places[-1]
        if told.code:
            yield "place", told.code
    for share in bearer.shares:
        yield "shared", share.predicate, identity((bearer.node[0], share.other))
    yield from (("place", place) for place in told.home)
    yield from (("post", post) for post in told.posts)
    yield from (("unit", unit[:4]) for unit in told.units)  # one may be part of the other
    if told.headline:
        yield "headline", told.headline
    if told.titled or told.distinct:
        yield ("name",)


def _settled(reasons: list[Reason]) -> list[Reason]:
    """Drop what a reason of more weight makes void: a post in another unit is another post."""
    found = {reason.key for reason in reasons}
    if "other_unit" in found:
        if found & {"worksFor", "part_of_unit"}:
            return [reason for reason in reasons if reason.key != "other_unit"]
        return [reason for reason in reasons if reason.key not in {"post", "occupation"}]
    return reasons


def _shared(left: Bearer, right: Bearer, identity: Callable[[Node], Hashable]) -> Iterator[Reason]:
    """Yield one reason for each predicate by which the two share something."""
    known = {(share.predicate, identity((left.node[0], share.other))) for share in left.shares}
    both = [
        (share.predicate, which)
        for share in right.shares
        if (share.predicate, which := identity((right.node[0], share.other))) in known
    ]
    for predicate in dict.fromkeys(predicate for predicate, _ in both):
        yield Reason(predicate, tuple(dict.fromkeys(which for each, which in both if each == predicate)))


def _people(left: Bearer, right: Bearer) -> Iterator[Reason]:
    one, other = left.traits, right.traits
    yield Reason("short_name" if len(left.name) <= 2 else "person")
    if one.units and other.units and not set(one.units) & set(other.units):
        yield _units(one, other)
    posts = sorted(set(one.posts) & set(other.posts))
    if posts:
        yield Reason("post" if any(post.endswith(_POSTS) for post in posts) else "occupation", tuple(posts))
    if one.headline and one.headline == other.headline:
        yield Reason("headline")
    yield from _homes(one, other)


def _units(one: Traits, other: Traits) -> Reason:
    for unit in one.units:
        for second in other.units:
            wider, narrower = sorted((unit, second), key=len)
            if narrower.startswith(wider):
                return Reason("part_of_unit", (_plain(wider), _plain(narrower)))
    return Reason("other_unit", (*map(_plain, one.units), *map(_plain, other.units)))


def _things(left: Bearer, right: Bearer) -> Iterator[Reason]:
    one, other = left.traits, right.traits
    yield Reason("thing")
    if one.places and other.places:
        yield _places(one, other)
    elif one.places or other.places:
        yield from _placed(*((one, other) if one.places else (other, one)))
    elif one.distinct and other.distinct:
        yield Reason("own_name")
    elif one.mark and other.mark and one.mark != other.mark:
        yield Reason("other_mark", (one.mark, other.mark))
    else:
        yield from _homes(one, other)
        if one.home and other.home and one.home[-1][:4] != other.home[-1][:4]:
            yield Reason("other_city", (_plain(one.home[-1]), _plain(other.home[-1])))
    if one.marked or other.marked:
        yield Reason("marked")
    if one.titled or other.titled:
        yield Reason("titled")
    if left.type == "Activity":
        yield _years(one, other)


def _placed(placed: Traits, bare: Traits) -> Iterator[Reason]:
    """Compare a name that opens with a place with one that does not."""
    if bare.distinct:
        yield Reason("without_place")
    elif bare.mark and not ends_with(placed.places[-1], bare.mark):
        yield Reason("other_mark", (bare.mark, placed.places[-1]))
    elif found := {placed.code, placed.places[-1]} & set(bare.home):
        yield Reason("home_place", (_plain(min(found)),))


def _years(one: Traits, other: Traits) -> Reason:
    if one.year and other.year:
        if one.year == other.year:
            return Reason("same_year", (one.year,))
        return Reason("other_year", tuple(sorted((one.year, other.year))))
    return Reason("unknown_year")


def _places(one: Traits, other: Traits) -> Reason:
    """Compare the places that two names open with."""
    if one.code and other.code:
        if one.code == other.code:
            return Reason("same_place", (one.places[-1],))
        return Reason("other_place", (_told(one), _told(other)))
    wider = bool(one.places[:-1] and other.places[:-1])
    if one.places[-1] != other.places[-1] or (wider and not set(one.places[:-1]) & set(other.places[:-1])):
        return Reason("other_place", (_told(one), _told(other)))
    name = one.places[-1]
    unsure = one.code or other.code or len(gazetteer.find(name)) > 1
    return Reason("place_name" if unsure else "same_place", (name,))


def _homes(one: Traits, other: Traits) -> Iterator[Reason]:
    """Compare where two articles are at home."""
    shared = [place for place in one.home if place in other.home]
    if shared:
        county = not shared[0].endswith(("00", "市", "州"))
        yield Reason("home_county" if county else "home_city", (_plain(shared[0]),))


def _told(traits: Traits) -> str:
    return "".join(traits.places)


def _plain(key: str) -> str:
    """Return a key of a place, or of a body with its place, in words."""
    code = key[:6]
    division = gazetteer.by_code(code) if code.isdecimal() else None
    return division.name + key[6:] if division else key.removeprefix(NATION) if key == NATION else key


@cache
def _weights() -> dict[str, float]:
    return {key: float(told["weight"]) for part in ("base", "reasons") for key, told in _TOLD[part].items()}


@cache
def _strong() -> frozenset[str]:
    return frozenset(key for key, told in _TOLD["reasons"].items() if told.get("strong"))
