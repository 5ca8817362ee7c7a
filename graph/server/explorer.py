"""The explorer's page, which follows the graph: one that shows an earlier graph is written anew in the background."""

from __future__ import annotations

import asyncio
import sys
from contextlib import suppress
from pathlib import Path

from extract.errors import OutputError
from graph.files import PAGE
from graph.store import current


class Explorer:
    """The page of an output folder."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / PAGE
        self._folder = folder
        self._tried = 0
        self._process: asyncio.subprocess.Process | None = None

    async def follow(self) -> None:
        """Have the page written anew where it shows an earlier graph, once for each; does not wait for it.

        It is a build of its own process, so that answers do not wait, either. Where another run is changing the graph,
        the page follows what that makes.
        """
        if self._process is not None and self._process.returncode is None:
            return
        with suppress(OutputError):  # what is wrong with the graph is told to who asks it
            edition = current(self._folder)
            if not edition.files and edition.number != self._tried:
                self._tried = edition.number
                arguments = ("-m", "graph", "build", "--output", str(self._folder))
                quiet = asyncio.subprocess.DEVNULL
                self._process = await asyncio.create_subprocess_exec(
                    sys.executable, *arguments, stdin=quiet, stdout=quiet, stderr=quiet
                )

    async def close(self) -> None:
        """End a build that is under way, which changes nothing then."""
        if self._process is not None and self._process.returncode is None:
            self._process.terminate()
            await self._process.wait()
