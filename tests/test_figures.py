"""Figures as numbers and units."""

import pytest

from extract.figures import FigureValue, figure_value


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("34户", 34, "户"),
        ("1,340名", 1340, "名"),
        ("１３４０名", 1340, "名"),
        ("12.46万人次", 124_600, "人次"),
        ("3.2亿元", 320_000_000, "元"),
        ("两个", 2, "个"),
        ("二百一十六名", 216, "名"),
        ("48支代表队", 48, "支"),
        ("3个项目", 3, "个"),
        ("5个人", 5, "人"),
        ("8.5个百分点", 8.5, "百分点"),
        ("27个月", 27, "个月"),
        ("98%", 98, "%"),
        ("160万千瓦时", 1_600_000, "千瓦时"),
        ("三千克", 3, "千克"),
        ("500㎡", 500, "平方米"),
        ("24台（套）", 24, "台套"),
        ("5元/吨", 5, "元/吨"),
        ("每小时30件", 30, "件/小时"),
        ("3100缸", 3100, "缸"),
        ("11.6万", 116_000, ""),
    ],
)
def test_a_figure_is_a_number_and_its_measure_word(text, value, unit):
    assert figure_value(text) == FigureValue(value, unit)


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [("约200人", 200, "人"), ("200人左右", 200, "人"), ("二十来位", 20, "位"), ("高达9000元", 9000, "元")],
)
def test_an_estimate_is_its_number(text, value, unit):
    assert figure_value(text) == FigureValue(value, unit)


@pytest.mark.parametrize(
    ("text", "low", "unit"),
    [
        ("30.5万余元", 305_000, "元"),
        ("7万多人", 70_000, "人"),
        ("9余万元", 90_000, "元"),
        ("十余场", 10, "场"),
        ("四百多户", 400, "户"),
        ("120余场(次)", 120, "场次"),
        ("千余名", 1000, "名"),
        ("上千人", 1000, "人"),
        ("超过50家", 50, "家"),
        ("突破百万元", 1_000_000, "元"),
        ("98%以上", 98, "%"),
        ("六倍多", 6, "倍"),
        ("1000+人", 1000, "人"),
        ("数十人", 20, "人"),
        ("数百万元", 2_000_000, "元"),
        ("过半", 50, "%"),
    ],
)
def test_more_than_a_number_is_a_lower_bound(text, low, unit):
    assert figure_value(text) == FigureValue((low, None), unit)


@pytest.mark.parametrize(
    ("text", "high", "unit"),
    [("近百名", 100, "名"), ("不到10天", 10, "天"), ("不足5%", 5, "%"), ("6%以内", 6, "%"), ("近七成", 70, "%")],
)
def test_less_than_a_number_is_an_upper_bound(text, high, unit):
    assert figure_value(text) == FigureValue((None, high), unit)


@pytest.mark.parametrize(
    ("text", "low", "high", "unit"),
    [
        ("3至5天", 3, 5, "天"),
        ("3—5万元", 30_000, 50_000, "元"),
        ("800至1万元", 800, 10_000, "元"),
        ("2000元至3000元", 2000, 3000, "元"),
        ("10%-15%", 10, 15, "%"),
        ("三五个", 3, 5, "个"),
        ("七八百人", 700, 800, "人"),
        ("二十几版", 21, 29, "版"),
    ],
)
def test_a_range_has_both_bounds(text, low, high, unit):
    assert figure_value(text) == FigureValue((low, high), unit)


@pytest.mark.parametrize(
    ("text", "value"),
    [("七成", 70), ("三成七", 37), ("一成半", 15), ("百分之九十八点五", 98.5), ("百分之百", 100), ("一半", 50)],
)
def test_a_share_is_per_cent(text, value):
    assert figure_value(text) == FigureValue(value, "%")


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [("半年", 0.5, "年"), ("半个月", 0.5, "个月"), ("一年半", 1.5, "年"), ("两个半小时", 2.5, "小时")],
)
def test_a_half_is_counted(text, value, unit):
    assert figure_value(text) == FigureValue(value, unit)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "，。",
        "人",
        "%",
        "余人",
        "abc",
        "第六次",
        "翻一番",
        "成千上万",
        "2:1",
        "三分之二",
        "9金8银",
        "12分34秒",
        "1.2.3人",
        "1,2,3人",
        "5—3个",
        "9" * 500 + "人",
        "9" * 16 + "人",
    ],
)
def test_what_is_no_single_figure_has_no_value(text):
    assert figure_value(text) is None


def test_the_export_leaves_out_a_bound_that_is_not_told():
    assert FigureValue(34, "户").as_json() == 34
    assert FigureValue((30, None), "户").as_json() == {"min": 30}
    assert FigureValue((None, 30), "户").as_json() == {"max": 30}
    assert FigureValue((30, 50), "户").as_json() == {"min": 30, "max": 50}


def test_a_bound_of_nought_is_a_bound():
    assert FigureValue((0, 5), "人").as_json() == {"min": 0, "max": 5}
