"""The records of a finished graph tell what its JSON Lines tell."""

import pytest
from conftest import document, entity, fact, graph_of, make_small_graph, mentions, telling, write_all
from sample import sample

from extract.errors import OutputError
from graph import exports, records


@pytest.fixture
def graph():
    return sample(make_small_graph())


@pytest.fixture
def found(graph, tmp_path):
    write_all(graph, tmp_path)
    return records.read(tmp_path)


def lines(graph, kind):
    return [line for line in exports.records(graph) if line["kind"] == kind]


def test_things_have_their_names_values_and_articles(graph, found):
    told = [
        (
            line["id"],
            line["type"],
            line["name"],
            tuple(sorted({mention["text"] for mention in line["mentions"]} - {line["name"]})),
            len({mention["doc"] for mention in line["mentions"]}),
            {**line.get("attributes", {}), **{key: line[key] for key in ("value", "unit") if key in line}},
        )
        for line in lines(graph, "entity")
    ]
    things = found.things.values()
    assert [(t.iri, t.type, t.name, t.names, t.articles, dict(t.attributes)) for t in things] == told


def test_relations_have_their_ends_qualifiers_and_words(graph, found):
    titles = {each.name: each.title or each.name for each in graph.documents}
    told = [
        (
            *(line[key] for key in ("id", "subject", "predicate", "object", "qualifiers", "confidence", "implicit")),
            tuple((quote["text"], titles[quote["doc"]]) for quote in line["evidence"]),
        )
        for line in lines(graph, "relation")
    ]
    assert [
        (r.iri, r.subject, r.predicate, r.object, r.qualifiers, r.confidence, r.implicit, r.quotes)
        for r in found.relations
    ] == told


def test_a_value_that_is_no_whole_number_stays_so(tmp_path):
    doc = document("a.txt", "甲赛用去30.5万元。")
    race, sum_ = entity("Activity", "甲赛", mentions("甲赛", doc)), mentions("30.5万元", doc)
    money = entity("Figure", "30.5万元", sum_, value=30.5, unit="万元")
    write_all(
        graph_of([doc], [race, money], [fact(race, "measured", money, telling(doc, "甲赛用去30.5万元"))]), tmp_path
    )
    assert records.read(tmp_path).things[money.iri].attributes == {"value": 30.5, "unit": "万元"}


def test_an_empty_graph_has_no_records(tmp_path):
    write_all(graph_of([], [], []), tmp_path)
    assert records.read(tmp_path) == records.Records({}, ())


def test_a_folder_without_a_graph_is_told(tmp_path):
    with pytest.raises(OutputError, match="Make it first: guanxi build"):
        records.read(tmp_path)
