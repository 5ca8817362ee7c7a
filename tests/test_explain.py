"""guanxi explain and guanxi judge: why two are one or not, and how people decide it."""

import pytest
from fakes import FakePipeline
from typer.testing import CliRunner

from extract.errors import InputError, QueryError
from graph.build import add, build, remove
from graph.cli import app
from graph.decide import judge, undo
from graph.explain import explain
from graph.judgements import FILE

TEXTS = {
    "a.txt": "丁大海任春晖市总工会主席。",
    "b.txt": "丁大海任春晖市总工会主任。",
    "c.txt": "丁大海任秋实市总工会主席。",
    "d.txt": "石小云任春晖市卫生局主任。",
    "e.txt": "石小云任春晖市卫健委主任。",
}


@pytest.fixture
def out(tmp_path, monkeypatch):
    FakePipeline().install(monkeypatch)
    for name, text in TEXTS.items():
        (tmp_path / name).write_text(text + "\n", "utf-8")
    build([tmp_path / name for name in TEXTS], tmp_path / "out")
    return tmp_path / "out"


def run(*arguments):
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


def quiet(_stage, _done, _total, /):
    """Take no note."""


def decide(out, left, right, word, note=""):
    return judge(out, left, right, same=word == "same", note=note, progress=quiet)[0]


def test_two_that_are_one_are_explained_with_score_and_reasons(out):
    (told,) = explain(out, "丁大海@a.txt", "丁大海@b.txt")
    (step,) = told.steps
    assert (told.type, told.one, step.left, step.right) == ("Person", True, ("丁大海", "a.txt"), ("丁大海", "b.txt"))
    assert step.score > 0.9
    assert any("同在春晖市总工会任职" in reason.zh and weight > 0 for reason, weight in step.reasons)


def test_two_that_are_not_one_are_explained_with_what_speaks_against_it(out):
    (told,) = explain(out, "丁大海@a.txt", "丁大海@c.txt")
    (step,) = told.steps
    assert not told.one
    assert step.score < 0.1
    assert any("different units" in reason.en and weight < 0 for reason, weight in step.reasons)


def test_one_name_with_itself_explains_all_that_bear_it(out):
    assert [told.one for told in explain(out, "丁大海", "丁大海")] == [True, False]


def test_what_only_one_article_tells_of_is_one_because_the_article_says_so(out):
    (told,) = explain(out, "石小云@d.txt", "石小云@d.txt")
    assert told.one
    assert told.steps == ()
    assert "石小云 (d.txt)" in told.note.zh
    assert "one article alone" in run("explain", "石小云@d.txt", "石小云@d.txt", "-o", out).stdout


def test_names_of_different_blocks_are_told_to_be_never_compared(out):
    (told,) = explain(out, "春晖市卫生局", "春晖市卫健委")
    assert not told.one
    assert told.steps[0].score is None
    assert "从不自动合并" in told.note.zh


def test_what_joins_two_through_a_third_article_is_told_step_by_step(out, tmp_path):
    (tmp_path / "f.txt").write_text("丁大海任春晖市总工会主席。丁大海任秋实市总工会主席。\n", "utf-8")
    add([tmp_path / "f.txt"], out)
    (told,) = explain(out, "丁大海@a.txt", "丁大海@c.txt")
    assert told.one
    assert [step.right[1] for step in told.steps] == ["f.txt", "c.txt"]


@pytest.mark.parametrize(
    ("left", "right", "words"),
    [
        ("丁小海", "丁大海", "Did you mean 丁大海"),
        ("丁大海@z.txt", "丁大海", "These do: a.txt, b.txt, c.txt"),
        ("丁大海", "春晖市总工会", "different types"),
    ],
)
def test_names_that_mean_nothing_are_told_with_what_to_do(left, right, words, out):
    with pytest.raises(QueryError, match=words):
        explain(out, left, right)


def test_the_command_tells_in_both_languages(out):
    told = run("explain", "丁大海@a.txt", "丁大海@b.txt", "-o", out).stdout
    for words in ("one thing 合并为一", "score 分数 0.9", "同在春晖市总工会任职", "both work for 春晖市总工会", "+4.0"):
        assert words in told


def test_a_decision_is_written_honoured_and_taken_back(out):
    row = decide(out, "丁大海@a.txt", "丁大海@c.txt", "same", "told by phone")
    assert (row.left, row.right, row.same) == ("丁大海@a.txt", "丁大海@c.txt", True)
    assert (out / FILE).read_text("utf-8").endswith("丁大海@a.txt,丁大海@c.txt,same,told by phone\n")
    (told,) = explain(out, "丁大海@a.txt", "丁大海@c.txt")
    assert told.one
    assert told.steps[0].judgement.note == "told by phone"
    rows, _ = undo(out, None, None, progress=quiet)
    assert rows == [told.steps[0].judgement]
    assert not explain(out, "丁大海@a.txt", "丁大海@c.txt")[0].one


