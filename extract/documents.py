"""Files and folders as documents: which files are articles, how their bytes become text.

Plain text, Markdown, HTML, Word (.docx) and PDF with a text layer. The last three need the install extra `docs`.
"""

from __future__ import annotations

import codecs
import os
import re
from collections import defaultdict
from dataclasses import dataclass, replace
from functools import partial
from importlib import import_module
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING
from zipfile import ZipFile

from extract.errors import DocumentError, InputError
from extract.facts import Document
from extract.layout import HAN, mend
from extract.masthead import dateline_place, headline, published
from extract.script import simplified

if TYPE_CHECKING:
    from collections.abc import Sequence
    from types import ModuleType

LIMIT = 20_000_000
"""Bytes of the largest file that is read; one of text with pictures may have as many."""

MOST_CHARACTERS = 1_000_000
"""Code points of the longest text that is read, which is also the most that spaCy takes; a long book has as many."""

SUFFIXES = (".txt", ".md", ".html", ".htm", ".docx", ".pdf")
"""What the files of a folder must end with to be read."""

_UNPACKED = 5  # times the limit; a Word file may unpack to so much
_HAN = re.compile(f"[{HAN}]")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_ORDINARY = re.compile(r"[\s!-~‐-‧　-〟一-鿿！-～]")  # what Chinese news is written with
_PRIVATE = re.compile(r"[\ue000-\uf8ff]")
_IN_USE = range(0xB0, 0xD8)  # first bytes of the characters in everyday use in GB 2312
_SAMPLE = 4000  # characters that show in what encoding a text is


@dataclass(frozen=True, slots=True, order=True)
class Found:
    """A file to read; `name` is the name of its document."""

    name: str
    path: Path


def find(paths: Sequence[Path]) -> tuple[Found, ...]:
    """List the article files that `paths` name.

    A folder gives every file below it that ends in one of :data:`SUFFIXES`, but no hidden one and no README. A file is
    taken as it is.

    Args:
        paths: files and folders; what is named twice is listed once.

    Returns:
        The files in the order of their names. A name is the path below the folder given, with forward slashes, or
        the name of the file given; where two would be the same, the folders above are put before both.

    Raises:
        InputError: a path does not exist, a folder cannot be listed or holds no article.

    """
    below: dict[Path, int] = {}  # absolute path, and of how many of its parts the name is made
    for path in paths:
        if not path.exists():
            raise InputError(f"{path} does not exist. Check the path, or give a file or folder of articles.")
        whole = path.absolute()
        files = _articles(whole) if path.is_dir() else [whole]
        if not files:
            raise InputError(f"{path} holds no article. Put {', '.join(SUFFIXES)} files into it.")
        root = whole if path.is_dir() else whole.parent
        for file in files:
            below.setdefault(file, len(file.parts) - len(root.parts))
    while True:
        named = defaultdict(list)
        for file, parts in below.items():
            named[_name(file, parts)].append(file)
        clashes = [file for files in named.values() if len(files) > 1 for file in files]
        if not clashes:
            return tuple(sorted(Found(name, file) for name, (file,) in named.items()))
        for file in clashes:
            below[file] += 1


def _articles(folder: Path) -> list[Path]:
    """List the articles below `folder`."""

    def refuse(error: OSError) -> None:
        raise InputError(f"{error.filename} cannot be listed: {error.strerror}. Check its permissions.") from error

    files = []
    for where, folders, names in os.walk(folder, onerror=refuse):
        folders[:] = [name for name in folders if not name.startswith(".")]
        files += [Path(where, name) for name in names if _is_article(name) and Path(where, name).is_file()]
    return files


def _is_article(name: str) -> bool:
    lower = name.lower()
    return lower.endswith(SUFFIXES) and not lower.startswith(".") and lower.split(".")[0] != "readme"


def _name(file: Path, parts: int) -> str:
    """Join the last `parts` parts of a path; bytes of a file name that are no UTF-8 become replacement characters."""
    return os.fsencode("/".join(file.parts[-parts:])).decode("utf-8", "replace")


