"""Relations within a document: pairs of mentions are scored, and what grammar or the names themselves fix is added."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from extract.awards import award_rank
from extract.nested import contest
from extract.pair_model import PairModel, Threshold
from extract.pairs import Pair, Scene
from extract.places import divisions, opening
from extract.qualifiers import award_date, counted, role
from extract.rivals import Key

# The end of a relation (0 subject, 2 object) for which one is expected: a figure measures something, a body founded
# has a founder, an award was received by somebody and presented somewhere.
EXPECTED = {"measured": 2, "founded": 2, "receivedAward": 2, "presentedAt": 0}
NAME_CONFIDENCE = 0.95


@dataclass(frozen=True, slots=True)
class Relation:
    """A relation between two clusters of a scene; `start` and `end` bound the words that show it."""

    subject: int
    predicate: str
    object: int
    start: int
    end: int
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


def _bounds(scene: Scene, pair: Pair) -> tuple[int, int]:
    """The words that show a relation: the clauses from one mention to the other.

    Where the subject is left out, the clause of the object alone.
    """
    first, last = sorted((pair.subject, pair.object))
    if _implicit(scene, pair):
        first = last = pair.object
    start, end = scene.clause(first)[0], scene.clause(last)[1]
    while start < end and scene.text[start].isspace():
        start += 1
    while end > start and scene.text[end - 1].isspace():
        end -= 1
    return start, end


def _implicit(scene: Scene, pair: Pair) -> bool:
    """Whether the sentence of the object leaves the subject, the document's main organisation, out."""
    if scene.spans[pair.subject].type != "Organization":
        return False
    apart = scene.sentence_of[pair.subject] != scene.sentence_of[pair.object]
    return pair.assumed or (apart and scene.cluster_of[pair.subject] == scene.main)


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


def _told(scene: Scene, key: Key, score: float, pair: Pair) -> Relation:
    qualifiers = _qualifiers(scene, key[1], pair)
    return Relation(*key, *_bounds(scene, pair), round(score, 3), "pairs/1", _implicit(scene, pair), qualifiers)


def _from_names(scene: Scene) -> Iterator[Relation]:
    """What names alone tell: a department is part of its body, a body lies in the place that its name opens with.

    A prize is won in the contest that its name opens with. A place lies in the division that the text writes right
    before it, if the list of divisions says so.
    """

    def forms(number: int) -> set[str]:
        cluster = scene.clusters[number]
        return {cluster.name, *(scene.spans[member].form for member in cluster.members)}

    places = {form: i for i, cluster in enumerate(scene.clusters) if cluster.type == "Place" for form in forms(i)}
    contests = {form: i for i, cluster in enumerate(scene.clusters) if cluster.type == "Activity" for form in forms(i)}
    codes = divisions(scene.clusters)
    known = {division.code: i for i, division in codes.items()}
    for i, cluster in enumerate(scene.clusters):
        first = scene.spans[cluster.members[0]]
        if cluster.parent is not None:
            yield Relation(i, "partOf", cluster.parent, first.start, first.end, NAME_CONFIDENCE, "names/1")
            continue
        if cluster.type == "Award" and (won := contest(first.form)) in contests:
            yield Relation(i, "presentedAt", contests[won], first.start, first.end, NAME_CONFIDENCE, "names/1")
            continue
        home = None
        if i in codes:
            home = next((known[d.code] for d in codes[i].ancestors if d.code in known), None)
            if home is not None and not any(a + b in scene.text for a in forms(home) for b in forms(i)):
                home = None
        elif cluster.type in {"Organization", "Place"}:
            named = [form for pair in opening(cluster.name) for form in pair if form in places]
            home = places[named[-1]] if named else None
        if home is not None and home != i:
            start, end = scene.clause(cluster.members[0])
            yield Relation(i, "locatedIn", home, start, end, NAME_CONFIDENCE, "names/1")


def relations(scene: Scene, model: PairModel) -> list[Relation]:
    """Return the relations of a scene, each (subject, predicate, object) once, in that order."""
    found: dict[Key, Relation] = {}
    best = model.candidates(scene)
    scores = {key: score for key, (score, _) in best.items()}
    for key in (key for name in model.thresholds for key in chosen(scores, name, model.thresholds[name])):
        score, pair = best[key]
        told = _told(scene, key, score, pair)
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
        if told.predicate == "worksFor" and parent is not None and (key[0], "worksFor", parent) not in found:
            found[key[0], "worksFor", parent] = Relation(
                key[0],
                "worksFor",
                parent,
                told.start,
                told.end,
                told.confidence,
                "departments/1",
                told.implicit,
                told.qualifiers,
            )
    return [relation for _, relation in sorted(found.items())]
