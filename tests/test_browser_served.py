"""The page of a large graph as `guanxi serve` gives it: what is opened is asked of the server, and nothing else."""

import json

import pytest
from chromium import click, start, text, texts, wait
from conftest import write_store
from festival import festival, iri
from invented import SCRIPT, hostile
from selenium.webdriver.common.keys import Keys
from served import send, serving

from graph.dataset import dataset
from graph.island import span
from graph.network import network
from graph.page import render
from graph.resolved import ResolvedEntity, ResolvedGraph
from graph.server.parts import LARGEST, split

pytestmark = pytest.mark.browser


def crowded():
    """The festival among as many lone places as make the graph a large one."""
    graph = festival()
    lone = [ResolvedEntity(iri(f"z{n:05}"), "Place", f"第{n}站", (), (), {}) for n in range(LARGEST)]
    return ResolvedGraph(graph.documents, tuple(sorted((*graph.entities, *lone), key=lambda e: e.iri)), graph.facts)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder, graph = tmp_path_factory.mktemp("large"), crowded()
    view = network(graph)
    places = {node: (number % 100 * 100, number // 100 * 100) for number, node in enumerate(view)}
    quads = dataset(graph)
    (folder / "graph.html").write_text(render(view, places, quads), encoding="utf-8")
    write_store(quads, folder)
    return folder


@pytest.fixture(scope="module")
def address(folder):
    with serving(folder, "--timeout", "60") as address:  # so that a busy machine changes nothing
        yield address


@pytest.fixture(scope="module")
def near(tmp_path_factory):
    """A browser that reaches this machine and no other."""
    driver = start(tmp_path_factory.mktemp("near"), rules="MAP * ~NOTFOUND, EXCLUDE 127.0.0.1")
    if driver is None:
        pytest.skip("chromium or chromedriver is missing")
    yield driver
    driver.quit()


@pytest.fixture
def visit(near, address):
    """Open the served page; its console must have stayed silent when the test is over."""

    def show(rest=""):
        near.get("about:blank")
        near.get(address + rest)
        return near

    near.get_log("browser")
    yield show
    assert not (said := near.get_log("browser")), said


def data_of(html):
    start, end = span(html, "graph")
    return json.loads(html[start:end])


def test_the_file_holds_everything_and_the_served_page_names_places_and_lines(folder, address):
    whole = (folder / "graph.html").read_text("utf-8")
    lean = send(address, "GET", "/")[2].decode()
    assert len(data_of(whole)["documents"][0][3]) > 100
    assert [row[3:] for row in data_of(lean)["documents"]] == [[None, None]] * 2
    assert [row[1:5] for row in data_of(lean)["facts"]] == [row[1:5] for row in data_of(whole)["facts"]]
    assert span(lean, "rdf")[0] == span(lean, "rdf")[1]
    assert lean[: lean.index("</style>")] == whole[: whole.index("</style>")], "the policy is the same"


def test_an_entity_is_told_with_whole_sentences_by_the_query_that_is_shown(visit):
    browser = visit(f"#node={iri('lin')}")
    wait(browser, "document.querySelector('#panel blockquote')?.textContent.includes('该奖由望海市文化馆颁发')")
    assert "林小雨任澄江区纺织协会会长" in texts(browser, "#panel blockquote mark")
    shown = text(browser, "#panel .sparql pre")
    assert f"<{iri('lin')}>" in shown
    asked = browser.execute_script(
        "return performance.getEntriesByType('resource').map(({ name }) => new URL(name).pathname.split('/')[1])"
    )
    assert sorted(asked) == ["article", "article", "sparql"]


def test_what_was_asked_once_is_not_asked_again(visit):
    browser = visit(f"#node={iri('lin')}")
    wait(browser, "document.querySelectorAll('#panel blockquote mark').length > 3")
    before = browser.execute_script("return performance.getEntriesByType('resource').length")
    click(browser, "#panel .back")
    browser.find_element("id", "query").send_keys("lxy", Keys.ENTER)
    wait(browser, "document.querySelectorAll('#panel blockquote mark').length > 3")
    assert browser.execute_script("return performance.getEntriesByType('resource').length") == before


def test_a_sentence_opens_its_article(visit):
    browser = visit(f"#node={iri('lin')}")
    wait(browser, "document.querySelector('#panel blockquote')?.textContent.includes('望海市文化馆')")
    click(browser, "#panel blockquote p")
    wait(browser, "document.querySelector('#panel .article mark')")
    assert text(browser, "#panel h2") == "澄江歌会侧记"
    assert "云桥小学" in texts(browser, "#panel .article .named")


def test_an_article_opens_from_its_address(visit):
    browser = visit("#read=two.txt&at=31-45")
    wait(browser, "document.querySelector('#panel .article mark')")
    assert "阅读标兵" in text(browser, "#panel .article")


def test_a_path_is_told_step_by_step(visit):
    browser = visit(f"#path={iri('bai')}|{iri('union')}")
    wait(browser, "document.querySelectorAll('#panel .route blockquote mark').length > 2")
    assert "林小雨任澄江区纺织协会会长" in texts(browser, "#panel .route blockquote mark")


def test_the_table_of_facts_fills_with_words(visit):
    browser = visit("#view=table")
    click(browser, "#list-facts")
    wait(browser, "document.querySelector('#table').textContent.includes('云桥小学协办')")


def test_the_article_filter_needs_no_server(visit):
    browser = visit("#article=two.txt")
    assert browser.execute_script("return guanxi.visible()") == 5
    assert browser.execute_script("return performance.getEntriesByType('resource').length") == 0


@pytest.mark.parametrize(
    ("query", "cells"),
    [
        ("SELECT ?name { ?award gx:level gx:level-city ; skos:prefLabel ?name }", ["1", "望海市阅读标兵 荣誉"]),
        ("ASK { ?person a foaf:Person }", ["1", "true"]),
        (
            f'CONSTRUCT {{ <{iri("lin")}> gx:says "\\"你好\\"\\n" }} {{ }}',
            ["1", "林小雨 人物", "https://w3id.org/guanxi/ns#says", '"你好"\n'],
        ),
    ],
)
def test_the_query_view_asks_the_server(visit, query, cells):
    browser = visit("#view=query")
    browser.execute_script("guanxi.ask(arguments[0])", query)
    wait(browser, "document.querySelector('#results tbody td')")
    assert texts(browser, "#results tbody td") == cells


def test_what_the_graph_has_won_since_is_pointed_out(folder, tmp_path, near):
    (tmp_path / "graph.html").write_bytes((folder / "graph.html").read_bytes())
    graph = crowded()
    more = [fact for fact in graph.facts if fact.iri == iri("fact-bai-receivedAward-voice")]
    newer = ResolvedGraph(
        graph.documents,
        graph.entities,
        (*graph.facts, type(more[0])(iri("newer"), iri("bai"), "participatedIn", iri("choir"), {}, more[0].tellings)),
    )
    write_store(dataset(newer), tmp_path)
    with serving(tmp_path, "--timeout", "60") as address:
        near.get(f"{address}#node={iri('bai')}")
        wait(near, "document.querySelector('#panel [role=status]')?.textContent.includes('guanxi build')")


def test_a_server_that_is_gone_is_told_of(folder, near):
    with serving(folder) as address:
        near.get("about:blank")
        near.get(address)
        wait(near, "guanxi.visible() > 0")
    near.find_element("id", "query").send_keys("林小雨", Keys.ENTER)
    wait(near, "document.querySelector('#panel [role=status]')?.textContent.includes('没有应答')")
    assert texts(near, "#panel .glance .entity")[0] == "澄江区纺织协会 组织机构"
    near.get_log("browser")


def test_markup_in_articles_stays_inside_the_data(tmp_path, monkeypatch):
    monkeypatch.setattr("graph.server.parts.LARGEST", 0)
    view = network(hostile())
    (tmp_path / "graph.html").write_text(render(view, dict.fromkeys(view, (0, 0))), encoding="utf-8")
    parts = split(tmp_path / "graph.html")
    assert SCRIPT.encode() not in parts.page
    assert b"<img" not in parts.page
    assert SCRIPT in json.loads(parts.articles[0])["text"]


def test_articles_of_another_page_are_refused(address):
    edition = data_of(send(address, "GET", "/")[2].decode())["edition"]
    status, headers, body = send(address, "GET", f"/article/{edition}/0")
    assert (status, headers["content-type"]) == (200, "application/json")
    assert json.loads(body)["text"].startswith("澄江歌会侧记\n")
    assert send(address, "GET", f"/article/{edition}/2")[0] == 404
    assert send(address, "GET", "/article/0123456789abcdef0123/0")[0] == 404
