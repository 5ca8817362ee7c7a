"""Administrative divisions of China: provinces, cities and counties with their GB/T 2260 codes.

A division is known by four kinds of name, each of two characters at least:

- its full name: 铁岭市, 恭城瑶族自治县;
- the full name without ethnic groups: 恭城县, 恭城自治县, 延边州;
- a former kind of county or prefecture where no division of today has that name: 吴江市 is 吴江区, 那曲地区 is 那曲市;
- its short name: 铁岭, 恭城, 内蒙古.

A name may belong to several divisions. :func:`find` gives them all, :func:`resolve` the one that is meant, and
:func:`run` looks for names at the beginning of another name (铁岭市银州区文化馆), :func:`tags` everywhere in a text.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources
from itertools import takewhile

_WORDS = tomllib.loads(resources.files(__package__).joinpath("gazetteer.toml").read_text("utf-8"))
_ETHNIC = re.compile(rf"(.{{2,}}?)族?(?:{'|'.join(_WORDS['groups'])})*自治([区州县旗])")
_PLAIN = re.compile(r"(?!市[中南北])(.{2,}?)(?:特别行政区|地区|新区|林区|特区|[省市县区旗盟])")
# Names of divisions that are words of everyday language as well: at the beginning of a text they tell a division only
# after one that holds it (沈阳和平).
EVERYDAY = frozenset(_WORDS["everyday"])
_NOT_PLACE = re.compile(r"[东西南北中]?[一二三四五六七八九十]?[路街]|大道|大街|[巷弄杯镇乡村屯庄山河湖江桥话菜籍]")
LEVELS = ("province", "city", "county")


@dataclass(frozen=True, slots=True, order=True)
class Division:
    """A province, city or county: its code of six digits and its full name."""

    code: str
    name: str

    @property
    def level(self) -> str:
        """`province`, `city` or `county`, as the zeros of the code tell."""
        return "province" if self.code.endswith("0000") else "city" if self.code.endswith("00") else "county"

    @property
    def ancestors(self) -> tuple[Division, ...]:
        """The divisions it lies in, the nearest first."""
        codes = (self.code[:4] + "00", self.code[:2] + "0000")
        return tuple(_by_code()[code] for code in codes if code != self.code and code in _by_code())

    @property
    def parent(self) -> Division | None:
        """The division it lies in directly; None for a province."""
        return next(iter(self.ancestors), None)


@dataclass(frozen=True, slots=True)
class Naming:
    """A piece of text and the divisions, sorted by code, that it may name."""

    text: str
    divisions: tuple[Division, ...]

    @property
    def widest(self) -> Division:
        """The one of the highest level: 西安 is rather the city than one of the districts of that name."""
        return min(self.divisions, key=lambda division: LEVELS.index(division.level))


def by_code(code: str) -> Division | None:
    """Return the division with a code of six digits, or None."""
    return _by_code().get(code)


def find(name: str) -> tuple[Division, ...]:
    """Return every division that `name` as a whole names, sorted by code.

    >>> [division.code for division in find("铁岭")]
    ['211200', '211221']
    """
    return _full().get(name) or _short().get(name, ())


def is_division(name: str) -> bool:
    """Return whether a name as a whole is the full name of a division."""
    return name in _full()


def resolve(name: str, context: Collection[str] = ()) -> Division | None:
    """Return the one division that `name` means, or None where none or several may be meant.

    Args:
        name: any name that :func:`find` knows.
        context: codes of divisions known to be spoken of. One of them is preferred, then what lies in one of them, the
            nearest first, then what holds one. Without such, a division that holds all others of its name is meant, and
            a province before all (铁岭 is the city, 海南 the province).
    """
    return _meant(find(name), context)


def run(text: str) -> tuple[Naming, ...]:
    """Return the divisions named one after another at the beginning of `text`, each in the one before it.

    The longest run counts. A short name counts only where text follows that makes no street or village of it (南京路),
    an everyday word (和平) only after a division that holds it.

    >>> [naming.text for naming in run("铁岭市银州区文化馆")]
    ['铁岭市', '银州区']
    """
    best: tuple[Naming, ...] = ()
    for naming in _namings(text):
        best = max(best, _extended((naming,), text[len(naming.text) :]), key=_length)
    return best


def prefix(text: str) -> tuple[Division, ...]:
    """Return the divisions at the beginning of `text`, from the widest, up to the first that remains ambiguous.

    >>> [division.name for division in prefix("铁岭市银州区文化馆")], prefix("鼓楼区文化馆")
    (['铁岭市', '银州区'], ())
    """
    meant = (_meant(naming.divisions, ()) for naming in run(text))
    return tuple(takewhile(lambda division: division is not None, meant))  # type: ignore[arg-type]  # None is left out


def tags(text: str) -> list[int]:
    """Return for each character whether a division is named there: what the recogniser is told beside the text.

    0 no name, 1 and 2 the beginning and the rest of a full name, 3 and 4 of a short one. Of names that overlap the
    first and longest counts; words of everyday language do not.

    >>> tags("在铁岭市和铁岭")
    [0, 1, 2, 2, 0, 3, 4]
    """
    found, position, heads = [0] * len(text), 0, _heads()
    while position < len(text) - 1:
        end = position + 1
        if text[position : end + 1] in heads:
            for size in range(min(_longest(), len(text) - position), 1, -1):
                name = text[position : position + size]
                kind = 0 if name in EVERYDAY else 1 if name in _full() else 3 if name in _short() else 0
                if kind:
                    end = position + size
                    found[position:end] = [kind] + [kind + 1] * (size - 1)
                    break
        position = end
    return found


def _meant(divisions: tuple[Division, ...], context: Collection[str]) -> Division | None:
    """Return the one division of several that the context or its rank tells."""
    known = frozenset(context)
    nearest = max((_nearness(division, known) for division in divisions), default=0)
    divisions = tuple(division for division in divisions if _nearness(division, known) == nearest)
    holders = [one for one in divisions if all(one is other or one in other.ancestors for other in divisions)]
    provinces = [one for one in divisions if one.level == "province"]
    return next(iter(provinces or holders), None)


def _nearness(division: Division, known: frozenset[str]) -> int:
    if division.code in known:
        return 4
    for ancestor in division.ancestors:
        if ancestor.code in known:
            return 2 if ancestor.level == "province" else 3
    return int(any(division in other.ancestors for other in map(by_code, known) if other))


def _extended(named: tuple[Naming, ...], text: str) -> tuple[Naming, ...]:
    """Return the longest run that begins with `named`, each of its pieces kept to what holds the next."""
    best = named
    for naming in _namings(text, named[-1].divisions):
        holders = {ancestor for division in naming.divisions for ancestor in division.ancestors}
        narrowed = tuple(Naming(n.text, tuple(d for d in n.divisions if d in holders)) for n in named)
        best = max(best, _extended((*narrowed, naming), text[len(naming.text) :]), key=_length)
    return best


def _length(named: tuple[Naming, ...]) -> int:
    return sum(len(naming.text) for naming in named)


def _namings(text: str, within: tuple[Division, ...] = ()) -> Iterator[Naming]:
    """Yield the names that `text` begins with, the longest first, kept to what lies in one of `within`."""
    for end in range(min(len(text), _longest()), 1, -1):
        name = text[:end]
        divisions = find(name)
        if within:
            divisions = tuple(d for d in divisions if set(within) & set(d.ancestors))
        elif name in EVERYDAY:
            continue
        short = name not in _full()
        if divisions and not (short and (end == len(text) or _NOT_PLACE.match(text, end))):
            yield Naming(name, divisions)


@cache
def _by_code() -> dict[str, Division]:
    lines = resources.files(__package__).joinpath("divisions.tsv").read_text("utf-8").splitlines()
    return {code: Division(code, name) for code, name in (line.split("\t") for line in lines)}


def _shortened(name: str) -> tuple[str, str]:
    """Return the short name, empty where there is none, and the kind of an autonomous division."""
    if found := _ETHNIC.fullmatch(name):
        return found[1], found[2]
    found = None if name.endswith("矿区") else _PLAIN.fullmatch(name)
    return (found[1], "") if found else ("", "")


@cache
def _full() -> dict[str, tuple[Division, ...]]:
    """Divisions by full name, full name without ethnic groups, and former kind of name."""
    names: dict[str, set[Division]] = {}
    former: dict[str, set[Division]] = {}
    for division in _by_code().values():
        names.setdefault(division.name, set()).add(division)
        short, kind = _shortened(division.name)
        if kind:
            for form in (short + kind, f"{short}自治{kind}") if kind != "区" else (f"{short}自治区",):
                names.setdefault(form, set()).add(division)
        elif short and division.level != "province":
            for form in "市县区" if division.level == "county" else ("地区",):
                former.setdefault(short + form, set()).add(division)
    return {name: tuple(sorted(named)) for name, named in (former | names).items()}


@cache
def _short() -> dict[str, tuple[Division, ...]]:
    names: dict[str, set[Division]] = {}
    for division in _by_code().values():
        if short := _shortened(division.name)[0]:
            names.setdefault(short, set()).add(division)
    for name, code in _WORDS["customary"].items():
        names[name] = {_by_code()[code]}
    return {name: tuple(sorted(named)) for name, named in names.items()}


@cache
def _heads() -> frozenset[str]:
    """The first two characters of every name."""
    return frozenset(name[:2] for name in (*_full(), *_short()))


@cache
def _longest() -> int:
    return max(map(len, _full()))
