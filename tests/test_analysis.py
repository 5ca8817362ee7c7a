"""The way between two names, and who is joined to most others."""

import os
import subprocess
import sys

import pytest
from conftest import document, entity, fact, graph_of, make_small_graph, mentions, telling, write_all
from sample import sample
from served import ROOT
from typer.testing import CliRunner

from extract.errors import QueryError
from graph import records
from graph.cli import app
from graph.paths import shortest
from graph.statistics import Community, Connected, statistics


def of(graph, folder):
    write_all(graph, folder)
    return records.read(folder)


@pytest.fixture
def found(tmp_path):
    return of(sample(make_small_graph()), tmp_path)


def partners(*pairs, others=()):
    """Return a graph of bodies that work together in pairs, and of other things."""
    doc = document("pairs.txt", "。".join(f"{left}与{right}合作" for left, right in pairs))
    bodies = {name: entity("Organization", name, mentions(name, doc)) for pair in pairs for name in pair}
    facts = [
        fact(bodies[left], "partnerOf", bodies[right], telling(doc, f"{left}与{right}合作")) for left, right in pairs
    ]
    return graph_of([doc], [*bodies.values(), *others], facts)


def test_a_way_tells_each_step_with_its_direction_and_sentence(found):
    parts = "宣教部和松涛机械公司工会是青禾市总工会的组成部分"
    (works, part), (back, _) = (shortest(found, *ends) for ends in (("周望舒", "宣教部"), ("宣教部", "周望舒")))
    assert (works.near, works.predicate, works.far, works.outward) == ("周望舒", "worksFor", "青禾市总工会", True)
    assert (works.text, works.article) == ("青禾市总工会女工委员周望舒", "周望舒说书法")
    assert (part.near, part.predicate, part.far, part.outward) == (
        "青禾市总工会",
        "partOf",
        "青禾市总工会宣教部",
        False,
    )
    assert (part.text, part.article) == (parts, "青禾市总工会举办职工书法赛")
    assert (back.near, back.far, back.outward) == ("青禾市总工会宣教部", "青禾市总工会", True)


def test_the_ends_may_be_called_by_their_short_names(found):
    assert shortest(found, "市总工会", "周望舒") == shortest(found, "青禾市总工会", "周望舒")


def test_of_several_facts_the_surest_is_told(tmp_path):
    doc = document("a.txt", "甲会与乙会合作。甲会是乙会的下属。")
    left, right = (entity("Organization", name, mentions(name, doc)) for name in ("甲会", "乙会"))
    facts = [
        fact(left, "partnerOf", right, telling(doc, "甲会与乙会合作", 0.6)),
        fact(left, "partOf", right, telling(doc, "甲会是乙会的下属", 0.8)),
    ]
    (step,) = shortest(of(graph_of([doc], [left, right], facts), tmp_path), "甲会", "乙会")
    assert step.predicate == "partOf"


def test_a_date_joins_nobody(tmp_path):
    doc = document("a.txt", "五月举行甲赛。五月举行乙赛。")
    races = [entity("Activity", name, mentions(name, doc)) for name in ("甲赛", "乙赛")]
    may = entity("Date", "五月", mentions("五月", doc))
    facts = [fact(race, "occurredOn", may, telling(doc, f"五月举行{race.name}")) for race in races]
    assert shortest(of(graph_of([doc], [*races, may], facts), tmp_path), "甲赛", "乙赛") is None


def test_of_two_bearers_of_a_name_the_nearer_one_is_meant(tmp_path):
    lonely = entity("Activity", "丙会", mentions("丙会", document("pairs.txt", "丙会")))
    graph = partners(("甲会", "乙会"), ("乙会", "丙会"), others=[lonely])
    assert [step.far for step in shortest(of(graph, tmp_path), "甲会", "丙会")] == ["乙会", "丙会"]


def test_two_names_of_one_thing_are_told(found):
    with pytest.raises(QueryError, match="are the same thing: 青禾市总工会"):
        shortest(found, "市总工会", "青禾市总工会")


def test_an_unknown_name_is_told_with_similar_ones(found):
    with pytest.raises(QueryError, match=r"Nothing in the graph is called 周望书\. Did you mean 周望舒"):
        shortest(found, "周望书", "梁柏青")


def test_the_most_connected_come_first(found):
    figures = statistics(found)
    assert figures.people == (Connected("梁柏青", 3, 3), Connected("周望舒", 2, 2))
    assert figures.organizations[0] == Connected("青禾市总工会", 9, 9)
    assert (figures.things, figures.facts) == (14, 18)


def test_groups_that_hold_together_are_told_apart(tmp_path):
    one = (("甲一会", "甲二会"), ("甲二会", "甲三会"), ("甲三会", "甲一会"))
    other = (("乙一会", "乙二会"), ("乙二会", "乙三会"))
    figures = statistics(of(partners(*one, *other), tmp_path))
    assert figures.communities == (
        Community(3, ("乙二会", "乙一会", "乙三会")),
        Community(3, ("甲一会", "甲三会", "甲二会")),
    )
    assert figures.modularity == 0.48


def test_a_graph_without_facts_has_no_groups(tmp_path):
    figures = statistics(of(graph_of([document("a.txt", "无事。")], [], []), tmp_path))
    assert (figures.people, figures.communities, figures.modularity) == ((), (), 0.0)


def run(*arguments):
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


def test_the_commands_print_names_and_sentences(tmp_path):
    write_all(sample(make_small_graph()), tmp_path)
    told = run("path", "周望舒", "宣教部", "-o", tmp_path).stdout
    assert "周望舒 → 任职于 works for → 青禾市总工会\n    “青禾市总工会女工委员周望舒” (周望舒说书法)" in told
    told = run("stats", "-o", tmp_path).stdout
    for words in ("people 人物", "梁柏青", "communities 社群", "things 事物: 14"):
        assert words in told


def test_where_there_is_no_way_that_is_the_answer(tmp_path):
    doc = document("a.txt", "甲会。乙会。")
    write_all(
        graph_of([doc], [entity("Organization", name, mentions(name, doc)) for name in ("甲会", "乙会")], []), tmp_path
    )
    told = run("path", "甲会", "乙会", "-o", tmp_path)
    assert told.exit_code == 0
    assert told.stdout == "No facts join 甲会 and 乙会. 两者之间没有关联。\n"


def test_the_order_in_which_python_hashes_changes_no_figure(tmp_path):
    write_all(sample(make_small_graph()), tmp_path)
    told = set()
    for seed in ("0", "1", "2"):
        command = [sys.executable, "-m", "graph", "stats", "-o", str(tmp_path)]
        environment = {**os.environ, "PYTHONHASHSEED": seed}
        told.add(subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, check=True).stdout)
    assert len(told) == 1
