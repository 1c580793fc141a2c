"""The adapter: Telegram as the twin sees it."""

import asyncio
import logging
import re
from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import AbstractAsyncContextManager, nullcontext, suppress
from datetime import datetime
from pathlib import Path
from types import MappingProxyType

from telegram import Bot, BotCommand
from telegram.error import InvalidToken, RetryAfter, TelegramError

from adapters.pauses import pauses
from adapters.splitting import split, utf16
from adapters.telegram.addresses import PLATFORM, Address, address, message_of
from adapters.telegram.business import Business, Connection
from adapters.telegram.deleting import delete, obstacle
from adapters.telegram.downloads import Downloads
from adapters.telegram.inbox import Inbox
from adapters.telegram.line import Line
from adapters.telegram.pace import Pace
from adapters.telegram.panel import Panel
from adapters.telegram.patience import Patience
from adapters.telegram.polling import poll
from adapters.telegram.polls import Polls
from adapters.telegram.presence import Presence
from adapters.telegram.reading import Reader
from adapters.telegram.requests import Requests
from adapters.telegram.sending import BUSINESS_DAY, objection, seconds_of, send
from adapters.telegram.sheets import LONGEST
from adapters.telegram.troubles import QUIET, REJECTED, UNREACHABLE
from adapters.telegram.watch import Watch
from adapters.telegram.webhook import Hook
from adapters.telegram.wording import Me
from adapters.troubles import Troubles
from twin.errors import AdapterError, GoneTo, InDoubt, Refused
from twin.message import Delivery
from twin.seams import Notify, Receive
from twin.voice import Sound

COMMANDS: Mapping[str, str] = MappingProxyType(
    {
        "start": "Begin",
        "about": "Who answers here",
        "help": "Who answers here, and what to do",
        "human": "Ask for the person instead",
    }
)
_TOKEN = re.compile(r"[0-9]+:[\w-]+", re.ASCII)
_STOP = 2.0


