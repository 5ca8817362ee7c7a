"""The files beside the store: the graph in every form that needs no program of ours."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

from graph import exports
from graph.dataset import dataset
from graph.resolved import ResolvedGraph

PAGE, ONTOLOGY = "graph.html", "guanxi.ttl"
FILES = (exports.TURTLE, exports.TRIG, exports.JSON_LINES, PAGE, ONTOLOGY)
"""What a build writes beside the store; whatever else is in the output folder stays."""


def write(graph: ResolvedGraph, folder: Path, told: Callable[[int], None]) -> None:
    """Write :data:`FILES` into a folder.

    Args:
        graph: what they show.
        folder: where they go.
        told: is given how many of them are written, after each.

    Raises:
        OSError: a file cannot be written.
    """
    # What draws the page takes long to load, and adding to a large graph can spare it.
    from graph import ontology  # noqa: PLC0415
    from graph.layout import layout  # noqa: PLC0415
    from graph.network import network  # noqa: PLC0415
    from graph.page import render  # noqa: PLC0415

    view, quads = network(graph), dataset(graph)
    steps: dict[str, Callable[[Path], object]] = {
        exports.TURTLE: lambda path: exports.write_turtle(quads, path),
        exports.TRIG: lambda path: exports.write_trig(quads, path),
        exports.JSON_LINES: lambda path: exports.write_json_lines(graph, path),
        PAGE: lambda path: path.write_text(render(view, layout(view), quads), encoding="utf-8", newline="\n"),
        ONTOLOGY: lambda path: shutil.copyfile(ontology.FILE, path),
    }
    for number, (name, step) in enumerate(steps.items(), start=1):
        step(folder / name)
        told(number)
