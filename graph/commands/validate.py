"""`guanxi validate`."""

from collections import defaultdict
from itertools import groupby
from typing import TYPE_CHECKING

import typer

from graph.terminal import DEFAULT_OUTPUT, Output, plain, told

if TYPE_CHECKING:
    from graph.hints import Hint

_SHOWN = 5


def validate(output: Output = DEFAULT_OUTPUT) -> None:
    """Check the graph against its shapes, and show facts that can hardly all be true.

    校验图谱：是否符合 SHACL 形状，以及互相矛盾的事实。

    \b
    guanxi validate
    guanxi validate --output graphs/2022

    Ends with 1 where the graph breaks a shape. Facts that contradict each other are hints to read
    their sentences again, and no failure.
    """  # noqa: D301 -- click's mark for lines that keep their breaks
    with told():
        from graph import records  # noqa: PLC0415 -- brings RDF, which --help can spare
        from graph.dataset import merged  # noqa: PLC0415 -- likewise
        from graph.formats import quads  # noqa: PLC0415 -- likewise
        from graph.hints import hints  # noqa: PLC0415 -- likewise
        from graph.shapes import validate as check  # noqa: PLC0415 -- likewise
        from graph.writer import mend  # noqa: PLC0415 -- likewise

        mend(output)
        found = hints(records.read(output))
        faults = check(merged(quads(output)))
        typer.echo(f"shapes 形状: {len(faults)} faults 处错误" if faults else "shapes 形状: all is well 符合")
        _print_faults(faults)
        typer.echo(f"hints 提示: {len(found)}")
        _print_hints(found)
        if faults:
            raise typer.Exit(1)


def _print_faults(faults: tuple[str, ...]) -> None:
    """Print what is wrong, each with the first few things of which it is so."""
    found: dict[str, list[str]] = defaultdict(list)
    for fault in faults:
        where, _, what = fault.rpartition(": ")
        found[what].append(where)
    for what, places in sorted(found.items()):
        typer.echo(plain(f"  {what}: {len(places)}"))
        for place in places[:_SHOWN]:
            typer.echo(plain(f"      {place}"))
        if len(places) > _SHOWN:
            typer.echo("      …")


def _print_hints(found: "tuple[Hint, ...]") -> None:
    from graph.hints import KINDS  # noqa: PLC0415 -- brings RDF, which --help can spare

    for kind, group in groupby(found, key=lambda hint: hint.kind):
        typer.echo(f"\n{KINDS[kind].zh} {KINDS[kind].en}")
        for hint in group:
            typer.echo(plain(f"  {hint.name}: {' | '.join(hint.values)}"))
            for text, article in hint.quotes:
                typer.echo(plain(f"      “{text}” ({article})"))
