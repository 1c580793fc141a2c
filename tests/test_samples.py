"""Recordings of which a voice is to be made, looked at."""

import hashlib
import subprocess
from pathlib import Path

import pytest

from tests.programs import needed
from tests.recordings import recording
from voice.samples import Checked, Finding, checked, look


@pytest.fixture
def place(tmp_path: Path) -> Path:
    folder = tmp_path / "copies"
    folder.mkdir()
    return folder


def saved_as(source: Path, codec: str) -> Path:
    needed("ffmpeg")
    path = source.with_suffix(f".{codec}")
    subprocess.run(["ffmpeg", "-loglevel", "error", "-i", source, "-ar", "48000", path], check=True)
    return path


def said(finding: Finding) -> str:
    return " ".join((finding.unusable, *finding.faults, *finding.advice)).strip()


async def test_a_clear_recording_needs_no_advice(tmp_path: Path, place: Path) -> None:
    found = await checked([recording(tmp_path / "talk.wav", 70)], place)

    assert (found.good, found.usable, said(found.findings[0])) == (True, True, "")
    assert (found.faults, found.advice) == ((), ())
    assert found.seconds == pytest.approx(70, abs=0.2)


@pytest.mark.parametrize(
    ("like", "fault"),
    [
        ({"seconds": 2}, "It lasts 2.0 seconds: a sample needs at least 3, better ten or more."),
        ({"gain": -25}, "It is too quiet (-46 LUFS): speak closer to the microphone, or turn it up."),
        ({"gain": 18}, "It is too loud ("),
        ({"gain": 18}, "It is clipped ("),
        ({"rate": 8000}, "It has 8000 samples a second, as telephones do: record it with 44100 or 48000."),
        ({"noise": -33}, "It is noisy (the voice is only "),
        ({"pauses": 0.6}, "It is silent for "),
        ({"gain": -200}, "It is silent: check that the microphone is on, and record it again."),
    ],
    ids=lambda value: str(value)[:24],
)
async def test_what_would_spoil_a_copy_is_told_with_what_to_do(
    tmp_path: Path, place: Path, like: dict[str, float], fault: str
) -> None:
    finding = await look(recording(tmp_path / "talk.wav", **{"seconds": 40, **like}), place / "one")  # type: ignore[arg-type]

    assert [line for line in finding.faults if line.startswith(fault)]
    assert not finding.unusable


async def test_what_is_too_quiet_is_not_called_silent_or_noisy_too(tmp_path: Path, place: Path) -> None:
    finding = await look(recording(tmp_path / "talk.wav", gain=-28), place / "one")

    assert [line[:16] for line in finding.faults] == ["It is too quiet "]


@pytest.mark.parametrize(
    ("like", "advice"),
    [({"noise": -41}, "It has some noise (the voice is "), ({"pauses": 0.35}, "It has long pauses (")],
    ids=["noise", "pauses"],
)
async def test_what_could_be_better_is_no_fault(
    tmp_path: Path, place: Path, like: dict[str, float], advice: str
) -> None:
    finding = await look(recording(tmp_path / "talk.wav", **like), place / "one")  # type: ignore[arg-type]

    assert (finding.faults, [line[: len(advice)] for line in finding.advice]) == ((), [advice])


@pytest.mark.parametrize(
    ("lengths", "faults", "advice"),
    [
        ((10, 12), ["Together they last 22 seconds: at least 30 are needed, and one to three minutes are best"], []),
        ((20, 25), [], ["Together they last 45 seconds: one to three minutes make a better copy."]),
        ((40, 50), [], []),
        ((100, 90), [], ["Together they last 3.2 minutes: more than three add little, so choose the best of them."]),
    ],
)
async def test_how_much_there_is_counts_together(
    tmp_path: Path, place: Path, lengths: tuple[int, ...], faults: list[str], advice: list[str]
) -> None:
    found = await checked([recording(tmp_path / f"{length}.wav", length) for length in lengths], place)

    assert found.good is not bool(faults)
    assert [line[: len(expected)] for line, expected in zip(found.faults, faults, strict=True)] == faults
    assert list(found.advice) == advice


