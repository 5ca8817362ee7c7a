"""Growth: what changes in a graph when articles come and go, found without looking at all the others.

What is decided among the things of a block (see :mod:`graph.bearers`) is decided anew for the blocks in those articles,
and from there wherever the outcome is another one: a thing that changes its IRI changes what the articles that mention
it tell, and may join or part others that share it. So the work is as large as the change. Mostly that is the articles
themselves; where a much used thing gets another name, it is a few triples of each article that mentions it.

The outcome is what :func:`graph.resolve.resolve` would make of all the readings.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator
from dataclasses import dataclass
from sqlite3 import Connection

from pyoxigraph import Triple

from extract.facts import Reading
from graph import index
from graph.bearers import SHARED, bearers
from graph.blocks import Constraints, first_iri, joined, own_iri, settled
from graph.clusters import Node
from graph.dataset import Known, article_names, article_triples
from graph.judgements import NONE, Judgements
from graph.resolve import facts
from graph.resolved import ResolvedEntity, ResolvedFact, Telling


@dataclass(frozen=True, slots=True)
class Change:
    """What changes besides the index.

    Attributes:
        documents: names of the articles whose graphs are to be made anew, those that are gone among them, sorted.
        renamed: entities, as they were and as they are, of which the other articles change nothing but the names. They
            have no mentions, and only those other names that no article writes.
        entities, facts: how many there are more (or fewer) of each type and predicate.
    """

    documents: tuple[str, ...]
    renamed: tuple[tuple[ResolvedEntity, ResolvedEntity], ...]
    entities: Counter[str]
    facts: Counter[str]


def change(
    db: Connection,
    gone: Iterable[str],
    come: Iterable[Reading],
    load: Callable[[str], Reading],
    judgements: Judgements = NONE,
) -> Change:
    """Bring the index up to date when articles come and go.

    Args:
        db: the ledger's database.
        gone: names of articles that the graph has and shall not have, or not with that reading.
        come: readings of articles that it shall have.
        load: returns the reading of an article that the graph has then.
        judgements: of people, the same as when the index was made.

    Raises:
        InputError: the judgements contradict each other.
    """
    growth = _Growth(db, load, judgements)
    for document in gone:
        growth.take_out(document)
    for reading in come:
        growth.put_in(reading)
    growth.settle_names()
    for kind in SHARED:
        growth.join(kind)
    entities = growth.settle_entities()
    told = growth.settle_facts()
    return Change(tuple(sorted(growth.affected | growth.gone)), tuple(growth.renamed), entities, told)


def triples(db: Connection, reading: Reading) -> set[Triple]:
    """Return what an article of the graph tells, from its reading and the index."""
    document = reading.document
    identifiers = _identifiers(db, document.name)
    told: list[tuple[ResolvedFact, Telling]] = []
    for fact in facts([(document.name, fact) for fact in reading.facts], identifiers):
        (telling,) = fact.tellings
        told.append((_as_all_tell(db, fact), telling))
    mentioned: dict[str, set[str]] = defaultdict(set)
    for told_of in reading.entities:
        for mention in told_of.mentions:
            mentioned[identifiers[document.name, told_of.key]].add(mention.text)
    roles = {fact.qualifiers["role"] for fact, _ in told if "role" in fact.qualifiers}
    positions = {role: iri for role in roles if (iri := index.position(db, role))}
    names = {*identifiers.values(), *positions.values()}
    entities = {iri: entity for iri in names if (entity := index.entity(db, iri))}
    return article_triples(document, told, mentioned, Known(entities, positions))


def relabelled(
    db: Connection, before: ResolvedEntity, after: ResolvedEntity
) -> Iterator[tuple[str, set[Triple], set[Triple]]]:
    """Yield each article that mentions a renamed entity, with what it told of that and what it tells instead."""
    texts: dict[str, set[str]] = defaultdict(set)
    for document, forms in db.execute("SELECT document, forms FROM bearer WHERE iri = ?", (after.iri,)):
        texts[document].update(json.loads(forms))
    alike: dict[frozenset[str], list[str]] = defaultdict(list)  # thousands of articles write one of a few names
    for document, written in texts.items():
        alike[frozenset(written)].append(document)
    for words, documents in alike.items():
        old, new = (set(article_names(entity, words)) for entity in (before, after))
        for document in documents:
            yield document, old - new, new - old


def _identifiers(db: Connection, document: str) -> dict[Node, str]:
    rows = db.execute("SELECT key, iri FROM bearer WHERE document = ?", (document,))
    return {(document, key): iri for key, iri in rows}


def _as_all_tell(db: Connection, fact: ResolvedFact) -> ResolvedFact:
    """Return a fact as all its articles tell it; how the others do matters only for whether one names the subject."""
    (told,) = fact.tellings
    others = db.execute("SELECT document, implicit FROM telling WHERE iri = ?", (fact.iri,))
    tellings = tuple(Telling(document, (), 0.0, "", bool(implicit)) for document, implicit in others)
    return ResolvedFact(fact.iri, fact.subject, fact.predicate, fact.object, fact.qualifiers, tellings or (told,))


class _Growth:
    """A change on its way.

    Attributes:
        gone: documents whose earlier reading was taken out.
        named: blocks, by type, of which it must be asked anew what tells alone.
        blocks: those of which it must be asked anew which other things are one.
        moved: keys, by document, of those that have another IRI than before.
        touched: IRIs that have lost or won a bearer.
        affected: documents that tell something else than before.
        renamed: see :class:`Change`.
    """

    def __init__(self, db: Connection, load: Callable[[str], Reading], judgements: Judgements) -> None:
        self.db = db
        self.load = load
        self.judgements = judgements
        self.gone: set[str] = set()
        self.named: set[tuple[str, str]] = set()
        self.blocks: dict[str, set[str]] = defaultdict(set)
        self.moved: dict[str, set[str]] = defaultdict(set)
        self.touched: set[str] = set()
        self.affected: set[str] = set()
        self.renamed: list[tuple[ResolvedEntity, ResolvedEntity]] = []

    def take_out(self, document: str) -> None:
        self.gone.add(document)
        for type_, block, iri in self.db.execute("SELECT type, block, iri FROM bearer WHERE document = ?", (document,)):
            self._note(type_, block)
            self.touched.add(iri)
        self.db.execute("DELETE FROM bearer WHERE document = ?", (document,))
        self.db.execute("DELETE FROM role WHERE document = ?", (document,))

    def put_in(self, reading: Reading) -> None:
        """Put in an article as if nothing else bore its names."""
        self.affected.add(reading.document.name)
        told = tuple(bearers(reading, self.judgements))
        for bearer in told:
            self._note(bearer.type, bearer.block)
        identifiers = {b.node: own_iri(b.own) if b.own else first_iri(b) for b in told}
        index.insert(self.db, reading, told, identifiers, {bearer.node for bearer in told if bearer.own})
        self.touched.update(identifiers.values())

    def settle_names(self) -> None:
        """Ask in each block again what tells alone."""
        for type_, block in sorted(self.named):
            groups = list(index.alike(self.db, type_, block))
            found = settled((bearer for bearer, *_ in groups), self._constraints(type_, block))
            for bearer, columns, iris in groups:
                if bearer.own and iris != {own := found[bearer.own, bearer.traits]}:
                    self._settle_alike((block, type_, *columns), own)

    def _settle_alike(self, alike: tuple[str, str, str, str], own: str | None) -> None:
        query = """SELECT document, key, iri FROM bearer
            WHERE block = ? AND type = ? AND called = ? AND traits = ? AND (own <> ? OR own AND iri <> ?)"""
        for document, key, iri in self.db.execute(query, (*alike, own is not None, own)).fetchall():
            node = document, key
            self._move(node, iri, own or first_iri(index.bearer(self.db, node)[0]), own=own is not None)

    def join(self, kind: str) -> None:
        """Ask again which things of a type and block are one, where something that they share has changed."""
        query = "SELECT block, shares FROM bearer WHERE document = ? AND type = ? AND shares IS NOT NULL"
        for document, keys in self.moved.items():
            for block, shares in self.db.execute(query, (document, kind)):
                if not keys.isdisjoint(other for _, other in json.loads(shares)):
                    self.blocks[kind].add(block)
        for block in sorted(self.blocks[kind]):
            found = dict(index.linked(self.db, kind, block))
            if not found:
                continue
            iris = {bearer.node: iri for bearer, iri in found.items()}
            fixed, constraints = index.firm(self.db, kind, block), self._constraints(kind, block)
            for members, iri in joined(found, fixed, self._identity(kind), constraints):
                for node in members:
                    if iris[node] != iri:
                        self._move(node, iris[node], iri, own=False)

    def _constraints(self, type_: str, block: str) -> Constraints:
        sides = index.sides(self.db, type_, block) if self.judgements.rows else ()
        return Constraints(sides, self.judgements)

    def settle_entities(self) -> Counter[str]:
        """Bring the entities up to date that have lost or won a bearer; return how many more of each type there are."""
        more: Counter[str] = Counter()
        for iri in sorted(self.touched):
            before = index.entity(self.db, iri)
            after, forms = index.summarized(self.db, iri)
            if "Position" in {entity.type for entity in (before, after) if entity}:
                self._settle_position(iri, forms, changed=after != before)
            if after and after != before:
                index.put_entity(self.db, after)
                more[after.type] += not before
                if before and before.attributes == after.attributes and after.type != "Position":
                    self.renamed.append((before, after))
                else:
                    self.affected.update(self._documents("bearer WHERE iri = ?", iri))
            if before and not after:
                self.db.execute("DELETE FROM entity WHERE iri = ?", (iri,))
                more[before.type] -= 1
        self.affected.update(self.moved)
        return more

    def settle_facts(self) -> Counter[str]:
        """Bring up to date who tells which facts; return how many more of each predicate there are."""
        told: dict[str, set[tuple[str, str, bool]]] = {}
        for document in self.affected:
            one = [(document, fact) for fact in self.load(document).facts]
            made = facts(one, _identifiers(self.db, document))
            told[document] = {(fact.iri, fact.predicate, fact.implicit) for fact in made}
        documents = self.affected | self.gone
        known = {document: self._facts(document) for document in documents}
        changed = {document for document in documents if known[document] != told.get(document, set())}
        iris = {iri for document in changed for iri, *_ in known[document] | told.get(document, set())}
        before = {iri: self._fact(iri) for iri in iris}
        for document in changed:
            self.db.execute("DELETE FROM telling WHERE document = ?", (document,))
            rows = ((iri, document, predicate, implicit) for iri, predicate, implicit in told.get(document, ()))
            self.db.executemany("INSERT INTO telling VALUES (?, ?, ?, ?)", rows)
        more: Counter[str] = Counter()
        for iri in iris:
            old, new = before[iri], self._fact(iri)
            if old and new and old != new:
                self.affected.update(self._documents("telling WHERE iri = ?", iri))
            for fact, step in ((old, -1), (new, 1)):
                if fact:
                    more[fact[0]] += step
        return more

    def _note(self, type_: str, block: str) -> None:
        if type_ in SHARED:
            self.named.add((type_, block))
            self.blocks[type_].add(block)

    def _move(self, node: Node, old: str, new: str, *, own: bool) -> None:
        self.db.execute("UPDATE bearer SET iri = ?, own = ? WHERE document = ? AND key = ?", (new, own, *node))
        self.moved[node[0]].add(node[1])
        self.touched |= {old, new}

    def _identity(self, kind: str) -> Callable[[Node], Hashable]:
        """Return what tells shared things apart while those of type `kind` are joined: see :func:`resolve.identify`."""
        order = list(SHARED)
        joined = set(order[: order.index(kind)])

        def identity(node: Node) -> Hashable:
            type_, own, iri = self._bearer(node)
            return iri if own or type_ in joined else node

        return identity

    def _bearer(self, node: Node) -> tuple[str, bool, str]:
        query = "SELECT type, own, iri FROM bearer WHERE document = ? AND key = ?"
        type_, own, iri = self.db.execute(query, node).fetchone()
        return type_, bool(own), iri

    def _settle_position(self, iri: str, forms: set[str], *, changed: bool) -> None:
        """Bring up to date which names mean a position; roles of these names lead to it."""
        earlier = {form for (form,) in self.db.execute("SELECT form FROM position WHERE iri = ?", (iri,))}
        meant = {form: index.position(self.db, form) for form in earlier | forms}
        if earlier != forms:
            index.put_position(self.db, iri, forms)
        for form, before in meant.items():
            if changed or before != index.position(self.db, form):
                self.affected.update(self._documents("role WHERE text = ?", form))

    def _documents(self, where: str, value: str) -> Iterator[str]:
        query = f"SELECT DISTINCT document FROM {where}"  # noqa: S608 -- only the value comes from outside
        return (document for (document,) in self.db.execute(query, (value,)))

    def _facts(self, document: str) -> set[tuple[str, str, bool]]:
        query = "SELECT iri, predicate, implicit FROM telling WHERE document = ?"
        return {(iri, predicate, bool(implicit)) for iri, predicate, implicit in self.db.execute(query, (document,))}

    def _fact(self, iri: str) -> tuple[str, bool] | None:
        query = "SELECT predicate, MIN(implicit) FROM telling WHERE iri = ?"
        predicate, implicit = self.db.execute(query, (iri,)).fetchone()
        return None if predicate is None else (predicate, bool(implicit))
