"""The explorer of a large graph as the server gives it: names, places and lines; what is opened is asked for.

The page that a build writes holds everything and needs no server. Of a large graph that takes long to send and to read,
so the server leaves out the RDF, the sentences and the articles. The page then asks `/sparql` for the sentences of
what is opened, and `/article/` for the texts that they stand in.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from graph.island import island, span

LARGEST = 5_000
"""Entities up to which the page is given as it stands in the output folder."""

_EVIDENCE = 7  # the column of a fact that tells where it stands; graph/page/data.py names them all


@dataclass(frozen=True, slots=True)
class Split:
    """A page in parts.

    Attributes:
        edition: a hash of the whole page; the addresses of its articles contain it.
        page: HTML in UTF-8, without what is asked for.
        articles: for each article JSON in UTF-8: its `text`, its `mentions` as in the whole page, and `quotes`, which
            are places in the text by numbers of facts.
    """

    edition: str
    page: bytes
    articles: Sequence[bytes]


def split(path: Path) -> Split | None:
    """Return the page of a file in parts, or None where it is given whole: if it is small, or not of this make.

    Raises:
        FileNotFoundError: there is no file.
    """
    told = path.stat()
    return _split(path, told.st_mtime_ns, told.st_size)


@lru_cache(maxsize=1)
def _split(path: Path, _changed: int, _size: int) -> Split | None:
    html = path.read_text("utf-8")
    try:
        start, end = span(html, "graph")
    except ValueError:
        return None
    data = json.loads(html[start:end])
    if len(data["entities"]) <= LARGEST:
        return None
    edition = hashlib.sha256(html.encode()).hexdigest()[:20]
    articles = _articles(data)
    data["edition"] = edition
    data["documents"] = [[*row[:3], None, None] for row in data["documents"]]
    for fact in data["facts"]:
        fact[_EVIDENCE] = sorted({quote[0] for quote in fact[_EVIDENCE]})
    lean = html[:start] + island(data) + html[end:]
    for name in ("rdf", "wasm"):
        start, end = span(lean, name)
        lean = lean[:start] + lean[end:]
    return Split(edition, lean.encode(), articles)


def _articles(data: dict[str, Any]) -> list[bytes]:
    quotes: list[dict[int, list[list[int]]]] = [{} for _ in data["documents"]]
    for number, fact in enumerate(data["facts"]):
        for document, *place in fact[_EVIDENCE]:
            quotes[document].setdefault(number, []).append(place)
    return [
        json.dumps({"text": text, "mentions": mentions, "quotes": told}, separators=(",", ":")).encode()
        for (_, _, _, text, mentions), told in zip(data["documents"], quotes, strict=True)
    ]
