"""The main job: a folder of articles becomes a folder with the graph, all of it or nothing."""

import json
import os
from pathlib import Path

import pytest
from fakes import FakePipeline, start
from pyoxigraph import RdfFormat, parse
from rdflib import Graph

from extract.errors import InputError, OutputError
from graph.build import FILES, Skipped, build
from graph.output import replacing, settle

ONE = "丁大海任春晖市总工会主席。\n春晖市总工会举办趣味运动会。\n"
TWO = "安小溪任春晖市总工会主任。\n"


@pytest.fixture
def articles(tmp_path, monkeypatch):
    FakePipeline().install(monkeypatch)
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "one.txt").write_text(ONE, "utf-8")
    (folder / "two.txt").write_text(TWO, "utf-8")
    return folder


def contents(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


def test_a_build_writes_the_graph_in_every_form(articles, tmp_path):
    build([articles], tmp_path / "out")
    assert sorted(contents(tmp_path / "out")) == sorted(FILES)
    assert len(Graph().parse(tmp_path / "out" / "graph.ttl")) > 0
    quads = parse(path=tmp_path / "out" / "graph.trig", format=RdfFormat.TRIG)
    assert len({quad.graph_name for quad in quads}) == 3  # two articles and the vocabulary
    assert len(Graph().parse(tmp_path / "out" / "guanxi.ttl")) > 0
    records = [json.loads(line) for line in (tmp_path / "out" / "graph.jsonl").read_text("utf-8").splitlines()]
    assert {record["name"] for record in records if record["kind"] == "entity"} == {
        "丁大海",
        "安小溪",
        "春晖市总工会",
        "趣味运动会",
    }
    assert "趣味运动会" in (tmp_path / "out" / "graph.html").read_text("utf-8")


def test_the_summary_counts_what_the_files_hold(articles, tmp_path):
    summary = build([articles], tmp_path / "out")
    assert summary.documents == 2
    assert summary.skipped == ()
    assert summary.entities == {"Person": 2, "Organization": 1, "Activity": 1}
    assert list(summary.entities) == ["Person", "Organization", "Activity"]
    assert summary.facts == {"worksFor": 2, "organized": 1}
    assert summary.triples == len(Graph().parse(tmp_path / "out" / "graph.ttl"))
    assert summary.files == tuple(tmp_path / "out" / name for name in FILES)


def test_a_file_that_is_no_article_is_left_out_and_told(articles, tmp_path):
    (articles / "empty.txt").write_text("", "utf-8")
    summary = build([articles], tmp_path / "out")
    (skipped,) = summary.skipped
    assert isinstance(skipped, Skipped)
    assert skipped.name == "empty.txt"
    assert "empty" in skipped.reason
    assert summary.documents == 2


def test_where_no_file_is_an_article_nothing_is_written(tmp_path, monkeypatch):
    FakePipeline().install(monkeypatch)
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text("no Chinese", "utf-8")
    with pytest.raises(InputError, match="None of the 2 files"):
        build([tmp_path / "a.txt", tmp_path / "b.txt"], tmp_path / "deep" / "out")
    assert not (tmp_path / "deep").exists()


def test_the_same_articles_make_the_same_bytes(articles, tmp_path):
    build([articles], tmp_path / "first")
    build([articles / "two.txt", articles / "one.txt"], tmp_path / "second")
    assert contents(tmp_path / "first") == contents(tmp_path / "second")


def test_the_order_in_which_python_hashes_changes_no_byte(tmp_path):
    people = "甲乙丙丁戊己庚辛"
    told = [f"王{person}任{place}市总工会主席。\n" for person in people for place in ("春晖", "秋实", "夏荷")]
    held = [f"{place}市总工会举办{place}市运动会。\n" for place in ("春晖", "秋实", "夏荷")]
    (tmp_path / "many.txt").write_text("".join(told + held), "utf-8")
    for seed in "12":
        process = start("build", tmp_path / "many.txt", "-o", tmp_path / seed, PYTHONHASHSEED=seed)
        _, complaint = process.communicate()
        assert process.returncode == 0, complaint
    assert contents(tmp_path / "1") == contents(tmp_path / "2")


def test_an_earlier_output_is_replaced_and_other_files_stay(articles, tmp_path):
    out = tmp_path / "out"
    out.mkdir()
    (out / "notes.md").write_text("mine", "utf-8")
    build([articles], out)
    before = contents(out)
    (articles / "two.txt").unlink()
    build([articles], out)
    assert (out / "notes.md").read_text("utf-8") == "mine"
    assert contents(out).keys() == before.keys()
    assert "安小溪".encode() in before["graph.jsonl"]
    assert "安小溪".encode() not in contents(out)["graph.jsonl"]


def test_progress_moves_by_files_and_by_characters(articles, tmp_path):
    steps = []
    build([articles], tmp_path / "out", progress=lambda *step: steps.append(step))
    total = len(ONE.strip()) + len(TWO.strip())
    assert [step for step in steps if step[0] == "reading"] == [("reading", 1, 2), ("reading", 2, 2)]
    understood = [done for stage, done, _ in steps if stage == "understanding"]
    assert understood == sorted(understood)
    assert len(understood) == 3
    assert abs(understood[-1] - total) <= 4  # line ends may be mended away
    assert steps[-1] == ("writing", len(FILES), len(FILES))


def test_pipeline_and_encoding_are_handed_on(tmp_path, monkeypatch):
    fake, asked = FakePipeline(), []
    fake.install(monkeypatch)
    monkeypatch.setattr("extract.pipeline.load", asked.append)
    (tmp_path / "a.txt").write_bytes(ONE.encode("big5", "replace"))
    build([tmp_path / "a.txt"], tmp_path / "out", pipeline="other", encoding="big5")
    assert asked == ["other"]


def test_a_failing_block_leaves_the_folder_as_it_was(tmp_path):
    (tmp_path / "a").write_text("old", "utf-8")
    with pytest.raises(UnicodeEncodeError), replacing(tmp_path, ["a"]) as fresh:
        (fresh / "a").write_text("new \udcff", "utf-8")
    assert contents(tmp_path) == {"a": b"old"}


def test_what_a_killed_run_left_unfinished_is_cleared_away(tmp_path):
    left = tmp_path / ".guanxi-unfinished-abc"
    left.mkdir()
    (left / "a").write_text("half", "utf-8")
    with replacing(tmp_path, ["a"]) as fresh:
        (fresh / "a").write_text("new", "utf-8")
    assert contents(tmp_path) == {"a": b"new"}


def test_what_a_killed_run_left_pending_is_put_in_place(tmp_path):
    (tmp_path / "a").write_text("old", "utf-8")
    (tmp_path / "b").write_text("new", "utf-8")  # this one had been moved already
    pending = tmp_path / ".guanxi-pending"
    pending.mkdir()
    (pending / "a").write_text("new", "utf-8")
    settle(tmp_path)
    assert contents(tmp_path) == {"a": b"new", "b": b"new"}


def test_settling_where_nothing_is_pending_changes_nothing(tmp_path):
    (tmp_path / "a").write_text("old", "utf-8")
    settle(tmp_path)
    settle(tmp_path / "missing")
    assert contents(tmp_path) == {"a": b"old"}


def test_an_output_file_that_is_a_folder_is_told_before_the_work(articles, tmp_path, monkeypatch):
    monkeypatch.setattr("extract.pipeline.read", lambda *_: pytest.fail("the work had begun"))
    (tmp_path / "out" / "graph.ttl").mkdir(parents=True)
    with pytest.raises(OutputError, match="is a folder where a file is to be written"):
        build([articles], tmp_path / "out")


def test_files_reach_the_disk_before_they_take_their_places(tmp_path, monkeypatch):
    flushed, sync = [], os.fsync

    def note(descriptor):
        flushed.append((Path(f"/proc/self/fd/{descriptor}").readlink(), (tmp_path / "a").exists()))
        sync(descriptor)

    monkeypatch.setattr(os, "fsync", note)
    with replacing(tmp_path, ["a"]) as fresh:
        (fresh / "a").write_text("new", "utf-8")
    assert (fresh / "a", False) in flushed
    assert (fresh, False) in flushed
