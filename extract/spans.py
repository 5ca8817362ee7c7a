"""Spans of a text and the things they name: the values that references, pairs and relations work on."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from typing import Any

from extract.facts import squeeze


@dataclass(slots=True)
class Span:
    """A typed span of the mended text; `form` is its text without white space."""

    start: int
    end: int
    type: str
    form: str


@dataclass(slots=True)
class Cluster:
    """Spans that name one thing, by their place in the input, and its full name.

    `parent` is the cluster of the body that a department belongs to.
    """

    type: str
    name: str
    members: list[int] = field(default_factory=list)
    parent: int | None = None


def spans_of(text: str, found: Sequence[tuple[int, int, str]]) -> list[Span]:
    """Make spans of (start, end, type) triples, in the order of the text."""
    return [Span(start, end, kind, squeeze(text[start:end])) for start, end, kind in sorted(found)]


@cache
def words() -> dict[str, Any]:
    """Read references.toml, once a process."""
    return tomllib.loads(resources.files(__package__).joinpath("references.toml").read_text("utf-8"))
