"""``twin video say --batch``: a film for each person of a list; run again, it goes on where it ended."""

import asyncio
import hashlib
import json
import shutil
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from bot import film_rows, folder, settings, terminal
from bot.film_manifest import Entry, Manifest, Names, opened
from bot.film_rows import Fault, Row
from bot.films import Look, Studio
from persona.profile import Profile
from persona.sentences import SENTENCES
from twin.errors import DeskError, FilmError, SpeechError, TwinError
from voice.film import Still
from voice.languages import language_of

# A film that another version of this program made of the same is made again.
_VERSION = 1
# Films lie here until they are whole.
_MAKING = ".making"
# Troubles that no row is to blame for, and that the next one would meet too.
_FOR_ALL = frozenset({"key", "quota", "voice", "program", "disk"})
# Troubles that may pass; after so many rows in a row that met them, there is no use in going on.
_PASSING = frozenset({"network", "timeout", "busy"})
_MOST_UNSAID = 3


@dataclass(slots=True)
class _Done:
    """What came of a batch so far; ``unsaid`` is how many rows in a row the voice failed for, by now."""

    made: int = 0
    there: int = 0
    paid: int = 0
    unsaid: int = 0
    faults: list[Fault] = field(default_factory=list)
    stopped: bool = False


def batch(
    text: str, people: Path, out: Path, look: Look, *, language: str = "", words: Sequence[str] = (), name: str = "",
    force: bool = False,
) -> int:  # fmt: skip
    """Make them; ``words`` are as ``es=Hola {name}``. 0, or 1 if a film was not made."""
    chosen = settings.read()
    profile = folder.owner_of(chosen)
    rows, faults = film_rows.read(people, _words(text, language, words, profile), SENTENCES)
    if out.exists() and not out.is_dir():
        raise DeskError(f"{out} is no folder: with --batch, --out names the folder for the films.")
    studio = Studio(chosen, profile, name, look)
    with opened(out) as manifest:
        done = asyncio.run(_Batch(studio, manifest, out, force=force).made(rows))
    return _told(done, [*faults, *done.faults], len(rows), out, studio.price(done.paid))


def _words(text: str, language: str, words: Sequence[str], profile: Profile) -> dict[str, str]:
    """What is said in each language."""
    found: dict[str, str] = {}
    for given in words:
        tongue, equals, said = given.partition("=")
        if not equals or not said.strip():
            raise DeskError(f'--in takes a language and the words in it, as in es="Hola {{name}}", not {given[:40]!r}.')
        tongue = film_rows.language(tongue, SENTENCES)
        if tongue in found:
            raise DeskError(f"--in gives words in {tongue} twice.")
        found[tongue] = said
    if text.strip():
        own = film_rows.language(language, SENTENCES) if language else language_of(text, profile.languages)
        if own in found:
            raise DeskError(
                f"--in gives words in {own}, and so does TEXT: leave one out, or say with --lang what it is."
            )
        found[own] = text
    return found


class _Batch:
    """A batch in the making."""

    def __init__(self, studio: Studio, manifest: Manifest, out: Path, *, force: bool) -> None:
        self._studio = studio
        self._manifest = manifest
        self._out = out
        self._force = force
        self._done = _Done()
        self._names = Names()

    async def made(self, rows: Sequence[Row]) -> _Done:
        """Make all of them. Raises FilmError if none can be made of this portrait."""
        place = self._out / _MAKING
        # Only a run that was killed leaves something here: there is no other one now.
        await asyncio.to_thread(shutil.rmtree, place, ignore_errors=True)
        try:
            still = await self._studio.still(place / "still.png")
            facts = await asyncio.to_thread(self._studio.facts)
            await self._each(rows, still, facts)
        finally:
            await asyncio.to_thread(shutil.rmtree, place, ignore_errors=True)
        return self._done

    async def _each(self, rows: Sequence[Row], still: Still, facts: dict[str, object]) -> None:
        bar = terminal.Bar()
        bar.stage("films", len(rows))
        try:
            for row in rows:
                file = self._names.file(row.name, row.language)
                try:
                    await self._row(row, file, still, _made_of(row, facts))
                    self._done.unsaid = 0
                except TwinError as error:
                    self._failed(row, error)
                if self._done.stopped:
                    return
                bar.step(1)
        finally:
            bar.close()

    def _failed(self, row: Row, error: TwinError) -> None:
        self._done.faults.append(Fault(row.line, str(error)))
        kind = error.kind if isinstance(error, SpeechError) else ""
        self._done.unsaid += kind in _PASSING
        self._done.stopped = kind in _FOR_ALL or self._done.unsaid >= _MOST_UNSAID

    async def _row(self, row: Row, file: str, still: Still, made_of: str) -> None:
        if await asyncio.to_thread(self._manifest.has, file, made_of):
            self._done.there += 1
            return
        if not self._force and not self._manifest.owns(file):
            raise FilmError(f"{file} is there already, and of no batch made here: --force replaces it.")
        part = still.path.with_name(file)
        made = await self._studio.make(row.text, row.language, still, part)
        await asyncio.to_thread(self._manifest.keep, part, Entry(file, row.name, row.language, made_of))
        self._done.made += 1
        self._done.paid += made.paid


def _made_of(row: Row, facts: dict[str, object]) -> str:
    """A digest of all that the film for this row depends on."""
    everything = {**facts, "version": _VERSION, "text": row.text, "language": row.language}
    return hashlib.sha256(json.dumps(everything, sort_keys=True).encode()).hexdigest()


def _told(done: _Done, faults: Sequence[Fault], rows: int, out: Path, price: str) -> int:
    for fault in sorted(faults, key=lambda fault: fault.line):
        terminal.say(f"line {fault.line}: {fault.sentence}")
    made = f"{terminal.counted(done.made, 'film')} made in {out}, {done.there} there already"
    terminal.show(f"{made}, {len(faults)} failed; it took {price}.")
    if done.stopped:
        left = rows - done.made - done.there - len(done.faults)
        terminal.say(f"{left} more were not begun, since they would fail too: run this again when that is mended.")
    return 1 if faults else 0
