"""The page as text: what it holds, and that nothing in it can run or reach the network but its own scripts."""

import base64
import gzip
import hashlib
import json
import re
from html.parser import HTMLParser
from importlib import resources
from pathlib import Path

import pytest
from invented import IMAGE, SCRIPT, choir, document, entity, fact, graph, hostile, iri, telling
from pyoxigraph import RdfFormat, parse

from extract.schema import load
from graph import catalog
from graph.dataset import dataset
from graph.layout import layout
from graph.network import SHOWN, network
from graph.page import render


class Page(HTMLParser):
    """The elements of a page with their attributes, and the text inside its scripts and styles."""

    def __init__(self, html):
        super().__init__()
        self.elements, self.text = [], {"script": [], "style": []}
        self._inside = None
        self.feed(html)

    def handle_starttag(self, tag, attributes):
        self.elements.append((tag, dict(attributes)))
        if tag in self.text:
            self._inside = tag
            self.text[tag].append("")

    def handle_endtag(self, tag):
        if tag == self._inside:
            self._inside = None

    def handle_data(self, data):
        if self._inside:
            self.text[self._inside][-1] += data

    def island(self, name):
        scripts = [attributes for tag, attributes in self.elements if tag == "script"]
        return self.text["script"][[attributes.get("id") for attributes in scripts].index(name)]

    def policy(self):
        (found,) = (a["content"] for _, a in self.elements if a.get("http-equiv") == "Content-Security-Policy")
        return dict(part.strip().split(" ", 1) for part in found.split(";"))


def page_of(resolved):
    view = network(resolved)
    return Page(render(view, layout(view)))


def test_the_same_graph_gives_the_same_bytes():
    view = network(choir())
    assert render(view, layout(view)).encode() == render(view, layout(view)).encode()


def test_the_page_tells_every_entity_and_fact_with_its_sentence():
    told = json.loads(page_of(choir()).island("graph"))
    entities = {told["base"] + row[0]: row for row in told["entities"]}
    order = list(entities)
    assert entities[iri("union")][1:5] == [
        "Organization",
        "澄江区纺织协会",
        ["纺织协会", "纺协"],
        ["cjqfzxh", "fzxh", "fx"],
    ]
    assert len(told["facts"]) == 4
    (works,) = (row for row in told["facts"] if told["predicates"][row[2]]["name"] == "worksFor")
    assert (order[works[1]], order[works[3]], works[4]) == (iri("lin"), iri("union"), {"role": "会长"})
    texts = [told["documents"][document][3] for document, *_ in works[7]]
    quotes = [text[start:end] for text, (_, _, start, end, _) in zip(texts, works[7], strict=True)]
    assert quotes == ["林小雨任澄江区纺织协会会长", "会长林小雨"]
    assert told["documents"][0][:3] == ["a.txt", "歌咏会侧记", None]


def test_offsets_count_as_javascript_does():
    article = document("a.txt", "𠮷野镇开会。林小雨登台。")
    resolved = graph([article], [entity("lin", "Person", "林小雨"), entity("hall", "Place", "会堂")], [])
    resolved = graph([article], resolved.entities, [fact("lin", "participatedIn", "hall", telling(article, "林小雨"))])
    (row,) = json.loads(page_of(resolved).island("graph"))["facts"]
    assert row[7] == [[0, 7, 7, 10, 13]]


def test_the_page_tells_why_what_several_articles_name_is_one():
    told = json.loads(page_of(choir()).island("graph"))
    (lin,) = (row for row in told["entities"] if row[2] == "林小雨")
    reason, facts = lin[9]
    assert reason == "shared"
    assert [told["facts"][number][4] for number in facts] == [{"role": "会长"}]
    assert all(row[9] is None for row in told["entities"] if row is not lin)


def test_the_queries_that_are_ready_stand_in_the_page():
    told = json.loads(page_of(choir()).island("graph"))
    assert [query["name"] for query in told["queries"]] == [query.name for query in catalog.named()]


def test_the_page_carries_the_rdf_of_the_graph():
    resolved = choir()
    view, quads = network(resolved), dataset(resolved)
    packed = Page(render(view, layout(view), quads)).island("rdf")
    read = parse(gzip.decompress(base64.b64decode(packed)), RdfFormat.TRIG)
    assert set(read) == set(quads)


