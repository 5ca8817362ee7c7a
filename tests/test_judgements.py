"""What people decided: the file, and that it is honoured whatever else speaks for or against it."""

import pytest
from fakes import reading

from extract.errors import InputError
from graph.judgements import Judgement, Judgements, read, with_row, without_rows
from graph.resolve import resolve

UNION, OTHER = "Organization:春晖市总工会", "Organization:秋实市总工会"
HEAD = "left,right,judgement,note\n"


def judged(*rows):
    """Return judgements from triples such as ("甲@a.txt", "same", "乙")."""
    return Judgements(tuple(Judgement(left, right, word == "same") for left, word, right in rows))


def things(graph, name):
    found = [entity for entity in graph.entities if name in (entity.name, *entity.names)]
    return sorted(tuple(sorted({document for document, _ in entity.mentions})) for entity in found)


def works(unit):
    return ("Person:丁大海", "worksFor", unit)


# The file


def test_a_file_is_read_with_and_without_heading_notes_and_remarks(tmp_path):
    path = tmp_path / "judgements.csv"
    path.write_text(
        f"\ufeff{HEAD}# checked by phone\n\n丁大海 @ a.txt,丁大海@b.txt,Same,one man\n甲厂,乙厂,different\n", "utf-8"
    )
    first, second = read(path).rows
    assert (first.left, first.right, first.same, first.note, first.line) == (
        "丁大海@a.txt",
        "丁大海@b.txt",
        True,
        "one man",
        4,
    )
    assert (second.left, second.right, second.same, second.note, second.line) == ("甲厂", "乙厂", False, "", 5)


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("甲,乙", "2 columns"),
        ("甲,乙,same,why,more", "5 columns"),
        ("甲,乙,perhaps,", "“perhaps” is neither same nor different"),
        (",乙,same,", "a name is missing"),
        ("@a.txt,乙,same,", "a name is missing"),
        ("甲,甲,different,", "both sides are 甲"),
        ('甲,"乙,same,', "no line of a CSV file"),
    ],
)
def test_a_line_that_is_not_as_it_should_be_is_named(line, words, tmp_path):
    path = tmp_path / "judgements.csv"
    path.write_text(f"{HEAD}丙,丁,same,\n{line}\n", "utf-8")
    with pytest.raises(InputError) as raised:
        read(path)
    assert f"{path} line 3: " in str(raised.value)
    assert words in str(raised.value)


def test_a_file_in_another_encoding_is_told(tmp_path):
    path = tmp_path / "judgements.csv"
    path.write_bytes("甲,乙,same,\n".encode("gb18030"))
    with pytest.raises(InputError, match="not in UTF-8"):
        read(path)


def test_judgements_that_contradict_each_other_are_told_with_their_lines(tmp_path):
    path = tmp_path / "judgements.csv"
    path.write_text(f"{HEAD}甲,乙,same,\n乙,丙,same,\n甲,丙,different,\n", "utf-8")
    with pytest.raises(InputError, match=r"line 4: 甲 and 丙 are different here, but the same by lines 2, 3"):
        read(path)


def test_a_row_is_added_and_taken_out_without_touching_the_others(tmp_path):
    path = tmp_path / "judgements.csv"
    text = with_row(HEAD + "# mine\n甲,乙,same", Judgement("丙,厂", "丁", same=False, note="two\nlines"))
    assert text == HEAD + '# mine\n甲,乙,same\n"丙,厂",丁,different,two lines\n'
    path.write_text(text, "utf-8")
    assert without_rows(text, read(path).rows[:1]) == HEAD + '# mine\n"丙,厂",丁,different,two lines\n'
    assert with_row("", Judgement("甲", "乙", same=True)) == HEAD + "甲,乙,same,\n"


# What they do


def test_two_are_one_by_judgement_though_nothing_else_says_so():
    told = reading("a.txt", works(UNION)), reading("b.txt", works(OTHER))
    assert things(resolve(told), "丁大海") == [("a.txt",), ("b.txt",)]
    graph = resolve(told, judged(("丁大海@a.txt", "same", "丁大海@b.txt")))
    assert things(graph, "丁大海") == [("a.txt", "b.txt")]


