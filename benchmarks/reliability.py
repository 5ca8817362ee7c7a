"""Whether a fact's confidence means what it says: facts by confidence, and how many of them are right.

    python -m benchmarks.reliability --genre FOLDER

Measured between the annotated mentions of passages that the relation model has not learnt from: every twelfth of the
genre folder, and about every twelfth of guanxi's own. What makes probabilities of its scores is fitted to one half of
them and measured on the other.
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from pathlib import Path

from extract import pipeline
from extract.characters import blank
from extract.relations import chosen
from extract.training import corpora, recipe, relations

BINS = 10


def main() -> None:
    """Print a table in Markdown, the expected calibration error, and F1 by predicate."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--genre", type=Path, required=True, help="folder of annotated passages, part-*.txt")
    options = parser.parse_args()
    given = list(corpora.read_genre(options.genre.glob("part-*.txt")))
    own = list(corpora.read_genre(recipe.OWN_PASSAGES.glob("*.txt")))
    nlp, characters = pipeline.load(), blank()
    recognizer = nlp.get_pipe("guanxi_recognizer")
    model = nlp.get_pipe("guanxi_relations").model  # type: ignore[attr-defined] # spaCy does not know the component
    views = [
        relations.scene(passage, lambda text: recognizer(characters.make_doc(text)).user_data["vectors"])
        for passage in (*recipe.split(given)[1], *filter(recipe.is_held_back, own))
    ]
    found: dict[int, list[tuple[float, bool]]] = defaultdict(list)
    halves = relations.halves(model, views)
    for fitted, half in halves:
        for view, truth in half:
            chances = {key: chance for key, (chance, _) in fitted.candidates(view).items()}
            for name, threshold in fitted.thresholds.items():
                for key in chosen(chances, name, threshold):
                    found[min(int(chances[key] * BINS), BINS - 1)].append((chances[key], relations.is_told(key, truth)))
    print("| confidence | facts | mean confidence | share that is right |\n|:--|--:|--:|--:|")
    error = total = 0.0
    for number, facts in sorted(found.items()):
        confidence, hits = sum(score for score, _ in facts), sum(right for _, right in facts)
        print(
            f"| {number / BINS:.1f} to {(number + 1) / BINS:.1f} | {len(facts)} "
            f"| {confidence / len(facts):.2f} | {hits / len(facts):.2f} |"
        )
        error += abs(confidence - hits)
        total += len(facts)
    print(f"\nexpected calibration error: {error / total:.3f}\n")
    print("| predicate | F1 |\n|:--|--:|")
    for name, f1 in relations.f1_by_predicate(halves).items():
        print(f"| {name} | {f1:.2f} |")


if __name__ == "__main__":
    main()
