"""A partition of what documents name into things of the graph."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

Node = tuple[str, str]
"""An entity of one document: name of the document, key of the entity."""


class Clusters:
    """Disjoint sets of nodes; at first every node is alone."""

    def __init__(self, nodes: Iterable[Node]) -> None:
        self._number = {node: number for number, node in enumerate(nodes)}
        self._members = {number: [node] for node, number in self._number.items()}

    def number(self, node: Node) -> int:
        """Return what is equal for the nodes of one cluster, until the next join."""
        return self._number[node]

    def members(self, node: Node) -> list[Node]:
        """Return the cluster of a node, in no particular order."""
        return self._members[self._number[node]]

    def all(self) -> Collection[list[Node]]:
        """Return every cluster once, in no particular order."""
        return self._members.values()

    def join(self, nodes: Iterable[Node]) -> None:
        """Make one cluster of those that hold the nodes."""
        for left, right in pairwise(nodes):
            smaller, larger = sorted((self._number[left], self._number[right]), key=lambda n: len(self._members[n]))
            if smaller != larger:
                moved = self._members.pop(smaller)
                self._members[larger] += moved
                self._number.update(dict.fromkeys(moved, larger))

    def join_unless_apart(self, nodes: Iterable[Node]) -> None:
        """Join the nodes' clusters, unless things that a document keeps apart would meet."""
        chosen = list(nodes)
        numbers = {self._number[node] for node in chosen}
        documents = [document for number in numbers for document, _ in self._members[number]]
        if len(set(documents)) == len(documents):
            self.join(chosen)
