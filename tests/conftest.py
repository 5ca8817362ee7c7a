"""A small resolved graph, built by hand: two articles, every entity type, every predicate, invented names."""

from __future__ import annotations

from types import MappingProxyType

import pytest
from chromium import browser, downloads, opened  # noqa: F401 -- fixtures
from pyoxigraph import DefaultGraph, Quad

from extract.facts import Document, Evidence, Mention, squeeze
from graph import exports, iris, store
from graph.dataset import dataset
from graph.resolved import ResolvedEntity, ResolvedFact, ResolvedGraph, Telling

ONE = """青禾市总工会举办职工书法赛
2023年4月12日，青禾市总工会在松涛文化馆举办职工书法赛，松涛机械公司承办，340名职工报名。
工会主席梁柏青参加了职工书法赛决赛，以第一名获得青禾工匠奖章，该奖章由青禾市总工会在职工书法赛上颁发。
宣教部和松涛机械公司工会是青禾市总工会的组成部分，松涛文化馆在青禾市。
"""

TWO = """市总工会主席梁柏青与松涛机械公司签约，公司成立暖心驿站。
4月至6月，开展“暖心”行动，发放物资1000至2000份。
"""


def document(name, text, title=None, date=None):
    """Return a document whose clean text is its text."""
    return Document(name, text, text, tuple(range(len(text))), title, date)


def mentions(form, *documents):
    """Return every place where the documents write `form`."""
    return tuple(
        (doc.name, Mention(start, start + len(form), form))
        for doc in documents
        for start in range(len(doc.text))
        if doc.text.startswith(form, start)
    )


def entity(type_, name, found, **attributes):
    """Return an entity with the other forms in which it was found."""
    names = tuple(sorted({mention.text for _, mention in found} - {name}))
    return ResolvedEntity(iris.thing(type_.lower(), name), type_, name, names, tuple(sorted(found)), attributes)


def telling(doc, quote, confidence=0.9, *, implicit=False, extractor="relations/1"):
    """Return how `doc` tells a fact with the words `quote`."""
    start = doc.text.index(quote)
    evidence = Evidence(doc.name, start, start + len(quote), squeeze(quote))
    return Telling(doc.name, (evidence,), confidence, extractor, implicit)


def fact(subject, predicate, target, *tellings, **qualifiers):
    """Return a fact between two entities."""
    parts = (subject.iri, predicate, target.iri, *(f"{key}={text}" for key, text in sorted(qualifiers.items())))
    return ResolvedFact(
        iris.thing("fact", *parts), subject.iri, predicate, target.iri, MappingProxyType(qualifiers), tellings
    )


def graph_of(documents, entities, facts):
    """Return a graph in the order that the contract asks for."""
    return ResolvedGraph(
        tuple(sorted(documents, key=lambda each: each.name)),
        tuple(sorted(entities, key=lambda each: each.iri)),
        tuple(sorted(facts, key=lambda each: each.iri)),
    )


@pytest.fixture
def small_graph() -> ResolvedGraph:
    return make_small_graph()


