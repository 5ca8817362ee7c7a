"""Relations: which pairs are looked at, what counts, and what names alone tell."""

from dataclasses import replace

import numpy as np
import pytest
from marked import parse

from extract import rivals
from extract.nested import nest
from extract.pair_model import HIDDEN, PairModel, Threshold
from extract.pairs import OBJECT, SUBJECT, Pair, Scene, rows
from extract.qualifiers import award_date, counted, role
from extract.references import join
from extract.relations import chosen, relations
from extract.schema import load
from extract.spans import spans_of


def scene(marked):
    """The scene of a marked text."""
    text, found = parse(marked)
    spans = spans_of(text, found)
    found = nest(text, spans, join(text, spans))
    return Scene(text, found.spans, found.clusters, nested=len(found.spans) - len(spans), beside=found.beside)


def model(bias=-9.0, weights=None):
    """A model that says no to every pair, but for the weights given: {predicate: {description: weight}}."""
    names = list(load().predicates)
    empty = PairModel.empty(1)
    empty.bias[:] = bias
    for name, facts in (weights or {}).items():
        for fact, weight in facts.items():
            empty.table[rows([fact]), HIDDEN + names.index(name)] = weight * 4
    return replace(empty, step=empty.step * 2, thresholds=dict.fromkeys(names, Threshold(0.5, 0.05)))


def told(view, weights=None):
    names = [cluster.name for cluster in view.clusters]
    return {(names[r.subject], r.predicate, names[r.object]) for r in relations(view, model(weights=weights))}


def words(view, relation):
    """The words that show a relation."""
    return [view.text[start:end] for start, end in relation.places]


def shown(view, predicate, weights=None):
    """The words that show the one relation of a predicate."""
    (relation,) = [r for r in relations(view, model(weights=weights)) if r.predicate == predicate]
    return words(view, relation)


def test_a_model_comes_back_from_its_bytes():
    first = model(weights={"worksFor": {"Per>Org|bias": 1.5}})
    again = PairModel.from_bytes(first.to_bytes())
    assert again.thresholds == first.thresholds
    view = scene("[人 赵小海]在[组 大庆市总工会]上班。")
    pairs = list(view.pairs())
    assert np.array_equal(again.scores(view, pairs), first.scores(view, pairs))
    assert again.scores(view, pairs).max() == pytest.approx(1.5 - 9)


def test_vectors_of_the_two_mentions_and_of_the_words_between_count():
    view = scene("[人 赵小海]在[组 大庆市总工会]上班。")
    view.vectors = np.arange(len(view.text), dtype=np.float16)[:, None]
    found = model()
    (pair,) = [pair for pair in view.pairs() if view.spans[pair.subject].type == "Person"]
    for part, expected in enumerate((1.0, 6.5, 3.0)):  # means of the offsets of 赵小海, 大庆市总工会 and 在
        vectors, out = np.zeros_like(found.vectors), np.zeros_like(found.out)
        vectors[part, 0, 0] = 1
        out[0, 0] = 1
        scores = replace(found, vectors=vectors, out=out).scores(view, [pair])
        assert scores[0, 0] == pytest.approx(expected - 9)


def test_a_text_without_pairs_has_no_scores():
    view = scene("天很冷。")
    assert model().scores(view, []).shape == (0, len(load().predicates))


def test_a_relation_is_as_probable_as_its_best_mentions_make_it():
    view = scene("[组 红星厂]举办了[动 书法大赛]，昨天[组 红星厂]又提到[动 书法大赛]。")
    found = model(weights={"organized": {"Org>Act|bias": 9, "Org>Act|gap=举办了": 1}})
    found.calibration[:, -1] = -1
    chance, candidate = found.candidates(view)[0, "organized", 1]
    assert chance == pytest.approx(0.5)  # a score of 9 + 1 - 9, and 1 off
    assert (candidate.pair.subject, candidate.pair.object) == (0, 1)
    assert [(p.subject, p.object) for p in candidate.pairs(0.6)] == [(0, 1)]  # the score of the others is 0
    assert len(candidate.pairs(0.4)) == len(candidate.told) > 1


