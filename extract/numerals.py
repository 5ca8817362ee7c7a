"""Chinese and Arabic numerals as numbers: 二〇二二, 三百二十, 30.5万, 1,340."""

from __future__ import annotations

import re
from decimal import Decimal

Number = int | float

DIGITS = {char: value for value, char in enumerate("〇一二三四五六七八九")} | {"零": 0, "○": 0, "两": 2, "俩": 2}
SCALES = {"十": 10, "百": 100, "千": 1000, "万": 10_000, "亿": 100_000_000}
CHINESE = "".join(DIGITS) + "".join(SCALES)

_ARABIC = re.compile(r"(\d{1,3}(?:,\d{3})+|\d{1,15})(\.\d{1,9})?([十百千万亿]{0,3})", re.ASCII)


def plain(value: Decimal) -> Number:
    """Return `value` as an int where it is whole, else as a float.

    >>> plain(Decimal("12.46") * 10000)
    124600
    """
    return int(value) if value == value.to_integral_value() else float(value)


def number(text: str) -> Number | None:
    """Return the number that `text` as a whole writes, or None.

    A scale alone counts once (千 is 1000), the last digit after a scale is of the next lower one (一万二 is 12000), and
    bare digits stand for themselves (二〇二二, 三点五). More than 15 Arabic digits are no number of this kind of text.

    >>> number("三百二十"), number("二〇二二"), number("30.5万"), number("一万二")
    (320, 2022, 305000, 12000)
    """
    if arabic := _ARABIC.fullmatch(text):
        whole, fraction, scales = arabic.groups()
        value = Decimal(whole.replace(",", "") + (fraction or ""))
        for scale in scales:
            value *= SCALES[scale]
        return plain(value)
    whole, point, fraction = text.partition("点")
    if point and whole and fraction and set(fraction) <= set(DIGITS):
        units = number(whole)
        return None if units is None else plain(Decimal(f"{units}.{''.join(str(DIGITS[char]) for char in fraction)}"))
    if not text or len(text) > 15 or set(text) - set(CHINESE):
        return None
    if all(char in DIGITS for char in text):
        return int("".join(str(DIGITS[char]) for char in text))
    return _scaled(text)


def _scaled(text: str) -> int:
    """Add up a numeral with scales: 一千二百万, 百, 三百零五."""
    total = section = digit = 0
    last = 1
    for char in text:
        if char in DIGITS:
            digit = DIGITS[char]
            if char in "〇零○":
                last = 10
        elif (scale := SCALES[char]) < SCALES["万"]:
            section += (digit or 1) * scale
            digit, last = 0, scale
        else:
            counted = section + digit
            if total and not counted:
                total *= scale
            else:
                total += (counted or 1) * scale
            section, digit, last = 0, 0, scale
    return total + section + digit * (last // 10 or 1)
