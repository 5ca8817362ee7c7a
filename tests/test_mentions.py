"""Mentions: edges trimmed, names found again."""

import pytest

from extract.mentions import abbreviations, again, before_posts, complete, mentions, shorten, trim


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


def test_a_name_that_breaks_off_in_its_last_word_is_completed():
    text = "举办歌咏比赛后散场"
    assert complete(text, 2, 5, "Activity") == (2, 6)


def test_a_whole_name_is_not_made_longer():
    text = "举办歌咏比赛项目"
    assert complete(text, 2, 6, "Activity") == (2, 6)


def test_the_body_right_before_the_post_of_a_person_is_found():
    text = "优秀党员、晨光社区党委书记、主任赵小海发言"
    found = [(0, 4, "Award"), (9, 13, "Position"), (14, 16, "Position"), (16, 19, "Person")]
    assert shown(text, before_posts(text, found)) == [("晨光社区", "Organization")]


def test_what_stands_before_a_post_that_nobody_holds_is_no_body():
    text = "晨光社区党委书记都来了"
    assert before_posts(text, [(4, 8, "Position")]) == []


def test_a_word_before_a_post_that_does_not_end_as_a_body_does_is_none():
    text = "热心的老党员书记赵小海"
    assert before_posts(text, [(6, 8, "Position"), (8, 11, "Person")]) == []


def test_a_doctrine_and_an_anniversary_name_nobody_and_date_nothing():
    text = "学习习近平总书记重要讲话精神，庆祝建党100周年"
    found = [(text.index("习近平"), 5, "Person"), (text.index("100"), len(text), "Date")]
    assert mentions(text, found) == []


@pytest.mark.parametrize("word", ["近年来", "目前", "未来", "日前"])
def test_a_word_for_about_now_is_no_date(word):
    assert mentions(word + "很好", [(0, len(word), "Date")]) == []


def test_a_word_behind_a_short_name_is_cut_off_where_the_text_shows_the_name_with_other_words():
    text = "冯晓站起来，冯晓说话"
    assert shown(text, shorten(text, [(0, 3, "Person"), (6, 9, "Person")])) == [("冯晓", "Person"), ("冯晓", "Person")]


@pytest.mark.parametrize("text", ["李建国、李建军来了", "李建国、李建全来了"])
def test_brothers_keep_their_whole_names(text):
    found = [(0, 3, "Person"), (4, 7, "Person")]
    assert shorten(text, found) == found


def test_a_name_whose_last_character_is_such_a_word_is_kept_where_nothing_speaks_against_it():
    assert shorten("李建全来了", [(0, 3, "Person")]) == [(0, 3, "Person")]


def test_the_committee_and_the_government_of_a_city_are_two_bodies():
    text = "大庆市委市政府很重视"
    assert shown(text, mentions(text, [(0, 7, "Organization")])) == [
        ("大庆市委", "Organization"),
        ("市政府", "Organization"),
    ]


def test_a_short_name_in_brackets_behind_the_full_one_is_found_and_found_again():
    text = "大庆市蓝禾互助协会（以下简称“蓝禾协会”）开会，蓝禾协会来了。"
    assert shown(text, mentions(text, [(0, 9, "Organization")]))[1:] == [("蓝禾协会", "Organization")] * 2


def test_a_bracket_that_introduces_no_name_is_none():
    text = "大庆市蓝禾互助协会（以下简单介绍）"
    assert abbreviations(text, [(0, 9, "Organization")]) == []


def test_a_studio_of_several_people_begins_with_the_first_of_them():
    text = "参观了：赵小海、钱大江劳模创新工作室"
    assert shown(text, mentions(text, [(4, 7, "Person"), (8, 18, "Organization")])) == [
        ("赵小海、钱大江劳模创新工作室", "Organization")
    ]


def test_the_short_name_of_the_unions_of_china_is_found_but_not_inside_another_word():
    text = "全总表彰，安全总监到场"
    assert shown(text, mentions(text, [])) == [("全总", "Organization")]


def test_names_side_by_side_in_quotes_are_two():
    text = "开展“春风行动”“金秋助学”等"
    assert shown(text, mentions(text, [(3, 13, "Activity")])) == [("春风行动", "Activity"), ("金秋助学", "Activity")]


def test_a_quoted_name_with_its_kind_behind_it_is_one():
    text = "开展“春风行动”系列活动"
    assert shown(text, mentions(text, [(2, 12, "Activity")])) == [("“春风行动”系列活动", "Activity")]


def test_a_surname_alone_counts_before_a_title_or_where_the_full_name_is_told():
    text = "赵医生来了，王海来了，王说好，成了"
    found = [(0, 1, "Person"), (6, 8, "Person"), (11, 12, "Person"), (15, 16, "Person")]
    assert shown(text, mentions(text, found)) == [("赵", "Person"), ("王海", "Person"), ("王", "Person")]


def test_a_body_with_and_in_its_name_is_made_whole_and_its_office_stays_beside_it():
    text = "大庆市水务和湖泊局河长办公室"
    found = [(0, 5, "Organization"), (6, 14, "Organization")]
    assert shown(text, mentions(text, found)) == [
        ("大庆市水务和湖泊局", "Organization"),
        ("河长办公室", "Organization"),
    ]


def test_two_bodies_joined_by_and_stay_two():
    text = "大庆市总工会和教育局"
    found = [(0, 6, "Organization"), (7, 10, "Organization")]
    assert shown(text, mentions(text, found)) == [("大庆市总工会", "Organization"), ("教育局", "Organization")]


@pytest.mark.parametrize(("text", "kind"), [("党的二十大", "Activity"), ("医药行业", "Organization")])
def test_a_congress_of_the_party_and_a_line_of_business_are_no_mentions(text, kind):
    assert mentions(text, [(0, len(text), kind)]) == []


def test_a_county_taken_for_a_body_is_a_place():
    text = "来自灵丘县蓝溪社区"
    found = [(2, 5, "Organization"), (5, 9, "Organization")]
    assert shown(text, mentions(text, found)) == [("灵丘县", "Place"), ("蓝溪社区", "Organization")]


def test_a_body_that_breaks_off_behind_and_is_made_whole():
    text = "大庆市水利和湖泊局办公室来了。"
    found = mentions(text, [(0, 6, "Organization"), (6, 9, "Organization"), (9, 12, "Organization")])
    assert shown(text, found) == [("大庆市水利和湖泊局", "Organization"), ("办公室", "Organization")]


def test_a_place_that_is_brought_honour_is_no_body():
    assert mentions("他为大庆争光。", [(2, 6, "Organization")]) == []
