"""How fast the explorer opens and moves on a large graph, beside plain pyvis output of the same graph in the same run.

    python -m benchmarks.explorer [ENTITIES]

Needs chromium and chromedriver. Prints for each page the size of its file, seconds from opening to the first picture,
frames a second while the picture is moved, and the memory of its heap.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pyvis.network
from selenium import webdriver
from selenium.common.exceptions import TimeoutException

from benchmarks.random_graph import invented
from graph.dataset import dataset
from graph.layout import layout
from graph.network import network
from graph.page import render
from graph.server.parts import split

if TYPE_CHECKING:
    import networkx as nx

    from graph.layout import Point

_PATIENCE = 100  # seconds that a page may take to open; longer, and the driver would lose patience first
_GAVE_UP = f"{f'> {_PATIENCE}':>8}"
_SECONDS = 4  # of moving the picture
_MOVE = f"""
    const [view, done] = [window.guanxi?.network ?? window.network, arguments[0]];
    const [scale, start] = [view.getScale(), performance.now()];
    let frames = 0;
    const step = () => {{
      frames += 1;
      const turn = frames / 20;
      view.moveTo({{ scale, position: {{ x: (Math.sin(turn) * 100) / scale, y: (Math.cos(turn) * 60) / scale }} }});
      if (performance.now() - start < {_SECONDS * 1000}) requestAnimationFrame(step);
      else done(frames / ((performance.now() - start) / 1000));
    }};
    requestAnimationFrame(step);
"""


def main(size: int) -> None:
    """Make both kinds of page of one invented graph, open them, and print what is measured."""
    graph = invented(size)
    started = time.perf_counter()
    view = network(graph)
    places = layout(view)
    laid_out = time.perf_counter() - started
    pages = {
        "explorer": render(view, places, dataset(graph)),
        "plain pyvis, our positions, no physics": _plain(view, places),
        "plain pyvis": _plain(view, None),
    }
    print(f"{len(graph.entities)} entities, {len(graph.facts)} facts; laid out in {laid_out:.1f} s")
    print(f"{'page':40} {'MB':>6} {'open s':>8} {'frames/s':>9} {'heap MB':>8}")
    with tempfile.TemporaryDirectory() as folder:
        for name, html in pages.items():
            path = Path(folder) / "page.html"
            path.write_text(html, encoding="utf-8")
            print(f"{name:40} {len(html.encode()) / 1e6:6.1f} {_measured(path)}")
            if name == "explorer" and (parts := split(path)):
                print(f"{'explorer, as the server gives it':40} {len(parts.page) / 1e6:6.1f}")


def _plain(view: nx.MultiDiGraph, places: dict[str, Point] | None) -> str:
    """Return what pyvis makes of a graph by itself, but for the places."""
    drawn = pyvis.network.Network(directed=True, cdn_resources="in_line")
    known = set(view)
    for iri, node in view.nodes(data=True):
        place = {} if places is None else {"x": places[iri][0], "y": places[iri][1]}
        drawn.node_ids.append(iri)
        drawn.nodes.append({"id": iri, "label": node["name"], "shape": "dot", **place})
    drawn.edges = [{"from": a, "to": b, "arrows": "to"} for a, b in sorted(set(view.edges())) if {a, b} <= known]
    if places is not None:
        drawn.toggle_physics(status=False)
    return str(drawn.generate_html())


# A page with physics hides its picture behind a bar until it has settled.
_READY = """
    const bar = document.getElementById("loadingBar");
    const settled = !bar || bar.style.display === "none" || bar.style.opacity === "0";
    return settled && Boolean((window.guanxi?.network ?? window.network)?.getScale);
"""


def _measured(path: Path) -> str:
    options = webdriver.ChromeOptions()
    for flag in (
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-dev-shm-usage",
        "--window-size=1400,900",
    ):
        options.add_argument(flag)
    options.add_argument("--host-resolver-rules=MAP * ~NOTFOUND")
    options.page_load_strategy = "none"
    options.binary_location = shutil.which("chromium") or shutil.which("google-chrome") or ""
    driver = webdriver.Chrome(options=options, service=webdriver.ChromeService(shutil.which("chromedriver")))
    driver.set_script_timeout(_PATIENCE)
    try:
        started = time.perf_counter()
        driver.get(path.as_uri())
        while not driver.execute_script(_READY):
            if time.perf_counter() - started > _PATIENCE:
                return _GAVE_UP
            time.sleep(0.05)
        driver.execute_async_script("requestAnimationFrame(() => requestAnimationFrame(arguments[0]))")
        opened = time.perf_counter() - started
        rate = driver.execute_async_script(_MOVE)
        heap = driver.execute_script("return performance.memory.usedJSHeapSize") / 1e6
    except TimeoutException:
        return _GAVE_UP
    finally:
        driver.quit()
    return f"{opened:8.1f} {rate:9.1f} {heap:8.0f}"


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 20_000)
