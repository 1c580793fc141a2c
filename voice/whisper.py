"""Speech that Whisper understands on this machine, by the optional package faster-whisper."""

import asyncio
import logging
import wave
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Event
from typing import Any

import numpy as np
from numpy.typing import NDArray

from twin.errors import ListeningError
from twin.voice import Transcript
from voice.sound import Limits, to_plain
from voice.unsure import marked

_PACKAGE = "faster_whisper"
_MISSING = "TWIN_LISTEN is whisper, which is not installed: `pip install -c constraints.txt -e '.[whisper]'`."
_RATE = 16_000
# So many seconds are listened to at a time, for which Whisper takes some 300 MB beside its model. Between two such
# pieces the sound is cut where it is quietest within the last seconds of the first, for so long.
_PIECE, _SEARCHED, _QUIET = 600, 30, 0.2
# Below this a language is a guess.
_SURE = 0.5
# What Whisper calls otherwise than ISO 639-1.
_LANGUAGES = {"jw": "jv", "yue": "zh"}

_Words = list[tuple[str, float]]


class Whisper:
    """Understands speech in a hundred languages; nothing leaves this machine."""

    def __init__(self, model: str, folder: Path, threads: int, limits: Limits) -> None:
        """``model`` is a size ("small"), a name of Hugging Face, or a folder; what is downloaded is kept in ``folder``.

        ``threads`` 0: as many as the library thinks best.
        """
        self._model = model
        self._folder = folder
        self._threads = threads
        self._limits = limits
        self._loaded: Any = None
        # One after the other: two at once would take twice the memory, and be no faster.
        self._line = ThreadPoolExecutor(1, "whisper")

    @property
    def name(self) -> str:
        """The engine and its model."""
        return f"whisper/{self._model}"

    async def transcribe(self, path: Path) -> Transcript:
        """What is said in a file of any kind. The first time, Whisper is loaded, and downloaded if it never was.

        Raises ListeningError with the kind "program" (not installed) or "model" (cannot be used), and SoundError.
        """
        given_up = Event()
        with TemporaryDirectory(prefix="twin-") as folder:
            plain = Path(folder) / "sound.wav"
            seconds = await to_plain(path, plain, self._limits)
            try:
                loop = asyncio.get_running_loop()
                words, language = await loop.run_in_executor(self._line, self._heard, plain, given_up)
            finally:
                given_up.set()
        text = marked(words)
        return Transcript(text, language if text else "", seconds)

    def _heard(self, plain: Path, given_up: Event) -> tuple[_Words, str]:
        """The words and the language, as far as somebody waits for them."""
        if self._loaded is None:
            self._loaded = self._load()
        words: _Words = []
        language = ""
        try:
            for samples in _pieces(plain):
                found, language = self._understood(samples, language, given_up)
                words += found
        except (RuntimeError, ValueError) as error:
            raise ListeningError(
                f"the Whisper model {self._model!r} could not be used for a sound.", "model"
            ) from error
        return words, language

    def _understood(self, samples: NDArray[np.float32], language: str, given_up: Event) -> tuple[_Words, str]:
        """The words of a piece, and its language if that of the ones before is not known."""
        if given_up.is_set() or not samples.any():
            return [], language
        # Without silence: Whisper makes words of it.
        segments, info = self._loaded.transcribe(
            samples,
            language=language or None,
            word_timestamps=True,
            vad_filter=True,
            condition_on_previous_text=False,
        )
        if not info.duration_after_vad:
            return [], language
        words: _Words = []
        for segment in segments:
            if given_up.is_set():
                break
            words += [(word.word, word.probability) for word in segment.words or ()]
        return words, language or (_iso(info.language) if info.language_probability >= _SURE else "")

    def _load(self) -> Any:  # noqa: ANN401 - its classes are there only if it is installed
        try:
            package = import_module(_PACKAGE)
        except ImportError as error:
            raise ListeningError(_MISSING, "program") from error
        # Otherwise it writes down what was said, if somebody wants to know all.
        logging.getLogger(_PACKAGE).disabled = True
        folder = Path(self._model).expanduser()
        wanted = {
            "model_size_or_path": str(folder) if folder.is_dir() else self._model,
            "device": "cpu",
            "compute_type": "int8",
            "cpu_threads": self._threads,
            "download_root": str(self._folder),
        }
        try:
            try:
                return package.WhisperModel(**wanted, local_files_only=True)
            except Exception:
                if folder.is_dir():
                    raise
                return package.WhisperModel(**wanted)
        # What three libraries and the network can raise has nothing in common.
        except Exception as error:
            raise ListeningError(self._unusable(), "model") from error

    def _unusable(self) -> str:
        return (
            f"the Whisper model {self._model!r} can be neither loaded nor downloaded: check TWIN_LISTEN and that "
            "huggingface.co can be reached, or name a folder that holds a model (TWIN_LISTEN=whisper:/path)."
        )


def _pieces(plain: Path) -> Iterator[NDArray[np.float32]]:
    """The samples of a WAV as ``to_plain`` writes it, from -1 to 1, a piece at a time."""
    with wave.open(str(plain), "rb") as file:
        rest = np.zeros(0, np.float32)
        while read := file.readframes(_PIECE * _RATE - len(rest)):
            piece = np.concatenate([rest, np.frombuffer(read, "<i2").astype(np.float32) / 32768])
            end = len(piece) if len(piece) < _PIECE * _RATE else _pause(piece)
            yield piece[:end]
            rest = piece[end:]
        if len(rest):
            yield rest


def _pause(piece: NDArray[np.float32]) -> int:
    """Where it is quietest towards the end."""
    length = round(_QUIET * _RATE)
    searched = piece[-_SEARCHED * _RATE :].reshape(-1, length)
    quietest = int(np.square(searched).sum(axis=1).argmin())
    return len(piece) - searched.size + quietest * length + length // 2


def _iso(language: str) -> str:
    """ISO 639-1 of a language as Whisper names it; empty if it has no such code."""
    code = _LANGUAGES.get(language, language)
    return code if len(code) == 2 else ""
