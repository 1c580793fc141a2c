"""Kills a twin that serves Discord at random moments, while people write, and sees who was answered how often.

``python -m tests.discord_crash --kills 200 --seed 7 --faults`` does it for long; the suite does it twelve times.
"""

import argparse
import asyncio
import os
import random
import signal
import sys
import tempfile
from collections import Counter
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.crash import finished, in_doubt, start
from tests.echoing import until
from tests.servers.discord import CutAfter, CutBefore, DiscordServer, Fault, Person, Status

MEMBERS = 12
STRANGERS = 4
# What each person writes beside their first message.
EACH = 6
# A life is this long at least and at most, in seconds, and so is the time between two.
_LIFE = (0.6, 3.0)
_DEATH = (0.0, 0.6)
_END = 120.0
FAULTS: Sequence[Fault] = (Status(429, retry_after=1), Status(502), CutBefore(), CutAfter())

Say = Callable[[str], Awaitable[object]]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of the messages: answers by person in their order, and what the ledger holds in doubt."""

    answers: dict[str, list[str]]
    doubts: int
    unanswered: int
    violations: list[str]
    kills: int

    def wrong(self) -> list[str]:
        """What should not be, a sentence each; empty if every message was answered once and in order."""
        found = list(self.violations)
        if self.unanswered:
            found.append(f"{self.unanswered} messages or deliveries still wait")
        if self.doubts:
            found.append(f"{self.doubts} deliveries are in doubt, which Discord could have told")
        for name, answers in self.answers.items():
            expected = [f"re: {words(name, number)}" for number in range(EACH + 1)]
            if answers != expected:
                found.append(f"{name} got {answers}")
        return found


def words(name: str, number: int) -> str:
    """The message of this number of somebody."""
    return f"message {number} of {name}"


async def run(data: Path, seed: int, kills: int, *, faults: Sequence[Fault] = ()) -> Outcome:
    """Let everybody write, also while nobody listens, and let the twin finish at the end."""
    dice = random.Random(seed)  # noqa: S311 - the same seed, the same course
    async with DiscordServer() as server:
        saying = _people(server)
        process = await _start(data, server)
        # Nobody is told who wrote to a bot for the first time while it was away.
        await until(lambda: "serving" in (data / "log").read_text(), _END)
        # It serves before its session has begun.
        await server.listened(_END)
        for name, say in saying.items():
            await say(words(name, 0))
        await until(lambda: all(len(texts) == 1 for texts in _answers(server, saying).values()), _END)
        coming = [(name, number) for number in range(1, EACH + 1) for name in saying]
        dice.shuffle(coming)
        coming.sort(key=lambda one: one[1])
        for life in range(kills):
            if faults:
                server.faults.chaos(seed + life, 0.05, list(faults))
            share = coming[len(coming) * life // kills : len(coming) * (life + 1) // kills]
            half = len(share) // 2
            await _said(saying, share[:half])
            await asyncio.sleep(dice.uniform(*_LIFE))
            process.kill()
            await process.wait()
            await _said(saying, share[half:])
            await asyncio.sleep(dice.uniform(*_DEATH))
            process = await _start(data, server)
        server.faults.chaos(seed, 0.0, [])
        left = await finished(data, len(coming) + len(saying))
        process.terminate()
        await asyncio.wait_for(process.wait(), 10)
        doubts = sum(map(len, in_doubt(data).values()))
        return Outcome(_answers(server, saying), doubts, left, list(server.violations), kills)


def _people(server: DiscordServer) -> dict[str, Say]:
    guild = server.guild("Harbour")
    channels = [guild.text(name) for name in ("general", "help", "boats")]
    saying: dict[str, Say] = {}
    for number in range(MEMBERS):
        member, channel = guild.member(f"Member {number}"), channels[number % len(channels)]

        async def called(text: str, member: Person = member, channel: object = channel) -> object:
            return await member.say(channel, f"{server.bot.mention} {text}", mentions=[server.bot])  # type: ignore[arg-type]

        saying[member.name] = called
    for number in range(STRANGERS):
        stranger = server.person(f"Stranger {number}")
        saying[stranger.name] = stranger.write
    return saying


async def _said(saying: dict[str, Say], share: Sequence[tuple[str, int]]) -> None:
    for name, number in share:
        await saying[name](words(name, number))


def _answers(server: DiscordServer, saying: dict[str, Say]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {name: [] for name in saying}
    for sent in server.sent:
        name = sent.content.partition(" of ")[2]
        if sent.content.startswith("re: "):
            found[name].append(sent.content)
    return found


async def _start(data: Path, server: DiscordServer) -> asyncio.subprocess.Process:
    return await start(data, "", TWIN_DISCORD_TOKEN=server.token, TWIN_DISCORD_URL=server.url)


def main() -> int:
    """Do it for long, and print the seed and what went wrong."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--seed", type=int, default=int.from_bytes(os.urandom(4)))
    parser.add_argument("--faults", action="store_true", help="let the server fail too")
    given = parser.parse_args()
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    print(f"seed {given.seed}", flush=True)
    done = 0
    while done < given.kills:
        kills = min(12, given.kills - done)
        with tempfile.TemporaryDirectory() as folder:
            outcome = asyncio.run(run(Path(folder), given.seed + done, kills, faults=FAULTS if given.faults else ()))
        done += kills
        repeated = sum(n - 1 for texts in outcome.answers.values() for n in Counter(texts).values())
        print(f"{done} kills; said twice {repeated}; wrong: {outcome.wrong() or 'nothing'}", flush=True)
        if outcome.wrong():
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