def test_a_name_that_tells_alone_is_written_without_an_article(out):
    row = decide(out, "春晖市卫生局", "春晖市卫健委", "same")
    assert (row.left, row.right) == ("春晖市卫生局", "春晖市卫健委")
    assert len(explain(out, "石小云@d.txt", "石小云@e.txt")) == 1
    assert explain(out, "石小云@d.txt", "石小云@e.txt")[0].one  # one unit, so one person


def test_a_decision_takes_the_place_of_an_earlier_one(out):
    decide(out, "丁大海@a.txt", "丁大海@b.txt", "same")
    decide(out, "丁大海@b.txt", "丁大海@a.txt", "different")
    assert len((out / FILE).read_text("utf-8").splitlines()) == 2
    assert not explain(out, "丁大海@a.txt", "丁大海@b.txt")[0].one


def test_a_name_that_several_bear_must_be_told_with_its_article(out):
    with pytest.raises(InputError, match=r"2 things are called 丁大海.*丁大海@a.txt"):
        decide(out, "丁大海", "石小云@d.txt", "same")
    with pytest.raises(InputError, match="Both sides are"):
        decide(out, "丁大海@a.txt", "丁大海@a.txt", "different")
    assert not (out / FILE).exists()


def test_a_decision_that_contradicts_others_changes_nothing(out):
    decide(out, "丁大海@a.txt", "丁大海@b.txt", "same")
    decide(out, "丁大海@b.txt", "丁大海@c.txt", "same")
    before = (out / FILE).read_bytes()
    with pytest.raises(InputError, match="line 4"):
        decide(out, "丁大海@a.txt", "丁大海@c.txt", "different")
    assert (out / FILE).read_bytes() == before
    assert explain(out, "丁大海@a.txt", "丁大海@c.txt")[0].one


def test_taking_back_what_was_never_decided_is_told(out):
    with pytest.raises(InputError, match="decides nothing"):
        undo(out, None, None, progress=quiet)


def test_an_edited_file_holds_for_every_later_build_addition_and_removal(out, tmp_path):
    (out / FILE).write_text("丁大海@a.txt,丁大海@b.txt,different\n", "utf-8")
    (tmp_path / "f.txt").write_text("石小云举办灯会。\n", "utf-8")
    add([tmp_path / "f.txt"], out)
    assert not explain(out, "丁大海@a.txt", "丁大海@b.txt")[0].one
    remove([tmp_path / "c.txt"], out)
    assert not explain(out, "丁大海@a.txt", "丁大海@b.txt")[0].one
    (out / FILE).unlink()
    build([], out)
    assert explain(out, "丁大海@a.txt", "丁大海@b.txt")[0].one


def test_a_file_that_was_given_holds_until_another_is_given(out, tmp_path):
    mine = tmp_path / "mine.csv"
    mine.write_text("丁大海@a.txt,丁大海@b.txt,different\n", "utf-8")
    build([], out, judged=mine)
    (tmp_path / "f.txt").write_text("石小云举办灯会。\n", "utf-8")
    add([tmp_path / "f.txt"], out)
    assert not explain(out, "丁大海@a.txt", "丁大海@b.txt")[0].one
    decide(out, "丁大海@b.txt", "丁大海@c.txt", "same")
    assert len(mine.read_text("utf-8").splitlines()) == 2
    mine.unlink()
    with pytest.raises(InputError, match="cannot be read"):
        build([], out)


def test_a_malformed_file_stops_a_build_and_names_the_line(out):
    (out / FILE).write_text("丁大海,石小云,maybe\n", "utf-8")
    result = run("build", "-o", out)
    assert result.exit_code == 1
    (line,) = result.stderr.splitlines()
    assert "judgements.csv line 1" in line


def test_the_command_judges_lists_and_takes_back(out):
    told = run("judge", "丁大海@a.txt", "丁大海@b.txt", "different", "--note", "father and son", "-o", out)
    assert told.exit_code == 0, told.output
    assert "丁大海@a.txt — 丁大海@b.txt: different 不同 (father and son)" in told.stdout
    assert run("judge", "-o", out).stdout == "丁大海@a.txt — 丁大海@b.txt: different 不同 (father and son)\n"
    assert "taken back 已撤销" in run("judge", "丁大海@b.txt", "丁大海@a.txt", "--undo", "-o", out).stdout
    assert run("judge", "-o", out).stdout == ""


@pytest.mark.parametrize(
    "arguments", [["丁大海"], ["丁大海", "石小云"], ["甲", "乙", "same", "--undo"], ["甲", "乙", "perhaps"]]
)
def test_half_a_decision_is_refused(arguments, out):
    assert run("judge", *arguments, "-o", out).exit_code == 2
