"""RDF terms: vocabulary nodes, and literals with the narrowest data type their text allows."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from functools import cache

from pyoxigraph import Literal, NamedNode

from graph import iris

_GREGORIAN = (
    # shape, data type, what makes it a whole day
    (re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}"), "xsd:date", ""),
    (re.compile(r"[0-9]{4}-[0-9]{2}"), "xsd:gYearMonth", "-01"),
    (re.compile(r"[0-9]{4}"), "xsd:gYear", "-01-01"),
    (re.compile(r"--[0-9]{2}-[0-9]{2}"), "xsd:gMonthDay", ""),
    (re.compile(r"--[0-9]{2}"), "xsd:gMonth", "-01"),
)


@cache
def node(prefixed: str) -> NamedNode:
    """Return a term of a vocabulary, such as `gx:recipient`."""
    return NamedNode(iris.term(prefixed))


def chinese(text: str) -> Literal:
    """Return text of the articles, in Chinese.

    >>> str(chinese("市总工会"))
    '"市总工会"@zh'
    """
    return Literal(text, language="zh")


def number(value: float) -> Literal:
    """Return a number as xsd:integer or xsd:decimal, never with an exponent.

    >>> str(number(0.00002))
    '"0.00002"^^<http://www.w3.org/2001/XMLSchema#decimal>'
    """
    if isinstance(value, int):
        return Literal(str(value), datatype=node("xsd:integer"))
    return Literal(format(Decimal(str(value)), "f"), datatype=node("xsd:decimal"))


def offset(value: int) -> Literal:
    """Return a place in a text, as Web Annotation has it.

    >>> str(offset(7))
    '"7"^^<http://www.w3.org/2001/XMLSchema#nonNegativeInteger>'
    """
    return Literal(str(value), datatype=node("xsd:nonNegativeInteger"))


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def moment(text: str) -> Literal:
    """Return a date with the XSD type of its precision; text that is no Gregorian date stays a plain string.

    >>> str(moment("2023-04"))
    '"2023-04"^^<http://www.w3.org/2001/XMLSchema#gYearMonth>'
    >>> str(moment("五年来"))
    '"五年来"'
    """
    for shape, datatype, rest in _GREGORIAN:
        # A date without its year may be 29 February, which 2000 has.
        if shape.fullmatch(text) and _is_day(text.replace("--", "2000-") + rest):
            return Literal(text, datatype=node(datatype))
    return Literal(text)


def bounds(value: str) -> tuple[str, str]:
    """Return first and last date of an ISO 8601 date or interval; an open end is empty.

    >>> bounds("2023-04/2023-06"), bounds("2023"), bounds("2019/..")
    (('2023-04', '2023-06'), ('2023', '2023'), ('2019', ''))
    """
    first, slash, last = value.partition("/")
    return first.strip("."), last.strip(".") if slash else first
