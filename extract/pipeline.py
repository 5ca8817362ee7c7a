"""The language pipeline: the only place where it is put together, loaded and run.

The steps, in order, each a registered spaCy component:

    guanxi_recognizer    characters → doc.ents                       trained
    guanxi_mentions      doc.ents → doc.spans["mentions"]            edges trimmed, names found again
    guanxi_references    mentions → doc._.scene                      short forms and departments joined to full names
    guanxi_relations     scene → doc._.relations                     trained, with rules beside it
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import spacy
from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.util import ensure_path

from extract import mentions, recognizer
from extract.characters import text_of
from extract.errors import ModelError
from extract.facts import Document, Reading
from extract.nested import nest
from extract.pair_model import PairModel
from extract.pairs import Scene
from extract.reading import reading
from extract.references import join
from extract.relations import relations
from extract.spans import spans_of

MODEL = Path(__file__).parent / "model" / "pipeline"
MODEL_OF_NEWS = MODEL / "news"
"""A pipeline that finds the persons, places and organisations of general news, and nothing else."""
COMPONENTS = ("guanxi_recognizer", "guanxi_mentions", "guanxi_references", "guanxi_relations")
# What other pipelines' labels mean here; a label not named is left out.
FOREIGN = {
    "PERSON": "Person",
    "PER": "Person",
    "ORG": "Organization",
    "GPE": "Place",
    "LOC": "Place",
    "FAC": "Place",
}

for _name, _default in (("scene", None), ("relations", ())):
    if not Doc.has_extension(_name):
        Doc.set_extension(_name, default=_default)


@Language.component("guanxi_references", requires=["doc.spans"], assigns=["doc._.scene"])
def references(doc: Doc) -> Doc:
    """Join the mentions of a document into things: sets `doc._.scene`, the text with its spans and things."""
    text = text_of(doc)
    spans = spans_of(text, [(span.start_char, span.end_char, span.label_) for span in doc.spans["mentions"]])
    found = nest(text, spans, join(text, spans))
    doc._.scene = Scene(
        text,
        found.spans,
        found.clusters,
        nested=len(found.spans) - len(spans),
        beside=found.beside,
        vectors=doc.user_data.get("vectors"),
    )
    return doc


@Language.factory("guanxi_relations", requires=["doc._.scene"], assigns=["doc._.relations"])
class RelationExtractor:
    """Finds the relations between the things of a document: sets `doc._.relations`.

    Its weights are saved and loaded with the pipeline; without weights only what names tell is found.
    """

    def __init__(self, nlp: Language, name: str) -> None:  # noqa: ARG002 - spaCy calls a factory so
        self.model: PairModel | None = None

    def __call__(self, doc: Doc) -> Doc:
        """Set the relations of a document."""
        if self.model is not None:
            doc._.relations = tuple(relations(doc._.scene, self.model))
        return doc

    def to_disk(self, path: str | Path, exclude: Iterable[str] = ()) -> None:  # noqa: ARG002 - spaCy's protocol
        """Write the weights into a folder."""
        folder = ensure_path(path)
        folder.mkdir(parents=True, exist_ok=True)
        if self.model is not None:
            (folder / "weights.npz").write_bytes(self.model.to_bytes())

    def from_disk(self, path: str | Path, exclude: Iterable[str] = ()) -> RelationExtractor:  # noqa: ARG002 - likewise
        """Read the weights from a folder."""
        self.model = PairModel.load(ensure_path(path) / "weights.npz")
        return self


class ForeignNames:
    """Names of persons, bodies and places from another pipeline, beside what ours finds.

    Where the two overlap, the other pipeline's span counts for these types, ours for all others.
    """

    def __init__(self, nlp: Language) -> None:
        self.nlp = nlp

    def __call__(self, doc: Doc) -> Doc:
        """Add the other pipeline's entities to `doc.ents`."""
        added: list[Span] = []
        for entity in self.nlp(text_of(doc)).ents:
            kind = FOREIGN.get(entity.label_)
            span = kind and doc.char_span(entity.start_char, entity.end_char, label=kind, alignment_mode="contract")
            if span:
                added.append(span)
        ours = list(doc.ents)
        kept = [
            span
            for span in added
            if not any(o.start < span.end and span.start < o.end and o.label_ not in FOREIGN.values() for o in ours)
        ]
        rest = [o for o in ours if not any(o.start < span.end and span.start < o.end for span in kept)]
        doc.ents = sorted([*rest, *kept], key=lambda span: span.start)
        return doc


def load(name: str | None = None) -> Language:
    """Load the language pipeline.

    Args:
        name: another spaCy pipeline, installed or a folder: one that `guanxi train` wrote, which is used instead of
            guanxi's own, or any other, whose persons, organisations and places are used where it finds them.

    Raises:
        ModelError: guanxi's model is not where it should be, or there is no pipeline of that name.
    """
    _ = recognizer, mentions  # imported for the components that they register
    other = None
    if name is not None:
        try:
            other = spacy.load(name)
        except (OSError, ValueError) as error:
            raise ModelError(f"{name}: no spaCy pipeline of this name. Install it, or leave --pipeline out") from error
        if other.pipe_names == list(COMPONENTS):
            return other
    try:
        nlp = spacy.load(MODEL)
    except OSError as error:
        raise ModelError(
            f"{MODEL}: no language model here. Install guanxi again: pip install --force-reinstall guanxi"
        ) from error
    if other is not None:
        Language.component("guanxi_foreign_names", func=ForeignNames(other))
        nlp.add_pipe("guanxi_foreign_names", before="guanxi_mentions")
    return nlp


def read(nlp: Language, documents: Iterable[Document]) -> Iterator[Reading]:
    """Read documents one after the other: yields a reading for each, in their order.

    Args:
        nlp: what :func:`load` returned.
        documents: the documents; each is read alone.
    """
    pairs = ((document.clean, document) for document in documents)
    for doc, document in nlp.pipe(pairs, as_tuples=True, batch_size=1):
        yield reading(document, doc._.scene, doc._.relations)
