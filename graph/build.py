"""The main jobs: articles in, an output folder with the graph in every form out; articles added, articles removed."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from difflib import get_close_matches
from pathlib import Path

from extract import documents
from extract.errors import InputError
from graph import store
from graph.files import FILES, write
from graph.intake import Manner, Progress, Skipped, named, take_in
from graph.judgements import read
from graph.ledger import Article
from graph.making import anew, grown, remembered
from graph.output import check, replacing, reporting
from graph.resolved import ResolvedGraph
from graph.store import Edition
from graph.writer import Writer, judgements, writing

FILES_AT_ONCE = 200
"""Articles of the largest graph whose files are written again whenever it changes; that takes some seconds."""


@dataclass(frozen=True, slots=True)
class Summary:
    """What a run did.

    Attributes:
        documents: how many articles the graph has.
        skipped: the files that cannot be read, in the order of their names.
        entities: how many entities there are of each type, in the order of the schema; no zeros.
        facts: how many facts there are of each predicate, likewise.
        triples: how many triples the graph holds, each counted once.
        files: the files written; none where they still show an earlier graph.
        added, removed: names of the articles that have come and gone; what has changed counts as added.
        unchanged: how many of the articles given were in the graph already.
    """

    documents: int
    skipped: tuple[Skipped, ...]
    entities: Mapping[str, int]
    facts: Mapping[str, int]
    triples: int
    files: tuple[Path, ...]
    added: tuple[str, ...]
    removed: tuple[str, ...]
    unchanged: int


def _silent(_stage: str, _done: int, _total: int, /) -> None:
    """Tell nobody."""


def build(  # noqa: PLR0913 -- each is an option of the command
    paths: Sequence[Path],
    output: Path,
    *,
    pipeline: str | None = None,
    encoding: str | None = None,
    judged: Path | None = None,
    progress: Progress = _silent,
) -> Summary:
    """Make the graph of these articles and no others in a folder, with all of its files; or change nothing.

    An article that this version of the extractor has read before is not read again.

    Args:
        paths: articles, and folders of articles; none for those that the graph has.
        output: folder for the store and for :data:`FILES`; made if it is not there.
        pipeline: another spaCy pipeline to take names from, see :func:`extract.pipeline.load`.
        encoding: of the articles, if it is known.
        judged: file of judgements, see :mod:`graph.judgements`; by default the one used before, and at first
            `judgements.csv` in the output folder.
        progress: told how far the build has come.

    Raises:
        InputError: a path does not exist, or no file can be read as an article; what is wrong with one of several
            files is told in the summary. Or a judgement is not as it should be.
        ModelError: the language pipeline cannot be loaded.
        OutputError: the folder cannot be written, or another run is writing into it.
    """
    if not paths:
        store.current(output)
    found = documents.find(paths)
    with _writing(output, judged) as writer:
        known = writer.ledger.articles()
        if paths:
            articles, skipped = take_in(found, writer.ledger, Manner(pipeline, encoding), progress)
            _check_any(articles, skipped)
        else:
            writer.edition()
            articles, skipped = tuple(known.values()), ()
        gone = known.keys() - {article.name for article in articles}
        with reporting(output):
            writer.ledger.change(gone, articles)
            edition, graph = anew(writer, files=True)
            _write_files(writer, edition, graph, progress)
    return _summary(output, edition, known, articles, gone, skipped)


def add(  # noqa: PLR0913 -- likewise
    paths: Sequence[Path],
    output: Path,
    *,
    pipeline: str | None = None,
    encoding: str | None = None,
    judged: Path | None = None,
    progress: Progress = _silent,
) -> Summary:
    """Add articles to the graph of a folder, or read those of them again that have changed.

    The graph is then what :func:`build` would make of all its articles. Beyond :data:`FILES_AT_ONCE` of them only the
    store is written, and :data:`FILES` show the graph as the last build left it.

    Args and errors are those of :func:`build`; further:

    Raises:
        OutputError: the graph in the folder is damaged.
    """
    found = documents.find(paths)
    with _writing(output, judged) as writer:
        before, known = writer.edition(), writer.ledger.articles()
        manner = Manner(pipeline, encoding)
        articles, skipped = take_in(named(found, known, manner), writer.ledger, manner, progress)
        _check_any(articles, skipped)
        edition = _change(writer, before, (), articles, progress)
    return _summary(output, edition, known, articles, (), skipped)


def remove(paths: Sequence[Path], output: Path, *, progress: Progress = _silent) -> Summary:
    """Remove articles from the graph of a folder; the files they were read from stay.

    The graph is then what :func:`build` would make of the articles left; see :func:`add` for what is written.

    Args:
        paths: files or folders that articles were read from, there still or not; or names of articles.
        output: the output folder.
        progress: told how far the work has come.

    Raises:
        InputError: the graph has no article of such a path or name.
        OutputError: there is no graph, it is damaged, it cannot be written, or another run is writing into it.
    """
    store.current(output)
    with _writing(output) as writer:
        before, known = writer.edition(), writer.ledger.articles()
        gone = {name for path in paths for name in _meant(path, known)}
        edition = _change(writer, before, gone, (), progress)
    return _summary(output, edition, known, (), gone, ())


def refresh(output: Path, *, progress: Progress = _silent) -> None:
    """Write :data:`FILES` anew where they show an earlier graph than the store; else do nothing.

    Raises:
        OutputError: there is no graph, it is damaged, it cannot be written, or another run is writing into it.
    """
    if store.current(output).files:
        return
    with _writing(output) as writer:
        before = writer.edition()
        if before and not before.files:
            _change(writer, before, (), (), progress, files=True)


@contextmanager
def _writing(output: Path, judged: Path | None = None) -> Iterator[Writer]:
    with reporting(output):
        check(output, FILES)
    with writing(output) as writer:
        path = judged and judged.absolute()
        yield replace(writer, judgements=read(path) if path else judgements(output, writer.ledger), judged=path)


def _check_any(articles: Sequence[Article], skipped: Sequence[Skipped]) -> None:
    if not articles:
        several = f" None of the {len(skipped)} files can be read." if len(skipped) > 1 else ""
        raise InputError(skipped[0].reason + several)


def _meant(path: Path, known: Mapping[str, Article]) -> set[str]:
    """Return the names of the articles that a path or name means."""
    whole = Path(os.path.abspath(path))  # noqa: PTH100 -- resolves no link, as the sources of articles are not
    names = {a.name for a in known.values() if whole == Path(a.source) or whole in Path(a.source).parents}
    text = path.as_posix()
    if found := names or {name for name in known if name == text or name.startswith(f"{text}/")}:
        return found
    near = get_close_matches(path.name, known, 3)
    raise InputError(
        f"No article of the graph was read from {path} or has this name. "
        + (f"Did you mean {', '.join(near)}?" if near else "See what there is: guanxi status --articles")
    )


def _change(  # noqa: PLR0913 -- what changes, and how
    writer: Writer,
    before: Edition | None,
    gone: Collection[str],
    articles: Sequence[Article],
    progress: Progress,
    *,
    files: bool = False,
) -> Edition:
    """Make another edition where articles come or go, or where `files` are to be written with it."""
    ledger = writer.ledger
    known = ledger.articles()
    come = [article.name for article in articles if not _is_same(article, known)]
    with reporting(writer.output):
        ledger.change(gone, articles)
        graph = None
        wanted = files or len(ledger.articles()) <= FILES_AT_ONCE
        if before is None or ledger.edition[1] != writer.maker:
            edition, graph = anew(writer, files=wanted)
        elif come or gone or files:
            edition = grown(writer, before, [*gone, *(name for name in come if name in known)], come, files=wanted)
        else:
            writer.keep_source()
            ledger.db.commit()  # a file may have another place
            return before
        if edition.files:
            _write_files(writer, edition, graph or remembered(writer), progress)
        else:
            writer.commit(edition.number)
            writer.publish()
    return edition


def _is_same(article: Article, known: Mapping[str, Article]) -> bool:
    return article.name in known and known[article.name].hash == article.hash


def _write_files(writer: Writer, edition: Edition, graph: ResolvedGraph, progress: Progress) -> None:
    """Write the files of an edition, commit it, and put all in its place."""
    with replacing(writer.output, FILES, lambda: writer.commit(edition.number), edition.number) as fresh:
        write(graph, fresh, lambda done: progress("writing", done, len(FILES)))
    writer.publish()


def _summary(  # noqa: PLR0913, PLR0917 -- what a run knows at its end
    output: Path,
    edition: Edition,
    known: Mapping[str, Article],
    articles: Sequence[Article],
    gone: Collection[str],
    skipped: tuple[Skipped, ...],
) -> Summary:
    counts = edition.counts
    added = tuple(article.name for article in articles if not _is_same(article, known))
    return Summary(
        counts.articles,
        skipped,
        counts.entities,
        counts.facts,
        counts.triples,
        tuple(output / name for name in FILES) if edition.files else (),
        added,
        tuple(sorted(gone)),
        len(articles) - len(added),
    )
