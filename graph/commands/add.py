"""`guanxi add`."""

from pathlib import Path
from typing import Annotated

import typer

from graph.commands.build import Encoding, Judged, Pipeline
from graph.commands.report import print_summary, shown_progress
from graph.terminal import DEFAULT_OUTPUT, Output, told


def add(
    paths: Annotated[list[Path], typer.Argument(metavar="PATH", help="Articles, and folders of them. 文章或文件夹")],
    output: Output = DEFAULT_OUTPUT,
    pipeline: Pipeline = None,
    encoding: Encoding = None,
    judged: Judged = None,
) -> None:
    """Add articles to the graph, or read those of them again that have changed.

    向图谱添加文章；已变动的文章会重新读取。

    \b
    guanxi add today.txt
    guanxi add 2024/ --output graphs/city

    The graph is then the same as one built of all its articles. show, query and every other
    command see it at once. Up to 200 articles the page and the text files are written again
    too; in a larger graph they wait for: guanxi build, or the next guanxi serve
    """  # noqa: D301 -- click's mark for lines that keep their breaks
    with told():
        from graph.build import add as change  # noqa: PLC0415 -- brings the language pipeline, which --help can spare

        with shown_progress() as progress:
            summary = change(paths, output, pipeline=pipeline, encoding=encoding, judged=judged, progress=progress)
        print_summary(summary, output)
