"""A mail's bytes as text, whatever its head says of their encoding."""

import codecs
import unicodedata
from email.errors import HeaderParseError
from email.header import decode_header

from memory.importers import reading

# A name or a subject that is longer is none; decoding it would only take time.
_LONGEST_VALUE = 2000
# Encodings that mail programs name wrongly, or whose wider relative is what they mean.
_MEANT = {
    "iso8859-1": "cp1252",
    "ascii": "cp1252",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "euc_kr": "cp949",
    "shift_jis": "cp932",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
}
# What Python counts as encodings of text and no mail is written in.
_NO_CHARSETS = frozenset({"idna", "punycode", "unicode_escape", "raw_unicode_escape", "undefined", "mbcs", "oem"})
# Zero-width characters, and the "tag" letters in which a text can carry instructions that nobody sees.
_UNSEEN = dict.fromkeys([0, 0xAD, 0x200B, 0x2060, 0xFEFF, *range(0xE0000, 0xE0080)])
# Joiners within words of Persian and Indic languages, and within emoji.
_JOINERS = "\u200c\u200d"


def text_of(data: bytes, charset: str) -> str:
    """The text of a part of a mail, with plain line ends; ``charset`` is what its head declares."""
    text = _decoded(data, charset).translate(_UNSEEN)
    return text.replace("\r\n", "\n").replace("\r", "\n")


def value_of(raw: str) -> str:
    """The value of a head's field as people read it: in one line, without control characters."""
    raw = raw[:_LONGEST_VALUE]
    try:
        parts = decode_header(raw.replace("\r", "").replace("\n", ""))
    except (HeaderParseError, ValueError):
        parts = [(raw, None)]
    return one_line("".join(_part(data, charset) for data, charset in parts))


def one_line(text: str) -> str:
    """The text in one line, without what turns its direction or cannot be seen."""
    return " ".join("".join(sign for sign in text if _seen(sign)).split())


def _seen(sign: str) -> bool:
    return sign in _JOINERS or sign.isspace() or unicodedata.category(sign) not in ("Cc", "Cf", "Cs", "Co", "Cn")


def _part(data: bytes | str, charset: str | None) -> str:
    if isinstance(data, str):
        # Bytes beyond ASCII in a head come as surrogates.
        data = data.encode("utf-8", errors="surrogateescape")
        charset = "utf-8"
    return _decoded(data, charset or "")


def _decoded(data: bytes, charset: str) -> str:
    if data.isascii() and b"\x1b" not in data and not charset.lower().startswith("utf"):
        return data.decode("ascii")
    name = _known(charset)
    # UTF-8 happens by chance in no other encoding, and much of it is declared as another.
    for attempt in ("utf-8", name) if name and not name.startswith(("utf-16", "utf-32")) else (name, "utf-8"):
        try:
            if attempt:
                return data.decode(attempt)
        except ValueError:
            continue
    if name and b"\x1b" in data:
        return data.decode(name, errors="replace")
    guessed = reading.head_text(data)
    return data.decode(name or "cp1252", errors="replace") if guessed is None else guessed


def _known(charset: str) -> str:
    """Python's name of the encoding, empty if there is none that a mail can be written in."""
    try:
        found = codecs.lookup(charset.strip(" '\"")[:40])
    except (LookupError, ValueError):
        return ""
    name = found.name
    return "" if name in _NO_CHARSETS else _MEANT.get(name, name)
