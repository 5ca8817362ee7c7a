"""The other views of the page: table, queries, filters, timeline, and the picture as a file."""

from xml.etree import ElementTree as ET

import pytest
from chromium import click, press, text, texts, wait
from festival import festival, iri
from invented import SCRIPT, hostile
from selenium.webdriver.common.keys import Keys

pytestmark = pytest.mark.browser


def visible(browser):
    return browser.execute_script("return guanxi.visible()")


def choose(browser, field, value):
    browser.execute_script(
        """
        const field = document.getElementById(arguments[0]);
        field.value = arguments[1];
        field.dispatchEvent(new Event("input"));
        field.dispatchEvent(new Event("change"));
        """,
        field,
        value,
    )


def test_the_table_lists_what_the_network_shows_and_sorts_by_every_column(opened):
    browser = opened(festival(), "#view=table")
    assert texts(browser, "#table tbody th")[0] == "澄江区职工歌会 活动"
    assert len(texts(browser, "#table tbody tr")) == visible(browser) == 10
    click(browser, "#sort-name")
    assert browser.execute_script("return document.querySelector('th[aria-sort=ascending]').textContent") == "名称 ↑"
    assert texts(browser, "#table tbody th")[0] == "白露 人物"
    click(browser, "#sort-name")
    assert texts(browser, "#table tbody th")[-1] == "白露 人物"
    assert browser.execute_script("return document.activeElement.id") == "sort-name"


def test_a_name_in_the_table_opens_by_the_keyboard(opened):
    browser = opened(festival(), "#view=table")
    browser.find_element("css selector", "#table tbody .entity").send_keys(Keys.ENTER)
    wait(browser, f"guanxi.selected() === '{iri('choir')}'")


def test_the_table_of_facts_shows_each_with_its_sentence(opened):
    browser = opened(festival(), "#view=table&types=Person,Organization")
    click(browser, "#list-facts")
    cells = texts(browser, "#table tbody th, #table tbody td")
    assert cells[:4] == ["林小雨 人物", "任职于", "澄江区纺织协会 组织机构", "林小雨任澄江区纺织协会会长"]


@pytest.mark.parametrize(
    ("field", "value", "left"),
    [
        ("filter-article", "two.txt", {"bai", "lin", "reader", "reading", "voice"}),
        ("filter-level", "national", {"bai", "lin", "hall", "voice"}),
        ("filter-role", "协办", {"choir", "school"}),
        ("filter-told", "left", {"station", "union"}),
        ("filter-sure", "90", {"bai", "choir", "hall", "lin", "reader", "reading", "school", "union", "voice"}),
    ],
)
def test_a_filter_leaves_what_it_names(opened, field, value, left):
    browser = opened(festival())
    choose(browser, field, value)
    assert visible(browser) == len(left)
    click(browser, "#show-table")
    names = {name.split()[0] for name in texts(browser, "#table tbody th")}
    shown = {entity.name for entity in festival().entities if entity.iri in set(map(iri, left))}
    assert names == shown
    click(browser, "#chips button")
    assert visible(browser) == 10


def test_dragging_over_the_timeline_leaves_what_happened_then_and_its_neighbours(opened):
    browser = opened(festival())
    box = browser.execute_script("return document.querySelector('#timeline svg').getBoundingClientRect().toJSON()")
    y = box["top"] + 20
    press(browser, box["left"] + 2, y, kinds=("mousePressed",))
    event = {"type": "mouseMoved", "x": box["left"] + 40, "y": y, "button": "left", "buttons": 1}
    browser.execute_cdp_cmd("Input.dispatchMouseEvent", event)
    press(browser, box["left"] + 40, y, kinds=("mouseReleased",))
    wait(browser, "guanxi.visible() === 7")  # the choir with those who ran and sang it, the prize with who has it
    assert text(browser, "#timeline output") == "2021-03 – 2021-03"
    click(browser, "#timeline .quiet")
    assert visible(browser) == 10


