"""The form of a text that the patterns are matched with."""

import re
import unicodedata

# What a name of the owner becomes before the patterns see it.
OWNER = "ownr"

_INVISIBLE = re.compile("[\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufe00-\ufe0f\ufeff]")
_LATIN_MARKS = re.compile("(?<=[a-z])[\u0300-\u036f]+")
_OTHER_MARKS = re.compile("[\u0640\u064b-\u0652\u0670\u093c\u0301]")  # Arabic vowels and stretching, nukta, stress
_DROPPED = re.compile("['’‘`´ʼ\"“”„«»*_~¿¡]")
_REPEATED = re.compile(r"([^\W\d_])\1{2,}")
_LEET = re.compile(r"(?<=[a-z])[0134](?=[a-z])|(?<=\ba)1\b")
_DOTTED_AI = re.compile(r"\ba\.\s?i\b\.?")
_LEET_LETTERS = {"0": "o", "1": "i", "3": "e", "4": "a"}
LETTERS = str.maketrans(
    {
        **dict(zip("łøđıё", "lodiе", strict=True)),
        **dict(zip("أإآٱىة؟،؛", "اااايه?,;", strict=True)),
        **dict(zip("।。、ँ", "..,ं", strict=True)),
        **dict(zip("嗎機還實話說聊動復覆嘅妳這個裡對語誰寫", "吗机还实话说聊动复复的你这个里对语谁写", strict=True)),
        "🤖": " robot ",
    }
)


def normalise(text: str) -> str:
    """Lower case, without accents on Latin letters, apostrophes, zero-width characters and drawn-out letters."""
    folded = _INVISIBLE.sub("", unicodedata.normalize("NFKC", text).casefold())
    bare = _OTHER_MARKS.sub("", _LATIN_MARKS.sub("", unicodedata.normalize("NFD", folded.replace("ё", "е"))))
    plain = _DROPPED.sub("", unicodedata.normalize("NFC", bare).translate(LETTERS))
    spelled = _LEET.sub(lambda digit: _LEET_LETTERS[digit[0]], _REPEATED.sub(r"\1", plain))
    return " ".join(_DOTTED_AI.sub("ai", spelled).split())
