"""`guanxi query`."""

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.table import Table as Grid
from rich.text import Text

from extract.errors import InputError
from graph.terminal import DEFAULT_OUTPUT, Output, console, plain, told

if TYPE_CHECKING:
    from graph.query import Table


class Format(StrEnum):
    """How a result is printed."""

    table = "table"
    csv = "csv"
    json = "json"


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
    with told():
        from graph.query import run  # noqa: PLC0415 -- brings RDF, which --help can spare
        from graph.writer import mend  # noqa: PLC0415 -- likewise

        if listed:
            _print_list()
            return
        text, parameters = _question(sparql, file, named), {"name": name} if name is not None else {}
        mend(output)
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
        grid.add_row(*(Text(plain(cell)) for cell in row))
    screen = console()
    screen.print(grid)
    screen.print(f"rows 行数: {len(table.rows)}")