def test_a_surer_rival_makes_a_relation_less_probable():
    view = scene("[组 红星厂]举办了[动 书法大赛]，[组 光明厂]看了。")
    found = model(weights={"organized": {"Org>Act|bias": 9, "Act<Org|bias": 8}})
    found.calibration[:, 1] = -2  # the best score of another subject
    chances = {key: chance for key, (chance, _) in found.candidates(view).items()}
    assert chances[0, "organized", 1] == pytest.approx(1 / (1 + np.exp(-2)))  # 0 + 2, the rival has -1
    assert chances[2, "organized", 1] == pytest.approx(1 / (1 + np.exp(1)))  # -1, the rival has 0


def test_what_scores_far_too_low_is_no_candidate():
    view = scene("[组 红星厂]举办了[动 书法大赛]。")
    assert model().candidates(view) == {}


def test_one_of_a_list_is_told_how_the_others_score():
    view = scene("[组 红星厂]获得[奖 先进集体]、[奖 安全奖]。")
    found = model(weights={"receivedAward": {"Org>Awa|bias": 9, "Org>Awa|headB=先": 3}})
    pairs = list(view.pairs())
    known = rivals.candidates(view, pairs, found.scores(view, pairs))
    table = dict(zip(known, rivals.table(view, known), strict=True))
    assert table[0, "receivedAward", 1][[0, 13, 14]] == pytest.approx([3, -3, 1])
    assert table[0, "receivedAward", 2][[0, 13, 14]] == pytest.approx([0, 3, 1])


def test_what_is_told_of_two_bodies_in_one_name_is_told_of_both():
    view = scene("[地 黑龙江省][地 大庆市]的[组 省市总工会]举办了[动 书法大赛]。")
    found = told(view, {"organized": {"Org>Act|bias": 15}})
    assert ("黑龙江省总工会", "organized", "书法大赛") in found
    assert ("大庆市总工会", "organized", "书法大赛") in found


def test_studios_of_several_people_in_one_name_come_apart():
    view = scene("参观了[组 赵小海、钱大江劳模创新工作室]。")
    assert [c.name for c in view.clusters] == ["赵小海劳模创新工作室", "钱大江劳模创新工作室"]


def test_a_prize_is_won_in_the_contest_that_its_name_opens_with():
    assert told(scene("获得[奖 全市书法大赛一等奖]。")) == {("全市书法大赛一等奖", "presentedAt", "全市书法大赛")}


def test_a_contest_inside_a_prize_is_the_one_that_the_text_tells_in_full():
    view = scene("在[动 全市第三届职工书法大赛]上获得[奖 全市书法大赛一等奖]。")
    assert ("全市书法大赛一等奖", "presentedAt", "全市第三届职工书法大赛") in told(view)


def test_a_title_that_names_no_contest_was_presented_nowhere():
    assert told(scene("获得[奖 全市劳动模范]。")) == set()


def test_a_workshop_is_part_of_the_company_that_its_name_opens_with():
    found = told(scene("[组 大庆蓝禾电子有限公司制造二班]获奖。"))
    assert ("大庆蓝禾电子有限公司制造二班", "partOf", "大庆蓝禾电子有限公司") in found


def test_the_union_of_a_company_is_no_part_of_it():
    assert not [fact for fact in told(scene("[组 大庆蓝禾电子有限公司工会]获奖。")) if fact[1] == "partOf"]


def test_a_body_completed_from_the_text_lies_in_its_place():
    view = scene("[奖 大庆市劳动模范]由[组 市总工会]评选。")
    assert ("大庆市总工会", "locatedIn", "大庆市") in told(view)


