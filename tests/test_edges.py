"""Edges of names that cut a word."""

import pytest

from extract.edges import mended


def after(marked, kind):
    """The text of a name, marked by bars, after its edges are mended; None where it is no name."""
    before, name, behind = marked.split("|")
    edges = mended(before + name + behind, len(before), len(before) + len(name), kind)
    return edges and (before + name + behind)[slice(*edges)]


@pytest.mark.parametrize(
    ("marked", "kind", "expected"),
    [
        ("职工|赵小荣|获一等奖。", "Person", "赵小"),  # 荣获
        ("职工|赵荣|获一等奖。", "Person", "赵荣"),  # what is left would be no name
        ("职工|钱大海荣|获一等奖。", "Person", "钱大海"),
        ("职工|赵小成|立即动身。", "Person", "赵小成"),  # 立即 is a word as well
        ("队长|赵大行|为人民服务。", "Person", "赵大行"),  # 为 stands by itself
        ("他们|谢绝红|包。", "Person", None),  # what is left is a word
        ("记者|约翰·成|立刻说。", "Person", "约翰·成"),
        ("由|望海市对|口支援", "Organization", None),
        ("与|望海市总工会|在一起", "Organization", "望海市总工会"),
        ("祝|贺小岛上海工厂|开工", "Organization", "小岛上海工厂"),
        ("走|向上海市总工会|报告", "Organization", "向上海市总工会"),
        ("到|上海市总工会|报告", "Organization", "上海市总工会"),
        ("得到|荣誉先|进", "Place", "荣誉先"),  # other kinds are left as they are
    ],
)
def test_a_name_loses_what_is_half_of_a_word(marked, kind, expected):
    assert after(marked, kind) == expected
