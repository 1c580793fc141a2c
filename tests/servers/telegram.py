"""A strict Telegram Bot API on loopback, in memory: one bot, the people who write to it, and what goes wrong.

``python -m tests.servers.telegram --port 8081`` runs it on its own: Jonas writes once, and what he is sent is printed.
"""

import argparse
import asyncio
import itertools
import re
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any, Self
from urllib.parse import urlsplit

import aiohttp
from aiohttp import web

from tests.servers.telegram_limits import (
    MAX_CAPTION,
    PARAMETERS,
    Fault,
    Faults,
    Json,
    Rates,
    Refused,
    Slow,
    Status,
    Upload,
    Violation,
    bad,
    check_commands,
    check_markup,
    checked,
    detected,
    read,
)

TOKEN = "4242:TEST-token_of-the-right-shape-000000000"
BOT_ID = 4242
BOT_NAME = "mira_twin_bot"

_PATH = re.compile(r"/bot([^/]*)/(\w+)")
_TOKEN = re.compile(r"[0-9]+:[A-Za-z0-9_-]{30,}")
_DAY = 24 * 60 * 60
_ON_REQUEST = ("chat_member", "message_reaction", "message_reaction_count")
_KINDS = (
    *"message edited_message channel_post edited_channel_post inline_query chosen_inline_result".split(),
    *"callback_query shipping_query pre_checkout_query poll poll_answer my_chat_member chat_join_request".split(),
    *"chat_boost removed_chat_boost business_connection business_message edited_business_message".split(),
    *"deleted_business_messages purchased_paid_media managed_bot guest_message".split(),
    *_ON_REQUEST,
)
_ACTIONS = (
    "typing upload_photo record_video upload_video record_voice upload_voice upload_document choose_sticker"
    " find_location record_video_note upload_video_note"
).split()


# People and places ---------------------------------------------------------------------------------------------------


@dataclass(eq=False)
class User:
    """Somebody with an account."""

    id: int
    first_name: str
    username: str = ""
    is_bot: bool = False
    blocks_bot: bool = False

    @property
    def json(self) -> Json:
        """As it stands in messages."""
        name = {"username": self.username} if self.username else {}
        return {"id": self.id, "is_bot": self.is_bot, "first_name": self.first_name, **name}


BOT = User(BOT_ID, "Mira's twin", BOT_NAME, is_bot=True)
ADMIN = User(9, "Admin")


@dataclass(eq=False)
class Topic:
    """A topic of a forum, named by the service message that opened it."""

    created: Json
    closed: bool = False

    @property
    def id(self) -> int:
        """What stands in message_thread_id."""
        return int(self.created["message_id"])


@dataclass(eq=False)
class Chat:
    """A chat. Its messages are numbered on their own, so that the same number means another message elsewhere."""

    id: int
    type: str
    title: str = ""
    user: User | None = None
    forum: bool = False
    # Nobody is written to first.
    opened: bool = True
    # Why the bot may not write here any more.
    barred: str = ""
    migrated_to: int | None = None
    # When the other side of a business chat last wrote.
    heard: float = 0
    messages: dict[int, Json] = field(default_factory=dict)
    topics: dict[int, Topic] = field(default_factory=dict)
    ids: Iterator[int] = field(default_factory=lambda: itertools.count(1))

    @property
    def json(self) -> Json:
        """As it stands in messages."""
        if self.user:
            name = {"username": self.user.username} if self.user.username else {}
            return {"id": self.id, "type": self.type, "first_name": self.user.first_name, **name}
        return {"id": self.id, "type": self.type, "title": self.title, **({"is_forum": True} if self.forum else {})}

    def topic(self, name: str) -> Topic:
        """A topic that was there before the bot: the bot is not told of it."""
        assert self.forum
        number = next(self.ids)
        service = {
            "message_id": number,
            "date": int(time.time()),
            "chat": self.json,
            "from": ADMIN.json,
            "message_thread_id": number,
            "is_topic_message": True,
            "forum_topic_created": {"name": name, "icon_color": 7322096},
        }
        self.messages[number] = service
        self.topics[number] = Topic(service)
        return self.topics[number]


