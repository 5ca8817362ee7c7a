"""The network as one HTML file that needs nothing else: no network, no server, no fonts.

pyvis builds what vis-network draws; the template, the style and the script are our own. Text from articles reaches the
page as JSON only, and the script writes it with `textContent` only.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections import defaultdict
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

import jinja2
import pyvis.network
from markupsafe import Markup

from extract.schema import load
from graph.network import SHOWN

if TYPE_CHECKING:
    from collections.abc import Mapping

    import networkx as nx

    from graph.layout import Point

_SCRIPTS = ("data.js", "drawing.js", "panel.js", "page.js")
_LINE, _LINES = 10, 2  # a label has at most so many characters a line, and so many lines
_UNSAFE = re.compile("[<>&\u2028\u2029\ud800-\udfff]")

_OPTIONS = {
    "physics": {"enabled": False},
    "layout": {"improvedLayout": False},
    "interaction": {
        "hover": True,
        "dragNodes": False,
        "keyboard": {"enabled": True, "bindToWindow": False},
    },
    "nodes": {"borderWidth": 1, "borderWidthSelected": 3, "font": {"size": 12, "color": "#0f172a"}},
    "edges": {
        "color": {"color": "#a8b3c2", "highlight": "#64748b", "hover": "#475569", "opacity": 0.8},
        "smooth": False,
        "selectionWidth": 0.5,
        "hoverWidth": 0.5,
        "arrows": {"to": {"scaleFactor": 0.5}},
    },
}


def render(view: nx.MultiDiGraph, places: Mapping[str, Point]) -> str:
    """Return the page, as HTML, that shows `view` with every node at its place.

    `view` is what :func:`graph.network.network` makes, and `places` what :func:`graph.layout.layout` makes of it. To be
    written as UTF-8.
    """
    facts = list(view.edges(keys=True, data=True))
    drawn = _IndexedNetwork(directed=True)
    drawn.options = _OPTIONS
    types = load().types
    for iri, node in view.nodes(data=True):
        type_, (x, y) = types[node["type"]], places[iri]
        size = round(14 + 5 * view.degree(iri) ** 0.5, 1)
        looks = {"shape": type_.shape, "color": _shades(type_.color), "size": min(size, 44)}
        drawn.add_node(iri, label=short_label(node["name"]), type=type_.name, x=x, y=y, **looks)
    for pair, numbers in _pairs(facts).items():
        directed = not all(load().predicates[facts[i][3]["predicate"]].symmetric for i in numbers)
        drawn.add_edge(*pair, id=numbers[0], facts=numbers, arrows="to" if directed else "")
    drawn.path = "template.html"
    drawn.templateEnv = _environment()
    drawn.templateEnv.globals["graph"] = _data(view, facts)
    return str(drawn.generate_html())


def _shades(color: str) -> dict[str, object]:
    """Return a node's colours: edged in white where it stands among others, in ink where it is looked at."""
    looked_at = {"background": color, "border": "#0f172a"}
    return {"background": color, "border": "#ffffff", "highlight": looked_at, "hover": looked_at}


class _IndexedNetwork(pyvis.network.Network):  # type: ignore[misc]  # pyvis has no types
    """A pyvis network that finds its nodes by hash; its own list makes adding 10,000 of them take seconds."""

    def __init__(self, *, directed: bool) -> None:
        super().__init__(directed=directed)
        self.node_ids = _Index()


class _Index(dict[str, None]):
    def append(self, key: str) -> None:
        self[key] = None


def short_label(name: str) -> str:
    r"""Break a name into lines and cut what does not fit beside its node.

    >>> short_label("春晖市总工会职工服务中心")
    '春晖市总工会\n职工服务中心'
    >>> short_label("春晖市第三届职工读书演讲比赛暨颁奖典礼与图片展览")
    '春晖市第三届职工读书\n演讲比赛暨颁奖典礼…'
    """
    room = _LINE * _LINES
    fitting = name if len(name) <= room else name[: room - 1] + "…"
    lines = -(-len(fitting) // _LINE)
    length = -(-len(fitting) // lines)
    return "\n".join(fitting[i : i + length] for i in range(0, len(fitting), length))


def _pairs(facts: list[tuple[str, str, str, dict[str, object]]]) -> dict[tuple[str, str], list[int]]:
    """Collect the numbers of the facts that lead from one node to another: they share a line in the picture."""
    pairs = defaultdict(list)
    for number, (subject, target, _, _) in enumerate(facts):
        pairs[subject, target].append(number)
    return dict(pairs)


def _data(view: nx.MultiDiGraph, facts: list[tuple[str, str, str, dict[str, object]]]) -> dict[str, object]:
    """Return everything the page tells, apart from how it is drawn."""
    schema = load()
    return {
        "types": {
            name: {"zh": t.label.zh, "en": t.label.en, "color": t.color, "shape": t.shape, "shown": name in SHOWN}
            for name, t in schema.types.items()
        },
        "predicates": {name: {"zh": p.label.zh, "en": p.label.en} for name, p in schema.predicates.items()},
        "documents": {document["name"]: document for document in view.graph["documents"]},
        "entities": dict(view.nodes(data=True)),
        "facts": [
            {key: value for key, value in fact.items() if key not in {"zh", "en"}}
            | {"id": iri, "subject": subject, "object": target}
            for subject, target, iri, fact in facts
        ],
    }


def _island(value: object) -> Markup:
    """Write a value as JSON that is safe inside a script element, whatever text it holds."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return Markup(_UNSAFE.sub(lambda found: f"\\u{ord(found[0]):04x}", text))  # noqa: S704 -- escaped on this line


def _integrity(text: str) -> str:
    """Return the hash by which the page's Content-Security-Policy lets a script or style of its own through."""
    return "'sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() + "'"


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
    style, scripts = _part("page.css"), [_vis_network(), *map(_part, _SCRIPTS)]
    environment.globals |= {
        "style": Markup(style),  # noqa: S704 -- a file of this package
        "scripts": [Markup(script) for script in scripts],  # noqa: S704 -- files of this package and of pyvis
        "style_hash": _integrity(style),
        "script_hashes": " ".join(map(_integrity, scripts)),
    }
    return environment
