"""The command line: what it takes, what it prints, how it ends."""

import csv
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from fakes import FakePipeline
from typer.testing import CliRunner

from graph import catalog
from graph.cli import app
from graph.lookup import Told, look_up

TEXT = "春晖市总工会喜事多\n丁大海任春晖市总工会主席。\n春晖市总工会举办趣味运动会。\n"
NAMES = "SELECT ?name WHERE { ?person a foaf:Person ; skos:prefLabel ?name }"


@pytest.fixture
def out(tmp_path, monkeypatch):
    FakePipeline().install(monkeypatch)
    (tmp_path / "good.txt").write_text(TEXT, "utf-8")
    assert run("build", tmp_path / "good.txt", "-o", tmp_path / "out").exit_code == 0
    return tmp_path / "out"


def run(*arguments):
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


@pytest.mark.parametrize("command", ["build", "add", "remove", "status", "query", "show", "explain", "judge"])
def test_every_command_explains_itself_in_both_languages_with_an_example(command):
    told = run(command, "--help").stdout
    assert f"guanxi {command}" in told
    assert any("一" <= character <= "鿿" for character in told)


def test_without_a_command_the_help_is_shown():
    assert "guanxi build seeds/" in run().output


def test_the_version_is_told():
    result = run("--version")
    assert result.exit_code == 0
    assert result.stdout.startswith("guanxi ")


def test_a_build_tells_what_it_made(tmp_path, monkeypatch):
    FakePipeline().install(monkeypatch)
    (tmp_path / "good.txt").write_text(TEXT, "utf-8")
    told = run("build", tmp_path / "good.txt", "-o", tmp_path / "out").stdout
    for words in (
        "articles 文章",
        "triples 三元组",
        "Person 人物",
        "worksFor 任职于",
        str(tmp_path / "out" / "graph.html"),
    ):
        assert words in told


def test_the_output_folder_is_output_by_default(tmp_path, monkeypatch):
    FakePipeline().install(monkeypatch)
    monkeypatch.chdir(tmp_path)
    Path("good.txt").write_text(TEXT, "utf-8")
    assert run("build", "good.txt").exit_code == 0
    assert Path("output/graph.html").is_file()


def test_a_query_prints_a_table(out):
    result = run("query", NAMES, "-o", out)
    assert result.exit_code == 0
    assert "name" in result.stdout
    assert "丁大海" in result.stdout
    assert "rows 行数: 1" in result.stdout


def test_a_long_cell_is_not_broken_where_another_program_reads_it(out):
    asked = f"SELECT ?text WHERE {{ BIND('{'灯' * 300}' AS ?text) }}"
    assert "灯" * 300 in run("query", asked, "-o", out).stdout


def test_a_query_prints_csv_and_json(out):
    table = run("query", NAMES, "--format", "csv", "-o", out).stdout
    assert list(csv.reader(io.StringIO(table))) == [["name"], ["丁大海"]]
    result = json.loads(run("query", NAMES, "--format", "json", "-o", out).stdout)
    assert [row["name"]["value"] for row in result["results"]["bindings"]] == ["丁大海"]


def test_a_query_is_read_from_a_file(out, tmp_path):
    (tmp_path / "q.rq").write_text(NAMES, "utf-8")
    assert "丁大海" in run("query", "--file", tmp_path / "q.rq", "-o", out).stdout


def test_a_query_file_that_is_not_there_is_told(out, tmp_path):
    result = run("query", "--file", tmp_path / "none.rq", "-o", out)
    assert result.exit_code == 1
    assert result.stderr.startswith(f"Error: {tmp_path / 'none.rq'} cannot be read as a query")
    assert len(result.stderr.splitlines()) == 1


def test_every_named_query_is_listed_and_can_be_asked(out):
    listed = run("query", "--list").stdout
    for query in catalog.named():
        assert f"{query.name}\n" in listed or f"{query.name} --" in listed or f"{query.name} [--" in listed
        needed = [word for parameter in query.parameters for word in (f"--{parameter}", "丁大海")]
        assert run("query", "--named", query.name, *needed, "-o", out).exit_code == 0


def test_a_named_query_is_asked_by_its_bare_name_too(out):
    asked = [
        run("query", *way, "--name", "丁大海", "-o", out).stdout for way in (["employment"], ["--named", "employment"])
    ]
    assert asked[0] == asked[1]
    assert "春晖市总工会" in asked[0]


def test_a_query_prints_every_format(out):
    describe = "DESCRIBE ?p WHERE { ?p a foaf:Person }"
    assert run("query", NAMES, "--format", "tsv", "-o", out).stdout == '?name\n"丁大海"@zh\n'
    assert '<literal xml:lang="zh">丁大海</literal>' in run("query", NAMES, "--format", "xml", "-o", out).stdout
    assert 'skos:prefLabel "丁大海"@zh' in run("query", describe, "--format", "turtle", "-o", out).stdout


