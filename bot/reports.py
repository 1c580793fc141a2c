"""What a twin tells about itself: how it stands, who wrote, what it passed on, what is in doubt."""

import json
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

import click

from bot import folder, harmless, learning, lock, settings, terminal
from bot.changes import SERVING
from bot.desk import listing
from bot.desk.greetings import is_greeting
from bot.learning import Tally
from bot.ledger import Ledger
from bot.ledger.cases import Case
from bot.ledger.notices import ModelUse, Noticed, Standing
from bot.settings import Settings
from twin.draft import Kind
from twin.seams import Clusters

_NOTICES = 10
# For how long what people thought is counted, in days.
_LATELY = 7

# Where the running twin notes whom it is open to.
OPEN_TO = "open_to"


@contextmanager
def _records(chosen: Settings) -> Iterator[Ledger | None]:
    path = folder.records(chosen)
    if not path.exists():
        yield None
        return
    with closing(Ledger(path)) as ledger:
        yield ledger


def inbox() -> None:
    """``twin inbox``."""
    with _records(settings.read()) as ledger:
        waiting = [*ledger.cases.waiting(), *ledger.cases.unknown()] if ledger else []
        late = listing.lapsed(ledger, datetime.now(UTC)) if ledger else []
        unread = ledger.counts.unread() if ledger else []
    for case in sorted((*late, *waiting), key=lambda case: (case.sent_at, case.decision)):
        _show_case(case)
    for one in unread:
        asked = f"{terminal.shortened(one.name, 40)}: {terminal.shortened(one.text, 1000)}"
        terminal.show(f"{terminal.day(one.sent_at)}  {asked}\n            it was not answered yet")
    if waiting:
        terminal.say("`twin desk` goes through them one by one; `twin questions` puts alike questions together.")
    elif not late and not unread:
        terminal.show("Nothing was passed on to you.")


def _show_case(case: Case) -> None:
    """A case that waits, or waited for too long, with its number."""
    where = f" in {harmless.name(case.conversation.title)}" if case.conversation.group else ""
    asked = f"{harmless.name(case.contact.name)}{where}: {terminal.shortened(chr(10).join(case.texts), 1000)}"
    flag = "⚠ " if case.kind is Kind.DANGER else ""
    at = case.sent_at
    if is_greeting(case):
        asked, at = f"to {harmless.name(case.contact.name)}", case.decided_at
    terminal.show(f"{terminal.day(at)}  [{case.decision}] {flag}{asked}\n            {listing.why(case)}")
    for objection in case.objections:
        terminal.show(f"            {objection.rule}: {objection.reason}")
    for text in case.draft:
        terminal.show(f"            draft: {terminal.shortened(text, 1000)}")


def learned(*, as_json: bool) -> None:
    """``twin learning``."""
    chosen = settings.read()
    with _records(chosen) as ledger:
        judged = ledger.cases.judged() if ledger else []
    # Without anything to compare, nothing has to be loaded that compares.
    with _clusters(chosen, wanted=bool(judged)) as clusters:
        found = learning.learned(judged, clusters)
    if as_json:
        click.echo(json.dumps(learning.plain(found)))
        return
    if doubt := learning.doubt(found):
        terminal.show(doubt)
    if not judged:
        return
    terminal.show(f"{learning.total(found)}\n")
    _tallies("WEEK OF", found.weeks)
    terminal.show(f"Sent unchanged, week by week: {learning.chart(found.weeks)}")
    for title, tallies in (("MODE", found.modes), ("CONTACT", found.contacts), ("TOPIC", found.topics)):
        if tallies:
            terminal.show("")
            _tallies(title, tallies)
    terminal.show("")
    terminal.table(learning.bins(found))
    terminal.show(learning.trust(found))


@contextmanager
def _clusters(chosen: Settings, *, wanted: bool) -> Iterator[Clusters | None]:
    """What finds messages that ask for the same."""
    if not wanted:
        yield None
        return
    with folder.opened(chosen, folder.records(chosen).parent) as knowledge:
        yield knowledge.clusters


def _tallies(title: str, tallies: Sequence[Tally]) -> None:
    rows: list[tuple[str, ...]] = [(title, "UNCHANGED", "EDITED", "REJECTED", "BY HAND", "TAKEN BACK", "ACCEPTED")]
    rows += [
        (
            one.label,
            *map(str, (one.unchanged, one.edited, one.rejected, one.by_hand, one.taken_back)),
            learning.share(one.acceptance, one.judged),
        )
        for one in tallies
    ]
    terminal.table(rows)


def promises() -> None:
    """``twin promises``."""
    with _records(settings.read()) as ledger:
        found = ledger.history.promises() if ledger else []
    for one in found:
        to = f"{terminal.day(one.at)}  {one.kind}, to {terminal.shortened(one.name, 40)}"
        terminal.show(f"{to}: {terminal.shortened(one.text)}\n            as you wrote in {one.stands_in}")
    if not found:
        terminal.show("Nothing was promised in your name.")


def contacts() -> None:
    """``twin contacts``."""
    with _records(settings.read()) as ledger:
        found = ledger.history.contacts() if ledger else []
        facts = [str(ledger.memory(one.key).count()) for one in found] if ledger else []
    rows = [("ACCOUNT", "CALLED", "MESSAGES", "FACTS", "LAST", "WHERE")]
    rows += [
        (one.key, terminal.shortened(one.name, 40), str(one.messages), known, terminal.day(one.last_at), one.place)
        for one, known in zip(found, facts, strict=True)
    ]
    if found:
        terminal.table(rows)
    else:
        terminal.show("Nobody has written yet.")


