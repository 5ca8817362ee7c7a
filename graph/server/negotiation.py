"""Which form of an answer a client gets: what it accepts against what there is (RFC 9110, section 12.5.1)."""

from __future__ import annotations

from collections.abc import Mapping

from pyoxigraph import QueryResultsFormat, RdfFormat

RESULTS: Mapping[str, QueryResultsFormat] = {
    "application/sparql-results+json": QueryResultsFormat.JSON,
    "application/sparql-results+xml": QueryResultsFormat.XML,
    "text/csv": QueryResultsFormat.CSV,
    "text/tab-separated-values": QueryResultsFormat.TSV,
    "application/json": QueryResultsFormat.JSON,
    "application/xml": QueryResultsFormat.XML,
    "text/xml": QueryResultsFormat.XML,
}
"""What a client may ask for where a query gives solutions or a truth value, the default first."""

GRAPHS: Mapping[str, RdfFormat] = {
    "text/turtle": RdfFormat.TURTLE,
    "application/ld+json": RdfFormat.JSON_LD,
    "application/n-triples": RdfFormat.N_TRIPLES,
    "application/rdf+xml": RdfFormat.RDF_XML,
    "application/json": RdfFormat.JSON_LD,
    "application/xml": RdfFormat.RDF_XML,
    "text/plain": RdfFormat.N_TRIPLES,
}
"""What a client may ask for where the answer is triples, the default first."""

HTML = "text/html"


def choose(accept: str, offers: tuple[str, ...]) -> str | None:
    """Return the media type among `offers` that an Accept header likes best, or None if it likes none.

    Among equals the one that is named more closely wins, then the earlier offer. An empty header accepts everything.

    >>> choose("text/html, text/*;q=0.8", ("text/turtle", "text/html"))
    'text/html'
    >>> choose("*/*", ("text/turtle", "text/html"))
    'text/turtle'
    >>> choose("image/png", ("text/turtle",)) is None
    True
    """
    wanted = _ranges(accept or "*/*")
    rated = []
    for number, offer in enumerate(offers):
        kind = offer.partition("/")[0]
        matching = [
            (wanted[name], closeness) for closeness, name in enumerate(("*/*", f"{kind}/*", offer)) if name in wanted
        ]
        if matching and matching[-1][0] > 0:
            quality, closeness = matching[-1]
            rated.append((quality, closeness, -number, offer))
    return max(rated)[-1] if rated else None


def _ranges(accept: str) -> dict[str, float]:
    """Return media range → quality; what cannot be read is left out."""
    found: dict[str, float] = {}
    for part in accept.split(","):
        name, *parameters = (piece.strip().lower() for piece in part.split(";"))
        quality = next((text[2:] for text in parameters if text.startswith("q=")), "1")
        if quality.replace(".", "", 1).isdecimal() and quality.isascii():
            found[name] = float(quality)
    return found
