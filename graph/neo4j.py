"""The graph as the two tables that Neo4j's importer takes: one of nodes, one of relationships.

https://neo4j.com/docs/operations-manual/current/import/#import-tool-header-format
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping

from graph.flat import edge, node
from graph.records import Records

NODES, EDGES = "nodes.csv", "edges.csv"

_NODES = {
    "id:ID": "",
    "name:string": "label",
    "names:string[]": "names",
    "articles:int": "articles",
    "value:string": "value",
    "unit:string": "unit",
    "level:string": "level",
    "kind:string": "kind",
    "code:string": "code",
    ":LABEL": "type",
}
_EDGES = {
    ":START_ID": "",
    ":END_ID": "",
    ":TYPE": "predicate",
    "id:string": "id",
    "role:string": "role",
    "date:string": "date",
    "rank:string": "rank",
    "of:string": "of",
    "confidence:double": "confidence",
    "implicit:boolean": "implicit",
    "sentences:string[]": "sentences",
    "sources:string[]": "sources",
}
_SEPARATOR = ";"  # what the importer takes for the end of an item of a list, unless told otherwise


def tables(records: Records) -> dict[str, str]:
    """Return the text of both files by name; a semicolon inside an item of a list is written full width."""
    nodes = ([iri, *_cells(_NODES, node(thing))] for iri, thing in records.things.items())
    edges = ([fact.subject, fact.object, *_cells(_EDGES, edge(fact))] for fact in records.relations)
    return {NODES: _csv(_NODES, nodes), EDGES: _csv(_EDGES, edges)}


def _cells(header: Mapping[str, str], attributes: Mapping[str, object]) -> list[str]:
    return [_cell(attributes.get(key, "")) for key in header.values() if key]


def _cell(value: object) -> str:
    if isinstance(value, tuple):
        return _SEPARATOR.join(text.replace(_SEPARATOR, "；") for text in value)
    return str(value).lower() if isinstance(value, bool) else str(value)


def _csv(header: Iterable[str], rows: Iterable[list[str]]) -> str:
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    return text.getvalue()
