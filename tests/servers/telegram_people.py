"""Who is on the Telegram of the tests, and what they do: write, edit, block, connect a business account."""

import itertools
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from tests.servers.telegram_files import Files, Stored
from tests.servers.telegram_limits import Json, detected
from tests.servers.telegram_sounds import opus
from tests.servers.telegram_updates import Updates

BOT_ID = 4242
BOT_NAME = "mira_twin_bot"


@dataclass(eq=False)
class User:
    """Somebody with an account."""

    id: int
    first_name: str
    username: str = ""
    is_bot: bool = False
    blocks_bot: bool = False
    # Who has Premium can forbid voice messages.
    forbids_voice: bool = False

    @property
    def json(self) -> Json:
        """As it stands in messages."""
        name = {"username": self.username} if self.username else {}
        return {"id": self.id, "is_bot": self.is_bot, "first_name": self.first_name, **name}


_FORWARDED = "text entities reply_markup caption caption_entities photo voice video audio video_note".split()
_CAPTIONED = "photo voice video audio document caption".split()

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
    # What those of the bot's messages that it has edited said before, the first text first.
    before: dict[int, list[str]] = field(default_factory=dict)
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
    # What else it may do, as "can_delete_sent_messages".
    rights: frozenset[str] = frozenset()
    # All private chats of an account count their messages together.
    ids: Iterator[int] = field(default_factory=lambda: itertools.count(1))

    @property
    def json(self) -> Json:
        """As it stands in updates."""
        rights = dict.fromkeys(self.rights | ({"can_reply"} if self.can_reply else set()), True)
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
    """A message that the bot sent, or what it made of one by editing it; the text of a voice or a film is its caption.

    ``seconds``, ``size`` (in pixels), ``name`` and ``streams`` are what the bot says of these.
    """

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
    silent: bool = False
    preview: Json | None = None
    video: bytes | None = None
    seconds: int | None = None
    size: tuple[int, int] | None = None
    name: str = ""
    streams: bool = False


@dataclass(frozen=True)
class Shown:
    """A message as it stands in a chat: what its buttons say and stand for, and what it said ``before``."""

    message_id: int
    by: int
    text: str
    buttons: dict[str, str]
    before: tuple[str, ...] = ()


@dataclass(frozen=True)
class Action:
    """That the bot was shown as typing, or as doing something else."""

    chat_id: int
    action: str
    time: float
    thread: int | None = None
    business_connection_id: str | None = None


