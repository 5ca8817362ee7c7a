"""The recipe of the language pipeline, from raw news and annotated passages to the folder that spaCy loads.

The steps keep what they make in a work folder, so that a run that was interrupted goes on where it stopped:

    silver/        raw news with the tags of a ready-made tagger
    encoder.pt     the encoder after pretraining, with its alphabet
    recognizer/    the recogniser after training on annotated passages
    news/          the recogniser of general news
"""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from copy import deepcopy
from dataclasses import replace
from pathlib import Path
from shutil import copytree

import numpy as np
import torch
from numpy.typing import NDArray
from spacy.language import Language

from extract import pipeline
from extract.characters import blank
from extract.pair_model import PairModel
from extract.recognizer import NEWS, Recognizer
from extract.training import corpora, pretrain, recognizer, relations, silver
from extract.training.corpora import ALL_TYPES, Passage
from extract.training.encoder import Encoder, folded, imported, shortened
from extract.training.recognizer import OURS, Corpus

OWN_PASSAGES = Path(__file__).parent / "passages"
HELD_OUT_EVERY = 12
LEAST_HELD_OUT = 10
PRETRAINING_STEPS, STEPS, FURTHER_STEPS, NEWS_STEPS = 6700, 5000, 600, 4000
TAUGHT_STEPS = 10_000
RAW = 22_000_000  # characters of raw news that a teacher reads
NEWS_PARTS = 6  # the recogniser of general news has so many times fewer rows of character pairs


def split(passages: Sequence[Passage]) -> tuple[list[Passage], list[Passage]]:
    """Part passages into those to learn from and every twelfth, held out to measure on."""
    return [p for i, p in enumerate(passages) if i % HELD_OUT_EVERY], list(passages[::HELD_OUT_EVERY])


def is_held_back(passage: Passage) -> bool:
    """Whether the relations of one of our own passages are kept to measure on: about every twelfth, by its name."""
    return zlib.crc32(passage.name.encode()) % HELD_OUT_EVERY == 0


def news(data: Path) -> list[Passage]:
    """Read the corpora of general news, which mark alike; of sentences that stand in both, one."""
    msra = corpora.read_msra(data / "msra_ner" / "train.txt")
    daily = corpora.read_bio(data / "peoples_daily_ner" / "example.train", corpora.PEOPLES_DAILY, "pd")
    return list({passage.text: passage for passage in (*daily, *msra)}.values())


def others(data: Path) -> dict[str, Corpus]:
    """Read the corpora that others have annotated, each with its share of the batches."""
    resumes = corpora.read_bmes(data / "resume_ner" / "train.char.bmes", "resume")
    return {
        NEWS: Corpus(news(data), tuple(corpora.MSRA.values()), 0.7),
        "cluener": Corpus(list(corpora.read_cluener(data / "cluener2020" / "train.json")), corpora.CLUENER, 0.2),
        "resumes": Corpus(list(resumes), corpora.RESUMES, 0.1),
    }


def raw_texts(news: Path, seed: int) -> list[Passage]:
    """Read texts of raw news, without marks, in random order."""
    found: list[Passage] = []
    size = 0
    for line in silver.lines(news, seed):
        found.append(Passage("", line, (), ()))
        size += len(line)
        if size > RAW:
            break
    return found


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


def assemble(kept: Path, weights: PairModel) -> Language:
    """Put the pipeline together from the folder of its recogniser and the weights of its relations."""
    nlp = blank()
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


def reader_of_news(data: Path, work: Path, *, steps: int, seed: int) -> Language:
    """Train a pipeline that finds the names of general news alone, from the pretrained encoder in the work folder.

    Its table of character pairs is smaller than that of guanxi's own recogniser, so that both take little room.
    """
    kept = work / NEWS
    if not kept.is_dir():
        encoder, characters = pretrained(data, work, [], steps=0, seed=seed)
        corpus = Corpus(news(data), tuple(corpora.MSRA.values()))
        codes = (Recognizer(characters=characters).codes(passage.text) for passage in corpus.passages)
        encoder = folded(encoder, map(torch.from_numpy, codes), NEWS_PARTS)
        found = recognizer.train(encoder, characters, {NEWS: corpus}, [], steps=steps, seed=seed, kept=NEWS)
        found.to_disk(kept)
    nlp = blank()
    nlp.add_pipe("guanxi_recognizer", config={"style": NEWS}).from_disk(kept)  # type: ignore[attr-defined] # see above
    nlp.meta.update(name="guanxi_news", version="0.1.0", description="Names in general news", license="Apache-2.0")
    return nlp


