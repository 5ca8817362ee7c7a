"""Annotated corpora as one kind of value: a text with marked spans."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from extract.errors import InputError
from extract.schema import load

MENTION = re.compile(r"\{(?:([A-Za-z]+):)?([a-z]+[0-9]+)\|([^{}|]+)\}")
RELATION = re.compile(r"> (\S+) (\S+) (\S+)(.*)")
FLAG = re.compile(r"\b(role|date|of)=(.+?)(?=\s+(?:role|date|of)=|\s+implicit\b|$)")
MSRA = {"nr": "Person", "ns": "Place", "nt": "Organization"}
PEOPLES_DAILY = {"PER": "Person", "LOC": "Place", "ORG": "Organization"}
PERSON = {"name": "Person", "NAME": "Person"}  # what CLUENER and the resumes call it
CLUENER = ("Person", "address", "book", "company", "game", "government", "movie", "organization", "position", "scene")
RESUMES = ("Person", "CONT", "EDU", "LOC", "ORG", "PRO", "RACE", "TITLE")


@dataclass(frozen=True, slots=True)
class Span:
    """A marked span; `entity` is the id of the entity in its passage, empty where a corpus has none."""

    start: int
    end: int
    type: str
    entity: str = ""


@dataclass(frozen=True, slots=True)
class Relation:
    """A marked relation between two entities of a passage."""

    subject: str
    predicate: str
    object: str
    qualifiers: dict[str, str]
    implicit: bool


@dataclass(frozen=True, slots=True)
class Passage:
    """An annotated text; `canonical` holds pairs of an entity and its full name."""

    name: str
    text: str
    spans: tuple[Span, ...]
    relations: tuple[Relation, ...] = ()
    canonical: tuple[tuple[str, str], ...] = ()


ALL_TYPES = frozenset({"Person", "Organization", "Award", "Activity", "Place", "Position", "Date", "Figure"})


def _genre_passage(name: str, body: list[str]) -> Passage:
    marked = "\n".join(line for line in body if not line.startswith(("> ", "= "))).strip("\n")
    text, position = "", 0
    types: dict[str, str] = {}
    spans: list[Span] = []
    for found in MENTION.finditer(marked):
        text += marked[position : found.start()]
        kind, entity, form = found.groups()
        if types.setdefault(entity, kind) not in ALL_TYPES:
            raise InputError(f"{name}: {found.group()} is of no type of {', '.join(sorted(ALL_TYPES))}. Mend the mark.")
        spans.append(Span(len(text), len(text) + len(form), types[entity], entity))
        text += form
        position = found.end()
    text += marked[position:]
    if stray := re.search(r"[{}|]", text):
        raise InputError(
            f"{name}: a mark is broken near {text[max(0, stray.start() - 10) : stray.end() + 10]!r}. Mend it."
        )
    relations = []
    for line in body:
        told = RELATION.fullmatch(line.rstrip())
        if told:
            subject, predicate, target, rest = told.groups()
            if predicate not in load().predicates or not {subject, target} <= types.keys():
                raise InputError(f"{name}: {line.strip()!r} has an unknown predicate or id. Mend the line.")
            relations.append(
                Relation(subject, predicate, target, dict(FLAG.findall(rest)), bool(re.search(r"\bimplicit\b", rest)))
            )
    canonical = tuple((line.split(maxsplit=2)[1], line.split(maxsplit=2)[2]) for line in body if line.startswith("= "))
    return Passage(name, text, tuple(spans), tuple(relations), canonical)


def read_genre(paths: Iterable[Path]) -> Iterator[Passage]:
    """Yield the passages of annotated files in the genre markup, in the order of the files.

    Raises:
        InputError: a mark or a relation is broken.
    """
    for path in sorted(paths):
        name = ""
        body: list[str] = []
        for line in path.read_text("utf-8").splitlines():
            if line.startswith("## "):
                if name:
                    yield _genre_passage(name, body)
                name, body = line[3:].strip(), []
            elif name:
                body.append(line)
        if name:
            yield _genre_passage(name, body)


def _from_pieces(name: str, pieces: Iterable[tuple[str, str | None]]) -> Passage:
    text, spans = "", []
    for piece, kind in pieces:
        if kind:
            spans.append(Span(len(text), len(text) + len(piece), kind))
        text += piece
    return Passage(name, text, tuple(spans))


def read_msra(path: Path) -> Iterator[Passage]:
    """Yield the sentences of MSRA NER (word/tag, a sentence a line)."""
    for number, line in enumerate(path.read_text("utf-8").splitlines()):
        pieces = [piece.rpartition("/") for piece in line.split()]
        if pieces:
            yield _from_pieces(f"msra-{number}", ((word, MSRA.get(tag)) for word, _, tag in pieces))


def read_bio(path: Path, labels: dict[str, str], prefix: str) -> Iterator[Passage]:
    """Yield the sentences of a corpus with a character and its BIO label a line, blank lines between sentences."""
    for number, block in enumerate(path.read_text("utf-8").replace("\r", "").split("\n\n")):
        pieces: list[list[str | None]] = []
        for line in block.splitlines():
            character, _, tag = line.rpartition(" ")
            kind = labels.get(tag[2:])
            if tag.startswith("I-") and pieces and pieces[-1][1] == kind:
                pieces[-1][0] += character  # type: ignore[operator] # the first of the pair is always a string
            else:
                pieces.append([character, kind])
        if pieces:
            yield _from_pieces(f"{prefix}-{number}", ((str(text), kind) for text, kind in pieces))


def read_bmes(path: Path, prefix: str) -> Iterator[Passage]:
    """Yield the sentences of a corpus with a character and its BMES label a line, blank lines between sentences."""
    for number, block in enumerate(path.read_text("utf-8").replace("\r", "").split("\n\n")):
        text, start = "", 0
        spans: list[Span] = []
        for line in block.splitlines():
            character, _, tag = line.rpartition(" ")
            if tag[:2] in {"B-", "S-"}:
                start = len(text)
            text += character
            if tag[:2] in {"E-", "S-"}:
                spans.append(Span(start, len(text), PERSON.get(tag[2:], tag[2:])))
        if text:
            yield Passage(f"{prefix}-{number}", text, tuple(spans))


def read_cluener(path: Path) -> Iterator[Passage]:
    """Yield the sentences of CLUENER 2020; of marks that overlap the first and longest is kept."""
    for number, line in enumerate(path.read_text("utf-8").splitlines()):
        record = json.loads(line)
        marks = sorted(
            {
                Span(start, end + 1, PERSON.get(label, label))
                for label, forms in record["label"].items()
                for places in forms.values()
                for start, end in places
            },
            key=lambda span: (span.start, -span.end, span.type),
        )
        kept: list[Span] = []
        for span in marks:
            if not kept or span.start >= kept[-1].end:
                kept.append(span)
        yield Passage(f"cluener-{number}", record["text"], tuple(kept))
