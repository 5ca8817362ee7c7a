"""A server of its own process for tests, and plain requests to it."""

import http.client
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlencode, urlsplit

ROOT = Path(__file__).parent.parent


@contextmanager
def serving(folder, *options):
    """Give the address of a server over a folder, such as `http://127.0.0.1:43210/`."""
    command = [sys.executable, "-m", "graph", "serve", "--port", "0", "-o", str(folder), *options]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        try:
            yield process.stdout.readline().strip()
            assert process.poll() is None, "the server has ended"
        finally:
            process.terminate()


def send(address, method, path, headers=(), body=None):
    """Return status, headers (names in lower case) and body of one request, sent exactly as it is given."""
    connection = http.client.HTTPConnection(urlsplit(address).netloc, timeout=60)
    try:
        connection.request(method, path, body, dict(headers))
        response = connection.getresponse()
        return response.status, {name.lower(): value for name, value in response.getheaders()}, response.read()
    finally:
        connection.close()


def get(address, query, accept=None, **parameters):
    """Ask a query by GET."""
    headers = {"Accept": accept} if accept else {}
    return send(address, "GET", f"/sparql?{urlencode({'query': query, **parameters}, doseq=True)}", headers)


def post(address, body, content_type, accept=None, path="/sparql"):
    """Send a body by POST."""
    headers = {"Content-Type": content_type} if content_type else {}
    return send(address, "POST", path, headers | ({"Accept": accept} if accept else {}), body)
