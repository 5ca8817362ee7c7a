"""Places inside names: the division that a body's or a venue's name opens with, and which division lies in which."""

from __future__ import annotations

from collections.abc import Sequence

from extract import gazetteer
from extract.gazetteer import Division
from extract.references import Cluster, Span, opening

HOLDERS = frozenset({"Organization", "Place"})


def nest(spans: Sequence[Span], clusters: Sequence[Cluster]) -> tuple[list[Span], list[Cluster]]:
    """Add the places that only names of bodies and venues tell (铁岭市 in 铁岭市总工会).

    Args:
        spans: the spans of a text, not overlapping.
        clusters: the things they name.

    Returns:
        The spans with those of the places behind them, which lie inside others, and the clusters with the places behind
        them.
    """
    spans, clusters = list(spans), list(clusters)
    known = {form for c in clusters if c.type == "Place" for form in (c.name, *(spans[m].form for m in c.members))}
    made: dict[str, Cluster] = {}
    for span in list(spans):
        if span.type not in HOLDERS:
            continue
        start = span.start
        for written, name in opening(span.form):
            end = start + len(written)
            whole = end - span.start < len(span.form) or span.type != "Place"
            if whole and name not in known and written not in known and end <= span.end:
                if name not in made:
                    made[name] = Cluster("Place", name)
                    clusters.append(made[name])
                made[name].members.append(len(spans))
                spans.append(Span(start, end, "Place", written))
            start = end
    return spans, clusters


def divisions(clusters: Sequence[Cluster]) -> dict[int, Division]:
    """Return the administrative division that each place is, where that is beyond doubt.

    A name that several divisions have is settled by the other divisions that the text names.
    """
    sure = {
        division.code
        for cluster in clusters
        if cluster.type in HOLDERS
        for naming in gazetteer.run(cluster.name)
        if (division := gazetteer.resolve(naming.text)) is not None
    }
    found: dict[int, Division] = {}
    for i, cluster in enumerate(clusters):
        if cluster.type == "Place" and (division := gazetteer.resolve(cluster.name, sure)) is not None:
            found[i] = division
    return found
