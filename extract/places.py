"""Places: those a text tells, those inside names, and which division lies in which."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache

from extract import gazetteer
from extract.gazetteer import Division
from extract.spans import Cluster, Span, words

HOLDERS = frozenset({"Organization", "Place"})
NO_LEVEL = "市场|市民(?!政)|[省市县区]域|区块|省际|乡[村镇土]|村镇"  # words that open like a level of division
LEVEL = re.compile(f"(?!{NO_LEVEL})({'|'.join(sorted(words()['levels'], key=len, reverse=True))})(?=[^级])")
TOWN, VILLAGE = (re.compile(rf"[\u4e00-\u9fff]{{1,6}}?(?:{'|'.join(words()[key])})") for key in ("towns", "villages"))
SHARED = re.compile(
    f"[两二三四五六七八九]个?({'|'.join([*words()['towns'], *words()['villages'], '县', '区', '市'])})(?!级)"
)
VENUE = re.compile(r"(?:中心|文化宫|广场|会议室|[厅馆院场宫园]|基地|驿站|礼堂|剧院|之家)$")
AND = frozenset("、和与及")
TAIL = re.compile(r"省|市|县|区|旗|镇|乡|街道|村|社区|苏木|自治区|(?:.族)*自治[州县]")


@lru_cache(maxsize=10_000)
def opening(name: str) -> tuple[tuple[str, str], ...]:
    """Return the administrative divisions that a name opens with, each as written and as its full name."""
    return tuple((naming.text, naming.widest.name) for naming in gazetteer.run(name))


@lru_cache(maxsize=10_000)
def place_of(name: str) -> tuple[str, str]:
    """Part a body's name into the place it opens with and the rest: ("铁岭市银州区", "总工会")."""
    size = sum(len(written) for written, _ in opening(name))
    place = name[:size]
    for pattern in (TOWN, VILLAGE):
        found = pattern.match(name, size)
        if found and found.end() < len(name):
            return name[: found.end()], name[found.end() :]
    return place, name[size:]


class Places:
    """The places a document tells, by the word their name ends with (市, 县, 街道), each with where it is told."""

    def __init__(self, spans: Sequence[Span]) -> None:
        self._told: list[tuple[int, str]] = []
        for span in spans:
            if span.type not in {"Place", "Organization", "Award", "Activity"}:
                continue
            size = 0
            for written, name in opening(span.form):
                self._told.append((span.start, written if written[-1] in "省市县区旗盟州" else name))
                size += len(written)
            if span.type == "Place" and not size and not LEVEL.match(span.form):
                self._told.append((span.start, span.form))
            elif span.type in {"Place", "Organization"} and not LEVEL.match(span.form[size:]):
                for pattern in (TOWN, VILLAGE):
                    found = pattern.match(span.form, size)
                    if found and len(found.group()) > 2:
                        self._told.append((span.start, found.group()))
                        break

    def nearest(self, mark: str, position: int) -> str | None:
        """Return the place meant by a mark (市, 县, 街道) at a position: of those told most, the last before it."""
        fitting = [(start, name) for start, name in self._told if name.endswith(mark)]
        counts = Counter(name for _, name in fitting)
        leaders = {name for name, count in counts.items() if count == max(counts.values())}
        before = [name for start, name in fitting if start < position and name in leaders]
        after = [name for _, name in fitting if name in leaders]
        return before[-1] if before else after[0] if after else None


def shared_heads(text: str, spans: Sequence[Span]) -> dict[int, str]:
    """Full names of places and bodies that share the word behind the last: 灯山、南口两镇 are 灯山镇 and 南口镇."""
    names: dict[int, str] = {}
    for i, span in enumerate(spans):
        shared = SHARED.match(text, span.end)
        first = i
        while (
            shared
            and first
            and spans[first - 1].type == span.type
            and text[spans[first - 1].end : spans[first].start] in AND
        ):
            first -= 1
        if shared and first < i and span.type in HOLDERS:
            names |= {k: spans[k].form.removesuffix(shared[1]) + shared[1] for k in range(first, i + 1)}
    return names


def join_places(text: str, spans: Sequence[Span]) -> dict[int, str]:
    """Full names of places.

    大庆 is 大庆市 where the text says so, 县影剧院 that of the county it is about, a venue that of the place before it.
    """
    forms = list(dict.fromkeys(span.form for span in spans if span.type == "Place"))
    names: dict[int, str] = {}
    places = Places(spans)
    for i, span in enumerate(spans):
        if span.type != "Place":
            continue
        form = names[i] = span.form
        longer = [name for written, name in opening(form + "。") if written == form]
        if longer:
            longer = [name for name in longer if name in text]
        else:
            longer = [name for name in forms if name.startswith(form) and TAIL.fullmatch(name, len(form))]
        if len(form) > 1 and len(set(longer)) == 1:
            names[i] = longer[0]
        before = spans[i - 1] if i and spans[i - 1].type == "Place" and spans[i - 1].end == span.start else None
        if before and VENUE.search(form) and not opening(form) and TAIL.fullmatch(before.form[-1]):
            names[i] = before.form + form
        level = LEVEL.match(form)
        if level and not opening(form) and len(form) > len(level.group()) + 1:
            place = places.nearest(level.group(1), span.start)
            if place:
                names[i] = place + form[level.end() :]
    return names


def divisions(clusters: Sequence[Cluster]) -> dict[int, Division]:
    """Return the administrative division that each place is, where that is beyond doubt.

    A name that several divisions have is settled by the other divisions that the text names.
    """
    sure = {
        division.code
        for cluster in clusters
        if cluster.type in HOLDERS
        for naming in gazetteer.run(cluster.name)
        if (division := gazetteer.resolve(naming.text)) is not None
    }
    found: dict[int, Division] = {}
    for i, cluster in enumerate(clusters):
        if cluster.type == "Place" and (division := gazetteer.resolve(cluster.name, sure)) is not None:
            found[i] = division
    return found
