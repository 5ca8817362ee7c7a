"""The schema as data: entity types, predicates, kinds and levels, read from schema.toml once."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources


@dataclass(frozen=True, slots=True)
class Label:
    """A name in both languages."""

    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class EntityType:
    """A type of entity; `classes` are prefixed IRIs, the main class first."""

    name: str
    label: Label
    classes: tuple[str, ...]
    color: str
    shape: str


@dataclass(frozen=True, slots=True)
class Predicate:
    """A relation; `domain` and `range` are names of entity types, `iri` is prefixed.

    `same_type` says that subject and object must be of one type.
    """

    name: str
    label: Label
    iri: str
    domain: tuple[str, ...]
    range: tuple[str, ...]
    qualifiers: tuple[str, ...]
    symmetric: bool = False
    same_type: bool = False

    def accepts(self, subject: str, target: str) -> bool:
        """Whether the predicate may lead from type `subject` to type `target`."""
        fits = subject in self.domain and target in self.range
        return fits and (subject == target or not self.same_type)


@dataclass(frozen=True, slots=True)
class Concept:
    """A kind or level; `class_iri` is a prefixed class that things of the kind are instances of, or None."""

    name: str
    label: Label
    class_iri: str | None = None


@dataclass(frozen=True, slots=True)
class Schema:
    """Everything in schema.toml, each mapping in the order of the file."""

    prefixes: dict[str, str]
    types: dict[str, EntityType]
    predicates: dict[str, Predicate]
    organization_kinds: dict[str, Concept]
    award_levels: dict[str, Concept]
    award_kinds: dict[str, Concept]

    def expand(self, prefixed: str) -> str:
        """Return the full IRI of a prefixed one.

        >>> load().expand("schema:worksFor")
        'https://schema.org/worksFor'
        """
        prefix, _, local = prefixed.partition(":")
        return self.prefixes[prefix] + local


def _concepts(table: dict[str, dict[str, str]]) -> dict[str, Concept]:
    return {name: Concept(name, Label(row["zh"], row["en"]), row.get("class")) for name, row in table.items()}


@cache
def load() -> Schema:
    """Read schema.toml, once a process."""
    data = tomllib.loads(resources.files(__package__).joinpath("schema.toml").read_text("utf-8"))
    types = {
        name: EntityType(name, Label(row["zh"], row["en"]), tuple(row["classes"]), row["color"], row["shape"])
        for name, row in data["types"].items()
    }
    predicates = {
        name: Predicate(
            name,
            Label(row["zh"], row["en"]),
            row["iri"],
            tuple(row["domain"]),
            tuple(row["range"]),
            tuple(row["qualifiers"]),
            row.get("symmetric", False),
            row.get("same_type", False),
        )
        for name, row in data["predicates"].items()
    }
    return Schema(
        data["prefixes"],
        types,
        predicates,
        _concepts(data["organization_kinds"]),
        _concepts(data["award_levels"]),
        _concepts(data["award_kinds"]),
    )
