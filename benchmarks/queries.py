"""How fast the named queries are on large graphs, beside rdflib's own store in the same run.

    python -m benchmarks.queries                    100 thousand and 1 million triples
    python -m benchmarks.queries 5000000            5 million
    python -m benchmarks.queries 1000000 --alone    without rdflib, which takes its time

Prints a Markdown table for each size. Each engine runs in a process of its own, so that its memory can be told. Times
are those of the processor, which other work on the machine does not lengthen; a query runs in one thread. An option in
brackets is given a value in one row and left out in another.
"""

from __future__ import annotations

import argparse
import json
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Any, cast

from pyoxigraph import DefaultGraph, QuerySolutions, RdfFormat, Store

from benchmarks import synthetic
from graph import iris
from graph.catalog import NamedQuery, fill, named
from graph.query import ask

TRIPLES = "graph.nt"
"""What the one engine leaves for the other."""
RUNS = 7
_LEAST = 0.1  # seconds of one measurement, in which a quick query is asked again and again: the clock is coarse
PATIENCE = 10  # seconds after which a query is given up, and after which it has been run often enough


def main() -> None:
    """Measure the sizes of the command line."""
    options = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    options.add_argument("triples", type=int, nargs="*", default=[100_000, 1_000_000])
    options.add_argument("--alone", action="store_true", help="without rdflib")
    options.add_argument("--engine", help=argparse.SUPPRESS)
    options.add_argument("--folder", type=Path, help=argparse.SUPPRESS)
    given = options.parse_args()
    if given.engine:
        print(json.dumps(_measured(given.engine, given.folder)))
        return
    for triples in given.triples:
        with tempfile.TemporaryDirectory() as folder:
            _compare(triples, Path(folder), alone=given.alone)


def _compare(triples: int, folder: Path, *, alone: bool) -> None:
    articles = synthetic.write(triples, folder / "graph.nq")
    engines = ["oxigraph", *([] if alone else ["rdflib"])]
    found = {engine: _run(engine, folder) for engine in engines}
    count = found["oxigraph"]["triples"]
    print(f"\n{count:,} triples of {articles:,} articles\n")
    print(f"| | {' | '.join(engines)} | |\n|---|{'---:|' * len(engines)}---:|")
    for name in ("load (s)", "open (s)", "memory (MB)", "disk (MB)"):
        print(f"| {name} | {' | '.join(str(found[engine].get(name, '–')) for engine in engines)} | |")
    for query in found["oxigraph"]["queries"]:
        times = [found[engine]["queries"][query] for engine in engines]
        cells = [f"{'> ' if rows is None else ''}{milliseconds:,.1f} ms" for milliseconds, rows in times]
        ratio = "" if alone else f"{'> ' if times[1][1] is None else ''}{times[1][0] / times[0][0]:,.0f}×"
        same = len({rows for _, rows in times} - {None}) == 1
        print(f"| {query} ({times[0][1]} rows{'' if same else ', not the same'}) | {' | '.join(cells)} | {ratio} |")


def _run(engine: str, folder: Path) -> dict[str, Any]:
    command = [sys.executable, "-m", "benchmarks.queries", "--engine", engine, "--folder", str(folder)]
    root = Path(__file__).parent.parent
    done = subprocess.run(command, cwd=root, capture_output=True, check=True)  # noqa: S603 -- ourselves
    read: dict[str, Any] = json.loads(done.stdout)
    return read


def _measured(engine: str, folder: Path) -> dict[str, Any]:
    """Load the graph into an engine and time every named query; runs in a process of its own."""
    before = _memory()
    found, answer = (_oxigraph if engine == "oxigraph" else _rdflib)(folder)
    found["queries"] = {}
    for query in named():
        for values in ({}, _narrow(query)) if query.optional else ({},):
            asked = {**_values(query), **values}
            label = " ".join([query.name, *(f"--{name}" for name in asked)])
            found["queries"][label] = _timed(partial(answer, query, asked))
    found["memory (MB)"] = round((_memory() - before) / 1e6)
    return found


