"""A partition of what documents name into things of the graph, best reasons first.

Edges are taken in tiers of equal weight. What a tier would make one is looked at as a whole: where it would bring
together two that must stay apart, those two are left out of it; where it would bring together two that something else
speaks against, nothing of it is joined, for then the reasons are as good for the one as for the other. So the order in
which documents are read changes nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

Node = tuple[str, str]
"""An entity of one document: name of the document, key of the entity."""


@dataclass(frozen=True, slots=True)
class Edge:
    """A reason to join two members, by their numbers; `left` and `right` are equal for a member that stands for many.

    Attributes:
        tier: the smaller, the sooner the edge is taken; equal tiers are taken at once.
        strong: whether doubt does not stand in its way.
    """

    tier: tuple[float, ...]
    left: int
    right: int
    strong: bool


class Clusters:
    """Disjoint sets of members, which are numbers; at first every member is alone."""

    def __init__(self, size: int) -> None:
        self._cluster = list(range(size))
        self._members = {number: [number] for number in range(size)}

    def of(self, member: int) -> int:
        """Return what is equal for the members of one cluster, until the next join."""
        return self._cluster[member]

    def members(self, cluster: int) -> list[int]:
        """Return the members of a cluster, in no particular order."""
        return self._members[cluster]

    def all(self) -> list[list[int]]:
        """Return every cluster once, its members ascending, in the order of their first ones."""
        return sorted(sorted(members) for members in self._members.values())

    def join(self, members: Iterable[int]) -> None:
        """Make one cluster of those that hold the members."""
        clusters = sorted({self.of(member) for member in members}, key=lambda c: (-len(self._members[c]), c))
        for smaller in clusters[1:]:
            moved = self._members.pop(smaller)
            self._members[clusters[0]] += moved
            for member in moved:
                self._cluster[member] = clusters[0]


def join_in_tiers(
    clusters: Clusters,
    edges: Iterable[Edge],
    apart: Callable[[Sequence[Sequence[int]]], set[int]],
    against: Callable[[Sequence[Sequence[int]], bool], bool],
) -> set[int]:
    """Join clusters along edges.

    Args:
        clusters: changed.
        edges: in any order.
        apart: returns which ones of several clusters, by their place in the sequence, must not be one with another of
            them.
        against: whether something speaks against several clusters being one, given whether the reason to join them is
            strong.

    Returns:
        Members whose edge to themselves was taken.
    """
    taken: set[int] = set()
    for _, tier in groupby(sorted(edges, key=lambda e: (e.tier, e.left, e.right)), key=lambda edge: edge.tier):
        for part, inside in _connected(clusters, list(tier), set()):
            out = {part[place] for place in apart([clusters.members(each) for each in part])}
            taken |= {edge.left for edge in inside if edge.left == edge.right and clusters.of(edge.left) in out}
            for rest, among in _connected(clusters, inside, out):
                members = [clusters.members(cluster) for cluster in rest]
                if not against(members, inside[0].strong):
                    taken |= {edge.left for edge in among if edge.left == edge.right}
                    clusters.join([each[0] for each in members])
    return taken


def _connected(clusters: Clusters, edges: Sequence[Edge], out: set[int]) -> list[tuple[list[int], list[Edge]]]:
    """Return the clusters that edges connect, ascending, with these edges, part by part; without those left out."""
    near: dict[int, list[Edge]] = defaultdict(list)
    for edge in edges:
        ends = {clusters.of(edge.left), clusters.of(edge.right)}
        if out.isdisjoint(ends):
            for end in ends:
                near[end].append(edge)
    found, seen = [], set[int]()
    for first in sorted(near):
        if first in seen:
            continue
        part, left, inside = {first}, [first], dict[Edge, None]()
        while left:
            for edge in near[left.pop()]:
                inside[edge] = None
                fresh = {clusters.of(edge.left), clusters.of(edge.right)} - part
                part |= fresh
                left += sorted(fresh)
        seen |= part
        found.append((sorted(part), list(inside)))
    return found
