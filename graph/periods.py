"""Dates as the days they may mean, so that two of them can be compared however precise they are."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from graph.terms import bounds


@dataclass(frozen=True, slots=True)
class Period:
    """The days from `first` to `last`, both included."""

    first: date
    last: date

    @property
    def is_day(self) -> bool:
        """Whether it is one day."""
        return self.first == self.last

    def before(self, other: Period) -> bool:
        """Whether it is over before the other begins."""
        return self.last < other.first

    def apart(self, other: Period) -> bool:
        """Whether the two have no day in common."""
        return self.before(other) or other.before(self)


def period(value: str) -> Period | None:
    """Return the days that an ISO 8601 date or interval may mean, or None where it has no year or is no date.

    >>> period("2023-02")
    Period(first=datetime.date(2023, 2, 1), last=datetime.date(2023, 2, 28))
    >>> period("2019/..").last == date.max, period("--06-09")
    (True, None)
    """
    begin, end = bounds(value)
    first = _days(begin) if begin else Period(date.min, date.min)
    last = _days(end) if end else Period(date.max, date.max)
    if first is None or last is None or not (begin or end) or last.last < first.first:
        return None
    return Period(first.first, last.last)


def _days(text: str) -> Period | None:
    parts = text.split("-")
    if not all(part.isdecimal() for part in parts) or len(parts) > 3:
        return None
    year, month, day = (*map(int, parts), *[0] * (3 - len(parts)))
    try:
        first = date(year, month or 1, day or 1)
        last = date(year, month or 12, day or monthrange(year, month or 12)[1])
    except ValueError:
        return None
    return Period(first, last)
