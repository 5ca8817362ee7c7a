"""Administrative divisions by name."""

from importlib import resources

import pytest

from extract.gazetteer import EVERYDAY, Division, by_code, find, resolve, run, tags


def codes(divisions):
    return [division.code for division in divisions]


def lines():
    return resources.files("extract").joinpath("divisions.tsv").read_text("utf-8").splitlines()


def test_every_line_holds_a_code_of_six_digits_and_a_name_in_the_order_of_the_codes():
    table = [line.split("\t") for line in lines()]
    assert all(len(row) == 2 and len(row[0]) == 6 and row[0].isdigit() and len(row[1]) > 1 for row in table)
    assert [row[0] for row in table] == sorted({row[0] for row in table})


def test_no_line_is_a_placeholder_of_the_statistics():
    names = {line.split("\t")[1] for line in lines()}
    assert not names & {"市辖区", "县", "省直辖县级行政区划", "自治区直辖县级行政区划"}


def test_there_are_thirty_four_provinces():
    assert sum(line.split("\t")[0].endswith("0000") for line in lines()) == 34


@pytest.mark.parametrize(
    ("code", "level", "parent"),
    [
        ("210000", "province", None),
        ("211200", "city", "210000"),
        ("211202", "county", "211200"),
        ("110105", "county", "110000"),
        ("429004", "county", "420000"),
    ],
)
def test_the_code_tells_level_and_parent(code, level, parent):
    division = by_code(code)
    assert division.level == level
    assert (division.parent and division.parent.code) == parent


def test_a_code_that_is_not_given_has_no_division():
    assert by_code("999999") is None
    assert by_code("") is None


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("铁岭市", ["211200"]),
        ("铁岭", ["211200", "211221"]),
        ("内蒙古", ["150000"]),
        ("内蒙古自治区", ["150000"]),
        ("广西", ["450000"]),
        ("延边", ["222400"]),
        ("延边州", ["222400"]),
        ("恭城瑶族自治县", ["450332"]),
        ("恭城县", ["450332"]),
        ("恭城自治县", ["450332"]),
        ("香港", ["810000"]),
        ("芒市", ["533103"]),
        ("巴州", ["652800"]),
    ],
)
def test_a_division_is_found_by_full_plain_and_short_name(name, found):
    assert codes(find(name)) == found


@pytest.mark.parametrize(("name", "found"), [("吴江市", ["320509"]), ("那曲地区", ["540600"]), ("铜梁县", ["500151"])])
def test_a_former_kind_of_name_finds_the_division_of_today(name, found):
    assert codes(find(name)) == found


def test_a_name_of_today_is_not_taken_for_a_former_one():
    assert codes(find("铁岭县")) == ["211221"]


@pytest.mark.parametrize("name", ["", "。", "市", "郊", "芒", "矿", "某某市", "铁岭市总工会", "9" * 300])
def test_what_names_no_division_finds_none(name):
    assert find(name) == ()


def test_a_name_of_several_divisions_means_none_without_context():
    assert resolve("鼓楼区") is None
    assert resolve("朝阳") is None


@pytest.mark.parametrize(
    ("name", "context", "code"),
    [
        ("鼓楼区", {"320100"}, "320106"),
        ("鼓楼区", {"350000"}, "350102"),
        ("朝阳区", {"220100", "110000"}, "220104"),
        ("朝阳", {"110105"}, "110105"),
        ("海州区", {"320700", "210000"}, "320706"),
        ("吉林", {"220200"}, "220200"),
        ("朝阳", {"211321"}, "211321"),
    ],
)
def test_the_context_tells_which_division_is_meant(name, context, code):
    assert resolve(name, context).code == code


def test_a_context_that_leaves_two_tells_nothing():
    assert resolve("鼓楼区", {"320000"}) is None


@pytest.mark.parametrize(("name", "code"), [("铁岭", "211200"), ("吉林", "220000"), ("海南", "460000")])
def test_a_short_name_means_the_division_that_holds_the_others_or_the_province(name, code):
    assert resolve(name).code == code


def test_an_unknown_name_or_code_resolves_to_nothing():
    assert resolve("某某市") is None
    assert resolve("鼓楼区", {"999999", ""}) is None


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("吉林省辽东市", ["吉林省"]),
        ("辽宁省鞍山市铁东区蓝溪文化馆", ["辽宁省", "鞍山市", "铁东区"]),
        ("白山市文化馆", ["白山市"]),
        ("铁岭市银州区文化馆", ["铁岭市", "银州区"]),
        ("大庆油田", ["大庆市"]),
        ("济南市中区文化馆", ["济南市", "市中区"]),
        ("济南市中医院", ["济南市"]),
        ("长春市朝阳区文化馆", ["长春市", "朝阳区"]),
        ("湖北省恩施州文化馆", ["湖北省", "恩施土家族苗族自治州"]),
        ("沈阳和平区文化馆", ["沈阳市", "和平区"]),
        ("沈阳和平文化馆", ["沈阳市", "和平区"]),
        ("北京上海联合队", ["北京市"]),
        ("铁岭市", ["铁岭市"]),
    ],
)
def test_the_divisions_at_the_beginning_of_a_name_are_found_from_the_widest(text, names):
    assert [[division.name for division in naming.divisions] for naming in run(text)] == [[name] for name in names]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "，。",
        "市文化馆",
        "蓝溪文化馆",
        "大庆",
        "南昌路小学",
        "东营村",
        "五台山",
        "安康杯竞赛",
        "和平饭店",
        "城区文化馆",
    ],
)
def test_a_street_a_village_or_an_everyday_word_is_no_division(text):
    assert run(text) == ()


def test_a_run_keeps_the_words_of_the_text_and_all_they_may_mean():
    (first, second) = run("长春朝阳区文化馆")
    assert (first.text, second.text) == ("长春", "朝阳区")
    assert second.divisions == (Division("220104", "朝阳区"),)
    assert len(run("鼓楼区文化馆")[0].divisions) > 1


def test_every_everyday_word_is_a_name_of_some_division():
    assert sorted(word for word in EVERYDAY if not find(word)) == []


def test_each_character_is_told_whether_a_division_is_named_there():
    assert tags("到大庆市让胡路区去") == [0, 1, 2, 2, 1, 2, 2, 2, 0]


def test_a_short_name_is_told_apart_from_a_full_one_and_a_word_of_everyday_language_from_both():
    assert tags("大庆和平") == [3, 4, 0, 0]


def test_a_text_that_breaks_off_inside_a_name_is_told_the_rest():
    assert tags("大") == [0]
    assert tags("") == []


@pytest.mark.parametrize(
    ("name", "widest"), [("西安交通局", "西安市"), ("海南航空公司", "海南省"), ("西安区图书馆", "西安区")]
)
def test_of_divisions_of_one_name_the_widest_is_told(name, widest):
    assert run(name)[0].widest.name == widest
