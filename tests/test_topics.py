"""Whose clauses they are: the subjects that open clauses, and which still holds where a mention stands."""

import pytest
from test_relations import scene

from extract.pairs import Pair


def opening(marked):
    view = scene(marked)
    return [span.form for span, opens in zip(view.spans, view.topics.opens, strict=False) if opens]


def held(marked, number, each):
    """The form that holds at a mention, by its number."""
    view = scene(marked)
    found = getattr(view.topics, each)[number]
    return None if found is None else view.spans[found].form


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ("[组 红星厂]举办[动 书法大赛]。", ["红星厂"]),
        ("[时 5月1日]，[组 红星厂]举办[动 书法大赛]。", ["红星厂"]),
        ("[时 昨日]在[地 大庆市][组 红星厂]开了会。", ["红星厂"]),
        ("会上，[组 红星厂]和[组 光明厂]获奖。", ["红星厂", "光明厂"]),
        ("班组被[组 红星厂]评为[奖 先进集体]。", []),
        ("[组 红星厂][组 工会]发起[动 书法大赛]。", ["红星厂", "工会"]),
        ("[组 红星厂][职 厂长][人 赵小海]致辞。", ["红星厂", "赵小海"]),
        ("他多年来一直说起[人 赵小海]。", []),
        ("[动 书法大赛]开幕。", []),
    ],
)
def test_a_subject_opens_its_clause(marked, expected):
    assert opening(marked) == expected


TEXT = "[组 红星厂]举办[动 书法大赛]，[人 赵小海]获得[奖 一等奖]。颁发[奖 安全奖]。\n开展[动 培训]。"


@pytest.mark.parametrize(
    ("number", "each", "expected"),
    [
        (1, "clause", "红星厂"),
        (3, "clause", "赵小海"),
        (3, "sentence", "红星厂"),
        (4, "clause", None),
        (4, "earlier", "红星厂"),
        (4, "paragraph", "红星厂"),
        (5, "earlier", None),
        (5, "paragraph", None),
    ],
)
def test_a_subject_holds_until_another_opens(number, each, expected):
    assert held(TEXT, number, each) == expected


def test_a_pair_is_told_whether_its_subject_is_the_one_that_holds():
    view = scene(TEXT)
    assert {"Org>Act|clause==0", "Org>Act|sentence==0"} <= set(view.describe(Pair(0, 1)))
    assert {"Org>Awa|clause=P0", "Org>Awa|sentence==0"} <= set(view.describe(Pair(0, 3)))
    assert not any("clause=" in fact for fact in view.describe(Pair(3, 1)))  # an award is nobody's subject
