"""What the page tells, as compact JSON: rows instead of objects, numbers instead of names.

`graph/page/src/graph.js` reads it; the order of the columns is told there and here.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from os.path import commonprefix
from typing import TYPE_CHECKING

from pypinyin import Style, lazy_pinyin

from extract.schema import load
from graph import catalog, iris
from graph.communities import communities
from graph.network import SHOWN
from graph.page.joins import joins

if TYPE_CHECKING:
    from typing import Any

    import networkx as nx

    from extract.schema import Concept

    Facts = list[tuple[str, str, str, dict[str, Any]]]


def page_data(view: nx.MultiDiGraph, facts: Facts) -> dict[str, object]:
    """Return everything the page tells, apart from how it is drawn.

    Args:
        view: what :func:`graph.network.network` makes.
        facts: its edges, in the order that gives them their numbers.
    """
    schema = load()
    number = {iri: i for i, iri in enumerate(view)}
    documents = {document["name"]: i for i, document in enumerate(view.graph["documents"])}
    base = "".join(commonprefix(list(view)).rpartition("/")[:2])  # noqa: RUF071 -- of IRIs, not of paths
    groups, reasons = communities(view), joins(view, facts)
    predicates = {name: i for i, name in enumerate(schema.predicates)}
    return {
        "base": base,
        "types": {
            name: {"zh": t.label.zh, "en": t.label.en, "color": t.color, "shape": t.shape, "shown": name in SHOWN}
            for name, t in schema.types.items()
        },
        "predicates": [
            {"name": p.name, "zh": p.label.zh, "en": p.label.en, "iri": p.iri, "symmetric": p.symmetric}
            for p in schema.predicates.values()
        ],
        "levels": _labels(schema.award_levels),
        "awardKinds": _labels(schema.award_kinds),
        "organizationKinds": _labels(schema.organization_kinds),
        # name, title, date, text, flat triples of start, end, entity
        "documents": [
            [d["name"], d["title"], d["date"], d["text"], _mentions(d, number)] for d in view.graph["documents"]
        ],
        # IRI, type, name, other names, pinyin initials of all names, mentions, documents, attributes, community, join
        "entities": [
            [
                iri.removeprefix(base),
                node["type"],
                node["name"],
                node["names"],
                [initials(name) for name in (node["name"], *node["names"])],
                node["mentions"],
                [documents[name] for name in node["documents"] if name in documents],
                _plain(node["attributes"]),
                groups[iri],
                reasons.get(iri),
            ]
            for iri, node in view.nodes(data=True)
        ],
        # IRI, subject, predicate, object, qualifiers, confidence, implicit, evidence: rows of document and place
        "facts": [
            [
                iri,
                number[subject],
                predicates[fact["predicate"]],
                number[target],
                fact["qualifiers"],
                round(float(fact["confidence"]), 3),
                int(fact["implicit"]),
                [
                    [documents[q["document"]], *_units(view.graph["documents"][documents[q["document"]]], q["place"])]
                    for q in fact["evidence"]
                ],
            ]
            for subject, target, iri, fact in facts
        ],
        "prefixes": iris.PREFIXES,
        "queries": [
            {
                "name": query.name,
                "title": [query.title.zh, query.title.en],
                "about": [query.about.zh, query.about.en],
                "parameters": list(query.parameters),
                "text": catalog.bare(query.text),
            }
            for query in catalog.named()
        ],
    }


@cache
def initials(name: str) -> str:
    """Return the first letters of a name as it is spelled in pinyin; what is not Chinese stays as it is.

    >>> initials("春晖市总工会"), initials("K歌赛")
    ('chszgh', 'kgs')
    """
    return "".join(lazy_pinyin(name, style=Style.FIRST_LETTER)).lower()


def _labels(concepts: Mapping[str, Concept]) -> dict[str, dict[str, str]]:
    return {name: {"zh": concept.label.zh, "en": concept.label.en} for name, concept in concepts.items()}


def _plain(attributes: Mapping[str, object]) -> dict[str, object]:
    return {key: dict(value) if isinstance(value, Mapping) else value for key, value in sorted(attributes.items())}


def _mentions(document: Mapping[str, Any], number: Mapping[str, int]) -> list[int]:
    flat: list[int] = []
    for start, end, iri in document["mentions"]:
        flat += [*_units(document, (start, end)), number[iri]]
    return flat


def _units(document: Mapping[str, Any], places: tuple[int, ...]) -> list[int]:
    """Return offsets as JavaScript counts them: a character beyond the basic plane is two units."""
    text: str = document["text"]
    if text.isascii() or max(text, default="") <= "\uffff":
        return list(places)
    return [place + sum(character > "\uffff" for character in text[:place]) for place in places]
