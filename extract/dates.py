"""Chinese date expressions as ISO 8601 dates and intervals.

A value is a date cut to what is told (`2022`, `2022-06`, `2022-06-09`) or an interval of two such (`2022-01/2022-06`);
an end that is left open is written `..`, as ISO 8601-2 has it. Conventions where the words leave room:

- a part of a month is a third of it (上旬 and 初, 中旬, 下旬 and 底); 年初, 年中, 年底 are January, June, December;
- seasons are months (春 is March to May, 冬 December to February);
- 五年来 and 近五年 begin five years before the reference and end with it: in 2022 they are `2017/2022`;
- the days around a festival (五一期间, 七一前夕) are the month they fall in;
- lunar dates and whatever else cannot be placed within its year keep the year alone;
- words that point at nothing on the calendar (近日, 目前) and bare lengths of time (三天) have no value.
"""

from __future__ import annotations

import re
import unicodedata
from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date

from extract.durations import DAY, MONTH, YEAR, length_span, shifted, week_span
from extract.festivals import WORDS, Part, named_span
from extract.numerals import CHINESE, number

Span = tuple[Part | None, Part | None]  # first and last part; None is open

_UNITS = {"year": YEAR, "month": MONTH, "day": DAY}
_THIRDS = {name: tuple(days) for name, days in WORDS["thirds"].items()}


def _relative(kind: str) -> dict[str, tuple[int, int]]:
    """Return the words that count from one kind of date, with their unit and distance."""
    return {word: (_UNITS[unit], count) for unit, words in WORDS[kind].items() for word, count in words.items()}


_FROM_REFERENCE, _FROM_PREVIOUS = _relative("reference"), _relative("previous")
_IGNORED = re.compile(r"[\s“”\"‘’'「」《》,。;]|\([^()]*\)")
_NUMERAL = re.compile(rf"[{CHINESE}]+(?=年|个?月|[日号天周]|世纪|个?星期|时|点)|元(?=月)")
_LEAD = re.compile(r"^(?:截至|截止到?|随后的|此后的|早在|自|从|在|于|到)(?=.)")
_THIS_MONTH = re.compile(r"^月(?=[初中底末])")
_NIGHT = re.compile(r"([今昨当])[晚夜]")
_CLOCK = re.compile(
    r"上午|下午|早晨|早上|清早|清晨|凌晨|中午|正午|午后|傍晚|晚上|晚间|夜里|夜晚|夜间|深夜|一早|晚$|夜$"
    r"|\d{1,2}(?:时|点钟?|:\d\d)(?:\d{1,2}分?|半|许|整)?|(?:星期|周|礼拜)[一二三四五六日天]$"
)
_VAGUE = re.compile(r"近年|目前|日前|近日|近期|即日|疫情|奥运|不久")
_PLAN = re.compile(r"十([一二三四五])五(?:规划)?(?:期间|时期)?")
_DECADE = re.compile(r"(?:(\d{2})世纪|上世纪|本世纪)?(\d)0年代[初中后末]?期?")
_SINCE = re.compile(r"(?:以来|至今|到现在|以后|之后|起|开始)$")
_BEFORE = re.compile(r"(?:以前|之前)$")
_TO = re.compile(r"[至到~]|[-—–―－]+")
_COUNTED = re.compile(r"第?[\d一二三四]+(年|月|[日号]|季度)")
_WRITTEN = re.compile(r"(\d{4})[-./](\d{1,2})(?:[-./](\d{1,2}))?")
_YEAR = re.compile(r"((?:19|20)\d\d)(?:年度?|(?=[春夏秋冬]|$))|(\d\d)年(?=\d{1,2}月)")
_MONTH = re.compile(r"(\d{1,2})月份?")
_DAY = re.compile(r"(\d{1,2})(?:[日号]|$)")
_LONGEST = 40  # characters; no date is longer, and the patterns are spared what is none


@dataclass(frozen=True, slots=True)
class _Anchor:
    """What a date is completed from: the article's date, the date before, the year of a bare month; () is not told."""

    reference: Part
    previous: Part
    year: Part


def date_value(text: str, reference: str | None = None, previous: str | None = None) -> str | None:
    """Return the ISO 8601 date or interval that a Chinese date expression means, or None.

    Args:
        text: the expression; quotes, white space, time of day and weekday are passed over.
        reference: date of the article as ISO 8601, at least its year; completes 6月9日 and 去年.
        previous: value of the date mentioned before, as this function returned it; completes 同年, 次日 and 13日.

    Returns:
        The value after the conventions of this module; None where `text` is no date, no date of the calendar
        (2月30日), or lacks what would complete it.

    >>> date_value("6月9日至11日", "2022")
    '2022-06-09/2022-06-11'
    >>> date_value("今年3月以来", "2022")
    '2022-03/..'
    >>> date_value("次日", "2022", previous="2022-12-31")
    '2023-01-01'
    """
    told = _IGNORED.sub("", unicodedata.normalize("NFKC", text))
    if not told or len(told) > _LONGEST or _VAGUE.search(told):
        return None
    told = _THIS_MONTH.sub("本月", _LEAD.sub("", _NUMERAL.sub(_arabic, told)))
    whole = _parts(reference)
    try:
        span = _span(told, _Anchor(whole, _parts(previous), whole[:1]))
    except (ValueError, OverflowError):  # a day the calendar does not have
        return None
    return _iso(span) if span else None


