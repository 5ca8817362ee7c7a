"""Train the recogniser: the pretrained encoder learns from annotated corpora, with one head a corpus.

What a corpus does not mark is unknown there, not absent; so each corpus has tags and a head of its own over the shared
encoder, and only one corpus, our own passages as a rule, teaches the head that is kept. Of the others that head learns
persons alone, which all corpora mark alike. Our passages are read as written and, each time anew, with names swapped.

A network that has learnt all this may teach another, smaller one or itself anew: beside our passages that one learns
from what the teacher makes of raw news (distillation, Hinton et al. 2015).
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn import functional
from tqdm import tqdm

from extract import gazetteer
from extract.characters import blank
from extract.recognizer import MASK, NEWLINE, Recognizer, windows
from extract.training.corpora import Passage
from extract.training.encoder import Encoder, Tagger, exported
from extract.training.related import Related, Relater, Truth
from extract.training.swap import Swapper

BATCH = 4000  # characters, padding included
OURS = "genre"
KEPT_SHARE = 0.65  # of the batches, of the corpus whose head is kept
SWAPPED = 2  # swapped copies of each passage in a round
RATE, GENTLE_RATE = 5e-4, 1e-4  # for a new head, and for one that has learnt before
WARM_UP, DROP = 200, 0.15
FORGOTTEN = 0.03  # share of characters hidden from the network while it learns
UNTOLD = 0.15  # share of windows whose divisions the network is not told
RELATED = 0.5  # weight of the relations beside the entities
TAUGHT_SHARE = 0.4  # of the batches, of raw news that a teacher reads
AT_ONCE = 5000  # raw texts
LIKENESS = 0.3  # weight of the teacher's vectors beside its tags
AVERAGED = 0.998  # of the running average of the weights, which is what is kept


@dataclass(frozen=True, slots=True)
class Example:
    """A window: codes of its characters, tags of divisions, tags of entities; and its pairs of mentions, if marked."""

    codes: NDArray[np.int64]
    named: NDArray[np.int64]
    tags: NDArray[np.int64]
    related: Related | None


@dataclass(frozen=True, slots=True)
class Corpus:
    """A corpus to learn from: its passages, the types it marks, and its share of the batches that teach other heads."""

    passages: Sequence[Passage]
    types: tuple[str, ...]
    share: float = 1.0


def examples(passages: Iterable[Passage], types: Sequence[str], recognizer: Recognizer) -> list[Example]:
    """Turn passages into windows of codes and tags."""
    made = []
    for passage in passages:
        tags = np.zeros(len(passage.text), dtype=np.int64)
        for span in passage.spans:
            if span.type in types:
                tags[span.start : span.end] = 2 * types.index(span.type) + 2
                tags[span.start] -= 1
        codes = recognizer.codes(passage.text)
        named = np.array(gazetteer.tags(passage.text), dtype=np.int64)
        kept = [(span.start, span.end) for span in passage.spans]
        truth = Truth(passage) if passage.relations else None
        made += [
            Example(codes[start:end], named[start:end], tags[start:end], truth.within(start, end) if truth else None)
            for start, end in windows(passage.text, kept)
        ]
    return made


def batches(made: Sequence[Example], rng: random.Random) -> list[list[Example]]:
    """Part examples into batches of windows of like length, in random order."""
    ordered = sorted(made, key=lambda example: len(example.codes) + 30 * rng.random())
    parted: list[list[Example]] = [[]]
    for example in ordered:
        if parted[-1] and len(example.codes) * (len(parted[-1]) + 1) > BATCH:
            parted.append([])
        parted[-1].append(example)
    rng.shuffle(parted)
    return parted


def _endless(
    corpus: Corpus, recognizer: Recognizer, rng: random.Random, swapper: Swapper | None
) -> Iterator[list[Example]]:
    written = examples(corpus.passages, corpus.types, recognizer)
    while True:
        made = list(written)
        if swapper:
            copies = [swapper.swap(passage) for _ in range(SWAPPED) for passage in corpus.passages]
            made += examples(copies, corpus.types, recognizer)
        yield from batches(made, rng)


def _raw(texts: Sequence[Passage], recognizer: Recognizer, rng: random.Random) -> Iterator[list[Example]]:
    """Yield batches of raw texts without end; made ready some at a time, for there are many."""
    while texts:
        for start in range(0, len(texts), AT_ONCE):
            yield from batches(examples(texts[start : start + AT_ONCE], (), recognizer), rng)


def _tensors(batch: Sequence[Example]) -> tuple[Tensor, Tensor, Tensor]:
    """Codes and tags of divisions padded with 0, tags of entities padded with -1: (windows, longest) each."""
    size = max(len(example.codes) for example in batch)
    tables = np.zeros((3, len(batch), size), dtype=np.int64)
    tables[2] = -1
    for row, example in enumerate(batch):
        for table, values in zip(tables, (example.codes, example.named, example.tags), strict=True):
            table[row, : len(values)] = values
    codes, named, marks = map(torch.from_numpy, tables)
    return codes, named, marks


def _person_loss(scores: Tensor, marks: Tensor, theirs: int, ours: int) -> Tensor:
    """What the kept head does wrong about persons in another corpus, which tells nothing of its other types."""
    logs = functional.log_softmax(scores, -1)
    begins, inside = marks == 2 * theirs + 1, marks == 2 * theirs + 2
    others = (marks >= 0) & ~begins & ~inside
    person = logs[..., 2 * ours + 1 : 2 * ours + 3].exp().sum(-1).clamp(max=1 - 1e-4)
    right = logs[..., 2 * ours + 1][begins].sum() + logs[..., 2 * ours + 2][inside].sum()
    return -(right + torch.log1p(-person[others]).sum()) / (marks >= 0).sum()


def evaluate(recognizer: Recognizer, passages: Sequence[Passage]) -> dict[str, float]:
    """Return F1 by type over exact spans of passages not learnt from, and over all types under `all`."""
    nlp = blank()
    counts = {kind: [0, 0, 0] for kind in (*recognizer.types, "all")}
    for passage in passages:
        truth = {(span.start, span.end, span.type) for span in passage.spans}
        found = {(e.start_char, e.end_char, e.label_) for e in recognizer(nlp.make_doc(passage.text)).ents}
        for kind, row in counts.items():
            wanted = {span for span in truth if kind in ("all", span[2])}
            got = {span for span in found if kind in ("all", span[2])}
            for k, number in enumerate((len(wanted & got), len(wanted), len(got))):
                row[k] += number
    return {kind: round(2 * hit / max(1, wanted + got), 4) for kind, (hit, wanted, got) in counts.items()}


class Learner(nn.Module):
    """What learns: the encoder, a head a corpus, and beside them the relations of the mentions.

    Args:
        encoder: pretrained; it is changed.
        corpora: what is learnt from, by name.
        kept: the name of the corpus whose head is kept.
        head: of that corpus, if it has learnt before; it is changed.
    """

    def __init__(self, encoder: Encoder, corpora: Mapping[str, Corpus], kept: str, head: nn.Linear | None) -> None:
        super().__init__()
        self.encoder, self.kept = encoder, kept
        self.heads = nn.ModuleDict({n: nn.Linear(encoder.width, 2 * len(c.types) + 1) for n, c in corpora.items()})
        if head is not None:
            self.heads[kept] = head
        self.relater = Relater(encoder.width)
        self.types = {name: list(corpus.types) for name, corpus in corpora.items()}

    def forward(self, name: str, batch: Sequence[Example]) -> Tensor:
        """Return how wrong the network is about a batch of the corpus of a name."""
        codes, named, marks = _tensors(batch)
        with torch.autocast("cpu", torch.bfloat16):
            vectors = self.encoder(*_blurred(codes, named))
            scores, kept = self.heads[name](vectors).float(), self.heads[self.kept](vectors).float()
        loss = functional.cross_entropy(scores.flatten(0, 1), marks.flatten(), ignore_index=-1)
        if name != self.kept and "Person" in self.types[name]:
            theirs, own = (self.types[one].index("Person") for one in (name, self.kept))
            loss = loss + 0.5 * _person_loss(kept, marks, theirs, own)
        related: Tensor = self.relater(vectors, [example.related for example in batch])
        return loss + RELATED * related

    def taught(self, batch: Sequence[Example], teacher: Tagger) -> Tensor:
        """Return how far the network is from what a teacher makes of a batch of raw texts."""
        codes, named, _ = _tensors(batch)
        real = codes > 0
        with torch.autocast("cpu", torch.bfloat16):
            with torch.no_grad():
                answers, likenesses = teacher(codes, named)
            vectors = self.encoder(*_blurred(codes, named))
            scores = self.heads[self.kept](vectors).float()
        told = functional.log_softmax(scores[real], -1)
        loss = functional.kl_div(told, answers.float()[real], log_target=True, reduction="batchmean")
        return loss + LIKENESS * functional.mse_loss(vectors.float()[real], likenesses.float()[real])


def _blurred(codes: Tensor, named: Tensor) -> tuple[Tensor, Tensor]:
    """Hide some characters of a batch, and the divisions of some of its windows."""
    hidden = (torch.rand(codes.shape) < FORGOTTEN) & (codes > NEWLINE)
    untold = torch.rand(len(named), 1) < UNTOLD
    return codes.masked_fill(hidden, MASK), named.masked_fill(untold, 0)


class Average:
    """The running average of parameters while they learn."""

    def __init__(self, parameters: Iterable[nn.Parameter]) -> None:
        self._parameters = list(parameters)
        self._means = [parameter.detach().clone() for parameter in self._parameters]
        self._steps = 0

    def add(self) -> None:
        """Take the parameters in as they are now."""
        self._steps += 1
        weight = min(AVERAGED, self._steps / (self._steps + 50))
        with torch.no_grad():
            for mean, parameter in zip(self._means, self._parameters, strict=True):
                mean.mul_(weight).add_(parameter, alpha=1 - weight)

    def give(self) -> None:
        """Set the parameters to their average."""
        with torch.no_grad():
            for mean, parameter in zip(self._means, self._parameters, strict=True):
                parameter.copy_(mean)


def train(  # noqa: PLR0913 - the ingredients of the recipe
    encoder: Encoder,
    characters: list[str],
    corpora: Mapping[str, Corpus],
    names: list[str],
    *,
    steps: int,
    seed: int,
    kept: str = OURS,
    head: nn.Linear | None = None,
    teacher: Tagger | None = None,
    texts: Sequence[Passage] = (),
) -> Recognizer:
    """Train a recogniser.

    Args:
        encoder: pretrained; it is changed.
        characters: the alphabet of the encoder.
        corpora: the one that the recogniser is to read like, and any others that mark `Person`.
        names: personal names for swapping in our own passages; with none no copies are made.
        steps: batches of about 4,000 characters.
        seed: of everything random.
        kept: the name of the corpus that the recogniser is to read like.
        head: of that corpus, if it goes on from a trained recogniser; it is changed.
        teacher: a trained network with tags and vectors of the same kind, whose answers about raw texts are learnt.
        texts: the raw texts, without marks; with a teacher alone.
    """
    torch.manual_seed(seed)
    rng = random.Random(seed)  # noqa: S311 - nothing secret
    recognizer = Recognizer(characters=characters, types=corpora[kept].types)
    for module in encoder.modules():
        if hasattr(module, "drop"):
            module.drop = DROP
    learner = Learner(encoder, corpora, kept, head)
    average = Average(learner.parameters())
    rate = GENTLE_RATE if head is not None and teacher is None else RATE
    optimizer = torch.optim.AdamW(learner.parameters(), lr=rate, weight_decay=0.01)
    streams = {
        name: _endless(corpus, recognizer, rng, Swapper(names, seed) if name == OURS and names else None)
        for name, corpus in corpora.items()
    }
    others = [name for name in corpora if name != kept]
    raw = _raw(texts, recognizer, rng)
    if teacher is not None:
        teacher.eval()
    learner.train()
    for step in tqdm(range(steps), unit="batch", desc="recogniser"):
        name = kept
        if others and rng.random() > KEPT_SHARE:
            (name,) = rng.choices(others, [corpora[other].share for other in others])
        for group in optimizer.param_groups:
            group["lr"] = rate * min((step + 1) / WARM_UP, max(0.02, 1 - step / steps))
        if teacher is not None and rng.random() < TAUGHT_SHARE:
            loss = learner.taught(next(raw), teacher)
        else:
            loss = learner(name, next(streams[name]))
        optimizer.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(learner.parameters(), 1.0)
        optimizer.step()
        average.add()
    average.give()
    recognizer.network = exported(Tagger(encoder, learner.heads[kept]))  # type: ignore[arg-type] # a ModuleDict holds any module
    return recognizer
