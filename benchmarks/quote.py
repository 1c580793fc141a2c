"""What the twin answers without a model: how much of it is right, and whether anything private comes out.

Usage: ``python benchmarks/quote.py`` learns the example owner in a scratch folder and asks the example's questions as
a public reader. ``python benchmarks/quote.py --questions FILE --data FOLDER`` asks ``[{"ask", "kind": "post" |
"unknown", "target": [file names], "answer"}]`` over a data folder in which something was learned; ``answer`` may be
empty, else half of its words have to stand in what is said. ``--answers`` prints every answer.
"""

import argparse
import re
import tempfile
from collections import Counter
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from scratch import Silent, learned_in, read_json, run, table

from bot import example
from bot.compose import Knowledge, engine
from bot.engine import Engine
from bot.ledger import Ledger
from persona.profile import Profile, load
from twin.brief import Brief
from twin.draft import Draft
from twin.errors import SourceError
from twin.knowledge import Audience, FoundPassage, Recollection
from twin.message import Contact, Conversation

# As many as the engine recalls.
_RECALLED = 8
_ANSWERABLE = ("post", "chat", "scripted", "disclosure")


@dataclass(frozen=True, slots=True)
class Question:
    """A question, its kind, the files that answer it, and words that the answer holds (or must not: private)."""

    ask: str
    kind: str
    files: tuple[str, ...]
    words: str
    # Whether the words are wanted as they stand, or half of them in any order.
    exact: bool


@dataclass(frozen=True, slots=True)
class Said:
    """What came of a question: the kind of answer ("" if it was passed on), its words, and the file it stands in."""

    by: str
    text: str = ""
    file: str = ""


def example_questions(path: Path) -> list[Question]:
    """The questions of the example owner."""
    return [_example_question(one) for one in _listed(path)]


def _example_question(one: dict[str, Any]) -> Question:
    is_post = one["kind"] == "post"
    words = "" if is_post else one["expect"]
    return Question(one["ask"], one["kind"], (one["expect"],) if is_post else (), words, exact=True)


def other_questions(path: Path) -> list[Question]:
    """Questions with their target files."""
    return [
        Question(one["ask"], one["kind"], tuple(one["target"]), one.get("answer", ""), exact=False)
        for one in _listed(path)
    ]


def _listed(path: Path) -> list[dict[str, Any]]:
    found = read_json(path)
    needed = {"ask", "kind"}
    if not isinstance(found, list) or not all(isinstance(one, dict) and needed <= one.keys() for one in found):
        raise SourceError(f"{path} is no list of questions with ask and kind.")
    return found


class Twin:
    """Answers as the engine decides, without its records."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def answer(self, text: str) -> Said:
        """What a stranger is told."""
        engine = self._engine
        if engine.disclosure.asks(text):
            return Said("disclosure")
        if draft := engine.exact.draft(text, Audience.PUBLIC):
            return Said("scripted", "\n".join(draft.texts))
        if engine.exact.for_owner(text):
            return Said("")
        brief = _brief(text, engine.recaller.recall(text, Audience.PUBLIC, _RECALLED))
        draft = engine.writer.write(brief)
        return _said(draft) if draft and not engine.guard.verdict(draft, brief).objections else Said("")


def _brief(text: str, found: Recollection) -> Brief:
    """The question as a stranger asks it."""
    stranger = Contact("benchmark/stranger", "a stranger", Audience.PUBLIC)
    where = Conversation(stranger.key, stranger.key)
    return Brief(text, Audience.PUBLIC, stranger, where, datetime.now(UTC), found)


def _said(draft: Draft) -> Said:
    text, found = "\n".join(draft.texts), draft.leans_on[0]
    if isinstance(found, FoundPassage):
        return Said("post", text, Path(found.passage.place).name)
    return Said("chat", text)


def is_right(question: Question, said: Said) -> bool:
    """Whether the answer is the expected one: the right file, and the expected words."""
    if question.kind == "disclosure":
        return said.by == "disclosure"
    if question.kind not in _ANSWERABLE or not said.by:
        return False
    if question.files and said.file not in question.files:
        return False
    return question.words in said.text if question.exact else True


def tells_the_sentence(question: Question, said: Said) -> bool:
    """Whether half of the expected words stand in the answer."""
    wanted = set(re.findall(r"\w+", question.words.lower()))
    return bool(wanted) and len(wanted & set(re.findall(r"\w+", said.text.lower()))) >= len(wanted) / 2


def leaks(question: Question, said: Said) -> bool:
    """Whether private words came out."""
    return question.kind == "private" and question.words.lower() in said.text.lower()


def tell(questions: Sequence[Question], answers: Sequence[Said]) -> None:
    """The table by kind."""
    counts: Counter[tuple[str, str]] = Counter()
    for question, said in zip(questions, answers, strict=True):
        right = is_right(question, said)
        counts[question.kind, "asked"] += 1
        counts[question.kind, "answered"] += bool(said.by)
        counts[question.kind, "right"] += right
        counts[question.kind, "wrong"] += bool(said.by) and not right
        counts[question.kind, "passed on"] += not said.by
        counts[question.kind, "the very sentence"] += right and tells_the_sentence(question, said)
    columns = ["asked", "answered", "right", "wrong", "passed on"]
    columns += ["the very sentence"] if not all(question.exact for question in questions) else []
    kinds = dict.fromkeys(question.kind for question in questions)
    print(table(["kind", *columns], [[kind, *(counts[kind, column] for column in columns)] for kind in kinds]))
    leaked = sum(leaks(question, said) for question, said in zip(questions, answers, strict=True))
    print(f"\nPrivate words leaked: {leaked} (goal 0).")


def _profile(data: Path | None) -> Profile:
    """The owner of the data folder; where none is set up, one without exact words."""
    if data and (data / "owner.toml").exists():
        return load(data / "owner.toml")
    mira = load(example.folder() / "owner.toml")
    return replace(mira, scripted=(), owner_topics=()) if data else mira


def _answers(knowledge: Knowledge, profile: Profile, questions: Sequence[Question]) -> list[Said]:
    with tempfile.TemporaryDirectory() as folder, closing(Ledger(Path(folder) / "ledger.db")) as ledger:
        twin = Twin(engine(knowledge, profile, ledger.acquaintances))
        return [twin.answer(question.ask) for question in questions]


def main() -> None:
    """Learn or open, ask, tell."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--questions", type=Path, help="other questions than the example's; needs --data")
    parser.add_argument("--data", type=Path, help="the data folder that they are asked over")
    parser.add_argument("--answers", action="store_true", help="print every answer")
    given = parser.parse_args()
    if (given.questions is None) != (given.data is None):
        raise SourceError("give --questions and --data together, or neither for the example owner.")
    if given.data and not (given.data / "knowledge.db").exists():
        raise SourceError(f"nothing was learned in {given.data}: it holds no knowledge.db.")
    profile = _profile(given.data)
    if given.questions:
        questions = other_questions(given.questions)
    else:
        questions = example_questions(example.folder() / "questions.json")
    with learned_in(given.data) as knowledge:
        if not given.data:
            example.learn(knowledge, Silent())
        answers = _answers(knowledge, profile, questions)
    if given.answers:
        for question, said in zip(questions, answers, strict=True):
            mark = "right" if is_right(question, said) else "wrong" if said.by else "passed on"
            print(f"{mark:9} {question.kind:10} {question.ask}\n    {said.by} {said.file} {said.text[:300]!r}")
    tell(questions, answers)


if __name__ == "__main__":
    run(main)
