"""The store grows by articles, survives whatever happens to it, and is the same as one built at once."""

import json
import os
import random
import shutil
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest
from fakes import FakePipeline, start
from pyoxigraph import DefaultGraph, Quad, Store
from served import send, serving
from typer.testing import CliRunner

from extract.errors import InputError
from graph import build as jobs
from graph import readings
from graph.build import FILES, add, build, remove
from graph.cli import app
from graph.dataset import dataset
from graph.making import reading
from graph.resolve import resolve
from graph.status import status
from graph.store import FORMAT, current, numbers, open_store
from graph.writer import mend, writing

PLACES, PEOPLE, POSTS = ("春晖", "秋实", "夏荷"), ("丁大海", "安小溪", "田满仓", "石小云"), ("主席", "主任")


def text(chance):
    """Return an article that meets others in its names, and sometimes does not."""
    sentences = [
        f"{chance.choice(PEOPLE)}任{chance.choice(PLACES)}{chance.choice('市区')}总工会{chance.choice(POSTS)}。\n",
        f"{chance.choice(PLACES)}市总工会举办{chance.choice(('灯会', '春晖市第三届职工运动会', '趣味运动会'))}。\n",
        f"{chance.choice(PEOPLE)}任市总工会主席。\n",
    ]
    return "".join(chance.sample(sentences, chance.randrange(1, 4)))


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """Return a folder of six articles."""
    FakePipeline().install(monkeypatch)
    made = tmp_path / "articles"
    made.mkdir()
    chance = random.Random(7)
    for letter in "abcdef":
        (made / f"{letter}.txt").write_text(text(chance), "utf-8")
    return made


def quads(output):
    return set(open_store(output).quads_for_pattern(None, None, None, None))


def files(output):
    return {name: (output / name).read_bytes() for name in FILES}


def everything(output):
    """Return all that a reader of an output folder sees."""
    counts = current(output).counts
    return quads(output), files(output), counts


def run(*arguments):
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


def assert_refused(result, *words):
    assert result.exit_code == 1
    (line,) = result.stderr.splitlines()
    assert line.startswith("Error: ")
    for word in words:
        assert word in line


# The same as a build of the same articles


@pytest.mark.parametrize("seed", range(4))
def test_additions_and_removals_in_any_order_end_as_a_build_of_the_articles_left(seed, folder, tmp_path):
    chance, out = random.Random(seed), tmp_path / "out"
    articles = sorted(folder.iterdir())
    add(chance.sample(articles, 2), out)
    for _ in range(6):
        match chance.randrange(3):
            case 0 if current(out).counts.articles > 1:
                remove([folder / chance.choice(status(out).articles)], out)
            case 1:
                chosen = chance.choice(articles)
                chosen.write_text(text(chance), "utf-8")
                add([chosen], out)
            case _:
                add(chance.sample(articles, 2), out)
    left = [folder / name for name in status(out).articles]
    for article in set(articles) - set(left):
        article.unlink()
    add(left, out)  # one that was changed may have been out of the graph then
    build([folder], tmp_path / "fresh")
    assert everything(out) == everything(tmp_path / "fresh")


def test_the_store_holds_each_article_and_all_together_each_triple_once(folder, tmp_path):
    build([folder], tmp_path / "out")
    with writing(tmp_path / "out") as writer:
        readings = [reading(writer.ledger, name) for name in writer.ledger.articles()]
    expected = dataset(resolve(readings))
    together = {Quad(q.subject, q.predicate, q.object, DefaultGraph()) for q in expected}
    memory = Store()  # keeps numbers by their value, as the store on the disk does
    memory.extend([*expected, *together])
    assert quads(tmp_path / "out") == set(memory)
    assert current(tmp_path / "out").counts.triples == len(together)


def test_a_large_graph_leaves_its_files_to_the_next_build(folder, tmp_path, monkeypatch):
    monkeypatch.setattr(jobs, "FILES_AT_ONCE", 3)
    out = tmp_path / "out"
    build([folder], out)
    before = files(out)
    (folder / "g.txt").write_text("石小云任秋实市总工会主席。", "utf-8")
    told = run("add", folder / "g.txt", "-o", out)
    assert "guanxi build" in told.stdout
    assert files(out) == before
    assert "guanxi build" in run("status", "-o", out).stdout
    assert "石小云" in run("show", "石小云", "-o", out).stdout
    assert run("build", "-o", out).exit_code == 0
    assert "guanxi build" not in run("status", "-o", out).stdout
    build([folder], tmp_path / "fresh")
    assert everything(out) == everything(tmp_path / "fresh")


