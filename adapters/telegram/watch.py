"""The webhook as Telegram has it: set, and seen after, because nobody is told when it goes quiet."""

from datetime import UTC, datetime

from telegram import Bot
from telegram.error import BadRequest

from adapters.telegram.polling import UPDATES
from adapters.telegram.sending import quoted
from adapters.telegram.troubles import TAKEN
from adapters.telegram.webhook import Hook
from adapters.troubles import Troubles
from twin.errors import AdapterError

_NEVER = datetime.min.replace(tzinfo=UTC)


class Watch:
    """Sees to it that Telegram posts to us, and tells the owner when it does not, or cannot."""

    def __init__(self, bot: Bot, public: str, hook: Hook, troubles: Troubles) -> None:
        self._bot = bot
        self._public = public
        self._hook = hook
        self._troubles = troubles
        # When Telegram last failed to post, as far as is known; None before the first look.
        self._failed_at: datetime | None = None

    async def set(self) -> None:
        """Have Telegram post to us. Raises AdapterError if it does not take the webhook, and TelegramError."""
        refusal = ""
        # Raised outside of the except: the library's own error, which holds the token, must not hang on ours.
        try:
            await self._bot.set_webhook(
                self._public + self._hook.path,
                secret_token=self._hook.secret,
                allowed_updates=UPDATES,
                drop_pending_updates=False,
                # One after the other, so that they come in their order.
                max_connections=1,
            )
        except BadRequest as error:
            refusal = f"Telegram does not take {self._public} as a webhook: {self._quoted(error.message)}."
        if refusal:
            raise AdapterError(refusal)

    async def look(self) -> None:
        """See whether it is still ours, and whether Telegram gets through. Raises as ``set`` does."""
        info = await self._bot.get_webhook_info()
        self._troubles.over("network")
        self._troubles.over("token")
        before, now = self._failed_at, info.last_error_date or _NEVER
        if info.url != self._public + self._hook.path:
            await self.set()
            await self._troubles.tell("webhook", TAKEN)
        # What went wrong before the first look was while the twin was away.
        elif before is not None and now > before:
            await self._troubles.tell(
                "webhook",
                f"Telegram cannot hand over what people write at {self._public}: "
                f"{self._quoted(info.last_error_message or '')}. It waits there for up to 24 hours.",
            )
            # Somebody else may have set it to our address, without the secret that we know Telegram by.
            await self.set()
        elif not info.pending_update_count:
            self._troubles.over("webhook")
        self._failed_at = now if before is None else max(before, now)

    def _quoted(self, words: str) -> str:
        return quoted(words, self._bot.token)
