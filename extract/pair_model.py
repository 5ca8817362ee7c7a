"""The relation model: how probable each predicate is for a pair of mentions.

A pair comes in as two things: the strings that describe it (:mod:`extract.description`), hashed into rows of a
table; and what the recogniser's network makes of both mentions and of the words between them. A hidden layer joins
the two; beside it each string adds straight to the score of each predicate, so that its weight can be read.
"""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from threadpoolctl import ThreadpoolController

from extract import rivals
from extract.description import ROWS, Rows
from extract.pairs import OBJECT, SUBJECT, Pair, Scene
from extract.rivals import Candidate, Key
from extract.schema import load

HIDDEN = 64
CHUNK = 4096  # pairs
GAP = 12  # characters of the words between, at either end

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Threshold:
    """The least probability that counts, and the least where one is expected and nothing is surer."""

    sure: float
    least: float


@dataclass(frozen=True, slots=True)
class PairModel:
    """Weights, for h hidden values, p predicates in the order of the schema, and vectors of w values.

    Attributes:
        table: what each string adds to the hidden values and to the scores, shape (ROWS, h + p), in steps of `step`.
        step: what one step of `table` is worth, shape (h + p,).
        vectors: from the vectors of subject, object and words between to the hidden values, shape (3, w, h).
        hidden_bias: shape (h,).
        out: from hidden values to scores, shape (h, p).
        bias: of the scores, shape (p,).
        calibration: from the columns of :func:`extract.rivals.table`, and 1, to the logarithm of the odds.
        thresholds: for each predicate the probabilities that count.
    """

    table: NDArray[np.int8]
    step: Floats
    vectors: Floats
    hidden_bias: Floats
    out: Floats
    bias: Floats
    calibration: Floats
    thresholds: Mapping[str, Threshold]

    @classmethod
    def empty(cls, width: int) -> PairModel:
        """Return a model that says no to every pair."""
        count = len(load().predicates)
        return cls(
            np.zeros((ROWS, HIDDEN + count), dtype=np.int8),
            np.full(HIDDEN + count, 1 / 8, dtype=np.float32),
            np.zeros((3, width, HIDDEN), dtype=np.float32),
            np.zeros(HIDDEN, dtype=np.float32),
            np.zeros((HIDDEN, count), dtype=np.float32),
            np.full(count, -9, dtype=np.float32),
            np.eye(1, rivals.width() + 1, dtype=np.float32).repeat(count, axis=0),
            dict.fromkeys(load().predicates, Threshold(0.5, 0.5)),
        )

    def scores(self, scene: Scene, pairs: Sequence[Pair]) -> Floats:
        """Return the score of each predicate for each pair, shape (pairs, p), before calibration."""
        if not pairs:
            return np.empty((0, len(self.bias)), dtype=np.float32)
        mentions = mention_vectors(scene)
        subjects, objects = (mentions @ weights for weights in self.vectors[:2])
        gaps = gap_vectors(scene, pairs, scene.vectors.astype(np.float32) @ self.vectors[2])
        described, parts = Rows(scene), []
        for start in range(0, len(pairs), CHUNK):
            chunk = pairs[start : start + CHUNK]
            found, starts = described.of(chunk)
            added = _sums(self.table, found, starts) * self.step
            hidden = added[:, :HIDDEN] + self.hidden_bias + gaps[start : start + CHUNK]
            for end, made in ((SUBJECT, subjects), (OBJECT, objects)):
                near = np.array([pair.far != end for pair in chunk], dtype=np.float32)[:, None]
                hidden += made[[pair.ends[end] for pair in chunk]] * near
            parts.append(np.maximum(hidden, 0) @ self.out + added[:, HIDDEN:] + self.bias)
        return np.concatenate(parts).astype(np.float32)

    def candidates(self, scene: Scene) -> dict[Key, tuple[float, Candidate]]:
        """Return the relations that may be told, each with its probability (0 to 1)."""
        pairs = list(scene.pairs())
        with _threads().limit(limits=1, user_api="blas"):
            found = rivals.candidates(scene, pairs, self.scores(scene, pairs))
        numbers = {name: number for number, name in enumerate(load().predicates)}
        weights = self.calibration[[numbers[name] for _, name, _ in found]]
        odds = (rivals.table(scene, found) * weights[:, :-1]).sum(axis=1) + weights[:, -1]
        chances = 1 / (1 + np.exp(-np.clip(odds, -30, 30)))
        return {key: (chance, one) for (key, one), chance in zip(found.items(), chances.tolist(), strict=True)}

    def to_bytes(self) -> bytes:
        """Write the model as a compressed npz."""
        stream = io.BytesIO()
        levels = np.array([[t.sure, t.least] for t in self.thresholds.values()])
        arrays = {name: getattr(self, name) for name in ARRAYS}
        np.savez_compressed(stream, allow_pickle=False, thresholds=levels, **arrays)
        return stream.getvalue()

    @classmethod
    def from_bytes(cls, data: bytes) -> PairModel:
        """Read what :meth:`to_bytes` wrote."""
        arrays = np.load(io.BytesIO(data), allow_pickle=False)
        levels = zip(load().predicates, arrays["thresholds"].tolist(), strict=True)
        thresholds = {name: Threshold(*pair) for name, pair in levels}
        return cls(thresholds=thresholds, **{name: arrays[name] for name in ARRAYS})

    @classmethod
    def load(cls, path: Path) -> PairModel:
        """Read a file of weights."""
        return cls.from_bytes(path.read_bytes())


