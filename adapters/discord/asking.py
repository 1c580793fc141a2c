"""Requests that nothing hangs on: one that takes too long is left alone, one that may be repeated is in no doubt."""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any, TypeVar

import discord

from adapters.discord.line import Line
from twin.errors import InDoubt, NotNow

Answer = TypeVar("Answer")

# The library waits for as long as Discord's rates ask for, up to half a minute each time, and tries five times.
LONGEST = 90.0
# The loop holds tasks weakly.
_left: set[asyncio.Task[Any]] = set()


async def in_time(request: Coroutine[Any, Any, Answer], *, more: float = 0.0) -> Answer:
    """What comes of it. Raises TimeoutError if that takes too long: then it goes on by itself.

    ``more`` is for how many seconds more than others this one may take.

    Cut off while it waits for Discord's rate for everything, it would never let any other request pass again.
    """
    task = asyncio.create_task(request)
    _left.add(task)
    task.add_done_callback(_forget)
    await asyncio.wait({task}, timeout=LONGEST + more)
    if not task.done():
        raise TimeoutError
    return task.result()


async def repeatable(line: Line, request: Callable[[discord.Client], Awaitable[Answer]]) -> Answer:
    """What Discord answers to what it does no harm to ask again. Raises NotNow or Refused."""
    try:
        return await line.ask(request)
    except InDoubt as error:
        sentence = str(error)
    raise NotNow(sentence)


def _forget(task: asyncio.Task[Any]) -> None:
    _left.discard(task)
    # Whoever asked may have gone meanwhile, and nobody else wants to know.
    if not task.cancelled():
        task.exception()
