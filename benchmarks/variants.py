"""Articles in other dress, with their gold: what scanning, typesetting and other names make of them.

A variant says for each character of an article what stands for it. The forms that the gold names are looked up in the
article, whatever white space lies in them, and what stands for them in the variant is their form there. Nothing is left
to chance: the same article gives the same variant.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

Gold = dict[str, Any]
"""A gold file: `doc`; `entities`, each with `type`, `canonical` and `names`; `relations`, each with `evidence`."""

Pieces = list[str]
"""For each character of an article what stands for it; empty where nothing does."""

HALF_WIDTH = str.maketrans("，。；：？！（）“”‘’", ",.;:?!()\"\"''")
COLUMN = 60
"""Columns of a line of a scanned page: two for a Chinese character, one for a Latin."""

INVENTED = """
    郝志远 孟庆芝 钱学林 汤建平 韦丽华 田晓梅 龚秀珍 范文斌 尹国强 贺春燕 石振华 江雪莲 万德福 武海军 常玉兰
    邹永康 康桂英 白瑞林 毛淑敏 顾长青 龙建国 侯美玲 邵明辉 阎立新 秦素云 黎少波 段文静 雷大勇 史红梅 陶金山
    向敏 覃勇 骆伟 鲁静 严涛 牛芳 夏磊 施洋 葛斌 穆欣 翟鹏 樊丽 欧阳春晖 司徒文静
"""
"""Full names made up for persons, with white space between them."""


@dataclass(frozen=True, slots=True)
class Article:
    """An article as read from its file, and its gold."""

    text: str
    gold: Gold

    def persons(self) -> list[str]:
        """Return the names of persons in the order of the gold, the longer of two before the shorter."""
        forms = [form for entity in self.gold["entities"] if entity["type"] == "Person" for form in entity["names"]]
        return sorted(dict.fromkeys(map(_bare, forms)), key=len, reverse=True)


def half_width(article: Article, _: Sequence[str]) -> Pieces:
    """Write punctuation as plain typewriters do."""
    return [character.translate(HALF_WIDTH) for character in article.text]


def traditional(article: Article, _: Sequence[str]) -> Pieces:
    """Write traditional characters and the quotes that go with them."""
    quotes = str.maketrans("“”‘’", "「」『』")
    return [
        piece for line in article.text.splitlines(keepends=True) for piece in _in_traditional(line.translate(quotes))
    ]


def scanned(article: Article, _: Sequence[str]) -> Pieces:
    """Break lines where a narrow column does, here and there with a hyphen or a space too many."""
    chance = _chance(article)
    pieces: Pieces = []
    column = 0
    for character in article.text:
        column = 0 if character == "\n" else column + 1 + (not character.isascii())
        piece = character
        if column and chance.random() < 0.005:
            piece += " "
        if column >= COLUMN and character not in "“（《" and chance.random() < 0.8:
            piece, column = piece + ("-\n" if chance.random() < 0.03 else "\n"), 0
        pieces.append(piece)
    return pieces


def spaced_names(article: Article, _: Sequence[str]) -> Pieces:
    """Set the names of persons apart, character by character."""
    pieces = list(article.text)
    for name in article.persons():
        for start, end in occurrences(article.text, name):
            pieces[start:end] = [*(f"{piece.strip()} " for piece in pieces[start : end - 1]), pieces[end - 1]]
    return pieces


def other_names(article: Article, names: Sequence[str]) -> Pieces:
    """Give every person another name of the same length, everywhere the same."""
    pieces = list(article.text)
    for name, other in renamed(article, names).items():
        for start, end in occurrences(article.text, name):
            places = [at for at in range(start, end) if not article.text[at].isspace()]
            for at, character in zip(places, other, strict=True):
                pieces[at] = character
    return pieces


VARIANTS: Mapping[str, Callable[[Article, Sequence[str]], Pieces]] = {
    "half-width punctuation": half_width,
    "traditional characters": traditional,
    "scanned column": scanned,
    "spaces inside names": spaced_names,
    "other names of persons": other_names,
}


def renamed(article: Article, names: Sequence[str]) -> dict[str, str]:
    """Return for each name of a person another of as many characters; names that stand in the article are not used."""
    free = [name for name in dict.fromkeys(names) if name not in article.text]
    _chance(article).shuffle(free)
    others: dict[str, str] = {}
    for name in article.persons():
        whole = next((longer for longer in others if longer.endswith(name)), None)  # 小芳 after 王小芳
        if whole is not None:
            others[name] = others[whole][-len(name) :]
        elif other := next((each for each in free if len(each) == len(name)), None):
            free.remove(other)
            others[name] = other
    return others


def occurrences(text: str, form: str) -> Iterable[tuple[int, int]]:
    r"""Yield the bounds of each place where `form` stands in `text`, with or without white space inside.

    >>> list(occurrences("方\n雷说方雷", "方雷"))
    [(0, 3), (4, 6)]
    """
    pattern = r"\s*".join(map(re.escape, _bare(form)))
    return (found.span() for found in re.finditer(pattern, text)) if pattern else ()


def follow(article: Article, pieces: Pieces, others: Mapping[str, str]) -> Gold:
    """Return the gold of a variant.

    Args:
        article: the article.
        pieces: what stands for its characters.
        others: the new names of persons, by the old ones; a form that holds an old one is no form any more.

    """

    def forms(form: str) -> list[str]:
        there = ["".join(pieces[start:end]) for start, end in occurrences(article.text, form)]
        return list(dict.fromkeys([*map(_bare, there), _replaced(form, others)]))

    entities = [
        {
            **entity,
            "canonical": _replaced(entity["canonical"], others),
            "names": list(dict.fromkeys(each for form in entity["names"] for each in forms(form))),
        }
        for entity in article.gold["entities"]
    ]
    relations = [
        {**relation, "evidence": forms(relation["evidence"])[0] if relation.get("evidence") else None}
        for relation in article.gold["relations"]
    ]
    return {**article.gold, "entities": entities, "relations": relations}


def variant(article: Article, name: str, names: Sequence[str]) -> Article:
    """Return an article in one of :data:`VARIANTS`, `names` being those that persons may be given."""
    pieces = VARIANTS[name](article, names)
    others = renamed(article, names) if VARIANTS[name] is other_names else {}
    return Article("".join(pieces), follow(article, pieces, others))


def _bare(form: str) -> str:
    return "".join(form.split())


def _replaced(form: str, others: Mapping[str, str]) -> str:
    for name, other in others.items():
        form = form.replace(name, other)
    return form


def _chance(article: Article) -> random.Random:
    return random.Random(article.gold["doc"])  # noqa: S311 - nothing secret


def _in_traditional(line: str) -> Iterable[str]:
    whole: str = _converter().convert(line)
    return whole if len(whole) == len(line) else map(_converter().convert, line)


@cache
def _converter() -> Any:  # noqa: ANN401 - the library has no types
    import opencc  # noqa: PLC0415 - the other variants do without

    return opencc.OpenCC("s2t")
