"""Why two names are one thing in a graph, or two: what was compared, with the score, or what people decided."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, pairwise
from pathlib import Path
from sqlite3 import Connection

from extract.schema import Label
from graph import index, store
from graph.bearers import Bearer
from graph.clusters import Node
from graph.compare import Comparison, compare
from graph.judgements import Judgement, Judgements
from graph.ledger import ledger
from graph.meant import Meant, meant, of_one_type
from graph.names import parted
from graph.writer import LEDGER, judgements

_MOST = 12
"""Pairs of things that are explained of two names that many things bear."""
_LOOKED_THROUGH = 300
"""Articles of one thing that are looked through, and so the longest way that can be found."""

_BLOCKS = Label(
    "两个名称除前面的地名外还有不同，从不自动合并",
    "the names differ in more than the place before them; such are never joined by themselves",
)
_RIVALS = Label(
    "这些理由对另一事物同样成立，或与其中之一另有冲突，故不合并",
    "the reasons are as good for another thing, or something speaks against one that it is joined with; so it was left",
)
_WITHIN = Label(
    "只有一篇文章提到，文中所指为同一事物：{}",
    "one article alone tells of it, and means one thing by both: {}",
)
_APART = Label("同一篇文章把二者分开", "one article keeps the two apart")


@dataclass(frozen=True, slots=True)
class Step:
    """Two things as two articles tell of them.

    Attributes:
        left: full name and article of the one.
        right: those of the other.
        score: how likely they are one, 0 to 1; joined above 0.5. None where they were not compared.
        reasons: each with its weight, in log odds.
        judgement: of people, which goes before all reasons.
    """

    left: tuple[str, str]
    right: tuple[str, str]
    score: float | None
    reasons: tuple[tuple[Label, float], ...]
    judgement: Judgement | None


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why two things are one or not.

    Attributes:
        type: of both.
        one: whether they are one in the graph.
        steps: the comparison that tells; several where they are one only by way of other articles.
        note: what else decided, if something did.
    """

    type: str
    one: bool
    steps: tuple[Step, ...]
    note: Label | None = None


def explain(output: Path, left: str, right: str) -> tuple[Explanation, ...]:
    """Explain for everything that two names mean why it is one thing or not, the likeliest first.

    Args:
        output: output folder of a build.
        left: a full name or short form, or name@article.
        right: another one, or the same.

    Raises:
        OutputError: the folder holds no graph, or a damaged one.
        InputError: the judgements are not as they should be.
        QueryError: nothing is called so, or what is called so is of different types.
    """
    store.current(output)
    with ledger(output / store.FOLDER / LEDGER) as opened:
        view = _View(opened.db, judgements(output, opened))
        pairs = of_one_type(meant(opened.db, left), meant(opened.db, right))
        return tuple(islice((each for ones, others in pairs for each in view.explained(ones, others)), _MOST))


class _View:
    """A look into the index."""

    def __init__(self, db: Connection, judged: Judgements) -> None:
        self.db = db
        self.judgements = judged

    def explained(self, lefts: Sequence[Meant], rights: Sequence[Meant]) -> Iterator[Explanation]:
        """Yield one explanation for each two things of one type."""
        best: dict[frozenset[str], tuple[float, Meant, Meant]] = {}
        for left in lefts[:_LOOKED_THROUGH]:
            for right in rights[:_LOOKED_THROUGH]:
                if left.bearer.node != right.bearer.node:
                    found = self._compared(left.bearer, right.bearer)
                    weight = found.odds if found else -100.0
                    both = frozenset((left.iri, right.iri))
                    if both not in best or weight > best[both][0]:
                        best[both] = weight, left, right
        if not best:
            name, article = lefts[0].bearer.name, lefts[0].bearer.node[0]
            note = Label(*(text.format(f"{name} ({article})") for text in (_WITHIN.zh, _WITHIN.en)))
            yield Explanation(lefts[0].bearer.type, one=True, steps=(), note=note)
        for both, (_, left, right) in sorted(best.items(), key=lambda pair: (-pair[1][0], sorted(pair[0]))):
            yield self._one(left, right) if len(both) == 1 else self._two(left, right)

    def _one(self, left: Meant, right: Meant) -> Explanation:
        way = self._way(left, right)
        steps = tuple(self._step(one, other) for one, other in pairwise(way))
        return Explanation(left.bearer.type, one=True, steps=steps)

    def _two(self, left: Meant, right: Meant) -> Explanation:
        step = self._step(left.bearer, right.bearer)
        found = self._compared(left.bearer, right.bearer)
        note = None
        if found is None:
            note = _BLOCKS
        elif found.joins and not step.judgement:
            note = _APART if left.bearer.node[0] == right.bearer.node[0] else _RIVALS
        return Explanation(left.bearer.type, one=False, steps=(step,), note=note)

    def _way(self, left: Meant, right: Meant) -> list[Bearer]:
        """Return the shortest way from one to the other through articles that tell of the same thing."""
        query = "SELECT document, key FROM bearer WHERE iri = ? ORDER BY document, key LIMIT ?"
        nodes = {*self.db.execute(query, (left.iri, _LOOKED_THROUGH)), left.bearer.node, right.bearer.node}
        rest = {node: index.bearer(self.db, node)[0] for node in sorted(nodes)}
        ways = [[rest.pop(left.bearer.node)]]
        for way in ways:  # grows while it is gone through: the shortest ways come first
            if way[-1].node == right.bearer.node:
                return way
            near = [node for node, bearer in rest.items() if self._is_near(way[-1], bearer)]
            ways += [[*way, rest.pop(node)] for node in near]
        return [left.bearer, right.bearer]

    def _is_near(self, left: Bearer, right: Bearer) -> bool:
        if self.judgements.same(left.traits.sides, right.traits.sides):
            return True
        found = self._compared(left, right)
        return found is not None and found.joins

    def _compared(self, left: Bearer, right: Bearer) -> Comparison | None:
        alike = left.block == right.block or parted(left.type, left.name).core == parted(right.type, right.name).core
        return compare(left, right, self._identity) if alike else None

    def _step(self, left: Bearer, right: Bearer) -> Step:
        found = self._compared(left, right)
        judged = self.judgements.same(left.traits.sides, right.traits.sides) or self.judgements.different(
            left.traits.sides, right.traits.sides
        )
        reasons = ((reason.label(self._named), reason.weight) for reason in found.reasons) if found else ()
        one, other = ((bearer.name, bearer.node[0]) for bearer in (left, right))
        return Step(one, other, found.score if found else None, tuple(reasons), judged)

    def _identity(self, node: Node) -> Hashable:
        return index.bearer(self.db, node)[1]

    def _named(self, about: Hashable) -> str:
        entity = index.entity(self.db, str(about))
        return entity.name if entity else str(about)
