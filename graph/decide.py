"""Decisions of people: written into the file of judgements, or taken back, and the graph made anew by them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from sqlite3 import Connection

from extract.errors import InputError, QueryError
from graph import judgements as file
from graph import store
from graph.build import Summary, build
from graph.intake import Progress
from graph.judgements import Judgement
from graph.ledger import ledger
from graph.meant import Meant, meant, of_one_type
from graph.output import reporting
from graph.writer import LEDGER, judgement_file


def judge(  # noqa: PLR0913 -- what is decided, where, and who is told how it goes
    output: Path, left: str, right: str, *, same: bool, note: str = "", progress: Progress
) -> tuple[Judgement, Summary]:
    """Write down that two things are the same or different, in the place of what was decided of them before.

    Args:
        output: output folder of a build; its graph is made anew.
        left: a full name or short form, or name@article.
        right: another one.
        same: the decision.
        note: why.
        progress: told how far the work has come.

    Returns:
        The judgement as it was written, and what the run did. Nothing is written where the run fails.

    Raises:
        InputError: a name means several things, both mean the same, or the decision contradicts others.
        QueryError: nothing is called so, or what is called so is of different types.
        OutputError: there is no graph, it is damaged, it cannot be written, or another run is writing into it.
    """
    store.current(output)
    with ledger(output / store.FOLDER / LEDGER) as opened:
        pairs = of_one_type(meant(opened.db, left), meant(opened.db, right))
        (ones, others), *_ = pairs
        row = Judgement(_written(left, ones), _written(right, others), same, note)
    if row.left == row.right:
        raise InputError(f"Both sides are {row.left}. Say in which articles they are: {_with_articles(ones)}")

    def changed(text: str, known: file.Judgements) -> str:
        return file.with_row(file.without_rows(text, [old for old in known.rows if old.pair == row.pair]), row)

    return row, _change(output, changed, progress)


def undo(output: Path, left: str | None, right: str | None, *, progress: Progress) -> tuple[list[Judgement], Summary]:
    """Take back what was decided of two things, or without these the last decision of the file.

    Args and errors are those of :func:`judge`; further:

    Raises:
        InputError: nothing was decided.
    """
    store.current(output)
    out: list[Judgement] = []
    with ledger(output / store.FOLDER / LEDGER) as opened:
        sides = [_sides(opened.db, text) for text in (left, right) if text is not None]

    def changed(text: str, known: file.Judgements) -> str:
        if sides:
            out.extend(row for row in known.rows if _is_of(row, *sides))
        else:
            out.extend(known.rows[-1:])
        if not out:
            told = f" of {left} and {right}" if sides else ""
            raise InputError(f"{known.source} decides nothing{told}. See what there is: guanxi judge")
        return file.without_rows(text, out)

    summary = _change(output, changed, progress)
    return out, summary


def decided(output: Path) -> file.Judgements:
    """Return the judgements that hold for the graph of a folder.

    Raises:
        InputError: a line of them is not as it should be.
        OutputError: there is no graph.
    """
    store.current(output)
    with ledger(output / store.FOLDER / LEDGER) as opened:
        path = judgement_file(output, opened)
        return file.read(path) if path.exists() else file.Judgements(source=str(path))


def _change(output: Path, changed: Callable[[str, file.Judgements], str], progress: Progress) -> Summary:
    """Change the text of the file of judgements and make the graph anew; neither, where one fails."""
    known = decided(output)
    path = Path(known.source)
    before = path.read_text("utf-8-sig") if path.exists() else None
    text = changed(before or "", known)
    with reporting(output):
        path.write_text(text, "utf-8", newline="\n")
    try:
        return build([], output, progress=progress)
    except BaseException:
        if before is None:
            path.unlink()
        else:
            path.write_text(before, "utf-8", newline="\n")
        raise


def _written(text: str, found: tuple[Meant, ...]) -> str:
    """Return how a judgement calls what is meant: by the name where it tells alone, or else with an article.

    Raises:
        InputError: several things may be meant.
    """
    if len({each.iri for each in found}) > 1:
        count = len({each.iri for each in found})
        raise InputError(f"{count} things are called {text}. Say which by an article: {_with_articles(found)}")
    name, _, article = file.side(text).partition("@")
    if not article and all(each.bearer.own and each.bearer.name == name for each in found):
        return name
    return found[0].side


def _with_articles(found: tuple[Meant, ...]) -> str:
    sides = list(dict.fromkeys(each.side for each in found))
    return f"{', '.join(sides[:5])}{' …' if len(sides) > 5 else ''}"


def _sides(db: Connection, text: str) -> set[str]:
    """Return all that a judgement may call what a name means; the name itself, where the graph knows it no more."""
    try:
        found = meant(db, text)
    except QueryError:
        found = ()
    return {file.side(text), *(each.side for each in found), *(each.bearer.name for each in found)}


def _is_of(row: Judgement, one: set[str], other: set[str]) -> bool:
    return (row.left in one and row.right in other) or (row.left in other and row.right in one)
