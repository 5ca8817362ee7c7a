"""Newspaper layout mended: broken sentences joined, marks and stray spaces dropped, the origin of every character kept.

Characters are only dropped, or replaced one for one after :data:`WIDTHS`, :data:`PUNCTUATION` and :data:`QUOTES`; none
is put in.
A line break that is left separates lines that must not be read as one sentence.
"""

from __future__ import annotations

import re
import unicodedata
from functools import partial
from typing import TYPE_CHECKING

from extract.lines import breaks

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

HAN = "㐀-䶿一-鿿〇\U00020000-\U0003134f"
PUNCTUATION = dict(zip(",;:?!().", "，；：？！（）。", strict=True))
"""Half-width marks and what they become beside a Chinese character; the stop only in a text that has no Chinese one."""
QUOTES = {'"': "“”", "'": "‘’"}
"""Straight quotes and what a pair around Chinese characters becomes."""

_COMPATIBILITY = (
    *range(0x2F00, 0x2FD6),
    *range(0xF900, 0xFADA),
)  # radicals and doubles that PDF files write for 工, 不
_ASCII_TWINS = (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B), 0xFF05, 0xFF0E)
WIDTHS: dict[int, str] = {
    **{code: unicodedata.normalize("NFKC", chr(code)) for code in (*_ASCII_TWINS, *_COMPATIBILITY)},
    **dict.fromkeys(map(ord, "\r\v\f\x85\u2028\u2029"), "\n"),
    **dict.fromkeys((code for code in range(0x3001) if unicodedata.category(chr(code)) == "Zs"), " "),
    ord("\t"): " ",
}
"""Code points and the one character that stands for each in mended text."""

_UNSEEN = re.compile(
    r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f"
    r"\ufeff\ue000-\uf8ff\ufff0-\ufffb\U000e0000-\U0010ffff]+"
    r"|!\[[^\]\n]{0,200}\]\([^)\n]{0,500}\)"  # a Markdown image; of a link the words stay
    r"|\[(?=[^\]\[\n]{1,200}\]\((?:https?:|[./#])[^)\n]{0,500}\))|(?<=[^\n])\]\((?:https?:|[./#])[^)\n]{0,500}\)"
)
_CHINESE = f"{HAN}“”‘’《》、，。；：？！（）…—·"
_HALF_WIDTH = re.compile(rf"(?<=[{_CHINESE}])[,;:?!()]{{1,4}}|[,;:?!()]{{1,4}}(?=[{_CHINESE}])")
_HALF_WIDTH_STOP = re.compile(  # but not the one after the number of a heading: 一.
    rf"(?<=[{HAN}”’》）])(?<!^[一二三四五六七八九十])(?<!^十[一二三四五六七八九])\.(?=[{HAN}“‘《”’）\n ]|\Z)",
    re.MULTILINE,
)
_FULL_WIDTH = str.maketrans(PUNCTUATION)
_STRAIGHT = tuple((re.compile(rf"(?<![A-Za-z0-9]){mark}([^{mark}\n]*){mark}"), pair) for mark, pair in QUOTES.items())
_ANY_HAN = re.compile(f"[{HAN}]")
_FURNITURE = re.compile(  # page numbers and ruled lines
    r"^ *(?:[-—–·] ?\d{1,4} ?[-—–·]|第 ?\d{1,4} ?页(?: ?[/，]? ?共 ?\d{1,4} ?页)?|(?:[-=_*~—─━·] ?){3,100}) *$",
    re.MULTILINE,
)
_HYPHEN = re.compile(rf"(?<=[{HAN}])-(?= *\n[\n ]*[{HAN}])")
_MARKS = re.compile(r"^ *(?:(?:#{1,6} *(?=[^#\n]*$)|[-*+>] +|[●○■□◆◇▲△▶►•★☆※◎] *)+)|\*\*", re.MULTILINE)
_BLANKS = re.compile(r"\A[\n ]+|[\n ]+\Z|(?<=\n)[\n ]+| +(?=\n)|(?<= ) +")

SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙朱马胡郭何高罗林郑梁谢宋唐韩许冯邓曹彭曾肖田董袁于潘蒋杜蔡余程魏叶吕丁苏任沈姚姜卢崔钟谭汪范陆金石"
    "廖贾夏付方韦邹白熊孟秦邱尹江薛闫侯段雷史龙陶顾贺黎郝毛邵龚万钱武严戴孔向覃常汤莫康文温牛代赖洪葛施邢安樊齐乔易庞倪伍鲁聂章"
    "岳颜殷翟申耿欧庄左焦兰关俞柳甘祝傅包尚毕舒宁曲梅童阮纪季苗单裴符谷凌成霍盛詹冉路骆辛靳柯涂柴管翁祁鲍喻游蒙房滕屈饶解艾牟"
)
_POSTS = (
    "记者|讯员|编辑|摄影|作者|校对|美编|责编|供稿|主席|书记|主任|局长|院长|校长|经理|部长|处长|科长|队长|会长|组长|厂长|站长|所长"
    "|市长|县长|区长|镇长|村长|委员|代表|秘书|师傅|老师|教师|医生|护士|劳模|工匠|职工|工人|党员|选手|同志|先生|女士"
)
_CLAUSE = r"[^ \n，。、；：！？（）“”]{0,30}"
_RUNNING = r"(?:[，。、；！？]|[“（][^\n]{0,200}。)"  # what may close a clause in running text, and in no heading
_SPACED_NAME = re.compile(
    rf"(?<![{HAN}])[{SURNAMES}]( )(?=[{HAN}](?:(?![{HAN}])|(?:{_POSTS})))"  # alone, or before a title
    rf"|(?<={_POSTS})[{SURNAMES}]( )(?=[{HAN}](?:(?![{HAN}])|[在说的等和与及为获被将走带介作]|(?:{_POSTS})))"
    rf"|(?:^|(?<=[，。、；：！？])){_CLAUSE}[{SURNAMES}]( )(?=[{HAN}]{_CLAUSE}{_RUNNING})"  # alone in running text
    rf"|[{SURNAMES}]( )(?=[{HAN}](?:同志|先生|女士|师傅|老师))",
    re.MULTILINE,
)
_SPACED_LONG_NAME = re.compile(  # of three, but not two names of two: 方 雷 田 禾
    rf"[{SURNAMES}]( )[{HAN}]( )(?:(?![{SURNAMES}])[{HAN}](?! [{HAN}](?![{HAN}]))|[{HAN}](?![{HAN} ]))"
)
_SPACED_OUT = re.compile(rf"(?<!\S)(?!(?:[{SURNAMES}] \S ){{0,40}}[{SURNAMES}] \S(?!\S))(?:\S ){{3,}}\S(?!\S)")
_STRAY = re.compile(  # beside a mark that no space stands beside
    rf"(?<=[{_CHINESE}])( )(?=[，。、；：？！”’）》])|(?<=[，、；“‘《（])( )(?=[{_CHINESE}])"
)
_SCANNED = re.compile(rf"[{HAN}”）] [，。、；：？！”）]")
_BARE = r"[^ \n，。、；：？！“”（）《》]"
_STRAY_IN_CLAUSE = re.compile(
    rf"(?:^|(?<=[，。、；：？！”）])){_BARE}*[{HAN}]{{2}}(?<![讯电辑摄影])(?<!记者)(?<!讯员)"
    rf"( )(?=[{HAN}]{{2}}{_BARE}*{_RUNNING})"
    rf"|(?<=\d)( )(?=[{HAN}])",
    re.MULTILINE,
)
_BESIDE_LATIN = re.compile(rf"(?<=[{HAN}])( ?)(?=[0-9A-Za-z])|(?<=[0-9A-Za-z%])( ?)(?=[{HAN}])")

_Strip = tuple[str, "Sequence[int]"]  # characters, and for each its offset in the text as read
_Span = tuple[int, int]


