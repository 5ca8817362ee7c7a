"""The page of one thing: what it is, what it is called, its facts and the sentences that tell them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib import resources

import jinja2
from pyoxigraph import Literal, NamedNode, Triple

from extract.schema import load
from graph import iris
from graph.statements import QUALIFIERS
from graph.terms import node

_TITLES = ("skos:prefLabel", "schema:headline", "rdfs:label", "schema:identifier")


@dataclass(frozen=True, slots=True)
class Link:
    """A text, with the address of its page on this server or none."""

    text: str
    address: str = ""


@dataclass(frozen=True, slots=True)
class Quote:
    """The words of an article that tell a fact, and how sure it is that they do."""

    text: str
    article: Link
    confidence: str


@dataclass(frozen=True, slots=True)
class Row:
    """A fact: its ends, its predicate in both languages, its qualifiers and its quotes."""

    subject: Link
    relation: str
    target: Link
    page: Link
    qualifiers: tuple[str, ...]
    quotes: tuple[Quote, ...]


class _Triples:
    """Triples by subject and predicate."""

    def __init__(self, triples: Iterable[Triple]) -> None:
        self._found: dict[tuple[str, str], list[NamedNode | Literal]] = defaultdict(list)
        for triple in triples:
            if isinstance(triple.subject, NamedNode) and isinstance(triple.object, NamedNode | Literal):
                self._found[triple.subject.value, triple.predicate.value].append(triple.object)

    def all(self, subject: NamedNode | Literal, predicate: str) -> list[NamedNode | Literal]:
        return self._found.get((subject.value, iris.term(predicate)), [])

    def text(self, subject: NamedNode | Literal, *predicates: str) -> str:
        """Return the first object's text, a Chinese one first."""
        objects = [each for predicate in predicates for each in self.all(subject, predicate)]
        chinese = [each for each in objects if isinstance(each, Literal) and each.language == "zh"]
        return next((each.value for each in (*chinese, *objects)), "")

    def subjects(self, predicate: str, target: NamedNode) -> list[NamedNode]:
        return [
            NamedNode(subject)
            for (subject, found), objects in self._found.items()
            if found == iris.term(predicate) and target in objects
        ]

    def link(self, term: NamedNode | Literal) -> Link:
        if isinstance(term, Literal):
            return Link(term.value)
        local = term.value.startswith(iris.BASE)
        return Link(
            self.text(term, *_TITLES) or _short(term.value), f"/id/{term.value[len(iris.BASE) :]}" if local else ""
        )


def render(thing: NamedNode, triples: tuple[Triple, ...]) -> str:
    """Return the page of a thing as HTML, every text in it escaped; `triples` as :func:`things.describe` gives them."""
    found = _Triples(triples)
    facts = [subject for subject in _unique(triples) if node("gx:Fact") in found.all(subject, "rdf:type")]
    rows = [_row(found, fact) for fact in facts]
    types = [kind for kind in load().types.values() if node(kind.classes[0]) in found.all(thing, "rdf:type")]
    return _template().render(
        iri=thing.value,
        title=found.text(thing, *_TITLES) or _short(thing.value),
        kinds=[f"{kind.label.zh} {kind.label.en}" for kind in types[:1]],
        names=sorted(each.value for each in found.all(thing, "skos:altLabel")),
        values=[
            (_short(triple.predicate.value), found.link(triple.object))
            for triple in triples
            if triple.subject == thing and isinstance(triple.object, NamedNode | Literal)
        ],
        rows=sorted(rows, key=lambda row: (row.relation, row.subject.text, row.target.text, row.page.address)),
    )


def _unique(triples: tuple[Triple, ...]) -> list[NamedNode]:
    return list(dict.fromkeys(each.subject for each in triples if isinstance(each.subject, NamedNode)))


def _row(found: _Triples, fact: NamedNode) -> Row:
    predicates = {iris.term(predicate.iri): predicate.label for predicate in load().predicates.values()}
    subject, predicate, target = (found.all(fact, f"rdf:{end}")[0] for end in ("subject", "predicate", "object"))
    label = predicates.get(predicate.value)
    qualifiers = tuple(f"{key}: {text}" for key, name in QUALIFIERS.items() if (text := found.text(fact, name)))
    quotes = {
        Quote(
            found.text(selector, "oa:exact"),
            found.link(found.all(passage, "oa:hasSource")[0]),
            found.text(annotation, "gx:confidence"),
        )
        for annotation in found.subjects("oa:hasBody", fact)
        for passage in found.all(annotation, "oa:hasTarget")
        for selector in found.all(passage, "oa:hasSelector")
        if found.all(selector, "oa:exact")
    }
    return Row(
        found.link(subject),
        f"{label.zh} {label.en}" if label else _short(predicate.value),
        found.link(target),
        Link("", found.link(fact).address),
        qualifiers,
        tuple(sorted(quotes, key=lambda quote: (quote.article.text, quote.text))),
    )


def _short(iri: str) -> str:
    """Return an IRI with a prefix of the schema, or else whole.

    >>> _short("http://www.w3.org/ns/org#member")
    'org:member'
    """
    for prefix, namespace in iris.PREFIXES.items():
        if iri.startswith(namespace):
            return f"{prefix}:{iri[len(namespace) :]}"
    return iri


@cache
def _template() -> jinja2.Template:
    text = resources.files(__package__).joinpath("page", "thing.html").read_text("utf-8")
    return jinja2.Environment(autoescape=True, undefined=jinja2.StrictUndefined).from_string(text)