def read(path: Path, name: str, encoding: str | None = None) -> Document:
    r"""Read one article.

    Line ends are read as :meth:`pathlib.Path.read_text` reads them, every ``\r\n`` and ``\r`` as ``\n``, and a byte
    order mark is no part of the text; offsets count code points after that. Of HTML, Word and PDF files the text is
    what their library draws from them.

    Args:
        path: the file.
        name: the name of the document.
        encoding: of plain text and HTML, if it is known; else UTF-8, UTF-16 and GB18030 are told apart.

    Raises:
        DocumentError: the file cannot be opened, is too large, empty, no text, damaged, without any Chinese character,
            or in another encoding; or the library that reads it is not installed.
        InputError: there is no such encoding.

    """
    data = _bytes(path)
    decode = partial(_decoded, path=path, encoding=encoding)
    title = date = None
    match path.suffix.lower():
        case ".docx":
            text = _word(data, path)
        case ".pdf":
            text = _pdf(data, path)
        case ".html" | ".htm":
            text, title, date = _html(decode(data), path)
        case _:
            text = decode(data)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if len(text) > MOST_CHARACTERS:
        raise DocumentError(
            f"{path} has {len(text)} characters, more than the {MOST_CHARACTERS} of an article. Split it."
        )
    if not text.strip():
        raise DocumentError(f"{path} is empty. Put the text of an article into it, or leave it out.")
    if not _HAN.search(text):
        raise DocumentError(f"{path} has no Chinese text. Leave it out, or check that it is the right file.")
    clean, origins = mend(simplified(text))
    document = Document(name, text, clean, origins, headline(clean), published(clean, name), dateline_place(clean))
    return replace(document, title=title or document.title, date=date or document.date)


def _bytes(path: Path) -> bytes:
    if not path.is_file():
        raise DocumentError(f"{path} is no file. Check the path.")
    try:
        with path.open("rb") as file:
            data = file.read(LIMIT + 1)
    except OSError as error:
        raise DocumentError(f"{path} cannot be read: {error.strerror}. Check its permissions.") from error
    if len(data) > LIMIT:
        size = path.stat().st_size / 1e6
        raise DocumentError(f"{path} has {size:.1f} MB, more than the {LIMIT // 10**6} MB of an article. Split it.")
    return data


def _decoded(data: bytes, path: Path, encoding: str | None) -> str:
    """Turn bytes into text, see :func:`read`."""
    if encoding is not None:
        return _as_told(data, path, encoding)
    for mark, marked in _BOMS:
        if data.startswith(mark):
            return _as_told(data[len(mark) :], path, marked)
    readings: dict[str, str] = {}
    errors: list[UnicodeDecodeError] = []
    for candidate in ("utf-8", "utf-16-le", "utf-16-be", "gb18030"):
        try:
            readings[candidate] = data.decode(candidate)
        except UnicodeDecodeError as error:
            errors.append(error)
    likely = [text for candidate, text in readings.items() if _is_likely(text[:_SAMPLE], candidate)]
    if likely or "utf-8" in readings:
        return _checked((likely or [readings["utf-8"]])[0], path)
    if (null := data.find(b"\0")) >= 0:
        raise DocumentError(f"{path} is no text (a zero byte at offset {null}). Save the article as text.")
    cause = max((error for error in errors if not error.encoding.startswith("utf-16")), key=lambda error: error.start)
    where = f"byte 0x{data[cause.start]:02x} at offset {cause.start}"
    raise DocumentError(f"{path} is neither UTF-8 nor GB18030 ({where}). Convert it, or pass --encoding.") from cause


