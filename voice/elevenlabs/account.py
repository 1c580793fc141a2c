"""An account at ElevenLabs: its plan, its voices, and what they can do."""

import math
from collections.abc import Sequence
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

from elevenlabs.client import AsyncElevenLabs

from twin.errors import SpeechError
from twin.seams import Synthesizer, Transcriber
from voice.elevenlabs.line import URL, Line
from voice.elevenlabs.listening import Scribe
from voice.elevenlabs.speaking import ID, Plan, Speech
from voice.elevenlabs.troubles import SOMEBODY_ELSE, Trouble
from voice.provider import Account, Cloned, Listed
from voice.sound import Limits, kind_of

_PAGE, _PAGES = 100, 100
# Bytes a second that any connection sends.
_SLOW = 50_000
_CLONES = frozenset(("cloned", "professional"))
# What a kind of sound is called in a content type, where that is not its own name.
_TYPES = {"mp3": "mpeg"}

T = TypeVar("T")


class ElevenLabs:
    """ElevenLabs with one key. ``seconds`` is how long one answer may take.

    What it raises, SpeechError and ListeningError, holds neither the key nor a text, nor does any error behind it.
    """

    def __init__(self, key: str, *, url: str = URL, seconds: float = 60.0) -> None:
        self._line = Line(key, url, seconds)
        self._plan = Plan()

    def synthesizer(self, voice: str, model: str) -> Synthesizer:
        """Says texts in this voice."""
        return Speech(self._line, self._plan, voice, model)

    def transcriber(self, model: str = "scribe_v2", limits: Limits = Limits()) -> Transcriber:  # noqa: B008 - frozen
        """Understands speech within these limits."""
        return Scribe(self._line, model, limits)

    async def clone(self, name: str, samples: Sequence[Path], description: str) -> Cloned:
        """Make a voice from recordings, whose names stay here. Raises SpeechError, OSError if one cannot be read."""
        async with self._line.client() as client:
            with ExitStack() as opened:
                files = [opened.enter_context(path.open("rb")) for path in samples]
                kinds = [_kind(file.read(4096)) for file in files]
                sizes = [path.stat().st_size for path in samples]
                named = [
                    (f"sample-{number}.{kind}", file, f"audio/{_TYPES.get(kind, kind)}")
                    for number, (file, kind) in enumerate(zip(files, kinds, strict=True), 1)
                ]

                async def call() -> object:
                    for file in files:
                        file.seek(0)
                    return await client.voices.ivc.create(
                        name=name,
                        files=list(named),
                        description=description,
                        request_options={"max_retries": 0, "timeout_in_seconds": math.ceil(self._line.seconds)},
                    )

                # Made twice, a voice would take two places, of which one is known to nobody.
                made = _sure(await self._line.ask(call, seconds=self._line.seconds + sum(sizes) / _SLOW, once=True))
        id_, verification = getattr(made, "voice_id", None), getattr(made, "requires_verification", None)
        if not isinstance(id_, str) or not id_:
            raise SpeechError(SOMEBODY_ELSE.sentence, SOMEBODY_ELSE.kind)
        return Cloned(id_, verification is True)

    async def delete(self, voice: str) -> bool:
        """Delete a voice there. False: there is none any more. Raises SpeechError."""
        # In a path it could mean something else, or another voice.
        if not ID.fullmatch(voice):
            return False
        async with self._line.client() as client:
            answer = await self._line.ask(lambda: client.voices.delete(voice, request_options={"max_retries": 0}))
        if isinstance(answer, Trouble) and answer.word in ("voice_not_found", "voice_does_not_exist"):
            return False
        _sure(answer)
        return True

    async def voices(self) -> list[Listed]:
        """All voices that the account can use. Raises SpeechError."""
        voices: list[Listed] = []
        token: str | None = None
        async with self._line.client() as client:
            for _ in range(_PAGES):
                page = await self._page(client, token)
                voices += _listed(getattr(page, "voices", None))
                token = getattr(page, "next_page_token", None)
                if not token or getattr(page, "has_more", None) is not True:
                    break
        return voices

    async def _page(self, client: AsyncElevenLabs, token: str | None) -> object:
        return _sure(
            await self._line.ask(
                lambda: client.voices.search(
                    page_size=_PAGE,
                    next_page_token=token,
                    include_total_count=False,
                    request_options={"max_retries": 0},
                )
            )
        )

    async def account(self) -> Account:
        """What the account has. Raises SpeechError."""
        async with self._line.client() as client:
            told = _sure(await self._line.ask(lambda: client.user.subscription.get(request_options={"max_retries": 0})))
        plan, used, limit = (getattr(told, name, None) for name in ("tier", "character_count", "character_limit"))
        if not isinstance(plan, str) or not isinstance(used, int) or not isinstance(limit, int):
            raise SpeechError(SOMEBODY_ELSE.sentence, SOMEBODY_ELSE.kind)
        return Account(plan, used, limit, _moment(getattr(told, "next_character_count_reset_unix", None)))

    async def gives_opus(self, voice: str, model: str) -> bool:
        """Whether this plan gives Opus: asks for one short word. Raises SpeechError."""
        return await Speech(self._line, self._plan, voice, model).gives_opus()


def _sure(answer: T | Trouble) -> T:
    if isinstance(answer, Trouble):
        raise SpeechError(answer.sentence, answer.kind)
    return answer


def _moment(seconds: object) -> datetime | None:
    """None if it is none, or none that there is."""
    if not isinstance(seconds, int):
        return None
    try:
        return datetime.fromtimestamp(seconds, UTC)
    except (OverflowError, ValueError, OSError):
        return None


def _kind(head: bytes) -> str:
    return kind_of(head) or "wav"


def _listed(voices: object) -> list[Listed]:
    if not isinstance(voices, list):
        raise SpeechError(SOMEBODY_ELSE.sentence, SOMEBODY_ELSE.kind)
    found = []
    for voice in voices:
        id_, name, category = (getattr(voice, field, None) for field in ("voice_id", "name", "category"))
        if isinstance(id_, str):
            found.append(Listed(id_, name if isinstance(name, str) else "", category in _CLONES))
    return found
