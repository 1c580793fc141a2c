"""What one message shows of how it is written: its length, its first letter, its end, its pictures, its layout."""

import re
from typing import NamedTuple

import regex

from persona import manner

_DENSE = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]")
EMOJI = regex.compile(
    r"\p{Regional_Indicator}{2}|(?![©®™‼⁉↔-↪])\p{Extended_Pictographic}[\uFE0F\p{EMod}]{0,2}"
    r"(?:\u200d\p{Extended_Pictographic}[\uFE0F\p{EMod}]{0,2}){0,6}"
)
SMILEY = re.compile(r"(?<!\S)(?:[:;=]['’]?[-^o]?[()\[\]DPpOo/\\|*3]{1,3}|[xX]D+|<3|\^_?\^|-_-|\\o/)(?![\w/])")
_LINK = re.compile(r"\b(?:https?://|www\.)\S")
_CODE = re.compile(r"`[^`\n]{1,200}`|^```|^(?:    |\t)\S*[(){}=;]", re.MULTILINE)
_CLOSERS = " \t\n\"'”’»)]*_"
_STOPS = {**dict.fromkeys(".。।", "stop"), **dict.fromkeys("!！", "exclaims"), **dict.fromkeys("?？؟", "asks")}


class Traits(NamedTuple):
    """What one message shows.

    ``small`` is None where no capital could stand. ``end`` is "bare", "stop", "exclaims", "asks" or "other"; ``layout``
    holds those of "list", "bold", "heading", "link" and "code" that it has.
    """

    words: int
    small: bool | None
    end: str
    emoji: bool
    smiley: bool
    layout: frozenset[str]


def traits(text: str) -> Traits:
    """The traits of a message, which is not blank."""
    text = text.strip()
    return Traits(
        words=_count(text),
        small=_begins_small(text),
        end=_end(text),
        emoji=not text.isascii() and bool(EMOJI.search(text)),
        smiley=bool(SMILEY.search(text)),
        layout=_layout(text),
    )


def _count(text: str) -> int:
    """The words; two signs of a script without spaces count as one."""
    dense = 0 if text.isascii() else len(_DENSE.findall(text))
    return len(text.split()) + dense // 2


def _begins_small(text: str) -> bool | None:
    """Whether a small letter stands where a capital could; None if it begins with something else, as a link or path."""
    first = text.split(None, 1)[0]
    if not (first[0].islower() or first[0].isupper()) or not first.rstrip(".,!?:;…)").replace("'", "").isalpha():
        return None
    return first[0].islower()


def _end(text: str) -> str:
    if SMILEY.search(text[-4:]):
        return "bare"
    end = text.rstrip(_CLOSERS)[-1:]
    if text.endswith((*"…,;:-–",)) or text.rstrip(_CLOSERS).endswith(".."):
        return "other"
    return _STOPS.get(end, "bare")


def _layout(text: str) -> frozenset[str]:
    found = {name for name in ("list", "bold", "heading") if manner.has_shape(name, text)}
    if _LINK.search(text):
        found.add("link")
    if _CODE.search(text):
        found.add("code")
    return frozenset(found)
