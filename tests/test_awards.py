"""Level, kind and rank of awards."""

import pytest

from extract.awards import award_kind, award_level, award_rank
from extract.schema import load


@pytest.mark.parametrize(
    ("name", "level"),
    [
        ("全国节水标兵", "national"),
        ("国家级节水单位", "national"),
        ("中国节水奖", "national"),
        ("浙江节水标兵", "province"),
        ("北京市节水标兵", "province"),
        ("广西壮族自治区节水标兵", "province"),
        ("自治区节水标兵", "province"),
        ("省节水标兵", "province"),
        ("全省节水标兵", "province"),
        ("农业产业化省级重点企业", "province"),
        ("齐鲁节水使者", "province"),
        ("宁波市节水标兵", "city"),
        ("延边州节水标兵", "city"),
        ("市节水标兵", "city"),
        ("全市节水标兵", "city"),
        ("昆山市节水标兵", "county"),
        ("浙江省宁波市鄞州区节水标兵", "county"),
        ("恭城县节水标兵", "county"),
        ("吴江市节水标兵", "county"),
        ("宁波高新区节水标兵", "county"),
        ("开发区节水标兵", "county"),
        ("区节水标兵", "county"),
        ("县级节水标兵", "county"),
        ("厂级节水标兵", "unit"),
        ("公司节水标兵", "unit"),
        ("宁波某某水务公司节水标兵", "unit"),
        ("局级节水车间", "unit"),
    ],
)
def test_the_words_of_a_name_tell_the_level(name, level):
    assert award_level(name) == level


def test_a_place_tells_its_level_even_where_several_share_the_name():
    assert award_level("鼓楼区节水标兵") == "county"


def test_issue_and_quotes_before_a_place_are_passed_over():
    assert award_level("“第八届宁波市节水标兵”") == "city"
    assert award_level("2016年度浙江省节水成果二等奖") == "province"


def test_an_office_of_the_whole_country_is_no_factory():
    assert award_level("全国厂务公开节水单位") == "national"


@pytest.mark.parametrize("name", ["", "，。", "节水标兵", "一等奖", "社区节水标兵", "“安康杯”节水单位", "9" * 300])
def test_a_name_without_such_words_has_no_level(name):
    assert award_level(name) is None


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("节水劳动奖章", "medal"),
        ("节水奖状", "medal"),
        ("男子组金牌", "medal"),
        ("二等奖", "prize"),
        ("节水创新奖", "prize"),
        ("集体二等功", "prize"),
        ("第6名", "rank"),
        ("团体第一", "rank"),
        ("亚军", "rank"),
        ("高级工职业资格证书", "certificate"),
        ("特等劳动模范", "title"),
        ("“节水标兵”荣誉称号", "title"),
    ],
)
def test_the_end_of_a_name_tells_the_kind(name, kind):
    assert award_kind(name) == kind


@pytest.mark.parametrize("name", ["", "，。", "9" * 300, "ABC"])
def test_what_has_no_chinese_character_has_no_kind(name):
    assert award_kind(name) is None


@pytest.mark.parametrize(
    ("text", "rank"),
    [
        ("一等奖", "一等奖"),
        ("1等奖", "一等奖"),
        ("节水杯竞赛三等奖", "三等奖"),
        ("金奖", "金奖"),
        ("男子组银牌", "银牌"),
        ("集体二等功", "二等功"),
        ("优秀奖", "优秀奖"),
        ("第6名", "第6名"),
        ("第六名", "第6名"),
        ("第６名", "第6名"),
        ("第十一名", "第11名"),
        ("并列第三名", "第3名"),
        ("冠军", "第1名"),
        ("季军", "第3名"),
        ("总分第一", "第1名"),
        ("前三名", "前3名"),
    ],
)
def test_a_rank_is_written_in_one_form(text, rank):
    assert award_rank(text) == rank


@pytest.mark.parametrize(
    "text", ["", "，。", "节水标兵", "第一书记", "第三届节水标兵", "第二批节水标兵", "第٣名", "9" * 300]
)
def test_an_ordinal_of_something_else_is_no_rank(text):
    assert award_rank(text) is None


def test_every_level_and_kind_is_one_of_the_schema():
    names = ["全国节水标兵", "省节水奖", "市节水奖章", "区第1名", "公司节水证书"]
    assert [award_level(name) for name in names] == list(load().award_levels)
    assert {award_kind(name) for name in names} == set(load().award_kinds)
