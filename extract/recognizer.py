"""The entity recogniser: a small transformer over characters, run by ONNX Runtime; sets `doc.ents`.

The text is read in windows of whole sentences. The network gives every character a score for each tag (outside, or
beginning or inside of a type); the best sequence in which an inside follows only its own beginning is the answer.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from importlib import resources
from pathlib import Path
from typing import cast

import numpy as np
import onnxruntime
from numpy.typing import NDArray
from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import ensure_path

from extract import gazetteer
from extract.characters import text_of
from extract.edges import common_words, mended
from extract.organizations import organization_kind

LONGEST = 200
"""Characters of a window; a sentence of more than twice as many is cut."""
GUANXI, NEWS = "guanxi", "news"
SLOW = "SkipLayerNormFusion"
"""What ONNX Runtime would put two quick steps together by: the one step takes longer."""
PAD, UNKNOWN, MASK, NEWLINE = range(4)
SENTENCE = re.compile(r"[。！？；\n]|(?<=.{60})，")
QUOTED = re.compile(r"“[^“”\n]{1,60}”|《[^《》\n]{1,60}》|（[^（）\n]{1,60}）")
NEVER = -1e4
OUTSIDE = -1e-3
"""The least logarithm of the probability that a character is outside every entity, for it to part what is inside."""
SURE, SURER = 0.35, 0.95
"""The least probability of each character of an entity; the higher one of a person whose name opens with no surname,
and of a body called by a place and a common word."""
SURE_OF_WORDS, SURE_OF_FREQUENT, FREQUENT = 0.9, 0.95, 80
"""The least probability of a person or a body whose name is also a word (温馨, 先锋), and of a person whose name is a
frequent word (成功), which stands so often in a month of a newspaper."""
SURE_OF_TWO = 0.7
"""The least probability of a body of two characters that tell no kind (东盟); below it two of three are wrong."""


def windows(text: str, keep: Iterable[tuple[int, int]] = ()) -> Iterator[tuple[int, int]]:
    """Yield the bounds of the windows that a text is read in, one behind the other.

    Args:
        text: the text.
        keep: spans that no window may cut; nor may it cut what stands in quotes or brackets.

    >>> list(windows("一句。两句。"))
    [(0, 6)]
    """
    inside = bytearray(len(text) + 1)  # whether a place lies inside what must stay whole
    for left, right in (*keep, *(found.span() for found in QUOTED.finditer(text))):
        inside[left + 1 : right] = b"\1" * (right - left - 1)
    ends = [found.end() for found in SENTENCE.finditer(text)] + [len(text)]
    start = last = 0
    for end in (end for end in ends if not inside[end]):
        if end - start > LONGEST and last > start:
            yield from _cut(start, last)
            start = last
        last = end
    yield from _cut(start, len(text))


def _cut(start: int, end: int) -> Iterator[tuple[int, int]]:
    while end - start > 2 * LONGEST:
        yield start, start + LONGEST
        start += LONGEST
    if end > start:
        yield start, end


def best_tags(scores: NDArray[np.float32]) -> list[int]:
    """Return the best sequence of tags: 0 outside, 2k+1 beginning and 2k+2 inside of type k.

    Args:
        scores: logarithms of probabilities, shape (characters, tags).
    """
    # Where the best tags of the characters may follow each other, they are the best sequence. Elsewhere it is looked
    # for, from one character that is surely outside to the next.
    tags = scores.argmax(axis=1)
    before = np.concatenate([[0], tags[:-1]])
    broken = (tags % 2 == 0) & (tags != 0) & (before != tags) & (before != tags - 1)
    outside = np.concatenate([[-1], np.flatnonzero(scores[:, 0] > OUTSIDE), [len(tags)]])
    best = cast("list[int]", tags.tolist())
    for k in np.unique(np.searchsorted(outside, np.flatnonzero(broken))):
        left, right = outside[k - 1] + 1, outside[k]
        best[left:right] = _best_path(scores[left:right])
    return best


def _best_path(scores: NDArray[np.float32]) -> list[int]:
    """Return the best sequence in which an inside follows its own beginning or inside (Viterbi 1967)."""
    path = [NEVER if tag and tag % 2 == 0 else score for tag, score in enumerate(scores[0].tolist())]
    insides = range(2, len(path), 2)
    back = []
    for row in scores[1:].tolist():  # lists, for rows this short are quicker than arrays
        best = max(path)
        origins = [tag if path[tag] > path[tag - 1] else tag - 1 for tag in insides]
        back.append((path.index(best), origins))
        reached = [best + score for score in row]
        for tag, origin in zip(insides, origins, strict=True):
            reached[tag] = path[origin] + row[tag]
        path = reached
    found = [path.index(max(path))]
    for origin, origins in reversed(back):
        last = found[-1]
        found.append(origins[last // 2 - 1] if last and last % 2 == 0 else origin)
    return found[::-1]


def spans(tags: Sequence[int]) -> Iterator[tuple[int, int, int]]:
    """Yield (start, end, type number) of each entity in a sequence of tags.

    >>> list(spans([0, 1, 2, 0, 3]))
    [(1, 3, 0), (4, 5, 1)]
    """
    start = 0
    while start < len(tags):
        end = start + 1
        if tags[start] % 2:
            while end < len(tags) and tags[end] == tags[start] + 1:
                end += 1
            yield start, end, tags[start] // 2
        start = end


@cache
def surnames() -> frozenset[str]:
    """Return the surnames that 20,000 people in China bear at least."""
    return frozenset(resources.files(__package__).joinpath("surnames.txt").read_text("utf-8").split())


@cache
def surname_words() -> dict[str, int]:
    """Return words that open with a surname and are seldom names; their counts in People's Daily of January 1998."""
    lines = resources.files(__package__).joinpath("surname_words.txt").read_text("utf-8").splitlines()
    return {word: int(count) for word, count in (line.split("\t") for line in lines)}


