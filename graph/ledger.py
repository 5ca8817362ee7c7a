"""The ledger of a store: the articles with their readings, and what a change needs to know of them.

One SQLite file, for whoever holds the lock of the output folder. Readings are kept as soon as they are made, whatever
becomes of the run. Everything else changes in one transaction, together with the number of the edition that it
describes: committing it is what makes a change.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from extract.errors import OutputError
from graph.store import FORMAT, check_format

_FULL = (sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY)
_TABLES = """
CREATE TABLE edition (number INTEGER NOT NULL, maker TEXT NOT NULL);
CREATE TABLE judged (path TEXT NOT NULL);
CREATE TABLE reading (hash TEXT PRIMARY KEY, body BLOB NOT NULL);
CREATE TABLE article (
    name TEXT PRIMARY KEY, source TEXT NOT NULL, hash TEXT NOT NULL, extractor TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE bearer (
    document TEXT, key TEXT, type TEXT NOT NULL, name TEXT NOT NULL, block TEXT NOT NULL, attributes TEXT NOT NULL,
    forms TEXT NOT NULL, called TEXT, traits TEXT NOT NULL, shares TEXT, own INTEGER NOT NULL, iri TEXT NOT NULL,
    PRIMARY KEY (document, key)
) WITHOUT ROWID;
CREATE INDEX bearer_block ON bearer (block, type);
CREATE INDEX bearer_iri ON bearer (iri);
CREATE TABLE entity (
    iri TEXT PRIMARY KEY, type TEXT NOT NULL, name TEXT NOT NULL, unwritten TEXT NOT NULL, attributes TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE telling (
    iri TEXT, document TEXT, predicate TEXT NOT NULL, implicit INTEGER NOT NULL, PRIMARY KEY (iri, document)
) WITHOUT ROWID;
CREATE INDEX telling_document ON telling (document);
CREATE TABLE role (text TEXT, document TEXT, PRIMARY KEY (text, document)) WITHOUT ROWID;
CREATE INDEX role_document ON role (document);
CREATE TABLE position (form TEXT, iri TEXT, PRIMARY KEY (form, iri)) WITHOUT ROWID;
CREATE INDEX position_iri ON position (iri);
"""
INDEX = ("bearer", "entity", "telling", "role", "position")
"""The tables that are made from readings."""


@dataclass(frozen=True, slots=True)
class Article:
    """An article of the graph.

    Attributes:
        name: of its document.
        source: absolute path of its file.
        hash: stands for its name, its content, and what read it.
        extractor: version of what read it.
    """

    name: str
    source: str
    hash: str
    extractor: str


class Ledger:
    """The open ledger; `db` is its database, in a transaction that begins with the first change."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self.db = db

    @property
    def edition(self) -> tuple[int, str]:
        """The number of the edition that the ledger describes, 0 for none, and what made it."""
        return self.db.execute("SELECT number, maker FROM edition").fetchone() or (0, "")

    @edition.setter
    def edition(self, made: tuple[int, str]) -> None:
        self.db.execute("DELETE FROM edition")
        self.db.execute("INSERT INTO edition VALUES (?, ?)", made)

    @property
    def judged(self) -> str | None:
        """The path of the file of judgements that is in use, if it is not that of the output folder."""
        for (path,) in self.db.execute("SELECT path FROM judged"):
            return str(path)
        return None

    @judged.setter
    def judged(self, path: str) -> None:
        self.db.execute("DELETE FROM judged")
        self.db.execute("INSERT INTO judged VALUES (?)", (path,))

    def articles(self) -> dict[str, Article]:
        """Return the articles of the graph by their names, in the order of these."""
        return {row[0]: Article(*row) for row in self.db.execute("SELECT * FROM article ORDER BY name")}

    def change(self, gone: Iterable[str], come: Iterable[Article]) -> None:
        """Take articles out, and take others in."""
        self.db.executemany("DELETE FROM article WHERE name = ?", ((name,) for name in gone))
        rows = ((article.name, article.source, article.hash, article.extractor) for article in come)
        self.db.executemany("INSERT OR REPLACE INTO article VALUES (?, ?, ?, ?)", rows)

    def keep(self, hash_: str, body: bytes) -> None:
        """Keep a reading for good, whatever becomes of the run."""
        self.db.execute("INSERT OR REPLACE INTO reading VALUES (?, ?)", (hash_, body))
        self.db.commit()

    def knows(self, hash_: str) -> bool:
        """Whether a reading is kept."""
        return bool(self.db.execute("SELECT 1 FROM reading WHERE hash = ?", (hash_,)).fetchone())

    def reading(self, name: str) -> bytes:
        """Return the reading of an article of the graph, see :mod:`graph.readings`.

        Raises:
            KeyError: there is no such article.
        """
        query = "SELECT body FROM reading JOIN article USING (hash) WHERE name = ?"
        for (body,) in self.db.execute(query, (name,)):
            return bytes(body)
        raise KeyError(name)

    def is_empty(self) -> bool:
        """Whether nothing is kept: no reading and no graph."""
        return not self.db.execute("SELECT 1 FROM reading UNION ALL SELECT 1 FROM edition").fetchone()

    def forget(self) -> None:
        """Drop the readings of no article of the graph."""
        self.db.execute("DELETE FROM reading WHERE hash NOT IN (SELECT hash FROM article)")


@contextmanager
def ledger(path: Path) -> Iterator[Ledger]:
    """Open the ledger at `path`, made if it is not there; what is not committed at the end of the block is undone.

    Raises:
        OutputError: it is damaged, a newer guanxi made it, or it cannot be written.
    """
    try:
        db = sqlite3.connect(path)
        try:
            version = db.execute("PRAGMA user_version").fetchone()[0]
            check_format(path, version)
            if not version:
                db.executescript(f"BEGIN; {_TABLES} PRAGMA user_version = {FORMAT}; COMMIT;")
            yield Ledger(db)
        finally:
            db.close()
    except sqlite3.Error as error:
        if getattr(error, "sqlite_errorcode", 0) & 0xFF in _FULL:
            raise OutputError(
                f"{path} cannot be written: {error}. Make room on the disk or check its permissions, or pass another "
                "folder with --output. The graph is unchanged."
            ) from error
        raise OutputError(
            f"{path} is damaged ({error}). Move the folder {path.parent} away and make the graph again: guanxi build"
        ) from error
