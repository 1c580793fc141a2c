"""Sounds in files of every kind, made and read back by other programs than ours, and headers that lie."""

import json
import re
import struct
from collections.abc import Iterator
from pathlib import Path
from subprocess import CompletedProcess, run
from typing import Any

from tests.programs import needed

# What FFmpeg is told to make a file of each kind; "cover" and "film" have a picture beside the sound.
MADE = {
    "speech.mp3": "-c:a libmp3lame -ac 2 -ar 44100",
    "speech.wav": "-c:a pcm_s24le",
    "float.wav": "-c:a pcm_f32le",
    "phone.wav": "-c:a pcm_alaw -ar 8000",
    "speech.flac": "-ac 6",
    "vorbis.ogg": "-c:a libvorbis",
    "opus.ogg": "-c:a libopus",
    "flac.ogg": "-c:a flac",
    "speech.m4a": "-c:a aac",
    "lossless.m4a": "-c:a alac",
    "pieces.mp4": "-c:a aac -movflags frag_keyframe+empty_moov",
    "speech.webm": "-c:a libopus",
    "speech.mka": "-c:a flac",
    "speech.aac": "-c:a aac",
    "cover.m4a": "-f lavfi -i color=red:s=64x64:d=1 -frames:v 1 -map 0:a -map 1:v -c:v png -disposition:v attached_pic",
    "cover.mp3": "-f lavfi -i color=red:s=64x64:d=1 -frames:v 1 -map 0:a -map 1:v -c:v png",
    "film.mp4": "-f lavfi -i testsrc=s=64x64:d=3 -map 1:v -map 0:a -c:v libx264 -c:a aac",
}
_CRC = 0x04C11DB7


def made(source: Path, name: str, folder: Path) -> Path:
    """The sound as one of the files of ``MADE``."""
    return converted(source, folder / name, *MADE[name].split())


def converted(source: Path, target: Path, *how: str) -> Path:
    """The sound as FFmpeg writes it when told so."""
    _told("ffmpeg", "-v", "error", "-y", "-i", source, *how, target)
    return target


def loudness(path: Path) -> tuple[float, float]:
    """LUFS (integrated) and dBTP, as Debian's FFmpeg measures them."""
    said = _told("ffmpeg", "-hide_banner", "-i", path, "-af", "ebur128=peak=true", "-f", "null", "-").stderr.decode()
    summary = said[said.rindex("Summary:") :]
    integrated, peak = (re.search(rf"{name}:\s+(\S+)", summary) for name in ("I", "Peak"))
    assert integrated is not None
    assert peak is not None
    return float(integrated[1]), float(peak[1])


def probed(path: Path) -> dict[str, Any]:
    """What ffprobe tells of the container and the streams."""
    found: dict[str, Any] = json.loads(
        _told("ffprobe", "-v", "error", "-of", "json", "-show_format", "-show_streams", path).stdout
    )
    return found


def opusinfo(path: Path) -> str:
    """All that opusinfo says; it has nothing to complain about."""
    done = _told("opusinfo", path)
    said = (done.stdout + done.stderr).decode()
    assert "WARNING" not in said
    return said


def soxi(path: Path) -> tuple[int, int, int, int, str]:
    """Rate, channels, bits, samples and encoding, as sox has them."""
    said = [_told("soxi", flag, path).stdout.decode().strip() for flag in ("-r", "-c", "-b", "-s", "-e")]
    rate, channels, bits, samples = map(int, said[:4])
    return rate, channels, bits, samples, said[4]


def decoded_seconds(path: Path) -> float:
    """How long what FFmpeg decodes is, counted in samples."""
    return (
        len(_told("ffmpeg", "-v", "error", "-i", path, "-f", "s16le", "-ac", "1", "-ar", "48000", "-").stdout) / 96_000
    )


def _told(program: str, *arguments: str | Path) -> CompletedProcess[bytes]:
    needed(program)
    return run([program, *arguments], capture_output=True, check=True)


def wav(
    samples: bytes, rate: int = 48_000, channels: int = 1, bits: int = 16, form: int = 1, claimed: int | None = None
) -> bytes:
    """A WAV whose header says just this; ``form`` 1 is whole numbers, 3 fractions."""
    size = len(samples) if claimed is None else claimed
    frame = channels * bits // 8
    each = struct.pack("<HHIIHH", form, channels, rate, min(rate * frame, 2**32 - 1), frame, bits)
    chunks = b"WAVEfmt " + struct.pack("<I", 16) + each + b"data" + struct.pack("<I", size)
    return b"RIFF" + struct.pack("<I", min(36 + size, 2**32 - 1)) + chunks + samples


def with_granules(ogg: bytes, position: int) -> bytes:
    """The Ogg file, in which every page behind the headers ends at this position; its checksums are right."""
    starts = [found.start() for found in re.finditer(b"OggS", ogg)]
    pages = [bytearray(ogg[start:end]) for start, end in zip(starts, [*starts[1:], len(ogg)], strict=True)]
    for page in pages[2:]:
        page[6:14] = struct.pack("<Q", position)
        page[22:26] = bytes(4)
        page[22:26] = struct.pack("<I", _checksum(page))
    return b"".join(pages)


def _checksum(page: bytearray) -> int:
    """Of an Ogg page (RFC 3533)."""
    register = 0
    for bit in _bits(page):
        register = (register << 1) & 0xFFFFFFFF ^ (_CRC if register >> 31 ^ bit else 0)
    return register


def _bits(data: bytearray) -> Iterator[int]:
    for byte in data:
        for place in range(7, -1, -1):
            yield byte >> place & 1
