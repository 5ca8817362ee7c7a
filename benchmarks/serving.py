"""How many small queries `guanxi serve` answers in a second.

    python -m benchmarks.serving [FOLDER]        the output folder of a build, `output` unless told

Clients ask one after the other, each over a connection that it keeps. Prints for one client and for more at once the
requests a second, and the milliseconds that an answer takes: half of them, and 99 of 100, took no longer.
"""

from __future__ import annotations

import http.client
import statistics
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import quote, urlsplit

QUERY = "SELECT ?name { ?person a foaf:Person ; skos:prefLabel ?name } LIMIT 10"
CLIENTS = (1, 4, 16)
SECONDS = 10.0


def main() -> None:
    """Start a server over the folder of the command line, and ask."""
    folder = sys.argv[1] if len(sys.argv) > 1 else "output"
    command = [sys.executable, "-m", "graph", "serve", "--port", "0", "--output", folder]
    root = Path(__file__).parent.parent
    with subprocess.Popen(command, cwd=root, stdout=subprocess.PIPE, text=True) as server:  # noqa: S603 -- ourselves
        try:
            assert server.stdout is not None  # noqa: S101 -- it is a pipe
            address = urlsplit(server.stdout.readline().strip())
            print("| clients | requests a second | median (ms) | 99 of 100 (ms) |\n|---:|---:|---:|---:|")
            for clients in CLIENTS:
                asked(address.netloc, 1.0)  # until a worker has started
                print(row(clients, address.netloc), flush=True)
        finally:
            server.terminate()


def row(clients: int, server: str) -> str:
    """Return a row of the table."""
    with ThreadPoolExecutor(clients) as threads:
        spent = [each for times in threads.map(lambda _: asked(server, SECONDS), range(clients)) for each in times]
    slow = statistics.quantiles(spent, n=100)[98]
    return f"| {clients} | {len(spent) / SECONDS:,.0f} | {statistics.median(spent):.1f} | {slow:.1f} |"


def asked(server: str, seconds: float) -> list[float]:
    """Ask for so long and return the milliseconds of each answer."""
    connection = http.client.HTTPConnection(server)
    spent = []
    end = time.perf_counter() + seconds
    while (start := time.perf_counter()) < end:
        connection.request("GET", f"/sparql?query={quote(QUERY)}", headers={"Accept": "text/csv"})
        answer = connection.getresponse()
        answer.read()
        if answer.status != http.client.OK:
            raise RuntimeError(f"The server answered {answer.status}.")
        spent.append((time.perf_counter() - start) * 1000)
    connection.close()
    return spent


if __name__ == "__main__":
    main()
