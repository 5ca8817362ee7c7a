"""A second task for the recogniser's network: which mentions of a window stand in which relation.

Learnt together with the entities (Eberts & Ulges 2020, SpERT), it makes the vectors of the network tell what the
relation model reads from them. What is learnt here on top of the vectors is thrown away; the relation model learns
its own weights, with the whole text in view.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn import functional

from extract.pair_model import GAP
from extract.pairs import ACCEPTED, MOST_BETWEEN
from extract.schema import load
from extract.training.corpora import Passage

LEFT_OUT = -1  # the subject that a sentence leaves out
FARTHEST = 8  # mentions
WIDTH = 128
DROP = 0.15

Integers = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Related:
    """The pairs of mentions of a window.

    Attributes:
        bounds: where each mention starts and ends, counted from the window's start, shape (mentions, 2).
        ends: subject and object of each pair in `bounds`, the subject `LEFT_OUT` where it may be, shape (pairs, 2).
        marks: 1 true, 0 false, -1 unknown, shape (pairs, predicates).
    """

    bounds: Integers
    ends: Integers
    marks: NDArray[np.int8]


class Truth:
    """What a passage tells of pairs of its mentions."""

    def __init__(self, passage: Passage) -> None:
        self.spans = passage.spans
        self._numbers = {name: number for number, name in enumerate(load().predicates)}
        self._told: dict[tuple[str, str], set[int]] = defaultdict(set)
        self._left_out: dict[str, set[int]] = defaultdict(set)
        self._nearest: set[tuple[int, int, int]] = set()
        mentions: dict[str, list[int]] = defaultdict(list)
        for number, span in enumerate(self.spans):
            mentions[span.entity].append(number)
        for relation in passage.relations:
            predicate = self._numbers[relation.predicate]
            turned = load().predicates[relation.predicate].symmetric
            ends = relation.subject, relation.object
            for subject, target in (ends, ends[::-1])[: 1 + turned]:
                self._told[subject, target].add(predicate)
                if relation.implicit:
                    self._left_out[target].add(predicate)
                    self._nearest.add((LEFT_OUT, mentions[target][0], predicate))
                else:
                    both = product(mentions[subject], mentions[target])
                    self._nearest.add((*min(both, key=lambda pair: abs(pair[0] - pair[1])), predicate))

    def within(self, start: int, end: int) -> Related:
        """Return the pairs of mentions of a window; of those that could show a relation the nearest one shows it."""
        inside = [k for k, span in enumerate(self.spans) if start <= span.start and span.end <= end]
        ends, marks = [], []
        for place, target in enumerate(inside):
            for subject in (LEFT_OUT, *inside[max(0, place - MOST_BETWEEN) : place + MOST_BETWEEN + 1]):
                row = self._row(subject, target)
                if row is not None:
                    ends.append((subject - inside[0] if subject >= 0 else LEFT_OUT, target - inside[0]))
                    marks.append(row)
        bounds = [(self.spans[k].start - start, self.spans[k].end - start) for k in inside]
        return Related(
            np.array(bounds, dtype=np.int64).reshape(-1, 2),
            np.array(ends, dtype=np.int64).reshape(-1, 2),
            np.array(marks, dtype=np.int8).reshape(-1, len(self._numbers)),
        )

    def _row(self, subject: int, target: int) -> NDArray[np.int8] | None:
        there = self.spans[target]
        here = self.spans[subject] if subject >= 0 else None
        if here is not None and here.entity == there.entity:
            return None
        names = ACCEPTED.get((here.type if here else "Organization", there.type), ())
        if not names:
            return None
        told = self._told[here.entity, there.entity] if here else self._left_out[there.entity]
        row = np.full(len(self._numbers), -1, dtype=np.int8)
        for number in (self._numbers[name] for name in names):
            if (subject, target, number) in self._nearest:
                row[number] = 1
            elif number not in told:
                row[number] = 0
        return row


class Relater(nn.Module):
    """Scores each predicate for pairs of mentions, from the vectors of both and of the words between."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.ends = nn.ModuleList(nn.Linear(width, WIDTH, bias=False) for _ in range(3))
        self.apart = nn.Embedding(2 * FARTHEST + 2, WIDTH)
        self.out = nn.Linear(WIDTH, len(load().predicates))
        nn.init.constant_(self.out.bias, -3)

    def forward(self, vectors: Tensor, batch: Sequence[Related | None]) -> Tensor:
        """Return how wrong the scores are: cross-entropy summed over predicates, a mean over pairs.

        Args:
            vectors: of the characters of windows, shape (windows, characters, width).
            batch: the pairs of each window; None where relations are not marked.
        """
        sums = functional.pad(vectors.float().cumsum(1), (0, 0, 1, 0))
        rows, places, ends, marks = [], [], [], []
        for row, related in enumerate(batch):
            if related and len(related.ends):
                known = related.bounds[related.ends]  # pairs, ends, bounds; of a subject left out the last mention's
                rows.append(np.full(len(known), row))
                places.append(known)
                ends.append(related.ends)
                marks.append(related.marks)
        if not rows:
            return vectors.sum() * 0
        window = torch.from_numpy(np.concatenate(rows))
        bounds, pairs = np.concatenate(places), np.concatenate(ends)
        truth = torch.from_numpy(np.concatenate(marks).astype(np.float32))
        missing = pairs[:, 0] == LEFT_OUT
        told = torch.from_numpy(~missing).float()[:, None]
        start, end = bounds[:, :, 1].min(1), bounds[:, :, 0].max(1)
        middle = np.minimum(start + GAP, end), np.maximum(end - GAP, start)
        long = end - start > 2 * GAP
        parts = [(start, np.where(long, middle[0], end)), (np.where(long, middle[1], end), end)]

        def total(first: Integers, last: Integers) -> Tensor:
            return sums[window, torch.from_numpy(last)] - sums[window, torch.from_numpy(first)]

        means = [
            total(bounds[:, k, 0], bounds[:, k, 1]) / torch.from_numpy(bounds[:, k, 1] - bounds[:, k, 0])[:, None]
            for k in (0, 1)
        ]
        size = sum(np.maximum(last - first, 0) for first, last in parts)
        between = sum(total(first, np.maximum(first, last)) for first, last in parts)
        between = between / torch.from_numpy(np.maximum(size, 1))[:, None]
        distance = np.clip(pairs[:, 1] - pairs[:, 0], -FARTHEST, FARTHEST) + FARTHEST
        distance = np.where(missing, 2 * FARTHEST + 1, distance)
        hidden = self.ends[0](means[0]) * told + self.ends[1](means[1]) + self.ends[2](between) * told
        hidden = hidden + self.apart(torch.from_numpy(distance))
        scores = self.out(functional.dropout(functional.relu(hidden), DROP, self.training))
        losses = functional.binary_cross_entropy_with_logits(scores, truth.clamp(min=0), reduction="none")
        return losses[truth >= 0].sum() / len(truth)
