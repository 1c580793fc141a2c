"""The owner's own chats: which business connections are the owner's, and what they allow.

Anyone can connect any bot to their own account. What comes from anybody but the owner is nobody's business here.
"""

from collections.abc import Collection
from dataclasses import dataclass

from telegram import Bot, BusinessConnection, Update
from telegram.error import BadRequest, Forbidden

from adapters.telegram.addresses import place
from adapters.telegram.troubles import Troubles

_REMEMBERED = 1000


@dataclass(frozen=True, slots=True)
class Connection:
    """One account that the bot was connected to. ``open``: it is the owner's, and still connected."""

    id: str
    user: int
    open: bool
    may_reply: bool


class Business:
    """The business connections heard of, the latest thousand."""

    def __init__(self, bot: Bot, accounts: Collection[str], troubles: Troubles) -> None:
        self._bot = bot
        self._accounts = frozenset(accounts)
        self._troubles = troubles
        self._known: dict[str, Connection] = {}

    def known(self, name: str) -> Connection | None:
        """What is remembered of this connection."""
        return self._known.get(name)

    async def about(self, update: Update) -> Connection | None:
        """The connection through which the update came, if it came through one that exists.

        Raises TelegramError if it is not known and Telegram cannot be asked: then nobody can tell whose it is.
        """
        if update.business_connection is not None:
            return await self._remember(update.business_connection)
        deleted = update.deleted_business_messages
        message = update.business_message or update.edited_business_message
        name = deleted.business_connection_id if deleted else message.business_connection_id if message else None
        if not name:
            return None
        if name in self._known:
            return self._known[name]
        try:
            found = await self._bot.get_business_connection(name)
        except (BadRequest, Forbidden):
            return None
        return await self._remember(found)

    async def _remember(self, found: BusinessConnection) -> Connection:
        account = place(found.user.id)
        connection = Connection(
            id=found.id,
            user=found.user.id,
            open=found.is_enabled and account in self._accounts,
            may_reply=bool(found.rights and found.rights.can_reply),
        )
        self._known.pop(found.id, None)
        self._known[found.id] = connection
        if len(self._known) > _REMEMBERED:
            del self._known[next(iter(self._known))]
        if found.is_enabled and not self._accounts:
            await self._troubles.tell(
                "business",
                f"A Telegram account has connected this bot to its own chats; nothing in them is read, because nobody "
                f'said that it is yours. If it is, write accounts = ["{account}"] into owner.toml and restart.',
            )
        return connection
