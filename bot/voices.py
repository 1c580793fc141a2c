"""``twin voice``: which voices there are, which one speaks, what it sounds like, and how one is got rid of."""

import asyncio
import tempfile
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from bot import compose, folder, lock, settings, terminal
from bot.settings import Settings
from persona.sentences import SENTENCES
from twin.errors import DeskError, SpeechError
from twin.records import translated
from voice.consent import Consent, lacking
from voice.provider import Listed, Provider
from voice.voices import NEUTRAL, Voice

_ENDINGS = (".ogg", ".oga", ".opus")


def listed() -> None:
    """``twin voice list``."""
    chosen = settings.read()
    voices = compose.voices(chosen)
    kept, used = voices.all(), voices.used_name
    rows = [["NAME", "USED", "ENGINE", "CONSENT", "STATE"]]
    rows += [_row(voice, used) for voice in kept if voice.clone]
    rows.append([NEUTRAL, _mark(used == NEUTRAL), "espeak-ng", "not needed: nobody's voice", "-"])
    terminal.table(rows)
    if not used:
        terminal.show("No voice is used, so the twin only writes: `twin voice use NAME`.")
    if provider := compose.elevenlabs(chosen):
        _elsewhere(provider, kept)


def _row(voice: Voice, used: str) -> list[str]:
    used_now = voice.name == used and voice.deleted_at is None
    return [voice.name, _mark(used_now), "ElevenLabs", _agreed(voice.consent), _state(voice)]


def _agreed(consent: Consent | None) -> str:
    if consent is None or lacking(consent):
        return "NONE"
    if not consent.recording:
        return f"{consent.told}, signed"
    return f"{consent.told}, recorded, {'checked' if consent.heard_by else 'not checked'}"


def _mark(used: bool) -> str:
    return "yes" if used else ""


def _state(voice: Voice) -> str:
    if voice.deleted_at and voice.cleared:
        return f"deleted {terminal.day(voice.deleted_at)}"
    if voice.deleted_at:
        return f"deleted here {terminal.day(voice.deleted_at)}, maybe not there: `twin voice delete` it again"
    if not voice.id:
        return "asked for, never finished: `twin voice delete` it"
    return f"made {terminal.day(voice.made_at)}"


def _elsewhere(provider: Provider, kept: Sequence[Voice]) -> None:
    """What the provider has and is not known here, and the other way round."""
    try:
        there = asyncio.run(provider.voices())
    except SpeechError as error:
        terminal.say(f"What ElevenLabs has is not known: {error}")
        return
    for voice in unknown(there, kept):
        terminal.show(
            f"ElevenLabs also has {voice.name!r} ({voice.id}), a copy of somebody's voice. That its owner agreed is "
            "recorded nowhere here, so it is not used: `twin voice clone` asks for consent, and makes one that is."
        )
    for name in missing(there, kept):
        terminal.show(f"{name} is not at ElevenLabs any more: `twin voice delete` it here too.")


def unknown(there: Sequence[Listed], kept: Sequence[Voice]) -> list[Listed]:
    """The copies of voices that the provider has and that are not known here."""
    ids, titles = {voice.id for voice in kept}, {voice.title for voice in kept if not voice.cleared}
    return [voice for voice in there if voice.cloned and voice.id not in ids and voice.name not in titles]


def missing(there: Sequence[Listed], kept: Sequence[Voice]) -> list[str]:
    """The names of voices that are known here and that the provider has no more."""
    ids = {voice.id for voice in there}
    return [voice.name for voice in kept if voice.id and voice.deleted_at is None and voice.id not in ids]


def use(name: str) -> None:
    """``twin voice use``."""
    chosen = settings.read()
    lock.make_folder(chosen.data)
    voice = compose.voices(chosen).use(name)
    if voice is None:
        terminal.show("No voice is used from now on: the twin only writes.")
    elif voice.clone:
        terminal.show(f"The twin speaks as {voice.name} from now on, to whom [voice] in owner.toml says.")
    else:
        terminal.show("The twin speaks with espeak-ng's voice from now on, which is nobody's and plainly a machine's.")


def delete(name: str) -> int:
    """``twin voice delete``: 0, or 1 if the provider may still have it."""
    chosen = settings.read()
    voices = compose.voices(chosen)
    left = voices.delete(name, datetime.now(UTC))
    _silenced(chosen)
    provider = compose.elevenlabs(chosen)
    if provider is None:
        terminal.say(
            f"twin: {left[0].name} is not used any more, but ElevenLabs has it still: set TWIN_ELEVENLABS_KEY, and "
            "delete it again."
        )
        return 1
    for voice in left:
        try:
            was_there = asyncio.run(clear(provider, voice))
        except SpeechError as error:
            terminal.say(f"twin: {error}")
            terminal.say(f"twin: {voice.name} is not used any more, but ElevenLabs may still have it: delete it again.")
            return 1
        voices.add(replace(voice, cleared=True))
        _tell_deleted(voice, was_there=was_there)
    return 0


async def clear(provider: Provider, voice: Voice) -> bool:
    """Delete what the provider has of this voice; whether it had any. Raises SpeechError."""
    if voice.id:
        return await provider.delete(voice.id)
    # Its id never arrived here.
    ids = [one.id for one in await provider.voices() if one.name == voice.title]
    return any([await provider.delete(id_) for id_ in ids])


def _tell_deleted(voice: Voice, *, was_there: bool) -> None:
    there = "here and at ElevenLabs" if was_there else "here; ElevenLabs has none of that name under this key"
    terminal.show(f"{voice.name} is deleted, {there}.")
    if voice.consent and not lacking(voice.consent):
        terminal.show(f"That {voice.consent.who} had agreed on {voice.consent.at:%Y-%m-%d} stays recorded.")


def _silenced(chosen: Settings) -> None:
    """Keep nothing of what was said in any voice: what is of one cannot be told from the rest."""
    kept = chosen.data / "voice" / "cache"
    with translated(kept):
        for path in (*kept.glob("*.json"), *kept.glob("*.ogg")):
            path.unlink(missing_ok=True)


def say(text: str, out: Path, *, language: str = "", name: str = "", force: bool = False) -> None:
    """``twin voice say``: in the voice that is used, or the one of this name."""
    chosen = settings.read()
    profile = folder.owner_of(chosen)
    _writable(out, force=force)
    if language and language not in SENTENCES:
        raise DeskError(f"{language!r} is no language that the twin speaks: {', '.join(sorted(SENTENCES))}.")
    voices = compose.voices(chosen)
    voice = voices.usable(name) if name else voices.used()
    speaker = compose.speaker(chosen, profile, voice)
    if voice is None or speaker is None:
        raise DeskError("no voice is used: `twin voice use NAME`, or --voice NAME for this once.")
    with translated(out), tempfile.TemporaryDirectory(prefix=".twin-", dir=out.parent) as place:
        note = Path(place) / "note.ogg"
        spoken = asyncio.run(speaker.say_in(text, language, note) if language else speaker.say(text, note))
        note.replace(out)
    paid = f"{terminal.counted(spoken.paid, 'character')} of the account" if voice.clone and spoken.paid else "nothing"
    terminal.show(f"Written: {out}, {spoken.note.seconds:.1f} seconds in the voice {voice.name}; it cost {paid}.")


def _writable(out: Path, *, force: bool) -> None:
    if out.suffix.casefold() not in _ENDINGS:
        raise DeskError(f"what is written is Ogg/Opus: let the file's name end in .ogg, not {out.suffix or 'nothing'}.")
    if out.exists() and not force:
        raise DeskError(f"{out} exists already: --force replaces it.")
