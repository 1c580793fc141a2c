"""Whether a line only says that it was read: "ok", "thanks", "lol", "+1", a smiley."""

import re

# Longer lines say something, whatever their words are.
_WORDS = 4
_LONGEST = 80

_WORD = re.compile(r"\w+(?:['’]\w+)?")
_SIGN = re.compile(
    r"[\U0001f300-\U0001faff\u2600-\u27bf\u2b50\u2764]|[:;=8][-o']?[()dp/|*3]|<3|\^\^|xd\b|\+1|:\w+:", re.IGNORECASE
)
_LAUGHS = re.compile(
    r"(?:a?(?:ha|he|hi|ja|je|xa)+h?|lo+l(?:o?l)*|rofl|lmf?ao+|k{3,}|(?:rs)+|mdr+|ptdr|xd+|h[ah]+|jaja\w*)"
)
# Letters that are drawn out: "okaaay", "yesss".
_DRAWN = re.compile(r"(\w)\1{2,}")

_NODS = frozenset(
    (
        # English
        "ok okay okey kk k yes yeah yea yep yup ya no nope nah sure right exactly agreed agree true done fine indeed "
        "correct absolutely definitely great good nice cool awesome perfect excellent thanks thank you thx ty cheers "
        "np problem welcome yw sorry oops hi hello hey bye got it that's so oh ah hm hmm mhm alright certainly same "
        "wow sounds makes sense i see too very much well lol gotcha will do me either works for "
        # German
        "ja jo jep jup nein nee genau stimmt klar richtig gut gerne gern passt alles super danke dir euch bitte okee "
        "hallo tschüss achso ach aha schön prima toll einverstanden "
        # French
        "oui ouais non d'accord dac exact exactement voilà parfait merci beaucoup salut génial ça marche bien sûr ouf "
        # Spanish
        "sí si vale claro exacto perfecto bueno gracias genial muchas hola de nada ya dale listo "
        # Portuguese
        "sim não claro certo exato beleza isso tá valeu obrigado obrigada legal blz show "
        # Italian
        "sì certo esatto giusto perfetto va bene grazie mille ciao prego bello "
        # Dutch
        "oké goed precies klopt zeker bedankt dank je wel leuk mooi top hoi doei "
        # Polish, Turkish, Russian, Ukrainian, Indonesian
        "tak nie dobrze dzięki spoko jasne tamam evet hayır teşekkürler sağol да нет ок хорошо спасибо ага ладно "
        "понятно так ні добре дякую ya tidak oke makasih terima kasih sip "
        # Japanese, Chinese, Korean
        "はい うん ありがとう 了解 好的 好 谢谢 是的 네 응 감사합니다 ㅇㅋ"
    ).split()
)


def acknowledges(text: str) -> bool:
    """Whether the whole text is nods, thanks, laughter, signs and greetings, in up to four words."""
    if len(text) > _LONGEST:
        return False
    words = [_DRAWN.sub(r"\1", word) for word in _WORD.findall(_SIGN.sub(" ", text.lower().replace("’", "'")))]
    if not words:
        return _SIGN.search(text) is not None
    return len(words) <= _WORDS and all(word in _NODS or _LAUGHS.fullmatch(word) for word in words)
