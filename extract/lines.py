"""Which line breaks of a newspaper text fall inside a sentence.

Columns, pages and narrow lines break sentences; headings, bylines, captions and lists end without a mark of their own.
A break is taken back only where the lines on both sides say so, because a heading that runs into a paragraph harms
more than a sentence that stays in two.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING

from extract.masthead import CREDITS, DATE_LINE

if TYPE_CHECKING:
    from collections.abc import Sequence

_END = re.compile(r"(?:[。！？!?…；;：:]|——|(?<=[^\x00-\x7f])\.)[”’』」）)》】*]*(?:（[^（）]{0,40}）)?\**$")
_CREDITED = re.compile(r"(?:(?<!拍)摄|摄影|供图|供稿|摄影报道|[文图][/／][^，。]{2,10})[）)]?$")
_OPEN_END = re.compile(r"(?:[，、,（“《]|[的并把被及])$")
_CANNOT_BEGIN = re.compile(r"[，。、；：？！”’）》」』】]")
_ITEM = re.compile(
    r"[①-⑳⑴-⒛㈠-㈩❶-❿⓫-⓴㉑-㉟㊱-㊿●○■□◆◇▲△▶►•★☆※◎#>【]|[-*+] |\*\*|——"
    r"|[（(]?(?:\d{1,2}|[一二三四五六七八九十]{1,3})(?:[）)、]|[.．](?!\d))(?!\d)"
    r"|第[一二三四五六七八九十\d]{1,3}[章节条名届]?[：、 ]"
    r"|(?:图片|照片)说明|图[为①-⑳一二三四五\d：]|[上下左右]图|资料图|制图|照片[\d一二三四五]|\d{1,2}号图"
    r"|链接[：:]|编者按|本报讯|本报[^，。]{0,12}[讯电]|新华社"
)
_HEADING = re.compile(r"#{1,6}[^#]|\*\*[^*]+\*\*$")
_OPENER = re.compile(
    r"[“‘《（]|近年来|近日|日前|同时|此外|另外|其中|目前|如今|当前|随后|接着|接下来|下一步|未来|今后|据悉|据了解|据介绍|为了|为此|因此"
    r"|截至|截止|首先|最后|在此|与此同时|值得一提|一直以来|不仅|只有|通过|围绕|作为|回望|活动中|会上|[今去前本]年|\d{4}年|\d{1,2}月"
    r"|[^，。]{1,3}[来时后间中前外里]，|[^，。；、！？“]{2,12}："
)
_BREAKS_OFF = re.compile(r"(?:[的和及在将并从被把以于由使让各该其]|\d)$")
_REMAINDER = re.compile(r"[^\W\d_]{1,4}[，、。；：？！”）》]")
_PAIRS = (("“", "”"), ("（", "）"), ("《", "》"))

_SLACK = 6  # half-widths by which lines of one column differ, since no line begins with a mark or breaks a number
_SHORT_MEASURE = 24  # half-widths; nothing narrower is a column of text
_CAPTION = 28  # characters; shorter lines without a mark at the end are headings and captions
_FEW = 3  # lines; fewer do not show how a text is set
_HEADINGS = (40, 60)  # characters; headings and captions are half as long as a paragraph, within these bounds


@dataclass(frozen=True)
class Line:
    """A line with something on it, white space at both ends left off; `start` is its offset in the text."""

    start: int
    indent: int
    text: str

    @cached_property
    def words(self) -> str:
        """The line without Markdown marks."""
        return self.text.strip("*# ")

    @cached_property
    def ends(self) -> bool:
        """Whether the line closes a sentence or announces what follows."""
        return bool(_END.search(self.text[-60:]))

    @cached_property
    def width(self) -> int:
        """Columns that the line takes, indent included: two for a Chinese character, one for a Latin."""
        return 2 * (self.indent + len(self.text)) - len(self.text.encode("ascii", "ignore"))

    @cached_property
    def alone(self) -> bool:
        """Whether the line is by its own looks a heading, byline, credit or date."""
        return bool(
            _HEADING.match(self.text) or DATE_LINE.fullmatch(self.text[:60]) or CREDITS.fullmatch(self.text[:80])
        )


@dataclass(frozen=True, slots=True)
class Page:
    """How a text is set.

    `measure` is the width of its column where it has one; in a `ragged` text most lines of running text stop anywhere;
    no line of `paragraph` characters or more is a heading.
    """

    measure: int | None
    ragged: bool
    paragraph: int

    def full(self, line: Line) -> bool:
        """Whether the column, and not the writer, ended the line."""
        return self.measure is not None and abs(line.width - self.measure) <= _SLACK


def breaks(text: str) -> tuple[list[tuple[int, int]], list[int]]:
    r"""Find the line breaks in `text` that stand inside a sentence.

    Args:
        text: lines parted by `\n`; blank lines may stand between.

    Returns:
        The spans to drop, ascending; and the places that should become a space, where Latin words meet.

    >>> breaks("全区职工运动会在区体育馆举行，\n\n共有百人参加。")
    ([(15, 17)], [])

    """
    lines = [
        Line(found.start(2), len(found[1]), found[2].rstrip())
        for found in re.finditer(r"^( *)([^ \n][^\n]*)$", text, re.MULTILINE)
    ]
    page = _page(lines)
    gaps, blanks = [], []
    for line, following in pairwise(lines):
        if continues(line, following, page):
            start = line.start + len(line.text)
            if re.fullmatch("[A-Za-z]{2}", line.text[-1] + following.text[0]):
                blanks.append(start)
                start += 1
            gaps.append((start, following.start))
    return gaps, blanks


def continues(line: Line, following: Line, page: Page) -> bool:
    """Whether `following` goes on with the sentence that `line` began."""
    if _CANNOT_BEGIN.match(following.text):
        return True
    if line.ends or line.alone or following.alone or _ITEM.match(following.text):
        return False
    return (
        bool(_OPEN_END.search(line.words))
        or _parted_pair(line.words, following.words)
        or (page.full(line) and following.indent <= line.indent)
        or _stops_short(line.words, following.words, page)
    )


def _stops_short(words: str, following: str, page: Page) -> bool:
    """Whether `words` are running text, no heading or caption, that has not come to its end."""
    if _CREDITED.search(words) or not re.search("[，。；：！？、]", following):
        return False
    if "。" in words:
        return True
    if page.ragged and not _ITEM.match(words) and re.search("[，；：、]", words):
        return True
    if "，" not in words or len(words) < _CAPTION:
        return False
    running = _REMAINDER.match(following) or (len(words) >= page.paragraph and not _ITEM.match(words))
    return bool(_BREAKS_OFF.search(words) or (running and not _OPENER.match(following)))


def _parted_pair(before: str, after: str) -> bool:
    """Whether a quote or bracket opens in `before` and closes in `after`."""
    for left, right in _PAIRS:
        closing, opening = after.find(right), after.find(left)
        if before.rfind(left) > before.rfind(right) and closing >= 0 and not 0 <= opening < closing:
            return True
    return False


def _page(lines: Sequence[Line]) -> Page:
    lengths = sorted(len(line.words) for line in lines if line.ends)
    typical = lengths[len(lengths) // 2] if lengths else 0
    shortest, longest = _HEADINGS
    running = [line for line in lines if "，" in line.words and not line.alone and not _ITEM.match(line.words)]
    broken = sum(not line.ends for line in running)
    ragged = broken >= _FEW and broken * 2 >= len(running)
    return Page(_measure(lines), ragged, max(shortest, min(typical // 2, longest)))


def _measure(lines: Sequence[Line]) -> int | None:
    """Return the width of the column that `lines` were broken to, or None where each is a paragraph.

    In a column lines of nearly one width are common, most of them break off, and punctuation falls anywhere in them; a
    roll of honour has the one width but no punctuation.
    """
    counts = Counter(line.width for line in lines if line.width >= _SHORT_MEASURE)
    if not counts:
        return None
    size, widest = max((sum(counts[width - less] for less in range(_SLACK + 1)), width) for width in counts)
    column = [line for line in lines if 0 <= widest - line.width <= _SLACK]
    broken = sum(not line.ends for line in column)
    marked = sum(bool(re.search("[，。；：、“”]", line.text)) for line in column)
    return widest if size > _FEW + 1 and size * 5 >= len(lines) * 2 and min(broken, marked) * 2 >= size else None
