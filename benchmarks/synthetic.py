"""Invented graphs of any size, shaped like those of real articles: the same types, predicates and proportions.

An article tells of one town: some 47 facts about a handful of its bodies and people, mostly who held which activity and
what was counted at it. Towns, bodies and people come back in later articles; activities and figures are new each time.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

from pyoxigraph import NamedNode, Quad, RdfFormat, serialize

from extract.facts import Document, Evidence, Mention
from graph import iris
from graph.dataset import dataset, vocabulary
from graph.resolved import ResolvedEntity, ResolvedFact, ResolvedGraph, Telling

TRIPLES_AN_ARTICLE = 1150
"""About so many distinct triples are told by one article."""

_TOWN_ARTICLES = 40  # articles that tell of one town
_PEOPLE = 30  # of a town
_SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜"
_SYLLABLES = "青禾松涛澄江望海林溪云峰明远春晖秋实锦绣康宁和顺广济"


def write(triples: int, path: Path, seed: int = 1) -> int:
    """Write a graph of about so many distinct triples as N-Quads, and return how many articles tell it."""
    articles = max(1, triples // TRIPLES_AN_ARTICLE)
    name = NamedNode(iris.VOCABULARY)
    with path.open("wb") as file:
        words = (Quad(t.subject, t.predicate, t.object, name) for t in vocabulary())
        serialize(words, file, RdfFormat.N_QUADS)
        for graph in graphs(articles, seed):
            told = (quad for quad in dataset(graph) if quad.graph_name != name)
            serialize(told, file, RdfFormat.N_QUADS)
    return articles


def graphs(articles: int, seed: int = 1) -> Iterator[ResolvedGraph]:
    """Yield one resolved graph an article."""
    for number in range(articles):
        yield _Article(number, random.Random(seed * 1_000_003 + number)).graph()  # noqa: S311 -- no secret


def town(number: int) -> str:
    """Return the name of the town that an article tells of."""
    return _word(number // _TOWN_ARTICLES, 3) + "市"


def union(number: int) -> str:
    """Return the name of the union of that town."""
    return f"{town(number)}总工会"


def person(number: int, which: int) -> str:
    """Return the name of one of the people of that town."""
    index = number // _TOWN_ARTICLES * _PEOPLE + which
    return _SURNAMES[index % len(_SURNAMES)] + _word(index // len(_SURNAMES), 2)


def award(which: int) -> str:
    """Return the name of one of the awards, which all towns share."""
    return f"{_word(which, 2)}劳动奖章"


def _word(number: int, length: int) -> str:
    size = len(_SYLLABLES)
    return "".join(_SYLLABLES[number // size**place % size] for place in range(length))


class _Article:
    """One article in the making."""

    def __init__(self, number: int, chance: random.Random) -> None:
        self._number, self._chance = number, chance
        self._document = f"news/{number:06}.txt"
        self._place = 0
        self._entities: dict[str, ResolvedEntity] = {}
        self._facts: dict[str, ResolvedFact] = {}

    def graph(self) -> ResolvedGraph:
        year = 2015 + self._number % 9
        document = Document(self._document, "", "", (), f"{union(self._number)}工作纪事之{self._number}", str(year))
        self._bodies()
        for which in range(9):
            self._activity(which, year)
        for which in self._chance.sample(range(_PEOPLE), 4):
            self._honour(which, year)
        entities = tuple(self._entities[iri] for iri in sorted(self._entities))
        return ResolvedGraph((document,), entities, tuple(self._facts[iri] for iri in sorted(self._facts)))

    def _bodies(self) -> None:
        host = self._union()
        city = self._thing("Place", town(self._number), code=f"{100000 + self._number // _TOWN_ARTICLES % 800000}")
        self._fact(host, "locatedIn", city)
        for kind in self._chance.sample(("宣教部", "组织部", "权益部", "财务部"), 1):
            self._fact(self._thing("Organization", f"{union(self._number)}{kind}", kind="department"), "partOf", host)
        for which in range(2):
            firm = self._firm(self._chance.randrange(20))
            self._fact(firm, "locatedIn", city)
            self._fact(host, "founded" if which else "partnerOf", firm)

    def _activity(self, which: int, year: int) -> None:
        name = f"{town(self._number)}第{self._number}届职工技能竞赛之{which}"
        activity = self._thing("Activity", name)
        self._fact(self._union(), "organized", activity)
        if which % 3 == 0:
            self._fact(self._firm(self._chance.randrange(20)), "organized", activity, role="承办")
            day = f"{year}-{1 + self._chance.randrange(12):02}-{1 + self._chance.randrange(28):02}"
            self._fact(activity, "occurredOn", self._thing("Date", day, value=day))
        if which % 5 == 0:
            self._fact(activity, "heldAt", self._thing("Place", f"{town(self._number)}{_word(which, 2)}文化宫"))
        for _ in range(2):
            value = self._chance.randrange(20, 9000)
            figure = self._thing("Figure", f"{value}名", value=value, unit="名")
            self._fact(activity, "measured", figure, of=f"参赛职工{value % 7}")
        if which % 4 == 0:
            self._fact(self._person(self._chance.randrange(_PEOPLE)), "participatedIn", activity)

    def _honour(self, which: int, year: int) -> None:
        who, number = self._person(which), self._chance.randrange(400)
        level = "city" if number % 20 else "national"
        prize = self._thing("Award", award(number), level=level, kind="medal")
        self._fact(who, "worksFor", self._union() if which % 3 else self._firm(which % 20), role="技术员")
        self._fact(who, "receivedAward", prize, date=str(year), rank="一等奖")
        self._fact(prize, "awardedBy", self._union())
        if which % 4 == 0:
            self._fact(self._firm(which % 20), "receivedAward", prize, date=str(year))

    def _union(self) -> ResolvedEntity:
        return self._thing("Organization", union(self._number), "市总工会", kind="union")

    def _firm(self, which: int) -> ResolvedEntity:
        return self._thing("Organization", f"{town(self._number)}{_word(which, 2)}机械有限公司", kind="company")

    def _person(self, which: int) -> ResolvedEntity:
        return self._thing("Person", person(self._number, which))

    def _thing(self, type_: str, name: str, short: str = "", **attributes: object) -> ResolvedEntity:
        iri = iris.thing(type_.lower(), name)
        if iri not in self._entities:
            mentions = tuple((self._document, Mention(0, len(form), form)) for form in filter(None, (name, short)))
            names = (short,) if short else ()
            self._entities[iri] = ResolvedEntity(iri, type_, name, names, mentions, attributes)
        return self._entities[iri]

    def _fact(self, subject: ResolvedEntity, predicate: str, target: ResolvedEntity, **qualifiers: str) -> None:
        iri = iris.thing("fact", subject.iri, predicate, target.iri, *qualifiers.values())
        if iri in self._facts:
            return
        text = f"{self._number}年前后，{subject.name}与{target.name}的事见于报道，职工们都说好。"
        evidence = Evidence(self._document, self._place, self._place + len(text), text)
        self._place += len(text)
        confidence = round(0.5 + self._chance.random() / 2, 3)
        telling = Telling(self._document, (evidence,), confidence, "pairs/1", implicit=False)
        self._facts[iri] = ResolvedFact(iri, subject.iri, predicate, target.iri, qualifiers, (telling,))
