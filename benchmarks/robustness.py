"""What disturbs guanxi: its figures on annotated articles as they are, and in other dress.

    python -m benchmarks.robustness --articles DIR --gold DIR --scorer score.py [--names FILE] [--keep DIR]

Articles and gold are found by what the gold files call `doc`. `guanxi build` reads each variant, and the scorer is run
as `score.py graph.jsonl GOLD... --json`; of what it prints the F1 of `entities` and of `relations` is shown.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path

from benchmarks.table import table
from benchmarks.variants import INVENTED, VARIANTS, Article, variant

ORIGINAL = "as they are"
TYPES = ("Person", "Organization", "Award", "Activity", "Place", "Date", "Figure", "core")

Figures = Mapping[str, float]
"""F1, 0 to 1, by type of entity, `core` entities and `core relations`."""


def articles(folder: Path, gold: Path) -> list[Article]:
    """Read the articles that the gold files in a folder tell of, in the order of those."""
    told = [json.loads(path.read_text("utf-8")) for path in sorted(gold.glob("*.json"))]
    return [Article((folder / each["doc"]).read_text("utf-8"), each) for each in told]


def write(dressed: Iterable[Article], folder: Path) -> list[Path]:
    """Write articles and gold below a folder, to `articles/` and `gold/`; return the paths of the gold files."""
    for name in ("articles", "gold"):
        (folder / name).mkdir(parents=True, exist_ok=True)
    paths = []
    for article in dressed:
        doc = article.gold["doc"]
        (folder / "articles" / doc).write_text(article.text, "utf-8")
        paths.append(folder / "gold" / f"{Path(doc).stem}.json")
        paths[-1].write_text(json.dumps(article.gold, ensure_ascii=False, indent=1), "utf-8")
    return paths


def measure(dressed: Iterable[Article], folder: Path, scorer: Path) -> Figures:
    """Let guanxi read articles and return its figures; what it reads and writes is left in `folder`."""
    gold = write(dressed, folder)
    build = [sys.executable, "-m", "graph", "build", str(folder / "articles"), "-o", str(folder / "output")]
    subprocess.run(build, check=True, stdout=subprocess.DEVNULL)  # noqa: S603 - the program that is measured
    score = [sys.executable, str(scorer), str(folder / "output" / "graph.jsonl"), *map(str, gold), "--json"]
    told = subprocess.run(score, check=True, capture_output=True, text=True, encoding="utf-8")  # noqa: S603 - likewise
    return figures(json.loads(told.stdout))


def figures(scores: Mapping[str, Mapping[str, Mapping[str, float]]]) -> Figures:
    """Return the figures that are shown of those that the scorer tells."""
    shown = {kind: scores["entities"][kind]["f1"] for kind in TYPES}
    return {**shown, "core relations": scores["relations"]["core"]["f1"]}


def report(measured: Mapping[str, Figures]) -> str:
    """Return the table of all figures, the articles as they are first, and below it how far they fall.

    Args:
        measured: the figures of :data:`ORIGINAL` and of each variant.
    """
    original = measured[ORIGINAL]
    rows = [
        [name, *(f"{100 * each[kind]:.1f}" for kind in original), "" if each is original else fall(original, each)]
        for name, each in measured.items()
    ]
    return table(["F1, %", *original, "largest fall"], rows)


def fall(original: Figures, other: Figures) -> str:
    """Return the figure that falls furthest, and by how many points.

    >>> fall({"Person": 0.9, "core": 0.8}, {"Person": 0.85, "core": 0.79})
    'Person -5.0'
    """
    kind = min(original, key=lambda each: other[each] - original[each])
    return f"{kind} {100 * (other[kind] - original[kind]):+.1f}"


def arguments(description: str) -> argparse.ArgumentParser:
    """Return a parser of where articles, their gold and its scorer lie, and where to leave the graphs."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--articles", type=Path, required=True, help="folder of the articles")
    parser.add_argument("--gold", type=Path, required=True, help="folder of their gold files")
    parser.add_argument("--scorer", type=Path, required=True, help="program that scores an export against gold files")
    parser.add_argument("--keep", type=Path, help="folder to leave the articles and their graphs in")
    return parser


def main() -> None:
    """Measure and print."""
    parser = arguments("guanxi's figures on articles as they are and in other dress.")
    parser.add_argument("--names", type=Path, help="full names for persons, one a line; default: invented ones")
    options = parser.parse_args()
    names = (options.names.read_text("utf-8") if options.names else INVENTED).split()
    whole = articles(options.articles, options.gold)
    with tempfile.TemporaryDirectory() as scratch:
        place = options.keep or Path(scratch)
        measured = {ORIGINAL: measure(whole, place / "original", options.scorer)}
        for name in VARIANTS:
            dressed = [variant(article, name, names) for article in whole]
            measured[name] = measure(dressed, place / name.replace(" ", "-"), options.scorer)
    print(report(measured))


if __name__ == "__main__":
    main()