def test_two_are_different_by_judgement_though_all_else_says_they_are_one():
    told = [reading(f"{letter}.txt", works(UNION)) for letter in "ab"]
    graph = resolve(told, judged(("丁大海@a.txt", "different", "丁大海@b.txt")))
    assert things(graph, "丁大海") == [("a.txt",), ("b.txt",)]


def test_bodies_of_one_full_name_are_different_by_judgement():
    told = [reading(f"{letter}.txt", works(UNION)) for letter in "abc"]
    graph = resolve(told, judged(("春晖市总工会@a.txt", "different", "春晖市总工会@b.txt")))
    assert things(graph, "春晖市总工会") == [("a.txt",), ("b.txt",), ("c.txt",)]
    assert len({entity.iri for entity in graph.entities}) == len(graph.entities)


def test_a_renamed_body_is_one_by_judgement_and_what_shares_it_too():
    old, new = "Organization:春晖市卫生局", "Organization:春晖市卫健委"
    told = [reading("a.txt", works(old)), reading("b.txt", works(new))]
    graph = resolve(told, judged(("春晖市卫生局", "same", "春晖市卫健委")))
    assert things(graph, "春晖市卫健委") == [("a.txt", "b.txt")]
    assert things(graph, "丁大海") == [("a.txt", "b.txt")]


def test_a_third_never_brings_together_what_is_judged_different():
    told = [reading(f"{letter}.txt", works(UNION)) for letter in "abc"]
    graph = resolve(
        told, judged(("丁大海@a.txt", "different", "丁大海@b.txt"), ("丁大海@a.txt", "same", "丁大海@c.txt"))
    )
    assert things(graph, "丁大海") == [("a.txt", "c.txt"), ("b.txt",)]


def test_what_is_one_by_judgement_carries_what_is_different_with_it_across_names():
    """石小云 of a.txt is 丁大海 of b.txt; so 丁大海 of c.txt, who is not 石小云, is not 丁大海 of b.txt either."""
    told = [reading("a.txt", ("Person:石小云", "worksFor", OTHER)), *(reading(f"{x}.txt", works(UNION)) for x in "bc")]
    rows = ("石小云@a.txt", "same", "丁大海@b.txt"), ("石小云", "different", "丁大海@c.txt")
    assert things(resolve(told, judged(*rows)), "丁大海") == [("a.txt", "b.txt"), ("c.txt",)]


def test_a_name_without_an_article_means_all_that_is_called_so():
    told = [reading(f"{letter}.txt", works(unit)) for letter, unit in zip("abc", (UNION, UNION, OTHER), strict=True)]
    graph = resolve(told, judged(("丁大海", "different", "丁大海@c.txt")))
    assert things(graph, "丁大海") == [("a.txt", "b.txt"), ("c.txt",)]


def test_the_end_of_an_articles_path_will_do():
    told = reading("news/a.txt", works(UNION)), reading("news/b.txt", works(OTHER))
    assert len(things(resolve(told, judged(("丁大海@a.txt", "same", "丁大海@b.txt"))), "丁大海")) == 1


def test_a_judgement_of_what_no_article_tells_does_nothing():
    told = [reading(f"{letter}.txt", works(UNION)) for letter in "ab"]
    rows = ("丁大海@z.txt", "different", "丁大海@b.txt"), ("没有的厂", "same", "春晖市总工会")
    assert resolve(told, judged(*rows)).entities == resolve(told).entities


def test_judgements_that_only_one_article_makes_contradict_each_other_are_told():
    told = [reading("a.txt", works(UNION)), reading("b.txt", works(UNION))]
    rows = Judgements(
        (
            Judgement("丁大海", "丁大海@b.txt", same=True, line=2),
            Judgement("丁大海@a.txt", "丁大海@b.txt", same=False, line=3),
        ),
        "my.csv",
    )
    with pytest.raises(InputError, match=r"my.csv line 3"):
        resolve(told, rows)
