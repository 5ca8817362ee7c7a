"""`guanxi path`."""

from typing import Annotated

import typer

from extract.schema import load
from graph.terminal import ALL_FACTS, DEFAULT_OUTPUT, MinConfidence, Output, plain, told


def path(
    start: Annotated[str, typer.Argument(metavar="NAME", help="Where to start: a full or short name. 起点的名称")],
    end: Annotated[str, typer.Argument(metavar="NAME", help="Where to arrive. 终点的名称")],
    output: Output = DEFAULT_OUTPUT,
    min_confidence: MinConfidence = ALL_FACTS,
) -> None:
    """Show the shortest way between two names, with the sentence of each step.

    显示两个名称之间的最短关联，每一步附原文。

    \b
    guanxi path 某某某 某某市总工会
    guanxi path 某某某 某某市总工会 --min-confidence 0.8
    """  # noqa: D301 -- click's mark for lines that keep their breaks
    with told():
        from graph import records  # noqa: PLC0415 -- brings RDF, which --help can spare
        from graph.paths import shortest  # noqa: PLC0415 -- brings networkx, which --help can spare
        from graph.writer import mend  # noqa: PLC0415 -- likewise

        mend(output)
        steps = shortest(records.read(output, min_confidence), start, end)
        if steps is None:
            typer.echo(plain(f"No facts join {start} and {end}. 两者之间没有关联。"))
            return
        for step in steps:
            label = load().predicates[step.predicate].label
            arrow = f"→ {label.zh} {label.en} →" if step.outward else f"← {label.zh} {label.en} ←"
            typer.echo(plain(f"{step.near} {arrow} {step.far}"))
            typer.echo(plain(f"    “{step.text}” ({step.article})"))