@dataclass(eq=False)
class Connection:
    """A business account that lets the bot read and answer its chats."""

    id: str
    user: User
    date: int
    can_reply: bool = True
    enabled: bool = True
    chats: dict[int, Chat] = field(default_factory=dict)

    @property
    def json(self) -> Json:
        """As it stands in updates."""
        rights = {"can_reply": True} if self.can_reply else {}
        return {
            "id": self.id,
            "user": self.user.json,
            "user_chat_id": self.user.id,
            "date": self.date,
            "rights": rights,
            "is_enabled": self.enabled,
        }


@dataclass(frozen=True)
class Sent:
    """A message that the bot sent, or what it made of one by editing it; a voice message's text is its caption."""

    message_id: int
    chat_id: int
    text: str
    time: float
    thread: int | None = None
    reply_to: int | None = None
    business_connection_id: str | None = None
    parse_mode: str | None = None
    entities: tuple[Json, ...] = ()
    reply_markup: Json | None = None
    voice: bytes | None = None


@dataclass(frozen=True)
class Action:
    """That the bot was shown as typing, or as doing something else."""

    chat_id: int
    action: str
    time: float
    thread: int | None = None
    business_connection_id: str | None = None


# Updates -------------------------------------------------------------------------------------------------------------


@dataclass(eq=False)
class _Poller:
    woken: asyncio.Event = field(default_factory=asyncio.Event)
    ended: Refused | None = None


@dataclass(eq=False)
class _Webhook:
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
        self.webhook: _Webhook | None = None
        self._again: list[Json] = []
        self._allowed: frozenset[str] = frozenset()
        self._poller: _Poller | None = None
        self._ids = itertools.count(700_000_001)

    @property
    def allowed(self) -> frozenset[str]:
        """The kinds of updates that the bot gets."""
        return self._allowed or frozenset(_KINDS) - frozenset(_ON_REQUEST)

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

    def set_webhook(self, webhook: _Webhook | None) -> None:
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

    async def _deliver(self, webhook: _Webhook) -> None:
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
    async def _post(session: aiohttp.ClientSession, webhook: _Webhook, update: Json) -> str:
        headers = {"X-Telegram-Bot-Api-Secret-Token": webhook.secret} if webhook.secret else {}
        try:
            async with session.post(webhook.url, json=update, headers=headers, allow_redirects=False) as answer:
                done = 200 <= answer.status < 300
                return "" if done else f"Wrong response from the webhook: {answer.status} {answer.reason}"
        except (aiohttp.ClientError, TimeoutError) as error:
            return str(error) or type(error).__name__


# What people do ------------------------------------------------------------------------------------------------------


