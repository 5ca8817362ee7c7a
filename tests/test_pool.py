"""The workers: turns, time-outs, memory, and what a client is told when there is no answer."""

import asyncio
import shutil

import pytest
from conftest import make_small_graph, write_all

from extract.errors import OutputError
from graph.server.pool import Pool
from graph.server.questions import Limits, Question

LONG = Question("query", "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }")
SHORT = Question("query", "ASK {}")


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("pool")
    write_all(make_small_graph(), folder)
    return folder


def asked(folder, *rounds, **limits):
    """Return the statuses of rounds of questions, those of a round asked at once."""

    async def ask():
        pool = Pool(folder, Limits(**limits))
        try:
            await pool.open()
            return [await asyncio.gather(*(pool.ask(question) for question in questions)) for questions in rounds]
        finally:
            await pool.close()

    return [[answer.status for answer in answers] for answers in asyncio.run(ask())]


def test_questions_asked_at_once_are_all_answered(folder):
    assert asked(folder, [SHORT] * 20, concurrent=2) == [[200] * 20]


def test_a_long_query_is_ended_and_the_next_is_answered(folder):
    assert asked(folder, [LONG, SHORT], [SHORT], concurrent=2, seconds=5.0) == [[504, 200], [200]]


def test_where_all_workers_are_busy_a_query_waits_and_is_then_sent_away(folder):
    (statuses,) = asked(folder, [LONG] * 5, concurrent=1, seconds=1.0)
    assert set(statuses) == {503, 504}


def test_where_too_many_wait_a_query_is_sent_away_at_once(folder):
    (statuses,) = asked(folder, [SHORT] * 5, concurrent=1, waiting=2)
    assert statuses.count(503) in {2, 3}
    assert set(statuses) == {200, 503}


def test_a_query_that_takes_too_much_memory_is_ended(folder):
    greedy = Question("query", "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?i ?f ?c")
    assert asked(folder, [greedy], [SHORT], memory=64 << 20, seconds=60.0, concurrent=1) == [[422], [200]]


def test_a_result_may_be_so_long_and_no_longer(folder):
    rows = Question("query", "SELECT * { ?s ?p ?o } LIMIT 2000")
    assert asked(folder, [rows], concurrent=1, bytes=1000) == [[422]]
    assert asked(folder, [rows], concurrent=1) == [[200]]


def test_a_pool_without_a_graph_is_told_at_once(tmp_path):
    with pytest.raises(OutputError, match="guanxi build"):
        asked(tmp_path, [SHORT])


def test_a_graph_that_is_gone_is_told_and_found_again(folder, tmp_path):
    shutil.copytree(folder, tmp_path / "out")
    current = tmp_path / "out" / "store" / "current"

    async def ask():
        pool = Pool(tmp_path / "out", Limits(concurrent=1))
        try:
            statuses = [(await pool.ask(SHORT)).status]
            current.rename(tmp_path / "away")
            statuses.append((await pool.ask(SHORT)).status)
            (tmp_path / "away").rename(current)
            return [*statuses, (await pool.ask(SHORT)).status]
        finally:
            await pool.close()

    assert asyncio.run(ask()) == [200, 500, 200]
