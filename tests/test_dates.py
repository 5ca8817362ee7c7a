"""Date expressions as ISO 8601 values."""

import pytest

from extract.dates import date_value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2022年5月17日", "2022-05-17"),
        ("2022年5月", "2022-05"),
        ("2022年", "2022"),
        ("2022年度", "2022"),
        ("2013", "2013"),
        ("08年5月", "2008-05"),
        ("98年12月", "1998-12"),
        ("2022-05-17", "2022-05-17"),
        ("2022.5.7", "2022-05-07"),
        ("２０２２年５月１７日", "2022-05-17"),
        ("二〇二二年六月九日", "2022-06-09"),
        ("2022年5月17日上午", "2022-05-17"),
        ("2022年5月17日（星期二）", "2022-05-17"),
        ("2022年 5月\n17日", "2022-05-17"),
        ("2020年2月29日", "2020-02-29"),
    ],
)
def test_a_full_date_needs_nothing_else(text, value):
    assert date_value(text) == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("6月9日", "2022-06-09"),
        ("十二月三日", "2022-12-03"),
        ("六月", "2022-06"),
        ("元月", "2022-01"),
        ("去年5月31日", "2021-05-31"),
        ("今年三月", "2022-03"),
        ("前年", "2020"),
        ("明年春天", "2023-03/2023-05"),
        ("7月14日夜里十一点", "2022-07-14"),
        ("随后的6月", "2022-06"),
    ],
)
def test_a_missing_year_is_that_of_the_article(text, value):
    assert date_value(text, "2022") == value


def test_a_missing_year_without_an_article_date_leaves_no_value():
    assert date_value("6月9日") is None
    assert date_value("去年") is None


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("本月", "2022-03"),
        ("上个月", "2022-02"),
        ("下月", "2022-04"),
        ("月底", "2022-03-21/2022-03-31"),
        ("昨天", "2022-02-28"),
        ("昨晚", "2022-02-28"),
        ("两天前", "2022-02-27"),
        ("上周五", "2022-02-25"),
        ("上周末", "2022-02-26/2022-02-27"),
        ("本周", "2022-02-28/2022-03-06"),
        ("三个月前", "2021-12"),
    ],
)
def test_days_and_months_are_counted_from_an_article_dated_to_the_day(text, value):
    assert date_value(text, "2022-03-01") == value


@pytest.mark.parametrize("text", ["本月", "上个月", "昨天", "上周五", "两天前"])
def test_days_and_months_cannot_be_counted_from_a_year(text):
    assert date_value(text, "2022") is None


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("同年", "2019"),
        ("同年7月1日", "2019-07-01"),
        ("当年底", "2019-12"),
        ("次年3月", "2020-03"),
        ("前一年9月", "2018-09"),
        ("同月23日", "2019-12-23"),
        ("同月下旬", "2019-12-21/2019-12-31"),
        ("次月", "2020-01"),
        ("当天", "2019-12-31"),
        ("当天下午", "2019-12-31"),
        ("次日", "2020-01-01"),
        ("次日凌晨4点", "2020-01-01"),
        ("第二天", "2020-01-01"),
        ("两个月后", "2020-02"),
    ],
)
def test_words_that_point_back_follow_the_date_before(text, value):
    assert date_value(text, "2022", previous="2019-12-31") == value


def test_a_bare_day_is_of_the_month_told_before():
    assert date_value("14日", "2022", previous="2022-12-13") == "2022-12-14"


