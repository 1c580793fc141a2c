"""Kills a serving twin while its owner decides, and finds out whether everything decided was done once.

``python -m tests.desk_crash --kills 300 --seed 7`` does it for long; the suite does it a dozen times.
"""

import argparse
import asyncio
import json
import os
import random
import signal
import sqlite3
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.ledger import Ledger
from tests.busy_owner import SEND, BusyOwner, Plan, plan, question, reason, words
from tests.crash import start
from tests.phone import CODE
from tests.servers.telegram import Chat, TelegramServer, User
from tests.servers.telegram_limits import Faults
from tests.serving import OWNER

CONVERSATIONS = 25
# How long a life goes on after the twin is up, at most, in seconds; some end before it is.
_LIFE = 3.0
_UNBORN = (0.1, 1.2)
_UP = 30.0
# Changes of the records in a busy life.
_CHANGES = 60
# What of a twin's work hangs, so that it is killed there.
_CALLS = ("sendMessage", "sendMessage", "editMessageText", "answerCallbackQuery")
_END = 150.0
_QUIET = 1.0
# Buttons of a draft, as what stands under them is named.
_LETTERS = "aert"
_OUTCOMES = {Plan.SEND: "approved", Plan.EDIT: "edited", Plan.REPLY: "edited", Plan.REJECT: "rejected"}
_DISCLOSURE = OWNER.sentences.disclosure

# Of an answer in doubt it is not known whether it arrived; what is behind a doubt waits on purpose.
_OPEN = """
SELECT (SELECT count(*) FROM messages WHERE decision IS NULL)
 + (SELECT count(*) FROM deliveries v WHERE state IN ('waiting', 'begun') AND NOT EXISTS (SELECT 1 FROM deliveries b
    WHERE b.decision = v.decision AND b.part < v.part AND b.state = 'in doubt'))
 + (SELECT count(*) FROM wishes WHERE done_at IS NULL)
 + (SELECT count(*) FROM rulings WHERE learned_at IS NULL)
 + (SELECT count(*) FROM cards WHERE closed_at IS NULL AND (kind IN ('word', 'asks') OR (kind = 'case' AND NOT EXISTS
    (SELECT 1 FROM deliveries b WHERE b.decision = cards.subject AND b.state = 'in doubt'))))
"""
_DRAFTS = """
SELECT CAST(substr(m.text, 10) AS INTEGER), d.id, r.outcome, r.texts, r.reason, r.lesson,
 (SELECT count(*) FROM rulings o WHERE o.decision = d.id)
 FROM messages m JOIN decisions d ON d.id = m.decision LEFT JOIN rulings r ON r.decision = d.id
 WHERE m.text LIKE 'question %' ORDER BY d.id
"""


@dataclass(frozen=True, slots=True)
class Draft:
    """A draft for somebody, by number, with what became of it by the records."""

    number: int
    decision: int
    outcome: str | None
    texts: str | None
    reason: str | None
    lesson: int | None
    rulings: int


