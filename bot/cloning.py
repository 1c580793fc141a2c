"""``twin voice clone``: recordings are looked at, their owner agrees, and only then anything leaves this machine."""

import asyncio
import sys
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import urlsplit

import click

from bot import compose, folder, harmless, lock, settings, terminal
from bot.settings import Settings
from bot.voice_settings import at_provider
from bot.voices import clear
from persona.profile import Profile
from twin.errors import ConsentError, SettingsError, SoundError, SpeechError
from voice.consent import Consent, says, sentence, signs
from voice.provider import Cloned, Provider
from voice.samples import Checked, Finding, checked, look
from voice.voices import Voice, Voices

# With these nothing was made, surely.
_NOTHING_MADE = ("key", "quota", "refused", "voice")
_LONGEST_DESCRIPTION = 500


def clone(samples: Sequence[Path], name: str, recording: Path | None, *, anyway: bool) -> None:
    """Make a copy of the owner's voice from these recordings."""
    chosen = settings.read()
    profile = folder.owner_of(chosen)
    provider = compose.elevenlabs(chosen)
    if provider is None:
        raise SettingsError("voices are cloned by ElevenLabs: set TWIN_ELEVENLABS_KEY to a key of your account there.")
    voices = compose.voices(chosen)
    name = name or harmless.cut(profile.name, 40)
    voices.free(name)
    lock.make_folder(chosen.data)
    with TemporaryDirectory(prefix="twin-") as place:
        found = asyncio.run(checked(samples, Path(place)))
        _shown(found)
        _good_enough(found, anyway=anyway)
        consent = _consent(chosen, profile, found, _recorded(recording, Path(place), anyway=anyway))
        _made(provider, voices, Voice(name, "elevenlabs", "", consent, consent.at), found)


# The samples


def _shown(found: Checked) -> None:
    for finding in found.findings:
        _finding(finding)
    for line in (found.unusable, *found.faults, *found.advice):
        if line:
            terminal.show(line)


def _finding(finding: Finding) -> None:
    sound = finding.levels
    if sound is None:
        terminal.show(finding.unusable)
        return
    told = f"{clock(sound.seconds)}, {sound.loudness:.0f} LUFS, {sound.rate} samples a second"
    said = (*finding.faults, *finding.advice)
    terminal.show(f"{finding.path.name}: {told}{'' if said else '; good.'}")
    for line in said:
        terminal.show(terminal.wrapped(f"  {line}"))


def clock(seconds: float) -> str:
    """Minutes and seconds, as 1:05."""
    return f"{round(seconds) // 60}:{round(seconds) % 60:02}"


def _good_enough(found: Checked, *, anyway: bool) -> None:
    if not found.usable:
        raise SoundError("nothing was sent: leave out what cannot be used, or record it again.")
    if not found.good and not anyway:
        raise SoundError(
            "nothing was sent: these recordings would make a bad copy. Record them again, or insist with --anyway."
        )


# Consent


def provider_of(url: str) -> str:
    """Who makes the copy, as the owner is told."""
    return "ElevenLabs" if at_provider(url) else urlsplit(url).hostname or url


def _recorded(recording: Path | None, place: Path, *, anyway: bool) -> Finding | None:
    """The recording of the owner agreeing, looked at."""
    if recording is None:
        return None
    finding = asyncio.run(look(recording, place / "consent"))
    _finding(finding)
    if finding.unusable or (finding.faults and not anyway):
        raise SoundError("nothing was sent: the recording of your consent is not good enough; record it again.")
    return finding


def _consent(chosen: Settings, profile: Profile, found: Checked, recording: Finding | None) -> Consent:
    provider = provider_of(chosen.elevenlabs_url)
    words = sentence(profile.name, provider, profile.languages[0])
    terminal.show("\nWhat you agree to:\n")
    terminal.show(terminal.wrapped(f"  {words}"), bold=True)
    terminal.show(
        f"\n{terminal.counted(len(found.kept), 'recording')} of {clock(found.seconds)} will be sent to {provider}, "
        "which makes a synthetic copy of the voice in them. `twin voice delete` deletes it, here and there, at any "
        "time; that you agreed, with a fingerprint of each recording, is kept in this data folder.\n"
    )
    heard_by = _heard(chosen, recording, words) if recording else _signed(profile.name)
    samples = tuple(finding.sha256 for finding in found.kept)
    return Consent(
        profile.name, datetime.now(UTC), words, samples, recording.sha256 if recording else "", heard_by=heard_by
    )


