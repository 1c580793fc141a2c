"""What somebody sends to do harm, or by mistake, ends in a sentence: never in a crash, a wait or a visit elsewhere."""

import asyncio
import os
import random
import struct
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import sounds
from tests.recordings import recording
from twin.errors import SoundError
from voice.sound import LARGEST, Limits, levels, tags, to_plain, to_voice_note

KINDS = ("speech.mp3", "speech.flac", "vorbis.ogg", "opus.ogg", "speech.m4a", "speech.aac", "speech.webm", "film.mp4")
FLOAT = {"bits": 32, "form": 3}
SECOND = struct.pack("<h", 9000) * 48_000
# How long is waited at the most: for a child that starts, and looks.
SOON = 10.0


@pytest.fixture(scope="module")
def speech(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return recording(tmp_path_factory.mktemp("speech") / "speech.wav", 2.0)


@pytest.fixture(scope="module")
def whole(speech: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """Files of some kinds that are in order."""
    folder = tmp_path_factory.mktemp("whole")
    return {name: sounds.made(speech, name, folder).read_bytes() for name in KINDS}


def file(folder: Path, data: bytes, name: str = "sent") -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


async def wrong(path: Path) -> str:
    """The sentence that everything ends with which can be done with the file."""
    said = set()
    for doing in (levels(path), to_plain(path, path.with_name("out")), to_voice_note(path, path.with_name("out"), {})):
        with pytest.raises(SoundError) as error:
            await doing
        said.add(str(error.value))
    assert not path.with_name("out").exists()
    [sentence] = said
    assert sentence.startswith(f"{path.name} ")
    return sentence


async def survived(path: Path) -> bool:
    """Whether a note can be made of it, in time; if so it can be listened to."""
    began = time.monotonic()
    try:
        note = await to_voice_note(path, path.with_name(f"{path.name}.ogg"), {}, Limits(seconds=60))
    except SoundError as error:
        assert str(error).startswith(path.name)  # noqa: PT017 - either will do
        return False
    finally:
        assert time.monotonic() - began < 3 * SOON
    assert sounds.decoded_seconds(note.path) == pytest.approx(note.seconds, abs=0.001)
    return True


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "is empty; of sounds, MP3, WAV, FLAC, Ogg, M4A and WebM are read: give one of these."),
        (b"hello", "is text; "),
        (b"<svg xmlns:xlink='http://www.w3.org/1999/xlink'><image href='/etc/passwd'/></svg>", "is a drawing; "),
        (b"ffconcat version 1.0\nfile '/etc/passwd'\n", "is a playlist; "),
        (bytes(1000), "is of no kind that is known; "),
        (b"OggS", "begins as OGG, and is broken or cut off: record or fetch it once more."),
        (b"OggS" + bytes(LARGEST - 4), "begins as OGG, and is broken"),
        (b"fLaC" + bytes(1_000_000), "begins as FLAC, and is broken"),
        (b"ID3\x04\x00\x00\x7f\x7f\x7f\x7f" + bytes(1_000_000), "begins as MP3, and is broken"),
        (b"\x00\x00\x00\x20ftypM4A " + bytes(1_000_000), "begins as MP4, and is broken"),
        (b"\x1aE\xdf\xa3\x9fB\x82\x84webm" + bytes(1_000_000), "begins as WEBM, and is broken"),
        (b"RIFF\x00\x00\x00\x00WAVE" + bytes(1_000_000), "begins as WAV, and is broken"),
        (sounds.wav(b""), "begins as WAV, and is broken"),
        (sounds.wav(SECOND, rate=2**31), "begins as WAV, and is broken"),
        (sounds.wav(SECOND, rate=2**31 - 1), "has 2147483647 samples a second, which no voice needs: save it with"),
        (sounds.wav(SECOND, rate=0), "begins as WAV, and is broken"),
        (sounds.wav(SECOND, rate=1), "has 1 samples a second"),
        (sounds.wav(SECOND, channels=0), "begins as WAV, and is broken"),
        (sounds.wav(SECOND, channels=9), "has 9 channels: save it with one or two."),
        (sounds.wav(SECOND * 8, channels=255), "has 255 channels: save it with one or two."),
        (bytes(LARGEST + 1), "has 25.0 MB, and 25 MB is the most that is read: cut it."),
    ],
)
async def test_what_is_no_sound_is_a_sentence(data: bytes, sentence: str, tmp_path: Path) -> None:
    began = time.monotonic()

    assert (await wrong(file(tmp_path, data))).startswith(f"sent {sentence}")

    assert time.monotonic() - began < 3 * SOON


