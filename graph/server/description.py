"""What the server says of itself: the service (SPARQL 1.1 Service Description) and the dataset (VoID)."""

from __future__ import annotations

from functools import lru_cache

from pyoxigraph import BlankNode, Literal, NamedNode, QuerySolutions, Store, Triple, serialize

from extract.schema import load
from graph import iris
from graph.server.negotiation import GRAPHS, RESULTS, choose
from graph.server.questions import Answer, refusal
from graph.terms import node

_PREFIXES = {
    **iris.PREFIXES,
    "sd": "http://www.w3.org/ns/sparql-service-description#",
    "void": "http://rdfs.org/ns/void#",
}
_COUNTS = {
    "void:triples": "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }",
    "void:distinctSubjects": "SELECT (COUNT(DISTINCT ?s) AS ?n) { ?s ?p ?o }",
    "void:documents": "SELECT (COUNT(?s) AS ?n) { ?s a schema:NewsArticle }",
}
_PARTS = {
    (
        "void:classPartition",
        "void:class",
        "void:entities",
    ): "SELECT ?x (COUNT(?s) AS ?n) { ?s a ?x } GROUP BY ?x ORDER BY ?x",
    (
        "void:propertyPartition",
        "void:property",
        "void:triples",
    ): "SELECT ?x (COUNT(*) AS ?n) { ?s ?x ?o } GROUP BY ?x ORDER BY ?x",
}


def service(address: str, accept: str) -> Answer:
    """Return what the endpoint of the server at `address` can do, as a graph."""
    endpoint, data, default = NamedNode(f"{address}sparql"), BlankNode("dataset"), BlankNode("default")
    forms = sorted({*(form.iri for form in RESULTS.values()), *(form.iri for form in GRAPHS.values())})
    triples = [
        Triple(endpoint, node("rdf:type"), _node("sd:Service")),
        Triple(endpoint, _node("sd:endpoint"), endpoint),
        Triple(endpoint, _node("sd:supportedLanguage"), _node("sd:SPARQL11Query")),
        Triple(endpoint, _node("sd:feature"), _node("sd:UnionDefaultGraph")),
        *(Triple(endpoint, _node("sd:resultFormat"), NamedNode(form)) for form in forms),
        Triple(endpoint, _node("sd:defaultDataset"), data),
        Triple(data, node("rdf:type"), _node("sd:Dataset")),
        Triple(data, _node("sd:defaultGraph"), default),
        Triple(default, node("rdf:type"), _node("sd:Graph")),
        Triple(default, node("rdfs:isDefinedBy"), _about(address)),
    ]
    return _written(triples, accept)


def dataset(store: Store, address: str, accept: str) -> Answer:
    """Return how large the dataset is, of which classes and properties, and where it is asked, as a graph."""
    about = _about(address)
    triples = [
        Triple(about, node("rdf:type"), _node("void:Dataset")),
        Triple(about, node("dcterms:title"), Literal("关系", language="zh")),
        Triple(about, node("dcterms:title"), Literal("guanxi", language="en")),
        Triple(about, _node("void:sparqlEndpoint"), NamedNode(f"{address}sparql")),
        Triple(about, _node("void:uriSpace"), Literal(iris.BASE)),
        *(Triple(about, _node("void:vocabulary"), NamedNode(name)) for name in sorted(load().prefixes.values())),
    ]
    for prefixed, amount in _counts(store):
        triples.append(Triple(about, _node(prefixed), amount))
    for number, (part, key, what, measure, amount) in enumerate(_partitions(store)):
        one = BlankNode(f"part{number}")
        triples += [
            Triple(about, _node(part), one),
            Triple(one, _node(key), what),
            Triple(one, _node(measure), amount),
        ]
    return _written(triples, accept)


@lru_cache(maxsize=1)  # a worker has one store, which does not change, and counting takes seconds where it is large
def _counts(store: Store) -> tuple[tuple[str, Literal], ...]:
    return tuple((prefixed, row["n"]) for prefixed, text in _COUNTS.items() for row in _select(store, text))


@lru_cache(maxsize=1)
def _partitions(store: Store) -> tuple[tuple[str, str, NamedNode, str, Literal], ...]:
    """Return property of the partition, its key, the class or property, its measure and the amount."""
    return tuple(
        (part, key, row["x"], measure, row["n"])
        for (part, key, measure), text in _PARTS.items()
        for row in _select(store, text)
    )


def _about(address: str) -> NamedNode:
    return NamedNode(f"{address}.well-known/void#dataset")


def _node(prefixed: str) -> NamedNode:
    prefix, _, local = prefixed.partition(":")
    return NamedNode(_PREFIXES[prefix] + local)


def _select(store: Store, text: str) -> QuerySolutions:
    result = store.query(text, prefixes=iris.PREFIXES)
    if not isinstance(result, QuerySolutions):
        raise TypeError(f"no SELECT: {text}")
    return result


def _written(triples: list[Triple], accept: str) -> Answer:
    if not (chosen := choose(accept, tuple(GRAPHS))):
        return refusal(
            406,
            "The description is there as text/turtle, application/ld+json, application/n-triples, application/rdf+xml.",
        )
    form = GRAPHS[chosen]
    return Answer(200, form.media_type, serialize(triples, format=form, prefixes=_PREFIXES) or b"")
