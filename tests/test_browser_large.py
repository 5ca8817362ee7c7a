"""A graph of twenty thousand entities in the page: it opens folded, and unfolds where one looks."""

import pytest
from chromium import click, press, text, wait
from selenium.webdriver.common.keys import Keys

from benchmarks.random_graph import invented
from graph.layout import layout
from graph.network import network
from graph.page import render

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def large(tmp_path_factory):
    view = network(invented(20_000))
    path = tmp_path_factory.mktemp("large") / "page.html"
    path.write_text(render(view, layout(view)), encoding="utf-8")
    return path


def test_a_large_graph_opens_folded_to_few_nodes(opened, large):
    browser = opened.file(large)
    visible, drawn, folds = browser.execute_script("return [guanxi.visible(), guanxi.drawn(), guanxi.folds().length]")
    assert visible > 15_000
    assert drawn <= 1_500
    assert folds > 20
    assert text(browser, "#folded") == "图较大，已按社群折叠；点击圆圈展开，或搜索名称。"


def test_a_fold_opens_when_it_is_clicked_and_all_fold_again(opened, large):
    browser = opened.file(large)
    before = browser.execute_script("return guanxi.drawn()")
    # Out of the way of the entities that stand inside its circle: the lowest place of a fold.
    community = browser.execute_script("return guanxi.folds().filter((community) => community > 0).at(-1)")
    place = browser.execute_script(f"return guanxi.position('fold-{community}')")
    press(browser, place["x"], place["y"])
    wait(browser, f"guanxi.drawn() > {before}")
    click(browser, "#refold")
    wait(browser, f"guanxi.drawn() === {before}")


def test_a_search_in_a_large_graph_draws_what_it_finds_with_its_neighbours(opened, large):
    browser = opened.file(large)
    browser.find_element("id", "query").send_keys("春", Keys.ENTER)
    wait(browser, "guanxi.selected() !== null")
    assert browser.execute_script("return guanxi.emphasised().includes(guanxi.selected())")


def test_filters_leave_few_enough_to_show_all(opened, large):
    browser = opened.file(large, "#from=2020-03-01&to=2020-03-31")
    visible, folds = browser.execute_script("return [guanxi.visible(), guanxi.folds().length]")
    assert 0 < visible <= 1_500
    assert folds == 0
