"""What a graph tells of a name: every entity that bears it, with its facts and the words that tell them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from itertools import groupby
from pathlib import Path

from pyoxigraph import DefaultGraph, Literal, NamedNode, QuerySolutions, Store, Variable

from extract.errors import QueryError
from extract.schema import load
from graph import iris
from graph.store import damaged, open_store
from graph.terms import node

_SUGGESTIONS = 5


@dataclass(frozen=True, slots=True)
class Told:
    """A fact, seen from one of its ends.

    Attributes:
        predicate: a predicate of the schema.
        outward: whether the entity looked up is its subject.
        other: name of the entity at the other end.
        qualifiers: as :class:`extract.facts.Fact`.
        confidence: the highest of any article.
        quotes: pairs of the words that tell it and the article, by its title or else its file.
    """

    predicate: str
    outward: bool
    other: str
    qualifiers: Mapping[str, str]
    confidence: float
    quotes: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Card:
    """An entity: type, full name, other forms, articles that mention it (title or file), facts in schema order."""

    type: str
    name: str
    names: tuple[str, ...]
    articles: tuple[str, ...]
    facts: tuple[Told, ...]


def look_up(folder: Path, name: str, least: float = 0.0) -> tuple[Card, ...]:
    """Return all entities with that full name or surface form, in the order of types, names and IRIs.

    Args:
        folder: output folder of a build.
        name: a full name or a short form, exactly as it is written.
        least: the least confidence of the facts; others are left out.

    Raises:
        OutputError: the folder holds no graph, or a broken one.
        QueryError: nothing has that name; the message names similar ones.
    """
    graph = open_store(folder)
    classes = {iris.term(type_.classes[0]): name for name, type_ in load().types.items()}
    try:
        found = _rows(graph, _NAMED, "name", Literal(name, language="zh"))
        cards = [_card(graph, str(i), classes[str(c)], str(label), least) for i, c, label in found if c in classes]
        if not cards:
            raise unknown(name, _names(graph))
    except (OSError, RuntimeError) as error:
        raise damaged(folder, error) from error
    types = list(load().types)
    return tuple(sorted(cards, key=lambda card: (types.index(card.type), card.name)))


# Each query selects what it is asked about as well, for only what is selected can be given a value.
_NAMED = """SELECT DISTINCT ?name ?thing ?class ?label WHERE {
    { ?thing skos:prefLabel ?name } UNION { ?thing skos:altLabel ?name }
    ?thing a ?class ; skos:prefLabel ?label .
    FILTER EXISTS { ?article schema:mentions ?thing } } ORDER BY ?thing"""
_FORMS = "SELECT ?thing ?form WHERE { ?thing skos:altLabel ?form } ORDER BY ?form"
_ARTICLES = """SELECT ?thing ?title WHERE {
    ?article schema:mentions ?thing ; schema:identifier ?file .
    OPTIONAL { ?article schema:headline ?headline } BIND(COALESCE(?headline, ?file) AS ?title) } ORDER BY ?file"""
_FACTS = """SELECT ?thing ?fact ?predicate ?other ?role ?date ?rank ?of ?confidence ?words ?title WHERE {
    ?fact NEAR ?thing ; FAR/skos:prefLabel ?other ; rdf:predicate ?predicate .
    OPTIONAL { ?fact gx:role ?role } OPTIONAL { ?fact dcterms:date ?date }
    OPTIONAL { ?fact gx:rank ?rank } OPTIONAL { ?fact gx:of ?of }
    ?annotation oa:hasBody ?fact ; gx:confidence ?confidence ; oa:hasTarget ?passage .
    ?passage oa:hasSource ?article ; oa:hasSelector ?quote , ?offsets .
    ?quote oa:exact ?words . ?offsets oa:start ?start ; oa:end ?end .
    ?article schema:identifier ?file . OPTIONAL { ?article schema:headline ?headline }
    BIND(COALESCE(?headline, ?file) AS ?title) } ORDER BY ?fact ?file ?start ?end ?words"""
_QUALIFIERS = ("role", "date", "rank", "of")


def _rows(graph: Store, query: str, name: str, value: Literal | NamedNode) -> list[list[str | None]]:
    """Return the rows of a query as plain text, without the first column, which is given a value."""
    answer = graph.query(query, prefixes=iris.PREFIXES, substitutions={Variable(name): value})
    if not isinstance(answer, QuerySolutions):
        raise TypeError(query)
    columns = answer.variables[1:]
    return [[cell and cell.value for cell in (row[column] for column in columns)] for row in answer]


def _card(graph: Store, iri: str, kind: str, name: str, least: float) -> Card:
    thing = NamedNode(iri)
    forms = (str(form) for (form,) in _rows(graph, _FORMS, "thing", thing))
    articles = (str(title) for (title,) in _rows(graph, _ARTICLES, "thing", thing))
    told = (fact for outward in (True, False) for fact in _told(graph, thing, outward=outward))
    facts = [fact for fact in told if fact.confidence >= least]
    order = list(load().predicates)
    facts.sort(key=lambda fact: (order.index(fact.predicate), not fact.outward, fact.other, fact.quotes))
    return Card(kind, name, tuple(dict.fromkeys(forms)), tuple(dict.fromkeys(articles)), tuple(facts))


def _told(graph: Store, thing: NamedNode, *, outward: bool) -> Iterator[Told]:
    near, far = ("rdf:subject", "rdf:object") if outward else ("rdf:object", "rdf:subject")
    names = {iris.term(predicate.iri): name for name, predicate in load().predicates.items()}
    rows = _rows(graph, _FACTS.replace("NEAR", near).replace("FAR", far), "thing", thing)
    for _, of_fact in groupby(rows, key=lambda row: row[0]):
        found = list(of_fact)
        _, predicate, other, *values = found[0]
        qualifiers = {key: text for key, text in zip(_QUALIFIERS, values[:4], strict=True) if text is not None}
        quotes = tuple((str(words), str(title)) for *_, words, title in found)
        confidence = max(float(str(row[-3])) for row in found)
        yield Told(names[str(predicate)], outward, str(other), qualifiers, confidence, quotes)


def _names(graph: Store) -> set[str]:
    """Return all names of things that articles mention."""
    mentioned = {quad.object for quad in graph.quads_for_pattern(None, node("schema:mentions"), None, DefaultGraph())}
    return {
        quad.object.value
        for label in ("skos:prefLabel", "skos:altLabel")
        for quad in graph.quads_for_pattern(None, node(label), None, DefaultGraph())
        if quad.subject in mentioned and isinstance(quad.object, Literal)
    }


def unknown(name: str, names: Iterable[str]) -> QueryError:
    """Return what is raised where nothing is called `name`; it tells those of `names` that are similar."""
    known = sorted(names)
    holding = [form for form in known if name in form]
    # Comparing takes long, and what is near shares more than one character, or is short.
    least = min(2, len(name))
    alike = [form for form in known if len(set(form) & set(name)) >= least]
    near = list(dict.fromkeys([*holding, *get_close_matches(name, alike, _SUGGESTIONS, 0.5)]))[:_SUGGESTIONS]
    hint = f"Did you mean {', '.join(near)}?" if near else "Check the name, or list what there is: guanxi query --list"
    return QueryError(f"Nothing in the graph is called {name}. {hint}")
