"""The command line: parses, calls one function, prints. Nothing else prints."""

import io
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from importlib.metadata import PackageNotFoundError, version
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.table import Table as Grid
from rich.text import Text

from extract.errors import GuanxiError, InputError
from extract.schema import load

if TYPE_CHECKING:
    from graph.build import Summary
    from graph.lookup import Card
    from graph.query import Table

INTERRUPTED = 130
"""Exit code after Ctrl-C, as shells have it."""

app = typer.Typer(
    name="guanxi",
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)


class Format(StrEnum):
    """How a result is printed."""

    table = "table"
    csv = "csv"
    json = "json"


Output = Annotated[Path, typer.Option("--output", "-o", metavar="FOLDER", help="The output folder. 输出文件夹")]
DEFAULT_OUTPUT = Path("output")
_UNBROKEN = 100_000  # columns
_STAGES = {"reading": "reading files", "understanding": "understanding text", "writing": "writing files"}


def main() -> None:
    """Run the command line; the entry point of `guanxi`."""
    # A name in Chinese must come out under LANG=C and in a pipe on Windows too.
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")
    app(prog_name="guanxi")


@contextmanager
def _told() -> Iterator[None]:
    """Tell what a user can do something about in one line, instead of a traceback."""
    try:
        yield
    except GuanxiError as error:
        _complain(f"Error: {error}")
        raise typer.Exit(1) from error
    except KeyboardInterrupt as error:
        _complain("Interrupted. Nothing was changed.")
        raise typer.Exit(INTERRUPTED) from error


def _complain(message: str) -> None:
    typer.echo(_plain(message), err=True)


def _plain(text: str) -> str:
    """Return text from articles and file names in one line, without characters that would steer a terminal."""
    return "".join(character if character.isprintable() else " " for character in text)