def test_the_legend_is_made_from_the_schema():
    types = json.loads(page_of(choir()).island("graph"))["types"]
    assert list(types) == list(load().types)
    assert types["Award"] == {"zh": "荣誉", "en": "Award", "color": "#a16207", "shape": "star", "shown": True}
    assert tuple(name for name, type_ in types.items() if type_["shown"]) == SHOWN


def test_nodes_are_drawn_at_their_places():
    view = network(choir())
    places = layout(view)
    drawing = json.loads(Page(render(view, places)).island("drawing"))
    assert {node: tuple(row[:2]) for node, row in zip(view, drawing["nodes"], strict=True)} == places
    assert drawing["options"]["physics"] == {"enabled": False}


def test_the_most_connected_node_is_the_largest():
    view = network(choir())
    drawing = json.loads(Page(render(view, layout(view))).island("drawing"))
    sizes = {node: size for node, (_, _, size) in zip(view, drawing["nodes"], strict=True)}
    assert max(sizes, key=sizes.get) == iri("choir")


def test_an_empty_graph_has_a_page():
    told = json.loads(page_of(graph([], [], [])).island("graph"))
    assert (told["entities"], told["facts"], told["documents"]) == ([], [], [])


def test_the_page_asks_for_nothing_from_elsewhere():
    for tag, attributes in page_of(choir()).elements:
        assert "src" not in attributes, tag
        assert attributes.get("href", "data:,") == "data:,", tag


def test_the_style_asks_for_nothing_from_elsewhere():
    (style,) = page_of(choir()).text["style"]
    assert not re.search(r"url\(|@import", style)


def test_the_policy_lets_through_the_scripts_of_the_page_by_their_hashes_and_nothing_else():
    page = page_of(choir())
    kinds = [attributes.get("type") for tag, attributes in page.elements if tag == "script"]
    running = [text for kind, text in zip(kinds, page.text["script"], strict=True) if kind is None]
    policy = page.policy()
    assert policy["default-src"] == "'none'"
    assert policy["script-src"].split() == [*(_hash(script) for script in running), "'wasm-unsafe-eval'"]
    assert policy["style-src"].split() == [_hash(style) for style in page.text["style"]]


def _hash(text):
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def test_no_element_carries_code_or_style_in_an_attribute():
    for tag, attributes in page_of(hostile()).elements:
        assert not [name for name in attributes if name.startswith("on") or name == "style"], tag


def test_text_from_articles_stays_inside_the_data():
    view = network(hostile())
    html = render(view, layout(view))
    assert SCRIPT not in html
    assert "<img" not in html
    page = Page(html)
    assert [tag for tag, _ in page.elements] == [tag for tag, _ in page_of(choir()).elements]
    for name in ("graph", "drawing"):
        assert not re.search("[<>&\u2028\u2029]", page.island(name))
    told = json.loads(page.island("graph"))
    assert SCRIPT in {row[2] for row in told["entities"]}
    assert told["facts"][0][4]["role"] == IMAGE


def test_half_a_character_does_not_keep_the_page_from_being_written():
    html = render(view := network(graph([], [entity("half", "Person", "林\ud83d")], [])), layout(view))
    assert "林\\ud83d" in html.encode().decode()


SOURCES = sorted((Path(__file__).parent.parent / "graph/page/src").glob("*.js"))


@pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.name)
def test_no_script_turns_text_into_elements_or_code(source):
    script = source.read_text("utf-8")
    assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\b|new Function", script)


def test_the_built_script_holds_what_the_sources_say():
    built = resources.files("graph.page").joinpath("built/page.js").read_text("utf-8")
    words = re.findall(r'^    \w+: "([^"\\]+)",$', (SOURCES[0].parent / "words.js").read_text("utf-8"), re.MULTILINE)
    assert len(words) > 150
    assert [word for word in words if word not in built] == []


def test_the_page_names_the_licences_of_what_it_contains():
    html = render(view := network(choir()), layout(view))
    assert "vis-network 9.1.2 © Almende B.V. and visjs contributors, Apache-2.0 or MIT" in html
    assert re.search(r"oxigraph \d+\.\d+\.\d+, MIT or Apache-2\.0", html)
    assert re.search(r"@codemirror/view \d+\.\d+\.\d+, MIT", html)
    assert "@version 9.1.2" in html
