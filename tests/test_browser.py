"""The page in a browser, opened from a file and cut off from every network: network, search, panel, address."""

import pytest
from chromium import click, move_to, press, text, texts, wait
from festival import festival
from festival import iri as of
from invented import ECHO, IMAGE, SCRIPT, choir, entity, fact, graph, hostile, iri, telling
from selenium.webdriver import ActionChains
from selenium.webdriver.common.keys import Keys

from graph.layout import layout
from graph.network import network
from graph.page import render

pytestmark = pytest.mark.browser


def search(browser, words):
    browser.find_element("id", "query").send_keys(words, Keys.ENTER)


def test_the_page_opens_with_the_nodes_of_the_shown_types(opened):
    browser = opened(choir())
    assert browser.execute_script("return [guanxi.visible(), guanxi.drawn()]") == [5, 5]
    assert text(browser, "#counts") == "2 篇文章 · 6 个实体 · 4 条事实"


def test_the_picture_shows_the_colours_of_the_types_and_paler_what_stands_alone(opened):
    browser = opened(choir())
    wait(browser, "document.querySelector('canvas').width > 300")
    browser.execute_async_script("requestAnimationFrame(() => requestAnimationFrame(arguments[0]))")
    counts = browser.execute_script("""
        const canvas = document.querySelector("canvas");
        const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
        const counts = {};
        for (let i = 0; i < data.length; i += 4) {
          const colour = `${data[i]},${data[i + 1]},${data[i + 2]}`;
          counts[colour] = (counts[colour] ?? 0) + 1;
        }
        return counts;
    """)
    for colour in ("194,65,12", "29,78,216", "161,98,7", "21,128,61"):
        assert counts.get(colour, 0) > 30, colour
    assert counts.get("126,34,206", 0) == 0, "the place that nothing leads to is paler"


@pytest.mark.parametrize(("predicate", "arrow"), [("partOf", True), ("partnerOf", False)])
def test_facts_between_the_same_entities_share_a_line_which_has_an_arrow_if_they_have(opened, predicate, arrow):
    entities = [entity("union", "Organization", "纺织协会"), entity("school", "Organization", "镇小学")]
    facts = [fact("union", predicate, "school", telling(ECHO, "登台"), note=note) for note in ("1", "2")]
    view = network(graph([ECHO], entities, facts))
    browser = opened.html(render(view, layout(view)))
    browser.execute_async_script("requestAnimationFrame(() => requestAnimationFrame(arguments[0]))")
    drawn = "Object.values(guanxi.network.body.edges).map(({ options }) => options.arrows.to.enabled)"
    assert browser.execute_script(f"return {drawn}") == [arrow]


def test_no_request_leaves_the_page(opened):
    browser = opened(choir())
    names = browser.execute_script("return performance.getEntries().map((entry) => entry.name)")
    assert [name for name in names if name.startswith(("http:", "https:", "ws:", "wss:", "//"))] == []


def test_the_legend_hides_and_shows_a_type(opened):
    browser = opened(choir())
    browser.find_element("id", "type-Award").click()
    assert browser.execute_script("return guanxi.visible()") == 4
    browser.find_element("id", "type-Date").click()
    assert browser.execute_script("return guanxi.visible()") == 5
    browser.find_element("id", "type-Award").click()
    assert browser.execute_script("return guanxi.visible()") == 6


def test_a_search_for_a_short_form_selects_its_node_and_the_panel_shows_the_sentence(opened):
    browser = opened(choir())
    search(browser, "纺协")
    wait(browser, f"guanxi.selected() === '{iri('union')}'")
    assert text(browser, "#panel h2") == "澄江区纺织协会"
    assert text(browser, "#panel h3") == "← 任职于1"
    assert text(browser, "#panel mark") == "林小雨任澄江区纺织协会会长"
    assert text(browser, "#panel blockquote p") == "林小雨任澄江区纺织协会会长，并参加歌咏会。"
    assert text(browser, "#panel cite") == "歌咏会侧记"
    assert text(browser, "#panel .chip") == "职务：会长"


