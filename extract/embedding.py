"""Character embedding of the language model: what a character looks like before any context is read.

Each character is described by its own code, its pairs with the character before and after, its class, and the part it
plays in the name of an administrative division, if it stands in one. Pairs of characters tell names apart that
single characters do not (Zhang and Yang 2018, "Chinese NER Using Lattice LSTM", section 3.1).
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from functools import cache
from importlib import resources
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray
from spacy.tokens import Doc
from spacy.util import registry
from thinc.api import (
    HashEmbed,
    LayerNorm,
    Maxout,
    Model,
    chain,
    concatenate,
    list2ragged,
    ragged2list,
    with_array,
)

# Columns of the feature table.
CHARACTER, BEFORE, AFTER, CLASS, DIVISION = range(5)
CLASS_WIDTH, DIVISION_WIDTH = 8, 16
NUMERALS = frozenset("〇零一二三四五六七八九十百千万亿两")


def _character_class(character: str) -> int:
    if character in NUMERALS:
        return 1
    category = unicodedata.category(character)
    if category == "Lo":
        return 2
    return 3 + ("N", "L", "P", "Z", "S", "C", "M").index(category[0])


_class = cache(_character_class)


@cache
def _division_names() -> tuple[dict[str, int], int]:
    """Every name of a division, with and without its last character, with its level (1 to 3); the longest length."""
    names: dict[str, int] = {}
    for line in resources.files(__package__).joinpath("divisions.tsv").read_text("utf-8").splitlines():
        code, name = line.split("\t")
        level = 1 if code.endswith("0000") else 2 if code.endswith("00") else 3
        for form in (name, name[:-1]):
            if len(form) > 1:
                names.setdefault(form, level)
    return names, max(map(len, names))


def division_tags(characters: str) -> list[int]:
    """Return one number a character: 0 outside names of divisions, else the level and the place in the name.

    The longest name wins, from left to right.
    """
    names, longest = _division_names()
    tags = [0] * len(characters)
    start = 0
    while start < len(characters):
        for size in range(min(longest, len(characters) - start), 1, -1):
            level = names.get(characters[start : start + size])
            if level:
                tags[start : start + size] = [level * 3 + 1] * size
                tags[start] = level * 3
                tags[start + size - 1] = level * 3 + 2
                start += size
                break
        else:
            start += 1
    return tags


def character_features(doc: Doc) -> NDArray[np.uint64]:
    """Return the feature table of a document of characters: one row a token, five columns of integer codes."""
    characters = [token.text[0] for token in doc]
    codes = [ord(character) for character in characters]
    padded = [2, *codes, 3]
    pairs = [(left << 21) | right for left, right in pairwise(padded)]
    table = np.zeros((len(codes), 5), dtype="uint64")
    table[:, CHARACTER] = codes
    table[:, BEFORE] = pairs[:-1]
    table[:, AFTER] = pairs[1:]
    table[:, CLASS] = [_class(character) + 1 for character in characters]
    table[:, DIVISION] = [tag + 1 for tag in division_tags("".join(characters))]
    return table


def feature_extractor() -> Model[Any, Any]:
    """Return the layer that makes the feature tables of a list of documents; it learns nothing."""

    def forward(
        model: Model[Any, Any],
        docs: list[Doc],
        is_train: bool,  # noqa: ARG001, FBT001 - thinc calls it so
    ) -> tuple[list[Any], Callable[[Any], list[Doc]]]:
        tables: list[Any] = [character_features(doc) for doc in docs]
        return [model.ops.asarray(table) for table in tables], lambda _gradient: []

    return Model("character_features", forward)


@registry.architectures("guanxi.CharacterEmbed.v1")  # type: ignore[untyped-decorator] # spaCy's registry has no types
def character_embed(width: int, rows: int, pair_rows: int, pair_width: int) -> Model[Any, Any]:
    """Build the embedding layer.

    Args:
        width: width of the character vectors and of the output.
        rows: rows of the hash table of characters.
        pair_rows: rows of each hash table of pairs.
        pair_width: width of the pair vectors.

    Returns:
        A thinc model from documents to arrays of shape (tokens, width).
    """
    tables: list[Model[Any, Any]] = [
        HashEmbed(width, rows, column=CHARACTER, seed=11, dropout=0.0),
        HashEmbed(pair_width, pair_rows, column=BEFORE, seed=12, dropout=0.0),
        HashEmbed(pair_width, pair_rows, column=AFTER, seed=13, dropout=0.0),
        HashEmbed(CLASS_WIDTH, 64, column=CLASS, seed=14, dropout=0.0),
        HashEmbed(DIVISION_WIDTH, 64, column=DIVISION, seed=15, dropout=0.0),
    ]
    mixed = width + 2 * pair_width + CLASS_WIDTH + DIVISION_WIDTH
    mix: Model[Any, Any] = chain(Maxout(width, mixed, nP=3, dropout=0.0), LayerNorm(width))
    embed: Model[Any, Any] = with_array(chain(concatenate(*tables), mix))
    return chain(feature_extractor(), list2ragged(), embed, ragged2list())
