"""What may be noted of what people said about themselves: nothing that orders, links, is secret or is about others."""

import re

# The longest note, in characters.
LONGEST = 200

_LINK = re.compile(
    r"https?:|www\.|://|\b[\w-]{1,63}\.(?:com|net|org|io|ru|xyz|info|me|app|dev)\b|[\w.+-]{1,64}@\w", re.IGNORECASE
)
# Numbers by which something is opened, paid or called; dates and years have fewer digits in a row.
_NUMBER = re.compile(r"\d(?:[ ./()-]?\d){5,}")
_DATE = re.compile(r"\b(?:\d{1,2}[./-]\d{1,2}[./-](?:\d{4}|\d{2})|\d{4}-\d{2}-\d{2})\b")
_SECRET = re.compile(
    r"\b(?:pass(?:word|code|phrase|wort|wörter)s?|pwd|pin|puk|cvv|cvc|iban|otp|2fa|ssn|api[ -]key|kennwort|"
    r"geheimzahl|geheimnis|geheim|mots? de passe|code secret|secrets?|contraseñas?|clave|secretos?|senhas?|segredos?|"
    r"segret[oi]|wachtwoord(?:en)?|pincode|credit cards?|kreditkarten?\w*|bankkarten?\w*|cartes? bancaires?|"
    r"tarjetas? de cr[eé]dito|carta di credito|cart(?:ão|ões) de crédito|creditcards?|seed phrase|private key|"
    r"social security)\b",
    re.IGNORECASE,
)
# Words with which machines are ordered about; few need them to tell who they are.
_ORDER = re.compile(
    r"\b(?:ignore|disregard|override|pretend|obey|jailbreak\w*|system prompts?|instructions?|developer mode|"
    r"from now on|must|ignorier\w*|vergiss|anweisung\w*|gehorch\w*|ab jetzt|ab sofort|musst|müssen|"
    r"ignore[zrs]?|oublie[zr]?|consignes?|dorénavant|désormais|devez|olvida\w*|instrucci\w+|debes?|a partir de ahora|"
    r"ignora\w*|esque[cç]a\w*|instru[cç][õã]\w+|deves?|a partir de agora|dimentica\w*|istruzion\w*|devi|deve|"
    r"d[’']ora in poi|negeer\w*|vergeet|instructies?|voortaan|moet)\b",
    re.IGNORECASE,
)
# Whoever is spoken to, the owner or the twin: nobody says what is so of them. These words mean nothing else anywhere.
_YOU = (
    "you your yours yourself dich dein deine deinen deinem deiner deines euch vous votre vos toi usted ustedes "
    "contigo vosotros vosotras vuestro vuestra você vocês tuo tuoi vostro vostra vostri vostre jij jou jouw jullie"
)
_YOU_IN = {
    "de": "du dir",
    "fr": "tu te ton ta tes",
    "es": "tu tú te ti tus",
    "pt": "tu te ti teu tua teus tuas",
    "it": "tu te ti tua tue voi",
    "nl": "je u uw",
}
_YOU_WORDS = {code: frozenset(f"{_YOU} {more}".split()) for code, more in {"": "", **_YOU_IN}.items()}
_WORD = re.compile(r"[^\W\d_]+")
_SIGNS = re.compile(r"[\x00-\x1f\x7f<>{}\[\]|`\\]")


def noteworthy(text: str, language: str = "") -> bool:
    """Whether this may be remembered of who said it; the language, if it is known, tells whom some words mean."""
    return keepable(text) and not _ORDER.search(text) and not speaks_to_somebody(text, language)


def keepable(text: str) -> bool:
    """Whether this is short and plain enough to be noted, whoever says it to whom: without links, numbers, secrets."""
    if not 3 <= len(text) <= LONGEST or _SIGNS.search(text) or _LINK.search(text) or _SECRET.search(text):
        return False
    return not _NUMBER.search(_DATE.sub("", text))


def speaks_to_somebody(text: str, language: str = "") -> bool:
    """Whether the text says something of whom it is written to."""
    words = _YOU_WORDS.get(language, _YOU_WORDS[""])
    return any(word in words for word in _WORD.findall(text.casefold()))
