"""One thing and all that the graph tells of it: as Turtle, JSON-LD or a page to read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pyoxigraph import DefaultGraph, NamedNode, Store, Triple, serialize

from graph import iris
from graph.dataset import order
from graph.server import sheet
from graph.server.negotiation import GRAPHS, HTML, choose
from graph.server.questions import Answer, refusal
from graph.terms import node

MOST = 500
"""Facts of one thing that are told; a province may have very many."""


def answer(store: Store, iri: str, accept: str) -> Answer:
    """Return all about the thing `iri` in the form that the client accepts, 404 where the graph knows nothing of it."""
    thing = NamedNode(iri)
    triples = describe(store, thing)
    if not triples:
        return refusal(404, f"The graph tells nothing of {iri}.")
    chosen = choose(accept, (*GRAPHS, HTML))
    if chosen is None:
        return refusal(
            406, "None of the accepted media types is there. There are text/html, text/turtle, application/ld+json."
        )
    if chosen == HTML:
        return Answer(200, "text/html; charset=utf-8", sheet.render(thing, triples).encode())
    form = GRAPHS[chosen]
    return Answer(200, form.media_type, serialize(triples, format=form, prefixes=iris.prefixes()) or b"")


def describe(store: Store, thing: NamedNode) -> tuple[Triple, ...]:
    """Return the triples of a thing, of up to :data:`MOST` facts about it or told by it, and of their evidence; sorted.

    Of what the facts lead to there are the labels and types; of an article also its title and file.
    """
    own = set(_from(store, thing))
    if not own:
        return ()
    facts = sorted(_facts(store, thing), key=str)[:MOST]
    told = {triple for fact in facts for triple in _evidence(store, fact)}
    triples = own | told
    ends = {end for triple in triples for end in (triple.predicate, triple.object) if isinstance(end, NamedNode)}
    return tuple(sorted(triples | {triple for end in ends for triple in _titles(store, end)}, key=order))


def _from(store: Store, subject: NamedNode, *predicates: str) -> Iterator[Triple]:
    """Yield the triples of a subject: all, or those with one of the predicates."""
    chosen: list[NamedNode | None] = [node(name) for name in predicates]
    for predicate in chosen or [None]:
        for quad in store.quads_for_pattern(subject, predicate, None, DefaultGraph()):
            yield quad.triple


def _to(store: Store, predicate: str, target: NamedNode) -> set[NamedNode]:
    quads = store.quads_for_pattern(None, node(predicate), target, DefaultGraph())
    return {quad.subject for quad in quads if isinstance(quad.subject, NamedNode)}


def _ends(triples: Iterable[Triple], predicate: str) -> set[NamedNode]:
    return {t.object for t in triples if t.predicate == node(predicate) and isinstance(t.object, NamedNode)}


def _facts(store: Store, thing: NamedNode) -> set[NamedNode]:
    """Return the facts that a thing is an end of, that an article or a passage tells, or that it is itself."""
    found = _to(store, "rdf:subject", thing) | _to(store, "rdf:object", thing)
    if Triple(thing, node("rdf:type"), node("gx:Fact")) in set(_from(store, thing, "rdf:type")):
        found.add(thing)
    for passage in _to(store, "oa:hasSource", thing) | {thing}:
        for annotation in _to(store, "oa:hasTarget", passage):
            found |= _ends(_from(store, annotation), "oa:hasBody")
    return found


def _evidence(store: Store, fact: NamedNode) -> Iterator[Triple]:
    yield from _from(store, fact)
    for annotation in _to(store, "oa:hasBody", fact):
        yield from _from(store, annotation)
        for passage in _ends(_from(store, annotation), "oa:hasTarget"):
            yield from _from(store, passage)
            for selector in _ends(_from(store, passage), "oa:hasSelector"):
                yield from _from(store, selector)


def _titles(store: Store, end: NamedNode) -> Iterator[Triple]:
    yield from _from(store, end, "skos:prefLabel", "rdfs:label", "schema:headline", "schema:identifier")
    if end.value.startswith(iris.BASE):
        yield from _from(store, end, "rdf:type")
