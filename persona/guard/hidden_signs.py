"""Signs that no screen shows, where no script and no emoji needs them."""

import re

_ALWAYS = re.compile(
    "[\u00ad\u180e\u200b\u2060-\u2064\u206a-\u206f\ufeff\u115f\u1160\u3164\uffa0\u2800\ufff9-\ufffb]"
    "|[\u202a-\u202e\u2066-\u2069]|[\U000e0000-\U000e001f\U000e0080-\U000e0fff]|[\ufe00-\ufe0f]{2,}"
)
# A flag made of tags: a black flag, its region, the end; any other tag is hidden.
_FLAG = re.compile("\U0001f3f4[\U000e0061-\U000e007a\U000e0030-\U000e0039]{3,6}\U000e007f")
_TAG = re.compile("[\U000e0020-\U000e007f]")
_JOINER = re.compile("[\u200c\u200d]")
_NEEDS_JOINERS = re.compile("[\u0600-\u08ff\u0900-\u0dff\u0f00-\u109f\u1780-\u18af\ufb50-\ufdff\ufe70-\ufefc]")
_EMOJI = re.compile("[\u00a9\u00ae\u203c-\u3299\ufe0f\U0001f000-\U0001faff]")
_DIRECTION = re.compile("[\u200e\u200f\u061c]")
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")


def hides_signs(text: str) -> bool:
    """Whether there are signs in it that only a program reads."""
    if _ALWAYS.search(text) or _TAG.search(_FLAG.sub("", text)):
        return True
    if _DIRECTION.search(text) and not _RIGHT_TO_LEFT.search(text):
        return True
    return any(not _joins(text, found.start()) for found in _JOINER.finditer(text))


def _joins(text: str, at: int) -> bool:
    """Whether the joiner here stands in a word that needs it, or between two parts of an emoji."""
    before, after = text[max(at - 1, 0) : at], text[at + 1 : at + 2]
    if _NEEDS_JOINERS.match(before):
        return True
    return text[at] == "\u200d" and bool(_EMOJI.match(before) and _EMOJI.match(after))