def is_place_and_word(form: str) -> bool:
    """Return whether a name is that of a division with a common word behind it that makes no body (大庆争光)."""
    size = sum(len(naming.text) for naming in gazetteer.run(form))
    return bool(size) and form[size:] in common_words() and organization_kind(form) is None


def least_of_body(form: str) -> float:
    """Return the least probability of a body of a name."""
    nature = organization_kind(form)
    if form in common_words() and nature in {None, "company"}:  # 运行 ends as 银行 does
        return SURE_OF_WORDS
    if nature is None and len(form) == 2:
        return SURE_OF_TWO
    return SURER if is_place_and_word(form) else SURE


def is_likely(form: str, kind: str, chance: float) -> bool:
    """Return whether an entity counts.

    Args:
        form: its text.
        kind: its type.
        chance: the probability of its least probable character.
    """
    if kind == "Organization":
        return len(form) > 1 and chance >= SURE and (chance >= SURER or chance >= least_of_body(form))
    if kind != "Person":
        return chance >= SURE and len(form) > 1
    if count := surname_words().get(form):
        return chance >= (SURE_OF_FREQUENT if count >= FREQUENT else SURE_OF_WORDS)
    plain = "·" in form or form[0] in surnames() or form[:2] in surnames() or form[0] in "老小阿"
    return chance >= (SURE if plain else SURER)


class Recognizer:
    """Finds entities: sets `doc.ents`. The network and its characters are saved and loaded with the pipeline.

    Args:
        style: `guanxi`, the entities of the schema; or `news`, the persons, places and organisations that a corpus of
            general news marks (MSRA): every name of a country, no departments apart from their bodies, no posts.
        characters: the alphabet of its network, in the order of their numbers.
        types: what it finds, in the order of the network's tags.
    """

    def __init__(self, style: str = GUANXI, characters: Iterable[str] = (), types: Iterable[str] = ()) -> None:
        self.style = style
        self.network = b""
        self.characters = {character: number for number, character in enumerate(characters)}
        self.types = list(types)
        self._session: onnxruntime.InferenceSession | None = None

    def codes(self, text: str) -> NDArray[np.int64]:
        """Return the number of each character of a text."""
        return np.array([self.characters.get(character, UNKNOWN) for character in text], dtype=np.int64)

    def __call__(self, doc: Doc) -> Doc:
        """Set the entities of a document of characters, and `doc.user_data["vectors"]`, a vector a character."""
        text = text_of(doc)
        codes = self.codes(text)
        named = np.array(gazetteer.tags(text), dtype=np.int64)
        found: list[tuple[int, int, str]] = []
        vectors: list[NDArray[np.float32]] = []
        for start, end in windows(text):  # each alone: what it takes then fits the cache, and no place is padded
            scores, made = self._run(codes[start:end], named[start:end])
            vectors.append(made)
            found += self._entities(text, start, scores)
        doc.user_data["vectors"] = np.concatenate(vectors, dtype=np.float16) if vectors else None
        entities = (doc.char_span(start, end, label=kind, alignment_mode="contract") for start, end, kind in found)
        doc.ents = [entity for entity in entities if entity is not None]
        return doc

    def _entities(self, text: str, offset: int, scores: NDArray[np.float32]) -> Iterator[tuple[int, int, str]]:
        """Yield the entities of the window at an offset: start and end in the text, and type."""
        tags = best_tags(scores)
        chances = np.exp(scores[np.arange(len(tags)), tags])
        for left, right, number in spans(tags):
            kind, chance = self.types[number], chances[left:right].min()
            edges: tuple[int, int] | None = (offset + left, offset + right)
            if self.style != NEWS:
                edges = mended(text, offset + left, offset + right, kind)
                edges = edges if edges and is_likely(text[slice(*edges)], kind, chance) else None
            if edges:
                yield *edges, kind

    def _run(
        self, codes: NDArray[np.int64], named: NDArray[np.int64]
    ) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        """Return the scores of the tags of a window, and its vectors."""
        if self._session is None:
            self._session = onnxruntime.InferenceSession(
                self.network, providers=["CPUExecutionProvider"], disabled_optimizers=[SLOW]
            )
        scores, vectors = self._session.run(["scores", "vectors"], {"codes": codes[None], "named": named[None]})
        return scores[0], vectors[0]

    def to_disk(self, path: str | Path, exclude: Iterable[str] = ()) -> None:  # noqa: ARG002 - spaCy's protocol
        """Write the network and what its numbers stand for into a folder."""
        folder = ensure_path(path)
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "encoder.onnx").write_bytes(self.network)
        labels = {"types": self.types, "characters": list(self.characters)}
        (folder / "labels.json").write_text(json.dumps(labels, ensure_ascii=False), encoding="utf-8")

    def from_disk(self, path: str | Path, exclude: Iterable[str] = ()) -> Recognizer:  # noqa: ARG002 - likewise
        """Read what :meth:`to_disk` wrote."""
        folder = ensure_path(path)
        self.network = (folder / "encoder.onnx").read_bytes()
        labels = json.loads((folder / "labels.json").read_text("utf-8"))
        self.types = labels["types"]
        self.characters = {character: number for number, character in enumerate(labels["characters"])}
        return self


@Language.factory("guanxi_recognizer", assigns=["doc.ents"], default_config={"style": GUANXI})
def make_recognizer(nlp: Language, name: str, style: str) -> Recognizer:  # noqa: ARG001 - spaCy calls a factory so
    """Make an empty recogniser; it is filled from a folder."""
    return Recognizer(style)
