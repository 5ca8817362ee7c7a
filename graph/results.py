"""Query results as values, and as text after the W3C recommendations for SPARQL 1.1 results."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import dataclass
from typing import Literal as OneOf

from pyoxigraph import (
    BlankNode,
    Literal,
    NamedNode,
    QueryResultsFormat,
    RdfFormat,
    Triple,
    parse_query_results,
    serialize,
)

from extract.errors import QueryError
from graph import iris
from graph.terms import node

Cell = NamedNode | BlankNode | Literal | None
"""A value of a result; None where the query leaves a variable open."""


@dataclass(frozen=True, slots=True)
class Table:
    """The result of a query.

    Attributes:
        columns: names of the variables.
        rows: one value a column.
        form: `select`; `ask`, whose table is the one truth value; `graph`, whose rows are triples.
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    form: OneOf["select", "ask", "graph"] = "select"

    def texts(self) -> tuple[tuple[str, ...], ...]:
        """Return the rows as plain text: IRIs and literals without marks, an open variable as empty text."""
        return tuple(tuple("" if cell is None else cell.value for cell in row) for row in self.rows)


def as_csv(table: Table) -> str:
    """Return the table as CSV, lines ended by CR LF (https://www.w3.org/TR/sparql11-results-csv-tsv/)."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(table.columns)
    writer.writerows(table.texts())
    return text.getvalue()


def as_json(table: Table) -> str:
    """Return the table as SPARQL results JSON (https://www.w3.org/TR/sparql11-results-json/).

    Triples are written as solutions with the variables subject, predicate and object.
    """
    if table.form == "ask":
        return json.dumps({"head": {}, "boolean": table.texts()[0][0] == "true"}) + "\n"
    bindings = [
        {name: _term(cell) for name, cell in zip(table.columns, row, strict=True) if cell is not None}
        for row in table.rows
    ]
    result = {"head": {"vars": list(table.columns)}, "results": {"bindings": bindings}}
    return json.dumps(result, ensure_ascii=False, indent=1) + "\n"


def as_tsv(table: Table) -> str:
    """Return the table as tab-separated values, terms written as in Turtle; see :func:`as_csv`."""
    return _rewritten(table, QueryResultsFormat.TSV)


def as_xml(table: Table) -> str:
    """Return the table as SPARQL results XML (https://www.w3.org/TR/rdf-sparql-XMLres/)."""
    return _rewritten(table, QueryResultsFormat.XML) + "\n"


def as_turtle(table: Table) -> str:
    """Return the triples of a CONSTRUCT or DESCRIBE as Turtle.

    Raises:
        QueryError: the table holds no triples.
    """
    if table.form != "graph":
        raise QueryError(
            "Turtle holds triples, and the query gives none. Use CONSTRUCT or DESCRIBE, or another format."
        )
    triples = [Triple(*row) for row in table.rows]  # type: ignore[arg-type]  # the rows of a graph are triples
    return (serialize(triples, format=RdfFormat.TURTLE, prefixes=iris.prefixes()) or b"").decode()


def _rewritten(table: Table, form: QueryResultsFormat) -> str:
    results = parse_query_results(as_json(table), format=QueryResultsFormat.JSON)
    return (results.serialize(format=form) or b"").decode()


def _term(cell: NamedNode | BlankNode | Literal) -> dict[str, str]:
    if isinstance(cell, NamedNode):
        return {"type": "uri", "value": cell.value}
    if isinstance(cell, BlankNode):
        return {"type": "bnode", "value": cell.value}
    if cell.language:
        return {"type": "literal", "value": cell.value, "xml:lang": cell.language}
    if cell.datatype == node("xsd:string"):
        return {"type": "literal", "value": cell.value}
    return {"type": "literal", "value": cell.value, "datatype": cell.datatype.value}
