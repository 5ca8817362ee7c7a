"""The second look at relations: what their rivals tell.

A score tells of one pair of mentions alone. Whether it counts depends on the others: a figure measures one thing, a
body that confers an award does not receive it, those in one list share a predicate. A logistic regression over the
scores of a text weighs this and makes probabilities of them (stacked generalisation, Wolpert 1992).
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from extract.pairs import ACCEPTED, Pair, Scene
from extract.schema import load

LEAST_SCORE = -5.0  # what scores lower is no candidate
NAMED = 23  # columns before those of the other predicates

Floats = NDArray[np.float32]
Key = tuple[int, str, int]
"""Cluster, predicate, cluster; of a symmetric predicate the lower cluster first."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A relation that may be told: the pairs of mentions that may tell it, each with its score, the best first."""

    told: Sequence[tuple[float, Pair]]

    @property
    def score(self) -> float:
        """The best score."""
        return self.told[0][0]

    @property
    def pair(self) -> Pair:
        """The mentions of the best score."""
        return self.told[0][1]

    def pairs(self, least: float) -> list[Pair]:
        """Return the mentions of the best score, and those that by their own score are at least so probable."""
        return [self.pair, *(pair for score, pair in self.told[1:] if chance(score) >= least)]


def width() -> int:
    """Return how many columns :func:`table` has."""
    return NAMED + 2 * len(load().predicates)


def candidates(scene: Scene, pairs: Sequence[Pair], scores: Floats) -> dict[Key, Candidate]:
    """Gather the scores of pairs of mentions (shape (pairs, predicates)) by relation."""
    predicates = load().predicates
    numbers = {name: number for number, name in enumerate(predicates)}
    found: defaultdict[Key, list[tuple[float, Pair]]] = defaultdict(list)
    for number in np.flatnonzero((scores > LEAST_SCORE).any(axis=1)).tolist():
        pair, row = pairs[number], scores[number].tolist()
        for name in ACCEPTED[scene.spans[pair.subject].type, scene.spans[pair.object].type]:
            key = (scene.cluster_of[pair.subject], name, scene.cluster_of[pair.object])
            if predicates[name].symmetric and key[0] > key[2]:
                key = key[::-1]
            if row[numbers[name]] > LEAST_SCORE:
                found[key].append((row[numbers[name]], pair))
    return {key: Candidate(sorted(told, key=lambda one: -one[0])) for key, told in found.items()}


@dataclass(slots=True)
class _Rivals:
    """The two best scores that share a predicate and one end, and the sum of all their chances."""

    best: float = LEAST_SCORE
    second: float = LEAST_SCORE
    chances: float = 0.0

    def add(self, score: float) -> None:
        self.chances += chance(score)
        self.best, self.second = max(self.best, score), max(self.second, min(self.best, score))

    def beside(self, score: float) -> tuple[float, float, float]:
        """The best of the others, its chance, and the sum of their chances."""
        best = self.second if score == self.best else self.best
        return best, chance(best), self.chances - chance(score)


def chance(score: float) -> float:
    """Return the probability that a score stands for."""
    return 1 / (1 + math.exp(-score))


def table(scene: Scene, found: Mapping[Key, Candidate]) -> Floats:
    """Describe each candidate by its score and its rivals', shape (candidates, :func:`width`)."""
    names = {name: number for number, name in enumerate(load().predicates)}
    subjects: defaultdict[tuple[str, int], _Rivals] = defaultdict(_Rivals)
    objects: defaultdict[tuple[int, str], _Rivals] = defaultdict(_Rivals)
    scores = {key: candidate.score for key, candidate in found.items()}
    chances: defaultdict[tuple[int, int], list[float]] = defaultdict(lambda: [0.0] * len(names))
    for (subject, name, target), score in scores.items():
        subjects[name, target].add(score)
        objects[subject, name].add(score)
        chances[subject, target][names[name]] = chance(score)
    lists: defaultdict[int, list[int]] = defaultdict(list)
    for k in range(scene.flat):
        lists[scene.lists[0][k]].append(k)
    groups = (_beside(scene, lists.values()), _beside(scene, scene.parallels))
    nothing = [0.0] * len(names)
    rows = np.zeros((len(found), width()), dtype=np.float32)
    for row, (key, candidate) in zip(rows, found.items(), strict=True):
        subject, name, target = key
        score, pair = scores[key], candidate.pair
        of_subjects, of_objects = subjects[name, target].beside(score), objects[subject, name].beside(score)
        second = candidate.told[1][0] if len(candidate.told) > 1 else LEAST_SCORE
        row[:NAMED] = (
            score,
            *of_subjects,
            *of_objects,
            pair.far is not None,
            subject == scene.main,
            scene.sentence_of[pair.subject] != scene.sentence_of[pair.object],
            min(abs(pair.subject - pair.object), 20) / 10,
            math.log1p(len(candidate.told)),
            second,
            *(x for g in groups for x in _agreeing(score, [scores.get((subject, name, k)) for k in g.get(target, ())])),
            *(x for g in groups for x in _agreeing(score, [scores.get((k, name, target)) for k in g.get(subject, ())])),
            max(0.0, of_subjects[0] - score),
            max(0.0, of_objects[0] - score),
        )
        row[NAMED:] = chances[subject, target] + chances.get((target, subject), nothing)
        row[NAMED + names[name]] = 0
    return rows


def _beside(scene: Scene, groups: Iterable[Sequence[int]]) -> dict[int, set[int]]:
    """For each cluster the others whose mentions stand in a group with one of its own."""
    found: defaultdict[int, set[int]] = defaultdict(set)
    for group in groups:
        members = {scene.cluster_of[k] for k in group}
        for cluster in members:
            found[cluster] |= members - {cluster}
    return found


def _agreeing(score: float, others: Iterable[float | None]) -> tuple[float, bool]:
    """How far the scores of the others in a list lie above a score, and whether there are any."""
    known = [other for other in others if other is not None]
    return (sum(known) / len(known) - score if known else 0.0), bool(known)
