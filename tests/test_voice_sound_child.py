"""What decodes is a process of its own, which may take little, learns little and never outlives its task."""

import asyncio
import os
import sys
from pathlib import Path

import pytest

from tests import sounds
from twin.errors import SoundError
from voice import boxed
from voice.child import answer
from voice.sound import levels, to_plain, to_voice_note

MINUTES = 9


@pytest.fixture(scope="module")
def long(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Minutes of noise."""
    path = tmp_path_factory.mktemp("long") / "long.wav"
    path.write_bytes(sounds.wav(os.urandom(MINUTES * 60 * 8000), 8000, bits=8))
    return path


def children() -> list[Path]:
    """The processes that decode for this one, as folders of /proc."""
    mine = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            parent = (folder / "stat").read_text().rpartition(")")[2].split()[1]
            command = (folder / "cmdline").read_bytes()
        except OSError:
            continue
        if int(parent) == os.getpid() and b"voice.box" in command:
            mine.append(folder)
    return mine


async def started(task: asyncio.Task[object]) -> Path:
    """The child of the task, once it has begun."""
    while not (found := children()):
        assert not task.done()
        await asyncio.sleep(0.01)
    return found[0]


def left(folder: Path) -> list[Path]:
    return list(folder.iterdir())


linux = pytest.mark.skipif(sys.platform != "linux", reason="processes are looked at in /proc")


@linux
async def test_a_child_ends_with_its_task_and_leaves_nothing(long: Path, tmp_path: Path) -> None:
    task = asyncio.create_task(to_voice_note(long, tmp_path / "note.ogg", {}))
    await started(task)
    await asyncio.sleep(0.5)

    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task

    assert children() == []
    assert left(tmp_path) == []


@linux
async def test_a_child_is_told_no_secrets(long: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TWIN_ELEVENLABS_KEY", "sk-secret")
    task = asyncio.create_task(to_voice_note(long, tmp_path / "note.ogg", {"CONSENT": "somebody"}))
    child = await started(task)

    environment, command = (child / "environ").read_bytes(), (child / "cmdline").read_bytes()
    task.cancel()

    assert b"secret" not in environment
    assert b"HOME=" not in environment
    assert b"somebody" not in command


@linux
async def test_a_child_has_limits_of_its_own(long: Path, tmp_path: Path) -> None:
    task = asyncio.create_task(to_plain(long, tmp_path / "plain.wav"))
    child = await started(task)

    limits: dict[str, str] = {}
    while limits.get("Max open files") != "32":
        assert not task.done()
        limits = {line[:26].strip(): line[26:].split()[0] for line in (child / "limits").read_text().splitlines()}
        await asyncio.sleep(0.001)
    await task

    assert int(limits["Max address space"]) <= 500_000_000
    assert int(limits["Max cpu time"]) <= 180
    assert int(limits["Max file size"]) <= 61_000_000


async def test_what_takes_too_long_is_ended(long: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(boxed, "_PATIENCE", 1.0)
    monkeypatch.setattr(boxed, "_PATIENCE_PER_SECOND", 0.0)

    with pytest.raises(SoundError, match=r"long\.wav was not done with in 1 seconds: save it as MP3 or WAV"):
        await to_voice_note(long, tmp_path / "note.ogg", {})

    assert left(tmp_path) == []
    assert sys.platform != "linux" or children() == []


async def test_what_takes_too_much_memory_is_a_sentence(long: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(boxed, "_MEMORY", 1_000_000)

    with pytest.raises(SoundError, match=r"long\.wav (takes more memory|could not be read to its end)"):
        await levels(long)


async def test_what_takes_too_much_of_the_processor_ends_by_itself(long: Path, tmp_path: Path) -> None:
    job = boxed.asked("note", long, 600, 25_000_000, target=str(tmp_path / "note.ogg"), tags={})

    with pytest.raises(ChildProcessError):
        await answer("voice.box", {**job, "cpu": 1}, 60)


async def test_what_writes_too_much_is_a_sentence(long: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(boxed, "_WRITTEN", 10_000)
    monkeypatch.setattr(boxed, "_WRITTEN_PER_SECOND", 0)

    with pytest.raises(SoundError, match="or what is made of it not written: file too large"):
        await to_plain(long, tmp_path / "plain.wav")

    assert left(tmp_path) == []


async def test_what_nobody_foresaw_is_a_sentence_with_its_cause_behind_it(long: Path) -> None:
    with pytest.raises(SoundError, match=r"long\.wav could not be read to its end: save it as MP3 or WAV\.$") as error:
        await boxed.boxed("unheard of", long, 600, 25_000_000)

    assert "KeyError" in str(error.value.__cause__)


async def test_a_process_that_does_not_start_is_a_sentence(long: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/nowhere/python")

    with pytest.raises(SoundError, match="was not looked at, since no process could be started: No such file"):
        await levels(long)


async def test_many_are_looked_at_beside_each_other(tmp_path: Path) -> None:
    short = tmp_path / "short.wav"
    short.write_bytes(sounds.wav(bytes(32_000), 8000))

    found = await asyncio.gather(*(levels(short) for _ in range(8)))

    assert {one.seconds for one in found} == {2.0}
