"""Pairs are described by strings, and by the same strings told by their checksums."""

import zlib

import numpy as np
import pytest
from test_relations import scene

from extract.checksums import LONGEST, Checksums
from extract.description import ROWS, Rows
from extract.pairs import Pair

LONG = "走过很长很长的路，看过很多很多的山；又坐了三天三夜的火车才来到了"


@pytest.mark.parametrize(
    ("left", "right"), [("", ""), ("a", ""), ("", "工会"), ("工会", "=1"), ("w=", "𠮷野"), ("x" * 300, "夏" * 21)]
)
def test_the_checksum_of_two_strings_joined_is_that_of_the_whole(left, right):
    joined = Checksums.of([left]) + Checksums.of([right])
    assert joined.crc.tolist() == [zlib.crc32((left + right).encode())]
    assert joined.size.tolist() == [len((left + right).encode())]


def test_one_string_is_joined_to_each_of_many():
    joined = Checksums.of(["a", "bb"]) + Checksums.of(["工"])
    assert joined.crc.tolist() == [zlib.crc32("a工".encode()), zlib.crc32("bb工".encode())]


def test_a_string_that_is_too_long_to_be_joined_is_no_silent_mistake():
    with pytest.raises(IndexError):
        Checksums.of(["a"]) + Checksums.of(["x" * (LONGEST + 1)])


@pytest.mark.parametrize(
    "marked",
    [
        "[人 赵小海]在[组 大庆市总工会]，[数 3人]、[数 5次]。\n题目\n[时 5月]，[人 钱大江]、[人 孙小河]得[奖 一等]！",
        f"[人 赵小海]{LONG}[组 大庆市总工会]。[人 赵小海]说：办[动 舞𠮷赛]",
        f"[组 大庆市总工会]说。{'一。' * 5}举办[动 广场舞大赛]{'很好，' * 9}[组 大庆市总工会][组 宣教部]。[奖 红旗]",
        "[组 a][人 b]",
    ],
)
def test_the_rows_of_pairs_are_those_of_the_strings_that_describe_them(marked):
    view = scene(marked)
    pairs = list(view.pairs())
    assert pairs
    found, starts = Rows(view).of(pairs)
    expected = [sorted({zlib.crc32(fact.encode()) % ROWS for fact in view.describe(pair)}) for pair in pairs]
    assert [one.tolist() for one in np.split(found, starts[1:])] == expected


def test_a_pair_is_described_by_its_kind_order_distance_and_the_words_between_and_around():
    view = scene("天冷，[人 赵小海]在[组 大庆市总工会]上班。")
    facts = view.describe(Pair(0, 1))
    assert {fact.partition("|")[0] for fact in facts} == {"Per>Org"}
    told = {fact.partition("|")[2] for fact in facts}
    assert {
        "bias",
        "gap=在",
        "apart=0",
        "ranks=00|0",
        "before=冷，",
        "after=上班",
        "tailA=小海",
        "wB=班。",
        "stop=FalseFalseFalseFalse",
    } <= told
    assert not {fact for fact in told if fact.startswith("w=")}


def test_of_a_long_gap_its_two_ends_describe_a_pair():
    view = scene(f"[人 赵小海]{LONG}[组 大庆市总工会]。")
    told = {fact.partition("|")[2] for fact in view.describe(Pair(0, 1))}
    assert {"w=走过", "w=来到", "w=到了", "w=  "} <= told
    assert "w=看过" not in told
