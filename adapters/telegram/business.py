"""The owner's own chats: which business connections are the owner's, and what they allow.

Anyone can connect any bot to their own account. What comes from anybody but the owner is nobody's business here.
"""

from collections import Counter
from collections.abc import Callable, Collection
from dataclasses import dataclass, replace

from telegram import Bot, BusinessBotRights, BusinessConnection, Update
from telegram.error import BadRequest, Forbidden, TelegramError

from adapters.telegram.addresses import place
from adapters.telegram.patience import Patience
from adapters.troubles import Troubles

_REMEMBERED = 1000


@dataclass(frozen=True, slots=True)
class Connection:
    """One account that the bot was connected to. ``open``: it is the owner's, and still connected.

    ``may_delete`` is about what the bot sent itself.
    """

    id: str
    user: int
    open: bool
    may_reply: bool
    may_delete: bool = False


class Untold(Exception):
    """Telegram does not say whose connection it is, time and again, though it answers everything else."""


class Business:
    """The business connections heard of, the latest thousand.

    ``accounts`` gives the owner's own ones, which may change meanwhile.
    """

    def __init__(
        self, bot: Bot, accounts: Callable[[], Collection[str]], troubles: Troubles, patience: Patience
    ) -> None:
        self._bot = bot
        self._accounts = accounts
        self._troubles = troubles
        self._lookups = patience.lookups
        # ``open`` tells here that they are connected, whosever they are.
        self._known: dict[str, Connection] = {}
        # How often in a row Telegram failed to say whose a connection is.
        self._failures: Counter[str] = Counter()

    def current(self, owner: int) -> Connection | None:
        """The owner's open connection; the one heard of last, as an account has one at a time."""
        for connection in reversed(self._known.values()):
            if connection.open and connection.user == owner:
                return connection if self._owns(owner) else None
        return None

    def way(self, owner: int, name: str) -> Connection:
        """How to reach the owner's chats: the current connection, or else ``name``, open unless it is known not to be.

        Nothing is known right after a start, and whoever disconnected the bot may have connected it anew.
        """
        if (current := self.current(owner)) is not None:
            return current
        unheard = bool(name) and name not in self._known and self._owns(owner)
        return Connection(name, owner, open=unheard, may_reply=True, may_delete=True)

    async def about(self, update: Update) -> Connection | None:
        """The connection through which the update came, if it came through one that exists.

        Raises TelegramError if it is not known and Telegram cannot be asked: then nobody can tell whose it is. Raises
        Untold if that will not do either: what waits behind a stranger's update must not wait for ever.
        """
        if update.business_connection is not None:
            return await self._remember(update.business_connection)
        deleted = update.deleted_business_messages
        message = update.business_message or update.edited_business_message
        name = deleted.business_connection_id if deleted else message.business_connection_id if message else None
        if not name:
            return None
        if name in self._known:
            return self._judged(self._known[name])
        try:
            found = await self._bot.get_business_connection(name)
        except (BadRequest, Forbidden):
            return None
        except TelegramError:
            if await self._hopeless(name):
                raise Untold from None
            raise
        return await self._remember(found)

    async def _hopeless(self, name: str) -> bool:
        """Whether Telegram was asked often enough, and is there for everything but this."""
        if len(self._failures) > _REMEMBERED:
            self._failures.clear()
        self._failures[name] += 1
        if self._failures[name] < self._lookups:
            return False
        try:
            await self._bot.get_me()
        except TelegramError:
            return False
        return True

    async def _remember(self, found: BusinessConnection) -> Connection:
        rights = found.rights or BusinessBotRights()
        connection = Connection(
            id=found.id,
            user=found.user.id,
            open=found.is_enabled,
            may_reply=bool(rights.can_reply),
            may_delete=bool(rights.can_delete_sent_messages or rights.can_delete_all_messages),
        )
        self._failures.pop(found.id, None)
        self._known.pop(found.id, None)
        self._known[found.id] = connection
        if len(self._known) > _REMEMBERED:
            del self._known[next(iter(self._known))]
        if found.is_enabled and not self._accounts():
            await self._troubles.tell(
                "business",
                f"A Telegram account has connected this bot to its own chats; nothing in them is read, because nobody "
                f"said that it is yours. If it is, link it with `twin link`, or write "
                f'accounts = ["{place(found.user.id)}"] into owner.toml and restart.',
            )
        return self._judged(connection)

    def _judged(self, connection: Connection) -> Connection:
        """As it stands now: whose accounts are the owner's may change while it is connected."""
        return replace(connection, open=connection.open and self._owns(connection.user))

    def _owns(self, user: int) -> bool:
        return place(user) in self._accounts()
