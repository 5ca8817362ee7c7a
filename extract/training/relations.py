"""Train the relation model on annotated passages, and calibrate it on passages held out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn import functional
from tqdm import tqdm

from extract import rivals
from extract.description import ROWS, Rows
from extract.facts import squeeze
from extract.pair_model import HIDDEN, Floats, PairModel, Threshold, gap_vectors, mention_vectors
from extract.pairs import ACCEPTED, OBJECT, SUBJECT, Pair, Scene
from extract.relations import chosen
from extract.rivals import Key
from extract.schema import load
from extract.spans import Cluster, Span
from extract.training.corpora import Passage

SURE = 0.5  # a fact is told where it is likelier than not
LEAST = (0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5)
ROUNDS, BATCH, RATE = 3, 4096, 3e-3
LEFT_OUT = 0.15  # share of the strings and of the hidden values that training hides
DRAWN = 30.0  # how strongly the second look is drawn towards the scores
LARGEST = 127  # step of the table

Vectors = Callable[[str], NDArray[np.float16]]
"""From a text to what the recogniser's network makes of it, see :class:`extract.pairs.Scene`."""
Views = Sequence[tuple[Scene, set[Key]]]
"""Scenes, and the relations that are true of each."""


def scene(passage: Passage, vectors: Vectors) -> tuple[Scene, set[Key]]:
    """Turn an annotated passage into a scene and its true relations between clusters."""
    spans = [Span(s.start, s.end, s.type, squeeze(passage.text[s.start : s.end])) for s in passage.spans]
    canonical = dict(passage.canonical)
    numbers: dict[str, int] = {}
    clusters: list[Cluster] = []
    for i, span in enumerate(passage.spans):
        if span.entity not in numbers:
            numbers[span.entity] = len(clusters)
            clusters.append(Cluster(span.type, canonical.get(span.entity, spans[i].form)))
        clusters[numbers[span.entity]].members.append(i)
    for relation in passage.relations:
        if relation.predicate == "partOf":
            clusters[numbers[relation.subject]].parent = numbers[relation.object]
    truth = {(numbers[r.subject], r.predicate, numbers[r.object]) for r in passage.relations}
    return Scene(passage.text, spans, clusters, vectors=vectors(passage.text)), truth


def _keys(view: Scene, pair: Pair) -> list[Key]:
    """The relations that a pair could show, those of symmetric predicates with the lower cluster first."""
    predicates = load().predicates
    subject, target = view.cluster_of[pair.subject], view.cluster_of[pair.object]
    names = ACCEPTED[view.spans[pair.subject].type, view.spans[pair.object].type]
    return [
        (target, name, subject) if predicates[name].symmetric and subject > target else (subject, name, target)
        for name in names
    ]


def label(view: Scene, pairs: Sequence[Pair], truth: set[Key]) -> list[dict[str, int]]:
    """Return for each pair the predicates that are true (1), false (0) or left out of training (absent).

    Of the pairs of mentions that could show a relation, the nearest one shows it; the others are left out.
    """
    told = truth | {key[::-1] for key in truth if load().predicates[key[1]].symmetric}
    nearest: dict[Key, tuple[tuple[int, int, int], int]] = {}
    for number, pair in enumerate(pairs):
        sentences = abs(view.sentence_of[pair.subject] - view.sentence_of[pair.object])
        distance = (int(pair.far is not None), sentences, abs(pair.subject - pair.object))
        for key in _keys(view, pair):
            if key in told and (key not in nearest or distance < nearest[key][0]):
                nearest[key] = (distance, number)
    labels: list[dict[str, int]] = []
    for number, pair in enumerate(pairs):
        keys = _keys(view, pair)
        shown = {key[1]: 1 for key in keys if key in nearest and nearest[key][1] == number}
        labels.append(shown | {key[1]: 0 for key in keys if key not in told})
    return labels


@dataclass(frozen=True, slots=True)
class Examples:
    """Pairs to learn from.

    Attributes:
        described: rows of the strings of all pairs, one pair behind the other.
        starts: where each pair's begin in `described`, and where the last's end.
        mentions: a vector a mention.
        ends: subject and object of each pair in `mentions`, shape (pairs, 2); the first mention is none, and stands
            for those that are far off.
        gaps: the vector of the words between, shape (pairs, width).
        marks: 1 true, 0 false, -1 unknown, shape (pairs, predicates).
    """

    described: NDArray[np.int32]
    starts: NDArray[np.int64]
    mentions: NDArray[np.float16]
    ends: NDArray[np.int64]
    gaps: NDArray[np.float16]
    marks: NDArray[np.int8]


