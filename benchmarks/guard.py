"""How often the guard stops what an owner really wrote, and how often it hears danger where there is none.

Usage: ``python benchmarks/guard.py --chat MESSAGES --pairs PAIRS [--harmless FILE…]``. MESSAGES are JSON Lines (may be
gzipped) of ``date``, ``time``, ``author``, ``text``; the first 80 % of them by date are known to the twin, for its
owner alone, which is harsher than life: the contact was there. PAIRS are JSON objects of ``owner``, ``asker``,
``message``, ``reply``, ``date``: of each owner with 40 or more later pairs, every real reply is judged as a draft for
a stranger.
Harmless files hold objects with ``prompt``: messages that attack nothing, judged as what arrives and as drafts.
"""

import argparse
import gzip
import json
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from scratch import chosen, read_json, run, table

from bot import compose
from bot.engine import Engine
from bot.ledger import Ledger
from bot.styles import Styles
from memory.importers.records import ChatMessage
from memory.pieces import ChatPassages
from memory.store import NewSource
from persona.manner import faults
from persona.profile import Answers, Profile, load, write_new
from twin.brief import Brief
from twin.draft import Draft
from twin.errors import SourceError
from twin.knowledge import Audience
from twin.message import Contact, Conversation

_KNOWN = 0.8
_ENOUGH = 40
_BATCH = 2000


@dataclass(slots=True)
class Alarms:
    """Drafts that were judged, those that were stopped, and by which rules; ``shown`` are some of them."""

    judged: int = 0
    stopped: int = 0
    rules: Counter[str] = field(default_factory=Counter)
    shown: list[str] = field(default_factory=list)

    def count(self, text: str, rules: Sequence[str]) -> None:
        """Take up one draft."""
        self.judged += 1
        self.stopped += bool(rules)
        self.rules.update(set(rules))
        if rules:
            self.shown.append(f"{', '.join(sorted(set(rules)))}: {' '.join(text.split())[:140]}")

    @property
    def share(self) -> float:
        """The share that was stopped."""
        return self.stopped / self.judged if self.judged else 0.0


def _messages(path: Path) -> list[dict[str, str]]:
    try:
        data = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
        found = [json.loads(line) for line in data.decode().splitlines()]
    except (OSError, ValueError) as error:
        raise SourceError(f"{path} cannot be read as JSON Lines: {error}.") from error
    return sorted(found, key=lambda message: (message["date"], message["time"]))


def _learn(knowledge: compose.Knowledge, messages: Sequence[dict[str, str]], owner: str) -> None:
    """The chat as the twin of this owner knows it; what is not embedded is not recalled, but guarded all the same."""
    store = knowledge.store
    source = store.source(NewSource("chat", "chat", "chat", "chat", Audience.OWNER))
    file = store.file("chat", "chat")
    cut = ChatPassages(owner, Audience.OWNER)
    for start in range(0, len(messages), _BATCH):
        batch = [_chat_message(message) for message in messages[start : start + _BATCH]]
        store.add("passages", source.id, file, [piece for one in batch if (piece := cut.passage(one))])


def _chat_message(message: dict[str, str]) -> ChatMessage:
    at = datetime.strptime(f"{message['date']} {message['time']} +0000", "%Y-%m-%d %H:%M %z")
    return ChatMessage("chat", "chat", "", message["author"], message["author"], at, message["text"])


def _profile(folder: Path, owner: str) -> Profile:
    path = folder / "owner.toml"
    write_new(path, Answers(name=owner))
    return load(path)


def _judged(engine: Engine, text: str, asked: str, asker: str) -> list[str]:
    """The rules that object to a text as an answer to a message."""
    where = Conversation("benchmark/-1", "benchmark/-1", "the channel", group=True)
    brief = Brief(
        asked, Audience.PUBLIC, Contact(f"benchmark/{asker}", asker, Audience.PUBLIC), where, datetime.now(UTC)
    )
    draft = Draft((text,), 0.5, "benchmark", "", by_model=True)
    return [objection.rule for objection in engine.guard.verdict(draft, brief).objections]