class People:
    """The test's side: people write, edit, block and invite, and the bot gets its updates."""

    def __init__(self, *, privacy: bool = True) -> None:
        self.privacy = privacy
        self.updates = Updates()
        self._users: dict[int, User] = {}
        self._chats: dict[int, Chat] = {}
        self._connections: dict[str, Connection] = {}
        self._queries: set[str] = set()
        self._shift = 0.0
        self._numbers = itertools.count(1001)
        # All private chats of an account count their messages together.
        self._private_ids = itertools.count(1)

    @property
    def now(self) -> float:
        """The server's clock."""
        return time.time() + self._shift

    def age(self, seconds: float) -> None:
        """Let time pass."""
        self._shift += seconds

    @property
    def confirmed(self) -> int:
        """The highest confirmed update id."""
        return self.updates.confirmed

    def user(self, first_name: str, *, id: int | None = None, username: str = "", is_bot: bool = False) -> User:  # noqa: A002
        """A new person. Another bot's messages arrive as a person's do, which Telegram spares many bots."""
        made = User(id or next(self._numbers), first_name, username, is_bot)
        assert made.id not in self._users
        self._users[made.id] = made
        return made

    def private(self, user: User) -> Chat:
        """The chat of a person with the bot; the bot may write in it when the person did."""
        if user.id not in self._chats:
            self._chats[user.id] = Chat(user.id, "private", user=user, opened=False, ids=self._private_ids)
        return self._chats[user.id]

    def group(self, title: str, *, forum: bool = False, basic: bool = False) -> Chat:
        """A supergroup, or a basic group, that the bot has long been in."""
        number = next(self._numbers)
        chat = Chat(-number, "group", title) if basic else Chat(-1_000_000_000_000 - number, "supergroup", title)
        chat.forum = forum
        self._chats[chat.id] = chat
        return chat

    def say(
        self,
        chat: Chat,
        user: User,
        text: str = "",
        *,
        thread: Topic | None = None,
        reply_to: Json | int | None = None,
        entities: Sequence[Json] | None = None,
        photo: bool = False,
        forward_from: User | None = None,
        sticker: str = "",
        voice: int = 0,
    ) -> Json:
        """Somebody writes: a text, a photo with the text as its caption, a sticker (its emoji), a voice (its seconds).

        Mentions, commands and addresses are found in the text unless entities are given.
        """
        chat.opened = True
        message = self._message(chat, user, thread, reply_to)
        message |= _content(text, detected(text) if entities is None else list(entities), photo, sticker, voice)
        if forward_from:
            message["forward_origin"] = {"type": "user", "sender_user": forward_from.json, "date": message["date"]}
        if self._sees(chat, message):
            self.updates.push({"message": message})
        return message

    def edit(self, message: Json, text: str) -> Json:
        """Somebody edits a message."""
        chat = self._chats[message["chat"]["id"]]
        edited = self._edited(chat, message, text)
        if self._sees(chat, edited):
            self.updates.push({"edited_message": edited})
        return edited

    def press(self, message: Json | Sent, user: User, data: str) -> str:
        """Somebody presses a button of the bot's; the query's id."""
        if isinstance(message, Sent):
            message = self._chats[message.chat_id].messages[message.message_id]
        query = str(next(self._numbers))
        self._queries.add(query)
        pressed = {"id": query, "from": user.json, "message": message, "chat_instance": "1", "data": data}
        self.updates.push({"callback_query": pressed})
        return query

    def business(self, owner: User, *, can_reply: bool = True) -> Connection:
        """Somebody connects the bot to their account."""
        made = Connection(f"business-{next(self._numbers)}", owner, int(self.now), can_reply)
        self._connections[made.id] = made
        self.updates.push({"business_connection": made.json})
        return made

    def change_business(self, connection: Connection, *, enabled: bool = True, can_reply: bool = True) -> None:
        """They change what it may do, or disconnect it."""
        connection.enabled, connection.can_reply = enabled, can_reply
        self.updates.push({"business_connection": connection.json})

    def business_chat(self, connection: Connection, user: User) -> Chat:
        """The chat of the account's owner with somebody else, which has that person's id."""
        if user.id not in connection.chats:
            connection.chats[user.id] = Chat(user.id, "private", user=user)
        return connection.chats[user.id]

    def say_business(
        self, connection: Connection, user: User, by: User, text: str, *, reply_to: Json | int | None = None
    ) -> Json:
        """Either of the two writes in their chat: the account's owner, or the other user."""
        assert by in (connection.user, user)
        chat = self.business_chat(connection, user)
        if by is user:
            chat.heard = self.now
        message = self._message(chat, by, None, reply_to) | _content(text, detected(text))
        message["business_connection_id"] = connection.id
        self.updates.push({"business_message": message})
        return message

    def edit_business(self, message: Json, text: str) -> Json:
        """Either of the two edits a message."""
        chat = self._connections[message["business_connection_id"]].chats[message["chat"]["id"]]
        edited = self._edited(chat, message, text)
        self.updates.push({"edited_business_message": edited})
        return edited

    def delete_business(self, connection: Connection, chat: Chat, ids: Sequence[int]) -> None:
        """Either of the two deletes messages."""
        for number in ids:
            chat.messages.pop(number, None)
        deleted = {"business_connection_id": connection.id, "chat": chat.json, "message_ids": list(ids)}
        self.updates.push({"deleted_business_messages": deleted})

    def block(self, user: User) -> None:
        """A person blocks the bot."""
        user.blocks_bot = True
        self._membership(self.private(user), user, "member", "kicked")

    def unblock(self, user: User) -> None:
        """A person lets the bot write again."""
        user.blocks_bot = False
        self._membership(self.private(user), user, "kicked", "member")

    def kick(self, group: Chat, by: User = ADMIN) -> None:
        """The bot is thrown out of a group."""
        group.barred = f"Forbidden: bot was kicked from the {group.type} chat"
        self._membership(group, by, "member", "kicked")

    def migrate(self, group: Chat) -> Chat:
        """A group becomes a supergroup under another id; the new chat."""
        new = self.group(group.title)
        group.migrated_to = new.id
        for chat, moved in ((group, {"migrate_to_chat_id": new.id}), (new, {"migrate_from_chat_id": group.id})):
            self.updates.push({"message": self._message(chat, ADMIN, None, None) | moved})
        return new

    def push(self, update: Json) -> int | None:
        """Any update, as odd as it may be; it gets an update_id if it has none. None if the bot does not get it."""
        return self.updates.push(update)

    def replay(self, what: int | Json) -> None:
        """Deliver an update again, named by its id or by the message in it."""
        if isinstance(what, int):
            self.updates.replay(self.updates.made[what])
            return
        for update in reversed(self.updates.made.values()):
            if what in update.values():
                self.updates.replay(update)
                return
        raise KeyError(what)

    def _message(self, chat: Chat, author: User, thread: Topic | None, reply_to: Json | int | None) -> Json:
        number = next(chat.ids)
        message: Json = {"message_id": number, "date": int(self.now), "chat": chat.json, "from": author.json}
        if isinstance(reply_to, int):
            reply_to = chat.messages[reply_to]
        if thread:
            message |= {"message_thread_id": thread.id, "is_topic_message": True}
            # Whatever is written in a topic replies to the message that opened it, if it replies to no other.
            reply_to = reply_to or thread.created
        elif reply_to and chat.type == "supergroup" and not chat.forum:
            # A thread of replies has an id too, but nothing can be sent to it.
            message["message_thread_id"] = reply_to.get("message_thread_id", reply_to["message_id"])
        if reply_to:
            message["reply_to_message"] = {k: v for k, v in reply_to.items() if k != "reply_to_message"}
        chat.messages[number] = message
        return message

    def _edited(self, chat: Chat, message: Json, text: str) -> Json:
        place, marks = ("caption", "caption_entities") if "caption" in message else ("text", "entities")
        edited = {k: v for k, v in message.items() if k != marks} | {place: text, "edit_date": int(self.now)}
        if found := detected(text):
            edited[marks] = found
        chat.messages[message["message_id"]] = edited
        return edited

    def _sees(self, chat: Chat, message: Json) -> bool:
        """Privacy mode: in groups the bot gets what is meant for it, and every command that names no other bot."""
        if chat.barred:
            return False
        if chat.type == "private" or not self.privacy:
            return True
        if message.get("reply_to_message", {}).get("from", {}).get("id") == BOT_ID:
            return True
        text = message.get("text") or message.get("caption") or ""
        for entity in message.get("entities") or message.get("caption_entities") or ():
            said = text.encode("utf-16-le")[entity["offset"] * 2 : (entity["offset"] + entity["length"]) * 2]
            _, at, name = said.decode("utf-16-le").partition("@")
            if entity["type"] in ("mention", "bot_command") and (name.lower() == BOT_NAME or not at):
                return True
        return False

    def _membership(self, chat: Chat, by: User, old: str, new: str) -> None:
        old_member, new_member = (
            {"user": BOT.json, "status": status, **({"until_date": 0} if status == "kicked" else {})}
            for status in (old, new)
        )
        change = {"chat": chat.json, "from": by.json, "date": int(self.now)}
        self.updates.push({"my_chat_member": change | {"old_chat_member": old_member, "new_chat_member": new_member}})


