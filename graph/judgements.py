"""What people have decided: which things are one and which are not, in a small CSV file beside the graph.

    left,right,judgement,note
    丁大海@a.txt,丁大海@news/b.txt,same,told by the union
    青禾市卫生局,青禾市卫健委,same,renamed in 2019
    安小溪@a.txt,安小溪@c.txt,different,

A side is a full name, and where several things bear it, the article after an @. A name alone stands for all that is
called so, in every article.
"""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from extract.errors import InputError
from extract.facts import squeeze
from graph.names import parted

FILE = "judgements.csv"
COLUMNS = ("left", "right", "judgement", "note")
SAME, DIFFERENT = "same", "different"


@dataclass(frozen=True, slots=True)
class Judgement:
    """What somebody decided of two things: whether they are the same.

    Attributes:
        left: what the file calls the one, see :func:`side`.
        right: what it calls the other.
        same: the decision.
        note: why.
        line: first line of it in the file.
        last: last line of it.
    """

    left: str
    right: str
    same: bool
    note: str = ""
    line: int = 0
    last: int = 0

    @property
    def pair(self) -> frozenset[str]:
        """Both sides."""
        return frozenset((self.left, self.right))


@dataclass(frozen=True)
class Judgements:
    """All judgements that hold for a graph; `source` is what messages call them."""

    rows: tuple[Judgement, ...] = ()
    source: str = FILE

    def sides(self, kind: str, name: str, document: str) -> tuple[str, ...]:
        """Return what judgements call a thing of type `kind` and that full name in a document, sorted."""
        if name not in self._articles or kind in {"Date", "Figure", "Position"}:
            return ()
        meant = (a for a in self._articles[name] if a in {"", document} or document.endswith(f"/{a}"))
        return tuple(sorted(f"{name}@{article}" if article else name for article in meant))

    def block(self, kind: str, core: str) -> str | None:
        """Return the block of names with that core, if judgements tell of such; one for all that they make one."""
        return self._blocks(kind).get(core) if self.rows else None

    def same(self, left: Iterable[str], right: Iterable[str]) -> Judgement | None:
        """Return the judgement that two things with these sides are the same, if there is one."""
        pairs = {frozenset((one, other)) for one in left for other in right}
        return next((row for row in self.rows if row.same and row.pair in pairs), None)

    def different(self, left: Iterable[str], right: Iterable[str]) -> Judgement | None:
        """Return the judgement that two things with these sides are different, if there is one."""
        found = (self._different.get(frozenset((one, other))) for one in left for other in right)
        return next(filter(None, found), None)

    def joined(self, sides: Iterable[frozenset[str]]) -> dict[str, str]:
        """Return for each side that is judged the same as another, what is equal for those that are one by judgement.

        Args:
            sides: the sides of each thing there is; what one thing is called by is one as well.
        """
        chosen = {side for each in sides for side in each}
        partition = _Partition()
        active = {s for row in self.rows if row.same and {row.left, row.right} <= chosen for s in (row.left, row.right)}
        for row in self.rows:
            if row.same and {row.left, row.right} <= chosen:
                partition.join(row.left, row.right)
        for each in sides:
            first, *rest = sorted(each & active) or [""]
            for side in rest:
                partition.join(first, side)
        return {side: partition.of(side) for side in active}

    @property
    def told(self) -> str:
        """What stands for the judgements: equal where they decide the same."""
        return "\n".join(sorted(f"{sorted((row.left, row.right))} {row.same}" for row in self.rows))

    @cached_property
    def _articles(self) -> Mapping[str, tuple[str, ...]]:
        found: dict[str, set[str]] = defaultdict(set)
        for row in self.rows:
            for side in (row.left, row.right):
                name, _, article = side.partition("@")
                found[name].add(article)
        return {name: tuple(sorted(articles)) for name, articles in found.items()}

    @cached_property
    def _different(self) -> Mapping[frozenset[str], Judgement]:
        return {row.pair: row for row in self.rows if not row.same}

    @cached_property
    def _by_kind(self) -> dict[str, Mapping[str, str]]:
        return {}

    def _blocks(self, kind: str) -> Mapping[str, str]:
        if kind not in self._by_kind:
            partition, cores = _Partition(), set()
            for row in self.rows:
                left, right = (parted(kind, side.partition("@")[0]).core for side in (row.left, row.right))
                cores |= {left, right}
                if row.same:
                    partition.join(left, right)
            self._by_kind[kind] = {core: partition.of(core) for core in cores}
        return self._by_kind[kind]


