"""What every command prints with: one console, plain text, errors in one line."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console

from extract.errors import GuanxiError

if TYPE_CHECKING:
    from collections.abc import Iterator

INTERRUPTED = 130
"""Exit code after Ctrl-C, as shells have it."""
Output = Annotated[Path, typer.Option("--output", "-o", metavar="FOLDER", help="The output folder. 输出文件夹")]
DEFAULT_OUTPUT = Path("output")
MinConfidence = Annotated[
    float,
    typer.Option(
        "--min-confidence",
        metavar="NUMBER",
        min=0,
        max=1,
        help="Leave out facts less sure than this, 0 to 1. 最低置信度",
        show_default=False,
    ),
]
ALL_FACTS = 0.0
"""The confidence from which on facts count that were told at all."""
_UNBROKEN = 100_000  # columns


@contextmanager
def told() -> Iterator[None]:
    """Tell what a user can do something about in one line, instead of a traceback."""
    try:
        yield
    except GuanxiError as error:
        complain(f"Error: {error}")
        raise typer.Exit(1) from error
    except KeyboardInterrupt as error:
        complain("Interrupted. Nothing was changed.")
        raise typer.Exit(INTERRUPTED) from error


def complain(message: str) -> None:
    """Print a message in one line on standard error."""
    typer.echo(plain(message), err=True)


def plain(text: str) -> str:
    """Return text from articles and file names in one line, without characters that would steer a terminal."""
    return "".join(character if character.isprintable() else " " for character in text)


def console() -> Console:
    """Return a console that breaks lines to fit a terminal, and no lines that another program reads."""
    return Console(highlight=False, width=None if sys.stdout.isatty() else _UNBROKEN)
