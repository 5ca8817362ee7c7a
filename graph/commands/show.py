"""`guanxi show`."""

from itertools import groupby
from typing import TYPE_CHECKING, Annotated

import typer

from extract.schema import load
from graph.terminal import ALL_FACTS, DEFAULT_OUTPUT, MinConfidence, Output, plain, told

if TYPE_CHECKING:
    from graph.lookup import Card


def show(
    name: Annotated[str, typer.Argument(metavar="NAME", help="A full name or a short form. 全称或简称")],
    output: Output = DEFAULT_OUTPUT,
    min_confidence: MinConfidence = ALL_FACTS,
) -> None:
    """Show all that the graph tells of a name, with the sentences that tell it.

    显示图谱中有关某一名称的全部事实与原文。

    \b
    guanxi show 某某市总工会
    guanxi show 市总工会 --output graphs/2022
    guanxi show 市总工会 --min-confidence 0.8    only what is as good as sure
    """  # noqa: D301 -- click's mark for lines that keep their breaks
    with told():
        from graph.lookup import look_up  # noqa: PLC0415 -- brings RDF, which --help can spare
        from graph.writer import mend  # noqa: PLC0415 -- likewise

        mend(output)
        for card in look_up(output, name, min_confidence):
            _print_card(card)


def _print_card(card: "Card") -> None:
    kind = load().types[card.type].label
    lines = [f"{card.name}  {kind.zh} {kind.en}"]
    if card.names:
        lines.append(f"  also 又作: {'、'.join(card.names)}")
    lines.append(f"  in 见于: {'; '.join(card.articles)}")
    for (predicate, outward), facts in groupby(card.facts, key=lambda fact: (fact.predicate, fact.outward)):
        label = load().predicates[predicate].label
        lines.append(f"  {'→' if outward else '←'} {label.zh} {label.en}")
        for fact in facts:
            qualifiers = "".join(f"  [{key}: {text}]" for key, text in sorted(fact.qualifiers.items()))
            lines.append(f"      {fact.other}{qualifiers}")
            lines += [f"          “{text}” ({article})" for text, article in fact.quotes]
    for line in lines:
        typer.echo(plain(line))
