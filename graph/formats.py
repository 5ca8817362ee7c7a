"""The formats that other programs read, and how the graph of an output folder is written in each."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import Quad, RdfFormat, Triple, parse, serialize

from extract.errors import OutputError
from graph import flat, iris, neo4j, records
from graph.dataset import order
from graph.exports import JSON_LINES, TRIG
from graph.output import reporting

Files = Mapping[str, bytes]
"""Bytes by file name."""


@dataclass(frozen=True, slots=True)
class Format:
    """A format: what its one file's name ends in, empty where there are several, and what makes its files."""

    suffix: str
    make: Callable[[Path], Files]


def export(folder: Path, form: str, target: Path | None = None) -> tuple[Path, ...]:
    """Write the graph of an output folder in another format, all of its files or none, and return their paths.

    Args:
        folder: output folder of a build.
        form: a key of :data:`FORMATS`.
        target: the file to write, or for `csv` the folder; by default `graph.*` in `folder`, for `csv` `folder`.

    Raises:
        OutputError: there is no graph, or the target cannot be written.
    """
    chosen = FORMATS[form]
    files = chosen.make(folder)
    if chosen.suffix:
        path = target or folder / f"graph.{chosen.suffix}"
        if path.is_dir():
            raise OutputError(f"{path} is a folder. Pass the file to write with --to.")
        into, files = path.parent, dict.fromkeys([path.name], *files.values())
    else:
        into = target or folder
    with reporting(into):
        into.mkdir(parents=True, exist_ok=True)
        for name, data in files.items():
            _replace(into / name, data)
    return tuple(into / name for name in files)


def _replace(path: Path, data: bytes) -> None:
    """Write a file at once, beside whoever is changing the graph; what was there stays until then."""
    fresh = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        fresh.write_bytes(data)
        fresh.replace(path)
    finally:
        fresh.unlink(missing_ok=True)


def _turtle(folder: Path) -> Files:
    return _serialized(sorted({quad.triple for quad in quads(folder)}, key=order), RdfFormat.TURTLE)


def _dataset(form: RdfFormat) -> Callable[[Path], Files]:
    """Return what writes the named graphs."""
    return lambda folder: _serialized(quads(folder), form)


def quads(folder: Path) -> list[Quad]:
    """Return the named graphs of an output folder, sorted, every literal as it was written.

    They come from the TriG file, for a store keeps the offsets of quotes as xsd:integer and forgets the narrower type.

    Raises:
        OutputError: the folder holds no graph, a broken one, or files that are older than its store.
    """
    records.check(folder)
    path = folder / TRIG
    try:
        found = list(parse(path=str(path), format=RdfFormat.TRIG))
    except FileNotFoundError as error:
        raise OutputError(f"{path} does not exist. Make the graph first: guanxi build") from error
    except (OSError, SyntaxError) as error:
        raise OutputError(f"{path} cannot be read ({error}). Make the graph again: guanxi build") from error
    return sorted(found, key=lambda quad: (str(quad.graph_name), order(quad.triple)))


def _serialized(statements: list[Triple] | list[Quad], form: RdfFormat) -> Files:
    prefixes = {**iris.PREFIXES, **iris.kinds()}
    return {"": serialize(statements, format=form, prefixes=prefixes) or b""}


def _json_lines(folder: Path) -> Files:
    records.read(folder)  # a damaged file is told, not copied
    return {"": (folder / JSON_LINES).read_bytes()}


def _csv(folder: Path) -> Files:
    return {name: text.encode() for name, text in neo4j.tables(records.read(folder)).items()}


FORMATS: Mapping[str, Format] = {
    "turtle": Format("ttl", _turtle),
    "trig": Format("trig", _dataset(RdfFormat.TRIG)),
    "nquads": Format("nq", _dataset(RdfFormat.N_QUADS)),
    "jsonld": Format("jsonld", _dataset(RdfFormat.JSON_LD)),
    "graphml": Format("graphml", lambda folder: {"": flat.graphml(records.read(folder))}),
    "gexf": Format("gexf", lambda folder: {"": flat.gexf(records.read(folder))}),
    "csv": Format("", _csv),
    "jsonl": Format("jsonl", _json_lines),
}
