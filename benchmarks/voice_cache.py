"""What the cache of voice messages saves on a day of replies: characters asked of the engine, and seconds.

Usage: ``python benchmarks/voice_cache.py [--replies 100]``. A day's replies are the example owner's: a share of them
scripted answers and fixed sentences, the first of them asked for most (the n-th about 1/n as often), the others one to
three sentences of the posts, each said once. Every reply is said by the product's own speaker, behind an announcement
as owners set it, in a voice that espeak-ng makes once and the engine hands out for every text, so that what is measured
is not the engine.
"""

import argparse
import asyncio
import random
import re
import tempfile
import time
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from scratch import run, table

from persona.profile import Profile, load
from voice.cache import Cache
from voice.espeak import Espeak
from voice.marks import Mark
from voice.speaker import NoteSpeaker

_EXAMPLE = Path(__file__).parents[1] / "examples"
_SEED = 7
_SHARES = (0.0, 0.3, 0.6)
_ANNOUNCE = "This is a copy of my voice, made by a machine."
_SENTENCE = re.compile(r"[A-Z][^.?!\n]{20,200}[.?!]")


class Canned:
    """An engine that sends one sound for every text, and counts what it was asked for."""

    name, clone = "canned", True

    def __init__(self, sound: bytes) -> None:
        self._sound = sound
        self.characters = 0

    async def stream(self, text: str, language: str) -> AsyncIterator[bytes]:
        """The sound, whatever the text and the language."""
        assert language
        self.characters += len(text)
        yield self._sound


@dataclass(frozen=True, slots=True)
class Day:
    """What a day of replies took: characters, seconds for a reply that was new or said before, and bytes kept."""

    characters: int
    new: float
    again: float
    kept: int


def replies(profile: Profile, share: float, count: int) -> list[str]:
    """A day's replies in their order, of which this share repeats what the owner wants said exactly."""
    draw = random.Random(_SEED)
    exact = [one.answer for one in profile.scripted]
    exact += [profile.sentences.unknown, profile.sentences.disclosure, profile.sentences.owner_topic]
    posts = "\n".join(path.read_text(encoding="utf-8") for path in sorted((_EXAMPLE / "posts").glob("*.md")))
    sentences = list(dict.fromkeys(_SENTENCE.findall(posts)))
    draw.shuffle(sentences)
    repeated = draw.choices(exact, [1 / place for place in range(1, len(exact) + 1)], k=round(share * count))
    unique = [" ".join(sentences.pop() for _ in range(draw.randint(1, 3))) for _ in range(count - len(repeated))]
    day = repeated + unique
    draw.shuffle(day)
    return day


async def said(texts: Sequence[str], sound: bytes, most: int) -> Day:
    """Say them one after the other, keeping so many bytes."""
    engine = Canned(sound)
    with tempfile.TemporaryDirectory(prefix="twin-benchmark-") as temporary:
        folder = Path(temporary)
        speaker = NoteSpeaker(
            engine, Cache(folder / "cache", most), mark=_mark, likely=("en",), pronounce={}, longest=800,
            announce=_ANNOUNCE,
        )  # fmt: skip
        spent: dict[bool, list[float]] = {True: [], False: []}
        for text in texts:
            started = time.perf_counter()
            spoken = await speaker.say(text, folder / "note.ogg")
            spent[spoken.paid > 0].append(time.perf_counter() - started)
        kept = sum(path.stat().st_size for path in (folder / "cache").iterdir())
    return Day(engine.characters, _mean(spent[True]), _mean(spent[False]), kept)


def _mark(moment: datetime) -> Mark:
    return Mark("Mira", "canned", clone=True, consent="Mira, 2026-11-01", made_at=moment)


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values) if values else 0.0


async def _sound() -> bytes:
    text = "This is about as long as what an owner says in a voice message. " * 4
    return b"".join([chunk async for chunk in Espeak().stream(text, "en")])


def main() -> None:
    """Say each day with and without a cache."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--replies", type=int, default=100)
    count = parser.parse_args().replies
    profile = load(_EXAMPLE / "owner.toml")
    sound = asyncio.run(_sound())
    rows: list[list[object]] = []
    for share in _SHARES:
        day = replies(profile, share, count)
        without, with_ = (asyncio.run(said(day, sound, most)) for most in (0, 200_000_000))
        plain = sum(map(len, day)) + count * len(_ANNOUNCE)
        rows.append(
            [
                f"{share:.0%}", plain, without.characters, with_.characters, f"×{with_.characters / plain:.2f}",
                f"{with_.new * 1000:.0f}", f"{with_.again * 1000:.1f}" if with_.again else "", with_.kept / 1e6,
            ]
        )  # fmt: skip
    head = ["repeated", "characters", "asked for without", "with the cache", "ratio", "ms new", "ms again", "MB kept"]
    print(f"{count} replies in a day, each with an announcement of {len(_ANNOUNCE)} characters:\n")
    print(table(head, rows))


if __name__ == "__main__":
    run(main)