@pytest.mark.parametrize("typed", ["林小", "lxy", "LXY"])
def test_what_is_typed_finds_a_name_by_its_characters_and_by_its_pinyin_initials(opened, typed):
    browser = opened(festival())
    browser.find_element("id", "query").send_keys(typed)
    wait(browser, "document.querySelectorAll('#hits [role=option]').length > 0")
    assert text(browser, "#hits li span") == "林小雨"


def test_a_search_for_a_hidden_entity_shows_its_type(opened):
    browser = opened(choir())
    search(browser, "三月")
    wait(browser, f"guanxi.selected() === '{iri('march')}'")
    assert browser.find_element("id", "type-Date").is_selected()
    assert browser.execute_script("return guanxi.visible()") == 6


def test_a_search_for_nothing_known_says_so(opened):
    browser = opened(choir())
    search(browser, "查无此人")
    assert text(browser, "#hits") == "没有找到"
    assert browser.execute_script("return guanxi.selected()") is None


def test_neighbours_are_reached_by_the_keyboard_alone(opened):
    browser = opened(choir())
    search(browser, "金嗓子")
    wait(browser, "document.activeElement.tagName === 'H2'")
    for _ in range(8):
        if browser.execute_script("return document.activeElement.className") == "entity":
            break
        ActionChains(browser).send_keys(Keys.TAB).perform()
    ActionChains(browser).send_keys(Keys.ENTER).perform()
    wait(browser, f"guanxi.selected() === '{iri('choir')}'")


def test_the_address_names_the_node_and_going_back_returns_to_it(opened):
    browser = opened(choir(), f"#node={iri('choir')}")
    assert browser.execute_script("return guanxi.selected()") == iri("choir")
    search(browser, "林小雨")
    wait(browser, f"guanxi.selected() === '{iri('lin')}'")
    assert browser.execute_script("return decodeURIComponent(location.hash)") == f"#node={iri('lin')}"
    browser.back()
    wait(browser, f"guanxi.selected() === '{iri('choir')}'")


def test_the_address_keeps_selection_filters_view_and_language(opened):
    address = f"#view=table&lang=en&node={of('lin')}&types=Person,Award&level=national&sure=0.5&from=2021-01-01"
    browser = opened(festival(), address)
    assert browser.execute_script("return guanxi.selected()") == of("lin")
    assert browser.execute_script("return document.documentElement.lang") == "en"
    assert text(browser, "[aria-pressed=true]") == "Table"
    assert set(texts(browser, "#chips button.chip")) == {
        "Award level: national × Remove filter",
        "Confidence at least: ≥ 50% × Remove filter",
        "from: 2021-01-01 × Remove filter",
    }
    click(browser, "#language")
    kept = browser.execute_script("return Object.fromEntries(new URLSearchParams(location.hash.slice(1)))")
    assert kept == {
        "view": "table",
        "node": of("lin"),
        "types": "Person,Award",
        "level": "national",
        "sure": "0.5",
        "from": "2021-01-01",
    }


@pytest.mark.parametrize(
    "address",
    [
        "#node=https://example.org/nobody",
        "#node=%E0%A4%A",
        "#node=__proto__",
        "#x",
        "#level=toString&types=constructor",
    ],
)
def test_an_address_of_nothing_opens_the_overview(opened, address):
    browser = opened(choir(), address)
    assert browser.execute_script("return guanxi.selected()") is None
    assert text(browser, "#panel h2") == "每条事实都有原句"


def test_a_node_tells_its_name_type_and_short_forms_under_the_pointer(opened):
    browser = opened(choir())
    place = browser.execute_script(f"return guanxi.position('{iri('union')}')")
    move_to(browser, place["x"], place["y"])
    wait(browser, "!document.getElementById('tip').hidden")
    assert text(browser, "#tip") == "澄江区纺织协会组织机构又名：纺织协会、纺协"


