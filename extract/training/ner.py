"""Train the entity recogniser.

Two rounds. A first model learns from the annotated passages alone; it then marks, in the other corpora, the types that
those do not mark themselves, so that a type unknown to a corpus is not taken for absent. The second model learns from
all of them, the passages in two versions each time: as written, and with names swapped.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import spacy
from spacy.language import Language
from spacy.training import Example
from thinc.api import Adam, fix_random_seed
from tqdm import tqdm

import extract.embedding  # noqa: F401 - registers the architecture
from extract.training.corpora import (
    ALL_TYPES,
    PEOPLES_DAILY,
    Passage,
    Span,
    read_bio,
    read_cluener,
    read_msra,
)
from extract.training.swap import Swapper

HELD_OUT_EVERY = 12
BATCH_CHARACTERS = 1800
PEAK_RATE = 0.002
WARM_UP = 200
WIDTH, DEPTH = 128, 5
SHARE = 0.25  # of each other corpus, an epoch


def blank_pipeline(width: int, depth: int) -> Language:
    """Return an untrained pipeline: characters in, entities out."""
    nlp = spacy.blank("zh")
    nlp.add_pipe(
        "ner",
        config={
            "model": {
                "@architectures": "spacy.TransitionBasedParser.v2",
                "state_type": "ner",
                "extra_state_tokens": False,
                "hidden_width": 64,
                "maxout_pieces": 2,
                "use_upper": True,
                "nO": None,
                "tok2vec": {
                    "@architectures": "spacy.Tok2Vec.v2",
                    "embed": {
                        "@architectures": "guanxi.CharacterEmbed.v1",
                        "width": width,
                        "rows": 6000,
                        "pair_rows": 25000,
                        "pair_width": 48,
                    },
                    "encode": {
                        "@architectures": "spacy.MaxoutWindowEncoder.v2",
                        "width": width,
                        "depth": depth,
                        "window_size": 1,
                        "maxout_pieces": 3,
                    },
                },
            }
        },
    )
    return nlp


def example(nlp: Language, passage: Passage) -> Example:
    """Turn a passage into a training example; a span that no tokens fit is left out."""
    doc = nlp.make_doc(passage.text)
    entities = []
    for span in passage.spans:
        found = doc.char_span(span.start, span.end, label=span.type)
        if found is not None:
            entities.append((span.start, span.end, span.type))
    return Example.from_dict(doc, {"entities": entities})


def split(passages: Sequence[Passage]) -> tuple[list[Passage], list[Passage]]:
    """Part passages into those to learn from and those held out, by their place in the sequence."""
    kept = [p for i, p in enumerate(passages) if i % HELD_OUT_EVERY]
    return kept, [p for i, p in enumerate(passages) if not i % HELD_OUT_EVERY]


def batches(examples: list[Example], rng: random.Random) -> Iterator[list[Example]]:
    """Yield batches of about BATCH_CHARACTERS in random order."""
    rng.shuffle(examples)
    batch: list[Example] = []
    size = 0
    for one in examples:
        batch.append(one)
        size += len(one.reference)
        if size >= BATCH_CHARACTERS:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def fill(nlp: Language, passages: Sequence[Passage]) -> list[Passage]:
    """Add the spans of types that the passages' corpus does not mark, as the model sees them."""
    filled = []
    texts = (passage.text for passage in passages)
    for passage, doc in zip(passages, nlp.pipe(texts, batch_size=64), strict=True):
        taken = [(span.start, span.end) for span in passage.spans]
        more = [
            Span(entity.start_char, entity.end_char, entity.label_)
            for entity in doc.ents
            if entity.label_ not in passage.types
            and not any(entity.start_char < end and start < entity.end_char for start, end in taken)
        ]
        spans = tuple(sorted((*passage.spans, *more), key=lambda span: span.start))
        filled.append(replace(passage, spans=spans, types=ALL_TYPES))
    return filled


