"""Edges of names that cut a word: in 王伟荣获 the name is 王伟, for 荣获 is a word."""

from __future__ import annotations

from functools import cache
from importlib import resources

from extract import gazetteer

_KINDS = frozenset({"Person", "Organization", "Award"})
_SHORTEST = 2
_FREE = frozenset("是在等为以任")  # stand behind a name by themselves


@cache
def common_words() -> frozenset[str]:
    """Return the words of two characters that stand five times in People's Daily of January 1998, names left out."""
    return frozenset(resources.files(__package__).joinpath("common_words.txt").read_text("utf-8").split())


def mended(text: str, start: int, end: int, kind: str) -> tuple[int, int] | None:
    """Return the bounds of a name without a character at either edge that is half of a word; None where it is no name.

    The character is, where it makes a word with the one outside, and that one makes none with the next. A person keeps
    the rest of the name; the words that are left of a body or an award cut at its end are none.

    >>> mended("王伟荣获一等奖", 0, 3, "Person"), mended("天津市对口支援", 0, 4, "Organization")
    ((0, 2), None)
    """
    if kind not in _KINDS or "·" in text[start:end]:
        return start, end
    words = common_words()
    if end - start > _SHORTEST and text[end - 1 : end + 1] in words and text[end : end + 2] not in words:
        if kind == "Person" and text[end] not in _FREE:
            end -= 1
            if text[start:end] in words:
                return None
        elif kind != "Person" and text[end - 2 : end] not in words:
            return None
    cut = text[start - 1 : start + 1] in words and text[start : start + 2] not in words
    if end - start > _SHORTEST and cut and text[start - 2 : start] not in words and not gazetteer.run(text[start:end]):
        start += 1
    return start, end
