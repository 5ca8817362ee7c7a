"""Entities across documents: what is joined, what stays apart, and what the result is called."""

import random

import pytest
from fakes import document, reading

from extract.awards import is_rank
from extract.facts import Entity, Evidence, Fact, Mention, Reading
from graph.clusters import Clusters
from graph.resolve import resolve

UNION, OTHER_UNION = "Organization:春晖市总工会", "Organization:秋实市总工会"


def named(graph, name):
    """Return the documents of each entity called `name`, an entity a tuple."""
    found = [entity for entity in graph.entities if entity.name == name]
    return sorted(tuple(sorted({document for document, _ in entity.mentions})) for entity in found)


def resolved(*told):
    """Resolve documents a.txt, b.txt and so on, each of which tells a list of facts."""
    return resolve(reading(f"{letter}.txt", *facts) for letter, facts in zip("abcdef", told, strict=False))


# Ranks


@pytest.mark.parametrize(
    "name", ["一等奖", "特等奖", "第6名", "第十名", "金奖", "优秀奖", "总分第一", "排名第三", "冠军", "团体一等奖"]
)
def test_a_bare_rank_is_known(name):
    assert is_rank(name)


@pytest.mark.parametrize("name", ["三八红旗手", "金牌工人", "五一劳动奖章", "春晖市演讲比赛一等奖", "十佳员工"])
def test_an_award_with_a_name_is_no_bare_rank(name):
    assert not is_rank(name)


# Organisations and places


def test_an_organisation_is_one_across_documents():
    graph = resolved([(UNION, "organized", "Activity:灯会")], [(UNION, "organized", "Activity:棋赛")])
    assert named(graph, "春晖市总工会") == [("a.txt", "b.txt")]


def test_an_organisation_and_a_place_of_one_name_stay_two():
    graph = resolved(
        [("Activity:灯会", "heldAt", "Place:春晖市工人文化宫")],
        [("Activity:灯会", "heldAt", "Organization:春晖市工人文化宫")],
    )
    assert named(graph, "春晖市工人文化宫") == [("a.txt",), ("b.txt",)]


def test_offices_of_different_bodies_stay_apart():
    graph = resolved(
        [("Organization:办公室", "partOf", UNION)],
        [("Organization:办公室", "partOf", OTHER_UNION)],
        [("Organization:办公室", "organized", "Activity:灯会")],
    )
    assert named(graph, "办公室") == [("a.txt",), ("b.txt",), ("c.txt",)]


def test_an_office_is_joined_by_the_body_it_belongs_to():
    graph = resolved([("Organization:办公室", "partOf", UNION)], [("Organization:办公室", "partOf", UNION)])
    assert named(graph, "办公室") == [("a.txt", "b.txt")]


def test_a_hall_is_joined_by_the_town_it_lies_in():
    lies = ("Place:文化宫", "locatedIn", "Place:春晖市{code=990100}")
    graph = resolved([lies], [lies], [("Place:文化宫", "locatedIn", "Place:秋实市{code=990200}")])
    assert named(graph, "文化宫") == [("a.txt", "b.txt"), ("c.txt",)]


def test_places_of_one_code_are_one_under_the_fuller_name():
    graph = resolve(
        [reading("a.txt", others=["Place:春晖{code=990100}"]), reading("b.txt", others=["Place:春晖市{code=990100}"])]
    )
    (place,) = graph.entities
    assert (place.name, place.names, place.attributes) == ("春晖市", ("春晖",), {"code": "990100"})


def test_places_of_one_name_and_two_codes_stay_apart():
    east, west, unknown = (
        reading(name, others=[thing])
        for name, thing in (
            ("a.txt", "Place:城中区{code=990102}"),
            ("b.txt", "Place:城中区{code=990202}"),
            ("c.txt", "Place:城中区"),
        )
    )
    assert named(resolve([east, west, unknown]), "城中区") == [("a.txt",), ("b.txt",), ("c.txt",)]
    assert named(resolve([east, unknown]), "城中区") == [("a.txt", "c.txt")]


def test_bodies_called_after_two_towns_of_one_name_stay_apart():
    body = "Organization:城中区总工会"
    east, west, unknown = (
        reading("a.txt", others=[body, "Place:城中区{code=990102}"]),
        reading("b.txt", others=[body, "Place:城中区{code=990202}"]),
        reading("c.txt", others=[body]),
    )
    assert named(resolve([east, west, unknown]), "城中区总工会") == [("a.txt",), ("b.txt",), ("c.txt",)]
    assert named(resolve([east, unknown]), "城中区总工会") == [("a.txt", "c.txt")]


def test_a_body_is_called_after_the_nearest_place_that_opens_its_name():
    body = "Organization:春晖市城中区总工会"
    city = reading("a.txt", others=[body, "Place:春晖市{code=990100}"])
    district = reading("b.txt", others=[body, "Place:春晖市城中区{code=990102}"])
    assert named(resolve([city, district]), "春晖市城中区总工会") == [("a.txt", "b.txt")]


