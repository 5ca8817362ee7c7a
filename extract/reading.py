"""From the pipeline's results to a reading: entities with their values, facts with their evidence."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from types import MappingProxyType

from extract.awards import award_kind, award_level, is_rank
from extract.dates import date_value
from extract.facts import Document, Entity, Evidence, Fact, Mention, Reading, squeeze
from extract.figures import figure_value
from extract.gazetteer import Division
from extract.organizations import organization_kind
from extract.pairs import Scene
from extract.places import divisions
from extract.relations import Relation
from extract.spans import Cluster


def _mention(document: Document, start: int, end: int) -> Mention:
    first, last = document.locate(start, end)
    return Mention(first, last, squeeze(document.text[first:last]))


def _attributes(
    cluster: Cluster, document: Document, previous: str | None, division: Division | None
) -> dict[str, object]:
    match cluster.type:
        case "Date":
            return {"value": date_value(cluster.name, document.date, previous)}
        case "Figure":
            figure = figure_value(cluster.name)
            return {} if figure is None else {"value": figure.as_json(), "unit": figure.unit or None}
        case "Award":
            return {"level": award_level(cluster.name), "kind": award_kind(cluster.name)}
        case "Organization":
            return {"kind": organization_kind(cluster.name)}
        case "Place":
            return {"code": division.code if division else None}
        case _:
            return {}


def entities(document: Document, scene: Scene) -> tuple[list[Entity], dict[int, str]]:
    """Make the entities of a document and the key of each cluster."""
    made: list[Entity] = []
    keys: dict[int, str] = {}
    numbers: dict[str, int] = defaultdict(int)
    codes = divisions(scene.clusters)
    previous: str | None = None
    for i, cluster in enumerate(scene.clusters):
        numbers[cluster.type] += 1
        keys[i] = f"{cluster.type}/{numbers[cluster.type]}"
        attributes = {
            key: value
            for key, value in _attributes(cluster, document, previous, codes.get(i)).items()
            if value is not None
        }
        if cluster.type == "Date" and isinstance(attributes.get("value"), str):
            previous = str(attributes["value"])
        mentions = tuple(_mention(document, scene.spans[m].start, scene.spans[m].end) for m in cluster.members)
        made.append(Entity(keys[i], cluster.type, cluster.name, mentions, MappingProxyType(attributes)))
    return made, keys


def _name_prizes(scene: Scene, relations: Sequence[Relation]) -> None:
    """Give a prize that is told by its bare rank the name of the contest that it was won in: 职工书法赛一等奖."""
    for relation in relations:
        prize = scene.clusters[relation.subject]
        if relation.predicate == "presentedAt" and is_rank(prize.name):
            prize.name = scene.clusters[relation.object].name + prize.name


def reading(document: Document, scene: Scene, relations: Sequence[Relation]) -> Reading:
    """Turn what the pipeline found in a document into a reading.

    Args:
        document: the document.
        scene: its mentions and the things they name, in offsets of `document.clean`.
        relations: between the things.
    """
    _name_prizes(scene, relations)
    made, keys = entities(document, scene)
    dates = {
        m.text: str(e.attributes["value"])
        for e in made
        if "value" in e.attributes and e.type == "Date"
        for m in e.mentions
    }
    facts = []
    for relation in relations:
        quotes = [_mention(document, *place) for place in relation.places]
        facts.append(
            Fact(
                keys[relation.subject],
                relation.predicate,
                keys[relation.object],
                tuple(Evidence(document.name, quote.start, quote.end, quote.text) for quote in quotes),
                relation.confidence,
                relation.extractor,
                MappingProxyType({k: dates.get(v, v) if k == "date" else v for k, v in relation.qualifiers.items()}),
                relation.implicit,
            )
        )
    return Reading(document, tuple(made), tuple(facts))
