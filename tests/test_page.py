"""The page as text: what it holds, and that nothing in it can run or reach the network but its own scripts."""

import base64
import hashlib
import json
import re
from html.parser import HTMLParser
from importlib import resources

import pytest
from invented import ECHO, IMAGE, SCRIPT, choir, entity, fact, graph, hostile, iri, telling

from extract.schema import load
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
    assert told["entities"][iri("union")]["names"] == ["纺织协会", "纺协"]
    assert len(told["facts"]) == 4
    (works,) = (each for each in told["facts"] if each["predicate"] == "worksFor")
    assert (works["subject"], works["object"], works["qualifiers"]) == (iri("lin"), iri("union"), {"role": "会长"})
    assert [quote["text"] for quote in works["evidence"]] == ["林小雨任澄江区纺织协会会长", "会长林小雨"]
    assert told["documents"]["a.txt"]["title"] == "歌咏会侧记"


def test_the_legend_is_made_from_the_schema():
    types = json.loads(page_of(choir()).island("graph"))["types"]
    assert list(types) == list(load().types)
    assert types["Award"] == {"zh": "荣誉", "en": "Award", "color": "#a16207", "shape": "star", "shown": True}
    assert tuple(name for name, type_ in types.items() if type_["shown"]) == SHOWN


def test_nodes_are_drawn_at_their_places_in_the_looks_of_their_type():
    view = network(choir())
    places = layout(view)
    drawing = json.loads(Page(render(view, places)).island("drawing"))
    nodes = {node["id"]: node for node in drawing["nodes"]}
    assert {node: (nodes[node]["x"], nodes[node]["y"]) for node in nodes} == places
    assert (nodes[iri("medal")]["shape"], nodes[iri("medal")]["color"]["background"]) == ("star", "#a16207")
    assert drawing["options"]["physics"] == {"enabled": False}


def test_the_most_connected_node_is_the_largest():
    drawing = json.loads(page_of(choir()).island("drawing"))
    assert max(drawing["nodes"], key=lambda node: node["size"])["id"] == iri("choir")


def test_facts_between_the_same_entities_share_a_line():
    entities = [entity("lin", "Person", "林小雨"), entity("union", "Organization", "纺织协会")]
    facts = [fact("lin", "worksFor", "union", telling(ECHO, "林小雨"), role=role) for role in ("会长", "理事")]
    (line,) = json.loads(page_of(graph([ECHO], entities, facts)).island("drawing"))["edges"]
    assert (line["from"], line["to"], line["facts"], line["arrows"]) == (iri("lin"), iri("union"), [0, 1], "to")


def test_a_symmetric_fact_has_no_arrow():
    entities = [entity("union", "Organization", "纺织协会"), entity("school", "Organization", "镇小学")]
    resolved = graph([ECHO], entities, [fact("union", "partnerOf", "school", telling(ECHO, "登台"))])
    (line,) = json.loads(page_of(resolved).island("drawing"))["edges"]
    assert line["arrows"] == ""


def test_an_empty_graph_has_a_page():
    told = json.loads(page_of(graph([], [], [])).island("graph"))
    assert (told["entities"], told["facts"], told["documents"]) == ({}, [], {})


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
    running = [text for kind, text in zip(kinds, page.text["script"], strict=True) if kind != "application/json"]
    policy = page.policy()
    assert policy["default-src"] == "'none'"
    assert policy["script-src"].split() == [_hash(script) for script in running]
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
    assert told["entities"][iri("script")]["name"] == SCRIPT
    assert told["facts"][0]["qualifiers"]["role"] == IMAGE


def test_half_a_character_does_not_keep_the_page_from_being_written():
    html = render(view := network(graph([], [entity("half", "Person", "林\ud83d")], [])), layout(view))
    assert "林\\ud83d" in html.encode().decode()


@pytest.mark.parametrize("name", ["data.js", "drawing.js", "panel.js", "page.js"])
def test_no_script_turns_text_into_elements_or_code(name):
    script = resources.files("graph.page").joinpath(name).read_text("utf-8")
    assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\b|new Function", script)


def test_the_page_names_the_licences_of_what_it_contains():
    html = render(view := network(choir()), layout(view))
    assert "vis-network 9.1.2 © Almende B.V. and visjs contributors, Apache-2.0 or MIT" in html
    assert "@version 9.1.2" in html
