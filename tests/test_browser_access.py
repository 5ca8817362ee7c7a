"""What axe-core, the checker of accessibility, finds in every view: nothing serious."""

from pathlib import Path

import pytest
from chromium import click, wait
from festival import festival, iri

pytestmark = pytest.mark.browser

AXE = Path(__file__).with_name("axe.min.js").read_text("utf-8")


def faults(browser):
    browser.execute_script(AXE)
    return browser.execute_async_script("""
        const done = arguments[0];
        const told = ({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(" ")}`;
        axe.run().then(({ violations }) => done(violations.filter(({ impact }) => impact !== "minor").map(told)));
    """)


@pytest.mark.parametrize("width", [390, 820, 1280])
@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize(
    "address",
    ["", f"node={iri('lin')}", f"node={iri('choir')}&view=table", "read=one.txt", f"path={iri('bai')}|{iri('union')}"],
)
def test_no_serious_fault_of_accessibility_is_found(opened, width, language, address):
    browser = opened(festival(), f"#lang={language}&{address}", width=width)
    browser.execute_script("for (const each of document.querySelectorAll('details')) each.open = true")
    assert faults(browser) == []


def test_no_serious_fault_is_found_in_the_query_view(opened):
    browser = opened(festival(), "#view=query")
    click(browser, "#run")
    wait(browser, "document.querySelector('#results tbody td')")
    assert faults(browser) == []
