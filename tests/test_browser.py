"""The page in a browser, opened from a file and cut off from every network."""

import os
import shutil

import pytest
from invented import IMAGE, SCRIPT, choir, hostile, iri
from selenium import webdriver
from selenium.webdriver import ActionChains
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.wait import WebDriverWait

from graph.layout import layout
from graph.network import network
from graph.page import render

pytestmark = pytest.mark.browser

_FLAGS = (
    "--headless=new",
    "--no-sandbox",  # containers run tests as root
    "--disable-gpu",
    "--disable-quic",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--host-resolver-rules=MAP * ~NOTFOUND",
    "--window-size=1280,900",
)


@pytest.fixture(scope="module")
def browser(tmp_path_factory):
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    chromedriver = shutil.which("chromedriver")
    if not (chromium and chromedriver):
        assert os.environ.get("GUANXI_REQUIRE_BROWSER") != "1", "chromium or chromedriver is missing"
        pytest.skip("chromium or chromedriver is missing")
    options = webdriver.ChromeOptions()
    options.binary_location = chromium
    for flag in (*_FLAGS, f"--user-data-dir={tmp_path_factory.mktemp('profile')}"):
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    driver = webdriver.Chrome(options=options, service=webdriver.ChromeService(chromedriver))
    yield driver
    driver.quit()


@pytest.fixture
def opened(browser, tmp_path):
    """Open a graph's page at full size; its console must have stayed silent when the test is over."""

    def show(resolved, address=""):
        view = network(resolved)
        path = tmp_path / "page.html"
        path.write_text(render(view, layout(view)), encoding="utf-8")
        browser.get("about:blank")  # or a changed address alone would not load the page anew
        browser.get(path.as_uri() + address)
        return browser

    browser.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})
    browser.get_log("browser")
    yield show
    assert browser.get_log("browser") == []


def wait(browser, condition):
    return WebDriverWait(browser, 20).until(lambda _: browser.execute_script(f"return {condition}"))


def text(browser, selector):
    return browser.execute_script("return document.querySelector(arguments[0]).textContent", selector)


def move_to(browser, x, y):
    for step in (3, 0):
        browser.execute_cdp_cmd("Input.dispatchMouseEvent", {"type": "mouseMoved", "x": x + step, "y": y})


def search(browser, words):
    browser.find_element("id", "query").send_keys(words, Keys.ENTER)


def test_the_page_opens_with_the_nodes_of_the_shown_types(opened):
    browser = opened(choir())
    assert browser.execute_script("return window.guanxi.visibleNodes()") == 5
    assert text(browser, "#counts") == "2 篇文章 · 6 个实体 · 4 条事实"


def test_the_picture_shows_the_colours_of_the_types(opened):
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
    for colour in ("194,65,12", "29,78,216", "161,98,7", "21,128,61", "126,34,206"):
        assert counts.get(colour, 0) > 30, colour


def test_no_request_leaves_the_page(opened):
    browser = opened(choir())
    names = browser.execute_script("return performance.getEntries().map((entry) => entry.name)")
    assert [name for name in names if name.startswith(("http:", "https:", "ws:", "wss:", "//"))] == []


def test_the_legend_hides_and_shows_a_type(opened):
    browser = opened(choir())
    browser.find_element("id", "type-Award").click()
    assert browser.execute_script("return guanxi.visibleNodes()") == 4
    browser.find_element("id", "type-Date").click()
    assert browser.execute_script("return guanxi.visibleNodes()") == 5
    browser.find_element("id", "type-Award").click()
    assert browser.execute_script("return guanxi.visibleNodes()") == 6


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


def test_a_search_for_a_hidden_entity_shows_its_type(opened):
    browser = opened(choir())
    search(browser, "三月")
    wait(browser, f"guanxi.selected() === '{iri('march')}'")
    assert browser.find_element("id", "type-Date").is_selected()
    assert browser.execute_script("return guanxi.visibleNodes()") == 6


def test_a_search_for_nothing_known_says_so(opened):
    browser = opened(choir())
    search(browser, "查无此人")
    assert text(browser, "#hits") == "没有找到"
    assert browser.execute_script("return guanxi.selected()") is None


def test_neighbours_are_reached_by_the_keyboard_alone(opened):
    browser = opened(choir())
    search(browser, "金嗓子")
    wait(browser, "document.activeElement.tagName === 'H2'")
    for _ in range(5):
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


@pytest.mark.parametrize("address", ["#node=https://example.org/nobody", "#node=%E0%A4%A", "#node=__proto__", "#x"])
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
    for kind in ("mousePressed", "mouseReleased"):
        event = {"type": kind, "x": x, "y": y, "button": "left", "clickCount": 1}
        browser.execute_cdp_cmd("Input.dispatchMouseEvent", event)
    wait(browser, "document.querySelector('#panel h2').textContent === '1 条事实'")
    assert text(browser, "#panel .ends") == "林小雨任职于澄江区纺织协会职务：会长90%"


def test_the_page_speaks_english_too(opened):
    browser = opened(choir())
    browser.find_element("id", "language").click()
    assert text(browser, "#counts") == "2 articles · 6 entities · 4 facts"
    assert text(browser, "#types label") == "Person1"
    assert browser.execute_script("return document.documentElement.lang") == "en"
    browser.find_element("id", "language").click()
    assert text(browser, "#types label") == "人物1"


def test_both_languages_have_the_same_words(opened):
    browser = opened(choir())
    zh, en = browser.execute_script("return [Object.keys(WORDS.zh).sort(), Object.keys(WORDS.en).sort()]")
    assert zh == en


def test_markup_in_names_and_sentences_shows_as_text_and_never_runs(opened):
    browser = opened(hostile(), f"#node={iri('image')}")
    assert text(browser, "#panel h2") == IMAGE
    assert SCRIPT in text(browser, "#panel .about")
    assert text(browser, "#panel mark") == f"{SCRIPT}任{IMAGE}主席"
    assert text(browser, "#panel cite") == f"{IMAGE}{SCRIPT}"
    assert text(browser, "#panel .chip") == f"职务：{IMAGE}"
    search(browser, SCRIPT)
    wait(browser, f"guanxi.selected() === '{iri('image')}' || guanxi.selected() === '{iri('script')}'")
    for key in ("script", "image"):
        place = browser.execute_script(f"return guanxi.position('{iri(key)}')")
        move_to(browser, place["x"], place["y"])
    assert browser.execute_script("return document.images.length + document.querySelectorAll('body img').length") == 0
    assert browser.execute_script("return window.pwned") is None


def test_on_a_narrow_screen_the_panel_stands_below_the_picture(opened, browser):
    narrow = {"width": 390, "height": 844, "deviceScaleFactor": 2, "mobile": True}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", narrow)
    opened(choir())
    measure = "return document.getElementById(arguments[0]).getBoundingClientRect().toJSON()"
    picture, panel = (browser.execute_script(measure, name) for name in ("picture", "panel"))
    assert panel["top"] >= picture["bottom"]
    assert browser.execute_script("return document.documentElement.scrollWidth") <= 390
