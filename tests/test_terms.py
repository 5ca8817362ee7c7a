"""Dates and numbers as RDF literals."""

from pyoxigraph import Literal

from graph.terms import bounds, moment, node, number


def test_a_date_is_typed_as_precisely_as_it_is_told():
    assert moment("2023-04-12") == Literal("2023-04-12", datatype=node("xsd:date"))
    assert moment("2023-04") == Literal("2023-04", datatype=node("xsd:gYearMonth"))
    assert moment("2023") == Literal("2023", datatype=node("xsd:gYear"))
    assert moment("--04-12") == Literal("--04-12", datatype=node("xsd:gMonthDay"))
    assert moment("--04") == Literal("--04", datatype=node("xsd:gMonth"))


def test_a_day_that_no_calendar_has_stays_a_string():
    assert moment("2023-02-30") == Literal("2023-02-30")
    assert moment("2023-13") == Literal("2023-13")
    assert moment("0000") == Literal("0000")


def test_a_leap_day_without_its_year_is_a_day():
    assert moment("--02-29") == Literal("--02-29", datatype=node("xsd:gMonthDay"))


def test_full_width_digits_are_no_iso_date():
    assert moment("２０２３") == Literal("２０２３")


def test_a_number_is_written_without_an_exponent():
    assert number(305000) == Literal("305000", datatype=node("xsd:integer"))
    assert number(30.5) == Literal("30.5", datatype=node("xsd:decimal"))
    assert number(1e-7) == Literal("0.0000001", datatype=node("xsd:decimal"))


def test_an_open_end_of_a_period_is_empty():
    assert bounds("2019/..") == ("2019", "")
    assert bounds("../2019") == ("", "2019")
    assert bounds("") == ("", "")
