"""Encodings, each found by what it looks like: base64, hexadecimal, Morse, escapes and others."""

import base64
import html
import re
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import pairwise
from string import ascii_lowercase

# Letters and digits below which nothing is said.
_LEAST = 4
_MORSE = dict(
    zip(
        ".- -... -.-. -.. . ..-. --. .... .. .--- -.- .-.. -- -. --- .--. --.- .-. ... - ..- ...- .-- -..- -.-- --.. "
        "----- .---- ..--- ...-- ....- ..... -.... --... ---.. ----.".split(),
        ascii_lowercase + "0123456789",
        strict=True,
    )
)
_MORSE_SIGNS = str.maketrans("·•–—−_", "..----")
_APART = re.compile(r"(?<![^\W_])[^\W_](?:[\W_]{1,8}[^\W_](?![^\W_])){3,}")
_TAGS = re.compile("[\U000e0020-\U000e007e]+")
_B64 = "[A-Za-z0-9+/_-]"
_B64_TOKEN = rf"(?![A-Z]?[a-z]+(?!{_B64})|[A-Z]+(?!{_B64})){_B64}{{2,}}"
_ESCAPES = re.compile(
    r"(?:%[0-9A-Fa-f]{2})+|(?:=[0-9A-F]{2})+|(?:\\x[0-9A-Fa-f]{2})+|&#?[0-9A-Za-z]{1,8};|\\[0-7]{3}"
    r"|\\u\{[0-9A-Fa-f]{1,6}\}|\\u[0-9A-Fa-f]{4}|\\U[0-9A-Fa-f]{8}|\bU\+[0-9A-Fa-f]{4,6}\s?"
)


def decoded(text: str) -> Iterator[tuple[str, str, list[str]]]:
    """Each encoding that stands in the text: its name, the text with what it says, and what it says, run by run."""
    for name, pattern, decode in _ENCODINGS:
        meant, said = _taken_off(text, pattern, decode)
        if said:
            yield name, meant, said


def _taken_off(text: str, pattern: re.Pattern[str], decode: Callable[[str], str]) -> tuple[str, list[str]]:
    said: list[str] = []

    def meant(match: re.Match[str]) -> str:
        plain = decode(match[0])
        if plain:
            said.append(plain)
        return plain or match[0]

    return pattern.sub(meant, text), said


def _text_of(raw: bytes) -> str:
    """What the bytes say if they are text; a letter that is cut off at the end is left out."""
    raw = raw.replace(b"\0", b"")
    for end in range(len(raw), max(len(raw) - 4, 0), -1):
        try:
            said = raw[:end].decode()
        except UnicodeDecodeError:
            continue
        printable = all(sign.isprintable() or sign.isspace() for sign in said)
        return said if printable and sum(map(str.isalnum, said)) >= _LEAST else ""
    return ""


def _from_base64(run: str) -> str:
    signs = "".join(run.split()).rstrip("=").replace("-", "+").replace("_", "/")
    # Words are letters of base64 too.
    if len(signs) < 16 and signs.isalpha() and (signs[1:].islower() or signs.isupper()):
        return ""
    # Something may stand before it without a gap.
    for start in range(4 if len(signs) >= 24 else 1):
        part = signs[start:].replace("=", "")
        part = part[:-1] if len(part) % 4 == 1 else part
        if said := _text_of(base64.b64decode(part + "=" * (-len(part) % 4))):
            return said
    return ""


def _from_base32(run: str) -> str:
    signs = "".join(run.split()).rstrip("=").upper()
    signs = signs[: len(signs) - (len(signs) % 8 in (1, 3, 6))]
    return _text_of(base64.b32decode(signs + "=" * (-len(signs) % 8))) if len(signs) >= 8 else ""


def _from_hex(run: str) -> str:
    return _text_of(bytes.fromhex("".join(re.findall("[0-9A-Fa-f]{2}", re.sub(r"0x|\\x", " ", run)))))


def _from_bits(run: str) -> str:
    groups = re.findall("[01]+", run)
    bits = "".join(groups)
    size = 7 if set(map(len, groups)) == {7} else 8
    return _text_of(bytes(int(bits[at : at + size], 2) for at in range(0, len(bits) - size + 1, size)))


