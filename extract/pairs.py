"""Pairs of mentions that may stand in a relation."""

from __future__ import annotations

import math
import re
import zlib
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from extract.description import ROWS, describe
from extract.schema import load
from extract.spans import Cluster, Span
from extract.topics import BEHIND, Topics, topics

SENTENCE_END = re.compile(r"[。！？!?\n]+|…{2,}")
LIST_GAP = re.compile(r"[、和与及以\s“”]*|以及|和|并|[（(][^（()）]{1,12}[)）]、?")
MARK = re.compile(r"[，；;]|,(?!\d)|(?<!\d),")  # but not the comma of 1,200
HIGHER = re.compile(r"省|全国|中华|国家|全总|自治区")
LEADING = re.compile(r"(?:委|政府|日报|报社|电视台)$")
EARLY = 3.0
REACH = 2
MOST_BETWEEN = 24
SUBJECT, OBJECT = 0, 1
NEVER_FAR = frozenset({("Activity", "Activity"), ("Person", "Organization")})
"""Types between which a relation is too seldom right where they stand far apart."""
HEADINGS = frozenset({"Award", "Activity"})
LISTED = frozenset({"Person", "Organization"})
FEWEST_ITEMS = 3  # between semicolons, for them to be told alike
MOST_BESIDE, MOST_IN_HEADING = 4, 3  # characters beside the names of a heading, and names
LONGEST_HEADING, LONGEST_ITEM = 40, 60  # characters
_DECORATION = re.compile(r"[\s\d“”\"（）()【】\[\]：:、,，.．—-]|[一二三四五六七八九十]+、")


def _accepted() -> dict[tuple[str, str], tuple[str, ...]]:
    """For each pair of types (subject, object) the predicates that accept it."""
    schema = load()
    return {
        (left, right): names
        for left in schema.types
        for right in schema.types
        if (names := tuple(p.name for p in schema.predicates.values() if p.accepts(left, right)))
    }


ACCEPTED = _accepted()


@dataclass(frozen=True, slots=True)
class Pair:
    """Two spans by their place in the sequence; `subject` is the one the relation starts from.

    `far` tells which of them, if any, stands far off and is only what the document is about.
    """

    subject: int
    object: int
    far: int | None = None

    @property
    def ends(self) -> tuple[int, int]:
        """Subject and object."""
        return self.subject, self.object


