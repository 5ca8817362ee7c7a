"""Entities to RDF: what a thing is, what it is called, and the values its names tell."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping

from pyoxigraph import Literal, NamedNode, Triple

from extract.schema import load
from graph import iris
from graph.resolved import ResolvedEntity
from graph.terms import bounds, chinese, moment, node, number

Mint = Callable[..., NamedNode]
"""Makes the IRI of a thing from its kind and parts."""

_IN_XSD = {
    "date": "time:inXSDDate",
    "gYearMonth": "time:inXSDgYearMonth",
    "gYear": "time:inXSDgYear",
}


def describe(entity: ResolvedEntity, forms: Collection[str], mint: Mint) -> Iterator[Triple]:
    """Yield the triples of an entity: classes, `skos:prefLabel`, `skos:altLabel` for `forms`, values of its type."""
    subject = NamedNode(entity.iri)
    for name in load().types[entity.type].classes:
        yield Triple(subject, node("rdf:type"), node(name))
    yield from label(subject, entity.name)
    for form in forms:
        yield Triple(subject, node("skos:altLabel"), chinese(form))
    if entity.type in _VALUES:
        yield from _VALUES[entity.type](subject, entity.attributes, mint)


def label(subject: NamedNode, text: str) -> Iterator[Triple]:
    """Yield the one preferred label of a thing."""
    yield Triple(subject, node("skos:prefLabel"), chinese(text))


def _organization(subject: NamedNode, attributes: Mapping[str, object], _mint: Mint) -> Iterator[Triple]:
    kind = load().organization_kinds.get(str(attributes.get("kind")))
    if kind and kind.class_iri:
        yield Triple(subject, node("rdf:type"), node(kind.class_iri))


def _place(subject: NamedNode, attributes: Mapping[str, object], _mint: Mint) -> Iterator[Triple]:
    if code := attributes.get("code"):
        yield Triple(subject, node("rdf:type"), node("schema:AdministrativeArea"))
        yield Triple(subject, node("skos:notation"), Literal(str(code)))


def _award(subject: NamedNode, attributes: Mapping[str, object], _mint: Mint) -> Iterator[Triple]:
    for scheme in ("level", "kind"):
        if key := attributes.get(scheme):
            yield Triple(subject, node(f"gx:{scheme}"), NamedNode(iris.concept(scheme, str(key))))


def _instant(subject: NamedNode, text: str) -> Iterator[Triple]:
    literal = moment(text)
    yield Triple(subject, node("rdf:type"), node("time:Instant"))
    if spelled := _IN_XSD.get(literal.datatype.value.rpartition("#")[2]):
        yield Triple(subject, node(spelled), literal)


def _date(subject: NamedNode, attributes: Mapping[str, object], mint: Mint) -> Iterator[Triple]:
    """Yield an instant as precise as it is told, or for a period an interval between two of them."""
    if not (value := attributes.get("value")):
        return
    text = str(value)
    yield Triple(subject, node("rdf:value"), Literal(text))
    if "/" not in text:
        yield from _instant(subject, text)
        return
    yield Triple(subject, node("rdf:type"), node("time:ProperInterval"))
    for prefixed, end in zip(("time:hasBeginning", "time:hasEnd"), bounds(text), strict=True):
        if end:
            instant = mint("moment", end)
            yield Triple(subject, node(prefixed), instant)
            yield from _instant(instant, end)


def _figure(subject: NamedNode, attributes: Mapping[str, object], _mint: Mint) -> Iterator[Triple]:
    value = attributes.get("value")
    told = {"min": value.get("min"), "max": value.get("max")} if isinstance(value, Mapping) else {"": value}
    for key, amount in told.items():
        if isinstance(amount, int | float):
            yield Triple(subject, node(f"schema:{key}Value" if key else "schema:value"), number(amount))
    if unit := attributes.get("unit"):
        yield Triple(subject, node("schema:unitText"), chinese(str(unit)))


_VALUES: Mapping[str, Callable[[NamedNode, Mapping[str, object], Mint], Iterator[Triple]]] = {
    "Organization": _organization,
    "Place": _place,
    "Award": _award,
    "Date": _date,
    "Figure": _figure,
}
