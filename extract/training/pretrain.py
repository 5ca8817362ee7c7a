"""Pretrain the encoder on raw news: guess hidden words, and the tags that a ready-made tagger gives."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch import nn
from torch.nn import functional
from tqdm import tqdm

from extract.recognizer import MASK, NEWLINE, UNKNOWN
from extract.training.encoder import Encoder
from extract.training.silver import OUTSIDE

WINDOW, BATCH = 128, 64  # characters, windows
PEAK_RATE, WARM_UP = 1e-3, 400
HIDDEN = 0.15  # of the words
TAGS = OUTSIDE + 1
RAREST = 3
MOST_CHARACTERS = 6000
SPECIAL = ("<pad>", "<unknown>", "<mask>", "\n")
SCALE = 0.25  # of the scores of characters, whose vectors are long

Batch = tuple[NDArray[np.int64], NDArray[np.int64]]


def alphabet(folder: Path, more: Iterable[str]) -> list[str]:
    """Return the characters of the shards in a folder and of other texts, the special ones first, then by frequency."""
    counts: Counter[str] = Counter()
    for path in sorted(folder.glob("*.json")):
        for line in json.loads(path.read_text("utf-8")):
            counts.update(line)
    for text in more:
        counts.update("".join(text.split()))
    frequent = (c for c, n in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])) if n >= RAREST)
    return [*SPECIAL, *frequent][:MOST_CHARACTERS]


def shard(path: Path, numbers: dict[str, int]) -> Batch:
    """Read a shard: codes and tags of its characters, with a newline behind each line."""
    lines = json.loads(path.read_text("utf-8"))
    tags = np.load(path.with_suffix(".npy")).astype(np.int64)
    codes = np.array([numbers.get(character, UNKNOWN) for line in lines for character in line], dtype=np.int64)
    ends = np.cumsum([len(line) for line in lines])
    return np.insert(codes, ends, NEWLINE), np.insert(tags, ends, OUTSIDE)


def batches(folder: Path, numbers: dict[str, int], rng: np.random.Generator) -> Iterator[Batch]:
    """Yield batches of windows without end, shard after shard."""
    while True:
        for path in sorted(folder.glob("*.json")):
            codes, tags = shard(path, numbers)
            offset = int(rng.integers(0, WINDOW))
            count = (len(codes) - offset) // WINDOW
            stop = offset + count * WINDOW
            tables = codes[offset:stop].reshape(count, WINDOW), tags[offset:stop].reshape(count, WINDOW)
            order = rng.permutation(count)
            for k in range(0, count - BATCH + 1, BATCH):
                yield tables[0][order[k : k + BATCH]], tables[1][order[k : k + BATCH]]


def hide(
    codes: NDArray[np.int64], tags: NDArray[np.int64], size: int, rng: np.random.Generator
) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
    """Hide whole words: most behind the mask, some behind another character; return the codes and what is hidden."""
    word = np.cumsum(tags % 2 == 0, axis=1)
    chosen = rng.random((len(codes), int(word.max()) + 1)) < HIDDEN
    hidden = np.take_along_axis(chosen, word, axis=1) & (codes > NEWLINE)
    chance = rng.random(codes.shape)
    shown = np.where(hidden & (chance < 0.85), MASK, codes)
    other = hidden & (chance >= 0.95)
    shown[other] = rng.integers(NEWLINE + 1, size, int(other.sum()))
    return shown, hidden


def pretrain(folder: Path, characters: list[str], *, steps: int, seed: int) -> Encoder:
    """Pretrain an encoder.

    Args:
        folder: shards that :func:`extract.training.silver.write` wrote.
        characters: the alphabet.
        steps: batches of 8,192 characters.
        seed: of everything random.
    """
    torch.manual_seed(seed)
    rng = np.random.default_rng(seed)
    numbers = {character: number for number, character in enumerate(characters)}
    encoder = Encoder(len(characters))
    tagger, guesser = nn.Linear(encoder.width, TAGS), nn.Linear(encoder.width, encoder.width)
    bias = nn.Parameter(torch.zeros(len(characters)))
    parameters = [*encoder.parameters(), *tagger.parameters(), *guesser.parameters(), bias]
    optimizer = torch.optim.AdamW(parameters, lr=PEAK_RATE, betas=(0.9, 0.98), weight_decay=0.01)
    bar = tqdm(total=steps, unit="batch", desc="pretraining")
    for step, (codes, tags) in zip(range(steps), batches(folder, numbers, rng), strict=False):
        shown, hidden = hide(codes, tags, len(characters), rng)
        for group in optimizer.param_groups:
            group["lr"] = PEAK_RATE * min((step + 1) / WARM_UP, max(0.03, 1 - step / steps))
        with torch.autocast("cpu", torch.bfloat16):
            vectors = encoder(torch.from_numpy(shown))
            guessed = functional.gelu(guesser(vectors[torch.from_numpy(hidden)]))
            scores = guessed @ encoder.characters.weight.T.to(guessed.dtype) + bias
            tagged = tagger(vectors)
        loss = functional.cross_entropy(scores.float() * SCALE, torch.from_numpy(codes[hidden]))
        loss = loss + functional.cross_entropy(tagged.float().flatten(0, 1), torch.from_numpy(tags).flatten())
        optimizer.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(parameters, 1.0)
        optimizer.step()
        bar.update()
        bar.set_postfix(loss=round(loss.item(), 2))
    bar.close()
    return encoder
