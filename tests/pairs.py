"""The labelled pairs of resolution_pairs.txt, as readings such as the language pipeline makes."""

import re
from dataclasses import dataclass
from pathlib import Path

from extract.awards import award_kind, award_level
from extract.dates import date_value
from extract.facts import Document, Entity, Evidence, Fact, Mention, Reading
from extract.nested import nest
from extract.organizations import organization_kind
from extract.places import divisions
from extract.schema import load
from extract.spans import Cluster, Span

FILE = Path(__file__).parent / "resolution_pairs.txt"
_OBJECTS = {"worksFor": "Organization", "partOf": "Organization", "locatedIn": "Place", "organized": "Organization"}


@dataclass(frozen=True)
class Pair:
    """Two things of two articles: whether they are the same, their type, why they are hard, all articles."""

    same: bool
    type: str
    about: str
    names: tuple[str, str]
    readings: tuple[Reading, ...]


def pairs():
    """Return the pairs of the file, in its order."""
    return [_pair(found[0], found[1:]) for found in _paragraphs(FILE.read_text("utf-8"))]


def _paragraphs(text):
    for part in re.split(r"\n\s*\n", text):
        lines = [line for line in part.splitlines() if line and not line.startswith("#")]
        if lines:
            yield lines


def _pair(head, lines):
    verdict, kind, about = head.split(" ", 2)
    told = [line.removeprefix("+ ").partition("|")[::2] for line in lines]
    readings = [_reading(f"{letter}.txt", kind, *each) for letter, each in zip("abc", told, strict=False)]
    return Pair({"same": True, "different": False}[verdict], kind, about, (told[0][0], told[1][0]), tuple(readings))


def _reading(document, kind, name, rest):
    """Return what an article tells; the thing itself has the key that :func:`thing` returns."""
    things, facts, title, year = [(kind, name.strip())], [], None, None
    for part in filter(None, map(str.strip, rest.split(";"))):
        word, _, told = part.removeprefix("← ").partition(" ")
        if word == "title":
            title = told
        elif word == "year":
            year = told
        elif word in load().types:
            things.append((word, told))
        else:
            told, _, role = told.partition(" role=")
            back = part.startswith("←")
            things.append((_other(word, back=back), told))
            facts.append((word, len(things) - 1, role, back))
    return _made(document, things, facts, title, year)


def _other(predicate, *, back):
    known = load().predicates[predicate]
    types = known.domain if back else known.range
    return _OBJECTS[predicate] if predicate in _OBJECTS and len(types) > 1 else min(types)


def _made(name, things, told, title, year):
    spans, start = [], 0
    for kind, text in things:
        spans.append(Span(start, start + len(text), kind, text))
        start += len(text) + 1
    text = "。".join(text for _, text in things) + "。"
    clusters = [Cluster(kind, form, [number]) for number, (kind, form) in enumerate(things)]
    nested = nest(text, spans, clusters)
    spans, clusters = nested.spans, nested.clusters
    codes = divisions(clusters)
    entities = tuple(
        Entity(
            f"{cluster.type}/{number}",
            cluster.type,
            cluster.name,
            tuple(Mention(spans[m].start, spans[m].end, spans[m].form) for m in cluster.members),
            _attributes(cluster, codes.get(number)),
        )
        for number, cluster in enumerate(clusters)
    )
    facts = []
    for predicate, number, role, back in told:
        ends = (entities[number].key, entities[0].key) if back else (entities[0].key, entities[number].key)
        evidence = (Evidence(name, 0, len(text), text),)
        facts.append(Fact(ends[0], predicate, ends[1], evidence, 0.9, "fake/1", {"role": role} if role else {}))
    document = Document(name, text, text, tuple(range(len(text))), title, year)
    return Reading(document, entities, tuple(facts))


def _attributes(cluster, division):
    found = {
        "Date": lambda: {"value": date_value(cluster.name, None, None)},
        "Award": lambda: {"level": award_level(cluster.name), "kind": award_kind(cluster.name)},
        "Organization": lambda: {"kind": organization_kind(cluster.name)},
        "Place": lambda: {"code": division and division.code},
    }.get(cluster.type, dict)()
    return {key: value for key, value in found.items() if value is not None}


def thing(pair, graph, number):
    """Return the entity of a graph that is the thing of a pair in its first or second article (0, 1)."""
    reading = pair.readings[number]
    own = reading.entities[0]
    return next(
        e for e in graph.entities if e.type == own.type and (reading.document.name, own.mentions[0]) in e.mentions
    )
