"""`guanxi stats`."""

from typing import TYPE_CHECKING

from rich.table import Table as Grid
from rich.text import Text

from graph.terminal import ALL_FACTS, DEFAULT_OUTPUT, MinConfidence, Output, console, plain, told

if TYPE_CHECKING:
    from graph.statistics import Connected


def stats(output: Output = DEFAULT_OUTPUT, min_confidence: MinConfidence = ALL_FACTS) -> None:
    """Show who is joined to most others, and which groups hold together.

    统计：关联最多的人物与组织机构，以及社群。

    \b
    guanxi stats
    guanxi stats --output graphs/2022
    guanxi stats --min-confidence 0.8
    """  # noqa: D301 -- click's mark for lines that keep their breaks
    with told():
        from graph import records  # noqa: PLC0415 -- brings RDF, which --help can spare
        from graph.statistics import MOST, statistics  # noqa: PLC0415 -- brings networkx, which --help can spare
        from graph.writer import mend  # noqa: PLC0415 -- likewise

        mend(output)
        found = statistics(records.read(output, min_confidence))
        screen = console()
        screen.print(f"things 事物: {found.things}, facts 事实: {found.facts}")
        screen.print(_most("people 人物", found.people))
        screen.print(_most("organisations 组织机构", found.organizations))
        screen.print(f"communities 社群: {len(found.communities)}, modularity 模块度: {found.modularity}")
        grid = Grid("size 规模", "most connected 关联最多")
        for community in found.communities[:MOST]:
            grid.add_row(str(community.size), Text(plain("、".join(community.names))))
        screen.print(grid)


def _most(title: str, things: "tuple[Connected, ...]") -> Grid:
    grid = Grid(title)
    grid.add_column("joined to 关联对象", justify="right")
    grid.add_column("facts 事实", justify="right")
    for thing in things:
        grid.add_row(Text(plain(thing.name)), str(thing.others), str(thing.facts))
    return grid
