"""The pictures of the explorer in README and docs, taken anew: three widths, both languages.

    python -m benchmarks.pictures [PAGE [FOLDER]]

Needs chromium and chromedriver. Whom the pictures show is chosen by the graph: the person with the most awards.
"""

from __future__ import annotations

import base64
import json
import shutil
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

from selenium import webdriver
from selenium.webdriver.support.wait import WebDriverWait

from graph.island import span

_FLAGS = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--force-prefers-reduced-motion",  # or the picture would be taken on its way
    "--hide-scrollbars",
    "--host-resolver-rules=MAP * ~NOTFOUND",
)
_PATIENCE = 120  # seconds
_DRAWN = "requestAnimationFrame(() => requestAnimationFrame(() => requestAnimationFrame(arguments[0])))"


@dataclass(frozen=True, slots=True)
class Picture:
    """One picture: its file, the size of the window in CSS pixels, device pixels for each, and what the page shows.

    Attributes:
        click: CSS selector of what is clicked first, if anything.
        ready: JavaScript condition that holds when the picture can be taken.
    """

    name: str
    width: int
    height: int
    scale: float
    address: str
    click: str = ""
    ready: str = "guanxi.drawn()"


def pictures(data: dict[str, Any]) -> list[Picture]:
    """Return the pictures of a graph as the page holds it."""
    shown, article = _best(data)
    person, read = f"node={quote(shown, safe='')}", f"read={quote(article, safe='')}"
    number = 1 + [query["name"] for query in data["queries"]].index("honours-national")
    example = f"#results .offered li:nth-child({number}) button"
    return [
        Picture("page", 1400, 860, 1, ""),
        Picture("explorer", 1400, 860, 1, person),
        Picture("explorer-query", 1400, 860, 1, "view=query&lang=en", example, "document.querySelector('#results td')"),
        Picture("explorer-tablet", 820, 1100, 1.5, f"lang=en&{person}&{read}"),
        Picture("explorer-phone", 390, 844, 1.5, person),
    ]


def _best(data: dict[str, Any]) -> tuple[str, str]:
    """Return the IRI of the person with the most awards, and the name of an article on them."""
    names = [predicate["name"] for predicate in data["predicates"]]
    awards = Counter(fact[1] for fact in data["facts"] if names[fact[2]] == "receivedAward")
    people = [number for number, row in enumerate(data["entities"]) if row[1] == "Person"]
    best = data["entities"][max(people, key=lambda number: (awards[number], -number))]
    return data["base"] + best[0], data["documents"][best[6][0]][0]


def take(page: Path, folder: Path) -> None:
    """Take all pictures of a page into a folder.

    Raises:
        ValueError: the file is no page of a build.
    """
    html = page.read_text("utf-8")
    start, end = span(html, "graph")
    options = webdriver.ChromeOptions()
    for flag in _FLAGS:
        options.add_argument(flag)
    options.binary_location = shutil.which("chromium") or shutil.which("google-chrome") or ""
    driver = webdriver.Chrome(options=options, service=webdriver.ChromeService(shutil.which("chromedriver")))
    driver.set_script_timeout(_PATIENCE)
    try:
        for picture in pictures(json.loads(html[start:end])):
            _take(driver, picture, page.absolute().as_uri(), folder)
    finally:
        driver.quit()


def _take(driver: webdriver.Chrome, picture: Picture, page: str, folder: Path) -> None:
    size = {"width": picture.width, "height": picture.height, "deviceScaleFactor": picture.scale, "mobile": False}
    driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
    driver.get("about:blank")  # or a changed address alone would not load the page anew
    driver.get(f"{page}#{picture.address}")
    if picture.click:
        driver.execute_script("document.querySelector(arguments[0]).click()", picture.click)
    WebDriverWait(driver, _PATIENCE).until(lambda _: driver.execute_script(f"return Boolean({picture.ready})"))
    driver.execute_async_script(_DRAWN)
    taken = driver.execute_cdp_cmd("Page.captureScreenshot", {"format": "png"})
    path = folder / f"{picture.name}.png"
    path.write_bytes(base64.b64decode(taken["data"]))
    print(path)


if __name__ == "__main__":
    given = [Path(argument) for argument in sys.argv[1:]]
    take(*(given + [Path("output/graph.html"), Path("docs")][len(given) :]))
