"""Annotated passages: the markup is read, and our own passages keep to it."""

from pathlib import Path

import pytest

from extract.errors import InputError
from extract.schema import load
from extract.training.corpora import read_bio, read_cluener, read_genre, read_msra
from extract.training.swap import Swapper

PASSAGES = Path(__file__).parent.parent / "extract" / "training" / "passages"


@pytest.fixture
def write(tmp_path):
    def written(text):
        path = tmp_path / "a.txt"
        path.write_text(text, "utf-8")
        return path

    return written


PASSAGE = """## a-1
{Organization:o1|大庆市总工会}的{Person:p1|赵小海}
和{o1|市总}办了{Activity:a1|书法赛}

> p1 worksFor o1 role=党委书记、主任
> o1 organized a1 date=6月9日 implicit
= o1 大庆市总工会
"""


def test_a_passage_is_read_with_its_mentions_relations_and_names(write):
    (passage,) = read_genre([write(PASSAGE)])
    assert passage.text == "大庆市总工会的赵小海\n和市总办了书法赛"
    spans = [(passage.text[s.start : s.end], s.type, s.entity) for s in passage.spans]
    assert spans == [
        ("大庆市总工会", "Organization", "o1"),
        ("赵小海", "Person", "p1"),
        ("市总", "Organization", "o1"),
        ("书法赛", "Activity", "a1"),
    ]
    assert passage.relations[0].qualifiers == {"role": "党委书记、主任"}
    assert passage.relations[1].implicit
    assert passage.canonical == (("o1", "大庆市总工会"),)


def test_our_own_passages_keep_to_the_schema():
    passages = list(read_genre(PASSAGES.glob("*.txt")))
    assert len(passages) > 300
    assert len({passage.name for passage in passages}) == len(passages)
    predicates = load().predicates
    for passage in passages:
        types = {span.entity: span.type for span in passage.spans}
        assert set(types.values()) <= set(load().types), passage.name
        for relation in passage.relations:
            ends = types[relation.subject], types[relation.object]
            assert predicates[relation.predicate].accepts(*ends), (passage.name, relation)


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("{Person:p1|赵小海和", "broken near"),
        ("{Human:p1|赵小海}", "of no type"),
        ("{p1|赵小海}", "of no type"),
        ("{Person:p1|赵小海}\n> p1 worksFor o1", "unknown predicate or id"),
        ("{Person:p1|赵小海}\n> p1 likes p1", "unknown predicate or id"),
    ],
)
def test_a_passage_that_breaks_the_markup_is_refused_with_its_name(write, written, told):
    with pytest.raises(InputError, match=f"a-1.*{told}"):
        list(read_genre([write(f"## a-1\n{written}\n")]))


def test_words_with_tags_are_read(write):
    (passage,) = read_msra(write("当/o 大庆市/ns 赵小海/nr\n"))
    assert [(passage.text[s.start : s.end], s.type) for s in passage.spans] == [
        ("大庆市", "Place"),
        ("赵小海", "Person"),
    ]


def test_characters_with_labels_are_read(write):
    (passage,) = read_bio(write("大 B-LOC\n庆 I-LOC\n好 O\n"), {"LOC": "Place"}, "x")
    assert (passage.text, [(s.start, s.end, s.type) for s in passage.spans]) == ("大庆好", [(0, 2, "Place")])


def test_of_overlapping_marks_the_first_is_kept(write):
    line = '{"text": "大庆油田", "label": {"address": {"大庆": [[0, 1]]}, "company": {"大庆油田": [[0, 3]]}}}\n'
    (passage,) = read_cluener(write(line))
    assert [(s.start, s.end, s.type) for s in passage.spans] == [(0, 4, "company")]


def test_a_swapped_passage_keeps_its_marks_and_changes_the_same_name_alike(write):
    (passage,) = read_genre([write("## a\n{Person:p1|赵小海}说，{p1|赵小海}是{Place:l1|大庆市}人。\n")])
    swapped = Swapper(["钱大山"], seed=1).swap(passage)
    names = [swapped.text[s.start : s.end] for s in swapped.spans]
    assert names[:2] == ["钱大山", "钱大山"]
    assert names[2].endswith("市")
    assert [s.type for s in swapped.spans] == ["Person", "Person", "Place"]
