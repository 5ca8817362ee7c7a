"""Facts to RDF: a node for each fact, the direct triple beside it, and the evidence of one article for it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode, Triple

from extract.facts import Evidence
from extract.schema import load
from graph.descriptions import Mint, label
from graph.resolved import ResolvedEntity, ResolvedFact, Telling
from graph.terms import bounds, chinese, moment, node, number, offset

CLASSES = {"worksFor": "org:Membership", "receivedAward": "vivo:AwardReceipt"}
"""Predicates whose facts have a class of the world's vocabularies besides `gx:Fact`."""

QUALIFIERS = {"role": "gx:role", "date": "dcterms:date", "rank": "gx:rank", "of": "gx:of"}
"""The literal that a fact node carries for each qualifier."""

ORGANIZERS = {"承办": "gx:undertaker", "协办": "gx:coOrganizer"}
"""Roles of an organiser that have a property of their own."""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the triples of a fact refer to besides the fact.

    Attributes:
        article: the article that tells it.
        entities: all entities of the graph by IRI.
        positions: IRIs of positions by each of their names.
        conferrers: awards → organisations that confer them, as this article tells.
        mint: makes IRIs.
    """

    article: NamedNode
    entities: Mapping[str, ResolvedEntity]
    positions: Mapping[str, str]
    conferrers: Mapping[str, Sequence[str]]
    mint: Mint


def state(fact: ResolvedFact, telling: Telling, around: Surroundings) -> Iterator[Triple]:
    """Yield all triples by which one article tells a fact."""
    yield from _node(fact)
    if fact.predicate == "worksFor":
        yield from _membership(fact, around)
    if fact.predicate == "receivedAward":
        yield from _receipt(fact, around)
    yield from _shortcuts(fact, around.entities)
    yield from _evidence(fact, telling, around)


def _node(fact: ResolvedFact) -> Iterator[Triple]:
    subject = NamedNode(fact.iri)
    yield Triple(subject, node("rdf:type"), node("gx:Fact"))
    if fact.predicate in CLASSES:
        yield Triple(subject, node("rdf:type"), node(CLASSES[fact.predicate]))
    yield Triple(subject, node("rdf:subject"), NamedNode(fact.subject))
    yield Triple(subject, node("rdf:predicate"), node(load().predicates[fact.predicate].iri))
    yield Triple(subject, node("rdf:object"), NamedNode(fact.object))
    yield Triple(subject, node("gx:implicit"), Literal(fact.implicit))
    for key, text in fact.qualifiers.items():
        yield Triple(subject, node(QUALIFIERS[key]), _qualifier(key, text))


def _qualifier(key: str, text: str) -> Literal:
    literal = moment(text)
    dated = key == "date" and literal.datatype != node("xsd:string")
    return literal if dated else chinese(text)


def _membership(fact: ResolvedFact, around: Surroundings) -> Iterator[Triple]:
    subject = NamedNode(fact.iri)
    yield Triple(subject, node("org:member"), NamedNode(fact.subject))
    yield Triple(subject, node("org:organization"), NamedNode(fact.object))
    if not (text := fact.qualifiers.get("role")):
        return
    if position := around.positions.get(text):
        yield Triple(subject, node("org:role"), NamedNode(position))
        return
    role = around.mint("role", text)
    yield Triple(subject, node("org:role"), role)
    for name in load().types["Position"].classes:
        yield Triple(role, node("rdf:type"), node(name))
    yield from label(role, text)


def _receipt(fact: ResolvedFact, around: Surroundings) -> Iterator[Triple]:
    subject = NamedNode(fact.iri)
    yield Triple(subject, node("gx:recipient"), NamedNode(fact.subject))
    yield Triple(subject, node("gx:award"), NamedNode(fact.object))
    for organization in around.conferrers.get(fact.object, ()):
        yield Triple(subject, node("vivo:assignedBy"), NamedNode(organization))


def _shortcuts(fact: ResolvedFact, entities: Mapping[str, ResolvedEntity]) -> Iterator[Triple]:
    predicate = load().predicates[fact.predicate]
    subject, target = NamedNode(fact.subject), NamedNode(fact.object)
    yield Triple(subject, node(predicate.iri), target)
    if predicate.symmetric:
        yield Triple(target, node(predicate.iri), subject)
    match fact.predicate:
        case "organized":
            yield Triple(target, node("schema:organizer"), subject)
            if part := ORGANIZERS.get(fact.qualifiers.get("role", "")):
                yield Triple(target, node(part), subject)
        case "participatedIn":
            yield Triple(target, node("lode:involvedAgent"), subject)
        case "occurredOn":
            yield from _time(subject, entities[fact.object])
        case "partOf":
            yield from _part(subject, target, entities)
        case "measured":
            yield Triple(target, node("schema:observationAbout"), subject)
            if text := fact.qualifiers.get("of"):
                yield Triple(target, node("schema:measuredProperty"), chinese(text))


def _time(subject: NamedNode, date: ResolvedEntity) -> Iterator[Triple]:
    ends = bounds(str(date.attributes.get("value", "")))
    for prefixed, end in zip(("schema:startDate", "schema:endDate"), ends, strict=True):
        if end:
            yield Triple(subject, node(prefixed), moment(end))


def _part(subject: NamedNode, target: NamedNode, entities: Mapping[str, ResolvedEntity]) -> Iterator[Triple]:
    whole, part = entities[target.value], entities[subject.value]
    if part.type == "Activity":
        yield Triple(subject, node("schema:superEvent"), target)
        yield Triple(target, node("schema:subEvent"), subject)
        return
    # org:unitOf makes its object a formal organisation, which another department is not.
    unit = part.attributes.get("kind") == "department" and whole.attributes.get("kind") != "department"
    yield Triple(subject, node("org:unitOf" if unit else "org:subOrganizationOf"), target)


def _evidence(fact: ResolvedFact, telling: Telling, around: Surroundings) -> Iterator[Triple]:
    annotation = around.mint("annotation", fact.iri, telling.document)
    extractor = around.mint("extractor", telling.extractor)
    yield Triple(annotation, node("rdf:type"), node("oa:Annotation"))
    yield Triple(annotation, node("oa:hasBody"), NamedNode(fact.iri))
    yield Triple(annotation, node("gx:confidence"), number(round(float(telling.confidence), 3)))
    yield Triple(annotation, node("gx:implicit"), Literal(telling.implicit))
    yield Triple(annotation, node("prov:wasGeneratedBy"), extractor)
    yield Triple(extractor, node("rdf:type"), node("prov:Activity"))
    yield Triple(extractor, node("rdfs:label"), Literal(telling.extractor))
    for evidence in telling.evidence:
        yield from _passage(annotation, evidence, around)


def _passage(annotation: NamedNode, evidence: Evidence, around: Surroundings) -> Iterator[Triple]:
    """One passage is one set of nodes, however many facts it shows."""
    place = (evidence.document, str(evidence.start), str(evidence.end))
    passage, quote, offsets = (around.mint(kind, *place) for kind in ("passage", "quote", "offsets"))
    yield Triple(annotation, node("oa:hasTarget"), passage)
    yield Triple(passage, node("rdf:type"), node("oa:SpecificResource"))
    yield Triple(passage, node("oa:hasSource"), around.article)
    yield Triple(passage, node("oa:hasSelector"), quote)
    yield Triple(passage, node("oa:hasSelector"), offsets)
    yield Triple(quote, node("rdf:type"), node("oa:TextQuoteSelector"))
    yield Triple(quote, node("oa:exact"), chinese(evidence.text))
    yield Triple(offsets, node("rdf:type"), node("oa:TextPositionSelector"))
    yield Triple(offsets, node("oa:start"), offset(evidence.start))
    yield Triple(offsets, node("oa:end"), offset(evidence.end))
