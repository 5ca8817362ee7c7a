"""The addresses of the server and what each answers."""

from __future__ import annotations

import re
from collections.abc import Collection
from importlib import resources

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import Request
from starlette.responses import FileResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from graph import iris, ontology
from graph.server import console, description, protocol
from graph.server.explorer import Explorer
from graph.server.guard import Guard
from graph.server.negotiation import GRAPHS, HTML, choose
from graph.server.parts import Split, split
from graph.server.pool import Pool
from graph.server.questions import Answer, Question, refusal

_LONGEST = 1 << 20  # bytes of a request
_STATIC = {
    "yasgui.min.js": "text/javascript",
    "yasgui.min.css": "text/css",
    "query.js": "text/javascript",
    "page.css": "text/css",
}
_THING = re.compile(rf"(?:{'|'.join(iris.KINDS)})/[0-9a-f]{{20}}")
# The editor places its parts by style attributes; scripts come from files of ours only.
_PAGE = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
    "font-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)


def make(explorer: Explorer, pool: Pool, names: Collection[str] = (), origins: Collection[str] = ()) -> Starlette:
    """Return the application that serves the graph of an output folder.

    Args:
        explorer: the page at the root.
        pool: the workers that answer; both are opened and closed by the caller.
        names: host names it answers to besides localhost and addresses.
        origins: origins whose pages may read the answers (CORS); `*` for all.
    """
    site = _Site(explorer, pool)
    routes = [
        Route("/", site.explorer),
        Route("/article/{edition}/{number:int}", site.article),
        Route("/sparql", site.sparql, methods=["GET", "POST"]),
        Route("/query", _query_page),
        Route("/static/{name}", _static),
        Route("/ns", _vocabulary),
        Route("/id/{path:path}", site.thing),
        Route("/.well-known/void", site.dataset),
    ]
    middleware = [Middleware(Guard, names=names)]
    if origins:
        middleware.append(Middleware(CORSMiddleware, allow_origins=list(origins), allow_methods=["GET", "POST"]))
    handlers = {HTTPException: _refused, protocol.RequestError: _refused, Exception: _broken}
    return Starlette(routes=routes, middleware=middleware, exception_handlers=handlers)


class _Site:
    """The addresses that need the graph."""

    def __init__(self, explorer: Explorer, pool: Pool) -> None:
        self._explorer, self._pool = explorer, pool

    async def explorer(self, _request: Request) -> Response:
        await self._explorer.follow()
        # The page carries its own policy, which knows its inline scripts.
        headers = {"content-security-policy": "frame-ancestors 'none'"}
        if parts := await self._parts():
            return Response(parts.page, media_type=HTML, headers=headers)
        return FileResponse(self._explorer.path, media_type=HTML, headers=headers)

    async def article(self, request: Request) -> Response:
        parts, number = await self._parts(), request.path_params["number"]
        if parts is None or request.path_params["edition"] != parts.edition or number >= len(parts.articles):
            raise HTTPException(404, "There is no such article. The graph may have changed: load the page again.")
        headers = {"cache-control": "max-age=31536000, immutable"}
        return Response(parts.articles[number], media_type="application/json", headers=headers)

    async def _parts(self) -> Split | None:
        path = self._explorer.path
        if not path.is_file():
            raise HTTPException(404, f"{path.name} is not in the output folder. Make it: guanxi build")
        return await run_in_threadpool(split, path)

    async def sparql(self, request: Request) -> Response:
        accept, query_string = _accept(request), request.scope["query_string"]
        if request.method == "POST":
            content_type = request.headers.get("content-type", "")
            return await self._ask(protocol.from_post(content_type, query_string, await _body(request), accept))
        if asked := protocol.from_get(query_string, accept):
            return await self._ask(asked)
        if choose(accept, (*GRAPHS, HTML)) == HTML:
            return RedirectResponse("/query", 303, {"vary": "accept"})
        return _response(description.service(str(request.base_url), accept))

    async def thing(self, request: Request) -> Response:
        path = request.path_params["path"]
        if not _THING.fullmatch(path):
            raise HTTPException(404, "There is nothing of that name.")
        return await self._ask(Question("thing", iris.BASE + path, _accept(request)))

    async def dataset(self, request: Request) -> Response:
        return await self._ask(Question("dataset", str(request.base_url), _accept(request)))

    async def _ask(self, question: Question) -> Response:
        return _response(await self._pool.ask(question))


async def _query_page(_request: Request) -> Response:
    return _page(console.render())


async def _static(request: Request) -> Response:
    name = request.path_params["name"]
    if name not in _STATIC:
        raise HTTPException(404, "There is no such file.")
    data = resources.files(__package__).joinpath("page", name).read_bytes()
    return Response(data, media_type=_STATIC[name], headers={"cache-control": "max-age=3600"})


async def _vocabulary(_request: Request) -> Response:
    return Response(ontology.FILE.read_bytes(), media_type="text/turtle")


async def _refused(_request: Request, error: Exception) -> Response:
    if isinstance(error, HTTPException):
        return PlainTextResponse(f"{error.detail}\n", error.status_code, headers=error.headers)
    status = error.status if isinstance(error, protocol.RequestError) else 500
    return _response(refusal(status, str(error)))


async def _broken(_request: Request, _error: Exception) -> Response:
    return _response(refusal(500, "The server made a mistake. Its log tells more."))


async def _body(request: Request) -> bytes:
    """Return the body of a request that is not too long; the rest of a longer one is not read."""
    data = b""
    async for chunk in request.stream():
        data += chunk
        if len(data) > _LONGEST:
            raise protocol.RequestError(413, f"A query is at most {_LONGEST >> 20} MB long.")
    return data


def _accept(request: Request) -> str:
    return ", ".join(request.headers.getlist("accept"))


def _page(text: str) -> Response:
    return Response(text, media_type=HTML, headers={"content-security-policy": _PAGE})


def _response(answered: Answer) -> Response:
    headers = {"vary": "accept"}
    if answered.media_type.startswith(HTML):
        headers["content-security-policy"] = _PAGE
    if answered.status == 503:
        headers["retry-after"] = "5"
    return Response(answered.body, answered.status, headers, answered.media_type)
