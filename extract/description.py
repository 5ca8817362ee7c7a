"""What describes a pair of mentions: strings of the words between and around them, order, distance, lists, headings.

Written down once, for many pairs together, in either dress of :mod:`extract.checksums`: spelled out for people to read,
as checksums for the rows of the table of :class:`extract.pair_model.PairModel`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Generic, TypeVar

import numpy as np
from numpy.typing import ArrayLike, NDArray

from extract.checksums import Checksums, Places, Spelled, Strings
from extract.schema import load
from extract.topics import HOLDERS, SUBJECTS, holders

if TYPE_CHECKING:
    from extract.pairs import Pair, Scene

ROWS = 1 << 17
CLAUSE = "，；,;：:"
STOPS = "。\n：；"
NUMBERING = ' “"　①②③④⑤⑥⑦⑧⑨⑩0123456789.、'
LONG, LONG_HEAD, LONG_TAIL = 24, 10, 14  # characters; of a longer gap its two ends count
REACH_A, REACH_B = 4, 6  # characters beside the first and the second mention
REACH_CLAUSE = 24
MOST_HEADING = 40

T = TypeVar("T", bound=Strings)


class Description(Generic[T]):
    """Describes the pairs of a scene.

    The first of the two mentions in the text is called a, the second b.

    Args:
        scene: the scene.
        dress: the dress of the strings.
    """

    def __init__(self, scene: Scene, dress: type[T]) -> None:
        text, spans = scene.text, scene.spans
        self._scene, self._dress = scene, dress
        kinds = list(load().types)
        self._types = np.array([kinds.index(span.type) for span in spans], dtype=np.intp)
        self._start = np.array([span.start for span in spans], dtype=np.intp)
        self._end = np.array([span.end for span in spans], dtype=np.intp)
        self._sentence = np.array(scene.sentence_of, dtype=np.intp)
        self._head, self._tail = (np.array(ends, dtype=np.intp) for ends in scene.lists)
        about = {scene.main, scene.main_activity}
        self._main = np.array([scene.cluster_of[i] in about for i in range(len(spans))], dtype=np.intp)
        self._under = np.array([head.start if head else -1 for head in scene.heading], dtype=np.intp)
        self._until = np.array([head.stop for head in scene.heading], dtype=np.intp)
        self._before = _counts([self._types == kind for kind in range(len(kinds))], len(spans))
        signs = np.frombuffer(text.encode("utf-32-le"), dtype="<u4")
        self._stops = _counts([signs == ord(stop) for stop in STOPS], len(text))
        (self._clauses,) = _counts([np.isin(signs, list(map(ord, CLAUSE)))], len(text))
        heads = [spans[head].start for head in scene.lists[0]]
        openings = [text[scene.sentence_start(i) : start] for i, start in enumerate(heads)]
        self._first = np.array([not opening.strip(NUMBERING) for opening in openings], dtype=np.intp)
        self._heading = np.array([_is_heading(text, span.start) for span in spans], dtype=np.intp)
        floors = [max(0, span.start - REACH_CLAUSE) for span in spans]
        self._clause = np.array(
            [
                max(floor, *(text.rfind(mark, floor, span.start) + 1 for mark in "，。；\n"))
                for floor, span in zip(floors, spans, strict=True)
            ],
            dtype=np.intp,
        )
        self._kinds = dress.of([f"{a[:3]}{order}{b[:3]}|" for a in kinds for order in "><" for b in kinds])
        self._twos = dress.of([left + right for left, right in pairwise(text)])
        self._type_names = dress.of([kind[:3] for kind in kinds])
        self._bits = dress.of(["False", "True"])
        self._digits = dress.of([str(digit) for digit in range(13)])
        self._before_1, self._before_2, self._before_3 = (
            dress.of([text[max(0, span.start - k) : span.start] for span in spans]) for k in (1, 2, 3)
        )
        self._after_1, self._after_2 = (dress.of([text[span.end : span.end + k] for span in spans]) for k in (1, 2))
        self._last_1, self._last_2 = (dress.of([span.form[-k:] for span in spans]) for k in (1, 2))
        self._initial = dress.of([span.form[:1] for span in spans])
        self._size = dress.of([str(min(len(span.form), 12)) for span in spans])
        self._may_open = np.array([span.type in SUBJECTS for span in spans], dtype=bool)
        self._opens = np.zeros(len(spans), dtype=np.intp)
        self._opens[: scene.flat] = scene.topics.opens
        self._opening = dress.of([text[start : start + 3] for start in map(scene.sentence_start, range(len(spans)))])
        self._holders = dress.of(list(HOLDERS))
        bodies = sum(cluster.type == "Organization" and cluster.parent is None for cluster in scene.clusters)
        self._bodies = dress.of([str(min(3, bodies // 3))])

    def groups(self, pairs: Sequence[Pair]) -> Iterator[tuple[Places, T]]:
        """Yield the strings that describe pairs: of which pairs some are, and the strings."""
        ends = np.array([sorted((pair.subject, pair.object)) for pair in pairs], dtype=np.intp).reshape(-1, 2)
        i, j = ends[:, 0], ends[:, 1]
        backwards = np.array([pair.subject > pair.object for pair in pairs], dtype=np.intp)
        # 0 where both stand near, 1 and 2 where the subject or the object stands far off.
        absent = np.array([0 if pair.far is None else pair.far + 1 for pair in pairs], dtype=np.intp)
        kind = self._kinds[(self._types[i] * 2 + backwards) * len(load().types) + self._types[j]]
        apart = np.minimum(self._sentence[j] - self._sentence[i], 3)
        rank_a, rank_b = (np.minimum(self._inner(self._types[end], i, j), 4) for end in (i, j))
        head_a, tail_a, head_b, tail_b = self._head[i], self._tail[i], self._head[j], self._tail[j]
        start, end = self._end[tail_a], self._start[head_b]
        start = np.where((head_a == head_b) | (tail_a >= head_b) | (start > end), end, start)

        every = np.arange(len(pairs))
        ranks = self._digits[rank_a] + self._digits[rank_b]
        # Below zero where the subject is a name inside another one, for these stand behind all others.
        far = self._dress.of(list(map(str, apart.tolist())))
        for fact in self._facts(kind, (rank_a, ranks), (apart, far), absent, (i, j), (start, end)):
            yield every, fact
        near = (rank_a == 0) & (apart == 0)
        for of, words in self._gap(start, end):
            yield of, self._begun(kind, "w=")[of] + words
            yield of[near[of]], self._begun(kind, "w0=")[of[near[of]]] + words[near[of]]
        after_b, before_b, before_a = self._end[tail_b], self._start[head_b], self._start[head_a]
        of, words = self._run(after_b, np.minimum(after_b + REACH_B, len(self._scene.text)))
        yield of, self._begun(kind, "wB=")[of] + words
        of, words = self._run(np.maximum(before_b - REACH_B, 0), before_b)
        suffix = self._bar(self._digits[np.minimum(rank_a, 1)] + far)
        yield of, self._begun(kind, "wb=")[of] + words + suffix[of]
        of, words = self._run(np.maximum(before_a - REACH_A, 0), before_a)
        yield of, self._begun(kind, "wA=")[of] + words
        of, spans = _spread(np.maximum(i + 1, j - 6), j)
        yield of, self._begun(kind, "between=")[of] + self._type_names[self._types[spans]] + self._bar(ranks)[of]
        clause = np.where((absent > 0) | (rank_a == 0), self._clause[j], self._start[j])
        of, words = self._run(clause, self._start[j])
        suffix = self._bar(self._digits[absent] + self._bits[self._main[i]] + far)
        yield of, self._begun(kind, "c=")[of] + words + suffix[of]
        subjects, objects = np.where(backwards, j, i), np.where(backwards, i, j)
        of = np.flatnonzero(self._may_open[subjects])
        for fact in self._holding(kind[of], subjects[of], objects[of], self._digits[absent[of]]):
            yield of, fact

    def _facts(  # noqa: PLR0913, PLR0917 - what a pair is told by
        self,
        kind: T,
        ranking: tuple[Places, T],
        distance: tuple[Places, T],
        absent: Places,
        ends: tuple[Places, Places],
        gap: tuple[Places, Places],
    ) -> Iterator[T]:
        """Yield what describes a pair by its place, one string for each pair."""
        (i, j), (rank_a, ranks), (apart, far) = ends, ranking, distance
        head_a, tail_a, head_b, tail_b = self._head[i], self._tail[i], self._head[j], self._tail[j]
        between = self._end[i], np.maximum(self._start[j], self._end[i])
        clauses = self._clauses[between[1]] - self._clauses[between[0]]
        stops = [self._bits[(count[between[1]] > count[between[0]]).astype(np.intp)] for count in self._stops]
        one_list = head_a == head_b
        short = self._dress.of([_shortened(self._scene.text[a:b]) for a, b in zip(*gap, strict=True)])
        types = self._dress.of(
            [
                "" if one else "".join([span.type[:2] for span in self._scene.spans[a + 1 : b][-4:]])
                for one, a, b in zip(one_list, tail_a, head_b, strict=True)
            ]
        )
        kinds = np.append(self._types, [-1, -1])
        nearer = (apart == 0) & ((kinds[j + 1] == self._types[i]) | (kinds[j + 2] == self._types[i]))
        first = self._bits[self._first[i]]
        under = self._bits[((self._under[j] <= i) & (i < self._until[j])).astype(np.intp)]
        main = self._bits[self._main[i]] + self._bits[self._main[j]]
        by_ranks, by_far, by_types = self._bar(ranks), self._bar(far), self._bar(types)
        told: list[tuple[str, tuple[T, ...]]] = [
            ("bias", ()),
            ("shape=", (far, self._digits[np.minimum(clauses, 3)])),
            ("apart=", (far,)),
            ("ranks=", (ranks,)),
            ("ranks=", (ranks, by_far)),
            ("types=", (types,)),
            ("types=", (types, by_ranks, by_far)),
            ("count=", (self._digits[np.clip(j - i - 1, 0, 8)],)),
            ("gap=", (short,)),
            ("gap=", (short, by_types)),
            ("one_list=", (self._bits[one_list.astype(np.intp)],)),
            ("first=", (first, by_far, by_ranks)),
            ("main=", (main, by_ranks, by_far)),
            ("main=", (main, self._bar(first), self._bar(self._digits[np.minimum(clauses, 2)]))),
            ("far=", (self._digits[absent],)),
            ("under=", (under,)),
            ("under=", (under, by_far, by_ranks)),
            ("stop=", tuple(stops)),
            ("before=", (self._before_2[head_a],)),
            ("before=", (self._before_1[head_a], by_ranks)),
            ("after=", (self._after_2[tail_b],)),
            ("after=", (self._after_1[tail_b], by_ranks)),
            ("afterA=", (self._after_2[i],)),
            ("beforeB=", (self._before_2[head_b], self._bar(self._digits[rank_a]))),
            ("beforeB=", (self._before_3[head_b],)),
            ("tailA=", (self._last_2[i],)),
            ("tailB=", (self._last_2[j],)),
            ("tails=", (self._last_2[i], self._bar(self._last_2[j]))),
            ("tailA=", (self._last_1[i], by_types)),
            ("tailB=", (self._last_1[j], by_types, by_far)),
            ("headB=", (self._initial[j],)),
            ("sizes=", (self._size[i], self._bar(self._size[j]))),
            ("nearer=", (self._bits[nearer.astype(np.intp)], by_ranks)),
            ("heading=", (self._bits[self._heading[i]], self._bits[self._heading[j]], by_far)),
        ]
        for name, parts in told:
            fact = self._begun(kind, name)
            for part in parts:
                fact = fact + part
            yield fact

    def _holding(self, kind: T, subjects: Places, objects: Places, far: T) -> Iterator[T]:
        """Yield what describes a pair by who holds where the object stands, see :mod:`extract.topics`."""
        clause, sentence, earlier, paragraph = (
            self._holders[symbols] for symbols in holders(self._scene, subjects, objects)
        )
        main, opens = self._digits[self._main[subjects]], self._digits[self._opens[subjects]]
        far_main, here = far + main, clause + sentence
        told: list[tuple[str, tuple[T, ...]]] = [
            ("clause=", (clause, far)),
            ("sentence=", (sentence, far)),
            ("earlier=", (earlier, far, sentence)),
            ("paragraph=", (paragraph, far)),
            ("held=", (here, earlier, paragraph, self._bar(far_main))),
            ("held=", (here, earlier, self._bar(far_main), opens)),
            ("opening=", (self._opening[objects], self._bar(sentence + far))),
            ("before=", (self._before_2[objects], self._bar(here + far))),
            ("tail=", (self._last_2[objects], self._bar(here + far))),
            ("opens=", (opens, here)),
            ("bodies=", (self._bodies, far_main, sentence)),
        ]
        for name, parts in told:
            fact = self._begun(kind, name)
            for part in parts:
                fact = fact + part
            yield fact

    def _begun(self, kind: T, name: str) -> T:
        return kind + self._dress.of([name])

    def _bar(self, strings: T) -> T:
        return self._dress.of(["|"]) + strings

    def _inner(self, types: Places, i: Places, j: Places) -> Places:
        """How many of the spans between two are of a type."""
        found: Places = self._before[types, j] - self._before[types, np.minimum(i + 1, j)]
        return found

    def _run(self, start: Places, end: Places) -> tuple[Places, T]:
        """Each two characters that follow each other between offsets, and of which of the offsets they are."""
        of, places = _spread(start, np.maximum(end - 1, start))
        return of, self._twos[places]

    def _gap(self, start: Places, end: Places) -> Iterator[tuple[Places, T]]:
        """The same of the words between two mentions; of long ones what they begin and end with, two blanks between."""
        text = self._scene.text
        long = end - start > LONG
        yield self._run(start, np.where(long, start + LONG_HEAD, end))
        yield self._run(np.where(long, end - LONG_TAIL, end), end)
        of = np.flatnonzero(long)
        yield of, self._dress.of([text[k] + " " for k in start[of] + LONG_HEAD - 1])
        yield of, self._dress.of(["  "])[np.zeros(len(of), dtype=np.intp)]
        yield of, self._dress.of([" " + text[k] for k in end[of] - LONG_TAIL])


def describe(scene: Scene, pair: Pair) -> list[str]:
    """Return the strings that describe a pair, sorted, each once."""
    groups = Description(scene, Spelled).groups([pair])
    return sorted({string for of, strings in groups for string in strings[np.arange(len(of))].strings})


def _counts(marks: ArrayLike, length: int) -> NDArray[np.intp]:
    """Count marks up to each place, shape (marks, places + 1)."""
    found = np.zeros((np.shape(marks)[0], length + 1), dtype=np.intp)
    if length:
        np.cumsum(marks, axis=1, out=found[:, 1:])
    return found


def _spread(start: Places, stop: Places) -> tuple[Places, Places]:
    """Return all places from starts up to stops, one range behind the other, and of which range each is."""
    counts = np.maximum(stop - start, 0)
    of = np.repeat(np.arange(len(start)), counts)
    return of, np.arange(len(of)) - (np.cumsum(counts) - counts - start)[of]


def _shortened(gap: str) -> str:
    return gap if len(gap) <= 6 else f"{gap[:3]}…{gap[-3:]}"


def _is_heading(text: str, offset: int) -> bool:
    """Whether the line of an offset is short and no sentence."""
    start = text.rfind("\n", 0, offset) + 1
    end = text.find("\n", start)
    line = text[start : end if end >= 0 else len(text)]
    return len(line) < MOST_HEADING and not line.endswith(("。", "！", "？", "；", "”"))


class Rows:
    """The rows of the table for the strings that describe the pairs of a scene."""

    def __init__(self, scene: Scene) -> None:
        self._description = Description(scene, Checksums)

    def of(self, pairs: Sequence[Pair]) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
        """Return the rows of pairs, each pair's sorted and each once, one pair behind the other.

        Args:
            pairs: at least one.

        Returns:
            The rows, and where each pair's begin.
        """
        keys = [of * ROWS + strings.crc % ROWS for of, strings in self._description.groups(pairs)]
        ordered = np.sort(np.concatenate(keys))
        found = ordered[np.append(True, ordered[1:] != ordered[:-1])]
        return found % ROWS, np.searchsorted(found, np.arange(len(pairs)) * ROWS)
