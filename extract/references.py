"""References within a document: which mentions name the same thing, and what its full name is.

Works on spans of the mended text alone, so that it can be measured on annotated passages without a model.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from extract.awards import is_rank
from extract.bodies import Bodies, share_places
from extract.places import join_places, opening, shared_heads
from extract.spans import Cluster, Span, words

NAMED = frozenset({"Organization", "Award", "Activity", "Place"})
WHOLE = re.compile(r"全([省市区县州旗])")
FIRST = re.compile(r"首届")
MATCH = re.compile(r"(?:大|比|竞)赛$")
SHORTEST_EVENT = 4
CLAUSE_ENDS = "，。；！？\n"
SHORTEST_REPEATED = 8  # characters of a clause that is no chance repetition
CALLED_SHORT = re.compile(r"[”」]?[（(](?:以下|下文)?(?:统一)?简称为?[：:]?[“「\"]?")
FORMERLY = re.compile(r"[”」]?[（(](?:原名?|原为|前身为?|曾用名)[：:]?[“「]?")
RENAMED = re.compile(r"(?:正式|已|现|后)?(?:更名|改名|改称|易名|升格)为[“「]?")
CALLED = re.compile(f"^[老小](?=.$)|(?:{'|'.join(words()['titles'])})$")


def _join_people(spans: Sequence[Span]) -> dict[int, str]:
    """Full names of persons; a surname alone, 老王 or 王师傅 is the last person of that surname told before."""
    names: dict[int, str] = {}
    full: list[str] = []
    for i, span in enumerate(spans):
        if span.type != "Person":
            continue
        form = span.form
        stem = CALLED.sub("", form) or form
        if len(stem) == 1 or (stem != form and len(stem) <= 2):
            match = next((name for name in reversed(full) if name.startswith(stem)), None)
            names[i] = match or form
        else:
            names[i] = form
            full.append(form)
    return names


def _suffix_names(spans: Sequence[Span], kind: str, shortest: int) -> dict[int, str]:
    """Names of spans of a kind; a form that ends or opens just one longer form is short for it."""
    forms = [span.form for span in spans if span.type == kind]
    known = list(dict.fromkeys(forms))
    names: dict[int, str] = {}
    for i, span in enumerate(spans):
        if span.type != kind:
            continue
        core = span.form.strip('“”"‘’《》')
        longer = [
            name for name in known if len(core) >= shortest and len(name) > len(span.form) and name.endswith(core)
        ]
        names[i] = longer[0] if len(longer) == 1 else span.form
    return names


def _event(form: str) -> tuple[str, str]:
    """Part an activity's name into the level that it opens with, empty where none, and what is left in one wording."""
    core = form.strip('“”"‘’《》')
    size = sum(len(written) for written, _ in opening(core))
    level = core[size - 1 : size] if size else ""
    if not size and (found := WHOLE.match(core)):
        size, level = found.end(), found[1]
    rest = FIRST.sub("第一届", core[size:])
    return level, MATCH.sub("赛", rest).removesuffix("活动")


def _join_events(spans: Sequence[Span]) -> dict[int, str]:
    """Names of activities: 全市首届书法赛 and 首届书法比赛 are 大庆市第一届书法赛 where no other level is told."""
    forms: dict[str, dict[str, list[str]]] = {}
    for span in spans:
        if span.type == "Activity":
            level, rest = _event(span.form)
            forms.setdefault(rest, {}).setdefault(level, []).append(span.form)
    names: dict[int, str] = {}
    for i, span in enumerate(spans):
        if span.type != "Activity":
            continue
        level, rest = _event(span.form)
        levels = set(forms[rest]) - {""}
        same = [level] if len(levels) > 1 else [*levels, ""]
        known = [form for one in same for form in forms[rest].get(one, ())]
        if len(rest) >= SHORTEST_EVENT and len(set(known)) > 1:
            names[i] = max(sorted(set(known)), key=lambda form: (bool(opening(form.strip("“”"))), len(form)))
    return names


def _other_names(text: str, spans: Sequence[Span], names: dict[int, str]) -> dict[tuple[str, str], str]:
    """Names that the text itself says are another's: 甲（以下简称“乙”）, 甲（原乙）, 乙更名为甲; from type and name."""
    same: dict[tuple[str, str], str] = {}
    for i, (left, right) in enumerate(pairwise(spans)):
        if left.type != right.type or left.type not in NAMED:
            continue
        between = text[left.end : right.start]
        first, second = names.get(i, left.form), names.get(i + 1, right.form)
        if CALLED_SHORT.fullmatch(between) or FORMERLY.fullmatch(between):
            same[right.type, second] = first
        elif RENAMED.fullmatch(between):
            same[left.type, first] = second
    return same


def _in_its_words(text: str, span: Span) -> str:
    """The words of the clause that a span stands in, and where in them; short ones are told apart by the offset."""
    start = max(text.rfind(mark, 0, span.start) for mark in CLAUSE_ENDS) + 1
    ends = [text.find(mark, span.end) for mark in CLAUSE_ENDS]
    clause = text[start : min((end for end in ends if end >= 0), default=len(text))]
    offset = span.start - start if len(clause) >= SHORTEST_REPEATED else span.start
    return f"{offset} {clause}"


def join(text: str, spans: Sequence[Span]) -> list[Cluster]:
    """Join the spans of a document into clusters, each one thing.

    Args:
        text: the mended text.
        spans: typed spans in the order of the text, not overlapping.

    Returns:
        Clusters in the order of their first member. Spans of one type and name are in one cluster; but every figure,
        and every prize told by its bare rank (一等奖), is a thing of its own, unless the text repeats a clause.
    """
    names, parents = Bodies(text, spans).names_and_parents()
    share_places(spans, names, text)
    names |= _join_people(spans)
    names |= join_places(text, spans)
    names |= shared_heads(text, spans)
    names |= _suffix_names(spans, "Award", 4)
    names |= _suffix_names(spans, "Activity", 4)
    names |= _join_events(spans)
    same = _other_names(text, spans, names)
    clusters: list[Cluster] = []
    place: dict[tuple[str, str], int] = {}
    of: dict[int, int] = {}
    for i, span in enumerate(spans):
        name = names.get(i, span.form)
        name = same.get((span.type, name), name)
        single = span.type == "Figure" or (span.type == "Award" and is_rank(name))
        key = (span.type, _in_its_words(text, span) if single else name)
        if key not in place:
            place[key] = len(clusters)
            clusters.append(Cluster(span.type, name))
        clusters[place[key]].members.append(i)
        of[i] = place[key]
    for child, parent in parents.items():
        if of[child] != of[parent]:
            clusters[of[child]].parent = of[parent]
    return clusters