def test_a_pair_that_the_model_says_yes_to_is_a_relation_with_its_clause():
    view = scene("天很冷，[人 赵小海]在[组 大庆市总工会]上班，心很热。")
    (relation,) = [r for r in relations(view, model(weights={"worksFor": {"Per>Org|bias": 12}}))
                   if r.predicate == "worksFor"]  # fmt: skip
    assert words(view, relation) == ["赵小海在大庆市总工会上班"]
    assert relation.confidence == pytest.approx(0.953, abs=0.01)


def test_a_relation_told_in_two_sentences_is_shown_by_both():
    view = scene("[人 赵小海]在[组 大庆市总工会]上班。天冷。[组 大庆市总工会]派来[人 赵小海]，大家高兴。")
    assert shown(view, "worksFor", {"worksFor": {"Per>Org|apart=0": 12, "Org<Per|apart=0": 11}}) == [
        "赵小海在大庆市总工会上班。",
        "大庆市总工会派来赵小海",
    ]


def test_a_sentence_that_names_both_shows_a_relation_and_not_one_that_reaches_further():
    view = scene("[人 赵小海]来了。[人 赵小海]在[组 大庆市总工会]上班。")
    assert shown(view, "worksFor", {"worksFor": {"Per>Org|apart=0": 11, "Per>Org|apart=1": 12}}) == [
        "赵小海在大庆市总工会上班。"
    ]


def test_where_no_sentence_names_both_the_clauses_from_one_to_the_other_show_a_relation():
    view = scene("天冷，[人 赵小海]来了。他在[组 大庆市总工会]上班，很高兴。")
    assert shown(view, "worksFor", {"worksFor": {"Per>Org|bias": 12}}) == ["赵小海来了。他在大庆市总工会上班"]


def test_a_mention_that_is_less_sure_shows_no_relation_again():
    view = scene("[人 赵小海]在[组 大庆市总工会]上班。[人 赵小海]路过[组 大庆市总工会]。")
    weights = {"worksFor": {"Per>Org|bias": 5, "Per>Org|gap=在": 7}}
    assert shown(view, "worksFor", weights) == ["赵小海在大庆市总工会上班。"]


def test_what_one_of_two_places_says_beside_a_relation_counts():
    view = scene("[人 赵小海]在[组 大庆市总工会]上班。[组 大庆市总工会][职 主席][人 赵小海]发言。")
    weights = {"worksFor": {"Per>Org|bias": 13, "Org<Per|bias": 12}}
    (relation,) = [r for r in relations(view, model(weights=weights)) if r.predicate == "worksFor"]
    assert dict(relation.qualifiers) == {"role": "主席"}
    assert len(relation.places) == 2


def test_a_relation_told_once_with_its_subject_is_not_implicit():
    view = scene("[组 大庆市总工会]办[动 广场舞大赛]。天冷。一。又办[动 广场舞大赛]。")
    weights = {"organized": {"Org>Act|bias": 13}}
    (relation,) = [r for r in relations(view, model(weights=weights)) if r.predicate == "organized"]
    assert not relation.implicit


def test_a_comma_inside_a_number_parts_no_clauses():
    view = scene("赛会,[组 大庆市总工会]发1,200元给[人 赵小海]。")
    assert shown(view, "worksFor", {"worksFor": {"Org<Per|bias": 12}}) == ["大庆市总工会发1,200元给赵小海。"]


def test_the_name_that_holds_a_place_shows_where_a_body_lies():
    assert shown(scene("昨天[组 大庆市总工会]开会。"), "locatedIn") == ["大庆市总工会"]


def test_a_department_and_its_body_beside_each_other_show_that_it_is_part_of_it():
    assert shown(scene("昨天[组 大庆市总工会][组 宣教部]开会。"), "partOf") == ["大庆市总工会宣教部"]


def test_a_division_and_the_one_right_before_it_show_where_it_lies():
    view = scene("[地 让胡路区]很大，[地 大庆市][地 让胡路区]很冷。")
    assert shown(view, "locatedIn") == ["大庆市让胡路区"]


