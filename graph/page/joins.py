"""Why names were joined into one entity, told from what the graph itself holds."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from graph.identity import tells_alone

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import networkx as nx

# What entities of one name must share to be one: the predicate, and the end at which they stand (graph.resolve).
_SHARED = {
    ("worksFor", "subject"),
    ("receivedAward", "subject"),
    ("awardedBy", "subject"),
    ("organized", "object"),
    ("partOf", "subject"),
    ("locatedIn", "subject"),
}
_Facts = "Sequence[tuple[str, str, str, Mapping[str, object]]]"


def is_shortened(form: str, name: str) -> bool:
    """Return whether all characters of `form` stand in `name`, in their order.

    >>> is_shortened("市总", "春晖市总工会"), is_shortened("总市", "春晖市总工会")
    (True, False)
    """
    rest = iter(name)
    return all(character in rest for character in form)


def joins(view: nx.MultiDiGraph, facts: _Facts) -> dict[str, tuple[str, list[int]]]:
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
            if (fact["predicate"], end) in _SHARED and len(_documents(fact)) > 1:
                shared[entity].append(number)
    return {
        iri: (_reason(node, shared[iri]), shared[iri])
        for iri, node in view.nodes(data=True)
        if len(node["documents"]) > 1
    }


def _documents(fact: Mapping[str, object]) -> set[object]:
    evidence = fact["evidence"]
    return {quote["document"] for quote in evidence} if isinstance(evidence, list) else set()


def _reason(node: Mapping[str, object], shared: list[int]) -> str:
    attributes = node["attributes"]
    if isinstance(attributes, dict) and (
        (node["type"] == "Date" and "value" in attributes) or (node["type"] == "Place" and "code" in attributes)
    ):
        return "value"
    if tells_alone(str(node["type"]), str(node["name"])):
        return "alone"
    return "shared" if shared else "name"
