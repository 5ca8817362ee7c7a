"""Relations within a document: pairs of mentions are scored, and what grammar or the names themselves fix is added."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from extract.awards import award_rank
from extract.evidence import Place, implicit, named, telling
from extract.nested import contest
from extract.pair_model import PairModel, Threshold
from extract.pairs import Pair, Scene
from extract.places import divisions, opening
from extract.qualifiers import award_date, counted, role
from extract.rivals import Key

# The end of a relation (0 subject, 2 object) for which one is expected: a figure measures something, a body founded
# has a founder, an award was received by somebody and presented somewhere.
EXPECTED = {"measured": 2, "founded": 2, "receivedAward": 2, "presentedAt": 0}
# How often what a rule tells is right, as measured (docs/confidence.md): names/1 where one name holds the other or
# touches it, context/1 where a full name was put together from names that stand apart, openings/1 where a place's name
# opens with the short name of a division (永兴岛 does not lie in 永兴县).
BY_RULE = {
    ("names/1", "partOf"): 0.95,
    ("context/1", "partOf"): 0.49,
    ("names/1", "locatedIn"): 0.98,
    ("context/1", "locatedIn"): 0.95,
    ("openings/1", "locatedIn"): 0.58,
    ("names/1", "presentedAt"): 0.88,
    ("context/1", "presentedAt"): 0.88,
}


@dataclass(frozen=True, slots=True)
class Relation:
    """A relation between two clusters of a scene; `places` are the words that show it, one or more."""

    subject: int
    predicate: str
    object: int
    places: tuple[Place, ...]
    confidence: float
    extractor: str
    implicit: bool = False
    qualifiers: Mapping[str, str] = field(default_factory=dict)


def chosen(scores: Mapping[Key, float], name: str, threshold: Threshold) -> list[Key]:
    """Return the relations of one predicate that count.

    Those at least as probable as `threshold.sure`; and, for an end that has none of these and as a rule has one (every
    figure measures something), the most probable, if it reaches `threshold.least`.
    """
    told = sorted((key, score) for key, score in scores.items() if key[1] == name)
    kept = [key for key, score in told if score >= threshold.sure]
    if name in EXPECTED:
        end = EXPECTED[name]
        have = {key[end] for key in kept}
        best: dict[int, tuple[float, Key]] = {}
        for key, score in told:
            if int(key[end]) not in have and score >= threshold.least:
                best[int(key[end])] = max(best.get(int(key[end]), (0.0, key)), (score, key))
        kept += [key for _, key in best.values()]
    return sorted(kept)


def _qualifiers(scene: Scene, name: str, pair: Pair) -> dict[str, str]:
    found: dict[str, str | None] = {}
    if name == "worksFor":
        found["role"] = role(scene, pair.subject, pair.object)
    elif name == "receivedAward":
        found["date"] = award_date(scene, pair.object)
        found["rank"] = award_rank(scene.spans[pair.object].form)
    elif name == "measured":
        found["of"] = counted(scene, pair.object)
    return {key: value for key, value in found.items() if value}


def _told(scene: Scene, key: Key, chance: float, pairs: Sequence[Pair]) -> Relation:
    """Return a relation with all places that tell it, and what any of them says beside it.

    Args:
        scene: the scene.
        key: the relation.
        chance: how probable it is.
        pairs: the mentions that may tell it, the most probable first.
    """
    found = telling(scene, pairs)
    return Relation(
        *key,
        tuple(sorted(found)),
        round(chance, 3),
        "pairs/1",
        all(implicit(scene, pair) for pair in found.values()),
        {name: text for pair in reversed(found.values()) for name, text in _qualifiers(scene, key[1], pair).items()},
    )


def _from_names(scene: Scene) -> Iterator[Relation]:
    """What names alone tell: a department is part of its body, a body lies in the place that its name opens with.

    A prize is won in the contest that its name opens with. A place lies in the division that the text writes right
    before it, if the list of divisions says so.
    """

    def forms(number: int) -> set[str]:
        cluster = scene.clusters[number]
        return {cluster.name, *(scene.spans[member].form for member in cluster.members)}

    places_told = {form: i for i, cluster in enumerate(scene.clusters) if cluster.type == "Place" for form in forms(i)}
    contests = {form: i for i, cluster in enumerate(scene.clusters) if cluster.type == "Activity" for form in forms(i)}
    codes = divisions(scene.clusters)
    known = {division.code: i for i, division in codes.items()}
    for i, cluster in enumerate(scene.clusters):
        if cluster.parent is not None:
            yield _by_name(scene, i, "partOf", cluster.parent)
        elif cluster.type == "Award" and (won := contest(scene.spans[cluster.members[0]].form)) in contests:
            yield _by_name(scene, i, "presentedAt", contests[won])
        elif i in codes:
            home = next((known[d.code] for d in codes[i].ancestors if d.code in known), None)
            joint = {a + b for a in forms(home) for b in forms(i)} if home is not None else set()
            start, text = min(((scene.text.find(one), one) for one in joint if one in scene.text), default=(0, ""))
            if home is not None and text:
                rule = "names/1"
                yield Relation(i, "locatedIn", home, ((start, start + len(text)),), BY_RULE[rule, "locatedIn"], rule)
        elif cluster.type in {"Organization", "Place"}:
            named_places = [form for pair in opening(cluster.name) for form in pair if form in places_told]
            home = places_told[named_places[-1]] if named_places else i
            if home != i:
                yield _by_name(scene, i, "locatedIn", home)


def _by_name(scene: Scene, subject: int, predicate: str, target: int) -> Relation:
    words, as_one = named(scene, subject, target)
    rule = "names/1" if as_one else "context/1"
    venue, division = scene.clusters[subject], scene.clusters[target]
    if venue.type == division.type == "Place" and not venue.name.startswith(division.name):
        rule = "openings/1"
    return Relation(subject, predicate, target, (words,), BY_RULE[rule, predicate], rule)


def relations(scene: Scene, model: PairModel) -> list[Relation]:
    """Return the relations of a scene, each (subject, predicate, object) once, in that order."""
    found: dict[Key, Relation] = {}
    candidates = model.candidates(scene)
    scores = {key: chance for key, (chance, _) in candidates.items()}
    for key in (key for name in model.thresholds for key in chosen(scores, name, model.thresholds[name])):
        chance, candidate = candidates[key]
        pair, told = candidate.pair, _told(scene, key, chance, candidate.pairs(model.thresholds[key[1]].sure))
        found[key] = told
        for subject in scene.beside.get(pair.subject, ()):
            found.setdefault((subject, key[1], key[2]), replace(told, subject=subject))
        for target in scene.beside.get(pair.object, ()):
            found.setdefault((key[0], key[1], target), replace(told, object=target))
    for told in _from_names(scene):
        key = (told.subject, told.predicate, told.object)
        if (key[2], key[1], key[0]) not in found:
            found[key] = found.get(key) or told
    for key, told in sorted(found.items()):
        parent = scene.clusters[told.object].parent
        part = found.get((told.object, "partOf", parent)) if parent is not None else None
        if told.predicate == "worksFor" and part is not None and (key[0], "worksFor", part.object) not in found:
            sure = round(told.confidence * part.confidence, 3)
            found[key[0], "worksFor", part.object] = replace(
                told, object=part.object, confidence=sure, extractor="departments/1", qualifiers={}
            )
    return [relation for _, relation in sorted(found.items())]