def test_a_place_that_opens_with_the_short_name_of_a_division_is_less_sure_to_lie_there():
    short, full = scene("[地 大庆影剧院]在[地 大庆市]。"), scene("[地 大庆市影剧院]很大。")
    (one,), (other,) = ([r for r in relations(view, model()) if r.predicate == "locatedIn"] for view in (short, full))
    assert (one.extractor, other.extractor) == ("openings/1", "names/1")
    assert one.confidence < other.confidence


def test_a_department_whose_name_was_put_together_from_afar_is_less_sure_to_be_part_of_its_body():
    near = scene("[组 大庆市总工会][组 宣教部]开会。")
    far = scene("[组 大庆市总工会]开会，[组 宣教部]来了。")
    (one,), (other,) = ([r for r in relations(view, model()) if r.predicate == "partOf"] for view in (near, far))
    assert (one.extractor, other.extractor) == ("names/1", "context/1")
    assert one.confidence > other.confidence


def test_who_works_for_a_department_is_less_sure_to_work_for_its_body():
    view = scene("[组 大庆市总工会][组 宣教部][人 赵小海]发言。")
    found = relations(view, model(weights={"worksFor": {"Org<Per|ranks=00|0": 12}}))
    works = {view.clusters[r.object].name: r.confidence for r in found if r.predicate == "worksFor"}
    assert works["大庆市总工会"] < works["大庆市总工会宣教部"]


def test_who_works_for_a_department_works_for_its_body_too():
    view = scene("[组 大庆市总工会][组 宣教部][人 赵小海]发言。")
    found = told(view, {"worksFor": {"Org<Per|ranks=00|0": 15}})
    assert ("赵小海", "worksFor", "大庆市总工会宣教部") in found
    assert ("赵小海", "worksFor", "大庆市总工会") in found


def test_a_department_is_part_of_its_body_without_being_told_so():
    assert ("大庆市总工会宣教部", "partOf", "大庆市总工会") in told(scene("[组 大庆市总工会][组 宣教部]"))


def test_a_body_lies_in_the_place_that_its_name_opens_with_though_no_mention_of_it_stands_alone():
    view = scene("[组 大庆市总工会]开会。")
    assert ("大庆市总工会", "locatedIn", "大庆市") in told(view)
    assert view.text[view.spans[-1].start : view.spans[-1].end] == "大庆市"


def test_a_district_lies_in_the_city_that_the_text_writes_before_it():
    assert ("让胡路区", "locatedIn", "大庆市") in told(scene("[地 大庆市][地 让胡路区]很大。"))


@pytest.mark.parametrize("text", ["[地 让胡路区]很大。", "[地 大庆市]很大，[地 让胡路区]也很大。"])
def test_a_district_does_not_lie_in_a_city_that_the_text_does_not_tell_it_of(text):
    assert told(scene(text)) == set()


def far(view):
    """The forms of the pairs of which one end stands far off, and which end."""
    pairs = (pair for pair in view.pairs() if pair.far is not None)
    return [(view.spans[p.subject].form, view.spans[p.object].form, p.far) for p in pairs]


def test_a_sentence_without_a_subject_is_paired_with_what_the_text_is_about():
    view = scene("[组 大庆市总工会]很忙。\n\n一。二。三。四。举办[动 广场舞大赛]。")
    assert [pair for pair in far(view) if pair[0] == "大庆市总工会"] == [("大庆市总工会", "广场舞大赛", SUBJECT)]


def test_an_award_told_late_is_paired_with_the_body_that_the_text_is_about_but_no_person():
    view = scene("[组 大庆市总工会]很忙。\n\n一。二。三。四。主席[人 赵小海]颁发[奖 一等奖]。")
    assert [pair for pair in far(view) if pair[2] == OBJECT] == [("一等奖", "大庆市总工会", OBJECT)]


