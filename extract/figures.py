"""Figures: a number, or the bounds it lies between, and the measure word that counts."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from dataclasses import dataclass
from decimal import Decimal
from importlib import resources

from extract.numerals import DIGITS, SCALES, Number, number, plain

_WORDS = tomllib.loads(resources.files(__package__).joinpath("figures.toml").read_text("utf-8"))
UNITS: frozenset[str] = frozenset(_WORDS["units"])
PLAIN_UNITS: dict[str, str] = _WORDS["same"]

_AT_LEAST = "超过|超|逾|突破|至少|不少于|不低于|多于|大于|高于|>|≥|上(?=[百千万])|过(?=[百千万亿]|半数)"
_AT_MOST = "将近|接近|近|不到|不足|不超过|至多|最多|低于|少于|小于|<|≤"
_STATED = "共计|累计|总计|合计|共有?|大约|约为?|达到?|高达|多达"
_DIGIT = "".join(DIGITS)
_NUMERAL = (
    r"(?P<numeral>(?:\d{1,3}(?:,\d{3})+|\d{1,15})(?:\.\d{1,9})?"
    rf"|(?:[{_DIGIT}十百万亿]|千(?![瓦克米]))+(?:点[{_DIGIT}]+)?|数(?=[十百千万亿])|几(?=[十百千万亿]))"
    r"(?P<inner>[余多几来])?(?P<scales>(?:[十百万亿]|千(?![瓦克米])){0,3})(?P<outer>[余多来+])?"
)
_FIGURE = re.compile(
    rf"(?:每(?P<per>[^\d{_DIGIT}]{{1,3}}))?(?:{_STATED})?"
    rf"(?:(?P<least>{_AT_LEAST})|(?P<most>{_AT_MOST}))?(?:{_STATED})?"
    rf"{_NUMERAL}(?P<half>个半)?"
    r"(?P<unit>(?!分之)(?:[%‰℃]|[^\W\d_]*?)(?:/[^\W\d_]+?)?)(?P<tail>以上|开外|多|余|半|以下|以内|之内|左右|上下)?"
)
_NEAR_DIGITS = re.compile(r"([一二两三四五六七八])([二三四五六七八九])([十百千万亿]*)")
_SHARE = re.compile(
    r"(.*?)(?:百分之(.+)|千分之(.+)|([一二两三四五六七八九十\d])成([一二三四五六七八九半\d])?)((?:以上|以下|多|左右)?)"
)
_HALF = re.compile(r"(过)半数?|半数|一半|半(个?[月天年周]|个?小时|个?学期)")
_TO = re.compile(r"[至到~]|[-—–―－]+")
_LONGEST = 40  # characters; no figure is longer


@dataclass(frozen=True, slots=True)
class FigureValue:
    """What a figure tells.

    Attributes:
        value: the number; or its lower and upper bound, None where there is none.
        unit: the measure word (人次, 万 and 余 left out), empty where the text has none.
    """

    value: Number | tuple[Number | None, Number | None]
    unit: str

    def as_json(self) -> Number | dict[str, Number]:
        """Return the value as the export has it: a number, or `min` and `max` where there are such.

        >>> FigureValue((305000, None), "元").as_json()
        {'min': 305000}
        """
        if not isinstance(self.value, tuple):
            return self.value
        return {key: bound for key, bound in zip(("min", "max"), self.value, strict=True) if bound is not None}


def figure_value(text: str) -> FigureValue | None:
    """Return the number and unit of a figure as Chinese writes it, or None where it has no such form.

    余, 多, 超过 and 以上 give a lower bound, 近, 不足 and 以内 an upper one; 约, 来 and 左右 leave the number as it is.
    数十 is at least two tens. Shares (七成, 百分之五, 一半) are per cent; 每小时30件 has the unit 件/小时.

    >>> figure_value("30.5万余元")
    FigureValue(value=(305000, None), unit='元')
    >>> figure_value("近百名"), figure_value("48支代表队")
    (FigureValue(value=(None, 100), unit='名'), FigureValue(value=48, unit='支'))
    """
    spelled = text.replace("㎡", "平方米").replace("㎥", "立方米")
    told = re.sub(r"[\s“”\"‘’()]", "", unicodedata.normalize("NFKC", spelled))
    if len(told) > _LONGEST:
        return None
    return _half(told) or _share(told) or _single(told) or _range(told)


def _half(text: str) -> FigureValue | None:
    found = _HALF.fullmatch(text)
    if not found:
        return None
    return FigureValue(0.5, found[2]) if found[2] else FigureValue((50, None) if found[1] else 50, "%")


def _share(text: str) -> FigureValue | None:
    """百分之九十八 and 三成七 written as 98% and 37%."""
    found = _SHARE.fullmatch(text)
    if not found:
        return None
    lead, percent, permille, tenths, rest, tail = found.groups()
    if tenths:
        value = 10 * (number(tenths) or 0) + (5 if rest == "半" else number(rest or "〇") or 0)
        return _single(f"{lead}{value}%{tail}")
    return _single(f"{lead}{percent}%{tail}") if percent else _single(f"{lead}{permille}‰{tail}")


def _single(text: str) -> FigureValue | None:
    found = _FIGURE.fullmatch(text)
    if not found:
        return None
    unit, tail = found["unit"], found["tail"]
    bounds = _bounds(found)
    if bounds is None:
        return None
    low, high = bounds
    if found["half"] or tail == "半":
        low, high = low + Decimal("0.5"), high + Decimal("0.5")
    unit = f"个{unit}" if found["half"] and unit == "月" else _measure(unit)
    if found["per"]:
        unit += f"/{found['per']}"
    vague = {found["inner"], found["outer"], tail} & {"余", "多", "+", "以上", "开外"}
    if found["least"] or vague or found["numeral"] in ("数", "几"):
        return FigureValue((plain(low), None), unit)
    if found["most"] or tail in ("以下", "以内", "之内"):
        return FigureValue((None, plain(high)), unit)
    return FigureValue(plain(low) if low == high else (plain(low), plain(high)), unit)


def _bounds(found: re.Match[str]) -> tuple[Decimal, Decimal] | None:
    """Return the least and the greatest number the numeral itself writes: 21 and 29 for 二十几, 3 and 5 for 三五."""
    written, scale = found["numeral"], Decimal(1)
    for char in found["scales"]:
        scale *= SCALES[char]
    if written in ("数", "几"):
        return 2 * scale, 2 * scale
    near = _NEAR_DIGITS.fullmatch(written)
    if near and (DIGITS[near[2]] - DIGITS[near[1]] == 1 or near[1] + near[2] == "三五"):
        low, high = (number(digit + near[3]) for digit in near.group(1, 2))
    else:
        low = high = number(written)
    if low is None or high is None:
        return None
    least, most = Decimal(str(low)), Decimal(str(high))
    if found["inner"] == "几":
        return (least + 1) * scale, (most + 9) * scale
    return least * scale, most * scale


def _measure(text: str) -> str:
    """Return the measure word that begins `text`, all of it where none is known."""
    fits = [unit for unit in UNITS | PLAIN_UNITS.keys() if text.startswith(unit)]
    unit = text if "/" in text or not fits else max(fits, key=len)
    return PLAIN_UNITS.get(unit, unit)


def _range(text: str) -> FigureValue | None:
    """Two numbers and one unit; a bare first number is of the scale of the second where that keeps the order."""
    for found in _TO.finditer(text):
        left, last = text[: found.start()], _single(text[found.end() :])
        if last is None or isinstance(last.value, tuple):
            continue
        scaled = re.search(r"[\d.]+([百千万亿]+)", text[found.end() :])
        for guess in (left + scaled[1], left) if scaled and left[-1:].isdigit() else (left,):
            first = _single(guess)
            if first and not isinstance(first.value, tuple) and first.value <= last.value:
                return FigureValue((first.value, last.value), last.unit) if first.unit in ("", last.unit) else None
    return None
