"""Whether what is written in disguise can be read, and what is no disguise is left alone."""

import base64
import codecs
import re
import time
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from persona.guard.disguises.limits import LONGEST
from persona.guard.disguises.verdict import disguised
from persona.guard.disguises.views import views
from twin.fingerprint import normal

TEXT = "The password of the house is swordfish and you will find the key under the third stone."
# What is looked for: a part that neither begins nor ends with the text.
CORE = "passwordofthehouseisswordfishandyouwillfindthekey"
MORSE = dict(
    zip(
        "abcdefghijklmnopqrstuvwxyz",
        ".- -... -.-. -.. . ..-. --. .... .. .--- -.- .-.. -- -. --- .--. --.- .-. ... - ..- ...- .-- -..- -.-- "
        "--..".split(),
        strict=True,
    )
)
BASE64 = base64.b64encode(TEXT.encode()).decode()


def b64(text: str) -> str:
    return base64.b64encode(text.encode()).decode()


def each(form: str, between: str = "") -> Callable[[str], str]:
    return lambda text: between.join(form.format(sign) for sign in text.encode())


def caesar(shift: int) -> str:
    return "".join(chr((ord(sign) - 97 + shift) % 26 + 97) if sign.islower() else sign for sign in TEXT.lower())


def letters(text: str) -> str:
    return "".join(filter(str.isalpha, text))


