"""Runs `add` again and again and kills it at random moments; started by the tests of the store.

A child is forked for each run from a process that has never opened a store, whose threads a child would lack.
"""

import os
import random
import signal
import sys
import time
from pathlib import Path

import fakes

from graph import build

WATCHED = {f"graph.{name}" for name in ("build", "ledger", "making", "output", "store", "writer")}


def lines(left):
    """Count down at each line of the code that changes an output folder, and die at zero."""

    def trace(frame, _event, _argument):
        if frame.f_globals.get("__name__") not in WATCHED:
            return None
        left[0] -= 1
        if not left[0]:
            os.kill(os.getpid(), signal.SIGKILL)
        return trace

    return trace


def run(folder, output, left):
    """Add a folder to an output, in this process; return how many lines of code that took."""
    sys.settrace(lines(left))
    build.add([folder], output)
    sys.settrace(None)


def forked(work):
    """Start `work` in a child; return its process."""
    if child := os.fork():
        return child
    work()
    os._exit(0)


def whole(folder, output):
    """Return how many lines a whole run has, and how many seconds it takes."""
    reader, writer = os.pipe()

    def work():
        left = [0]
        started = time.monotonic()
        run(folder, output, left)
        os.write(writer, f"{-left[0]} {time.monotonic() - started}".encode())

    os.waitpid(forked(work), 0)
    count, seconds = os.read(reader, 100).split()
    return int(count), float(seconds)


def main():
    """Let the first run end; kill the others, by turns at a line of code and after a time."""
    folder, first, *outputs = map(Path, sys.argv[1:])
    sys.modules["extract.pipeline"] = fakes.FakePipeline()  # spares importing spaCy in each child
    count, seconds = whole(folder, first)
    sys.stdout.write("whole\n")
    chance = random.Random(5)  # noqa: S311 -- chance, not secrecy
    for number, output in enumerate(outputs):
        left = [chance.randrange(1, count) if number % 2 else 0]
        child = forked(lambda output=output, left=left: run(folder, output, left))
        if not left[0]:
            time.sleep(chance.random() * seconds)
            os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        sys.stdout.write("killed\n")


if __name__ == "__main__":
    main()
