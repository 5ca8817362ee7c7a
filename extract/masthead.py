"""What stands around an article: its title, credits, date of publication and place of the dateline."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from extract.numerals import number

if TYPE_CHECKING:
    from collections.abc import Iterator

_NUMERALS = "〇○零一二三四五六七八九十"
_DATE = (
    r"(?<!\d)((?:19|20)\d\d) ?[年/.-] ?(\d{1,2}) ?[月/.-] ?(\d{1,2})(?!\d) ?[日号]?"
    rf"|([一二][{_NUMERALS}]{{3}})年([{_NUMERALS}]{{1,3}})月([{_NUMERALS}]{{1,3}})日"
)
DATE_LINE = re.compile(
    rf"[（(]?(?:(?:发布|发表|更新|刊发)?(?:时间|日期)[：:] ?)?(?:{_DATE})[）)]?"
    r"(?:[ T]?(?:\d{1,2}:\d\d|(?:星期|周)[一二三四五六日天]|第?\d{1,2}版|[A-D]\d|农历|来源|责|[（(]).*)?"
)
"""A line, as a whole, that is the date of the page."""

_STAFF = (
    r"(?:本报|本刊|本网|本台)?(?:首席|特约|实习|见习|全媒体|融媒体)?(?:记者|通讯员|评论员|撰稿人?|报道组)"
    r"|(?:责任|美术|视频|文字|图片|本版|值班|执行)?编辑"
    r"|(?:本期|本版)?(?:责编|美编|校对|编审|审核|审校|版式|统筹|策划|监制|作者)"
    r"|摄影(?:报道)?|供稿|供图|来源|[文图](?=[/／:：])"
)
CREDITS = re.compile(
    rf"[（(□■●]? ?(?:{_STAFF})(?:[/／:： ●][^，。！？；]{{1,60}}|[^，。！？； ]{{2,3}}[）)]?)"
    r"|本版(?:稿件|图片)[^，。！？；]{0,40}"
)
"""A line, as a whole, that names who wrote, photographed or edited."""

_TRAILING_CREDITS = re.compile(rf"(?: [（(]?|[（(])(?:{_STAFF})[/／:： ][^，。！？；]{{1,60}}$")
_SOURCED = re.compile(rf"(?:来源|发布|时间|日期|编辑|作者|记者)[^。！？]{{0,40}}?(?:{_DATE})")
_CLOSING = re.compile(rf"[（(][^（）()]{{0,20}}?(?:{_DATE})[）)]$")
_AGENCY = r"(?:^|(?<=[ （】])|(?<=^据))(?:本报|本刊|本网|本台|[^\W\d_]{1,6}?[社网报])"
_DATELINE = re.compile(
    rf"{_AGENCY}([^\W\d_]{{2,8}}?)? ?(?:((?:19|20)\d\d)年)?(\d{{1,2}})月(\d{{1,2}})日(?:讯|电|专电|消息)"
    r"|^本报()讯 ?(?:（[^（）]{0,40}）)?[^。]{0,40}?(?:((?:19|20)\d\d)年)?(\d{1,2})月(\d{1,2})日电"
)
_NAMED_DAY = re.compile(
    r"(?<![0-9A-Za-z])((?:19|20)\d\d)(?:(\d\d)(\d\d)|[-_.年](\d{1,2})[-_.月](\d{1,2})日?)(?![0-9A-Za-z])"
)
_YEAR = re.compile(  # but no end of a span (2021—2025年), no year ahead (到2035年) and no plan
    r"(?:(?<=截至)|(?<=截止到)|(?<![\d到至—–~-]))((?:19|20)\d\d)年(?![^，。]{0,4}(?:远景|规划|目标))"
)

_HEAD, _TAIL = 10, 3  # lines at the top and at the foot that may carry the date of the page
_LONGEST_TITLE = 60  # characters


def headline(clean: str) -> str | None:
    r"""Return the title of a mended text: its first line that is neither date nor credit and ends no sentence.

    A subtitle that begins with a dash belongs to it; so does a second line that stands right above the credits. Credits
    on the line itself do not.

    >>> headline("温暖到家\n——某县总工会帮扶纪实\n本报记者 钱某\n入冬以来，送暖不停。")
    '温暖到家——某县总工会帮扶纪实'
    """
    lines = [line for line in clean.split("\n", _HEAD)[:_HEAD] if not DATE_LINE.fullmatch(line)]
    while lines and CREDITS.fullmatch(lines[0]):
        del lines[0]
    if not lines or not _is_heading(lines[0]):
        return None
    title = _TRAILING_CREDITS.sub("", lines[0])
    if len(lines) > 1 and lines[1].startswith(("——", "--")) and _is_heading(lines[1]):
        return title + _TRAILING_CREDITS.sub("", lines[1])
    above_credits = len(lines) > 2 and CREDITS.fullmatch(lines[2])
    if above_credits and title == lines[0] and _is_heading(lines[1]) and not CREDITS.fullmatch(lines[1]):
        return f"{title} {lines[1]}"
    return title or None


def _is_heading(line: str) -> bool:
    return 0 < len(line) <= _LONGEST_TITLE and not re.search("[。；，：:,]$|。", line)


def published(clean: str, name: str) -> str | None:
    """Return the date of publication as ISO 8601, as exactly as a mended text and its name tell it, or None.

    Asked in this order: a line or closing bracket that is the date of the page; the dateline; the name of the file; the
    most recent year that the text names, plans for later years left aside.

    >>> published("本报某城4月3日讯 昨日开赛。", "2023-04-04.txt")
    '2023-04-03'
    >>> published("2021年建成，2022年获奖。到2035年再创辉煌。", "a.txt")
    '2022'
    """
    lines = clean.split("\n")
    for line in (*lines[:_HEAD], *lines[_HEAD:][-_TAIL:]):
        short = len(line) <= 2 * _LONGEST_TITLE
        found = short and (DATE_LINE.fullmatch(line) or (CREDITS.fullmatch(line) and _SOURCED.search(line)))
        found = found or _CLOSING.search(line[-60:])
        if found and (day := _day(found.groups())):
            return day
    named = [day for found in _NAMED_DAY.finditer(name) if (day := _day(found.groups()))]
    years = _YEAR.findall(clean)
    for _, year, month, number_of_day in _datelines(lines):
        told = year or (named[-1][:4] if named else max(years, default=None))
        if told and (day := _day((told, month, number_of_day))):
            return day
    return named[-1] if named else max(years, default=None)


def dateline_place(clean: str) -> str | None:
    r"""Return the place that the dateline of a mended text names, or None.

    >>> dateline_place("开赛\n新华社北京5月1日电 一场比赛今天开赛。")
    '北京'
    """
    return next((place for place, *_ in _datelines(clean.split("\n", _HEAD)) if place), None)


def _datelines(lines: list[str]) -> Iterator[tuple[str, ...]]:
    """Yield place, year, month and day of each dateline at the top of a page; what it leaves out is empty."""
    for line in lines[:_HEAD]:
        if found := _DATELINE.search(line[:120]):
            place, year, month, day = found.groups("")[:4] if found[3] else found.groups("")[4:]
            yield ("" if re.search("记者|综合|专|讯", place) else place), year, month, day


def _day(groups: tuple[str | None, ...]) -> str | None:
    """Return the numerals among `groups`, year first, as an ISO 8601 date; None if the calendar has no such day."""
    year, month, day = (number(group) for group in groups if group)
    try:
        return date(int(year or 0), int(month or 0), int(day or 0)).isoformat()
    except ValueError:
        return None
