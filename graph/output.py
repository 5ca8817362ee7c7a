"""The output folder: what is written into it appears all at once, or nothing changes.

Everything is written into a hidden folder inside it. When that is whole and whatever belongs to it is committed, one
rename makes the folder the pending output, and only then do its files replace the old ones. A run that dies before
changes nothing; what a run that dies after it leaves to do is done by whoever calls :func:`settle` next.
"""

from __future__ import annotations

import errno
import os
import shutil
import tempfile
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from extract.errors import OutputError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

_UNFINISHED, _PREPARED, _PENDING = ".guanxi-unfinished-", ".guanxi-prepared", ".guanxi-pending"
_EDITION = ".edition"
_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


@contextmanager
def replacing(
    folder: Path, names: Sequence[str], commit: Callable[[], None] = lambda: None, edition: int = 0
) -> Iterator[Path]:
    """Give a fresh folder to write the files `names` into; at the end of the block they replace those in `folder`.

    If the block raises anything, Ctrl-C too, `folder` stays as it was. Other files in it stay in any case. One build at
    a time writes into a folder.

    Args:
        folder: made if it is not there.
        names: of files.
        commit: called when all is on the disk and only renames are left; if it raises, `folder` stays as it was.
        edition: number of what `commit` makes; by it :func:`resume` knows whether that was called.

    Raises:
        OutputError: `folder` cannot be made or written; what it held is whole.
    """
    with reporting(folder):
        check(folder, names)
        missing = [path for path in (folder, *folder.parents) if not path.exists()]
        folder.mkdir(parents=True, exist_ok=True)
    try:
        settle(folder)
        with reporting(folder):
            clear(folder)
            fresh = Path(tempfile.mkdtemp(prefix=_UNFINISHED, dir=folder))
        try:
            yield fresh
            with reporting(folder):
                (fresh / _EDITION).write_text(str(edition), "utf-8")
                flush(*fresh.iterdir(), fresh)
                prepared = fresh.rename(folder / _PREPARED)
        finally:
            shutil.rmtree(fresh, ignore_errors=True)  # nothing is there any more when all went well
        try:
            commit()
        except BaseException:
            shutil.rmtree(prepared, ignore_errors=True)
            raise
        with reporting(folder):
            prepared.rename(folder / _PENDING)
        settle(folder)
    except BaseException:
        remove_empty(missing)
        raise


def settle(folder: Path) -> None:
    """Finish what a killed run left pending in an output folder; does nothing where nothing is.

    Raises:
        OutputError: a file cannot be put in its place.
    """
    pending = folder / _PENDING
    with reporting(folder):
        if pending.is_dir():
            for file in sorted(pending.iterdir()):
                if file.name != _EDITION:
                    with suppress(FileNotFoundError):  # another process is at it as well
                        file.replace(folder / file.name)
            shutil.rmtree(pending, ignore_errors=True)
            flush(folder)


def is_left(folder: Path) -> bool:
    """Whether a killed run has left something to do in an output folder."""
    return (folder / _PREPARED).is_dir() or (folder / _PENDING).is_dir()


def resume(folder: Path, edition: int) -> None:
    """Finish or drop what a killed run left in an output folder, by the edition that its `commit` has made, if any.

    Raises:
        OutputError: a file cannot be put in its place, or what is left cannot be removed.
    """
    prepared = folder / _PREPARED
    with reporting(folder):
        if prepared.is_dir() and int((prepared / _EDITION).read_text("utf-8")) <= edition:
            prepared.rename(folder / _PENDING)
    settle(folder)
    with reporting(folder):
        clear(folder)


def clear(folder: Path) -> None:
    """Drop what killed runs left unfinished in an output folder."""
    for left in (*folder.glob(f"{_UNFINISHED}*"), *folder.glob(_PREPARED)):
        shutil.rmtree(left)


@contextmanager
def reporting(folder: Path) -> Iterator[None]:
    """Turn what the system says against writing into `folder` into the one line a user reads.

    Raises:
        OutputError: the block raised an OSError.
    """
    try:
        yield
    except OSError as error:
        # Oxigraph gives no number, and the system's words at the end of its own.
        full = error.errno in _FULL or any(str(error).endswith(os.strerror(number)) for number in _FULL)
        remedy = "Make room on the disk" if full else "Check its permissions"
        raise OutputError(
            f"{folder} cannot be written: {error.strerror or error}. {remedy}, or pass another folder with --output. "
            "What it held before is unchanged."
        ) from error


def check(folder: Path, names: Sequence[str]) -> None:
    """Find what stands in the way before a long run, not after it."""
    for path in (folder, *folder.parents):
        if path.exists() and not path.is_dir():
            raise OutputError(f"{path} is a file, so {folder} cannot be written. Pass another folder with --output.")
    for path in (folder / name for name in names):
        if path.is_dir():
            raise OutputError(f"{path} is a folder where a file is to be written. Move it, or pass another --output.")


def flush(*paths: Path) -> None:
    """Have the system write files and folders to the disk, so that a rename cannot get there before them."""
    for path in paths:
        if path.is_dir() and os.name != "posix":
            continue  # elsewhere a folder cannot be opened
        descriptor = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def remove_empty(folders: Sequence[Path]) -> None:
    """Take back the folders that a failed run has made, the innermost first."""
    for folder in folders:
        if folder.is_dir() and not any(folder.iterdir()):
            folder.rmdir()