def evaluate(nlp: Language, passages: Sequence[Passage]) -> dict[str, float]:
    """Return F1 by type over exact spans, and over all types under `all`."""
    counts = {kind: [0, 0, 0] for kind in (*sorted(ALL_TYPES), "all")}
    texts = (passage.text for passage in passages)
    for passage, doc in zip(passages, nlp.pipe(texts, batch_size=16), strict=True):
        truth = {(span.start, span.end, span.type) for span in passage.spans}
        found = {(entity.start_char, entity.end_char, entity.label_) for entity in doc.ents}
        for kind, row in counts.items():
            wanted = {span for span in truth if kind in ("all", span[2])}
            got = {span for span in found if kind in ("all", span[2])}
            for i, number in enumerate((len(wanted & got), len(wanted), len(got))):
                row[i] += number
    return {
        kind: round(2 * hit / (wanted + got), 4) if wanted + got else 0.0 for kind, (hit, wanted, got) in counts.items()
    }


def train(  # noqa: PLR0913 - the recipe's ingredients
    core: Sequence[Passage],
    others: Sequence[Sequence[Passage]],
    held_out: Sequence[Passage],
    names: list[str],
    *,
    epochs: int,
    share: float,
    width: int,
    depth: int,
    seed: int,
) -> Language:
    """Train one model.

    Args:
        core: passages that every epoch reads twice, as written and with names swapped.
        others: corpora of which every epoch reads a random `share`.
        held_out: passages to measure on after each epoch.
        names: personal names for swapping.
        epochs: rounds over the core.
        share: part of the other corpora that an epoch reads.
        width: of the vectors.
        depth: layers of the encoder.
        seed: of everything random.
    """
    fix_random_seed(seed)
    rng = random.Random(seed)  # noqa: S311 - nothing secret
    swapper = Swapper(names, seed)
    nlp = blank_pipeline(width, depth)
    for kind in sorted(ALL_TYPES):
        nlp.get_pipe("ner").add_label(kind)  # type: ignore[attr-defined] # the component is an EntityRecognizer
    nlp.initialize(lambda: [example(nlp, passage) for passage in core[:200]])
    steps = epochs * sum(len(p.text) for p in core) * 2 // BATCH_CHARACTERS
    steps += int(epochs * share * sum(len(p.text) for corpus in others for p in corpus) // BATCH_CHARACTERS)
    optimizer = Adam(PEAK_RATE, L2=0.01, grad_clip=1.0, use_averages=True, L2_is_weight_decay=True)
    step = 0
    for epoch in range(epochs):
        passages = [*core, *(swapper.swap(passage) for passage in core)]
        for corpus in others:
            passages += rng.sample(list(corpus), int(share * len(corpus)))
        losses: dict[str, float] = {}
        examples = [example(nlp, passage) for passage in passages]
        bar = tqdm(
            total=sum(len(one.reference) for one in examples), unit="字", disable=None, desc=f"epoch {epoch + 1}"
        )
        for batch in batches(examples, rng):
            optimizer.learn_rate = PEAK_RATE * min((step + 1) / WARM_UP, max(0.02, 1 - step / steps))
            nlp.update(batch, sgd=optimizer, losses=losses, drop=0.2)
            step += 1
            bar.update(sum(len(one.reference) for one in batch))
        bar.close()
        with nlp.use_params(optimizer.averages):
            figures = evaluate(nlp, held_out)
        print(f"epoch {epoch + 1}/{epochs} loss {losses['ner']:.0f} {figures}", flush=True)  # noqa: T201 - progress
    with nlp.use_params(optimizer.averages):
        return spacy.util.load_model_from_config(nlp.config, auto_fill=True).from_bytes(nlp.to_bytes())


def recognizer(genre: Sequence[Passage], corpora: Path, *, epochs: tuple[int, int], seed: int) -> Language:
    """Train both rounds.

    Args:
        genre: the annotated passages, those held out among them.
        corpora: folder of msra_ner, peoples_daily_ner, cluener2020 and names.
        epochs: of the first and the second round.
        seed: of everything random.

    Returns:
        A pipeline with one component, `ner`.
    """
    core, held_out = split(genre)
    names = (corpora / "names" / "chi_names.txt").read_text("utf-8").split()
    recipe = {"width": WIDTH, "depth": DEPTH, "seed": seed}
    first = train(core, (), held_out, names, epochs=epochs[0], share=0.0, **recipe)
    others = [
        fill(first, corpus)
        for corpus in (
            list(read_msra(corpora / "msra_ner" / "train.txt")),
            list(read_bio(corpora / "peoples_daily_ner" / "example.train", PEOPLES_DAILY, "pd")),
            list(read_cluener(corpora / "cluener2020" / "train.json")),
        )
    ]
    return train(core, others, held_out, names, epochs=epochs[1], share=SHARE, **recipe)
