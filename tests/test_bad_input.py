"""Whatever is wrong with the input, the output or the moment: one line tells it, and an earlier output stays whole."""

import errno
import json
import os
import re
import shutil
import signal
import time
from types import SimpleNamespace

import pytest
from fakes import FakePipeline, start
from rdflib import Graph
from typer.testing import CliRunner

from graph.cli import app

TEXT = "丁大海任春晖市总工会主席。\n春晖市总工会举办趣味运动会。\n"


@pytest.fixture
def good(tmp_path, monkeypatch):
    """Return an article, with an output made from it beside it."""
    FakePipeline().install(monkeypatch)
    article = tmp_path / "good.txt"
    article.write_text(TEXT, "utf-8")
    assert run("build", article, "-o", tmp_path / "out").exit_code == 0
    return article


def run(*arguments):
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


def contents(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


def assert_refused(result, *words, code=1):
    """Check that there is one line of complaint that holds all of `words`, and a failure is told to the shell."""
    assert result.exit_code == code
    (line,) = result.stderr.splitlines()
    assert line.startswith("Error: ")
    for word in words:
        assert word in line


INPUTS = {
    "empty": (b"", "empty"),
    "blank": (b" \n\t\n", "empty"),
    "binary": (bytes(range(256)) * 8, "no text"),
    "undecodable": ("春晖".encode() + b"\xff\xff\xff" + "市".encode(), "byte 0xff"),
    "without Chinese": (b"The union held a concert.", "no Chinese"),
}


@pytest.mark.parametrize("case", INPUTS)
def test_a_file_that_is_no_article_is_refused_alone_and_left_out_among_others(case, good, tmp_path):
    data, word = INPUTS[case]
    bad = tmp_path / "bad.txt"
    bad.write_bytes(data)
    before = contents(tmp_path / "out")
    assert_refused(run("build", bad, "-o", tmp_path / "out"), "bad.txt", word)
    assert contents(tmp_path / "out") == before
    both = run("build", bad, good, "-o", tmp_path / "out")
    assert both.exit_code == 0
    assert "Warning: left out: " in both.stderr
    assert "bad.txt" in both.stderr
    assert re.search(r"files left out\D*1\b", both.stdout)


@pytest.mark.usefixtures("good")
def test_a_file_of_50_megabytes_is_refused(tmp_path):
    big = tmp_path / "big.txt"
    big.write_bytes("春晖市总工会举办灯会。\n".encode() * 1_500_000)
    assert big.stat().st_size > 50_000_000
    before = contents(tmp_path / "out")
    assert_refused(run("build", big, "-o", tmp_path / "out"), "big.txt", "MB", "Split it")
    assert contents(tmp_path / "out") == before


def test_a_path_that_does_not_exist_is_told(good, tmp_path):
    assert_refused(run("build", good, tmp_path / "none.txt", "-o", tmp_path / "out"), "none.txt does not exist")


@pytest.mark.usefixtures("good")
def test_an_empty_folder_is_told(tmp_path):
    (tmp_path / "nothing").mkdir()
    assert_refused(run("build", tmp_path / "nothing", "-o", tmp_path / "out"), "nothing holds no article")


def test_an_encoding_that_does_not_exist_is_told(good, tmp_path):
    assert_refused(run("build", good, "--encoding", "klingon", "-o", tmp_path / "out"), "no encoding 'klingon'")


@pytest.mark.model
def test_a_pipeline_that_does_not_exist_is_told(good, tmp_path, monkeypatch):
    monkeypatch.undo()
    result = run("build", good, "--pipeline", "no_such_pipeline", "-o", tmp_path / "fresh")
    assert result.exit_code == 1
    assert len(result.stderr.splitlines()) == 1
    assert "no_such_pipeline" in result.stderr
    assert not (tmp_path / "fresh").exists()


def test_no_path_at_all_means_the_articles_of_the_graph(good, tmp_path):
    before = contents(tmp_path / "out")
    good.unlink()
    (tmp_path / "out" / "graph.html").unlink()
    assert run("build", "-o", tmp_path / "out").exit_code == 0
    assert contents(tmp_path / "out") == before
    assert_refused(run("build", "-o", tmp_path / "none"), "holds no graph", "guanxi build")
    assert not (tmp_path / "none").exists()
    assert run("add").exit_code == 2


HOSTILE = '春晖市总工会举办<script>alert(1)</script>"灯会"\\n<https://example.org/>{}\n'


@pytest.mark.usefixtures("good")
def test_markup_and_script_in_the_text_stay_text(tmp_path):
    article = tmp_path / "<b>&'\".txt"
    article.write_text(HOSTILE, "utf-8")
    assert run("build", article, "-o", tmp_path / "out").exit_code == 0
    page = (tmp_path / "out" / "graph.html").read_text("utf-8")
    assert "<script>alert(1)" not in page
    assert "<b>&" not in page
    assert len(Graph().parse(tmp_path / "out" / "graph.ttl")) > 0
    records = [json.loads(line) for line in (tmp_path / "out" / "graph.jsonl").read_text("utf-8").splitlines()]
    (name,) = (record["name"] for record in records if record.get("type") == "Activity")
    assert name.startswith('<script>alert(1)</script>"灯会"')
    shown = run("show", name, "-o", tmp_path / "out")
    assert shown.exit_code == 0
    assert name in shown.stdout


@pytest.mark.usefixtures("good")
def test_characters_that_steer_a_terminal_are_not_printed(tmp_path):
    article = tmp_path / "steering.txt"
    article.write_text("春晖市总工会举办\x1b[31m[bold]灯会\n", "utf-8")
    run("build", article, "-o", tmp_path / "out")
    asked = "SELECT ?name WHERE { ?a a schema:Event ; skos:prefLabel ?name }"
    for result in (run("show", "春晖市总工会", "-o", tmp_path / "out"), run("query", asked, "-o", tmp_path / "out")):
        assert result.exit_code == 0
        assert "\x1b" not in result.output
        assert "[bold]灯会" in result.output


# The output folder


def test_an_output_that_is_a_file_is_told(good):
    assert_refused(run("build", good, "-o", good), "good.txt is a file", "--output")
    assert good.read_text("utf-8") == TEXT


def test_an_output_below_a_file_is_told(good):
    assert_refused(run("build", good, "-o", good / "deep" / "out"), "good.txt is a file", "--output")


@pytest.mark.parametrize(
    ("number", "remedy"), [(errno.EACCES, "permissions"), (errno.EROFS, "permissions"), (errno.ENOSPC, "Make room")]
)
def test_an_output_that_cannot_be_written_stays_as_it_was(number, remedy, good, tmp_path, monkeypatch):
    before = contents(tmp_path / "out")

    def refuse(*_args, **_kwargs):
        raise OSError(number, os.strerror(number))

    for function in ("tempfile.mkdtemp", "graph.exports.write_trig", "os.fsync", "pathlib.Path.rename"):
        with monkeypatch.context() as patch:
            patch.setattr(function, refuse)
            result = run("build", good, "-o", tmp_path / "out")
        assert_refused(result, f"{tmp_path / 'out'} cannot be written", os.strerror(number), remedy, "--output")
        assert contents(tmp_path / "out") == before


def test_the_system_refusing_to_write_more_leaves_the_output_as_it_was(good, tmp_path):
    before = contents(tmp_path / "out")
    limit = "import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))"
    assert_refused(driven(limit, good, tmp_path), str(tmp_path / "out"), "Make room")
    assert contents(tmp_path / "out") == before


def test_a_first_build_that_fails_shows_nothing_and_keeps_only_what_it_has_read(good, tmp_path, monkeypatch):
    with monkeypatch.context() as patch:
        patch.setattr("graph.exports.write_trig", lambda *_: (_ for _ in ()).throw(OSError(errno.ENOSPC, "full")))
        assert_refused(run("build", good, "-o", tmp_path / "a" / "b"), "full")
    assert contents(tmp_path / "a" / "b") == {}
    assert_refused(run("show", "丁大海", "-o", tmp_path / "a" / "b"), "holds no graph")
    monkeypatch.setattr("extract.pipeline.read", lambda *_: pytest.fail("read again"))
    assert run("build", good, "-o", tmp_path / "a" / "b").exit_code == 0


def test_a_first_build_that_fails_before_it_has_read_anything_leaves_no_folder(good, tmp_path, monkeypatch):
    monkeypatch.setattr("extract.pipeline.read", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
    assert run("build", good, "-o", tmp_path / "a" / "b").exit_code == 130
    assert not (tmp_path / "a").exists()


# Interruption


def driven(setup, article, tmp_path):
    """Build in a process of its own with the fake pipeline, after `setup`."""
    process = start("build", article, "-o", tmp_path / "out", setup=setup)
    stdout, stderr = process.communicate()
    return SimpleNamespace(exit_code=process.returncode, stdout=stdout, stderr=stderr)


def test_an_interruption_in_the_middle_changes_nothing(good, tmp_path, monkeypatch):
    before = contents(tmp_path / "out")
    good.write_text("安小溪任春晖市总工会主任。", "utf-8")
    FakePipeline(interrupted=True).install(monkeypatch)
    result = run("build", good, "-o", tmp_path / "out")
    assert result.exit_code == 130
    assert result.stderr.splitlines() == ["Interrupted. Nothing was changed."]
    assert contents(tmp_path / "out") == before


def test_ctrl_c_in_a_terminal_ends_a_build_with_130(good, tmp_path):
    before = contents(tmp_path / "out")
    good.write_text("安小溪任春晖市总工会主任。", "utf-8")
    waiting = tmp_path / "waiting"
    setup = (
        "import pathlib, time\n"
        "def read(nlp, documents):\n"
        f"    pathlib.Path({str(waiting)!r}).touch()\n"
        "    time.sleep(60)\n"
        "    yield\n"
        "extract.pipeline.read = read"
    )
    with start("build", good, "-o", tmp_path / "out", setup=setup) as process:
        while not waiting.exists() and process.poll() is None:
            time.sleep(0.05)
        process.send_signal(signal.SIGINT)
        _, complaint = process.communicate(timeout=60)
    assert process.returncode == 130
    assert complaint.splitlines() == ["Interrupted. Nothing was changed."]
    assert contents(tmp_path / "out") == before


KILL = "import os, signal, pathlib\ndef kill(*_): os.kill(os.getpid(), signal.SIGKILL)\n"


def test_a_kill_before_the_new_output_is_whole_leaves_the_earlier_one(good, tmp_path):
    before = contents(tmp_path / "out")
    good.write_text("安小溪任春晖市总工会主任。", "utf-8")
    assert driven(KILL + "pathlib.Path.rename = kill", good, tmp_path).exit_code == -signal.SIGKILL
    after = {path.name: path.read_bytes() for path in (tmp_path / "out").iterdir() if path.is_file()}
    assert after == before
    assert run("build", good, "-o", tmp_path / "out").exit_code == 0
    assert contents(tmp_path / "out").keys() == before.keys()


def test_a_kill_while_the_new_output_takes_its_place_leaves_the_new_one(good, tmp_path):
    good.write_text("安小溪任春晖市总工会主任。", "utf-8")
    shutil.copytree(tmp_path / "out", tmp_path / "whole")
    assert run("build", good, "-o", tmp_path / "whole").exit_code == 0
    third = "moved = []\nmove = pathlib.Path.replace\ndef replace(path, target):\n    moved.append(path)\n"
    third += "    return kill() if len(moved) == 3 else move(path, target)\npathlib.Path.replace = replace"
    assert driven(KILL + third, good, tmp_path).exit_code == -signal.SIGKILL
    assert run("show", "安小溪", "-o", tmp_path / "out").exit_code == 0
    assert contents(tmp_path / "out") == contents(tmp_path / "whole")