def test_a_body_told_inside_another_name_alone_is_no_far_object():
    view = scene("[组 大庆市总工会宣教部]很忙。一。二。三。四。颁发[奖 一等奖]。")
    assert all(pair.far is None or pair.object < view.flat for pair in view.pairs())


def test_what_is_told_late_is_paired_with_the_activity_that_the_text_is_about():
    view = scene("[动 广场舞大赛]开幕。一。二。三。四。[奖 一等奖]归[人 赵小海]。")
    assert {("一等奖", "广场舞大赛", OBJECT), ("赵小海", "广场舞大赛", OBJECT)} <= set(far(view))


def test_an_activity_is_paired_with_the_last_date_told_before_it():
    view = scene("[时 2021年]很冷。[时 2022年]很热。一。二。三。举办[动 广场舞大赛]。")
    assert far(view) == [("广场舞大赛", "2022年", OBJECT)]


def test_names_below_a_heading_are_paired_with_it_however_long_the_list():
    view = scene("[奖 一等奖]：\n[人 赵小海]\n[人 钱大江]\n[人 孙小山]\n[人 李大河]\n[奖 二等奖]（1名）\n[人 周小溪]")
    pairs = {(view.spans[p.subject].form, view.spans[p.object].form) for p in view.pairs()}
    assert ("李大河", "一等奖") in pairs
    assert "Awa<Per|under=True" in view.describe(Pair(6, 5))
    assert "Awa<Per|under=False" in view.describe(Pair(6, 0))


def test_a_line_with_a_person_is_no_heading_and_a_long_line_ends_a_list():
    prose = "这一段话说的是别的事情，" * 6
    view = scene(f"[奖 一等奖]：[人 赵小海]\n[人 钱大江]\n[奖 二等奖]\n{prose}\n[人 周小溪]")
    assert not any(view.heading)


def test_a_sentence_before_a_colon_heads_the_list_below_it():
    view = scene(
        "[组 红星厂]和[组 东风厂][时 昨天]开会，四十位职工得到[奖 安全奖]，他们是：\n焊工[人 赵小海]\n钳工[人 钱大江]"
    )
    assert [[view.spans[k].form for k in heading] for heading in view.heading[4:]] == [["安全奖"], ["安全奖"]]


def test_persons_below_one_heading_and_between_semicolons_are_told_alike():
    assert scene("[奖 一等奖]：\n[人 赵小海]\n[人 钱大江]").parallels == [[1, 2]]
    assert scene("他们是技师[人 赵小海]；护士[人 钱大江]；教师[人 孙小山]。").parallels == [[0, 1, 2]]
    assert scene("来了[人 赵小海]；走了[人 钱大江]。").parallels == []


def test_what_the_text_is_about_is_not_the_body_above_it():
    view = scene("在[组 省总工会]指导下，[组 大庆市总工会]办赛。[组 省总工会]来了。[组 大庆市总工会]又办赛。")
    assert view.clusters[view.main].name == "大庆市总工会"


def test_a_text_without_organisations_is_about_none():
    assert scene("[人 赵小海]来了。").main is None


def test_mentions_in_far_sentences_make_no_pair():
    view = scene("[人 赵小海]来了。一。二。三。四。[组 大庆市总工会]走了。")
    assert [pair for pair in view.pairs() if pair.far is None] == []


def test_what_is_less_sure_counts_where_one_is_expected():
    scores = {(0, "measured", 5): 0.2, (1, "measured", 5): 0.1, (0, "measured", 6): 0.01}
    assert chosen(scores, "measured", Threshold(0.5, 0.05)) == [(0, "measured", 5)]


def test_what_is_less_sure_does_not_count_where_none_is_expected():
    assert chosen({(0, "heldAt", 5): 0.2}, "heldAt", Threshold(0.5, 0.05)) == []