def test_a_line_tells_its_fact_and_sentence_under_the_pointer_and_in_the_panel_when_clicked(opened):
    browser = opened(choir())
    ends = [browser.execute_script(f"return guanxi.position('{iri(key)}')") for key in ("lin", "union")]
    x, y = (sum(end[axis] for end in ends) / 2 for axis in "xy")
    move_to(browser, x, y)
    wait(browser, "!document.getElementById('tip').hidden")
    assert text(browser, "#tip strong") == "林小雨 — 任职于 — 澄江区纺织协会"
    assert text(browser, "#tip .chip") == "职务：会长"
    assert text(browser, "#tip mark") == "林小雨任澄江区纺织协会会长"
    assert text(browser, "#tip cite") == "歌咏会侧记"
    press(browser, x, y)
    wait(browser, "document.querySelector('#panel h2').textContent === '1 条事实'")
    assert texts(browser, "#panel .ends .entity") == ["林小雨 人物", "澄江区纺织协会 组织机构"]


def test_a_node_can_be_dragged_to_another_place(opened):
    browser = opened(choir())
    before = browser.execute_script(f"return guanxi.position('{iri('union')}')")
    x, y = before["x"], before["y"]
    press(browser, x, y, kinds=("mousePressed",))
    for step in range(1, 6):
        event = {"type": "mouseMoved", "x": x + 12 * step, "y": y, "button": "left", "buttons": 1}
        browser.execute_cdp_cmd("Input.dispatchMouseEvent", event)
    press(browser, x + 60, y, kinds=("mouseReleased",))
    after = browser.execute_script(f"return guanxi.position('{iri('union')}')")
    assert abs(after["x"] - x - 60) < 15


def test_zooming_and_fitting_change_the_scale_and_bring_it_back(opened):
    browser = opened(choir())
    scale = browser.execute_script("return guanxi.network.getScale()")
    click(browser, "#zoom-in")
    wait(browser, f"guanxi.network.getScale() > {scale} * 1.4")
    click(browser, "#zoom-fit")
    wait(browser, f"Math.abs(guanxi.network.getScale() / {scale} - 1) < 0.1")


def test_the_page_speaks_english_too(opened):
    browser = opened(choir())
    click(browser, "#language")
    assert text(browser, "#counts") == "2 articles · 6 entities · 4 facts"
    assert text(browser, "#types label") == "Person1"
    assert browser.execute_script("return document.documentElement.lang") == "en"
    click(browser, "#language")
    assert text(browser, "#types label") == "人物1"


def test_both_languages_have_the_same_words(opened):
    browser = opened(choir())
    zh, en = browser.execute_script(
        "return [guanxi.WORDS.zh, guanxi.WORDS.en].map((words) => Object.keys(words).sort())"
    )
    assert zh == en


def test_markup_in_names_and_sentences_shows_as_text_and_never_runs(opened):
    browser = opened(hostile(), f"#node={iri('image')}")
    assert text(browser, "#panel h2") == IMAGE
    assert SCRIPT in text(browser, "#panel .about")
    assert text(browser, "#panel mark") == f"{SCRIPT}任{IMAGE}主席".replace(" ", "")
    assert text(browser, "#panel cite") == f"{IMAGE}{SCRIPT}"
    assert text(browser, "#panel .chip") == f"职务：{IMAGE}"
    click(browser, "#panel blockquote p")
    wait(browser, "document.querySelector('#panel .article')")
    assert f"{SCRIPT}任{IMAGE}主席</script><!--" in text(browser, "#panel .article")
    search(browser, SCRIPT)
    wait(browser, f"guanxi.selected() === '{iri('image')}' || guanxi.selected() === '{iri('script')}'")
    for key in ("script", "image"):
        place = browser.execute_script(f"return guanxi.position('{iri(key)}')")
        move_to(browser, place["x"], place["y"])
    for view in ("table", "query"):
        click(browser, f"#show-{view}")
    browser.execute_script("""
        const example = document.getElementById("example");
        example.value = "employment";
        example.dispatchEvent(new Event("change"));
    """)
    wait(browser, "document.querySelector('#results tbody td')")
    assert browser.execute_script("return document.images.length + document.querySelectorAll('body img').length") == 0
    assert browser.execute_script("return window.pwned") is None