class People:
    """The test's side: people write, edit, block and invite, and the bot gets its updates."""

    def __init__(self, *, privacy: bool = True, bot: User = BOT) -> None:
        self.privacy = privacy
        self.bot = bot
        self.updates = Updates()
        self.files = Files()
        self._users: dict[int, User] = {}
        self._chats: dict[int, Chat] = {}
        self._connections: dict[str, Connection] = {}
        # When each press that waits for an answer was made.
        self._queries: dict[str, float] = {}
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

    def number_from(self, number: int) -> None:
        """Count updates, and messages in private chats, from here on."""
        self.updates.number_from(number)
        self._private_ids = itertools.count(number)

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
        sound: Stored | None = None,
    ) -> Json:
        """Somebody writes: a text, a photo with the text as its caption, a sticker (its emoji), a voice (its seconds).

        ``sound`` is any file that is kept in ``files``, and has the text as its caption. Mentions, commands and
        addresses are found in the text unless entities are given.
        """
        chat.opened = True
        message = self._message(chat, user, thread, reply_to)
        media = self._spoken(sound, voice)
        message |= content_of(text, detected(text) if entities is None else list(entities), photo, sticker, media)
        if forward_from:
            message["forward_origin"] = {"type": "user", "sender_user": forward_from.json, "date": message["date"]}
        if self._sees(chat, message):
            self.updates.push({"message": message})
        return message

    def _spoken(self, sound: Stored | None, seconds: int = 0) -> Json:
        """What stands in a message beside its text."""
        if sound is None and seconds:
            sound = self.files.keep(opus(seconds))
        return sound.json if sound else {}

    def edit(self, message: Json, text: str) -> Json:
        """Somebody edits a message."""
        chat = self._chats[message["chat"]["id"]]
        edited = self._edited(chat, message, text)
        if self._sees(chat, edited):
            self.updates.push({"edited_message": edited})
        return edited

    def press(
        self, message: Json | Sent, user: User, data: str, *, forged: bool = False, inaccessible: bool = False
    ) -> str:
        """Somebody presses a button of the bot's; the query's id.

        ``forged``: by a modified program, which says what no button there says, under any message of the bot's, also
        under one that is deleted. ``inaccessible``: of the message Telegram tells no more than where it stands.
        """
        chat_id, number = _place(message)
        chat = self._chats[chat_id]
        stands = chat.messages.get(number, message)
        if not forged:
            assert data in self.keyboard(message).values(), "no such button is there"
            assert chat.type != "private" or chat.user is user, "nobody else sees this chat"
        if inaccessible:
            stands = {"message_id": number, "chat": chat.json, "date": 0}
        assert isinstance(stands, dict), "it was deleted: Telegram tells no more than where it stood"
        query = str(next(self._numbers))
        self._queries[query] = self.now
        pressed = {"id": query, "from": user.json, "message": stands, "chat_instance": "1", "data": data}
        self.updates.push({"callback_query": pressed})
        return query

    def forward(self, message: Json | Sent, by: User, to: Chat) -> Json:
        """Somebody forwards a message of the bot's, and its buttons with it; it is theirs there."""
        chat_id, number = _place(message)
        original = self._chats[chat_id].messages[number]
        to.opened = True
        origin = {"type": "user", "sender_user": original["from"], "date": original["date"]}
        content = {k: v for k, v in original.items() if k in _FORWARDED}
        forwarded = self._message(to, by, None, None) | content | {"forward_origin": origin}
        to.messages[forwarded["message_id"]] = forwarded
        if self._sees(to, forwarded):
            self.updates.push({"message": forwarded})
        return forwarded

    def keyboard(self, message: Json | Sent) -> dict[str, str]:
        """What the buttons under a message say and stand for now, from left to right and down."""
        chat_id, number = _place(message)
        return _buttons(self._chats[chat_id].messages.get(number, {}))

    def shown(self, chat: Chat) -> list[Shown]:
        """What stands in a chat, the oldest first."""
        return [
            Shown(
                number,
                message["from"]["id"],
                message.get("text") or message.get("caption") or "",
                _buttons(message),
                tuple(chat.before.get(number, ())),
            )
            for number, message in chat.messages.items()
        ]

    def unsend(self, chat: Chat, number: int) -> None:
        """The person deletes a message in their chat with the bot, which is not told."""
        del chat.messages[number]

    def business(self, owner: User, *, can_reply: bool = True, rights: Iterable[str] = ()) -> Connection:
        """Somebody connects the bot to their account; ``rights`` as "can_delete_sent_messages"."""
        name = f"business-{next(self._numbers)}"
        made = Connection(name, owner, int(self.now), can_reply, rights=frozenset(rights))
        self._connections[made.id] = made
        self.updates.push({"business_connection": made.json})
        return made

    def change_business(
        self, connection: Connection, *, enabled: bool = True, can_reply: bool = True, rights: Iterable[str] = ()
    ) -> None:
        """They change what it may do, or disconnect it."""
        connection.enabled, connection.can_reply, connection.rights = enabled, can_reply, frozenset(rights)
        self.updates.push({"business_connection": connection.json})

    def reconnect(self, connection: Connection) -> Connection:
        """They disconnect the bot and connect it again: another connection to the same chats."""
        can_reply, rights = connection.can_reply, connection.rights
        self.change_business(connection, enabled=False)
        made = self.business(connection.user, can_reply=can_reply, rights=rights)
        made.chats, made.ids = connection.chats, connection.ids
        return made

    def business_chat(self, connection: Connection, user: User) -> Chat:
        """The chat of the account's owner with somebody else, which has that person's id."""
        if user.id not in connection.chats:
            connection.chats[user.id] = Chat(user.id, "private", user=user, ids=connection.ids)
        return connection.chats[user.id]

    def say_business(
        self,
        connection: Connection,
        user: User,
        by: User,
        text: str = "",
        *,
        reply_to: Json | int | None = None,
        via: User | None = None,
        sound: Stored | None = None,
    ) -> Json:
        """Either of the two writes in their chat, the account's owner or the other user; ``via`` is an inline bot.

        ``sound`` is any file that is kept in ``files``.
        """
        assert by in (connection.user, user)
        chat = self.business_chat(connection, user)
        if by is user:
            chat.heard = self.now
        content = content_of(text, detected(text), media=self._spoken(sound))
        message = self._message(chat, by, None, reply_to) | content
        message["business_connection_id"] = connection.id
        if via:
            message["via_bot"] = via.json
        chat.messages[message["message_id"]] = message
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
        captioned = any(kind in message for kind in _CAPTIONED)
        place, marks = ("caption", "caption_entities") if captioned else ("text", "entities")
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
        if message.get("reply_to_message", {}).get("from", {}).get("id") == self.bot.id:
            return True
        text = message.get("text") or message.get("caption") or ""
        for entity in message.get("entities") or message.get("caption_entities") or ():
            said = text.encode("utf-16-le")[entity["offset"] * 2 : (entity["offset"] + entity["length"]) * 2]
            _, at, name = said.decode("utf-16-le").partition("@")
            if entity["type"] in ("mention", "bot_command") and (name.lower() == self.bot.username or not at):
                return True
        return False

    def _membership(self, chat: Chat, by: User, old: str, new: str) -> None:
        old_member, new_member = (
            {"user": self.bot.json, "status": status, **({"until_date": 0} if status == "kicked" else {})}
            for status in (old, new)
        )
        change = {"chat": chat.json, "from": by.json, "date": int(self.now)}
        self.updates.push({"my_chat_member": change | {"old_chat_member": old_member, "new_chat_member": new_member}})


def _place(message: Json | Sent) -> tuple[int, int]:
    """The chat that a message stands in, and its number there."""
    if isinstance(message, Sent):
        return message.chat_id, message.message_id
    return message["chat"]["id"], message["message_id"]


def _buttons(message: Json) -> dict[str, str]:
    rows = message.get("reply_markup", {}).get("inline_keyboard", [])
    return {button["text"]: button.get("callback_data", "") for row in rows for button in row}


def content_of(
    text: str, entities: list[Json], photo: bool = False, sticker: str = "", media: Json | None = None
) -> Json:
    """What a message says and shows; ``media`` is a file in it, as ``{"voice": …}``."""
    file = {"file_id": "file", "file_unique_id": "unique"}
    if sticker:
        size = {"width": 512, "height": 512, "is_animated": False, "is_video": False}
        return {"sticker": {**file, **size, "type": "regular", "emoji": sticker}}
    place, marks = ("caption", "caption_entities") if photo or media else ("text", "entities")
    content: Json = {place: text} if text else {}
    if entities:
        content[marks] = entities
    if photo:
        content["photo"] = [{**file, "width": 90, "height": 60}, {**file, "width": 900, "height": 600}]
    return content | (media or {})
