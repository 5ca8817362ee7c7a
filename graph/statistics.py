"""Figures about a graph: who is joined to most others, and which groups hold together."""

from __future__ import annotations

from dataclasses import dataclass

import networkx as nx

from graph.communities import grouped
from graph.paths import joined
from graph.records import Records

MOST = 10
"""People, organisations and communities that are told."""
_MEMBERS = 5


@dataclass(frozen=True, slots=True)
class Connected:
    """A thing, with how many others it is joined to and by how many facts."""

    name: str
    others: int
    facts: int


@dataclass(frozen=True, slots=True)
class Community:
    """Things joined more closely among each other than to the rest: how many, and the most connected of them."""

    size: int
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Statistics:
    """What :func:`statistics` finds.

    Attributes:
        things, facts: how many there are; things without dates and figures, facts between these things.
        people, organizations: the most connected, the first the most.
        communities: those of at least two things, the largest first.
        modularity: how clearly they stand apart, below 1; 0 where there are no facts.
    """

    things: int
    facts: int
    people: tuple[Connected, ...]
    organizations: tuple[Connected, ...]
    communities: tuple[Community, ...]
    modularity: float


def statistics(records: Records) -> Statistics:
    """Return figures about a graph.

    Communities are those of :func:`graph.communities.grouped`, with a tie for each fact.
    """
    network = joined(records)
    for _, _, edge in network.edges(data=True):
        edge["weight"] = len(edge["relations"])
    ties = ((one, other) for one, other, weight in network.edges(data="weight") for _ in range(weight))
    groups, modularity = grouped(network, ties)
    ranked = sorted(network, key=lambda iri: (-network.degree(iri), records.things[iri].name, iri))
    place = {iri: number for number, iri in enumerate(ranked)}
    inner = [sorted(group, key=place.__getitem__) for group in groups if len(group) > 1]
    inner.sort(key=lambda group: (-len(group), place[group[0]]))
    return Statistics(
        len(network),
        int(network.size(weight="weight")),
        _most(records, network, ranked, "Person"),
        _most(records, network, ranked, "Organization"),
        tuple(Community(len(group), tuple(records.things[iri].name for iri in group[:_MEMBERS])) for group in inner),
        round(modularity, 2),
    )


def _most(records: Records, network: nx.Graph, ranked: list[str], kind: str) -> tuple[Connected, ...]:
    chosen = [iri for iri in ranked if records.things[iri].type == kind and network.degree(iri)][:MOST]
    return tuple(
        Connected(records.things[iri].name, network.degree(iri), int(network.degree(iri, weight="weight")))
        for iri in chosen
    )
