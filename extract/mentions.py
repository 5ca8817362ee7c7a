"""From the recogniser's spans to mentions: edges trimmed, names found again where the recogniser missed them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from spacy.language import Language
from spacy.tokens import Doc, Span

from extract.campaigns import campaigns, is_fragment
from extract.characters import text_of
from extract.gazetteer import is_division
from extract.organizations import organization_kind

OPENING = "“\"‘'「『《〈（(【["
CLOSING = "”\"’'」』》〉）)】]"
PAIRS = dict(zip(OPENING, CLOSING, strict=True))
EDGES = " \n\t　，。、；：,;:·—-"
AWARD_TAIL = re.compile(r"(?:等)?(?:荣誉)?(?:称号|证书)?$")
# Names shorter than this are too likely to be a common word elsewhere.
SHORTEST_AGAIN = {"Person": 2, "Organization": 3, "Award": 5, "Activity": 5, "Place": 3}
HAN = re.compile(r"[\u4e00-\u9fff]")
# What only sits inside a doctrine or a formula names nobody, and a word for about now dates nothing.
DOCTRINE = re.compile(
    r"习近平(?:新时代|总书记|同志)?[^，。；！？\n]{0,24}?(?:思想|党中央|精神|论述|讲话|指示|批示|部署|寄语|要求|贺信)|习近平总书记"
    r"|中国共产党(?:成立|建党)|建党|党中央|新中国(?:成立)?|改革开放|[\d一二三四五六七八九十]+周年"
)
# Congresses of the Party are no activities of a document; a line of business, or a place brought honour, is no body.
NO_NAME = {
    "Activity": re.compile(r"(?:中国共产党|党的|中共)第?[一二三四五六七八九十]+(?:大|次全国代表大会)"),
    "Organization": re.compile(r".*(?:行业|各界|争光|增光|添彩)"),
}
VAGUE = re.compile(r"(?:近年|近些年|近几年|最近几年)来?|目前|当前|未来|如今|现在|日前|近日|近期|今后")

HEADS: dict[str, tuple[str, ...]] = {
    kind: tuple(heads.split())
    for kind, heads in {
        "Activity": "活动 比赛 大赛 竞赛 培训 行动 工程 项目 讲座 会议 论坛 大会 汇演 计划",
        "Organization": "公司 医院 学校 工会 联合会 协会 中心 社区 集团 工作室 服务队 委员会 "
        "大队 银行 学院 支部 党委 政府 街道 中学 小学 基金会 合作社",
        "Award": "标兵 工匠 模范 单位 能手 奖章 奖状 集体 个人 先锋号 金奖 银奖 等奖",
        "Date": "以来 期间",
        "Place": "广场 中心 会议室 文化宫 公园 基地 街道 社区 驿站",
    }.items()
}
JOINTS = ("", "、", "兼", " ")
POINTS = "，。、；：！？“”（）《》 \n的是由任"
LONGEST_BODY = 24
TITLE = re.compile(r"[\u4e00-\u9fff]{0,3}?[长师生记任傅总工姐哥叔姨妈爷奶嫂伯婶某]")
SECOND_HALF = re.compile(r"和[\u4e00-\u9fff]{2,6}?(?:局|厅|委员会)")
STUDIO = re.compile(r".{2,3}(?:劳模|技能|首席|名师|大师|工匠|技师|创新).*(?:工作室|工作站)")
NAMES_BEFORE = re.compile(r"(?<![\u4e00-\u9fff])(?:[\u4e00-\u9fff]{2,3}、)+$|(?<=[以由和])(?:[\u4e00-\u9fff]{2,3}、)+$")
UNIONS_OF_CHINA = re.compile(r"(?<![安健齐完])全总(?![体量部结监装会是长])")
SIDE_BY_SIDE = re.compile(r"[^“]?“?[^“”]+”、?(?:“[^“”]+”、?)*“[^“”]+(?:”.?|.)")
CALLED_SHORT = re.compile(r"[”」]?[（(](?:以下|下文)?(?:统一)?简称为?[：:]?[“「\"]?([^（()）“”]{2,12}?)[”」\"]?[）)]")
COMMITTEE_AND_GOVERNMENT = re.compile(r".*[省市州盟县区旗镇乡][党工]?委([省市州盟县区旗镇乡](?:人民)?政府)")
BEHIND = "站一全在说的是和与被获为到从对向也就还又都将让把给用及等代参随走带介表正已曾先再不有来去上下讲谈做当任作"

Triple = tuple[int, int, str]


def trim(text: str, start: int, end: int, kind: str) -> tuple[int, int]:
    """Return the span without white space, stray punctuation, quotes around it and 荣誉称号 behind it.

    Quotes stay where they close inside the span. The span may come out empty.

    >>> trim("荣获“省劳动模范”称号", 2, 8, "Award")
    (3, 8)
    """
    changed = True
    while changed and start < end:
        before = (start, end)
        while start < end and text[start] in EDGES:
            start += 1
        while start < end and text[end - 1] in EDGES:
            end -= 1
        if start < end:
            start, end = _unquote(text, start, end)
        changed = before != (start, end)
    if kind == "Award" and start < end:
        tail = AWARD_TAIL.search(text[start:end])
        if tail and tail.start() > 1:
            end = start + tail.start()
            start, end = _unquote(text, start, end)
    return start, end


def _unquote(text: str, start: int, end: int) -> tuple[int, int]:
    """Drop a quote at an edge whose partner is the other edge or outside."""
    opening, closing = text[start], text[end - 1]
    if opening in PAIRS:
        partner = text.find(PAIRS[opening], start + 1, end)
        if partner == end - 1:
            return start + 1, end - 1
        if partner < 0:
            return start + 1, end
    if closing in CLOSING:
        mark = OPENING[CLOSING.index(closing)]
        if text.count(mark, start, end) < text.count(closing, start, end):
            return start, end - 1
    return start, end


def complete(text: str, start: int, end: int, kind: str) -> tuple[int, int]:
    """Return the span with the rest of the word that it breaks off in, where that is the head of such names.

    >>> complete("举办书法比赛。", 2, 5, "Activity")
    (2, 6)
    """
    for head in HEADS.get(kind, ()):
        for cut in range(1, len(head)):
            if end - cut > start and text.startswith(head, end - cut):
                return start, end - cut + len(head)
    return start, end


def before_posts(text: str, found: Sequence[Triple]) -> list[Triple]:
    """Find bodies that the recogniser missed where grammar tells them: right before the post of a person.

    What stands between the last point or mention and a post is a body if it ends as bodies' names do and a person
    follows the post (某某社区党委书记、主任某某).
    """
    ordered = sorted(found)
    more: list[Triple] = []
    for k, (start, _, kind) in enumerate(ordered):
        last = k
        while last + 1 < len(ordered) and text[ordered[last][1] : ordered[last + 1][0]] in JOINTS:
            last += 1
            if ordered[last][2] != "Position":
                break
        if kind != "Position" or ordered[last][2] != "Person":
            continue
        floor = ordered[k - 1][1] if k else 0
        opening = max(floor, *(text.rfind(mark, floor, start) + 1 for mark in POINTS))
        name = text[opening:start]
        if 3 <= len(name) <= LONGEST_BODY and HAN.match(name) and organization_kind(name) not in {None, "department"}:
            more.append((opening, start, "Organization"))
    return more


def abbreviations(text: str, found: Sequence[Triple]) -> list[Triple]:
    """Find the short names that a text introduces right behind full ones: 甲（以下简称“乙”）.

    >>> abbreviations("大庆市蓝禾协会（以下简称“蓝协”）", [(0, 7, "Organization")])
    [(13, 15, 'Organization')]
    """
    starts = {start for start, _, _ in found}
    more = [(CALLED_SHORT.match(text, end), kind) for _, end, kind in found if kind in SHORTEST_AGAIN]
    return [(*short.span(1), kind) for short, kind in more if short and short.start(1) not in starts]


def _free(taken: bytearray, start: int, end: int) -> bool:
    return not any(taken[start:end])


def again(text: str, found: Sequence[Triple]) -> list[Triple]:
    """Find names that were recognised once at their other occurrences in the text.

    A name of two characters is taken again only where it does not stand inside a run that could be another word: the
    characters beside it must not be Chinese, or the name must have been recognised more than once.

    Returns:
        The occurrences that overlap none of `found`, in no order.
    """
    taken = bytearray(len(text))
    for start, end, _ in found:
        taken[start:end] = b"\1" * (end - start)
    kinds: dict[str, Counter[str]] = {}
    for start, end, kind in found:
        kinds.setdefault(text[start:end], Counter())[kind] += 1
    names = [
        (name, max(sorted(counts), key=lambda kind: counts[kind]), sum(counts.values()))
        for name, counts in kinds.items()
    ]
    more: list[Triple] = []
    for name, kind, count in sorted(names, key=lambda row: (-len(row[0]), row[0])):
        if len(name) < SHORTEST_AGAIN.get(kind, 99):
            continue
        position = text.find(name)
        while position >= 0:
            end = position + len(name)
            sure = len(name) > 2 or count > 1 or not HAN.match(text[end : end + 1] or " ")
            if sure and _free(taken, position, end):
                more.append((position, end, kind))
                taken[position:end] = b"\1" * len(name)
            position = text.find(name, end)
    return more


def shorten(text: str, found: Sequence[Triple]) -> list[Triple]:
    """Cut the word behind it off a name of two characters: 冯晓站 and 冯晓说 in one text are 冯晓.

    Told by other forms of the name in the text: it alone, or it with another such word behind it.
    """
    ends: dict[str, set[str]] = {}
    for start, end, kind in found:
        if kind == "Person" and end - start in {2, 3} and text[start + 2 : end] in BEHIND:
            ends.setdefault(text[start : start + 2], set()).add(text[start + 2 : end])
    return [
        (start, start + 2, kind)
        if kind == "Person" and end - start == 3 and text[end - 1] in BEHIND and len(ends[text[start : start + 2]]) > 1
        else (start, end, kind)
        for start, end, kind in found
    ]


def part(text: str, found: Sequence[Triple]) -> list[Triple]:
    """Part 市委市政府 into its two bodies, and “甲”“乙” into two names."""
    parted: list[Triple] = []
    for start, end, kind in found:
        if kind == "Organization" and (both := COMMITTEE_AND_GOVERNMENT.fullmatch(text, start, end)):
            parted += [(start, both.start(1), kind), (both.start(1), end, kind)]
        elif kind in {"Activity", "Award"} and SIDE_BY_SIDE.fullmatch(text, max(0, start - 1), min(len(text), end + 1)):
            names = re.compile(r"[^“”、]+").finditer(text, start, end)
            parted += [(*name.span(), kind) for name in names]
        else:
            parted.append((start, end, kind))
    return parted


def studios(text: str, found: Sequence[Triple]) -> list[Triple]:
    """Let the name of a studio begin with the first of the people that it is named after: 甲、乙劳模创新工作室."""
    wide: list[Triple] = []
    for start, end, kind in found:
        names = STUDIO.fullmatch(text, start, end) and NAMES_BEFORE.search(text, 0, start)
        wide.append((names.start() if kind == "Organization" and names else start, end, kind))
    return _apart(wide)


def placed(text: str, found: Sequence[Triple]) -> list[Triple]:
    """Call a city or county a place where it was taken for a body, and no more than its name stands there."""
    return [
        (start, end, "Place" if kind == "Organization" and is_division(text[start:end]) else kind)
        for start, end, kind in found
    ]


def named(text: str, found: Sequence[Triple]) -> list[Triple]:
    """Leave out surnames that stand alone, but for those of people told in full and those before a title."""
    full = {text[start] for start, end, kind in found if kind == "Person" and end - start > 1}
    return [
        (start, end, kind)
        for start, end, kind in found
        if kind != "Person" or end - start > 1 or text[start] in full or TITLE.match(text, end)
    ]


def joined(text: str, found: Sequence[Triple]) -> list[Triple]:
    """Make a body that breaks off at 和 whole (大庆市文化 in 大庆市文化和旅游局); what lay over it keeps its rest.

    >>> joined("大庆市文化和旅游局办公室", [(0, 5, "Organization"), (6, 12, "Organization")])
    [(0, 9, 'Organization'), (9, 12, 'Organization')]
    """
    whole: list[Triple] = []
    for start, end, kind in sorted(found):
        if whole and start < whole[-1][1]:
            start = min(whole[-1][1], end)  # noqa: PLW2901 - what is left of the span
        if kind == "Organization" and text[end - 1] == "和":
            end -= 1  # noqa: PLW2901 - it breaks off behind 和
        rest = SECOND_HALF.match(text, end) if kind == "Organization" else None
        if rest and organization_kind(text[start:end]) is None:
            end = rest.end()  # noqa: PLW2901 - likewise
        if end - start > 1 or (start, end, kind) in found:
            whole.append((start, end, kind))
    return whole


def _apart(found: Sequence[Triple]) -> list[Triple]:
    """Leave out a span that a longer one before it has grown into."""
    kept: list[Triple] = []
    for one in sorted(found, key=lambda triple: (triple[0], -triple[1])):
        if not kept or one[0] >= kept[-1][1]:
            kept.append(one)
    return kept


def mentions(text: str, found: Iterable[Triple]) -> list[Triple]:
    """Return the mentions of a text: trimmed, completed, sorted, without overlap.

    Args:
        text: the mended text.
        found: spans of a recogniser, not overlapping.
    """
    kept = [(*complete(text, *trim(text, start, end, kind), kind), kind) for start, end, kind in found]
    kept = [
        (start, end, kind)
        for start, end, kind in kept
        if start < end
        and not VAGUE.fullmatch(text, start, end)
        and not NO_NAME.get(kind, VAGUE).fullmatch(text, start, end)
        and not (kind == "Activity" and is_fragment(text, start, end))
    ]
    formulas = [formula.span() for formula in DOCTRINE.finditer(text)]
    kept += [(*name.span(), "Organization") for name in UNIONS_OF_CHINA.finditer(text)]
    kept = campaigns(text, placed(text, kept))
    kept = part(text, shorten(text, studios(text, joined(text, _apart(named(text, kept))))))
    kept += before_posts(text, kept)
    kept += abbreviations(text, kept)
    every = sorted([*kept, *again(text, kept)])
    return [one for one in every if not any(left <= one[0] and one[1] <= right for left, right in formulas)]


@Language.component("guanxi_mentions", requires=["doc.ents"], assigns=["doc.spans"])
def mentions_component(doc: Doc) -> Doc:
    """Turn the entities of a document into the span group `mentions`."""
    found = [(span.start_char, span.end_char, span.label_) for span in doc.ents]
    spans: list[Span] = []
    for start, end, kind in mentions(text_of(doc), found):
        span = doc.char_span(start, end, label=kind, alignment_mode="contract")
        if span is not None:
            spans.append(span)
    doc.spans["mentions"] = spans
    return doc
