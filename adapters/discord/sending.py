"""Sending: one message, once, where its question stands; whether it stands there; and taking it back."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Protocol

import discord

from adapters.discord.addresses import Address, Asked, Room, asked, message
from adapters.discord.asking import in_time, repeatable
from adapters.discord.deleting import deleted
from adapters.discord.finding import Sought, bare, found, since
from adapters.discord.line import Line
from adapters.discord.meaning import DELETED, UNKNOWN_MESSAGE
from adapters.discord.media import UPLOADING
from adapters.discord.outgoing import LONGEST, Way, nonce_of, say, text_of
from adapters.discord.pace import Pace
from adapters.discord.rooms import Rooms
from adapters.discord.threads import Threads
from adapters.splitting import split, utf16
from adapters.troubles import Troubles
from twin.errors import InDoubt, Refused
from twin.message import Delivery

# Nobody hears of a deletion while the line is broken: an older question is looked for before it is answered.
_FRESH = timedelta(minutes=5)
# More than is under way at a time.
_REMEMBERED = 2000

_ALONE = (
    "The command was answered for nobody but who gave it, or that cannot be told any more: no voice message follows "
    "where others would hear it."
)


class Responses(Protocol):
    """The places that Discord keeps for the answers to commands."""

    async def answer(self, asked: Asked, text: str) -> str | None:
        """Fill it; the reference of the message, None: it is to be sent as a message. Raises a DeliveryError."""
        ...

    async def find(self, asked: Asked, text: str) -> str | None:
        """The reference of the message, if this text stands there. Raises a DeliveryError."""
        ...

    async def is_private(self, asked: Asked) -> bool | None:
        """Whether only who asked is shown it; None: that cannot be told any more. Raises a DeliveryError."""
        ...


class Sending:
    """Says what the ledger wants said, each message with one request that creates it.

    Every part of an answer is a reply, or stands in the question's thread; only the first one calls who asked.
    """

    def __init__(self, line: Line, rooms: Rooms, threads: Threads, responses: Responses, troubles: Troubles) -> None:
        self._line = line
        self._rooms = rooms
        self._threads = threads
        self._responses = responses
        self._pace = Pace(line, troubles)
        self._began = datetime.now(UTC)
        # Which message which delivery became, by its nonce; and the questions whose askers were called.
        self._said: dict[int, str] = {}
        self._called: dict[tuple[str, str], bool] = {}

    def parts(self, text: str) -> Sequence[str]:
        """The text in as many messages as Discord needs for it."""
        # Discord is said to count characters, which are never more than these.
        return split(text, LONGEST, utf16)

    async def turn(self, where: Address) -> None:
        """Wait for the channel's slow mode, if it is short; the library waits for Discord's rates by itself."""
        await self._pace.turn(where)

    async def send(self, where: Address, delivery: Delivery) -> str:
        """Say it; its reference. Raises a DeliveryError."""
        command = asked(delivery.reply_to)
        if command is not None:
            filled = await self._filled(where, command, delivery)
            if filled is not None:
                return self._note(delivery, int(filled), called=False)
        await self._pace.check(where)
        way, *instead = self._ways(where, delivery)
        # A reply to a question that was deleted fails; anything else would not.
        if way.replies_to is None and (question := message(delivery.reply_to)) is not None:
            await self._check(where, question, delivery)
            if instead and isinstance(where, Room) and not await self._threads.open(where, question):
                way = instead[0]
        return self._note(delivery, await self._post(way, delivery))

    async def find(self, where: Address, delivery: Delivery) -> str | None:
        """The reference of what may have been sent before, None if it surely does not stand there.

        Raises NotNow, or InDoubt. Two messages of the same words, to the same question, look alike.
        """
        failure: InDoubt
        try:
            return await self._find(where, delivery)
        except Refused as error:
            failure = InDoubt(str(error))
        raise failure

    async def delete(self, where: Address, reference: str, address: str) -> None:
        """Delete what the bot said there; what is gone already is done. Raises a DeliveryError."""
        number = message(reference)
        if number is None:
            raise Refused("This message was not sent by this bot.")
        if not await self._delete(where, number, address) and isinstance(where, Room) and where.thread is not None:
            # It stands in the channel if no thread could be opened.
            await self._delete(_parent(where), number, address)

    async def _filled(self, where: Address, command: Asked, delivery: Delivery) -> str | None:
        """The reference of what stands in a command's place; None: it is to be sent as a message.

        What is spoken or shown follows as one, unless the answer is private. Raises a DeliveryError.
        """
        if delivery.media is None:
            return await self._responses.answer(command, delivery.text)
        if isinstance(where, Room):
            private = await self._responses.is_private(command)
            if private is None:
                # What it follows was said to everybody.
                private = (delivery.conversation, delivery.reply_to) not in self._called
            if private:
                raise Refused(_ALONE)
        return None

    def _ways(self, where: Address, delivery: Delivery) -> tuple[Way, ...]:
        """How it is said: the first, or the next if there can be no thread. Raises NotNow."""
        if not isinstance(where, Room):
            return (Way(where),)
        command = asked(delivery.reply_to)
        if command is not None:
            return (Way(where, calls=command.user),)
        question = message(delivery.reply_to)
        in_forum = isinstance(self._line.client.get_channel(where.channel), discord.ForumChannel)
        # A thread that was opened from a message does not hold it; a forum's post holds its own.
        if question is not None and question == where.thread and not in_forum:
            return (Way(where), Way(_parent(where), question))
        return (Way(where, question),)

    async def _check(self, where: Address, question: int, delivery: Delivery) -> None:
        """See whether an older question still stands there. Raises Refused if it does not."""
        if delivery.asked_at >= max(self._began, datetime.now(UTC) - _FRESH):
            return
        place = _parent(where) if isinstance(where, Room) else where
        channel = await self._rooms.channel(place, delivery.address)
        if not await repeatable(self._line, lambda _: in_time(_stands(channel, question))):
            raise Refused(DELETED)

    async def _post(self, way: Way, delivery: Delivery) -> int:
        """Send it in this way, with one request; the number of the message."""
        channel = await self._rooms.channel(way.where, delivery.address)
        calling = (delivery.conversation, delivery.reply_to) not in self._called
        more = 0.0 if delivery.media is None else UPLOADING
        return await self._pace.ask(
            way.where, lambda client: in_time(say(client, channel, way, delivery, calling=calling), more=more)
        )

    async def _find(self, where: Address, delivery: Delivery) -> str | None:
        command = asked(delivery.reply_to)
        if command is not None and delivery.media is None:
            filled = await self._responses.find(command, delivery.text)
            if filled is not None:
                return self._note(delivery, int(filled), called=False)
        for way in self._ways(where, delivery):
            number = await self._found(way, delivery)
            if number is not None:
                return self._note(delivery, number)
        return None

    async def _found(self, way: Way, delivery: Delivery) -> int | None:
        command = asked(delivery.reply_to)
        question = command.id if command is not None else message(delivery.reply_to)
        nonce = nonce_of(delivery)
        sought = Sought(
            nonce,
            frozenset(bare(text_of(delivery, calls)) for calls in (way.calls, None)),
            since(question, delivery.asked_at),
            way.replies_to,
            delivery.media,
        )
        others = frozenset(number for number, said in self._said.items() if said != nonce)
        channel = await self._rooms.channel(way.where, delivery.address)
        return await self._line.ask(lambda client: in_time(found(client, channel, sought, others)))

    async def _delete(self, where: Address, number: int, address: str) -> bool:
        channel = await self._rooms.channel(where, address)
        return await self._line.ask(lambda client: in_time(deleted(client, channel, number)))

    def _note(self, delivery: Delivery, number: int, *, called: bool = True) -> str:
        """Remember what was said, and whether it called who asked, as what fills a command's place does not."""
        self._said[number] = nonce_of(delivery)
        if called:
            self._called[delivery.conversation, delivery.reply_to] = True
        while len(self._said) > _REMEMBERED:
            del self._said[next(iter(self._said))]
        while len(self._called) > _REMEMBERED:
            del self._called[next(iter(self._called))]
        return str(number)


def _parent(room: Room) -> Room:
    """The channel, without the thread."""
    return Room(room.server, room.channel)


async def _stands(channel: discord.PartialMessageable, question: int) -> bool:
    """Whether the message is there, or that may not be looked at. Raises what the library does."""
    try:
        await channel.fetch_message(question)
    except discord.Forbidden:
        return True
    except discord.NotFound as error:
        if error.code != UNKNOWN_MESSAGE:
            raise
        return False
    return True
