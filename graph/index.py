"""The index of a store: rows of the ledger that say, for each article, what it tells that others depend on.

All of it is made from readings; see :mod:`graph.growth` for how it changes with them.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import fields
from sqlite3 import Connection
from typing import Any

from extract.facts import Entity, Reading
from graph.bearers import Bearer, Own, Share, Traits, bearers
from graph.clusters import Node
from graph.dataset import unwritten
from graph.judgements import Judgements
from graph.ledger import INDEX
from graph.resolve import as_json, canonical, usual
from graph.resolved import ResolvedEntity, ResolvedGraph

Row = tuple[str, str, str, str, str, str, str, str | None, str, str | None, bool, str]
"""A row of the table `bearer`."""


def fill(  # noqa: PLR0913, PLR0917 -- what is made from readings
    db: Connection,
    readings: Sequence[Reading],
    graph: ResolvedGraph,
    identifiers: Mapping[Node, str],
    own: set[Node],
    judgements: Judgements,
) -> None:
    """Make the index anew.

    Args:
        db: the ledger's database.
        readings: one for each article.
        graph: what they tell.
        identifiers: IRI of each bearer, see :func:`graph.resolve.identify`.
        own: bearers whose name tells alone, likewise.
        judgements: of people.
    """
    for table in INDEX:
        db.execute(f"DELETE FROM {table}")  # noqa: S608 -- the names stand in this package
    for reading in readings:
        insert(db, reading, tuple(bearers(reading, judgements)), identifiers, own)
    for each in graph.entities:
        put_entity(db, ResolvedEntity(each.iri, each.type, each.name, unwritten(each), (), each.attributes))
        if each.type == "Position":
            put_position(db, each.iri, {each.name, *each.names})
    tellings = ((f.iri, t.document, f.predicate, t.implicit) for f in graph.facts for t in f.tellings)
    db.executemany("INSERT INTO telling VALUES (?, ?, ?, ?)", tellings)


def insert(
    db: Connection, reading: Reading, told: Sequence[Bearer], identifiers: Mapping[Node, str], own: Collection[Node]
) -> None:
    """Put the bearers and roles of one article into the index; `told` are those of :func:`graph.bearers.bearers`."""
    pairs = zip(reading.entities, told, strict=True)
    rows = (_row(entity, bearer, identifiers[bearer.node], bearer.node in own) for entity, bearer in pairs)
    db.executemany("INSERT INTO bearer VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", rows)
    roles = {fact.qualifiers["role"] for fact in reading.facts if "role" in fact.qualifiers}
    db.executemany("INSERT INTO role VALUES (?, ?)", ((role, reading.document.name) for role in roles))


def put_entity(db: Connection, entity: ResolvedEntity) -> None:
    """Put an entity into the index; its `names` are those that no article writes."""
    values = entity.iri, entity.type, entity.name, json.dumps(entity.names), as_json(entity.attributes)
    db.execute("INSERT OR REPLACE INTO entity VALUES (?, ?, ?, ?, ?)", values)


def entity(db: Connection, iri: str) -> ResolvedEntity | None:
    """Return an entity as :func:`put_entity` has put it there, without mentions."""
    query = "SELECT iri, type, name, unwritten, attributes FROM entity WHERE iri = ?"
    for found, type_, name, names, attributes in db.execute(query, (iri,)):
        return ResolvedEntity(found, type_, name, tuple(json.loads(names)), (), json.loads(attributes))
    return None


def summarized(db: Connection, iri: str) -> tuple[ResolvedEntity | None, set[str]]:
    """Put together from its bearers what an entity is, as :func:`entity` returns it, and all its names."""
    names: Counter[str] = Counter()
    written: set[str] = set()
    values: dict[str, Counter[str]] = defaultdict(Counter)
    kind = ""
    query = """SELECT type, name, attributes, forms, COUNT(*) FROM bearer WHERE iri = ?
        GROUP BY type, name, attributes, forms"""
    for type_, name, attributes, forms, count in db.execute(query, (iri,)):
        kind = type_
        names[name] += count
        written.update(json.loads(forms))
        for key, value in json.loads(attributes).items():
            values[key][as_json(value)] += count
    if not kind:
        return None, set()
    name = canonical(names)
    other = tuple(sorted(set(names) - written - {name}))
    made = ResolvedEntity(iri, kind, name, other, (), {key: usual(values[key]) for key in sorted(values)})
    return made, written | set(names)


def put_position(db: Connection, iri: str, forms: Iterable[str]) -> None:
    """Set the names of a position; none when it is gone."""
    db.execute("DELETE FROM position WHERE iri = ?", (iri,))
    db.executemany("INSERT INTO position VALUES (?, ?)", ((form, iri) for form in forms))


def position(db: Connection, form: str) -> str | None:
    """Return the IRI of the position of that name; of several the first."""
    return db.execute("SELECT MIN(iri) FROM position WHERE form = ?", (form,)).fetchone()[0]  # type: ignore[no-any-return]


def alike(db: Connection, type_: str, block: str) -> Iterator[tuple[Bearer, tuple[str, str], set[str | None]]]:
    """Yield the bearers of a block whose name is to tell alone, one for those that are alike.

    With each come its columns `called` and `traits`, and the IRIs of all those that are alike: None for those of which
    it is settled that their name does not tell alone.
    """
    query = """SELECT called, traits, json_group_array(DISTINCT CASE WHEN own THEN iri END) FROM bearer
        WHERE block = ? AND type = ? AND called IS NOT NULL GROUP BY called, traits"""
    for number, (called, traits, iris) in enumerate(db.execute(query, (block, type_)).fetchall()):
        bearer = Bearer((str(number), ""), type_, "", block, _own(called), _traits(traits))
        yield bearer, (called, traits), set(json.loads(iris))


def firm(db: Connection, type_: str, block: str) -> Iterator[tuple[Bearer, str]]:
    """Yield the bearers of a block whose name tells alone, one for those that are alike, with their IRIs."""
    query = "SELECT DISTINCT called, traits, iri FROM bearer WHERE block = ? AND type = ? AND own"
    for number, (called, traits, iri) in enumerate(db.execute(query, (block, type_)).fetchall()):
        yield Bearer((str(number), ""), type_, "", block, _own(called), _traits(traits)), iri


def linked(db: Connection, type_: str, block: str) -> Iterator[tuple[Bearer, str]]:
    """Yield the other bearers of a block, with their IRIs; without those that nothing can join."""
    query = """SELECT document, key, name, traits, shares, iri FROM bearer
        WHERE block = ? AND type = ? AND shares IS NOT NULL"""
    for document, key, name, traits, shares, iri in db.execute(query, (block, type_)).fetchall():
        yield Bearer((document, key), type_, name, block, None, _traits(traits), _shares(shares)), iri


def sides(db: Connection, type_: str, block: str) -> Iterator[tuple[str, ...]]:
    """Yield what judgements call the bearers of a block."""
    query = "SELECT DISTINCT traits FROM bearer WHERE block = ? AND type = ?"
    return (_traits(traits).sides for (traits,) in db.execute(query, (block, type_)).fetchall())


def bearer(db: Connection, node: Node) -> tuple[Bearer, str]:
    """Return a bearer with its IRI.

    Raises:
        KeyError: the index has none there.
    """
    query = "SELECT type, name, block, called, traits, shares, iri FROM bearer WHERE document = ? AND key = ?"
    for type_, name, block, called, traits, shares, iri in db.execute(query, node):
        return Bearer(node, type_, name, block, called and _own(called), _traits(traits), _shares(shares)), iri
    raise KeyError(node)


def _own(called: str) -> Own:
    return tuple(json.loads(called))


def _shares(shares: str | None) -> tuple[Share, ...]:
    return tuple(Share(*share) for share in json.loads(shares or "[]"))


def _traits(traits: str) -> Traits:
    told: dict[str, Any] = {
        key: tuple(value) if isinstance(value, list) else value for key, value in json.loads(traits).items()
    }
    return Traits(**told)


def _as_text(traits: Traits) -> str:
    """Return traits as JSON, without what is not told."""
    told = {field.name: value for field in fields(traits) if (value := getattr(traits, field.name))}
    return json.dumps(told, ensure_ascii=False)


def _row(entity: Entity, bearer: Bearer, iri: str, own: bool) -> Row:  # noqa: FBT001 -- a column
    shares = [[share.predicate, share.other] for share in bearer.shares]
    return (
        *bearer.node,
        bearer.type,
        bearer.name,
        bearer.block,
        as_json(entity.attributes),
        json.dumps(sorted({mention.text for mention in entity.mentions}), ensure_ascii=False),
        json.dumps(bearer.own, ensure_ascii=False) if bearer.own else None,
        _as_text(bearer.traits),
        json.dumps(shares, ensure_ascii=False) if bearer.may_join and not bearer.own else None,
        own,
        iri,
    )
