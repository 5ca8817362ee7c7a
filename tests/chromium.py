"""Chromium for tests: cut off from every network, with a page opened from a file in it."""

import os
import shutil

import pytest
from selenium import webdriver
from selenium.webdriver.support.wait import WebDriverWait

from graph.dataset import dataset
from graph.layout import layout
from graph.network import network
from graph.page import render

FLAGS = (
    "--headless=new",
    "--no-sandbox",  # containers run tests as root
    "--disable-gpu",
    "--disable-quic",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--window-size=1280,1000",
    "--force-prefers-reduced-motion",  # what is looked at stands where it will stay
)


def start(profile, downloads=None, rules="MAP * ~NOTFOUND"):
    """Return a driver that finds the hosts that the rules name, or None where no chromium is installed."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    chromedriver = shutil.which("chromedriver")
    if not (chromium and chromedriver):
        return None
    options = webdriver.ChromeOptions()
    options.binary_location = chromium
    for flag in (*FLAGS, f"--user-data-dir={profile}", f"--host-resolver-rules={rules}"):
        options.add_argument(flag)
    if downloads:
        options.add_experimental_option("prefs", {"download.default_directory": str(downloads)})
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    return webdriver.Chrome(options=options, service=webdriver.ChromeService(chromedriver))


@pytest.fixture(scope="session")
def downloads(tmp_path_factory):
    """The folder in which the browser saves files."""
    return tmp_path_factory.mktemp("downloads")


@pytest.fixture(scope="session")
def browser(tmp_path_factory, downloads):
    driver = start(tmp_path_factory.mktemp("profile"), downloads)
    if driver is None:
        assert os.environ.get("GUANXI_REQUIRE_BROWSER") != "1", "chromium or chromedriver is missing"
        pytest.skip("chromium or chromedriver is missing")
    yield driver
    driver.quit()


def page_of(resolved):
    """Return the page of a graph as HTML."""
    view = network(resolved)
    return render(view, layout(view), dataset(resolved))


@pytest.fixture
def opened(browser, tmp_path):
    """Open a graph's page, at full size or `width` wide; its console must have stayed silent when the test is over."""

    def show(resolved, address="", *, width=None):
        return show_html(page_of(resolved), address, width=width)

    def show_html(html, address="", *, width=None):
        path = tmp_path / "page.html"
        path.write_text(html, encoding="utf-8")
        return show_file(path, address, width=width)

    def show_file(path, address="", *, width=None):
        if width:
            size = {"width": width, "height": 844, "deviceScaleFactor": 1, "mobile": width < 500}
            browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
        browser.get("about:blank")  # or a changed address alone would not load the page anew
        browser.get(path.as_uri() + address)
        return browser

    show.html, show.file = show_html, show_file
    browser.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})
    browser.get_log("browser")
    yield show
    assert not (said := browser.get_log("browser")), said


def wait(browser, condition):
    """Wait until a JavaScript condition holds, and return its value."""
    return WebDriverWait(browser, 60).until(lambda _: browser.execute_script(f"return {condition}"))


def text(browser, selector):
    """Return the text of the first element that a CSS selector finds."""
    return browser.execute_script("return document.querySelector(arguments[0]).textContent", selector)


def texts(browser, selector):
    """Return the texts of all elements that a CSS selector finds."""
    script = "return [...document.querySelectorAll(arguments[0])].map((each) => each.textContent)"
    return browser.execute_script(script, selector)


def click(browser, selector):
    """Click the first element that a CSS selector finds, wherever it is scrolled to."""
    browser.execute_script("document.querySelector(arguments[0]).click()", selector)


def press(browser, x, y, *, kinds=("mousePressed", "mouseReleased")):
    """Press and release the left button of the mouse at a place of the window."""
    for kind in kinds:
        event = {"type": kind, "x": x, "y": y, "button": "left", "clickCount": 1}
        browser.execute_cdp_cmd("Input.dispatchMouseEvent", event)


def move_to(browser, x, y):
    """Move the mouse to a place of the window."""
    for step in (3, 0):
        browser.execute_cdp_cmd("Input.dispatchMouseEvent", {"type": "mouseMoved", "x": x + step, "y": y})
