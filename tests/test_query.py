"""Named queries, queries of a user, and their results."""

import json
from xml.etree import ElementTree as ET

import pytest
from conftest import document, graph_of, write_all
from pyoxigraph import BlankNode, Literal, NamedNode
from rdflib import Graph

from extract.errors import OutputError, QueryError
from graph import iris
from graph.catalog import limited
from graph.dataset import dataset
from graph.query import Table, as_csv, as_json, evaluate, load, named, run
from graph.results import as_tsv, as_turtle, as_xml
from graph.store import open_store

HEADLINE = "青禾市总工会举办职工书法赛"


@pytest.fixture
def folder(small_graph, tmp_path):
    write_all(small_graph, tmp_path)
    return tmp_path


@pytest.fixture
def store(folder):
    return open_store(folder)


def answer(folder, name, /, **values):
    """Return the rows of a named query as plain text."""
    return run(folder, load(name).text, values).texts()


def test_honours_tell_who_received_what_from_whom(folder):
    assert answer(folder, "honours") == (
        ("梁柏青", "青禾工匠奖章", "第一名", "2023-04-12", "青禾市总工会", "以第一名获得青禾工匠奖章", HEADLINE),
    )


def test_honours_by_level_count_awards_conferrals_and_recipients(folder):
    assert answer(folder, "honours-by-level") == (("市级", "1", "1", "1"),)


def test_activities_tell_organisers_with_role_place_and_sentence(folder):
    held = "青禾市总工会在松涛文化馆举办职工书法赛"
    assert answer(folder, "activities") == (
        ("松涛机械公司", "职工书法赛", "承办", "松涛文化馆", "false", "松涛机械公司承办", HEADLINE),
        ("青禾市总工会", "“暖心”行动", "", "", "true", "开展“暖心”行动", "two.txt"),
        ("青禾市总工会", "职工书法赛", "", "松涛文化馆", "false", held, HEADLINE),
    )


def test_activities_by_date_are_in_the_order_of_time(folder):
    rows = [
        (start, end, activity, organizer)
        for start, end, _, activity, organizer, *_ in answer(folder, "activities-by-date")
    ]
    assert rows == [
        ("2023-04", "2023-06", "“暖心”行动", "青禾市总工会"),
        ("2023-04-12", "2023-04-12", "职工书法赛", "松涛机械公司"),
        ("2023-04-12", "2023-04-12", "职工书法赛", "青禾市总工会"),
    ]


def test_employment_gives_a_row_for_each_sentence_that_tells_it(folder):
    assert answer(folder, "employment") == (
        ("梁柏青", "青禾市总工会", "工会主席", "", "市总工会主席梁柏青", "two.txt"),
        ("梁柏青", "青禾市总工会", "工会主席", "", "工会主席梁柏青", HEADLINE),
    )


def test_figures_tell_what_they_count(folder):
    assert answer(folder, "figures") == (
        ("“暖心”行动", "1000至2000份", "发放物资", "", "1000", "2000", "份", "发放物资1000至2000份", "two.txt"),
        ("职工书法赛", "340名", "报名职工", "340", "", "", "名", "340名职工报名", HEADLINE),
    )


def test_doubtful_facts_come_with_the_least_sure_first(folder):
    rows = answer(folder, "doubtful")
    assert len(rows) == 20
    assert [row[0] for row in rows[:3]] == ["0.5", "0.6", "0.7"]
    assert rows[1][1:5] == ("true", "青禾市总工会", "组织举办", "“暖心”行动")


def test_a_neighbourhood_holds_the_facts_on_either_side_of_a_name(folder):
    rows = [row[:3] for row in answer(folder, "neighbourhood", name="松涛机械公司")]
    assert sorted(rows) == [
        ("松涛机械公司", "成立", "暖心驿站"),
        ("松涛机械公司", "组织举办", "职工书法赛"),
        ("青禾市总工会", "合作方", "松涛机械公司"),
    ]


def test_a_short_name_finds_the_same_neighbourhood_as_the_full_one(folder):
    short, full = (answer(folder, "neighbourhood", name=name) for name in ("市总工会", "青禾市总工会"))
    assert short == full
    assert len(short) == 8


def test_an_optional_name_narrows_the_answer(folder):
    everybody, liang = answer(folder, "honours"), answer(folder, "honours", name="梁柏青")
    assert everybody == liang
    assert answer(folder, "honours", name="青禾市总工会") == ()
    assert {row[0] for row in answer(folder, "activities", name="市总工会")} == {"青禾市总工会"}
    assert {row[0] for row in answer(folder, "activities")} == {"青禾市总工会", "松涛机械公司"}


