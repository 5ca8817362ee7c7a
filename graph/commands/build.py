"""`guanxi build`."""

from pathlib import Path
from typing import Annotated

import typer

from graph.commands.report import print_summary, shown_progress
from graph.terminal import DEFAULT_OUTPUT, Output, told

Pipeline = Annotated[
    str | None, typer.Option(metavar="NAME", help="Another spaCy pipeline to take names from. 另用的 spaCy 管线")
]
Encoding = Annotated[
    str | None, typer.Option(metavar="NAME", help="Encoding of the articles, such as gb18030. 文章编码")
]
Judged = Annotated[
    Path | None,
    typer.Option(
        "--judgements",
        metavar="FILE",
        help="What people decided is the same or not (CSV). 人工判断",
        show_default=False,
    ),
]


def build(
    paths: Annotated[
        list[Path] | None,
        typer.Argument(metavar="PATH", help="Articles, and folders of them. 文章或文件夹", show_default=False),
    ] = None,
    output: Output = DEFAULT_OUTPUT,
    pipeline: Pipeline = None,
    encoding: Encoding = None,
    judged: Judged = None,
) -> None:
    """Read articles and write their graph: RDF, JSON Lines and a page to open in a browser.

    读文章，建图谱：RDF、JSON Lines 与可在浏览器中打开的网页。

    \b
    guanxi build seeds/
    guanxi build article.txt more-articles/ --output graphs/2022
    guanxi build old.txt --encoding gb18030
    guanxi build                 write all files of the graph anew; read no article

    The graph then holds these articles and no others. Those that were read before and have not
    changed are not read again. The earlier output stays as it is until the new one is whole. A
    file that cannot be read is left out and named in the summary.
    """  # noqa: D301 -- click's mark for lines that keep their breaks
    with told():
        from graph.build import build as make  # noqa: PLC0415 -- brings the language pipeline, which --help can spare

        with shown_progress() as progress:
            summary = make(paths or [], output, pipeline=pipeline, encoding=encoding, judged=judged, progress=progress)
        print_summary(summary, output)
