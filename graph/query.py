"""SPARQL over the graph of an output folder: read only, nothing fetched from elsewhere."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import accumulate
from pathlib import Path

from pyoxigraph import Literal, NamedNode, QueryBoolean, QuerySolutions, QueryTriples, Store, Variable

from extract.errors import QueryError
from graph import iris
from graph.catalog import NamedQuery, fill, load, named, parameters
from graph.results import Table, as_csv, as_json
from graph.store import open_store
from graph.terms import chinese

__all__ = ["NamedQuery", "Table", "as_csv", "as_json", "ask", "evaluate", "load", "named", "run"]

Result = QuerySolutions | QueryBoolean | QueryTriples

# What may hold any word without meaning it: IRIs, strings, comments, escapes, variables, the local part of a name. It
# follows the tokens of the grammar to the letter: where it took more for a comment, a SERVICE could hide there.
_QUIET = re.compile(
    r"""<[^<>"{}|^`\x00-\x20]*>|"{3}(?:\\.|[^\\])*?"{3}|'{3}(?:\\.|[^\\])*?'{3}|"(?:\\.|[^"\\\n\r])*"|'(?:\\.|[^'\\\n\r])*'"""
    r"""|\#[^\n\r]*|\\.|[?$]\w+|:[\w-]*""",
    re.DOTALL,
)
_SERVICE = re.compile(r"service", re.IGNORECASE)
_UPDATE = re.compile(
    r"[\s·]*(?:(?:PREFIX\s+[\w.-]*·|BASE)[\s·]*)*(INSERT|DELETE|LOAD|CLEAR|DROP|CREATE|ADD|MOVE|COPY|WITH)\b",
    re.IGNORECASE,
)
_SYNTAX = re.compile(r"error at (?P<line>\d+):(?P<column>\d+): expected (?:one of )?(?P<wanted>.*)", re.DOTALL)
_REASON = re.compile(r"(?:Prefix not found|IRI parsing failed|The SELECT contains[^,]*|[A-Z][a-z]+ [a-z][^,\[]*)")

_DEEPEST = 100
_NEAR = 30
"""Characters shown on either side of a fault."""


def run(folder: Path, query: str, values: Mapping[str, str] | None = None) -> Table:
    """Run one query on the graph in an output folder; see :func:`evaluate`.

    Raises:
        OutputError: the folder holds no graph, or a broken one.
        QueryError: the query is malformed or not allowed.
    """
    return evaluate(open_store(folder), query, values)


def evaluate(store: Store, query: str, values: Mapping[str, str] | None = None) -> Table:
    """Run one SPARQL 1.1 query on a store that :func:`graph.store.open_store` gives, to the end; see :func:`ask`.

    The columns leave out the variables that `values` binds.

    Raises:
        QueryError: as :func:`ask`; or the query fails while it runs.
    """
    given = dict(values or {})
    result = ask(store, query, given)
    if isinstance(result, QueryBoolean):
        return Table(("boolean",), ((Literal(bool(result)),),), "ask")
    try:
        rows = list(result)
    except (RuntimeError, OSError) as error:
        raise QueryError(f"The query cannot be run: {error}.") from error
    if isinstance(result, QuerySolutions):
        columns = tuple(name.value for name in result.variables if name.value not in given)
        return Table(columns, tuple(tuple(row[name] for name in columns) for row in rows))
    triples = sorted(((row.subject, row.predicate, row.object) for row in rows), key=lambda row: [str(p) for p in row])
    return Table(("subject", "predicate", "object"), tuple(triples), "graph")


def ask(
    store: Store,
    query: str,
    values: Mapping[str, str] | None = None,
    *,
    default_graphs: Sequence[NamedNode] = (),
    named_graphs: Sequence[NamedNode] = (),
) -> Result:
    """Return the result of one SPARQL 1.1 query, to be read once.

    The default graph holds what all articles tell, each triple once. The prefixes of the schema hold without being
    declared. Each of `values` binds a selected variable to a text in Chinese, as all names are; it is never part of
    the query's text. Where `default_graphs` or `named_graphs` are given, the query sees these graphs and no others.

    Raises:
        QueryError: the query is malformed, asks for an update or another server, lacks a value for one of its
            parameters, or does not select a variable that has a value.
    """
    given = dict(values or {})
    if missing := [name for name in parameters(query) if name not in given]:
        raise QueryError(f"The query needs a value for {', '.join(missing)}. Pass --{missing[0]} VALUE.")
    text = fill(query, given)
    _refuse(text)
    chosen = bool(default_graphs or named_graphs)
    try:
        return store.query(
            text,
            prefixes=iris.PREFIXES,
            default_graph=list(default_graphs) if chosen else None,
            named_graphs=list(named_graphs) if chosen else None,
            substitutions={Variable(name): chinese(value) for name, value in given.items()},
        )
    except SyntaxError as error:
        raise QueryError(_explain(text, str(error))) from error
    except (RuntimeError, ValueError, OSError) as error:
        raise QueryError(f"The query cannot be run: {error}.") from error


def _refuse(query: str) -> None:
    """Stop what the parser lets pass and what its message would not explain."""
    spoken = _QUIET.sub("·", query)
    if _depth(spoken) > _DEEPEST:
        raise QueryError(f"The query is nested more than {_DEEPEST} brackets deep. Make it simpler.")
    if _SERVICE.search(spoken):
        raise QueryError("The query asks another server (SERVICE), which is refused. Ask the graph itself.")
    if update := _UPDATE.match(spoken):
        raise QueryError(
            f"The query is an update ({update[1].upper()}), which is refused. Use SELECT, ASK, CONSTRUCT or DESCRIBE."
        )


def _depth(text: str) -> int:
    """Return how deep the brackets of a query are nested; the parser would not survive too many."""
    steps = (1 if character in "([{" else -1 for character in text if character in "()[]{}")
    return max(accumulate(steps), default=0)


def _explain(query: str, message: str) -> str:
    if not (found := _SYNTAX.match(message)):
        return f"The query is malformed: {message}."
    lines = query.split("\n")
    number, column = int(found["line"]), int(found["column"])
    line = lines[number - 1] if number <= len(lines) else ""
    near = line[max(0, column - _NEAR) : column + _NEAR].strip()
    reason = _REASON.search(found["wanted"])
    if not reason and number == len(lines) and column > len(line.rstrip()):
        return f"The query is malformed: it ends too early, at line {number} after “{line.strip()[-_NEAR:]}”."
    told = reason[0][0].lower() + reason[0][1:].rstrip() if reason else "not understood"
    return f"The query is malformed at line {number}, column {column}, near “{near}”: {told}."
