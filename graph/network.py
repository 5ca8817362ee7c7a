"""The graph as a networkx view: entities are nodes, facts are edges, each with what is needed to show it."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

import networkx as nx

from extract.facts import squeeze
from extract.schema import load

if TYPE_CHECKING:
    from extract.facts import Document, Evidence
    from graph.resolved import ResolvedFact, ResolvedGraph

# What a picture shows at first. Dates and figures hang on nearly everything and hide the rest.
SHOWN = ("Person", "Organization", "Award", "Activity", "Place")

_SENTENCE_ENDS = "。！？!?\n"
_LONGEST_CONTEXT = 120


def network(graph: ResolvedGraph) -> nx.MultiDiGraph:
    """Return the graph as a networkx view in which every fact carries its sentences.

    A node is the IRI of an entity, with `name`, `type`, `names` (other surface forms), `mentions` (how many),
    `documents` (names of those that mention it, sorted) and `attributes`.

    An edge leads from subject to object and has the fact's IRI as its key, with `predicate`, its labels `zh` and `en`,
    `qualifiers`, `confidence`, `implicit` and `evidence`: a list of dicts with `document` (its name), `start`, `end`,
    `text` (the words that show the fact), `before` and `after` (the rest of their sentence, without white space), and
    `place`: where in the mended text the sentence begins, the words begin, the words end, the sentence ends.

    `graph["documents"]` of the view lists every document as a dict with `name`, `title`, `date`, `text` (mended) and
    `mentions`: triples of start and end in that text and the IRI of the entity named there, in the order of the text.
    """
    predicates = load().predicates
    documents = {document.name: document for document in graph.documents}
    mentions = _mentions(graph, documents)
    view = nx.MultiDiGraph(
        documents=[
            {"name": d.name, "title": d.title, "date": d.date, "text": d.clean, "mentions": sorted(mentions[d.name])}
            for d in graph.documents
        ]
    )
    for entity in graph.entities:
        view.add_node(
            entity.iri,
            name=entity.name,
            type=entity.type,
            names=list(entity.names),
            mentions=len(entity.mentions),
            documents=sorted({document for document, _ in entity.mentions}),
            attributes=dict(entity.attributes),
        )
    for fact in graph.facts:
        label = predicates[fact.predicate].label
        view.add_edge(
            fact.subject,
            fact.object,
            key=fact.iri,
            predicate=fact.predicate,
            zh=label.zh,
            en=label.en,
            qualifiers=dict(sorted(fact.qualifiers.items())),
            confidence=fact.confidence,
            implicit=fact.implicit,
            evidence=_evidence(fact, documents),
        )
    return view


def _mentions(graph: ResolvedGraph, documents: dict[str, Document]) -> dict[str, list[tuple[int, int, str]]]:
    found: dict[str, list[tuple[int, int, str]]] = {name: [] for name in documents}
    for entity in graph.entities:
        for name, mention in entity.mentions:
            start, end = _mended(documents[name], mention.start, mention.end) if name in documents else (0, 0)
            if start < end:
                found[name].append((start, end, entity.iri))
    return found


def _mended(document: Document, start: int, end: int) -> tuple[int, int]:
    """Return where a span of the text as read stands in the mended text."""
    return bisect_left(document.origins, start), bisect_left(document.origins, end)


def _evidence(fact: ResolvedFact, documents: dict[str, Document]) -> list[dict[str, object]]:
    quotes = [quote for telling in fact.tellings for quote in telling.evidence]
    shown: list[dict[str, object]] = []
    for quote in quotes:
        document = documents[quote.document]
        left, start, end, right = place = _sentence(document, quote)
        shown.append(
            {
                "document": quote.document,
                "start": quote.start,
                "end": quote.end,
                "text": quote.text,
                "before": _shortened(document.clean[left:start], from_end=True),
                "after": _shortened(document.clean[end:right]),
                "place": place,
            }
        )
    return shown


def _shortened(text: str, *, from_end: bool = False) -> str:
    squeezed = squeeze(text)
    if len(squeezed) <= _LONGEST_CONTEXT:
        return squeezed
    return "…" + squeezed[-_LONGEST_CONTEXT:] if from_end else squeezed[:_LONGEST_CONTEXT] + "…"


def _sentence(document: Document, quote: Evidence) -> tuple[int, int, int, int]:
    """Return where in the mended text a quote's sentence begins, the quote begins, it ends, its sentence ends.

    Sentences are looked for in the mended text, for a line of newspaper may break off in the middle of one.
    """
    clean = document.clean
    start, end = _mended(document, quote.start, quote.end)
    left = max(clean.rfind(mark, 0, start) for mark in _SENTENCE_ENDS) + 1
    if clean[end - 1 : end] in _SENTENCE_ENDS:
        right = end
    else:
        found = [place for mark in _SENTENCE_ENDS if (place := clean.find(mark, end)) >= 0]
        right = min(found, default=len(clean) - 1) + 1
    return left, start, end, right
