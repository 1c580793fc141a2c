"""What a file is stands in its first bytes."""

import struct
from pathlib import Path

import pytest

from tests import sounds
from tests.recordings import recording
from voice.kinds import FORMATS, HEAD, found_in, kind_of

KINDS = {
    "mp3": ("speech.mp3", "cover.mp3"),
    "wav": ("speech.wav", "float.wav", "phone.wav"),
    "flac": ("speech.flac",),
    "ogg": ("vorbis.ogg", "opus.ogg", "flac.ogg"),
    "mp4": ("speech.m4a", "lossless.m4a", "pieces.mp4", "cover.m4a", "film.mp4"),
    "webm": ("speech.webm", "speech.mka"),
    "aac": ("speech.aac",),
}
MP3_FRAME = b"\xff\xfb\x90\x00" + bytes(413)
ADTS_FRAME = b"\xff\xf1\x50\x40\x02\x1f\xfc" + bytes(9)


def id3(size: int) -> bytes:
    """An ID3 tag with so many bytes behind its header."""
    parts = [size >> shift & 0x7F for shift in (21, 14, 7, 0)]
    return b"ID3\x04\x00\x00" + bytes(parts) + bytes(size)


@pytest.fixture(scope="module")
def speech(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return recording(tmp_path_factory.mktemp("speech") / "speech.wav", 2.0)


@pytest.mark.parametrize(("kind", "name"), [(kind, name) for kind, names in KINDS.items() for name in names])
def test_a_real_file_is_what_it_is_whatever_its_name(kind: str, name: str, speech: Path, tmp_path: Path) -> None:
    head = sounds.made(speech, name, tmp_path).read_bytes()[:HEAD]

    assert kind_of(head) == kind
    assert kind in FORMATS


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        (MP3_FRAME * 2, "mp3"),
        (MP3_FRAME[:100], "mp3"),
        (MP3_FRAME + b"and then a letter", ""),
        (id3(500) + MP3_FRAME * 2, "mp3"),
        (id3(100_000)[:HEAD], "mp3"),
        (id3(10) + b"fLaC", "flac"),
        (id3(10) + ADTS_FRAME * 2, "aac"),
        (ADTS_FRAME * 2, "aac"),
        (ADTS_FRAME + b"and then a letter", ""),
        (b"\xff\xf1\x7c\x40\x02\x1f\xfc" * 9, ""),
        (b"\xff\xfb\xf0\x00" * 200, ""),
        (b"\xff\xfb\x00\x00" * 200, ""),
        (b"\xff\xfb\x9c\x00" * 200, ""),
        (b"\xff\xeb\x90\x00" * 200, ""),
        (b"\xff\xfd\x90\x00" * 200, ""),
        (b"\xff\xfe<\x00s\x00v\x00g\x00", ""),
        (b"RF64\xff\xff\xff\xffWAVEds64", "wav"),
        (b"RIFF\x00\x00\x00\x00AVI LIST", ""),
        (b"\x00\x00\x00\x20ftypheic", ""),
        (b"\x1aE\xdf\xa3\x01\x00\x00\x00\x00\x00\x00\x1fB\x82\x84else", ""),
        (b"", ""),
        (b"O", ""),
        (b"ID3", "mp3"),
        (bytes(HEAD), ""),
        (b"\xff" * HEAD, ""),
    ],
)
def test_headers_are_read_to_the_bit(head: bytes, kind: str) -> None:
    assert kind_of(head) == kind


@pytest.mark.parametrize("version", [3, 2, 0])
def test_mp3_of_every_version_has_its_next_frame_where_it_belongs(version: int) -> None:
    header = bytes([0xFF, 0xE3 | version << 3, 0x92, 0x00])
    length = {3: 144 * 128_000 // 44_100, 2: 72 * 80_000 // 22_050, 0: 72 * 80_000 // 11_025}[version] + 1

    assert kind_of(header + bytes(length - 4) + header) == "mp3"
    assert kind_of(header + bytes(length - 3) + header) == ""


@pytest.mark.parametrize(
    ("head", "found"),
    [
        (b"", "empty"),
        (b"#EXTM3U\nhttp://example.org/a.mp3", "a playlist"),
        (b"\xef\xbb\xbf\n #EXTM3U", "a playlist"),
        (b"ffconcat version 1.0", "a playlist"),
        (b"[playlist]\nFile1=x", "a playlist"),
        (b"<svg xmlns=", "a drawing"),
        (b"<!doctype html>", "a web page or a drawing"),
        (b"%PDF-1.7", "a PDF"),
        (b"\x89PNG\r\n", "a picture"),
        (b"\x00\x00\x00\x20ftypheic", "a picture"),
        (b"PK\x03\x04", "a ZIP archive"),
        (b"FORM\x00\x00\x00\x00AIFF", "AIFF"),
        (b"#!AMR\n", "AMR"),
        ("Grüße, und mehr".encode()[:4], "text"),
        (b"\x00\x01\x02", "of no kind that is known"),
        (b"\xff" * 9, "of no kind that is known"),
    ],
)
def test_what_is_no_sound_is_called_what_it_is(head: bytes, found: str) -> None:
    assert kind_of(head) == ""
    assert found_in(head) == found


def test_no_head_is_too_odd_to_be_looked_at() -> None:
    for number in range(65_536):
        head = struct.pack(">H", number)
        for rest in (b"", b"\x00", b"\xff" * 6, bytes(60)):
            kind_of(head + rest)
            found_in(head + rest)
