"""How often what rules alone tell is right: facts from names, by rule, on annotated passages held out.

    python -m benchmarks.rules --genre FOLDER [--list]

Every twelfth passage of the genre folder, and those of guanxi's own that are held back, are read twice: with their
annotated mentions, and from their bare text. A fact is right if the passage says so. The annotation leaves out what a
name alone tells of where a body lies; such facts are counted apart as `not annotated`, and `--list` prints all that are
not right, to be read by people.
"""

from __future__ import annotations

import argparse
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

from spacy.language import Language

from benchmarks.table import table
from extract import pipeline
from extract.facts import squeeze
from extract.nested import nest
from extract.pairs import Scene
from extract.references import join
from extract.relations import Relation, relations
from extract.spans import spans_of
from extract.training import corpora, recipe
from extract.training.corpora import Passage

Forms = frozenset[str]
"""What a thing is called."""

MENTIONS = "annotated mentions", "found mentions"
VERDICTS = "right", "not annotated", "wrong"


def main() -> None:
    """Print a table in Markdown."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--genre", type=Path, required=True, help="folder of annotated passages, part-*.txt")
    parser.add_argument("--list", action="store_true", help="print every fact that is not annotated")
    options = parser.parse_args()
    nlp = pipeline.load()
    counts: Counter[tuple[str, str]] = Counter()
    sure: defaultdict[str, float] = defaultdict(float)
    given = recipe.split(list(corpora.read_genre(options.genre.glob("part-*.txt"))))[1]
    own = filter(recipe.is_held_back, corpora.read_genre(recipe.OWN_PASSAGES.glob("*.txt")))
    for passage in (*given, *own):
        for mentions, scene in zip(MENTIONS, scenes(nlp, passage), strict=True):
            for relation, verdict in told(nlp, passage, scene):
                ends = [scene.clusters[number] for number in (relation.subject, relation.object)]
                rule = f"{relation.predicate} of {ends[0].type} ({relation.extractor}), {mentions}"
                counts[rule, verdict] += 1
                sure[rule] += relation.confidence
                if options.list and verdict != "right":
                    print(rule, passage.name, ends[0].name, "→", ends[1].name, verdict, sep="\t")
    rows = []
    for rule in sorted(sure):
        found = [counts[rule, verdict] for verdict in VERDICTS]
        rows.append([rule, *map(str, found), f"{found[0] / sum(found):.2f}", f"{sure[rule] / sum(found):.2f}"])
    print(table(["", *VERDICTS, "share right", "mean confidence"], rows))


def scenes(nlp: Language, passage: Passage) -> Iterator[Scene]:
    """Yield the scene of a passage made of its annotated mentions, and the one made of its text alone."""
    spans = spans_of(passage.text, [(span.start, span.end, span.type) for span in passage.spans])
    nested = nest(passage.text, spans, join(passage.text, spans))
    doc = nlp(passage.text)
    yield Scene(
        passage.text,
        nested.spans,
        nested.clusters,
        nested=len(nested.spans) - len(spans),
        beside=nested.beside,
        vectors=doc.user_data["vectors"],
    )
    yield doc._.scene


def told(nlp: Language, passage: Passage, scene: Scene) -> Iterator[tuple[Relation, str]]:
    """Yield each fact of a scene that a rule has found, and what the passage says of it, one of :data:`VERDICTS`."""
    things = _things(passage)
    truth = {(r.subject, r.predicate, r.object) for r in passage.relations}
    model = nlp.get_pipe("guanxi_relations").model  # type: ignore[attr-defined] # spaCy does not know the component
    for relation in relations(scene, model):
        if relation.extractor == "pairs/1":
            continue
        subjects, targets = (
            [entity for entity, names in things.items() if names & _forms(scene, number)]
            for number in (relation.subject, relation.object)
        )
        if any((subject, relation.predicate, target) in truth for subject in subjects for target in targets):
            yield relation, "right"
        else:
            known = subjects and targets and relation.predicate != "locatedIn"
            yield relation, "wrong" if known else "not annotated"


def _forms(scene: Scene, number: int) -> Forms:
    cluster = scene.clusters[number]
    return frozenset({cluster.name, *(scene.spans[member].form for member in cluster.members)})


def _things(passage: Passage) -> dict[str, Forms]:
    """What each annotated thing of a passage is called."""
    forms: dict[str, set[str]] = {}
    for span in passage.spans:
        forms.setdefault(span.entity, set()).add(squeeze(passage.text[span.start : span.end]))
    return {entity: frozenset(_with(found, dict(passage.canonical).get(entity))) for entity, found in forms.items()}


def _with(forms: Iterable[str], name: str | None) -> set[str]:
    return {*forms, *([name] if name else [])}


if __name__ == "__main__":
    main()
