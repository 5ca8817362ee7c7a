"""Names in parts: the place before a name, marks for a place, and the rest in one form."""

import pytest

from graph.names import is_division, parted


@pytest.mark.parametrize(
    ("name", "places", "core"),
    [
        ("河南省鹤壁市总工会", ("河南省", "鹤壁市"), "总工会"),
        ("鹤壁总工会", ("鹤壁市",), "总工会"),
        ("中华全国妇女联合会", ("全国",), "妇联"),
        ("全总", ("全国",), "总工会"),
        ("春晖市总工会", ("春晖市",), "总工会"),
        ("春晖市城中区总工会", ("春晖市", "城中区"), "总工会"),
        ("中共春晖市委员会", ("春晖市",), "委"),
        ("春晖市人民政府", ("春晖市",), "政府"),
        ("春晖市妇女联合会", ("春晖市",), "妇联"),
        ("春晖市青荷社区居民委员会", ("春晖市",), "青荷社区"),
        ("云翎纺织有限责任公司工会", (), "云翎纺织公司工会"),
        ("市场监督管理局", (), "市监局"),
        ("城市建设学会", (), "城市建设学会"),
    ],
)
def test_the_places_before_a_name_are_parted_from_it(name, places, core):
    told = parted("Organization", name)
    assert (told.places, told.core) == (places, core)


@pytest.mark.parametrize(
    ("kind", "name", "mark", "core"),
    [
        ("Organization", "市总", "市", "总工会"),
        ("Organization", "市政府", "市", "政府"),
        ("Organization", "自治区妇联", "自治区", "妇联"),
        ("Organization", "高新区总工会", "市", "高新区总工会"),
        ("Award", "全省节水先锋", "省", "节水先锋"),
        ("Award", "省级节水先锋", "省", "节水先锋"),
        ("Activity", "全市焊工大赛", "市", "焊工大赛"),
        ("Organization", "全市工会", "", "全市工会"),
        ("Organization", "市民中心", "", "市民中心"),
        ("Organization", "本公司工会", "", "本公司工会"),
    ],
)
def test_a_word_that_stands_for_a_place_is_a_mark(kind, name, mark, core):
    told = parted(kind, name)
    assert (told.mark, told.core, told.places) == (mark, core, ())


def test_an_activity_has_a_year_and_an_award_has_none():
    assert parted("Activity", "2022年度“淇水杯”比赛活动").year == "2022"
    assert parted("Activity", "2022年度“淇水杯”比赛活动").core == "淇水杯比赛"
    assert parted("Award", "2022年度鹤壁市技术能手荣誉称号") == parted("Award", "2021年度鹤壁市技术能手荣誉称号")


@pytest.mark.parametrize(
    ("kind", "name"),
    [
        ("Organization", "北屿集团"),
        ("Organization", "云翎纺织有限公司工会"),
        ("Award", "“淇水丹心”奖"),
        ("Award", "云翎五一劳动奖章"),
    ],
)
def test_some_names_are_their_bearers_own(kind, name):
    assert parted(kind, name).distinct


@pytest.mark.parametrize(
    ("kind", "name"),
    [
        ("Organization", "总工会"),
        ("Organization", "供电公司"),
        ("Organization", "志愿者小队"),
        ("Organization", "纺织产业工会"),
        ("Organization", "一车间"),
        ("Organization", "离退休干部工作局"),
        ("Place", "会议室"),
        ("Place", "工人文化宫"),
        ("Award", "一等奖"),
        ("Award", "职工演讲比赛一等奖"),
        ("Award", "先进个人"),
        ("Activity", "趣味运动会"),
        ("Activity", "“劳动筑梦新时代”演讲比赛"),
        ("Person", "罗小满"),
    ],
)
def test_a_name_that_every_town_has_is_nobodys_own(kind, name):
    assert not parted(kind, name).distinct


def test_a_division_is_known_with_and_without_those_it_lies_in():
    assert is_division("Place", "鹤壁市淇滨区")
    assert parted("Place", "鹤壁市淇滨区").core == parted("Place", "淇滨区").core == "淇滨"
    assert not is_division("Place", "鹤壁市体育馆")


@pytest.mark.parametrize("name", ["", "市", "“”", "全国", "2022年", "😀", "A" * 500])
def test_odd_names_are_parted_without_harm(name):
    for kind in ("Person", "Organization", "Place", "Award", "Activity"):
        assert isinstance(parted(kind, name).core, str)
