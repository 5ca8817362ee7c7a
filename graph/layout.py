"""Where each node of a picture stands: computed once, beforehand, so that a page opens at once and always alike."""

from __future__ import annotations

import itertools
import math
import random
from collections import defaultdict
from typing import TYPE_CHECKING

import igraph
import networkx as nx
import numpy as np

from graph.communities import communities
from graph.network import SHOWN

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

Point = tuple[float, float]

# Room for a node with its label below, in pixels at full size; no two nodes come nearer than this in both directions.
WIDTH, HEIGHT = 120.0, 56.0
_EDGE = 150.0  # mean length of an edge, at least
_SPARSE = 2.5  # a component takes as much space as its nodes side by side, this many times over, at least
_ASPECT = 1.6  # a picture is wider than high
_GOLDEN_ANGLE = math.pi * (3 - math.sqrt(5))
_LARGE = 1000  # nodes: a component of more is drawn community by community


def layout(view: nx.MultiDiGraph, seed: int = 0) -> dict[str, Point]:
    """Return the place of every node, in pixels at full size with y downwards, centred on the origin.

    Components are drawn with the algorithm of Fruchterman and Reingold (1991) and packed side by side without
    overlap; large ones community by community, each on a disc of its own. What a picture hides at first (see
    :data:`graph.network.SHOWN`) is placed last, around what it hangs on, so that it neither ties components together
    nor leaves gaps. The same view and seed give the same places.
    """
    rng = random.Random(seed)  # noqa: S311 -- a picture needs no secret, it needs to come out alike
    shown = nx.Graph(view.subgraph(node for node, type_ in view.nodes(data="type") if type_ in SHOWN))
    components = [sorted(component) for component in nx.connected_components(shown)]
    components.sort(key=lambda nodes: (-len(nodes), nodes))
    groups = communities(view, seed) if components and len(components[0]) > _LARGE else {}
    places = _pack([_component(shown, nodes, groups, rng) for nodes in components])
    return _centred(_add_hidden(view, places))


def _component(graph: nx.Graph, nodes: list[str], groups: Mapping[str, int], rng: random.Random) -> dict[str, Point]:
    if len(nodes) <= _LARGE:
        return _spread(_force_directed(graph, nodes, rng))
    members = defaultdict(list)
    for node in nodes:
        members[groups[node]].append(node)
    inside = {group: _spread(_round(_force_directed(graph, few, rng))) for group, few in sorted(members.items())}
    radii = [max(math.hypot(*point) for point in places.values()) + WIDTH for places in inside.values()]
    number = {group: i for i, group in enumerate(inside)}
    ties = {(number[groups[a]], number[groups[b]]) for a, b in graph.subgraph(nodes).edges if groups[a] != groups[b]}
    centres = _discs(radii, sorted({(min(pair), max(pair)) for pair in ties}), rng)
    return {
        node: (x + a, y + b)
        for places, (x, y) in zip(inside.values(), centres, strict=True)
        for node, (a, b) in places.items()
    }


def _round(places: Mapping[str, Point]) -> dict[str, Point]:
    """Move nodes in or out until they fill a disc evenly, each in its direction and in its order from the middle."""
    reach = math.sqrt(_SPARSE * len(places) * WIDTH * HEIGHT / math.pi)
    middle_x, middle_y = (sum(axis) / len(places) for axis in zip(*places.values(), strict=True))
    angles = {node: math.atan2(y - middle_y, x - middle_x) for node, (x, y) in places.items()}
    inside_out = sorted(places, key=lambda n: (math.hypot(places[n][0] - middle_x, places[n][1] - middle_y), n))
    far = {node: reach * math.sqrt(rank / len(places)) for rank, node in enumerate(inside_out)}
    return {node: (far[node] * math.cos(angles[node]), far[node] * math.sin(angles[node])) for node in places}


def _discs(radii: list[float], ties: list[tuple[int, int]], rng: random.Random) -> list[Point]:
    """Return the centres of discs, those with ties near each other, and none over another."""
    start = [(rng.uniform(-1, 1), rng.uniform(-1, 1)) for _ in radii]
    igraph.set_random_number_generator(rng)
    try:
        drawn = igraph.Graph(len(radii), ties).layout_fruchterman_reingold(seed=start, niter=500).coords
    finally:
        igraph.set_random_number_generator(random)
    centres = np.array(drawn) - np.mean(drawn, axis=0)
    room = np.array(radii)
    centres *= math.sqrt(float((room**2).sum())) / max(float(np.abs(centres).max()), 1e-9) * np.array([_ASPECT, 1.0])
    wanted = room[:, None] + room[None, :]
    for _ in range(300):
        offsets = centres[:, None, :] - centres[None, :, :]
        apart = np.maximum(np.hypot(offsets[..., 0], offsets[..., 1]), 1e-9)
        overlap = np.maximum(wanted - apart, 0.0)
        np.fill_diagonal(overlap, 0.0)
        if not overlap.any():
            break
        centres = centres + (offsets * (overlap / apart / 2)[..., None]).sum(axis=1) * 0.9
    return [(float(x), float(y)) for x, y in centres]


