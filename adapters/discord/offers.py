"""Questions to nobody in particular that nobody answers: after a while, each of them is offered to the twin."""

import asyncio
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from typing import Any

import discord

from adapters.discord.asking import in_time
from adapters.discord.calling import is_human
from adapters.discord.gaps import message_of
from adapters.discord.line import Line
from adapters.discord.manners import Manners
from adapters.discord.open_question import OpenQuestion, is_closed, is_done_with, is_question
from twin.errors import Refused

Offer = Callable[[discord.Message], Awaitable[None]]

_MOST = 1000
_PAGE = 100
# While a channel is caught up with, answers come right behind their questions.
_MOMENT = timedelta(seconds=10)
# If nobody can tell whether it was answered, it is looked at again, ever later, so many times.
_LATER = 60.0
_TRIES = 10


class Offers:
    """Keeps the open questions of the watched channels, in memory: what is caught up with brings them back.

    Somebody who writes several messages in a row asks one question: the one of the most words is offered, and the time
    runs from what they wrote last, since they may still be at it.
    """

    def __init__(self, manners: Manners, line: Line) -> None:
        self._manners = manners
        self._line = line
        self._offer: Offer | None = None
        # By channel and author.
        self._open: OrderedDict[tuple[int, int], OpenQuestion] = OrderedDict()
        # What was dealt with, the latest.
        self._done: OrderedDict[int, None] = OrderedDict()
        self._changed = asyncio.Event()
        self._watching: asyncio.Task[None] | None = None

    def begin(self, offer: Offer) -> None:
        """From now on questions that nobody answers go there, once each."""
        self._offer = offer

    def saw(self, written: discord.Message) -> None:
        """Somebody, or a bot, wrote this in a server: just now, or before that; those of a channel in their order."""
        if not self._manners.watched:
            return
        for key, question in list(self._open.items()):
            if question.is_settled_by(written, self._manners.patience):
                del self._open[key]
        if is_human(written) and written.id not in self._done:
            self._note(written)

    def forget(self, message_ids: Sequence[int]) -> None:
        """These messages are gone."""
        gone = set(message_ids)
        for key, question in list(self._open.items()):
            if not question.forget(gone):
                del self._open[key]

    async def end(self) -> None:
        """Offer nothing any more."""
        self._offer = None
        if self._watching is not None:
            self._watching.cancel()
            await asyncio.wait({self._watching}, timeout=1)

    def _note(self, written: discord.Message) -> None:
        key = (written.channel.id, written.author.id)
        asking = is_question(written, self._manners)
        question = self._open.get(key)
        if question is None:
            if not asking:
                return
            question = self._open[key] = OpenQuestion(written.author, written.channel)
        if not question.add(written, asking=asking):
            return
        question.due = asyncio.get_running_loop().time() + self._wait(question)
        if len(self._open) > _MOST:
            self._open.popitem(last=False)
        self._changed.set()
        if self._watching is None and self._offer is not None:
            self._watching = asyncio.create_task(self._watch())

    def _wait(self, question: OpenQuestion) -> float:
        """For how many seconds yet, by when it was written; never for more than all of them, if our clock is slow."""
        patience = self._manners.patience
        left = question.waits_until(patience) - datetime.now(UTC)
        return max(min(left, patience), min(_MOMENT, patience)).total_seconds()

    async def _watch(self) -> None:
        while True:
            self._changed.clear()
            with suppress(TimeoutError):
                async with asyncio.timeout_at(min((each.due for each in self._open.values()), default=None)):
                    await self._changed.wait()
            for key, question in list(self._open.items()):
                if self._is_due(key, question):
                    await self._settle(key, question)

    def _is_due(self, key: tuple[int, int], question: OpenQuestion) -> bool:
        return self._open.get(key) is question and question.due <= asyncio.get_running_loop().time()

    async def _settle(self, key: tuple[int, int], question: OpenQuestion) -> None:
        """Offer it, unless it was answered and nobody has noticed."""
        try:
            found = await self._unanswered(question)
            # Somebody may have answered meanwhile, or asked on.
            if not self._is_due(key, question):
                return
            if found is not None and self._offer is not None:
                await self._offer(found)
        except Refused:
            # It is gone, or not to be seen any more.
            pass
        except Exception:  # noqa: BLE001 - whatever it was, the other questions go on
            question.failures += 1
            if question.failures < _TRIES:
                question.due = asyncio.get_running_loop().time() + _LATER * question.failures
                return
        for message in question.wrote:
            self._done[message] = None
        while len(self._done) > _MOST:
            self._done.popitem(last=False)
        if self._open.get(key) is question:
            del self._open[key]

    async def _unanswered(self, question: OpenQuestion) -> discord.Message | None:
        """What is asked, as it reads now; None if there is an answer, or it is not asked any more.

        Raises a DeliveryError.
        """
        channel, asked, since = question.channel, question.question, question.first
        raw: Any = await self._line.ask(lambda client: in_time(client.http.get_message(channel.id, asked)))
        rest: Any = await self._line.ask(lambda client: in_time(client.http.logs_from(channel.id, _PAGE, after=since)))
        now = message_of(self._line.client, channel, raw)
        if now is None or is_closed(now) or not is_question(now, self._manners):
            return None
        for written in (now, *(message_of(self._line.client, channel, each) for each in rest)):
            if written is not None and self._settles(written, question):
                return None
        if now.flags.has_thread and await self._is_taken_up(now.id, question.author.id):
            return None
        # What is fetched does not tell who somebody is in the server.
        now.author = question.author
        return now

    def _settles(self, written: discord.Message, question: OpenQuestion) -> bool:
        if written.author.id == question.author.id and is_done_with(written):
            return True
        return question.is_settled_by(written, self._manners.patience)

    async def _is_taken_up(self, thread: int, author: int) -> bool:
        """Whether anybody else wrote in the thread on a question. Raises a DeliveryError."""
        page: Any = await self._line.ask(lambda client: in_time(client.http.logs_from(thread, _PAGE)))
        return any(each["author"]["id"] != str(author) for each in page)