def _arabic(found: re.Match[str]) -> str:
    value = 1 if found[0] == "元" else number(found[0])
    return found[0] if value is None else str(value)


def _parts(value: str | None) -> Part:
    """Return the first date in an ISO 8601 value as numbers."""
    found = re.search(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?", value or "", re.ASCII)
    return tuple(int(group) for group in found.groups() if group) if found else ()


def _iso(span: Span) -> str:
    first, last = ("-".join(f"{n:02}" for n in part) if part else ".." for part in span)
    return first if first == last else f"{first}/{last}"


def _span(text: str, anchor: _Anchor) -> Span | None:
    """Read an expression as a whole: fixed frames, open ends, single dates, ranges."""
    if found := _PLAN.fullmatch(text):
        first = 2006 + 5 * "一二三四五".index(found[1])
        return (first,), (first + 4,)
    if found := _DECADE.fullmatch(text):
        first = (20 if text.startswith("本世纪") else int(found[1] or 20) - 1) * 100 + int(found[2]) * 10
        return (first,), (first + 9,)
    if text not in _FROM_PREVIOUS and (
        distant := week_span(text, anchor.reference) or length_span(text, anchor.reference, anchor.previous)
    ):
        return distant
    text = _CLOCK.sub("", _NIGHT.sub(r"\1天", text)) or "当天"
    if found := _SINCE.search(text):
        span = _span(text[: found.start()], anchor)
        return (span[0], None) if span and span[0] else None
    if found := _BEFORE.search(text):
        span = _span(text[: found.start()], anchor)
        return (None, span[0]) if span and span[0] else None
    return _date(text, anchor) or _range(text, anchor)


def _range(text: str, anchor: _Anchor) -> Span | None:
    """Read two dates; the first lends its year and month to the second, the second its unit to the first (1至10月)."""
    for found in _TO.finditer(text):
        left, right = text[: found.start()], text[found.end() :]
        counted = _COUNTED.match(right)
        if counted and left[-1:] in tuple("0123456789一二三四"):
            left += counted[1]
        first = _date(left, anchor)
        if not first:
            continue
        for year in (first[0][0], first[0][0] + 1):  # 11月至3月 ends in the next year
            last = _date(right, replace(anchor, previous=first[0], year=(year,)))
            if last and first[0][: len(last[1])] <= last[1][: len(first[0])]:
                return first[0], last[1]
    return None


def _date(text: str, anchor: _Anchor) -> tuple[Part, Part] | None:
    """Read a single date, told from the year down; a part of a year or month is the span it covers."""
    if found := _WRITTEN.fullmatch(text):
        return _checked(tuple(int(group) for group in found.groups() if group))
    if found := _YEAR.match(text):
        return _within((_full_year(found),), text[found.end() :], anchor)
    for words, base in ((_FROM_REFERENCE, anchor.reference), (_FROM_PREVIOUS, anchor.previous)):
        for word in sorted(filter(text.startswith, words), key=len, reverse=True)[:1]:
            part = shifted(base, *words[word])
            return _within(part, text[len(word) :].removeprefix("度"), anchor) if part else None
    return _within((), text, anchor)


def _full_year(found: re.Match[str]) -> int:
    short = int(found[2] or 0)
    return int(found[1]) if found[1] else short + (2000 if short < 50 else 1900)


def _within(part: Part, rest: str, anchor: _Anchor) -> tuple[Part, Part] | None:
    """Read what `rest` tells within `part`; words that tell nothing leave it, digits must tell something."""
    if not rest and part:
        return _checked(part)
    if len(part) <= YEAR and (span := _within_year(part or anchor.year, rest, anchor)):
        return span
    if len(part) == MONTH and rest in _THIRDS:
        first, last = _THIRDS[rest]
        return (*part, first), (*part, min(last, monthrange(*part)[1]))
    whole = part or (anchor.previous or anchor.reference)[:MONTH]  # 13日 is of the month just told
    if len(whole) == MONTH and (found := _DAY.match(rest)):
        return _within((*whole, int(found[1])), rest[found.end() :], anchor)
    return _checked(part) if part and not re.search(r"\d", rest) else None


def _within_year(year: Part, rest: str, anchor: _Anchor) -> tuple[Part, Part] | None:
    if not year:
        return None
    if found := _MONTH.match(rest):
        return _within((*year, int(found[1])), rest[found.end() :], anchor)
    return named_span(rest, year[0])


def _checked(part: Part) -> tuple[Part, Part]:
    """Return the part as a span; raise ValueError where the calendar does not have it."""
    date(*(*part, 1, 1)[:3])
    return part, part
