"""What contradicts itself is told with its sentences; what does not is not."""

from dataclasses import replace

import pytest
from conftest import document, entity, fact, graph_of, make_small_graph, mentions, telling, write_all
from sample import sample
from typer.testing import CliRunner

from graph import records
from graph.cli import app
from graph.hints import KINDS, hints

WORDS = "甲会乙会甲赛乙赛林小满一号奖东城西城某馆某厅某年月日"
DOC = document("a.txt", WORDS)
OTHER = document("b.txt", WORDS, "另一篇")


def thing(type_, name, **attributes):
    return entity(type_, name, mentions(name, DOC), **attributes)


def date(value, name="某年月日"):
    return entity("Date", f"{name} {value}", mentions(name, DOC), value=value)


GUILD, CLUB = thing("Organization", "甲会"), thing("Organization", "乙会")
RACE, HEAT = thing("Activity", "甲赛"), thing("Activity", "乙赛")
LIN, PRIZE = thing("Person", "林小满"), thing("Award", "一号奖")
EAST, WEST = thing("Place", "东城", code="990100"), thing("Place", "西城", code="990200")
HALL, ROOM = thing("Place", "某馆"), thing("Place", "某厅")
THINGS = (GUILD, CLUB, RACE, HEAT, LIN, PRIZE, EAST, WEST, HALL, ROOM)


def tell(subject, predicate, target, doc=DOC, **qualifiers):
    return fact(subject, predicate, target, telling(doc, subject.name), **qualifiers)


def found(tmp_path, *facts, dates=()):
    """Return (kind, name, values) of each hint about some facts."""
    write_all(graph_of([DOC, OTHER], [*THINGS, *dates], facts), tmp_path)
    return [(hint.kind, hint.name, hint.values) for hint in hints(records.read(tmp_path))]


def held(*pairs):
    """Return facts that date activities, and the dates."""
    dates = {value: date(value) for _, value in pairs}
    return [tell(activity, "occurredOn", dates[value]) for activity, value in pairs], list(dates.values())


@pytest.mark.parametrize(
    ("one", "other", "contradict"),
    [
        ("2023-04-12", "2023-05-01", True),
        ("2023-04-12", "2023-04", False),
        ("2023", "2023-04", False),
        ("2022", "2023-04", True),
        ("2023-04/2023-06", "2023-05-09", False),
        ("2019/..", "2023", False),
        ("2019/..", "2018", True),
        ("--04-12", "2023-05-01", False),
        ("2023-02-29", "2023-05-01", False),
    ],
)
def test_two_dates_of_an_activity_contradict_where_they_share_no_day(one, other, contradict, tmp_path):
    facts, dates = held((RACE, one), (RACE, other))
    expected = [("dates", "甲赛", tuple(sorted((one, other))))] if contradict else []
    assert found(tmp_path, *facts, dates=dates) == expected


def test_a_hint_shows_the_sentences_that_contradict(tmp_path):
    facts = [tell(CLUB, "founded", GUILD, date="2001"), tell(CLUB, "founded", GUILD, OTHER, date="2005")]
    write_all(graph_of([DOC, OTHER], THINGS, facts), tmp_path)
    (hint,) = hints(records.read(tmp_path))
    assert (hint.kind, hint.values) == ("foundings", ("2001", "2005"))
    assert hint.quotes == (("乙会", "a.txt"), ("乙会", "另一篇"))


def test_an_award_received_or_given_before_the_founding_is_told(tmp_path):
    born = tell(CLUB, "founded", GUILD, date="2010-05")
    received = tell(GUILD, "receivedAward", PRIZE, date="2009")
    assert found(tmp_path, born, received) == [("too-early", "甲会", ("2009", "2010-05"))]
    given = [tell(PRIZE, "awardedBy", GUILD), tell(LIN, "receivedAward", PRIZE, date="2008")]
    assert found(tmp_path, born, *given) == [("too-early", "甲会", ("2008", "2010-05"))]
    assert found(tmp_path, born, tell(GUILD, "receivedAward", PRIZE, date="2010")) == []


def test_an_activity_held_before_the_founding_of_its_host_is_told(tmp_path):
    facts, dates = held((RACE, "1999"))
    told = found(
        tmp_path, *facts, tell(CLUB, "founded", GUILD, date="2010"), tell(GUILD, "organized", RACE), dates=dates
    )
    assert told == [("too-early", "甲会", ("1999", "2010"))]


def test_one_award_received_in_two_years_is_told(tmp_path):
    told = found(
        tmp_path, tell(LIN, "receivedAward", PRIZE, date="2020"), tell(LIN, "receivedAward", PRIZE, date="2021-03")
    )
    assert told == [("conferrals", "林小满", ("2020", "2021-03"))]


