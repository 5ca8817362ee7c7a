"""`guanxi status`."""

from typing import Annotated

import typer
from rich.table import Table as Grid
from rich.text import Text

from graph.commands.report import add_counts, behind
from graph.terminal import DEFAULT_OUTPUT, Output, console, plain, told


def status(
    output: Output = DEFAULT_OUTPUT,
    *,
    articles: Annotated[bool, typer.Option("--articles", help="List the articles. 列出文章")] = False,
) -> None:
    """Tell what the graph holds, which versions made it, and its size.

    显示图谱的内容、版本与大小。

    \b
    guanxi status
    guanxi status --articles --output graphs/city
    """  # noqa: D301 -- click's mark for lines that keep their breaks
    with told():
        from graph.status import status as look  # noqa: PLC0415 -- brings RDF, which --help can spare
        from graph.writer import mend  # noqa: PLC0415 -- likewise

        mend(output)
        found = look(output)
        if articles:
            for name in found.articles:
                typer.echo(plain(name))
            return
        counts = found.edition.counts
        grid = Grid("what 内容")
        grid.add_column("now 现状", justify="right")
        grid.add_row("articles 文章", str(counts.articles), end_section=True)
        add_counts(grid, counts)
        grid.add_section()
        grid.add_row("edition 版次", str(found.edition.number))
        grid.add_row("format of the store 存储格式", str(found.format))
        for version, number in counts.extractors.items():
            note = "" if version == found.extractor else ", not the present one 非现行版本"
            grid.add_row(f"read by extractor 抽取器 {plain(version)}{note}", str(number))
        grid.add_row("size of the store 存储大小", _megabytes(found.size))
        screen = console()
        screen.print(grid)
        screen.print(Text(plain(str(found.edition.folder.parent))))
        if not found.edition.files:
            typer.echo(behind(output))


def _megabytes(size: int) -> str:
    return f"{size / 1e6:.1f} MB"
