"""Names in parts: the place that a name opens with, and the rest in the form in which names are compared.

鹤壁市总工会, 市总工会 and 市总 all have the same rest, 总工会; the place makes them one or not. Everything here is told
by the name alone, whatever article it stands in; the words for it are in names.toml.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources

from extract import gazetteer
from extract.awards import is_rank
from extract.organizations import organization_kind

NATION = "全国"
"""What stands for the country, as a place and as its code."""

CALLED_AFTER = ("Organization", "Award", "Activity", "Place")
"""Types whose names may open with a place."""

_WORDS = tomllib.loads(resources.files(__package__).joinpath("names.toml").read_text("utf-8"))
_QUOTES = re.compile(r"[“”\"‘’'「」『』《》〈〉\s]")
_TITLE = re.compile(r"[“「『《][^”」』》]{2,}[”」』》]")
_YEAR = re.compile(r"((?:19|20)\d{2})(?:[-—–]\d{2,4})?年?度?")
_NATION = re.compile(r"(?:中华)?全国(?=..)|全总$|国家级")
_MARK = re.compile("|".join(f"(?P<m{i}>{pattern}(?=.))" for i, pattern in enumerate(_WORDS["marks"].values())))
_OWNER = re.compile(r"[本该我]|全[镇乡村街校厂院]|(?:街道|社区|公司|集团|学院|[村校院厂]|镇|乡(?!村))(?!$)")
_ENDS = _WORDS["divisions"]["ends"]
_DIVISION = re.compile(rf"[一-鿿]{{2,4}}?(?:{'|'.join(_ENDS)})")
_ZONE = re.compile(rf"(?:{'|'.join(sorted(_WORDS['divisions']['zones'], key=len, reverse=True))})(?=..)")
_NO_DIVISION = re.compile(rf".*(?:{'|'.join((*_WORDS['divisions']['zones'], *_WORDS['divisions']['areas']))})")
_COMMON = re.compile(rf"(?:{'|'.join(sorted(_WORDS['common']['words'], key=len, reverse=True))})+")
_HEAD = re.compile(r"(.{2,}?(?:镇|乡|街道|社区|村|公司|集团|厂|学院|学校|大学|中学|小学|医院|协会))(?=.)")
_RANK = re.compile(r"(?:(?:团体|个人)?(?:[特一二三四五]等奖|[金银铜][奖牌]|优[秀胜异]奖|[冠亚季殿]军|第.{1,3}名))$")
_NATIONAL: tuple[str, ...] = (NATION,)
_LONG = {"Organization": 8, "Place": 6, "Award": 8}


@dataclass(frozen=True, slots=True)
class Name:
    """A name in parts.

    Attributes:
        core: the rest of the name, in the form in which names are compared.
        places: full names of the divisions that it opens with, from the widest.
        code: of the last of them, where the name alone tells it; NATION for the country; else empty.
        mark: what stands for a division that the article tells (市 in 市总工会), or empty.
        year: that the name tells, or empty.
        distinct: whether nothing else has this name, wherever it stands, though it opens with no place.
        proper: whether it holds a name of its own (青荷社区), so that a place has hardly two of them.
        titled: whether it is in quotation marks or long, so that it hardly comes about twice by chance.
    """

    core: str
    places: tuple[str, ...] = ()
    code: str = ""
    mark: str = ""
    year: str = ""
    distinct: bool = False
    proper: bool = False
    titled: bool = False


@lru_cache(maxsize=50_000)
def parted(kind: str, name: str) -> Name:
    """Part the name of a thing of type `kind`.

    >>> parted("Organization", "河南省鹤壁市总工会").places, parted("Organization", "市总").core
    (('河南省', '鹤壁市'), '总工会')
    """
    told = unicodedata.normalize("NFKC", name) if kind in CALLED_AFTER else name
    plain = _QUOTES.sub("", told)
    if kind not in CALLED_AFTER:
        return Name(plain)
    year, rest = _year(kind, plain)
    for old, new in _replacements(leading=True):
        rest = rest.removeprefix(old) if not new else rest
    if _NATION.match(rest):
        places, code, rest = _NATIONAL, NATION, _NATION.sub("", rest, count=1) or "总工会"
    else:
        places, code, rest = _opening(rest)
    if not rest and places:  # a division itself
        return Name(_short(places[-1]), places, code, year=year)
    if kind == "Organization" and rest.startswith("全") and _MARK.match(rest):  # 全市工会 are many
        return Name(plain)
    mark, rest = ("", rest) if places else _mark(rest)
    core = _core(kind, rest)
    if places or mark:
        return Name(core, places, code, mark, year, proper=_is_proper(kind, core), titled=_is_titled(told))
    if _OWNER.match(rest):
        return Name(plain, year=year)
    proper = _is_proper(kind, core)
    return Name(core, (), "", "", year, _is_distinct(kind, told, core, proper=proper), proper, _is_titled(told))


def is_division(kind: str, name: str) -> bool:
    """Return whether a name is that of a province, city or county.

    >>> is_division("Place", "鹤壁市"), is_division("Place", "鹤壁市体育馆")
    (True, False)
    """
    parts = parted(kind, name)
    return bool(parts.places) and parts.core == _short(parts.places[-1])


def ends_with(place: str, mark: str) -> bool:
    """Return whether a mark stands for a division of that name: 市 for 鹤壁市, 区 not for 广西壮族自治区."""
    return place.endswith(mark) and (mark != "区" or not place.endswith("自治区"))


def _year(kind: str, plain: str) -> tuple[str, str]:
    """Part the year from the beginning of the name of an award or activity."""
    found = _YEAR.match(plain) if kind in {"Award", "Activity"} else None
    if not found or found.end() == len(plain):
        return "", plain
    # An award is conferred anew each year; an activity is another one.
    return found[1] if kind == "Activity" else "", plain[found.end() :]


def _opening(text: str) -> tuple[tuple[str, ...], str, str]:
    """Part the divisions from the beginning of a name: their full names, the code of the last one, and the rest."""
    named = gazetteer.run(text)
    if named:
        meant = gazetteer.prefix(text)
        full = tuple(_full(naming.text, naming.divisions) for naming in named[len(meant) :])
        rest = text[sum(len(naming.text) for naming in named) :]
        code = meant[-1].code if len(meant) == len(named) else ""
        return (*(division.name for division in meant), *full), code, rest
    places, rest = [], text
    while found := _DIVISION.match(rest):
        if _NO_DIVISION.fullmatch(found[0]) or _MARK.match(rest) or _OWNER.match(rest):
            break
        places.append(found[0])
        rest = rest[found.end() :]
        if named := gazetteer.run(rest):
            places += [_full(naming.text, naming.divisions) for naming in named]
            rest = rest[sum(len(naming.text) for naming in named) :]
            break
    return tuple(places), "", rest


def _full(written: str, divisions: tuple[gazetteer.Division, ...]) -> str:
    """Return the full name of a division that may be one of several."""
    names = {division.name for division in divisions}
    return names.pop() if len(names) == 1 else written


@cache
def _short(place: str) -> str:
    """Return the name of a division without what kind of division it is."""
    meant = set(gazetteer.find(place))
    for end in range(2, len(place)):
        if meant & set(gazetteer.find(place[:end])):
            return place[:end]
    found = None if meant else re.fullmatch(rf"(.{{2,}}?)(?:{'|'.join(_ENDS)})", place)
    return found[1] if found else place


def _mark(text: str) -> tuple[str, str]:
    """Part what stands for a division from the beginning of a name."""
    if found := _ZONE.match(text):
        return "市", found[0] + text[found.end() :]
    found = _MARK.match(text)
    if not found:
        return "", text
    marks = list(_WORDS["marks"])
    return marks[int(str(found.lastgroup)[1:])], text[found.end() :]


def _core(kind: str, rest: str) -> str:
    core: str = rest
    for old, new in _replacements(leading=False):
        core = core.replace(old, new)
    core = str(_WORDS["whole"].get(core, core))
    for tail in _WORDS["tails"].get(kind, ()):
        if core.endswith(tail) and len(core) > len(tail) + 1:
            return core[: -len(tail)]
    return core


@cache
def _replacements(*, leading: bool) -> list[tuple[str, str]]:
    return [(old, new) for new, forms in _WORDS["words"].items() for old in forms if bool(new) != leading]


def _is_titled(name: str) -> bool:
    return bool(_TITLE.search(name)) or len(name) >= 12


def _is_proper(kind: str, core: str) -> bool:
    """Return whether a name without its place is more than what every place has."""
    if kind == "Place":
        return not _COMMON.fullmatch(core)
    if kind != "Organization":
        return False
    head = _HEAD.match(core)
    if head and not _COMMON.fullmatch(head[1]):
        return True
    return organization_kind(core) not in _WORDS["common"]["kinds"] and not _COMMON.fullmatch(core)


def _is_distinct(kind: str, name: str, core: str, *, proper: bool) -> bool:
    if kind == "Award":
        contest = _RANK.sub("", core)
        if is_rank(core) or contest != core:
            return False
        return bool(_TITLE.search(name)) or len(core) >= _LONG[kind]
    if kind == "Activity" or not proper:
        return False
    if kind == "Organization" and (_TITLE.search(name) or organization_kind(core) in {"company", "media"}):
        return len(core) >= 4  # firms and news media give themselves names that are short and their own
    return len(core) >= _LONG[kind]
