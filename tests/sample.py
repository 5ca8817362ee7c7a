"""The small graph with one article more, so that every named query has an answer; the documents show these."""

from conftest import document, entity, fact, graph_of, mentions, telling

from graph import iris

THREE = "青禾市总工会女工委员周望舒参加了职工书法赛。青禾市总工会获评全国暖心单位。\n"


def sample(small):
    """Return the small graph with a colleague of its one person, and a national award of its union."""
    three = document("three.txt", THREE, "周望舒说书法", "2023-04-20")
    zhou = entity("Person", "周望舒", mentions("周望舒", three))
    found = {each.name: each for each in small.entities}
    union, contest = found["青禾市总工会"], found["职工书法赛"]
    assert union.iri == iris.thing("organization", "青禾市总工会")
    warm = entity("Award", "全国暖心单位", mentions("全国暖心单位", three), level="national", kind="title")
    facts = (
        fact(zhou, "worksFor", union, telling(three, "青禾市总工会女工委员周望舒"), role="女工委员"),
        fact(zhou, "participatedIn", contest, telling(three, "周望舒参加了职工书法赛")),
        fact(union, "receivedAward", warm, telling(three, "青禾市总工会获评全国暖心单位")),
    )
    return graph_of((*small.documents, three), (*small.entities, zhou, warm), (*small.facts, *facts))


ASKED = {
    "honours": {"name": "梁柏青"},
    "recipients": {"name": "青禾工匠奖章"},
    "staff": {"name": "青禾市总工会"},
    "colleagues": {"name": "梁柏青"},
    "structure": {"name": "青禾市总工会"},
    "partners": {"name": "松涛机械公司"},
    "activities-by-date": {"since": "2023-04", "until": "2023-04"},
    "participants": {"name": "职工书法赛"},
    "neighbourhood": {"name": "松涛机械公司"},
}
"""The values that the documents ask some of the named queries with."""
