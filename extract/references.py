"""References within a document: which mentions name the same thing, and what its full name is.

Works on spans of the mended text alone, so that it can be measured on annotated passages without a model.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache

from extract import gazetteer
from extract.awards import is_rank
from extract.facts import squeeze

# A form that opens with one of these is told relative to the place the article is about: 市总工会, 县人民医院.
LEVELS = ("省", "自治区", "市", "州", "盟", "地区", "区", "县", "旗", "镇", "乡", "街道", "苏木", "村", "社区")
LEVEL = re.compile("(" + "|".join(sorted(LEVELS, key=len, reverse=True)) + ")(?=.)")
TOWN = re.compile(r"[\u4e00-\u9fff]{1,6}?(?:街道|镇|乡|苏木)")
VILLAGE = re.compile(r"[\u4e00-\u9fff]{1,6}?(?:社区|村)")
# A form that opens with one of these belongs to the body the article is about: 院工会, 公司团委.
UNITS = {
    "院": ("医院", "学院", "院"),
    "校": ("学校", "中学", "小学", "大学", "校"),
    "园": ("幼儿园", "园"),
    "厂": ("厂",),
    "矿": ("矿", "煤矿"),
    "公司": ("公司", "集团"),
    "集团": ("集团", "集团公司"),
    "学院": ("学院",),
    "学校": ("学校", "中学", "小学"),
    "医院": ("医院",),
    "协会": ("协会",),
}
UNIT = re.compile("(" + "|".join(sorted(UNITS, key=len, reverse=True)) + ")(?=.{2,})")
# Names that tell a part of a body, not which body; with the kinds of body that have such parts.
PARTS = (
    (
        re.compile(r"[内外妇儿骨眼]科|门诊|病区|护理|药剂|检验|急诊|产科|麻醉|影像|放射|医务|[内外]一科"),
        ("医院", "卫生院", "保健院", "卫生服务中心", "医疗集团"),
    ),
    (
        re.compile(r"车间|工段|分厂|班组|机组|生产|质检|掘进|采煤|焊|装配|炼|分场|工区|钳工|维修班"),
        ("公司", "集团", "厂", "矿", "电厂", "车队", "项目部", "局", "段"),
    ),
    (re.compile(r"教研|年级|教务|政教|德育|学生处|班主任"), ("学校", "中学", "小学", "学院", "大学", "幼儿园")),
    (re.compile(r"大队|中队|派出所|户政|刑侦|交警"), ("公安局", "分局", "支队", "大队", "总队", "局")),
    (re.compile(r"组织部|统战部|政法委|党校|宣传部"), ("委",)),
    (re.compile(r"法庭|审判庭|民.庭|立案庭"), ("法院",)),
    (
        re.compile(r"权益|维权|女工|宣教部|组织民管|经审|财务资产|生产保护|帮扶中心|基层工作"),
        ("总工会", "工会联合会", "工会"),
    ),
)
DEPARTMENT = re.compile(
    r"(?:部|科|室|处|股|组|队|班|车间|中心|窗口|大厅|分场|支部|党委|党总支|党支部|团委|团支部|委员会|小组|分会|工段|中队|大队|"
    r"法庭|庭|线|库|教研组|年级|工区|事业部|女工委|妇联|食堂|队伍|站|所|分院|分局)$"
)
OWN = re.compile(
    r"^(?:全国|最高|国家|国务院|中国|中华|中共|中央|共青团|公安部|教育部|人社部|第.{1,3}[师团]|武警|北京|.{2,}公司|.{2,}[厂店行])|[A-Za-z]{3}"
)
LONGEST_PART = 8
SHORT_UNION = re.compile(r"(省|市|区|县|州|旗)总$")
COMPANY_TAIL = re.compile(r"(?:股份)?(?:有限)?(?:责任)?(?:公司|集团)$")
UNION = re.compile(r"(?:工会联合会|联合工会)$")
PLACE_TAIL = re.compile(r"省|市|县|区|旗|镇|乡|街道|村|社区|苏木|自治区|(?:.族)*自治[州县]")
BODY = re.compile(r"(?:公司|医院|学校|集团|大学|协会|局|联合会|社区|街道|[乡镇村]).")
BODY_TAIL = re.compile(
    r"(?:大学|学院|中学|小学|学校|医院|公司|集团|厂|矿|局|委|院|社|会|行|所|站|镇|乡|街道|村|社区|园|馆|部|队|协会|中心)$"
)


@dataclass(slots=True)
class Span:
    """A typed span of the text to be joined; `form` is its text without white space."""

    start: int
    end: int
    type: str
    form: str


@dataclass(slots=True)
class Cluster:
    """Spans that name one thing, by their place in the input, and its full name.

    `parent` is the cluster of the body that a department belongs to.
    """

    type: str
    name: str
    members: list[int] = field(default_factory=list)
    parent: int | None = None


def _is_subsequence(short: str, long: str) -> bool:
    rest = iter(long)
    return all(character in rest for character in short)


@cache
def opening(name: str) -> tuple[tuple[str, str], ...]:
    """Return the administrative divisions that a name opens with, each as written and as its full name."""
    return tuple((naming.text, naming.divisions[0].name) for naming in gazetteer.run(name))


@cache
def _place_of(name: str) -> tuple[str, str]:
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


class Joiner:
    """Joins the organisations of one document."""

    def __init__(self, text: str, spans: Sequence[Span]) -> None:
        self.text = text
        self.spans = spans
        self.places = Places(spans)
        self.organizations = [i for i, span in enumerate(spans) if span.type == "Organization"]
        self.full = self._full_names()

    def _full_names(self) -> list[str]:
        forms = [self.spans[i].form for i in self.organizations]
        return [form for form in dict.fromkeys(forms) if not self._relative(form) and not self._department(form)]

    @staticmethod
    def _relative(form: str) -> bool:
        return bool(LEVEL.match(form) or SHORT_UNION.fullmatch(form) or UNIT.match(form)) or form in {
            "全总",
            "团市委",
            "团县委",
            "团区委",
            "团省委",
        }

    def _department(self, form: str) -> bool:
        if (
            self._relative(form)
            or not DEPARTMENT.search(form)
            or OWN.search(form)
            or len(form) > LONGEST_PART
            or _place_of(form)[0]
        ):
            return False
        return not BODY.search(form)

    def name(self, index: int) -> str:
        """Return the full name of the organisation at a span, before departments are given their parents."""
        span = self.spans[index]
        form = span.form
        if form == "全总":  # only the text itself may tell the full name
            return next((known for known in self.full if known.endswith("全国总工会")), form)
        union = SHORT_UNION.search(form)
        if union:
            form += "工会"
        youth = re.fullmatch(r"团(省|市|区|县|州|旗)委", form)
        if youth:
            place = self.places.nearest(youth.group(1), span.start)
            return f"共青团{place}委" if place else form
        level = LEVEL.match(form)
        if level and not opening(form):
            return self._complete(form, level.group(1), span.start)
        unit = UNIT.match(form)
        if unit:
            owner = self._owner(UNITS[unit.group(1)], span.start)
            if owner:
                return owner + form[unit.end() :]
            return form
        return self._expand(form)

    def _complete(self, form: str, mark: str, position: int) -> str:
        rest = form[len(mark) :]
        for known in reversed(self.full):
            place, tail = _place_of(known)
            if place.endswith(mark) and (
                tail == rest or (len(rest) > 1 and tail[-2:] == rest[-2:] and _is_subsequence(rest, tail))
            ):
                return known
        near = self.places.nearest(mark, position)
        if near is None:
            return form
        return near + (form if len(near) == 2 and rest == "委" else rest)  # 凤县 has a 凤县县委

    def _owner(self, tails: tuple[str, ...], position: int) -> str | None:
        fitting = [
            (self.spans[i].start, self.spans[i].form)
            for i in self.organizations
            if self.spans[i].form.endswith(tails) and not self._relative(self.spans[i].form)
        ]
        before = [form for start, form in fitting if start < position]
        return before[-1] if before else fitting[0][1] if fitting else None

    def _expand(self, form: str) -> str:
        """Return the longer name in the document that the form is short for, or the form."""
        longer = []
        core = COMPANY_TAIL.sub("", form) or form
        for known in self.full:
            if len(known) <= len(form):
                continue
            place, tail = _place_of(known)
            same_place = not _place_of(form)[0] or known.startswith(_place_of(form)[0][:2])
            contained = len(core) > 1 and core in known
            if contained and not (known.endswith(form) or COMPANY_TAIL.search(known)):
                contained = False
            if contained and known.startswith(form) and BODY_TAIL.search(form):
                contained = False  # 某局 is not short for 某局工会
            if contained and place == core:
                contained = False
            squeezed = (
                len(form) > 2
                and form[-1] == known[-1]
                and form[:2] == known[:2]
                and _is_subsequence(form, known)
                and not BODY_TAIL.search(known[: len(form)][:-1] or form)
            )
            if same_place and (contained or squeezed) and tail:
                longer.append(known)
        return min(longer, key=len) if longer and len({COMPANY_TAIL.sub("", name) for name in longer}) == 1 else form

    def join(self) -> tuple[dict[int, str], dict[int, int]]:
        """Return the full name of each organisation span, and the span of the parent of each department span."""
        names = {i: self.name(i) for i in self.organizations}
        bodies = Counter(names[i] for i in self.organizations if not self._department(self.spans[i].form))
        main = bodies.most_common(1)[0][0] if bodies else None
        parents: dict[int, int] = {}
        known: dict[str, int] = {}
        for i in self.organizations:
            form = self.spans[i].form
            if not self._department(form):
                continue
            parent = self._parent(i, names, main)
            adjacent = parent is not None and not self.text[self.spans[parent].end : self.spans[i].start].strip()
            if form in known and not adjacent:
                parent = parents.get(known[form])
            if parent is not None and parent != i:
                owner = names[parent]
                names[i] = form if form.startswith(owner) else owner + form
                parents[i] = parent
                known[form] = i
        return names, parents

    def _parent(self, index: int, names: dict[int, str], main: str | None) -> int | None:
        """The span of the body that a department belongs to.

        The one written right before it; else the nearest of a kind that has such departments; else the nearest of the
        sentence; else the one the document is about.
        """
        span = self.spans[index]
        before = [i for i in self.organizations if self.spans[i].end <= span.start]
        if before and not self.text[self.spans[before[-1]].end : span.start].strip():
            return before[-1]
        bodies = [i for i in before if not self._department(self.spans[i].form)]
        for pattern, tails in PARTS:
            if pattern.search(span.form):
                fitting = [i for i in bodies if names[i].endswith(tails)]
                fitting = fitting or [i for i in self.organizations if names[i].endswith(tails) and i != index][:1]
                if fitting:
                    return fitting[-1]
        sentence = max(self.text.rfind(mark, 0, span.start) for mark in "。！？\n") + 1
        if bodies and self.spans[bodies[-1]].start >= sentence:
            return bodies[-1]
        return next((i for i in self.organizations if names[i] == main), None)


def _join_people(spans: Sequence[Span]) -> dict[int, str]:
    """Full names of persons; a surname alone, 老王 or 王师傅 is the last person of that surname told before."""
    names: dict[int, str] = {}
    full: list[str] = []
    for i, span in enumerate(spans):
        if span.type != "Person":
            continue
        form = span.form
        stem = (
            re.sub(r"^[老小](?=.$)|(?:师傅|老师|老|工|总|姐|哥|叔|医生|书记|主任|校长|大爷|大妈|阿姨)$", "", form)
            or form
        )
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


def _join_places(text: str, spans: Sequence[Span]) -> dict[int, str]:
    """Full names of places: 大庆 is 大庆市 where the text says so, 县影剧院 that of the county it is about."""
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
            longer = [name for name in forms if name.startswith(form) and PLACE_TAIL.fullmatch(name, len(form))]
        if len(form) > 1 and len(set(longer)) == 1:
            names[i] = longer[0]
        level = LEVEL.match(form)
        if level and not opening(form) and len(form) > len(level.group()) + 1:
            place = places.nearest(level.group(1), span.start)
            if place:
                names[i] = place + form[level.end() :]
    return names


def _share_places(spans: Sequence[Span], names: dict[int, str], text: str) -> None:
    """Give the place of the first union of a list to those that follow (大庆市餐饮业工会联合会、物流业工会联合会)."""
    for i in range(1, len(spans)):
        left, right = spans[i - 1], spans[i]
        if left.type == right.type == "Organization" and text[left.end : right.start] == "、":
            place = _place_of(names[i - 1])[0]
            alike = names[i - 1][-3:] == right.form[-3:] or names[i - 1].endswith("工会") == right.form.endswith("工会")
            if place and alike and UNION.search(right.form) and names[i] == right.form and not _place_of(right.form)[0]:
                names[i] = place + right.form


def join(text: str, spans: Sequence[Span]) -> list[Cluster]:
    """Join the spans of a document into clusters, each one thing.

    Args:
        text: the mended text.
        spans: typed spans in the order of the text, not overlapping.

    Returns:
        Clusters in the order of their first member. Spans of one type and name are in one cluster; but every figure,
        and every prize told by its bare rank (一等奖), is a thing of its own.
    """
    names, parents = Joiner(text, spans).join()
    _share_places(spans, names, text)
    names |= _join_people(spans)
    names |= _join_places(text, spans)
    names |= _suffix_names(spans, "Award", 4)
    names |= _suffix_names(spans, "Activity", 4)
    clusters: list[Cluster] = []
    place: dict[tuple[str, str], int] = {}
    of: dict[int, int] = {}
    for i, span in enumerate(spans):
        name = names.get(i, span.form)
        single = span.type == "Figure" or (span.type == "Award" and is_rank(name))
        key = (span.type, str(i) if single else name)
        if key not in place:
            place[key] = len(clusters)
            clusters.append(Cluster(span.type, name))
        clusters[place[key]].members.append(i)
        of[i] = place[key]
    for child, parent in parents.items():
        if of[child] != of[parent]:
            clusters[of[child]].parent = of[parent]
    return clusters


def spans_of(text: str, found: Sequence[tuple[int, int, str]]) -> list[Span]:
    """Make spans of (start, end, type) triples."""
    return [Span(start, end, kind, squeeze(text[start:end])) for start, end, kind in sorted(found)]
