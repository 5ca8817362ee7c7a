"""How well things of different articles are joined, on the labelled pairs of tests/resolution_pairs.txt.

    python -m benchmarks.resolution

Prints precision and recall, of all pairs and of each type, and every miss with the score and the reasons; and, where
rapidfuzz is installed, what comparing the names alone by it would give.
"""

from __future__ import annotations

import sys
from collections import Counter
from importlib.util import find_spec
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))

from pairs import Pair, pairs, thing  # type: ignore[import-not-found]  # they lie among the tests

from extract.schema import load
from graph.bearers import bearers
from graph.compare import compare
from graph.resolve import identify, resolve

THRESHOLDS = (70, 80, 90, 100)
"""Of rapidfuzz, on its scale of 0 to 100."""


def is_joined(pair: Pair) -> bool:
    """Whether the two things of a pair become one in a graph of its articles."""
    graph = resolve(pair.readings)
    return bool(thing(pair, graph, 0).iri == thing(pair, graph, 1).iri)


def rates(found: list[tuple[bool, bool]]) -> tuple[float, float]:
    """Return precision and recall of pairs of what is true and what was found."""
    counts = Counter(found)
    joined, same = counts[True, True] + counts[False, True], counts[True, True] + counts[True, False]
    return counts[True, True] / joined if joined else 1.0, counts[True, True] / same if same else 1.0


def _told(pair: Pair) -> str:
    first, second = (next(iter(bearers(reading))) for reading in pair.readings[:2])
    if first.block != second.block:
        return "never compared: the names differ in more than the place before them"
    known, _ = identify(b for reading in pair.readings for b in bearers(reading))
    found = compare(first, second, lambda node: known.get(node, node))
    return f"{found.score:.2f}  {'; '.join(reason.label(lambda _: '…').en for reason in found.reasons)}"


def main() -> None:
    """Print all figures."""
    told = [(pair, is_joined(pair)) for pair in pairs()]
    for kind in ("", *load().types):
        chosen = [(pair.same, found) for pair, found in told if pair.type.startswith(kind)]
        if chosen:
            precision, recall = rates(chosen)
            print(f"{kind or 'all':14}{len(chosen):4} pairs  precision {precision:.3f}  recall {recall:.3f}")
    for pair, found in told:
        if found != pair.same:
            print(f"\n{'not joined' if pair.same else 'joined'}: {pair.type}, {pair.about}")
            print(f"  {pair.names[0].strip()} | {pair.names[1].strip()}\n  {_told(pair)}")
    if find_spec("rapidfuzz"):
        from rapidfuzz.fuzz import ratio  # noqa: PLC0415 -- need not be installed

        print("\nnames alone, by rapidfuzz.fuzz.ratio:")
        for least in THRESHOLDS:
            precision, recall = rates([(pair.same, ratio(*map(str.strip, pair.names)) >= least) for pair, _ in told])
            print(f"  at least {least:3}  precision {precision:.3f}  recall {recall:.3f}")


if __name__ == "__main__":
    main()
