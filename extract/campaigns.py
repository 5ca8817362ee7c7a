"""Activities that grammar tells: a name in quotes and what it is, “甲乙丙”主题活动."""

from __future__ import annotations

import re
from collections.abc import Sequence

# Nineteen in twenty of these are activities or the greater part of one in annotated passages. What only holds one
# inside (a team, a prize, a venue of it) and what goes on in the name is none of them.
CAMPAIGN = re.compile(
    r"“[^“”\n]{3,30}”[^，。；、：“”（）()《》\n的了在和与及\d等]{0,10}?(?:活动|竞赛|比赛|大赛|行动|作品展|书画展|摄影展|论坛|征文)"
    r"(?![队组团室站者月周日优先示组金银铜一二三特年中方总启动仪式])"
)
SERIES = re.compile(r"”(?:系列|各类|为题|为主题)")

Triple = tuple[int, int, str]


def campaigns(text: str, found: Sequence[Triple]) -> list[Triple]:
    """Return the mentions with the activities that the recogniser missed, or of which it found fragments alone.

    >>> text = "开展“我为职工办实事”实践活动。"
    >>> [text[start:end] for start, end, _ in campaigns(text, [(3, 6, "Activity")])]
    ['“我为职工办实事”实践活动']
    """
    kept = list(found)
    for told in CAMPAIGN.finditer(text):
        start, end = told.span()
        touching = [one for one in kept if one[0] < end and start < one[1]]
        fragments = all(kind == "Activity" and start <= left and right <= end for left, right, kind in touching)
        if fragments and not SERIES.search(told.group()):
            kept = [one for one in kept if one not in touching] + [(start, end, "Activity")]
    return kept
