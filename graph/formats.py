"""The formats that other programs read, and how the graph of an output folder is written in each."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, RdfFormat

from extract.errors import InputError, OutputError
from graph import flat, neo4j, records
from graph.build import refresh
from graph.dataset import order
from graph.exports import JSON_LINES, serialized
from graph.output import reporting
from graph.store import damaged, open_store
from graph.terms import node, number, offset

Files = Mapping[str, bytes]
"""Bytes by file name."""

_OFFSETS = (node("oa:start"), node("oa:end"))


@dataclass(frozen=True, slots=True)
class Format:
    """A format.

    Attributes:
        suffix: what its one file's name ends in, empty where there are several.
        make: makes its files of an output folder and the least confidence of the facts.
        whole: whether facts cannot be left out of it.
    """

    suffix: str
    make: Callable[[Path, float], Files]
    whole: bool = False


def export(folder: Path, form: str, target: Path | None = None, least: float = 0.0) -> tuple[Path, ...]:
    """Write the graph of an output folder in another format, each file whole, and return their paths.

    Args:
        folder: output folder of a build.
        form: a key of :data:`FORMATS`.
        target: the file to write, or for `csv` the folder; by default `graph.*` in `folder`, for `csv` `folder`.
        least: the least confidence of the facts; others are left out.

    Raises:
        InputError: facts are to be left out of a format of RDF.
        OutputError: there is no graph, it is damaged, or the target cannot be written.
    """
    chosen = FORMATS[form]
    if least and chosen.whole:
        raise InputError(
            f"--min-confidence does not go with {form}, which holds all facts. Take graphml, gexf, csv or jsonl."
        )
    files = chosen.make(folder, least)
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


def _rdf(suffix: str, form: RdfFormat) -> Format:
    """Return a format of RDF, a file that holds the whole graph."""
    return Format(suffix, lambda folder, _: {"": serialized(quads(folder), form)}, whole=True)


def quads(folder: Path) -> list[Quad]:
    """Return the named graphs of an output folder, sorted, every literal as :func:`graph.dataset.dataset` writes it.

    Raises:
        OutputError: the folder holds no graph, or a broken one.
    """
    store = open_store(folder)
    try:
        found = [_as_written(quad) for quad in store if quad.graph_name != DefaultGraph()]
    except (OSError, RuntimeError) as error:
        raise damaged(folder, error) from error
    return sorted(found, key=lambda quad: (str(quad.graph_name), order(quad.triple)))


def _as_written(quad: Quad) -> Quad:
    """Return a quad with the literal that Oxigraph has made shorter, or given a wider type."""
    value = quad.object
    if not isinstance(value, Literal):
        return quad
    if quad.predicate in _OFFSETS:
        value = offset(int(value.value))
    elif value.datatype == node("xsd:decimal"):
        value = number(float(value.value))
    return Quad(quad.subject, quad.predicate, value, quad.graph_name)


def _json_lines(folder: Path, least: float) -> Files:
    refresh(folder)  # no store holds the places of mentions
    path = folder / JSON_LINES
    try:
        data = path.read_bytes()
    except OSError as error:
        raise OutputError(f"{path} cannot be read ({error}). Make the graph again: guanxi build") from error
    if _told(path, data) != _facts(folder):
        raise damaged(path, "it does not hold the facts of the store")
    if least:  # what is no relation has no confidence
        lines = data.splitlines(keepends=True)
        data = b"".join(line for line in lines if json.loads(line).get("confidence", 1) >= least)
    return {"": data}


def _told(path: Path, data: bytes) -> set[str]:
    """Return the IRIs of the facts that JSON Lines hold."""
    try:
        rows = [json.loads(line) for line in data.splitlines()]
        return {row["id"] for row in rows if row["kind"] == "relation"}
    except (ValueError, TypeError, KeyError) as error:
        raise damaged(path, error) from error


def _facts(folder: Path) -> set[str]:
    """Return the IRIs of the facts that the store of an output folder holds."""
    store = open_store(folder)
    try:
        quads = store.quads_for_pattern(None, node("rdf:predicate"), None, DefaultGraph())
        return {quad.subject.value for quad in quads if isinstance(quad.subject, NamedNode)}
    except (OSError, RuntimeError) as error:
        raise damaged(folder, error) from error


def _csv(folder: Path, least: float) -> Files:
    return {name: text.encode() for name, text in neo4j.tables(records.read(folder, least)).items()}


FORMATS: Mapping[str, Format] = {
    "turtle": _rdf("ttl", RdfFormat.TURTLE),
    "trig": _rdf("trig", RdfFormat.TRIG),
    "nquads": _rdf("nq", RdfFormat.N_QUADS),
    "jsonld": _rdf("jsonld", RdfFormat.JSON_LD),
    "graphml": Format("graphml", lambda folder, least: {"": flat.graphml(records.read(folder, least))}),
    "gexf": Format("gexf", lambda folder, least: {"": flat.gexf(records.read(folder, least))}),
    "csv": Format("", _csv),
    "jsonl": Format("jsonl", _json_lines),
}
