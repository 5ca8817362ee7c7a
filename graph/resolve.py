"""Entities across documents: which ones of different documents are the same, and how the graph calls them.

Names that differ at most in the place before them make a block (see :mod:`graph.bearers`); what is in one is compared
(:mod:`graph.compare`) and clustered (:mod:`graph.blocks`). What is left stays apart, for two nodes of one person can be
seen and mended, while one node of two people misleads. People's judgements (:mod:`graph.judgements`) go before all.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from extract.facts import Entity, Fact, Reading
from extract.schema import load
from graph import iris
from graph.bearers import SHARED, Bearer, Own, Traits, bearers
from graph.blocks import Constraints, first_iri, joined, own_iri, settled
from graph.clusters import Node
from graph.judgements import NONE, Judgements
from graph.resolved import ResolvedEntity, ResolvedFact, ResolvedGraph, Telling

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence

Told = list[tuple[str, Fact]]
"""Facts, each with the name of the document that tells it."""


def resolve(readings: Iterable[Reading], judgements: Judgements = NONE) -> ResolvedGraph:
    """Join the entities and facts of all documents into one graph.

    Args:
        readings: one for each document, in any order; names of documents are unique.
        judgements: of people.

    Returns:
        The graph; the same readings in another order give an equal one. A fact whose subject and object turn out to be
        one thing is left out.

    Raises:
        KeyError: a fact leads to an entity that its reading does not hold.
        InputError: the judgements contradict each other.
    """
    ordered = sorted(readings, key=lambda reading: reading.document.name)
    identifiers, _ = identify((bearer for reading in ordered for bearer in bearers(reading, judgements)), judgements)
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


def identify(all_bearers: Iterable[Bearer], judgements: Judgements = NONE) -> tuple[dict[Node, str], set[Node]]:
    """Return the IRI of each bearer, equal where they are one thing; and those whose name tells alone.

    Raises:
        InputError: the judgements contradict each other.
    """
    blocks: dict[tuple[str, str], list[Bearer]] = defaultdict(list)
    identifiers: dict[Node, str] = {}
    alone: dict[Node, str] = {}
    for bearer in all_bearers:
        alone[bearer.node] = first_iri(bearer)
        if bearer.type in SHARED:
            blocks[bearer.type, bearer.block].append(bearer)
        elif bearer.own:
            identifiers[bearer.node] = own_iri(bearer.own)
    constraints = {key: Constraints((b.traits.sides for b in block), judgements) for key, block in blocks.items()}
    firm = {key: _settle(block, constraints[key], identifiers) for key, block in blocks.items()}
    own = set(identifiers)
    for kind in SHARED:
        made: dict[Node, str] = {}
        for key, block in blocks.items():
            if key[0] == kind:
                others = [bearer for bearer in block if not bearer.own and bearer.may_join]
                for nodes, iri in joined(others, firm[key], _identity(identifiers), constraints[key]):
                    made |= dict.fromkeys(nodes, iri)
        identifiers |= made
    return alone | identifiers, own


def _settle(
    block: Sequence[Bearer], constraints: Constraints, identifiers: dict[Node, str]
) -> list[tuple[Bearer, str]]:
    """Give those of a block whose name tells alone their IRIs; return one of those that are alike, with its IRI."""
    found = settled(block, constraints)
    firm: dict[tuple[Own, Traits], tuple[Bearer, str]] = {}
    for bearer in block:
        if bearer.own and (iri := found[bearer.own, bearer.traits]):
            identifiers[bearer.node] = iri
            firm[bearer.own, bearer.traits] = bearer, iri
    return list(firm.values())


def _identity(identifiers: Mapping[Node, str]) -> Callable[[Node], Hashable]:
    """Return what tells things apart: the IRI of those that were joined before, and every other one itself."""
    return lambda node: identifiers.get(node, node)


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
