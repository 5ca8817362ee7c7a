"""Documents with a token a character, white space among them."""

from __future__ import annotations

from collections.abc import Callable

import spacy
from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import DummyTokenizer, registry
from spacy.vocab import Vocab

TOKENIZER = "guanxi.characters.v1"


class CharacterTokenizer(DummyTokenizer):
    """Makes documents of characters, which keep their text: spaCy would put it together from its tokens each time."""

    def __init__(self, vocab: Vocab) -> None:
        self.vocab = vocab

    def __call__(self, text: str) -> Doc:
        """Make the document of a text."""
        return Doc(self.vocab, words=list(text), spaces=[False] * len(text), user_data={"text": text})


@registry.tokenizers(TOKENIZER)  # type: ignore[untyped-decorator] # spaCy's own
def make_tokenizer() -> Callable[[Language], CharacterTokenizer]:
    """Return what makes the tokenizer of a pipeline."""
    return lambda nlp: CharacterTokenizer(nlp.vocab)


def blank() -> Language:
    """Return a pipeline of characters without components."""
    return spacy.blank("zh", config={"nlp": {"tokenizer": {"@tokenizers": TOKENIZER}}})


def text_of(doc: Doc) -> str:
    """Return the text of a document of characters, put together once."""
    if "text" not in doc.user_data:
        doc.user_data["text"] = doc.text
    return str(doc.user_data["text"])