def _from_codes(run: str) -> str:
    numbers = re.findall(r"\d+", run)
    for base in (10, 8):
        if base == 8 and not all(set(number) <= set("01234567") for number in numbers):
            continue
        codes = [int(number, base) for number in numbers]
        if max(codes) < 0x110000 and (said := _text_of("".join(map(chr, codes)).encode(errors="replace"))):
            return said
    return ""


def _from_places(run: str) -> str:
    places = [int(number) for number in re.findall(r"\d+", run)]
    # What counts up or stays is a list of numbers.
    steps = sum(after - before in (0, 1) for before, after in pairwise(places))
    if not all(1 <= place <= len(ascii_lowercase) for place in places) or steps * 2 > len(places):
        return ""
    return "".join(ascii_lowercase[place - 1] for place in places)


def _from_morse(run: str) -> str:
    words = re.split(r"\s*[/|\n]\s*|\s{3,}", run.translate(_MORSE_SIGNS).strip())
    letters = [[_MORSE.get(sign, "") for sign in word.split()] for word in words]
    said = " ".join("".join(word) for word in letters).strip()
    return said if all(map(all, letters)) and len(set(said)) >= _LEAST else ""


def _joined(run: str) -> str:
    """Letters that were set apart; what stands between words is longer than what stands between letters."""
    gaps = re.findall(r"[\W_]+", run)
    usual = Counter(gaps).most_common(1)[0][0]
    return re.sub(r"[\W_]+", lambda gap: " " if len(gap[0]) > len(usual) else "", run)


def _from_escapes(run: str) -> str:
    if run[0] == "&":
        meant = html.unescape(run)
        return meant if meant != run else ""
    if run[0] in "%=" or run[:2] == "\\x":
        return bytes.fromhex("".join(re.findall("[0-9A-Fa-f]{2}", run))).decode(errors="replace")
    digits = run.strip("\\uU+{} \n\t")
    code = int(digits, 8 if run[1] in "01234567" else 16)
    # Halves of signs are no text.
    return chr(code) if code < 0xD800 or 0xDFFF < code < 0x110000 else ""


def _from_tags(run: str) -> str:
    return "".join(chr(ord(sign) - 0xE0000) for sign in run)


_ENCODINGS: tuple[tuple[str, re.Pattern[str], Callable[[str], str]], ...] = (
    ("letters set apart", _APART, _joined),
    ("base64", re.compile(rf"(?<!{_B64}){_B64}{{8,}}={{0,2}}"), _from_base64),
    ("base64", re.compile(rf"(?<!{_B64}){_B64_TOKEN}(?:\s{{1,3}}{_B64_TOKEN})+={{0,2}}"), _from_base64),
    ("base64", re.compile(rf"\A(?:{_B64}|\s){{12,}}[=\s]*\Z"), _from_base64),
    ("base32", re.compile(r"(?<![A-Za-z0-9])(?:[A-Z2-7]{2,}(?:\s[A-Z2-7]{2,})*|[a-z2-7]{16,})={0,6}"), _from_base32),
    ("hexadecimal", re.compile(r"(?:(?:0x|\\x)?[0-9A-Fa-f]{2}[\s,:;-]{0,2}){4,}"), _from_hex),
    ("binary", re.compile(r"(?:[01][\s,]{0,2}){24,}"), _from_bits),
    ("character codes", re.compile(r"(?<!\d)\\?\d{2,3}(?:[\s,;\\-]{1,3}\d{2,3}){3,}(?!\d)"), _from_codes),
    ("letters by number", re.compile(r"(?<!\d)\d{1,2}(?:[\s,;.-]{1,3}\d{1,2}){3,}(?!\d)"), _from_places),
    ("Morse", re.compile(r"[-.·•–—−_]{1,7}(?:[\s/|]{1,4}[-.·•–—−_]{1,7}){3,}"), _from_morse),
    ("escapes", _ESCAPES, _from_escapes),
    ("signs that nobody sees", _TAGS, _from_tags),
)
# Of these, numbers are no accident either.
BYTES = frozenset({"base64", "base32", "hexadecimal"})
