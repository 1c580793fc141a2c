"""What can be read in a text beside what it seems to say: letters set apart, mirrored, shifted, encoded."""

import base64
import html
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from functools import cache, lru_cache
from itertools import pairwise

# What is looked at: a longer text is nobody's answer, and held for that alone.
LONGEST = 20_000
_MOST_VIEWS = 40
_MOST_SIGNS = 100_000
_DEEPEST = 3
# Letters and digits below which nothing is said.
_LEAST = 4
# Letters, and different ones among them, from which on what is decoded is no accident.
_SUBSTANTIAL = 12
_VARIED = 5
# Letters that are written as escapes one by one; links escape everything but these.
_ESCAPED = 8
# Words in disguise, from which on a text is.
_WORDS = 4
_SHARE = 0.2

_COMMON = """
the and that have for not with you this but his from they say her she will one all would there their what out about who
get which when make can like time just him know take people into year your some could them see other than then now look
only come over think also back after use how our work first well way even new want because any these give most was were
had has are been did said is it of to in my me on we be at so if
der die und ist das nicht ein eine ich sie mit auf dem den des für von als auch noch nach wie aus bei wir aber oder wenn
nur war haben hat werden sich über kann mir dir mein dein zum zur habe sind
les des est pas pour que qui dans une sur avec plus par ce il mais nous vous tout fait être cette elle sont ont aux mon
ton son comme très je tu
los las una que por con para del como pero más este esta muy todo tiene cuando porque desde hay ser son fue está
uma não com mais mas como foi ele das dos seu sua pelo pela isso tem quando muito nos já você são
che non per una con del della sono come anche questo più gli alla nel era suo mia tuo hanno essere quando perché dei
het een van dat niet zijn voor met maar ook aan wat wordt naar heb heeft dit door deze jij bij uit hoe dan kan mijn
"""
_ALPHABET = "abcdefghijklmnopqrstuvwxyz"
_ROT13, _ATBASH, _MIRRORED = 13, 26, 27
_WORD = re.compile(r"[^\W\d_]+")
_SENTENCE = re.compile(r"[.!?:;\n]+")

_MORSE = dict(
    zip(
        ".- -... -.-. -.. . ..-. --. .... .. .--- -.- .-.. -- -. --- .--. --.- .-. ... - ..- ...- .-- -..- -.-- --.. "
        "----- .---- ..--- ...-- ....- ..... -.... --... ---.. ----.".split(),
        _ALPHABET + "0123456789",
        strict=True,
    )
)
_MORSE_SIGNS = str.maketrans("·•–—−_", "..----")
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
    chr(first + place): letter for first in (0x1F150, 0x1F170, 0x1F1E6) for place, letter in enumerate(_ALPHABET)
}
_LATIN, _GREEK_OR_CYRILLIC = re.compile("[A-Za-z]"), re.compile("[\u0370-\u052f]")
_TAGS = re.compile("[\U000e0020-\U000e007e]+")
_UNSEEN = re.compile("(?<=[A-Za-z])[\u200b-\u200d\u2060\ufeff]+(?=[A-Za-z])")
_TURNED = str.maketrans("ɐqɔpǝɟƃɓɥᴉıɾʞlɯuodbɹsʇnʌʍxʎz", "abcdefgghiijklmnopqrstuvwxyz")
_UPSIDE_DOWN = re.compile("[ɐɔǝɟƃɓɥᴉɾʞɯɹʇʌʍʎ]")

_APART = re.compile(r"(?<![^\W_])[^\W_](?:[\W_]{1,8}[^\W_](?![^\W_])){3,}")
_VOWELS = re.compile("[aeiouyäöüáàâéèêëíìîïóòôõúùûãœæ]", re.IGNORECASE)
_STARRED = re.compile(r"[^\W\d_]([*#•·^~%?$+=×✱∗@!&\d_-])\1{0,3}[^\W\d_]")

_B64 = "[A-Za-z0-9+/_-]"
_B64_TOKEN = rf"(?![A-Z]?[a-z]+(?!{_B64})|[A-Z]+(?!{_B64})){_B64}{{2,}}"
_MARKS = re.compile(r"[^\w\x00-\x7f]{31,}")
_ESCAPES = re.compile(
    r"(?:%[0-9A-Fa-f]{2})+|(?:=[0-9A-F]{2})+|(?:\\x[0-9A-Fa-f]{2})+|&#?[0-9A-Za-z]{1,8};|\\[0-7]{3}"
    r"|\\u\{[0-9A-Fa-f]{1,6}\}|\\u[0-9A-Fa-f]{4}|\\U[0-9A-Fa-f]{8}|\bU\+[0-9A-Fa-f]{4,6}\s?"
)


