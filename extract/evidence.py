"""The words that show a relation: the shortest clauses of the text that hold both of its ends."""

from __future__ import annotations

from bisect import bisect
from collections.abc import Sequence

from extract.pairs import SUBJECT, Pair, Scene

Place = tuple[int, int]
"""Start and end of words in the mended text."""


def implicit(scene: Scene, pair: Pair) -> bool:
    """Whether the sentence of the object leaves the subject, the document's main organisation, out."""
    if scene.spans[pair.subject].type != "Organization":
        return False
    apart = scene.sentence_of[pair.subject] != scene.sentence_of[pair.object]
    return pair.far == SUBJECT or (apart and scene.cluster_of[pair.subject] == scene.main)


def place(scene: Scene, pair: Pair) -> Place:
    """Return the clauses from one mention to the other; if the subject is left out, the clause of the object alone."""
    first, last = sorted((pair.subject, pair.object), key=lambda index: scene.spans[index].start)
    if implicit(scene, pair):
        first = last = pair.object
    return _trimmed(scene.text, scene.clause(first)[0], scene.clause(last)[1])


def telling(scene: Scene, pairs: Sequence[Pair]) -> dict[Place, Pair]:
    """Return the words that show a relation, none of them within others, each with the pair of mentions it is told by.

    All that one sentence names, or leaves the subject of out; where there are none, the first.

    Args:
        scene: the scene.
        pairs: at least one, the surest first.
    """
    near = [p for p in pairs if scene.sentence_of[p.subject] == scene.sentence_of[p.object] or implicit(scene, p)]
    kept: dict[Place, Pair] = {}
    for pair in near or pairs[:1]:
        start, end = place(scene, pair)
        if all(end <= other[0] or other[1] <= start for other in kept):
            kept[start, end] = pair
    return kept


def named(scene: Scene, left: int, right: int) -> tuple[Place, bool]:
    """Return the words by which a thing's name tells of another thing, and whether the two are written as one.

    Of all mentions of both the two that are nearest to each other: the one that holds the other, or both where they
    touch, which is as one; else the clauses from one to the other, or the clause of the left thing's first mention
    where no sentence names both.
    """
    ours, theirs = (
        sorted((scene.spans[member].start, member) for member in scene.clusters[number].members)
        for number in (left, right)
    )
    gap, start, one, other = min(
        (max(scene.spans[k].start for k in two) - min(scene.spans[k].end for k in two), begins, *two)
        for begins, member in ours
        for at in [bisect(theirs, (begins, member))]
        for two in [(member, near) for _, near in theirs[max(0, at - 1) : at + 1]]
    )
    if gap <= 0:
        return (min(start, scene.spans[other].start), max(scene.spans[one].end, scene.spans[other].end)), True
    if scene.sentence_of[one] != scene.sentence_of[other]:
        one = other = ours[0][1]
    first, last = sorted((one, other), key=lambda index: scene.spans[index].start)
    return _trimmed(scene.text, scene.clause(first)[0], scene.clause(last)[1]), False


def _trimmed(text: str, start: int, end: int) -> Place:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end