def examples(passages: Sequence[Passage], vectors: Vectors) -> Examples:
    """Turn passages into examples."""
    numbers = {name: number for number, name in enumerate(load().predicates)}
    described, sizes, ends, gaps, marks = [], [0], [], [], []
    mentions: list[NDArray[np.float16]] = []
    before = 1
    for passage in tqdm(passages, unit="passage", desc="pairs"):
        view, truth = scene(passage, vectors)
        pairs = list(view.pairs())
        labels = label(view, pairs, truth)
        kept = [k for k, row in enumerate(labels) if row]
        if not kept:
            continue
        found, starts = Rows(view).of([pairs[k] for k in kept])
        described.append(found.astype(np.int32))
        sizes += np.diff(starts, append=len(found)).tolist()
        for pair in (pairs[k] for k in kept):
            subject, target = before + pair.subject, before + pair.object
            ends.append((0 if pair.far == SUBJECT else subject, 0 if pair.far == OBJECT else target))
        table = np.full((len(kept), len(numbers)), -1, dtype=np.int8)
        for row, k in zip(table, kept, strict=True):
            for name, mark in labels[k].items():
                row[numbers[name]] = mark
        marks.append(table)
        gaps.append(gap_vectors(view, [pairs[k] for k in kept], view.vectors).astype(np.float16))
        found_vectors = mention_vectors(view).astype(np.float16)
        if not mentions:
            mentions.append(np.zeros_like(found_vectors[:1]))
        mentions.append(found_vectors)
        before += len(view.spans)
    return Examples(
        np.concatenate(described),
        np.cumsum(sizes),
        np.concatenate(mentions),
        np.array(ends, dtype=np.int64),
        np.concatenate(gaps),
        np.concatenate(marks),
    )


class Network(nn.Module):
    """The same sums as :meth:`extract.pair_model.PairModel.scores`, in a form that learns."""

    def __init__(self, width: int, predicates: int) -> None:
        super().__init__()
        self.table = nn.EmbeddingBag(ROWS, HIDDEN + predicates, mode="sum")
        nn.init.zeros_(self.table.weight)
        self.ends = nn.ModuleList(nn.Linear(width, HIDDEN, bias=False) for _ in range(3))
        self.bias = nn.Parameter(torch.zeros(HIDDEN))
        self.out = nn.Linear(HIDDEN, predicates)
        nn.init.constant_(self.out.bias, -2)

    def forward(self, described: Tensor, starts: Tensor, vectors: Sequence[Tensor]) -> Tensor:
        """Scores of shape (pairs, predicates) of pairs of which `vectors` holds subjects, objects and words between."""
        if self.training:
            described = described.masked_fill(torch.rand(described.shape) < LEFT_OUT, 0)
        added = self.table(described, starts)
        hidden = added[:, :HIDDEN] + self.bias + sum(layer(v) for layer, v in zip(self.ends, vectors, strict=True))
        hidden = functional.dropout(functional.relu(hidden), LEFT_OUT, self.training)
        scores: Tensor = self.out(hidden) + added[:, HIDDEN:]
        return scores