def test_the_sliders_choose_a_period_without_a_mouse(opened):
    browser = opened(festival())
    slider = browser.find_element("id", "from")
    slider.send_keys(Keys.END)
    wait(browser, "guanxi.visible() === 1")
    assert browser.execute_script("return arguments[0].getAttribute('aria-valuetext')", slider) == "2022-06"


def test_a_query_that_is_ready_answers_and_its_rows_select_nodes(opened):
    browser = opened(festival(), "#view=query")
    choose(browser, "example", "honours")
    wait(browser, "document.querySelectorAll('#results tbody tr').length === 4")
    assert "全国金嗓子奖 荣誉" in texts(browser, "#results tbody tr:first-child td")
    click(browser, "#results tbody tr:first-child .quiet")
    wait(browser, "!document.getElementById('view-network').hidden")
    assert set(browser.execute_script("return guanxi.emphasised()")) >= {iri("lin"), iri("voice")}


def test_every_query_that_is_ready_runs_in_the_page(opened):
    browser = opened(festival(), f"#view=query&node={iri('lin')}")
    names = browser.execute_script("return [...document.getElementById('example').options].map((o) => o.value)")
    for name in filter(None, names):
        choose(browser, "example", name)
        wait(browser, "/条结果|查询有误/.test(document.getElementById('results').textContent)")
        assert "查询有误" not in text(browser, "#results"), name


def test_which_organisations_received_a_national_award_is_one_example(opened):
    browser = opened(festival(), "#view=query")
    choose(browser, "example", "honours-national")
    wait(browser, "/条结果/.test(document.getElementById('results').textContent)")
    assert text(browser, "#results [role=status]").startswith("0 条结果")  # both who hold one are people


def test_the_query_view_offers_what_is_ready_in_the_language_of_the_page(opened):
    browser = opened(festival(), "#view=query")
    assert "获得国家级荣誉的组织机构" in texts(browser, "#results .offered button")
    click(browser, "#language")
    names = texts(browser, "#results .offered button")
    number = names.index("organisations with a national award") + 1
    click(browser, f"#results .offered li:nth-child({number}) button")
    wait(browser, "document.querySelector('#results table')")
    assert browser.execute_script("return document.getElementById('example').value") == "honours-national"


def test_a_wrong_query_is_told_and_nothing_breaks(opened):
    browser = opened(festival(), "#view=query")
    editor = browser.find_element("id", "editor").shadow_root.find_element("css selector", ".cm-content")
    editor.send_keys(Keys.CONTROL, "a")
    editor.send_keys("SELECT ?x WHERE")
    editor.send_keys(Keys.CONTROL, Keys.ENTER)
    wait(browser, "document.querySelector('#results .wrong')")
    assert text(browser, "#results .wrong").startswith("查询有误：")


def test_the_picture_is_saved_as_svg_with_names_as_text(opened, downloads):
    browser = opened(hostile())
    target = downloads / "guanxi.svg"
    target.unlink(missing_ok=True)
    click(browser, "#svg")
    wait_for(target)
    picture = ET.fromstring(target.read_text("utf-8"))  # noqa: S314 -- made by the page under test
    names = ["".join(each.itertext()) for each in picture.iter("{http://www.w3.org/2000/svg}text")]
    assert any(SCRIPT.startswith(name[:8]) for name in names)
    assert [each.tag for each in picture.iter() if each.tag.endswith("script")] == []


def test_the_picture_is_saved_as_png(opened, downloads):
    browser = opened(festival())
    target = downloads / "guanxi.png"
    target.unlink(missing_ok=True)
    click(browser, "#png")
    wait_for(target)
    assert target.read_bytes().startswith(b"\x89PNG")


def wait_for(path):
    from selenium.webdriver.support.wait import WebDriverWait  # noqa: PLC0415 -- waits for a file, not for the page

    WebDriverWait(path, 20).until(lambda file: file.exists() and file.stat().st_size > 0)


def test_the_network_fills_the_screen_and_comes_back(opened):
    browser = opened(festival())
    browser.find_element("id", "full").click()
    wait(browser, "document.fullscreenElement?.id === 'stage'")
    browser.find_element("id", "full").click()
    wait(browser, "!document.fullscreenElement")
