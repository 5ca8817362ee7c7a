"""Title, date and place as the top and the foot of an article tell them."""

import pytest

from extract.masthead import dateline_place, headline, published


@pytest.mark.parametrize(
    ("clean", "title"),
    [
        ("春风化雨润心田\n春天里，工会送岗位。", "春风化雨润心田"),
        ("温暖到家\n——临川县总工会帮扶纪实\n入冬以来，送暖不停。", "温暖到家——临川县总工会帮扶纪实"),
        ("比技能\n赛出真本领\n本报记者 方某某\n夜校开班了。", "比技能 赛出真本领"),
        ("春风化雨润心田\n第一节\n春天里，工会送岗位。", "春风化雨润心田"),
        ("2021年3月8日 星期一\n责编/方某某 美编/田某某\n春风送岗\n本报记者 江某某\n开会。", "春风送岗"),
        ("春风送岗 本报记者 江某某\n开会。", "春风送岗"),
        ("春风送岗（通讯员 江某某 田某某）\n开会。", "春风送岗"),
        ("春风送岗进社区！\n开会。", "春风送岗进社区！"),
        ("春天里，工会送岗位。\n第二天也送。", None),
        ("本报讯（记者 方某某）三月八日，县总工会送岗位。", None),
        ("图片说明：\n①开会", None),
        ("本报记者 方某某", None),
        ("", None),
        ("长" * 61, None),
    ],
)
def test_the_title_is_the_first_line_that_is_a_heading(clean, title):
    assert headline(clean) == title


@pytest.mark.parametrize(
    "line",
    [
        "2021年3月8日",
        "2021年3月8日 星期一",
        "（2021年3月8日）",
        "2021-03-08 10:20",
        "2021/3/8",
        "发布时间：2021-03-08 10:20 来源：临川工会",
        "来源：临川工会 2021-03-08",
        "二〇二一年三月八日",
    ],
)
def test_a_line_that_is_a_date_dates_the_article(line):
    assert published(f"春风送岗\n{line}\n2025年再办。", "2020-01-01.txt") == "2021-03-08"
    assert published(f"春风送岗\n{'开会。' * 9}\n{line}", "a.txt") == "2021-03-08"


def test_a_date_in_brackets_at_the_end_dates_the_article():
    assert published("春风送岗。开会。（2021年3月8日）", "a.txt") == "2021-03-08"


def test_a_date_that_dates_an_event_does_not_date_the_article():
    assert published("2021年3月8日，县总工会送岗位。", "a.txt") == "2021"


def test_a_dateline_takes_its_year_from_itself_the_name_or_the_text():
    assert published("本报讯 （记者 方某某）记者2019年4月26日电：开会。", "a.txt") == "2019-04-26"
    assert published("新华社临川4月26日电 2018年建成。", "稿件_20200427.txt") == "2020-04-26"
    assert published("新华社临川4月26日电 2018年建成。", "a.txt") == "2018-04-26"
    assert published("新华社临川4月26日电 建成。", "a.txt") is None


@pytest.mark.parametrize(
    "name", ["20200427.txt", "news/2020-04-27.md", "2020_04_27_工会.txt", "工会2020.4.27.txt", "2020年4月27日.docx"]
)
def test_a_date_in_the_name_dates_an_article_that_tells_none(name):
    assert published("春风送岗，2018年建成。", name) == "2020-04-27"


@pytest.mark.parametrize("name", ["000_15048950918b68f4.txt", "20201327.txt", "120200427.txt", "a2020042.txt"])
def test_digits_in_a_name_that_are_no_date_are_passed_over(name):
    assert published("春风送岗。", name) is None


def test_the_most_recent_year_is_taken_but_no_plan_for_a_later_one():
    assert published("2018年建成，截至2021年末有3家。到2035年，2021—2025年，2030年远景目标。", "a.txt") == "2021"


def test_a_day_the_calendar_does_not_have_is_no_date():
    assert published("2021年2月30日 星期二\n开会。", "a.txt") == "2021"


@pytest.mark.parametrize(
    ("clean", "place"),
    [
        ("本报临川4月3日讯 昨日开赛。", "临川"),
        ("开赛\n新华社临川5月1日电 今天开赛。", "临川"),
        ("中新网临川2021年5月1日电（记者 方某某）今天开赛。", "临川"),
        ("本报讯 4月3日，临川开赛。", None),
        ("本报4月3日讯 临川开赛。", None),
        ("本报记者4月3日讯 临川开赛。", None),
        ("临川4月3日开赛。", None),
        ("", None),
    ],
)
def test_the_place_is_what_the_dateline_names(clean, place):
    assert dateline_place(clean) == place