def _signed(owner: str) -> str:
    """Return when the owner has signed. Raises ConsentError."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise ConsentError(
            "nothing was sent: consent is signed by a person at a terminal. Run this there, or record yourself reading "
            "the sentence above and give it with --recording."
        )
    try:
        typed = click.prompt(
            f"To agree, type your full name ({harmless.marked(owner)})", default="", show_default=False
        )
    except click.Abort as error:
        raise ConsentError("nothing was sent: nobody agreed.") from error
    if not signs(typed, owner):
        raise ConsentError(f"nothing was sent: that is not {owner}, the name in owner.toml, so nobody agreed.")
    return ""


def _heard(chosen: Settings, recording: Finding, words: str) -> str:
    """What understood the recording as these words; empty if nothing listens. Raises ConsentError."""
    transcriber = compose.transcriber(chosen)
    if transcriber is None:
        terminal.say("Nobody has checked that the recording has these words: TWIN_LISTEN names nothing that listens.")
        return ""
    terminal.say(f"{transcriber.name} listens whether the recording has these words …")
    heard = asyncio.run(transcriber.transcribe(recording.copy))
    if not says(heard.text, words):
        raise ConsentError(
            "nothing was sent to be copied: the recording does not have the sentence above. Read it aloud, with your "
            "name as it stands there, and give that recording."
        )
    return transcriber.name


# The copy


def _made(provider: Provider, voices: Voices, asked: Voice, found: Checked) -> None:
    terminal.say(f"Sending {terminal.counted(len(found.kept), 'recording')} …")
    cloned = asyncio.run(_uploaded(provider, voices, asked, found))
    if voices.add(replace(asked, id=cloned.id)).deleted_at:
        raise ConsentError(
            f"{asked.name} was deleted while it was being made: `twin voice delete '{asked.name}'` clears it away at "
            "ElevenLabs too."
        )
    terminal.show(
        f"{asked.name} is made. Listen to it: `twin voice say 'Hello!' --voice '{asked.name}' --out hello.ogg`"
    )
    if cloned.verification:
        terminal.show(
            "ElevenLabs wants you to show first that it is your voice: open it at https://elevenlabs.io/app/voice-lab "
            "and read the sentences there. Until then it does not speak."
        )
    terminal.show(f"The twin speaks with it after `twin voice use '{asked.name}'`.")


async def _uploaded(provider: Provider, voices: Voices, asked: Voice, found: Checked) -> Cloned:
    # Who cannot be reached, or does not take the key, leaves no trace.
    await provider.voices()
    voices.add(asked)
    try:
        return await provider.clone(asked.title, [finding.copy for finding in found.kept], _description(asked))
    except SpeechError as error:
        raise await _undone(provider, voices, asked, error) from error


def _description(voice: Voice) -> str:
    agreed = voice.consent.told if voice.consent else ""
    return harmless.fitted(
        f"Synthetic clone of a voice, made by ai-twin with the consent of its owner ({agreed}). "
        "Not for use by anybody else, or without that consent.",
        _LONGEST_DESCRIPTION,
    )


async def _undone(provider: Provider, voices: Voices, asked: Voice, error: SpeechError) -> SpeechError:
    """Let nothing stand of a voice that was not made for sure; the error to be told."""
    try:
        if error.kind not in _NOTHING_MADE:
            await clear(provider, asked)
    except SpeechError:
        voices.delete(asked.name, datetime.now(UTC))
        return SpeechError(
            f"{error} Whether the voice was made is not known: `twin voice delete '{asked.name}'` looks, and clears it "
            "away.",
            error.kind,
        )
    voices.remove(asked)
    return SpeechError(f"{error} No voice was made.", error.kind)
