"""Subtitles as SRT and VTT: what is said in a film, without its times.

Read by ourselves: pysubs2 keeps entities and the words' times of rolling captions in the text, takes a cue whose time
is broken for a part of the one before, and tells neither where that was nor who speaks.
"""

import html as entities
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from memory.importers import chatlike, html, reading
from memory.importers.records import Problem, Record
from twin.errors import SourceError

KIND = "subtitles"
CHATS = False

_ARROW = "-->"
_MOMENT = r"(?:(\d{1,4}):)?(\d{1,2}):(\d{1,2})(?:[.,](\d{1,3}))?"
_CUE = re.compile(rf"\s*{_MOMENT}\s*-->\s*{_MOMENT}(?:\s.*)?\Z")
_FIRST = re.compile(rf"\ufeff?\s*(?:\d+\s*\n)?[ \t]*{_MOMENT}[ \t]*-->[ \t]*\d")
_VTT = re.compile(r"\ufeff?WEBVTT(?:[ \t\n]|\Z)")
# Blocks of VTT that are no cues.
_ASIDES = ("NOTE", "STYLE", "REGION", "WEBVTT", "X-TIMESTAMP-MAP")
_VOICE = re.compile(r"<v(?:\.[^\s<>]{0,100})?[ \t]([^<>]{1,100})>")
_TAG = re.compile(r"<[^<>]{0,200}>|\{\\[^{}]{0,200}\}")
# What is heard but not said: [music], (applause), ♪ songs ♪ are by others.
_NOISE = re.compile(r"\[[^\[\]]{0,60}\]|\((?:music|applause|laughter|laughs|sighs|musik|applaus|gelächter|lachen|rires"
                    r"|musique|risas|música|aplausos|risos|risate|musica|muziek|gelach)\)|♪[^♪\n]{0,200}♪?|>>+",
                    re.IGNORECASE)  # fmt: skip
_DASH = re.compile(r"[-–—]\s*(?=\S)")
_ENDS = (".", "!", "?", "…", "。", "！", "？", '."', ".”", "?”", "!”", ".«")
# A silence of so many seconds ends a paragraph, and so many characters do at the next sentence's end, or anyhow.
_PAUSE = 4.0
_LONG, _LONGEST = 400, 900


@dataclass(frozen=True, slots=True)
class _Cue:
    """What is shown from ``begins`` to ``ends`` (seconds); ``speaker`` is empty where nobody is named."""

    begins: float
    ends: float
    speaker: str
    lines: tuple[str, ...]


def recognises(path: Path, head: bytes) -> bool:
    """By the line that VTT begins with, or the time of SRT's first cue."""
    text = reading.head_text(head)
    if text is None:
        return False
    text = reading.plain(text)
    return _VTT.match(text) is not None or _FIRST.match(text) is not None


def read(path: Path) -> Iterator[Record]:
    """What is said, as one document, after the cues that could not be read."""
    cues: list[_Cue] = []
    for found in _cues(path, reading.document(path).split("\n")):
        if isinstance(found, Problem):
            yield found
        else:
            cues.append(found)
    text = "\n\n".join(_paragraphs(_once(cues)))
    if not text:
        raise SourceError(f"{path} holds no word that is said: leave it out.")
    chatlike.refuse_text(path, text)
    yield html.document(path, "", "", None, text)


def _cues(path: Path, lines: Sequence[str]) -> Iterator[_Cue | Problem]:
    """The cues; each begins with a line of two times and ends before the next, since texts hold blank lines too."""
    starts = [number for number, line in enumerate(lines) if _ARROW in line]
    for start, following in zip(starts, [*starts[1:], len(lines)][: len(starts)], strict=True):
        match = _CUE.match(lines[start])
        if match is None:
            yield Problem(path, f"line {start + 1}", "its times are not understood: this cue is left out.")
            continue
        body = _text_lines(lines[start + 1 : following], last=following == len(lines))
        spoken = [_VOICE.search(line) for line in body]
        speaker = next((" ".join(match.group(1).split()) for match in spoken if match), "")
        cleaned = tuple(filter(None, map(_cleaned, body)))
        yield _Cue(_seconds(match.groups()[:4]), _seconds(match.groups()[4:]), speaker, cleaned)


def _text_lines(lines: Sequence[str], *, last: bool) -> list[str]:
    """A cue's own lines, without the next one's number or name and the notes between them."""
    kept: list[str] = []
    for blank, group in groupby(lines, key=lambda line: not line.strip()):
        if not blank:
            part = list(group)
            if kept and part[0].startswith(_ASIDES):
                continue
            kept += [*part, ""]
    kept = kept[:-1]
    # What stands right before the next times, below a blank line, is that cue's number or name.
    if not last and kept and (lines[-1:] and lines[-1].strip()) and (kept[-1].isdigit() or kept[-2:-1] == [""]):
        kept.pop()
    return [line for line in kept if line]


def _seconds(parts: Sequence[str | None]) -> float:
    hours, minutes, seconds, fraction = parts
    return int(hours or 0) * 3600 + int(minutes or 0) * 60 + int(seconds or 0) + float(f"0.{fraction or 0}")


def _cleaned(line: str) -> str:
    """The line's words, without marks of how they look or sound."""
    return " ".join(_NOISE.sub(" ", entities.unescape(_TAG.sub("", line))).split())


def _once(cues: Sequence[_Cue]) -> Iterator[_Cue]:
    """The cues without what the one before showed already: rolling captions repeat each line once or twice."""
    shown: tuple[str, ...] = ()
    for cue in cues:
        again = next((size for size in range(len(shown), 0, -1) if cue.lines[:size] == shown[-size:]), 0)
        lines = cue.lines[again:]
        shown = cue.lines or shown
        if lines:
            yield _Cue(cue.begins, cue.ends, cue.speaker, lines)


def _paragraphs(cues: Iterator[_Cue]) -> Iterator[str]:
    text, speaker, ended = "", "", 0.0
    for cue in cues:
        changed = bool(cue.speaker) and cue.speaker != speaker
        if text and (changed or cue.begins - ended > _PAUSE or _is_enough(text)):
            yield text
            text = ""
        if not text and cue.speaker and changed:
            text = f"{cue.speaker}:"
        speaker = cue.speaker or speaker
        for line in cue.lines:
            dash = _DASH.match(line)
            text = f"{text}\n– {line[dash.end() :]}" if dash else f"{text} {line}"
        text = text.strip()
        ended = max(ended, cue.ends)
    if text:
        yield text


def _is_enough(text: str) -> bool:
    return len(text) >= (_LONG if text.endswith(_ENDS) else _LONGEST)
