"""Facts that can hardly all be true, told as hints: one of their sentences may have been misread."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations, product

import networkx as nx

from extract.schema import Label
from graph.periods import Period, period
from graph.records import Records, Relation


@dataclass(frozen=True, slots=True)
class Hint:
    """A reason to look at some facts again.

    Attributes:
        kind: a key of :data:`KINDS`.
        name: name of the thing that is told too much, or too little, of.
        values: what does not go together: dates, or names of places or bodies.
        quotes: pairs of the words that tell it and the article, by its title or else its file.
    """

    kind: str
    name: str
    values: tuple[str, ...]
    quotes: tuple[tuple[str, str], ...]


_Dated = tuple[str, Period, Relation]  # a date as it is written, the days it means, the relation that tells it


class _Facts:
    """The records, by what the rules ask for."""

    def __init__(self, records: Records) -> None:
        self.things = records.things
        self._from: dict[tuple[str, str], list[Relation]] = defaultdict(list)
        self._to: dict[tuple[str, str], list[Relation]] = defaultdict(list)
        self.by_predicate: dict[str, list[Relation]] = defaultdict(list)
        for relation in records.relations:
            self._from[relation.subject, relation.predicate].append(relation)
            self._to[relation.object, relation.predicate].append(relation)
            self.by_predicate[relation.predicate].append(relation)

    def told(self, subject: str, predicate: str) -> list[Relation]:
        return self._from.get((subject, predicate), [])

    def told_of(self, target: str, predicate: str) -> list[Relation]:
        return self._to.get((target, predicate), [])

    def of_type(self, *types: str) -> list[str]:
        return [iri for iri, thing in self.things.items() if thing.type in types]

    def dates(self, activity: str) -> list[_Dated]:
        """Return when an activity took place, as far as it can be read."""
        written = (
            (str(self.things[r.object].attributes.get("value") or ""), r) for r in self.told(activity, "occurredOn")
        )
        return _read(written)

    def cities(self, thing: str, predicate: str) -> list[tuple[str, str, Relation]]:
        """Return the cities that `predicate` leads a thing to: code, name of the place, and the relation."""
        found = ((self.city(r.object), self.things[r.object].name, r) for r in self.told(thing, predicate))
        return [(code, name, relation) for code, name, relation in found if code]

    def city(self, place: str, seen: frozenset[str] = frozenset()) -> str:
        """Return the four digits of GB/T 2260 that tell the city in which a place or body lies, empty if unknown."""
        code = str(self.things[place].attributes.get("code", ""))
        if code:
            return "" if code.endswith("0000") else code[:4]
        above = (relation.object for relation in self.told(place, "locatedIn"))
        return next((found for each in above if each not in seen and (found := self.city(each, seen | {place}))), "")

    def hint(self, kind: str, thing: str, values: Iterable[str], relations: Iterable[Relation]) -> Hint:
        quotes = (quote for told in relations for quote in told.quotes)
        return Hint(kind, self.things[thing].name, tuple(values), tuple(dict.fromkeys(quotes)))


def hints(records: Records) -> tuple[Hint, ...]:
    """Return all hints, in the order of :data:`KINDS`, then of names."""
    facts = _Facts(records)
    found = {hint for rule in _RULES for hint in rule(facts)}
    kinds = list(KINDS)
    return tuple(sorted(found, key=lambda hint: (kinds.index(hint.kind), hint.name, hint.values, hint.quotes)))


KINDS = {
    "dates": Label("一项活动，两个时间", "one activity, two dates"),
    "foundings": Label("一个机构，两个成立时间", "one body, two dates of founding"),
    "conferrals": Label("同一荣誉，两个获得时间", "one award received, two dates"),
    "too-early": Label("成立之前已有活动或荣誉", "acts or awards before the founding"),
    "outside": Label("部分的时间不在整体之内", "a part outside the time of its whole"),
    "places": Label("一人同日在两个城市", "one person in two cities on one day"),
    "venues": Label("一项活动在两个城市", "one activity in two cities"),
    "seats": Label("一个机构在两个城市", "one body in two cities"),
    "circles": Label("互相隶属", "parts of each other"),
    "undated": Label("时间无法换算", "a date that cannot be read"),
}
"""Kinds of hints, in the order in which they are told."""


def _read(written: Iterable[tuple[str, Relation]]) -> list[_Dated]:
    return [(text, days, relation) for text, relation in written if (days := period(text))]


def _qualified(relations: Iterable[Relation]) -> list[_Dated]:
    return _read((str(relation.qualifiers.get("date", "")), relation) for relation in relations)


def _apart(facts: _Facts, kind: str, thing: str, dated: list[_Dated]) -> Iterator[Hint]:
    for (left, one, first), (right, other, second) in combinations(sorted(dated, key=lambda each: each[0]), 2):
        if one.apart(other):
            yield facts.hint(kind, thing, (left, right), (first, second))


def _dates(facts: _Facts) -> Iterator[Hint]:
    for activity in facts.of_type("Activity"):
        yield from _apart(facts, "dates", activity, facts.dates(activity))


def _foundings(facts: _Facts) -> Iterator[Hint]:
    for body in facts.of_type("Organization", "Place"):
        yield from _apart(facts, "foundings", body, _qualified(facts.told_of(body, "founded")))


def _conferrals(facts: _Facts) -> Iterator[Hint]:
    received: dict[tuple[str, str], list[Relation]] = defaultdict(list)
    for relation in facts.by_predicate["receivedAward"]:
        received[relation.subject, relation.object].append(relation)
    for (recipient, _), relations in received.items():
        yield from _apart(facts, "conferrals", recipient, _qualified(relations))


def _too_early(facts: _Facts) -> Iterator[Hint]:
    for body in facts.of_type("Organization"):
        acts = _qualified(facts.told(body, "receivedAward"))
        for award in facts.told_of(body, "awardedBy"):
            acts += _qualified(facts.told_of(award.subject, "receivedAward"))
        acts += [each for held in facts.told(body, "organized") for each in facts.dates(held.object)]
        for (founded, since, telling), (text, days, act) in product(_qualified(facts.told_of(body, "founded")), acts):
            if days.before(since):
                yield facts.hint("too-early", body, (text, founded), (act, telling))


def _outside(facts: _Facts) -> Iterator[Hint]:
    for relation in facts.by_predicate["partOf"]:
        part, whole = facts.dates(relation.subject), facts.dates(relation.object)
        if part and whole and all(one.apart(other) for (_, one, _), (_, other, _) in product(part, whole)):
            (left, _, first), (right, _, second) = part[0], whole[0]
            yield facts.hint("outside", relation.subject, (left, right), (relation, first, second))


def _places(facts: _Facts) -> Iterator[Hint]:
    for person in facts.of_type("Person"):
        stays = [
            (days.first, code, place, (taking, when, where))
            for taking in facts.told(person, "participatedIn")
            for _, days, when in facts.dates(taking.object)
            if days.is_day
            for code, place, where in facts.cities(taking.object, "heldAt")
        ]
        for (day, city, here, one), (other_day, other_city, there, other) in combinations(stays, 2):
            if day == other_day and city != other_city:
                yield facts.hint("places", person, (day.isoformat(), *sorted((here, there))), (*one, *other))


def _venues(facts: _Facts) -> Iterator[Hint]:
    for activity in facts.of_type("Activity"):
        yield from _cities(facts, "venues", activity, "heldAt")


def _seats(facts: _Facts) -> Iterator[Hint]:
    for body in facts.of_type("Organization"):
        yield from _cities(facts, "seats", body, "locatedIn")


def _cities(facts: _Facts, kind: str, thing: str, predicate: str) -> Iterator[Hint]:
    for (city, here, one), (other_city, there, other) in combinations(facts.cities(thing, predicate), 2):
        if city != other_city:
            yield facts.hint(kind, thing, sorted((here, there)), (one, other))


def _circles(facts: _Facts) -> Iterator[Hint]:
    told = {(relation.subject, relation.object): relation for relation in facts.by_predicate["partOf"]}
    for circle in nx.strongly_connected_components(nx.DiGraph(told.keys())):
        if len(circle) > 1 or any((iri, iri) in told for iri in circle):
            inside = sorted(circle, key=lambda iri: (facts.things[iri].name, iri))
            relations = [told[ends] for ends in sorted(told) if set(ends) <= circle]
            yield facts.hint("circles", inside[0], (facts.things[iri].name for iri in inside[1:]), relations)


def _undated(facts: _Facts) -> Iterator[Hint]:
    for relation in facts.by_predicate["occurredOn"]:
        date = facts.things[relation.object]
        if not date.attributes.get("value"):
            yield facts.hint("undated", relation.subject, (date.name,), (relation,))


_RULES: tuple[Callable[[_Facts], Iterator[Hint]], ...] = (
    _dates,
    _foundings,
    _conferrals,
    _too_early,
    _outside,
    _places,
    _venues,
    _seats,
    _circles,
    _undated,
)
