"""Intake: files become articles of the graph, and only those are read that were not read before."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from extract import documents
from extract.errors import DocumentError
from extract.facts import Document, Reading
from graph.ledger import Article, Ledger
from graph.readings import digest, extractor, to_bytes


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
class Manner:
    """How articles are read: with another spaCy pipeline as well, from an encoding that is known."""

    pipeline: str | None = None
    encoding: str | None = None


def take_in(
    found: Sequence[documents.Found], ledger: Ledger, manner: Manner, progress: Progress
) -> tuple[tuple[Article, ...], tuple[Skipped, ...]]:
    """Return the articles that files are, their readings being kept in the ledger, and the files that are none.

    Raises:
        ModelError: the language pipeline cannot be loaded.
        InputError: there is no such encoding.
    """
    articles, skipped, unread = [], [], []
    for number, file in enumerate(found, start=1):
        article = Article(file.name, str(file.path), _hash(file, manner), extractor(manner.pipeline))
        if ledger.knows(article.hash):
            articles.append(article)
        else:
            try:
                unread.append((article, documents.read(file.path, file.name, manner.encoding)))
            except DocumentError as error:
                skipped.append(Skipped(file.name, str(error)))
        progress("reading", number, len(found))
    if unread:
        from extract import pipeline as language  # noqa: PLC0415 -- brings spaCy, which takes seconds

        nlp = language.load(manner.pipeline)
        readings = language.read(nlp, (document for _, document in unread))
        for (article, _), reading in zip(unread, _followed(readings, [d for _, d in unread], progress), strict=True):
            ledger.keep(article.hash, to_bytes(reading))
            articles.append(article)
    return tuple(sorted(articles, key=lambda article: article.name)), tuple(skipped)


def named(found: Iterable[documents.Found], articles: Mapping[str, Article], manner: Manner) -> list[documents.Found]:
    """Return files under the names that they have in a graph, or are to have there.

    A file that the graph has keeps its name. Another file of that name is the same article if it holds the same; or
    else it gets as many of the folders above it before its name as tell the two apart.
    """
    sources = {article.source: article.name for article in articles.values()}
    taken = set(articles)
    made = []
    for file in found:
        name = sources.get(str(file.path)) or next(
            name
            for name in _names(file)
            if name not in taken
            or (name in articles and articles[name].hash == _hash(documents.Found(name, file.path), manner))
        )
        taken.add(name)
        made.append(documents.Found(name, file.path))
    return sorted(made)


def _names(file: documents.Found) -> Iterator[str]:
    yield file.name
    parts = file.path.parts
    yield from ("/".join(parts[-length:]) for length in range(file.name.count("/") + 2, len(parts) + 1))
    yield str(file.path)


def _hash(file: documents.Found, manner: Manner) -> str:
    """Return what stands for the name and content of a file and for how it is read; '' where it cannot be opened."""
    try:
        with file.path.open("rb") as opened:
            data = opened.read(documents.LIMIT + 1)
    except OSError:
        return ""
    told = file.name, manner.encoding or "", extractor(manner.pipeline)
    return digest(*(part.encode("utf-8", "surrogatepass") for part in told), data)


def _followed(readings: Iterable[Reading], texts: Sequence[Document], progress: Progress) -> Iterator[Reading]:
    done, total = 0, sum(len(document.clean) for document in texts)
    progress("understanding", done, total)
    for reading in readings:
        done += len(reading.document.clean)
        progress("understanding", done, total)
        yield reading
