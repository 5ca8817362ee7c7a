"""The command line: what `guanxi` says of itself, and its commands."""

import io
import sys
from importlib.metadata import PackageNotFoundError, version
from typing import Annotated

import typer

from graph.commands.add import add
from graph.commands.build import build
from graph.commands.explain import explain
from graph.commands.export import export
from graph.commands.judge import judge
from graph.commands.path import path
from graph.commands.query import query
from graph.commands.remove import remove
from graph.commands.serve import serve
from graph.commands.show import show
from graph.commands.stats import stats
from graph.commands.status import status
from graph.commands.train import train
from graph.commands.validate import validate

app = typer.Typer(
    name="guanxi",
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)


def main() -> None:
    """Run the command line; the entry point of `guanxi`."""
    # A name in Chinese must come out under LANG=C and in a pipe on Windows too.
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")
    app(prog_name="guanxi")


def _print_version(asked: bool) -> None:  # noqa: FBT001 -- typer calls it so
    if asked:
        try:
            number = version("guanxi")
        except PackageNotFoundError:
            number = "(not installed)"
        typer.echo(f"guanxi {number}")
        raise typer.Exit


@app.callback()
def guanxi(
    *,
    _version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version. 版本")
    ] = False,
) -> None:
    """From Chinese civic news to a knowledge graph in which every fact shows its sentence.

    从中文新闻到知识图谱：组织机构、人物、荣誉、活动，每条事实都附原文。

    \b
    guanxi build seeds/          read articles, write output/graph.html and more
    guanxi add today.txt         add articles to the graph
    guanxi show 某某市总工会      all that the graph tells of a name
    guanxi query --list          questions that are ready to ask
    guanxi serve                 the graph in a browser and for SPARQL clients
    """  # noqa: D301 -- click's mark for lines that keep their breaks


for command in (
    build, add, remove, status, show, query, path, stats, explain, judge, validate, serve, export, train,
):  # fmt: skip
    app.command()(command)
