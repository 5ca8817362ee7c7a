"""The page for queries: YASGUI, with the named queries as examples. It works without a network."""

from __future__ import annotations

import re
from functools import cache
from importlib import resources

import jinja2

from graph import iris
from graph.catalog import NamedQuery, bare, named

_PREFIX = re.compile(r"(?<![\w<?$:/])([a-z]+):[A-Za-z]")
_ASKED = {"name": "某某市总工会"}  # a name to be replaced


def render() -> str:
    """Return the page as HTML."""
    text = resources.files(__package__).joinpath("page", "query.html").read_text("utf-8")
    environment = jinja2.Environment(autoescape=True, undefined=jinja2.StrictUndefined)
    return environment.from_string(text).render(examples=_examples())


def example(query: NamedQuery) -> str:
    """Return a named query as text that runs in any client: its prefixes declared, its parameters given values."""
    used = sorted(set(_PREFIX.findall(bare(query.text))) & set(iris.PREFIXES))
    prefixes = "".join(f"PREFIX {prefix}: <{iris.PREFIXES[prefix]}>\n" for prefix in used)
    values = "".join(f'VALUES ?{name} {{ "{_ASKED[name]}"@zh }}\n' for name in query.parameters)
    return f"# {query.title.en} {query.title.zh}\n{prefixes}{bare(query.text)}{values}"


@cache
def _examples() -> list[tuple[str, str, str]]:
    return [(query.name, f"{query.title.zh} {query.title.en}", example(query)) for query in named()]
