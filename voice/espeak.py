"""Says texts with espeak-ng, a program of the system: by rules, for nothing, and plainly not in anybody's own voice."""

import asyncio
import contextlib
import os
import re
import signal
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections.abc import AsyncIterator, Awaitable
from types import MappingProxyType
from typing import TypeVar

from twin.errors import SpeechError

_Result = TypeVar("_Result")

# Each language's voice, as `espeak-ng --voices` has it in 1.51. Its "cmn" reads Chinese as if pinyin were English.
VOICES = MappingProxyType(
    {
        "en": "en-us", "de": "de", "fr": "fr-fr", "es": "es", "pt": "pt-br", "it": "it", "nl": "nl", "pl": "pl",
        "tr": "tr", "ru": "ru", "uk": "uk", "ar": "ar", "hi": "hi", "id": "id", "ja": "ja", "zh": "cmn-latn-pinyin",
        "ko": "ko",
    }
)  # fmt: skip
_OTHERWISE = "en-us"
_CHUNK = 65_536  # bytes
# The program needs no secret that its parent may have been given.
_HANDED_DOWN = ("PATH", "ESPEAK_DATA_PATH")
# It takes \x01 for the start of a command.
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_KANJI = re.compile("[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]")


class Espeak:
    """A Synthesizer that needs no account, and no network."""

    def __init__(self, program: str = "espeak-ng", seconds: float = 60.0) -> None:
        """It has ``seconds`` for a text, from the start of the program to its end."""
        self._program = program
        self._seconds = seconds

    @property
    def name(self) -> str:
        """All that its sound depends on, beside the text and the language."""
        return "espeak-ng"

    @property
    def clone(self) -> bool:
        """It is nobody's voice."""
        return False

    async def stream(self, text: str, language: str) -> AsyncIterator[bytes]:
        """The text in this language's voice, else in English, as WAV whose header tells no length: it is not known yet.

        Raises SpeechError: "program" if it is missing or fails, "timeout", "language" if it cannot read the writing.
        """
        if language == "ja" and _KANJI.search(text):
            raise SpeechError("espeak-ng cannot read Japanese characters aloud: choose another engine.", "language")
        until = asyncio.get_running_loop().time() + self._seconds
        process = await self._started(VOICES.get(language, _OTHERWISE))
        writing = asyncio.create_task(_write(process, _harmless(text)))
        try:
            while chunk := await self._before(until, _read(process)):
                yield chunk
            await self._before(until, process.wait())
        finally:
            writing.cancel()
            await _end(process)
            await asyncio.gather(writing, return_exceptions=True)
        if process.returncode:
            raise SpeechError(
                f"{self._program} failed (status {process.returncode}): try `{self._program} --voices`, "
                "or install it again.",
                "program",
            )

    async def _started(self, voice: str) -> Process:
        environment = {name: os.environ[name] for name in _HANDED_DOWN if name in os.environ}
        arguments = ("--stdin", "--stdout", "-b", "1", "-v", voice)
        try:
            return await asyncio.create_subprocess_exec(
                self._program, *arguments, stdin=PIPE, stdout=PIPE, stderr=DEVNULL, env=environment,
                # So that what it may have started ends with it.
                start_new_session=True,
            )  # fmt: skip
        except OSError as error:
            raise SpeechError(
                f"{self._program} cannot be started: install it (Debian, Ubuntu: `apt install espeak-ng`, "
                "macOS: `brew install espeak-ng`), or choose another engine.",
                "program",
            ) from error

    async def _before(self, until: float, what: Awaitable[_Result]) -> _Result:
        try:
            async with asyncio.timeout_at(until):
                return await what
        except TimeoutError as error:
            sentence = f"{self._program} did not finish within {self._seconds:g} seconds: it was ended."
            raise SpeechError(sentence, "timeout") from error


def _harmless(text: str) -> bytes:
    """The text without what the program would obey instead of saying it; markup it only obeys if told to."""
    # Between [[ and ]] it expects sounds in a notation of its own.
    return _CONTROL.sub(" ", text).replace("[", "[ ").encode("utf-8", "replace")


async def _write(process: Process, text: bytes) -> None:
    """Hand it the text, as fast as it reads."""
    assert process.stdin  # noqa: S101 - a pipe was asked for
    # It may end before it has read everything; its status tells why.
    with contextlib.suppress(ConnectionError):
        process.stdin.write(text)
        await process.stdin.drain()
        process.stdin.close()
        await process.stdin.wait_closed()


async def _read(process: Process) -> bytes:
    assert process.stdout  # noqa: S101 - a pipe was asked for
    return await process.stdout.read(_CHUNK)


async def _end(process: Process) -> None:
    """End it, whatever it does, with all that it started; nothing of it is left."""
    assert process.stdout  # noqa: S101 - a pipe was asked for
    # Something that it started may hold its output still. When all have let go, the number may be another's by now.
    if process.returncode is None or not process.stdout.at_eof():
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
    # A pipe with something in it would keep the wait from ending.
    while await _read(process):
        pass
    await process.wait()
