"""Sound out of a file that nobody trusts, frame by frame; runs in the child process alone."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

import av
from av.audio.frame import AudioFrame
from av.audio.stream import AudioStream
from av.container import InputContainer
from av.stream import Discard

from twin.errors import SoundError
from voice.kinds import FORMATS, HEAD, found_in, kind_of

# What recordings, voice messages and engines' answers are coded in. FFmpeg knows hundreds more.
_PLAIN = "s8 u8 s16le s16be s24le s24be s32le s32be f32le f32be f64le f64be alaw mulaw".split()
_CODECS = frozenset({"aac", "alac", "flac", "mp3", "opus", "vorbis", *(f"pcm_{form}" for form in _PLAIN)})
_DECODERS = _CODECS | {"libopus", "libvorbis", "mp3float"}
_SLOWEST, _FASTEST = 4_000, 192_000
_MOST_CHANNELS = 8
_READ = "of sounds, MP3, WAV, FLAC, Ogg, M4A and WebM are read"
_MINUTE = 60


@dataclass(frozen=True, slots=True)
class Opened:
    """A file whose first sound is about to be decoded, no more than ``seconds`` of it."""

    kind: str
    codec: str
    container: InputContainer
    stream: AudioStream
    seconds: float


@contextmanager
def opened(path: Path, size: int, seconds: float) -> Iterator[Opened]:
    """The file, if it has no more than ``size`` bytes and a sound that is read.

    Raises SoundError, whose sentence lacks its subject, the file; also for what goes wrong with it later.
    """
    # What is no ordinary file may never end, or never begin.
    if not path.is_file():
        raise SoundError("is no file that is there: is its name right?")
    if (length := path.stat().st_size) > size:
        raise SoundError(f"has {length / 1e6:.1f} MB, and {size / 1e6:g} MB is the most that is read: cut it.")
    with path.open("rb") as file:
        kind = _kind(file)
        try:
            with _container(file, kind) as container:
                stream = _stream(container, kind)
                yield Opened(kind, stream.codec_context.codec.canonical_name, container, stream, seconds)
        except MemoryError:
            raise
        except av.FFmpegError as error:
            raise broken(kind) from error


def broken(kind: str) -> SoundError:
    """What is said of a file that begins as one of this kind."""
    return SoundError(f"begins as {kind.upper()}, and is broken or cut off: record or fetch it once more.")


def _kind(file: BinaryIO) -> str:
    head = file.read(HEAD)
    file.seek(0)
    if kind := kind_of(head):
        return kind
    raise SoundError(f"is {found_in(head)}; {_READ}: give one of these.")


def _container(file: BinaryIO, kind: str) -> InputContainer:
    """The format is not guessed, nothing else is opened whatever the file names, and nothing but sound is decoded."""
    options = {
        "protocol_whitelist": "none",
        "format_whitelist": FORMATS[kind],
        "codec_whitelist": ",".join(_DECODERS),
    }
    return av.open(file, "r", format=FORMATS[kind], options=options, metadata_errors="replace")


def _stream(container: InputContainer, kind: str) -> AudioStream:
    """The first sound; covers and moving pictures are not even taken out of the file."""
    if not container.streams.audio:
        raise SoundError(f"is {kind.upper()} without a sound in it: give a file in which somebody speaks.")
    stream = container.streams.audio[0]
    context = stream.codec_context
    codec = context.codec.canonical_name if context else "something unknown"
    if codec not in _CODECS:
        raise SoundError(f"holds sound that is coded as {codec}, which is not read: save it as MP3 or WAV.")
    context.thread_count = 1
    for other in container.streams:
        if other is not stream:
            other.discard = Discard.all
    return stream


def frames(sound: Opened) -> Iterator[AudioFrame]:
    """What the decoder gives. Packets that cannot be decoded are left out, as long as they are the fewer."""
    seconds, good, bad = 0.0, 0, 0
    packets = sound.container.demux(sound.stream)
    while True:
        try:
            decoded = next(packets).decode()
        except (StopIteration, av.EOFError):
            break
        except av.InvalidDataError:
            bad += 1
            continue
        for frame in decoded:
            _check(frame)
            seconds += frame.samples / frame.sample_rate
            if seconds > sound.seconds:
                raise SoundError(f"is longer than {_spoken(sound.seconds)}, the most that is listened to: cut it.")
            good += 1
            yield frame
    if not good or bad > good:
        raise broken(sound.kind)


def _check(frame: AudioFrame) -> None:
    if not _SLOWEST <= frame.sample_rate <= _FASTEST:
        raise SoundError(f"has {frame.sample_rate} samples a second, which no voice needs: save it with 48000.")
    if frame.layout.nb_channels > _MOST_CHANNELS:
        raise SoundError(f"has {frame.layout.nb_channels} channels: save it with one or two.")


def _spoken(seconds: float) -> str:
    return f"{seconds:g} seconds" if seconds < 2 * _MINUTE else f"{seconds / _MINUTE:g} minutes"
