"""Growth: after articles have come and gone in any order, all is as if the articles left had been read at once."""

import random
from collections import Counter
from dataclasses import replace

import pytest
from chance import article
from fakes import reading

from graph import dataset, growth, index
from graph.bearers import bearers
from graph.judgements import NONE, Judgement, checked
from graph.ledger import INDEX, ledger
from graph.resolve import identify, resolve

JUDGEMENTS = checked(
    tuple(
        Judgement(left, right, same=word == "same")
        for left, word, right in (
            ("丁大海@a.txt", "same", "丁大海@b.txt"),
            ("丁大海@b.txt", "different", "丁大海@c.txt"),
            ("田满仓", "same", "安小溪@d.txt"),
            ("春晖市总工会@a.txt", "different", "春晖市总工会@e.txt"),
            ("春晖市总工会@a.txt", "same", "市总工会@f.txt"),
            ("办公室@b.txt", "same", "向阳机械厂"),
            ("工会@b.txt", "different", "工会@c.txt"),
            ("城中区", "different", "春晖市城中区"),
            ("节水标兵", "same", "先进个人"),
            ("趣味运动会@a.txt", "same", "演讲比赛@b.txt"),
        )
    )
)


@pytest.fixture
def db(tmp_path):
    with ledger(tmp_path / "ledger.sqlite") as opened:
        yield opened.db


@pytest.fixture
def fresh(tmp_path):
    with ledger(tmp_path / "fresh.sqlite") as opened:
        yield opened.db


class Graph:
    """A graph that grows: its articles, the index, and what each article tells."""

    def __init__(self, db, judgements=NONE):
        self.judgements = judgements
        self.db, self.readings, self.told, self.entities, self.facts = db, {}, {}, Counter(), Counter()

    def change(self, gone=(), come=()):
        """Take articles out and others in; return the names of those whose graphs were made anew."""
        gone = [name for name in {*gone, *(each.document.name for each in come)} if name in self.readings]
        for name in gone:
            del self.readings[name]
        self.readings |= {each.document.name: each for each in come}
        made = growth.change(self.db, gone, come, self.readings.__getitem__, self.judgements)
        for name in made.documents:
            self.told[name] = growth.triples(self.db, self.readings[name]) if name in self.readings else set()
        for before, after in made.renamed:
            for name, lost, won in growth.relabelled(self.db, before, after):
                if name not in made.documents:
                    assert lost <= self.told[name]
                    self.told[name] = self.told[name] - lost | won
        self.entities.update(made.entities)
        self.facts.update(made.facts)
        return made.documents


def rows(db):
    return {table: sorted(db.execute(f"SELECT * FROM {table}"), key=repr) for table in INDEX}  # noqa: S608 -- our own


def assert_as_if_read_at_once(graph, fresh):
    readings = [graph.readings[name] for name in sorted(graph.readings)]
    whole = resolve(readings, graph.judgements)
    told = [each for one in readings for each in bearers(one, graph.judgements)]
    index.fill(fresh, readings, whole, *identify(told, graph.judgements), graph.judgements)
    assert rows(graph.db) == rows(fresh)
    expected = {name: set() for name in graph.told}
    articles = {dataset.article(name): name for name in graph.readings}
    for quad in dataset.dataset(whole):
        if quad.graph_name in articles:
            expected[articles[quad.graph_name]].add(quad.triple)
    assert graph.told == expected
    assert +graph.entities == Counter(entity.type for entity in whole.entities)
    assert +graph.facts == Counter(fact.predicate for fact in whole.facts)


@pytest.mark.parametrize("seed", range(40))
def test_any_order_of_comings_and_goings_ends_as_if_all_had_been_read_at_once(seed, db, fresh):
    chance = random.Random(seed)  # noqa: S311 -- chance, not secrecy
    graph = Graph(db, JUDGEMENTS if seed % 2 else NONE)
    for _ in range(12):
        names = [f"{letter}.txt" for letter in chance.sample("abcdefghij", chance.randrange(1, 4))]
        gone = {name for name in graph.readings if chance.random() < 0.15} - set(names)
        graph.change(gone, [article(name, chance) for name in names])
        assert_as_if_read_at_once(graph, fresh)