def test_a_query_that_is_cut_says_so_on_standard_error_and_takes_another_limit(out):
    whole, cut = (run("query", "employment", *limit, "--format", "csv", "-o", out) for limit in ([], ["--limit", "1"]))
    assert whole.stderr == ""
    assert cut.stderr.startswith("Cut at 1 rows: --limit N gives more.")
    assert cut.stdout == whole.stdout


@pytest.mark.parametrize("question", [NAMES, "places"])
def test_a_query_that_is_not_cut_takes_no_limit(question, out):
    result = run("query", question, "--limit", 5, "-o", out)
    assert result.exit_code == 2


def test_a_named_query_takes_a_name(out):
    told = run("query", "--named", "neighbourhood", "--name", "丁大海", "--format", "csv", "-o", out).stdout
    assert "春晖市总工会" in told
    assert "趣味运动会" not in told


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--named", "nonsense"], "nonsense"),
        (["nonsense"], "There is no query “nonsense”"),
        ([NAMES, "--format", "turtle"], "Use CONSTRUCT or DESCRIBE"),
        (["--named", "neighbourhood"], "--name"),
        (["SELECT WHERE"], "malformed"),
        (["DROP ALL"], "refused"),
    ],
)
def test_a_query_that_cannot_be_asked_is_told_in_one_line(arguments, words, out):
    result = run("query", *arguments, "-o", out)
    assert result.exit_code == 1
    (line,) = result.stderr.splitlines()
    assert line.startswith("Error: ")
    assert words in line


@pytest.mark.parametrize("arguments", [[], [NAMES, "--list"], ["--named", "honours", "--file", "q.rq"]])
def test_a_query_is_given_in_one_way(arguments):
    assert run("query", *arguments).exit_code == 2


@pytest.mark.parametrize("command", [["query", NAMES], ["show", "丁大海"]])
def test_a_folder_without_a_graph_is_told_with_what_to_do(command, tmp_path):
    result = run(*command, "-o", tmp_path)
    assert result.exit_code == 1
    (line,) = result.stderr.splitlines()
    assert "guanxi build" in line


def test_a_name_is_shown_with_its_facts_and_their_sentences(out):
    told = run("show", "丁大海", "-o", out)
    assert told.exit_code == 0
    for words in (
        "丁大海  人物 Person",
        "→ 任职于 works for",
        "春晖市总工会  [role: 主席]",
        "丁大海任春晖市总工会主席",
    ):
        assert words in told.stdout


def test_facts_are_shown_from_their_other_end_too(out):
    told = run("show", "春晖市总工会", "-o", out).stdout
    assert "← 任职于 works for\n      丁大海" in told
    assert "→ 组织举办 organised\n      趣味运动会" in told


def test_an_unknown_name_is_told_with_near_ones(out):
    result = run("show", "春辉市总工会", "-o", out)
    assert result.exit_code == 1
    (line,) = result.stderr.splitlines()
    assert "Did you mean 春晖市总工会?" in line
    assert "趣味运动会" in run("show", "运动会", "-o", out).stderr


def test_a_looked_up_fact_names_its_article(out):
    (card,) = look_up(out, "丁大海")
    (fact,) = card.facts
    assert isinstance(fact, Told)
    assert (fact.predicate, fact.outward, fact.other, fact.qualifiers) == (
        "worksFor",
        True,
        "春晖市总工会",
        {"role": "主席"},
    )
    assert [quote for quote, _ in fact.quotes] == ["丁大海任春晖市总工会主席"]
    assert card.articles == tuple(article for _, article in fact.quotes)


def test_what_answers_questions_reads_the_store_and_no_other_file(out):
    told = run("stats", "-o", out).stdout
    for name in ("graph.jsonl", "graph.trig", "graph.ttl"):
        (out / name).write_bytes(b"\xff\n")
    assert run("stats", "-o", out).stdout == told


def test_a_missing_file_that_is_to_be_exported_is_told(out, tmp_path):
    (out / "graph.jsonl").unlink()
    result = run("export", "--format", "jsonl", "--to", tmp_path / "x.jsonl", "-o", out)
    assert result.exit_code == 1
    (line,) = result.stderr.splitlines()
    assert "graph.jsonl" in line


def test_chinese_is_printed_where_the_locale_knows_none(out):
    root = Path(__file__).parent.parent
    environment = {**os.environ, "PYTHONPATH": str(root), "PYTHONIOENCODING": "latin-1", "LANG": "C", "LC_ALL": "C"}
    command = [sys.executable, "-m", "graph", "show", "丁大海", "-o", str(out)]
    result = subprocess.run(command, env=environment, capture_output=True, check=False)
    assert result.returncode == 0, result.stderr.decode()
    assert "春晖市总工会" in result.stdout.decode("utf-8")