def train(  # noqa: PLR0913 - the command passes on its options
    given: Sequence[Passage],
    output: Path,
    *,
    data: Path | None,
    work: Path,
    teacher: Path | None = None,
    pretraining_steps: int = PRETRAINING_STEPS,
    steps: int | None = None,
    seed: int = 0,
) -> dict[str, float]:
    """Train a language pipeline and write it.

    Args:
        given: annotated passages to learn from, beside our own.
        output: folder to write the pipeline to.
        data: folder of the corpora and raw news to train from the beginning with, a reader of general news beside, in
            the folder `news` of the output; None to go on from the pipeline that guanxi comes with.
        work: folder for what the steps make; what is there already is not made again.
        teacher: a pipeline whose recogniser teaches the new one, which starts from its last layers; with data alone.
        pretraining_steps: batches of the encoder.
        steps: batches of each recogniser; None for what is usual.
        seed: of everything random.

    Returns:
        F1 by type on passages held out, see :func:`extract.training.recognizer.evaluate`.
    """
    learnt, held_out = split(given)
    own = list(corpora.read_genre(OWN_PASSAGES.glob("*.txt")))
    calibrating = [*held_out, *filter(is_held_back, own)]  # what the relations do not learn from
    if len(held_out) < LEAST_HELD_OUT:  # too few to measure names on
        held_out = calibrating
        learnt += [passage for passage in own if not is_held_back(passage)]
    else:
        learnt += [replace(passage, relations=()) if is_held_back(passage) else passage for passage in own]
    work.mkdir(parents=True, exist_ok=True)
    kept = work / "recognizer"
    found = Recognizer()
    if kept.is_dir():
        found.from_disk(kept)
    else:
        ours = {OURS: Corpus(learnt, tuple(sorted(ALL_TYPES)))}
        if data is None:
            found.from_disk(pipeline.MODEL / "guanxi_recognizer")
            tagger = imported(found.network)
            names = sorted({p.text[s.start : s.end] for p in learnt for s in p.spans if s.type == "Person"})
            found = recognizer.train(
                tagger.encoder,
                list(found.characters),
                ours,
                names,
                steps=steps or FURTHER_STEPS,
                seed=seed,
                head=tagger.head,
            )
        elif teacher is not None:
            found.from_disk(teacher / "guanxi_recognizer")
            tagger = imported(found.network)
            found = recognizer.train(
                shortened(tagger.encoder),
                list(found.characters),
                ours | others(data),
                (data / "names" / "chi_names.txt").read_text("utf-8").split(),
                steps=steps or TAUGHT_STEPS,
                seed=seed,
                head=deepcopy(tagger.head),
                teacher=tagger,
                texts=raw_texts(data / "xwlb.jsonl.xz", seed),
            )
        else:
            texts = [passage.text for passage in learnt]
            encoder, characters = pretrained(data, work, texts, steps=pretraining_steps, seed=seed)
            names = (data / "names" / "chi_names.txt").read_text("utf-8").split()
            found = recognizer.train(encoder, characters, ours | others(data), names, steps=steps or STEPS, seed=seed)
        found.to_disk(kept)
    figures = recognizer.evaluate(found, held_out)
    nlp = blank()

    def vectors(text: str) -> NDArray[np.float16]:
        made: NDArray[np.float16] = found(nlp.make_doc(text)).user_data["vectors"]
        return made

    kept_back = {passage.name for passage in calibrating}
    related = [passage for passage in learnt if passage.name not in kept_back]
    assemble(kept, relations.train(related, calibrating, vectors, seed)).to_disk(output)
    if teacher is not None and (teacher / NEWS).is_dir():
        copytree(teacher / NEWS, output / NEWS, dirs_exist_ok=True)
    elif data is not None:
        reader_of_news(data, work, steps=steps or NEWS_STEPS, seed=seed).to_disk(output / NEWS)
    return figures
