"""--min-confidence: readers leave out what is less sure; the graph keeps it."""

import csv
import json

import networkx as nx
import pytest
from conftest import document, entity, fact, graph_of, mentions, telling, write_all
from typer.testing import CliRunner

from extract.errors import InputError
from graph import records
from graph.cli import app
from graph.formats import FORMATS, export
from graph.lookup import look_up

NETWORKS = ("graphml", "gexf", "csv", "jsonl")


@pytest.fixture
def folder(tmp_path):
    """A graph of one surer and one less sure fact; two articles tell the surer one, one of them less surely."""
    first = document("a.txt", "丁大海任春晖会主席。丁大海到过青禾会。")
    second = document("b.txt", "丁大海是春晖会的。")
    person = entity("Person", "丁大海", (*mentions("丁大海", first), *mentions("丁大海", second)))
    works = entity("Organization", "春晖会", (*mentions("春晖会", first), *mentions("春晖会", second)))
    visited = entity("Organization", "青禾会", mentions("青禾会", first))
    sure = (telling(first, "丁大海任春晖会主席", 0.8), telling(second, "丁大海是春晖会的", 0.3))
    told = [
        fact(person, "worksFor", works, *sure),
        fact(person, "worksFor", visited, telling(first, "丁大海到过青禾会", 0.5)),
    ]
    write_all(graph_of([first, second], [person, works, visited], told), tmp_path)
    return tmp_path


def run(*arguments):
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


def test_without_a_least_confidence_every_fact_counts(folder):
    assert [relation.confidence for relation in records.read(folder).relations] in ([0.8, 0.5], [0.5, 0.8])
    assert len(look_up(folder, "丁大海")[0].facts) == 2


@pytest.mark.parametrize(("least", "kept"), [(0.5, 2), (0.51, 1), (0.8, 1), (0.81, 0)])
def test_a_fact_as_sure_as_the_least_confidence_is_kept(folder, least, kept):
    assert len(records.read(folder, least).relations) == kept
    assert len(look_up(folder, "丁大海", least)[0].facts) == kept


def test_the_article_that_is_surest_of_a_fact_counts(folder):
    (told,) = look_up(folder, "丁大海", 0.8)[0].facts
    assert (told.other, told.confidence, len(told.quotes)) == ("春晖会", 0.8, 2)


def test_things_stay_though_nothing_sure_is_told_of_them(folder):
    assert {thing.name for thing in records.read(folder, 1).things.values()} == {"丁大海", "春晖会", "青禾会"}


def test_show_leaves_out_what_is_less_sure(folder):
    told = run("show", "丁大海", "--min-confidence", "0.8", "-o", folder).stdout
    assert "春晖会" in told
    assert "青禾会" not in told


def test_path_takes_no_step_that_is_less_sure(folder):
    assert "青禾会" in run("path", "春晖会", "青禾会", "-o", folder).stdout.splitlines()[2]
    told = run("path", "春晖会", "青禾会", "--min-confidence", "0.8", "-o", folder).stdout
    assert told.startswith("No facts join")


def test_stats_count_no_fact_that_is_less_sure(folder):
    assert "facts 事实: 1\n" in run("stats", "--min-confidence", "0.8", "-o", folder).stdout


@pytest.mark.parametrize("form", NETWORKS)
def test_an_export_leaves_out_what_is_less_sure(folder, form, tmp_path):
    paths = export(folder, form, tmp_path / "to", 0.8)
    edges = {
        "graphml": lambda: nx.read_graphml(paths[0]).number_of_edges(),
        "gexf": lambda: nx.read_gexf(paths[0]).number_of_edges(),
        "csv": lambda: len(list(csv.reader(paths[1].read_text("utf-8").splitlines()))) - 1,
        "jsonl": lambda: sum(
            json.loads(line)["kind"] == "relation" for line in paths[0].read_text("utf-8").splitlines()
        ),
    }
    assert edges[form]() == 1


@pytest.mark.parametrize("form", sorted(set(FORMATS) - set(NETWORKS)))
def test_rdf_holds_all_facts_and_an_export_says_so(folder, form, tmp_path):
    with pytest.raises(InputError, match="holds all facts"):
        export(folder, form, tmp_path / "to", 0.8)


@pytest.mark.parametrize("command", [("show", "丁大海"), ("path", "春晖会", "青禾会"), ("stats",)])
@pytest.mark.parametrize("number", ["1.1", "-0.1", "sure"])
def test_a_confidence_that_is_none_is_told(folder, command, number):
    assert run(*command, "--min-confidence", number, "-o", folder).exit_code == 2


@pytest.mark.parametrize("command", ["show", "path", "stats", "export"])
def test_the_help_tells_of_the_least_confidence_with_an_example(command):
    told = run(command, "--help").stdout
    assert "最低置信度" in told
    assert "--min-confidence 0.8" in told
