"""Whether a sentence says that its speaker is an AI: a twin whose disclosure does not is not started."""

import re
import unicodedata
from collections.abc import Iterable
from functools import cache

from persona.disclosure import normalise

# In capitals these mean the same in every language; in small letters "ai" is also French for "have".
_ACRONYMS = ("AI", "A.I.", "KI", "K.I.", "IA", "I.A.", "ИИ", "ШІ")
_EVERYWHERE = ("bot", "bots", "chatbot*", "robot*", "artificial intelligence", "chatgpt")
_WORDS: dict[str, tuple[str, ...]] = {
    "en": ("ai", "artificial*", "machine", "machines"),
    "de": ("ki", "ai", "künstlich*", "kuenstlich*", "maschin*"),
    "fr": ("ia", "artificiel*", "machine", "machines"),
    "es": ("ia", "artificial*", "máquina*"),
    "pt": ("artificial*", "robô*", "máquina*"),
    "it": ("ia", "artificial*"),
    "nl": ("ai", "kunstmatig*", "machine"),
    "pl": ("ai", "sztuczn*", "botem", "bota", "maszyn*"),
    "tr": ("yapay*", "botu*", "makine*"),
    "ru": ("ии", "искусственн*", "бот", "ботом", "чатбот*", "робот*", "машина", "нейросет*"),
    "uk": ("ші", "штучн*", "бот", "ботом", "чатбот*", "робот*", "машина", "нейромереж*"),
    "ar": ("اصطناعي", "روبوت", "بوت"),
    "hi": ("ai", "एआई", "कृत्रिम", "रोबोट", "बॉट", "मशीन"),
    "id": ("ai", "kecerdasan buatan", "mesin"),
    "ja": ("ai", "人工知能", "ボット", "ロボット", "機械"),
    "zh": ("ai", "人工智能", "人工智慧", "机器"),
    "ko": ("ai", "인공지능", "인공 지능", "봇", "기계"),
}
_LETTER = "[a-z0-9\u0400-\u04ff]"
_NOT_BEFORE = re.compile(
    r"\b(?:not|no|never|isn ?t|aren ?t|ain ?t|kein\w*|nicht|pas|non|nao|nie|geen|niet|не|bukan|tidak|nunca|jamais)"
    r"(?: \w+){0,2} $|不是(?:一?个)?$|(?:ليس|لست) (?:\w+ )?$"
)
_NOT_AFTER = re.compile(r"\W*(?:では(?:な|あり)|じゃ(?:な|あり)|でな|[이가] ?아니|[이가] ?아닙|değil|degil|नहीं)")


def says_it_is_an_ai(text: str, language: str, names: Iterable[str] = ()) -> bool:
    """Whether the text calls its speaker an AI, a bot or the like in the language; "not a bot" does not.

    ``names`` are not looked at: somebody may be called Ai.
    """
    for name in names:
        text = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", "…", text)
    # Apostrophes become spaces before normalise() drops them: "un'IA" is two words.
    spaced = re.sub("['’‘`´]", " ", text)
    capitals = " ".join(unicodedata.normalize("NFKC", spaced).split())
    return _affirms(_acronyms(), capitals) or _affirms(_words(language), normalise(spaced))


def _affirms(pattern: re.Pattern[str], text: str) -> bool:
    return any(
        not _NOT_BEFORE.search(text[: match.start()].casefold()) and not _NOT_AFTER.match(text, match.end())
        for match in pattern.finditer(text)
    )


@cache
def _acronyms() -> re.Pattern[str]:
    letter = "[A-Za-z0-9\u00c0-\u024f\u0400-\u04ff]"
    return re.compile(rf"(?<!{letter})(?:{'|'.join(map(re.escape, _ACRONYMS))})(?!{letter})")


@cache
def _words(language: str) -> re.Pattern[str]:
    return re.compile("|".join(map(_form, (*_EVERYWHERE, *_WORDS.get(language, ())))))


def _form(word: str) -> str:
    """A pattern for one word, in normal form; only letters of alphabets with spaces can make it part of another."""
    plain = normalise(word.removesuffix("*"))
    if not re.match(_LETTER, plain):
        return re.escape(plain)
    return rf"(?<!{_LETTER}){re.escape(plain)}{'' if word.endswith('*') else f'(?!{_LETTER})'}"
