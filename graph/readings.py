"""Readings as bytes, so that an article is read once, and the version of what reads it."""

from __future__ import annotations

import json
import zlib
from functools import cache
from hashlib import blake2b
from importlib import metadata, resources
from importlib.resources.abc import Traversable
from itertools import pairwise
from pathlib import Path

from extract.facts import Document, Entity, Evidence, Fact, Mention, Reading

_LEVEL = 1  # of compression: readings shrink to a sixth, and hardly more at higher ones


def to_bytes(reading: Reading) -> bytes:
    """Return a reading as compressed JSON; equal readings give equal bytes."""
    document = reading.document
    told = {
        "document": [document.name, document.text, document.clean, document.title, document.date, document.place],
        "origins": _runs(document.origins),
        "entities": [
            [e.key, e.type, e.name, [[m.start, m.end, m.text] for m in e.mentions], dict(e.attributes)]
            for e in reading.entities
        ],
        "facts": [
            [
                fact.subject,
                fact.predicate,
                fact.object,
                [[e.document, e.start, e.end, e.text] for e in fact.evidence],
                fact.confidence,
                fact.extractor,
                dict(fact.qualifiers),
                fact.implicit,
            ]
            for fact in reading.facts
        ],
    }
    text = json.dumps(told, ensure_ascii=False, separators=(",", ":"), default=dict)
    return zlib.compress(text.encode("utf-8", "surrogatepass"), _LEVEL)


def from_bytes(data: bytes) -> Reading:
    """Return the reading that :func:`to_bytes` has written.

    Raises:
        zlib.error, ValueError, KeyError: the data is damaged.
    """
    told = json.loads(zlib.decompress(data).decode("utf-8", "surrogatepass"))
    name, text, clean, title, date, place = told["document"]
    origins = tuple(offset for first, length in told["origins"] for offset in range(first, first + length))
    entities = (
        Entity(key, type_, name, tuple(Mention(*mention) for mention in mentions), attributes)
        for key, type_, name, mentions, attributes in told["entities"]
    )
    facts = (
        Fact(subject, predicate, target, tuple(Evidence(*quote) for quote in quotes), *rest)
        for subject, predicate, target, quotes, *rest in told["facts"]
    )
    return Reading(Document(name, text, clean, origins, title, date, place), tuple(entities), tuple(facts))


def digest(*parts: bytes) -> str:
    """Return 32 hexadecimal digits that stand for the parts and their order."""
    made = blake2b(digest_size=16)
    for part in parts:
        made.update(len(part).to_bytes(8) + part)
    return made.hexdigest()


@cache
def extractor(pipeline: str | None = None) -> str:
    """Return the version of what reads articles: of the code and the model, and of another spaCy pipeline beside it."""
    version = _version("extract")
    if pipeline is None:
        return version
    if (folder := Path(pipeline)).is_dir():
        return f"{version}+{pipeline}-{_contents(folder)}"
    try:
        return f"{version}+{pipeline}-{metadata.version(pipeline.replace('_', '-'))}"
    except (metadata.PackageNotFoundError, ValueError):  # as will be told where it is loaded
        return f"{version}+{pipeline}"


@cache
def maker() -> str:
    """Return the version of what turns readings into a graph."""
    return digest(_version("graph").encode(), _version("extract").encode())[:12]


def _version(package: str) -> str:
    """Return 12 hexadecimal digits that stand for all files of a package that it needs to run."""
    return _contents(resources.files(package))


def _contents(folder: Traversable) -> str:
    parts = (part for name, file in _files(folder, "") for part in (name.encode(), file.read_bytes()))
    return digest(*parts)[:12]


def _files(folder: Traversable, path: str) -> list[tuple[str, Traversable]]:
    found = []
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if entry.is_file() and not entry.name.endswith((".pyc", ".md")):
            found.append((f"{path}/{entry.name}", entry))
        elif entry.is_dir() and entry.name not in {"__pycache__", "training", "page", "commands", "server"}:
            found += _files(entry, f"{path}/{entry.name}")
    return found


def _runs(origins: tuple[int, ...]) -> list[tuple[int, int]]:
    """Return ascending offsets as pairs of the first of those that follow each other and how many they are."""
    starts = [0, *(i for i, (left, right) in enumerate(pairwise(origins), 1) if right != left + 1), len(origins)]
    return [(origins[start], end - start) for start, end in pairwise(starts) if end > start]
