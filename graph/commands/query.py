"""`guanxi query`."""

import re
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.table import Table as Grid
from rich.text import Text

from extract.errors import InputError
from graph.terminal import DEFAULT_OUTPUT, Output, complain, console, plain, told

if TYPE_CHECKING:
    from graph.query import Table

_NAME = re.compile(r"[a-z]+(?:-[a-z]+)*")  # no query of SPARQL is one word


class Format(StrEnum):
    """How a result is printed."""

    table = "table"
    csv = "csv"
    tsv = "tsv"
    json = "json"
    xml = "xml"
    turtle = "turtle"


def query(  # noqa: PLR0913 -- each is an option of the command
    *,
    question: Annotated[
        str | None,
        typer.Argument(metavar="QUERY", help="A query of the --list, or one in SPARQL. 现成的查询或查询语句"),
    ] = None,
    file: Annotated[Path | None, typer.Option(metavar="FILE", help="Read the query from a file. 查询文件")] = None,
    named: Annotated[str | None, typer.Option(metavar="QUERY", help="Ask a query of the --list. 现成的查询")] = None,
    name: Annotated[
        str | None, typer.Option(metavar="TEXT", help="Whom or what a query of the list asks about. 所问的名称")
    ] = None,
    since: Annotated[
        str | None, typer.Option(metavar="DATE", help="From this date on, such as 2022-06. 起始时间")
    ] = None,
    until: Annotated[
        str | None, typer.Option(metavar="DATE", help="Up to this date, such as 2022-06. 截止时间")
    ] = None,
    limit: Annotated[
        int | None, typer.Option(metavar="N", min=1, help="How many rows a query that is cut gives. 至多多少行")
    ] = None,
    listed: Annotated[
        bool, typer.Option("--list", help="List the queries that are ready to ask. 列出现成的查询")
    ] = False,
    form: Annotated[Format, typer.Option("--format", help="How to print the result. 输出格式")] = Format.table,
    output: Output = DEFAULT_OUTPUT,
) -> None:
    """Ask the graph a question: one of those that are ready, or your own in SPARQL.

    查询图谱：用现成的查询，或用 SPARQL。

    \b
    guanxi query --list
    guanxi query honours --name 某某某
    guanxi query activities-by-date --since 2022-05 --until 2022-06
    guanxi query 'SELECT ?name WHERE { ?person a foaf:Person ; skos:prefLabel ?name }'
    guanxi query 'DESCRIBE ?person WHERE { ?person a foaf:Person }' --format turtle
    guanxi query --file question.rq --format csv > answer.csv
    """  # noqa: D301 -- click's mark for lines that keep their breaks
    if sum((question is not None, file is not None, named is not None, listed)) != 1:
        raise typer.BadParameter("Give one of: a query, --file, --named, --list.")
    with told():
        from graph.query import run  # noqa: PLC0415 -- brings RDF, which --help can spare
        from graph.writer import mend  # noqa: PLC0415 -- likewise

        if listed:
            _print_list()
            return
        given = {"name": name, "since": since, "until": until}
        values = {key: value for key, value in given.items() if value is not None}
        text, most = _question(question, file, named, limit)
        mend(output)
        table = run(output, text, values)
        _print_table(table, form)
        if most and len(table.rows) >= most:
            complain(f"Cut at {most} rows: --limit N gives more. 至此已有 {most} 行，更多请用 --limit。")


def _question(question: str | None, file: Path | None, named: str | None, limit: int | None) -> tuple[str, int | None]:
    """Return the text of the query, whichever way it is given, and how many rows it is cut at."""
    if file is not None:
        try:
            question = file.read_text("utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise InputError(f"{file} cannot be read as a query: {error}. Check the path.") from error
    elif question is not None and _NAME.fullmatch(question):
        named = question
    text, most = question or "", None
    if named is not None:
        from graph.catalog import limited  # noqa: PLC0415 -- brings RDF, which --help can spare
        from graph.catalog import load as load_query  # noqa: PLC0415 -- likewise

        query = load_query(named)
        text, most = query.text, query.limit
        if most and limit:
            return limited(text, limit), limit
    if limit:
        raise typer.BadParameter("--limit is for queries of the --list that are cut. Put LIMIT into your own.")
    return text, most


def _print_list() -> None:
    from graph.catalog import named  # noqa: PLC0415 -- brings RDF, which --help can spare

    for each in named():
        needs = "".join(f" --{parameter} TEXT" for parameter in each.parameters)
        may = "".join(f" [--{parameter} TEXT]" for parameter in each.optional)
        typer.echo(f"{each.name}{needs}{may}\n  {each.title.en} {each.title.zh}\n  {each.about.en}\n  {each.about.zh}")


def _print_table(table: "Table", form: Format) -> None:
    from graph import results  # noqa: PLC0415 -- brings RDF, which --help can spare

    if form is not Format.table:
        writers = {
            Format.csv: results.as_csv,
            Format.tsv: results.as_tsv,
            Format.json: results.as_json,
            Format.xml: results.as_xml,
            Format.turtle: results.as_turtle,
        }
        typer.echo(writers[form](table), nl=False)
        return
    grid = Grid()
    for column in table.columns:
        grid.add_column(Text(column), overflow="fold")
    for row in table.texts():
        grid.add_row(*(Text(plain(cell)) for cell in row))
    screen = console()
    screen.print(grid)
    screen.print(f"rows 行数: {len(table.rows)}")
