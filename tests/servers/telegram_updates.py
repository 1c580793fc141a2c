"""Updates on their way to the bot: kept until they are confirmed, polled for, or posted to a webhook."""

import asyncio
import itertools
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field

import aiohttp

from tests.servers.telegram_limits import Json, Refused, Violation

_ON_REQUEST = ("chat_member", "message_reaction", "message_reaction_count")
_KINDS = (
    *"message edited_message channel_post edited_channel_post inline_query chosen_inline_result".split(),
    *"callback_query shipping_query pre_checkout_query poll poll_answer my_chat_member chat_join_request".split(),
    *"chat_boost removed_chat_boost business_connection business_message edited_business_message".split(),
    *"deleted_business_messages purchased_paid_media managed_bot guest_message".split(),
    *_ON_REQUEST,
)


@dataclass(eq=False)
class _Poller:
    woken: asyncio.Event = field(default_factory=asyncio.Event)
    ended: Refused | None = None


@dataclass(eq=False)
class Webhook:
    url: str
    secret: str
    max_connections: int
    woken: asyncio.Event = field(default_factory=asyncio.Event)
    error: Json = field(default_factory=dict)
    task: asyncio.Task[None] | None = None


class Updates:
    """What the bot has not confirmed yet, and the two ways in which it gets it."""

    def __init__(self) -> None:
        self.pending: list[Json] = []
        self.made: dict[int, Json] = {}
        self.confirmed = 0
        self.longest_poll = 50.0
        self.webhook_retry = 0.05
        self.webhook: Webhook | None = None
        self._again: list[Json] = []
        self._allowed: frozenset[str] = frozenset()
        self._poller: _Poller | None = None
        self._ids = itertools.count(700_000_001)

    @property
    def allowed(self) -> frozenset[str]:
        """The kinds of updates that the bot gets."""
        return self._allowed or frozenset(_KINDS) - frozenset(_ON_REQUEST)

    def number_from(self, number: int) -> None:
        """Count from here on."""
        self._ids = itertools.count(number)

    def allow(self, kinds: Sequence[str] | None) -> None:
        """What kinds are made from now on; None leaves it as it was, none at all is the default."""
        for kind in kinds or ():
            if kind not in _KINDS:
                raise Violation(f"unknown kind of update {kind}")
        if kinds is not None:
            self._allowed = frozenset(kinds)

    def push(self, content: Json) -> int | None:
        """Make an update of it, unless the bot does not get its kind; kinds that nobody knows are always made."""
        if any(kind in _KINDS and kind not in self.allowed for kind in content):
            return None
        update = content if "update_id" in content else {"update_id": next(self._ids), **content}
        self.made[update["update_id"]] = update
        self.pending.append(update)
        self._wake()
        return int(update["update_id"])

    def replay(self, update: Json) -> None:
        """Deliver the same update once more, confirmed or not, before what is new."""
        self._again.append(update)
        self._wake()

    def drop_pending(self) -> None:
        """Forget what is not confirmed."""
        self.pending.clear()
        self._again.clear()

    def end_poll(self, why: Refused) -> None:
        """Answer whoever is polling with an error."""
        if self._poller:
            self._poller.ended = why
            self._poller.woken.set()

    async def poll(self, offset: int, limit: int, seconds: float, allowed: Sequence[str] | None) -> list[Json]:
        """What getUpdates answers."""
        if not 1 <= limit <= 100:
            raise Violation("limit must be from 1 to 100")
        if self.webhook:
            advice = "use deleteWebhook to delete the webhook first"
            raise Refused(409, f"Conflict: can't use getUpdates method while webhook is active; {advice}")
        alone = "make sure that only one bot instance is running"
        self.end_poll(Refused(409, f"Conflict: terminated by other getUpdates request; {alone}"))
        poller = self._poller = _Poller()
        try:
            self.allow(allowed)
            self._confirm(offset)
            if not self.pending and not self._again:
                with suppress(TimeoutError):
                    async with asyncio.timeout(max(0.0, min(seconds, self.longest_poll))):
                        await poller.woken.wait()
            if poller.ended:
                raise poller.ended
            again = self._again[:limit]
            del self._again[:limit]
            return (again + self.pending)[:limit]
        finally:
            # Also when the connection was lost, which cancels this call.
            if self._poller is poller:
                self._poller = None

    def _confirm(self, offset: int) -> None:
        known = [index for index, update in enumerate(self.pending) if offset > 0 and update["update_id"] < offset]
        gone = len(known) if offset >= 0 else max(0, len(self.pending) + offset)
        if gone:
            self.confirmed = max(self.confirmed, *(update["update_id"] for update in self.pending[:gone]))
            del self.pending[:gone]

    def _wake(self) -> None:
        for waiting in (self._poller, self.webhook):
            if waiting:
                waiting.woken.set()

    def set_webhook(self, webhook: Webhook | None) -> None:
        """Deliver by webhook from now on, or no longer."""
        self.stop()
        self.webhook = webhook
        self.start()

    def start(self) -> None:
        """Deliver, if there is a webhook."""
        if self.webhook:
            self.webhook.task = asyncio.create_task(self._deliver(self.webhook))

    def stop(self) -> None:
        """Deliver nothing until started again."""
        if self.webhook and self.webhook.task:
            self.webhook.task.cancel()

    async def _deliver(self, webhook: Webhook) -> None:
        # One after the other, whatever max_connections allows: a test that wants disorder pushes it.
        async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=10)) as session:
            while True:
                waiting = self._again or self.pending
                if not waiting:
                    webhook.woken.clear()
                    await webhook.woken.wait()
                    continue
                update = waiting[0]
                error = await self._post(session, webhook, update)
                if error:
                    webhook.error = {"last_error_date": int(time.time()), "last_error_message": error}
                    await asyncio.sleep(self.webhook_retry)
                elif update in waiting:
                    waiting.remove(update)
                    self.confirmed = max(self.confirmed, update["update_id"])

    @staticmethod
    async def _post(session: aiohttp.ClientSession, webhook: Webhook, update: Json) -> str:
        headers = {"X-Telegram-Bot-Api-Secret-Token": webhook.secret} if webhook.secret else {}
        try:
            async with session.post(webhook.url, json=update, headers=headers, allow_redirects=False) as answer:
                done = 200 <= answer.status < 300
                return "" if done else f"Wrong response from the webhook: {answer.status} {answer.reason}"
        except (aiohttp.ClientError, TimeoutError) as error:
            return str(error) or type(error).__name__
