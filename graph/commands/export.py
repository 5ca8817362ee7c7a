"""`guanxi export`."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from graph.terminal import ALL_FACTS, DEFAULT_OUTPUT, MinConfidence, Output, plain, told


class Format(StrEnum):
    """What the graph is written as."""

    turtle = "turtle"
    trig = "trig"
    nquads = "nquads"
    jsonld = "jsonld"
    graphml = "graphml"
    gexf = "gexf"
    csv = "csv"
    jsonl = "jsonl"


def export(
    form: Annotated[Format, typer.Option("--format", help="The format to write. 格式")],
    to: Annotated[
        Path | None, typer.Option(metavar="PATH", help="The file to write, for csv a folder. 目标文件或文件夹")
    ] = None,
    output: Output = DEFAULT_OUTPUT,
    min_confidence: MinConfidence = ALL_FACTS,
) -> None:
    """Write the graph for other programs: RDF, Gephi, Neo4j, pandas.

    把图谱导出给其他软件：RDF、Gephi、Neo4j、pandas。

    \b
    guanxi export --format gexf                  for Gephi: output/graph.gexf
    guanxi export --format csv --to neo4j/       nodes.csv and edges.csv for Neo4j
    guanxi export --format jsonld --to graph.jsonld
    guanxi export --format graphml --min-confidence 0.8

    RDF always holds all facts, each with its confidence (gx:confidence).
    """  # noqa: D301 -- click's mark for lines that keep their breaks
    with told():
        from graph.formats import export as write  # noqa: PLC0415 -- brings RDF, which --help can spare
        from graph.writer import mend  # noqa: PLC0415 -- likewise

        mend(output)
        for path in write(output, form.value, to, min_confidence):
            typer.echo(plain(str(path)))
