"""The menu of the owner's commands: in each chat that is a desk, and in none that is one no more."""

import asyncio
import json
import logging
from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.desk import commands
from bot.ledger import Ledger
from twin.errors import StoreError
from twin.message import platform_of
from twin.seams import Adapter

_log = logging.getLogger("twin")

# Where it is noted, in the records, which conversations have it.
_NOTED = "menus"


@dataclass(slots=True)
class Menus:
    """Shows the menu at every desk once while the twin runs, since it may have changed, and takes it away again."""

    ledger: Ledger
    adapters: Mapping[str, Adapter]
    _shown: set[str] = field(default_factory=set)
    _one: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def show(self) -> None:
        """Bring the menus to what is linked, whoever linked or unlinked it; the desk works without them."""
        try:
            async with self._one:
                await self._show()
        except StoreError as error:
            _log.error("%s", error)

    async def _show(self) -> None:
        desks = {owner.conversation for owner in await asyncio.to_thread(self.ledger.owners.all)}
        written = await asyncio.to_thread(self.ledger.notices.noted, _NOTED)
        noted = set(json.loads(written or "[]"))
        for conversation in (desks - self._shown) | ((noted | self._shown) - desks):
            adapter = self.adapters.get(platform_of(conversation))
            if adapter is None or adapter.panel is None:
                # It stays as it is until that platform is served.
                desks = (desks - {conversation}) | ({conversation} & noted)
                continue
            await adapter.panel.offer(conversation, commands.menu() if conversation in desks else {})
        self._shown = desks
        if desks != noted:
            await asyncio.to_thread(self.ledger.notices.note, _NOTED, json.dumps(sorted(desks)))
