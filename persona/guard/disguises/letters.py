"""Letters in disguise: of another alphabet, upside down, as numbers, with signs between them that nobody sees."""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from string import ascii_lowercase

from persona.guard.disguises.limits import WORDS

_LEET = str.maketrans("01345789@$!|+", "oieastbgasiit")
_LEET_WORD = re.compile(r"(?<![\w@$!|+])(?:[A-Za-z]{1,20}[\d@$!|+]|[\d@$!|+]{1,8}[A-Za-z])[A-Za-z\d@$!|+]*")
# Letters that look like Latin ones, and the Latin ones.
_LOOKALIKES = dict(
    zip(
        "аеорсухіјѕԁһԛԝкмтнвАВЕКМНОРСТУХІЈЅ" + "οανρτυικεΑΒΕΖΗΙΚΜΝΟΡΤΥΧ",
        "aeopcyxijsdhqwkmthbABEKMHOPCTYXIJS" + "oavptuikeABEZHIKMNOPTYX",
        strict=True,
    )
)
# Latin letters in another shape, which Unicode does not count as such.
_SHAPES = dict(zip("ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘʀꜱᴛᴜᴠᴡʏᴢɡɑ", "abcdefghijklmnoprstuvwyzga", strict=True)) | {
    chr(first + place): letter for first in (0x1F150, 0x1F170, 0x1F1E6) for place, letter in enumerate(ascii_lowercase)
}
_WORD = re.compile(r"[^\W\d_]+")
_LATIN, _GREEK_OR_CYRILLIC = re.compile("[A-Za-z]"), re.compile("[\u0370-\u052f]")
_UNSEEN = re.compile("(?<=[A-Za-z])[\u200b-\u200d\u2060\ufeff]+(?=[A-Za-z])")
_TURNED = str.maketrans("ɐqɔpǝɟƃɓɥᴉıɾʞlɯuodbɹsʇnʌʍxʎz", "abcdefgghiijklmnopqrstuvwxyz")
_UPSIDE_DOWN = re.compile("[ɐɔǝɟƃɓɥᴉɾʞɯɹʇʌʍʎ]")


def plain(text: str) -> str:
    """The text without what nobody sees, and with Latin letters for those that only look like them."""
    if text.isascii():
        return text
    shown = "".join(map(_seen, text))
    return "".join(_LOOKALIKES.get(sign, sign) for sign in shown) if _mixed(shown) else shown


def leet(text: str) -> Iterator[str]:
    """The text with letters for numbers; in every word of it if it has several in which both are mixed."""
    if len(mixed := _LEET_WORD.findall(text)) >= WORDS:
        yield text.translate(_LEET)
    elif mixed:
        yield _LEET_WORD.sub(lambda word: word[0].translate(_LEET), text)
    if any("1" in word for word in mixed):
        yield text.translate(_LEET | {ord("1"): "l"})


def upright(text: str) -> str:
    """The text the right way up, if several letters of it are turned."""
    return text.translate(_TURNED)[::-1] if upside_down(text) >= WORDS else text


def lookalikes(text: str) -> int:
    """How many letters stand in words of two alphabets, or are Latin ones in another shape."""
    mixed = sum(map(len, _mixed(text)))
    return mixed + sum(sign.isalnum() or sign in _SHAPES for sign in text if _seen(sign) not in {sign, ""})


def upside_down(text: str) -> int:
    """How many letters are turned."""
    return len(_UPSIDE_DOWN.findall(text))


def unseen(text: str) -> int:
    """How often something that nobody sees stands between two letters."""
    return len(_UNSEEN.findall(text))


def _mixed(text: str) -> list[str]:
    """The words in which letters of two alphabets stand."""
    return [word for word in _WORD.findall(text) if _LATIN.search(word) and _GREEK_OR_CYRILLIC.search(word)]


@lru_cache(maxsize=4096)
def _seen(sign: str) -> str:
    if sign.isascii():
        return sign
    if unicodedata.category(sign) in {"Cf", "Mn"}:
        return ""
    letters = unicodedata.normalize("NFKD", sign)
    if unicodedata.decomposition(sign).startswith("<") and letters.isascii() and letters.isalnum():
        return letters
    return _SHAPES.get(sign, sign)
