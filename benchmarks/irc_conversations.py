"""Ten stretches of the DuraSpace IRC logs and their questions, as the files that ``benchmarks/recall.py`` reads.

Usage: ``python benchmarks/irc_conversations.py --log messages.jsonl.gz --out FOLDER [--half dev|test]`` writes
``documents.jsonl``, ``queries.jsonl``, ``gold.json`` and ``unanswerable.jsonl``, the questions nothing answers. The log
is JSON, one message a line: ``{"date", "time", "author", "text"}``; it may be gzipped. A message's id is its line
number, from 0; its conversation is its slice. Every second slice is the half ``dev``, the others are ``test``. The
questions stand in ``data/irc_questions.json``; the log is DuraSpace's, CC BY 4.0.
"""

import argparse
import gzip
import json
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from scratch import read_json, run

from twin.errors import SourceError

_QUESTIONS = Path(__file__).parent / "data" / "irc_questions.json"
# Which of the slices, in their order, are in a half.
_HALVES = {"dev": slice(0, None, 2), "test": slice(1, None, 2), None: slice(None)}


def messages(log: Path) -> list[dict[str, str]]:
    """The log's messages in their order; SourceError when it cannot be read."""
    try:
        packed = log.read_bytes()
        text = (gzip.decompress(packed) if log.suffix == ".gz" else packed).decode("utf-8")
        return [json.loads(line) for line in text.split("\n") if line]
    except (OSError, EOFError, ValueError) as error:
        raise SourceError(f"{log} is no log of messages: {error}.") from error


def documents(log: Sequence[dict[str, str]], slices: Iterable[dict[str, Any]]) -> Iterator[dict[str, object]]:
    """Every message of the slices, bots' too. The log's clock, whose zone is not stated, is taken for UTC."""
    for part in slices:
        first = part["first"]
        if first + part["messages"] > len(log):
            raise SourceError(f"The log has {len(log)} messages, too few for {part['name']}.")
        for number in range(first, first + part["messages"]):
            message = log[number]
            yield {
                "id": str(number),
                "text": message["text"],
                "author": message["author"],
                "sent_at": f"{message['date']}T{message['time'].zfill(5)}:00+00:00",
                "conversation": part["name"],
            }


def main() -> None:
    """Write the four files."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--log", type=Path, required=True, help="messages.jsonl, gzipped or not")
    parser.add_argument("--out", type=Path, required=True, help="folder to write to")
    parser.add_argument("--half", choices=("dev", "test"), help="every second slice only")
    given = parser.parse_args()
    slices = read_json(_QUESTIONS)["slices"][_HALVES[given.half]]
    questions = [question for part in slices for question in part["questions"]]
    answered = [question for question in questions if question["evidence"]]
    given.out.mkdir(parents=True, exist_ok=True)
    _write_lines(given.out / "documents.jsonl", documents(messages(given.log), slices))
    _write_lines(given.out / "queries.jsonl", map(_query, answered))
    _write_lines(given.out / "unanswerable.jsonl", (_query(each) for each in questions if not each["evidence"]))
    gold = {each["id"]: {"ids": [str(number) for number in each["evidence"]]} for each in answered}
    (given.out / "gold.json").write_text(json.dumps(gold), encoding="utf-8")


def _query(question: dict[str, Any]) -> dict[str, object]:
    return {"id": question["id"], "text": question["text"], "exclude": []}


def _write_lines(path: Path, lines: Iterable[dict[str, object]]) -> None:
    path.write_text("".join(f"{json.dumps(line)}\n" for line in lines), encoding="utf-8")


if __name__ == "__main__":
    run(main)
