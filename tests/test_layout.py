"""Layout mended: what is joined, what stays apart, what is dropped, and where every character comes from."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.layout import PUNCTUATION, QUOTES, WIDTHS, mend

BODY = "临川县总工会坚持把职工冷暖放在心上，全年走访企业二十家，送去棉衣三百件，大家都说暖和。"


def clean(text):
    return mend(text)[0]


def lines(text):
    return clean(text).split("\n")


def test_a_sentence_broken_by_a_column_is_joined_across_blank_lines():
    broken = f"{BODY}夜校也在三月开了班，来自各乡镇工厂的职\n\n\n工共一百二十人报名参加。"
    assert lines(broken) == [f"{BODY}夜校也在三月开了班，来自各乡镇工厂的职工共一百二十人报名参加。"]


def test_a_sentence_broken_by_a_page_break_is_joined_and_the_page_number_dropped():
    broken = f"{BODY}夜校也在三月开了班，来自各乡镇工厂的职\n- 3 -\f工共一百二十人报名参加。"
    assert lines(broken) == [f"{BODY}夜校也在三月开了班，来自各乡镇工厂的职工共一百二十人报名参加。"]


def test_a_word_broken_in_a_line_of_one_sentence_is_joined():
    assert lines("入冬以来，临川县总工会走村入户摸清底数，想方设法提高困难职工生活\n\n水平，建档立卡。") == [
        "入冬以来，临川县总工会走村入户摸清底数，想方设法提高困难职工生活水平，建档立卡。"
    ]


def test_a_number_broken_from_its_unit_is_joined():
    assert clean(f"{BODY}医生去过13\n\n家工厂给大家体检，效果明显。").endswith("医生去过13家工厂给大家体检，效果明显。")


@pytest.mark.parametrize("open_end", ["比技能，", "送岗位、", "难忘的", "出版《"])
def test_a_line_that_cannot_be_the_end_of_anything_is_joined(open_end):
    assert lines(f"{open_end}\n赛本领在今朝。") == [f"{open_end}赛本领在今朝。"]


def test_a_quotation_broken_in_two_is_joined():
    assert lines("举办“工会在\n身边”宣讲。") == ["举办“工会在身边”宣讲。"]


def test_a_line_that_begins_with_a_closing_mark_goes_to_the_line_before():
    assert lines("他说：“来吧。\n”大家笑了。") == ["他说：“来吧。”大家笑了。"]


COLUMN = [
    "　　临川县总工会三月在文化宫举办职",
    "工运动会，来自各乡镇的四十支代表队",
    "共六百名职工参加，比赛设有拔河、跳",
    "绳、乒乓球和象棋等八个项目，历时三",
    "天决出名次。",
    "　　闭幕式上，青禾公司代表队捧走了",
    "团体金杯。",
]


def test_lines_of_a_narrow_column_are_joined_into_their_paragraphs():
    first, second = lines("\n".join(COLUMN))
    assert first == "".join(COLUMN[:5]).strip()
    assert second == "闭幕式上，青禾公司代表队捧走了团体金杯。"


def test_a_heading_above_a_narrow_column_stays_apart():
    assert lines("\n".join(["职工运动会开赛", *COLUMN]))[0] == "职工运动会开赛"


def test_a_roll_of_honour_is_no_column():
    roll = ["临川县青禾食品有限公司包装车间", "临川县人民医院急诊科护理一班组", "临川县第二中学语文教研组办公室"] * 3
    assert lines("\n".join(roll)) == roll


@pytest.mark.parametrize(
    "heading",
    [
        "巧手织就好年景 工会送来及时雨",
        "学技能练本领，争当岗位能手",
        "为环卫职工送去姜茶和手套",
        "春风化雨——临川县总工会“送岗位、送技能”活动侧记",
        "一、夯实基础",
        "本报记者 方某某",
        "责编/方某某 美编/田某某 校对/江某某",
        "2021年3月8日 星期一",
        "图片说明：",
        "（通讯员 方某某 摄）",
    ],
)
def test_headings_captions_credits_and_dates_stay_lines_of_their_own(heading):
    assert lines(f"{BODY}\n{heading}\n{BODY}") == [BODY, heading, BODY]


def test_captions_stay_apart_from_each_other_and_from_what_follows():
    captions = ["图片说明：", "①老师傅讲安全规程", "②青禾公司学徒练焊接", "③夜校开班", "本版图片由临川县总工会提供"]
    assert lines("\n".join(captions)) == captions


def test_a_list_of_names_stays_a_list():
    names = [
        "1.方某某：青禾公司安装班班长，多年扎根一线，先后解决技术难题三十多项，获县级表彰",
        "2.田某某：县人民医院护士，",
        "3.江某某：教师",
    ]
    assert lines("\n".join(names)) == names


def test_a_long_caption_before_a_paragraph_that_opens_a_thought_stays_apart():
    caption = "临川县总工会邀请十位老师傅，在青禾公司车间里给新来的学徒讲安全规程和操作要领"
    assert lines(f"{BODY}\n{caption}\n近年来，{BODY}") == [BODY, caption, f"近年来，{BODY}"]


def test_markdown_marks_are_dropped_and_headings_stay_apart():
    text = f"# 春风化雨\n\n**练本领，比技能**\n\n- {BODY}\n* 第二\n> 引文\n---\n见[**官网**](https://a.example/x)。"
    assert lines(text) == ["春风化雨", "练本领，比技能", BODY, "第二", "引文", "见官网。"]


def test_an_image_is_dropped_with_its_text():
    assert clean("开赛。![比赛 现场](images/1.jpg)结束。") == "开赛。结束。"


def test_a_topic_between_hash_marks_is_no_heading():
    assert clean("#工会在身边#活动开始。") == "#工会在身边#活动开始。"


def test_invisible_characters_are_dropped():
    assert clean("\ufeff临\u200b川\x00县\xad总\ue000工会") == "临川县总工会"


def test_half_width_marks_beside_chinese_become_full_width():
    assert clean("工会,企业;会场(次):好!谁?") == "工会，企业；会场（次）：好！谁？"
    assert clean("办了70余场(次),到课率96%,共12人。") == "办了70余场（次），到课率96%，共12人。"


def test_straight_quotes_around_chinese_become_a_pair():
    assert clean('开展"送清凉"和"暖\'冬\'"活动。') == "开展“送清凉”和“暖‘冬’”活动。"
    assert clean('开展"送清凉",共12人。') == "开展“送清凉”，共12人。"


@pytest.mark.parametrize(
    "text", ['开展"送清凉活动。', '学唱"Hello World"。', "看Women's Day和Children's Day。", '55"屏与65"屏。']
)
def test_a_straight_quote_that_is_alone_or_not_around_chinese_stays(text):
    assert clean(text) == text


@pytest.mark.parametrize(
    "text", ["上午9:30开赛", "共1,340名", "占12.5%", "http://a.example/b?c=1,2", "Hello, world! 你"]
)
def test_marks_between_digits_or_letters_stay(text):
    assert clean(text) == text


def test_stops_become_full_width_only_in_a_text_without_full_width_ones():
    assert clean("一.运动会开幕.共12.5万人参加.") == "一.运动会开幕。共12.5万人参加。"
    assert clean("运动会开幕。古丽.阿某到场。") == "运动会开幕。古丽.阿某到场。"


def test_full_width_digits_and_letters_become_half_width():
    assert clean("２０２１年，ＡＰＰ上线，达９８．５％。") == "2021年，APP上线，达98.5%。"


def test_radicals_that_stand_for_characters_are_replaced():
    assert clean("⼯会") == "工会"


def test_a_name_spaced_to_the_width_of_three_is_closed():
    assert clean("方　雷、田  禾 江某某") == "方雷、田禾 江某某"
    assert clean("本报记者 方 雷") == "本报记者 方雷"
    assert clean("县总工会主席方 雷在会上讲话。") == "县总工会主席方雷在会上讲话。"
    assert clean("急诊科护士田 禾获县级表彰，她说。") == "急诊科护士田禾获县级表彰，她说。"


@pytest.mark.parametrize(
    "text",
    [
        "春风送暖入万家 巧手织就好年景",
        "本报记者 方某某 通讯员 田某某",
        "“迎新春 庆佳节”联欢会举行。",
        "质量更高 效率更优",
    ],
)
def test_a_space_that_parts_words_stays(text):
    assert clean(text) == text


def test_a_name_of_three_set_apart_is_closed():
    assert clean("护士方 小 禾获县级表彰。") == "护士方小禾获县级表彰。"
    assert clean("校对/方 小 禾 美编/江 小 白") == "校对/方小禾 美编/江小白"


def test_names_of_two_set_apart_one_after_the_other_are_not_made_one():
    assert clean("江　帆 田　禾") == "江帆 田禾"


def test_a_space_beside_a_mark_is_closed():
    assert clean("县总工会 ，各乡镇（ 街道 ）都来了 。") == "县总工会，各乡镇（街道）都来了。"


def test_a_space_alone_in_a_clause_is_closed_in_a_text_that_was_scanned():
    assert clean("县总工会 ，举办职工 运动会，有16 名选手。") == "县总工会，举办职工运动会，有16名选手。"


@pytest.mark.parametrize(
    "text",
    [
        "县总工会举办职工 运动会，很热闹。",  # nothing shows that it was scanned
        "练本领 比技能\n县总工会，开会。",
        "县总工会，“练好本领 争当标兵”活动开始。",
        "记者 方某某报道，活动开始。",
    ],
)
def test_other_spaces_stay(text):
    assert clean(text) == text


def test_a_hyphen_at_a_break_inside_a_word_is_dropped():
    assert lines(f"{BODY}来自各乡镇工厂的职-\n工共一百二十人报名参加。") == [
        f"{BODY}来自各乡镇工厂的职工共一百二十人报名参加。"
    ]
    assert "2021-\n2022年" in clean(f"{BODY}\n一、2021-\n2022年")


def test_text_recognised_character_by_character_is_closed():
    assert clean("县 总 工 会 开 会") == "县总工会开会"


def test_thin_spaces_around_latin_are_closed_where_the_whole_text_has_them():
    assert clean("2021 年 4 月,共 48 支队伍参加。") == "2021年4月，共48支队伍参加。"
    assert clean("活动纪实 2021年4月在3家企业办5场。") == "活动纪实 2021年4月在3家企业办5场。"


def test_white_space_collapses():
    assert clean("\n\n　　甲 \t 　乙\u3000\n \n\n　丙  \n") == "甲 乙\n丙"


def test_latin_words_that_meet_at_a_break_keep_a_space():
    assert clean("参加“Worker\nDay”活动。") == "参加“Worker Day”活动。"


def test_every_line_end_parts_lines():
    assert lines("甲\r\n乙\r丙\u2028丁\x85戊") == ["甲", "乙", "丙", "丁", "戊"]


@pytest.mark.parametrize("text", ["", " \n\u3000", "\u200b", "---"])
def test_nothing_gives_nothing(text):
    assert mend(text) == ("", ())


def test_origins_point_at_the_characters_as_read():
    mended, origins = mend("# 题\r\n方　雷,好")
    assert mended == "题\n方雷，好"
    assert origins == (2, 3, 5, 7, 8, 9)


PIECES = st.sampled_from(
    [
        *"工会职，。、；：“”（）()\"'《》 \n\r\u3000*#-!?,.1２年月日①方雷的Aa…—[]\f\ufeff\x00",
        "\n\n",
        "**",
        "本报记者 ",
        BODY,
        "第1页",
    ]
)


@settings(deadline=None)
@given(st.one_of(st.text(), st.lists(PIECES, max_size=60).map("".join)))
def test_every_character_of_any_text_comes_from_one_of_its_own(text):
    mended, origins = mend(text)
    assert len(mended) == len(origins)
    assert all(left < right for left, right in pairwise(origins))
    assert not origins or (origins[0] >= 0 and origins[-1] < len(text))
    for character, origin in zip(mended, origins, strict=True):
        read = WIDTHS.get(ord(text[origin]), text[origin])
        assert character in {read, PUNCTUATION.get(read, read), *QUOTES.get(read, "")} or (read, character) == (
            "\n",
            " ",
        )


@settings(deadline=None)
@given(st.lists(PIECES, max_size=60).map("".join))
def test_mended_text_has_no_white_space_to_spare(text):
    mended, _ = mend(text)
    assert mended == mended.strip()
    assert not {"  ", " \n", "\n ", "\n\n"} & {mended[i : i + 2] for i in range(len(mended))}
