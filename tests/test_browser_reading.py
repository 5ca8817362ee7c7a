"""Reading in the page: articles, honours, figures, paths, why names were joined, and the query behind each click."""

import pytest
from chromium import click, text, texts, wait
from festival import TWO, festival, iri
from invented import choir
from invented import iri as of

pytestmark = pytest.mark.browser


def test_a_sentence_opens_its_article_with_the_words_marked_and_every_entity_coloured(opened):
    browser = opened(festival(), f"#node={iri('bai')}")
    click(browser, "#panel blockquote p")
    wait(browser, "document.querySelector('#panel .article')")
    assert text(browser, "#panel .article") == TWO
    assert "".join(texts(browser, "#panel .article mark")) in {
        "林小雨和白露获得望海市阅读标兵称号",
        "白露也获得全国金嗓子奖",
    }
    assert texts(browser, "#panel .article .named")[:2] == ["2022年6月9日", "望海市读书会"]
    colour = "return getComputedStyle(document.querySelector('#panel .article .named')).borderBottomColor"
    assert browser.execute_script(colour) == "rgb(71, 85, 105)"
    click(browser, "#panel .back")
    wait(browser, "document.querySelector('#panel h2').textContent === '白露'")


def test_a_name_in_an_article_opens_its_entity(opened):
    browser = opened(festival(), "#read=one.txt")
    assert text(browser, "#panel h2") == "澄江歌会侧记"
    assert "2021-04" in text(browser, "#panel .type")
    browser.execute_script("""
        [...document.querySelectorAll("#panel .named")].find((each) => each.textContent === "云桥小学").click();
    """)
    wait(browser, f"guanxi.selected() === '{iri('school')}'")


def test_the_honour_ladder_stands_by_level_with_year_conferrer_and_who_else_holds_it(opened):
    browser = opened(festival(), f"#node={iri('lin')}")
    assert texts(browser, "#panel .ladder h4") == ["国家级1", "市级1"]
    assert text(browser, "#panel .ladder time") == "2021"
    assert texts(browser, "#panel .ladder .rung:first-child .with") == [
        "授予：望海市文化馆 组织机构",
        "同获者：白露 人物",
    ]
    assert text(browser, "#panel .ladder mark") == "获得全国金嗓子奖"


def test_a_sentence_that_tells_several_facts_is_shown_once(opened):
    browser = opened(festival(), f"#node={iri('reader')}")
    assert texts(browser, "#panel li .ends .entity") == ["白露 人物", "林小雨 人物"]
    assert texts(browser, "#panel li mark") == ["林小雨和白露获得望海市阅读标兵称号"]


def test_the_way_back_from_an_article_names_where_it_leads(opened):
    browser = opened(festival(), f"#node={iri('lin')}&read=one.txt")
    assert text(browser, "#panel .back") == "← 林小雨"
    click(browser, "#panel .back")
    assert text(browser, "#panel h2") == "林小雨"
    assert text(browser, "#panel .back") == "← 返回概览"


def test_the_figures_of_an_activity_are_a_table_with_their_sentences(opened):
    browser = opened(festival(), f"#node={iri('choir')}")
    assert texts(browser, "#panel .figures tbody th, #panel .figures tbody td") == [
        "登台职工",
        "120名",
        "120名职工登台",
    ]


def test_the_panel_tells_kind_short_forms_and_why_names_were_joined(opened):
    browser = opened(festival(), f"#node={iri('union')}")
    assert text(browser, "#panel .type") == "组织机构 · 协会与社会组织"
    assert text(browser, "#panel .about") == "又名纺协"
    assert text(browser, "#panel .joins li") == "纺协 – 简称：字序见于全称"
    click(browser, "#panel .back")
    browser = opened(festival(), f"#node={iri('voice')}")
    assert text(browser, "#panel .joins > p") == "全名足以辨认，各篇同名即同一"


def test_what_several_articles_tell_alike_explains_why_a_person_is_one(opened):
    browser = opened(choir(), f"#node={of('lin')}")
    assert text(browser, "#panel .joins > p") == "各篇所述相同："
    assert text(browser, "#panel .joins .entity") == "澄江区纺织协会 组织机构"


def test_paths_lead_from_one_entity_to_another_with_the_sentence_of_each_step(opened):
    browser = opened(festival(), f"#path={iri('bai')}|{iri('union')}")
    first = "#panel .route:nth-of-type(1)"
    assert texts(browser, "#panel .route h3")[0] == "路径 13 步"
    assert texts(browser, f"{first} .verb") == ["获得荣誉 →", "← 获得荣誉", "任职于 →"]
    assert texts(browser, f"{first} mark") == [
        "林小雨和白露获得望海市阅读标兵称号",
        "林小雨和白露获得望海市阅读标兵称号",
        "林小雨任澄江区纺织协会会长",
    ]
    assert len(texts(browser, "#panel .route")) == 2
    emphasised = browser.execute_script("return guanxi.emphasised()")
    assert emphasised == sorted(map(iri, ("bai", "lin", "reader", "union", "voice")))


def test_both_ends_of_a_path_are_chosen_by_typing(opened):
    browser = opened(festival())
    click(browser, "#paths")
    browser.find_element("id", "path-from").send_keys("白露\n")
    browser.find_element("id", "path-to").send_keys("纺协\n")
    wait(browser, "document.querySelectorAll('#panel .route').length === 2")


def test_entities_that_nothing_links_have_no_path(opened):
    browser = opened(choir(), f"#path={of('lin')}|{of('harbour')}")
    assert "两者之间没有路径。" in texts(browser, "#panel .hint")


@pytest.mark.parametrize(
    ("address", "rows"),
    [
        (f"#node={iri('lin')}", 4),
        (f"#pair={iri('lin')}|{iri('union')}", 1),
        ("#read=two.txt", 4),
        (f"#path={iri('bai')}|{iri('union')}", 2),
        ("#level=national", 3),
        ("#role=主办", 1),
        ("#told=left", 1),
        ("#sure=0.85", 10),
        ("#article=two.txt", 4),
        ("#from=2022-01-01&to=2022-12-31", 1),
    ],
)
def test_every_click_shows_its_query_and_the_query_finds_as_much(opened, address, rows):
    browser = opened(festival(), address)
    click(browser, "#panel > .sparql .quiet")
    wait(browser, "/条结果/.test(document.getElementById('results').textContent)")
    assert text(browser, "#results [role=status]").startswith(f"{rows} 条结果")
