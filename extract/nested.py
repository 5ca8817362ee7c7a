"""Things that only the names of other things tell: places, bodies and contests inside longer names."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from extract.bodies import coordinated, owner
from extract.places import Places, opening
from extract.spans import Cluster, Span

HOLDERS = frozenset({"Organization", "Place"})
STUDIOS = re.compile(
    r"([^、“”]{2,4}(?:、[^、“”]{2,4})*?、[^、“”]{2,3}?)"
    r"((?:劳模|技能|首席|名师|大师|工匠|技师|创新).*(?:工作室|工作站))"
)
CONTEST = re.compile(
    r"(.{2,}(?:竞赛|大赛|比赛|联赛|锦标赛|邀请赛|赛|征文|展演))"
    r"(?:(?:团体|个人|项目)?(?:[特一二三四]等奖|[金银铜]奖|第.{1,2}名|[冠亚季]军)"
    r"|(?:优秀|优胜|先进|突出)?(?:组织)?(?:奖|单位|集体|个人|选手))"
)


class Nest:
    """The spans and things of a document, to which those inside other names are added at the end.

    Attributes:
        spans: the spans of the text; those that lie inside others are behind them.
        clusters: the things that they name.
        beside: for a span that names several things at once the others that it names, by their place in `clusters`.
    """

    def __init__(self, text: str, spans: Sequence[Span], clusters: Sequence[Cluster]) -> None:
        self.text = text
        self.spans, self.clusters = list(spans), list(clusters)
        self.beside: dict[int, list[int]] = {}
        self._told = len(spans)
        self._known: dict[tuple[str, str], Cluster] = {}
        for cluster in clusters:
            for form in (cluster.name, *(spans[member].form for member in cluster.members)):
                self._known.setdefault((cluster.type, form), cluster)

    def _add(self, kind: str, name: str, start: int, end: int, form: str) -> Cluster:
        """Give a thing a span inside another; a thing that is not known yet is made."""
        cluster = self._known.get((kind, name)) or self._known.get((kind, form))
        if cluster is None:
            cluster = Cluster(kind, name)
            self.clusters.append(cluster)
        self._known[kind, name] = self._known[kind, form] = cluster
        cluster.members.append(len(self.spans))
        self.spans.append(Span(start, end, kind, form))
        return cluster

    def part(self) -> None:
        """Part the names of several bodies in one: 省市总工会, 甲、乙劳模创新工作室."""
        places = Places(self.spans[: self._told])
        for cluster in [one for one in self.clusters if one.type == "Organization"]:
            for member in list(cluster.members):
                span = self.spans[member]
                plain = span.end - span.start == len(span.form)
                if plain and (several := coordinated(span.form)):
                    for k, level in enumerate(several[1], start=1):
                        form = level + several[2]
                        near = places.nearest(level, span.start)
                        self._beside(member, near + several[2] if near else form, span.start + k, span.end, form)
                elif plain and (studios := STUDIOS.fullmatch(span.form)):
                    people, head = studios[1].split("、"), studios[2]
                    cluster.name = people[0] + head
                    start = span.start
                    for previous, person in pairwise(people):
                        start += len(previous) + 1
                        self._beside(member, person + head, start, span.end, span.form[start - span.start :])

    def _beside(self, member: int, name: str, start: int, end: int, form: str) -> None:
        body = self._add("Organization", name, start, end, form)
        self.beside.setdefault(member, []).append(self.clusters.index(body))

    def add_places(self) -> None:
        """Add the divisions that the names of bodies and venues open with, full names completed from the text too."""
        new: set[str] = set()
        for span in self.spans[: self._told]:
            if span.type not in HOLDERS:
                continue
            start = span.start
            for written, name in opening(span.form):
                end = start + len(written)
                whole = end - span.start < len(span.form) or span.type != "Place"
                told = {("Place", name), ("Place", written)} & self._known.keys()
                if whole and end <= span.end and (not told or name in new):
                    new.add(name)
                    self._add("Place", name, start, end, written)
                start = end
        for cluster in list(self.clusters):
            for written, name in opening(cluster.name) if cluster.type in HOLDERS else ():
                start = self.text.find(name)
                if start >= 0 and not {("Place", name), ("Place", written)} & self._known.keys():
                    self._add("Place", name, start, start + len(name), name)

    def add_owners(self) -> None:
        """Add the body that a department's name opens with, and make the department part of it."""
        for cluster in list(self.clusters):
            found = owner(cluster.name) if cluster.type == "Organization" and cluster.parent is None else None
            if found is None:
                continue
            body, rest = found
            for member in list(cluster.members):
                span = self.spans[member]
                if span.form.endswith(rest) and len(span.form) > len(rest) and span.end - span.start == len(span.form):
                    end = span.end - len(rest)
                    parent = self._add("Organization", body, span.start, end, span.form[: -len(rest)])
                    cluster.parent = self.clusters.index(parent)

    def _longer(self, contest: str) -> str:
        """Return the name of the one activity that a contest's name is short for, or the name itself."""
        names = {c.name for c in self.clusters if c.type == "Activity" and is_short(contest, c.name)}
        return names.pop() if len(names) == 1 else contest

    def add_contests(self) -> None:
        """Add the contest that a prize's name opens with."""
        for cluster in list(self.clusters):
            if cluster.type != "Award":
                continue
            for member in list(cluster.members):
                span = self.spans[member]
                found = CONTEST.fullmatch(span.form)
                if found and span.end - span.start == len(span.form):
                    name = self._longer(found[1])
                    self._add("Activity", name, span.start, span.start + len(found[1]), found[1])


def is_short(name: str, long: str) -> bool:
    """Return whether a name leaves out words of a longer one but neither its beginning nor its end.

    >>> is_short("省书法大赛", "省第三届职工书法大赛"), is_short("市书法大赛", "省第三届职工书法大赛")
    (True, False)
    """
    rest = iter(long)
    return name[0] == long[0] and name[-2:] == long[-2:] and all(character in rest for character in name)


def contest(award: str) -> str | None:
    """Return the contest that the name of a prize opens with, or None.

    >>> contest("全省职工书法大赛一等奖"), contest("全省劳动模范")
    ('全省职工书法大赛', None)
    """
    found = CONTEST.fullmatch(award)
    return found[1] if found else None


def nest(text: str, spans: Sequence[Span], clusters: Sequence[Cluster]) -> Nest:
    """Add the things that only the names of others tell (铁岭市 in 铁岭市总工会, a contest in its prize).

    Args:
        text: the mended text.
        spans: its spans, not overlapping.
        clusters: the things they name.
    """
    nested = Nest(text, spans, clusters)
    nested.part()
    nested.add_owners()
    nested.add_places()
    nested.add_contests()
    return nested
