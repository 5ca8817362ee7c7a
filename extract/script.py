"""Traditional characters read as simplified ones, one for one, so that every offset stays."""

from __future__ import annotations

import re
from functools import cache

import opencc

from extract.layout import HAN

QUOTES = str.maketrans("「」『』", "“”‘’")
"""The quotes of texts in traditional characters, and what they become."""

_HAN = re.compile(f"[{HAN}]")
_LEAST = 0.1  # of the characters: the share is .4 in a traditional text, and next to nothing in one that quotes a name


def simplified(text: str) -> str:
    """Return a text in simplified characters, as long as it was; one that is in simplified characters as it is.

    Args:
        text: the text. It is taken to be traditional where one in ten of its Chinese characters at least is.

    >>> simplified("縣總工會其後舉辦「送溫暖」活動")
    '县总工会其后举办“送温暖”活动'
    >>> simplified("陶喆在乾县的演出")
    '陶喆在乾县的演出'
    """
    characters = _HAN.findall(text)
    forms = {ord(character): simple(character) for character in set(characters)}
    # What GB 2312 has is a simplified character also where it stands for another in traditional texts: 乾, 後.
    traditional = {
        each for each, form in forms.items() if form != chr(each) and not chr(each).encode("gb2312", "ignore")
    }
    share = sum(ord(each) in traditional for each in characters)
    if not share or share < _LEAST * len(characters):
        return text
    return text.translate({**QUOTES, **forms})


@cache
def simple(character: str) -> str:
    """Return the simplified form of a character.

    >>> simple("縣")
    '县'
    """
    form: str = _converter().convert(character)
    return form if len(form) == 1 else character


@cache
def _converter() -> opencc.OpenCC:
    return opencc.OpenCC("t2s")
