"""Name swapping: new passages from old ones, with other people in other places.

A passage keeps its words and its marks; the names of persons and of administrative divisions are replaced, the same
name by the same one all through the passage; some copies get punctuation of half width. It teaches the model what
surrounds a name instead of the name.
"""

from __future__ import annotations

import random
from collections import defaultdict
from dataclasses import replace
from importlib import resources

from extract.training.corpora import Passage, Span

NARROW = str.maketrans("，；：！？（）“”", ',;:!?()""')
NARROWED = 0.1  # share of the copies
HAN = range(0x4E00, 0x9FFF)


def _is_plain(name: str) -> bool:
    return 2 <= len(name) <= 4 and all(ord(character) in HAN for character in name)


class Swapper:
    """Makes swapped copies of passages; the same seed makes the same copies.

    Args:
        names: full names of persons to draw from.
        seed: of the random numbers.
    """

    def __init__(self, names: list[str], seed: int = 0) -> None:
        self._random = random.Random(seed)  # noqa: S311 - nothing secret
        self._names: dict[int, list[str]] = defaultdict(list)
        for name in names:
            if _is_plain(name):
                self._names[len(name)].append(name)
        self._divisions: dict[tuple[int, str, int], list[str]] = defaultdict(list)
        self._stems: list[tuple[str, tuple[int, str, int]]] = []
        for line in resources.files("extract").joinpath("divisions.tsv").read_text("utf-8").splitlines():
            code, name = line.split("\t")
            stem, suffix = name[:-1], name[-1]
            if len(stem) in {2, 3} and suffix in "市县区":
                key = (1 if code.endswith("0000") else 2 if code.endswith("00") else 3, suffix, len(stem))
                self._divisions[key].append(stem)
                self._stems.append((stem, key))
        self._stems.sort(key=lambda pair: (-len(pair[0]), pair))

    def _person_changes(self, passage: Passage) -> dict[str, str]:
        forms: dict[str, set[str]] = defaultdict(set)
        for span in passage.spans:
            if span.type == "Person":
                forms[span.entity].add(passage.text[span.start : span.end])
        changes: dict[str, str] = {}
        for entity in sorted(forms):
            full = [form for form in sorted(forms[entity]) if _is_plain(form)]
            if len(full) == 1 and len(forms[entity]) == 1:
                changes[full[0]] = self._random.choice(self._names[len(full[0])])
        return changes

    def _division_changes(self, passage: Passage) -> dict[str, str]:
        changes: dict[str, str] = {}
        for stem, key in self._stems:
            if stem + key[1] in passage.text and not any(stem in known for known in changes):
                changes[stem] = self._random.choice(self._divisions[key])
        return changes

    def swap(self, passage: Passage) -> Passage:
        """Return a copy of the passage with other names; lengths may change, spans follow."""
        changes = self._person_changes(passage) | self._division_changes(passage)

        def renew(text: str) -> str:
            position, parts = 0, []
            while position < len(text):
                for old in by_first.get(text[position], ()):
                    if text.startswith(old, position):
                        parts.append(changes[old])
                        position += len(old)
                        break
                else:
                    parts.append(text[position])
                    position += 1
            return "".join(parts)

        by_first: dict[str, list[str]] = defaultdict(list)
        for old in sorted(changes, key=lambda old: (-len(old), old)):
            by_first[old[0]].append(old)
        text, position, spans = "", 0, []
        for span in passage.spans:
            text += renew(passage.text[position : span.start])
            form = renew(passage.text[span.start : span.end])
            spans.append(Span(len(text), len(text) + len(form), span.type, span.entity))
            text += form
            position = span.end
        text += renew(passage.text[position:])
        if self._random.random() < NARROWED:
            text = text.translate(NARROW)
        return replace(passage, text=text, spans=tuple(spans))
