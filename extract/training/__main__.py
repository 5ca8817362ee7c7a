"""Train the language pipeline and write it where guanxi loads it from.

python -m extract.training --genre DIR --corpora DIR [--output DIR]
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

import spacy
from spacy.language import Language

from extract import pipeline
from extract.relations import LinearModel
from extract.training import ner, relations
from extract.training.corpora import read_genre


def assemble(nlp: Language, weights: LinearModel) -> Language:
    """Add to a recogniser the components that follow it."""
    for name in pipeline.COMPONENTS[1:]:
        nlp.add_pipe(name)
    nlp.get_pipe("guanxi_relations").model = weights  # type: ignore[attr-defined] # spaCy does not know the component
    nlp.meta.update(
        name="guanxi",
        version="0.1.0",
        description="Organisations, people, awards and activities of Chinese civic news",
        license="Apache-2.0",
    )
    return nlp


def main(arguments: Sequence[str] | None = None) -> int:
    """Train, assemble and write."""
    parser = argparse.ArgumentParser(prog="python -m extract.training", description="Train the language pipeline")
    parser.add_argument("--genre", type=Path, required=True, help="folder of annotated passages (part-*.txt)")
    parser.add_argument("--corpora", type=Path, required=True, help="folder of msra_ner, cluener2020, names …")
    parser.add_argument("--output", type=Path, default=pipeline.MODEL, help="folder to write the pipeline to")
    parser.add_argument("--recognizer", type=Path, help="a recogniser already trained, to add the relations to")
    parser.add_argument("--epochs", type=int, nargs=2, default=(8, 10), help="of the recogniser's two rounds")
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args(arguments)
    passages = list(read_genre(options.genre.glob("part-*.txt")))
    if options.recognizer:
        nlp = spacy.load(options.recognizer)
    else:
        nlp = ner.recognizer(passages, options.corpora, epochs=tuple(options.epochs), seed=options.seed)
    assemble(nlp, relations.train(*ner.split(passages))).to_disk(options.output)
    return 0


if __name__ == "__main__":
    sys.exit(main())
