"""Whether an answer is for one person alone, so that it is not to be learned for everybody."""

import re
from collections.abc import Iterator

from persona.guard.personal_data import PersonalData
from persona.guard.phone_numbers import regions_of
from persona.guard.web_addresses import without_www
from persona.phrases import folded
from persona.profile import Profile
from persona.style.common_words import COMMON
from twin.knowledge import Audience

_WORD = re.compile(r"[^\W_]+")
_SHORTEST = 3
# In scripts without letters for single sounds, two signs are a name.
_DENSE = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
# Names that are words as well: in small letters, and where a sentence begins, they are taken for the word.
_WORDS_TOO = frozenset(
    (
        "may will mark rose grace hope joy faith art bill rob pat drew chase hunter dean frank grant jack josh pierce "
        "ray rich rusty sandy skip sue victor wade ward april june august summer autumn dawn ivy lily olive pearl ruby "
        "amber crystal iris daisy holly violet angel christian ernest earnest gene guy miles chip max long short young "
        "brown white black green baker cook king best good day love price bush wood stone field hill park lane west "
        "ernst klein groß lang kurz wolf sommer winter jung neu weiß schwarz frei fromm heute stark gut "
        "rosa clara sol luz mar linda bella blanca alba reina ángel ange aimé petit grand blanc noir bon franco libero "
        "chiara serena gioia dolce esperanza paz pilar salvador"
    ).split()
)
_AMBIGUOUS = frozenset(map(folded, _WORDS_TOO.union(*COMMON.values())))
# Behind these, a name's word opens a sentence.
_OPENS = re.compile(r"(?:\A|[.!?…:\n])[\s\"'“”„«»(*_-]{0,20}\Z")
_CALLS = re.compile(r"\s{0,3}[,!]")
_LINK = re.compile(r"https?://([^\s/?#:@]{1,255})[^\s]{0,2000}|www\.([^\s/?#:@]{1,255})[^\s]{0,2000}", re.IGNORECASE)
# A run of signs that may be the number of an order, a ticket or a booking.
_TOKEN = re.compile(r"(?<![^\W_])[A-Za-z0-9]+(?:[-_/][A-Za-z0-9]+)*(?![^\W_])")
_CODE, _DIGITS = 6, 3
_MIXED = re.compile(r"[A-Z][0-9]+[A-Z]|[0-9][A-Z]+[0-9]")
_MEASURE = re.compile(r"[0-9][0-9/_-]*[a-z]{1,8}")


def names_somebody(answer: str, contact_name: str, profile: Profile) -> bool:
    """Whether an answer is for one person alone: it holds their name, or data that is nobody else's business.

    Such data are what ``PersonalData`` finds, and codes of six letters and digits or more, if neither stands in what
    owner.toml lets everybody hear.
    """
    public = profile.said_to(Audience.PUBLIC)
    text = _LINK.sub(lambda link: " " if _own(link[1] or link[2], profile) else link[0], answer)
    if any(_called(text, word) for word in _name(contact_name, profile)):
        return True
    if PersonalData(lambda _: public, regions_of(profile.languages)).kinds(text, public):
        return True
    known = {code for told in public for code in _codes(told)}
    return any(code not in known for code in _codes(text))


def _own(host: str, profile: Profile) -> bool:
    return without_www(host) in {without_www(own) for own in profile.linked_hosts}


def _name(contact_name: str, profile: Profile) -> frozenset[str]:
    """The words of a contact's name that are not the owner's or the twin's as well, folded."""
    own = {word for name in (profile.name, *profile.aliases, profile.twin_name) for word in _words(name)}
    return frozenset(word for word in _words(contact_name) if _long_enough(word)) - own


def _words(text: str) -> list[str]:
    return _WORD.findall(folded(text))


def _long_enough(word: str) -> bool:
    return len(word) >= (2 if _DENSE.search(word) else _SHORTEST)


def _called(text: str, name: str) -> bool:
    """Whether somebody is called by this name in the text."""
    if _DENSE.search(name):
        return name in folded(text)
    # "Annas Rad" is hers.
    found = (word for word in _WORD.finditer(text) if folded(word[0]) == name or folded(word[0]) == f"{name}s")
    return any((name not in _AMBIGUOUS and folded(word[0]) == name) or _as_a_name(text, word) for word in found)


def _as_a_name(text: str, word: re.Match[str]) -> bool:
    """Whether a word that may be a name is one here: with a capital, and not because a sentence begins."""
    if not word[0][0].isupper():
        return False
    return not _OPENS.search(text[max(0, word.start() - 24) : word.start()]) or bool(_CALLS.match(text, word.end()))


def _codes(text: str) -> Iterator[str]:
    """The codes in a text, in capitals and without the signs between their parts."""
    for token in _TOKEN.findall(text):
        plain = re.sub(r"[-_/]", "", token).upper()
        digits = sum(map(str.isdecimal, plain))
        mixed = 0 < digits < len(plain) and (digits >= _DIGITS or _MIXED.search(plain) is not None)
        if len(plain) >= _CODE and mixed and not _MEASURE.fullmatch(token):
            yield plain
