"""What one document tells of one thing, as far as it decides which things of other documents are the same.

Which things are one is decided among those of one type and block alone, so that a graph of many articles can take in
one more without looking at the others again. A block holds the names that differ at most in the place before them; see
:mod:`graph.names`.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from extract.awards import is_rank
from extract.facts import Entity, Fact, Reading, squeeze
from graph.clusters import Node
from graph.home import Division, Surroundings, surroundings
from graph.judgements import NONE, Judgements
from graph.names import CALLED_AFTER, Name, is_division, parted

SHARED = {
    "Place": (("locatedIn", "subject"),),
    "Organization": (("partOf", "subject"), ("locatedIn", "subject")),
    "Activity": (("organized", "object"),),
    "Award": (("awardedBy", "subject"), ("presentedAt", "subject")),
    "Person": (("worksFor", "subject"), ("receivedAward", "subject"), ("participatedIn", "subject")),
}
"""What may speak for two things of one block being one: the predicate, and the end of it at which they stand.

The types are in such an order that what is shared was joined before.
"""

_HEADLINE = 10
"""Characters from which on a headline is hardly that of two articles by chance."""

Own = tuple[str, ...]
"""What tells a thing from all others: its type, and its name and place, a code or a value."""


@dataclass(frozen=True, slots=True)
class Share:
    """Something that may join a thing with another one of its block: the predicate, and the key of what is shared."""

    predicate: str
    other: str


@dataclass(frozen=True, slots=True, order=True)
class Traits:
    """What a document tells of a thing, in words that mean the same in every document.

    Attributes:
        places: divisions that its name opens with, or that a mark such as 市 stands for; from the widest.
        code: of the last of these, where it can be told.
        marked: whether a mark stands for them.
        mark: a mark of which it cannot be told what it stands for.
        distinct, titled: see :class:`graph.names.Name`.
        home: keys of divisions it lies in or, for a person, is told of: county and city, by code or else by name.
        year: of an activity.
        units: of a person, the names of bodies that can be told from all others, each after its place.
        posts: of a person, the roles.
        headline: of the article, for a person, where no other article has it by chance.
        sides: what people's judgements call the thing.
        repeated: whether the document keeps apart several things of that type and name.
    """

    places: tuple[str, ...] = ()
    code: str = ""
    marked: bool = False
    mark: str = ""
    distinct: bool = False
    titled: bool = False
    home: tuple[str, ...] = ()
    year: str = ""
    units: tuple[str, ...] = ()
    posts: tuple[str, ...] = ()
    headline: str = ""
    sides: tuple[str, ...] = ()
    repeated: bool = False


@dataclass(frozen=True, slots=True)
class Bearer:
    """What one document tells of one thing.

    Attributes:
        node: the document and the key of the entity in it.
        type, name: as :class:`extract.facts.Entity`.
        block: what the names of things have in common among which it is looked for.
        own: what tells it from all others, where its name (and value) does; or None.
        traits: see :class:`Traits`.
        shares: see :class:`Share`; empty where the name tells alone.
    """

    node: Node
    type: str
    name: str
    block: str
    own: Own | None
    traits: Traits
    shares: tuple[Share, ...] = ()

    @property
    def may_join(self) -> bool:
        """Whether anything may join it to another thing, its name aside."""
        told = self.traits
        return bool(self.shares or told.home or told.posts or told.headline or told.sides or told.titled)


def bearers(reading: Reading, judgements: Judgements = NONE) -> Iterator[Bearer]:
    """Yield the bearers of names in a document, in the order of its entities.

    Args:
        reading: of the document.
        judgements: of people; they decide which blocks are one.

    Raises:
        KeyError: a fact leads to an entity that the reading does not hold.
    """
    around = surroundings(reading)
    entities = {entity.key: entity for entity in reading.entities}
    facts: dict[tuple[str, str], list[tuple[str, Fact]]] = defaultdict(list)
    for fact in reading.facts:
        for end, key, other in (("subject", fact.subject, fact.object), ("object", fact.object, fact.subject)):
            facts[entities[key].key, end].append((other, fact))
    told = _Told(reading, entities, facts, around, judgements)
    counts = Counter((entity.type, entity.name) for entity in reading.entities)
    for entity in reading.entities:
        bearer = told.bearer(entity)
        several = counts[entity.type, entity.name] > 1 and not bearer.own
        yield replace(bearer, traits=replace(bearer.traits, repeated=True)) if several else bearer


@dataclass(frozen=True, slots=True)
class _Told:
    """What a document tells, ready to be asked about one thing."""

    reading: Reading
    entities: Mapping[str, Entity]
    facts: Mapping[tuple[str, str], list[tuple[str, Fact]]]
    around: Surroundings
    judgements: Judgements

    def bearer(self, entity: Entity) -> Bearer:
        kind, name, node = entity.type, entity.name, (self.reading.document.name, entity.key)
        parts = parted(kind, name)
        sides = self.judgements.sides(kind, name, node[0])
        block = self.judgements.block(kind, _block(entity, parts)) or _block(entity, parts)
        if kind in {"Date", "Figure", "Position"}:
            return Bearer(node, kind, name, block, _by_value(entity), Traits(sides=sides))
        if kind == "Person":
            return Bearer(node, kind, name, block, None, self._person(entity, sides), self._shares(entity))
        places, code, marked = self._place(entity, parts)
        if places or parts.distinct:
            if kind == "Organization" and places and not parts.proper and not self.judgements.block(kind, parts.core):
                block = f"{block}/{places[-1]}"  # every town has one, and none is told without its town
            year = self._year(entity, parts)
            division = code and (is_division(kind, name) or _has_code(entity))
            own = (kind, code) if division else (kind, parts.core, code or "/".join(places), year)
            traits = Traits(places, code, marked, distinct=not places, year=year, sides=sides)
            return Bearer(node, kind, name, block, own, traits)
        titled = kind == "Activity" and parts.titled
        traits = Traits(
            mark=parts.mark,
            titled=titled,
            home=self._where(entity) if parts.proper or titled else (),
            year=self._year(entity, parts),
            sides=sides,
        )
        return Bearer(node, kind, name, block, None, traits, self._shares(entity))

    def _place(self, entity: Entity, parts: Name) -> tuple[tuple[str, ...], str, bool]:
        """Return the divisions that a name opens with, the code of the last, and whether a mark stands for it."""
        if _has_code(entity):
            return parts.places or (entity.name,), str(entity.attributes["code"]), False
        if parts.places:
            return parts.places, self.around.code(parts.places, parts.code), False
        if parts.mark and (division := self.around.meant(parts.mark)):
            return (division.name,), division.code, True
        return (), "", False

    def _where(self, entity: Entity) -> tuple[str, ...]:
        """Return the keys of the divisions that a thing is told to lie in, or else of those of the article."""
        told = self.facts[entity.key, "subject"]
        lies = [where for other, fact in told if fact.predicate == "locatedIn" for where in self._keys(other)]
        return tuple(dict.fromkeys(lies)) or _keys(self.around.home)

    def _keys(self, key: str) -> Iterator[str]:
        """Yield the key of a place, if it is a division."""
        entity = self.entities[key]
        parts = parted("Place", entity.name)
        if _has_code(entity):
            yield str(entity.attributes["code"])
        elif is_division("Place", entity.name):
            yield self.around.code(parts.places, parts.code) or parts.places[-1]

    def _year(self, entity: Entity, parts: Name) -> str:
        """Return the year of an activity: of its name, its date, or the article."""
        if entity.type != "Activity":
            return ""
        dates = (
            str(self.entities[other].attributes.get("value", ""))
            for other, fact in self.facts[entity.key, "subject"]
            if fact.predicate == "occurredOn"
        )
        told = (parts.year, *sorted(dates), self.reading.document.date or "")
        return next((date[:4] for date in told if re.match(r"\d{4}", date)), "")

    def _person(self, entity: Entity, sides: tuple[str, ...]) -> Traits:
        works = [(other, fact) for other, fact in self.facts[entity.key, "subject"] if fact.predicate == "worksFor"]
        posts = {fact.qualifiers["role"] for _, fact in works if "role" in fact.qualifiers}
        headline = squeeze(self.reading.document.title or "")
        return Traits(
            home=_keys(self.around.home),
            units=tuple(sorted({unit for other, _ in works if (unit := self._unit(self.entities[other]))})),
            posts=tuple(sorted(posts)),
            headline=headline if len(headline) >= _HEADLINE else "",
            sides=sides,
        )

    def _unit(self, entity: Entity) -> str:
        """Return place and name of a body that can be told from all others, or nothing."""
        parts = parted(entity.type, entity.name)
        places, code, _ = self._place(entity, parts)
        if places:
            return (code or "".join(places)) + parts.core
        home = _keys(self.around.home)
        return parts.core if parts.distinct else home[0] + parts.core if parts.proper and home else ""

    def _shares(self, entity: Entity) -> tuple[Share, ...]:
        found = {
            Share(predicate, other)
            for predicate, end in SHARED[entity.type]
            for other, fact in self.facts[entity.key, end]
            if fact.predicate == predicate and _may_share(entity, predicate, self.entities[other])
        }
        return tuple(sorted(found, key=lambda share: (share.predicate, share.other)))


def _block(entity: Entity, parts: Name) -> str:
    """Return the block of a thing; short names of a division are in that of its full name."""
    if entity.type in CALLED_AFTER:
        return parts.core
    return entity.name if entity.type == "Person" else "/".join(_by_value(entity) or (entity.name,))


def _by_value(entity: Entity) -> Own | None:
    if entity.type == "Position":
        return entity.type, entity.name
    value = entity.attributes.get("value") if entity.type == "Date" else None
    return None if value is None else (entity.type, str(value))


def _has_code(entity: Entity) -> bool:
    return entity.type == "Place" and "code" in entity.attributes


def _keys(home: tuple[Division, ...]) -> tuple[str, ...]:
    """Return the keys of county and city; all of a province is too wide to tell anything."""
    return tuple(division.key for division in home if not division.key.endswith(("0000", "省", "自治区")))


def _may_share(entity: Entity, predicate: str, other: Entity) -> bool:
    """Whether sharing `other` can tell things of this block apart.

    A body confers many first prizes, all who won something won a first prize, and a town is home to many offices.
    """
    if predicate == "awardedBy":
        return not is_rank(entity.name)
    if predicate == "receivedAward":
        return not is_rank(other.name)
    return predicate != "locatedIn" or parted(entity.type, entity.name).proper or entity.type == "Place"
