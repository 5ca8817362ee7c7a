"""Reading a request of the SPARQL 1.1 Protocol (https://www.w3.org/TR/sparql11-protocol/, section 2.1)."""

from __future__ import annotations

from urllib.parse import parse_qsl

from pyoxigraph import NamedNode

from extract.errors import QueryError
from graph.server.questions import Question

FORM, DIRECT, UPDATE = "application/x-www-form-urlencoded", "application/sparql-query", "application/sparql-update"
_MOST = 1000  # parameters

_Pairs = list[tuple[str, str]]


class RequestError(QueryError):
    """A request that is not of the protocol, or not answered here; `status` tells which in HTTP's terms."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status = status


def from_get(query_string: bytes, accept: str) -> Question | None:
    """Return the question of a GET request, or None where there is no query: it asks what the service is.

    Raises:
        RequestError: the parameters are not of the protocol.
    """
    parameters = _pairs(query_string)
    if _all(parameters, "query"):
        return _question(parameters, accept)
    _refuse_update(parameters)
    return None


def from_post(content_type: str, query_string: bytes, body: bytes, accept: str) -> Question:
    """Return the question of a POST request, its body a form or the query itself.

    Raises:
        RequestError: the request is not of the protocol.
    """
    media_type, *settings = (part.strip().lower() for part in content_type.split(";"))
    for setting in settings:
        if setting.startswith("charset=") and setting.removeprefix("charset=").strip('"') not in {"utf-8", "utf8"}:
            raise RequestError(415, "A query is sent in UTF-8.")
    if media_type == UPDATE:
        raise RequestError(403, "The graph is read only: updates are refused.")
    if media_type == FORM:
        return _question(_pairs(body), accept)
    if media_type == DIRECT:
        parameters = [pair for pair in _pairs(query_string) if pair[0] != "query"]
        return _question([*parameters, ("query", _text(body))], accept)
    raise RequestError(415, f"A query is posted as {FORM} or {DIRECT}.")


def _question(parameters: _Pairs, accept: str) -> Question:
    queries = _all(parameters, "query")
    if len(queries) != 1:
        _refuse_update(parameters)
        raise RequestError(400, "Send one query." if queries else "The parameter “query” is missing.")
    default, named = _graphs(parameters, "default-graph-uri"), _graphs(parameters, "named-graph-uri")
    return Question("query", queries[0], accept, default, named)


def _refuse_update(parameters: _Pairs) -> None:
    if _all(parameters, "update"):
        raise RequestError(403, "The graph is read only: updates are refused.")


def _graphs(parameters: _Pairs, name: str) -> tuple[str, ...]:
    found = _all(parameters, name)
    for iri in found:
        try:
            NamedNode(iri)
        except ValueError as error:
            raise RequestError(400, f"“{iri}” of {name} is no absolute IRI.") from error
    return found


def _all(parameters: _Pairs, name: str) -> tuple[str, ...]:
    return tuple(value for key, value in parameters if key == name)


def _pairs(data: bytes) -> _Pairs:
    text = _text(data)
    try:
        return parse_qsl(text, keep_blank_values=True, errors="strict", max_num_fields=_MOST)
    except UnicodeDecodeError as error:
        raise RequestError(400, "The parameters are not in UTF-8.") from error
    except ValueError as error:
        raise RequestError(400, f"There are more than {_MOST} parameters.") from error


def _text(data: bytes) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise RequestError(400, f"The query is not in UTF-8: {error.reason} at byte {error.start}.") from error
