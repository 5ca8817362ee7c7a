"""Train the relation model: one sparse logistic regression a predicate over descriptions of pairs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from extract.facts import squeeze
from extract.pairs import ACCEPTED, COLUMNS, Pair, Scene, columns
from extract.relations import Key, LinearModel, Threshold, chosen, scored
from extract.schema import load
from extract.spans import Cluster, Span
from extract.training.corpora import Passage

SURE = (0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6)
LEAST = (0.05, 0.1, 0.15, 0.2, 0.3)


def scene(passage: Passage) -> tuple[Scene, set[Key]]:
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
    return Scene(passage.text, spans, clusters), truth


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
        distance = (int(pair.assumed), sentences, abs(pair.subject - pair.object))
        for key in _keys(view, pair):
            if key in told and (key not in nearest or distance < nearest[key][0]):
                nearest[key] = (distance, number)
    labels: list[dict[str, int]] = []
    for number, pair in enumerate(pairs):
        keys = _keys(view, pair)
        shown = {key[1]: 1 for key in keys if key in nearest and nearest[key][1] == number}
        labels.append(shown | {key[1]: 0 for key in keys if key not in told})
    return labels


def table(views: Sequence[Scene], truths: Sequence[set[Key]]) -> dict[str, tuple[csr_matrix, NDArray[np.int8]]]:
    """Return for each predicate the design matrix and the labels."""
    rows: dict[str, list[list[int]]] = defaultdict(list)
    marks: dict[str, list[int]] = defaultdict(list)
    for view, truth in zip(views, truths, strict=True):
        pairs = list(view.pairs())
        for pair, row in zip(pairs, label(view, pairs, truth), strict=True):
            if not row:
                continue
            found = columns(view.describe(pair))
            for name, mark in row.items():
                rows[name].append(found)
                marks[name].append(mark)
    tables = {}
    for name, lists in rows.items():
        pointers = np.cumsum([0, *(len(found) for found in lists)])
        indices = np.fromiter((i for found in lists for i in found), dtype=np.int32, count=pointers[-1])
        data = np.ones(len(indices), dtype=np.float32)
        tables[name] = (
            csr_matrix((data, indices, pointers), shape=(len(lists), COLUMNS)),
            np.array(marks[name], dtype=np.int8),
        )
    return tables


def fit(tables: dict[str, tuple[csr_matrix, NDArray[np.int8]]], strength: float) -> dict[str, LogisticRegression]:
    """Fit one model a predicate; `strength` is the inverse of the regularisation."""
    models = {}
    for name, (matrix, marks) in sorted(tables.items()):
        model = LogisticRegression(C=strength, solver="liblinear", max_iter=300)
        models[name] = model.fit(matrix, marks)
    return models


def thresholds(weights: LinearModel, passages: Sequence[Passage]) -> dict[str, Threshold]:
    """Return for each predicate the thresholds that give the best F1 on passages not learnt from."""
    views = [scene(passage) for passage in passages]
    found = [{key: score for key, (score, _) in scored(view, weights).items()} for view, _ in views]

    def f1(name: str, threshold: Threshold) -> float:
        hit = got = wanted = 0
        for (_, truth), scores in zip(views, found, strict=True):
            told = {key for key in truth if key[1] == name}
            kept = chosen(scores, name, threshold)
            hit += sum(key in told or key[::-1] in told for key in kept)
            got += len(kept)
            wanted += len(told)
        return 2 * hit / max(1, got + wanted)

    candidates = [Threshold(sure, least) for sure in SURE for least in LEAST]
    return {name: max(candidates, key=lambda one: f1(name, one)) for name in weights.weights}


def train(passages: Sequence[Passage], held_out: Sequence[Passage], strength: float = 0.3) -> LinearModel:
    """Fit the model: thresholds are chosen on `held_out`, the weights that are returned have learnt from all."""

    def weights(learnt: Sequence[Passage], least: dict[str, Threshold]) -> LinearModel:
        views = [scene(passage) for passage in learnt]
        models = fit(table([view for view, _ in views], [truth for _, truth in views]), strength)
        return LinearModel(
            {name: model.coef_[0].astype("float32") for name, model in models.items()},
            {name: float(model.intercept_[0]) for name, model in models.items()},
            least or dict.fromkeys(models, Threshold(0.5, 0.5)),
        )

    least = thresholds(weights(passages, {}), held_out)
    return weights([*passages, *held_out], least)
