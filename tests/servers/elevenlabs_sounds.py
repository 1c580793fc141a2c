"""How the tests' ElevenLabs speaks: texts said by espeak-ng, or hummed without it, in the formats that it sells."""

import asyncio
import io
import math
import shutil
import struct
import wave
from collections.abc import Iterator
from functools import lru_cache
from subprocess import PIPE, run

import av
import av.error
from av.audio.frame import AudioFrame
from av.audio.resampler import AudioResampler
from av.audio.stream import AudioStream

FORMATS = frozenset(
    "mp3_22050_32 mp3_24000_48 mp3_44100_32 mp3_44100_64 mp3_44100_96 mp3_44100_128 mp3_44100_192 pcm_8000 pcm_16000 "
    "pcm_22050 pcm_24000 pcm_32000 pcm_44100 pcm_48000 ulaw_8000 alaw_8000 opus_48000_32 opus_48000_64 opus_48000_96 "
    "opus_48000_128 opus_48000_192".split()
)
_CODECS = {"mp3": ("mp3", "libmp3lame", "audio/mpeg"), "opus": ("ogg", "libopus", "audio/ogg")}
# How long a character is hummed, in seconds, and how high, in Hz.
_HUM, _PITCH, _RATE = 0.06, 220.0, 22_050


async def sound_of(text: str, language: str, output_format: str) -> tuple[bytes, str]:
    """The text said aloud, and its content type."""
    return await asyncio.to_thread(_encoded, text, language, output_format)


def spoken(text: str, language: str = "en", speed: int = 150) -> bytes:
    """A WAV file of the text, mono, at 22,050 Hz. Blocks."""
    if program := shutil.which("espeak-ng"):
        said = run([program, "-v", language, "-s", str(speed), "--stdin", "--stdout"], input=text.encode(), stdout=PIPE)
        if said.returncode == 0 and len(said.stdout) > 44:
            return _mended(said.stdout)
    return _hummed(text)


def _mended(stream: bytes) -> bytes:
    """What espeak-ng writes into a pipe says nothing of its length."""
    return _wav(stream[44:])


def _hummed(text: str) -> bytes:
    count = int(max(1, len(text)) * _HUM * _RATE)
    values = (int(9000 * math.sin(math.tau * _PITCH * n / _RATE)) for n in range(count))
    return _wav(b"".join(struct.pack("<h", value) for value in values))


def _wav(samples: bytes) -> bytes:
    file = io.BytesIO()
    with wave.open(file, "wb") as writer:
        writer.setnchannels(1)
        writer.setsampwidth(2)
        writer.setframerate(_RATE)
        writer.writeframes(samples[: len(samples) // 2 * 2])
    return file.getvalue()


@lru_cache(maxsize=64)
def _encoded(text: str, language: str, output_format: str) -> tuple[bytes, str]:
    name, rate, *bitrate = output_format.split("_")
    said = spoken(text, language)
    if name not in _CODECS:
        return b"".join(_samples(said, int(rate))), "audio/pcm"
    container, codec, kind = _CODECS[name]
    file = io.BytesIO()
    with av.open(file, "w", format=container) as output:
        stream = output.add_stream(codec, rate=int(rate), layout="mono")
        assert isinstance(stream, AudioStream)
        stream.bit_rate = int(bitrate[0]) * 1000
        for frame in [*_frames(said, int(rate), "fltp" if name == "mp3" else "s16"), None]:
            for packet in stream.encode(frame):
                output.mux(packet)
    return file.getvalue(), kind


def _frames(sound: bytes, rate: int, form: str) -> Iterator[AudioFrame]:
    """The sound at this rate, mono."""
    resampler = AudioResampler(format=form, layout="mono", rate=rate)
    with av.open(io.BytesIO(sound), "r") as source:
        for frame in source.decode(audio=0):
            yield from resampler.resample(frame)
        yield from resampler.resample(None)


def _samples(sound: bytes, rate: int) -> Iterator[bytes]:
    for frame in _frames(sound, rate, "s16"):
        yield bytes(frame.planes[0])[: frame.samples * 2]


def heard(sound: bytes) -> bytes:
    """A recording of any kind as samples of 16 bits at 16 kHz, mono. Raises ValueError if it is none. Blocks."""
    try:
        return b"".join(_samples(sound, 16_000))
    except (av.error.FFmpegError, IndexError) as error:
        raise ValueError("this is no sound") from error
