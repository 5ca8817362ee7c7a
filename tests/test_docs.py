"""What the documents say of commands, options, queries and predicates exists, and what exists is said."""

import re
from pathlib import Path

import pytest
import typer

from extract.schema import load
from graph import catalog
from graph.cli import app

ROOT = Path(__file__).parent.parent
PAGES = [
    ROOT / "README.md",
    ROOT / "README.zh-CN.md",
    ROOT / "docs" / "queries.md",
    ROOT / "docs" / "store.md",
    ROOT / "docs" / "resolution.md",
    ROOT / "seeds" / "README.md",
]
QUERIES = (ROOT / "docs" / "queries.md").read_text("utf-8")
COMMANDS = typer.main.get_command(app).commands


def said():
    """Every line of the documents that calls guanxi: (page, command, rest)."""
    for page in PAGES:
        for found in re.finditer(r"(?:^    |`|bin/)guanxi ([a-z]+)([^`\n]*)", page.read_text("utf-8"), re.MULTILINE):
            yield page.name, found[1], found[2]


def options(command):
    return {option for parameter in COMMANDS[command].params for option in parameter.opts}


@pytest.mark.parametrize(("page", "command", "rest"), list(said()))
def test_a_command_that_is_written_down_exists(page, command, rest):
    assert command in COMMANDS, page
    written = set(re.findall(r"(?<![\w-])--?[a-z][a-z-]*", rest.split("#")[0]))
    assert written <= options(command), page


def test_every_command_is_written_down_in_both_readmes():
    for page in ("README.md", "README.zh-CN.md"):
        assert {command for name, command, _ in said() if name == page} == set(COMMANDS)


def test_every_named_query_is_written_down_and_no_other():
    table = QUERIES.split("## How facts are written")[0]
    assert set(re.findall(r"^\| `([a-z-]+)` \|", table, re.MULTILINE)) == {query.name for query in catalog.named()}


def test_every_predicate_is_written_down_with_its_triple_and_chinese_name():
    rows = re.findall(r"^\| (\w+) \| (\w+) \| (\S+?)[,| ]", QUERIES, re.MULTILINE)
    written = {(name, zh, iri.rstrip(",")) for name, zh, iri in rows if name != "predicate"}
    assert written == {(p.name, p.label.zh, p.iri) for p in load().predicates.values()}


def test_every_type_and_predicate_stands_in_the_readme():
    readme = (ROOT / "README.md").read_text("utf-8")
    assert all(name in readme for name in (*load().types, *load().predicates))
