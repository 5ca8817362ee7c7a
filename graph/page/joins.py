"""Why names were joined into one entity, told from what the graph itself holds."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from graph.bearers import SHARED
from graph.names import parted

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    import networkx as nx

    Facts = list[tuple[str, str, str, dict[str, Any]]]

_SHARED = {share for shares in SHARED.values() for share in shares}


def joins(view: nx.MultiDiGraph, facts: Facts) -> dict[str, tuple[str, list[int]]]:
    """Return for every entity that several articles name why it is one: a reason, and the facts that show it.

    The reasons are `value` (the same date or administrative code), `alone` (a name that tells its bearer wherever it
    stands), `shared` (what several articles tell of it is the same: those facts), and `name` (its name, no more).

    Args:
        view: what :func:`graph.network.network` makes.
        facts: its edges, in the order that gives them their numbers.
    """
    shared = defaultdict(list)
    for number, (subject, target, _, fact) in enumerate(facts):
        for entity, end in ((subject, "subject"), (target, "object")):
            if (fact["predicate"], end) in _SHARED and len({quote["document"] for quote in fact["evidence"]}) > 1:
                shared[entity].append(number)
    return {
        iri: (_reason(node, shared[iri]), shared[iri])
        for iri, node in view.nodes(data=True)
        if len(node["documents"]) > 1
    }


def _reason(node: Mapping[str, Any], shared: list[int]) -> str:
    if {"Date": "value", "Place": "code"}.get(node["type"]) in node["attributes"]:
        return "value"
    parts = parted(node["type"], node["name"])
    if node["type"] == "Position" or parts.places or parts.distinct:
        return "alone"
    return "shared" if shared else "name"