def test_the_policy_stops_scripts_styles_and_requests_that_are_not_of_the_page(opened):
    browser = opened(choir())
    browser.execute_script("""
        window.stopped = new Set();
        document.addEventListener("securitypolicyviolation", (event) => stopped.add(event.effectiveDirective));
        const put = (tag, properties) => document.body.append(Object.assign(document.createElement(tag), properties));
        put("script", { textContent: "window.pwned = 1" });
        put("script", { src: "https://example.org/x.js" });
        put("style", { textContent: "p { color: red }" });
        put("img", { src: "https://example.org/x.png" });
        put("iframe", { src: "https://example.org/" });
        put("object", { data: "https://example.org/" });
        document.body.setAttribute("onclick", "window.pwned = 1");
        document.body.click();
        setTimeout("window.pwned = 1");
        fetch("https://example.org/").catch(() => {});
    """)
    kinds = ("script-src-elem", "script-src-attr", "script-src", "style-src-elem", "img-src", "frame-src", "object-src")
    for kind in (*kinds, "connect-src"):
        wait(browser, f"stopped.has('{kind}')")
    assert browser.execute_script("return window.pwned") is None
    browser.get_log("browser")  # where the browser tells of each


@pytest.mark.parametrize(("width", "upright"), [(None, False), (390, True)])
def test_a_wide_picture_stands_upright_on_a_phone(opened, width, upright):
    view = network(choir())
    places = {node: (200 * number, 20 * (number % 2)) for number, node in enumerate(view)}
    browser = opened.html(render(view, places), width=width)
    ends = [browser.execute_script(f"return guanxi.position('{iri(key)}')") for key in ("choir", "union")]
    across, down = (abs(ends[0][axis] - ends[1][axis]) for axis in "xy")
    assert (down > across) is upright


def test_what_is_chosen_comes_into_view_with_its_neighbours(opened):
    view = network(choir())
    places = {node: (number * 90, 900) for number, node in enumerate(view)}
    browser = opened.html(render(view, places), width=390)
    search(browser, "林小雨")
    for key in ("lin", "union", "choir"):
        box = "document.getElementById('picture').getBoundingClientRect()"
        inside = "at.x > 0 && at.x < 390 && at.y > box.top && at.y < box.bottom"
        wait(browser, f"((at, box) => {inside})(guanxi.position('{iri(key)}'), {box})")


@pytest.mark.parametrize("width", [390, 820])
def test_nothing_reaches_beyond_a_narrow_screen(opened, width):
    browser = opened(festival(), f"#node={of('lin')}", width=width)
    for view in ("network", "table", "query"):
        click(browser, f"#show-{view}")
        assert browser.execute_script("return document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_buttons_of_the_page_stand_in_one_row_on_a_phone(opened, language):
    browser = opened(choir(), f"#lang={language}", width=390)
    tops = "['show-network', 'paths', 'language'].map((id) => document.getElementById(id).getBoundingClientRect())"
    middles = browser.execute_script(f"return {tops}.map(({{ top, bottom }}) => (top + bottom) / 2)")
    assert max(middles) - min(middles) < 8


def test_on_a_phone_the_panel_stands_below_the_picture_and_is_scrolled_to(opened):
    browser = opened(choir(), width=390)
    measure = "return document.getElementById(arguments[0]).getBoundingClientRect().toJSON()"
    picture, panel = (browser.execute_script(measure, name) for name in ("picture", "panel"))
    assert panel["top"] >= picture["bottom"]
    search(browser, "林小雨")
    heading = "document.querySelector('#panel h2').getBoundingClientRect()"
    wait(browser, f"{heading}.top >= 0 && {heading}.bottom <= innerHeight")
