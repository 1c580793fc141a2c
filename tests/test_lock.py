"""One writer at a time in a data folder."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from bot import lock
from tests.knowledge import REPOSITORY, without_privileges
from twin.errors import Busy, StoreError

_HOLD = """
import sys, time
from pathlib import Path
from bot import lock
with lock.writing(Path(sys.argv[1]), "learn"):
    print("holds", flush=True)
    time.sleep(60)
"""


@contextmanager
def another_process_holds(folder: Path) -> Iterator[subprocess.Popen[str]]:
    command = [sys.executable, "-c", _HOLD, str(folder)]
    with subprocess.Popen(command, cwd=REPOSITORY, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout
            assert process.stdout.readline() == "holds\n"
            yield process
        finally:
            process.kill()


def test_a_second_writer_is_told_which_command_writes(tmp_path: Path) -> None:
    with (
        another_process_holds(tmp_path) as process,
        pytest.raises(Busy, match=rf"twin learn \(process {process.pid}\) is changing"),
        lock.writing(tmp_path, "sources forget"),
    ):
        pass


def test_the_lock_is_free_after_the_writer_was_killed(tmp_path: Path) -> None:
    with another_process_holds(tmp_path) as process:
        process.kill()
        process.wait()
        with lock.writing(tmp_path, "learn"):
            pass


def test_the_lock_is_free_after_an_error(tmp_path: Path) -> None:
    with pytest.raises(KeyError), lock.writing(tmp_path, "learn"):
        raise KeyError
    with lock.writing(tmp_path, "learn"):
        pass
    assert not (tmp_path / "lock.holder").exists()


def test_whoever_holds_it_without_a_name_is_another_command(tmp_path: Path) -> None:
    with lock.writing(tmp_path, "learn"):
        (tmp_path / "lock.holder").unlink()
        with pytest.raises(Busy, match="another twin command is changing"), lock.writing(tmp_path, "learn"):
            pass


def test_the_data_folder_and_what_is_made_above_it_is_for_its_owner_alone(tmp_path: Path) -> None:
    lock.make_folder(tmp_path / "a" / "b")

    assert [oct((tmp_path / name).stat().st_mode)[-3:] for name in ("a", "a/b")] == ["700", "700"]


def test_a_folder_that_is_there_is_left_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir(mode=0o755)
    lock.make_folder(tmp_path / "mine")

    assert oct((tmp_path / "mine").stat().st_mode)[-3:] == "755"


def test_a_folder_below_a_file_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").touch()

    with pytest.raises(StoreError, match="cannot be used: not a directory"), lock.writing(tmp_path / "file/data", "x"):
        pass


def test_a_folder_that_cannot_be_written_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "closed").mkdir(mode=0o555)
    for folder in (tmp_path, *tmp_path.parents[:2]):
        folder.chmod(0o755)

    with (
        without_privileges(),
        pytest.raises(StoreError, match="cannot be used: permission denied"),
        lock.writing(tmp_path / "closed", "learn"),
    ):
        pass