@pytest.mark.parametrize(
    ("marked", "wanted"),
    [
        ("[组 甲厂][职 厂长][人 赵小海]", "厂长"),
        ("[组 甲厂][职 党委书记]、[职 厂长][人 赵小海]", "党委书记、厂长"),
        ("1.[人 赵小海]：[组 甲厂][职 厂长]", "厂长"),
        ("[人 赵小海][职 厂长]在[组 甲厂]", "厂长"),
        ("[组 甲厂][职 厂长]、[组 乙厂][职 顾问][人 赵小海]", "厂长"),
        ("[组 甲厂]的[人 赵小海]", None),
    ],
)
def test_the_post_in_a_body_is_the_one_beside_it(marked, wanted):
    view = scene(marked)
    person = next(i for i, span in enumerate(view.spans) if span.type == "Person")
    body = next(i for i, span in enumerate(view.spans) if span.type == "Organization")
    assert role(view, person, body) == wanted


@pytest.mark.parametrize(
    ("marked", "wanted"),
    [
        ("[组 甲厂][职 厂长][人 钱大江]、[职 顾问][人 赵小海]", "顾问"),
        ("[组 甲厂][职 厂长][人 钱大江]、[职 顾问][人 孙小山]、[人 赵小海]", "顾问"),
        ("[组 甲厂]选举[人 钱大江]为[职 主席]，[人 赵小海]为[职 副主席]", "副主席"),
        ("[组 甲厂]选举[人 赵小海]、[人 钱大江]等2人为[职 副主席]", "副主席"),
        ("[组 甲厂]、[组 乙厂][职 顾问][人 赵小海]", "顾问"),
        ("[组 甲厂][职 厂长][人 赵小海]当选[职 会长]", "厂长"),
    ],
)
def test_of_several_persons_each_has_the_post_that_is_said_of_them(marked, wanted):
    view = scene(marked)
    person = next(i for i, span in enumerate(view.spans) if span.form == "赵小海")
    assert role(view, person, 0) == wanted


def test_the_date_of_an_award_is_the_last_one_told_before_it_in_its_sentence():
    view = scene("[时 2020年]评上[奖 先进集体]，[时 2021年]评上[奖 文明单位]。又评上[奖 红旗单位]。")
    awards = [i for i, span in enumerate(view.spans) if span.type == "Award"]
    assert [award_date(view, i) for i in awards] == ["2020年", "2021年", None]


@pytest.mark.parametrize(
    ("marked", "wanted"),
    [
        ("累计发放慰问金[数 30万元]。", "发放慰问金"),
        ("共有[数 340名]职工报名。", "职工报名"),
        ("[数 3场]、[数 4次]", None),
        ("选树标兵[数 82个]、[奖 五一奖章][数 183名]", "选树标兵"),
    ],
)
def test_a_figure_counts_what_stands_before_it_or_else_behind_it(marked, wanted):
    view = scene(marked)
    figure = next(i for i, span in enumerate(view.spans) if span.type == "Figure")
    assert counted(view, figure) == wanted


def test_a_figure_in_a_list_counts_what_stands_between_it_and_the_one_before():
    view = scene("选树标兵[数 82个]、[奖 五一奖章][数 183名]")
    assert counted(view, 2) == "五一奖章"


def test_every_pair_is_one_that_some_predicate_accepts():
    view = scene("[时 6月9日]，[组 大庆市总工会]在[地 大庆市]办[动 广场舞大赛]，[人 赵小海]得[奖 一等奖]，[数 3人]")
    kinds = {(view.spans[p.subject].type, view.spans[p.object].type) for p in view.pairs()}
    assert kinds
    assert all(any(p.accepts(*kind) for p in load().predicates.values()) for kind in kinds)


def test_a_pair_is_described_the_same_way_each_time():
    view = scene("[组 大庆市总工会]的[人 赵小海]")
    assert view.describe(Pair(1, 0)) == view.describe(Pair(1, 0))
