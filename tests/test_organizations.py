"""Kinds of organisations."""

import tomllib
from importlib import resources

import pytest

from extract.organizations import organization_kind
from extract.schema import load


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("蓝溪县总工会", "union"),
        ("市总", "union"),
        ("蓝溪机械公司工会", "union"),
        ("蓝溪镇工会联合会", "union"),
        ("河畔村党支部", "party"),
        ("蓝溪县委", "party"),
        ("中共蓝溪县委宣传部", "party"),
        ("县委政法委", "party"),
        ("蓝溪县教育局", "government"),
        ("县卫健委", "government"),
        ("蓝溪县人民政府", "government"),
        ("蓝溪镇", "government"),
        ("蓝溪县公安局交警大队", "government"),
        ("蓝溪机械有限公司", "company"),
        ("蓝溪机械股份有限公司（集团）", "company"),
        ("蓝溪造纸厂", "company"),
        ("蓝溪铁路局", "company"),
        ("蓝溪茶业", "company"),
        ("县委党校", "school"),
        ("蓝溪县实验小学", "school"),
        ("蓝溪一中", "school"),
        ("蓝溪县人民医院", "hospital"),
        ("蓝溪街道社区卫生服务中心", "hospital"),
        ("河畔社区", "community"),
        ("河畔村村民委员会", "community"),
        ("河畔居委会", "community"),
        ("蓝溪县茶叶协会", "association"),
        ("蓝溪县妇联", "association"),
        ("共青团蓝溪县委", "association"),
        ("蓝溪公益服务中心", "association"),
        ("蓝溪日报社", "media"),
        ("《蓝溪日报》", "media"),
        ("蓝溪县融媒体中心", "media"),
        ("“萤火”志愿服务队", "team"),
        ("蓝溪公司代表队", "team"),
        ("某某劳模创新工作室", "team"),
        ("蓝溪县总工会生产部", "department"),
        ("办公室", "department"),
        ("热轧车间", "department"),
    ],
)
def test_the_longest_ending_tells_the_kind(name, kind):
    assert organization_kind(name) == kind


@pytest.mark.parametrize("name", ["", "，。", "“”", "（）", "蓝溪", "9" * 300])
def test_a_name_without_a_telling_ending_has_no_kind(name):
    assert organization_kind(name) is None


def test_the_kinds_are_those_of_the_schema_and_no_ending_has_two():
    kinds = tomllib.loads(resources.files("extract").joinpath("organizations.toml").read_text("utf-8"))
    endings = [ending for words in kinds.values() for ending in words]
    assert set(kinds) == set(load().organization_kinds)
    assert sorted(endings) == sorted(set(endings))
