"""Recordings of the owner speaking: what is said in them is a document."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Protocol

from memory.importers import html, reading
from memory.importers.records import Record
from twin.errors import ListeningError, SettingsError, SoundError, SourceError, Unrecognised

KIND = "recording"

# A paragraph ends with the first sentence behind so many characters, and in any case before so many.
_PARAGRAPH, _LONGEST = 400, 900
_SENTENCE = re.compile(r"(?<=[.!?…])\s+|(?<=[。！？])")
# Stands behind a word that may have been another (``twin.voice.Transcript``): the owner knows what they said.
_UNSURE = " (?)"
_NOBODY = "is a recording: set TWIN_LISTEN to elevenlabs or whisper, and what is said in it is learned."


class Unheard(Unrecognised):
    """A recording which there is nobody to listen to."""


@dataclass(frozen=True, slots=True)
class Listening:
    """What knows recordings, and understands them.

    ``recognises`` tells a recording by its first 4 kB. ``transcript`` is what is said in one, and raises SoundError,
    ListeningError and SettingsError; None: nobody listens.
    """

    recognises: Callable[[bytes], bool]
    transcript: Callable[[Path], str] | None = None


class Known(Protocol):
    """What was learned from recordings before."""

    def text(self, path: Path) -> str | None:
        """What is said in one, empty if nobody speaks; None if it is not known."""
        ...

    def note(self, path: Path, digests: Sequence[bytes]) -> None:
        """One was learned as these passages; none: nobody speaks in it."""
        ...


class Recordings:
    """The importer of recordings."""

    KIND = KIND
    CHATS = False

    def __init__(self, listening: Listening, known: Known) -> None:
        self._listening = listening
        self._known = known

    def recognises(self, path: Path, head: bytes) -> bool:
        """By its content, whatever it is called; a text is none, however it begins."""
        return self._listening.recognises(head[:4096]) and reading.head_text(head) is None

    def read(self, path: Path) -> Iterator[Record]:
        """What is said, as one document of the day on which the file was last changed."""
        text = self._known.text(path)
        if text is None:
            text = self._understood(path)
        if not text:
            raise SourceError("nobody is heard speaking in it: leave it out.")
        with reading.opened(path):
            changed = datetime.fromtimestamp(path.stat().st_mtime).astimezone()
        named = html.document(path, "", "", None, text)
        yield html.document(path, named.title, "", named.written_at or changed, text)

    def _understood(self, path: Path) -> str:
        if self._listening.transcript is None:
            raise Unheard(f"{path} {_NOBODY}")
        try:
            said = self._listening.transcript(path)
        except (SoundError, ListeningError, SettingsError) as error:
            raise SourceError(str(error)) from error
        text = "\n\n".join(_paragraphs(said.replace(_UNSURE, "")))
        if not text:
            self._known.note(path, ())
        return text


def _paragraphs(text: str) -> Iterator[str]:
    """The sentences of a text, a few together."""
    waiting = ""
    for sentence in _SENTENCE.split(text):
        for part in _parts(sentence.strip()):
            if waiting and len(waiting) + len(part) >= _LONGEST:
                yield waiting
                waiting = ""
            waiting = f"{waiting} {part}" if waiting else part
            if len(waiting) >= _PARAGRAPH:
                yield waiting
                waiting = ""
    if waiting:
        yield waiting


def _parts(sentence: str) -> Iterator[str]:
    """A sentence, or where nobody made any, as many words as a paragraph has."""
    while len(sentence) > _LONGEST:
        end = sentence.rfind(" ", 0, _LONGEST)
        end = end if end > 0 else _LONGEST
        yield sentence[:end]
        sentence = sentence[end:].lstrip()
    if sentence:
        yield sentence