def _as_told(data: bytes, path: Path, encoding: str) -> str:
    try:
        codec = codecs.lookup(encoding)
    except LookupError as error:
        raise InputError(f"There is no encoding {encoding!r}. Try utf-8, gb18030 or big5.") from error
    try:
        text = data.decode(codec.name)
    except LookupError as error:
        raise InputError(f"{encoding!r} is no encoding of text. Try utf-8, gb18030 or big5.") from error
    except UnicodeError as error:
        start = getattr(error, "start", 0)
        where = f"byte 0x{data[start]:02x} at offset {start}"
        raise DocumentError(f"{path} is not {encoding} ({where}). Convert it, or pass another --encoding.") from error
    return _checked(text.removeprefix("\ufeff"), path)


def _is_likely(sample: str, encoding: str) -> bool:
    """Whether `sample` is Chinese, not other text that happens to decode."""
    chinese = _HAN.findall(sample)
    if not chinese:
        return False
    if encoding == "utf-8":
        return True
    if encoding != "gb18030":
        return len(_ORDINARY.findall(sample)) >= 0.95 * len(sample)  # but for a rare character or two
    # GB 2312 puts the characters in use first; text of another encoding falls anywhere in the table, and out of it.
    if len(_PRIVATE.findall(sample)) * 50 > len(sample):
        return False
    leads = "".join(chinese).encode("gb2312", "ignore")[::2]
    return sum(lead in _IN_USE for lead in leads) * 2 >= len(chinese)


def _checked(text: str, path: Path) -> str:
    """Return `text` if it is text: no zero character and hardly any other control character."""
    controls = _CONTROL.findall(text)
    if "\0" in controls or len(controls) * 50 > len(text):
        raise DocumentError(f"{path} is no text (it holds control characters). Save the article as text.")
    return text


def _library(module: str, path: Path) -> ModuleType:
    try:
        return import_module(module)
    except ImportError as error:
        raise DocumentError(f"{path} needs: pip install 'guanxi[docs]'") from error


def _reason(error: Exception) -> str:
    """Return what a library says of its failure, in one line."""
    return " ".join(str(error).split()) or type(error).__name__


def _html(markup: str, path: Path) -> tuple[str, str | None, str | None]:
    """Return text, title and ISO 8601 date of a web page."""
    library = _library("trafilatura", path)
    try:
        article = library.bare_extraction(markup, with_metadata=True, include_comments=False)
    except Exception as error:  # the library reads hostile markup and fails in ways of its own
        raise DocumentError(f"{path} is no readable web page: {_reason(error)}. Save its article as text.") from error
    if article is None or not article.text:
        return "", None, None
    return article.text, article.title, article.date


def _word(data: bytes, path: Path) -> str:
    library = _library("docx", path)
    try:
        size = sum(entry.file_size for entry in ZipFile(BytesIO(data)).infolist())
    except Exception as error:  # a damaged archive fails in many ways
        raise DocumentError(f"{path} is no readable Word file: {_reason(error)}. Save it again, or as text.") from error
    if size > _UNPACKED * LIMIT:
        raise DocumentError(f"{path} unpacks to {size / 1e6:.1f} MB. Take the pictures out, or save it as text.")
    try:
        content = list(library.Document(BytesIO(data)).iter_inner_content())
    except Exception as error:  # and so does damaged XML
        raise DocumentError(f"{path} is no readable Word file: {_reason(error)}. Save it again, or as text.") from error
    rows = (block.rows if hasattr(block, "rows") else [block] for block in content)
    return "\n".join(_row(row) for block in rows for row in block)


def _row(row: object) -> str:
    """Return the text of a paragraph, or the cells of a row of a table with a space between them."""
    cells = getattr(row, "cells", None)
    return " ".join(dict.fromkeys(cell.text for cell in cells)) if cells is not None else str(getattr(row, "text", ""))


def _pdf(data: bytes, path: Path) -> str:
    library = _library("pypdf", path)
    try:
        text = "\f".join(page.extract_text() for page in library.PdfReader(BytesIO(data)).pages)
    except Exception as error:  # a damaged file fails in ways of its own
        raise DocumentError(f"{path} is no readable PDF file: {_reason(error)}. Save its article as text.") from error
    if not text.strip():
        raise DocumentError(f"{path} has no text layer. Recognise its characters first (OCR).")
    return text
