"""Named days and spells of the year: festivals, solar terms, seasons, quarters, halves.

:func:`named_span` places a name in a given year. Only festivals of the solar calendar have a day; lunar ones and spells
without fixed months (汛期, 春运) are known to lie in the year, no more.
"""

from __future__ import annotations

import re
import tomllib
from datetime import date, timedelta
from importlib import resources

Part = tuple[int, ...]  # (year,), (year, month) or (year, month, day)

WORDS = tomllib.loads(resources.files(__package__).joinpath("dates.toml").read_text("utf-8"))
FESTIVALS = {name: (month, day) for name, (month, day) in WORDS["festivals"].items()}
TERMS = tuple(WORDS["terms"])
PARTS = {name: (first, last) for name, (first, last) in WORDS["parts"].items()}
SEASONS = {name: (first, last) for name, (first, last) in WORDS["seasons"].items()}

_UNPLACED = re.compile("|".join(WORDS["unplaced"]))
_FESTIVAL = re.compile(
    rf"(?:国际|世界|全国|国家|中国|人民)?({'|'.join(FESTIVALS)})(?:国际|劳动|妇女|青年|儿童|建党|建军)*节?"
)
_TERM = re.compile(rf"({'|'.join(TERMS)})[^\d春夏秋冬]*")
_SEASON = re.compile(r"[开入初早仲盛深晚]?([春夏秋冬])[^\d春夏秋冬]*")
_QUARTER = re.compile(r"(前)?(?:第?([1-4一二三四])|首)个?季度?")
_PART = re.compile("|".join(PARTS))


def named_span(name: str, year: int) -> tuple[Part, Part] | None:
    """Return first and last part of what `name` calls in `year`, or None where it calls nothing known.

    >>> named_span("教师节", 2022), named_span("第二季度", 2022)
    (((2022, 9, 10), (2022, 9, 10)), ((2022, 4), (2022, 6)))
    """
    point: Part
    if _UNPLACED.match(name):
        point = (year,)
    elif found := _FESTIVAL.match(name):
        point = _festival(FESTIVALS[found[1]], name[found.end() :], year)
    elif found := _TERM.fullmatch(name):
        point = (year, TERMS.index(found[1]) // 2 + 1)
    else:
        return _months(name, year)
    return point, point


def _months(name: str, year: int) -> tuple[Part, Part] | None:
    """Return first and last month of a quarter, a part of the year or a season; the year itself before a season."""
    if found := _QUARTER.fullmatch(name):
        quarter = "一二三四".find(found[2] or "一") + 1 or int(found[2])
        first, last = 1 if found[1] else quarter * 3 - 2, quarter * 3
    elif found := _PART.match(name):
        first, last = PARTS[found[0]]
    elif found := _SEASON.fullmatch(name):
        if name.endswith("前"):
            return (year,), (year,)
        first, last = SEASONS[found[1]]
    else:
        return None
    return (year, first), (year + (last - 1) // 12, (last - 1) % 12 + 1)


def _festival(day: tuple[int, int], around: str, year: int) -> Part:
    """Return the day itself, the day before it, or the month of the days around it."""
    eve = date(year, *day) - timedelta(days=1)
    if around in ("", "当天", "当日"):
        return (year, *day)
    if around == "前1天":
        return (eve.year, eve.month, eve.day)
    return (eve.year, eve.month) if around.startswith("前") and around != "前后" else (year, day[0])
