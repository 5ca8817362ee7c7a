"""Editions of the graph: made anew from all readings, or out of the one before and what changes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import cast

from pyoxigraph import DefaultGraph, NamedNode, Quad, QuerySolutions, Store, Triple

from extract.facts import Reading
from extract.schema import load
from graph import growth, index, store
from graph.bearers import bearers
from graph.dataset import article, graphs
from graph.ledger import Article, Ledger
from graph.readings import from_bytes
from graph.resolve import identify, resolve, resolved
from graph.resolved import ResolvedGraph
from graph.store import Counts, Edition
from graph.writer import Writer


def remembered(writer: Writer) -> ResolvedGraph:
    """Return the graph of all articles in the ledger."""
    ledger = writer.ledger
    return resolve((reading(ledger, name) for name in ledger.articles()), writer.judgements)


def anew(writer: Writer, *, files: bool) -> tuple[Edition, ResolvedGraph]:
    """Make an edition of all articles in the ledger, and their index; nothing is committed.

    Args:
        writer: holds the ledger.
        files: whether files are written with the edition.

    Raises:
        InputError: the judgements contradict each other.
        OSError: it cannot be written.
    """
    ledger = writer.ledger
    readings = [reading(ledger, name) for name in ledger.articles()]
    judgements = writer.judgements
    identifiers, own = identify((b for each in readings for b in bearers(each, judgements)), judgements)
    graph = resolved(readings, identifiers)
    index.fill(ledger.db, readings, graph, identifiers, own, judgements)

    def fill(opened: Store) -> Counts:
        # One article after the other, for all quads together need more memory than anything else.
        opened.bulk_extend(
            quad for name, triples in graphs(graph) for t in triples for quad in (_in(t, name), _in_all(t))
        )
        entities = Counter(entity.type for entity in graph.entities)
        facts = Counter(fact.predicate for fact in graph.facts)
        return _counts(ledger, entities, facts, _size(opened))

    return store.write(writer.output, writer.number, None, fill, files=files), graph


def grown(writer: Writer, before: Edition, gone: Sequence[str], come: Sequence[str], *, files: bool) -> Edition:
    """Make an edition out of the one before, after articles have changed in the ledger; nothing is committed.

    Args:
        writer: holds the ledger.
        before: the edition that the index tells of.
        gone: names of articles that were taken out, or are read differently.
        come: names of articles that were taken in, or are read differently.
        files: whether files are written with the edition.

    Raises:
        InputError: the judgements contradict each other.
        OSError: it cannot be written.
    """
    ledger = writer.ledger
    fresh = (reading(ledger, name) for name in come)
    change = growth.change(ledger.db, gone, fresh, lambda name: reading(ledger, name), writer.judgements)

    def fill(opened: Store) -> Counts:
        more = _edit(opened, _differences(opened, ledger, change))
        entities, facts = Counter(before.counts.entities), Counter(before.counts.facts)
        entities.update(change.entities)
        facts.update(change.facts)
        return _counts(ledger, entities, facts, before.counts.triples + more)

    return store.write(writer.output, writer.number, before, fill, files=files)


def reading(ledger: Ledger, name: str) -> Reading:
    """Return the reading of an article of the graph."""
    return from_bytes(ledger.reading(name))


def _differences(
    opened: Store, ledger: Ledger, change: growth.Change
) -> Iterator[tuple[NamedNode, set[Triple], set[Triple]]]:
    """Yield named graphs with the triples that they lose and win."""
    left = ledger.articles()
    for name in change.documents:
        graph = article(name)
        had = {quad.triple for quad in opened.quads_for_pattern(None, None, None, graph)}
        has = _as_kept(growth.triples(ledger.db, reading(ledger, name))) if name in left else set()
        yield graph, had - has, has - had
    made = set(change.documents)
    for before, after in change.renamed:
        for name, lost, won in growth.relabelled(ledger.db, before, after):
            if name not in made:
                yield article(name), lost, won


def _edit(opened: Store, differences: Iterable[tuple[NamedNode, set[Triple], set[Triple]]]) -> int:
    """Make the store differ so; return how many more triples the default graph holds then."""
    all_lost: set[Triple] = set()
    more = 0
    for name, lost, won in differences:
        all_lost |= lost
        for triple in lost:
            opened.remove(_in(triple, name))
        opened.extend([_in(triple, name) for triple in won])
        fresh = [quad for triple in won if (quad := _in_all(triple)) not in opened]
        opened.extend(fresh)
        more += len(fresh)
        if next(opened.quads_for_pattern(None, None, None, name), None) is None:
            opened.remove_graph(name)
    for triple in all_lost:
        told = opened.quads_for_pattern(triple.subject, triple.predicate, triple.object, None)
        if all(quad.graph_name == DefaultGraph() for quad in told):
            opened.remove(_in_all(triple))
            more -= 1
    return more


def _size(opened: Store) -> int:
    """Return how many triples the default graph holds."""
    (row,) = cast("QuerySolutions", opened.query("SELECT (COUNT(*) AS ?count) { ?s ?p ?o }"))
    return int(row["count"].value)


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
