"""What a worker is asked and what it answers, and how both are written on a pipe."""

from __future__ import annotations

import json
import struct
from dataclasses import asdict, dataclass
from typing import Literal

LENGTH = struct.Struct(">I")
"""A message begins with its length in bytes."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What a query may take.

    Attributes:
        seconds: how long it may run.
        bytes: how long its result may be.
        memory: bytes of memory beyond what an open graph takes.
        concurrent: how many queries run at a time.
        waiting: how many more may wait for their turn.
    """

    seconds: float = 10.0
    bytes: int = 32 << 20
    memory: int = 2 << 30
    concurrent: int = 4
    waiting: int = 256


@dataclass(frozen=True, slots=True)
class Question:
    """One request to the graph.

    Attributes:
        kind: `query` for SPARQL, `thing` for all about one IRI, `dataset` for the description of the whole (VoID).
        text: the query; the IRI; the address of the server.
        accept: the client's Accept header.
        default_graphs, named_graphs: IRIs of the dataset that the query sees; the whole one where both are empty.
    """

    kind: Literal["query", "thing", "dataset"]
    text: str
    accept: str = ""
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """A response: HTTP status, media type, and the bytes of the body."""

    status: int
    media_type: str
    body: bytes


def refusal(status: int, message: str) -> Answer:
    """Return an answer that tells in one line why there is no other."""
    return Answer(status, "text/plain; charset=utf-8", f"{message}\n".encode())


def pack(question: Question) -> bytes:
    """Return a question as a message.

    >>> unpack(pack(Question("query", "ASK {}"))[LENGTH.size :])
    Question(kind='query', text='ASK {}', accept='', default_graphs=(), named_graphs=())
    """
    data = json.dumps(asdict(question)).encode()
    return LENGTH.pack(len(data)) + data


def unpack(data: bytes) -> Question:
    """Return the question of a message, which comes without its length."""
    read = json.loads(data)
    default, named = (tuple(read.pop(key)) for key in ("default_graphs", "named_graphs"))
    return Question(default_graphs=default, named_graphs=named, **read)


def pack_answer(answer: Answer) -> bytes:
    """Return an answer as a message: its length, a line of JSON, the body.

    >>> unpack_answer(pack_answer(Answer(200, "text/csv", b"a"))[LENGTH.size :])
    Answer(status=200, media_type='text/csv', body=b'a')
    """
    data = json.dumps([answer.status, answer.media_type]).encode() + b"\n" + answer.body
    return LENGTH.pack(len(data)) + data


def unpack_answer(data: bytes) -> Answer:
    """Return the answer of a message, which comes without its length."""
    head, _, body = data.partition(b"\n")
    status, media_type = json.loads(head)
    return Answer(status, media_type, body)