def make_small_graph() -> ResolvedGraph:
    one = document("one.txt", ONE, "青禾市总工会举办职工书法赛", "2023-04-13")
    two = document("two.txt", TWO)

    liang = entity("Person", "梁柏青", mentions("梁柏青", one, two))
    union = entity(
        "Organization", "青禾市总工会", (*mentions("青禾市总工会", one), *mentions("市总工会", two)), kind="union"
    )
    works = entity("Organization", "松涛机械公司", mentions("松涛机械公司", one, two), kind="company")
    branch = entity("Organization", "松涛机械公司工会", mentions("松涛机械公司工会", one), kind="union")
    section = entity("Organization", "青禾市总工会宣教部", mentions("宣教部", one), kind="department")
    medal = entity("Award", "青禾工匠奖章", mentions("青禾工匠奖章", one), level="city", kind="medal")
    contest = entity("Activity", "职工书法赛", mentions("职工书法赛", one))
    final = entity("Activity", "职工书法赛决赛", mentions("职工书法赛决赛", one))
    drive = entity("Activity", "“暖心”行动", mentions("“暖心”行动", two))
    city = entity("Place", "青禾市", mentions("青禾市", one), code="990100")
    hall = entity("Place", "松涛文化馆", mentions("松涛文化馆", one))
    station = entity("Place", "暖心驿站", mentions("暖心驿站", two))
    chair = entity("Position", "工会主席", mentions("工会主席", one, two))
    day = entity("Date", "2023年4月12日", mentions("2023年4月12日", one), value="2023-04-12")
    spring = entity("Date", "4月至6月", mentions("4月至6月", two), value="2023-04/2023-06")
    entrants = entity("Figure", "340名", mentions("340名", one), value=340, unit="名")
    parcels = entity(
        "Figure", "1000至2000份", mentions("1000至2000份", two), value={"min": 1000, "max": 2000}, unit="份"
    )

    held = telling(one, "青禾市总工会在松涛文化馆举办职工书法赛", 0.97)
    won = telling(one, "以第一名获得青禾工匠奖章", 0.95)
    given = telling(one, "该奖章由青禾市总工会在职工书法赛上颁发", 0.8)
    parts = telling(one, "宣教部和松涛机械公司工会是青禾市总工会的组成部分", 0.85)
    warm = telling(two, "开展“暖心”行动", 0.6, implicit=True)
    facts = (
        fact(
            liang,
            "worksFor",
            union,
            telling(one, "工会主席梁柏青", 0.7),
            telling(two, "市总工会主席梁柏青"),
            role="工会主席",
        ),
        fact(liang, "receivedAward", medal, won, rank="第一名", date="2023-04-12"),
        fact(medal, "awardedBy", union, given),
        fact(medal, "presentedAt", contest, given),
        fact(union, "organized", contest, held),
        fact(works, "organized", contest, telling(one, "松涛机械公司承办"), role="承办"),
        fact(union, "organized", drive, warm),
        fact(liang, "participatedIn", final, telling(one, "梁柏青参加了职工书法赛决赛")),
        fact(contest, "heldAt", hall, held),
        fact(contest, "occurredOn", day, telling(one, "2023年4月12日，青禾市总工会在松涛文化馆举办职工书法赛")),
        fact(drive, "occurredOn", spring, telling(two, "4月至6月，开展“暖心”行动")),
        fact(final, "partOf", contest, telling(one, "职工书法赛决赛")),
        fact(section, "partOf", union, parts),
        fact(branch, "partOf", union, parts),
        fact(hall, "locatedIn", city, telling(one, "松涛文化馆在青禾市")),
        fact(union, "partnerOf", works, telling(two, "市总工会主席梁柏青与松涛机械公司签约")),
        fact(works, "founded", station, telling(two, "公司成立暖心驿站")),
        fact(contest, "measured", entrants, telling(one, "340名职工报名"), of="报名职工"),
        fact(drive, "measured", parcels, telling(two, "发放物资1000至2000份", 0.5), of="发放物资"),
    )
    entities = (liang, union, works, branch, section, medal, contest, final, drive)
    entities += (city, hall, station, chair, day, spring, entrants, parcels)
    return graph_of((one, two), entities, facts)


def write_store(quads, folder):
    """Make these quads the next edition of the store in a folder."""
    number = store.pointer(folder) + 1

    def fill(empty):
        empty.bulk_extend([*quads, *(Quad(q.subject, q.predicate, q.object, DefaultGraph()) for q in quads)])
        return store.Counts(0, {}, {}, len({quad.triple for quad in quads}), {})

    store.write(folder, number, None, fill, files=True)
    store.publish(folder, number)


def write_all(graph, folder):
    """Write the store and the three files of a graph into a folder."""
    quads = dataset(graph)
    write_store(quads, folder)
    exports.write_turtle(quads, folder / exports.TURTLE)
    exports.write_trig(quads, folder / exports.TRIG)
    exports.write_json_lines(graph, folder / exports.JSON_LINES)
