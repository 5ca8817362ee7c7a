"""The worker processes: how many there are, whose turn it is, and when one is ended."""

from __future__ import annotations

import asyncio
import json
import sys
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path

from extract.errors import OutputError
from graph.server.questions import LENGTH, Answer, Limits, Question, pack, refusal, unpack_answer
from graph.store import current

_Broken = (asyncio.IncompleteReadError, ConnectionError)
_START = 600  # seconds in which a worker must have opened the graph


class _Worker:
    """A place for one worker process, which runs from its first question on."""

    def __init__(self, folder: Path, limits: Limits) -> None:
        self._folder, self._limits = folder, limits
        self._process: asyncio.subprocess.Process | None = None
        self._edition = 0

    async def start(self) -> None:
        """Start the process if there is none, or if the graph has changed since it was opened.

        Raises:
            OutputError: the graph cannot be opened.
        """
        edition = current(self._folder).number
        if self._process is not None and self._edition == edition and self._process.returncode is None:
            return
        await self.end()
        arguments = ("-m", "graph.server.worker", str(self._folder), json.dumps(asdict(self._limits)))
        pipe = asyncio.subprocess.PIPE
        self._process = await asyncio.create_subprocess_exec(sys.executable, *arguments, stdin=pipe, stdout=pipe)
        self._edition = edition
        try:
            opened = await asyncio.wait_for(self._receive(), _START)
        except (*_Broken, TimeoutError) as error:
            await self.end()
            raise OutputError(f"The graph in {self._folder} cannot be opened: a worker ended early.") from error
        if opened.status != 200:
            await self.end()
            raise OutputError(opened.body.decode().strip())

    async def ask(self, question: Question) -> Answer:
        """Send a question and return what comes back."""
        assert self._process is not None  # noqa: S101 -- it is started
        assert self._process.stdin is not None  # noqa: S101 -- likewise
        self._process.stdin.write(pack(question))
        await self._process.stdin.drain()
        return await self._receive()

    async def end(self) -> None:
        """Kill the process, if there is one."""
        process, self._process = self._process, None
        if process is not None:
            with suppress(ProcessLookupError):
                process.kill()
            await process.wait()

    async def _receive(self) -> Answer:
        assert self._process is not None  # noqa: S101 -- it is started
        assert self._process.stdout is not None  # noqa: S101 -- likewise
        (length,) = LENGTH.unpack(await self._process.stdout.readexactly(LENGTH.size))
        return unpack_answer(await self._process.stdout.readexactly(length))


class Pool:
    """The workers of a server. A question waits for a free one, runs in it alone, and is cut off at the time-out."""

    def __init__(self, folder: Path, limits: Limits) -> None:
        self._limits = limits
        self._free: asyncio.LifoQueue[_Worker] = asyncio.LifoQueue()
        self._workers = [_Worker(folder, limits) for _ in range(limits.concurrent)]
        self._waiting = 0
        for worker in self._workers:
            self._free.put_nowait(worker)

    async def open(self) -> None:
        """Start one worker, so that a graph that cannot be opened is told before anybody asks.

        Raises:
            OutputError: it cannot.
        """
        await self._workers[-1].start()

    async def close(self) -> None:
        """End all workers."""
        for worker in self._workers:
            await worker.end()

    async def ask(self, question: Question) -> Answer:
        """Return the answer of a worker; where none can be had, an answer of status 500, 503 or 504 that says why."""
        if self._waiting >= self._limits.waiting:
            return refusal(503, "Too many queries are waiting. Try again in a moment.")
        self._waiting += 1
        try:
            worker = await asyncio.wait_for(self._free.get(), self._limits.seconds * 2)
        except TimeoutError:
            return refusal(503, "Too many queries are running. Try again in a moment.")
        finally:
            self._waiting -= 1
        try:
            return await self._ask(worker, question)
        finally:
            self._free.put_nowait(worker)

    async def _ask(self, worker: _Worker, question: Question) -> Answer:
        finished = False
        try:
            await worker.start()
            answered = await asyncio.wait_for(worker.ask(question), self._limits.seconds)
            finished = True
        except TimeoutError:
            seconds = f"{self._limits.seconds:g}"
            return refusal(504, f"The query ran longer than {seconds} seconds and was ended. Ask for less.")
        except _Broken:
            return refusal(
                422, "The query needs more memory or depth than a query may take, and was ended. Ask for less."
            )
        except OutputError as error:
            return refusal(500, str(error))
        finally:
            if not finished:
                await worker.end()
        return answered