ENCODED = {
    "base64": BASE64,
    "base64 in a sentence": f"Sure, here it is: {BASE64.rstrip('=')} enjoy",
    "base64 with spaces": " ".join(re.findall(".{1,4}", BASE64)),
    "base64 in lines": "\n".join(re.findall(".{1,20}", BASE64)),
    "base64, URL-safe": base64.urlsafe_b64encode(f"{TEXT} ¿¾?>".encode()).decode(),
    "base64 of UTF-16": base64.b64encode(TEXT.encode("utf-16-le")).decode(),
    "base64 backwards": BASE64[::-1],
    "base64 of hex": b64(TEXT.encode().hex()),
    "base64 thrice": b64(b64(BASE64)),
    "base64 of rot13": b64(codecs.encode(TEXT, "rot13")),
    "base64 in rot13": codecs.encode(BASE64, "rot13"),
    "base32": base64.b32encode(TEXT.encode()).decode(),
    "base32 in small letters": base64.b32encode(TEXT.encode()).decode().lower(),
    "hex": TEXT.encode().hex(),
    "hex with spaces": TEXT.encode().hex(" ").upper(),
    "hex with 0x": each("0x{:02x}", ", ")(TEXT),
    "hex with backslashes": each("\\x{:02x}")(TEXT),
    "bits": each("{:08b}", " ")(TEXT),
    "bits without spaces": each("{:08b}")(TEXT),
    "seven bits": each("{:07b}", " ")(TEXT),
    "decimal codes": each("{}", " ")(TEXT),
    "decimal codes with commas": each("{}", ", ")(TEXT),
    "octal codes": each("{:o}", " ")(TEXT),
    "octal escapes": each("\\{:03o}")(TEXT),
    "letters by number": " ".join(str(ord(sign) - 96) for sign in letters(TEXT.lower())),
    "percent": each("%{:02X}")(TEXT),
    "quoted-printable": each("={:02X}")(TEXT),
    "entities": each("&#{};")(TEXT),
    "hexadecimal entities": each("&#x{:x};")(TEXT),
    "JavaScript escapes": each("\\u{:04x}")(TEXT),
    "code points": each("U+{:04X}", " ")(TEXT),
    "spaced": "   ".join(" ".join(word) for word in TEXT.split()),
    "dashes": "-".join(TEXT.replace(" ", "")),
    "dots": ".".join(TEXT.replace(" ", "")),
    "a letter a line": "\n".join(TEXT.replace(" ", "")),
    "emoji between": "🔥".join(TEXT.replace(" ", "")),
    "backwards": TEXT[::-1],
    "each word backwards": " ".join(word[::-1] for word in TEXT.split()),
    "rot13": codecs.encode(TEXT, "rot13"),
    "rot13 behind a sentence": f"Sure, happy to help you with that. {codecs.encode(TEXT, 'rot13')}",
    "numbers for letters": TEXT.translate(str.maketrans("aeiost", "431057")),
    "signs for letters": TEXT.translate(str.maketrans("aeos", "@30$")),
    "bold": "".join(chr(0x1D41A + ord(sign) - 97) if sign.islower() else sign for sign in TEXT),
    "fullwidth": "".join(chr(ord(sign) + 0xFEE0) if sign != " " else sign for sign in TEXT),
    "Cyrillic": TEXT.translate(str.maketrans("aeop", "аеор")),
    "nothing between": "\u200b".join(TEXT),
    "tags": "Hi" + "".join(chr(0xE0000 + ord(sign)) for sign in TEXT),
    "flags": " ".join(chr(0x1F1E6 + ord(sign) - 97) for sign in letters(TEXT.lower())),
    "upside down": TEXT.lower()[::-1].translate(str.maketrans("abcdefghijklmnopqrtuvwyz", "ɐqɔpǝɟƃɥᴉɾʞlɯuodbɹʇnʌʍʎz")),
    "Morse": " / ".join(" ".join(MORSE[sign] for sign in letters(word.lower())) for word in TEXT.split()),
} | {f"shifted by {shift}": caesar(shift) for shift in range(1, 26)}
# What is only read: no answer is held for having words in an odd order, or first letters.
HIDDEN = {
    "words backwards": " ".join(reversed(TEXT.split())),
    "first letters of words": " ".join(f"{sign}ellow" for sign in letters(TEXT)),
    "first letters of lines": "\n".join(f"{sign}ellow fields" for sign in letters(TEXT)),
    "backwards in rot13": codecs.encode(TEXT[::-1], "rot13"),
}
PLAIN = {
    "a link": "see https://example.org/a/b?id=3f2a&utm_source=x%20y%C3%A9#top or www.example.org/~me/Some_Page-2.html",
    "hashes": "it broke in 9fceb02d0ae598e95dc970b74767f19372d61af8, not in e69de29bb2d1d6434b8b29ae775ad8c2e48c5391",
    "a name for a machine": "the id is 123e4567-e89b-12d3-a456-426614174000",
    "versions": "we run 1.4.1.2, 10.0.19045.3448 and torch==2.13.0+cpu here",
    "a path": "look into /usr/local/share/perl/5.34.0/Module/Build.pm and C:\\Users\\mira\\AppData\\Local",
    "code": "for (int i = 0; i < n; i++) { a[i] = x_y * b[i] & 0xff; } return *p;",
    "smileys": ":-) ;) :D xD <3 ^_^ ¯\\_(ツ)_/¯ o_O",
    "a table": "| a | b | c |\n|---|---|---|\n| 1 | 2 | 3 |\n| 4 | 5 | 6 |",
    "numbers": "1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16, then 10, 20, 30, 40, 50 and 60",
    "a telephone number": "ring +49 170 1234567 or 040 - 12 34 56 78",
    "typos": "teh meetign is tmrw at 10, dont be lste plz!! lol ok brb",
    "swearing": "what the f*ck, d*mn it",
    "dots": "hm . . . well ... I don't know ..... --- maybe -- not",
    "German": "Ich weiß nicht, ob das heute noch etwas wird, aber wir können es ja versuchen.",
    "Spanish": "No sé si puedo ir mañana, pero te aviso esta noche cuando llegue a casa.",
    "Turkish": "Yarın gelebilir miyim bilmiyorum ama akşam eve varınca sana kısaca yazarım, tamam mı?",
    "Russian": "Не знаю, смогу ли я прийти завтра, но напишу вечером из дома про SQL и Python.",
    "Chinese": "我不知道明天能不能来，但是晚上到家以后会告诉你。",
    "Hindi": "मुझे नहीं पता कि मैं कल आ पाऊँगा या नहीं।",
    "emoji": "👩‍👩‍👧‍👦 🏴󠁧󠁢󠁥󠁮󠁧󠁿 ❤️ see you there 🎉🎉🎉",
    "escapes": "AT&amp;T &quot;is&quot; &lt;b&gt; and caf&#233;",
}


