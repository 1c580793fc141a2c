"""What the owner says in a recording is learned like what they write."""

import asyncio
import os
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from memory.importers.recordings import Listening
from memory.learn import Learned, Learner
from tests.knowledge import Knowledge, write_post
from tests.recordings import spoken, written
from tests.servers.elevenlabs import KEY, ElevenLabsServer
from tests.sounds import converted
from twin.knowledge import Audience
from voice.elevenlabs import ElevenLabs
from voice.sound import Limits, kind_of

WAX = "I wax the chain every second week, and it takes a quarter of an hour."
BELL = "The bell of my bicycle is made of brass."


@pytest.fixture
async def hearing() -> AsyncIterator[ElevenLabsServer]:
    async with ElevenLabsServer() as server:
        yield server


def talk(path: Path, text: str = WAX) -> Path:
    wav = written(path.with_suffix(".spoken"), spoken(text))
    converted(wav, path, "-c:a", "libmp3lame", "-f", "mp3")
    wav.unlink()
    return path


def listening(server: ElevenLabsServer) -> Listening:
    scribe = ElevenLabs(KEY, url=server.url).transcriber(limits=Limits(7200, 500_000_000))
    return Listening(lambda head: bool(kind_of(head)), lambda path: asyncio.run(scribe.transcribe(path)).text)


async def learn(knowledge: Knowledge, heard: Listening | None, *paths: Path) -> Learned:
    learner = Learner(knowledge.store, knowledge.file, knowledge.index, lambda: knowledge.embedder, heard)
    return await asyncio.to_thread(learner.learn, paths, (), None, knowledge.progress)


async def test_a_recording_is_learned_by_its_content_with_title_and_date(
    knowledge: Knowledge, hearing: ElevenLabsServer, tmp_path: Path
) -> None:
    path = talk(tmp_path / "my-chain.bin")
    os.utime(path, (1_700_000_000, 1_700_000_000))
    hearing.listens_for(WAX, BELL)
    hearing.understands(WAX, [("I", -0.1), (" ", 0), ("wax", -3.0), (" ", 0), ("the chain.", -0.1)])

    learned = await learn(knowledge, listening(hearing), path)

    assert (learned.passages, learned.problems) == (1, [])
    found = knowledge.recall.recall("chain", Audience.PUBLIC).passages[0].passage
    assert (found.text, found.title) == ("I wax the chain.", "My chain")
    assert found.sent_at is not None
    assert found.sent_at.timestamp() == 1_700_000_000


async def test_the_same_recording_is_heard_once_wherever_it_is_and_whatever_was_forgotten_beside(
    knowledge: Knowledge, hearing: ElevenLabsServer, tmp_path: Path
) -> None:
    folder = tmp_path / "talks"
    write_post(folder / "post.md", "Post", "Something else.")
    path = talk(folder / "talk.mp3")
    heard = listening(hearing)
    hearing.understands(WAX)
    first = await learn(knowledge, heard, folder)
    other = write_post(tmp_path / "other.md", "Other", "Soon forgotten.")
    await learn(knowledge, heard, other)

    again = await learn(knowledge, heard, folder)
    path.rename(folder / "renamed.mp3")
    renamed = await learn(knowledge, heard, folder)
    forgotten = next(source for source in knowledge.store.sources() if source.path == str(other))
    await asyncio.to_thread(knowledge.learner.forget, forgotten)
    last = await learn(knowledge, heard, folder)

    assert len(hearing.heard) == 1
    assert (first.passages, again.unchanged, renamed.passages, last.problems) == (2, 2, 1, [])
    assert WAX in knowledge.texts("chain")


async def test_a_broken_recording_is_a_sentence_and_the_rest_is_learned(
    knowledge: Knowledge, hearing: ElevenLabsServer, tmp_path: Path
) -> None:
    folder = tmp_path / "talks"
    folder.mkdir()
    (folder / "a.ogg").write_bytes(b"OggS" + bytes(range(256)) * 40)
    talk(folder / "b.mp3", BELL)
    hearing.understands(BELL)

    learned = await learn(knowledge, listening(hearing), folder)

    assert learned.passages == 1
    assert [problem.path.name for problem in learned.problems] == ["a.ogg"]


async def test_silence_is_heard_once(knowledge: Knowledge, hearing: ElevenLabsServer, tmp_path: Path) -> None:
    path = talk(tmp_path / "talk.mp3")

    first, again = [await learn(knowledge, listening(hearing), path) for _ in range(2)]

    assert len(hearing.heard) == 1
    assert "nobody" in first.problems[0].sentence
    assert "nobody" in again.problems[0].sentence


async def test_without_anybody_who_listens_the_setting_is_named(knowledge: Knowledge, tmp_path: Path) -> None:
    path = talk(tmp_path / "talk.mp3")
    deaf = Listening(lambda head: bool(kind_of(head)))

    named, within = await learn(knowledge, deaf, path), await learn(knowledge, deaf, tmp_path)

    assert "TWIN_LISTEN" in named.problems[0].sentence
    assert path in within.unheard


async def test_a_text_that_begins_like_a_recording_is_a_text(
    knowledge: Knowledge, hearing: ElevenLabsServer, tmp_path: Path
) -> None:
    path = tmp_path / "tags.md"
    path.write_text("ID3 tags tell the title of a song.")

    learned = await learn(knowledge, listening(hearing), path)

    assert (learned.passages, hearing.heard) == (1, [])
