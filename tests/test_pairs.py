"""The labelled pairs: things of two articles are joined where they are the same, and not where they are not."""

from collections import Counter

import pytest
from pairs import pairs, thing

from graph.resolve import resolve

PAIRS = pairs()


@pytest.fixture(scope="module")
def found():
    """For each pair, whether it is the same and whether it was joined."""
    graphs = [(pair, resolve(pair.readings)) for pair in PAIRS]
    return Counter((pair.same, thing(pair, graph, 0).iri == thing(pair, graph, 1).iri) for pair, graph in graphs)


def test_there_are_enough_pairs_of_both_kinds_and_of_every_type():
    assert len(PAIRS) >= 150
    assert min(Counter(pair.same for pair in PAIRS).values()) >= 70
    assert set(Counter(pair.type for pair in PAIRS)) == {"Person", "Organization", "Award", "Activity", "Place"}


def test_what_is_joined_is_the_same(found):
    assert found[True, True] / (found[True, True] + found[False, True]) >= 0.97


def test_what_is_the_same_is_joined(found):
    assert found[True, True] / (found[True, True] + found[True, False]) >= 0.90