NONE = Judgements()


def read(path: Path) -> Judgements:
    """Read a file of judgements.

    Raises:
        InputError: it cannot be read, a line is not as it should be, or two lines contradict each other.
    """
    try:
        text = path.read_text("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError(f"{path} is not in UTF-8 (byte {error.start}). Save it as CSV in UTF-8.") from error
    except OSError as error:
        raise InputError(f"{path} cannot be read: {error.strerror}. Check the path.") from error
    return checked(tuple(_rows(path, text)), str(path))


def checked(rows: tuple[Judgement, ...], source: str = FILE) -> Judgements:
    """Return judgements that do not contradict each other.

    Raises:
        InputError: two of them do; the message names their lines.
    """
    partition = _Partition()
    for row in rows:
        if row.same:
            partition.join(row.left, row.right)
    for row in rows:
        if not row.same and partition.of(row.left) == partition.of(row.right):
            raise contradiction(Judgements(rows, source), row)
    return Judgements(rows, source)


def contradiction(judgements: Judgements, row: Judgement) -> InputError:
    """Return the error that a judgement of difference is at odds with others that say the same."""
    lines = [str(other.line) for other in judgements.rows if other.same]
    return InputError(
        f"{judgements.source} line {row.line}: {row.left} and {row.right} are different here, but the same by "
        f"line{'s' * (len(lines) > 1)} {', '.join(lines)}. Take one of these lines out."
    )


def with_row(text: str, row: Judgement) -> str:
    """Return the text of a file of judgements with one more at its end."""
    lines = io.StringIO(newline="")
    writer = csv.writer(lines, lineterminator="\n")
    if not text.strip():
        writer.writerow(COLUMNS)
    elif not text.endswith("\n"):
        text += "\n"
    writer.writerow((row.left, row.right, SAME if row.same else DIFFERENT, " ".join(row.note.split())))
    return text + lines.getvalue()


def without_rows(text: str, rows: Iterable[Judgement]) -> str:
    """Return the text of a file of judgements without some of them; all other lines stay as they are."""
    out = {number for row in rows for number in range(row.line, row.last + 1)}
    lines = text.splitlines(keepends=True)
    return "".join(line for number, line in enumerate(lines, start=1) if number not in out)


def side(text: str) -> str:
    """Return a side as it is compared: 丁大海 @ a.txt is 丁大海@a.txt."""
    name, _, article = text.partition("@")
    return f"{squeeze(name)}@{article.strip()}" if article.strip() else squeeze(name)


def _rows(path: Path, text: str) -> Iterator[Judgement]:
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    while True:
        line = reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise _wrong(path, line, f"it is no line of a CSV file ({error})") from error
        cells = [cell.strip() for cell in cells]
        if any(cells) and not cells[0].startswith("#") and tuple(cells[:2]) != COLUMNS[:2]:
            yield replace(_row(path, line, cells), last=reader.line_num)


def _row(path: Path, line: int, cells: list[str]) -> Judgement:
    if not 3 <= len(cells) <= len(COLUMNS):
        raise _wrong(path, line, f"it has {len(cells)} columns")
    left, right, judged = side(cells[0]), side(cells[1]), cells[2].lower()
    if judged not in {SAME, DIFFERENT}:
        raise _wrong(path, line, f"“{cells[2]}” is neither {SAME} nor {DIFFERENT}")
    for each in (left, right):
        if not each.partition("@")[0]:
            raise _wrong(path, line, "a name is missing")
    if left == right:
        raise _wrong(path, line, f"both sides are {left}; tell them apart by their articles, as in {left}@a.txt")
    return Judgement(left, right, judged == SAME, cells[3] if len(cells) > 3 else "", line)


def _wrong(path: Path, line: int, reason: str) -> InputError:
    return InputError(f"{path} line {line}: {reason}. A line is: left,right,same or different,note")


class _Partition:
    """Which texts are one; those that nothing was said of stand alone."""

    def __init__(self) -> None:
        self._above: dict[str, str] = {}

    def of(self, text: str) -> str:
        while text in self._above:
            text = self._above[text]
        return text

    def join(self, left: str, right: str) -> None:
        """Make two one; the smaller stands for both."""
        first, second = sorted((self.of(left), self.of(right)))
        if first != second:
            self._above[second] = first
