"""What one document tells of one thing, as far as it decides which things of other documents are the same.

A thing is known by its name. Which things are one is decided among those of one name (a block) alone, so that a graph
of many articles can take in one more without looking at the others again. Two questions are asked of a block:

- :func:`own_names`: whose name tells alone (see :mod:`graph.identity`), so that all who bear it are one;
- :func:`clustered`: which of the others share, besides the name, something that the documents tell of both.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Hashable, Iterable, Iterator
from dataclasses import dataclass

from extract.awards import is_rank
from extract.facts import Entity, Reading
from graph import iris
from graph.clusters import Clusters, Node
from graph.identity import is_department, tells_alone

SHARED = {
    "Place": (("locatedIn", "subject"),),
    "Organization": (("partOf", "subject"), ("locatedIn", "subject")),
    "Award": (("awardedBy", "subject"),),
    "Activity": (("organized", "object"),),
    "Person": (("worksFor", "subject"), ("receivedAward", "subject")),
}
"""What things of one name must share to be joined: the predicate, and the end of it at which they stand.

The types are in such an order that what is shared was joined before.
"""

CALLED_AFTER = ("Organization", "Award", "Activity")
"""Types whose names may begin with a place."""

Own = tuple[str, ...]
"""What tells a thing from all others: its type and name, a code or a value."""


@dataclass(frozen=True, slots=True)
class Share:
    """Something that may join a thing with another one of its name.

    Attributes:
        rank: place of the predicate in :data:`SHARED`.
        number: of the fact in its document.
        other: key of what is shared.
    """

    rank: int
    number: int
    other: str


@dataclass(frozen=True, slots=True)
class Post:
    """A post of a person: number of the fact in its document, and the role."""

    number: int
    role: str


@dataclass(frozen=True, slots=True)
class Bearer:
    """What one document tells of one thing.

    Attributes:
        node: the document and the key of the entity in it.
        type, name: as :class:`extract.facts.Entity`.
        value: code of a place, value of a date.
        openings: places that the name begins with, each with the code that the document tells.
        shares: see :class:`Share`, in the order of rank and number.
        posts: see :class:`Post`, in the order of the facts.
        bodies: keys of what a person works for.
    """

    node: Node
    type: str
    name: str
    value: str | None = None
    openings: tuple[tuple[str, str], ...] = ()
    shares: tuple[Share, ...] = ()
    posts: tuple[Post, ...] = ()
    bodies: tuple[str, ...] = ()


def bearers(reading: Reading) -> Iterator[Bearer]:
    """Yield the bearers of names in a document, in the order of its entities.

    Raises:
        KeyError: a fact leads to an entity that the reading does not hold.
    """
    entities = {entity.key: entity for entity in reading.entities}
    places = {
        e.name: str(e.attributes["code"]) for e in reading.entities if e.type == "Place" and "code" in e.attributes
    }
    shares: dict[str, list[Share]] = defaultdict(list)
    posts: dict[str, list[Post]] = defaultdict(list)
    bodies: dict[str, list[str]] = defaultdict(list)
    for number, fact in enumerate(reading.facts):
        ends = ("subject", fact.subject, fact.object), ("object", fact.object, fact.subject)
        for end, key, other in ends:
            for rank in _ranks(entities[key], fact.predicate, end):
                shares[key].append(Share(rank, number, other))
        if fact.predicate == "worksFor":
            bodies[fact.subject].append(fact.object)
            if "role" in fact.qualifiers:
                posts[fact.subject].append(Post(number, fact.qualifiers["role"]))
    for key, entity in entities.items():
        after = entity.type in CALLED_AFTER
        yield Bearer(
            (reading.document.name, key),
            entity.type,
            entity.name,
            _value(entity),
            tuple(sorted(pair for pair in places.items() if after and entity.name.startswith(pair[0]))),
            tuple(sorted(shares[key], key=lambda share: (share.rank, share.number))),
            tuple(posts[key]),
            tuple(dict.fromkeys(bodies[key])),
        )


def own_names(block: Iterable[Bearer]) -> dict[Bearer, Own]:
    """Return type, name and place (of a place the code, of a date the value) of those whose name tells alone.

    Two towns may share a name, and what is called after them with it. So a code goes with the name where a document
    tells it, and a document that does not means the only one there is.

    Args:
        block: all bearers of one name; how many of them are alike changes nothing.
    """
    chosen = list(block)
    codes = _codes(chosen)
    namesakes: dict[str, set[str]] = defaultdict(set)
    for bearer, code in codes.items():
        namesakes[bearer.type].add(code)
    own = {}
    for bearer in chosen:
        meant = {codes[bearer]} if bearer in codes else namesakes[bearer.type]
        if len(meant) <= 1 and (name := _own_name(bearer, *meant)):
            own[bearer] = name
    return own


def clustered(
    block: Collection[Bearer], identity: Callable[[Node], Hashable], is_own: Callable[[Node], bool]
) -> Collection[list[Node]]:
    """Return which bearers of one type and name are one; in no particular order.

    Args:
        block: all bearers of that type and name whose name does not tell alone.
        identity: returns what is equal for what they share where that is one thing.
        is_own: whether the name of what they share tells alone.
    """
    clusters = Clusters(sorted(bearer.node for bearer in block))
    links = sorted((s.rank, b.node[0], s.number, b.node, (b.node[0], s.other)) for b in block for s in b.shares)
    for group in grouped((identity(other), node) for *_, node, other in links):
        clusters.join_unless_apart(group)
    _join_by_post(block, clusters, is_own)
    return clusters.all()


def grouped(pairs: Iterable[tuple[Hashable, Node]]) -> list[list[Node]]:
    """Return the nodes that stand beside one key, for each key in the order of its first one."""
    groups: dict[Hashable, dict[Node, None]] = defaultdict(dict)
    for key, node in pairs:
        groups[key][node] = None
    return [list(group) for group in groups.values()]


def own_iri(own: Own) -> str:
    """Return the IRI of what is told by its name alone."""
    return iris.thing(own[0].lower(), *own)


def first_iri(type_: str, name: str, first: Node) -> str:
    """Return the IRI of a cluster by its smallest node.

    Where the name does not tell alone, the first document does; so a namesake that is read later changes no IRI.
    """
    return iris.thing(type_.lower(), type_, name, *first)


def _value(entity: Entity) -> str | None:
    value = entity.attributes.get({"Place": "code", "Date": "value"}.get(entity.type, ""))
    return None if value is None else str(value)


def _ranks(entity: Entity, predicate: str, end: str) -> Iterator[int]:
    """Yield the place in :data:`SHARED` of what stands at the other end of a fact, where sharing that counts."""
    for rank, shared in enumerate(SHARED.get(entity.type, ())):
        if shared == (predicate, end) and _may_share(entity, predicate):
            yield rank


def _may_share(entity: Entity, predicate: str) -> bool:
    """Whether sharing what `predicate` leads to can tell things of this name apart from others.

    A body confers many first prizes, and a town is home to many offices.
    """
    if entity.type == "Award":
        return not is_rank(entity.name)
    return not (predicate == "locatedIn" and entity.type == "Organization" and is_department(entity.name))


def _codes(block: Iterable[Bearer]) -> dict[Bearer, str]:
    """Return the codes of places, and of the places that other things are called after, where their document tells.

    Of 春晖市 and 春晖市城中区, both told somewhere, a body of the district is called after the district.
    """
    codes = {}
    opening: dict[str, dict[Bearer, str]] = defaultdict(dict)
    for bearer in block:
        if bearer.type == "Place" and bearer.value is not None:
            codes[bearer] = bearer.value
        for place, code in bearer.openings:
            opening[place][bearer] = code
    return codes | (opening[max(opening, key=len)] if opening else {})


def _own_name(bearer: Bearer, code: str = "") -> Own | None:
    if bearer.type == "Date" and bearer.value is not None:
        return bearer.type, bearer.value
    if bearer.type == "Place" and code:
        return bearer.type, code
    if tells_alone(bearer.type, bearer.name):
        return (bearer.type, bearer.name, code) if code else (bearer.type, bearer.name)
    return None


def _join_by_post(block: Iterable[Bearer], clusters: Clusters, is_own: Callable[[Node], bool]) -> None:
    """Join persons of one name and post, unless two of them are known to hold it in different bodies."""
    settled = {b.node for b in block if any(is_own((b.node[0], body)) for body in b.bodies)}
    posts = sorted((b.node[0], post.number, b.node, post.role) for b in block for post in b.posts)
    for group in grouped((role, node) for *_, node, role in posts):
        bodies = {clusters.number(node) for node in group if not settled.isdisjoint(clusters.members(node))}
        if len(bodies) <= 1:
            clusters.join_unless_apart(group)
