"""Editions of the graph: made anew from all readings, or out of the one before and what changes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from pyoxigraph import DefaultGraph, NamedNode, Quad, Store, Triple

from extract.facts import Reading
from extract.schema import load
from graph import growth, index, store
from graph.bearers import bearers
from graph.dataset import article, dataset
from graph.ledger import Article, Ledger
from graph.readings import from_bytes
from graph.resolve import identify, resolve, resolved
from graph.resolved import ResolvedGraph
from graph.store import Counts, Edition
from graph.writer import Writer


@dataclass(frozen=True, slots=True)
class Whole:
    """A graph in memory: resolved, and as quads."""

    graph: ResolvedGraph
    quads: tuple[Quad, ...]


def remembered(ledger: Ledger) -> Whole:
    """Return the graph of all articles in the ledger."""
    graph = resolve(reading(ledger, name) for name in ledger.articles())
    return Whole(graph, dataset(graph))


def anew(writer: Writer, *, files: bool = True) -> tuple[Edition, Whole]:
    """Make an edition of all articles in the ledger, and their index; nothing is committed.

    Args:
        writer: holds the ledger.
        files: whether files are written with the edition.

    Raises:
        OSError: it cannot be written.
    """
    ledger = writer.ledger
    readings = [reading(ledger, name) for name in ledger.articles()]
    identifiers, own = identify(bearer for each in readings for bearer in bearers(each))
    graph = resolved(readings, identifiers)
    quads = dataset(graph)
    index.fill(ledger.db, readings, graph, identifiers, own)

    def fill(opened: Store) -> Counts:
        opened.bulk_extend(quads)
        triples = {quad.triple for quad in quads}
        opened.bulk_extend(_in_all(triple) for triple in triples)
        entities = Counter(entity.type for entity in graph.entities)
        facts = Counter(fact.predicate for fact in graph.facts)
        return _counts(ledger, entities, facts, len(triples))

    return store.write(writer.output, writer.number, None, fill, files=files), Whole(graph, quads)


def grown(writer: Writer, before: Edition, gone: Sequence[str], come: Sequence[str], *, files: bool) -> Edition:
    """Make an edition out of the one before, after articles have changed in the ledger; nothing is committed.

    Args:
        writer: holds the ledger.
        before: the edition that the index tells of.
        gone: names of articles that were taken out, or are read differently.
        come: names of articles that were taken in, or are read differently.
        files: whether files are written with the edition.

    Raises:
        OSError: it cannot be written.
    """
    ledger = writer.ledger
    change = growth.change(
        ledger.db, gone, (reading(ledger, name) for name in come), lambda name: reading(ledger, name)
    )
    left = ledger.articles()

    def fill(opened: Store) -> Counts:
        graphs = (
            (article(name), growth.triples(ledger.db, reading(ledger, name)) if name in left else set())
            for name in change.documents
        )
        more = _edit(opened, graphs)
        entities = Counter(before.counts.entities) + Counter()
        facts = Counter(before.counts.facts)
        entities.update(change.entities)
        facts.update(change.facts)
        return _counts(ledger, entities, facts, before.counts.triples + more)

    return store.write(writer.output, writer.number, before, fill, files=files)


def reading(ledger: Ledger, name: str) -> Reading:
    """Return the reading of an article of the graph."""
    return from_bytes(ledger.reading(name))


def _edit(opened: Store, graphs: Iterable[tuple[NamedNode, set[Triple]]]) -> int:
    """Make named graphs hold these triples and no others; return how many more the default graph holds then."""
    lost: set[Triple] = set()
    more = 0
    for name, wanted in graphs:
        triples = _as_kept(wanted)
        had = {quad.triple for quad in opened.quads_for_pattern(None, None, None, name)}
        lost |= had - triples
        for triple in had - triples:
            opened.remove(_in(triple, name))
        if not triples:
            opened.remove_graph(name)
        new = triples - had
        opened.extend([_in(triple, name) for triple in new])
        fresh = [quad for triple in new if (quad := _in_all(triple)) not in opened]
        opened.extend(fresh)
        more += len(fresh)
    for triple in lost:
        told = opened.quads_for_pattern(triple.subject, triple.predicate, triple.object, None)
        if all(quad.graph_name == DefaultGraph() for quad in told):
            opened.remove(_in_all(triple))
            more -= 1
    return more


def _as_kept(triples: Iterable[Triple]) -> set[Triple]:
    """Return triples as Oxigraph keeps them: numbers by their value, so that `"7"^^xsd:nonNegativeInteger` is a 7."""
    kept = Store()
    kept.extend(_in_all(triple) for triple in triples)
    return {quad.triple for quad in kept}


def _in(triple: Triple, name: NamedNode | DefaultGraph) -> Quad:
    return Quad(triple.subject, triple.predicate, triple.object, name)


def _in_all(triple: Triple) -> Quad:
    return _in(triple, DefaultGraph())


def _counts(ledger: Ledger, entities: Mapping[str, int], facts: Mapping[str, int], triples: int) -> Counts:
    articles: Mapping[str, Article] = ledger.articles()
    extractors = Counter(each.extractor for each in articles.values())
    return Counts(
        len(articles),
        {name: entities[name] for name in load().types if entities[name]},
        {name: facts[name] for name in load().predicates if facts[name]},
        triples,
        dict(sorted(extractors.items())),
    )
