"""Ogg (RFC 3533) with Opus in it (RFC 7845), which is what voice messages are made of: made, and looked through."""

import struct
from collections.abc import Iterator

_RATE = 48_000
# 20 ms of silence, as a packet of Opus.
_SILENCE, _SAMPLES = b"\xf8\xff\xfe", 960
_PACKETS_IN_A_PAGE = 50
# What a decoder throws away, in samples.
_SKIPPED = 312
_FIRST, _LAST = 2, 4


def opus(seconds: float = 1.0) -> bytes:
    """Silence as a voice message: Ogg/Opus, mono."""
    end = round(seconds * _RATE) + _SKIPPED
    count = -(-end // _SAMPLES)
    head = b"OpusHead" + struct.pack("<BBHIhB", 1, 1, _SKIPPED, _RATE, 0, 0)
    tags = b"OpusTags" + struct.pack("<I", 4) + b"test" + struct.pack("<I", 0)
    pages = [_page([head], 0, 0, _FIRST), _page([tags], 0, 1, 0)]
    for start in range(0, count, _PACKETS_IN_A_PAGE):
        until = min(count, start + _PACKETS_IN_A_PAGE)
        kind = _LAST if until == count else 0
        pages.append(_page([_SILENCE] * (until - start), min(end, until * _SAMPLES), len(pages), kind))
    return b"".join(pages)


def lasting(content: bytes) -> float | None:
    """How many seconds a file of Ogg/Opus lasts; None if it is none, whole and sound."""
    try:
        pages = list(_pages(content))
    except (ValueError, struct.error):
        return None
    if len(pages) < 3 or not pages[0][1].startswith(b"OpusHead\x01") or not pages[1][1].startswith(b"OpusTags"):
        return None
    skipped: int = struct.unpack_from("<H", pages[0][1], 10)[0]
    return float(max(0, pages[-1][0] - skipped)) / _RATE


def _page(packets: list[bytes], position: int, number: int, kind: int) -> bytes:
    lacing = b"".join(b"\xff" * (len(packet) // 255) + bytes([len(packet) % 255]) for packet in packets)
    head = b"OggS" + struct.pack("<BBqIIIB", 0, kind, position, 1, number, 0, len(lacing)) + lacing
    page = bytearray(head + b"".join(packets))
    page[22:26] = struct.pack("<I", _checksum(bytes(page)))
    return bytes(page)


def _pages(content: bytes) -> Iterator[tuple[int, bytes]]:
    """The position in time and the content of each page. Raises ValueError, struct.error."""
    at = 0
    while at < len(content):
        if content[at : at + 5] != b"OggS\x00":
            raise ValueError("no page of Ogg")
        position, _, _, told, segments = struct.unpack_from("<qIIIB", content, at + 6)
        start = at + 27 + segments
        end = start + sum(content[at + 27 : start])
        page = content[at : at + 22] + bytes(4) + content[at + 26 : end]
        if end > len(content) or _checksum(page) != told:
            raise ValueError("a broken page of Ogg")
        yield position, content[start:end]
        at = end


def _entry(number: int) -> int:
    value = number << 24
    for _ in range(8):
        value = (value << 1) ^ (0x04C11DB7 if value & 0x80000000 else 0)
    return value & 0xFFFFFFFF


_TABLE = [_entry(number) for number in range(256)]


def _checksum(page: bytes) -> int:
    value = 0
    for byte in page:
        value = ((value << 8) & 0xFFFFFFFF) ^ _TABLE[(value >> 24) ^ byte]
    return value
