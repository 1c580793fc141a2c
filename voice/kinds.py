"""Which kind of file something is, told by its first bytes: a name can say anything."""

import codecs
from collections.abc import Callable, Mapping

# The kinds that are read, and what FFmpeg calls their formats.
FORMATS = {
    "ogg": "ogg", "mp3": "mp3", "wav": "wav", "flac": "flac", "mp4": "mov", "webm": "matroska", "aac": "aac",
}  # fmt: skip
# How many bytes of a file are looked at.
HEAD = 4096

_ID3 = 10
# MPEG audio, layer III: kbit/s by the number in a frame's header, and Hz by version and number.
_BITRATES = (32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320)
_LOW_BITRATES = (8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160)
_RATES = {3: (44100, 48000, 32000), 2: (22050, 24000, 16000), 0: (11025, 12000, 8000)}
_LAYER_III = 1
_ADTS_HEADER = 7
_ADTS_RATES = 13
_PICTURES = (b"heic", b"heix", b"heif", b"mif1", b"msf1", b"avif", b"avis")
# What else people give, by how it begins.
_OTHERS = (
    (b"#EXTM3U", "a playlist"),
    (b"ffconcat", "a playlist"),
    (b"[playlist]", "a playlist"),
    (b"<svg", "a drawing"),
    (b"<", "a web page or a drawing"),
    (b"%PDF", "a PDF"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"PK\x03\x04", "a ZIP archive"),
    (b"\x1f\x8b", "a compressed file"),
    (b"MThd", "MIDI, which holds notes"),
    (b"FORM", "AIFF"),
    (b".snd", "AU"),
    (b"caff", "CAF"),
    (b"#!AMR", "AMR"),
    (b"RIFF", "a video or a picture"),
    (b"\x30\x26\xb2\x75", "Windows Media"),
)


def kind_of(head: bytes) -> str:
    """One of the keys of ``FORMATS`` ("mp4" is also M4A) by the first 4 kB of a file; empty if it is none of them."""
    head = _behind_id3(head)
    return next((kind for kind, begins in _BEGINNINGS.items() if begins(head)), "")


def found_in(head: bytes) -> str:
    """What a file that is none of them seems to be."""
    if not head:
        return "empty"
    if head[4:8] == b"ftyp":
        return "a picture"
    bare = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    named = (name for begins, name in _OTHERS if bare.startswith(begins))
    return next(named, "text" if _text(head) else "of no kind that is known")


def _text(head: bytes) -> bool:
    try:
        # A letter may be cut in two at the end of what was read.
        text, _ = codecs.utf_8_decode(head)
    except UnicodeDecodeError:
        return False
    return all(letter.isprintable() or letter.isspace() for letter in text)


def _behind_id3(head: bytes) -> bytes:
    """What follows an ID3 tag; the tag itself if it is longer than what was read."""
    if not head.startswith(b"ID3") or len(head) < _ID3:
        return head
    size = 0
    for byte in head[6:_ID3]:
        size = size << 7 | byte & 0x7F
    return head[_ID3 + size :] or head


def _ogg(head: bytes) -> bool:
    return head.startswith(b"OggS")


def _flac(head: bytes) -> bool:
    return head.startswith(b"fLaC")


def _wav(head: bytes) -> bool:
    return head[:4] in {b"RIFF", b"RF64"} and head[8:12] == b"WAVE"


def _mp4(head: bytes) -> bool:
    return head[4:8] == b"ftyp" and head[8:12] not in _PICTURES


def _webm(head: bytes) -> bool:
    return head.startswith(b"\x1aE\xdf\xa3") and (b"webm" in head[:64] or b"matroska" in head[:64])


def _aac(head: bytes) -> bool:
    """AAC in ADTS: another frame follows where the first one's header says, if that was read."""
    if not _adts(head):
        return False
    length = (head[3] & 3) << 11 | head[4] << 3 | head[5] >> 5
    return length > _ADTS_HEADER and (len(head) < length + _ADTS_HEADER or _adts(head[length:]))


def _adts(head: bytes) -> bool:
    return len(head) >= _ADTS_HEADER and head[0] == 0xFF and head[1] & 0xF6 == 0xF0 and head[2] >> 2 & 0xF < _ADTS_RATES


def _mp3(head: bytes) -> bool:
    """An ID3 tag longer than what was read; or a frame of MPEG layer III, and another behind it, if that was read."""
    if head.startswith(b"ID3"):
        return True
    length = _mp3_frame(head)
    return length > 0 and (len(head) < length + 4 or _mp3_frame(head[length:]) > 0)


def _mp3_frame(head: bytes) -> int:
    """How many bytes the frame has that begins here; 0: none does."""
    if len(head) < 4 or head[0] != 0xFF or head[1] & 0xE0 != 0xE0 or head[1] >> 1 & 3 != _LAYER_III:
        return 0
    version, bitrate, rate = head[1] >> 3 & 3, head[2] >> 4, head[2] >> 2 & 3
    if version not in _RATES or not 0 < bitrate <= len(_BITRATES) or rate == len(_RATES[version]):
        return 0
    samples, bitrates = (144, _BITRATES) if version == max(_RATES) else (72, _LOW_BITRATES)
    return samples * 1000 * bitrates[bitrate - 1] // _RATES[version][rate] + (head[2] >> 1 & 1)


_BEGINNINGS: Mapping[str, Callable[[bytes], bool]] = {
    "ogg": _ogg,
    "flac": _flac,
    "wav": _wav,
    "mp4": _mp4,
    "webm": _webm,
    "aac": _aac,
    "mp3": _mp3,
}