def test_the_page_that_is_served_follows_a_large_graph(folder, tmp_path, monkeypatch):
    monkeypatch.setattr(jobs, "FILES_AT_ONCE", 3)
    out = tmp_path / "out"
    build([folder], out)
    (folder / "g.txt").write_text("石小云任秋实市总工会主席。", "utf-8")
    with serving(out) as address:
        before = send(address, "GET", "/")[2]
        add([folder / "g.txt"], out)
        assert send(address, "GET", "/")[2] == before  # the answer does not wait
        for _ in range(6000):  # ten minutes, for a busy machine
            if current(out).files:
                break
            time.sleep(0.1)
        after = send(address, "GET", "/")[2]
    assert after == (out / "graph.html").read_bytes() != before
    build([folder], tmp_path / "fresh")
    assert everything(out) == everything(tmp_path / "fresh")


def test_an_export_that_needs_the_files_writes_them_first(folder, tmp_path, monkeypatch):
    monkeypatch.setattr(jobs, "FILES_AT_ONCE", 3)
    out = tmp_path / "out"
    build([folder], out)
    (folder / "g.txt").write_text("石小云任秋实市总工会主席。", "utf-8")
    add([folder / "g.txt"], out)
    assert run("export", "--format", "jsonl", "--to", tmp_path / "x.jsonl", "-o", out).exit_code == 0
    build([folder], tmp_path / "fresh")
    assert everything(out) == everything(tmp_path / "fresh")
    assert (tmp_path / "x.jsonl").read_bytes() == (out / "graph.jsonl").read_bytes()
    edition = current(out).number
    run("export", "--format", "jsonl", "--to", tmp_path / "x.jsonl", "-o", out)
    assert current(out).number == edition


@pytest.mark.parametrize("command", [["stats"], ["path", "石小云", "秋实市总工会"], ["export", "--format", "turtle"]])
def test_every_command_tells_of_the_graph_as_it_is(command, folder, tmp_path, monkeypatch):
    monkeypatch.setattr(jobs, "FILES_AT_ONCE", 3)
    out = tmp_path / "out"
    build([folder], out)
    (folder / "g.txt").write_text("石小云任秋实市总工会主席。", "utf-8")
    add([folder / "g.txt"], out)
    build([folder], tmp_path / "fresh")
    printed = [run(*command, "-o", output) for output in (out, tmp_path / "fresh")]
    assert [each.exit_code for each in printed] == [0, 0]
    if command[0] == "export":
        assert (out / "graph.ttl").read_bytes() == (tmp_path / "fresh" / "graph.ttl").read_bytes()
    else:
        assert printed[0].stdout == printed[1].stdout


def test_a_graph_may_begin_with_an_addition_and_be_left_empty(folder, tmp_path):
    out = tmp_path / "out"
    assert add([folder], out).documents == 6
    assert remove([folder], out).documents == 0
    assert status(out).articles == ()
    assert {quad.graph_name.value for quad in quads(out) if quad.graph_name != DefaultGraph()} == {
        "https://w3id.org/guanxi/ns"
    }


# Only what changed is read


def read(monkeypatch):
    """Return the list in which the names of the articles appear that are read from now on."""
    names, fake = [], FakePipeline()

    def note(nlp, documents):
        for document in documents:
            names.append(document.name)
            yield from fake.read(nlp, [document])

    monkeypatch.setattr("extract.pipeline.read", note)
    return names


def test_a_build_reads_only_what_changed(folder, tmp_path, monkeypatch):
    build([folder], tmp_path / "out")
    names = read(monkeypatch)
    (folder / "c.txt").write_text("石小云任秋实市总工会主席。", "utf-8")
    summary = build([folder], tmp_path / "out")
    assert names == ["c.txt"]
    assert (summary.added, summary.unchanged, summary.removed) == (("c.txt",), 5, ())


