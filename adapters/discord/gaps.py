"""What was written while nobody listened, as Discord tells it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import discord

from adapters.discord.asking import in_time
from adapters.discord.line import Line
from twin.errors import InDoubt, Refused

_PAGE = 100


@dataclass(frozen=True, slots=True)
class Gap:
    """What to read of a channel: the messages after the number ``since``, the latest ``most`` of them.

    ``done`` is the last one that was dealt with: what lies after it and is left out, is lost.
    """

    channel: int
    done: int
    since: int
    most: int


@dataclass(frozen=True, slots=True)
class Written:
    """What was found: numbers and messages as they came, the oldest first; ``cut``: something had to be left out."""

    messages: list[tuple[int, Any]]
    cut: bool


async def written(line: Line, gap: Gap) -> Written:
    """Ask for it. Raises a DeliveryError.

    Mostly there is little of it, and one page holds it. Where there is more, it is gone through from its end: of too
    much, the latest is read, for which somebody may still be waiting.
    """
    cut = gap.done < gap.since and await _anything_between(line, gap)
    page = await _page(line, gap.channel, after=gap.since)
    collected = _after(gap.since, page) if len(page) < _PAGE else {}
    before: int | None = None
    while len(page) == _PAGE and len(collected) <= gap.most and (before is None or before > gap.since):
        page = await _page(line, gap.channel, before=before)
        collected |= _after(gap.since, page)
        before = min((number for number, _ in page if number), default=0)
    numbers = sorted(collected)
    dropped, kept = numbers[: -gap.most], numbers[-gap.most :]
    return Written([(number, collected[number]) for number in kept], cut or any(each > gap.done for each in dropped))


def message_of(
    client: discord.Client,
    channel: "discord.abc.MessageableChannel",
    raw: Any,  # noqa: ANN401 - whatever came
) -> discord.Message | None:
    """The message, as if it came right now; None if the library cannot read it."""
    try:
        return discord.Message(state=client._connection, channel=channel, data=raw)
    except Exception:  # noqa: BLE001 - as many kinds of errors as there are fields
        return None


def private_channel(client: discord.Client, id_: int) -> discord.DMChannel:
    """Private messages as the library knows them when one arrives."""
    return discord.DMChannel._from_message(client._connection, id_)


async def active_threads(line: Line, guild: discord.Guild) -> list[discord.Thread]:
    """The threads of a server that are open. Raises a DeliveryError."""
    answer = await line.ask(lambda client: in_time(client.http.get_active_threads(guild.id)))
    return _threads(guild, answer)


async def archived_threads(line: Line, guild: discord.Guild, channel: int, since: datetime) -> list[discord.Thread]:
    """The threads of a channel that were closed since then, the latest hundred; none where that may not be seen.

    Raises a DeliveryError.
    """
    try:
        answer = await line.ask(
            lambda client: in_time(client.http.get_public_archived_threads(channel, limit=_PAGE)),
        )
    except Refused:
        return []
    return [thread for thread in _threads(guild, answer) if thread.archive_timestamp >= since]


def _threads(guild: discord.Guild, answer: Any) -> list[discord.Thread]:  # noqa: ANN401 - whatever came
    if not isinstance(answer, dict) or not isinstance(threads := answer.get("threads"), list):
        raise InDoubt("That was no answer of Discord.")
    found = (_thread(guild, raw) for raw in threads)
    return [thread for thread in found if thread is not None]


def _thread(guild: discord.Guild, raw: Any) -> discord.Thread | None:  # noqa: ANN401
    try:
        return discord.Thread(guild=guild, state=guild._state, data=raw)
    except Exception:  # noqa: BLE001 - as many kinds of errors as there are fields
        return None


async def _anything_between(line: Line, gap: Gap) -> bool:
    first = await _page(line, gap.channel, after=gap.done, limit=1)
    return any(number <= gap.since for number, _ in first)


async def _page(
    line: Line, channel: int, *, before: int | None = None, after: int | None = None, limit: int = _PAGE
) -> list[tuple[int, Any]]:
    answer: Any = await line.ask(
        # The library takes numbers there, and not what its own annotations say.
        lambda client: in_time(client.http.logs_from(channel, limit, before=before, after=after)),
    )
    if not isinstance(answer, list):
        raise InDoubt("That was no answer of Discord.")
    return [(_number(raw), raw) for raw in answer]


def _after(since: int, page: Iterable[tuple[int, Any]]) -> dict[int, Any]:
    return {number: raw for number, raw in page if number > since}


def _number(raw: Any) -> int:  # noqa: ANN401
    """The message's number; 0 if it has none."""
    number = raw.get("id") if isinstance(raw, dict) else None
    return int(number) if isinstance(number, str) and number.isascii() and number.isdigit() else 0
