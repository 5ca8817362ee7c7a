"""Who the clauses of a text speak of: the subjects that open them, and which still holds where a mention stands.

Chinese leaves a subject out once it is clear; who took part, organised or received is then whoever opened the clause,
the sentence or the paragraph last.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from extract.pairs import Scene

BEHIND = re.compile(r"[在被由获经与和向受及、到对]$|按照$|响应$|配合$")
SUBJECTS = frozenset({"Organization", "Person"})
SETTINGS = frozenset({"Date", "Place", "Position"})  # what may stand before a subject that opens a clause
_MARKS = ' “"　①②③④⑤⑥⑦⑧⑨⑩0123456789.、（）()：:'
_MOST_BEFORE = 2  # other characters before it


@dataclass(frozen=True, slots=True)
class Topics:
    """For each mention of a scene, by its number, the mentions that may be its subject, None where there is none.

    Attributes:
        opens: whether the mention itself opens a clause as its subject.
        clause: the subject opened last before it in its sentence.
        sentence: the first subject opened before it in its sentence.
        earlier: the subject of the sentences before, as far as the paragraph goes.
        paragraph: the first subject of its paragraph.
    """

    opens: Sequence[bool]
    clause: Sequence[int | None]
    sentence: Sequence[int | None]
    earlier: Sequence[int | None]
    paragraph: Sequence[int | None]


def topics(scene: Scene) -> Topics:
    """Find the subjects that open the clauses of a scene."""
    opens = _openings(scene)
    found: list[tuple[int | None, int | None, int | None, int | None]] = []
    clause = sentence = earlier = paragraph = None
    number = -1
    for k in range(scene.flat):
        if scene.sentence_of[k] != number:
            number = scene.sentence_of[k]
            earlier = earlier if sentence is None else sentence
            if "\n" in scene.text[scene.spans[k - 1].end if k else 0 : scene.spans[k].start]:
                earlier = paragraph = None
            clause = sentence = None
        found.append((clause, sentence, earlier, paragraph))
        if opens[k]:
            clause = k
            sentence = k if sentence is None else sentence
            paragraph = k if paragraph is None else paragraph
    return Topics(opens, *map(list, zip(*found, strict=True))) if found else Topics([], [], [], [], [])


def _openings(scene: Scene) -> list[bool]:
    spans = scene.spans
    opens: list[bool] = []
    for k in range(scene.flat):
        span = spans[k]
        near = k > 0 and not scene.text[spans[k - 1].end : span.start].strip(_MARKS)
        if span.type not in SUBJECTS:
            opens.append(False)
        elif (scene.lists[0][k] != k and opens[scene.lists[0][k]]) or (near and opens[k - 1]):
            opens.append(True)  # of a list, or a department or a person right behind their body
        elif span.type == "Person" and k > 1 and near and spans[k - 1].type == "Position" and opens[k - 2]:
            opens.append(True)
        else:
            opens.append(_opens(scene, k))
    return opens


def _opens(scene: Scene, k: int) -> bool:
    start, at = scene.clause(k)[0], scene.spans[k].start
    if BEHIND.search(scene.text[start:at].rstrip()):
        return False
    before = k - 1
    parts = []
    while before >= 0 and scene.spans[before].start >= start:
        if scene.spans[before].type in SETTINGS:
            parts.append(scene.text[scene.spans[before].end : at])
            at = scene.spans[before].start
        before -= 1
    parts.append(scene.text[start:at])
    return len("".join(parts).strip(_MARKS)) <= _MOST_BEFORE


HOLDERS = "-=dMOP"
"""What may hold: nobody, the subject itself, its department, the text's main organisation, another body or person."""


def holders(scene: Scene, subjects: NDArray[np.intp], objects: NDArray[np.intp]) -> NDArray[np.intp]:
    """Tell how the subjects of pairs stand to those that hold at their objects.

    Args:
        scene: the scene.
        subjects: mentions, by number.
        objects: as many mentions.

    Returns:
        Places in `HOLDERS`, in the clause, sentence, sentences before and paragraph, shape (4, pairs).
    """
    clusters = np.array([scene.cluster_of[k] for k in range(len(scene.spans))], dtype=np.intp)
    parents = np.array([-1 if c.parent is None else c.parent for c in scene.clusters], dtype=np.intp)
    kinds = np.array([HOLDERS.find(span.type[0]) for span in scene.spans], dtype=np.intp)
    main = -1 if scene.main is None else scene.main
    found = []
    for each in (scene.topics.clause, scene.topics.sentence, scene.topics.earlier, scene.topics.paragraph):
        mentions = np.array([-1 if k is None else k for k in each], dtype=np.intp)[objects]
        held, mine = clusters[mentions], clusters[subjects]
        cases = [mentions < 0, held == mine, parents[held] == mine, held == main]
        found.append(np.select(cases, [0, 1, 2, 3], kinds[mentions]))
    return np.array(found, dtype=np.intp)