def test_where_nothing_changed_the_language_model_is_not_even_loaded(folder, tmp_path, monkeypatch):
    build([folder], tmp_path / "out")
    monkeypatch.setattr("extract.pipeline.load", lambda *_: pytest.fail("loaded"))
    number = current(tmp_path / "out").number
    assert add([folder], tmp_path / "out").unchanged == 6
    assert current(tmp_path / "out").number == number
    build([folder], tmp_path / "out")


def test_a_pipeline_that_was_trained_anew_in_its_folder_is_another_extractor(tmp_path):
    (tmp_path / "weights").write_bytes(b"one")
    first = readings.extractor.__wrapped__(str(tmp_path))
    (tmp_path / "weights").write_bytes(b"two")
    assert readings.extractor.__wrapped__(str(tmp_path)) != first


def test_another_version_of_the_extractor_reads_all_again(folder, tmp_path, monkeypatch):
    build([folder], tmp_path / "out")
    names = read(monkeypatch)
    monkeypatch.setattr("graph.intake.extractor", lambda _: "another")
    add([folder / "a.txt"], tmp_path / "out")
    assert names == ["a.txt"]
    told = run("status", "-o", tmp_path / "out").stdout
    assert "another" in told
    build([folder], tmp_path / "out")
    assert sorted(names) == ["a.txt", "b.txt", "c.txt", "d.txt", "e.txt", "f.txt"]


def test_another_version_of_the_graph_makes_it_anew_from_what_was_read(folder, tmp_path, monkeypatch):
    build([folder], tmp_path / "out")
    names = read(monkeypatch)
    monkeypatch.setattr("graph.writer.maker", lambda: "another")
    monkeypatch.setattr("graph.build.grown", lambda *_, **__: pytest.fail("grew out of another version's edition"))
    (folder / "c.txt").write_text("石小云任秋实市总工会主席。", "utf-8")
    add([folder / "c.txt"], tmp_path / "out")
    assert names == ["c.txt"]
    build([folder], tmp_path / "fresh")
    assert everything(tmp_path / "out") == everything(tmp_path / "fresh")


def test_what_was_read_before_an_interruption_is_not_read_again(folder, tmp_path, monkeypatch):
    FakePipeline(interrupted=True).install(monkeypatch)
    for _ in range(2):
        with pytest.raises(KeyboardInterrupt):
            build([folder], tmp_path / "out")
    FakePipeline().install(monkeypatch)
    names = read(monkeypatch)
    build([folder], tmp_path / "out")
    assert len(names) < 6


def test_a_removed_article_is_forgotten_altogether(folder, tmp_path):
    (folder / "a.txt").write_text("石小云任秋实市总工会主席。", "utf-8")
    build([folder], tmp_path / "out")
    remove([folder / "a.txt"], tmp_path / "out")
    with writing(tmp_path / "out") as writer:
        assert writer.ledger.db.execute("SELECT COUNT(*) FROM reading").fetchone() == (5,)


# Names


def test_another_file_of_the_same_name_is_another_article(folder, tmp_path):
    other = tmp_path / "more" / "a.txt"
    other.parent.mkdir()
    other.write_text("石小云任秋实市总工会主席。", "utf-8")
    build([folder], tmp_path / "out")
    assert add([other], tmp_path / "out").added == ("more/a.txt",)
    assert add([other], tmp_path / "out").unchanged == 1
    assert status(tmp_path / "out").articles == ("a.txt", "b.txt", "c.txt", "d.txt", "e.txt", "f.txt", "more/a.txt")
    assert remove([other], tmp_path / "out").removed == ("more/a.txt",)


def test_an_article_that_was_moved_is_the_same_article(folder, tmp_path):
    build([folder], tmp_path / "out")
    folder.rename(tmp_path / "moved")
    assert add([tmp_path / "moved"], tmp_path / "out").unchanged == 6
    assert remove([tmp_path / "moved" / "a.txt"], tmp_path / "out").removed == ("a.txt",)


def test_a_file_that_is_gone_can_be_removed_by_its_path_or_name(folder, tmp_path, monkeypatch):
    build([folder], tmp_path / "out")
    (folder / "a.txt").unlink()
    monkeypatch.chdir(folder.parent)
    assert run("remove", "articles/a.txt", "-o", "out").exit_code == 0
    assert remove([Path("b.txt")], tmp_path / "out").removed == ("b.txt",)


