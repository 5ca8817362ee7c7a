"""The network as one HTML file that needs nothing else: no network, no server, no fonts.

pyvis builds what vis-network draws; the template and the style are our own, and so are the scripts: modules in `src/`,
put together by `build.mjs` into `built/`. Text from articles reaches the page as JSON only, and the scripts write it
with `textContent` and `append` only.
"""

from __future__ import annotations

import base64
import gzip
import hashlib
import json
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

import jinja2
import pyvis.network
from markupsafe import Markup
from pyoxigraph import RdfFormat

from graph.exports import serialized
from graph.island import island
from graph.page.data import page_data

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Any

    import networkx as nx
    from pyoxigraph import Quad

    from graph.layout import Point

_OPTIONS = {
    "physics": {"enabled": False},
    "layout": {"improvedLayout": False},
    "interaction": {"hover": True, "keyboard": {"enabled": True, "bindToWindow": False}, "tooltipDelay": 0},
    "edges": {
        "color": {"color": "#9aa7b8", "highlight": "#64748b", "hover": "#475569", "opacity": 0.85},
        "smooth": False,
        "selectionWidth": 0,
        "hoverWidth": 0,
        "arrows": {"to": {"scaleFactor": 0.45}},
    },
}


def render(view: nx.MultiDiGraph, places: Mapping[str, Point], quads: Sequence[Quad] = ()) -> str:
    """Return the page, as HTML, that shows `view` with every node at its place.

    Args:
        view: what :func:`graph.network.network` makes.
        places: what :func:`graph.layout.layout` makes of it, in pixels at full size.
        quads: what :func:`graph.dataset.dataset` makes of the same graph, for SPARQL in the page; without them the page
            asks the server that it came from, if it came from one.

    Returns:
        HTML, to be written as UTF-8; the same for the same graph.
    """
    facts = list(view.edges(keys=True, data=True))
    drawn = _IndexedNetwork(directed=True)
    drawn.options = _OPTIONS
    number = {iri: i for i, iri in enumerate(view)}
    for iri, node in view.nodes(data=True):
        x, y = places[iri]
        size = min(round(9 + 5 * view.degree(iri) ** 0.5, 1), 44)
        drawn.add_node(number[iri], label=node["name"], x=x, y=y, size=size)
    drawn.path = "template.html"
    drawn.templateEnv = _environment()
    drawn.templateEnv.globals["graph"] = page_data(view, facts)
    drawn.templateEnv.globals["rdf"] = _packed(serialized(quads, RdfFormat.TRIG)) if quads else ""
    return str(drawn.generate_html())


class _IndexedNetwork(pyvis.network.Network):  # type: ignore[misc]  # pyvis has no types
    """A pyvis network that finds its nodes by hash; its own list makes adding 10,000 of them take seconds."""

    def __init__(self, *, directed: bool) -> None:
        super().__init__(directed=directed)
        self.node_ids = _Index()


class _Index(dict[int, None]):
    def append(self, key: int) -> None:
        self[key] = None


def _rows(things: list[dict[str, Any]], *keys: str) -> list[list[Any]]:
    """Return what pyvis holds of its nodes as rows, which are half as long."""
    return [[thing[key] for key in keys] for thing in things]


def _packed(content: bytes) -> str:
    """Return bytes as gzip (without a time stamp) in base64."""
    return base64.b64encode(gzip.compress(content, mtime=0)).decode()


def _island(value: object) -> Markup:
    return Markup(island(value))  # noqa: S704 -- escaped there


def _integrity(text: str) -> str:
    """Return the hash by which the page's Content-Security-Policy lets a script or style of its own through."""
    return "'sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() + "'"


@cache
def _wasm() -> str:
    return base64.b64encode(resources.files(__package__).joinpath("built/oxigraph.wasm.gz").read_bytes()).decode()


@cache
def _part(name: str) -> str:
    return resources.files(__package__).joinpath(name).read_text("utf-8")


@cache
def _vis_network() -> str:
    """Return the vis-network that comes with pyvis, without the pointer to a file that is not there."""
    source = resources.files("pyvis").joinpath("templates/lib/vis-9.1.2/vis-network.min.js").read_text("utf-8")
    return source.partition("//# sourceMappingURL=")[0]


def _environment() -> jinja2.Environment:
    environment = jinja2.Environment(loader=jinja2.FunctionLoader(_part), autoescape=True)
    environment.filters["island"] = _island
    environment.filters["parsed"] = json.loads
    environment.filters["rows"] = _rows
    style, scripts = _part("page.css"), [_vis_network(), _part("built/page.js")]
    environment.globals |= {
        "licences": json.loads(_part("built/licences.json")),
        "wasm": _wasm(),
        "style": Markup(style),  # noqa: S704 -- a file of this package
        "scripts": [Markup(script) for script in scripts],  # noqa: S704 -- files of this package and of pyvis
        "style_hash": _integrity(style),
        "script_hashes": " ".join(map(_integrity, scripts)),
    }
    return environment
