"""The chats of ``benchmarks/data/conversations`` and their questions, as the files that ``benchmarks/recall.py`` reads.

Usage: ``python benchmarks/conversations.py --out FOLDER [--half dev|test]`` writes ``documents.jsonl``,
``queries.jsonl`` and ``gold.json``, and ``unanswerable.jsonl``, the questions to which nothing in the chats is an
answer. All chats of a half are learned together: dev is every second file by name, from the first; test is the others.
"""

import argparse
import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from scratch import read_json, run

from twin.errors import SourceError

_CHATS = Path(__file__).parent / "data" / "conversations"
_HALVES = {"dev": slice(0, None, 2), "test": slice(1, None, 2)}


def chats(half: str | None) -> list[dict[str, Any]]:
    """The chats of one half, or all, each ``{"conversation", "messages", "questions"}``."""
    return [read_json(path) for path in sorted(_CHATS.glob("*.json"))[_HALVES[half] if half else slice(None)]]


def check(read: Sequence[dict[str, Any]]) -> None:
    """Raise SourceError if evidence is not among the messages, or its absence disagrees with the question's kind."""
    for chat in read:
        ids = {message["id"] for message in chat["messages"]}
        for question in chat["questions"]:
            evidence = question["evidence"]
            if not ids.issuperset(evidence) or bool(evidence) == (question["kind"] == "none"):
                raise SourceError(f"{question['id']} has evidence that does not fit its chat or its kind.")


def main() -> None:
    """Write the four files."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, required=True, help="folder to write to")
    parser.add_argument("--half", choices=sorted(_HALVES), help="only this half of the chats")
    given = parser.parse_args()
    read = chats(given.half)
    check(read)
    questions = [question for chat in read for question in chat["questions"]]
    answerable = [question for question in questions if question["evidence"]]
    unanswerable = [question for question in questions if not question["evidence"]]
    given.out.mkdir(parents=True, exist_ok=True)
    messages = ({**message, "conversation": chat["conversation"]} for chat in read for message in chat["messages"])
    _write_lines(given.out / "documents.jsonl", messages)
    _write_lines(given.out / "queries.jsonl", map(_query, answerable))
    _write_lines(given.out / "unanswerable.jsonl", map(_query, unanswerable))
    gold = {question["id"]: {"ids": question["evidence"]} for question in answerable}
    (given.out / "gold.json").write_text(json.dumps(gold), encoding="utf-8")


def _query(question: dict[str, Any]) -> dict[str, object]:
    return {"id": question["id"], "text": question["text"]}


def _write_lines(path: Path, lines: Iterable[dict[str, object]]) -> None:
    path.write_text("".join(f"{json.dumps(line)}\n" for line in lines), encoding="utf-8")


if __name__ == "__main__":
    run(main)
