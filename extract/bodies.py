"""Full names of organisations within a document: from 市总工会, 县总, 院工会, 宣教部 or a company's short name."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from extract.organizations import organization_kind
from extract.places import LEVEL, Places, opening, place_of
from extract.spans import Span, words

UNITS: dict[str, tuple[str, ...]] = {opening_: tuple(ends) for opening_, ends in words()["units"].items()}
UNIT = re.compile(f"({'|'.join(sorted(UNITS, key=len, reverse=True))})(?=.{{2,}})")
PARTS = [(re.compile("|".join(part["words"])), tuple(part["bodies"])) for part in words()["parts"]]
DEPARTMENT = re.compile(f"(?:{'|'.join(words()['departments'])})$")
OWN = re.compile(f"(?:{'|'.join(words()['own'])}|第.{{1,3}}[师团]|.{{2,}}(?:公司|[厂店行]))|.*[A-Za-z]{{3}}")
COORDINATED = re.compile(r"([省市州盟县区旗])([市州盟县区旗]{1,2})(?!.?级)(.{2,})")
OWNER = re.compile(r"(.*(?:公司|集团|局|委员会|法院|检察院|医院|大学|学院|学校|总工会|协会|[厂矿]))(.+)")
PART = re.compile(r"(?!工会|[党团]|妇).*(?:[部处科室班队庭系]|班组|车间|工段|分局|窗口)")
LONGEST_PART = 8
# Departments that belong, where they stand apart, to the nearest body of the sentence, or to the one the text is about:
# the kinds of which three in five do in annotated passages. Others belong to a body only where it stands before them.
NEAREST = re.compile(r"(?:科|车间|班组|办公室|宣传部|组织部|统战部|保障部|护理部|手术室|分队|庭)$")
MAIN = re.compile(r"(?:科|车间|班|(?<!小)组|总支|宣教部|保障部|手术室|大队|中队|总队|庭)$")
SHORT_UNION = re.compile(r"(省|市|区|县|州|旗)总$")
YOUTH_LEAGUE = re.compile(r"团(省|市|区|县|州|旗)委")
COMPANY_TAIL = re.compile(r"(?:股份)?(?:有限)?(?:责任)?(?:公司|集团)$")
UNION = re.compile(r"(?:工会联合会|联合工会)$")
BODY = re.compile(r"(?:公司|医院|学校|集团|大学|协会|局|联合会|社区|街道|[乡镇村]).")
BODY_TAIL = re.compile(
    r"(?:大学|学院|中学|小学|学校|医院|公司|集团|厂|矿|局|委|院|社|会|行|所|站|镇|乡|街道|村|社区|园|馆|部|队|协会|中心)$"
)


def owner(name: str) -> tuple[str, str] | None:
    """Part the name of a department into the body that it opens with and the rest, or return None.

    >>> owner("蓝禾电子有限公司装配二班"), owner("蓝禾电子有限公司工会")
    (('蓝禾电子有限公司', '装配二班'), None)
    """
    found = OWNER.fullmatch(name)
    if found is None or not PART.fullmatch(found[2]):
        return None
    if not place_of(found[1])[1] or organization_kind(found[1]) in {None, "department"}:
        return None
    return found[1], found[2]


def coordinated(form: str) -> tuple[str, str, str] | None:
    """Part a name of two or three bodies (省市总工会) into the first level, the others and the shared head, or None."""
    found = COORDINATED.fullmatch(form)
    return (found[1], found[2], found[3]) if found and organization_kind(found[3]) else None


def _is_subsequence(short: str, long: str) -> bool:
    rest = iter(long)
    return all(character in rest for character in short)


def _shortens(rest: str, tail: str) -> bool:
    """Return whether a name leaves out words of a longer one; 工会 alone is the union of all trades, 总工会."""
    if rest == "工会":
        return tail == "总工会"
    return len(rest) > 1 and tail[-2:] == rest[-2:] and _is_subsequence(rest, tail)


class Bodies:
    """The organisations of one document: completes their names and finds what departments belong to."""

    def __init__(self, text: str, spans: Sequence[Span]) -> None:
        self.text = text
        self.spans = spans
        self.places = Places(spans)
        self.organizations = [i for i, span in enumerate(spans) if span.type == "Organization"]
        self.full = self._full_names()

    def _full_names(self) -> list[str]:
        forms = [self.spans[i].form for i in self.organizations]
        full = [form for form in dict.fromkeys(forms) if not self._relative(form) and not self._department(form)]
        return list(dict.fromkeys([*full, *(found[0] for form in full if (found := owner(form)))]))

    @staticmethod
    def _relative(form: str) -> bool:
        known = (LEVEL.match, SHORT_UNION.fullmatch, UNIT.match, YOUTH_LEAGUE.fullmatch)
        return form == "全总" or any(match(form) for match in known)

    def _department(self, form: str) -> bool:
        if (
            self._relative(form)
            or not DEPARTMENT.search(form)
            or OWN.match(form)
            or len(form) > LONGEST_PART
            or place_of(form)[0]
        ):
            return False
        return not BODY.search(form)

    def name(self, index: int) -> str:
        """Return the full name of the organisation at a span, before departments are given their parents."""
        span = self.spans[index]
        form = span.form
        if several := coordinated(form):
            form = several[0] + several[2]
        if form == "全总":  # only the text itself may tell the full name
            return next((known for known in self.full if known.endswith("全国总工会")), form)
        union = SHORT_UNION.search(form)
        if union:
            form += "工会"
        youth = YOUTH_LEAGUE.fullmatch(form)
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
            place, tail = place_of(known)
            if place.endswith(mark) and (tail == rest or _shortens(rest, tail)):
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
            place, tail = place_of(known)
            same_place = not place_of(form)[0] or known.startswith(place_of(form)[0][:2])
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

    def names_and_parents(self) -> tuple[dict[int, str], dict[int, int]]:
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
                if owner.endswith(form):  # 国务院调查组, and then 调查组 alone
                    names[i] = owner
                    continue
                names[i] = form if form.startswith(owner) else owner + form
                parents[i] = parent
                known[form] = i
        return names, parents

    def _parent(self, index: int, names: dict[int, str], main: str | None) -> int | None:
        """The span of the body that a department belongs to.

        The one written right before it; else the nearest of a kind that has such departments; else, if its kind is one
        that is told apart from its body, the nearest of the sentence; else the one the document is about.
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
            return bodies[-1] if NEAREST.search(span.form) else None
        return next((i for i in self.organizations if names[i] == main), None) if MAIN.search(span.form) else None


def share_places(spans: Sequence[Span], names: dict[int, str], text: str) -> None:
    """Give the place of the first union of a list to those that follow (大庆市餐饮业工会联合会、物流业工会联合会)."""
    for i in range(1, len(spans)):
        left, right = spans[i - 1], spans[i]
        if left.type == right.type == "Organization" and text[left.end : right.start] == "、":
            place = place_of(names[i - 1])[0]
            alike = names[i - 1][-3:] == right.form[-3:] or names[i - 1].endswith("工会") == right.form.endswith("工会")
            if place and alike and UNION.search(right.form) and names[i] == right.form and not place_of(right.form)[0]:
                names[i] = place + right.form
