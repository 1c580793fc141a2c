"""A strict Telegram Bot API on loopback, in memory: one bot, the people who write to it, and what goes wrong.

``python -m tests.servers.telegram --port 8081`` runs it on its own: what is typed is said to the bot by Jonas, "Mira:
hello" by Mira, "Mira 🎤 hello.ogg" has her send a file as a voice message, and "Mira! 2" has her press the second of
the buttons under what the bot wrote to her last with some. ``--keep FOLDER`` keeps the sounds and films that it sends.
"""

import argparse
import asyncio
import re
import time
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any, Self
from urllib.parse import urlsplit

from aiohttp import web

from tests.servers.telegram_console import Console
from tests.servers.telegram_files import MAX_UPLOAD, handed_over
from tests.servers.telegram_limits import (
    MAX_CAPTION,
    MAX_TOAST,
    PARAMETERS,
    Body,
    Cut,
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
    check_inline,
    check_markup,
    checked,
    read,
    scope_of,
)
from tests.servers.telegram_people import (
    ADMIN,
    BOT,
    BOT_ID,
    BOT_NAME,
    Action,
    Chat,
    Connection,
    People,
    Sent,
    Shown,
    Topic,
    User,
    content_of,
)
from tests.servers.telegram_sounds import lasting
from tests.servers.telegram_updates import Webhook

__all__ = [
    "ADMIN", "BOT_ID", "BOT_NAME", "TOKEN", "Action", "Chat", "Connection", "Sent", "Shown",
    "TelegramServer", "Topic", "User",
]  # fmt: skip

TOKEN = "4242:TEST-token_of-the-right-shape-000000000"

_PATH = re.compile(r"/bot([^/]*)/(\w+)")
_FILE = re.compile(r"/file/bot([^/]*)/(.+)")
_TOKEN = re.compile(r"[0-9]+:[A-Za-z0-9_-]{30,}")
_DAY = 24 * 60 * 60
# How long a press can be answered. Telegram does not tell; it is some time between these and a few minutes.
_PRESSED = 60
_ACTIONS = (
    "typing upload_photo record_video upload_video record_voice upload_voice upload_document choose_sticker"
    " find_location record_video_note upload_video_note"
).split()


