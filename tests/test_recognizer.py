"""The recogniser: windows of text, the best tags, and entities that keep to the characters of the text."""

import subprocess
import sys

import numpy as np
import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st

from extract import pipeline
from extract.recognizer import LONGEST, best_tags, is_likely, spans, windows

OUTSIDE, BEGIN, INSIDE = 0, 1, 2


def scores(*rows):
    return np.log(np.array(rows, dtype="float32") + 1e-6)


@given(st.text(alphabet="甲乙。！？，；\n", max_size=1500))
def test_windows_follow_each_other_and_leave_nothing_out(text):
    found = list(windows(text))
    assert [start for start, _ in found] == [0, *(end for _, end in found[:-1])][: len(found)]
    assert "".join(text[start:end] for start, end in found) == text


@given(st.text(alphabet="甲乙。，\n", max_size=3000))
def test_no_window_is_longer_than_twice_the_longest(text):
    assert all(end - start <= 2 * LONGEST for start, end in windows(text))


def test_a_window_ends_where_a_sentence_does():
    text = ("甲" * 99 + "。") * 5
    assert list(windows(text)) == [(0, 200), (200, 400), (400, 500)]


def test_a_window_does_not_cut_a_span_that_is_to_be_kept():
    text = ("甲" * 99 + "。") * 5
    assert (0, 100) in list(windows(text, keep=[(190, 210)]))


def test_a_window_does_not_cut_what_stands_in_quotes():
    text = "甲" * 150 + "。“" + "乙。" * 25 + "”" + "丙" * 40 + "。"
    assert next(windows(text)) == (0, 151)


def test_an_empty_text_has_no_windows():
    assert list(windows("")) == []


def test_an_inside_never_follows_an_outside():
    assert best_tags(scores([0.9, 0.1, 0.0], [0.1, 0.3, 0.6])) == [OUTSIDE, BEGIN]


def test_an_inside_never_begins_a_text():
    assert best_tags(scores([0.1, 0.3, 0.6], [0.1, 0.1, 0.8])) == [BEGIN, INSIDE]


def test_the_inside_of_a_type_follows_only_its_own_beginning():
    assert best_tags(scores([0.0, 0.9, 0.0, 0.1, 0.0], [0.1, 0.0, 0.3, 0.0, 0.6])) == [1, 2]


def test_two_beginnings_are_two_entities():
    assert list(spans([1, 2, 1, 0, 3, 4])) == [(0, 2, 0), (2, 3, 0), (4, 6, 1)]


def test_nothing_but_outside_is_no_entity():
    assert list(spans([0, 0])) == []


@pytest.fixture(scope="module")
def nlp():
    return pipeline.load()


@pytest.mark.model
@pytest.mark.parametrize("text", ["", " ", "\n\n", "。", "abc 123", "\U0001f600\U0002070e", "甲" * 2000])
def test_odd_texts_are_read_without_an_error(nlp, text):
    assert nlp(text).text == text


@pytest.mark.model
def test_the_name_in_a_plain_sentence_is_recognised(nlp):
    doc = nlp("大庆市总工会主席赵小海在会上发言。")
    assert ("赵小海", "Person") in {(entity.text, entity.label_) for entity in doc.ents}
    assert ("大庆市总工会", "Organization") in {(entity.text, entity.label_) for entity in doc.ents}


@pytest.mark.model
def test_spacy_alone_loads_the_pipeline():
    code = f"import spacy; print(spacy.load({str(pipeline.MODEL)!r}).pipe_names)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd="/", check=True)
    assert done.stdout.strip() == str(list(pipeline.COMPONENTS))


@pytest.mark.model
def test_names_of_another_pipeline_are_taken_where_it_finds_them(tmp_path):
    other = spacy.blank("zh")
    other.add_pipe("entity_ruler").add_patterns(
        [{"label": "PERSON", "pattern": "阿咚"}, {"label": "CARDINAL", "pattern": "会上"}]
    )
    other.to_disk(tmp_path / "other")
    for _ in range(2):
        doc = pipeline.load(str(tmp_path / "other"))("阿咚在会上发言。")
        assert [(entity.text, entity.label_) for entity in doc.ents] == [("阿咚", "Person")]


@pytest.mark.parametrize(
    ("form", "kind", "chance", "counts"),
    [
        ("赵小海", "Person", 0.4, True),
        ("奔腾", "Person", 0.9, False),
        ("次仁", "Person", 0.98, True),
        ("古丽·买买提", "Person", 0.4, True),
        ("赵", "Person", 0.4, True),
        ("厂", "Organization", 0.99, False),
        ("甲厂", "Organization", 0.2, False),
    ],
)
def test_a_name_that_opens_with_no_surname_must_be_surer(form, kind, chance, counts):
    assert is_likely(form, kind, chance) is counts


@pytest.mark.parametrize(
    ("form", "chance", "likely"),
    [("温馨", 0.85, False), ("温馨", 0.93, True), ("成功", 0.93, False), ("温小雨", 0.85, True)],
)
def test_a_name_that_is_also_a_word_must_be_surer(form, chance, likely):
    assert is_likely(form, "Person", chance) == likely


@pytest.mark.parametrize(
    ("form", "chance", "likely"),
    [
        ("大庆争光", 0.9, False),
        ("大庆争光", 0.97, True),
        ("大庆学校", 0.5, True),
        ("运行", 0.8, False),
        ("欧盟", 0.97, True),
        ("欧盟", 0.6, False),
    ],
)
def test_a_body_called_by_a_word_or_by_two_characters_must_be_surer(form, chance, likely):
    assert is_likely(form, "Organization", chance) == likely


def test_the_places_that_only_general_news_marks_are_found_by_its_pipeline():
    doc = spacy.load(pipeline.MODEL_OF_NEWS)("中美两国专家在北京会谈。")
    found = {(entity.text, entity.label_) for entity in doc.ents}
    assert {("中", "Place"), ("美", "Place"), ("北京", "Place")} <= found
