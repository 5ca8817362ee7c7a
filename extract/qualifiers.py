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
CHOSEN = re.compile(
    r"(?:等?\d*[人名位])?(?:全票|高票|再次|继续)?(?:当选|担任|兼任|出任|受聘|任|为|当)(?:为|任)?(?:新一任|首任|新任)?"
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

    Of these the first: the post between body and person where the three are written as one; the one that the person is
    told to be chosen for (某某当选主席); the one right behind the body, its department or the list it stands in, if no
    other person comes before this one; the one right before the person, or the list the person stands in; the nearest
    one between the two; one right beside the person.
    """
    spans, text = scene.spans, scene.text
    last = body
    while last + 1 < scene.flat and spans[last + 1].type == "Organization" and spans[last].end == spans[last + 1].start:
        last += 1
    last = max(last, scene.lists[1][last])
    head, tail = scene.lists[0][person], scene.lists[1][person]
    left, right = sorted((person, body))
    between = range(left + 1, right)
    posts = [k for k in between if spans[k].type == "Position"]
    behind = last + 1 if last + 1 < scene.flat and spans[last + 1].start - spans[last].end <= 1 else None
    before = head - 1 if head and spans[head].start - spans[head - 1].end <= 1 else None
    chain = behind is not None and before is not None and _run(scene, behind) == _run(scene, before)
    others = any(spans[k].type == "Person" and k < head for k in between)
    candidates = [
        before if chain else None,
        tail + 1 if tail + 1 < scene.flat and CHOSEN.fullmatch(text[spans[tail].end : spans[tail + 1].start]) else None,
        None if others else behind,
        before if person > body else None,
        *(posts[-1:] if person > body else posts[:1]),
        person + 1 if person + 1 < scene.flat and spans[person + 1].start - spans[person].end <= 1 else None,
        person - 1 if person and spans[person].start - spans[person - 1].end <= 1 else None,
    ]
    chosen = next((k for k in candidates if k is not None and spans[k].type == "Position"), None)
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
