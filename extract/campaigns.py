"""Activities that grammar tells: a name in quotes and what it is, “甲乙丙”主题活动."""

from __future__ import annotations

import re
from collections.abc import Sequence

# Nineteen in twenty of these are activities or the greater part of one in annotated passages. What only holds one
# inside (a team, a prize, a venue of it) and what goes on in the name is none of them.
CAMPAIGN = re.compile(
    r"“[^“”\n]{3,30}”[^，。；、：“”（）()《》\n的了在和与及\d等]{0,10}?(?:活动|竞赛|比赛|大赛|行动|作品展|书画展|摄影展|论坛|征文)"
    r"(?![队组团室站者月周日优先示金银铜一二三特年中方总启动仪式])"
)
# Names side by side that share what they are: “甲”“乙”等活动.
_NAME = r"“[^“”\n]{3,30}”"
_SHARED = r"[^，。；、：“”（）()《》\n的了在与\d]{0,8}(?:活动|行动|竞赛|大赛|工程)(?![队组团室站者])"
CHAIN = re.compile(rf"(?:{_NAME}[、和及]?)+(?={_NAME}等?{_SHARED})|(?<=”){_NAME}(?=等{_SHARED})")
# Campaigns of every year and everywhere; three in four or more of each of these words are annotated as activities.
YEARLY = re.compile("金秋助学|春送岗位|夏送清凉|冬送温暖|党史学习教育|党纪学习教育")
# The characters that end eight annotated activities or more.
ENDINGS = frozenset(
    "赛会动”目班式训节武展学诊演程查堂课讲检座日营选议划坛礼凉暖周场助练育问养月传校集造务园导龙市走行宴题工对出访示兵读车比谊习文晚点修发作评扶"
    "播线季区树研乡项法询察血验试金岗届秀险台践家关理拼流设障组术建房治教商唱道庭卖跑饭捐告话欢贷摩位货考河松餐典风款步影华用答管救"
)
QUOTED = re.compile(r"(?<=“)[^“”\n]+(?=”)")
SERIES = re.compile(r"”(?:系列|各类|为题|为主题)")

Triple = tuple[int, int, str]


def is_fragment(text: str, start: int, end: int) -> bool:
    """Return whether a span breaks off where no activity ends; what has quotes may end as it likes.

    >>> is_fragment("参加职工满意度调查", 2, 5), is_fragment("开展“百名劳模学技术”", 3, 10)
    (True, False)
    """
    return text[end - 1] not in ENDINGS and not set("“”").intersection(text[max(0, start - 1) : end + 1])


def campaigns(text: str, found: Sequence[Triple]) -> list[Triple]:
    """Return the mentions with the activities that the recogniser missed, or of which it found fragments alone.

    >>> text = "开展“我为职工办实事”实践活动。"
    >>> [text[start:end] for start, end, _ in campaigns(text, [(3, 6, "Activity")])]
    ['“我为职工办实事”实践活动']
    >>> text = "开展“送清凉”“送温暖”等活动。"
    >>> [text[start:end] for start, end, _ in campaigns(text, [])]
    ['送清凉', '送温暖']
    """
    kept = list(found)
    told = [one.span() for one in CAMPAIGN.finditer(text) if not SERIES.search(one.group())]
    told += [name.span() for chain in CHAIN.finditer(text) for name in QUOTED.finditer(text, *chain.span())]
    told += [name.span() for name in YEARLY.finditer(text)]
    for start, end in told:
        touching = [one for one in kept if one[0] < end and start < one[1]]
        if all(kind == "Activity" and start <= left and right <= end for left, right, kind in touching):
            kept = [one for one in kept if one not in touching] + [(start, end, "Activity")]
    return kept
