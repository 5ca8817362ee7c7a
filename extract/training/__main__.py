"""Train the language pipeline and write it where guanxi loads it from.

    python -m extract.training --data DIR [--genre DIR] [--work DIR] [--output DIR]

The steps keep what they make in the work folder, so that a run that was interrupted goes on where it stopped:

    silver/        raw news with the tags of a ready-made tagger
    encoder.pt     the encoder after pretraining, with its alphabet
    recognizer/    the recogniser after training on annotated passages
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

import spacy
import torch
from spacy.language import Language

from extract import pipeline
from extract.recognizer import Recognizer
from extract.relations import LinearModel
from extract.training import corpora, pretrain, recognizer, relations, silver
from extract.training.corpora import ALL_TYPES, Passage
from extract.training.encoder import Encoder
from extract.training.recognizer import OURS, Corpus

OWN_PASSAGES = Path(__file__).parent / "passages"
HELD_OUT_EVERY = 12


def split(passages: Sequence[Passage]) -> tuple[list[Passage], list[Passage]]:
    """Part passages into those to learn from and every twelfth, held out to measure on."""
    return [p for i, p in enumerate(passages) if i % HELD_OUT_EVERY], list(passages[::HELD_OUT_EVERY])


def others(data: Path) -> dict[str, Corpus]:
    """Read the corpora that others have annotated, each with its share of the batches."""
    news = tuple(corpora.MSRA.values())
    daily = corpora.read_bio(data / "peoples_daily_ner" / "example.train", corpora.PEOPLES_DAILY, "pd")
    resumes = corpora.read_bmes(data / "resume_ner" / "train.char.bmes", "resume")
    return {
        "msra": Corpus(list(corpora.read_msra(data / "msra_ner" / "train.txt")), news, 0.45),
        "daily": Corpus(list(daily), news, 0.25),
        "cluener": Corpus(list(corpora.read_cluener(data / "cluener2020" / "train.json")), corpora.CLUENER, 0.2),
        "resumes": Corpus(list(resumes), corpora.RESUMES, 0.1),
    }


def pretrained(data: Path, work: Path, texts: Sequence[str], *, steps: int, seed: int) -> tuple[Encoder, list[str]]:
    """Return the pretrained encoder and its alphabet, from the work folder if they are there."""
    path = work / "encoder.pt"
    if not path.exists():
        shards = work / "silver"
        if not shards.is_dir():
            silver.write(data / "xwlb.jsonl.xz", shards, seed)
        characters = pretrain.alphabet(shards, texts)
        encoder = pretrain.pretrain(shards, characters, steps=steps, seed=seed)
        torch.save({"characters": characters, "weights": encoder.state_dict()}, path)
    saved = torch.load(path)
    encoder = Encoder(len(saved["characters"]))
    encoder.load_state_dict(saved["weights"])
    return encoder, saved["characters"]


def assemble(kept: Path, weights: LinearModel) -> Language:
    """Put the pipeline together from the folder of its recogniser and the weights of its relations."""
    nlp = spacy.blank("zh")
    for name in pipeline.COMPONENTS:
        nlp.add_pipe(name)
    nlp.get_pipe("guanxi_recognizer").from_disk(kept)  # type: ignore[attr-defined] # spaCy does not know the component
    nlp.get_pipe("guanxi_relations").model = weights  # type: ignore[attr-defined] # likewise
    nlp.meta.update(
        name="guanxi",
        version="0.1.0",
        description="Organisations, people, awards and activities of Chinese civic news",
        license="Apache-2.0",
    )
    return nlp


def main(arguments: Sequence[str] | None = None) -> int:
    """Train, assemble, measure and write."""
    parser = argparse.ArgumentParser(prog="python -m extract.training", description="Train the language pipeline")
    parser.add_argument(
        "--data", type=Path, required=True, help="folder of msra_ner, cluener2020, names, xwlb.jsonl.xz …"
    )
    parser.add_argument("--genre", type=Path, help="folder of more annotated passages (*.txt), beside our own")
    parser.add_argument("--work", type=Path, default=Path("training"), help="folder for what the steps make")
    parser.add_argument("--output", type=Path, default=pipeline.MODEL, help="folder to write the pipeline to")
    parser.add_argument("--pretraining-steps", type=int, default=2500)
    parser.add_argument("--steps", type=int, default=3000, help="of the recogniser")
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args(arguments)
    options.work.mkdir(parents=True, exist_ok=True)

    genre = list(corpora.read_genre(options.genre.glob("part-*.txt"))) if options.genre else []
    learnt, held_out = split(genre)
    learnt += corpora.read_genre(OWN_PASSAGES.glob("*.txt"))
    kept = options.work / "recognizer"
    found = Recognizer()
    if kept.is_dir():
        found.from_disk(kept)
    else:
        texts = [passage.text for passage in learnt]
        encoder, characters = pretrained(
            options.data, options.work, texts, steps=options.pretraining_steps, seed=options.seed
        )
        names = (options.data / "names" / "chi_names.txt").read_text("utf-8").split()
        ours = {OURS: Corpus(learnt, tuple(sorted(ALL_TYPES)))}
        found = recognizer.train(
            encoder,
            characters,
            ours | others(options.data),
            names,
            steps=options.steps,
            seed=options.seed,
        )
        found.to_disk(kept)
    print(recognizer.evaluate(found, held_out))  # noqa: T201 - what a training run is for
    assemble(kept, relations.train(learnt, held_out)).to_disk(options.output)
    return 0


if __name__ == "__main__":
    sys.exit(main())
