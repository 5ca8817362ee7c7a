"""Namespaces and identifiers. The only place where IRIs are made."""

from __future__ import annotations

import hashlib

from extract.schema import load

BASE = "https://w3id.org/guanxi/id/"
PREFIXES = load().prefixes


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