@dataclass(frozen=True, slots=True)
class Doubt:
    """A delivery to somebody, by number, that may have arrived or not."""

    number: int
    text: str
    discloses: bool


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of everything. ``wrong`` has a sentence for each thing that should not be."""

    wrong: list[str]
    kills: int
    at_work: int
    doubts: int
    again: int


@dataclass(slots=True)
class _Course:
    """One run: who takes part, and what came of it."""

    data: Path
    server: TelegramServer
    owner: BusyOwner
    people: Sequence[tuple[Chat, User]]
    dice: random.Random
    asked: int = 0

    async def live(self, life: int, lives: int) -> bool:
        """Let the twin live for a while, and kill it; whether it was up, or died by itself."""
        way = self.dice.choice(("moment", "moment", "before", "after", "hang"))
        at = f"{way} {self.dice.randint(1, _CHANGES)}" if way in ("before", "after") else ""
        unborn, lasts = self.dice.random() < 0.1, self.dice.uniform(0, _LIFE)
        self.server.faults = Faults()
        if way == "hang":
            self.server.fail_next(self.dice.choice(_CALLS), self.dice.choice(("hang before", "hang after")))
        ups = self._ups()
        process = await start(self.data, self.server.url, "tests.dying", DIE_AT=at)
        if unborn:
            await asyncio.sleep(self.dice.uniform(*_UNBORN))
        else:
            await _until(lambda: self._ups() > ups or process.returncode is not None, _UP)
        for quarter in range(1, 5):
            if process.returncode is None and not unborn:
                await asyncio.sleep(lasts / 4)
            self._ask(len(self.people) * (4 * life + quarter) // (4 * lives))
        died = process.returncode
        if died is None:
            process.kill()
        await process.wait()
        if died not in (None, -signal.SIGKILL):
            self.owner.odd.append(f"the twin ended by itself, with {died}")
        return died is not None or self._ups() > ups

    def _ask(self, so_many: int) -> None:
        """Let so many people have asked, once the owner is there."""
        while self.owner.linked and self.asked < so_many:
            chat, user = self.people[self.asked]
            self.server.say(chat, user, question(self.asked))
            self.asked += 1

    async def finish(self) -> int:
        """Let it live until nothing is left to be done, press all there ever was, and stop it; what is left."""
        self.server.faults = Faults()
        process = await start(self.data, self.server.url, "tests.dying")
        await _until(lambda: self.owner.linked, _UP)
        self._ask(len(self.people))
        await _until(lambda: self.owner.done() and self._open() == 0, _END)
        await asyncio.sleep(_QUIET)
        sent = self._sent()
        presses = [
            self.owner.press(card, f"{letter}:{draft.decision}")
            for draft in self.drafts()
            for card in self.owner.drafts(draft.number)
            for letter in _LETTERS
        ]
        await _until(lambda: self.server.toasts.keys() >= set(presses) and self._open() == 0, _END)
        await asyncio.sleep(_QUIET)
        left = self._open()
        process.terminate()
        await asyncio.wait_for(process.wait(), 20)
        untold = len(set(presses) - self.server.toasts.keys())
        if untold:
            self.owner.odd.append(f"{untold} of {len(presses)} presses of old buttons were told nothing")
        if sent != self._sent():
            self.owner.odd.append("pressing the old buttons sent something")
        return left

    def drafts(self) -> list[Draft]:
        return [Draft(*row) for row in self._rows(_DRAFTS)]

    def doubts(self) -> list[Doubt]:
        """What is in doubt by the records, but for what was said to the owner."""
        rows = self._rows("SELECT conversation, text, discloses FROM deliveries WHERE state = 'in doubt'")
        numbers = {f"telegram/{chat.id}": number for number, (chat, _) in enumerate(self.people)}
        return [Doubt(numbers[place], text, bool(tells)) for place, text, tells in rows if place in numbers]

    def wrong(self, left: int) -> list[str]:
        """What should not be, a sentence each."""
        found = [*self.server.violations, *self.owner.odd]
        if left:
            found.append(f"{left} things are still to be done")
        drafts, doubts = self.drafts(), self.doubts()
        for number in range(len(self.people)):
            theirs = [draft for draft in drafts if draft.number == number]
            found += [f"person {number}: {what}" for what in self._about(number, theirs, doubts)]
        return [*found, *_of_learning(self.data, drafts)]

    def _about(self, number: int, drafts: Sequence[Draft], doubts: Sequence[Doubt]) -> list[str]:
        if len(drafts) != 1:
            return [f"{len(drafts)} drafts: {drafts}"]
        [draft] = drafts
        found = [] if draft.rulings == 1 else [f"{draft.rulings} rulings"]
        if draft.outcome != _OUTCOMES[plan(number)]:
            found.append(f"{draft.outcome}, though the owner was to {plan(number).value} it")
        given = reason(number) if number in self.owner.reasons else ""
        if draft.reason != given:
            found.append(f"its reason is {draft.reason!r}, and {given!r} was given")
        shown = self.owner.drafts(number)
        known = self._rows("SELECT reference FROM cards WHERE kind = 'case' AND subject = ?", draft.decision)
        references = {str(reference).rpartition("/")[2].rpartition(":")[2] for (reference,) in known}
        buttons = [list(card.buttons) for card in shown if str(card.message_id) in references]
        if not buttons or any(SEND in those for those in buttons):
            found.append(f"its cards have the buttons {buttons}, of {len(shown)} with the references {references}")
        return found + _heard(self._sent()[number], number, [doubt for doubt in doubts if doubt.number == number])

    def _sent(self) -> dict[int, list[str]]:
        """What each of the people was told, in its order."""
        numbers = {chat.id: number for number, (chat, _) in enumerate(self.people)}
        sent: dict[int, list[str]] = {number: [] for number in numbers.values()}
        for one in self.server.sent:
            if one.chat_id in numbers:
                sent[numbers[one.chat_id]].append(one.text)
        return sent

    def _open(self) -> int:
        return int(self._rows(_OPEN)[0][0])

    def _rows(self, sql: str, *parameters: object) -> list[tuple[Any, ...]]:
        with closing(sqlite3.connect(self.data / "ledger.db", timeout=10)) as ledger:
            return ledger.execute(sql, parameters).fetchall()

    def _ups(self) -> int:
        log = self.data / "log"
        return log.read_text().count("serving telegram") if log.exists() else 0


def _heard(sent: Sequence[str], number: int, doubts: Sequence[Doubt]) -> list[str]:
    """What is wrong about what somebody was told."""
    wanted = {Plan.SEND: [f"re: {question(number)}"], Plan.REJECT: []}.get(plan(number), [words(number)])
    answers = [text for text in sent if text != _DISCLOSURE]
    told = len(sent) - len(answers)
    tells = sum(doubt.discloses for doubt in doubts)
    found = []
    if answers != wanted and (answers or not doubts):
        found.append(f"was told {answers} in place of {wanted}; in doubt is {doubts}")
    if told > 1 + tells:
        found.append(f"was told {told} times that this is an AI, which {tells} times was in doubt")
    if answers and sent[0] != _DISCLOSURE:
        found.append("was answered before they were told that this is an AI")
    return found


def _of_learning(data: Path, drafts: Sequence[Draft]) -> list[str]:
    """What is wrong about what was learned."""
    with closing(sqlite3.connect(data / "knowledge.db")) as knowledge:
        lessons = knowledge.execute(
            "SELECT l.key, l.exemplar, e.message, e.reply FROM lessons l LEFT JOIN exemplars e ON e.id = l.exemplar"
        ).fetchall()
        rejections = knowledge.execute("SELECT key, reason FROM rejections").fetchall()
    taught = [
        (f"ruling/{draft.decision}", draft.lesson, question(draft.number), "\n".join(json.loads(draft.texts or "[]")))
        for draft in drafts
        if draft.outcome == "edited"
    ]
    rejected = [(f"ruling/{draft.decision}", draft.reason) for draft in drafts if draft.outcome == "rejected"]
    found = []
    for what, expected, there in (("lessons", taught, lessons), ("rejections", rejected, rejections)):
        if Counter(expected) != Counter(there):
            found.append(f"the {what} are {sorted(there)} in place of {sorted(expected)}")
    return found


async def _until(condition: Callable[[], bool], seconds: float) -> None:
    """Wait for it, for so long at most."""
    end = time.monotonic() + seconds
    while not condition() and time.monotonic() < end:  # noqa: ASYNC110 - nothing tells
        await asyncio.sleep(0.1)


async def run(data: Path, seed: int, kills: int, conversations: int = CONVERSATIONS) -> Outcome:
    """Let so many people write while the twin is killed so many times, and its owner decides; then let it finish."""
    dice = random.Random(seed)  # noqa: S311 - the same seed, the same course as far as others' clocks let it
    async with TelegramServer() as server:
        user = server.user("Mira", id=99)
        people = [server.user(f"Person {number}") for number in range(conversations)]
        owner = BusyOwner(server, user, server.private(user), conversations)
        with closing(Ledger(data / "ledger.db")) as ledger:
            ledger.owners.open_code(CODE, 60)
        owner.link()
        deciding = asyncio.create_task(owner.decide())
        course = _Course(data, server, owner, [(server.private(one), one) for one in people], dice)
        at_work = 0
        for life in range(kills):
            at_work += await course.live(life, kills)
        left = await course.finish()
        if deciding.done():
            deciding.result()
        deciding.cancel()
        await asyncio.gather(deciding, return_exceptions=True)
        return Outcome(course.wrong(left), kills, at_work, len(course.doubts()), owner.repeated)


def main() -> int:
    """Do it for long, and print the seeds, the doubts and what went wrong."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=300)
    parser.add_argument("--seed", type=int, default=int.from_bytes(os.urandom(4)))
    parser.add_argument("--keep", type=Path, help="where the records stay if something went wrong")
    given = parser.parse_args()
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    print(f"seed {given.seed}", flush=True)
    done = 0
    while done < given.kills:
        kills = min(15, given.kills - done)
        with tempfile.TemporaryDirectory() as folder:
            outcome = asyncio.run(run(Path(folder), given.seed + done, kills))
            if outcome.wrong and given.keep:
                Path(folder).rename(given.keep)
                Path(folder).mkdir()
        done += kills
        print(
            f"{done} kills; at work {outcome.at_work} of {outcome.kills}; in doubt {outcome.doubts};"
            f" pressed again {outcome.again}; wrong: {outcome.wrong or 'nothing'}",
            flush=True,
        )
        if outcome.wrong:
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
