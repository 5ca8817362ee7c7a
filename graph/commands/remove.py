"""`guanxi remove`."""

from pathlib import Path
from typing import Annotated

import typer

from graph.commands.report import print_summary, shown_progress
from graph.terminal import DEFAULT_OUTPUT, Output, told


def remove(
    paths: Annotated[
        list[Path],
        typer.Argument(metavar="PATH", help="Files and folders that articles came from. 文章来自的文件或文件夹"),
    ],
    output: Output = DEFAULT_OUTPUT,
) -> None:
    """Remove articles from the graph, with all that they alone tell; no file of yours is deleted.

    从图谱移除文章及仅由其所述的事实；不会删除原文件。

    \b
    guanxi remove today.txt
    guanxi remove 2019/ --output graphs/city

    A file may be gone already; the name that the graph gives an article will do as well (guanxi
    status --articles). The page and the text files follow as with: guanxi add
    """  # noqa: D301 -- click's mark for lines that keep their breaks
    with told():
        from graph.build import remove as change  # noqa: PLC0415 -- brings RDF, which --help can spare

        with shown_progress() as progress:
            summary = change(paths, output, progress=progress)
        print_summary(summary, output)
