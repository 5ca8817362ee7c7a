"""What a relation says beside its two ends: the post held, the date of an award, what a figure counts."""

from __future__ import annotations

import re

from extract.facts import squeeze
from extract.pairs import Scene

STOP = re.compile(r"[，。；：！？,;:!?\n（）()]")
JOINED = re.compile(r"[、兼和及\s]*")
FILLER = re.compile(
    r"^(?:共计|累计|共有|共|总计|达到|达|约|近|超过|超|已|先后|全年|目前|其中|分别|为|有|了|的|、|等|并|还)+|(?:共计|累计|共有|共|总计|达到|达|约|为|有|了|等|、)+$"
)
LONGEST_COUNTED = 24
LONGEST_AFTER = 10


def _run(scene: Scene, index: int) -> tuple[int, int]:
    """The bounds of the list of posts that the post at `index` stands in."""
    first = last = index
    spans, text = scene.spans, scene.text
    while (
        first > 0
        and spans[first - 1].type == "Position"
        and JOINED.fullmatch(text[spans[first - 1].end : spans[first].start])
    ):
        first -= 1
    while (
        last + 1 < len(spans)
        and spans[last + 1].type == "Position"
        and JOINED.fullmatch(text[spans[last].end : spans[last + 1].start])
    ):
        last += 1
    return spans[first].start, spans[last].end


def role(scene: Scene, person: int, body: int) -> str | None:
    """Return the post that a person holds in a body, as the text words it (党委书记、主任), or None.

    The post written right behind the body (or its department); else one between the two, the nearest to the person;
    else one right beside the person.
    """
    spans, text = scene.spans, scene.text
    last = body
    while last + 1 < scene.flat and spans[last + 1].type == "Organization" and spans[last].end == spans[last + 1].start:
        last += 1
    left, right = sorted((person, body))
    between = [k for k in range(left + 1, right) if spans[k].type == "Position"]
    candidates = [last + 1] if last + 1 < scene.flat and spans[last + 1].start - spans[last].end <= 1 else []
    candidates += between[-1:] if person > body else between[:1]
    if person + 1 < scene.flat and spans[person + 1].start - spans[person].end <= 1:
        candidates.append(person + 1)
    if person > 0 and spans[person].start - spans[person - 1].end <= 1:
        candidates.append(person - 1)
    chosen = next((k for k in candidates if spans[k].type == "Position"), None)
    if chosen is None:
        return None
    start, end = _run(scene, chosen)
    return squeeze(text[start:end])


def award_date(scene: Scene, award: int) -> str | None:
    """Return the date told last before an award in its sentence, as the text words it, or None."""
    for k in range(award - 1, -1, -1):
        if scene.sentence_of[k] != scene.sentence_of[award]:
            return None
        if scene.spans[k].type == "Date":
            return scene.spans[k].form
    return None


def counted(scene: Scene, figure: int) -> str | None:
    """Return what a figure counts, in the words of the text: what stands before it, else what follows it."""
    span, bounds = scene.spans[figure], {"Figure", "Date"}
    floor, ceiling = max(0, span.start - LONGEST_COUNTED), span.end + LONGEST_AFTER
    spans = scene.spans
    before_it = (spans[k].end for k in range(figure - 1, -1, -1) if spans[k].type in bounds)
    behind_it = (spans[k].start for k in range(figure + 1, scene.flat) if spans[k].type in bounds)
    floor, ceiling = max(floor, next(before_it, 0)), min(ceiling, next(behind_it, ceiling))
    before = STOP.split(scene.text[floor : span.start])[-1]
    after = STOP.split(scene.text[span.end : ceiling])[0]
    before = FILLER.sub("", squeeze(before).strip('“”"、'))
    after = FILLER.sub("", squeeze(after).strip('“”"、'))
    return before if len(before) > 1 else after or None
