# ruff: noqa: INP001, T201 -- a script, which prints
"""What it costs to add one article to a graph of many.

    python -m benchmarks.growth [ARTICLES ...]        1000 and 10000 unless told

Makes readings shaped like those of the seed articles (entities, facts and mentions an article; names from few that all
articles share to many that one article has), so no language model runs: what is measured is all that comes after
extraction. For each size it makes the graph, then adds articles one by one, as `guanxi add` does, and removes one.
Prints seconds by the clock and of the processor, the memory of the process at its highest, and the store's size.
"""

from __future__ import annotations

import random
import resource
import statistics
import sys
import tempfile
import time
from pathlib import Path

from extract.facts import Document, Entity, Evidence, Fact, Mention, Reading
from extract.schema import load
from graph import build, intake
from graph.ledger import Article
from graph.making import anew
from graph.readings import extractor, to_bytes
from graph.status import status
from graph.writer import writing

LENGTH = 860  # characters of a seed article
ENTITIES = {  # of a seed article, and of how many names an article brings one that is new
    "Person": (2.5, 0.8),
    "Organization": (8, 0.4),
    "Award": (5, 0.5),
    "Activity": (10, 0.7),
    "Place": (4, 0.2),
    "Position": (2, 0.1),
    "Date": (3, 0.2),
    "Figure": (19, 0.3),
}
FACTS = 47
ENDINGS = {"Organization": "市总工会", "Award": "劳动奖章", "Activity": "职工运动会", "Place": "市", "Position": "主任"}
ADDED = 5
HAN = [chr(code) for code in range(0x4E00, 0x4E00 + 3000)]


def name(kind: str, articles: int, chance: random.Random) -> str:
    """Return a name of an entity: one that only few articles have, or one of those that many share."""
    if chance.random() < ENTITIES[kind][1]:
        number = chance.randrange(articles * 50)
    else:
        number = int(articles * chance.random() ** 4)  # some are in every tenth article
    letters = HAN[number % 3000] + HAN[number // 3000 % 3000] + HAN[len(kind)]
    return letters + ENDINGS.get(kind, "")


def article(file: str, articles: int, chance: random.Random) -> Reading:
    """Return what an article may tell in a graph of `articles`."""
    entities: list[Entity] = []
    for kind, (mean, _) in ENTITIES.items():
        for number in range(int(mean + chance.random() * 2)):
            called = name(kind, articles, chance)
            starts = [chance.randrange(LENGTH - 20) for _ in range(chance.choice((1, 1, 2, 3)))]
            texts = [called, called[:2]]
            mentions = tuple(sorted(Mention(s, s + len(t), t) for s in starts for t in [chance.choice(texts)]))
            told: dict[str, object] = {"value": f"20{ord(called[0]) % 25:02}"} if kind == "Date" else {}
            entities.append(Entity(f"{kind}/{number}", kind, called, mentions, told))
    facts: list[Fact] = []
    while len(facts) < FACTS:
        subject, target = chance.choice(entities), chance.choice(entities)
        fitting = [p for p in load().predicates.values() if p.accepts(subject.type, target.type) and subject != target]
        if fitting:
            predicate = chance.choice(fitting)
            start = chance.randrange(LENGTH - 60)
            evidence = Evidence(file, start, start + 30, "".join(chance.choices(HAN, k=30)))
            role = {"role": name("Position", articles, chance)} if "role" in predicate.qualifiers else {}
            facts.append(Fact(subject.key, predicate.name, target.key, (evidence,), 0.9, "relations/1", role))
    text = "".join(chance.choices(HAN, k=LENGTH))
    document = Document(file, text, text, tuple(range(LENGTH)), text[:20], "2022-06-09")
    return Reading(document, tuple(entities), tuple(facts))


def memory() -> str:
    """Return the memory of the process at its highest."""
    return f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB"


def timed(work: str, started: tuple[float, float]) -> None:
    """Print what it cost since `started`, by the clock and of the processor."""
    clock, processor = time.perf_counter() - started[0], time.process_time() - started[1]
    print(f"  {work:44} {clock:8.2f} s  {processor:8.2f} s of processor   {memory()}", flush=True)


def now() -> tuple[float, float]:
    """Return the clock, and the time of the processor."""
    return time.perf_counter(), time.process_time()


def measure(articles: int, folder: Path) -> None:
    """Make a graph of that many articles, then add and remove some."""
    chance = random.Random(articles)  # noqa: S311 -- chance, not secrecy
    output, files = folder / "output", folder / "articles"
    files.mkdir(parents=True)
    started = now()
    with writing(output) as writer:
        made = []
        for number in range(articles):
            reading = article(f"{number:06}.txt", articles, chance)
            made.append(Article(reading.document.name, f"/none/{number}", str(number), extractor()))
            writer.ledger.db.execute("INSERT INTO reading VALUES (?, ?)", (str(number), to_bytes(reading)))
        writer.ledger.db.commit()
        timed("readings made", started)
        started = now()
        writer.ledger.change((), made)
        edition, _ = anew(writer, files=False)
        writer.commit(edition.number)
        writer.publish()
    timed("graph made, its files not written", started)
    spent = []
    for number in range(ADDED):
        path = files / f"new-{number}.txt"
        path.write_text(f"{number}", "utf-8")
        reading = article(path.name, articles, chance)
        intake.documents.read = lambda *_, reading=reading: reading.document  # type: ignore[assignment, misc]
        sys.modules["extract.pipeline"] = Read(reading)  # type: ignore[assignment]
        started = now()
        build.add([path], output)
        timed(f"article {number + 1} added", started)
        spent.append((time.perf_counter() - started[0], time.process_time() - started[1]))
    started = now()
    build.remove([files / "new-0.txt"], output)
    timed("an article removed", started)
    found = status(output)
    clock, processor = (statistics.median(each) for each in zip(*spent, strict=True))
    print(
        f"{articles} articles, {found.edition.counts.triples} triples, store of {found.size / 1e6:.0f} MB: "
        f"adding one takes {clock:.2f} s ({processor:.2f} s of processor)",
        flush=True,
    )


class Read:
    """Stands in for the language pipeline."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading

    def load(self, _name: str | None) -> None:
        """Load nothing."""

    def read(self, _nlp: None, _documents: object) -> list[Reading]:
        """Return the reading that was made."""
        return [self.reading]


def main() -> None:
    """Measure each size."""
    build.FILES_AT_ONCE = 0
    for articles in [int(argument) for argument in sys.argv[1:]] or [1000, 10000]:
        with tempfile.TemporaryDirectory() as folder:
            measure(articles, Path(folder))


if __name__ == "__main__":
    main()
