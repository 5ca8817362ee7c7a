"""Which things of a graph somebody means who writes a name, and where it helps, the article: 丁大海@a.txt."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches
from sqlite3 import Connection

from extract.errors import QueryError
from graph import index
from graph.bearers import SHARED, Bearer
from graph.judgements import side


@dataclass(frozen=True, slots=True)
class Meant:
    """What one article tells of a thing that is meant, and the IRI of the thing."""

    bearer: Bearer
    iri: str

    @property
    def side(self) -> str:
        """What a judgement calls it, if it is to mean this article alone."""
        return f"{self.bearer.name}@{self.bearer.node[0]}"


def meant(db: Connection, text: str) -> tuple[Meant, ...]:
    """Return what a name means, by full names and short forms, in the order of the articles.

    Args:
        db: the ledger's database.
        text: a name, or name@article; of the article the end of its path will do.

    Raises:
        QueryError: nothing is called so; the message names similar names, or articles that have the name.
    """
    name, _, article = side(text).partition("@")
    query = "SELECT document, key FROM bearer WHERE name = ? OR instr(forms, json_quote(?)) ORDER BY document, key"
    nodes = db.execute(query, (name, name)).fetchall()
    found = [Meant(*index.bearer(db, (document, key))) for document, key in nodes]
    chosen = [each for each in found if each.bearer.type in SHARED and _is_in(each.bearer.node[0], article)]
    if chosen:
        return tuple(chosen)
    if found:
        raise QueryError(f"No article {article} calls anything {name}. {_articles(found)}")
    known = [form for (form,) in db.execute("SELECT DISTINCT name FROM bearer WHERE type <> 'Figure'")]
    near = get_close_matches(name, [form for form in known if set(form) & set(name)], 3, 0.5)
    advice = f"Did you mean {', '.join(near)}?" if near else "Check the name."
    raise QueryError(f"Nothing is called {name}. {advice}")


def of_one_type(left: tuple[Meant, ...], right: tuple[Meant, ...]) -> list[tuple[tuple[Meant, ...], tuple[Meant, ...]]]:
    """Return what two names mean, by each type that both mean something of.

    Raises:
        QueryError: there is no such type.
    """
    types = [kind for kind in SHARED if all(any(e.bearer.type == kind for e in each) for each in (left, right))]
    if not types:
        kinds = (", ".join(sorted({each.bearer.type for each in side_})) for side_ in (left, right))
        raise QueryError(
            f"{left[0].bearer.name} ({next(kinds)}) and {right[0].bearer.name} ({next(kinds)}) are of different types. "
            "Only things of one type can be the same."
        )
    return [
        (tuple(e for e in left if e.bearer.type == kind), tuple(e for e in right if e.bearer.type == kind))
        for kind in types
    ]


def _is_in(document: str, article: str) -> bool:
    return article in {"", document} or document.endswith(f"/{article}")


def _articles(found: list[Meant]) -> str:
    names = list(dict.fromkeys(each.bearer.node[0] for each in found))
    return f"These do: {', '.join(names[:5])}{' …' if len(names) > 5 else ''}"