def test_what_is_not_in_the_graph_cannot_be_removed_and_a_near_name_is_told(folder, tmp_path):
    build([folder], tmp_path / "out")
    with pytest.raises(InputError, match=r"No article .* Did you mean "):
        remove([folder / "a.text"], tmp_path / "out")
    assert status(tmp_path / "out").edition.counts.articles == 6


def test_a_file_that_can_no_longer_be_read_stays_in_the_graph_as_it_was(folder, tmp_path):
    build([folder], tmp_path / "out")
    (folder / "a.txt").write_text("", "utf-8")
    assert_refused(run("add", folder / "a.txt", "-o", tmp_path / "out"), "empty")
    assert "a.txt" in status(tmp_path / "out").articles


# One writer, many readers


def test_a_second_writer_is_told_who_is_at_it(folder, tmp_path):
    out = tmp_path / "out"
    build([folder], out)
    with writing(out):
        for command in (("build", folder), ("add", folder), ("remove", "a.txt")):
            assert_refused(run(*command, "-o", out), "is being changed by another guanxi", str(os.getpid()), "Wait")
        assert run("show", "丁大海", "-o", out).exit_code == 0
        assert run("status", "-o", out).exit_code == 0
    assert run("add", folder, "-o", out).exit_code == 0


def test_a_store_that_is_open_stays_as_it_was_when_the_graph_changes(folder, tmp_path):
    out = tmp_path / "out"
    build([folder], out)
    opened = open_store(out)
    before = set(opened)
    for name in ("a.txt", "b.txt", "c.txt"):
        remove([folder / name], out)
    assert set(opened) == before
    assert quads(out) != before


# Killed


@pytest.fixture
def killed(folder, tmp_path):
    """Return what readers saw before an addition, what they see after it, and folders in which it was killed."""
    build([folder / "a.txt", folder / "b.txt"], tmp_path / "before")
    shutil.copytree(tmp_path / "before", tmp_path / "after")
    add([folder], tmp_path / "after")
    outputs = [tmp_path / f"out-{number}" for number in range(25)]
    for output in outputs:
        shutil.copytree(tmp_path / "before", output)
    arguments = [sys.executable, Path(__file__).parent / "killing.py", folder, *outputs]
    environment = {
        **os.environ,
        "PYTHONPATH": os.pathsep.join([str(Path(__file__).parents[1]), str(Path(__file__).parent)]),
    }
    process = subprocess.run(arguments, env=environment, capture_output=True, text=True, check=False)
    assert process.returncode == 0, process.stderr
    assert process.stdout.split() == ["whole"] + ["killed"] * 24
    return everything(tmp_path / "before"), everything(tmp_path / "after"), outputs


def test_a_run_killed_at_any_moment_leaves_the_last_whole_graph_and_the_next_carries_on(killed, folder):
    before, after, outputs = killed
    seen = []
    for output in outputs:
        found = quads(output)
        assert found in (before[0], after[0])
        seen.append(found == after[0])
        mend(output)  # as show, query and status do
        assert everything(output) in (before, after)
        add([folder], output)
        assert everything(output) == after
        assert not list(output.glob(".guanxi*"))
        assert len(numbers(output)) <= 2
    assert any(seen)
    assert not all(seen)


# Damaged, newer, full


@pytest.mark.parametrize("command", [("show", "丁大海"), ("query", "ASK {}"), ("status",), ("add",), ("build",)])
def test_a_store_of_a_newer_version_is_left_alone(command, folder, tmp_path):
    out = tmp_path / "out"
    build([folder], out)
    about = out / "store" / "1" / "edition.json"
    about.write_text(json.dumps({**json.loads(about.read_text("utf-8")), "format": FORMAT + 1}), "utf-8")
    with sqlite3.connect(out / "store" / "ledger.sqlite") as db:
        db.execute(f"PRAGMA user_version = {FORMAT + 1}")
    db.close()
    before = {path: path.read_bytes() for path in out.rglob("*") if path.is_file() and path.name != "lock"}
    given = [folder] if command[0] in {"add", "build"} else []
    assert_refused(run(*command, *given, "-o", out), "made by a newer guanxi", f"format {FORMAT + 1}", "Upgrade")
    assert {path: path.read_bytes() for path in out.rglob("*") if path.is_file() and path.name != "lock"} == before


