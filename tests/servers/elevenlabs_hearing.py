"""How the tests' ElevenLabs listens: it understands what it was told to, or which of a few sentences is said."""

import asyncio
import re
from dataclasses import dataclass, field

from tests.servers.elevenlabs_faults import Json, Refused, Violation
from tests.servers.elevenlabs_grammar import Grammar
from tests.servers.elevenlabs_sounds import heard
from tests.servers.elevenlabs_voices import MODELS, Upload

_FIELDS = frozenset(
    "model_id language_code tag_audio_events num_speakers timestamps_granularity diarize diarization_threshold "
    "file_format temperature seed no_verbatim".split()
)
# What the client sends for these when nothing was given.
_NOTHING = dict.fromkeys(("webhook_metadata", "entity_detection", "entity_redaction"), "null")
_RATE = 16_000


@dataclass(frozen=True)
class Understood:
    """What a sound is understood as. ``words`` are tokens with log probabilities; from the text, if there are none."""

    text: str
    words: list[tuple[str, float]] | None = None
    language: str = "eng"
    probability: float = 0.98

    def tokens(self) -> list[tuple[str, float]]:
        """The words and what stands between them."""
        if self.words is not None:
            return self.words
        return [(token, -0.01) for token in re.findall(r"\s+|\S+", self.text)]


@dataclass(frozen=True)
class Heard:
    """One sound that was sent to be understood."""

    model: str
    seconds: float
    fields: dict[str, str]
    file: Upload = field(repr=False)
    understood: Understood


class Hearing:
    """What the next sounds are understood as."""

    def __init__(self) -> None:
        self.heard: list[Heard] = []
        # What is understood when nothing else was said.
        self.always = Understood("")
        self._next: list[Understood] = []
        self._grammar: Grammar | None = None
        self._one_at_a_time = asyncio.Lock()

    def understands(self, understood: Understood) -> None:
        """What the next sound is understood as."""
        self._next.append(understood)

    def listens_for(self, *sentences: str) -> None:
        """From now on it hears which of these is said. Raises ValueError for a word that is not known."""
        self._grammar = Grammar(*sentences)

    async def answer(self, fields: dict[str, str], files: list[Upload]) -> Json:
        """What a request for this is answered with."""
        given = {name: value for name, value in fields.items() if _NOTHING.get(name) != value}
        if unknown := set(given) - _FIELDS:
            raise Violation(f"the form holds {sorted(unknown)}")
        model = given.get("model_id", "")
        if model not in MODELS or not model.startswith("scribe"):
            raise Refused(400, "invalid_model_id", f"'{model}' is not a valid model_id.")
        if len(files) != 1 or files[0].field != "file" or not files[0].size:
            raise Refused(400, "empty_file", "The uploaded file is empty or corrupted.")
        try:
            samples = await asyncio.to_thread(heard, files[0].content)
        except ValueError as error:
            raise Refused(400, "invalid_content", "The uploaded file is empty or corrupted.") from error
        understood = self._next.pop(0) if self._next else await self._recognised(samples)
        self.heard.append(Heard(model, len(samples) / 2 / _RATE, given, files[0], understood))
        return _shown(understood, len(samples) / 2 / _RATE)

    async def _recognised(self, samples: bytes) -> Understood:
        if self._grammar is None:
            return self.always
        async with self._one_at_a_time:
            return Understood(await asyncio.to_thread(self._grammar.heard, samples))


def _shown(understood: Understood, seconds: float) -> Json:
    tokens = understood.tokens()
    step = seconds / max(1, len(tokens))
    return {
        "language_code": understood.language,
        "language_probability": understood.probability,
        "text": understood.text,
        "words": [
            {"text": text, "start": n * step, "end": (n + 1) * step, "type": _type(text), "logprob": logprob}
            for n, (text, logprob) in enumerate(tokens)
        ],
        "transcription_id": "t1",
        "audio_duration_secs": seconds,
    }


def _type(token: str) -> str:
    if token.isspace():
        return "spacing"
    return "audio_event" if token.startswith("(") and token.endswith(")") else "word"
