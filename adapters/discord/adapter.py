"""The adapter: Discord as the twin sees it."""

import asyncio
import logging
from collections.abc import Sequence
from contextlib import AbstractAsyncContextManager, nullcontext, suppress
from datetime import datetime
from pathlib import Path

from adapters.discord.addresses import PLATFORM, Address, address, asked, message
from adapters.discord.asker import Askers
from adapters.discord.attachments import Attachments
from adapters.discord.history import History
from adapters.discord.inbox import Inbox
from adapters.discord.intake import Intake
from adapters.discord.interactions import Interactions
from adapters.discord.line import Line
from adapters.discord.manners import Manners
from adapters.discord.members import Members
from adapters.discord.offers import Offers
from adapters.discord.panel import Panel
from adapters.discord.permissions import Permissions
from adapters.discord.presence import Presence
from adapters.discord.reading import Reader
from adapters.discord.responses import Responses
from adapters.discord.rooms import Rooms
from adapters.discord.sending import Sending
from adapters.discord.session import API, Session
from adapters.discord.sounds import Sounds
from adapters.discord.threads import Threads
from adapters.discord.troubles import QUIET, UNREACHABLE
from adapters.troubles import Troubles
from twin.errors import AdapterError, Refused
from twin.message import Arrival, Delivery, Message
from twin.seams import Marks, Notify, Receive, Webhook
from twin.voice import Sound


class Discord:
    """One bot on Discord: its servers as their owner has opened them, and whoever writes to it in private.

    ``marks`` is where it finds again how far it has read; ``url`` and ``gateway`` are another server than its own.
    """

    def __init__(
        self, token: str, *, marks: Marks, manners: Manners | None = None, url: str = API, gateway: str = ""
    ) -> None:
        _silence()
        if not token or any(sign.isspace() for sign in token):
            raise AdapterError(
                "TWIN_DISCORD_TOKEN is no token of a Discord bot: the developer portal gives one, under Bot."
            )
        manners = manners or Manners()
        self._receive: Receive | None = None
        self._troubles = Troubles(PLATFORM, QUIET)
        self._line = Line(self._troubles)
        self._history = History(self._line, marks, manners, self._troubles)
        rooms = Rooms(self._line, self._history)
        self._responses = Responses(self._line)
        self._sending = Sending(self._line, rooms, Threads(self._line, self._troubles), self._responses, self._troubles)
        self._presence = Presence(self._line, rooms, manners)
        self._sounds = Sounds(self._line, url)
        self._offers = Offers(manners, self._line)
        reader = Reader(self._line, Attachments(url), Members(self._line, manners), Askers(self._line), manners)
        inbox = Inbox(self._arrived, self._troubles)
        interactions = Interactions(self._line, inbox, reader, self._responses, manners, self._troubles)
        self._panel = Panel(self._line, rooms, interactions, manners)
        permissions = Permissions(manners, self._troubles)
        self._intake = Intake(inbox, reader, self._history, self._offers, interactions, permissions)
        self._session = Session(token, url, gateway, self._line, self._troubles, self._intake)
        self._listening: asyncio.Task[None] | None = None

    @property
    def name(self) -> str:
        """The platform, with which every key begins."""
        return PLATFORM

    @property
    def webhook(self) -> Webhook | None:
        """None: Discord tells what happens through its gateway."""
        return None

    @property
    def panel(self) -> Panel:
        """Where the owner and their moderators decide."""
        return self._panel

    @property
    def sends(self) -> frozenset[str]:
        """Voice messages, and films."""
        return frozenset(("voice", "video"))

    async def fetch(self, sound: Sound, to: Path, most: int) -> None:
        """Write what somebody sent into this new file, if it has no more than ``most`` bytes."""
        await self._sounds.fetch(sound, to, most)

    @property
    def finds(self) -> bool:
        """A channel's history tells what was said there."""
        return True

    def answerable_until(self, conversation: str, asked_at: datetime) -> datetime | None:
        """Messages can be answered for good; who asked by a command is answered by a message when that is over."""
        return None

    async def start(self, receive: Receive, notify: Notify) -> None:
        """Begin to listen, and return, also while Discord cannot be reached. Raises AdapterError for a bad token."""
        self._receive = receive
        self._troubles.begin(notify)
        refusal = ""
        # Raised outside of the except: the library's own error, which holds what was sent, must not hang on ours.
        try:
            await self._session.enter()
        except AdapterError as error:
            refusal = str(error)
        except Exception:  # noqa: BLE001 - whatever it was that answered, Discord may do so later
            await self._troubles.tell("network", UNREACHABLE)
        if refusal:
            await self.close()
            raise AdapterError(refusal)
        self._listening = asyncio.create_task(self._session.listen())

    async def stop_listening(self) -> None:
        """Take nothing in any more; deliveries go on."""
        self._intake.end()
        await self._offers.end()
        await self._history.end()

    async def close(self) -> None:
        """The end; nothing is delivered any more."""
        await self.stop_listening()
        await self._presence.end()
        await self._responses.end()
        self._line.closed = True
        if self._listening is not None:
            self._listening.cancel()
        with suppress(Exception):
            await self._session.end()

    def parts(self, text: str) -> Sequence[str]:
        """The text in as many messages as Discord needs for it."""
        return self._sending.parts(text)

    async def turn(self, conversation: str) -> None:
        """Wait until the channel's slow mode lets the next message in; the library keeps Discord's own rates."""
        if (where := address(conversation)) is not None:
            await self._sending.turn(where)

    async def deliver(self, delivery: Delivery) -> str:
        """Send it, once; its reference."""
        return await self._sending.send(_known(delivery.conversation), delivery)

    async def find(self, delivery: Delivery) -> str | None:
        """Its reference, if it stands there already."""
        return await self._sending.find(_known(delivery.conversation), delivery)

    async def take_back(self, conversation: str, reference: str, address: str) -> None:
        """Delete what the twin said there; what is gone already is done."""
        await self._sending.delete(_known(conversation), reference, address)

    async def settled(self, conversation: str, reference: str, *, waits: bool) -> None:
        """Who asked by a command sees that something happens: let that end, or say that it takes a while."""
        if (question := asked(reference)) is not None:
            with suppress(Exception):
                await self._responses.settled(question, waits=waits)

    def working(self, conversation: str) -> AbstractAsyncContextManager[None]:
        """Shows there, within the block, that somebody is typing."""
        where = address(conversation)
        return nullcontext() if where is None or self._line.closed else self._presence.working(where)

    async def _arrived(self, arrival: Arrival) -> None:
        if self._receive is None:
            raise RuntimeError("Nothing can be taken in before start.")
        await self._receive(arrival)
        if not isinstance(arrival, Message) or arrival.unasked:
            return
        where, number = address(arrival.conversation.key), message(arrival.reference)
        if where is not None and number is not None:
            self._presence.heard(where, number)


def _known(conversation: str) -> Address:
    """Where that is. Raises Refused if it is nowhere on Discord."""
    where = address(conversation)
    if where is None:
        raise Refused(f"{conversation} is no conversation on Discord.")
    return where


def _silence() -> None:
    """The library logs what people write and what goes wrong with them; what the owner has to know, they are told."""
    for name in ("discord", "aiohttp"):
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)
