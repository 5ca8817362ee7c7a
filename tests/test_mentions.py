"""Mentions: edges trimmed, names found again."""

import pytest

from extract.mentions import again, mentions, trim


def shown(text, triples):
    return [(text[start:end], kind) for start, end, kind in triples]


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("“先进集体”", "先进集体"),
        ("“安全杯”竞赛", "“安全杯”竞赛"),
        ("“安全杯”竞赛”", "“安全杯”竞赛"),
        ("《工友》杂志", "《工友》杂志"),
        ("，城北区总工会。", "城北区总工会"),
        ("（二期）工程", "（二期）工程"),
        ("  ", ""),
        ("“”", ""),
    ],
)
def test_quotes_and_points_at_the_edges_are_left_off_but_not_those_that_close_inside(written, kept):
    start, end = trim(written, 0, len(written), "Activity")
    assert written[start:end] == kept


def test_the_word_for_title_behind_an_award_is_left_off():
    text = "市先进工作者荣誉称号"
    start, end = trim(text, 0, len(text), "Award")
    assert text[start:end] == "市先进工作者"


def test_the_word_for_title_alone_is_kept():
    assert trim("称号", 0, 2, "Award") == (0, 2)


def test_a_name_recognised_once_is_found_at_its_other_place():
    text = "欧阳振海到了。大家都说欧阳振海好。"
    assert shown(text, mentions(text, [(0, 4, "Person")])) == [("欧阳振海", "Person"), ("欧阳振海", "Person")]


def test_a_name_of_two_characters_is_not_found_inside_another_word_on_one_recognition():
    text = "高峰发言。又一个高峰期到了。"
    assert again(text, [(0, 2, "Person")]) == []


def test_a_name_of_two_characters_is_found_before_a_point():
    text = "高峰发言。掌声送给高峰。"
    assert shown(text, again(text, [(0, 2, "Person")])) == [("高峰", "Person")]


def test_a_longer_name_is_found_before_a_shorter_one_inside_it():
    text = "城北区总工会与城北区。城北区总工会开会。"
    found = [(0, 6, "Organization"), (7, 10, "Place")]
    assert shown(text, mentions(text, found))[-1] == ("城北区总工会", "Organization")


def test_what_is_found_again_never_overlaps_what_was_recognised():
    text = "李小冬梅园。李小冬。"
    assert again(text, [(0, 3, "Person"), (6, 9, "Person")]) == []


def test_dates_and_figures_are_not_looked_for_again():
    text = "3场比赛，3场讲座"
    assert again(text, [(0, 2, "Figure")]) == []


def test_an_empty_text_has_no_mentions():
    assert mentions("", []) == []