@cache
def _threads() -> ThreadpoolController:
    """What sets the threads of the libraries loaded.

    For products this small one is best: several wait for each other, and for those of ONNX Runtime. On two cores all of
    reading takes half the time then.
    """
    return ThreadpoolController()


ARRAYS = ("table", "step", "vectors", "hidden_bias", "out", "bias", "calibration")


def _sums(table: NDArray[np.int8], rows: NDArray[np.intp], starts: NDArray[np.intp]) -> NDArray[np.int32]:
    """Return the sum of the rows of each pair, one pair's behind the other's from its start on.

    The first row of every pair is added, then the second of all that have one, and so on: `np.add.reduceat` takes
    ten to twenty times as long, a sum a pair twice.
    """
    counts = np.diff(starts, append=len(rows))
    longest = np.argsort(-counts, kind="stable")
    first = starts[longest]
    sums = np.zeros((len(starts), table.shape[1]), dtype=np.int32)
    for k, many in enumerate(np.searchsorted(-counts[longest], -np.arange(counts.max())).tolist()):
        sums[:many] += table.take(rows[first[:many] + k], axis=0)
    ordered = np.empty_like(sums)
    ordered[longest] = sums
    return ordered


def mention_vectors(scene: Scene) -> Floats:
    """Return the mean vector of each span of a scene, shape (spans, w)."""
    means = [scene.vectors[span.start : span.end].mean(axis=0, dtype=np.float32) for span in scene.spans]
    return np.stack(means) if means else np.empty((0, scene.vectors.shape[1]), dtype=np.float32)


def gap_vectors(scene: Scene, pairs: Sequence[Pair], vectors: NDArray[np.floating]) -> Floats:
    """Return the mean vector of the words between the mentions of each pair, their two ends, shape (pairs, w).

    Where one stands far off, neither its own words nor those between tell anything; both count as zero.

    Args:
        scene: the scene.
        pairs: its pairs.
        vectors: of the characters of its text, shape (characters, w).
    """
    sums = np.zeros((len(vectors) + 1, vectors.shape[1]))
    np.cumsum(vectors, axis=0, dtype=np.float64, out=sums[1:])
    first, last = np.sort(np.array([pair.ends for pair in pairs], dtype=np.intp).reshape(-1, 2), axis=1).T
    start = np.array([span.end for span in scene.spans], dtype=np.intp)[first]
    end = np.array([span.start for span in scene.spans], dtype=np.intp)[last]
    end = np.where([pair.far is not None for pair in pairs], start, np.maximum(start, end))
    long = end - start > 2 * GAP
    head, tail = np.where(long, start + GAP, end), np.where(long, end - GAP, end)
    count = np.maximum(head - start + end - tail, 1)[:, None]
    return np.asarray((sums[head] - sums[start] + sums[end] - sums[tail]) / count, dtype=np.float32)
