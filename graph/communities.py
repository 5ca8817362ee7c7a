"""Groups of entities that belong together closely, so that a large picture can show them folded."""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable

import igraph
import networkx as nx

from graph.network import SHOWN

_SMALLEST = 4  # of fewer entities a fold hides less than it says


def communities(view: nx.MultiDiGraph, seed: int = 0) -> dict[str, int]:
    """Return the number of the community of every node, counted from the largest down, beginning with 1.

    Groups are those of :func:`grouped` among what a picture shows at first (see :data:`graph.network.SHOWN`); what it
    hides goes with its first neighbour. The rest, too few together for a group of their own, have 0. The same view and
    seed give the same numbers.
    """
    shown = {node for node, type_ in view.nodes(data="type") if type_ in SHOWN}
    groups, _ = grouped(shown, ((a, b) for a, b in view.edges() if a in shown and b in shown), seed)
    numbers = dict.fromkeys(sorted(view), 0)
    numbers |= {node: i for i, nodes in enumerate(groups, start=1) if len(nodes) >= _SMALLEST for node in nodes}
    for node in sorted(set(view) - shown):
        around = min((other for other in nx.all_neighbors(view, node) if other in shown), default=None)
        numbers[node] = numbers[around] if around else 0
    return numbers


def grouped(
    nodes: Collection[str], pairs: Iterable[tuple[str, str]], seed: int = 0
) -> tuple[tuple[tuple[str, ...], ...], float]:
    """Return nodes in groups that hold together, the largest first, and how clearly these stand apart.

    Found by the algorithm of Traag, Waltman and van Eck (2019), with modularity as its measure; the same nodes, pairs
    and seed give the same groups.

    Args:
        nodes: what is grouped.
        pairs: two nodes for each tie between them, in any direction; one with itself counts for nothing.
        seed: of everything random.

    Returns:
        Groups, each sorted, and their modularity: at most 1, and 0 without ties.
    """
    ordered = sorted(nodes)
    number = {node: i for i, node in enumerate(ordered)}
    ties = Counter((min(a, b), max(a, b)) for a, b in ((number[one], number[other]) for one, other in pairs) if a != b)
    edges = sorted(ties.items())
    drawn = igraph.Graph(len(ordered), [pair for pair, _ in edges])
    igraph.set_random_number_generator(random.Random(seed))  # noqa: S311 -- it needs to come out alike, no more
    try:
        found = drawn.community_leiden("modularity", weights=[count for _, count in edges], n_iterations=4)
    finally:
        igraph.set_random_number_generator(random)
    members = defaultdict(list)
    for node, group in zip(ordered, found.membership, strict=True):
        members[group].append(node)
    groups = sorted((tuple(group) for group in members.values()), key=lambda group: (-len(group), group))
    return tuple(groups), found.modularity if edges else 0.0
