"""The kind of an organisation, told by the last words of its name."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib import resources

_EDGES = re.compile(r"[\s“”\"‘’]|[（(][^（）()]*[)）]$")
_JOURNAL = re.compile(r"《.+》(?:报社|杂志社?|编辑部)?")
_NUMBERED_SCHOOL = re.compile(r".*第?[一二三四五六七八九十][中小]")
_YOUTH_LEAGUE = re.compile(r"(?:中国)?共青团.*委(?:员会)?")


def organization_kind(name: str) -> str | None:
    """Return the key of the schema's organisation kind that a name tells, or None.

    The longest known ending decides: 某公司工会 is a union, 市教育局 a government body, 总工会生产部 a department.

    >>> organization_kind("向阳机械厂工会"), organization_kind("河畔村党支部"), organization_kind("工会联合会")
    ('union', 'party', 'union')
    """
    told = _EDGES.sub("", name)
    if _JOURNAL.fullmatch(told):
        return "media"
    if _NUMBERED_SCHOOL.fullmatch(told):
        return "school"
    if _YOUTH_LEAGUE.fullmatch(told):
        return "association"
    endings = _endings()
    for length in range(min(len(told), max(map(len, endings))), 0, -1):
        if kind := endings.get(told[-length:]):
            return kind
    return None


@cache
def _endings() -> dict[str, str]:
    """Return the kind of each ending."""
    kinds = tomllib.loads(resources.files(__package__).joinpath("organizations.toml").read_text("utf-8"))
    return {ending: kind for kind, endings in kinds.items() for ending in endings}
