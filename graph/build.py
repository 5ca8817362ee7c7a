"""The main job: articles in, an output folder with the graph in every form out."""

from __future__ import annotations

import shutil
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from extract import documents
from extract import pipeline as language
from extract.errors import DocumentError, InputError
from extract.schema import load
from graph import exports, ontology
from graph.dataset import dataset
from graph.layout import layout
from graph.network import network
from graph.output import replacing, reporting
from graph.page import render
from graph.resolve import resolve

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from pyoxigraph import Quad

    from extract.facts import Document, Reading
    from graph.resolved import ResolvedGraph

PAGE, ONTOLOGY = "graph.html", "guanxi.ttl"
FILES = (exports.TURTLE, exports.TRIG, exports.JSON_LINES, PAGE, ONTOLOGY)
"""What a build writes; whatever else is in the output folder stays."""


class Progress(Protocol):
    """Told how far a build has come."""

    def __call__(self, stage: str, done: int, total: int, /) -> None:
        """Take note of `stage`: `reading` (files), `understanding` (characters of text) or `writing` (files)."""


@dataclass(frozen=True, slots=True)
class Skipped:
    """A file that was left out, and why."""

    name: str
    reason: str


@dataclass(frozen=True, slots=True)
class Summary:
    """What a build did.

    Attributes:
        documents: how many articles were read.
        skipped: the files that were not, in the order of their names.
        entities: how many entities there are of each type, in the order of the schema; no zeros.
        facts: how many facts there are of each predicate, likewise.
        triples: how many triples the Turtle file holds.
        files: the files written.
    """

    documents: int
    skipped: tuple[Skipped, ...]
    entities: Mapping[str, int]
    facts: Mapping[str, int]
    triples: int
    files: tuple[Path, ...]


def _silent(_stage: str, _done: int, _total: int, /) -> None:
    """Tell nobody."""


def build(
    paths: Sequence[Path],
    output: Path,
    *,
    pipeline: str | None = None,
    encoding: str | None = None,
    progress: Progress = _silent,
) -> Summary:
    """Read articles and write their graph into a folder: all of its files, or none.

    Args:
        paths: articles, and folders of articles.
        output: folder for :data:`FILES`; made if it is not there.
        pipeline: another spaCy pipeline to take names from, see :func:`extract.pipeline.load`.
        encoding: of the articles, if it is known.
        progress: told how far the build has come.

    Raises:
        InputError: a path does not exist, or no file can be read as an article; what is wrong with one of several
            files is told in the summary.
        ModelError: the language pipeline cannot be loaded.
        OutputError: the folder cannot be written.
    """
    found = documents.find(paths)
    with replacing(output, FILES) as fresh:
        articles, skipped = _read(found, encoding, progress)
        readings = _understood(language.read(language.load(pipeline), articles), articles, progress)
        graph = resolve(readings)
        quads = dataset(graph)
        with reporting(output):
            _write(graph, quads, fresh, progress)
    return Summary(
        len(articles),
        skipped,
        _counted((entity.type for entity in graph.entities), load().types),
        _counted((fact.predicate for fact in graph.facts), load().predicates),
        len({quad.triple for quad in quads}),
        tuple(output / name for name in FILES),
    )


def _read(
    found: Sequence[documents.Found], encoding: str | None, progress: Progress
) -> tuple[list[Document], tuple[Skipped, ...]]:
    articles, skipped = [], []
    for number, file in enumerate(found, start=1):
        try:
            articles.append(documents.read(file.path, file.name, encoding))
        except DocumentError as error:
            skipped.append(Skipped(file.name, str(error)))
        progress("reading", number, len(found))
    if not articles:
        several = f" None of the {len(found)} files can be read." if len(found) > 1 else ""
        raise InputError(skipped[0].reason + several)
    return articles, tuple(skipped)


def _understood(readings: Iterable[Reading], articles: Sequence[Document], progress: Progress) -> Iterator[Reading]:
    done, total = 0, sum(len(article.clean) for article in articles)
    progress("understanding", done, total)
    for reading in readings:
        done += len(reading.document.clean)
        progress("understanding", done, total)
        yield reading


def _write(graph: ResolvedGraph, quads: tuple[Quad, ...], folder: Path, progress: Progress) -> None:
    view = network(graph)
    steps: dict[str, Callable[[Path], object]] = {
        exports.TURTLE: lambda path: exports.write_turtle(quads, path),
        exports.TRIG: lambda path: exports.write_trig(quads, path),
        exports.JSON_LINES: lambda path: exports.write_json_lines(graph, path),
        PAGE: lambda path: path.write_text(render(view, layout(view), quads), encoding="utf-8", newline="\n"),
        ONTOLOGY: lambda path: shutil.copyfile(ontology.FILE, path),
    }
    for number, (name, write) in enumerate(steps.items(), start=1):
        write(folder / name)
        progress("writing", number, len(steps))


def _counted(names: Iterable[str], order: Iterable[str]) -> dict[str, int]:
    counts = Counter(names)
    return {name: counts[name] for name in order if counts[name]}