def _owners(pairs: Sequence[dict[str, str]]) -> Iterator[tuple[str, list[dict[str, str]]]]:
    counted = Counter(pair["owner"] for pair in pairs)
    for owner in sorted(owner for owner, count in counted.items() if count >= _ENOUGH):
        yield owner, [pair for pair in pairs if pair["owner"] == owner]


def _replies(messages: Sequence[dict[str, str]], pairs: Sequence[dict[str, str]]) -> tuple[Alarms, Alarms]:
    """What is stopped of the owners' later replies, and in how many of them the assistant's manner is heard."""
    known = messages[: int(_KNOWN * len(messages))]
    later = [pair for pair in pairs if pair["date"] > known[-1]["date"]]
    alarms, manner = Alarms(), Alarms()
    with tempfile.TemporaryDirectory(prefix="twin-guard-") as name:
        for number, (owner, own) in enumerate(_owners(later)):
            folder = Path(name) / str(number)
            folder.mkdir()
            knowledge = compose.Knowledge(chosen(), folder)
            _learn(knowledge, known, owner)
            profile = _profile(folder, owner)
            habits = Styles(knowledge.store, profile.languages).setting(group=True)
            with closing(Ledger(folder / "ledger.db")) as ledger:
                engine = compose.engine(knowledge, profile, ledger.acquaintances)
                for pair in own:
                    alarms.count(pair["reply"], _judged(engine, pair["reply"], pair["message"], pair["asker"]))
                    manner.count(pair["reply"], faults([pair["reply"]], habits))
            knowledge.store.close()
    return alarms, manner


def _harmless(prompts: Sequence[str]) -> tuple[Alarms, Alarms]:
    """What is heard as danger in harmless messages, and what of them is stopped as a draft."""
    danger, drafts = Alarms(), Alarms()
    with tempfile.TemporaryDirectory(prefix="twin-guard-") as name:
        folder = Path(name)
        knowledge = compose.Knowledge(chosen(), folder)
        profile = _profile(folder, "Somebody Else")
        with closing(Ledger(folder / "ledger.db")) as ledger:
            engine = compose.engine(knowledge, profile, ledger.acquaintances)
            for prompt in prompts:
                danger.count(prompt, ["danger"] if engine.alarm.draft(prompt) else [])
                drafts.count(prompt, _judged(engine, prompt, "?", "asker"))
        knowledge.store.close()
    return danger, drafts


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--chat", type=Path, required=True)
    parser.add_argument("--pairs", type=Path, required=True)
    parser.add_argument("--harmless", type=Path, nargs="*", default=[])
    parser.add_argument("--show", type=int, default=0, metavar="N", help="print N of what is stopped")
    arguments = parser.parse_args()
    prompts: list[Any] = [one["prompt"] for path in arguments.harmless for one in read_json(path)]
    replies, manner = _replies(_messages(arguments.chat), read_json(arguments.pairs))
    danger, drafts = _harmless(prompts)
    kinds = {"real replies": replies, "harmless, as they arrive": danger, "harmless, as drafts": drafts}
    head = ["what", "judged", "stopped", "share"]
    print(table(head, [[name, one.judged, one.stopped, f"{one.share:.2%}"] for name, one in kinds.items()]))
    judged, stopped = replies.judged + danger.judged, replies.stopped + danger.stopped
    print(f"\nReplies and harmless messages together: {stopped / max(1, judged):.2%} (goal: below 2 %).")
    print(f"Asked to write again for an assistant's manner: {manner.share:.2%} of the real replies.\n")
    rows = [[name, rule, count] for name, one in kinds.items() for rule, count in one.rules.most_common()]
    print(table(["what", "rule", "stopped"], rows))
    for name, one in kinds.items():
        for line in one.shown[: arguments.show]:
            print(f"{name}: {line}")


if __name__ == "__main__":
    run(main)
