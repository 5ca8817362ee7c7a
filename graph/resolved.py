"""The resolved graph: entities and facts of all documents, each with its identifier. Values only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from extract.facts import Attributes, Document, Evidence, Mention


@dataclass(frozen=True, slots=True)
class ResolvedEntity:
    """An entity of the whole graph.

    Attributes:
        iri: identifier, a hash of content.
        type: a type of the schema.
        name: canonical full name.
        names: every other surface form, sorted, without `name`.
        mentions: (document name, mention) pairs, sorted.
        attributes: as :class:`extract.facts.Entity`.
    """

    iri: str
    type: str
    name: str
    names: tuple[str, ...]
    mentions: tuple[tuple[str, Mention], ...]
    attributes: Attributes


@dataclass(frozen=True, slots=True)
class Telling:
    """How one document tells a fact: its words, with confidence and extractor."""

    document: str
    evidence: tuple[Evidence, ...]
    confidence: float
    extractor: str
    implicit: bool


@dataclass(frozen=True, slots=True)
class ResolvedFact:
    """A fact of the whole graph; one for each subject, predicate, object and set of qualifiers.

    Attributes:
        iri: identifier, a hash of content.
        subject, object: IRIs of entities.
        tellings: one for each document that tells it, sorted by document.
    """

    iri: str
    subject: str
    predicate: str
    object: str
    qualifiers: Mapping[str, str]
    tellings: tuple[Telling, ...]

    @property
    def confidence(self) -> float:
        """The highest confidence of any telling."""
        return max(telling.confidence for telling in self.tellings)

    @property
    def implicit(self) -> bool:
        """Whether no document names the subject where it tells the fact."""
        return all(telling.implicit for telling in self.tellings)


@dataclass(frozen=True, slots=True)
class ResolvedGraph:
    """All documents, entities and facts, each sorted by name or IRI."""

    documents: tuple[Document, ...]
    entities: tuple[ResolvedEntity, ...]
    facts: tuple[ResolvedFact, ...]
