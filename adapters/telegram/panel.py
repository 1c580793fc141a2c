"""The owner's panel: what waits for a decision, as messages with buttons in the owner's private chat with the bot."""

from collections.abc import Mapping
from contextlib import suppress

from telegram import Bot, BotCommandScopeChat, LinkPreviewOptions, ReplyParameters
from telegram.error import BadRequest

from adapters.telegram.addresses import Address, address, message_of, reference
from adapters.telegram.line import Line
from adapters.telegram.pace import Pace
from adapters.telegram.sheets import fitted, keyboard, markup, menu, shown
from adapters.telegram.wording import storable
from twin.desk import Sheet
from twin.errors import Refused
from twin.seams import Forms

_LONGEST_TOAST = 200
# Links are a contact's or a model's; nobody needs to be shown where they lead.
_NO_PREVIEW = LinkPreviewOptions(is_disabled=True)


class Panel:
    """Shows sheets in private chats, and nowhere else: others read along in groups and in the owner's own chats."""

    def __init__(self, bot: Bot, me: int, line: Line, pace: Pace) -> None:
        self._bot = bot
        self._me = me
        self._line = line
        self._pace = pace

    async def show(self, conversation: str, sheet: Sheet, reply_to: str = "") -> str:
        """Send it; its reference. Raises a DeliveryError."""
        where = _private(conversation)
        text, entities = shown(sheet)
        answered = message_of(reply_to, self._me)
        await self._pace.turn(where)
        sent = await self._line.ask(
            where,
            lambda: self._bot.send_message(
                where.chat,
                text,
                entities=entities or None,
                message_thread_id=where.thread,
                disable_notification=sheet.silent or None,
                link_preview_options=_NO_PREVIEW,
                reply_markup=markup(sheet),
                reply_parameters=ReplyParameters(answered, allow_sending_without_reply=True) if answered else None,
            ),
        )
        return reference(self._me, sent.message_id)

    async def change(self, conversation: str, reference: str, sheet: Sheet) -> None:
        """Let it read like this from now on; what reads so already is done. Raises a DeliveryError.

        Telegram changes no message that was shown as one that asks.
        """
        where = _private(conversation)
        message = message_of(reference, self._me)
        if message is None:
            raise Refused("This message was not sent by this bot.")
        await self._pace.turn(where)
        await self._line.ask(where, lambda: self._edit(where, message, sheet))

    async def acknowledge(self, handle: str, sentence: str) -> None:
        """Tell that a press was heard; Telegram waits some seconds for it, and nothing depends on it."""
        if self._line.closed:
            return
        with suppress(Exception):
            said = fitted(storable(sentence).strip(), _LONGEST_TOAST)
            await self._bot.answer_callback_query(handle, text=said or None)

    async def offer(self, conversation: str, commands: Mapping[str, str]) -> None:
        """Show these commands in the menu of this chat, or the usual ones if there are none; they work without it."""
        if self._line.closed:
            return
        with suppress(Exception):
            scope = BotCommandScopeChat(_private(conversation).chat)
            if offered := menu(commands):
                await self._bot.set_my_commands(offered, scope=scope)
            else:
                await self._bot.delete_my_commands(scope=scope)

    def ask_with(self, forms: Forms) -> None:
        """Telegram has no forms: what a button asks for is the owner's next message."""

    async def _edit(self, where: Address, message: int, sheet: Sheet) -> None:
        text, entities = shown(sheet)
        try:
            await self._bot.edit_message_text(
                text,
                where.chat,
                message,
                entities=entities or None,
                link_preview_options=_NO_PREVIEW,
                reply_markup=keyboard(sheet),
            )
        except BadRequest as error:
            if "message is not modified" not in error.message.lower():
                raise


def _private(conversation: str) -> Address:
    """Where that is. Raises Refused if it is no private chat with the bot."""
    where = address(conversation)
    if where is None or where.group or where.owner is not None:
        raise Refused(f"{conversation} is no private chat on Telegram.")
    return where
