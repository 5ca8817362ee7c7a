"""The embedded store of an output folder: finished copies of the graph, one of which is the current one.

    output/store/current        the number of the current edition
    output/store/12/quads/      edition 12, an Oxigraph database
    output/store/12/edition.json  what it holds, and the sizes of its files

An edition is never written to once it is whole. A change makes another one beside it, out of hard links and what is
new; then one rename of `current` makes that the one which readers open. So readers and a writer never meet, and what
dies half-way leaves a folder that nobody opens. The edition before the current one is kept for who reads it still.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from pyoxigraph import Store

from extract.errors import OutputError
from graph.output import flush

FORMAT = 1
"""Of what lies in the folder of the store; a guanxi that writes it in another way counts on."""

FOLDER, CURRENT, QUADS, ABOUT = "store", "current", "quads", "edition.json"


@dataclass(frozen=True, slots=True)
class Counts:
    """How much a graph holds.

    Attributes:
        articles: how many articles.
        entities: how many entities of each type, in the order of the schema; no zeros.
        facts: how many facts of each predicate, likewise.
        triples: how many triples all articles and the vocabulary tell, each counted once.
        extractors: how many articles were read by each version of the extractor.
    """

    articles: int
    entities: Mapping[str, int]
    facts: Mapping[str, int]
    triples: int
    extractors: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Edition:
    """A finished copy of the graph.

    Attributes:
        number: 1 for the first, and ever higher.
        folder: where it lies.
        counts: what it holds.
        files: whether the other files of the output folder show this edition, not an earlier one.
    """

    number: int
    folder: Path
    counts: Counts
    files: bool


def open_store(output: Path) -> Store:
    """Open the current edition of the graph in an output folder, to read.

    The default graph holds what all articles and the vocabulary tell, each triple once; beside it there is one named
    graph an article, and one for the vocabulary. A store that is open stays as it is when the graph changes; who
    serves for long opens it again when :func:`current` has another number.

    Raises:
        OutputError: there is no graph, a newer guanxi made it, or it is damaged.
    """
    return opened(current(output))


def current(output: Path) -> Edition:
    """Return the current edition of the graph in an output folder.

    Raises:
        OutputError: as :func:`open_store`.
    """
    if number := pointer(output):
        return edition(output, number)
    raise OutputError(f"{output} holds no graph. Make it first: guanxi build")


def pointer(output: Path) -> int:
    """Return the number of the current edition, 0 where there is none.

    Raises:
        OutputError: what should tell it is damaged.
    """
    path = output / FOLDER / CURRENT
    try:
        text = path.read_text("utf-8").strip()
    except (FileNotFoundError, NotADirectoryError):
        return 0
    except (OSError, UnicodeDecodeError) as error:
        raise damaged(path, error) from error
    if not text.isdecimal():
        raise damaged(path, "it holds no number")
    return int(text)


def edition(output: Path, number: int) -> Edition:
    """Return an edition of the graph in an output folder, after a look at its files.

    Raises:
        OutputError: as :func:`open_store`.
    """
    folder = output / FOLDER / str(number)
    try:
        about = json.loads((folder / ABOUT).read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise damaged(folder / ABOUT, error) from error
    if not isinstance(about, dict):
        raise damaged(folder / ABOUT, "it holds no table")
    check_format(folder / ABOUT, about.get("format"))
    try:
        counts, sizes, files = Counts(**about["counts"]), dict(about["sizes"]), bool(about["files"])
    except (KeyError, TypeError, ValueError) as error:
        raise damaged(folder / ABOUT, error) from error
    # Oxigraph takes a database whose list of files was cut short for an empty one.
    if wrong := sorted({name for name, _ in sizes.items() ^ _sizes(folder / QUADS).items()}):
        raise damaged(folder / QUADS / wrong[0], "it is missing, or not as long as it was written")
    return Edition(number, folder, counts, files)


def opened(made: Edition) -> Store:
    """Open an edition to read.

    Raises:
        OutputError: it is damaged.
    """
    path = made.folder / QUADS
    try:
        return Store.read_only(str(path))
    except (OSError, RuntimeError) as error:
        raise damaged(path, error) from error


def check_format(path: Path, found: object) -> None:
    """Check the number that tells how a part of the store is written.

    Raises:
        OutputError: a newer guanxi wrote it, or there is no such number.
    """
    if not isinstance(found, int):
        raise damaged(path, "it does not tell its format")
    if found > FORMAT:
        raise OutputError(
            f"{path} was made by a newer guanxi (format {found}; this one knows {FORMAT}). "
            "Upgrade guanxi, or pass another folder with --output."
        )


def write(
    output: Path, number: int, before: Edition | None, fill: Callable[[Store], Counts], *, files: bool
) -> Edition:
    """Make edition `number`: as `before` or else empty at first, then with what `fill` does to it.

    Args:
        output: the output folder.
        number: of the new edition; nothing may refer to an earlier one of that number.
        before: the edition that the new one starts from.
        fill: changes the store, keeps no reference to it, and returns what it then holds.
        files: see :class:`Edition`.

    Returns:
        The edition: whole and on the disk, not yet the current one.

    Raises:
        OSError: the system does not let it be written.
        OutputError: `before` is damaged.
    """
    folder = output / FOLDER / str(number)
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    path = folder / QUADS
    if before:
        opened(before).backup(str(path))
    try:
        counts = _filled(path, fill)
    except RuntimeError as error:  # what Oxigraph says when a checksum is wrong
        raise damaged(before.folder if before else folder, error) from error
    about = {"format": FORMAT, "counts": asdict(counts), "files": files, "sizes": _sizes(path)}
    (folder / ABOUT).write_text(json.dumps(about, ensure_ascii=False, indent=1) + "\n", "utf-8")
    flush(path, folder / ABOUT, folder, folder.parent)  # the files of the database Oxigraph has flushed itself
    return Edition(number, folder, counts, files)


def publish(output: Path, number: int) -> None:
    """Make edition `number` the one that readers open."""
    folder = output / FOLDER
    fresh = folder / f"{CURRENT}.new"
    fresh.write_text(f"{number}\n", "utf-8")
    flush(fresh)
    fresh.replace(folder / CURRENT)
    flush(folder)


def numbers(output: Path) -> list[int]:
    """Return the numbers of the editions in an output folder, whole or not, ascending."""
    return sorted(int(folder.name) for folder in (output / FOLDER).glob("[0-9]*") if folder.name.isdecimal())


def tidy(output: Path, *kept: int) -> None:
    """Remove all editions but these; where the system does not let go of one that is being read, it stays."""
    for number in numbers(output):
        if number not in kept:
            shutil.rmtree(output / FOLDER / str(number), ignore_errors=True)


def _filled(path: Path, fill: Callable[[Store], Counts]) -> Counts:
    store = Store(str(path))
    counts = fill(store)
    store.flush()  # what is only in Oxigraph's log would not be in the next copy
    return counts  # nothing refers to the store any more, which closes it and ends its work in the background


def _sizes(folder: Path) -> dict[str, int]:
    """Return the sizes of those files of a database that hold its data."""
    names = ("CURRENT", "MANIFEST-*", "*.sst")
    return {file.name: file.stat().st_size for name in names for file in folder.glob(name)}


def damaged(path: Path, reason: object) -> OutputError:
    """Return what is raised where a part of a store is not as it was written."""
    return OutputError(f"{path} is damaged ({reason}). Make the graph again: guanxi build")
