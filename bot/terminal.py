"""What commands print: answers with their reasons, tables of sources, progress."""

import json
import re
import shutil
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import fields, is_dataclass
from datetime import datetime
from pathlib import Path
from textwrap import TextWrapper
from typing import Any

import click
from tqdm import tqdm

from bot import harmless
from memory.importers.records import Problem
from memory.learn import Learned
from memory.review import Reviewed
from persona.profile import Profile
from twin.draft import Action, Decision
from twin.knowledge import Audience, Exemplar, FoundExemplar, FoundPassage, Passage, Recollection, Source
from twin.message import Turn
from twin.prompt import Prompt

_WIDTH = 100
# Pieces that an answer is shown to lean on.
_REASONS = 8
# Problems that are alike, of which each has a line.
_ALIKE = 20


class Bar:
    """A progress bar with rate and time left, on standard error; silent where nobody watches."""

    def __init__(self) -> None:
        self._bar: Any = None

    def stage(self, name: str, total: int) -> None:
        """A new stage begins, of so many steps."""
        self.close()
        self._bar = tqdm(total=total, desc=name, unit="", file=sys.stderr, disable=None, dynamic_ncols=True)

    def step(self, count: int) -> None:
        """So many steps of the stage are done."""
        self._bar.update(count)

    def close(self) -> None:
        """The last stage has ended."""
        if self._bar is not None:
            self._bar.close()


def say(text: str) -> None:
    """A line for the person, beside what the command prints."""
    show(text, err=True)


# Where lines go instead, while a command runs for somebody at another terminal.
_RECORDED: ContextVar[list[tuple[str, bool]] | None] = ContextVar("_RECORDED", default=None)


@contextmanager
def recorded() -> Iterator[list[tuple[str, bool]]]:
    """The lines that are shown within the block, each with whether it goes to standard error, in place of printing."""
    lines: list[tuple[str, bool]] = []
    before = _RECORDED.set(lines)
    try:
        yield lines
    finally:
        _RECORDED.reset(before)


def show(text: str, *, label: str = "", err: bool = False, **style: Any) -> None:  # noqa: ANN401 - click's own
    """Print a line, as every line is printed: with no control character but the line ends and tabs of the text."""
    if (lines := _RECORDED.get()) is not None:
        lines.append((f"{label} {text}" if label else text, err))
        return
    front = click.style(f"{harmless.marked(label)} ", bold=True) if label else ""
    click.echo(front + click.style(harmless.marked(text), **style), err=err)


def answer(decision: Decision, profile: Profile, *, why: bool) -> None:
    """What the twin says, and, if asked for, why."""
    for text in decision.reply.texts:
        show(wrapped(text, column=len(profile.twin_name) + 2), label=f"{profile.twin_name}>")
    if not decision.reply.texts:
        held = decision.action is Action.HOLD
        show("(held for you: --why tells why)" if held else "(the twin stays silent)", dim=True)
    if why:
        for line in reasons(decision, profile):
            show(wrapped(f"   {line}"), dim=True)


def wrapped(text: str, indent: str | None = None, *, column: int = 0) -> str:
    """The text broken between words where a terminal would break within them; it begins in this column.

    What is broken off a line begins with ``indent``, or else with the spaces that the text begins with.
    """
    if not sys.stdout.isatty():
        return text
    width = shutil.get_terminal_size().columns
    behind = " " * (len(text) - len(text.lstrip(" "))) if indent is None else indent
    wrapper = TextWrapper(
        width, " " * column, behind, break_long_words=False, break_on_hyphens=False, replace_whitespace=False
    )
    return "\n".join(wrapper.fill(line) for line in text.splitlines()).removeprefix(" " * column)


def prompt(asked: Prompt, levels: Sequence[str]) -> None:
    """What a model is asked: turn by turn, each piece with its kind and who may hear it."""
    for turn in asked.turns:
        show(f"--- {turn.role.value} ---", bold=True)
        for piece in turn.pieces:
            show(f"[{piece.kind}, {levels[piece.audience]}]", dim=True)
            show(f"{piece.text}\n")
    show("---", bold=True)


def turns(found: Sequence[Turn], profile: Profile) -> None:
    """Where the conversation stood."""
    for turn in found:
        name = profile.twin_name if turn.by_twin else "you"
        show(f"{day(turn.sent_at)} {name}> {shortened(turn.text)}", dim=True)


def reasons(decision: Decision, profile: Profile) -> Iterable[str]:
    """Why the twin did what it did, a line each."""
    yield f"why: {decision.action.value} - {decision.reason}"
    if decision.draft is None:
        return
    yield f"     written by {decision.draft.writer}, confidence {decision.draft.confidence:.2f}"
    if decision.action is Action.HOLD:
        yield from (f"     draft: {shortened(text)}" for text in decision.draft.texts)
    leans_on = decision.draft.leans_on
    for found in leans_on[:_REASONS]:
        yield f"     leans on {described(found, profile.audience_names)}"
    if len(leans_on) > _REASONS:
        yield f"     and on {counted(len(leans_on) - _REASONS, 'piece')} more (--json lists them)"


def described(found: FoundPassage | FoundExemplar, levels: Sequence[str]) -> str:
    """One piece in one line: what, from where, of when, who may hear it (by the names in ``levels``), how found."""
    if isinstance(found, FoundPassage):
        piece: Passage | Exemplar = found.passage
        place = Path(piece.place).name
        if found.passage.author:
            what, where = f"{found.passage.author}: {found.passage.text}", f"chat {shortened(place)}"
        else:
            what, where = found.passage.text, shortened(found.passage.title or place)
    else:
        piece = found.exemplar
        what, where = f"{piece.message} → {piece.reply}", f"chat with {shortened(piece.asker)}"
    signals = found.signals
    level = levels[piece.audience]
    scores = f"score {signals.score:.2f}, meaning {signals.cosine:.2f}, words {signals.words:.2f}"
    return f"[{day(piece.sent_at)}, {where}, {level}; {scores}] {shortened(what)}"


