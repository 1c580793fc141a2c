"""``twin voice doctor``: what the twin's voice needs, and whether it is there."""

import asyncio
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum

from bot import compose, folder, settings, terminal
from bot.settings import Settings
from bot.voices import missing, unknown
from persona.profile import Profile
from twin.errors import ConsentError, ProfileError, SpeechError, StoreError, TwinError
from voice.provider import Account, Listed, Provider
from voice.voices import Voice

_ESPEAK = "espeak-ng"


class Sign(Enum):
    """How it is about something."""

    GOOD = "ok"
    NOTE = "note"
    WRONG = "wrong"


@dataclass(frozen=True, slots=True)
class Line:
    """What was found of one thing."""

    sign: Sign
    text: str


@dataclass(frozen=True, slots=True)
class _Found:
    """What the rest depends on."""

    settings: Settings
    profile: Profile | None
    kept: Sequence[Voice]
    used: Voice | None

    @property
    def key_needed(self) -> bool:
        """Whether something that is set does not work without ElevenLabs."""
        return (self.used is not None and self.used.clone) or self.settings.listen == "elevenlabs"


def doctor() -> int:
    """Look at everything; 0, or 1 if something is wrong."""
    wrong = False
    for line in _lines(settings.read()):
        # Shown as they come: some take a while.
        terminal.show(terminal.wrapped(f"{line.sign.value:5}  {line.text}", " " * 7))
        wrong = wrong or line.sign is Sign.WRONG
    return int(wrong)


def _lines(chosen: Settings) -> Iterator[Line]:
    profile: Profile | None = None
    kept: list[Voice] = []
    used: Voice | None = None
    try:
        profile = folder.owner_of(chosen)
    except ProfileError as error:
        yield Line(Sign.WRONG, str(error))
    try:
        kept = compose.voices(chosen).all()
        used = compose.voices(chosen).used()
    except (ConsentError, StoreError) as error:
        yield Line(Sign.WRONG, str(error))
    else:
        yield _used(used)
    found = _Found(chosen, profile, kept, used)
    yield from _agreed(found)
    yield from _unfinished(found)
    yield from _heard_by(found)
    yield from _provider(found)
    yield _espeak(found)
    yield _listener(found)
    yield from _budgets(found)


def _used(used: Voice | None) -> Line:
    if used is None:
        return Line(Sign.NOTE, "No voice is used, so the twin only writes: `twin voice use NAME`.")
    if used.consent is None:
        return Line(Sign.GOOD, f"The voice {used.name} is used, which is nobody's.")
    return Line(Sign.GOOD, f"The voice {used.name} is used; the consent to it is complete ({used.consent.told}).")


def _agreed(found: _Found) -> Iterator[Line]:
    agreed = found.used.consent if found.used else None
    if agreed is None:
        return
    if agreed.recording and not agreed.heard_by:
        yield Line(Sign.NOTE, "That consent is a recording, and nobody has checked that it has the words.")
    if found.profile and agreed.who not in (found.profile.name, *found.profile.aliases):
        yield Line(
            Sign.WRONG,
            f"{agreed.who} agreed to the voice that is used, and owner.toml is of {found.profile.name}: a voice speaks "
            "for nobody but its owner. If that is one person, add the name to aliases there; else delete the voice.",
        )


def _unfinished(found: _Found) -> Iterator[Line]:
    for voice in found.kept:
        if voice.clone and not voice.cleared and (voice.deleted_at or not voice.id):
            state = "deleted here, and maybe not at ElevenLabs" if voice.deleted_at else "asked for and never finished"
            yield Line(
                Sign.WRONG, f"The voice {voice.name} was {state}: `twin voice delete '{voice.name}'` clears it away."
            )


def _heard_by(found: _Found) -> Iterator[Line]:
    if found.profile is None or found.used is None:
        return
    voice = found.profile.voice
    if not (voice.asked or voice.mirrored or voice.audiences or voice.accounts):
        yield Line(Sign.NOTE, "The twin speaks to nobody, as owner.toml says: see speaks under [voice] there.")


# The provider


