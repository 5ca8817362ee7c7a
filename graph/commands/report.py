"""What the commands that change a graph print: how far they have come, and what they did."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import typer
from rich.console import Console
from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.table import Table as Grid
from rich.text import Text

from extract.schema import load
from graph.terminal import complain, console, plain

if TYPE_CHECKING:
    from graph.build import Summary
    from graph.intake import Progress as Told
    from graph.store import Counts

_STAGES = {"reading": "reading files", "understanding": "understanding text", "writing": "writing files"}


@contextmanager
def shown_progress() -> "Iterator[Told]":
    """Give what a run tells how far it has come, and show that on a terminal."""
    columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    errors = Console(stderr=True)
    with Progress(*columns, console=errors, transient=True, disable=not errors.is_terminal) as bar:
        task = bar.add_task("starting", total=None)

        def progress(stage: str, done: int, total: int, /) -> None:
            bar.update(task, description=_STAGES[stage], completed=done, total=total)

        yield progress


def print_summary(summary: "Summary", output: Path) -> None:
    """Print what a run did and what the graph holds then."""
    for skipped in summary.skipped:
        complain(f"Warning: left out: {skipped.reason}")
    grid = Grid("what 内容")
    grid.add_column("count 数量", justify="right")
    grid.add_row("articles 文章", str(summary.documents))
    grid.add_row("added or changed 新增或更新", str(len(summary.added)))
    grid.add_row("unchanged 未变", str(summary.unchanged))
    grid.add_row("removed 移除", str(len(summary.removed)))
    grid.add_row("files left out 未能读取", str(len(summary.skipped)), end_section=True)
    add_counts(grid, summary)
    screen = console()
    screen.print(grid)
    for path in summary.files:
        screen.print(Text(plain(str(path))))
    if not summary.files:
        typer.echo(behind(output))


def add_counts(grid: Grid, counts: "Summary | Counts") -> None:
    """Add rows for entities, facts and triples to a table."""
    for kinds, numbers in ((load().types, counts.entities), (load().predicates, counts.facts)):
        for name, number in numbers.items():
            grid.add_row(f"{name} {kinds[name].label.zh}", str(number))
        grid.add_section()
    grid.add_row("triples 三元组", str(counts.triples))


def behind(output: Path) -> str:
    """Return the line that says which files show an earlier graph."""
    return plain(
        f"The graph in {output} is up to date; its page and text files still show an earlier one. "
        "Write them anew: guanxi build (图谱已更新；网页与文本文件仍是旧的，重新生成请用 guanxi build)"
    )
