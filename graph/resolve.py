"""Entities across documents: which ones of different documents are the same, and how the graph calls them.

One rule holds for all types. Entities whose name tells alone (see :mod:`graph.identity`) are joined by it. The others
are joined where they share, besides the name, something that the documents tell of both: persons a unit, a post or an
award; activities an organiser; bodies and places what they belong to; awards who confers them. Whatever is left stays
apart, for two nodes of one person can be seen and mended, while one node of two people misleads.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from extract.facts import Entity, Fact, Reading
from extract.schema import load
from graph import iris
from graph.bearers import SHARED, Bearer, bearers, clustered, first_iri, own_iri, own_names
from graph.clusters import Node
from graph.resolved import ResolvedEntity, ResolvedFact, ResolvedGraph, Telling

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Mapping, Sequence

Told = list[tuple[str, Fact]]
"""Facts, each with the name of the document that tells it."""


def resolve(readings: Iterable[Reading]) -> ResolvedGraph:
    """Join the entities and facts of all documents into one graph.

    Args:
        readings: one for each document, in any order; names of documents are unique.

    Returns:
        The graph; the same readings in another order give an equal one. A fact whose subject and object turn out to be
        one thing is left out.

    Raises:
        KeyError: a fact leads to an entity that its reading does not hold.
    """
    ordered = sorted(readings, key=lambda reading: reading.document.name)
    identifiers, _ = identify(bearer for reading in ordered for bearer in bearers(reading))
    return resolved(ordered, identifiers)


def resolved(ordered: Sequence[Reading], identifiers: Mapping[Node, str]) -> ResolvedGraph:
    """Put the graph together, once it is known which things are one; see :func:`resolve` and :func:`identify`."""
    entities = {(reading.document.name, entity.key): entity for reading in ordered for entity in reading.entities}
    clusters: dict[str, list[Node]] = defaultdict(list)
    for node in entities:
        clusters[identifiers[node]].append(node)
    return ResolvedGraph(
        tuple(reading.document for reading in ordered),
        tuple(_entity(iri, clusters[iri], entities) for iri in sorted(clusters)),
        facts([(reading.document.name, fact) for reading in ordered for fact in reading.facts], identifiers),
    )


def identify(all_bearers: Iterable[Bearer]) -> tuple[dict[Node, str], set[Node]]:
    """Return the IRI of each bearer, equal where they are one thing; and those whose name tells alone."""
    blocks: dict[str, list[Bearer]] = defaultdict(list)
    for bearer in all_bearers:
        blocks[bearer.name].append(bearer)
    identifiers: dict[Node, str] = {}
    own: set[Node] = set()
    rest: dict[str, dict[str, list[Bearer]]] = defaultdict(lambda: defaultdict(list))
    for name, block in blocks.items():
        names = own_names(block)
        own |= {bearer.node for bearer in names}
        identifiers |= {bearer.node: own_iri(names[bearer]) for bearer in names}
        for bearer in block:
            if bearer not in names:
                rest[bearer.type][name].append(bearer)

    def identity(node: Node) -> Hashable:
        """Return what is shared by its IRI where it was joined before, or else as itself."""
        return identifiers.get(node, node)

    for kind in (*SHARED, *(kind for kind in rest if kind not in SHARED)):
        found: dict[Node, str] = {}
        for name, block in rest[kind].items():
            for members in clustered(block, identity, own.__contains__):
                iri = first_iri(kind, name, min(members))
                found |= dict.fromkeys(members, iri)
        identifiers |= found
    return identifiers, own


def canonical(counts: Mapping[str, int]) -> str:
    """Return the most frequent of several names; of several the longest, of these the first."""
    return min(counts, key=lambda name: (-counts[name], -len(name), name))


def usual(counts: Mapping[str, int]) -> object:
    """Return the most frequent of several values, which are given as JSON; of several the first."""
    return json.loads(min(counts, key=lambda text: (-counts[text], text)))


def as_json(value: object) -> str:
    """Return a value of an attribute as JSON, in which equal values are equal."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, default=dict)


def _entity(iri: str, members: Iterable[Node], entities: Mapping[Node, Entity]) -> ResolvedEntity:
    nodes = sorted(members)
    chosen = [entities[node] for node in nodes]
    counts = Counter(bearer.name for bearer in chosen)
    name = canonical(counts)
    mentions = {(node[0], mention) for node in nodes for mention in entities[node].mentions}
    forms = {mention.text for _, mention in mentions} | set(counts)
    keys = sorted({key for bearer in chosen for key in bearer.attributes})
    return ResolvedEntity(
        iri,
        chosen[0].type,
        name,
        tuple(sorted(forms - {name})),
        tuple(sorted(mentions)),
        {key: usual(Counter(as_json(b.attributes[key]) for b in chosen if key in b.attributes)) for key in keys},
    )


def facts(told: Told, identifiers: Mapping[Node, str]) -> tuple[ResolvedFact, ...]:
    """Merge what is told of the same two things in the same words of the schema; sorted by IRI."""
    merged: dict[tuple[str, str, str, tuple[tuple[str, str], ...]], dict[str, list[Fact]]] = {}
    for document, fact in told:
        subject, target = identifiers[document, fact.subject], identifiers[document, fact.object]
        if load().predicates[fact.predicate].symmetric:
            subject, target = sorted((subject, target))
        if subject != target:
            key = subject, fact.predicate, target, tuple(sorted(fact.qualifiers.items()))
            merged.setdefault(key, defaultdict(list))[document].append(fact)
    made = (
        ResolvedFact(
            iris.thing("fact", subject, predicate, target, *(part for pair in qualifiers for part in pair)),
            subject,
            predicate,
            target,
            dict(qualifiers),
            tuple(_telling(document, by_document[document]) for document in sorted(by_document)),
        )
        for (subject, predicate, target, qualifiers), by_document in merged.items()
    )
    return tuple(sorted(made, key=lambda fact: fact.iri))


def _telling(document: str, facts: list[Fact]) -> Telling:
    """Put together what one document tells of a fact in several places."""
    surest = min(facts, key=lambda fact: (-fact.confidence, fact.extractor))
    evidence = sorted({quote for fact in facts for quote in fact.evidence})
    implicit = all(fact.implicit for fact in facts)
    return Telling(document, tuple(evidence), surest.confidence, surest.extractor, implicit)
