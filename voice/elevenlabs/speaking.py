"""One voice at ElevenLabs, which says texts."""

import re
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import aclosing
from dataclasses import dataclass

from elevenlabs.client import AsyncElevenLabs

from twin.errors import SpeechError
from voice.elevenlabs.line import Line, attempt
from voice.elevenlabs.troubles import BROKEN_OFF, LATE, NO_SOUND, PLAN, VOICE, Trouble
from voice.sound import LARGEST, kind_of

_OPUS, _MP3 = "opus_48000_96", "mp3_44100_128"
# What the kind of a sound is told by, in bytes; as much comes at a time.
_HEAD = 4096
# How long nothing may come in the middle of a sound, in seconds.
_IDLE = 15.0
# The others recognise the language, and do not let themselves be told.
_TOLD = frozenset(("eleven_flash_v2_5", "eleven_turbo_v2_5"))
ID = re.compile(r"[A-Za-z0-9_-]{1,100}")
_SHORT = "Yes."
# Once may be a passing trouble; every time, each text would be paid for twice.
_STRANGE = 2


@dataclass(slots=True)
class Plan:
    """What is known of the account's plan: whether it has Opus, and how often in a row what came was none."""

    opus: bool = True
    strange: int = 0


@dataclass(frozen=True, slots=True)
class _Begun:
    """A sound that has begun to come."""

    head: bytes
    rest: AsyncGenerator[bytes, None]


class Speech:
    """Says texts in one voice, with one model."""

    def __init__(self, line: Line, plan: Plan, voice: str, model: str) -> None:
        self._line = line
        self._plan = plan
        self._voice = voice
        self._model = model

    @property
    def name(self) -> str:
        """The engine, the voice and the model."""
        return f"elevenlabs/{self._voice}/{self._model}"

    @property
    def clone(self) -> bool:
        """It is a copy of somebody's voice."""
        return True

    async def stream(self, text: str, language: str) -> AsyncGenerator[bytes, None]:
        """The sound as it comes: Ogg/Opus where the plan has it, else MP3. Close it to hang up before its end.

        Raises SpeechError: "key", "quota", "voice", "network", "refused", "timeout", "busy" or "sound"; also when a
        sound that had begun breaks off or stalls, or grows beyond measure.
        """
        async with self._line.client() as client:
            begun = await self._begun(client, text, language)
            if isinstance(begun, Trouble):
                raise SpeechError(begun.sentence, begun.kind)
            async with aclosing(begun.rest), aclosing(self._rest(begun)) as pieces:
                yield begun.head
                async for piece in pieces:
                    yield piece

    async def gives_opus(self) -> bool:
        """Whether a short word comes as Opus. Raises SpeechError if that cannot be told."""
        async with self._line.client() as client:
            begun = await self._opened(client, _SHORT, "en", _OPUS)
            if isinstance(begun, Trouble):
                if begun.kind == "refused":
                    return False
                raise SpeechError(begun.sentence, begun.kind)
            await begun.rest.aclose()
            return kind_of(begun.head) == "ogg"

    async def _begun(self, client: AsyncElevenLabs, text: str, language: str) -> _Begun | Trouble:
        opus = await self._opened(client, text, language, _OPUS) if self._plan.opus else PLAN
        if not isinstance(opus, Trouble):
            self._plan.strange = 0
        # Whatever refuses Opus is asked for the other: nothing was spent for that.
        if not isinstance(opus, Trouble) or opus.kind not in ("refused", "sound"):
            return opus
        begun = await self._opened(client, text, language, _MP3)
        if not isinstance(begun, Trouble):
            self._plan.strange += opus.kind == "sound"
            self._plan.opus = opus.kind == "sound" and self._plan.strange < _STRANGE
        return begun

    async def _opened(self, client: AsyncElevenLabs, text: str, language: str, output_format: str) -> _Begun | Trouble:
        if not ID.fullmatch(self._voice):
            return VOICE
        begun = await self._line.ask(lambda: self._begin(client, text, language, output_format))
        if isinstance(begun, Trouble) or kind_of(begun.head):
            return begun
        await begun.rest.aclose()
        return NO_SOUND

    async def _begin(self, client: AsyncElevenLabs, text: str, language: str, output_format: str) -> _Begun:
        told = {"language_code": language} if self._model in _TOLD and language else {}
        pieces = client.text_to_speech.stream(
            self._voice,
            text=text,
            model_id=self._model,
            output_format=output_format,
            request_options={"chunk_size": _HEAD},
            **told,
        )
        rest = _generator(pieces)
        try:
            return _Begun(await anext(rest, b""), rest)
        except BaseException:
            await rest.aclose()
            raise

    async def _rest(self, begun: _Begun) -> AsyncGenerator[bytes, None]:
        size = len(begun.head)
        while True:
            piece = await attempt(lambda: anext(begun.rest, b""), min(_IDLE, self._line.seconds))
            if isinstance(piece, Trouble):
                trouble = LATE if piece.kind == LATE.kind else BROKEN_OFF
                raise SpeechError(trouble.sentence, trouble.kind)
            size += len(piece)
            if size > LARGEST:
                raise SpeechError(NO_SOUND.sentence, NO_SOUND.kind)
            if not piece:
                return
            yield piece


async def _generator(pieces: AsyncIterator[bytes]) -> AsyncGenerator[bytes, None]:
    async for piece in pieces:
        yield piece