class Telegram:
    """One bot on Telegram, polled, or reached by webhook if it has the address of one.

    ``accounts`` are the owner's own, or give them whenever they are needed: that must not block.
    """

    def __init__(
        self,
        token: str,
        *,
        url: str = "https://api.telegram.org",
        accounts: Collection[str] | Callable[[], Collection[str]] = (),
        webhook: str = "",
        commands: Mapping[str, str] = COMMANDS,
        patience: Patience | None = None,
    ) -> None:
        _silence()
        if not _TOKEN.fullmatch(token):
            raise AdapterError("TWIN_TELEGRAM_TOKEN is no token of a Telegram bot. @BotFather gives one to you.")
        self._id = int(token.partition(":")[0])
        self._hook = Hook(token) if webhook else None
        self._commands = dict(commands)
        self._patience = patience or Patience()
        self._troubles = Troubles(PLATFORM, QUIET)
        self._polls = Polls(self._troubles, self._patience.failures)
        self._bot = Bot(
            token,
            base_url=f"{url.rstrip('/')}/bot",
            base_file_url=f"{url.rstrip('/')}/file/bot",
            request=Requests(),
            get_updates_request=self._polls,
        )
        self._watch = Watch(self._bot, webhook.rstrip("/"), self._hook, self._troubles) if self._hook else None
        owned = accounts if callable(accounts) else lambda: accounts
        self._business = Business(self._bot, owned, self._troubles, self._patience)
        self._line = Line(token, self._troubles)
        self._downloads = Downloads(self._bot, self._line, self._patience.download)
        self._pace = Pace()
        self._panel = Panel(self._bot, self._id, self._line, self._pace)
        self._presence = Presence(self._bot, self._patience)
        self._receive: Receive | None = None
        self._inbox: Inbox | None = None
        self._entered = False
        self._listening: asyncio.Task[None] | None = None

    @property
    def name(self) -> str:
        """The platform, with which every key begins."""
        return PLATFORM

    @property
    def webhook(self) -> Hook | None:
        """What our own server has to serve for it; None if the bot polls."""
        return self._hook

    @property
    def panel(self) -> Panel:
        """Where the owner decides."""
        return self._panel

    def answerable_until(self, conversation: str, asked_at: datetime) -> datetime | None:
        """A business account's bot may answer for a day; everywhere else there is no end."""
        where = address(conversation)
        return None if where is None or where.owner is None else asked_at + BUSINESS_DAY

    @property
    def sends(self) -> frozenset[str]:
        """Voice messages and films."""
        return frozenset({"voice", "video"})

    async def fetch(self, sound: Sound, to: Path, most: int) -> None:
        """Write what somebody sent into this new file, if it has no more than ``most`` bytes.

        Raises Refused if it is larger or gone, NotNow. Then there is no file.
        """
        await self._downloads.fetch(sound, to, most)

    @property
    def finds(self) -> bool:
        """Telegram lets no bot read what it has said."""
        return False

    async def find(self, delivery: Delivery) -> str | None:
        """Raises InDoubt."""
        raise InDoubt(f"Telegram does not tell whether delivery {delivery.id} has arrived.")

    async def settled(self, conversation: str, reference: str, *, waits: bool) -> None:
        """Nothing on Telegram waits to be told that it gets no answer."""

    async def start(self, receive: Receive, notify: Notify) -> None:
        """Begin to listen, and return, also while Telegram cannot be reached. Raises AdapterError for a bad token."""
        self._receive = receive
        self._troubles.begin(notify)
        refusal = ""
        # Raised outside of the except: the library's own error, which holds the token, must not hang on ours.
        try:
            await self._enter()
        except InvalidToken:
            refusal = (
                "Telegram does not accept the token of the bot. Ask @BotFather for it and write it into "
                "TWIN_TELEGRAM_TOKEN."
            )
        except AdapterError as error:
            refusal = str(error)
        except Exception:  # noqa: BLE001 - whatever it was that answered, Telegram may do so later
            await self._troubles.tell("network", UNREACHABLE)
        if refusal:
            await self.close()
            raise AdapterError(refusal)
        self._listening = asyncio.create_task(self._listen())

    async def stop_listening(self) -> None:
        """Take nothing in any more, within two seconds; deliveries go on."""
        self._polls.end()
        if self._hook is not None:
            self._hook.end()
        if self._listening is not None:
            self._listening.cancel()
            await asyncio.wait({self._listening}, timeout=_STOP)

    async def close(self) -> None:
        """The end; nothing is delivered any more."""
        self._line.closed = True
        await self.stop_listening()
        await self._presence.end()
        with suppress(Exception):
            await self._bot.shutdown()

    def parts(self, text: str) -> Sequence[str]:
        """The text in as many messages as Telegram needs for it."""
        return split(text, LONGEST, utf16)

    async def turn(self, conversation: str) -> None:
        """Wait until Telegram's rates let the next message into this conversation."""
        if (where := address(conversation)) is not None:
            await self._pace.turn(where)

    async def deliver(self, delivery: Delivery) -> str:
        """Send it, with one request; its reference."""
        where = _known(delivery.conversation)
        connection = self._connection(where, delivery.address)
        refused = objection(connection, delivery.asked_at)
        if refused is not None:
            raise refused
        longest = self._patience.upload
        return await self._line.ask(where, lambda: send(self._bot, self._id, where, connection, delivery, longest))

    async def take_back(self, conversation: str, reference: str, address: str) -> None:
        """Delete what the bot said there, with one request; what is gone already is done."""
        where = _known(conversation)
        message = message_of(reference, self._id)
        if message is None:
            raise Refused("This message was not sent by this bot.")
        connection = self._connection(where, address)
        refused = obstacle(connection)
        if refused is not None:
            raise refused
        try:
            await self._line.ask(where, lambda: delete(self._bot, where, connection, message))
        except GoneTo:
            raise Refused("What was said in this Telegram group before it became a supergroup stays.") from None

    def _connection(self, where: Address, name: str) -> Connection | None:
        return None if where.owner is None else self._business.way(where.owner, name)

    def working(self, conversation: str) -> AbstractAsyncContextManager[None]:
        """Shows there, within the block, that somebody is typing."""
        where = address(conversation)
        if where is None or self._line.closed:
            return nullcontext()
        connection = None if where.owner is None else self._business.current(where.owner)
        if where.owner is not None and connection is None:
            return nullcontext()
        return self._presence.working(where, connection)

    async def _listen(self) -> None:
        """Poll, or see after the webhook, for as long as it is not cancelled; whatever fails is tried again."""
        waits, failures = pauses(self._patience.network), 0
        while True:
            try:
                inbox = await self._enter()
                if self._watch is not None:
                    await self._watch.look()
                    wait = self._patience.webhook
                else:
                    await poll(self._bot, inbox, self._polls, self._patience)
                    wait = self._patience.look
                waits, failures = pauses(self._patience.network), 0
            except InvalidToken:
                await self._troubles.tell("token", REJECTED)
                wait = self._patience.token
            except AdapterError as error:
                await self._troubles.tell("webhook", str(error))
                wait = self._patience.token
            except RetryAfter as error:
                wait = seconds_of(error)
            except Exception:  # noqa: BLE001 - were this to end, the twin would be deaf, and nobody would know
                failures += 1
                if not self._entered or failures >= self._patience.failures:
                    await self._troubles.tell("network", UNREACHABLE)
                wait = next(waits)
            await asyncio.sleep(wait)

    async def _enter(self) -> Inbox:
        """Ask Telegram who the bot is, and tell it what it has to know, once.

        Raises TelegramError, or AdapterError if Telegram does not take the webhook.
        """
        await self._bot.initialize()
        if self._inbox is None:
            if self._receive is None:
                raise RuntimeError("Nothing can be taken in before start.")
            reader = Reader(Me(self._id, self._bot.username), frozenset(self._commands))
            self._inbox = Inbox(
                reader, self._business, self._receive, self._troubles, self._patience, self._polls.alive
            )
        if not self._entered:
            await self._register()
            if self._hook is not None and self._watch is not None:
                self._hook.begin(self._inbox)
                await self._watch.set()
            self._entered = True
        return self._inbox

    async def _register(self) -> None:
        """Show the commands in Telegram's menu; they work without it, too."""
        try:
            await self._bot.set_my_commands([BotCommand(name, said) for name, said in self._commands.items()])
        # Also if it is told that the token is invalid: the library says so of methods that a server does not have.
        except TelegramError:
            await self._troubles.tell(
                "commands", "Telegram did not take the bot's commands for its menu; they work nevertheless."
            )


def _known(conversation: str) -> Address:
    """Where that is. Raises Refused if it is nowhere on Telegram."""
    where = address(conversation)
    if where is None:
        raise Refused(f"{conversation} is no conversation on Telegram.")
    return where


def _silence() -> None:
    """The library and what it stands on log addresses, which hold the token, and what people write."""
    for name in ("telegram", "httpx", "httpcore"):
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)