def _force_directed(graph: nx.Graph, nodes: list[str], rng: random.Random) -> dict[str, Point]:
    """Place the nodes of one component, loosely enough for most of them to have room already."""
    if len(nodes) == 1:
        return {nodes[0]: (0.0, 0.0)}
    number = {node: i for i, node in enumerate(nodes)}
    pairs = ((number[a], number[b]) for a, b in graph.subgraph(nodes).edges if a != b)
    edges = sorted((min(pair), max(pair)) for pair in pairs)
    start = [(rng.uniform(-1, 1), rng.uniform(-1, 1)) for _ in nodes]
    igraph.set_random_number_generator(rng)
    try:
        drawn = igraph.Graph(len(nodes), edges).layout_fruchterman_reingold(seed=start, niter=500).coords
    finally:
        igraph.set_random_number_generator(random)
    mean = sum(math.dist(drawn[a], drawn[b]) for a, b in edges) / len(edges)
    left, top, right, bottom = _bounds(drawn)
    side = math.sqrt(_SPARSE * len(nodes) * WIDTH * HEIGHT)
    scale = max(_EDGE / max(mean, 1e-9), side / max(right - left, bottom - top, 1e-9))
    across, down = scale * math.sqrt(_ASPECT), scale / math.sqrt(_ASPECT)
    return {node: (across * x, down * y) for node, (x, y) in zip(nodes, drawn, strict=True)}


class _Room:
    """The places already taken, in cells so that only neighbours are compared."""

    def __init__(self) -> None:
        self._cells: dict[tuple[int, int], list[Point]] = {}
        self._steps: dict[Point, int] = {}  # how far the spiral around a point is full

    def take(self, wanted: Point) -> Point:
        """Take the free place nearest to `wanted` on a spiral around it, and return it."""
        x, y = wanted
        step = self._steps.get(wanted, 0)
        while not self._is_free(x, y):
            step += 1
            angle, far = step * _GOLDEN_ANGLE, math.sqrt(step)
            x, y = wanted[0] + WIDTH / 3 * far * math.cos(angle), wanted[1] + HEIGHT / 3 * far * math.sin(angle)
        self._steps[wanted] = step
        self._cells.setdefault(self._cell(x, y), []).append((x, y))
        return x, y

    @staticmethod
    def _cell(x: float, y: float) -> tuple[int, int]:
        return math.floor(x / WIDTH), math.floor(y / HEIGHT)

    def _is_free(self, x: float, y: float) -> bool:
        column, row = self._cell(x, y)
        near = (self._cells.get((column + i, row + j), []) for i in (-1, 0, 1) for j in (-1, 0, 1))
        return all(abs(x - a) >= WIDTH or abs(y - b) >= HEIGHT for cell in near for a, b in cell)


def _spread(places: Mapping[str, Point]) -> dict[str, Point]:
    """Move nodes apart until every one has room; those in the middle stay where they are."""
    room = _Room()
    inside_out = sorted(places, key=lambda node: (math.hypot(*places[node]), node))
    return {node: room.take(places[node]) for node in inside_out}


def _bounds(points: Iterable[Point]) -> tuple[float, float, float, float]:
    xs, ys = zip(*points, strict=True)
    return min(xs), min(ys), max(xs), max(ys)


def _pack(components: list[dict[str, Point]]) -> dict[str, Point]:
    """Set components side by side in rows, as wide as shows the whole largest in a frame of `_ASPECT`."""
    boxes = [_bounds(component.values()) for component in components]
    sizes = [(right - left + 1.5 * WIDTH, bottom - top + 1.5 * HEIGHT) for left, top, right, bottom in boxes]
    widest = max((width for width, _ in sizes), default=0.0)
    row_widths = {max(widest, width) for width in itertools.accumulate(width for width, _ in sizes)}
    corners = min((_rows(sizes, width) for width in sorted(row_widths)), key=_frame, default=([], (0.0, 0.0)))[0]
    return {
        node: (x + a - left, y + b - top)
        for component, (left, top, _, _), (x, y) in zip(components, boxes, corners, strict=True)
        for node, (a, b) in component.items()
    }


def _rows(sizes: list[Point], row_width: float) -> tuple[list[Point], Point]:
    """Set boxes in rows of a width at most; return their upper left corners and the size of the whole."""
    corners: list[Point] = []
    x = y = row_height = whole = 0.0
    for width, height in sizes:
        if x > 0 and x + width > row_width:
            x, y, row_height = 0.0, y + row_height, 0.0
        corners.append((x, y))
        x, row_height = x + width, max(row_height, height)
        whole = max(whole, x)
    return corners, (whole, y + row_height)


def _frame(rows: tuple[list[Point], Point]) -> float:
    """The height of the smallest frame of `_ASPECT` that holds the whole."""
    width, height = rows[1]
    return max(height, width / _ASPECT)


def _add_hidden(view: nx.MultiDiGraph, places: dict[str, Point]) -> dict[str, Point]:
    """Place the remaining nodes near the middle of their neighbours, and those without any below the picture."""
    room = _Room()
    placed = {node: room.take(point) for node, point in places.items()}
    below = (0.0, max((y for _, y in places.values()), default=0.0) + 4 * HEIGHT)
    for node in sorted(set(view) - set(places)):
        around = sorted(places[other] for other in set(nx.all_neighbors(view, node)) if other in places)
        wanted = (sum(x for x, _ in around) / len(around), sum(y for _, y in around) / len(around)) if around else below
        placed[node] = room.take(wanted)
    return placed


def _centred(places: Mapping[str, Point]) -> dict[str, Point]:
    """Move the middle to the origin; round to whole pixels, which hides the last bits of the arithmetic."""
    if not places:
        return {}
    left, top, right, bottom = _bounds(places.values())
    middle_x, middle_y = (left + right) / 2, (top + bottom) / 2
    return {node: (round(x - middle_x), round(y - middle_y)) for node, (x, y) in sorted(places.items())}
