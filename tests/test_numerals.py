"""Numerals as numbers."""

import pytest

from extract.numerals import number


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("0", 0),
        ("1,340", 1340),
        ("30.5万", 305_000),
        ("3.2亿", 320_000_000),
        ("2.5", 2.5),
        ("十", 10),
        ("十五", 15),
        ("三百零五", 305),
        ("二百一十六", 216),
        ("两千一百", 2100),
        ("一亿二千万", 120_000_000),
        ("千", 1000),
        ("百万", 1_000_000),
        ("二〇二二", 2022),
        ("二零二二", 2022),
        ("九十八点五", 98.5),
    ],
)
def test_a_numeral_is_read_in_arabic_chinese_or_mixed_form(text, value):
    assert number(text) == value


@pytest.mark.parametrize(("text", "value"), [("一万二", 12_000), ("三百二", 320), ("两千五", 2500)])
def test_a_last_digit_after_a_scale_is_of_the_next_lower_one(text, value):
    assert number(text) == value


def test_a_digit_after_a_zero_is_of_the_ones():
    assert number("一万零五") == 10_005


def test_a_product_of_decimals_is_exact():
    assert number("12.46万") == 124_600
    assert isinstance(number("12.46万"), int)


@pytest.mark.parametrize("text", ["", "。", "人", "1,34", "1.2.3", "点五", "五点", "十点十", "-5", "9" * 16, "一" * 16])
def test_what_is_no_numeral_has_no_number(text):
    assert number(text) is None