def _content(text: str, entities: list[Json], photo: bool = False, sticker: str = "", voice: int = 0) -> Json:
    file = {"file_id": "file", "file_unique_id": "unique"}
    if sticker:
        size = {"width": 512, "height": 512, "is_animated": False, "is_video": False}
        return {"sticker": {**file, **size, "type": "regular", "emoji": sticker}}
    place, marks = ("caption", "caption_entities") if photo or voice else ("text", "entities")
    content: Json = {place: text} if text else {}
    if entities:
        content[marks] = entities
    if photo:
        content["photo"] = [{**file, "width": 90, "height": 60}, {**file, "width": 900, "height": 600}]
    if voice:
        content["voice"] = {**file, "duration": voice, "mime_type": "audio/ogg"}
    return content


# The Bot API ---------------------------------------------------------------------------------------------------------


class TelegramServer(People):
    """The Bot API for one bot, and a record of what the bot did.

    ``async with TelegramServer() as server`` serves; ``stop`` and ``start`` take it away and bring it back, with all
    that it knows, on the same port.
    """

    def __init__(self, *, port: int = 0, token: str = TOKEN, privacy: bool = True) -> None:
        super().__init__(privacy=privacy)
        self.port = port
        self.token = token
        self.sent: list[Sent] = []
        self.edits: list[Sent] = []
        self.deleted: list[tuple[int, int]] = []
        self.actions: list[Action] = []
        self.reactions: list[tuple[int, int, list[Json]]] = []
        self.answered: list[str] = []
        self.calls: Counter[str] = Counter()
        self.violations: list[str] = []
        self.commands: list[Json] = []
        self.description = ""
        self.faults = Faults()
        self._commands: dict[str, list[Json]] = {}
        self._rates = Rates()
        self._revoked = False
        self._runner: web.AppRunner | None = None
        self._methods: dict[str, Callable[[Json], object]] = {
            "getMe": self._get_me,
            "setWebhook": self._set_webhook,
            "deleteWebhook": self._delete_webhook,
            "getWebhookInfo": self._get_webhook_info,
            "sendMessage": self._send_message,
            "sendVoice": self._send_voice,
            "sendChatAction": self._send_chat_action,
            "editMessageText": self._edit_message_text,
            "deleteMessage": self._delete_message,
            "setMessageReaction": self._set_message_reaction,
            "answerCallbackQuery": self._answer_callback_query,
            "setMyCommands": self._set_my_commands,
            "getMyCommands": lambda call: self._commands.get(_scope(call), []),
            "deleteMyCommands": lambda call: self._set_my_commands({**call, "commands": []}),
            "setMyDescription": self._set_my_description,
            "getChat": self._get_chat,
            "getBusinessConnection": lambda call: self._connection(call["business_connection_id"]).json,
            "leaveChat": self._leave_chat,
            "logOut": lambda _: True,
            "close": lambda _: True,
        }

    @property
    def url(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self.port}"

    async def start(self) -> None:
        """Listen."""
        application = web.Application(client_max_size=64 * 1024 * 1024)
        application.router.add_route("*", "/{path:.*}", self._answer)
        # A handler is cancelled with its connection: whoever hung up polls no more.
        self._runner = web.AppRunner(application, handler_cancellation=True, access_log=None, shutdown_timeout=0.05)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", self.port)
        await site.start()
        self.port = self._runner.addresses[0][1]
        self.updates.start()

    async def stop(self) -> None:
        """Cut every connection and listen no more."""
        self.updates.stop()
        if self._runner:
            await self._runner.cleanup()
            self._runner = None

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.stop()

    def revoke(self) -> None:
        """The token is worth nothing from now on, not even for who is polling."""
        self._revoked = True
        self.updates.end_poll(Refused(401, "Unauthorized"))

    def restore(self) -> None:
        """The token is worth something again."""
        self._revoked = False

    def limits(
        self,
        *,
        per_second: int | None = None,
        per_chat_per_second: int | None = None,
        group_per_minute: int | None = None,
    ) -> None:
        """How many messages the bot may send from now on."""
        self._rates = Rates(per_second, per_chat_per_second, group_per_minute)

    def fail_next(self, method: str, fault: Fault, times: int = 1) -> None:
        """Let the next calls of a method fail, or of any method ("*")."""
        assert method == "*" or method in PARAMETERS
        self.faults.ask(method, fault, times)

    def chaos(self, seed: int, share: float, faults: Sequence[Fault]) -> None:
        """Let a share of all calls fail from now on; ``faults.happened`` says which did."""
        self.faults.roll(seed, share, faults)

    # HTTP

    async def _answer(self, request: web.Request) -> web.StreamResponse:
        method = "?"
        try:
            found = _PATH.fullmatch(request.path)
            if not found or not _TOKEN.fullmatch(found[1]):
                raise Refused(404, "Not Found")
            if found[1] != self.token or self._revoked:
                raise Refused(401, "Unauthorized")
            method = found[2]
            if method not in PARAMETERS:
                self.violations.append(f"{method}: unknown method")
                raise Refused(404, "Not Found")
            return await self._fail_or_carry_out(request, method)
        except Refused as refused:
            if isinstance(refused, Violation):
                self.violations.append(f"{method}: {refused.what}")
            return web.json_response(refused.answer, status=refused.code)

    async def _fail_or_carry_out(self, request: web.Request, method: str) -> web.StreamResponse:
        fault = self.faults.next(method)
        if fault == "drop before":
            await _cut(request)
        self.calls[method] += 1
        if isinstance(fault, int):
            fault = Status(fault)
        if isinstance(fault, Status):
            raise fault.refused
        given = await _given(request)
        if fault == "hang before":
            await _forever()
        result = await self._carry_out(method, read(method, given))
        if fault == "hang after":
            await _forever()
        if fault == "drop after":
            await _cut(request)
        if isinstance(fault, Slow):
            await asyncio.sleep(fault.seconds)
        if fault == "garbage":
            return web.Response(text="<html>not today</html>", content_type="text/html")
        return web.json_response({"ok": True, "result": result})

    async def _carry_out(self, method: str, call: Json) -> object:
        if method == "getUpdates":
            offset, limit, timeout = call.get("offset", 0), call.get("limit", 100), call.get("timeout", 0)
            return await self.updates.poll(offset, limit, timeout, call.get("allowed_updates"))
        return self._methods[method](call)

    # Methods about the bot

    def _get_me(self, _: Json) -> Json:
        abilities = {
            "can_join_groups": True,
            "can_read_all_group_messages": not self.privacy,
            "supports_inline_queries": False,
            "can_connect_to_business": True,
            "has_main_web_app": False,
        }
        return BOT.json | abilities

    def _set_webhook(self, call: Json) -> bool:
        if not call["url"]:
            return self._delete_webhook(call)
        url = urlsplit(call["url"])
        # The real one wants https everywhere; a test's webhook has no certificate.
        if url.scheme != "https" and not (url.scheme == "http" and url.hostname in ("127.0.0.1", "localhost", "::1")):
            raise bad("bad webhook: An HTTPS URL must be provided for webhook")
        secret, connections = call.get("secret_token", ""), call.get("max_connections", 40)
        if "secret_token" in call and not re.fullmatch(r"[A-Za-z0-9_-]{1,256}", secret):
            raise bad("secret token contains unallowed characters")
        if not 1 <= connections <= 100:
            raise Violation("max_connections must be from 1 to 100")
        self.updates.allow(call.get("allowed_updates"))
        if call.get("drop_pending_updates"):
            self.updates.drop_pending()
        self.updates.end_poll(Refused(409, "Conflict: terminated by setWebhook request"))
        self.updates.set_webhook(_Webhook(call["url"], secret, connections))
        return True

    def _delete_webhook(self, call: Json) -> bool:
        if call.get("drop_pending_updates"):
            self.updates.drop_pending()
        self.updates.set_webhook(None)
        return True

    def _get_webhook_info(self, _: Json) -> Json:
        hook = self.updates.webhook
        about = {"max_connections": hook.max_connections, **hook.error} if hook else {}
        return {
            "url": hook.url if hook else "",
            "has_custom_certificate": False,
            "pending_update_count": len(self.updates.pending),
            "allowed_updates": sorted(self.updates.allowed),
            **about,
        }

    def _set_my_commands(self, call: Json) -> bool:
        check_commands(call["commands"])
        self._commands[_scope(call)] = self.commands = call["commands"]
        return True

    def _set_my_description(self, call: Json) -> bool:
        self.description = call.get("description", "")
        if len(self.description) > 512:
            raise bad("description is too long")
        return True

    # Methods about chats

    def _connection(self, name: str) -> Connection:
        if name not in self._connections:
            raise bad("BUSINESS_CONNECTION_INVALID")
        return self._connections[name]

    def _known(self, number: int) -> Chat:
        """A chat that the bot may know of."""
        if number in self._users:
            return self.private(self._users[number])
        if number not in self._chats:
            raise bad("chat not found")
        return self._chats[number]

    def _target(self, call: Json) -> Chat:
        """Where the bot may write."""
        if "business_connection_id" in call:
            return self._business_target(call["business_connection_id"], call["chat_id"])
        chat = self._known(call["chat_id"])
        if chat.migrated_to:
            moved = "Bad Request: group chat was upgraded to a supergroup chat"
            raise Refused(400, moved, migrate_to_chat_id=chat.migrated_to)
        if chat.barred:
            raise Refused(403, chat.barred)
        if chat.user and chat.user.blocks_bot:
            raise Refused(403, "Forbidden: bot was blocked by the user")
        if not chat.opened:
            raise Refused(403, "Forbidden: bot can't initiate conversation with a user")
        return chat

    def _business_target(self, name: str, number: int) -> Chat:
        connection = self._connections.get(name)
        if not connection or not connection.enabled or number not in connection.chats:
            raise bad("BUSINESS_PEER_INVALID")
        if not connection.can_reply:
            raise bad("not enough rights")
        chat = connection.chats[number]
        if self.now - chat.heard >= _DAY:
            raise bad("BUSINESS_PEER_USAGE_MISSING")
        return chat

    @staticmethod
    def _topic(chat: Chat, number: int | None) -> Topic | None:
        if number is None:
            return None
        if number not in chat.topics:
            raise bad("message thread not found")
        return chat.topics[number]

    @staticmethod
    def _replied(chat: Chat, parameters: Json | None) -> Json | None:
        if parameters is None:
            return None
        number = parameters.get("message_id")
        if not isinstance(number, int) or parameters.get("chat_id", chat.id) != chat.id:
            raise Violation("reply_parameters name no message of this chat")
        if number not in chat.messages and not parameters.get("allow_sending_without_reply"):
            raise bad("message to be replied not found")
        return chat.messages.get(number)

    def _get_chat(self, call: Json) -> Json:
        gifts = "unlimited_gifts limited_gifts unique_gifts premium_subscription gifts_from_channels".split()
        more = {"accent_color_id": 0, "max_reaction_count": 11, "accepted_gift_types": dict.fromkeys(gifts, False)}
        return self._known(call["chat_id"]).json | more

    def _leave_chat(self, call: Json) -> bool:
        chat = self._target(call)
        chat.barred = f"Forbidden: bot is not a member of the {chat.type} chat"
        self._membership(chat, BOT, "member", "left")
        return True

    def _send_chat_action(self, call: Json) -> bool:
        chat = self._target(call)
        self._topic(chat, call.get("message_thread_id"))
        if call["action"] not in _ACTIONS:
            raise Violation("wrong parameter action in request")
        thread, connection = call.get("message_thread_id"), call.get("business_connection_id")
        self.actions.append(Action(chat.id, call["action"], self.now, thread, connection))
        return True

    # Methods about messages

    def _send_message(self, call: Json) -> Json:
        content = checked(call["text"], call.get("entities", ()), call.get("parse_mode"))
        if not content["text"]:
            raise bad("message text is empty")
        return self._send(call, content["text"], content["entities"], _content(content["text"], content["entities"]))

    def _send_voice(self, call: Json) -> Json:
        given = call.get("caption", ""), call.get("caption_entities", ()), call.get("parse_mode")
        caption = checked(*given, longest=MAX_CAPTION)
        voice: Upload = call["voice"]
        if not voice.content:
            raise bad("file must be non-empty")
        content = _content(caption["text"], caption["entities"], voice=call.get("duration", 0) or 1)
        return self._send(call, caption["text"], caption["entities"], content, voice.content)

    def _send(self, call: Json, text: str, entities: list[Json], content: Json, voice: bytes | None = None) -> Json:
        chat = self._target(call)
        replied = self._replied(chat, call.get("reply_parameters"))
        within = replied.get("message_thread_id") if replied and chat.forum else None
        topic = self._topic(chat, call.get("message_thread_id", within))
        if topic and topic.closed:
            raise bad("TOPIC_CLOSED")
        markup = call.get("reply_markup")
        if markup is not None:
            check_markup(markup)
        self._rates.check(chat.id, self.now)

        connection = self._connections.get(call.get("business_connection_id", ""))
        message = self._message(chat, connection.user if connection else BOT, topic, replied) | content
        if connection:
            message |= {"business_connection_id": connection.id, "sender_business_bot": BOT.json}
        if markup and "inline_keyboard" in markup:
            message["reply_markup"] = markup
        chat.messages[message["message_id"]] = message
        self.sent.append(
            Sent(
                message["message_id"],
                chat.id,
                text,
                self.now,
                topic.id if topic else None,
                replied["message_id"] if replied else None,
                connection.id if connection else None,
                call.get("parse_mode"),
                tuple(entities),
                markup,
                voice,
            )
        )
        return message

    def _own(self, chat: Chat, number: int, cannot: str) -> Json:
        message = chat.messages[number]
        if BOT_ID not in (message["from"]["id"], message.get("sender_business_bot", {}).get("id")):
            raise bad(cannot)
        return message

    def _edit_message_text(self, call: Json) -> Json:
        chat, number = self._target(call), call["message_id"]
        if number not in chat.messages:
            raise bad("message to edit not found")
        old = self._own(chat, number, "message can't be edited")
        content = checked(call["text"], call.get("entities", ()), call.get("parse_mode"))
        if not content["text"]:
            raise bad("message text is empty")
        markup = call.get("reply_markup")
        if markup is not None:
            check_markup(markup)
        kept = {k: v for k, v in old.items() if k not in ("text", "entities", "reply_markup", "edit_date")}
        new: Json = kept | _content(content["text"], content["entities"])
        if markup:
            new["reply_markup"] = markup
        if new == {k: v for k, v in old.items() if k != "edit_date"}:
            raise bad("message is not modified: it says and shows what it did before")
        new["edit_date"] = int(self.now)
        chat.messages[number] = new
        connection, marks = call.get("business_connection_id"), tuple(content["entities"])
        thread, mode = new.get("message_thread_id"), call.get("parse_mode")
        edit = Sent(number, chat.id, content["text"], self.now, thread, None, connection, mode, marks, markup)
        self.edits.append(edit)
        return new

    def _delete_message(self, call: Json) -> bool:
        chat, number = self._target(call), call["message_id"]
        if number not in chat.messages:
            raise bad("message to delete not found")
        if chat.type != "private":
            self._own(chat, number, "message can't be deleted")
        del chat.messages[number]
        self.deleted.append((chat.id, number))
        return True

    def _set_message_reaction(self, call: Json) -> bool:
        chat, number, reaction = self._target(call), call["message_id"], call.get("reaction", [])
        if number not in chat.messages:
            raise bad("message to react not found")
        if len(reaction) > 1:
            raise bad("REACTIONS_TOO_MANY")
        if any(each.get("type") != "emoji" or not each.get("emoji") for each in reaction):
            raise bad("REACTION_INVALID")
        self.reactions.append((chat.id, number, reaction))
        return True

    def _answer_callback_query(self, call: Json) -> bool:
        query = call["callback_query_id"]
        if query not in self._queries:
            raise bad("query is too old and response timeout expired or query ID is invalid")
        self._queries.remove(query)
        self.answered.append(query)
        return True


