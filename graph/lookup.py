"""What a graph tells of a name: every entity that bears it, with its facts and the words that tell them."""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING

from extract.errors import OutputError, QueryError
from extract.schema import load
from graph.exports import JSON_LINES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path
    from typing import Any

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
    documents, entities, relations = _records(folder / JSON_LINES)
    forms = {iri: _forms(entity) for iri, entity in entities.items()}
    wanted = [iri for iri in entities if name in forms[iri]]
    if not wanted:
        raise QueryError(f"Nothing in {folder} is called {name}. {_suggestion(name, forms.values())}")
    titles = {document["doc"]: document["title"] or document["doc"] for document in documents}
    told: dict[str, list[Told]] = defaultdict(list)
    for relation in relations:
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
            tuple(sorted(forms[iri] - {entities[iri]["name"]})),
            tuple(dict.fromkeys(titles[mention["doc"]] for mention in entities[iri]["mentions"])),
            tuple(sorted(told[iri], key=lambda t: (predicates.index(t.predicate), not t.outward, t.other, t.quotes))),
        )
        for iri in sorted(wanted)
    ]
    return tuple(sorted(cards, key=lambda card: (types.index(card.type), card.name)))


_Record = dict[str, "Any"]  # what a line of the export holds, see graph.exports.records


def _records(path: Path) -> tuple[list[_Record], dict[str, _Record], list[_Record]]:
    """Return documents, entities by IRI, and relations."""
    try:
        lines = path.read_text("utf-8").rstrip("\n").split("\n")
    except FileNotFoundError as error:
        raise OutputError(f"{path} does not exist. Make the graph first: guanxi build") from error
    except (OSError, UnicodeDecodeError) as error:
        raise OutputError(f"{path} cannot be read ({error}). Make the graph again: guanxi build") from error
    try:
        records = [json.loads(line) for line in lines]
    except json.JSONDecodeError as error:
        raise OutputError(f"{path} is damaged ({error}). Make the graph again: guanxi build") from error
    by_kind: dict[str, list[_Record]] = defaultdict(list)
    for record in records:
        by_kind[record["kind"]].append(record)
    return by_kind["document"], {entity["id"]: entity for entity in by_kind["entity"]}, by_kind["relation"]


def _forms(entity: _Record) -> set[str]:
    return {entity["name"], *(mention["text"] for mention in entity["mentions"])}


def _suggestion(name: str, forms: Iterable[set[str]]) -> str:
    known = sorted(set().union(*forms))
    holding = [form for form in known if name in form]
    near = list(dict.fromkeys([*holding, *get_close_matches(name, known, _SUGGESTIONS, 0.5)]))[:_SUGGESTIONS]
    return f"Did you mean {', '.join(near)}?" if near else "Check the name, or list what there is: guanxi query --list"
