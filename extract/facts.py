"""The values that pass between the stages: documents, mentions, entities, facts and their evidence.

Standard library only. Every offset counts Unicode code points in :attr:`Document.text`, the text as read from the
file; an end is exclusive.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

Attributes = Mapping[str, object]

NOTHING: Attributes = MappingProxyType({})


def squeeze(text: str) -> str:
    r"""Return `text` without white space: the form in which a mention or a quote is written down.

    >>> squeeze("马 欣\n同志")
    '马欣同志'
    """
    return "".join(text.split())


@dataclass(frozen=True, slots=True)
class Document:
    """One article.

    Attributes:
        name: path relative to the input folder, with forward slashes; the `doc` of the export.
        text: the text as read, before any mending.
        clean: the text the language pipeline reads: newspaper layout mended, markup dropped.
        origins: for each code point of `clean` its offset in `text`, ascending; as long as `clean`.
        title: heading, where the text has one.
        date: date of publication as ISO 8601 (`2022`, `2022-06` or `2022-06-09`), where told.
        place: place of the dateline, where told.
    """

    name: str
    text: str
    clean: str
    origins: tuple[int, ...]
    title: str | None = None
    date: str | None = None
    place: str | None = None

    def locate(self, start: int, end: int) -> tuple[int, int]:
        """Turn a span of `clean` into the span of `text` it was made from.

        Raises:
            IndexError: the span is empty or outside `clean`.
        """
        if not 0 <= start < end <= len(self.clean):
            raise IndexError(f"{self.name}: no span {start}:{end} in a text of {len(self.clean)} characters")
        return self.origins[start], self.origins[end - 1] + 1


@dataclass(frozen=True, slots=True, order=True)
class Mention:
    """A place in a document that names an entity.

    `text` is the slice `document.text[start:end]` without white space.
    """

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Entity:
    """Something one document names, with all the places where it does.

    Attributes:
        key: what tells the entity from the others of its document (type and number: `Person/3`).
        type: a type of the schema.
        name: canonical full name.
        mentions: at least one, in the order of the text.
        attributes: what else the names tell, by type: Date `value` (ISO 8601 date or interval); Figure `value` (number
            or {"min": …, "max": …}) and `unit`; Award `level`, `kind`; Organization `kind`; Place `code`
            (GB/T 2260). Keys without a value are absent.
    """

    key: str
    type: str
    name: str
    mentions: tuple[Mention, ...]
    attributes: Attributes = field(default_factory=lambda: NOTHING)


@dataclass(frozen=True, slots=True, order=True)
class Evidence:
    """The words of a document that show a fact; `text` is the slice without white space."""

    document: str
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Fact:
    """What a document tells: subject, predicate, object, with provenance.

    Attributes:
        subject, object: keys of entities of the same document.
        predicate: a predicate of the schema.
        evidence: at least one, in the order of the text.
        confidence: 0 to 1.
        extractor: the component that found it and its version, such as `relations/1`.
        qualifiers: `role`, `date`, `rank`, `of`, as the schema allows for the predicate.
        implicit: the subject is left out in the text and the document's main organisation is meant.
    """

    subject: str
    predicate: str
    object: str
    evidence: tuple[Evidence, ...]
    confidence: float
    extractor: str
    qualifiers: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    implicit: bool = False


@dataclass(frozen=True, slots=True)
class Reading:
    """All that was read out of one document."""

    document: Document
    entities: tuple[Entity, ...]
    facts: tuple[Fact, ...]
