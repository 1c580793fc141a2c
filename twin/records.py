"""SQLite files as this house keeps them: WAL, one writer at a time, and errors that are sentences."""

import sqlite3
import time
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Literal

from twin.errors import StoreError

# A reader may hold a file for long; a writer waits for this many seconds before it says so.
_PATIENCE = 30.0


def connect(path: Path, synchronous: Literal["FULL", "NORMAL"]) -> sqlite3.Connection:
    """Open or create the file; the connection may move between threads, one at a time. Raises StoreError."""
    with translated(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        connection = sqlite3.connect(path, timeout=_PATIENCE, check_same_thread=False)
        _keep_a_log(connection)
        connection.execute(f"PRAGMA synchronous={synchronous}")
        connection.execute("PRAGMA foreign_keys=on")
        # What is forgotten is overwritten, not only unlinked.
        connection.execute("PRAGMA secure_delete=on")
        return connection


def _keep_a_log(connection: sqlite3.Connection) -> None:
    """Go over to WAL; SQLite does not wait here, as it does elsewhere, while another program does the same."""
    until = time.monotonic() + _PATIENCE
    while True:
        try:
            connection.execute("PRAGMA journal_mode=wal")
        except sqlite3.OperationalError as error:
            if "locked" not in str(error) or time.monotonic() > until:
                raise
            time.sleep(0.01)
        else:
            return


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """A write as a whole or not at all; begun IMMEDIATE, since a deferred one can fail halfway as locked."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def migrate(
    path: Path,
    connection: sqlite3.Connection,
    known: Collection[str],
    applied: Callable[[], Collection[str]],
    apply: Callable[[], None],
) -> None:
    """Have ``apply`` make what is missing of the ``known`` migrations, as a whole. Raises StoreError.

    Of two programs that begin at once the second waits; ``apply`` has to pass over what the first one made meanwhile.
    """
    with translated(path):
        done = applied()
        refuse_newer(path, done, known)
        # A file that is up to date is not locked: somebody may be writing to it for long.
        if len(done) < len(known):
            with transaction(connection):
                apply()


def refuse_newer(path: Path, applied: Collection[str], known: Collection[str]) -> None:
    """Raise StoreError if a migration was applied that this program does not know."""
    if unknown := sorted(set(applied) - set(known)):
        raise StoreError(
            f"{path} was written by a newer version of twin (it knows {unknown[-1]}): install that version again, "
            "or set TWIN_DATA to another folder."
        )


@contextmanager
def translated(path: Path) -> Iterator[None]:
    """Errors of SQLite and of the file system, as sentences that name the file."""
    try:
        yield
    except sqlite3.Error as error:
        raise StoreError(_sentence(str(error), path)) from error
    except OSError as error:
        raise StoreError(f"{path} cannot be used: {(error.strerror or str(error)).lower()}.") from error


def _sentence(said: str, path: Path) -> str:
    if "full" in said:
        return f"the disk is full, so {path} cannot grow: nothing was lost; make room and run the command again."
    if "disk I/O" in said:
        return f"the disk did not take or give what {path} needed: make sure that it is neither full nor failing."
    if "readonly" in said or "unable to open" in said:
        return f"{path} cannot be written: allow this user to write there, or set TWIN_DATA to another folder."
    if "malformed" in said or "not a database" in said:
        return f"{path} is damaged or is no database: restore it from a backup, or move it away and learn again."
    if "locked" in said:
        return f"{path} is being written by another program: try again when that has finished."
    return f"{path} cannot be used: {said}."