def test_places_of_two_codes_in_one_document_stay_apart():
    both = reading("a.txt", others=["Place:城中区{code=990102}", "Place:城中区{code=990202}"])
    assert len(resolve([both]).entities) == 2


# People


def test_two_people_of_one_name_stay_apart():
    graph = resolved(
        [("Person:丁大海", "worksFor", UNION)],
        [("Person:丁大海", "worksFor", OTHER_UNION)],
        [("Person:丁大海", "participatedIn", "Activity:灯会")],
    )
    assert named(graph, "丁大海") == [("a.txt",), ("b.txt",), ("c.txt",)]


def test_a_person_is_joined_by_unit_and_by_award_and_from_one_to_the_next():
    medal = "Award:春晖五一劳动奖章"
    graph = resolved(
        [("Person:丁大海", "worksFor", UNION)],
        [("Person:丁大海", "worksFor", UNION), ("Person:丁大海", "receivedAward", medal)],
        [("Person:丁大海", "receivedAward", medal)],
    )
    assert named(graph, "丁大海") == [("a.txt", "b.txt", "c.txt")]


def test_a_first_prize_joins_nobody():
    won = ("Person:丁大海", "receivedAward", "Award:一等奖")
    assert named(resolved([won], [won]), "丁大海") == [("a.txt",), ("b.txt",)]


def test_a_unit_whose_name_every_town_has_joins_nobody():
    works = ("Person:丁大海", "worksFor", "Organization:市总工会")
    assert named(resolved([works], [works]), "丁大海") == [("a.txt",), ("b.txt",)]


def test_a_post_joins_a_person_to_the_one_place_where_it_is_held():
    here = ("Person:丁大海", "worksFor", UNION, {"role": "主席"})
    unplaced = ("Person:丁大海", "worksFor", "Organization:市总工会", {"role": "主席"})
    assert named(resolved([here], [unplaced]), "丁大海") == [("a.txt", "b.txt")]


def test_a_post_held_in_two_places_joins_nobody():
    here = ("Person:丁大海", "worksFor", UNION, {"role": "主席"})
    there = ("Person:丁大海", "worksFor", OTHER_UNION, {"role": "主席"})
    unplaced = ("Person:丁大海", "worksFor", "Organization:市总工会", {"role": "主席"})
    assert named(resolved([here], [there], [unplaced]), "丁大海") == [("a.txt",), ("b.txt",), ("c.txt",)]


# Awards, activities, dates, figures


def test_an_award_is_one_across_documents_and_its_attributes_are_the_most_frequent():
    medals = [f"Award:春晖五一劳动奖章{{level={level}}}" for level in ("city", "province", "city")]
    graph = resolve(reading(f"{i}.txt", others=[medal]) for i, medal in enumerate(medals))
    (award,) = graph.entities
    assert award.attributes == {"level": "city"}


def test_bare_ranks_stay_in_their_document_and_apart_within_it():
    first, second = (
        ("Person:丁大海", "receivedAward", "Award:一等奖"),
        ("Person:安小溪", "receivedAward", "Award:一等奖#2"),
    )
    assert named(resolved([first, second], [first]), "一等奖") == [("a.txt",), ("a.txt",), ("b.txt",)]


def test_a_provincial_title_is_joined_by_who_confers_it():
    given = ("Award:全省先进单位", "awardedBy", UNION)
    graph = resolved([given], [given], [("Award:全省先进单位", "awardedBy", OTHER_UNION)])
    assert named(graph, "全省先进单位") == [("a.txt", "b.txt"), ("c.txt",)]


def test_an_activity_with_an_everyday_name_is_joined_by_its_organiser():
    held = (UNION, "organized", "Activity:趣味运动会")
    graph = resolved([held], [held], [(OTHER_UNION, "organized", "Activity:趣味运动会")])
    assert named(graph, "趣味运动会") == [("a.txt", "b.txt"), ("c.txt",)]


def test_what_a_document_keeps_apart_another_one_does_not_join():
    one, two = (UNION, "organized", "Activity:趣味运动会"), (UNION, "organized", "Activity:趣味运动会#2")
    assert named(resolved([one, two], [one]), "趣味运动会") == [("a.txt",), ("a.txt",), ("b.txt",)]


def test_dates_of_one_value_are_one_under_the_usual_form():
    forms = ["5月1日", "2023年5月1日", "5月1日"]
    graph = resolve(reading(f"{i}.txt", others=[f"Date:{form}{{value=2023-05-01}}"]) for i, form in enumerate(forms))
    (day,) = graph.entities
    assert (day.name, day.names) == ("5月1日", ("2023年5月1日",))


