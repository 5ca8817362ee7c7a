"""Traditional characters read as simplified ones, and texts that are left as they are."""

from hypothesis import given
from hypothesis import strategies as st

from extract import documents
from extract.script import simplified


def test_a_traditional_text_is_read_in_simplified_characters():
    assert (
        simplified("臨川縣總工會為職工送去溫暖，隨後與各鄉鎮工廠簽約。")
        == "临川县总工会为职工送去温暖，随后与各乡镇工厂签约。"
    )


def test_quotes_of_a_traditional_text_become_those_of_a_simplified_one():
    assert simplified("總工會開展「送溫暖『進萬家』」活動") == "总工会开展“送温暖‘进万家’”活动"


def test_a_character_that_is_simplified_by_itself_but_not_in_a_traditional_text_is_replaced_there_alone():
    assert simplified("隨後舉辦運動會，衣服晾乾了。") == "随后举办运动会，衣服晾干了。"
    assert simplified("乾县於家") == "乾县於家"


def test_a_simplified_text_that_quotes_traditional_characters_stays_as_it_is():
    text = "牌匾上写着「總工會」三个大字，旁边是临川县总工会为职工送去温暖的照片，参观的人都说好看。"
    assert simplified(text) is text


def test_what_has_no_chinese_stays():
    assert simplified("") == ""
    assert simplified("「Hello」") == "「Hello」"


def test_mentions_of_a_traditional_article_can_be_found_where_it_tells_them(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text("臨川縣總工會\n\n舉辦「送溫暖」,參加的職　工很多。\n", "utf-8")
    document = documents.read(path, "a.txt")
    assert document.text == path.read_text("utf-8")
    assert document.clean.startswith("临川县总工会\n举办“送温暖”，")
    start, end = document.locate(0, 6)
    assert document.text[start:end] == "臨川縣總工會"


@given(st.text(alphabet="縣總工會舉辦的後乾一二三，。「」 \nA1𠀀"))
def test_no_text_changes_its_length(text):
    assert len(simplified(text)) == len(text)


@given(st.text(alphabet=st.characters(codec="gb2312")))
def test_a_text_of_simplified_characters_stays_as_it_is(text):
    assert simplified(text) is text