def mend(text: str) -> tuple[str, tuple[int, ...]]:
    r"""Return `text` as the language pipeline should read it, and where its characters come from.

    Args:
        text: an article as read from its file.

    Returns:
        The mended text, without white space at its ends, and for each of its code points the offset in `text` of the
        one it stands for, ascending.

    >>> mend("# 标题\n\n全区总工会举办职工　　运动会,\n\n共有120人参加。")[0].split("\n")
    ['标题', '全区总工会举办职工 运动会，共有120人参加。']

    """
    strip = _cut((text, range(len(text))), (found.span() for found in _UNSEEN.finditer(text)))
    strip = strip[0].translate(WIDTHS), strip[1]
    strip = _chinese_marks(strip[0]), strip[1]
    strip = _cut(strip, (found.span() for found in _FURNITURE.finditer(strip[0])))
    strip = _cut(strip, (found.span() for found in _HYPHEN.finditer(strip[0])))
    gaps, blanks = breaks(strip[0])
    if blanks:
        chars = list(strip[0])
        for blank in blanks:
            chars[blank] = " "
        strip = "".join(chars), strip[1]
    strip = _cut(strip, gaps)
    strip = _cut(strip, (found.span() for found in _MARKS.finditer(strip[0])))
    strip = _cut(strip, (found.span() for found in _BLANKS.finditer(strip[0])))
    strip = _cut(strip, _spaces(strip[0]))
    # Marks and spaces that enclosed each other may leave a space at an end: none is wanted there.
    clean, origins = _cut(strip, (found.span() for found in _BLANKS.finditer(strip[0])))
    return clean, tuple(origins)


def _chinese_marks(chars: str) -> str:
    """Give marks beside Chinese characters their full width, and quotes around them their two sides."""
    for straight, pair in _STRAIGHT:
        chars = straight.sub(partial(_curled, pair=pair), chars)
    chars = _HALF_WIDTH.sub(lambda found: found[0].translate(_FULL_WIDTH), chars)
    return chars if "。" in chars else _HALF_WIDTH_STOP.sub("。", chars)


def _curled(found: re.Match[str], pair: str) -> str:
    """Return a quotation with its two sides told apart, if it is Chinese."""
    return f"{pair[0]}{found[1]}{pair[1]}" if _ANY_HAN.search(found[1]) else found[0]


def _cut(strip: _Strip, spans: Iterable[_Span]) -> _Strip:
    """Drop `spans`, which ascend and do not overlap."""
    chars, origins = strip
    pieces: list[str] = []
    kept: list[int] = []
    last = 0
    for start, end in spans:
        pieces.append(chars[last:start])
        kept.extend(origins[last:start])
        last = end
    if not last:
        return strip
    return "".join((*pieces, chars[last:])), kept + list(origins[last:])


def _spaces(chars: str) -> list[_Span]:
    """Find the spaces inside lines that part what belongs together.

    Those are a name of two characters set at the width of three, a name of three set apart, text that was recognised
    character by character, what stands beside a mark, and, where that shows that a text was scanned, a space alone in a
    clause; and, where most of a text is set so, the thin space between Chinese and Latin. Other spaces part the halves
    of a heading.
    """
    cuts = {found.start(found.lastindex or 0) for found in _SPACED_NAME.finditer(chars)}
    cuts.update(found.start(group) for found in _SPACED_LONG_NAME.finditer(chars) for group in (1, 2))
    cuts.update(found.start(found.lastindex or 0) for found in _STRAY.finditer(chars))
    if _SCANNED.search(chars):
        cuts.update(found.start(found.lastindex or 0) for found in _STRAY_IN_CLAUSE.finditer(chars))
    for found in _SPACED_OUT.finditer(chars):
        cuts.update(range(found.start() + 1, found.end(), 2))
    beside = [found.span(found.lastindex or 0) for found in _BESIDE_LATIN.finditer(chars)]
    spaced = [start for start, end in beside if end > start]
    if len(spaced) * 2 > len(beside):
        cuts.update(spaced)
    return [(cut, cut + 1) for cut in sorted(cuts)]
