"""What each ingredient of the recogniser gives: short training runs that leave one out, measured on passages held out.

    python -m benchmarks.ablation --genre FOLDER --data FOLDER --work FOLDER [--steps 600]

The work folder holds the pretrained encoder of a run of `guanxi train --data`. Every run starts from the same seed, and
all are measured on the same passages, every twelfth of the genre folder, which none has learnt from.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import torch

from extract.training import corpora, recipe, recognizer
from extract.training.corpora import ALL_TYPES
from extract.training.encoder import Encoder
from extract.training.recognizer import OURS, Corpus

TYPES = ("all", "Person", "Organization", "Award", "Activity", "Place", "Date", "Figure", "Position")
RUNS = ("everything", "no pretraining", "no other corpora", "no swapping", "no list of divisions", "no own passages")


def run(left_out: str, options: argparse.Namespace) -> dict[str, float]:
    """Train with one ingredient left out and return F1 by type."""
    learnt, held_out = recipe.split(list(corpora.read_genre(options.genre.glob("part-*.txt"))))
    if left_out != "no own passages":
        learnt += corpora.read_genre(recipe.OWN_PASSAGES.glob("*.txt"))
    saved = torch.load(options.work / "encoder.pt")
    torch.manual_seed(0)
    encoder = Encoder(len(saved["characters"]))
    if left_out != "no pretraining":
        encoder.load_state_dict(saved["weights"])
    used = {OURS: Corpus(learnt, tuple(sorted(ALL_TYPES)))}
    if left_out != "no other corpora":
        used |= recipe.others(options.data)
    names = (options.data / "names" / "chi_names.txt").read_text("utf-8").split() if left_out != "no swapping" else []
    told = recognizer.UNTOLD
    recognizer.UNTOLD = 1.0 if left_out == "no list of divisions" else told
    try:
        found = recognizer.train(encoder, saved["characters"], used, names, steps=options.steps, seed=0)
    finally:
        recognizer.UNTOLD = told
    return recognizer.evaluate(found, held_out)


def main() -> None:
    """Run all and print a table in Markdown."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--genre", type=Path, required=True)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--steps", type=int, default=600)
    parser.add_argument("--only", choices=RUNS, action="append", help="this run alone; may be given again")
    options = parser.parse_args()
    print(f"| {options.steps} batches | {' | '.join(TYPES)} |")
    print("|---" * (len(TYPES) + 1) + "|")
    for name in options.only or RUNS:
        f1 = run(name, options)
        print(f"| {name} | {' | '.join(f'{f1[kind]:.3f}' for kind in TYPES)} |", flush=True)


if __name__ == "__main__":
    main()
