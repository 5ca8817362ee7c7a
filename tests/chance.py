"""Articles by chance: few names, so that they meet in every way that decides which things are one."""

from dataclasses import replace

from fakes import document

from extract.facts import Entity, Evidence, Fact, Mention, Reading
from extract.schema import load

NAMES = {
    "Person": ("丁大海", "安小溪", "田满仓"),
    "Organization": (
        *("春晖市总工会", "市总工会", "办公室", "春晖市城中区文联", "向阳机械厂", "工会", "市文联"),
        *("青荷社区", "淇滨区青荷社区", "北屿集团", "春晖市北屿集团", "鹤壁北屿集团"),
    ),
    "Award": ("节水标兵", "春晖市城中区奖章", "一等奖", "全国节水标兵", "先进个人", "市节水标兵"),
    "Activity": ("趣味运动会", "春晖市第三届职工运动会", "演讲比赛", "“淇水杯”演讲比赛", "全市演讲比赛"),
    "Place": ("春晖市", "城中区", "春晖市城中区", "文化宫", "淇滨区", "鹤壁"),
    "Position": ("主席", "主任", "党委书记"),
    "Date": ("今年", "5月", "去年"),
    "Figure": ("3人", "5万元"),
}
_ATTRIBUTES = {
    "Place": ("code", ("990100", "990200", "990101", "410611")),
    "Date": ("value", ("2022", "2022-05", "2023-01/2023-03")),
    "Organization": ("kind", ("union", "department")),
    "Award": ("level", ("city", "national")),
    "Figure": ("value", (3, 50000, {"min": 3})),
}
_ROLES = ("主席", "主任", "党委书记", "书记", "组长")


def article(name, chance):
    """Return the reading of an article called `name` that `chance`, a random.Random, has written."""
    entities = [_entity(f"{type_}/{number}", type_, chance) for number, type_ in enumerate(_types(chance))]
    told = []
    for _ in range(chance.randrange(10)):
        subject, target = chance.choice(entities), chance.choice(entities)
        fitting = [p for p in load().predicates.values() if p.accepts(subject.type, target.type) and subject != target]
        if fitting:
            told.append(_fact(name, chance.choice(fitting), (subject.key, target.key), chance))
    title = chance.choice((None, "春晖市职工演讲比赛圆满落幕", "简讯"))
    date = chance.choice((None, "2021", "2022-05"))
    return Reading(replace(document(name, "春" * 200), title=title, date=date), tuple(entities), tuple(told))


def _types(chance):
    weights = {"Organization": 4, "Person": 3, "Place": 3}
    return chance.choices(list(NAMES), [weights.get(type_, 2) for type_ in NAMES], k=chance.randrange(1, 12))


def _entity(key, type_, chance):
    name = chance.choice(NAMES[type_])
    texts = {name, name[-2:], name[:2] + "会"} if chance.random() < 0.6 else {name[-2:]}
    mentions = tuple(
        Mention(start, start + len(text), text)
        for start, text in enumerate(sorted(texts))
        if chance.random() < 0.8 or text == name[-2:]
    )
    attribute, values = _ATTRIBUTES.get(type_, ("", ()))
    told = {attribute: chance.choice(values)} if values and chance.random() < 0.5 else {}
    return Entity(key, type_, name, mentions, told)


def _fact(name, predicate, ends, chance):
    start = chance.randrange(100)
    evidence = Evidence(name, start, start + 3, "春" * 3)
    qualifiers = {"role": chance.choice(_ROLES)} if "role" in predicate.qualifiers and chance.random() < 0.7 else {}
    confidence = chance.choice((0.5, 0.9))
    return Fact(
        ends[0], predicate.name, ends[1], (evidence,), confidence, "fake/1", qualifiers, implicit=chance.random() < 0.5
    )
