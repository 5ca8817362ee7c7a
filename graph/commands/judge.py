"""`guanxi judge`."""

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from graph.commands.report import print_summary, shown_progress
from graph.terminal import DEFAULT_OUTPUT, Output, plain, told

if TYPE_CHECKING:
    from graph.judgements import Judgement


class Verdict(StrEnum):
    """What somebody decides."""

    same = "same"
    different = "different"


def judge(  # noqa: PLR0913 -- each is an option of the command
    *,
    left: Annotated[
        str | None, typer.Argument(metavar="NAME", help="A name, or NAME@ARTICLE. 名称，或 名称@文章")
    ] = None,
    right: Annotated[str | None, typer.Argument(metavar="NAME", help="Another one. 另一名称")] = None,
    verdict: Annotated[Verdict | None, typer.Argument(help="What they are. 相同或不同")] = None,
    note: Annotated[str, typer.Option(metavar="TEXT", help="Why. 理由", show_default=False)] = "",
    undo: Annotated[bool, typer.Option("--undo", help="Take back a decision. 撤销")] = False,
    output: Output = DEFAULT_OUTPUT,
) -> None:
    """Decide that two things are the same or different; the graph is made anew by it.

    判断两个事物是否相同；图谱随之更新。

    \b
    guanxi judge 某市卫生局 某市卫健委 same --note "renamed in 2019"
    guanxi judge 李某某@a.txt 李某某@b.txt different
    guanxi judge --undo                       take back the last decision
    guanxi judge 某市卫生局 某市卫健委 --undo    take back this one
    guanxi judge                              list what was decided

    Decisions are lines of judgements.csv in the output folder; the file may be edited as well,
    and then: guanxi build
    """  # noqa: D301 -- click's mark for lines that keep their breaks
    names = [name for name in (left, right) if name is not None]
    if len(names) == 1 or (len(names) == 2 and (verdict is None) != undo) or (undo and note):
        raise typer.BadParameter("Give two names and: same or different. Or --undo, with two names or none.")
    with told():
        from graph import decide  # noqa: PLC0415 -- brings the language pipeline, which --help can spare

        if not names and not undo:
            for row in decide.decided(output).rows:
                typer.echo(_line(row))
            return
        with shown_progress() as progress:
            if undo:
                rows, summary = decide.undo(output, left, right, progress=progress)
            else:
                same = verdict is Verdict.same
                row, summary = decide.judge(output, names[0], names[1], same=same, note=note, progress=progress)
                rows = [row]
        for row in rows:
            typer.echo(("taken back 已撤销: " if undo else "written 已记: ") + _line(row))
        print_summary(summary, output)


def _line(row: "Judgement") -> str:
    decided = "the same 相同" if row.same else "different 不同"
    return plain(f"{row.left} — {row.right}: {decided}{f' ({row.note})' if row.note else ''}")
