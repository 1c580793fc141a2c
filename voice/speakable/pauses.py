"""Where a speaker stops: at the ends of lines and paragraphs, which in a chat end sentences."""

import re

# A line as long as this that goes on in small letters was broken by a program, and by nobody who writes in a chat.
_WRAPPED = 50
_STOPS = ".!?…。！？।؟۔:;,、，；："
_CLOSING = ")]}"
_FULL = {"ja": "。", "zh": "。", "hi": "।"}
_SPACES = re.compile(r"[^\S\n]+")
_BEFORE_A_STOP = re.compile(r"\s+([.,!?;:…)\]])(?=\s|$)")
_EMPTY = re.compile(r"[(\[{]\s*[)\]}]")
# Of two stops, the one that stops longer; but a comma behind an abbreviation's point.
_DOUBLED = re.compile(r"\.([,;:])(?=\s)|([.!?…。！？।؟])\s*[,.;:](?=\s|$)|[,;:](?:\s*[,;:])+(?=\s|$)|[,;:]\s*([.!?…])")
_BEGINS_WITH_A_STOP = re.compile(r"^[\s.,;:!?…)\]]+(?!\d)")


def in_one_line(text: str, language: str) -> str:
    """The text without line breaks, with a full stop where a line ended without one."""
    said, length = "", 0
    for line in map(str.strip, _SPACES.sub(" ", _EMPTY.sub("", text)).split("\n")):
        clean = _BEGINS_WITH_A_STOP.sub("", _BEFORE_A_STOP.sub(r"\1", line))
        if clean:
            wrapped = length > _WRAPPED and clean[0].islower()
            said += f"{_stop(said, language) if said and not wrapped else ''} {clean}"
        length = len(line)
    return _DOUBLED.sub(lambda match: match[1] or match[2] or match[3] or match[0][0], said.strip())


def _stop(said: str, language: str) -> str:
    return "" if said.rstrip(_CLOSING)[-1:] in _STOPS else _FULL.get(language, ".")
