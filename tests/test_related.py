"""What the network learns of relations beside names: pairs of mentions of a window, and what is true of each."""

import numpy as np
import pytest

torch = pytest.importorskip("torch", reason="training needs the extra `train`")

from extract.schema import load  # noqa: E402 - behind what may be missing
from extract.training.corpora import Passage, Relation, Span  # noqa: E402
from extract.training.related import LEFT_OUT, Relater, Truth  # noqa: E402

NAMES = list(load().predicates)


def passage():
    """The factory organised the contest, and the training that is told without it."""
    spans = (
        Span(0, 3, "Organization", "o1"),
        Span(5, 9, "Activity", "a1"),
        Span(10, 13, "Organization", "o1"),
        Span(15, 19, "Activity", "a1"),
        Span(24, 26, "Activity", "a2"),
    )
    told = (Relation("o1", "organized", "a1", {}, implicit=False), Relation("o1", "organized", "a2", {}, implicit=True))
    return Passage("p", "红星厂举办书法大赛。红星厂说，书法大赛热闹，还有培训。", spans, told)


def marks(related, subject, target, name="organized"):
    (row,) = (row for ends, row in zip(related.ends, related.marks, strict=True) if tuple(ends) == (subject, target))
    return row[NAMES.index(name)]


def test_the_nearest_mentions_show_a_relation_and_the_others_are_left_open():
    related = Truth(passage()).within(0, 27)
    assert marks(related, 0, 1) == 1
    assert marks(related, 2, 3) == -1
    assert marks(related, 0, 3) == -1
    assert marks(related, 0, 1, "participatedIn") == 0
    assert marks(related, 0, 1, "worksFor") == -1  # a body works for no activity


def test_a_relation_whose_subject_is_left_out_is_told_of_the_object_alone():
    related = Truth(passage()).within(0, 27)
    assert marks(related, LEFT_OUT, 4) == 1
    assert marks(related, LEFT_OUT, 1) == 0


def test_a_window_holds_only_what_lies_in_it():
    related = Truth(passage()).within(10, 27)
    assert related.bounds.tolist() == [[0, 3], [5, 9], [14, 16]]
    assert set(map(tuple, related.ends.tolist())) >= {(0, 1), (LEFT_OUT, 2)}
    assert related.ends.max() == 2


def test_relations_are_learnt_from_vectors():
    torch.manual_seed(0)
    relater, related = Relater(8), Truth(passage()).within(0, 27)
    vectors = torch.randn(2, 30, 8)
    optimizer = torch.optim.Adam(relater.parameters(), lr=0.05)
    first = relater(vectors, [None, related]).item()
    for _ in range(50):
        loss = relater(vectors, [None, related])
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    assert relater.eval()(vectors, [None, related]).item() < first / 4


def test_windows_without_marked_relations_teach_none():
    assert Relater(8)(torch.randn(1, 30, 8), [None]).item() == pytest.approx(0)
    assert np.isfinite(Relater(8)(torch.randn(1, 30, 8), [Truth(passage()).within(0, 4)]).item())