def _oxigraph(folder: Path) -> tuple[dict[str, Any], Callable[..., int]]:
    """Load the store as a build does, then open it to read as a server does."""
    path = folder / "store"
    start = time.process_time()
    store = Store(str(path))
    store.bulk_load(path=str(folder / "graph.nq"), format=RdfFormat.N_QUADS)
    store.bulk_extend(_merged(store))
    store.flush()
    del store
    loaded = time.process_time()
    reading = Store.read_only(str(path))
    opened = time.process_time()
    reading.dump(str(folder / TRIPLES), RdfFormat.N_TRIPLES, from_graph=DefaultGraph())
    (row,) = _rows(reading, "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }")
    found = {
        "triples": int(row["n"].value),
        "load (s)": round(loaded - start, 1),
        "open (s)": round(opened - loaded, 2),
        "disk (MB)": round(sum(file.stat().st_size for file in path.iterdir()) / 1e6),
    }
    return found, lambda query, values: len(list(_rows(reading, query.text, values)))


def _rows(store: Store, text: str, values: Mapping[str, str] | None = None) -> QuerySolutions:
    return cast("QuerySolutions", ask(store, text, values))


def _merged(store: Store) -> Iterator[Any]:
    from pyoxigraph import Quad  # noqa: PLC0415 -- beside its use

    rows = _rows(store, "SELECT DISTINCT ?s ?p ?o { GRAPH ?g { ?s ?p ?o } }")
    return (Quad(row["s"], row["p"], row["o"]) for row in rows)


def _rdflib(folder: Path) -> tuple[dict[str, Any], Callable[..., int]]:
    """Load the same triples, those of the default graph, into rdflib's own store in memory."""
    from rdflib import Graph, Literal  # noqa: PLC0415 -- not in the other engine's memory

    start = time.process_time()
    graph = Graph()
    graph.parse(folder / TRIPLES, format="nt")
    found = {"triples": len(graph), "load (s)": round(time.process_time() - start, 1)}

    def answer(query: NamedQuery, values: dict[str, str]) -> int:
        bound = {name: Literal(value, lang="zh") for name, value in values.items()}
        return len(list(graph.query(fill(query.text, values), initNs=iris.PREFIXES, initBindings=bound)))

    return found, answer


_PERSON = 7  # of the first town
_ASKED = {
    "recipients": synthetic.award(7),
    "colleagues": synthetic.person(0, _PERSON),
    "participants": f"{synthetic.town(0)}第0届职工技能竞赛之0",
}


_NARROW = {
    "honours": {"name": synthetic.person(0, _PERSON)},
    "employment": {"name": synthetic.person(0, _PERSON)},
    "figures": {"name": f"{synthetic.town(0)}第0届职工技能竞赛之0"},
    "activities-by-date": {"since": "2016-03", "until": "2016-06"},
}


def _narrow(query: NamedQuery) -> dict[str, str]:
    return _NARROW.get(query.name) or dict.fromkeys(query.optional, synthetic.union(0))


def _values(query: NamedQuery) -> dict[str, str]:
    return {name: _ASKED.get(query.name, synthetic.union(0)) for name in query.parameters}


def _timed(answer: Callable[[], int]) -> tuple[float, int | None]:
    """Return the median time in milliseconds, and the rows, None where the query was given up."""
    times: list[float] = []
    rows, often = None, 1
    signal.signal(signal.SIGPROF, _give_up)
    while len(times) < RUNS and often * sum(times) < PATIENCE * 1000:
        start = time.process_time()
        signal.setitimer(signal.ITIMER_PROF, PATIENCE)
        try:
            for _ in range(often):
                rows = answer()
        except TimeoutError:
            return PATIENCE * 1000, None
        finally:
            signal.setitimer(signal.ITIMER_PROF, 0)
        spent = time.process_time() - start
        if spent < _LEAST:
            often = max(often * 2, int(often * _LEAST / max(spent, 0.001)) + 1)
        else:
            times.append(spent * 1000 / often)
    return statistics.median(times), rows


def _give_up(_number: int, _frame: object) -> None:
    raise TimeoutError


def _memory() -> int:
    """Return how many bytes of memory this process has taken at most."""
    import resource  # noqa: PLC0415 -- not on every system

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)


if __name__ == "__main__":
    main()
