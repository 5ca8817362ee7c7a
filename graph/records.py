"""The JSON Lines of an output folder, read back: documents, entities, relations as :mod:`graph.exports` wrote them."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from extract.errors import OutputError, QueryError
from graph.exports import JSON_LINES
from graph.store import current

_SUGGESTIONS = 5

Record = dict[str, Any]  # what a line holds, see graph.exports.records


@dataclass(frozen=True, slots=True)
class Records:
    """What the lines tell, in their order; `entities` by IRI."""

    documents: tuple[Record, ...]
    entities: Mapping[str, Record]
    relations: tuple[Record, ...]

    def forms(self, iri: str) -> frozenset[str]:
        """Return all names of an entity: the full one and those that articles write."""
        entity = self.entities[iri]
        return frozenset({entity["name"], *(mention["text"] for mention in entity["mentions"])})

    def titles(self) -> dict[str, str]:
        """Return the title of each document by its name, or the name again where it has none."""
        return {document["doc"]: document["title"] or document["doc"] for document in self.documents}


def read(folder: Path) -> Records:
    """Read the JSON Lines of an output folder.

    Raises:
        OutputError: the folder holds no graph, a broken one, or files that are older than its store.
    """
    check(folder)
    path = folder / JSON_LINES
    try:
        lines = path.read_text("utf-8").rstrip("\n").split("\n")
    except FileNotFoundError as error:
        raise OutputError(f"{path} does not exist. Make the graph first: guanxi build") from error
    except (OSError, UnicodeDecodeError) as error:
        raise OutputError(f"{path} cannot be read ({error}). Make the graph again: guanxi build") from error
    by_kind: dict[str, list[Record]] = defaultdict(list)
    try:
        for line in filter(None, lines):
            record = json.loads(line)
            by_kind[record["kind"]].append(record)
    except (json.JSONDecodeError, KeyError, TypeError) as error:
        raise OutputError(f"{path} is damaged ({error}). Make the graph again: guanxi build") from error
    entities = {entity["id"]: entity for entity in by_kind["entity"]}
    return Records(tuple(by_kind["document"]), entities, tuple(by_kind["relation"]))


def check(folder: Path) -> None:
    """Check that the files of an output folder show its graph as it is.

    Raises:
        OutputError: there is no graph, or it has changed since the files were written.
    """
    if not current(folder).files:
        raise OutputError(f"The files in {folder} are older than its graph. Write them anew: guanxi build -o {folder}")


def named(found: Records, name: str) -> list[str]:
    """Return the IRIs of the entities with that full name or surface form, in the order of the records.

    Raises:
        QueryError: there are none; the message names similar ones.
    """
    wanted = [iri for iri in found.entities if name in found.forms(iri)]
    if not wanted:
        known = sorted(frozenset().union(*(found.forms(iri) for iri in found.entities)))
        near = get_close_matches(name, known, _SUGGESTIONS, 0.5)
        suggestion = f"Did you mean {', '.join(near)}?" if near else "Check the name."
        raise QueryError(f"Nothing in the graph is called {name}. {suggestion}")
    return wanted