@pytest.mark.parametrize(
    ("data", "seconds"),
    [
        (sounds.wav(SECOND, claimed=0xFFFFFFF0), 1),
        (sounds.wav(SECOND, claimed=0), 1),
        (sounds.wav(SECOND, claimed=24_000), 0.25),
        (sounds.wav(struct.pack("<f", float("nan")) * 48_000, **FLOAT), 1),
        (sounds.wav(struct.pack("<ff", float("inf"), float("-inf")) * 24_000, **FLOAT), 1),
        (sounds.wav(SECOND + struct.pack("<ff", float("nan"), 3e38) * 24_000, **FLOAT), 1.5),
        (sounds.wav(struct.pack("<ff", 3e38, -3e38) * 24_000, **FLOAT), 1),
        (sounds.wav(struct.pack("<ff", 1e-40, -1e-40) * 24_000, **FLOAT), 1),
        (sounds.wav(struct.pack("<h", 32_767) * 48_000), 1),
        (sounds.wav(SECOND * 7, channels=7), 1),
    ],
)
async def test_a_header_that_lies_and_numbers_that_are_none_are_no_trouble(
    data: bytes, seconds: float, tmp_path: Path
) -> None:
    path = file(tmp_path, data)

    measured = await levels(path)
    note = await to_voice_note(path, tmp_path / "note.ogg", {})

    assert measured.seconds == pytest.approx(seconds)
    assert note.seconds == pytest.approx(seconds)
    assert -70 <= measured.loudness <= 60
    assert -120 <= measured.peak <= 60
    assert sounds.decoded_seconds(note.path) == pytest.approx(seconds, abs=0.001)


async def test_what_is_over_before_it_is_heard_is_a_sentence(tmp_path: Path) -> None:
    path = file(tmp_path, sounds.wav(b"\x10\x20", 192_000))

    assert (await levels(path)).seconds == pytest.approx(1 / 192_000, abs=1e-6)
    for doing in (to_plain(path, tmp_path / "out"), to_voice_note(path, tmp_path / "out", {})):
        with pytest.raises(SoundError, match="sent is over before anything is heard: record it once more"):
            await doing


@pytest.mark.parametrize("position", [0, 5, 96_000, 48_000 * 36_000, 2**62, 2**63, 2**64 - 1])
@pytest.mark.parametrize("name", ["vorbis.ogg", "opus.ogg"])
async def test_the_time_that_an_ogg_file_tells_is_not_believed(
    name: str, position: int, whole: dict[str, bytes], tmp_path: Path
) -> None:
    path = file(tmp_path, sounds.with_granules(whole[name], position))

    try:
        seconds = (await levels(path)).seconds
    except SoundError:
        seconds = 1.0

    assert 0 < seconds < 2.1


async def test_a_small_file_that_lasts_for_hours_is_stopped_at_the_limit(tmp_path: Path) -> None:
    source = tmp_path / "bomb.flac"
    how = "-f lavfi -i anullsrc=r=8000:cl=mono:d=36000 -map 1:a".split()
    sounds.converted(file(tmp_path, sounds.wav(SECOND)), source, *how)
    began = time.monotonic()

    with pytest.raises(SoundError, match=r"bomb\.flac is longer than 5 minutes"):
        await levels(source, Limits(seconds=300))

    assert source.stat().st_size < LARGEST
    assert time.monotonic() - began < SOON


