"""Asks an engine to say a text, and keeps what comes if it is sound; nothing that comes is trusted."""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator
from pathlib import Path

from twin.errors import SpeechError
from twin.seams import Synthesizer
from voice.sound import LARGEST, kind_of

_HEAD = 4096  # bytes by which the kind of a file is told


async def asked(
    synthesizer: Synthesizer, text: str, language: str, to: Path, *, patience: float, most: int = LARGEST
) -> None:
    """Write what the engine says into ``to``: sound of some kind, of ``most`` bytes, within ``patience`` seconds.

    Raises SpeechError: "timeout", "sound" if it is none or does not end, or what the engine raises; OSError.
    """
    stream = synthesizer.stream(text, language)
    try:
        async with asyncio.timeout(patience):
            head = await _written(stream, to, most)
    except TimeoutError as error:
        sentence = f"{synthesizer.name} did not finish within {patience:g} seconds: try again later."
        raise SpeechError(sentence, "timeout") from error
    finally:
        # What is not read to its end would hold its program or its connection.
        if isinstance(stream, AsyncGenerator):
            await stream.aclose()
    if not kind_of(head):
        came = "something that is no sound" if head else "nothing"
        raise SpeechError(f"{synthesizer.name} sent {came}: try again later, or choose another engine.", "sound")


async def _written(stream: AsyncIterator[bytes], to: Path, most: int) -> bytes:
    """The first bytes of what was written."""
    head, size = b"", 0
    file = await asyncio.to_thread(to.open, "xb")
    try:
        async for chunk in stream:
            size += len(chunk)
            if size > most:
                raise SpeechError(f"The engine sent more than {most / 1e6:g} MB for one piece of text.", "sound")
            head += chunk[: _HEAD - len(head)]
            await asyncio.to_thread(file.write, chunk)
    finally:
        await asyncio.to_thread(file.close)
    return head