class TelegramServer(People):
    """The Bot API for one bot, and a record of what the bot did.

    ``async with TelegramServer() as server`` serves; ``stop`` and ``start`` take it away and bring it back, with all
    that it knows, on the same port.
    """

    def __init__(self, *, port: int = 0, token: str = TOKEN, privacy: bool = True) -> None:
        # Another token is another bot's, whose id it begins with.
        number = int(token.partition(":")[0])
        super().__init__(privacy=privacy, bot=BOT if number == BOT_ID else replace(BOT, id=number))
        self.port = port
        self.token = token
        self.sent: list[Sent] = []
        self.edits: list[Sent] = []
        self.deleted: list[tuple[int, int]] = []
        self.actions: list[Action] = []
        self.reactions: list[tuple[int, int, list[Json]]] = []
        self.answered: list[str] = []
        # What those who pressed were told.
        self.toasts: dict[str, str] = {}
        self.calls: Counter[str] = Counter()
        self.violations: list[str] = []
        # The menus, by the scope of their commands, as "default" and "chat 7".
        self.menus: dict[str, list[Json]] = {}
        self.description = ""
        self.faults = Faults()
        # Messages that ask for a reply, which nobody can edit: the chat and the number.
        self._asking: set[tuple[int, int]] = set()
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
            "sendVideo": self._send_video,
            "getFile": lambda call: self.files.get(call["file_id"]).located,
            "sendChatAction": self._send_chat_action,
            "editMessageText": self._edit_message_text,
            "deleteMessage": self._delete_message,
            "deleteBusinessMessages": self._delete_business_messages,
            "setMessageReaction": self._set_message_reaction,
            "answerCallbackQuery": self._answer_callback_query,
            "setMyCommands": self._set_my_commands,
            "getMyCommands": lambda call: self.menus.get(scope_of(call), []),
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

    @property
    def commands(self) -> list[Json]:
        """The menu of whoever has no other."""
        return self.menus.get("default", [])

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
        """Let the next calls of a method fail, or of any method ("*"), or the next handing over of a "file"."""
        assert method in ("*", "file") or method in PARAMETERS
        self.faults.ask(method, fault, times)

    def chaos(self, seed: int, share: float, faults: Sequence[Fault]) -> None:
        """Let a share of all calls fail from now on; ``faults.happened`` says which did."""
        self.faults.roll(seed, share, faults)

    # HTTP

    async def _answer(self, request: web.Request) -> web.StreamResponse:
        method = "?"
        try:
            file, found = _FILE.fullmatch(request.path), _PATH.fullmatch(request.path)
            if file:
                method = "file"
                return await self._hand_over(request, file[1], file[2])
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
        fault = await self._fault(request, method)
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

    async def _fault(self, request: web.Request, method: str) -> Fault | None:
        """What goes wrong with this call, where it has not already."""
        fault = self.faults.next(method)
        if fault == "drop before":
            await _cut(request)
        self.calls[method] += 1
        if fault == "stall":
            await _forever()
        if isinstance(fault, Cut):
            await request.content.readexactly(fault.size)
            await _cut(request)
        if isinstance(fault, int):
            fault = Status(fault)
        if isinstance(fault, Status):
            raise fault.refused
        return fault

    async def _hand_over(self, request: web.Request, token: str, path: str) -> web.StreamResponse:
        """A file, as it was asked for after getFile had told where it lies."""
        fault = await self._fault(request, "file")
        if token != self.token or self._revoked:
            raise Refused(401, "Unauthorized")
        stored = self.files.at(path)
        if fault in ("hang before", "hang after"):
            await _forever()
        if isinstance(fault, Slow):
            await asyncio.sleep(fault.seconds)
        if fault == "drop after":
            fault = Body(cut=len(stored.content) // 2)
        if fault == "garbage":
            return web.Response(text="<html>not today</html>", content_type="text/html")
        return await handed_over(request, stored.content, fault if isinstance(fault, Body) else Body())

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
        return self.bot.json | abilities

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
        self.updates.set_webhook(Webhook(call["url"], secret, connections))
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
        scope = scope_of(call)
        if "chat_id" in call.get("scope", {}):
            self._known(int(call["scope"]["chat_id"]))
        # Where nobody set any, the commands of a wider scope are shown.
        self.menus.pop(scope, None)
        if call["commands"]:
            self.menus[scope] = call["commands"]
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
        self._membership(chat, self.bot, "member", "left")
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
        return self._send(call, content["text"], content["entities"], content_of(content["text"], content["entities"]))

    def _send_voice(self, call: Json) -> Json:
        text, entities = self._caption(call)
        voice: Upload = call["voice"]
        chat = self._target(call)
        if chat.user and chat.user.forbids_voice:
            raise bad("VOICE_MESSAGES_FORBIDDEN")
        lasts, told = lasting(voice.content), call.get("duration", 0)
        if lasts is None or not voice.name.endswith((".ogg", ".oga")):
            self.violations.append("sendVoice: what is no Ogg/Opus arrives as a document")
        elif abs(lasts - told) > 1:
            self.violations.append(f"sendVoice: it lasts {lasts:.1f} seconds, and is said to last {told}")
        stored = self.files.keep(voice.content, "voice" if lasts is not None else "document", told)
        content = content_of(text, entities, media=stored.json)
        return self._send(call, text, entities, content, voice=voice.content, seconds=told, name=voice.name)

    def _send_video(self, call: Json) -> Json:
        text, entities = self._caption(call)
        video: Upload = call["video"]
        if video.content[4:8] != b"ftyp" or not video.name.endswith(".mp4"):
            self.violations.append("sendVideo: what is no MP4 arrives as a document")
        size, told = (call.get("width", 0), call.get("height", 0)), call.get("duration", 0)
        if min(*size, told) < 1:
            self.violations.append("sendVideo: a film without its size or its duration is shown as a square")
        content = content_of(text, entities, media=self.files.keep(video.content, "video", told).json)
        streams = call.get("supports_streaming", False)
        film = {"video": video.content, "seconds": told, "size": size, "name": video.name, "streams": streams}
        return self._send(call, text, entities, content, **film)

    @staticmethod
    def _caption(call: Json) -> tuple[str, list[Json]]:
        """What stands under a file that is not empty."""
        uploads = [value for value in call.values() if isinstance(value, Upload)]
        if not all(upload.content for upload in uploads):
            raise bad("file must be non-empty")
        given = call.get("caption", ""), call.get("caption_entities", ()), call.get("parse_mode")
        caption = checked(*given, longest=MAX_CAPTION)
        return caption["text"], caption["entities"]

    def _send(
        self,
        call: Json,
        text: str,
        entities: list[Json],
        content: Json,
        **file: Any,  # noqa: ANN401 - as they stand in Sent
    ) -> Json:
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
        message = self._message(chat, connection.user if connection else self.bot, topic, replied) | content
        if connection:
            message |= {"business_connection_id": connection.id, "sender_business_bot": self.bot.json}
        if markup and "inline_keyboard" in markup:
            message["reply_markup"] = markup
        chat.messages[message["message_id"]] = message
        if markup and "inline_keyboard" not in markup:
            self._asking.add((chat.id, message["message_id"]))
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
                silent=call.get("disable_notification", False),
                preview=call.get("link_preview_options"),
                **file,
            )
        )
        return message

    def _own(self, chat: Chat, number: int, cannot: str) -> Json:
        message = chat.messages[number]
        if self.bot.id not in (message["from"]["id"], message.get("sender_business_bot", {}).get("id")):
            raise bad(cannot)
        return message

    def _edit_message_text(self, call: Json) -> Json:
        chat, number = self._target(call), call["message_id"]
        if number not in chat.messages:
            raise bad("message to edit not found")
        old = self._own(chat, number, "message can't be edited")
        if (chat.id, number) in self._asking:
            raise bad("message can't be edited")
        content = checked(call["text"], call.get("entities", ()), call.get("parse_mode"))
        if not content["text"]:
            raise bad("message text is empty")
        markup = call.get("reply_markup")
        if markup is not None:
            check_inline(markup)
        kept = {k: v for k, v in old.items() if k not in ("text", "entities", "reply_markup", "edit_date")}
        new: Json = kept | content_of(content["text"], content["entities"])
        if markup:
            new["reply_markup"] = markup
        if new == {k: v for k, v in old.items() if k != "edit_date"}:
            raise bad("message is not modified: it says and shows what it did before")
        new["edit_date"] = int(self.now)
        chat.messages[number] = new
        chat.before.setdefault(number, []).append(old.get("text", ""))
        connection, marks = call.get("business_connection_id"), tuple(content["entities"])
        thread, mode = new.get("message_thread_id"), call.get("parse_mode")
        edit = Sent(
            number, chat.id, content["text"], self.now, thread, None, connection, mode, marks, markup,
            preview=call.get("link_preview_options"),
        )  # fmt: skip
        self.edits.append(edit)
        return new

    def _delete_message(self, call: Json) -> bool:
        chat, number = self._target(call), call["message_id"]
        if number not in chat.messages:
            raise bad("message to delete not found")
        if chat.type != "private":
            self._own(chat, number, "message can't be deleted")
        if self.now - chat.messages[number]["date"] >= 2 * _DAY:
            raise bad("message can't be deleted for everyone")
        del chat.messages[number]
        self.deleted.append((chat.id, number))
        return True

    def _delete_business_messages(self, call: Json) -> bool:
        connection = self._connections.get(call["business_connection_id"])
        if not connection or not connection.enabled:
            raise bad("BUSINESS_CONNECTION_INVALID")
        if not 1 <= len(call["message_ids"]) <= 100:
            raise Violation("message_ids are 1 to 100 messages")
        found = [
            (chat, number) for number in call["message_ids"] for chat in connection.chats.values()
            if number in chat.messages
        ]  # fmt: skip
        if len({chat.id for chat, _ in found}) > 1:
            raise Violation("message_ids are messages of one chat")
        for chat, number in found:
            own = "sender_business_bot" in chat.messages[number]
            needed = {"can_delete_all_messages"} | ({"can_delete_sent_messages"} if own else set())
            if not connection.rights & needed:
                raise Refused(403, "Forbidden: BOT_ACCESS_FORBIDDEN")
        for chat, number in found:
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
        query, text = call["callback_query_id"], call.get("text", "")
        if self.now - self._queries.get(query, 0) >= _PRESSED:
            raise bad("query is too old and response timeout expired or query ID is invalid")
        if len(text) > MAX_TOAST:
            raise bad("MESSAGE_TOO_LONG")
        del self._queries[query]
        self.answered.append(query)
        self.toasts[query] = text
        return True


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
            if len(given[name].content) > MAX_UPLOAD:
                raise Refused(413, "Request Entity Too Large")
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


async def _serve(port: int, keep: Path | None) -> None:
    async with TelegramServer(port=port) as server:
        print(f"Bot API at {server.url}, for TWIN_TELEGRAM_URL; TWIN_TELEGRAM_TOKEN={server.token}", flush=True)
        # Telegram gives no number twice, also after this was started anew.
        server.number_from(int(time.time()))
        await Console(server, server.sent, keep).run()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, default=0, help="where to listen; a free port without it")
    parser.add_argument("--keep", type=Path, help="a folder for the sounds and films that the bot sends")
    given = parser.parse_args()
    with suppress(KeyboardInterrupt):
        asyncio.run(_serve(given.port, given.keep))
