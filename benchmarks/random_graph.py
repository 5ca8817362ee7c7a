"""A graph of any size, made up by chance: names, articles and facts that look like those of a real one."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

from extract.facts import Document, Evidence, Mention
from extract.schema import load
from graph import iris
from graph.resolved import ResolvedEntity, ResolvedFact, ResolvedGraph, Telling

if TYPE_CHECKING:
    from collections.abc import Mapping

_SHARES = {"Person": 22, "Organization": 20, "Award": 12, "Activity": 22, "Place": 6, "Position": 3, "Date": 5}
_PER_ARTICLE = 14  # entities that an article brings in
_CHARACTERS = "春夏秋冬东南西北江河湖海山川林木花草云雨风雪金银铜铁青红蓝白安宁和平丰收光明"
_TAILS = {
    "Person": ("",),
    "Organization": ("市总工会", "机械公司", "社区", "小学", "医院"),
    "Award": ("奖章", "先进集体", "标兵"),
    "Activity": ("演讲比赛", "运动会", "读书会", "慰问活动"),
    "Place": ("市", "区", "广场"),
    "Position": ("主席", "主任", "班长"),
    "Date": ("",),
    "Figure": ("名", "万元", "场"),
}
_Named = tuple[str, str, str, "Mapping[str, object]"]  # type, name, IRI, attributes


def invented(size: int, seed: int = 0) -> ResolvedGraph:
    """Return a graph of `size` entities with one and a half times as many facts; the same seed gives the same graph."""
    rng = random.Random(seed)  # noqa: S311 -- a benchmark needs no secret, it needs to come out alike
    named = _named(size, rng)
    articles: list[Document] = []
    mentions: dict[str, list[tuple[str, Mention]]] = {iri: [] for _, _, iri, _ in named}
    facts: dict[str, ResolvedFact] = {}
    known: list[_Named] = []
    for start in range(0, size, _PER_ARTICLE):
        fresh = named[start : start + _PER_ARTICLE]
        # What is well known is told of again: each article meets some of what earlier ones told.
        about = [*fresh, *rng.sample(known, min(len(known), 4))]
        article = _article(f"{start // _PER_ARTICLE:05}.txt", about, mentions, rng)
        for fact in _told(article, about, rng):
            facts.setdefault(fact.iri, fact)
        articles.append(article)
        known += [entity for entity in fresh if entity[0] != "Figure"][: rng.choice((1, 1, 2, 4))]
    entities = (ResolvedEntity(iri, type_, name, (), tuple(mentions[iri]), rest) for type_, name, iri, rest in named)
    return ResolvedGraph(
        tuple(articles),
        tuple(sorted(entities, key=lambda entity: entity.iri)),
        tuple(sorted(facts.values(), key=lambda fact: fact.iri)),
    )


def _named(size: int, rng: random.Random) -> list[_Named]:
    types = [type_ for type_, share in (*_SHARES.items(), ("Figure", 10)) for _ in range(share)]
    levels = tuple(load().award_levels)
    named: list[_Named] = []
    for number in range(size):
        type_ = rng.choice(types)
        name = "".join(rng.choices(_CHARACTERS, k=3)) + rng.choice(_TAILS[type_])
        attributes: dict[str, object] = {}
        if type_ == "Date":
            value = f"{rng.randint(2015, 2024)}-{rng.randint(1, 12):02}-{rng.randint(1, 28):02}"
            name, attributes = value, {"value": value}
        elif type_ == "Figure":
            amount = rng.randint(2, 3000)
            name, attributes = f"{amount}{name[3:]}", {"value": amount, "unit": name[3:]}
        elif type_ == "Award":
            attributes = {"level": rng.choice(levels)}
        named.append((type_, name, iris.thing(type_.lower(), name, str(number)), attributes))
    return named


def _article(
    name: str, about: list[_Named], mentions: dict[str, list[tuple[str, Mention]]], rng: random.Random
) -> Document:
    """Write one sentence for each two entities, and note where each is named."""
    text = "一则消息\n"
    for _, called, iri, _ in about:
        mentions[iri].append((name, Mention(len(text), len(text) + len(called), called)))
        text += called + rng.choice(("与", "，会同", "。随后，"))
    text += "一起出席。"
    return Document(name, text, text, tuple(range(len(text))), "一则消息", f"{rng.randint(2015, 2024)}")


def _told(article: Document, about: list[_Named], rng: random.Random) -> list[ResolvedFact]:
    predicates = load().predicates.values()
    facts = []
    for _ in range(len(about) * 3):
        one, other = rng.sample(about, 2)
        fitting = [predicate.name for predicate in predicates if predicate.accepts(one[0], other[0])]
        if not fitting:
            continue
        predicate = rng.choice(fitting)
        start = rng.randrange(len(article.text) - 12)
        quote = Evidence(article.name, start, start + 12, article.text[start : start + 12].replace("\n", ""))
        telling = Telling(article.name, (quote,), rng.randint(40, 99) / 100, "invented/1", rng.random() < 0.1)
        iri = iris.thing("fact", one[2], predicate, other[2])
        facts.append(ResolvedFact(iri, one[2], predicate, other[2], {}, (telling,)))
    return facts