def test_a_person_in_two_cities_on_one_day_is_told(tmp_path):
    places = [tell(HALL, "locatedIn", EAST), tell(ROOM, "locatedIn", WEST)]
    where = [tell(RACE, "heldAt", HALL), tell(HEAT, "heldAt", ROOM)]
    who = [tell(LIN, "participatedIn", RACE), tell(LIN, "participatedIn", HEAT)]
    same, dates = held((RACE, "2023-04-12"), (HEAT, "2023-04-12"))
    assert found(tmp_path, *places, *where, *who, *same, dates=dates) == [
        ("places", "林小满", ("2023-04-12", "某厅", "某馆"))
    ]
    next_day, dates = held((RACE, "2023-04-12"), (HEAT, "2023-04-13"))
    assert found(tmp_path, *places, *where, *who, *next_day, dates=dates) == []
    month, dates = held((RACE, "2023-04"), (HEAT, "2023-04"))
    assert found(tmp_path, *places, *where, *who, *month, dates=dates) == []
    one_city = [tell(HALL, "locatedIn", EAST), tell(ROOM, "locatedIn", EAST)]
    same, dates = held((RACE, "2023-04-12"), (HEAT, "2023-04-12"))
    assert found(tmp_path, *one_city, *where, *who, *same, dates=dates) == []


def test_an_activity_or_a_body_in_two_cities_is_told(tmp_path):
    assert found(tmp_path, tell(RACE, "heldAt", EAST), tell(RACE, "heldAt", WEST)) == [
        ("venues", "甲赛", ("东城", "西城"))
    ]
    assert found(tmp_path, tell(GUILD, "locatedIn", EAST), tell(GUILD, "locatedIn", WEST)) == [
        ("seats", "甲会", ("东城", "西城"))
    ]
    assert found(tmp_path, tell(GUILD, "locatedIn", EAST), tell(GUILD, "locatedIn", HALL)) == []


def test_parts_of_each_other_are_told_once(tmp_path):
    assert found(tmp_path, tell(GUILD, "partOf", CLUB), tell(CLUB, "partOf", GUILD)) == [("circles", "乙会", ("甲会",))]
    assert found(tmp_path, tell(GUILD, "partOf", CLUB)) == []


def test_places_that_lie_in_each_other_end_no_search(tmp_path):
    assert (
        found(tmp_path, tell(HALL, "locatedIn", ROOM), tell(ROOM, "locatedIn", HALL), tell(RACE, "heldAt", HALL)) == []
    )


def test_a_part_that_took_place_outside_its_whole_is_told(tmp_path):
    facts, dates = held((RACE, "2023-04"), (HEAT, "2023-06-01"))
    assert found(tmp_path, *facts, tell(HEAT, "partOf", RACE), dates=dates) == [
        ("outside", "乙赛", ("2023-06-01", "2023-04"))
    ]
    facts, dates = held((RACE, "2023-04"), (HEAT, "2023-04-09"))
    assert found(tmp_path, *facts, tell(HEAT, "partOf", RACE), dates=dates) == []


def test_a_date_that_cannot_be_read_is_told(tmp_path):
    someday = entity("Date", "某年月日", mentions("某年月日", DOC))
    assert found(tmp_path, tell(RACE, "occurredOn", someday), dates=[someday]) == [("undated", "甲赛", ("某年月日",))]


def test_every_kind_of_hint_has_a_label_in_both_languages():
    assert all(label.zh and label.en for label in KINDS.values())


def run(*arguments):
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


def test_a_sound_graph_is_told_to_be_sound(tmp_path):
    write_all(sample(make_small_graph()), tmp_path)
    told = run("validate", "-o", tmp_path)
    assert told.exit_code == 0
    assert told.stdout == "shapes 形状: all is well 符合\nhints 提示: 0\n"


def test_a_contradiction_is_shown_and_is_no_failure(tmp_path):
    found(tmp_path, tell(LIN, "receivedAward", PRIZE, date="2020"), tell(LIN, "receivedAward", PRIZE, date="2021"))
    told = run("validate", "-o", tmp_path)
    assert told.exit_code == 0
    assert (
        "同一荣誉，两个获得时间 one award received, two dates\n  林小满: 2020 | 2021\n      “林小满” (a.txt)"
        in told.stdout
    )


def test_a_broken_graph_is_a_failure_that_tells_what_is_wrong(tmp_path):
    graph = sample(make_small_graph())
    sure = [each for each in graph.facts if each.confidence == 0.97]
    surer = [replace(each, tellings=tuple(replace(t, confidence=9.7) for t in each.tellings)) for each in sure]
    kept = [each for each in graph.facts if each not in sure]
    write_all(graph_of(graph.documents, graph.entities, [*kept, *surer]), tmp_path)
    told = run("validate", "-o", tmp_path)
    assert told.exit_code == 1
    assert "evidence has one confidence from 0 to 1: 2\n" in told.stdout
