"""The ontology, made from the schema: classes, properties, award levels and kinds, in Chinese and English.

Domains and ranges are `schema:domainIncludes` and `schema:rangeIncludes`, which tell a reader what to expect and let a
reasoner conclude nothing: with `rdfs:domain`, every activity that receives an award would turn into a person too. The
terms of other vocabularies get a label for display and the ends we use them between, and no axiom.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from rdflib import Graph, Literal, URIRef
from rdflib.namespace import DCTERMS, OWL, RDF, RDFS, SKOS

from extract.schema import Concept, Label, Predicate, load
from graph import iris
from graph.vocabulary import CLASSES, PROPERTIES, Term

FILE = Path(__file__).with_name("guanxi.ttl")

_ONTOLOGY = URIRef(iris.VOCABULARY)
_TITLE = Label(
    "关系：组织机构、人物、荣誉与活动的词汇", "guanxi: a vocabulary of organisations, people, awards and activities"
)


def ontology() -> Graph:
    """Return the ontology; it holds no blank node."""
    graph = Graph(bind_namespaces="none")
    for prefix, namespace in load().prefixes.items():
        graph.bind(prefix, namespace, override=True)
    graph.add((_ONTOLOGY, RDF.type, OWL.Ontology))
    _say(graph, _ONTOLOGY, DCTERMS.title, _TITLE)
    _types(graph)
    for predicate in load().predicates.values():
        _predicate(graph, predicate)
    for term in CLASSES:
        _term(graph, term, OWL.Class, RDFS.subClassOf)
    for term in PROPERTIES:
        _term(graph, term, OWL.DatatypeProperty if term.literal else OWL.ObjectProperty, RDFS.subPropertyOf)
    _scheme(graph, "level", Label("荣誉级别", "award levels"), load().award_levels)
    _scheme(graph, "kind", Label("荣誉种类", "award kinds"), load().award_kinds)
    return graph


def write(path: Path = FILE) -> None:
    """Write the ontology as Turtle, by default to the file in the package."""
    path.write_text(ontology().serialize(format="turtle"), encoding="utf-8", newline="\n")


def _uri(prefixed: str) -> URIRef:
    return URIRef(iris.term(prefixed))


def _say(graph: Graph, subject: URIRef, predicate: URIRef, text: Label) -> None:
    graph.add((subject, predicate, Literal(text.zh, lang="zh")))
    graph.add((subject, predicate, Literal(text.en, lang="en")))


def _define(graph: Graph, prefixed: str, kind: URIRef, label: Label) -> URIRef:
    """Declare a term, and say whose it is."""
    subject = _uri(prefixed)
    prefix = prefixed.partition(":")[0]
    graph.add((subject, RDF.type, kind))
    _say(graph, subject, RDFS.label, label)
    graph.add((subject, RDFS.isDefinedBy, _ONTOLOGY if prefix == "gx" else URIRef(load().prefixes[prefix])))
    return subject


def _types(graph: Graph) -> None:
    # A class that several types share (skos:Concept) is named by none of them.
    shared = [name for kind in load().types.values() for name in kind.classes]
    for kind in load().types.values():
        for name in kind.classes:
            if shared.count(name) == 1:
                _define(graph, name, OWL.Class, kind.label)
    for concept in load().organization_kinds.values():
        if concept.class_iri:
            subject = _define(graph, concept.class_iri, OWL.Class, concept.label)
            if concept.class_iri.startswith("gx:"):
                graph.add((subject, RDFS.subClassOf, _uri(load().types["Organization"].classes[0])))
                comment = Label(
                    f"名称表明是{concept.label.zh}的组织机构。",
                    f"An organisation whose name tells: {concept.label.en}.",
                )
                _say(graph, subject, RDFS.comment, comment)


def _predicate(graph: Graph, predicate: Predicate) -> None:
    subject = _define(graph, predicate.iri, OWL.ObjectProperty, predicate.label)
    types = load().types
    for relation, names in (
        (_uri("schema:domainIncludes"), predicate.domain),
        (_uri("schema:rangeIncludes"), predicate.range),
    ):
        for name in names:
            graph.add((subject, relation, _uri(types[name].classes[0])))
    zh = "从{}到{}。".format(*("、".join(types[name].label.zh for name in names) for names in _ends(predicate)))
    en = "From {} to {}.".format(*(" or ".join(types[name].label.en for name in names) for names in _ends(predicate)))
    same = Label("两端同类。", " Both ends are of one type.") if predicate.same_type else Label("", "")
    _say(graph, subject, RDFS.comment, Label(zh + same.zh, en + same.en))
    if predicate.symmetric:
        graph.add((subject, RDF.type, OWL.SymmetricProperty))


def _ends(predicate: Predicate) -> Iterable[tuple[str, ...]]:
    return predicate.domain, predicate.range


def _term(graph: Graph, term: Term, kind: URIRef, under: URIRef) -> None:
    subject = _define(graph, term.name, kind, term.label)
    _say(graph, subject, RDFS.comment, term.comment)
    for parent in term.parents:
        graph.add((subject, under, _uri(parent)))
    for name in term.domain:
        graph.add((subject, _uri("schema:domainIncludes"), _uri(name)))
    for name in term.range:
        graph.add((subject, _uri("schema:rangeIncludes"), _uri(name)))


def _scheme(graph: Graph, name: str, label: Label, concepts: dict[str, Concept]) -> None:
    scheme = _uri(f"gx:award-{name}s")
    graph.add((scheme, RDF.type, SKOS.ConceptScheme))
    _say(graph, scheme, SKOS.prefLabel, label)
    for position, (key, concept) in enumerate(concepts.items(), start=1):
        subject = URIRef(iris.concept(name, key))
        graph.add((subject, RDF.type, SKOS.Concept))
        _say(graph, subject, SKOS.prefLabel, concept.label)
        graph.add((subject, SKOS.inScheme, scheme))
        graph.add((subject, SKOS.topConceptOf, scheme))
        graph.add((subject, _uri("schema:position"), Literal(position)))
