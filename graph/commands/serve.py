"""`guanxi serve`."""

from typing import TYPE_CHECKING, Annotated

import typer

from extract.errors import InputError, OutputError
from graph.commands.report import shown_progress
from graph.terminal import DEFAULT_OUTPUT, Output, complain, told

if TYPE_CHECKING:
    import socket
    from pathlib import Path

    from graph.server.questions import Limits


def serve(  # noqa: PLR0913 -- each is an option of the command
    *,
    output: Output = DEFAULT_OUTPUT,
    port: Annotated[
        int, typer.Option(metavar="PORT", min=0, max=65535, help="The port; 0 for any free one. 端口")
    ] = 8000,
    host: Annotated[
        str, typer.Option(metavar="ADDRESS", help="The address to listen at. 监听地址，默认只限本机")
    ] = "127.0.0.1",
    timeout: Annotated[
        float, typer.Option(metavar="SECONDS", min=0.1, help="How long a query may run. 查询时限（秒）")
    ] = 10.0,
    allow_host: Annotated[
        list[str] | None, typer.Option(metavar="NAME", help="A host name to answer to besides localhost. 允许的主机名")
    ] = None,
    cors: Annotated[
        list[str] | None, typer.Option(metavar="ORIGIN", help="An origin whose pages may ask, or *. 允许跨域的来源")
    ] = None,
) -> None:
    """Serve the graph: a SPARQL endpoint, a page for queries, one for each thing, and the explorer.

    启动服务：SPARQL 端点、查询页面、事物页面与图谱浏览页。

    \b
    guanxi serve
    guanxi serve --port 8080 --output graphs/2022
    guanxi serve --host 0.0.0.0 --allow-host graph.example.org --cors https://example.org

    Read only. Ends with Ctrl-C.
    """  # noqa: D301 -- click's mark for lines that keep their breaks
    with told():
        import asyncio  # noqa: PLC0415 -- --help can spare it

        from graph.server.questions import Limits  # noqa: PLC0415 -- brings RDF, which --help can spare
        from graph.store import current  # noqa: PLC0415 -- likewise
        from graph.writer import mend  # noqa: PLC0415 -- likewise

        mend(output)
        if not current(output).files:
            _refresh(output)
        with _listen(host, port) as listening:
            asyncio.run(_run(output, listening, Limits(seconds=timeout), [host, *(allow_host or [])], cors or []))


def _refresh(output: "Path") -> None:
    """Write the explorer anew where it shows an earlier graph; where that cannot be, the earlier one is served."""
    from graph.build import refresh  # noqa: PLC0415 -- brings RDF, which --help can spare

    try:
        with shown_progress() as progress:
            refresh(output, progress=progress)
    except OutputError as error:
        complain(f"Warning: {error}")


def _listen(host: str, port: int) -> "socket.socket":
    import socket  # noqa: PLC0415 -- --help can spare it

    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        listening = socket.create_server((host, port), family=family, backlog=512)
    except OSError as error:
        reason = error.strerror or error
        raise InputError(f"Port {port} of {host} cannot be had: {reason}. Pass another with --port.") from error
    # Else the body of an answer waits 40 ms, until the client has told that it has the head.
    listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return listening


async def _run(
    folder: "Path", listening: "socket.socket", limits: "Limits", names: list[str], origins: list[str]
) -> None:
    import uvicorn  # noqa: PLC0415 -- --help can spare it

    from graph.server.app import make  # noqa: PLC0415 -- likewise
    from graph.server.explorer import Explorer  # noqa: PLC0415 -- likewise
    from graph.server.pool import Pool  # noqa: PLC0415 -- likewise

    pool, explorer = Pool(folder, limits), Explorer(folder)
    try:
        await pool.open()
        address, port = listening.getsockname()[:2]
        typer.echo(f"http://{f'[{address}]' if ':' in address else address}:{port}/")
        settings = uvicorn.Config(
            make(explorer, pool, names, origins),
            lifespan="off",
            log_level="warning",
            server_header=False,
            timeout_graceful_shutdown=2,
        )
        await uvicorn.Server(settings).serve(sockets=[listening])
    finally:
        await explorer.close()
        await pool.close()
