"""The one who writes into an output folder: holds its lock and its ledger, and first clears up after who was killed.

A change is made when the ledger commits it. Until then readers, the next writer and the files in the folder know
nothing of it; from then on whatever is left to do is done, if not by this run, by the next.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from extract.errors import OutputError
from graph import output as folder_of
from graph import store
from graph.judgements import FILE, NONE, Judgements, read
from graph.ledger import Ledger, ledger
from graph.lock import locked
from graph.readings import digest, maker

_LOCK, LEDGER = "lock", "ledger.sqlite"


@dataclass(frozen=True, slots=True)
class Writer:
    """Holds an output folder and its ledger.

    Attributes:
        output: the folder.
        ledger: of its store.
        judgements: of people, by which the next edition is made.
        judged: file that they come from, where it is another one than before.
    """

    output: Path
    ledger: Ledger
    judgements: Judgements = NONE
    judged: Path | None = None

    @property
    def maker(self) -> str:
        """What the next edition is made by: the version of guanxi, and the judgements."""
        told = self.judgements.told
        return f"{maker()}+{digest(told.encode())}" if told else maker()

    @property
    def number(self) -> int:
        """The number of the next edition."""
        return max([self.ledger.edition[0], *store.numbers(self.output)]) + 1

    def edition(self) -> store.Edition | None:
        """Return the edition to start a change from; None where there is none yet.

        Raises:
            OutputError: there is one, but it or the ledger is damaged.
        """
        number = self.ledger.edition[0]
        if number < store.pointer(self.output):
            path = self.output / store.FOLDER / LEDGER
            raise OutputError(f"{path} does not know the graph beside it. Make the graph again: guanxi build")
        return store.edition(self.output, number) if number else None

    def commit(self, number: int) -> None:
        """Make edition `number` what the ledger tells of."""
        self.ledger.forget()
        self.ledger.edition = number, self.maker
        self.keep_source()
        self.ledger.db.commit()

    def keep_source(self) -> None:
        """Remember which file of judgements is in use."""
        if self.judged:
            self.ledger.judged = str(self.judged)

    def publish(self) -> None:
        """Give readers what the ledger tells of; remove what is neither that nor the edition before it."""
        number = self.ledger.edition[0]
        with folder_of.reporting(self.output):
            if number:
                store.publish(self.output, number)
            store.tidy(self.output, *[known for known in store.numbers(self.output) if known <= number][-2:])


def judgement_file(output: Path, opened: Ledger) -> Path:
    """Return the file of judgements that holds for a graph, there or not."""
    return Path(opened.judged or output / FILE)


def judgements(output: Path, opened: Ledger) -> Judgements:
    """Return the judgements that hold for a graph.

    Raises:
        InputError: a line of them is not as it should be, or a file that was given is gone.
    """
    path = judgement_file(output, opened)
    return read(path) if opened.judged or path.exists() else NONE


@contextmanager
def writing(output: Path) -> Iterator[Writer]:
    """Hold an output folder, made if it is not there, as the only writer.

    Raises:
        OutputError: another process holds it; it cannot be written; a newer guanxi made it; its ledger is damaged.
    """
    place = output / store.FOLDER
    with ExitStack() as stack:
        with folder_of.reporting(output):
            folder_of.check(output, ())
            made = [path for path in (place, *place.parents) if not path.exists()]
            place.mkdir(parents=True, exist_ok=True)
            stack.enter_context(locked(place / _LOCK, output))
        with ledger(place / LEDGER) as opened:
            writer = Writer(output, opened)
            _clear_up(writer)
            try:
                yield writer
            except BaseException:
                if opened.is_empty():
                    stack.callback(_take_back, place, made)
                raise


def mend(output: Path) -> None:
    """Finish what a killed run left to do; does nothing where nothing is, or another run is at it."""
    if folder_of.is_left(output):
        try:
            with writing(output):
                pass
        except OutputError:
            return  # a reader can do without


def _clear_up(writer: Writer) -> None:
    output = writer.output
    folder_of.resume(output, writer.ledger.edition[0])
    if writer.ledger.edition[0] >= _known(output):
        writer.publish()


def _known(output: Path) -> int:
    """Return the number of the edition that readers open; 0 where that cannot be told."""
    try:
        return store.pointer(output)
    except OutputError:
        return 0


def _take_back(place: Path, made: list[Path]) -> None:
    """Remove the folders that a failed first run has made."""
    if place in made:
        shutil.rmtree(place, ignore_errors=True)
        folder_of.remove_empty(made[1:])