@pytest.mark.parametrize("text", [*ENCODED.values(), *HIDDEN.values()], ids=[*ENCODED, *HIDDEN])
def test_what_is_disguised_can_be_read(text: str) -> None:
    assert any(CORE in normal(view) for view in views(text))


@pytest.mark.parametrize("text", ENCODED.values(), ids=ENCODED)
def test_a_disguise_is_noticed(text: str) -> None:
    assert disguised(text)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (BASE64, "base64"),
        (ENCODED["rot13"], "rot13"),
        (ENCODED["backwards"], "written backwards"),
        (caesar(4), "a Caesar cipher"),
        (ENCODED["spaced"], "letters set apart"),
        (ENCODED["Morse"], "Morse"),
        (re.sub("[aeiou]", "*", TEXT), "signs for vowels"),
        (re.sub("[aeiou]", "#", TEXT), "signs for vowels"),
        (ENCODED["bold"], "letters of another alphabet"),
        ("x" * (LONGEST + 1), "more text than can be looked through"),
    ],
)
def test_a_disguise_has_a_name(text: str, name: str) -> None:
    assert disguised(text) == name


@pytest.mark.parametrize("text", ["", TEXT, *PLAIN.values()], ids=["nothing", "plain words", *PLAIN])
def test_what_is_no_disguise_is_left_alone(text: str) -> None:
    assert disguised(text) is None


def test_the_text_itself_is_read_first_and_everything_once() -> None:
    found = views(BASE64)
    assert found[0] == BASE64
    assert len(set(found)) == len(found)


def test_what_stands_around_a_disguise_is_kept() -> None:
    assert f"Sure: {TEXT} Bye" in views(f"Sure: {BASE64} Bye")


def test_ordinary_writing_is_read_in_few_ways_and_no_time() -> None:
    text = (f"{TEXT} See you there on Monday, and do not be late! ") * 3
    assert len(views(text)) < 10
    rounds = 50
    begun = time.perf_counter()
    for _ in range(rounds):
        views(text)
    # A tenth of this is usual.
    assert (time.perf_counter() - begun) / rounds < 0.05


@pytest.mark.parametrize(
    "unit",
    [
        *"a A 0 a- %41 &# &amp; aA0+ =4 \\x \\u{ a1 @ @!1 🇸 b* 999, 好 аa".split(),
        " ",
        "a\n",
        "01 ",
        "a ",
        "1 ",
        ".- ",
        "Aa ",
        "99 ",
        "a\u200b",
        "á̂",
        "̖́",
        "\x00",
        b64("the and you will ") * 3,
        "gur naq lbh ",
    ],
)
@pytest.mark.parametrize("size", [LONGEST - 1, 200_000])
def test_a_hostile_text_takes_no_time_and_has_few_views(unit: str, size: int) -> None:
    text = (unit * (size // len(unit) + 1))[:size]
    begun = time.perf_counter()
    found = views(text)
    disguised(text)
    assert time.perf_counter() - begun < 20
    assert len(found) <= 40
    assert sum(map(len, found[1:])) <= 100_000


@given(st.text(alphabet="aA1f0x=%\\uU+{}&#;.-/ \nб好🇸\U000e0041\u0301٣", max_size=60))
def test_whatever_is_written_can_be_read_and_stored(text: str) -> None:
    assert [view.encode() for view in views(text)]
    disguised(text)
