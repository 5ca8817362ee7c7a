"""The three files of a graph."""

import json

import pytest
from conftest import document, entity, fact, graph_of, mentions, write_all
from pyoxigraph import RdfFormat, parse
from rdflib import Dataset, Graph

from extract.facts import Evidence
from graph import iris
from graph.dataset import dataset
from graph.exports import records, write_json_lines, write_trig, write_turtle
from graph.resolved import ResolvedGraph, Telling


def of_kind(graph, kind):
    return [record for record in records(graph) if record["kind"] == kind]


def the_entity(graph, name):
    (found,) = (record for record in of_kind(graph, "entity") if record["name"] == name)
    return found


def the_relation(graph, predicate):
    (found,) = (record for record in of_kind(graph, "relation") if record["predicate"] == predicate)
    return found


def test_the_store_and_the_three_files_are_written(small_graph, tmp_path):
    write_all(small_graph, tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["graph.jsonl", "graph.trig", "graph.ttl", "store"]


def test_writing_twice_gives_the_same_bytes_whatever_the_order_of_the_graph(small_graph, tmp_path):
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    turned = ResolvedGraph(small_graph.documents[::-1], small_graph.entities[::-1], small_graph.facts[::-1])
    write_all(small_graph, tmp_path / "a")
    write_all(turned, tmp_path / "b")
    for name in ("graph.ttl", "graph.trig", "graph.jsonl"):
        assert (tmp_path / "a" / name).read_bytes() == (tmp_path / "b" / name).read_bytes()


def test_trig_gives_every_quad_back(small_graph, tmp_path):
    quads = dataset(small_graph)
    write_trig(quads, tmp_path / "graph.trig")
    assert set(parse(path=str(tmp_path / "graph.trig"), format=RdfFormat.TRIG)) == set(quads)


def test_turtle_gives_every_triple_of_every_graph_once(small_graph, tmp_path):
    quads = dataset(small_graph)
    write_turtle(quads, tmp_path / "graph.ttl")
    read = [quad.triple for quad in parse(path=str(tmp_path / "graph.ttl"), format=RdfFormat.TURTLE)]
    assert len(read) == len(set(read))
    assert set(read) == {quad.triple for quad in quads}


@pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib.*")  # rdflib uses what it deprecates
def test_other_rdf_libraries_read_the_files(small_graph, tmp_path):
    quads = dataset(small_graph)
    write_all(small_graph, tmp_path)
    assert len(Graph().parse(tmp_path / "graph.ttl")) == len({quad.triple for quad in quads})
    assert len(list(Dataset().parse(tmp_path / "graph.trig").quads())) == len(quads)


def test_turtle_writes_subjects_short_and_one_after_the_other(small_graph, tmp_path):
    write_turtle(dataset(small_graph), tmp_path / "graph.ttl")
    lines = (tmp_path / "graph.ttl").read_text("utf-8").splitlines()
    subjects = [line.split()[0] for line in lines if line[0] not in "@\t"]
    assert len(subjects) == len(set(subjects))
    assert iris.thing("person", "梁柏青").replace(f"{iris.BASE}person/", "person:") in subjects


def test_text_that_looks_like_markup_or_syntax_comes_back_as_it_was(tmp_path):
    text = '""" . <x> \\ \t\x00\u2028 @zh <script>alert(\'1\')</script> 𠮷'
    doc = document('怪"名\\.txt', text, title=text)
    graph = graph_of([doc], [entity("Activity", text, mentions(text, doc))], [])
    quads = dataset(graph)
    write_all(graph, tmp_path)
    assert set(parse(path=str(tmp_path / "graph.trig"), format=RdfFormat.TRIG)) == set(quads)
    lines = (tmp_path / "graph.jsonl").read_bytes().decode("utf-8").split("\n")
    assert json.loads(lines[1])["name"] == text


def test_documents_come_first_then_entities_then_relations_each_sorted(small_graph, tmp_path):
    write_json_lines(small_graph, tmp_path / "graph.jsonl")
    rows = [json.loads(line) for line in (tmp_path / "graph.jsonl").read_text("utf-8").splitlines()]
    kinds = [row["kind"] for row in rows]
    assert kinds == ["document"] * 2 + ["entity"] * 17 + ["relation"] * 19
    for kind in ("entity", "relation"):
        ids = [row["id"] for row in rows if row["kind"] == kind]
        assert ids == sorted(set(ids))


def test_a_document_has_its_title_and_date_or_null(small_graph):
    assert of_kind(small_graph, "document") == [
        {"kind": "document", "doc": "one.txt", "title": "青禾市总工会举办职工书法赛", "date": "2023-04-13"},
        {"kind": "document", "doc": "two.txt", "title": None, "date": None},
    ]


def test_an_entity_has_all_mentions_of_all_documents_in_order(small_graph):
    assert the_entity(small_graph, "暖心驿站") == {
        "kind": "entity",
        "id": iris.thing("place", "暖心驿站"),
        "type": "Place",
        "name": "暖心驿站",
        "mentions": [{"doc": "two.txt", "start": 23, "end": 27, "text": "暖心驿站"}],
    }
    found = the_entity(small_graph, "梁柏青")["mentions"]
    assert [(mention["doc"], mention["text"]) for mention in found] == [("one.txt", "梁柏青"), ("two.txt", "梁柏青")]


def test_dates_and_figures_have_their_value_beside_the_name(small_graph):
    assert the_entity(small_graph, "4月至6月")["value"] == "2023-04/2023-06"
    assert (the_entity(small_graph, "340名")["value"], the_entity(small_graph, "340名")["unit"]) == (340, "名")
    assert the_entity(small_graph, "1000至2000份")["value"] == {"min": 1000, "max": 2000}
    assert "attributes" not in the_entity(small_graph, "340名")


def test_what_else_the_names_tell_is_among_the_attributes(small_graph):
    assert the_entity(small_graph, "青禾工匠奖章")["attributes"] == {"kind": "medal", "level": "city"}
    assert the_entity(small_graph, "青禾市")["attributes"] == {"code": "990100"}


def test_a_relation_merges_the_evidence_of_all_documents(small_graph):
    assert the_relation(small_graph, "worksFor") == {
        "kind": "relation",
        "id": the_relation(small_graph, "worksFor")["id"],
        "subject": iris.thing("person", "梁柏青"),
        "predicate": "worksFor",
        "object": iris.thing("organization", "青禾市总工会"),
        "qualifiers": {"role": "工会主席"},
        "confidence": 0.9,
        "implicit": False,
        "extractors": ["relations/1"],
        "evidence": [
            {"doc": "one.txt", "start": 64, "end": 71, "text": "工会主席梁柏青"},
            {"doc": "two.txt", "start": 0, "end": 9, "text": "市总工会主席梁柏青"},
        ],
    }


def test_confidence_is_a_number_of_three_digits_and_a_quote_told_twice_is_given_once():
    doc = document("a.txt", "甲办乙。")
    club, walk = entity("Organization", "甲", mentions("甲", doc)), entity("Activity", "乙", mentions("乙", doc))
    quote = Evidence("a.txt", 0, 3, "甲办乙")
    held = fact(club, "organized", walk, Telling("a.txt", (quote, quote), 2 / 3, "relations/1", implicit=True))
    row = the_relation(graph_of([doc], [club, walk], [held]), "organized")
    assert row["confidence"] == 0.667
    assert row["implicit"] is True
    assert len(row["evidence"]) == 1


def test_an_empty_graph_gives_no_lines(tmp_path):
    write_json_lines(graph_of([], [], []), tmp_path / "graph.jsonl")
    assert (tmp_path / "graph.jsonl").read_bytes() == b""
