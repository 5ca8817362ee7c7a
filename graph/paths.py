"""How two names are joined: the shortest chain of facts between them, each with its sentence."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import networkx as nx

from extract.errors import QueryError
from graph.lookup import unknown
from graph.network import SHOWN
from graph.records import Records, Relation


@dataclass(frozen=True, slots=True)
class Step:
    """A fact on the way from one thing to the next.

    Attributes:
        near, far: names of both things, in the direction of the way.
        predicate: a predicate of the schema.
        outward: whether `near` is the fact's subject.
        text, article: the words that tell it, and the article's title or else its file.
    """

    near: str
    predicate: str
    far: str
    outward: bool
    text: str
    article: str


def joined(records: Records) -> nx.Graph:
    """Return who and what is joined by any fact: IRIs, each edge with all its `relations`, the surest first.

    Dates and figures are left out, for what shares a year is not joined by it.
    """
    network = nx.Graph()
    network.add_nodes_from(iri for iri, thing in records.things.items() if thing.type in SHOWN)
    for relation in records.relations:
        ends = relation.subject, relation.object
        if all(end in network for end in ends) and ends[0] != ends[1]:
            network.add_edge(*ends)
            network.edges[ends].setdefault("relations", []).append(relation)
    for _, _, edge in network.edges(data=True):
        edge["relations"].sort(key=_doubt)
    return network


def shortest(records: Records, start: str, end: str) -> tuple[Step, ...] | None:
    """Return the facts of a shortest way between two names, or None where there is no way.

    Where a name has several bearers, the two that are nearest to each other are meant.

    Raises:
        QueryError: nothing has one of the names, or one thing has both.
    """
    network = joined(records)
    starts, ends = ([iri for iri in _named(records, name) if iri in network] for name in (start, end))
    if both := set(starts) & set(ends):
        raise QueryError(f"{start} and {end} are the same thing: {records.things[min(both)].name}.")
    ways = [
        nx.shortest_path(network, source, target)
        for source in starts
        for target in ends
        if nx.has_path(network, source, target)
    ]
    if not ways:
        return None
    way = min(ways, key=lambda iris: (len(iris), iris))
    return tuple(_step(records, network.edges[ends]["relations"][0], *ends) for ends in pairwise(way))


def _named(records: Records, name: str) -> list[str]:
    """Return the IRIs of the things with that full name or other form."""
    found = [iri for iri, thing in records.things.items() if name in (thing.name, *thing.names)]
    if not found:
        raise unknown(name, {form for thing in records.things.values() for form in (thing.name, *thing.names)})
    return found


def _step(records: Records, relation: Relation, near: str, far: str) -> Step:
    text, article = relation.quotes[0]
    names = (records.things[iri].name for iri in (near, far))
    return Step(
        next(names),
        relation.predicate,
        next(names),
        relation.subject == near,
        text,
        article,
    )


def _doubt(relation: Relation) -> tuple[bool, float, str]:
    return relation.implicit, -relation.confidence, relation.iri
