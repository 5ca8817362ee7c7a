"""A network that teaches another one: what the pupil starts from, and that it comes to answer like its teacher."""

import random

import numpy as np
import pytest

torch = pytest.importorskip("torch", reason="training needs the extra `train`")

from extract.training.encoder import Encoder, Tagger, shortened  # noqa: E402 - behind what may be missing
from extract.training.recognizer import Corpus, Example, Learner  # noqa: E402

TYPES = ("Organization", "Person")


def teacher():
    torch.manual_seed(0)
    tagger = Tagger(Encoder(50, layers=4, pairs=97), torch.nn.Linear(256, 5))
    return tagger.eval()


def test_a_pupil_starts_from_the_last_layers_of_its_teacher():
    long = teacher().encoder
    short = shortened(long)
    assert len(short.layers) < len(long.layers)
    for mine, theirs in zip(reversed(short.layers), reversed(long.layers), strict=False):
        assert all(map(torch.equal, mine.state_dict().values(), theirs.state_dict().values()))
    assert torch.equal(short.characters.weight, long.characters.weight)


def test_a_pupil_comes_to_answer_like_its_teacher():
    tagger, rng = teacher(), random.Random(1)
    learner = Learner(shortened(tagger.encoder), {"genre": Corpus([], TYPES)}, "genre", None)
    nothing = np.zeros(30, dtype=np.int64)
    batch = [Example(np.array(rng.choices(range(5, 50), k=30)), nothing, nothing, None) for _ in range(8)]
    optimizer = torch.optim.Adam(learner.parameters(), lr=1e-3)
    losses = []
    for _ in range(30):
        losses.append(learner.taught(batch, tagger))
        optimizer.zero_grad()
        losses[-1].backward()
        optimizer.step()
    assert losses[-1].item() < losses[0].item() / 2
    assert all(parameter.grad is None for parameter in tagger.parameters())
