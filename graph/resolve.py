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

from extract.awards import is_rank
from extract.facts import Entity, Fact, Reading
from extract.schema import load
from graph import iris
from graph.clusters import Clusters, Node
from graph.identity import is_department, tells_alone
from graph.resolved import ResolvedEntity, ResolvedFact, ResolvedGraph, Telling

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Iterator, Mapping

# What things of one name must share to be joined: the predicate, and the end of it at which they stand. The types are
# in such an order that what is shared was joined before.
_SHARED = {
    "Place": (("locatedIn", "subject"),),
    "Organization": (("partOf", "subject"), ("locatedIn", "subject")),
    "Award": (("awardedBy", "subject"),),
    "Activity": (("organized", "object"),),
    "Person": (("worksFor", "subject"), ("receivedAward", "subject")),
}

_Own = tuple[str, ...]
"""What tells an entity from all others: its type and name, a code or a value."""

_Told = list[tuple[str, Fact]]
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
    entities = {(reading.document.name, entity.key): entity for reading in ordered for entity in reading.entities}
    told = [(reading.document.name, fact) for reading in ordered for fact in reading.facts]
    own = _own_names(entities)
    clusters = _clustered(entities, told, own)
    identifiers = {node: _identifier(min(members), entities, own) for members in clusters.all() for node in members}
    resolved = (_entity(identifiers[members[0]], members, entities) for members in clusters.all())
    return ResolvedGraph(
        tuple(reading.document for reading in ordered),
        tuple(sorted(resolved, key=lambda entity: entity.iri)),
        _facts(told, identifiers),
    )


def _own_names(entities: Mapping[Node, Entity]) -> dict[Node, _Own]:
    """Return type, name and place (of a place the code, of a date the value) of those entities whose name tells alone.

    Two towns may share a name, and what is called after them with it. So a code goes with the name where a document
    tells it, and a document that does not means the only one there is.
    """
    codes = _codes(entities)
    namesakes: dict[tuple[str, str], set[str]] = defaultdict(set)
    for node, code in codes.items():
        namesakes[entities[node].type, entities[node].name].add(code)
    own = {}
    for node, entity in entities.items():
        meant = {codes[node]} if node in codes else namesakes[entity.type, entity.name]
        if len(meant) <= 1 and (name := _own_name(entity, *meant)):
            own[node] = name
    return own


def _codes(entities: Mapping[Node, Entity]) -> dict[Node, str]:
    """Return the codes of places, and of the places that other entities are called after, where their document tells.

    Of 春晖市 and 春晖市城中区, both told somewhere, a body of the district is called after the district.
    """
    codes = {n: str(e.attributes["code"]) for n, e in entities.items() if e.type == "Place" and "code" in e.attributes}
    told: dict[str, dict[str, str]] = defaultdict(dict)
    for (document, key), code in codes.items():
        told[document][entities[document, key].name] = code
    opening: dict[str, dict[str, list[Node]]] = defaultdict(lambda: defaultdict(list))
    for node, entity in entities.items():
        if entity.type in {"Organization", "Award", "Activity"}:
            for place in told[node[0]]:
                if entity.name.startswith(place):
                    opening[entity.name][place].append(node)
    for nodes in opening.values():
        place = max(nodes, key=len)
        codes |= {node: told[node[0]][place] for node in nodes[place]}
    return codes


def _own_name(entity: Entity, code: str = "") -> _Own | None:
    if entity.type == "Date" and "value" in entity.attributes:
        return entity.type, str(entity.attributes["value"])
    if entity.type == "Place" and code:
        return entity.type, code
    if tells_alone(entity.type, entity.name):
        return (entity.type, entity.name, code) if code else (entity.type, entity.name)
    return None


def _clustered(entities: Mapping[Node, Entity], told: _Told, own: Mapping[Node, _Own]) -> Clusters:
    clusters = Clusters(entities)
    for group in _grouped((name, node) for node, name in own.items()):
        clusters.join(group)
    for kind in _SHARED:
        shared = [(node, clusters.number(other)) for node, other in _sharing(kind, entities, told) if node not in own]
        for group in _grouped(((entities[node].name, other), node) for node, other in shared):
            clusters.join_unless_apart(group)
    _join_by_post(clusters, entities, told, own)
    return clusters


