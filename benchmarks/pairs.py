"""Which pairs are found in a group's log, how many of given ones, and a sheet of them to check by hand.

Usage: ``python benchmarks/pairs.py --log messages.jsonl.gz [--given reply_pairs.json] [--owner NICK ...]
[--bot NICK ...] [--sample N --sheet FILE]``. The log is JSON, one message a line: ``{"date", "time", "author",
"text"}``; it may be gzipped. Printed are, for each owner, the pairs by how it is known that one answers the other, how
many replies are situational, and of the given pairs ``{"owner", "asker", "message", "reply"}`` the share that is found.
The sheet shows N pairs of each kind, drawn from all owners with a fixed seed, each with the lines before the reply,
those of the pair marked ``*``: write 1 or 0 behind ``right:`` and count. A pair is right if the reply answers what is
marked.
"""

import argparse
import random
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

from irc_conversations import messages
from scratch import read_json, run, table

from memory.importers.records import ChatMessage
from memory.pairs import Pair, Pairing
from memory.situational import situational
from memory.turns import Link

_SEED = 7
_BEFORE = 10
_OWNERS = ("tdonohue", "helix84", "mdiggory")
_BOTS = ("kompewter", "DSpaceSlackBot", "DSpaceSlackBot1")
_KINDS: tuple[Link, ...] = ("explicit", "addressed", "followed", "disentangled")


def chat(log: Path, bots: Sequence[str]) -> list[ChatMessage]:
    """The log as messages of one group, their keys being their line numbers from 0."""
    return [
        ChatMessage(
            place="log",
            chat="log",
            key=str(number),
            author=line["author"],
            author_id=line["author"],
            sent_at=datetime.fromisoformat(f"{line['date']}T{line['time'].zfill(5)}:00").replace(tzinfo=UTC),
            text=line["text"],
            by_bot=line["author"] in bots,
        )
        for number, line in enumerate(messages(log))
    ]


def pairs(heard: Sequence[ChatMessage], owner: str) -> list[Pair]:
    """The pairs of one owner."""
    pairing = Pairing(owner)
    return [pair for message in heard for pair in pairing.hear(message)] + list(pairing.finish())


def found(given: Sequence[Mapping[str, str]], own: Sequence[Pair]) -> int:
    """How many of the given pairs are among those found: the same words answered by the same words."""
    replies: dict[str, list[Pair]] = defaultdict(list)
    for pair in own:
        for line in pair.reply.split("\n"):
            replies[line.strip()].append(pair)
    return sum(
        any(
            pair.asker == one["asker"] and _last_line(one["message"]) in pair.message
            for line in one["reply"].split("\n")
            for pair in replies[line.strip()]
        )
        for one in given
    )


def _last_line(message: str) -> str:
    """What is compared of a message: its end, since a name may have been taken from its beginning."""
    return message.split("\n")[-1].strip()[-40:]


def _sheet(heard: Sequence[ChatMessage], owned: Sequence[tuple[str, Pair]], count: int) -> Iterator[str]:
    at = {message.key: number for number, message in enumerate(heard)}
    draw = random.Random(_SEED)
    for kind in _KINDS:
        of_kind = [(owner, pair) for owner, pair in owned if pair.link == kind]
        for number, (owner, pair) in enumerate(draw.sample(of_kind, min(count, len(of_kind))), start=1):
            keys = sorted(at[key] for key in pair.keys)
            first = next(key for key in keys if heard[key].author == owner)
            yield f"--- {kind} {number} right:"
            for key in sorted({*range(max(0, first - _BEFORE), first), *keys}):
                message = heard[key]
                yield f"{'*' if message.key in pair.keys else ' '} {message.author}: {message.text}"


def main() -> None:
    """Count, compare, and write the sheet."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--log", type=Path, required=True, help="messages.jsonl, gzipped or not")
    parser.add_argument("--given", type=Path, help="reply_pairs.json")
    parser.add_argument("--owner", action="append", help="whose replies; may be repeated")
    parser.add_argument("--bot", action="append", help="who is a program; may be repeated")
    parser.add_argument("--sample", type=int, default=0, help="pairs of each kind on the sheet")
    parser.add_argument("--sheet", type=Path, default=Path("pairs.txt"), help="where to write it")
    options = parser.parse_args()
    heard = chat(options.log, options.bot or _BOTS)
    given = read_json(options.given) if options.given else []
    owned: list[tuple[str, Pair]] = []
    rows = []
    for owner in options.owner or _OWNERS:
        own = pairs(heard, owner)
        owned += [(owner, pair) for pair in own]
        kinds = Counter(pair.link for pair in own)
        theirs = [one for one in given if one["owner"] == owner]
        share = f"{found(theirs, own) / len(theirs):.3f}" if theirs else ""
        passing = sum(situational(pair.reply) for pair in own)
        rows.append([owner, len(own), *(kinds[kind] for kind in _KINDS), passing, share])
    print(table(["owner", "pairs", *_KINDS, "situational", "found of the given"], rows))
    if options.sample:
        options.sheet.write_text("\n".join(_sheet(heard, owned, options.sample)) + "\n", encoding="utf-8")


if __name__ == "__main__":
    run(main)