def views(text: str) -> tuple[str, ...]:
    """The text, then what can be read in it otherwise; up to 40 of them, and 100,000 characters beside the text."""
    found = {text: None}
    left = _MOST_SIGNS
    level = [(text[:LONGEST], True)]
    for _ in range(_DEEPEST):
        deeper = []
        for reading, again, whole in (one for source, ways in level for one in _readings(source, ways)):
            if reading in found or not reading.strip() or len(reading) > left:
                continue
            if len(found) == _MOST_VIEWS:
                return tuple(found)
            found[reading] = None
            left -= len(reading)
            if again:
                deeper.append((reading, whole))
        level = deeper
    return tuple(found)


def bounded(text: str) -> str:
    """The text without long rows of marks: to put those in order takes the square of their number."""
    return text if text.isascii() else _MARKS.sub(" ", text)


def disguised(text: str) -> str | None:
    """The name of the disguise, if much of the text reads as language only after it is taken off; None if not."""
    if len(text) > LONGEST:
        return "more text than can be looked through"
    return next(filter(None, (name for look in _LOOKS for name in look(text))), None)


def _readings(text: str, whole: bool) -> Iterator[tuple[str, bool, bool]]:
    """What is read in a text, whether to look further into it, and whether in every way or for encodings alone.

    What every text can be read as, such as backwards, is read of the text and of what was decoded: ``whole``.
    """
    for _, decoded, _ in _decoded(text):
        yield decoded, True, True
    yield from ((shown, True, True) for shown in (_plain(text), _upright(text)) if shown != text)
    yield from ((shown, False, False) for shown in _leet(text) if shown != text)
    yield from ((_shifted(text, key), True, False) for key in _likely_keys(text) if key != _MIRRORED)
    if whole:
        words = text.split()
        yield text[::-1], True, False
        yield _shifted(text, _ROT13), True, False
        yield " ".join(reversed(words)), False, False
        yield " ".join(word[::-1] for word in words), False, False
        yield from ((letters, False, False) for letters in _initials(text, words))


def _decoded(text: str) -> Iterator[tuple[str, str, list[str]]]:
    """Each encoding that stands in the text: its name, the text with what it says, and what it says, run by run."""
    for name, pattern, decode in _ENCODINGS:
        decoded, said = _taken_off(text, pattern, decode)
        if said:
            yield name, decoded, said


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
    if not all(1 <= place <= len(_ALPHABET) for place in places) or steps * 2 > len(places):
        return ""
    return "".join(_ALPHABET[place - 1] for place in places)


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
_BYTES = frozenset({"base64", "base32", "hexadecimal"})


def _plain(text: str) -> str:
    """The text without what nobody sees, and with Latin letters for those that only look like them."""
    if text.isascii():
        return text
    plain = "".join(map(_seen, text))
    return "".join(_LOOKALIKES.get(sign, sign) for sign in plain) if _mixed(plain) else plain


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


def _leet(text: str) -> Iterator[str]:
    """The text with letters for numbers; in every word of it if it has several in which both are mixed."""
    if len(mixed := _LEET_WORD.findall(text)) >= _WORDS:
        yield text.translate(_LEET)
    elif mixed:
        yield _LEET_WORD.sub(lambda word: word[0].translate(_LEET), text)
    if any("1" in word for word in mixed):
        yield text.translate(_LEET | {ord("1"): "l"})


def _upright(text: str) -> str:
    return text.translate(_TURNED)[::-1] if len(_UPSIDE_DOWN.findall(text)) >= _WORDS else text


def _initials(text: str, words: Sequence[str]) -> Iterator[str]:
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if len(lines) >= _WORDS:
        yield "".join(line[0] for line in lines)
    if len(words) >= _SUBSTANTIAL:
        yield "".join(word[0] for word in words)


@cache
def _table(key: int) -> dict[int, int]:
    """What takes off a shift by so many letters, or what writes z for a."""
    to = _ALPHABET[::-1] if key == _ATBASH else _ALPHABET[-key:] + _ALPHABET[:-key]
    return str.maketrans(_ALPHABET + _ALPHABET.upper(), to + to.upper())


