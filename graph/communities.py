"""Groups of entities that belong together closely, so that a large picture can show them folded."""

from __future__ import annotations

import random
from collections import Counter, defaultdict

import igraph
import networkx as nx

from graph.network import SHOWN

_SMALLEST = 4  # of fewer entities a fold hides less than it says


def communities(view: nx.MultiDiGraph, seed: int = 0) -> dict[str, int]:
    """Return the number of the community of every node, counted from the largest down, beginning with 1.

    Found by the algorithm of Traag, Waltman and van Eck (2019) among what a picture shows at first (see
    :data:`graph.network.SHOWN`); what it hides goes with its first neighbour. The rest, too few together for a group
    of their own, have 0. The same view and seed give the same numbers.
    """
    shown = sorted(node for node, type_ in view.nodes(data="type") if type_ in SHOWN)
    number = {node: i for i, node in enumerate(shown)}
    pairs = ((number[a], number[b]) for a, b in view.edges() if a in number and b in number and a != b)
    edges = sorted(Counter((min(pair), max(pair)) for pair in pairs).items())
    drawn = igraph.Graph(len(shown), [pair for pair, _ in edges])
    igraph.set_random_number_generator(random.Random(seed))  # noqa: S311 -- it needs to come out alike, no more
    try:
        found = drawn.community_leiden("modularity", weights=[count for _, count in edges], n_iterations=4)
    finally:
        igraph.set_random_number_generator(random)
    members = defaultdict(list)
    for node, group in zip(shown, found.membership, strict=True):
        members[group].append(node)
    groups = sorted((nodes for nodes in members.values() if len(nodes) >= _SMALLEST), key=lambda n: (-len(n), n))
    numbers = dict.fromkeys(sorted(view), 0)
    numbers |= {node: i for i, nodes in enumerate(groups, start=1) for node in nodes}
    for node in sorted(set(view) - set(shown)):
        around = min((other for other in nx.all_neighbors(view, node) if other in number), default=None)
        numbers[node] = numbers[around] if around else 0
    return numbers
