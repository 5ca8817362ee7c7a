"""The graph as a network whose attributes are plain values, for programs that draw and measure: GraphML and GEXF."""

from __future__ import annotations

import re
from collections.abc import Mapping
from io import BytesIO

import networkx as nx

from extract.schema import load
from graph.records import Records, Relation, Thing

JOINT = "；"
"""Between several texts in one value."""

_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_CHANGED = re.compile(rb' lastmodifieddate="[^"]*"')


def flat(records: Records) -> nx.MultiDiGraph:
    """Return the things as nodes and the relations as edges, keyed by IRI, in the order of the records.

    Every attribute is a text, a number or a truth value. A node has `label` (its name), `type`, `type_zh`, `names` (all
    other forms), `articles` (how many mention it), and what there is of `value`, `unit`, `level`, `kind` and `code`. An
    edge has `id`, `label` (in Chinese), `predicate`, `confidence`, `implicit`, `sentences`, `sources` (its articles)
    and its qualifiers.
    """
    network = nx.MultiDiGraph()
    for iri, thing in records.things.items():
        network.add_node(iri, **_plain(node(thing)))
    for relation in records.relations:
        network.add_edge(relation.subject, relation.object, key=relation.iri, **_plain(edge(relation)))
    return network


def graphml(records: Records) -> bytes:
    """Return the graph as GraphML (http://graphml.graphdrawing.org)."""
    data = BytesIO()
    nx.write_graphml(flat(records), data, named_key_ids=True, edge_id_from_attribute="id")
    return data.getvalue()


def gexf(records: Records) -> bytes:
    """Return the graph as GEXF 1.2, as Gephi opens it, with the schema's colours and sizes by degree."""
    network = flat(records)
    colors = {name: kind.color for name, kind in load().types.items()}
    for iri, drawn in network.nodes(data=True):
        red, green, blue = bytes.fromhex(colors[drawn["type"]][1:])
        size = round(4 + 2 * network.degree(iri) ** 0.5, 1)
        drawn["viz"] = {"color": {"r": red, "g": green, "b": blue, "a": 1.0}, "size": size}
    data = BytesIO()
    nx.write_gexf(network, data, version="1.2draft")
    return _CHANGED.sub(b"", data.getvalue(), count=1)  # the same graph is the same file on every day


def node(thing: Thing) -> dict[str, object]:
    """Return the attributes of a thing's node; several texts are a tuple."""
    told = dict(thing.attributes)
    value = told.get("value")
    if isinstance(value, Mapping):
        told["value"] = "/".join(str(value.get(end, "..")) for end in ("min", "max"))
    return {
        "label": thing.name,
        "type": thing.type,
        "type_zh": load().types[thing.type].label.zh,
        "names": thing.names,
        "articles": thing.articles,
        **{key: str(told[key]) for key in ("value", "unit", "level", "kind", "code") if key in told},
    }


def edge(relation: Relation) -> dict[str, object]:
    """Return the attributes of a relation's edge; several texts are a tuple."""
    return {
        "id": relation.iri,
        "label": load().predicates[relation.predicate].label.zh,
        "predicate": relation.predicate,
        "confidence": relation.confidence,
        "implicit": relation.implicit,
        "sentences": tuple(dict.fromkeys(text for text, _ in relation.quotes)),
        "sources": tuple(dict.fromkeys(article for _, article in relation.quotes)),
        **relation.qualifiers,
    }


def _plain(attributes: dict[str, object]) -> dict[str, object]:
    """Return attributes with joined texts, without the characters that XML cannot hold."""
    joined = {key: JOINT.join(value) if isinstance(value, tuple) else value for key, value in attributes.items()}
    return {key: _NO_XML.sub("", value) if isinstance(value, str) else value for key, value in joined.items()}
