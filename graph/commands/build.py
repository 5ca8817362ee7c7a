"""`guanxi build`."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.table import Table as Grid
from rich.text import Text

from extract.schema import load
from graph.terminal import DEFAULT_OUTPUT, Output, complain, console, plain, told

if TYPE_CHECKING:
    from graph.build import Summary

_STAGES = {"reading": "reading files", "understanding": "understanding text", "writing": "writing files"}


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
    with told():
        from graph.build import build as make  # noqa: PLC0415 -- brings the language pipeline, which --help can spare

        columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
        errors = Console(stderr=True)
        with Progress(*columns, console=errors, transient=True, disable=not errors.is_terminal) as bar:
            task = bar.add_task("starting", total=None)

            def progress(stage: str, done: int, total: int) -> None:
                bar.update(task, description=_STAGES[stage], completed=done, total=total)

            summary = make(paths, output, pipeline=pipeline, encoding=encoding, progress=progress)
        _print_summary(summary)


def _print_summary(summary: "Summary") -> None:
    for skipped in summary.skipped:
        complain(f"Warning: left out: {skipped.reason}")
    grid = Grid("what 内容")
    grid.add_column("count 数量", justify="right")
    grid.add_row("articles 文章", str(summary.documents))
    grid.add_row("files left out 未能读取", str(len(summary.skipped)), end_section=True)
    for kinds, counts in ((load().types, summary.entities), (load().predicates, summary.facts)):
        for name, count in counts.items():
            grid.add_row(f"{name} {kinds[name].label.zh}", str(count))
        grid.add_section()
    grid.add_row("triples 三元组", str(summary.triples))
    screen = console()
    screen.print(grid)
    for path in summary.files:
        screen.print(Text(plain(str(path))))