async def test_two_channels_are_as_good_as_one(tmp_path: Path, place: Path) -> None:
    finding = await look(recording(tmp_path / "talk.wav", channels=2), place / "one")

    assert (finding.levels and finding.levels.channels, said(finding)) == (2, "")


@pytest.mark.parametrize("codec", ["mp3", "flac", "m4a", "ogg", "webm"])
async def test_recordings_of_all_usual_kinds_are_taken(tmp_path: Path, place: Path, codec: str) -> None:
    path = saved_as(recording(tmp_path / "talk.wav", 35), codec)
    finding = await look(path, place / "one")

    assert said(finding) == ""
    assert finding.levels
    assert finding.levels.kind == {"m4a": "mp4"}.get(codec, codec)


async def test_the_same_recording_twice_is_a_fault_and_counts_once(tmp_path: Path, place: Path) -> None:
    one = recording(tmp_path / "one.wav", 35)
    other = tmp_path / "other.wav"
    other.write_bytes(one.read_bytes())
    found = await checked([one, other], place)

    assert found.findings[1].faults == ("It is the same as one.wav: leave one of them out.",)
    assert (found.good, found.usable, [finding.path for finding in found.kept]) == (False, True, [one])
    assert found.seconds == pytest.approx(35, abs=0.1)


async def test_what_is_looked_at_is_a_copy(tmp_path: Path, place: Path) -> None:
    path = recording(tmp_path / "talk.wav", 35)
    content = path.read_bytes()
    found = await checked([path], place)
    path.write_bytes(b"something else by now")

    (finding,) = found.kept
    assert finding.copy.read_bytes() == content
    assert finding.sha256 == hashlib.sha256(content).hexdigest()


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "talk.wav is empty"),
        (b"Dear diary, ", "talk.wav is "),
        (b"%PDF-1.7\n", "talk.wav is "),
        (b"#EXTM3U\nhttp://127.0.0.1:1/a.mp3\n", "talk.wav is "),
        (b"RIFF\xff\xff\xff\x7fWAVEfmt ", "talk.wav begins as WAV, and is broken or cut off"),
    ],
    ids=["empty", "text", "PDF", "playlist", "broken"],
)
async def test_what_is_no_recording_cannot_be_used(tmp_path: Path, place: Path, content: bytes, sentence: str) -> None:
    path = tmp_path / "talk.wav"
    path.write_bytes(content * 100)
    found = await checked([path, recording(tmp_path / "good.wav", 40)], place)

    assert found.findings[0].unusable.startswith(sentence)
    assert (found.good, found.usable) == (False, False)


async def test_what_is_no_file_cannot_be_used(tmp_path: Path, place: Path) -> None:
    found = await checked([tmp_path / "nowhere.wav", tmp_path], place)

    assert [finding.unusable for finding in found.findings] == [
        f"{tmp_path / 'nowhere.wav'} cannot be read: no such file or directory.",
        f"{tmp_path} is no file: name the recordings one by one.",
    ]
    assert (found.seconds, found.faults) == (0, ())


async def test_what_is_too_large_to_be_taken_is_told_before(tmp_path: Path, place: Path) -> None:
    finding = await look(recording(tmp_path / "talk.wav", 130, rate=48_000), place / "one")

    assert finding.faults == ("It has 12 MB, and no more than 11 are taken: save it as FLAC or MP3.",)


async def test_of_too_many_files_none_is_taken(tmp_path: Path, place: Path) -> None:
    path = recording(tmp_path / "talk.wav", 4)
    found = await checked([path] * 26, place)

    assert found.unusable == "These are 26 files; no more than 25 are taken."
    assert not found.usable


def test_without_findings_there_is_nothing_to_send() -> None:
    assert Checked((), 0, "", (), ()).kept == ()
