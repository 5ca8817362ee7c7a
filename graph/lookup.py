"""What a graph tells of a name: every entity that bears it, with its facts and the words that tell them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING

from extract.errors import QueryError
from extract.schema import load
from graph import records

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from graph.records import Records

_SUGGESTIONS = 5


@dataclass(frozen=True, slots=True)
class Told:
    """A fact, seen from one of its ends.

    Attributes:
        predicate: a predicate of the schema.
        outward: whether the entity looked up is its subject.
        other: name of the entity at the other end.
        qualifiers: as :class:`extract.facts.Fact`.
        quotes: pairs of the words that tell it and the article, by its title or else its file.
    """

    predicate: str
    outward: bool
    other: str
    qualifiers: Mapping[str, str]
    quotes: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Card:
    """An entity: type, full name, other forms, articles that mention it (title or file), facts in schema order."""

    type: str
    name: str
    names: tuple[str, ...]
    articles: tuple[str, ...]
    facts: tuple[Told, ...]


def look_up(folder: Path, name: str) -> tuple[Card, ...]:
    """Return all entities with that full name or surface form, in the order of types, names and IRIs.

    Args:
        folder: output folder of a build.
        name: a full name or a short form, exactly as it is written.

    Raises:
        OutputError: the folder holds no graph, or a broken one.
        QueryError: nothing has that name; the message names similar ones.
    """
    found = records.read(folder)
    entities, titles = found.entities, found.titles()
    wanted = named(found, name)
    told: dict[str, list[Told]] = defaultdict(list)
    for relation in found.relations:
        quotes = tuple((quote["text"], titles[quote["doc"]]) for quote in relation["evidence"])
        for near, far, outward in (("subject", "object", True), ("object", "subject", False)):
            if relation[near] in wanted:
                other = entities[relation[far]]["name"]
                fact = Told(relation["predicate"], outward, other, relation["qualifiers"], quotes)
                told[relation[near]].append(fact)
    types, predicates = list(load().types), list(load().predicates)
    cards = [
        Card(
            entities[iri]["type"],
            entities[iri]["name"],
            tuple(sorted(found.forms(iri) - {entities[iri]["name"]})),
            tuple(dict.fromkeys(titles[mention["doc"]] for mention in entities[iri]["mentions"])),
            tuple(sorted(told[iri], key=lambda t: (predicates.index(t.predicate), not t.outward, t.other, t.quotes))),
        )
        for iri in sorted(wanted)
    ]
    return tuple(sorted(cards, key=lambda card: (types.index(card.type), card.name)))


def named(found: Records, name: str) -> list[str]:
    """Return the IRIs of the entities with that full name or surface form, in the order of the records.

    Raises:
        QueryError: there are none; the message names similar ones.
    """
    wanted = [iri for iri in found.entities if name in found.forms(iri)]
    if not wanted:
        suggestion = _suggestion(name, (found.forms(iri) for iri in found.entities))
        raise QueryError(f"Nothing in the graph is called {name}. {suggestion}")
    return wanted


def _suggestion(name: str, forms: Iterable[frozenset[str]]) -> str:
    known = sorted(frozenset().union(*forms))
    holding = [form for form in known if name in form]
    near = list(dict.fromkeys([*holding, *get_close_matches(name, known, _SUGGESTIONS, 0.5)]))[:_SUGGESTIONS]
    return f"Did you mean {', '.join(near)}?" if near else "Check the name, or list what there is: guanxi query --list"