@pytest.mark.parametrize("text", ["同年", "次日", "当天", "14日"])
def test_words_that_point_back_at_nothing_have_no_value(text):
    assert date_value(text, "2022") is None


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("6月9日至11日", "2022-06-09/2022-06-11"),
        ("6月9日-6月20日", "2022-06-09/2022-06-20"),
        ("6月9—11日", "2022-06-09/2022-06-11"),
        ("6月13日到15日", "2022-06-13/2022-06-15"),
        ("1至10月", "2022-01/2022-10"),
        ("今年5月至9月", "2022-05/2022-09"),
        ("11月至3月", "2022-11/2023-03"),
        ("11月至次年3月", "2022-11/2023-03"),
        ("一至三季度", "2022-01/2022-09"),
        ("2018年至2022年", "2018/2022"),
        ("2008—2012年", "2008/2012"),
        ("2022年12月28日～2023年1月3日", "2022-12-28/2023-01-03"),
    ],
)
def test_two_dates_make_an_interval(text, value):
    assert date_value(text, "2022") == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("今年3月以来", "2022-03/.."),
        ("2015年至今", "2015/.."),
        ("9月起", "2022-09/.."),
        ("入夏以来", "2022-06/.."),
        ("“十三五”以来", "2016/.."),
        ("3月以前", "../2022-03"),
    ],
)
def test_an_end_that_is_not_told_stays_open(text, value):
    assert date_value(text, "2022") == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("五年来", "2017/2022"),
        ("近五年", "2017/2022"),
        ("过去五年", "2017/2022"),
        ("五年多来", "2017/2022"),
        ("十二年间", "2010/2022"),
        ("未来三年", "2022/2025"),
        ("三年前", "2019"),
        ("“十四五”期间", "2021/2025"),
        ("20世纪80年代", "1980/1989"),
        ("上世纪九十年代", "1990/1999"),
    ],
)
def test_a_length_of_years_ends_or_begins_with_the_article(text, value):
    assert date_value(text, "2022") == value


def test_half_a_year_is_counted_in_months():
    assert date_value("半年来", "2022-03-01") == "2021-09/2022-03"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("上半年", "2022-01/2022-06"),
        ("第三季度", "2022-07/2022-09"),
        ("四季度", "2022-10/2022-12"),
        ("前三季度", "2022-01/2022-09"),
        ("年初", "2022-01"),
        ("2022年底", "2022-12"),
        ("去年年底", "2021-12"),
        ("12月底", "2022-12-21/2022-12-31"),
        ("2月下旬", "2022-02-21/2022-02-28"),
        ("5月中旬", "2022-05-11/2022-05-20"),
        ("去年冬天", "2021-12/2022-02"),
        ("立冬", "2022-11"),
    ],
)
def test_a_part_of_a_year_or_month_is_the_span_it_covers(text, value):
    assert date_value(text, "2022") == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("“七一”", "2022-07-01"),
        ("五一", "2022-05-01"),
        ("三八国际劳动妇女节", "2022-03-08"),
        ("今年教师节", "2022-09-10"),
        ("十一", "2022-10-01"),
        ("十一月", "2022-11"),
        ("国庆假期", "2022-10"),
        ("五一前夕", "2022-04"),
        ("五一前一天", "2022-04-30"),
        ("元旦前夕", "2021-12"),
    ],
)
def test_a_festival_of_the_solar_calendar_has_its_day_and_the_days_around_it_their_month(text, value):
    assert date_value(text, "2022") == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2021年春节期间", "2021"),
        ("去年重阳节", "2021"),
        ("腊月二十三", "2022"),
        ("2008年汛期", "2008"),
        ("去年同期", "2021"),
    ],
)
def test_what_cannot_be_placed_within_its_year_keeps_the_year(text, value):
    assert date_value(text, "2022") == value


@pytest.mark.parametrize("text", ["近日", "日前", "近年来", "目前", "疫情期间", "一周", "三天", "五年", "30年"])
def test_what_points_at_nothing_on_the_calendar_has_no_value(text):
    assert date_value(text, "2022-06-09", "2022-05-01") is None


@pytest.mark.parametrize(
    "text", ["2022年2月30日", "2021年2月29日", "2022年13月", "2022年0月", "2022/13/1", "0000年", "13月", "32日"]
)
def test_a_date_that_the_calendar_does_not_have_has_no_value(text):
    assert date_value(text, "2022") is None


@pytest.mark.parametrize(
    "text",
    ["", " ", "，。、", "“”", "abc", "年", "月", "日", "至", "9" * 500, "二" * 30 + "年", "2022年" * 20, "总工会"],
)
def test_what_is_no_date_has_no_value(text):
    assert date_value(text, "2022", "2022-06-09") is None


def test_a_date_before_its_beginning_is_no_interval():
    assert date_value("2022年至2018年", "2022") is None


def test_a_reference_that_is_no_date_is_as_good_as_none():
    assert date_value("6月9日", "不详") is None
