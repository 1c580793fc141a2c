"""Speech that ElevenLabs understands."""

import math
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from babel.core import get_global

from twin.errors import ListeningError
from twin.voice import Transcript
from voice.elevenlabs.line import Line
from voice.elevenlabs.troubles import SOMEBODY_ELSE, Trouble
from voice.sound import Limits, to_plain
from voice.unsure import marked

# What is said of a sound without words.
_SILENT = frozenset(("audio_too_short", "insufficient_audio_activity"))
# Below this a language is a guess.
_SURE = 0.5


class Scribe:
    """Understands speech in any language."""

    def __init__(self, line: Line, model: str, limits: Limits) -> None:
        self._line = line
        self._model = model
        self._limits = limits

    @property
    def name(self) -> str:
        """The engine and its model."""
        return f"elevenlabs/{self._model}"

    async def transcribe(self, path: Path) -> Transcript:
        """What is said in a file of any kind; nothing but its sound leaves this machine.

        Raises ListeningError, with a kind of those of SpeechError, and SoundError.
        """
        with TemporaryDirectory(prefix="twin-") as folder:
            plain = Path(folder) / "sound.wav"
            seconds = await to_plain(path, plain, self._limits)
            answer = await self._ask(plain, seconds)
        if isinstance(answer, Trouble) and answer.word in _SILENT:
            return Transcript("", "", seconds)
        if not isinstance(answer, Trouble):
            answer = _understood(answer, seconds)
        if isinstance(answer, Trouble):
            raise ListeningError(answer.sentence, answer.kind, passing=answer.passing)
        return answer

    async def _ask(self, plain: Path, seconds: float) -> object:
        # To send a long sound and to hear it through takes a while.
        patience = self._line.seconds + seconds / 4
        async with self._line.client() as client:
            with plain.open("rb") as file:

                async def call() -> object:
                    file.seek(0)
                    return await client.speech_to_text.convert(
                        model_id=self._model,
                        file=("sound.wav", file, "audio/wav"),
                        tag_audio_events=False,
                        diarize=False,
                        timestamps_granularity="word",
                        request_options={"max_retries": 0, "timeout_in_seconds": math.ceil(patience)},
                    )

                return await self._line.ask(call, seconds=patience)


def _understood(answer: object, seconds: float) -> Transcript | Trouble:
    """Read what was answered, which the library has not checked."""
    text, words = getattr(answer, "text", None), getattr(answer, "words", None)
    if not isinstance(text, str) or not isinstance(words, list):
        return SOMEBODY_ELSE
    language = _language(getattr(answer, "language_code", None), getattr(answer, "language_probability", None))
    # Half a sign, which JSON can name, can be neither judged nor stored.
    said = (marked(list(_tokens(words))) if words else text.strip()).encode(errors="replace").decode()
    return Transcript(said, language if said else "", seconds)


def _tokens(words: list[object]) -> Iterator[tuple[str, float]]:
    """The words and the spaces between them, with how likely each is; no laughter and no steps."""
    for word in words:
        text, kind, logprob = (getattr(word, name, None) for name in ("text", "type", "logprob"))
        if isinstance(text, str) and kind != "audio_event":
            yield text, _likely(logprob, usual=float(kind == "spacing"))


def _likely(logprob: object, usual: float) -> float:
    return math.exp(logprob) if isinstance(logprob, int | float) and logprob <= 0 else usual


def _language(code: object, probability: object) -> str:
    """ISO 639-1 of a code that may be of ISO 639-3."""
    if not isinstance(code, str) or (isinstance(probability, int | float) and probability < _SURE):
        return ""
    short = code.lower().partition("-")[0]
    if len(short) == 3:
        short = str(get_global("language_aliases").get(short, ""))
    return short if len(short) == 2 and short.isalpha() else ""