def _provider(found: _Found) -> Iterator[Line]:
    provider = compose.elevenlabs(found.settings)
    if provider is None:
        sign = Sign.WRONG if found.key_needed else Sign.NOTE
        yield Line(sign, "There is no key for ElevenLabs, which clones voices: set TWIN_ELEVENLABS_KEY.")
        return
    try:
        yield from _account(asyncio.run(provider.account()), found.settings)
        there = asyncio.run(provider.voices())
        yield from _there(there, found)
        yield from _opus(provider, there, found)
    except SpeechError as error:
        yield Line(Sign.WRONG, str(error))


def _account(account: Account, chosen: Settings) -> Iterator[Line]:
    yield Line(Sign.GOOD, f"ElevenLabs takes the key; the account's plan is {account.plan}.")
    left = max(0, account.limit - account.used)
    until = f", until {account.resets_at:%Y-%m-%d}, when they come back" if account.resets_at else ""
    told = f"{left} of {account.limit} characters are left{until}."
    if not left:
        yield Line(Sign.WRONG, f"{told} Until then the twin only writes.")
    elif chosen.voice_day_budget and left < chosen.voice_day_budget:
        yield Line(Sign.NOTE, f"{told} That is less than may be said in a day (TWIN_VOICE_DAY_BUDGET).")
    else:
        yield Line(Sign.GOOD, told)


def _there(there: Sequence[Listed], found: _Found) -> Iterator[Line]:
    for name in missing(there, found.kept):
        wrong = found.used is not None and name == found.used.name
        yield Line(
            Sign.WRONG if wrong else Sign.NOTE,
            f"The voice {name} is not at ElevenLabs any more: `twin voice delete '{name}'`, and clone it anew.",
        )
    for voice in unknown(there, found.kept):
        yield Line(Sign.NOTE, f"ElevenLabs also has {voice.name!r}, to which no consent is recorded: it is not used.")


def _opus(provider: Provider, there: Sequence[Listed], found: _Found) -> Iterator[Line]:
    """Has a word said in the voice that is used, or in any."""
    voice = found.used.id if found.used and found.used.clone else next((one.id for one in there), "")
    if not voice:
        return
    if asyncio.run(provider.gives_opus(voice, found.settings.elevenlabs_model)):
        yield Line(Sign.GOOD, f"It speaks ({found.settings.elevenlabs_model}), and this plan gives Opus.")
    else:
        yield Line(
            Sign.NOTE,
            f"It speaks ({found.settings.elevenlabs_model}); this plan gives no Opus, so MP3 is asked for and turned "
            "into it here.",
        )


# The rest


def _espeak(found: _Found) -> Line:
    if shutil.which(_ESPEAK):
        return Line(Sign.GOOD, f"{_ESPEAK} is installed.")
    needed = found.used is not None and not found.used.clone
    return Line(
        Sign.WRONG if needed else Sign.NOTE,
        f"{_ESPEAK} is not installed: `apt install espeak-ng` (Debian, Ubuntu) or `brew install espeak-ng` (macOS) "
        "brings a voice that is nobody's.",
    )


def _listener(found: _Found) -> Line:
    try:
        transcriber = compose.transcriber(found.settings)
    except TwinError as error:
        return Line(Sign.WRONG, str(error))
    if transcriber is None:
        return Line(Sign.NOTE, "Voice messages are not understood: TWIN_LISTEN names nothing that listens.")
    return Line(Sign.GOOD, f"Voice messages are understood by {transcriber.name}.")


def _budgets(found: _Found) -> Iterator[Line]:
    chosen = found.settings
    for name, budget, whom in (
        ("TWIN_VOICE_DAY_BUDGET", chosen.voice_day_budget, "everybody together"),
        ("TWIN_VOICE_CONTACT_BUDGET", chosen.voice_contact_budget, "one contact"),
    ):
        if budget:
            yield Line(Sign.GOOD, f"In a day, {budget} characters may be said to {whom} ({name}).")
        else:
            yield Line(Sign.NOTE, f"Nothing limits how much is said to {whom} in a day ({name} is 0).")
