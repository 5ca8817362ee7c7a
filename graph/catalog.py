"""The named queries: .rq files in the package, each with a title, what it is about, and its parameters.

A query needs the parameters of its `# parameters:` line. Those of its `# optional:` line may be left out: a line that
begins with `#name ` is a comment until `name` has a value, and then part of the query. What would list a whole graph is
cut at its LIMIT, which :func:`limited` changes; what is shown of a row is looked up after the cut.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from importlib import resources

from extract.errors import QueryError
from extract.schema import Label

_LIMIT = re.compile(r"\bLIMIT (\d+)")
_HEADER = re.compile(r"^# (title|about|parameters|optional): (.*)$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class NamedQuery:
    """A query of the package.

    Attributes:
        parameters: variables that need a value before it runs.
        optional: variables that may have one, and then narrow the answer.
        limit: about how many rows it gives at most; None where it gives all.
    """

    name: str
    title: Label
    about: Label
    parameters: tuple[str, ...]
    optional: tuple[str, ...]
    limit: int | None
    text: str


def named() -> tuple[NamedQuery, ...]:
    """Return the queries of the package, sorted by name."""
    folder = resources.files(__package__).joinpath("queries")
    texts = {
        file.name.removesuffix(".rq"): file.read_text("utf-8") for file in folder.iterdir() if file.name.endswith(".rq")
    }
    return tuple(parse(name, texts[name]) for name in sorted(texts))


def load(name: str) -> NamedQuery:
    """Return the query of that name.

    Raises:
        QueryError: there is none.
    """
    queries = {query.name: query for query in named()}
    if name not in queries:
        raise QueryError(f"There is no query “{name}”. Choose one of: {', '.join(queries)}.")
    return queries[name]


def parse(name: str, text: str) -> NamedQuery:
    r"""Read the comment lines that a query's file begins with.

    >>> parse("all", "# title: everything / 一切\n# about: all triples / 全部三元组\nSELECT * {?s ?p ?o}").title.zh
    '一切'
    """
    header = dict(_HEADER.findall(text))
    title, about = _label(header["title"]), _label(header["about"])
    cut = _LIMIT.search(text)
    return NamedQuery(name, title, about, parameters(text), optional(text), int(cut[1]) if cut else None, text)


def parameters(text: str) -> tuple[str, ...]:
    r"""Return the variables that a query's comment lines declare as parameters.

    >>> parameters("# parameters: name\nSELECT ?name ?s {?s rdfs:label ?name}")
    ('name',)
    """
    return tuple(dict(_HEADER.findall(text)).get("parameters", "").split())


def optional(text: str) -> tuple[str, ...]:
    r"""Return the variables that a query's comment lines declare as optional parameters.

    >>> optional("# optional: since until\nSELECT ?s {?s rdfs:label ?name}")
    ('since', 'until')
    """
    return tuple(dict(_HEADER.findall(text)).get("optional", "").split())


def fill(text: str, given: Collection[str]) -> str:
    r"""Return the query with the lines that hold only where the optional parameters in `given` have a value.

    >>> fill("# optional: name\nSELECT * {\n#name ?s ?p ?name .\n}", {"name"})
    '# optional: name\nSELECT * {\n ?s ?p ?name .\n}'
    """
    for name in optional(text):
        if name in given:
            text = re.sub(rf"^#{name}(?= )", "", text, flags=re.MULTILINE)
    return text


def limited(text: str, most: int) -> str:
    """Return a query of the package with another limit.

    >>> limited("SELECT * { { SELECT ?s { ?s ?p ?o } LIMIT 500 } ?s ?q ?r } LIMIT 500", 20)
    'SELECT * { { SELECT ?s { ?s ?p ?o } LIMIT 20 } ?s ?q ?r } LIMIT 20'
    """
    return _LIMIT.sub(f"LIMIT {most}", text)


def bare(text: str) -> str:
    r"""Return the query without comment lines, and so without what holds only where an optional parameter has a value.

    >>> bare("# optional: name\nSELECT * {\n#name ?s ?p ?name .\n}")
    'SELECT * {\n}'
    """
    return "".join(line for line in text.splitlines(keepends=True) if not line.startswith("#"))


def _label(text: str) -> Label:
    en, _, zh = text.partition(" / ")
    return Label(zh, en)
