"""The annotated news of others, in the types of guanxi's schema."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from benchmarks.lac import Span

MSRA = {"nr": "Person", "ns": "Place", "nt": "Organization"}
CLUENER = {
    "name": "Person",
    "position": "Position",
    "organization": "Organization",
    "government": "Organization",
    "company": "Organization",
}
"""What the labels are called here; a label not named is left out."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A span as a corpus marks it: its place and guanxi's type, and the corpus's own label."""

    span: Span
    label: str


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence and its marks."""

    text: str
    marks: tuple[Mark, ...]


def read_msra(path: Path) -> list[Sentence]:
    """Read the sentences of an MSRA file: words and tags (北京/ns), a sentence a line."""
    sentences = []
    for line in path.read_text("utf-8").splitlines():
        text, marks = "", []
        for word, _, tag in (piece.rpartition("/") for piece in line.split()):
            if tag in MSRA:
                marks.append(Mark((len(text), len(text) + len(word), MSRA[tag]), tag))
            text += word
        if text:
            sentences.append(Sentence(text, tuple(marks)))
    return sentences


def read_cluener(path: Path) -> list[Sentence]:
    """Read the sentences of a CLUENER file: one JSON object a line, with the last character of each span."""
    sentences = []
    for record in map(json.loads, path.read_text("utf-8").splitlines()):
        marks = {
            Mark((start, last + 1, CLUENER[label]), label)
            for label, forms in record["label"].items()
            if label in CLUENER
            for places in forms.values()
            for start, last in places
        }
        sentences.append(Sentence(record["text"], tuple(sorted(marks, key=lambda mark: mark.span))))
    return sentences
