"""What commands print: answers with their reasons, tables of sources, progress."""

import json
import sys
from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import click
from tqdm import tqdm

from memory.learn import Learned
from persona.profile import Profile
from twin.draft import Decision
from twin.knowledge import Exemplar, FoundExemplar, FoundPassage, Passage, Recollection, Source
from twin.message import Turn

_WIDTH = 100


class Bar:
    """A progress bar with rate and time left, on standard error; silent where nobody watches."""

    def __init__(self) -> None:
        self._bar: Any = None

    def stage(self, name: str, total: int) -> None:
        """A new stage begins, of so many steps."""
        self.close()
        self._bar = tqdm(total=total, desc=name, unit=" pieces", file=sys.stderr, disable=None, dynamic_ncols=True)

    def step(self, count: int) -> None:
        """So many steps of the stage are done."""
        self._bar.update(count)

    def close(self) -> None:
        """The last stage has ended."""
        if self._bar is not None:
            self._bar.close()


def say(text: str) -> None:
    """A line for the person, beside what the command prints."""
    click.echo(text, err=True)


def answer(decision: Decision, profile: Profile, *, why: bool) -> None:
    """What the twin says, and, if asked for, why."""
    name = click.style(f"{profile.twin_name}>", bold=True)
    for text in decision.reply.texts:
        click.echo(f"{name} {text}")
    if not decision.reply.texts:
        click.echo(click.style("(the twin stays silent)", dim=True))
    if why:
        for line in reasons(decision, profile):
            click.echo(click.style(f"   {line}", dim=True))


def turns(found: Sequence[Turn], profile: Profile) -> None:
    """Where the conversation stood."""
    for turn in found:
        name = profile.twin_name if turn.by_twin else "you"
        click.echo(click.style(f"{day(turn.sent_at)} {name}> {shortened(turn.text)}", dim=True))


def reasons(decision: Decision, profile: Profile) -> Iterable[str]:
    """Why the twin did what it did, a line each."""
    yield f"why: {decision.action.value} - {decision.reason}"
    if decision.draft is None:
        return
    yield f"     written by {decision.draft.writer}, confidence {decision.draft.confidence:.2f}"
    for found in decision.draft.leans_on:
        yield f"     leans on {described(found, profile)}"


def described(found: FoundPassage | FoundExemplar, profile: Profile) -> str:
    """One piece in one line: what, from where, of when, who may hear it, and how it was found."""
    if isinstance(found, FoundPassage):
        piece: Passage | Exemplar = found.passage
        author = f"{found.passage.author}: " if found.passage.author else ""
        what, where = author + found.passage.text, found.passage.title or Path(found.passage.place).name
    else:
        piece = found.exemplar
        what, where = f"{piece.message} → {piece.reply}", f"chat with {piece.asker}"
    signals = found.signals
    level = profile.audience_name(piece.audience)
    scores = f"score {signals.score:.2f}, meaning {signals.cosine:.2f}, words {signals.words:.2f}"
    return f"[{day(piece.sent_at)}, {where}, {level}; {scores}] {shortened(what)}"


def recollection(found: Recollection, profile: Profile) -> None:
    """What was recalled, the best first."""
    _numbered("Passages", found.passages, profile)
    _numbered("Exemplars", found.exemplars, profile)


def _numbered(title: str, pieces: Sequence[FoundPassage | FoundExemplar], profile: Profile) -> None:
    click.echo(click.style(title, bold=True))
    for number, piece in enumerate(pieces, 1):
        click.echo(f"{number:3} {described(piece, profile)}")
    if not pieces:
        click.echo("    none")


def as_json(value: Decision | Recollection) -> None:
    """The same for programs, as one line of JSON."""
    click.echo(json.dumps(_plain(value), ensure_ascii=False))


def _plain(value: object) -> object:
    """Dataclasses and what is in them as JSON has them."""
    if hasattr(value, "__dataclass_fields__"):
        return {name: _plain(getattr(value, name)) for name in value.__dataclass_fields__}
    if isinstance(value, tuple | list):
        return [_plain(item) for item in value]
    if isinstance(value, datetime):
        return value.isoformat()
    if hasattr(value, "name") and hasattr(value, "value"):
        return str(value.name).lower()
    return value


def sources(found: Sequence[Source], profile_names: Sequence[str]) -> None:
    """The table of ``twin sources``."""
    rows = [("ID", "HEARD BY", "PASSAGES", "EXEMPLARS", "KIND", "WHAT")]
    rows += [
        (
            str(source.id),
            profile_names[source.audience],
            str(source.passages),
            str(source.exemplars),
            source.kind,
            f"{source.title} ({source.path})" if source.title else source.path,
        )
        for source in found
    ]
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    for row in rows:
        click.echo("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())


def learned(result: Learned) -> None:
    """What a run of ``twin learn`` did."""
    if result.passed_over:
        kinds = sorted({path.suffix or path.name for path in result.passed_over})
        say(f"Passed over {len(result.passed_over)} files that are no writings ({', '.join(kinds[:8])}).")
    for problem in result.problems:
        where = f", {problem.where}" if problem.where else ""
        sentence = problem.sentence.removeprefix(f"{problem.path} ")
        say(f"{problem.path}{where}: {sentence}")
    click.echo(
        f"Learned {result.passages} passages and {result.exemplars} exemplars from {result.files} files; "
        f"{result.unchanged} files unchanged, {result.dropped} pieces dropped, {len(result.problems)} problems."
    )


def day(moment: datetime | None) -> str:
    """A date, or that there is none."""
    return moment.date().isoformat() if moment else "undated"


def shortened(text: str, width: int = _WIDTH) -> str:
    """A text on one line, cut at ``width`` characters."""
    folded = " / ".join(line.strip() for line in text.splitlines() if line.strip())
    return folded if len(folded) <= width else f"{folded[: width - 1]}…"