def doubts() -> None:
    """``twin doubts``."""
    with _records(settings.read()) as ledger:
        found = ledger.outbox.doubts() if ledger else []
    for one in found:
        to = f"{one.id:6}  {one.at:%Y-%m-%d %H:%M}  to {terminal.shortened(one.name, 40)}"
        terminal.show(f"{to}: {terminal.shortened(one.text)}\n        {one.problem}")
    if found:
        terminal.say("`twin doubts arrived ID` if it is there, `twin doubts repeat ID` to send it again.")
    else:
        terminal.show("Nothing is in doubt.")


def status(*, as_json: bool) -> None:
    """``twin status``."""
    chosen = settings.read()
    running = lock.held_by(chosen.data, SERVING)
    with _records(chosen) as ledger:
        standing = ledger.notices.standing() if ledger else None
        noticed = ledger.notices.latest(_NOTICES) if ledger else []
        since = datetime.now(UTC) - timedelta(days=_LATELY)
        liked = ledger.feedback.counts(since) if ledger else (0, 0)
        # The one that runs may have been started with other settings.
        noted = ledger.notices.noted(OPEN_TO) if ledger and running else None
    admits = sorted(chosen.admits) if noted is None else json.loads(noted)
    if as_json:
        click.echo(json.dumps(_plain(admits, running, standing, noticed, liked), ensure_ascii=False))
        return
    terminal.show("Running." if running else "Not running: `twin run` starts it.")
    terminal.show(f"Open to: {opened(admits)}.")
    if standing is None:
        terminal.show("Nothing has arrived yet.")
        return
    for line in _standing(standing):
        terminal.show(line)
    if any(liked):
        terminal.show(f"What people thought of it: {liked[0]} 👍, {liked[1]} 👎 in {_LATELY} days.")
    for one in noticed:
        times = f" ({terminal.counted(one.count, 'time')})" if one.count > 1 else ""
        terminal.show(f"{one.last_at:%Y-%m-%d %H:%M}  {one.notice.adapter}{times}: {one.notice.sentence}")


def _standing(standing: Standing) -> Iterator[str]:
    if standing.paused_at:
        yield f"Paused since {standing.paused_at:%Y-%m-%d %H:%M}: `twin resume` goes on."
    oldest = f", the oldest for {_for(age(standing))}" if standing.waiting else ""
    yield f"Waiting for an answer: {standing.waiting}{oldest}."
    yield f"Held for you: {standing.held}; passed on to you: {standing.decisions.get('hand over', 0)} (`twin inbox`)."
    deliveries = standing.deliveries
    told = ", ".join(f"{deliveries[state]} {state}" for state in sorted(deliveries)) or "none"
    yield f"Deliveries: {told}{' (`twin doubts`)' if deliveries.get('in doubt') else ''}."
    yield from map(_spent, standing.models)
    if not standing.models:
        yield "No language model was called, so nothing was spent."
    for (adapter, kind), count in sorted(standing.errors.items()):
        # That an account was linked is told below, and is no trouble.
        if kind == "link":
            continue
        yield f"Trouble so far, {adapter}: {kind}, {terminal.counted(count, 'time')}."


def _spent(model: ModelUse) -> str:
    """What a model took, and what that is for each message that it was asked for."""
    used = f"{model.model}: {terminal.counted(model.calls, 'call')}, {model.tokens} tokens"
    if model.unpriced == model.calls:
        each = model.tokens // max(1, model.messages)
        return f"{used}, {each} tokens for each message; TWIN_MODEL_PRICE tells what that costs."
    left_out = f" ({terminal.counted(model.unpriced, 'call')} without a price left out)" if model.unpriced else ""
    return f"{used}, ${model.cost:.4f}, ${model.cost / max(1, model.priced_messages):.4f} for each message{left_out}."


def opened(admits: Sequence[str]) -> str:
    """Whom the owner has opened the twin to, in words."""
    return ", ".join(admits) or "nobody but your own accounts (TWIN_ADMITS)"


def age(standing: Standing) -> timedelta:
    """How long the oldest message waits."""
    if standing.oldest is None:
        return timedelta(0)
    return max(timedelta(0), datetime.now(UTC) - standing.oldest)


def _for(waited: timedelta) -> str:
    seconds = int(waited.total_seconds())
    for name, length in (("day", 86_400), ("hour", 3600), ("minute", 60)):
        if seconds >= 2 * length:
            return f"{seconds // length} {name}s"
    return f"{seconds} seconds"


def _plain(
    admits: list[str], running: bool, standing: Standing | None, noticed: list[Noticed], liked: tuple[int, int]
) -> dict[str, Any]:
    found: dict[str, Any] = {"running": running, "open_to": admits}
    if standing is not None:
        found |= {
            "paused_at": standing.paused_at.isoformat() if standing.paused_at else None,
            "waiting": standing.waiting,
            "oldest_seconds": age(standing).total_seconds(),
            "held": standing.held,
            "in_doubt": standing.deliveries.get("in doubt", 0),
            "deliveries": standing.deliveries,
            "decisions": standing.decisions,
            "models": [
                {
                    "model": one.model,
                    "calls": one.calls,
                    "messages": one.messages,
                    "tokens": one.tokens,
                    "cost": None if one.unpriced == one.calls else one.cost,
                }
                for one in standing.models
            ],
            "errors": [
                {"adapter": adapter, "kind": kind, "count": count}
                for (adapter, kind), count in sorted(standing.errors.items())
            ],
            "feedback": {"up": liked[0], "down": liked[1], "days": _LATELY},
        }
    found["notices"] = [
        {"adapter": one.notice.adapter, "kind": one.notice.kind, "sentence": one.notice.sentence, "count": one.count}
        for one in noticed
    ]
    return found
