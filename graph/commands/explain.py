"""`guanxi explain`."""

from typing import TYPE_CHECKING, Annotated

import typer

from extract.schema import load
from graph.terminal import DEFAULT_OUTPUT, Output, plain, told

if TYPE_CHECKING:
    from graph.explain import Explanation, Step

Name = Annotated[str, typer.Argument(metavar="NAME", help="A name, or NAME@ARTICLE. 名称，或 名称@文章")]


def explain(left: Name, right: Name, output: Output = DEFAULT_OUTPUT) -> None:
    """Tell why two names are one thing in the graph or two, with the score and every reason.

    说明两个名称为何合并或未合并：分数与每条理由。

    \b
    guanxi explain 某某市总工会 市总工会
    guanxi explain 李某某 李某某
    guanxi explain 李某某@a.txt 李某某@b.txt

    A score above 0.5 joins two things, unless as much speaks for another one. What people have
    judged goes before all: guanxi judge
    """  # noqa: D301 -- click's mark for lines that keep their breaks
    with told():
        from graph.explain import explain as find  # noqa: PLC0415 -- brings RDF, which --help can spare
        from graph.writer import mend  # noqa: PLC0415 -- likewise

        mend(output)
        for found in find(output, left, right):
            _print(found)


def _print(found: "Explanation") -> None:
    kind = load().types[found.type].label
    verdict = "one thing 合并为一" if found.one else "two things 未合并"
    lines = [f"{kind.zh} {kind.en}: {verdict}"]
    if len(found.steps) > 1:
        lines.append("  by way of other articles 经由其他文章：")
    for step in found.steps:
        lines += _lines(step)
    if found.note:
        lines.append(f"    {found.note.zh} {found.note.en}")
    for line in lines:
        typer.echo(plain(line))


def _lines(step: "Step") -> list[str]:
    score = "" if step.score is None else f"  score 分数 {step.score:.2f}"
    lines = ["  " + " — ".join(f"{name} ({article})" for name, article in (step.left, step.right)) + score]
    if step.judgement:
        told = "the same 相同" if step.judgement.same else "different 不同"
        note = f": {step.judgement.note}" if step.judgement.note else ""
        lines.append(f"    judged 人工判断 (line {step.judgement.line}): {told}{note}")
    lines += [f"    {weight:+5.1f}  {reason.zh} {reason.en}" for reason, weight in step.reasons]
    return lines
