"""Says what was written aloud: once paid for, then from the cache, and marked for what it is."""

import asyncio
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from weakref import WeakValueDictionary

from twin.errors import SoundError, SpeechError
from twin.seams import Synthesizer
from twin.voice import Spoken, VoiceNote
from voice.announcing import neutral
from voice.asking import asked
from voice.cache import Cache, key_of, written
from voice.joining import RATE, joined
from voice.languages import language_of
from voice.marks import Mark, facts, tags
from voice.sound import LONGEST, Limits, to_voice_note
from voice.speakable import pieces, speakable

# Engines take a few thousand characters at once, and keep one tone of voice for less.
_PIECE = 2_500
# Nobody speaks so many letters a second: a sound that would have them lacks something.
_FASTEST = 60.0
# What was joined is larger than what engines send, and no longer than other sound may be.
_OURS = Limits(size=round(LONGEST * RATE * 2) + 1_000_000)
# What is made of the same text may be made otherwise by a later version of this file.
_VERSION = "1"


@dataclass(frozen=True, slots=True)
class _Words:
    """What an engine gets to say, and its language."""

    text: str
    language: str


@dataclass(frozen=True, slots=True)
class _Saying:
    """A text on its way to being said: as it was written, as an engine gets it, and what is said before it, if any."""

    written: str
    words: _Words
    announcement: _Words | None
    mark: Mark
    key: str


class NoteSpeaker:
    """A Speaker: a text becomes a voice message of one voice."""

    def __init__(
        self, synthesizer: Synthesizer, cache: Cache, *, mark: Callable[[datetime], Mark], likely: Sequence[str],
        pronounce: Mapping[str, str], longest: int, announce: str = "", patience: float = 300.0,
    ) -> None:  # fmt: skip
        """``mark`` makes the mark of a note of this moment; ``likely`` are the owner's languages, the main one first.

        ``longest`` counts the characters of a text as it is written. ``announce`` is said before each, in a voice that
        is nobody's another sentence. An engine has ``patience`` seconds for a piece, whatever it allows itself.
        """
        self._synthesizer = synthesizer
        self._cache = cache
        self._mark = mark
        self._likely = likely
        self._pronounce = pronounce
        self._longest = longest
        self._patience = patience
        self._announce = announce
        # Said before every note, and paid for once: as the engine sent them.
        self._announcements: dict[_Words, bytes] = {}
        self._forgotten = 0
        # One for each note in the making: whoever asks for the same one waits for it.
        self._making: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    @property
    def name(self) -> str:
        """The engine, the voice and the model."""
        return self._synthesizer.name

    def price(self, text: str) -> int:
        """How many characters the engine would be asked for; 0 if it would not be, for whatever reason. Blocks."""
        try:
            saying = self._saying(text, self._language(text))
        except SpeechError:
            return 0
        if self._cache.holds(saying.key):
            return 0
        return sum(len(words.text) for words in self._order(saying) if words not in self._announcements)

    async def say(self, text: str, to: Path) -> Spoken:
        """Say it into a new file ``to``, in the language that it is in.

        Raises SpeechError: "length", "nothing", "sound" if what the engine sent is none, "disk", or what it raises.
        """
        return await self.say_in(text, await asyncio.to_thread(self._language, text), to)

    async def say_in(self, text: str, language: str, to: Path) -> Spoken:
        """Say it in this language (ISO 639-1); else like ``say``."""
        saying = await asyncio.to_thread(self._saying, text, language)
        async with self._making.setdefault(saying.key, asyncio.Lock()):
            try:
                note = await asyncio.to_thread(self._cache.take, saying.key, text, to)
                return Spoken(note, 0) if note else await self._made(saying, to)
            except OSError as error:
                reason = error.strerror or type(error).__name__
                raise SpeechError(f"The sound cannot be written to the disk: {reason}.", "disk") from error

    def forget(self, texts: Collection[str]) -> None:
        """Keep nothing of these texts, in whatever language and voice they were said. Blocks. Raises OSError."""
        self._forgotten += 1
        self._cache.forget(texts)

    def _language(self, text: str) -> str:
        self._check_length(text)
        return language_of(text, self._likely)

    def _check_length(self, text: str) -> None:
        if len(text) > self._longest:
            sentence = f"The text has {len(text)} characters; no more than {self._longest} are said aloud."
            raise SpeechError(sentence, "length")

    def _saying(self, text: str, language: str) -> _Saying:
        self._check_length(text)
        words = _Words(speakable(text, language, self._pronounce), language)
        if not any(map(str.isalnum, words.text)):
            raise SpeechError("Nothing in the text can be said aloud.", "nothing")
        first = self._first(language)
        mark = self._mark(datetime.now(UTC))
        said = (words.text, words.language, first.text, first.language)
        key = key_of((_VERSION, self._synthesizer.name, *said, *facts(mark)))
        return _Saying(text, words, first if first.text else None, mark, key)

    def _first(self, language: str) -> _Words:
        """What is said before a text in this language; empty if nothing is."""
        if not self._announce or self._synthesizer.clone:
            language = language_of(self._announce, self._likely)
            return _Words(speakable(self._announce, language, self._pronounce), language)
        return _Words(*neutral(language))

    def _order(self, saying: _Saying) -> list[_Words]:
        """All that is said, one after the other, each no more than an engine takes at once."""
        said = [_Words(piece, saying.words.language) for piece in pieces(saying.words.text, _PIECE)]
        return [saying.announcement, *said] if saying.announcement else said

    async def _made(self, saying: _Saying, to: Path) -> Spoken:
        forgotten = self._forgotten
        with self._cache.workplace() as place:
            parts, paid = await self._parts(saying, place)
            made = await self._note(saying, parts)
            if saying.announcement:
                self._announcements[saying.announcement] = await asyncio.to_thread(parts[0].read_bytes)
            await asyncio.to_thread(self._cache.keep, saying.key, saying.written, made)
            # It may have been asked while this was made.
            if self._forgotten != forgotten:
                await asyncio.to_thread(self._cache.forget, [saying.written])
            await asyncio.to_thread(lambda: written(to, made.path.read_bytes()))
        return Spoken(VoiceNote(to, made.seconds, made.waveform), paid)

    async def _parts(self, saying: _Saying, place: Path) -> tuple[list[Path], int]:
        """Each part as the engine sent it, and for how many characters it was asked."""
        parts: list[Path] = []
        paid = 0
        for number, words in enumerate(self._order(saying)):
            parts.append(place / f"part{number + 1}")
            if known := self._announcements.get(words):
                await asyncio.to_thread(written, parts[-1], known)
            else:
                await asked(self._synthesizer, words.text, words.language, parts[-1], patience=self._patience)
                paid += len(words.text)
        return parts, paid

    async def _note(self, saying: _Saying, parts: Sequence[Path]) -> VoiceNote:
        source = parts[0]
        try:
            if len(parts) > 1:
                source = source.with_name("joined.wav")
                await joined(parts, source)
            note = await to_voice_note(source, source.with_name("note.ogg"), tags(saying.mark), _OURS)
        except SoundError as error:
            raise SpeechError(f"What {self.name} sent cannot be used: {error}", "sound") from error
        _check(note, saying.words.text, self.name)
        return note


def _check(note: VoiceNote, plain: str, engine: str) -> None:
    """Raises SpeechError if the note cannot be the text: nothing is heard, or not for long enough."""
    letters = sum(map(str.isalnum, plain))
    if not any(note.waveform) or note.seconds * _FASTEST < letters:
        raise SpeechError(f"{engine} sent silence, or a part of the text alone: try again later.", "sound")