@pytest.mark.parametrize(
    ("since", "until", "found"),
    [
        ("2023-05", None, {"“暖心”行动"}),
        (None, "2023-04-11", {"“暖心”行动"}),
        ("2023-04-12", "2023-04-12", {"“暖心”行动", "职工书法赛"}),
        ("2023", None, {"“暖心”行动", "职工书法赛"}),
        ("2024", None, set()),
        (None, "2022", set()),
    ],
)
def test_activities_are_asked_for_by_the_time_they_may_have_taken_place(since, until, found, folder):
    values = {key: value for key, value in (("since", since), ("until", until)) if value}
    assert {row[3] for row in answer(folder, "activities-by-date", **values)} == found


def test_a_part_of_a_body_is_found_however_deep_it_lies(folder):
    assert [row[1:] for row in answer(folder, "structure", name="青禾市总工会")] == [
        ("松涛机械公司工会", "工会"),
        ("青禾市总工会宣教部", "部门"),
    ]
    assert {row[1] for row in answer(folder, "participants", name="职工书法赛")} == {"梁柏青"}


def test_a_neighbourhood_without_a_name_asks_for_one(folder):
    with pytest.raises(QueryError, match=r"needs a value for name\. Pass --name"):
        answer(folder, "neighbourhood")


@pytest.mark.parametrize("name", ['"', '梁柏青" || true || "', "} DROP ALL #", "\\", "", "?name", "没有这个人"])
def test_a_value_is_never_read_as_part_of_the_query(folder, name):
    assert answer(folder, "neighbourhood", name=name) == ()


def test_every_named_query_runs_and_is_described_in_both_languages(store):
    assert len(named()) >= 12
    for query in named():
        assert all((query.title.zh, query.title.en, query.about.zh, query.about.en)), query.name
        evaluate(store, query.text, dict.fromkeys((*query.parameters, *query.optional), "梁柏青"))


def test_every_named_query_gives_no_rows_for_an_empty_graph(tmp_path):
    write_all(graph_of([], [], []), tmp_path)
    for query in named():
        assert run(tmp_path, query.text, dict.fromkeys(query.parameters, "梁柏青")).rows == (), query.name


@pytest.mark.parametrize("name", ["honours", "employment", "activities", "figures", "activities-by-date"])
def test_a_listing_is_cut_at_its_limit_and_whole_below_it(name, folder):
    query = load(name)
    whole = answer(folder, name)
    assert query.limit == 500
    assert run(folder, limited(query.text, len(whole))).texts() == whole
    cut = run(folder, limited(query.text, 1)).texts()
    assert len(cut) == 1
    assert set(cut) <= set(whole)


def test_activities_that_are_cut_are_the_earliest(folder):
    text = load("activities-by-date").text
    assert run(folder, limited(text, 2)).texts() == answer(folder, "activities-by-date")[:2]


def test_a_limit_holds_for_what_is_asked_about_a_name(folder):
    rows = run(folder, limited(load("activities").text, 1), {"name": "松涛机械公司"}).texts()
    assert [row[0] for row in rows] == ["松涛机械公司"]


def test_an_article_without_a_headline_is_shown_by_its_file(folder):
    assert {row[-1] for row in answer(folder, "employment")} == {HEADLINE, "two.txt"}


def test_an_unknown_query_is_answered_with_those_there_are():
    with pytest.raises(QueryError, match=r"no query “honors”\. Choose one of: activities, activities-by-date, "):
        load("honors")


def test_a_simple_query_sees_all_articles_and_needs_no_prefix_lines(store):
    table = evaluate(store, "SELECT ?name { ?who schema:worksFor ?body . ?who skos:prefLabel ?name }")
    assert table == Table(("name",), ((Literal("梁柏青", language="zh"),),))


def test_a_prefix_that_the_query_declares_wins(store):
    text = "PREFIX schema: <http://example.org/> SELECT * { ?who schema:worksFor ?body }"
    assert evaluate(store, text).rows == ()


def test_one_article_is_asked_by_its_graph(store):
    text = 'SELECT ?n { GRAPH ?g { ?g schema:identifier "two.txt" . ?x a schema:Event ; skos:prefLabel ?n } }'
    assert evaluate(store, text).texts() == (("“暖心”行动",),)


