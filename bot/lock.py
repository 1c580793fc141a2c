"""The data folder's lock: one process at a time changes what the twin knows."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from twin.errors import Busy
from twin.records import translated


@contextmanager
def writing(folder: Path, command: str) -> Iterator[None]:
    """Hold the lock for the block. Raises Busy, which names the command that holds it."""
    make_folder(folder)
    holder = folder / "lock.holder"
    with translated(folder):
        lock = FileLock(folder / "lock")
        # Within: a Timeout is an OSError too.
        try:
            lock.acquire(timeout=0)
        except Timeout as error:
            named = _named(holder)
            if named.startswith("twin run "):
                raise Busy(f"{named} is serving from {folder}: stop it first.") from error
            raise Busy(f"{named} is changing {folder} right now: try again when it has finished.") from error
    try:
        with translated(folder):
            holder.write_text(f"twin {command} (process {os.getpid()})", encoding="utf-8")
        yield
    finally:
        holder.unlink(missing_ok=True)
        lock.release()


def held_by(folder: Path, command: str) -> bool:
    """Whether a process that runs this command holds the lock right now."""
    if not _named(folder / "lock.holder").startswith(f"twin {command} "):
        return False
    with translated(folder):
        lock = FileLock(folder / "lock")
        try:
            lock.acquire(timeout=0)
        except Timeout:
            return True
        lock.release()
    return False


def _named(holder: Path) -> str:
    try:
        return holder.read_text(encoding="utf-8") or "another twin command"
    except OSError:
        return "another twin command"


def make_folder(folder: Path) -> None:
    """Make the data folder, and what is missing above it, for its owner's eyes only. Raises StoreError."""
    with translated(folder):
        for missing in reversed([path for path in (folder, *folder.parents) if not path.exists()]):
            missing.mkdir(mode=0o700, exist_ok=True)
