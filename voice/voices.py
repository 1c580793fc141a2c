"""The voices of a data folder: which there are, who agreed to each, and which one is used."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from twin.errors import ConsentError, DeskError, StoreError
from voice.consent import lacking
from voice.voices_file import NEUTRAL, Kept, Voice, VoicesFile, fits

__all__ = ["NEUTRAL", "Voice", "Voices"]

# What stands for no voice.
_NONE = "none"
_LONGEST_NAME = 40


class Voices:
    """The voices in ``voices.json`` of this folder. Everything blocks, and raises StoreError.

    Several processes may use it: every change is made to what stands in the file by then, as a whole.
    """

    def __init__(self, folder: Path) -> None:
        self._file = VoicesFile(folder)

    @property
    def stamp(self) -> tuple[int, int]:
        """Another value after every change, and cheap to ask for."""
        return self._file.stamp

    def all(self) -> list[Voice]:
        """All of them, the oldest first, those that were deleted too."""
        return list(self._file.read().voices)

    def named(self, name: str) -> Voice:
        """The voice of that name, in any case, that was not deleted. Raises DeskError if there is none."""
        return _named(self._file.read(), name)

    def usable(self, name: str) -> Voice:
        """The same, if it may be used; the voice of espeak-ng always may. Raises DeskError, ConsentError."""
        if name.casefold() == NEUTRAL:
            return Voice(NEUTRAL, NEUTRAL, "", None, datetime.now(UTC))
        voice = self.named(name)
        _usable(voice)
        return voice

    @property
    def used_name(self) -> str:
        """What the voice that is used is called, whether it may be or not; empty if none is."""
        return self._file.read().used

    def used(self) -> Voice | None:
        """The voice that is used, if one is. Raises ConsentError if nobody agreed to it."""
        kept = self._file.read()
        if not kept.used:
            return None
        try:
            voice = _named(kept, kept.used)
        except DeskError as error:
            raise ConsentError(f"the voice {kept.used} is not used any more: {error}") from error
        _usable(voice)
        return voice

    def free(self, name: str) -> None:
        """Raise DeskError if a new voice cannot have that name."""
        _nameable(name)
        _untaken(self._file.read(), name)

    def add(self, voice: Voice) -> Voice:
        """Keep this voice, in the place of what was kept of it before; what was deleted meanwhile stays deleted.

        Returns what is kept of it. Raises DeskError if another one has its name.
        """

        def added(kept: Kept) -> Kept:
            if not any(_same(one, voice) for one in kept.voices):
                _untaken(kept, voice.name)
                return replace(kept, voices=(*kept.voices, voice))
            return replace(kept, voices=tuple(_renewed(one, voice) for one in kept.voices))

        _nameable(voice.name)
        if not fits(voice):
            raise StoreError(f"the id of the voice {voice.name} is none that can be kept.")
        return next(one for one in self._file.change(added).voices if _same(one, voice))

    def use(self, name: str) -> Voice | None:
        """Use the voice of that name from now on; None: none. Raises DeskError, ConsentError."""
        if name.casefold() == _NONE:
            self._file.change(lambda kept: replace(kept, used=""))
            return None
        if name.casefold() == NEUTRAL:
            self._file.change(lambda kept: _neutral(kept, self.usable(NEUTRAL)))
            return self.named(NEUTRAL)

        def chosen(kept: Kept) -> Kept:
            voice = _named(kept, name)
            _usable(voice)
            return replace(kept, used=voice.name)

        self._file.change(chosen)
        return self.named(name)

    def delete(self, name: str, at: datetime) -> list[Voice]:
        """Use the voice of that name no more, for good, while its consent stays recorded.

        Returns what the provider may still have of that name. Raises DeskError if there is nothing of that name.
        """

        def deleted(kept: Kept) -> Kept:
            if not any(map(_open_to(name), kept.voices)):
                _named(kept, name)
            return replace(
                kept,
                used="" if _alike(kept.used, name) else kept.used,
                voices=tuple(_deleted(one, at) if _alike(one.name, name) else one for one in kept.voices),
            )

        if name.casefold() == NEUTRAL:
            raise DeskError("that is the voice of espeak-ng, which is nobody's: `twin voice use none` leaves it.")
        self._file.change(deleted)
        return list(filter(_open_to(name), self._file.read().voices))

    def remove(self, voice: Voice) -> None:
        """Keep nothing of this voice, which was never made."""
        self._file.change(lambda kept: replace(kept, voices=tuple(one for one in kept.voices if not _same(one, voice))))


def _alike(one: str, other: str) -> bool:
    return one.casefold() == other.casefold()


def _same(one: Voice, other: Voice) -> bool:
    """Whether both are records of one voice, at different times."""
    return (one.name, one.made_at) == (other.name, other.made_at)


def _renewed(before: Voice, voice: Voice) -> Voice:
    """What is kept from now on of a voice of which this was kept before."""
    if not _same(before, voice):
        return before
    return replace(voice, deleted_at=voice.deleted_at or before.deleted_at)


def _named(kept: Kept, name: str) -> Voice:
    living = [voice for voice in kept.voices if voice.deleted_at is None]
    for voice in living:
        if _alike(voice.name, name):
            return voice
    for voice in kept.voices:
        if _alike(voice.name, name) and voice.deleted_at:
            raise DeskError(f"{voice.name} was deleted on {voice.deleted_at:%Y-%m-%d}.")
    raise DeskError(f"no voice is called {name}; there {_listed(living)}: `twin voice clone` makes one.")


def _listed(voices: Sequence[Voice]) -> str:
    names = [voice.name for voice in voices if voice.clone]
    return f"are {', '.join([*names, NEUTRAL])}" if names else f"is only {NEUTRAL}"


def _usable(voice: Voice) -> None:
    if not voice.clone:
        return
    if fault := lacking(voice.consent):
        raise ConsentError(
            f"the voice {voice.name} is not used: {fault}. Delete it, and clone it anew: that asks for consent."
        )
    if not voice.id:
        raise ConsentError(
            f"the voice {voice.name} was asked for and never finished: `twin voice delete '{voice.name}'`, then clone "
            "it again."
        )


def _nameable(name: str) -> None:
    if not name.strip() or not name.isprintable() or len(name) > _LONGEST_NAME or name != name.strip():
        raise DeskError(f"a voice needs a name of up to {_LONGEST_NAME} characters, on one line: give --name.")
    if name.casefold() in (_NONE, NEUTRAL):
        raise DeskError(f"a voice cannot be called {name}, which stands for something else: give --name.")


def _untaken(kept: Kept, name: str) -> None:
    for voice in filter(_open_to(name), kept.voices):
        if voice.deleted_at is not None:
            raise DeskError(
                f"a voice called {voice.name} is not known to be deleted everywhere: `twin voice delete "
                f"'{voice.name}'` first, or give another --name."
            )
        raise DeskError(
            f"a voice is called {voice.name} already: `twin voice delete` it first, or give another --name."
        )


def _open_to(name: str) -> Callable[[Voice], bool]:
    """Whether a voice has that name, and may be at the provider."""
    return lambda voice: _alike(voice.name, name) and voice.clone and not voice.cleared


def _deleted(voice: Voice, at: datetime) -> Voice:
    return replace(voice, deleted_at=voice.deleted_at or at)


def _neutral(kept: Kept, neutral: Voice) -> Kept:
    """With the voice of espeak-ng as the one that is used."""
    there = any(voice.engine == NEUTRAL for voice in kept.voices)
    new = () if there else (neutral,)
    return replace(kept, used=NEUTRAL, voices=(*kept.voices, *new))
