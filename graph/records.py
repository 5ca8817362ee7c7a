"""The finished graph as values: its things, and the relations between them with the words that tell them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import DefaultGraph, Literal, NamedNode, Store

from extract.schema import load
from graph import iris
from graph.statements import QUALIFIERS
from graph.store import damaged, open_store
from graph.terms import node


@dataclass(frozen=True, slots=True)
class Thing:
    """An entity.

    Attributes:
        type: a type of the schema.
        name: full name.
        names: its other forms, sorted.
        articles: how many articles mention it.
        attributes: what there is of `value`, `unit`, `level`, `kind` and `code`, as in :class:`extract.facts.Entity`.
    """

    iri: str
    type: str
    name: str
    names: tuple[str, ...]
    articles: int
    attributes: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Relation:
    """A fact.

    Attributes:
        subject, object: IRIs of things.
        predicate: a predicate of the schema.
        qualifiers: as in :class:`extract.facts.Fact`.
        confidence: the highest of any article.
        implicit: whether no article names the subject where it tells the fact.
        quotes: pairs of the words that tell it and the article, by its title or else its file; in the order of files.
    """

    iri: str
    subject: str
    predicate: str
    object: str
    qualifiers: Mapping[str, str]
    confidence: float
    implicit: bool
    quotes: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Records:
    """What a graph holds: things by IRI, and relations, both in the order of IRIs."""

    things: Mapping[str, Thing]
    relations: tuple[Relation, ...]


def read(folder: Path, least: float = 0.0) -> Records:
    """Read the graph of an output folder from its store.

    Args:
        folder: output folder of a build.
        least: the least confidence of the relations; others are left out.

    Raises:
        OutputError: the folder holds no graph, or a broken one.
    """
    store = open_store(folder)
    try:
        return _Reader(store).records(least)
    except (OSError, RuntimeError, LookupError, ValueError) as error:
        raise damaged(folder, error) from error


_Names = Mapping[NamedNode | Literal, str]
_CLASSES: _Names = {node(type_.classes[0]): name for name, type_ in load().types.items()}
_KINDS: _Names = {node(kind.class_iri): name for name, kind in load().organization_kinds.items() if kind.class_iri}
_PREDICATES: _Names = {node(predicate.iri): name for name, predicate in load().predicates.items()}
_LEVELS = {iris.concept("level", key): key for key in load().award_levels}
_AWARD_KINDS = {iris.concept("kind", key): key for key in load().award_kinds}

_Terms = Mapping[str, list[NamedNode | Literal]]


class _Reader:
    """Reads a store predicate by predicate, which is much faster than thing by thing."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._files = {article: terms[0].value for article, terms in self._all("schema:identifier").items()}
        self._titles = {**self._files, **{article: t[0].value for article, t in self._all("schema:headline").items()}}

    def records(self, least: float) -> Records:
        told = (relation for relation in self._relations() if relation.confidence >= least)
        relations = tuple(sorted(told, key=lambda relation: relation.iri))
        ends = (end for relation in relations for end in (relation.subject, relation.object))
        things = {thing.iri: thing for thing in self._things(ends)}
        return Records(dict(sorted(things.items())), relations)

    def _all(self, prefixed: str) -> _Terms:
        """Return what a predicate leads to, by the IRI it comes from; both in the order of the store."""
        found: dict[str, list[NamedNode | Literal]] = defaultdict(list)
        for quad in self._store.quads_for_pattern(None, node(prefixed), None, DefaultGraph()):
            if isinstance(quad.subject, NamedNode) and isinstance(quad.object, NamedNode | Literal):
                found[quad.subject.value].append(quad.object)
        return found

    def _things(self, ends: Iterable[str]) -> Iterator[Thing]:
        mentioned: dict[str, int] = defaultdict(int)
        for told_of in self._all("schema:mentions").values():
            for thing in told_of:
                mentioned[thing.value] += 1
        mentioned.update({end: 0 for end in ends if end not in mentioned})
        classes, names = self._all("rdf:type"), self._all("skos:prefLabel")
        forms, attributes = self._all("skos:altLabel"), self._attributes(classes)
        for iri, articles in mentioned.items():
            type_ = next(_CLASSES[term] for term in classes[iri] if term in _CLASSES)
            name = names[iri][0].value
            other = tuple(sorted(term.value for term in forms.get(iri, ())))
            yield Thing(iri, type_, name, other, articles, attributes.get(iri, {}))

    def _attributes(self, classes: _Terms) -> Mapping[str, Mapping[str, object]]:
        found: dict[str, dict[str, object]] = defaultdict(dict)
        for iri, terms in classes.items():
            for term in terms:
                if term in _KINDS:
                    found[iri]["kind"] = _KINDS[term]
        for prefixed, key in (
            ("rdf:value", "value"), ("schema:value", "value"), ("schema:unitText", "unit"), ("skos:notation", "code"),
        ):  # fmt: skip
            for iri, (term, *_) in self._all(prefixed).items():
                found[iri][key] = _value(term)
        for end in ("min", "max"):
            for iri, (term, *_) in self._all(f"schema:{end}Value").items():
                found[iri].setdefault("value", {})[end] = _value(term)  # type: ignore[index]
        for key, concepts in (("level", _LEVELS), ("kind", _AWARD_KINDS)):
            for iri, (term, *_) in self._all(f"gx:{key}").items():
                found[iri][key] = concepts[term.value]
        return found

    def _relations(self) -> Iterator[Relation]:
        subjects, objects, predicates = (self._all(f"rdf:{end}") for end in ("subject", "object", "predicate"))
        qualifiers = {key: self._all(prefixed) for key, prefixed in QUALIFIERS.items()}
        implicit, confidence, quotes = self._all("gx:implicit"), self._all("gx:confidence"), self._quotes()
        tellings: dict[str, list[str]] = defaultdict(list)
        for annotation, (fact, *_) in self._all("oa:hasBody").items():
            tellings[fact.value].append(annotation)
        for iri, (subject, *_) in subjects.items():
            told = sorted(quote for annotation in tellings[iri] for quote in quotes[annotation])
            yield Relation(
                iri,
                subject.value,
                _PREDICATES[predicates[iri][0]],
                objects[iri][0].value,
                {key: terms[iri][0].value for key, terms in sorted(qualifiers.items()) if iri in terms},
                max(float(confidence[annotation][0].value) for annotation in tellings[iri]),
                implicit[iri][0].value == "true",
                tuple((words, title) for *_, words, title in told),
            )

    def _quotes(self) -> Mapping[str, list[tuple[str, int, int, str, str]]]:
        """Return the passages of each annotation: file, offsets, words, title."""
        sources, selectors = self._all("oa:hasSource"), self._all("oa:hasSelector")
        words, starts, ends = (self._all(f"oa:{part}") for part in ("exact", "start", "end"))
        passages = {}
        for passage, (article, *_) in sources.items():
            chosen = [selector.value for selector in selectors[passage]]
            (text,) = (words[each][0].value for each in chosen if each in words)
            ((start, end),) = ((starts[each][0].value, ends[each][0].value) for each in chosen if each in starts)
            file, title = self._files[article.value], self._titles[article.value]
            passages[passage] = (file, int(start), int(end), text, title)
        targets = self._all("oa:hasTarget").items()
        return {annotation: [passages[passage.value] for passage in told] for annotation, told in targets}


def _value(term: NamedNode | Literal) -> object:
    """Return a text as itself and a number as a number."""
    if isinstance(term, Literal) and term.datatype == node("xsd:integer"):
        return int(term.value)
    if isinstance(term, Literal) and term.datatype == node("xsd:decimal"):
        return float(term.value)
    return term.value
