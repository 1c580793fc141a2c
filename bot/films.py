"""``twin video``: a portrait that speaks."""

import asyncio
import tempfile
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from bot import compose, film_rows, folder, settings, terminal
from bot.film_manifest import digest
from persona.profile import Profile
from persona.sentences import SENTENCES
from twin.errors import DeskError
from voice import film
from voice.announcing import neutral
from voice.film import LONGEST_TEXT, Made, Still, Words
from voice.languages import language_of
from voice.marks import tags
from voice.speaker import NoteSpeaker
from voice.voices import Voice

_ENDING = ".mp4"


@dataclass(frozen=True, slots=True)
class Look:
    """How films look: of which portrait, in which shape, in which font before all others, if any."""

    portrait: Path
    shape: str
    font: Path | None = None


class Studio:
    """What makes films of one portrait in one voice."""

    def __init__(self, chosen: settings.Settings, profile: Profile, name: str, look: Look) -> None:
        """In the voice of that name, or the one that is used. Raises DeskError, ConsentError, SettingsError."""
        voices = compose.voices(chosen)
        voice = voices.usable(name) if name else voices.used()
        # What is said first is a piece of its own, with captions; no sentence of a film begins with it.
        silent = replace(profile.voice, announce="", longest=LONGEST_TEXT)
        speaker = compose.speaker(chosen, replace(profile, voice=silent), voice) if voice else None
        if voice is None or speaker is None:
            raise DeskError(
                "no voice is used: `twin voice use espeak`, `twin voice clone` for yours, or --voice for this once."
            )
        self._profile = profile
        self._look = look
        self._voice: Voice = voice
        self._speaker: NoteSpeaker = speaker

    async def still(self, to: Path) -> Still:
        """The portrait made ready. Raises FilmError."""
        return await film.still(self._look.portrait, self._look.shape, to)

    async def make(self, text: str, language: str, still: Still, to: Path) -> Made:
        """One film. Raises FilmError, SpeechError, SoundError."""
        return await film.film(
            text,
            language,
            still,
            to,
            say=self._speaker.say_in,
            tags=tags(compose.mark(self._voice, self._profile.name, datetime.now(UTC))),
            opening=self._opening(language),
            font=self._look.font,
        )

    def facts(self) -> dict[str, object]:
        """All that its films depend on, beside what is said. Blocks. Raises FilmError."""
        said = self._profile.voice
        return {
            "portrait": digest(self._look.portrait),
            "shape": self._look.shape,
            "font": digest(self._look.font) if self._look.font else "",
            "voice": [self._voice.name, self._speaker.name],
            "owner": self._profile.name,
            "announce": said.announce,
            "pronounce": sorted(said.pronounce.items()),
        }

    def price(self, characters: int) -> str:
        """What that many characters took, in words: only clones are somebody's who charges for them."""
        if not self._voice.clone or not characters:
            return "nothing of any account"
        return f"{terminal.counted(characters, 'character')} of the account"

    def _opening(self, language: str) -> Words | None:
        """What is said first, as before every voice message: where the owner wants it."""
        said = self._profile.voice.announce
        if said and not self._voice.clone:
            return Words(*neutral(language))
        return Words(said, language_of(said, self._profile.languages)) if said else None


def say(text: str, out: Path, look: Look, *, language: str = "", name: str = "", force: bool = False) -> None:
    """``twin video say``: one film."""
    chosen = settings.read()
    profile = folder.owner_of(chosen)
    if out.suffix.casefold() != _ENDING:
        raise DeskError(f"what is written is MP4: let the file's name end in .mp4, not {out.suffix or 'nothing'}.")
    if out.exists() and not force:
        raise DeskError(f"{out} exists already: --force replaces it.")
    spoken = film_rows.language(language, SENTENCES) if language else language_of(text, profile.languages)
    studio = Studio(chosen, profile, name, look)
    made = asyncio.run(_made(studio, text, spoken, out))
    terminal.show(
        f"Written: {out}, {made.film.seconds:.1f} seconds, {made.film.width}×{made.film.height}, marked as synthetic; "
        f"it took {studio.price(made.paid)}."
    )


async def _made(studio: Studio, text: str, language: str, out: Path) -> Made:
    with tempfile.TemporaryDirectory(prefix="twin-", ignore_cleanup_errors=True) as place:
        still = await studio.still(Path(place, "still.png"))
        return await studio.make(text, language, still, out)