def test_dates_without_a_value_and_figures_stay_in_their_document():
    graph = resolve(reading(name, others=["Date:那一天", "Figure:30人{unit=人}"]) for name in ("a.txt", "b.txt"))
    assert named(graph, "那一天") == named(graph, "30人") == [("a.txt",), ("b.txt",)]


# Facts


def test_a_fact_told_by_two_documents_is_one_with_two_tellings():
    works = ("Person:丁大海", "worksFor", UNION, {"role": "主席"})
    (fact,) = resolved([works], [works]).facts
    assert [telling.document for telling in fact.tellings] == ["a.txt", "b.txt"]
    assert fact.qualifiers == {"role": "主席"}


def test_what_one_document_tells_twice_is_one_telling_with_both_sentences():
    text = "丁大海在春晖市总工会。工会的丁大海。"
    entities = (
        Entity("Person/1", "Person", "丁大海", (Mention(0, 3, "丁大海"), Mention(14, 17, "丁大海"))),
        Entity(
            "Organization/1", "Organization", "春晖市总工会", (Mention(4, 10, "春晖市总工会"), Mention(11, 13, "工会"))
        ),
    )
    one, two = Evidence("a.txt", 0, 10, "丁大海在春晖市总工会"), Evidence("a.txt", 11, 17, "工会的丁大海")
    facts = (
        Fact("Person/1", "worksFor", "Organization/1", (two,), 0.6, "rules/1", implicit=True),
        Fact("Person/1", "worksFor", "Organization/1", (one,), 0.8, "relations/1"),
    )
    graph = resolve([Reading(document("a.txt", text), entities, facts)])
    ((telling,),) = (fact.tellings for fact in graph.facts)
    assert (telling.evidence, telling.confidence, telling.extractor, telling.implicit) == (
        (one, two),
        0.8,
        "relations/1",
        False,
    )
    assert next(entity.names for entity in graph.entities if entity.type == "Organization") == ("工会",)


def test_other_qualifiers_make_another_fact():
    chair, member = (("Person:丁大海", "worksFor", UNION, {"role": role}) for role in ("主席", "委员"))
    assert sorted(fact.qualifiers["role"] for fact in resolved([chair, member]).facts) == ["主席", "委员"]


def test_a_symmetric_fact_is_told_once_whichever_way_round():
    graph = resolved([(UNION, "partnerOf", OTHER_UNION)], [(OTHER_UNION, "partnerOf", UNION)])
    (fact,) = graph.facts
    assert fact.subject < fact.object
    assert len(fact.tellings) == 2


def test_a_fact_between_a_thing_and_itself_is_left_out():
    lies = ("Place:春晖{code=990100}", "locatedIn", "Place:春晖市{code=990100}")
    graph = resolved([lies])
    assert graph.facts == ()
    assert len(graph.entities) == 1


# The whole


def test_the_order_of_the_readings_changes_nothing():
    works = ("Person:丁大海", "worksFor", UNION, {"role": "主席"})
    held = (UNION, "organized", "Activity:趣味运动会")
    readings = [
        reading("a.txt", works, held),
        reading("b.txt", works, ("Person:丁大海", "worksFor", OTHER_UNION)),
        reading("c.txt", held, (UNION, "partnerOf", OTHER_UNION), others=["Place:春晖{code=990100}"]),
        reading("d.txt", (OTHER_UNION, "organized", "Activity:趣味运动会"), others=["Place:春晖市{code=990100}"]),
        reading(
            "e.txt", ("Person:丁大海", "worksFor", "Organization:市总工会"), others=["Award:一等奖", "Figure:30人"]
        ),
    ]
    expected = resolve(readings)
    for seed in range(5):
        random.Random(seed).shuffle(readings)
        assert resolve(readings) == expected


def test_a_namesake_read_later_changes_no_identifier():
    here = reading("a.txt", ("Person:丁大海", "worksFor", UNION))
    before = {entity.iri for entity in resolve([here]).entities}
    there = reading("b.txt", ("Person:丁大海", "worksFor", OTHER_UNION))
    assert before < {entity.iri for entity in resolve([here, there]).entities}


def test_no_readings_make_an_empty_graph():
    graph = resolve([])
    assert (graph.documents, graph.entities, graph.facts) == ((), (), ())


def test_a_fact_about_nothing_is_an_error():
    lost = Fact("Person/1", "worksFor", "Organization/1", (), 0.9, "fake/1")
    with pytest.raises(KeyError):
        resolve([Reading(document("a.txt", "空"), (), (lost,))])


def test_clusters_keep_count_of_their_members():
    clusters = Clusters(4)
    clusters.join([0, 2])
    clusters.join([1, 3])
    clusters.join([0, 2])
    assert clusters.all() == [[0, 2], [1, 3]]
    assert clusters.of(0) == clusters.of(2) != clusters.of(1)