def _scope(call: Json) -> str:
    return f"{call.get('scope', {'type': 'default'})} {call.get('language_code', '')}"


async def _given(request: web.Request) -> Json:
    given: Json = dict(request.query)
    if request.content_type == "application/json":
        try:
            body: Any = await request.json()
        except ValueError:
            raise Violation("can't parse JSON object") from None
        return given | (body if isinstance(body, dict) else {})
    for name, value in (await request.post()).items():
        if isinstance(value, web.FileField):
            given[name] = Upload(value.filename, value.file.read())
        else:
            given[name] = value
    # A file may be uploaded under a name of its own, to which the parameter points.
    for name, value in list(given.items()):
        if isinstance(value, str) and isinstance(file := given.get(value.removeprefix("attach://")), Upload):
            given[name] = file
            del given[value.removeprefix("attach://")]
    return given


async def _cut(request: web.Request) -> None:
    if request.transport:
        request.transport.abort()
    await _forever()


async def _forever() -> None:
    """Until the connection is gone, which cancels the handler."""
    await asyncio.Event().wait()


async def _serve(port: int) -> None:
    async with TelegramServer(port=port) as server:
        print(f"Bot API at {server.url}/bot, token {server.token}", flush=True)
        jonas = server.user("Jonas", username="jonas")
        server.say(server.private(jonas), jonas, "Hello! Are you there?")
        shown = 0
        while True:
            await asyncio.sleep(0.2)
            for sent in server.sent[shown:]:
                print(f"to {sent.chat_id}: {sent.text}", flush=True)
            shown = len(server.sent)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, default=0, help="where to listen; a free port without it")
    with suppress(KeyboardInterrupt):
        asyncio.run(_serve(parser.parse_args().port))
