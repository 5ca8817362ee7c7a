"""SHACL shapes, made from the schema, that every dataset conforms to.

A predicate's shape has the predicate itself for its one focus node and reaches the ends of its facts by a path, so that
checking costs little however many facts there are, and a broken fact is told by the predicate's name.
"""

from __future__ import annotations

from collections.abc import Mapping

from rdflib import RDF, BNode, Graph, Literal, URIRef
from rdflib.collection import Collection
from rdflib.namespace import SH, SKOS, XSD
from rdflib.term import IdentifiedNode, Node

from extract.schema import Predicate, load
from graph import iris

Constraints = Mapping[URIRef, Node]


def shapes() -> Graph:
    """Return the shapes graph, in core SHACL."""
    graph = Graph()
    for kind in load().types.values():
        _labelled(graph, _uri(kind.classes[0]), kind.name)
    for predicate in load().predicates.values():
        _predicate(graph, predicate)
    _award(graph)
    _fact(graph)
    _evidence(graph)
    article = _shape(graph, "article", {SH.targetClass: _uri("schema:NewsArticle")})
    _one(graph, article, "schema:identifier", {SH.datatype: XSD.string}, "an article has one identifier")
    return graph


def validate(data: Graph) -> tuple[str, ...]:
    """Check triples against the shapes, and return one readable line for each fault, sorted; none if all is well."""
    from pyshacl import validate as check  # noqa: PLC0415 -- slow to import

    _, report, _ = check(data, shacl_graph=shapes())
    if not isinstance(report, Graph):
        raise TypeError(f"pySHACL gave no report: {report}")
    return tuple(sorted(_fault(data, report, result) for result in report.objects(None, SH.result)))


def _fault(data: Graph, report: Graph, result: Node) -> str:
    focus, value = report.value(result, SH.focusNode), report.value(result, SH.value)
    where = _name(data, focus) if value is None or value == focus else f"{_name(data, focus)} → {_name(data, value)}"
    return f"{where}: {report.value(result, SH.resultMessage)}"


def _name(data: Graph, subject: Node | None) -> str:
    label = data.value(subject, SKOS.prefLabel) if isinstance(subject, IdentifiedNode) else None
    return f"{label} <{subject}>" if label else str(subject)


def _uri(prefixed: str) -> URIRef:
    return URIRef(iris.term(prefixed))


def _add(graph: Graph, subject: Node, constraints: Constraints) -> None:
    for constraint, value in constraints.items():
        graph.add((subject, constraint, value))


def _list(graph: Graph, members: list[Node]) -> BNode:
    head = BNode()
    Collection(graph, head, members)
    return head


def _shape(graph: Graph, name: str, constraints: Constraints) -> URIRef:
    shape = _uri(f"gx:shape-{name}")
    graph.add((shape, RDF.type, SH.NodeShape))
    _add(graph, shape, constraints)
    return shape


def _property(graph: Graph, shape: Node, path: Node, constraints: Constraints, message: str) -> None:
    node = BNode()
    graph.add((shape, SH.property, node))
    _add(graph, node, {SH.path: path, SH.message: Literal(message), **constraints})


def _one(graph: Graph, shape: Node, path: str, constraints: Constraints, message: str) -> None:
    once = {SH.minCount: Literal(1), SH.maxCount: Literal(1)}
    _property(graph, shape, _uri(path), {**once, **constraints}, message)


def _inverse(graph: Graph, path: str) -> BNode:
    node = BNode()
    graph.add((node, SH.inversePath, _uri(path)))
    return node


def _labelled(graph: Graph, kind: URIRef, name: str) -> None:
    shape = _shape(graph, name, {SH.targetClass: kind})
    constraints = {SH.languageIn: _list(graph, [Literal("zh")]), SH.minLength: Literal(1)}
    _one(graph, shape, "skos:prefLabel", constraints, f"{name} has exactly one skos:prefLabel, in Chinese")
    other = {SH.languageIn: _list(graph, [Literal("zh")]), SH.disjoint: SKOS.prefLabel}
    _property(graph, shape, SKOS.altLabel, other, f"{name} has other names in Chinese that are not its skos:prefLabel")


def _instance(graph: Graph, types: tuple[str, ...]) -> Constraints:
    """Constraints for an instance of any of the types."""
    classes = [_uri(load().types[name].classes[0]) for name in types]
    if len(classes) == 1:
        return {SH["class"]: classes[0]}
    options: list[Node] = []
    for kind in classes:
        option = BNode()
        graph.add((option, SH["class"], kind))
        options.append(option)
    return {SH["or"]: _list(graph, options)}