def test_a_yes_or_no_question_gives_one_truth_value(store):
    table = evaluate(store, "ASK { ?who gx:receivedAward ?what }")
    assert (table.form, table.columns, table.texts()) == ("ask", ("boolean",), (("true",),))
    assert json.loads(as_json(table)) == {"head": {}, "boolean": True}


def test_construct_and_describe_give_triples(store):
    person = iris.thing("person", "梁柏青")
    table = evaluate(store, "CONSTRUCT { ?who a foaf:Person } WHERE { ?who schema:worksFor ?body }")
    assert table.columns == ("subject", "predicate", "object")
    assert table.texts() == ((person, iris.term("rdf:type"), iris.term("foaf:Person")),)
    described = evaluate(store, f"DESCRIBE <{person}>").texts()
    assert (person, iris.term("skos:prefLabel"), "梁柏青") in described


def test_a_value_for_a_variable_that_is_not_selected_is_refused(store):
    with pytest.raises(QueryError, match=r"cannot be run: .*\?who"):
        evaluate(store, "SELECT ?s { ?s ?p ?o }", {"who": "梁柏青"})


@pytest.mark.parametrize("name", ["", "a b", "?x", "名字}"])
def test_a_parameter_whose_name_is_no_variable_is_refused(store, name):
    with pytest.raises(QueryError, match="cannot be run"):
        evaluate(store, "SELECT ?s { ?s ?p ?o }", {name: "梁柏青"})


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("SELECT ?s\nWHERE { ?s ?p ?o }\nLIMIT many", "line 3, column 7, near “LIMIT many”: not understood"),
        ("SELECT * {\n ?s nix:da ?o }", "line 2, column 11, near “\\?s nix:da \\?o }”: prefix not found"),
        ("SELECT ?s\nWHERE { ?s ?p ?o", "ends too early, at line 2 after “WHERE { \\?s \\?p \\?o”"),
        ("", "ends too early, at line 1"),
        ("SELECT ?s (COUNT(*) AS ?n) { ?s ?p ?o }", "the SELECT contains a variable that is unbound"),
        ("SELECT ?s { ?s ?p ?o FILTER(gx:nix(?o)) }", "cannot be run: The custom function"),
    ],
)
def test_a_malformed_query_is_told_with_its_place(store, text, message):
    with pytest.raises(QueryError, match=message):
        evaluate(store, text)


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
        "SELECT * { service silent ?where { ?s ?p ?o } }",
        "PREFIX x: <http://127.0.0.1:9/> SELECT * { ?a ?b true.SERVICE x:y { ?s ?p ?o } }",
        "PREFIX : <http://127.0.0.1:9/> SELECT * { ?a ?b 1SERVICE:y{ ?s ?p ?o } }",
        'SELECT * { ?s ?p "#" . SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }',
        "SELECT * { ?s <http://a/#> ?o . SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
        "SELECT * { ?s <http://a/\u3000#> ?o . SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
        "SELECT * { ?s <http://a/\\u0041#> ?o . SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
        "SELECT * { ?s gx:a.b\\#c ?o . SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
        "SELECT * { ?s ?p ?o # dark\rSERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
        'SELECT * { ?s ?p """\\""" """ . SERVICE <http://127.0.0.1:9/> { ?s ?p """ """ } }',
        "SELECT * { ?s ?p ?o # it's\n SERVICE <http://127.0.0.1:9/> { ?s ?p 'x' } }",
    ],
)
def test_another_server_is_never_asked(store, text):
    with pytest.raises(QueryError, match="another server"):
        evaluate(store, text)


@pytest.mark.parametrize(
    "text",
    [
        'SELECT ?service { ?service ?p "SERVICE" }',
        "SELECT * { ?s <http://example.org/SERVICE> '''a 'service' ''' } # SERVICE",
        "SELECT * { ?s gx:service ?o }",
    ],
)
def test_the_word_service_alone_does_no_harm(store, text):
    assert evaluate(store, text).rows == ()


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("INSERT DATA { <http://a> <http://b> 1 }", "INSERT"),
        ("# please\nPREFIX a: <http://a/>\nBASE <http://b/>\ndrop all", "DROP"),
        ("PREFIX : <http://a/> DELETE WHERE { ?s ?p ?o }", "DELETE"),
        ("LOAD <http://127.0.0.1:9/>", "LOAD"),
    ],
)
def test_an_update_is_refused_and_changes_nothing(store, text, word):
    before = len(store)
    with pytest.raises(QueryError, match=rf"an update \({word}\)"):
        evaluate(store, text)
    assert len(store) == before