def _shifted(text: str, key: int) -> str:
    return text.translate(_table(key))


@cache
def _common() -> tuple[frozenset[str], dict[str, list[int]]]:
    """Common words, and what becomes of them under each key, as far as that is no common word."""
    plain = frozenset(_COMMON.split())
    changed: dict[str, list[int]] = {}
    for word in (one for one in plain if len(one) > 2 and one.isascii()):
        for key in (*range(1, len(_ALPHABET)), _ATBASH):
            changed.setdefault(word.translate(_undone(key)), []).append(key)
        changed.setdefault(word[::-1], []).append(_MIRRORED)
    return plain, {word: keys for word, keys in changed.items() if word not in plain}


def _undone(key: int) -> dict[int, int]:
    return _table(key if key == _ATBASH else len(_ALPHABET) - key)


def _words_by_key(text: str) -> dict[int, tuple[int, int]]:
    """For each key, how many words read as common ones under it, of how many.

    Counted are sentences that have fewer common words as they stand.
    """
    plain, changed = _common()
    found: dict[int, set[str]] = {}
    among: Counter[int] = Counter()
    for sentence in _SENTENCE.split(text.lower()):
        words = set(_WORD.findall(sentence))
        by_key: dict[int, set[str]] = {}
        for word in words & changed.keys():
            for key in changed[word]:
                by_key.setdefault(key, set()).add(word)
        as_it_stands = len(words & plain)
        for key, read in by_key.items():
            if len(read) > as_it_stands:
                found.setdefault(key, set()).update(read)
                among[key] += len(words)
    return {key: (len(words), among[key]) for key, words in found.items()}


def _likely_keys(text: str) -> list[int]:
    counts = {key: count for key, (count, _) in _words_by_key(text).items() if count > 1}
    return sorted(counts, key=lambda key: -counts[key])[:3]


def _shifted_letters(text: str) -> Iterator[str]:
    for key, (count, among) in _words_by_key(text).items():
        if count >= max(_WORDS, _SHARE * among):
            yield {_ROT13: "rot13", _ATBASH: "atbash", _MIRRORED: "written backwards"}.get(key, "a Caesar cipher")


def _encoded(text: str) -> Iterator[str]:
    yield from (name for name, _, said in _decoded(text) if _substantial(name, said))
    for source in (text[::-1], _shifted(text, _ROT13)):
        yield from (name for name, _, said in _decoded(source) if name in _BYTES and _substantial(name, said))


def _substantial(name: str, said: Sequence[str]) -> bool:
    """Whether so much is said that it is no accident: in one run, or in all if letters are escaped one by one."""
    if name == "escapes":
        return sum(letter.isascii() and letter.isalpha() for run in said for letter in run) >= _ESCAPED
    return any(_letters(run) or (name in _BYTES and sum(map(str.isalnum, run)) >= 2 * _SUBSTANTIAL) for run in said)


def _letters(said: str) -> bool:
    letters = [sign for sign in said if sign.isalpha()]
    return len(letters) >= _SUBSTANTIAL and len(set(letters)) >= _VARIED


def _lookalikes(text: str) -> Iterator[str]:
    if text.isascii():
        return
    mixed = sum(map(len, _mixed(text)))
    shaped = sum(sign.isalnum() or sign in _SHAPES for sign in text if _seen(sign) not in {sign, ""})
    if mixed + shaped >= _SUBSTANTIAL or len(_UPSIDE_DOWN.findall(text)) >= _SUBSTANTIAL:
        yield "letters of another alphabet"
    if len(_UNSEEN.findall(text)) >= _WORDS:
        yield "signs that nobody sees"


def _numbers_for_letters(text: str) -> Iterator[str]:
    plain, _ = _common()
    before = set(text.lower().split())
    read = {word for leet in _leet(text) for word in leet.lower().split()}
    if sum(word in plain and len(word) > 2 for word in read - before) >= _WORDS - 1:
        yield "numbers for letters"


def _without_vowels(text: str) -> Iterator[str]:
    words = text.split()
    signs = Counter(found[1] for word in set(words) if (found := _STARRED.search(word)) and not _VOWELS.search(word))
    for _, count in signs.most_common(1):
        if count >= max(_WORDS, _SHARE * len(words)):
            yield "signs for vowels"


_LOOKS = (_encoded, _shifted_letters, _lookalikes, _numbers_for_letters, _without_vowels)
