"""What relations add to the time of the mention pipeline: articles of 2,000 characters on one core.

    python -m benchmarks.relations_time [FOLDER] [--articles 100] [--size 2000]

The mended texts of a folder (default: the seeds), one behind the other and again from the beginning, are cut into
articles. Each is read twice in turn, without relations and with all that a reading takes, so that what else the machine
does falls on both; processor time counts, in a process that is tied to one core and lets the network use one thread.
Linux only.
"""

from __future__ import annotations

import argparse
import os
import time
from collections.abc import Sequence
from functools import partial
from itertools import cycle, islice
from pathlib import Path

import onnxruntime

from benchmarks.speed import SEEDS, read
from benchmarks.table import table
from extract import pipeline
from extract.facts import Document

WARMING = 5  # articles


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="What relations add to the time of the mention pipeline.")
    parser.add_argument("folder", nargs="?", type=Path, default=SEEDS, help="articles; default: the seeds")
    parser.add_argument("--articles", type=int, default=100)
    parser.add_argument("--size", type=int, default=2000, help="characters of an article")
    options = parser.parse_args()
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    session = onnxruntime.SessionOptions()
    session.intra_op_num_threads = session.inter_op_num_threads = 1
    onnxruntime.InferenceSession = partial(onnxruntime.InferenceSession, sess_options=session)
    texts = cut([document.clean for document in read(options.folder)], options.articles, options.size)
    mentions, whole = seconds(texts)
    rows = [
        ["mentions and references", f"{mentions:.2f}", "1.00"],
        ["whole", f"{whole:.2f}", f"{whole / mentions:.2f}"],
    ]
    print(table([f"{len(texts)} articles of {options.size} characters", "CPU s", "ratio"], rows))


def cut(texts: Sequence[str], count: int, size: int) -> list[str]:
    """Return articles of `size` characters, made of texts one behind the other and again from the beginning.

    >>> cut(["甲乙丙", "丁"], 2, 3)
    ['甲乙丙', '丁甲乙']
    """
    characters = cycle("".join(texts))
    return ["".join(islice(characters, size)) for _ in range(count)]


def seconds(texts: Sequence[str]) -> tuple[float, float]:
    """Return the seconds of processor time of the mention pipeline, and of all that a reading takes."""
    nlp = pipeline.load()
    relations = nlp.pipe_names[-1]
    mentions = whole = 0.0
    for number, text in enumerate([*texts[:WARMING], *texts]):
        start = time.process_time()
        with nlp.select_pipes(disable=[relations]):
            nlp(text)
        middle = time.process_time()
        list(pipeline.read(nlp, [Document("article", text, text, tuple(range(len(text))))]))
        if number >= WARMING:
            mentions += middle - start
            whole += time.process_time() - middle
    return mentions, whole


if __name__ == "__main__":
    main()