def test_a_prefix_named_like_an_update_is_no_update(store):
    assert evaluate(store, "PREFIX with: <http://a/> SELECT * { ?s with:x ?o }").rows == ()


def test_a_missing_graph_is_an_error_that_names_the_remedy(tmp_path):
    with pytest.raises(OutputError, match=r"holds no graph\. Make it first: guanxi build"):
        run(tmp_path, "ASK {}")


def test_reading_gives_the_named_graphs_and_each_triple_once_more_in_the_default_graph(store, small_graph):
    quads = dataset(small_graph)
    assert set(store.named_graphs()) == {quad.graph_name for quad in quads}
    assert len(store) == len(quads) + len({quad.triple for quad in quads})


def test_what_two_articles_tell_is_counted_once(store):
    text = "SELECT (COUNT(*) AS ?n) { ?who schema:worksFor ?body ; skos:prefLabel ?name . ?body skos:prefLabel ?label }"
    assert evaluate(store, text).texts() == (("1",),)


def test_csv_quotes_what_needs_it_and_leaves_open_variables_empty():
    table = Table(("a", "b"), ((Literal('逗,号"引'), None), (NamedNode("http://a/"), Literal("两\n行", language="zh"))))
    assert as_csv(table) == 'a,b\r\n"逗,号""引",\r\nhttp://a/,"两\n行"\r\n'


def test_json_tells_iris_blank_nodes_languages_and_types_apart():
    number = Literal("3", datatype=NamedNode(iris.term("xsd:integer")))
    table = Table(
        ("a", "b", "c", "d", "e", "f"),
        ((NamedNode("http://a/"), BlankNode("x"), Literal("字"), Literal("字", language="zh"), number, None),),
    )
    assert json.loads(as_json(table)) == {
        "head": {"vars": ["a", "b", "c", "d", "e", "f"]},
        "results": {
            "bindings": [
                {
                    "a": {"type": "uri", "value": "http://a/"},
                    "b": {"type": "bnode", "value": "x"},
                    "c": {"type": "literal", "value": "字"},
                    "d": {"type": "literal", "value": "字", "xml:lang": "zh"},
                    "e": {"type": "literal", "value": "3", "datatype": iris.term("xsd:integer")},
                }
            ]
        },
    }


def test_tsv_writes_terms_as_turtle_does():
    table = Table(("a", "b"), ((Literal('逗\t"引"', language="zh"), None), (NamedNode("http://a/"), Literal("字"))))
    assert as_tsv(table) == '?a\t?b\n"逗\\t\\"引\\""@zh\t\n<http://a/>\t"字"\n'


def test_xml_escapes_what_would_be_markup():
    table = Table(("a",), ((Literal("<b>&", language="zh"),),))
    root = ET.fromstring(as_xml(table))  # noqa: S314 -- it is our own
    name = "{http://www.w3.org/2005/sparql-results#}"
    (literal,) = root.iter(f"{name}literal")
    assert literal.text == "<b>&"
    assert [each.get("name") for each in root.iter(f"{name}variable")] == ["a"]


def test_triples_are_written_as_turtle_that_another_library_reads(store):
    table = evaluate(store, "CONSTRUCT { ?who a foaf:Person } WHERE { ?who schema:worksFor ?body }")
    (triple,) = Graph().parse(data=as_turtle(table), format="turtle")
    assert [str(term) for term in triple] == list(table.texts()[0])


def test_a_table_is_no_turtle(store):
    with pytest.raises(QueryError, match="Use CONSTRUCT or DESCRIBE"):
        as_turtle(evaluate(store, "SELECT * { ?s ?p ?o }"))


@pytest.mark.parametrize(("left", "right"), [("(", ")"), ("{", "}")])
def test_a_query_nested_too_deep_for_the_parser_is_refused(left, right, store):
    middle = "1" if left == "(" else ""
    wrapped = f"FILTER({left * 100_000}{middle}{right * 100_000})" if middle else left * 100_000 + right * 100_000
    with pytest.raises(QueryError, match="nested more than 100 brackets deep"):
        evaluate(store, f"SELECT * {{ {wrapped} }}")


def test_a_document_that_tells_nothing_can_still_be_found(tmp_path):
    write_all(graph_of([document("a.txt", "无事。")], [], []), tmp_path)
    assert run(tmp_path, "SELECT ?d { ?a a schema:NewsArticle ; schema:identifier ?d }").texts() == (("a.txt",),)