def _predicate(graph: Graph, predicate: Predicate) -> None:
    iri = _uri(predicate.iri)
    shape = _shape(graph, predicate.name, {SH.targetNode: iri})
    for end, types in ((RDF.subject, predicate.domain), (RDF.object, predicate.range)):
        path = _list(graph, [_inverse(graph, "rdf:predicate"), end])
        part = "subject" if end == RDF.subject else "object"
        message = f"the {part} of {predicate.name} is {' or '.join(types)}"
        _property(graph, shape, path, _instance(graph, types), message)
    if predicate.same_type:
        _same_type(graph, predicate, iri)


def _same_type(graph: Graph, predicate: Predicate, iri: URIRef) -> None:
    options: list[Node] = []
    for name in predicate.domain:
        option = BNode()
        _add(graph, option, _instance(graph, (name,)))
        _property(graph, option, iri, _instance(graph, (name,)), f"{predicate.name} leads from {name} to {name}")
        options.append(option)
    message = Literal(f"{predicate.name} joins things of one type: {' or '.join(predicate.domain)}")
    constraints = {SH.targetSubjectsOf: iri, SH["or"]: _list(graph, options), SH.message: message}
    _shape(graph, f"{predicate.name}-ends", constraints)


def _award(graph: Graph) -> None:
    shape = _shape(graph, "conferred", {SH.targetClass: _uri(load().types["Award"].classes[0])})
    for name, concepts in (("level", load().award_levels), ("kind", load().award_kinds)):
        allowed: list[Node] = [URIRef(iris.concept(name, key)) for key in concepts]
        constraints = {SH.maxCount: Literal(1), SH["in"]: _list(graph, allowed)}
        message = f"the {name} of an award is a concept of gx:award-{name}s"
        _property(graph, shape, _uri(f"gx:{name}"), constraints, message)


def _fact(graph: Graph) -> None:
    shape = _shape(graph, "Fact", {SH.targetClass: _uri("gx:Fact")})
    predicates: list[Node] = [_uri(predicate.iri) for predicate in load().predicates.values()]
    allowed = {SH["in"]: _list(graph, predicates)}
    _one(graph, shape, "rdf:subject", {SH.nodeKind: SH.IRI}, "a fact has one rdf:subject")
    _one(graph, shape, "rdf:predicate", allowed, "a fact has one rdf:predicate, of the schema")
    _one(graph, shape, "rdf:object", {SH.nodeKind: SH.IRI}, "a fact has one rdf:object")
    _one(graph, shape, "gx:implicit", {SH.datatype: XSD.boolean}, "a fact is implicit or not")
    backed = {SH.minCount: Literal(1), SH["class"]: _uri("oa:Annotation")}
    _property(graph, shape, _inverse(graph, "oa:hasBody"), backed, "a fact has evidence")


def _evidence(graph: Graph) -> None:
    annotation = _shape(graph, "evidence", {SH.targetClass: _uri("oa:Annotation")})
    sure = {SH.datatype: XSD.decimal, SH.minInclusive: Literal(0), SH.maxInclusive: Literal(1)}
    _one(graph, annotation, "oa:hasBody", {SH["class"]: _uri("gx:Fact")}, "evidence shows one fact")
    _one(graph, annotation, "gx:confidence", sure, "evidence has one confidence from 0 to 1")
    _one(graph, annotation, "gx:implicit", {SH.datatype: XSD.boolean}, "evidence is implicit or not")
    _one(graph, annotation, "prov:wasGeneratedBy", {SH.nodeKind: SH.IRI}, "evidence names its extractor")
    target = {SH.minCount: Literal(1), SH["class"]: _uri("oa:SpecificResource")}
    _property(graph, annotation, _uri("oa:hasTarget"), target, "evidence points to at least one passage")

    passage = _shape(graph, "passage", {SH.targetClass: _uri("oa:SpecificResource")})
    _one(graph, passage, "oa:hasSource", {SH["class"]: _uri("schema:NewsArticle")}, "a passage stands in one article")
    for name in ("oa:TextQuoteSelector", "oa:TextPositionSelector"):
        selector = BNode()
        graph.add((selector, SH["class"], _uri(name)))
        once = {SH.qualifiedValueShape: selector, SH.qualifiedMinCount: Literal(1), SH.qualifiedMaxCount: Literal(1)}
        _property(graph, passage, _uri("oa:hasSelector"), once, f"a passage has one {name}")

    quote = _shape(graph, "quote", {SH.targetClass: _uri("oa:TextQuoteSelector")})
    _one(graph, quote, "oa:exact", {SH.minLength: Literal(1)}, "a quote has words")
    offsets = _shape(graph, "offsets", {SH.targetClass: _uri("oa:TextPositionSelector")})
    whole = {SH.datatype: XSD.nonNegativeInteger}
    _one(graph, offsets, "oa:start", {**whole, SH.lessThan: _uri("oa:end")}, "a passage starts before it ends")
    _one(graph, offsets, "oa:end", whole, "a passage has one end")
