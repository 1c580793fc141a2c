"""What happens on Discord, as it happens or read later: put in order, and handed to whom it concerns."""

import asyncio
import json
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Sequence
from functools import partial
from typing import Any
from weakref import WeakValueDictionary

import discord

from adapters.discord.addresses import PLATFORM
from adapters.discord.calling import is_human
from adapters.discord.history import History
from adapters.discord.inbox import Inbox
from adapters.discord.interactions import Interactions
from adapters.discord.offers import Offers
from adapters.discord.permissions import Permissions
from adapters.discord.places import guild_of, is_there
from adapters.discord.reading import Reader, event_of, gone
from twin.message import Arrival

Make = Callable[[], Awaitable[Sequence[Arrival]]]

_MOST = 5000


class Intake:
    """Where events go; what was written before is read in between, so that each channel keeps its order."""

    def __init__(
        self,
        inbox: Inbox,
        reader: Reader,
        history: History,
        offers: Offers,
        interactions: Interactions,
        permissions: Permissions,
    ) -> None:
        self._inbox = inbox
        self._reader = reader
        self._history = history
        self._offers = offers
        self._interactions = interactions
        self._permissions = permissions
        self._client: discord.Client | None = None
        self._ended = False
        # The channels and threads that were deleted last.
        self._gone: OrderedDict[int, None] = OrderedDict()
        # Who comes first waits first for what was written before.
        self._turns: WeakValueDictionary[int, asyncio.Lock] = WeakValueDictionary()
        history.begin(partial(self.take, live=False))
        offers.begin(self.offered)

    def end(self) -> None:
        """Take nothing in any more."""
        self._ended = True

    async def ready(self, client: discord.Client) -> None:
        """A session has begun: what was written since the last one is read now."""
        self._client = client
        if not self._ended:
            # Neither of them keeps the others from being done.
            ends = await asyncio.gather(
                self._history.ready(client),
                self._permissions.check(client),
                self._interactions.register(client),
                return_exceptions=True,
            )
            # One that failed is told of where all are: what was not read then is not answered.
            if failed := [end for end in ends if isinstance(end, Exception)]:
                raise failed[0]

    async def message(self, written: discord.Message) -> None:
        """Somebody has just written this."""
        if is_there(written):
            await self._in_turn(written.channel.id, lambda: self.take(written, live=True))

    async def take(self, written: discord.Message, *, live: bool) -> None:
        """Keep what somebody wrote, if it is for the twin; ``live``: just now, else it may have been changed since."""
        if self._ended or not is_there(written):
            return
        channel = written.channel.id
        if not self._is_gone(written):
            make = partial(self._read, written, live=live)
            # Not the name of a message: it may be read well from its channel's history.
            await self._inbox.put(channel, f"{event_of(written.id)}/odd", _raw(written), make)
            if guild_of(written) is not None:
                self._offers.saw(written)
        self._history.seen(channel, written.id)

    async def offered(self, written: discord.Message) -> None:
        """Nobody has answered this question, which was to nobody in particular."""
        if not self._ended and not self._is_gone(written):
            make = partial(_none_or_one, partial(self._reader.message, written, unasked=True))
            await self._inbox.put(written.channel.id, f"{event_of(written.id)}/odd", _raw(written), make)

    async def edited(self, event: discord.RawMessageUpdateEvent) -> None:
        """A message reads otherwise now, or Discord added to it what its links lead to."""
        written, data = event.message, event.data
        if not is_there(written) or not all(
            data.get(key) is not None for key in ("edited_timestamp", "author", "content")
        ):
            return
        make = partial(_none_or_one, partial(self._reader.edit, written))
        # The number is not the edit's: that is read, too.
        name = f"{event_of(written.id)}/edit/{data['edited_timestamp']}"
        await self._put(written.channel.id, name, _raw(written), make)

    async def deleted(self, message_ids: Sequence[int], channel: int, guild: int | None) -> None:
        """Messages are gone."""
        self._offers.forget(message_ids)
        if message_ids:
            make = partial(self._reader.deletions, message_ids, channel, guild)
            raw = json.dumps({"channel": channel, "guild": guild, "deleted": list(message_ids)})
            await self._put(channel, f"{event_of(message_ids[0])}/deleted/odd", raw, make)

    async def gone(self, channel: int, parent: int | None, guild: int) -> None:
        """A channel is gone, or a thread of the channel ``parent``, and with it all that was written there."""
        self._gone[channel] = None
        if len(self._gone) > _MOST:
            self._gone.popitem(last=False)

        async def make() -> Sequence[Arrival]:
            return gone(channel, parent, guild)

        raw = json.dumps({"channel": channel, "parent": parent, "guild": guild})
        await self._put(channel, f"{event_of(channel)}/gone/odd", raw, make)

    async def reacted(self, event: discord.RawReactionActionEvent, given: bool) -> None:
        """Somebody reacted to a message with an emoji, or took that back."""

        async def make() -> Sequence[Arrival]:
            feedback = self._reader.feedback(event, given=given)
            return () if feedback is None else (feedback,)

        raw = json.dumps({"channel": event.channel_id, "message": event.message_id, "guild": event.guild_id})
        await self._put(event.channel_id, f"{event_of(event.message_id)}/{event.user_id}/odd", raw, make)

    async def interacted(self, interaction: discord.Interaction[Any]) -> None:
        """Somebody gave a command, pressed a button, or sent a form: Discord waits for three seconds."""
        if not self._ended:
            await self._interactions.take(interaction)

    async def joined(self, _: discord.Guild) -> None:
        """A server is there, for the first time or again; what was written meanwhile is found by ``caught_up``."""
        await self._check()

    async def left(self, _: discord.Guild) -> None:
        """The bot is not in a server any more."""
        await self._check()

    async def _check(self) -> None:
        if self._client is not None and not self._ended:
            await self._permissions.check(self._client)

    async def odd(self, kind: str, data: object) -> None:
        """Something came that the library cannot read: it is kept by its numbers alone."""
        found = data if isinstance(data, dict) else {}
        numbers = {name: found[name] for name in ("id", "channel_id", "guild_id") if isinstance(found.get(name), str)}
        channel = numbers.get("channel_id", "")
        # Not the name of a message: it may be read well from its channel's history.
        name = f"{PLATFORM}/{numbers.get('id', '?')}/{kind.lower()}"
        await self._put(int(channel) if channel.isdigit() else 0, name, json.dumps({"kind": kind} | numbers), _odd)

    async def _put(self, channel: int, event: str, raw: str, make: Make) -> None:
        """Keep what came behind everything that came before it in this channel."""

        async def put() -> None:
            if not self._ended:
                await self._inbox.put(channel, event, raw, make)

        await self._in_turn(channel, put)

    async def _in_turn(self, channel: int, do: Callable[[], Awaitable[None]]) -> None:
        async with self._turns.setdefault(channel, asyncio.Lock()):
            await self._history.caught_up(channel)
            await do()

    def _is_gone(self, written: discord.Message) -> bool:
        """Whether all that was written there was deleted since."""
        channel = written.channel
        return channel.id in self._gone or (isinstance(channel, discord.Thread) and channel.parent_id in self._gone)

    async def _read(self, written: discord.Message, *, live: bool) -> Sequence[Arrival]:
        if guild_of(written) is None and is_human(written):
            # Discord does not list private channels: where it wrote is known for good before what they wrote is.
            await self._history.first_private(written.author.id, written.channel.id, written.id)
        message = await self._reader.message(written)
        edit = None if live else await self._reader.edit(written)
        return [arrival for arrival in (message, edit) if arrival is not None]


async def _none_or_one(read: Callable[[], Awaitable[Arrival | None]]) -> Sequence[Arrival]:
    arrival = await read()
    return () if arrival is None else (arrival,)


async def _odd() -> Sequence[Arrival]:
    raise ValueError("The library could not read it.")


def _raw(written: discord.Message) -> str:
    """What is kept of a message that cannot be read: its numbers alone, for no deletion reaches what is kept so."""
    return json.dumps({"id": written.id, "channel": written.channel.id, "guild": guild_of(written)})
