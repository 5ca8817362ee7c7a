"""What a graph holds and who made it, told without opening more than is needed."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import DefaultGraph, Literal

from graph.readings import extractor
from graph.store import FORMAT, Edition, current, damaged, opened
from graph.terms import node


@dataclass(frozen=True, slots=True)
class Status:
    """The state of an output folder.

    Attributes:
        edition: the current one, with how much it holds.
        articles: names of its articles, sorted.
        format: of the store.
        extractor: version of what reads articles now.
        size: bytes that the store takes on the disk, what two editions share counted once.
    """

    edition: Edition
    articles: tuple[str, ...]
    format: int
    extractor: str
    size: int


def status(output: Path) -> Status:
    """Return the state of an output folder.

    Raises:
        OutputError: there is no graph, a newer guanxi made it, or it is damaged.
    """
    edition = current(output)
    try:
        quads = list(opened(edition).quads_for_pattern(None, node("schema:identifier"), None, DefaultGraph()))
    except (OSError, RuntimeError) as error:
        raise damaged(edition.folder, error) from error
    names = sorted(quad.object.value for quad in quads if isinstance(quad.object, Literal))
    return Status(edition, tuple(names), FORMAT, extractor(), _size(edition.folder.parent))


def _size(folder: Path) -> int:
    sizes = {}
    for where, _, files in os.walk(folder):
        for file in files:
            found = Path(where, file).stat()
            sizes[found.st_dev, found.st_ino] = found.st_size
    return sum(sizes.values())
