"""Signs that nobody says, and those that have a word."""

import re
import unicodedata

import regex

from voice.speakable.vocabulary import vocabulary

# Pictures, with what belongs to them: colours of skin, joiners, flags, the box of a key.
_EMOJI = regex.compile(
    r"(?:[\p{Emoji_Presentation}\p{Extended_Pictographic}\p{Regional_Indicator}\U0001F3FB-\U0001F3FF]"
    r"[\uFE0E\uFE0F\u200D\u20E3\U000E0020-\U000E007F]*)+"
)
_BOXED = re.compile("[\ufe0e\ufe0f\u20e3]")
# Faces made of signs. None with a digit, which may be one, but the heart where it can be nothing else.
_FACE = re.compile(
    r"(?<!\S)(?:[:;=]['’]?-?[()\[\]DPpOo/\\|*]+|[()]-?[:;]|<3+(?=\s*(?:$|[!.,)])|(?<=\b[Ii] <3)\s))(?!\w)", re.MULTILINE
)
_CONTROL = regex.compile(
    r"[\p{Cc}\p{Cs}\p{Co}\p{Cn}--\n\t]|[\u200b\u2060\ufeff\u00ad\u202a-\u202e\u2066-\u2069]", regex.V1
)
# Letters and digits that are drawn otherwise: 𝗯𝗼𝗹𝗱, ｆｕｌｌ, ①.
_DRAWN = re.compile(r"[\U0001d400-\U0001d7ff\uff10-\uff19\uff21-\uff3a\uff41-\uff5a\u2460-\u24ff]")
_DIGIT = regex.compile(r"[\p{Nd}--[0-9]]", regex.V1)
_QUOTES = re.compile(r"[“”„‟«»‹›❝❞\"]|(?<!\w)['‘‚’](?=\w)|(?<=\w)['’](?!\w)|`+")
_ARROW = re.compile(r"\s*(?:->|=>|→|⇒|⟶|•|‣|·|\||¦)+\s*")
_DASH = re.compile(r"\s+[-–—]+\s+|\s*—\s*")
_REPEATED = re.compile(r"([!?…])\1+")
_DOTS = re.compile(r"\.{2,}|(?:\. ){2,}\.")
_AND = re.compile(r"(?<=\s)&(?=\s)")
_LEFT = re.compile(r"[*_~^#=]{2,}|(?<!\S)[*_~^\\]+(?!\S)")


def readable(text: str) -> str:
    """The text in common letters and digits, without what nobody sees."""
    text = unicodedata.normalize("NFC", _CONTROL.sub("", text))
    text = _DRAWN.sub(lambda sign: unicodedata.normalize("NFKC", sign[0]), text)
    return str(_DIGIT.sub(lambda sign: str(unicodedata.digit(sign[0], sign[0])), text))


def without_pictures(text: str) -> str:
    """The text without emoji and faces."""
    return _FACE.sub("", _BOXED.sub("", _EMOJI.sub(" ", text)))


def with_signs_said(text: str, language: str) -> str:
    """The text with words, or the pauses that they are, for the signs that are left."""
    both = vocabulary(language).both
    text = _AND.sub(both or "&", _QUOTES.sub("", text))
    text = _DASH.sub(", ", _ARROW.sub(", ", text))
    return _LEFT.sub(" ", _REPEATED.sub(r"\1", _DOTS.sub("…", text)))
