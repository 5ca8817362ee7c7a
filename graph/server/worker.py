"""A worker process: opens the graph once, then answers one question after another.

It talks through its standard input and output, and ends when its input does. It is started by :mod:`graph.server.pool`.
"""

from __future__ import annotations

import io
import json
import signal
import sys
from pathlib import Path
from typing import BinaryIO

from pyoxigraph import NamedNode, QueryTriples, Store, serialize

from extract.errors import GuanxiError, QueryError
from graph import iris, query
from graph.server import description, things
from graph.server.negotiation import GRAPHS, RESULTS, choose
from graph.server.questions import LENGTH, Answer, Limits, Question, pack_answer, refusal, unpack
from graph.store import open_store

_GRACE = 2.0  # seconds after the time-out in which the server ends a worker, before the worker ends itself


class _Bounded(io.BytesIO):
    """A buffer that takes so many bytes and no more."""

    def __init__(self, most: int) -> None:
        super().__init__()
        self.most = most

    def write(self, data: object) -> int:
        """Take bytes.

        Raises:
            OSError: there are too many.
        """
        written = super().write(bytes(data))  # type: ignore[call-overload]  # any buffer will do
        if self.tell() > self.most:
            raise OSError("The result is too long.")
        return written


def answer(store: Store, question: Question, limits: Limits) -> Answer:
    """Return the answer to a question; an answer it is, too, that there is none."""
    buffer = _Bounded(limits.bytes)
    try:
        if question.kind == "thing":
            return things.answer(store, question.text, question.accept)
        if question.kind == "dataset":
            return description.dataset(store, question.text, question.accept)
        media_type = _write(store, question, buffer)
    except QueryError as error:
        return refusal(400, str(error))
    except (OSError, RuntimeError, ValueError) as error:
        if buffer.tell() > limits.bytes:
            most = limits.bytes >> 20
            return refusal(422, f"The result is longer than {most} MB. Ask for less, with LIMIT or a narrower pattern.")
        return refusal(400, f"The query cannot be run: {error}.")
    return Answer(200, media_type, buffer.getvalue()) if media_type else refusal(406, _OFFERED)


_OFFERED = (
    "None of the accepted media types is there. SELECT and ASK give application/sparql-results+json, "
    "application/sparql-results+xml, text/csv, text/tab-separated-values; CONSTRUCT and DESCRIBE give text/turtle, "
    "application/ld+json, application/n-triples, application/rdf+xml."
)


def _write(store: Store, question: Question, buffer: BinaryIO) -> str:
    """Run a query, write its result into `buffer` and return its media type, empty where none is accepted."""
    result = query.ask(
        store,
        question.text,
        default_graphs=[NamedNode(iri) for iri in question.default_graphs],
        named_graphs=[NamedNode(iri) for iri in question.named_graphs],
    )
    if isinstance(result, QueryTriples):
        if not (chosen := choose(question.accept, tuple(GRAPHS))):
            return ""
        form = GRAPHS[chosen]
        serialize(result, buffer, form, prefixes=iris.prefixes())
        return form.media_type
    if not (chosen := choose(question.accept, tuple(RESULTS))):
        return ""
    result.serialize(buffer, RESULTS[chosen])
    return RESULTS[chosen].media_type


def main() -> None:
    """Serve the graph of the folder that the first argument names, within the limits of the second, a JSON object."""
    folder, limits = Path(sys.argv[1]), Limits(**json.loads(sys.argv[2]))
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the server, which ends its workers
    source, target = sys.stdin.buffer, sys.stdout.buffer
    try:
        store = open_store(folder)
    except GuanxiError as error:
        _send(target, refusal(500, str(error)))
        return
    _bound_memory(limits.memory)
    _send(target, Answer(200, "text/plain", b""))
    while head := source.read(LENGTH.size):
        question = unpack(source.read(*LENGTH.unpack(head)))
        _end_after(limits.seconds + _GRACE)
        answered = answer(store, question, limits)
        _end_after(0)
        _send(target, answered)


def _send(target: BinaryIO, answered: Answer) -> None:
    target.write(pack_answer(answered))
    target.flush()


def _end_after(seconds: float) -> None:
    """Have the system end this process, should the server be gone; 0 calls it off."""
    if hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_REAL, seconds)


def _bound_memory(more: int) -> None:
    """Let this process take so many bytes more than it has, where the system can hold it to that."""
    status = Path("/proc/self/status")
    if not status.exists():
        return
    import resource  # noqa: PLC0415 -- not on every system

    held = next(
        int(line.split()[1]) << 10 for line in status.read_text("ascii").splitlines() if line.startswith("VmData")
    )
    resource.setrlimit(resource.RLIMIT_DATA, (held + more, held + more))


if __name__ == "__main__":
    main()