def fit(learnt: Examples, seed: int) -> PairModel:
    """Fit the weights; nothing is calibrated yet."""
    torch.manual_seed(seed)
    rng = np.random.default_rng(seed)
    count = len(learnt.ends)
    network = Network(learnt.gaps.shape[1], learnt.marks.shape[1])
    optimizer = torch.optim.Adam(network.parameters(), lr=RATE)
    steps = ROUNDS * (count // BATCH)
    bar = tqdm(total=steps, unit="batch", desc="relations")
    for _ in range(ROUNDS):
        order = rng.permutation(count)
        for start in range(0, count - BATCH + 1, BATCH):
            for group in optimizer.param_groups:
                group["lr"] = RATE * max(0.02, 1 - bar.n / steps)
            chosen_pairs = order[start : start + BATCH]
            sizes = learnt.starts[chosen_pairs + 1] - learnt.starts[chosen_pairs]
            described = np.concatenate(
                [learnt.described[learnt.starts[k] : learnt.starts[k + 1]] for k in chosen_pairs]
            )
            vectors = (*learnt.mentions[learnt.ends[chosen_pairs]].transpose(1, 0, 2), learnt.gaps[chosen_pairs])
            scores = network(
                torch.from_numpy(described.astype(np.int64)),
                torch.from_numpy(np.cumsum([0, *sizes[:-1]])),
                [torch.from_numpy(v.astype(np.float32)) for v in vectors],
            )
            marks = torch.from_numpy(learnt.marks[chosen_pairs].astype(np.float32))
            losses = functional.binary_cross_entropy_with_logits(scores, marks.clamp(min=0), reduction="none")
            loss = losses[marks >= 0].sum() / BATCH
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            bar.update()
    bar.close()
    return _frozen(network.eval(), learnt.gaps.shape[1])


def _frozen(network: Network, width: int) -> PairModel:
    table = network.table.weight.detach().numpy()
    table[0] = 0  # the row that hidden strings were sent to
    step = np.maximum(np.abs(table).max(axis=0), 1e-6) / LARGEST
    return replace(
        PairModel.empty(width),
        table=np.round(table / step).astype(np.int8),
        step=step.astype(np.float32),
        vectors=np.stack([layer.weight.detach().numpy().T for layer in network.ends]),  # type: ignore[operator, union-attr]
        hidden_bias=network.bias.detach().numpy(),
        out=network.out.weight.detach().numpy().T.copy(),
        bias=network.out.bias.detach().numpy(),
    )


def calibrated(model: PairModel, views: Views) -> PairModel:
    """Return the model with the regressions that make probabilities of its scores, fitted to passages not learnt from.

    One a predicate, each drawn towards leaving the scores as they are.
    """
    tables: dict[str, list[Floats]] = defaultdict(list)
    for view, truth in views:
        pairs = list(view.pairs())
        found = rivals.candidates(view, pairs, model.scores(view, pairs))
        for key, row in zip(found, rivals.table(view, found), strict=True):
            tables[key[1]].append(np.append(row, np.float32(is_told(key, truth))))
    parts = (np.array(tables[name], dtype=np.float32).reshape(-1, rivals.width() + 1) for name in load().predicates)
    lines = [_regression(part) for part in parts]
    return replace(model, calibration=np.stack(lines))


def is_told(key: Key, truth: set[Key]) -> bool:
    """Return whether a relation is true, in either direction if its predicate is symmetric."""
    return key in truth or (load().predicates[key[1]].symmetric and key[::-1] in truth)


def _regression(rows_: Floats) -> Floats:
    """The weights of the columns, and what is added to their sum; the last column holds the truth."""
    columns, truth = torch.from_numpy(rows_[:, :-1].copy()), torch.from_numpy(rows_[:, -1].copy())
    usual = torch.zeros(columns.shape[1])
    spread = torch.ones(columns.shape[1])
    if len(columns) > 1:
        usual, spread = columns.mean(0), columns.std(0) + 1e-3
    usual[0], spread[0] = 0, 1
    start = functional.one_hot(torch.tensor(0), columns.shape[1]).float()
    weights = start.clone().requires_grad_()
    offset = torch.zeros(1, requires_grad=True)
    optimizer = torch.optim.LBFGS([weights, offset], max_iter=200, line_search_fn="strong_wolfe")
    scaled = (columns - usual) / spread

    def loss() -> Tensor:
        optimizer.zero_grad()
        value = functional.binary_cross_entropy_with_logits(scaled @ weights + offset, truth, reduction="sum")
        value = value + DRAWN * ((weights - start) ** 2).sum()
        value.backward()
        return value

    optimizer.step(loss)  # type: ignore[arg-type] # torch's own stubs want a float
    final = weights.detach() / spread
    return np.append(final.numpy(), (offset.detach() - usual @ final).numpy())


def halves(model: PairModel, views: Views) -> list[tuple[PairModel, Views]]:
    """Return each half of the scenes with the model as the other half calibrates it, so as to measure it."""
    parts = views[::2], views[1::2]
    return [(with_thresholds(calibrated(model, other), other), part) for part, other in (parts, parts[::-1])]


def f1_by_predicate(measured: Sequence[tuple[PairModel, Views]]) -> dict[str, float]:
    """Return F1 by predicate of what models tell of scenes."""
    found = [
        (truth, {key: chance for key, (chance, _) in model.candidates(view).items()}, model.thresholds)
        for model, views in measured
        for view, truth in views
    ]
    return {name: _f1([(t, f, thresholds[name]) for t, f, thresholds in found], name) for name in load().predicates}


def _f1(found: Sequence[tuple[set[Key], dict[Key, float], Threshold]], name: str) -> float:
    hit = got = wanted = 0
    for truth, chances, threshold in found:
        told = {key for key in truth if key[1] == name}
        kept = chosen(chances, name, threshold)
        hit += sum(is_told(key, told) for key in kept)
        got += len(kept)
        wanted += len(told)
    return 2 * hit / max(1, got + wanted)


def with_thresholds(model: PairModel, views: Views) -> PairModel:
    """Return the model with the lower thresholds that give the best F1 on passages not learnt from."""
    found = [({key: chance for key, (chance, _) in model.candidates(view).items()}, truth) for view, truth in views]
    levels = [Threshold(SURE, least) for least in LEAST]
    best = {
        name: max(levels, key=lambda one: (_f1([(t, f, one) for f, t in found], name), one.least))
        for name in load().predicates
    }
    return replace(model, thresholds=best)


def train(passages: Sequence[Passage], held_out: Sequence[Passage], vectors: Vectors, seed: int = 0) -> PairModel:
    """Fit the model on passages; calibrate it and choose its thresholds on others, held out."""
    model = fit(examples(passages, vectors), seed)
    views = [scene(passage, vectors) for passage in held_out]
    return with_thresholds(calibrated(model, views), views)
