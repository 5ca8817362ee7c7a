"""Which things of one type and block are one: candidates are found, compared and clustered, as judgements allow.

It is asked twice. Of things whose name tells alone, by which name each goes in the graph (:func:`settled`); then of the
others, which of them are one with each other or with one of those (:func:`joined`). So the first can be what the others
share.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import combinations

from graph import iris
from graph.bearers import Bearer, Own, Traits
from graph.clusters import Clusters, Edge, Node, join_in_tiers
from graph.compare import Comparison, compare, keys
from graph.judgements import Judgements, contradiction


class Constraints:
    """What judgements demand of the things of a block.

    Args:
        sides: what judgements call each of its things, whether its name tells alone or not; in any order.
        judgements: all of them.

    Raises:
        InputError: they contradict each other.
    """

    def __init__(self, sides: Iterable[Sequence[str]], judgements: Judgements) -> None:
        things = {frozenset(each) for each in sides if each} if judgements.rows else set[frozenset[str]]()
        self._judgements = judgements
        self._same = judgements.joined(sorted(things, key=sorted))
        self._all: dict[str, set[str]] = defaultdict(set)
        for each in things:
            for same in {self._same[side] for side in each if side in self._same}:
                self._all[same] |= each
        for found in self._all.values():
            if row := judgements.different(found, found):
                raise contradiction(judgements, row)

    def same(self, sides: Iterable[str]) -> str | None:
        """Return what is equal for things that are one by judgement; None for what is one with nothing else."""
        return next((self._same[side] for side in sides if side in self._same), None)

    def sides(self, sides: Sequence[str]) -> frozenset[str]:
        """Return all sides of what a thing is one with by judgement."""
        same = self.same(sides)
        return frozenset(sides) if same is None else frozenset(self._all[same])

    def apart(self, left: Iterable[str], right: Iterable[str]) -> bool:
        """Whether things with these sides are different by judgement."""
        return self._judgements.different(left, right) is not None


def settled(block: Iterable[Bearer], constraints: Constraints) -> dict[tuple[Own, Traits], str | None]:
    """Return, for things whose name tells alone, the IRI of each; None where it may be one of several and stands alone.

    Args:
        block: those of the block whose `own` is set; of bearers alike in `own` and traits, one is enough.
        constraints: of all things of the block.
    """
    alike = {(bearer.own, bearer.traits): bearer for bearer in block if bearer.own}
    order = sorted(alike, key=lambda key: (not key[1].code, not key[1].year, not key[1].places, key[1].sides, key))
    members = [alike[key] for key in order]
    clusters, together = _clustered(members, constraints, lambda node: node, ())
    found: dict[tuple[Own, Traits], str | None] = {}
    used: set[Own] = set()
    for numbers in clusters.all():
        own, traits = order[numbers[0]]
        if len(numbers) == 1 and numbers[0] not in together:
            found[own, traits] = None
            continue
        if own in used:  # two of one name that are different by judgement
            own = (*own, *traits.sides)
        used.add(own)
        found |= {order[number]: own_iri(own) for number in numbers}
    return found


def joined(
    block: Collection[Bearer],
    fixed: Iterable[tuple[Bearer, str]],
    identity: Callable[[Node], Hashable],
    constraints: Constraints,
) -> Iterator[tuple[list[Node], str]]:
    """Yield which of the other things of a block are one, with the IRI that they have in the graph.

    Args:
        block: those whose `own` is not set.
        fixed: those whose `own` is set, with their IRIs, as far as :func:`settled` gave one; of bearers alike, one.
        identity: returns what is equal for what they share where that is one thing.
        constraints: of all things of the block.
    """
    groups: dict[Hashable, list[Bearer]] = defaultdict(list)
    for bearer in sorted(_without_lone_headlines(block), key=lambda bearer: bearer.node):
        shared = frozenset((share.predicate, identity((bearer.node[0], share.other))) for share in bearer.shares)
        groups[bearer.name, bearer.traits, shared, bearer.traits.repeated and bearer.node].append(bearer)
    alike = list(groups.values())
    firm = sorted(fixed, key=lambda pair: (pair[1], pair[0].own or (), pair[0].traits))
    members = [*(bearer for bearer, _ in firm), *(bearers[0] for bearers in alike)]
    names = [*(iri for _, iri in firm), *[""] * len(alike)]
    documents = [*[[]] * len(firm), *([bearer.node[0] for bearer in bearers] for bearers in alike)]
    clusters, together = _clustered(members, constraints, identity, names, documents)
    for numbers in clusters.all():
        bearers = [bearer for number in numbers if number >= len(firm) for bearer in alike[number - len(firm)]]
        iri = next((names[number] for number in numbers if names[number]), "")
        if iri or len(numbers) > 1 or numbers[0] in together:
            if bearers:
                yield [bearer.node for bearer in bearers], iri or first_iri(min(bearers, key=lambda b: b.node))
        else:
            yield from (([bearer.node], first_iri(bearer)) for bearer in bearers)


def own_iri(own: Own) -> str:
    """Return the IRI of what is told by its name."""
    return iris.thing(own[0].lower(), *own)


def first_iri(first: Bearer) -> str:
    """Return the IRI of a cluster by its first bearer.

    Where the name does not tell alone, the first document does; so a namesake that is read later changes no IRI.
    """
    return iris.thing(first.type.lower(), first.type, first.name, *first.node)


def _clustered(
    members: Sequence[Bearer],
    constraints: Constraints,
    identity: Callable[[Node], Hashable],
    fixed: Sequence[str],
    documents: Sequence[Sequence[str]] = (),
) -> tuple[Clusters, set[int]]:
    """Cluster the members of a block.

    Args:
        members: each stands for all that are alike.
        constraints: of the block.
        identity: see :func:`joined`.
        fixed: for each member, the IRI that it has already, or empty; those of different IRIs stay apart.
        documents: for each member, the documents of those for which it stands, if that matters.

    Returns:
        The clusters, and the members of which all for which they stand are one.
    """
    clusters = Clusters(len(members))
    sides = [constraints.sides(member.traits.sides) for member in members]
    known: dict[tuple[int, int], Comparison] = {}

    def compared(left: int, right: int) -> Comparison:
        pair = (left, right) if left <= right else (right, left)
        if pair not in known:
            known[pair] = compare(members[pair[0]], members[pair[1]], identity)
        return known[pair]

    def apart(parts: Sequence[Sequence[int]]) -> set[int]:
        judged = [frozenset[str]().union(*(sides[number] for number in part)) for part in parts]
        pairs = combinations([place for place, found in enumerate(judged) if found], 2)
        out = {place for pair in pairs if constraints.apart(*(judged[place] for place in pair)) for place in pair}
        return out | (_meeting(parts, members, documents) if documents else set())

    def against(parts: Sequence[Sequence[int]], strong: bool) -> bool:  # noqa: FBT001 -- as join_in_tiers calls it
        if fixed and len({fixed[number] for part in parts for number in part} - {""}) > 1:
            return True
        if strong and members[0].type == "Person":
            return False  # people change their posts and units, so nothing speaks against them for good
        pairs = ((one, other) for left, right in combinations(parts, 2) for one in left for other in right)
        return any(found.never or (not strong and found.doubtful) for found in (compared(*pair) for pair in pairs))

    for group in _one_already(members, constraints, fixed):
        clusters.join(group)
    edges = []
    for left, right in _candidates(members, identity):
        found = compared(left, right)
        if found.joins:
            edges.append(Edge((not found.strong, -found.odds), left, right, found.strong))
    return clusters, join_in_tiers(clusters, edges, apart, against)


def _one_already(members: Sequence[Bearer], constraints: Constraints, fixed: Sequence[str]) -> Iterator[list[int]]:
    """Yield the members that are one by judgement, or by an IRI that they have already."""
    groups: dict[tuple[str, str], list[int]] = defaultdict(list)
    for number, member in enumerate(members):
        if (same := constraints.same(member.traits.sides)) is not None:
            groups["same", same].append(number)
        if fixed and fixed[number]:
            groups["iri", fixed[number]].append(number)
    yield from groups.values()


def _candidates(members: Sequence[Bearer], identity: Callable[[Node], Hashable]) -> list[tuple[int, int]]:
    """Return the pairs that are worth comparing, and each member with itself."""
    found: dict[Hashable, list[int]] = defaultdict(list)
    for number, member in enumerate(members):
        for key in keys(member, identity):
            found[key].append(number)
    everywhere = [number for number, member in enumerate(members) if member.traits.distinct]
    pairs = {pair for numbers in found.values() for pair in combinations(sorted(set(numbers)), 2)}
    pairs |= {(min(one, other), max(one, other)) for one in everywhere for other in range(len(members))}
    pairs |= {(number, number) for number in range(len(members))}
    return sorted(pairs)


def _meeting(parts: Sequence[Sequence[int]], members: Sequence[Bearer], documents: Sequence[Sequence[str]]) -> set[int]:
    """Return which clusters meet another in a document that tells of both under one name, and so keeps them apart."""
    told: dict[tuple[str, str], set[int]] = defaultdict(set)
    for place, part in enumerate(parts):
        for number in part:
            for document in documents[number]:
                told[document, members[number].name].add(place)
    return {place for places in told.values() if len(places) > 1 for place in places}


def _without_lone_headlines(block: Collection[Bearer]) -> Iterator[Bearer]:
    """Yield the bearers without headlines that no two of them share, so that more of them are alike."""
    seen: dict[str, int] = defaultdict(int)
    for bearer in block:
        seen[bearer.traits.headline] += 1
    for bearer in block:
        lone = bearer.traits.headline and seen[bearer.traits.headline] == 1
        yield replace(bearer, traits=replace(bearer.traits, headline="")) if lone else bearer
