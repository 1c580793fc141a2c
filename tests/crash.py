"""Kills a serving twin at random moments, and finds out whether everybody was answered once and in order.

``python -m tests.crash --kills 300 --seed 7`` does it for long; the suite does it twenty times.
"""

import argparse
import asyncio
import os
import random
import shutil
import signal
import sqlite3
import sys
import tempfile
from collections import Counter
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from tests.example import environment
from tests.knowledge import REPOSITORY
from tests.servers.telegram import TOKEN, Chat, TelegramServer, User
from tests.servers.telegram_limits import Fault, Status

MESSAGES = 200
CONVERSATIONS = 20
# A life is this long at least and at most, in seconds: from before the twin is up to well into its work.
_LIFE = (0.3, 2.5)
_END = 120.0
FAULTS: Sequence[Fault] = (Status(429, retry_after=1), 502, "drop before", "drop after", "garbage")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of the messages: answers by chat in their order, and what the ledger holds in doubt."""

    sent: dict[int, list[str]]
    doubts: dict[int, list[str]]
    unanswered: int
    violations: list[str]
    kills: int
    begun: int

    def wrong(self) -> list[str]:
        """What should not be, a sentence each; empty if every message was answered once and in order."""
        found = list(self.violations)
        if self.unanswered:
            found.append(f"{self.unanswered} messages or deliveries still wait")
        for chat, sent in self.sent.items():
            answers = [text for text in sent if text.startswith("re: ")]
            doubts = Counter(self.doubts.get(chat, ()))
            found += [f"{text!r} came {n} times to {chat}" for text, n in Counter(answers).items() if n > 1]
            expected = [f"re: {words(chat, number)}" for number in range(MESSAGES // CONVERSATIONS)]
            if answers != [text for text in expected if text in answers]:
                found.append(f"{chat} was answered out of order: {answers}")
            missing = [text for text in expected if text not in answers]
            # What is missing must be in doubt, or be behind what is: the rest of an answer waits for its beginning.
            lost = [text for text in missing if text not in doubts]
            if len(lost) > sum(1 for text in self.doubts.get(chat, ()) if not text.startswith("re: ")):
                found.append(f"{chat} was never answered {lost}")
        return found


def words(chat: int, number: int) -> str:
    """The message of this number in a chat."""
    return f"message {number} of {chat}"


async def run(data: Path, seed: int, kills: int, *, faults: Sequence[Fault] = ()) -> Outcome:
    """Let 200 messages in 20 conversations come in while the twin is killed so many times, then let it finish."""
    dice = random.Random(seed)  # noqa: S311 - the same seed, the same course
    async with TelegramServer() as server:
        people = [server.user(f"Person {number}") for number in range(CONVERSATIONS)]
        chats = {user.id: (user, server.private(user)) for user in people}
        coming = [chat for chat in chats for _ in range(MESSAGES // CONVERSATIONS)]
        dice.shuffle(coming)
        said: Counter[int] = Counter()
        begun = 0
        for life in range(kills):
            if faults:
                server.chaos(seed + life, 0.1, faults)
            process = await start(data, server.url)
            alive = dice.uniform(*_LIFE)
            for quarter in range(1, 5):
                await asyncio.sleep(alive / 4)
                while sum(said.values()) < len(coming) * (4 * life + quarter) // (4 * kills):
                    _say(server, chats, coming, said)
            begun += process.returncode is None
            process.kill()
            await process.wait()
        server.chaos(seed, 0, ())
        process = await start(data, server.url)
        left = await finished(data, len(coming))
        process.terminate()
        await asyncio.wait_for(process.wait(), 10)
        sent: dict[int, list[str]] = {chat: [] for chat in chats}
        for one in server.sent:
            sent[one.chat_id].append(one.text)
        return Outcome(sent, in_doubt(data), left, list(server.violations), kills, begun)


def _say(
    server: TelegramServer, chats: dict[int, tuple[User, Chat]], coming: Sequence[int], said: Counter[int]
) -> None:
    chat = coming[sum(said.values())]
    user, private = chats[chat]
    server.say(private, user, words(chat, said[chat]))
    said[chat] += 1
    # Telegram may tell again what it was told to have arrived.
    if server.confirmed and sum(said.values()) % 3 == 0:
        server.replay(server.confirmed)


async def start(data: Path, url: str, module: str = "tests.serving", **more: str) -> asyncio.subprocess.Process:
    """The twin that repeats what it reads, as a process; what it logs is in the file "log" of the folder."""
    platform = {"TWIN_TELEGRAM_TOKEN": TOKEN, "TWIN_TELEGRAM_URL": url} if url else {}
    settings = {
        **platform,
        "TWIN_ADMITS": "everyone,groups",
        "TWIN_QUIET": "0",
        "TWIN_CONTACT_LIMIT": "0",
        "TWIN_CONVERSATION_LIMIT": "0",
    }
    variables = environment(data, **{**settings, **more})
    shutil.copy(REPOSITORY / "examples" / "owner.toml", data)
    with (data / "log").open("ab") as log:
        return await asyncio.create_subprocess_exec(
            sys.executable, "-m", module, str(data), env=variables, stdout=log, stderr=log
        )


async def finished(data: Path, messages: int) -> int:
    """Wait until nothing waits any more, of so many messages; how much still does when patience ends."""
    loop = asyncio.get_running_loop()
    end = loop.time() + _END
    left = -1
    while loop.time() < end:
        await asyncio.sleep(0.2)
        left = await asyncio.to_thread(_open, data, messages)
        if left == 0:
            break
    return left


def _open(data: Path, messages: int) -> int:
    with closing(sqlite3.connect(data / "ledger.db", timeout=10)) as ledger:
        try:
            [(kept, undecided)] = ledger.execute("SELECT count(*), sum(decision IS NULL) FROM messages").fetchall()
            # What is behind a doubt waits on purpose.
            [(waiting,)] = ledger.execute(
                "SELECT count(*) FROM deliveries v WHERE state IN ('waiting', 'begun') AND NOT EXISTS (SELECT 1 FROM"
                " deliveries b WHERE b.decision = v.decision AND b.part < v.part AND b.state = 'in doubt')"
            ).fetchall()
        except sqlite3.OperationalError:
            # No life was long enough to make the tables.
            return messages
    return int(messages - kept + (undecided or 0) + waiting)


def in_doubt(data: Path) -> dict[int, list[str]]:
    found: dict[int, list[str]] = {}
    with closing(sqlite3.connect(data / "ledger.db")) as ledger:
        for conversation, text in ledger.execute(
            "SELECT conversation, text FROM deliveries WHERE state = 'in doubt' ORDER BY id"
        ):
            found.setdefault(int(conversation.rpartition("/")[2]), []).append(text)
    return found


def main() -> int:
    """Do it for long, and print the seed, the doubts and what went wrong."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=300)
    parser.add_argument("--seed", type=int, default=int.from_bytes(os.urandom(4)))
    parser.add_argument("--faults", action="store_true", help="let the server fail too")
    given = parser.parse_args()
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    print(f"seed {given.seed}", flush=True)
    done = 0
    while done < given.kills:
        kills = min(20, given.kills - done)
        with tempfile.TemporaryDirectory() as folder:
            outcome = asyncio.run(run(Path(folder), given.seed + done, kills, faults=FAULTS if given.faults else ()))
        done += kills
        doubts = sum(map(len, outcome.doubts.values()))
        print(f"{done} kills; in doubt {doubts}; wrong: {outcome.wrong() or 'nothing'}", flush=True)
        if outcome.wrong():
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