def _console() -> Console:
    """Return a console that breaks lines to fit a terminal, and no lines that another program reads."""
    return Console(highlight=False, width=None if sys.stdout.isatty() else _UNBROKEN)


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
    guanxi show 某某市总工会      all that the graph tells of a name
    guanxi query --list          questions that are ready to ask
    """  # noqa: D301 -- click's mark for lines that keep their breaks


@app.command()
def build(
    paths: Annotated[list[Path], typer.Argument(metavar="PATH", help="Articles, and folders of them. 文章或文件夹")],
    output: Output = DEFAULT_OUTPUT,
    pipeline: Annotated[
        str | None, typer.Option(metavar="NAME", help="Another spaCy pipeline to take names from. 另用的 spaCy 管线")
    ] = None,
    encoding: Annotated[
        str | None, typer.Option(metavar="NAME", help="Encoding of the articles, such as gb18030. 文章编码")
    ] = None,
) -> None:
    """Read articles and write their graph: RDF, JSON Lines and a page to open in a browser.

    读文章，建图谱：RDF、JSON Lines 与可在浏览器中打开的网页。

    \b
    guanxi build seeds/
    guanxi build article.txt more-articles/ --output graphs/2022
    guanxi build old.txt --encoding gb18030

    The earlier output stays as it is until the new one is whole. A file that cannot be read is
    left out and named in the summary.
    """  # noqa: D301 -- click's mark for lines that keep their breaks
    with _told():
        from graph.build import build as make  # noqa: PLC0415 -- brings the language pipeline, which --help can spare

        columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
        console = Console(stderr=True)
        with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
            task = bar.add_task("starting", total=None)

            def progress(stage: str, done: int, total: int) -> None:
                bar.update(task, description=_STAGES[stage], completed=done, total=total)

            summary = make(paths, output, pipeline=pipeline, encoding=encoding, progress=progress)
        _print_summary(summary)


def _print_summary(summary: "Summary") -> None:
    for skipped in summary.skipped:
        _complain(f"Warning: left out: {skipped.reason}")
    grid = Grid("what 内容")
    grid.add_column("count 数量", justify="right")
    grid.add_row("articles 文章", str(summary.documents))
    grid.add_row("files left out 未能读取", str(len(summary.skipped)), end_section=True)
    for kinds, counts in ((load().types, summary.entities), (load().predicates, summary.facts)):
        for name, count in counts.items():
            grid.add_row(f"{name} {kinds[name].label.zh}", str(count))
        grid.add_section()
    grid.add_row("triples 三元组", str(summary.triples))
    console = _console()
    console.print(grid)
    for path in summary.files:
        console.print(Text(_plain(str(path))))


@app.command()
def query(  # noqa: PLR0913 -- each is an option of the command
    *,
    sparql: Annotated[str | None, typer.Argument(metavar="SPARQL", help="A SPARQL query. 查询语句")] = None,
    file: Annotated[Path | None, typer.Option(metavar="FILE", help="Read the query from a file. 查询文件")] = None,
    named: Annotated[str | None, typer.Option(metavar="QUERY", help="Ask a query of the --list. 现成的查询")] = None,
    name: Annotated[
        str | None, typer.Option(metavar="TEXT", help="What the query asks about: its ?name. 所问的名称")
    ] = None,
    listed: Annotated[
        bool, typer.Option("--list", help="List the queries that are ready to ask. 列出现成的查询")
    ] = False,
    form: Annotated[Format, typer.Option("--format", help="How to print the result. 输出格式")] = Format.table,
    output: Output = DEFAULT_OUTPUT,
) -> None:
    """Ask the graph a question in SPARQL.

    用 SPARQL 查询图谱。

    \b
    guanxi query --list
    guanxi query --named honours
    guanxi query --named neighbourhood --name 某某市总工会
    guanxi query 'SELECT ?name WHERE { ?person a foaf:Person ; skos:prefLabel ?name }'
    guanxi query --file question.rq --format csv > answer.csv
    """  # noqa: D301 -- click's mark for lines that keep their breaks
    if sum((sparql is not None, file is not None, named is not None, listed)) != 1:
        raise typer.BadParameter("Give one of: a query, --file, --named, --list.")
    with _told():
        from graph.output import settle  # noqa: PLC0415 -- brings RDF, which --help can spare
        from graph.query import run  # noqa: PLC0415 -- likewise

        if listed:
            _print_list()
            return
        text, parameters = _question(sparql, file, named), {"name": name} if name is not None else {}
        settle(output)
        _print_table(run(output, text, parameters), form)


def _question(sparql: str | None, file: Path | None, named: str | None) -> str:
    """Return the text of the query, whichever way it is given."""
    if file is not None:
        try:
            return file.read_text("utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise InputError(f"{file} cannot be read as a query: {error}. Check the path.") from error
    if named is not None:
        from graph.catalog import load as load_query  # noqa: PLC0415 -- brings RDF, which --help can spare

        return load_query(named).text
    return sparql or ""


def _print_list() -> None:
    from graph.catalog import named  # noqa: PLC0415 -- brings RDF, which --help can spare

    for each in named():
        needs = "".join(f" --{parameter} TEXT" for parameter in each.parameters)
        typer.echo(f"{each.name}{needs}\n  {each.title.en} {each.title.zh}\n  {each.about.en}\n  {each.about.zh}")


def _print_table(table: "Table", form: Format) -> None:
    from graph.results import as_csv, as_json  # noqa: PLC0415 -- brings RDF, which --help can spare

    if form is not Format.table:
        typer.echo(as_csv(table) if form is Format.csv else as_json(table), nl=False)
        return
    grid = Grid()
    for column in table.columns:
        grid.add_column(Text(column), overflow="fold")
    for row in table.texts():
        grid.add_row(*(Text(_plain(cell)) for cell in row))
    console = _console()
    console.print(grid)
    console.print(f"rows 行数: {len(table.rows)}")


@app.command()
def show(
    name: Annotated[str, typer.Argument(metavar="NAME", help="A full name or a short form. 全称或简称")],
    output: Output = DEFAULT_OUTPUT,
) -> None:
    """Show all that the graph tells of a name, with the sentences that tell it.

    显示图谱中有关某一名称的全部事实与原文。

    \b
    guanxi show 某某市总工会
    guanxi show 市总工会 --output graphs/2022
    """  # noqa: D301 -- click's mark for lines that keep their breaks
    with _told():
        from graph.lookup import look_up  # noqa: PLC0415 -- brings RDF, which --help can spare
        from graph.output import settle  # noqa: PLC0415 -- likewise

        settle(output)
        for card in look_up(output, name):
            _print_card(card)


def _print_card(card: "Card") -> None:
    kind = load().types[card.type].label
    lines = [f"{card.name}  {kind.zh} {kind.en}"]
    if card.names:
        lines.append(f"  also 又作: {'、'.join(card.names)}")
    lines.append(f"  in 见于: {'; '.join(card.articles)}")
    for (predicate, outward), facts in groupby(card.facts, key=lambda fact: (fact.predicate, fact.outward)):
        label = load().predicates[predicate].label
        lines.append(f"  {'→' if outward else '←'} {label.zh} {label.en}")
        for fact in facts:
            qualifiers = "".join(f"  [{key}: {text}]" for key, text in sorted(fact.qualifiers.items()))
            lines.append(f"      {fact.other}{qualifiers}")
            lines += [f"          “{text}” ({article})" for text, article in fact.quotes]
    for line in lines:
        typer.echo(_plain(line))
