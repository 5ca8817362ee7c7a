"""Time told by its distance: 五年来, 两天前, 未来三年, 上周五. A date moved by days, months or years."""

from __future__ import annotations

import re
from datetime import date, timedelta

from extract.festivals import Part

DAY, MONTH, YEAR = 3, 2, 1  # a unit is the number of parts that a date told to it has

_LENGTH = re.compile(
    r"(最?近|过去|连续|这|未来|今后)?的?(\d{1,2}|半)(年|个月|天|周|个?星期)[多余]?([来间里]|以来|下来|之?前|之?后)?"
)
_WEEK = re.compile(r"(上|本|这|下)(?:个?周|个?星期)([一二三四五六日天末])?")
_WEEKDAYS = {day: place for place, day in enumerate("一二三四五六日")} | {"天": 6, "末": 5}


def of_day(moment: date) -> Part:
    """Return a day of the calendar as (year, month, day)."""
    return (moment.year, moment.month, moment.day)


def shifted(part: Part, unit: int, count: int) -> Part | None:
    """Return `part` cut to `unit` and moved by `count` of it, or None where it is not told that finely.

    >>> shifted((2022, 1, 31), MONTH, -1), shifted((2022,), DAY, 1)
    ((2021, 12), None)
    """
    if len(part) < unit:
        return None
    if unit == DAY:
        return of_day(date(*part) + timedelta(days=count))
    if unit == MONTH:
        year, month = divmod(part[0] * 12 + part[1] - 1 + count, 12)
        return (year, month + 1)
    return (part[0] + count,)


def length_span(text: str, reference: Part, previous: Part) -> tuple[Part, Part] | None:
    """Return the span a length of time covers (五年来) or the point it leads to (三年前, 两个月后), or None.

    Lengths end with the reference, or begin with it (未来); 后 counts from the previous date. Numerals are Arabic.

    >>> length_span("5年来", (2022,), ())
    ((2017,), (2022,))
    """
    found = _LENGTH.fullmatch(text)
    if not found or not (found[1] or found[4]):
        return None
    lead, amount, measure, tail = found.groups()
    unit = {"年": YEAR, "个月": MONTH}.get(measure, DAY)
    if amount == "半":
        unit, count = {YEAR: (MONTH, 6), MONTH: (DAY, 15)}.get(unit, (DAY, 0))
    else:
        count = int(amount) * (1 if measure in ("年", "个月", "天") else 7)
    if tail and tail.endswith("后"):
        point = shifted(previous, unit, count)
        return (point, point) if point else None
    now = shifted(reference, unit, 0)
    other = shifted(reference, unit, count if lead in ("未来", "今后") else -count)
    if not now or not other:
        return None
    if tail and tail.endswith("前"):
        return other, other
    return min(now, other), max(now, other)


def week_span(text: str, reference: Part) -> tuple[Part, Part] | None:
    """Return the days of 上周, 本周五 or 下周末, counted from a reference told to the day, or None."""
    found = _WEEK.fullmatch(text)
    if not found or len(reference) < DAY:
        return None
    today = date(*reference)
    monday = today + timedelta(weeks={"上": -1, "下": 1}.get(found[1], 0), days=-today.weekday())
    first = monday + timedelta(days=_WEEKDAYS.get(found[2], 0))
    days = {None: 6, "末": 1}.get(found[2], 0)
    return of_day(first), of_day(first + timedelta(days=days))
