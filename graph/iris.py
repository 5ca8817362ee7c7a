"""Namespaces and identifiers. The only place where IRIs are made."""

from __future__ import annotations

import hashlib

from extract.schema import load

BASE = "https://w3id.org/guanxi/id/"
PREFIXES = load().prefixes

VOCABULARY = "https://w3id.org/guanxi/ns"
"""The ontology, and the named graph that holds it beside the articles."""

KINDS = (
    *(name.lower() for name in load().types),
    "article",
    "fact",
    "annotation",
    "passage",
    "quote",
    "offsets",
    "extractor",
    "role",
    "moment",
)
"""Kinds of things, in the singular: the entity types, and what facts and evidence are made of."""


def digest(*parts: str) -> str:
    """Return 20 hexadecimal digits that stand for the parts and their order.

    >>> digest("a", "b") == digest("ab")
    False
    """
    joined = "\x1f".join(part.replace("\x1f", " ") for part in parts)
    return hashlib.blake2b(joined.encode(), digest_size=10).hexdigest()


def thing(kind: str, *parts: str, base: str = BASE) -> str:
    """Return the IRI of a thing of `kind` (`person`, `fact`, `article`, …) that `parts` tell from all others."""
    return f"{base}{kind}/{digest(kind, *parts)}"


def term(prefixed: str) -> str:
    """Return the full IRI of a vocabulary term such as `gx:recipient`."""
    return load().expand(prefixed)


def concept(scheme: str, key: str) -> str:
    """Return the IRI of a concept of the schema: `scheme` is `level` or `kind`, `key` its key in schema.toml.

    >>> concept("level", "city")
    'https://w3id.org/guanxi/ns#level-city'
    """
    return term(f"gx:{scheme}-{key}")


def prefixes(base: str = BASE) -> dict[str, str]:
    """Return prefix → namespace, of the schema and of the kinds of things, so that Turtle can write them short."""
    return {**PREFIXES, **{kind: f"{base}{kind}/" for kind in KINDS}}