async def test_a_playlist_is_not_followed_whatever_it_is_called(tmp_path: Path) -> None:
    visits = 0

    async def visited(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        nonlocal visits
        visits += 1
        writer.close()

    async with await asyncio.start_server(visited, "127.0.0.1") as server:
        port = server.sockets[0].getsockname()[1]
        lines = f"#EXTM3U\n#EXT-X-TARGETDURATION:9\n#EXTINF:9,\nhttp://127.0.0.1:{port}/a.ts\n#EXT-X-ENDLIST\n".encode()
        for number, data in enumerate((lines, b"ID3\x04\x00\x00\x00\x00\x00\x00" + lines, b"OggS" + lines)):
            await wrong(file(tmp_path, data, f"list{number}.mp3"))

    assert visits == 0


async def test_what_is_no_ordinary_file_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.mp3")

    assert "is no file that is there" in await wrong(tmp_path / "pipe.mp3")
    assert "is no file that is there" in await wrong(tmp_path)
    assert "is no file that is there" in await wrong(Path("/dev/zero"))


async def test_a_file_that_nobody_may_read_is_a_sentence(tmp_path: Path) -> None:
    path = file(tmp_path, sounds.wav(SECOND))
    path.chmod(0)
    if os.access(path, os.R_OK):
        pytest.skip("this user reads whatever there is")

    assert "permission denied" in await wrong(path)


async def test_a_film_without_a_sound_says_so(tmp_path: Path) -> None:
    film = sounds.converted(
        file(tmp_path, sounds.wav(SECOND), "in.wav"),
        tmp_path / "mute.mp4",
        *"-f lavfi -i testsrc=s=64x64:d=1 -map 1:v -c:v libx264".split(),
    )

    assert await wrong(film) == "mute.mp4 is MP4 without a sound in it: give a file in which somebody speaks."


async def test_many_long_tags_are_cut(speech: Path, tmp_path: Path) -> None:
    many = {f"KEY{number}": "x" * 9000 for number in range(300)}
    note = await to_voice_note(speech, tmp_path / "note.ogg", many)

    found = await tags(note.path)

    assert len(found) == 100
    assert {len(value) for key, value in found.items() if key.startswith("KEY")} == {4000}


def damages(data: bytes, draw: random.Random) -> Iterator[bytes]:
    """The file cut off, with bits turned, with its head turned, without a part of it, and with a part doubled."""
    yield data[: draw.randrange(len(data))]
    for reach in (len(data), 500):
        turned = bytearray(data)
        for _ in range(draw.choice((1, 10, 200))):
            turned[draw.randrange(reach)] ^= 1 << draw.randrange(8)
        yield bytes(turned)
    start, end = sorted(draw.sample(range(len(data)), 2))
    yield data[:start] + data[end:]
    yield data[:end] + data[start:end] * draw.choice((1, 9)) + data[end:]


async def _damaged(whole: dict[str, bytes], seeds: range, folder: Path) -> list[bool]:
    """What becomes of every kind of file, damaged in every way."""
    at_once = asyncio.Semaphore(4)

    async def one(path: Path) -> bool:
        async with at_once:
            return await survived(path)

    paths = [
        file(folder, data, f"{seed}-{number}-{name}")
        for seed in seeds
        for name, original in whole.items()
        for number, data in enumerate(damages(original, random.Random(f"{seed} {name}")))  # noqa: S311 - only has to be the same again
    ]
    return await asyncio.gather(*map(one, paths))


async def test_a_damaged_file_is_a_sentence_or_what_is_left_of_it(whole: dict[str, bytes], tmp_path: Path) -> None:
    survivals = await _damaged(whole, range(1), tmp_path)

    assert {*survivals} == {True, False}


@pytest.mark.soak
async def test_many_damaged_files_are_sentences_or_what_is_left_of_them(
    whole: dict[str, bytes], tmp_path: Path
) -> None:
    survivals = await _damaged(whole, range(1, 31), tmp_path)

    assert {*survivals} == {True, False}
