"""What every request passes: a known host, and headers that let a browser do no harm with the answer."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Collection

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_HEADERS = {
    "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
    "cross-origin-opener-policy": "same-origin",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "cache-control": "no-cache",
}


_HOST = re.compile(r"([\w.-]+|\[[0-9A-Fa-f:.]+\])(?::[0-9]*)?")


class Guard:
    """Refuses requests for other hosts with 421, and adds the security headers that an answer has not set itself.

    A page elsewhere may have its own name lead to this machine and so read what a browser gets from here (DNS
    rebinding). A name must therefore be known; an address cannot be rebound.
    """

    def __init__(self, app: ASGIApp, names: Collection[str]) -> None:
        self._app = app
        self._names = {"localhost", *(name.lower() for name in names)}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""

        async def send_guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in _HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        if scope["type"] != "http" or self._knows(Headers(scope=scope).get("host", "")):
            await self._app(scope, receive, send_guarded)
            return
        refused = PlainTextResponse("This server does not answer to that host name. Name it with --allow-host.\n", 421)
        await refused(scope, receive, send_guarded)

    def _knows(self, host: str) -> bool:
        if not (found := _HOST.fullmatch(host)):
            return False
        return found[1].lower() in self._names or _is_address(found[1].strip("[]"))


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True
