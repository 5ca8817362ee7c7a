"""Whether a name alone tells which thing is meant, wherever it stands.

The full name of a union tells its bearer in every article; 市总工会 or 办公室 means another body in every town, and two
people may share a name. Names that do not tell alone need something else in common before they are joined.
"""

from __future__ import annotations

import re

from extract import gazetteer
from extract.awards import is_rank
from extract.organizations import organization_kind

_SHORT = 4  # characters: up to here a name is more often a kind (文化宫, 先进个人) than a name of one's own
_LONG = {"Organization": 8, "Activity": 12}  # characters: from here on a name is its bearer's own

# 市总工会, 全省先进单位: told relative to a place that the article did not tell. 全国 is the same place everywhere.
_RELATIVE = re.compile(
    r"[本该我]|全[省市州区县镇乡村街校厂院]"
    r"|(?:自治区|街道|社区|公司|集团|学院|[省州区县旗镇村厂校院]|市(?!场)|乡(?!村))(?!$)"
)
_PLACED = re.compile(
    r"[一-鿿]{2,4}?(?:省|自治[区州县旗]|[市区县州盟旗镇乡村]|街道|社区)(?!$)|全国|中国|中华|中央|国家|国务院"
)
_TITLE = re.compile(r"[“「『《][^”」』》]{2,}[”」』》]")


def tells_alone(kind: str, name: str) -> bool:
    """Return whether a thing of type `kind` called `name` is the same one in every document.

    >>> tells_alone("Organization", "春晖市总工会"), tells_alone("Organization", "市总工会")
    (True, False)
    """
    if kind == "Position":
        return True
    if kind not in {"Organization", "Place", "Award", "Activity"} or _is_relative(name):
        return False
    if kind == "Award":
        return not is_rank(name) and (len(name) > _SHORT or _is_placed(name))
    if kind == "Place":
        return len(name) > _SHORT
    if _is_placed(name) or _TITLE.search(name) or len(name) >= _LONG[kind]:
        return True
    # Firms and news media give themselves names that are short and their own.
    return kind == "Organization" and organization_kind(name) in {"company", "media"} and len(name) >= _SHORT


def is_department(name: str) -> bool:
    """Return whether an organisation's name is one that every larger body has a department of."""
    return organization_kind(name) == "department" and not _is_placed(name)


def _is_relative(name: str) -> bool:
    return bool(_RELATIVE.match(name)) and not gazetteer.run(name)


def _is_placed(name: str) -> bool:
    return bool(_PLACED.match(name) or gazetteer.run(name))
