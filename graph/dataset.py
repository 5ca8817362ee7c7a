"""The resolved graph as an RDF dataset: one named graph an article, and one for the vocabulary.

In an article's graph stands what the article tells, and nothing else, so that removing an article is one DROP. There
are no blank nodes: every node has an IRI made from its content, and two machines agree on every triple.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from importlib import resources
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Triple, parse

from extract.facts import Document
from graph import iris
from graph.descriptions import describe, label
from graph.resolved import ResolvedEntity, ResolvedFact, ResolvedGraph, Telling
from graph.statements import Surroundings, state
from graph.terms import chinese, moment, node

if TYPE_CHECKING:
    from rdflib import Graph


def dataset(graph: ResolvedGraph, base: str = iris.BASE) -> tuple[Quad, ...]:
    """Return the graph as quads, each once, sorted by graph, then as by :func:`order`.

    Args:
        graph: entities and facts of all documents. Every subject and object of a fact is among the entities, and every
            telling names one of the documents.
        base: what the IRIs of articles, evidence and roles begin with.

    Raises:
        KeyError: a fact or a telling refers to what the graph does not hold.
    """
    found = dict(graphs(graph, base))
    return tuple(
        Quad(triple.subject, triple.predicate, triple.object, name)
        for name in sorted(found, key=str)
        for triple in sorted(found[name], key=order)
    )


def order(triple: Triple) -> tuple[str, str, str]:
    """Return the key by which triples are sorted: subject, predicate (`rdf:type` first), object."""
    predicate = "" if triple.predicate == node("rdf:type") else triple.predicate.value
    return str(triple.subject), predicate, str(triple.object)


def vocabulary() -> Iterator[Triple]:
    """Yield the triples of the ontology, so that a dataset carries the labels of its terms."""
    text = resources.files(__package__).joinpath("guanxi.ttl").read_bytes()
    return (quad.triple for quad in parse(text, RdfFormat.TURTLE))


def merged(quads: Iterable[Quad]) -> Graph:
    """Return the triples of all named graphs as one rdflib graph, for tools that know no other."""
    from rdflib import Graph  # noqa: PLC0415 -- takes long to load, and only this needs it

    lines = "".join(f"{triple} .\n" for triple in {quad.triple for quad in quads})
    return Graph().parse(data=lines, format="nt")


def article(document: str, base: str = iris.BASE) -> NamedNode:
    """Return the IRI of a document; it also names the graph that holds what the document tells."""
    return NamedNode(iris.thing("article", document, base=base))


@dataclass(frozen=True, slots=True)
class Known:
    """What articles refer to.

    Attributes:
        entities: by IRI.
        positions: IRIs of positions by each of their names.
        base: what the IRIs of articles, evidence and roles begin with.
    """

    entities: Mapping[str, ResolvedEntity]
    positions: Mapping[str, str]
    base: str = iris.BASE


def article_triples(
    document: Document,
    told: list[tuple[ResolvedFact, Telling]],
    mentioned: Mapping[str, Collection[str]],
    known: Known,
) -> set[Triple]:
    """Return what one article tells.

    Args:
        document: the article.
        told: the facts that it tells, each with the way it does.
        mentioned: the IRIs of the entities that it mentions, each with the words it does so with.
        known: at least the entities that facts and `mentioned` lead to.
    """
    around = Surroundings(
        article(document.name, known.base),
        known.entities,
        known.positions,
        _conferrers(told),
        lambda kind, *parts: NamedNode(iris.thing(kind, *parts, base=known.base)),
    )
    return set(_article(document, told, {iri: set(texts) for iri, texts in mentioned.items()}, around))


def graphs(graph: ResolvedGraph, base: str = iris.BASE) -> Iterator[tuple[NamedNode, set[Triple]]]:
    """Yield the named graphs, one by one: that of the vocabulary, then those of the articles. Args as of `dataset`."""
    yield NamedNode(iris.VOCABULARY), set(vocabulary())
    known = Known({entity.iri: entity for entity in graph.entities}, _positions(graph), base)
    told: dict[str, list[tuple[ResolvedFact, Telling]]] = {document.name: [] for document in graph.documents}
    for fact in graph.facts:
        for telling in fact.tellings:
            told[telling.document].append((fact, telling))
    mentioned: dict[str, dict[str, set[str]]] = {document.name: defaultdict(set) for document in graph.documents}
    for entity in graph.entities:
        for name, mention in entity.mentions:
            mentioned[name][entity.iri].add(mention.text)
    for document in graph.documents:
        name = document.name
        yield article(name, base), article_triples(document, told[name], mentioned[name], known)


def _positions(graph: ResolvedGraph) -> dict[str, str]:
    """Return the IRI of a position for each of its names; where two share a name, the first IRI."""
    found: dict[str, str] = {}
    for entity in sorted(graph.entities, key=lambda entity: entity.iri):
        if entity.type == "Position":
            for form in (entity.name, *entity.names):
                found.setdefault(form, entity.iri)
    return found


def _conferrers(told: Iterable[tuple[ResolvedFact, Telling]]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for fact, _ in told:
        if fact.predicate == "awardedBy":
            found[fact.subject].append(fact.object)
    return found


def _article(
    document: Document,
    told: list[tuple[ResolvedFact, Telling]],
    mentioned: dict[str, set[str]],
    around: Surroundings,
) -> Iterator[Triple]:
    yield Triple(around.article, node("rdf:type"), node("schema:NewsArticle"))
    yield Triple(around.article, node("schema:identifier"), Literal(document.name))
    if document.title:
        yield Triple(around.article, node("schema:headline"), chinese(document.title))
    if document.date:
        yield Triple(around.article, node("schema:datePublished"), moment(document.date))
    for fact, telling in told:
        for triple in state(fact, telling, around):
            yield triple
            # A fact may name what the article only implies: its label belongs here all the same.
            for end in (triple.subject, triple.object):
                if isinstance(end, NamedNode) and end.value in around.entities:
                    mentioned.setdefault(end.value, set())
    for iri, texts in mentioned.items():
        entity = around.entities[iri]
        if texts:
            yield Triple(around.article, node("schema:mentions"), NamedNode(iri))
        yield from describe(entity, _forms(entity, texts), around.mint)


def article_names(entity: ResolvedEntity, texts: Collection[str]) -> Iterator[Triple]:
    """Yield the names that an article gives an entity which it mentions with these words."""
    subject = NamedNode(entity.iri)
    yield from label(subject, entity.name)
    for form in _forms(entity, texts):
        yield Triple(subject, node("skos:altLabel"), chinese(form))


def unwritten(entity: ResolvedEntity) -> tuple[str, ...]:
    """Return those other names of an entity that no article writes."""
    written = {mention.text for _, mention in entity.mentions}
    return tuple(form for form in entity.names if form not in written)


def _forms(entity: ResolvedEntity, texts: Collection[str]) -> set[str]:
    """Return the other names an article gives an entity: those it writes, and those that no article writes."""
    return {*texts, *unwritten(entity)} - {entity.name}