def test_when_all_articles_are_gone_nothing_is_left(db):
    chance = random.Random(1)  # noqa: S311 -- likewise
    graph = Graph(db)
    graph.change(come=[article(f"{letter}.txt", chance) for letter in "abcdef"])
    graph.change(gone=list(graph.readings))
    assert rows(db) == {table: [] for table in INDEX}
    assert not any(graph.told.values())


def test_an_article_that_shares_nothing_changes_no_other(db):
    graph = Graph(db)
    graph.change(come=[reading("a.txt", ("Person:丁大海", "worksFor", "Organization:春晖市总工会"))])
    again = reading("b.txt", ("Person:安小溪", "worksFor", "Organization:秋实市总工会"))
    assert graph.change(come=[again]) == ("b.txt",)


def test_an_article_that_mentions_a_known_name_leaves_the_others_alone(db):
    graph = Graph(db)
    graph.change(come=[reading("a.txt", ("Person:丁大海", "worksFor", "Organization:春晖市总工会"))])
    again = reading("b.txt", ("Organization:春晖市总工会", "organized", "Activity:灯会"))
    assert graph.change(come=[again]) == ("b.txt",)


def test_a_new_full_name_is_told_by_the_articles_that_mention_the_thing(db, fresh):
    """A place goes by its code; the third article settles which of its names is used most."""
    graph = Graph(db)
    for name, place in (("a.txt", "春晖"), ("b.txt", "春晖市")):
        graph.change(come=[reading(name, others=(f"Place:{place}{{code=990100}}",))])
    before = graph.told["a.txt"]
    assert graph.change(come=[reading("c.txt", others=("Place:春晖{code=990100}",))]) == ("c.txt",)
    assert {str(triple.object) for triple in before - graph.told["a.txt"]} == {'"春晖市"@zh', '"春晖"@zh'}
    assert_as_if_read_at_once(graph, fresh)


def test_a_fact_whose_subject_one_article_names_is_implicit_in_none(db, fresh):
    told = reading("a.txt", ("Organization:春晖市总工会", "organized", "Activity:春晖市第三届职工运动会"))
    hinted = replace(told, facts=tuple(replace(fact, implicit=True) for fact in told.facts))
    graph = Graph(db)
    graph.change(come=[hinted])
    named = reading("b.txt", ("Organization:春晖市总工会", "organized", "Activity:春晖市第三届职工运动会"))
    assert graph.change(come=[named]) == ("a.txt", "b.txt")
    assert_as_if_read_at_once(graph, fresh)
    assert graph.change(gone=["b.txt"]) == ("a.txt", "b.txt")


def test_the_same_article_read_anew_with_the_same_outcome_changes_only_itself(db, fresh):
    chance = random.Random(3)  # noqa: S311 -- likewise
    graph = Graph(db)
    articles = [article(f"{letter}.txt", chance) for letter in "abcdef"]
    graph.change(come=articles)
    assert graph.change(come=[articles[2]]) == ("c.txt",)
    assert_as_if_read_at_once(graph, fresh)


def test_when_a_body_turns_out_to_be_one_of_two_those_who_share_it_part(db, fresh):
    body = "Organization:城中区文联"
    works = ("Person:丁大海", "worksFor", body)
    graph = Graph(db)
    graph.change(come=[reading("a.txt", works), reading("b.txt", works, others=("Place:城中区{code=990101}",))])
    other = reading("c.txt", others=(body, "Place:城中区{code=990201}"))
    assert graph.change(come=[other]) == ("a.txt", "b.txt", "c.txt")
    assert_as_if_read_at_once(graph, fresh)
    assert graph.entities["Person"] == 2
    graph.change(gone=["c.txt"])
    assert_as_if_read_at_once(graph, fresh)
    assert graph.entities["Person"] == 1


def test_what_a_judgement_makes_one_is_shared_by_an_article_that_comes_later(db, fresh):
    rows = (Judgement("春晖市卫生局", "春晖市卫健委", same=True),)
    graph = Graph(db, checked(rows))
    for name, body in (("a.txt", "春晖市卫生局"), ("b.txt", "春晖市卫健委")):
        graph.change(come=[reading(name, ("Person:丁大海", "worksFor", f"Organization:{body}"))])
        assert_as_if_read_at_once(graph, fresh)
    assert graph.entities["Person"] == graph.entities["Organization"] == 1
