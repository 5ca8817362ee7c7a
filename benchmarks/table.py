"""Tables for the eye and for Markdown."""

from __future__ import annotations

from collections.abc import Sequence
from unicodedata import east_asian_width


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Return a Markdown table with columns of even width, the first to the left and the others to the right.

    Args:
        head: the names of the columns.
        rows: the cells, as many in each row as there are columns.

    >>> print(table(["", "F1"], [["人名", ".9"], ["x", ".75"]]))
    |      |  F1 |
    |:-----|----:|
    | 人名 |  .9 |
    | x    | .75 |
    """
    widths = [max(map(_width, column)) for column in zip(head, *rows, strict=True)]
    rule = [":" + "-" * (widths[0] + 1), *("-" * (width + 1) + ":" for width in widths[1:])]
    lines = [_line(head, widths), f"|{'|'.join(rule)}|", *(_line(row, widths) for row in rows)]
    return "\n".join(lines)


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    gaps = [" " * (width - _width(cell)) for cell, width in zip(cells, widths, strict=True)]
    first = f" {cells[0]}{gaps[0]} "
    return "|".join(["", first, *(f" {gap}{cell} " for cell, gap in zip(cells[1:], gaps[1:], strict=True)), ""])


def _width(cell: str) -> int:
    return sum(1 + (east_asian_width(character) in "WF") for character in cell)
