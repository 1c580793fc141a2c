"""Sounds are measured, made into voice messages and made plain, as other programs hear them too."""

import math
import re
import struct
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from tests import sounds
from tests.recordings import recording, spoken, written
from twin.errors import SoundError
from voice.sound import LARGEST, LONGEST, Limits, levels, tags, to_plain, to_voice_note

MARKS = {"SYNTHETIC": "yes", "CONSENT": "Åsa Öberg, 2026-11-01", "NOTE_2": 'a "quoted" = value', "long-one": "x" * 3000}
CODECS = {
    "speech.mp3": "mp3",
    "speech.wav": "pcm_s24le",
    "float.wav": "pcm_f32le",
    "phone.wav": "pcm_alaw",
    "speech.flac": "flac",
    "vorbis.ogg": "vorbis",
    "opus.ogg": "opus",
    "flac.ogg": "flac",
    "speech.m4a": "aac",
    "lossless.m4a": "alac",
    "pieces.mp4": "aac",
    "speech.webm": "opus",
    "speech.mka": "flac",
    "speech.aac": "aac",
    "cover.m4a": "aac",
    "cover.mp3": "mp3",
    "film.mp4": "aac",
}


@pytest.fixture(scope="module")
def speech(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return recording(tmp_path_factory.mktemp("speech") / "speech.wav", 3.0)


def tone(path: Path, seconds: float, amplitude: float = 0.1, rate: int = 48_000, channels: int = 1) -> Path:
    """A sine of 1 kHz."""
    times = np.arange(round(seconds * rate)) / rate
    return written(path, amplitude * np.sin(math.tau * 1000 * times), rate, channels)


def cut(source: Path, target: Path, length: int) -> Path:
    """The first so many bytes of a file."""
    target.write_bytes(source.read_bytes()[:length])
    return target


def names(folder: Path) -> list[str]:
    """What lies in a folder."""
    return sorted(path.name for path in folder.iterdir())


async def test_a_voice_note_is_one_channel_of_opus_with_48_khz(speech: Path, tmp_path: Path) -> None:
    note = await to_voice_note(speech, tmp_path / "note.ogg", {})

    found = sounds.probed(note.path)
    [stream] = found["streams"]
    assert found["format"]["format_name"] == "ogg"
    assert (stream["codec_name"], stream["channels"], stream["sample_rate"]) == ("opus", 1, "48000")
    assert int(found["format"]["bit_rate"]) < 48_000
    assert "Channels: 1" in sounds.opusinfo(note.path)


async def test_its_tags_are_read_by_everybody(speech: Path, tmp_path: Path) -> None:
    note = await to_voice_note(speech, tmp_path / "note.ogg", MARKS)

    marked = {key.upper(): value for key, value in MARKS.items()}
    [stream] = sounds.probed(note.path)["streams"]
    comments = sounds.opusinfo(note.path)
    assert {key.upper(): value for key, value in stream["tags"].items()}.items() >= marked.items()
    assert all(f"\t{key}={value}\n" in comments for key, value in marked.items())
    assert (await tags(note.path)).items() >= marked.items()


@pytest.mark.parametrize("key", ["", "A=B", "Ä", "A B", "A\n"])
async def test_a_key_that_no_container_takes_is_refused(key: str, speech: Path, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="no key"):
        await to_voice_note(speech, tmp_path / "note.ogg", {key: "value"})


@pytest.mark.parametrize("seconds", [0.004, 0.02, 0.333, 1.0, 2.7183, 12.34])
async def test_its_seconds_are_those_that_are_heard(seconds: float, tmp_path: Path) -> None:
    note = await to_voice_note(tone(tmp_path / "tone.wav", seconds, rate=44_100), tmp_path / "note.ogg", {})

    assert note.seconds == pytest.approx(seconds, abs=0.001)
    assert sounds.decoded_seconds(note.path) == pytest.approx(note.seconds, abs=0.001)
    [length] = re.findall(r"Playback length: 0m:(\S+)s", sounds.opusinfo(note.path))
    assert float(length) == pytest.approx(note.seconds, abs=0.001)


@pytest.mark.parametrize("gain", [-25.0, -10.0, 0.0, 6.0, 20.0])
@pytest.mark.parametrize("voice", ["en-us", "de+f3"])
async def test_speech_is_as_loud_as_speech_should_be(voice: str, gain: float, tmp_path: Path) -> None:
    samples = spoken("The ferry to the island leaves at nine, or at ten when the sea is rough. " * 3, voice)
    source = written(tmp_path / "speech.wav", samples * 10 ** (gain / 20))

    note = await to_voice_note(source, tmp_path / "note.ogg", {})

    loudness, peak = sounds.loudness(note.path)
    assert loudness == pytest.approx(-16, abs=1)
    assert peak <= 0


async def test_what_has_no_peak_in_the_way_is_loud_to_a_tenth(tmp_path: Path) -> None:
    note = await to_voice_note(tone(tmp_path / "tone.wav", 5, 0.02), tmp_path / "note.ogg", {})

    assert sounds.loudness(note.path)[0] == pytest.approx(-16, abs=0.15)


async def test_a_short_click_within_quiet_speech_does_not_keep_it_quiet(tmp_path: Path) -> None:
    samples = spoken("The ferry to the island leaves at nine, or at ten when the sea is rough. " * 3) * 0.1
    samples[30_000:30_040] = 1.0

    note = await to_voice_note(written(tmp_path / "click.wav", samples), tmp_path / "note.ogg", {})

    loudness, peak = sounds.loudness(note.path)
    assert loudness == pytest.approx(-16, abs=1)
    assert peak <= 1


async def test_silence_stays_silence(tmp_path: Path) -> None:
    source = written(tmp_path / "silence.wav", np.zeros(44_100), 44_100)

    note = await to_voice_note(source, tmp_path / "note.ogg", {})

    assert note.seconds == 1
    assert note.waveform == bytes(10)
    assert sounds.loudness(note.path)[0] == -70


async def test_almost_nothing_is_not_made_loud(tmp_path: Path) -> None:
    quiet = written(tmp_path / "hiss.wav", np.random.default_rng(3).normal(0, 10 ** (-62 / 20), 96_000), 48_000)
    before = (await levels(quiet)).loudness

    note = await to_voice_note(quiet, tmp_path / "note.ogg", {})

    assert sounds.loudness(note.path)[0] == pytest.approx(before + 30, abs=2)


@pytest.mark.parametrize(("seconds", "count"), [(0.004, 1), (0.25, 3), (9.9, 99), (25.6, 256), (100.0, 256)])
async def test_the_waveform_has_ten_values_a_second_and_256_at_the_most(
    seconds: float, count: int, tmp_path: Path
) -> None:
    note = await to_voice_note(tone(tmp_path / "tone.wav", seconds, rate=8000), tmp_path / "note.ogg", {})

    assert len(note.waveform) == count


async def test_the_waveform_rises_and_falls_with_the_sound(tmp_path: Path) -> None:
    loud, quiet, silent = (amplitude * np.sin(np.arange(48_000) * 0.1) for amplitude in (0.5, 0.05, 0.0))

    note = await to_voice_note(
        written(tmp_path / "steps.wav", np.concatenate([silent, loud, quiet]), 48_000), tmp_path / "note.ogg", {}
    )

    assert max(note.waveform[:10]) == 0
    assert min(note.waveform[10:20]) > 250
    assert set(note.waveform[20:]) <= {25, 26}


@pytest.mark.parametrize("name", CODECS)
async def test_every_kind_of_file_is_read(name: str, speech: Path, tmp_path: Path) -> None:
    source = sounds.made(speech, name, tmp_path)

    measured = await levels(source)
    note = await to_voice_note(source, tmp_path / "note.ogg", {})
    seconds = await to_plain(source, tmp_path / "plain.wav")

    assert measured.codec == CODECS[name]
    assert measured.seconds == pytest.approx(3.0, abs=0.15)
    assert seconds == pytest.approx(note.seconds, abs=0.01) == pytest.approx(measured.seconds, abs=0.01)
    assert sounds.loudness(note.path)[0] == pytest.approx(-16, abs=1)
    assert [stream["codec_type"] for stream in sounds.probed(note.path)["streams"]] == ["audio"]


@pytest.mark.parametrize(("name", "coded"), [("speech.spx", "speex"), ("adpcm.wav", "adpcm_ms"), ("old.mkv", "ac3")])
async def test_another_codec_is_named(name: str, coded: str, speech: Path, tmp_path: Path) -> None:
    how = {"speex": "-c:a libspeex -f ogg", "adpcm_ms": "-c:a adpcm_ms", "ac3": "-c:a ac3"}[coded]
    source = sounds.converted(speech, tmp_path / name, *how.split())

    with pytest.raises(SoundError, match=f"^{name} holds sound that is coded as {coded}, .* save it as MP3 or WAV"):
        await levels(source)


async def test_a_tone_measures_what_it_is(tmp_path: Path) -> None:
    # EBU R 128: a sine of 1 kHz at -23 dBFS on both channels of a stereo pair is -23 LUFS, on one channel 3 less.
    measured = await levels(tone(tmp_path / "tone.wav", 4.0, 10 ** (-20 / 20), 44_100))

    assert (measured.kind, measured.codec, measured.rate, measured.channels) == ("wav", "pcm_s16le", 44_100, 1)
    assert measured.seconds == 4
    assert measured.loudness == pytest.approx(-23, abs=0.1)
    assert measured.peak == pytest.approx(-20, abs=0.1)
    assert measured.noise == pytest.approx(-23, abs=0.1)
    assert (measured.clipped, measured.silent) == (0, 0)


@pytest.mark.parametrize("name", ["speech.mp3", "opus.ogg", "speech.m4a"])
async def test_loudness_and_peak_are_those_that_another_program_measures(
    name: str, speech: Path, tmp_path: Path
) -> None:
    source = sounds.converted(speech, tmp_path / name, "-ac", "1")

    measured = await levels(source)

    assert (measured.loudness, measured.peak) == pytest.approx(sounds.loudness(source), abs=0.3)


async def test_two_channels_that_are_the_same_are_as_loud_as_one(tmp_path: Path) -> None:
    one, two = [await levels(tone(tmp_path / f"{channels}.wav", 2.0, channels=channels)) for channels in (1, 2)]

    assert one.loudness == pytest.approx(two.loudness, abs=0.1)
    assert (one.channels, two.channels) == (1, 2)


async def test_clipping_pauses_and_noise_are_measured(tmp_path: Path) -> None:
    speaking = np.clip(4 * np.sin(np.arange(48_000) * 0.05), -1, 1)
    pause = np.random.default_rng(5).normal(0, 10 ** (-60 / 20), 48_000)

    measured = await levels(written(tmp_path / "bad.wav", np.concatenate([speaking, pause]), 48_000))

    # A sine that is cut off at a quarter of its amplitude lies there but for 4 · asin(1/4) of each turn.
    assert measured.clipped == pytest.approx((1 - 4 * math.asin(0.25) / math.tau) / 2, abs=0.01)
    assert measured.silent == pytest.approx(0.5, abs=0.06)
    assert measured.noise == pytest.approx(-60, abs=1.5)


async def test_clipping_of_one_channel_is_seen(tmp_path: Path) -> None:
    both = np.array([[32767, 100]] * 48_000, dtype="<i2")
    (tmp_path / "one.wav").write_bytes(sounds.wav(both.tobytes(), channels=2))

    assert (await levels(tmp_path / "one.wav")).clipped == 0.5


@pytest.mark.parametrize("rate", [16_000, 48_000])
async def test_a_plain_file_is_plain(rate: int, speech: Path, tmp_path: Path) -> None:
    source = sounds.made(speech, "speech.mp3", tmp_path)

    seconds = await to_plain(source, tmp_path / "plain.wav", rate=rate)

    assert sounds.soxi(tmp_path / "plain.wav") == (rate, 1, 16, round(seconds * rate), "Signed Integer PCM")


async def test_what_was_there_is_replaced_at_once_or_not_at_all(speech: Path, tmp_path: Path) -> None:
    target = tmp_path / "note.ogg"
    target.write_bytes(b"the one before")
    broken = cut(speech, tmp_path / "broken.wav", 44)

    with pytest.raises(SoundError, match=r"broken\.wav begins as WAV, and is broken"):
        await to_voice_note(broken, target, {})

    assert target.read_bytes() == b"the one before"
    assert names(tmp_path) == ["broken.wav", "note.ogg"]
    await to_voice_note(speech, target, {})
    assert target.read_bytes()[:4] == b"OggS"
    assert names(tmp_path) == ["broken.wav", "note.ogg"]
    assert target.stat().st_mode & 0o077 == 0


async def test_a_sound_may_become_itself(speech: Path, tmp_path: Path) -> None:
    path = cut(speech, tmp_path / "sound", LARGEST)

    note = await to_voice_note(path, path, {})

    assert note.path == path
    assert (await levels(path)).codec == "opus"


async def test_a_folder_that_is_not_there_is_a_sentence(speech: Path, tmp_path: Path) -> None:
    with pytest.raises(SoundError, match="cannot be written: no such file or directory"):
        await to_plain(speech, tmp_path / "nowhere" / "plain.wav")


@pytest.mark.parametrize(
    ("limits", "sentence"),
    [
        (Limits(seconds=2), r"speech\.wav is longer than 2 seconds, the most that is listened to: cut it"),
        (Limits(seconds=2.5), r"longer than 2\.5 seconds"),
        (Limits(size=100_000), r"speech\.wav has 0\.1 MB, and 0\.1 MB is the most that is read: cut it"),
    ],
)
async def test_more_than_is_looked_at_is_a_sentence(
    limits: Limits, sentence: str, speech: Path, tmp_path: Path
) -> None:
    with pytest.raises(SoundError, match=sentence):
        await levels(speech, limits)
    with pytest.raises(SoundError, match=sentence):
        await to_voice_note(speech, tmp_path / "note.ogg", {}, limits)
    with pytest.raises(SoundError, match=sentence):
        await to_plain(speech, tmp_path / "plain.wav", limits)


async def test_usually_ten_minutes_are_looked_at(tmp_path: Path) -> None:
    source = tmp_path / "long.wav"
    source.write_bytes(sounds.wav(bytes(2 * 8000 * 601), 8000))

    assert (LONGEST, LARGEST) == (600, 25_000_000)
    with pytest.raises(SoundError, match="longer than 10 minutes"):
        await levels(source)


async def test_a_name_that_would_move_the_cursor_is_shown_as_it_reads(tmp_path: Path) -> None:
    with pytest.raises(SoundError, match=r"^\?\[2Ja…? is no file that is there"):
        await levels(tmp_path / "\x1b[2Ja")
    with pytest.raises(SoundError, match=r"^n{59}… is no file that is there"):
        await levels(tmp_path / ("n" * 200))


async def test_a_loud_song_in_fractions_is_brought_below_full_scale(tmp_path: Path) -> None:
    samples: Sequence[float] = [3 * math.sin(number / 20) for number in range(96_000)]
    source = tmp_path / "loud.wav"
    source.write_bytes(sounds.wav(struct.pack("<96000f", *samples), bits=32, form=3))

    note = await to_voice_note(source, tmp_path / "note.ogg", {})

    assert (await levels(source)).peak > 9
    assert sounds.loudness(note.path)[0] == pytest.approx(-16, abs=1)