def recollection(found: Recollection, levels: Sequence[str]) -> None:
    """What was recalled, the best first."""
    _numbered("Passages", found.passages, levels)
    _numbered("Exemplars", found.exemplars, levels)


def _numbered(title: str, pieces: Sequence[FoundPassage | FoundExemplar], levels: Sequence[str]) -> None:
    show(title, bold=True)
    for number, piece in enumerate(pieces, 1):
        show(f"{number:3} {described(piece, levels)}")
    if not pieces:
        show("    none")


def as_json(value: Decision | Recollection) -> None:
    """The same for programs, as one line of JSON."""
    text = json.dumps(_plain(value), ensure_ascii=False)
    # JSON has these as they are, and terminals obey them; half a character cannot even be printed.
    click.echo(re.sub("[\x7f-\x9f\ud800-\udfff]", lambda found: f"\\u{ord(found[0]):04x}", text))


def _plain(value: object) -> object:
    """Dataclasses and what of them is to be shown, as JSON has it."""
    if is_dataclass(value):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value) if field.repr}
    if isinstance(value, tuple | list):
        return [_plain(item) for item in value]
    if isinstance(value, datetime):
        return value.isoformat()
    if hasattr(value, "name") and hasattr(value, "value"):
        return str(value.name).lower()
    return value


def sources(found: Sequence[Source], levels: Sequence[str]) -> None:
    """The table of ``twin sources``."""
    rows = [("ID", "HEARD BY", "PASSAGES", "EXEMPLARS", "KIND", "WHAT")]
    rows += [
        (
            str(source.id),
            levels[source.audience],
            str(source.passages),
            str(source.exemplars),
            source.kind,
            f"{shortened(source.title)} ({source.path})" if source.title else source.path,
        )
        for source in found
    ]
    table(rows)


def table(rows: Sequence[Sequence[str]]) -> None:
    """Rows in columns; the first one names them."""
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    for row in rows:
        show("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())


def learned(result: Learned) -> None:
    """What a run of ``twin learn`` did."""
    if result.passed_over:
        kinds = sorted({path.suffix or path.name for path in result.passed_over})
        files = counted(len(result.passed_over), "file")
        say(f"Passed over {files} of no kind that can be read ({', '.join(kinds[:8])}).")
    if result.unheard:
        recordings = counted(len(result.unheard), "recording")
        say(f"Passed over {recordings}: set TWIN_LISTEN to elevenlabs or whisper, and what is said is learned.")
    problems(result.problems)
    if result.personal:
        data = ", ".join(f"{kind} {count}" for kind, count in sorted(result.personal.items()))
        say(
            f"Placeholders stand for personal data in what others may hear ({data}): `twin learn --review` shows where."
        )
    show(
        f"Learned {counted(result.passages, 'passage')} and {counted(result.exemplars, 'exemplar')} "
        f"from {counted(result.files, 'file')}; {counted(result.unchanged, 'file')} unchanged, "
        f"{counted(result.dropped, 'piece')} dropped, {counted(len(result.problems), 'problem')}."
    )


def counted(number: int, noun: str) -> str:
    """A number of things, in words."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def day(moment: datetime | None) -> str:
    """A date, or that there is none."""
    return moment.date().isoformat() if moment else "undated"


def shortened(text: str, width: int = _WIDTH) -> str:
    """A text on one line, cut at ``width`` characters."""
    folded = " / ".join(line.strip() for line in text.splitlines() if line.strip())
    return folded if len(folded) <= width else f"{folded[: width - 1]}…"


def problems(found: Iterable[Problem]) -> None:
    """What could not be read, a line each; of very many that are alike the first ones, and how many more there are."""
    alike: Counter[str] = Counter()
    for problem in found:
        sentence = problem.sentence.removeprefix(f"{problem.path} ")
        alike[sentence] += 1
        if alike[sentence] > _ALIKE:
            continue
        where = f", {problem.where}" if problem.where else ""
        named = sentence != problem.sentence
        # A name may hold line ends, and would fake a line.
        say(" ".join((problem.sentence if named else f"{problem.path}{where}: {sentence}").split("\n")))
    for sentence, count in alike.items():
        if count > _ALIKE:
            say(f"{counted(count - _ALIKE, 'place')} more, of which the same is said: {sentence}")


def reviewed(found: Sequence[Reviewed], chosen: Audience | None, levels: Sequence[str]) -> None:
    """The table of ``twin learn --review``; ``chosen`` is who is to hear it, None: the default of each kind."""
    with_data = [one for one in found if one.found]
    kinds = sorted({kind for one in with_data for kind in one.found})
    if not with_data:
        show(f"No personal data was found in {counted(len(found), 'file')}. Nothing was learned.")
        return
    rows = [("HEARD BY", *(kind.upper() for kind in kinds), "KIND", "FILE")]
    for one in with_data:
        usual = Audience.OWNER if one.chat else Audience.PUBLIC
        heard = levels[usual if chosen is None else chosen]
        rows.append((heard, *(str(one.found[kind]) for kind in kinds), one.kind, str(one.path)))
    table(rows)
    show(
        f"Found in {len(with_data)} of {counted(len(found), 'file')}; nothing was learned. Where others may hear it, "
        "placeholders such as [phone number] are stored instead. Your own data stay if they stand in contact_data of "
        "owner.toml."
    )