def _sharing(kind: str, entities: Mapping[Node, Entity], told: _Told) -> Iterator[tuple[Node, Node]]:
    """Yield each thing of type `kind` with what it may share with another one of its name."""
    for predicate, end in _SHARED[kind]:
        for document, fact in told:
            if fact.predicate == predicate:
                ends = (document, fact.subject), (document, fact.object)
                node, other = ends if end == "subject" else ends[::-1]
                if entities[node].type == kind and _may_share(entities[node].name, kind, predicate):
                    yield node, other


def _may_share(name: str, kind: str, predicate: str) -> bool:
    """Whether sharing what `predicate` leads to can tell things of this name apart from others.

    A body confers many first prizes, and a town is home to many offices.
    """
    if kind == "Award":
        return not is_rank(name)
    return not (predicate == "locatedIn" and kind == "Organization" and is_department(name))


def _join_by_post(clusters: Clusters, entities: Mapping[Node, Entity], told: _Told, own: Mapping[Node, _Own]) -> None:
    """Join persons of one name and post, unless two of them are known to hold it in different bodies."""
    work = [(document, fact) for document, fact in told if fact.predicate == "worksFor"]
    settled = {(document, fact.subject) for document, fact in work if (document, fact.object) in own}
    posts = (
        ((entities[document, fact.subject].name, fact.qualifiers["role"]), (document, fact.subject))
        for document, fact in work
        if "role" in fact.qualifiers
    )
    for group in _grouped(posts):
        bodies = {clusters.number(node) for node in group if not settled.isdisjoint(clusters.members(node))}
        if len(bodies) <= 1:
            clusters.join_unless_apart(group)


def _grouped(pairs: Iterable[tuple[Hashable, Node]]) -> list[list[Node]]:
    """Return the nodes that stand beside one key, for each key."""
    groups: dict[Hashable, dict[Node, None]] = defaultdict(dict)
    for key, node in pairs:
        groups[key][node] = None
    return [list(group) for group in groups.values()]


def _identifier(first: Node, entities: Mapping[Node, Entity], own: Mapping[Node, _Own]) -> str:
    """Return the IRI of the cluster whose smallest node is `first`.

    Where the name does not tell alone, the first document does; so a namesake that is read later changes no IRI.
    """
    entity = entities[first]
    return iris.thing(entity.type.lower(), *own.get(first, (entity.type, entity.name, *first)))


def _entity(iri: str, members: Iterable[Node], entities: Mapping[Node, Entity]) -> ResolvedEntity:
    nodes = sorted(members)
    bearers = [entities[node] for node in nodes]
    counts = Counter(bearer.name for bearer in bearers)
    name = min(counts, key=lambda name: (-counts[name], -len(name), name))
    mentions = {(node[0], mention) for node in nodes for mention in entities[node].mentions}
    forms = {mention.text for _, mention in mentions} | set(counts)
    keys = sorted({key for bearer in bearers for key in bearer.attributes})
    return ResolvedEntity(
        iri,
        bearers[0].type,
        name,
        tuple(sorted(forms - {name})),
        tuple(sorted(mentions)),
        {key: _usual([bearer.attributes[key] for bearer in bearers if key in bearer.attributes]) for key in keys},
    )


def _usual(values: list[object]) -> object:
    """Return the most frequent value, of several the first in the order of their JSON."""
    written = [json.dumps(value, ensure_ascii=False, sort_keys=True, default=dict) for value in values]
    counts = Counter(written)
    return values[written.index(min(counts, key=lambda text: (-counts[text], text)))]


def _facts(told: _Told, identifiers: Mapping[Node, str]) -> tuple[ResolvedFact, ...]:
    merged: dict[tuple[str, str, str, tuple[tuple[str, str], ...]], dict[str, list[Fact]]] = {}
    for document, fact in told:
        subject, target = identifiers[document, fact.subject], identifiers[document, fact.object]
        if load().predicates[fact.predicate].symmetric:
            subject, target = sorted((subject, target))
        if subject != target:
            key = subject, fact.predicate, target, tuple(sorted(fact.qualifiers.items()))
            merged.setdefault(key, defaultdict(list))[document].append(fact)
    facts = (
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
    return tuple(sorted(facts, key=lambda fact: fact.iri))


def _telling(document: str, facts: list[Fact]) -> Telling:
    """Put together what one document tells of a fact in several places."""
    surest = min(facts, key=lambda fact: (-fact.confidence, fact.extractor))
    evidence = sorted({quote for fact in facts for quote in fact.evidence})
    implicit = all(fact.implicit for fact in facts)
    return Telling(document, tuple(evidence), surest.confidence, surest.extractor, implicit)
