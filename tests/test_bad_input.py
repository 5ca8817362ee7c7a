"""Whatever is wrong with the input, the output or the moment: one line tells it, and an earlier output stays whole."""

import errno
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from fakes import FakePipeline
from rdflib import Graph
from typer.testing import CliRunner

from graph.cli import app

TEXT = "丁大海任春晖市总工会主席。\n春晖市总工会举办趣味运动会。\n"
ROOT = Path(__file__).parent.parent


@pytest.fixture
def good(tmp_path, monkeypatch):
    """Return an article, with an output made from it beside it."""
    FakePipeline().install(monkeypatch)
    article = tmp_path / "good.txt"
    article.write_text(TEXT, "utf-8")
    assert run("build", article, "-o", tmp_path / "out").exit_code == 0
    return article


def run(*arguments):
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


def contents(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def assert_refused(result, *words, code=1):
    """Check that there is one line of complaint that holds all of `words`, and a failure is told to the shell."""
    assert result.exit_code == code
    (line,) = result.stderr.splitlines()
    assert line.startswith("Error: ")
    for word in words:
        assert word in line


INPUTS = {
    "empty": (b"", "empty"),
    "blank": (b" \n\t\n", "empty"),
    "binary": (bytes(range(256)) * 8, "no text"),
    "undecodable": ("春晖".encode() + b"\xff\xff\xff" + "市".encode(), "byte 0xff"),
    "without Chinese": (b"The union held a concert.", "no Chinese"),
    "50 MB": ("春晖市总工会举办灯会。\n" * 1_600_000).encode(),
}


@pytest.mark.parametrize("case", [case for case in INPUTS if case != "50 MB"])
def test_a_file_that_is_no_article_is_refused_alone_and_left_out_among_others(case, good, tmp_path):
    data, word = INPUTS[case]
    bad = tmp_path / "bad.txt"
    bad.write_bytes(data)
    before = contents(tmp_path / "out")
    assert_refused(run("build", bad, "-o", tmp_path / "out"), "bad.txt", word)
    assert contents(tmp_path / "out") == before
    both = run("build", bad, good, "-o", tmp_path / "out")
    assert both.exit_code == 0
    assert "Warning: left out: " in both.stderr
    assert "bad.txt" in both.stderr
    assert re.search(r"files left out\D*1\b", both.stdout)