class Scene:
    """A text with its spans, and which thing each span names.

    Args:
        text: the mended text.
        spans: typed spans in the order of the text.
        clusters: the things they name.
        nested: how many spans, the last ones, lie inside others; no pair is made with them.
        beside: for a span that names several things at once (省市总工会) the clusters of the others.
        vectors: what the recogniser's network makes of each character, shape (characters, width); None for nothing.
    """

    def __init__(  # noqa: PLR0913 - what a scene is made of
        self,
        text: str,
        spans: Sequence[Span],
        clusters: Sequence[Cluster],
        *,
        nested: int = 0,
        beside: Mapping[int, Sequence[int]] = MappingProxyType({}),
        vectors: NDArray[np.float16] | None = None,
    ) -> None:
        self.text = text
        self.vectors = np.zeros((len(text), 1), dtype=np.float16) if vectors is None else vectors
        self.beside = beside
        self.flat = len(spans) - nested
        self.spans = spans
        self.clusters = clusters
        self.cluster_of = {member: i for i, cluster in enumerate(clusters) for member in cluster.members}
        self._breaks = [found.end() for found in SENTENCE_END.finditer(text)]
        self.sentence_of = [bisect_right(self._breaks, span.start) for span in spans]
        self.lists = self._lists()
        self._dates = [k for k in range(self.flat) if spans[k].type == "Date"]

    def sentence_start(self, index: int) -> int:
        """Return the offset at which the sentence of a span begins."""
        number = self.sentence_of[index]
        return self._breaks[number - 1] if number else 0

    def sentence_end(self, index: int) -> int:
        """Return the offset at which the sentence of a span ends, its full stop included."""
        number = self.sentence_of[index]
        return self._breaks[number] if number < len(self._breaks) else len(self.text)

    def clause(self, index: int) -> tuple[int, int]:
        """Return the bounds of the clause of a span, without the marks that part it from others."""
        span, (start, end) = self.spans[index], (self.sentence_start(index), self.sentence_end(index))
        before = [found.end() for found in MARK.finditer(self.text, start, span.start)]
        after = MARK.search(self.text, span.end, end)
        return max(before, default=start), after.start() if after else end

    def _lists(self) -> tuple[list[int], list[int]]:
        """For each span the first and the last of the list of like spans it stands in (A、B和C)."""
        heads = list(range(len(self.spans)))
        for i in range(1, self.flat):
            left, right = self.spans[i - 1], self.spans[i]
            if (
                left.type == right.type
                and LIST_GAP.fullmatch(self.text[left.end : right.start])
                and left.end < right.start
            ):
                heads[i] = heads[i - 1]
        tails = list(range(len(self.spans)))
        for i in range(self.flat - 2, -1, -1):
            if heads[i + 1] == heads[i]:
                tails[i] = tails[i + 1]
        return heads, tails

    @cached_property
    def main(self) -> int | None:
        """The cluster of the organisation that the text is about and that sentences without a subject mean.

        The one named most, above all where clauses begin, and early; bodies told as higher ones (省总工会) or as those
        that lead and report (市委, 日报) count for less. None where the text names no organisation.
        """
        best, score = None, -math.inf
        for i, cluster in enumerate(self.clusters):
            if cluster.type != "Organization" or cluster.parent is not None:
                continue
            weight = sum(self._prominence(m) for m in cluster.members)
            weight += EARLY * (1 - self.spans[cluster.members[0]].start / (len(self.text) + 1))
            forms = [self.spans[m].form for m in cluster.members]
            weight -= any(HIGHER.match(form) for form in forms) + any(LEADING.search(form) for form in forms)
            if weight > score:
                best, score = i, weight
        return best

    @cached_property
    def topics(self) -> Topics:
        """The subjects that open clauses."""
        return topics(self)

    def _prominence(self, index: int) -> float:
        """How much a mention counts for being what the text is about: 1 where a clause begins, 0 behind 在 or 被."""
        span = self.spans[index]
        before = self.text[self.sentence_start(index) : span.start].rstrip()
        if BEHIND.search(before):
            return 0.0
        opens = before[-1:] in "，；：" or (
            index and self.spans[index - 1].type == "Date" and before.endswith(self.spans[index - 1].form)
        )
        return 1.0 if opens else 0.5

    @cached_property
    def main_activity(self) -> int | None:
        """The cluster of the activity that the text is about: named often, and early. None where it names none."""
        scores = {
            i: len(cluster.members) + EARLY * (1 - self.spans[cluster.members[0]].start / (len(self.text) + 1))
            for i, cluster in enumerate(self.clusters)
            if cluster.type == "Activity"
        }
        return max(scores, key=lambda i: (scores[i], -i), default=None)

    @cached_property
    def heading(self) -> list[range]:
        """For each span the spans of the heading that it is listed under, line by line (below 一等奖： its winners)."""
        found = [range(0)] * len(self.spans)
        current = range(0)
        first = start = 0
        for line in self.text.splitlines(keepends=True):
            last = first
            while last < self.flat and self.spans[last].start < start + len(line):
                last += 1
            within = range(first, last)
            if heading := self._headed(line.strip(), within):
                current = heading
            elif len(line.strip()) > LONGEST_ITEM:
                current = range(0)
            else:
                found[first:last] = [current] * len(within)
            first, start = last, start + len(line)
        return found

    def _headed(self, line: str, within: range) -> range:
        """Return the spans of a line that what follows is listed under; none if the line heads no list.

        A heading is short and tells little but its names. A sentence before a colon (… 揭晓，她们是：) heads a list
        by the awards and activities it names.
        """
        kinds = [self.spans[k].type for k in within]
        colon = line.endswith(("：", ":"))
        if not HEADINGS.intersection(kinds):
            return range(0)
        beside = len(_DECORATION.sub("", line)) - sum(len(_DECORATION.sub("", self.spans[k].form)) for k in within)
        short = len(line) <= LONGEST_HEADING and "Person" not in kinds and len(kinds) <= MOST_IN_HEADING
        if short and (beside <= MOST_BESIDE or colon):
            return within
        last = [k for k in within if self.sentence_of[k] == self.sentence_of[within[-1]]]
        named = [k for k in last if self.spans[k].type in HEADINGS]
        if not colon or not named:
            return range(0)
        first = named[0] if named[-1] - named[0] < MOST_IN_HEADING else named[-1]
        return range(first, named[-1] + 1)

    @cached_property
    def parallels(self) -> list[list[int]]:
        """Persons and bodies told alike: those listed under one heading; the last persons between semicolons."""
        groups: defaultdict[tuple[int, str], list[int]] = defaultdict(list)
        for k, heading in enumerate(self.heading[: self.flat]):
            if heading and self.spans[k].type in LISTED:
                groups[heading.start, self.spans[k].type].append(k)
        items: defaultdict[int, dict[int, int]] = defaultdict(dict)
        for k in range(self.flat):
            if self.spans[k].type == "Person":
                start = self.sentence_start(k)
                items[start][self.text.count("；", start, self.spans[k].start)] = k
        told = [list(found.values()) for found in items.values() if len(found) >= FEWEST_ITEMS]
        return [*groups.values(), *told]

    def pairs(self) -> Iterator[Pair]:
        """Yield every pair of spans near enough that some predicate accepts, in both directions where it does.

        Near are those of neighbouring sentences, and a heading and what is listed under it. Where what the document is
        about stands nowhere near, it makes a pair with what is told there all the same.
        """
        for j in range(self.flat):
            for i in self._near(j):
                for subject, target in ((i, j), (j, i)):
                    if (self.spans[subject].type, self.spans[target].type) in ACCEPTED:
                        yield Pair(subject, target)
            for about in self._about(j):
                yield from self._far(j, about)

    def _near(self, j: int) -> list[int]:
        """Return the spans before one that make a pair with it."""
        found = []
        for i in range(j - 1, max(-1, j - MOST_BETWEEN - 1), -1):
            if self.sentence_of[j] - self.sentence_of[i] > REACH:
                break
            found.append(i)
        found += [i for i in self.heading[j] if i not in found]
        return [i for i in found if self.cluster_of[i] != self.cluster_of[j]]

    def _about(self, j: int) -> Iterator[Sequence[int]]:
        """Yield the mentions of each thing that the text may speak of where a span stands."""
        told = [self.clusters[self.main].members] if self.main is not None else []
        if self.main_activity is not None:
            told.append([i for i in self.clusters[self.main_activity].members if i < j])
        if self.spans[j].type == "Activity":
            told.append(self._dates[: bisect_left(self._dates, j)])
        held = self.topics.paragraph[j]
        if held is not None and self.cluster_of[held] != self.main:
            told.append([held])
        yield from (members for members in told if members and self.cluster_of[members[0]] != self.cluster_of[j])

    def _is_near(self, i: int, j: int) -> bool:
        return abs(self.sentence_of[j] - self.sentence_of[i]) <= REACH and abs(i - j) <= MOST_BETWEEN

    def _far(self, j: int, members: Sequence[int]) -> Iterator[Pair]:
        if any(self._is_near(i, j) for i in members):
            return
        before = [i for i in members if i < j]
        about = before[-1] if before else members[0]
        ours, theirs = self.spans[about].type, self.spans[j].type
        if (ours, theirs) in ACCEPTED and (ours, theirs) not in NEVER_FAR:
            yield Pair(about, j, SUBJECT)
        if (theirs, ours) in ACCEPTED and (theirs, ours) not in NEVER_FAR and theirs != ours and about < self.flat:
            yield Pair(j, about, OBJECT)

    def describe(self, pair: Pair) -> list[str]:
        """Return the strings that describe a pair, sorted, each once."""
        return describe(self, pair)


def rows(facts: Sequence[str]) -> list[int]:
    """Return the rows of a description, sorted, each once."""
    return sorted({zlib.crc32(fact.encode()) % ROWS for fact in facts})
