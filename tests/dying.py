"""The twin of tests.serving that kills itself at a change of its records: ``python -m tests.dying DATA``.

``DIE_AT`` in the environment names the change: "before 17" is killed before the 17th is on the disk, "after 17" when it
is. Without it, it dies by others' hands.
"""

import itertools
import os
import signal
import sqlite3
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

from adapters.telegram import pace
from tests import serving
from twin import records

Transaction = Callable[[sqlite3.Connection], AbstractContextManager[None]]


def dying(transaction: Transaction, when: str, number: int) -> Transaction:
    """The transaction of which the one of this number, counted from 1, is the last."""
    made = itertools.count(1)

    @contextmanager
    def counted(connection: sqlite3.Connection) -> Iterator[None]:
        last = False
        with transaction(connection):
            yield
            last = next(made) == number
            if last and when == "before":
                os.kill(os.getpid(), signal.SIGKILL)
        if last:
            os.kill(os.getpid(), signal.SIGKILL)

    return counted


def main(data: Path) -> None:
    """Serve the folder's ledger until killed."""
    # What waits a second for its turn is seldom caught on its way.
    pace._PERSON = (50, 1.0)
    if at := os.environ.get("DIE_AT"):
        when, number = at.split()
        records.transaction = dying(records.transaction, when, int(number))  # type: ignore[assignment]
    serving.main(data)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