def cut(path):
    os.truncate(path, path.stat().st_size // 2)


def garble(path):
    data = bytearray(path.read_bytes())
    for place in range(len(data) // 3, min(len(data), len(data) // 3 + 200)):
        data[place] ^= 0x55
    path.write_bytes(data)


@pytest.mark.parametrize("damage", [cut, os.remove, lambda path: path.write_bytes(b"")], ids=["cut", "gone", "empty"])
@pytest.mark.parametrize("name", ["MANIFEST-*", "CURRENT", "*.sst", "edition.json"])
def test_a_damaged_edition_is_told_and_made_again_without_reading_an_article(
    name, damage, folder, tmp_path, monkeypatch
):
    out = tmp_path / "out"
    build([folder], out)
    before = everything(out)
    found = [*(out / "store" / "1" / "quads").glob(name), *(out / "store" / "1").glob(name)]
    for path in found:
        damage(path)
    for command in (("show", "丁大海"), ("query", "ASK {}"), ("status",), ("add", folder), ("remove", "a.txt")):
        assert_refused(run(*command, "-o", out), "is damaged", "guanxi build")
    names = read(monkeypatch)
    build([folder], out)
    assert names == []
    assert everything(out) == before


def test_wrong_bytes_in_the_data_are_told_and_never_taken_for_an_answer(folder, tmp_path):
    out = tmp_path / "out"
    build([folder], out)
    for path in (out / "store" / "1" / "quads").glob("*.sst"):
        garble(path)
    for command in (("show", "丁大海"), ("query", "SELECT * { ?s ?p ?o }"), ("status",), ("remove", "a.txt")):
        assert_refused(run(*command, "-o", out), "guanxi build")
    assert run("build", folder, "-o", out).exit_code == 0
    assert run("show", "丁大海", "-o", out).exit_code == 0


def test_a_damaged_pointer_is_told_and_mended_by_the_next_change(folder, tmp_path):
    out = tmp_path / "out"
    build([folder], out)
    (out / "store" / "current").write_text("春", "utf-8")
    assert_refused(run("show", "丁大海", "-o", out), "current is damaged")
    add([folder], out)
    assert run("show", "丁大海", "-o", out).exit_code == 0


def test_a_damaged_ledger_is_told_and_the_graph_stays_readable(folder, tmp_path):
    out = tmp_path / "out"
    build([folder], out)
    (out / "store" / "ledger.sqlite").write_bytes(b"no database" * 1000)
    for command in ("add", "build"):
        assert_refused(run(command, folder, "-o", out), "ledger.sqlite is damaged", "Move the folder", "guanxi build")
    assert run("show", "丁大海", "-o", out).exit_code == 0


def test_a_lost_ledger_is_told_and_no_article_is_dropped(folder, tmp_path):
    out = tmp_path / "out"
    build([folder], out)
    before = everything(out)
    (out / "store" / "ledger.sqlite").unlink()
    assert_refused(run("add", folder / "a.txt", "-o", out), "does not know the graph beside it", "guanxi build")
    assert everything(out) == before
    build([folder], out)
    assert everything(out) == before


@pytest.mark.parametrize("limit", [3_000, 30_000, 100_000, 150_000])
def test_a_disk_without_space_is_told_and_nothing_is_lost(limit, folder, tmp_path):
    """A limit on the size of a file is refused where a full disk would be: in the store, the ledger or the files."""
    out = tmp_path / "out"
    build([folder], out)
    before = everything(out)
    (folder / "g.txt").write_text("石小云任秋实市总工会主席。\n" * 300, "utf-8")
    setup = f"import resource; resource.setrlimit(resource.RLIMIT_FSIZE, ({limit}, {limit}))"
    process = start("add", folder, "-o", out, setup=setup)
    _, complaint = process.communicate()
    assert process.returncode == 1, complaint
    (line,) = complaint.splitlines()
    assert str(out) in line
    assert "Make room on the disk" in line
    assert everything(out) == before
    assert add([folder], out).added == ("g.txt",)
