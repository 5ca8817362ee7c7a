"""The graph as files: Turtle, TriG and JSON Lines, each the same byte for byte when the graph is the same."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from pyoxigraph import Quad, RdfFormat, serialize

from extract.facts import Evidence
from graph import iris
from graph.dataset import order
from graph.resolved import ResolvedEntity, ResolvedFact, ResolvedGraph

TURTLE, TRIG, JSON_LINES = "graph.ttl", "graph.trig", "graph.jsonl"


def write_turtle(quads: Iterable[Quad], path: Path, base: str = iris.BASE) -> None:
    """Write the triples of all named graphs as one Turtle file, each once, grouped by subject."""
    path.write_bytes(serialized(quads, RdfFormat.TURTLE, base))


def write_trig(quads: Iterable[Quad], path: Path, base: str = iris.BASE) -> None:
    """Write the named graphs as one TriG file, in the order of `quads`; those of a graph follow each other."""
    path.write_bytes(serialized(quads, RdfFormat.TRIG, base))


def serialized(quads: Iterable[Quad], form: RdfFormat, base: str = iris.BASE) -> bytes:
    """Return quads in a format of RDF, in their order; in one without named graphs triples, each once and sorted."""
    told = quads if form.supports_datasets else sorted({quad.triple for quad in quads}, key=order)
    return serialize(told, format=form, prefixes=iris.prefixes(base)) or b""


def write_json_lines(graph: ResolvedGraph, path: Path) -> None:
    """Write one JSON object a line: the documents, then the entities, then the relations, each sorted."""
    rows = (json.dumps(row, ensure_ascii=False) for row in records(graph))
    path.write_text("".join(f"{row}\n" for row in rows), encoding="utf-8", newline="\n")


def records(graph: ResolvedGraph) -> Iterator[dict[str, object]]:
    """Yield what the JSON Lines hold, in their order."""
    for document in sorted(graph.documents, key=lambda document: document.name):
        yield {"kind": "document", "doc": document.name, "title": document.title, "date": document.date}
    yield from (_entity(entity) for entity in sorted(graph.entities, key=lambda entity: entity.iri))
    yield from (_relation(fact) for fact in sorted(graph.facts, key=lambda fact: fact.iri))


def _entity(entity: ResolvedEntity) -> dict[str, object]:
    attributes = {key: _plain(value) for key, value in sorted(entity.attributes.items())}
    # A date's or figure's value is the thing itself, and stands beside its name; the rest describes.
    beside: dict[str, object] = {key: attributes.pop(key) for key in ("value", "unit") if key in attributes}
    return {
        "kind": "entity",
        "id": entity.iri,
        "type": entity.type,
        "name": entity.name,
        **beside,
        **({"attributes": attributes} if attributes else {}),
        "mentions": [
            {"doc": name, "start": mention.start, "end": mention.end, "text": mention.text}
            for name, mention in sorted(entity.mentions)
        ],
    }


def _plain(value: object) -> object:
    return {str(key): part for key, part in sorted(value.items())} if isinstance(value, Mapping) else value


def _relation(fact: ResolvedFact) -> dict[str, object]:
    return {
        "kind": "relation",
        "id": fact.iri,
        "subject": fact.subject,
        "predicate": fact.predicate,
        "object": fact.object,
        "qualifiers": dict(sorted(fact.qualifiers.items())),
        "confidence": round(float(fact.confidence), 3),
        "implicit": fact.implicit,
        "extractors": sorted({telling.extractor for telling in fact.tellings}),
        "evidence": [_quote(evidence) for evidence in sorted({e for t in fact.tellings for e in t.evidence})],
    }


def _quote(evidence: Evidence) -> dict[str, object]:
    return {"doc": evidence.document, "start": evidence.start, "end": evidence.end, "text": evidence.text}
