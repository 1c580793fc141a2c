"""What the Telegram Bot API refuses: parameters, texts, entities and keyboards out of bounds, too many messages."""

import json
import math
import random
import re
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

Json = dict[str, Any]

MAX_TEXT = 4096
MAX_CAPTION = 1024
MAX_COMMANDS = 100
MAX_BUTTONS = 100
MAX_BUTTONS_IN_A_ROW = 8
MAX_TOAST = 200

_ENTITIES = frozenset(
    "mention hashtag cashtag bot_command url email phone_number bold italic underline strikethrough spoiler blockquote"
    " expandable_blockquote code pre text_link text_mention custom_emoji date_time".split()
)
# An entity of these types says nothing without what else it must hold.
_ENTITY_NEEDS = {
    "text_link": "url",
    "text_mention": "user",
    "custom_emoji": "custom_emoji_id",
    "date_time": "unix_time",
}

# What the scope of commands must hold.
_SCOPES: dict[str, tuple[str, ...]] = {
    "default": (),
    "all_private_chats": (),
    "all_group_chats": (),
    "all_chat_administrators": (),
    "chat": ("chat_id",),
    "chat_administrators": ("chat_id",),
    "chat_member": ("chat_id", "user_id"),
}

_DETECTED = {
    "mention": re.compile(r"(?<!\w)@[A-Za-z]\w{3,31}", re.ASCII),
    "bot_command": re.compile(r"(?<!\S)/\w{1,64}(?:@\w{3,32})?", re.ASCII),
    "url": re.compile(r"https?://[^\s<>\"]+"),
}


class Refused(Exception):
    """A request is answered with an error."""

    def __init__(self, code: int, description: str, **parameters: int) -> None:
        super().__init__(description)
        self.code = code
        self.parameters = parameters

    @property
    def answer(self) -> Json:
        """The body of the answer."""
        more = {"parameters": self.parameters} if self.parameters else {}
        return {"ok": False, "error_code": self.code, "description": str(self), **more}


class Violation(Refused):
    """A request that no program should ever send; the real API lets some of them pass."""

    def __init__(self, what: str) -> None:
        super().__init__(400, f"Bad Request: {what}")
        self.what = what


def bad(description: str) -> Refused:
    """An answer that a correct program may get too."""
    return Refused(400, f"Bad Request: {description}")


# Parameters ----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Upload:
    """A file that was uploaded with a request."""

    name: str
    content: bytes


def _integer(value: object) -> int:
    if isinstance(value, str) and re.fullmatch(r"-?[0-9]+", value):
        return int(value)
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    raise TypeError


def _boolean(value: object) -> bool:
    if isinstance(value, bool):
        return value
    if value in ("true", "false"):
        return value == "true"
    raise TypeError


def _string(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError
    try:
        value.encode()
    except UnicodeEncodeError:
        raise bad("strings must be encoded in UTF-8") from None
    return value


def _chat(value: object) -> int:
    # The chats of this server have no public names, so a name is a chat that nobody knows.
    if isinstance(value, str) and value.startswith("@"):
        raise bad("chat not found")
    return _integer(value)


def _loaded(value: object) -> object:
    if not isinstance(value, str):
        return value
    try:
        return json.loads(value)
    except ValueError:
        raise TypeError from None


def _object(value: object) -> Json:
    loaded = _loaded(value)
    if isinstance(loaded, dict):
        return loaded
    raise TypeError


def _objects(value: object) -> list[Json]:
    loaded = _loaded(value)
    if isinstance(loaded, list) and all(isinstance(each, dict) for each in loaded):
        return loaded
    raise TypeError


def _strings(value: object) -> list[str]:
    loaded = _loaded(value)
    if isinstance(loaded, list) and all(isinstance(each, str) for each in loaded):
        return loaded
    raise TypeError


def _integers(value: object) -> list[int]:
    loaded = _loaded(value)
    if isinstance(loaded, list):
        return [_integer(each) for each in loaded]
    raise TypeError


def _file(value: object) -> Upload:
    if isinstance(value, Upload):
        return value
    raise TypeError


_READ: dict[str, Callable[[object], object]] = {
    "int": _integer,
    "bool": _boolean,
    "str": _string,
    "chat": _chat,
    "object": _object,
    "objects": _objects,
    "strings": _strings,
    "ints": _integers,
    "file": _file,
}

_TO_CHAT = (
    "chat_id:chat! message_thread_id:int business_connection_id:str disable_notification:bool protect_content:bool"
    " reply_parameters:object reply_markup:object parse_mode:str"
)

# A parameter and its type; "!" marks what a call must have.
PARAMETERS = {
    "getMe": "",
    "getUpdates": "offset:int limit:int timeout:int allowed_updates:strings",
    "setWebhook": "url:str! secret_token:str allowed_updates:strings max_connections:int drop_pending_updates:bool",
    "deleteWebhook": "drop_pending_updates:bool",
    "getWebhookInfo": "",
    "sendMessage": f"{_TO_CHAT} text:str! entities:objects link_preview_options:object",
    "sendVoice": f"{_TO_CHAT} voice:file! caption:str caption_entities:objects duration:int",
    "sendVideo": f"{_TO_CHAT} video:file! caption:str caption_entities:objects duration:int width:int height:int"
    " supports_streaming:bool",
    "getFile": "file_id:str!",
    "sendChatAction": "chat_id:chat! message_thread_id:int business_connection_id:str action:str!",
    "editMessageText": "chat_id:chat! message_id:int! business_connection_id:str text:str! parse_mode:str"
    " entities:objects link_preview_options:object reply_markup:object",
    "deleteMessage": "chat_id:chat! message_id:int!",
    "deleteBusinessMessages": "business_connection_id:str! message_ids:ints!",
    "setMessageReaction": "chat_id:chat! message_id:int! reaction:objects is_big:bool",
    "answerCallbackQuery": "callback_query_id:str! text:str show_alert:bool url:str cache_time:int",
    "setMyCommands": "commands:objects! scope:object language_code:str",
    "getMyCommands": "scope:object language_code:str",
    "deleteMyCommands": "scope:object language_code:str",
    "setMyDescription": "description:str language_code:str",
    "getChat": "chat_id:chat!",
    "getBusinessConnection": "business_connection_id:str!",
    "leaveChat": "chat_id:chat!",
    "logOut": "",
    "close": "",
}


def read(method: str, given: Mapping[str, object]) -> Json:
    """The parameters of a call, each in its type."""
    known = dict(parameter.split(":") for parameter in PARAMETERS[method].split())
    for name in given:
        if name not in known:
            raise Violation(f"unknown parameter {name}")
    values: Json = {}
    for name, kind in known.items():
        if name in given:
            try:
                values[name] = _READ[kind.rstrip("!")](given[name])
            except TypeError:
                raise Violation(f"parameter {name} must be {kind.rstrip('!')}") from None
        elif kind.endswith("!"):
            raise Violation(f"parameter {name} is missing")
    return values


# Texts ---------------------------------------------------------------------------------------------------------------


def units(text: str) -> int:
    """How long a text is for Telegram: in UTF-16 code units, so that many an emoji counts as two."""
    return len(text.encode("utf-16-le")) // 2


def detected(text: str) -> list[Json]:
    """The mentions, commands and addresses in what somebody wrote, as Telegram finds them itself."""
    found = [
        {"type": kind, "offset": units(text[: match.start()]), "length": units(match[0])}
        for kind, pattern in _DETECTED.items()
        for match in pattern.finditer(text)
    ]
    return sorted(found, key=lambda entity: int(str(entity["offset"])))


def checked(text: str, entities: Sequence[Json], parse_mode: str | None, longest: int = MAX_TEXT) -> Json:
    """The text as Telegram keeps it, trimmed, and its entities; a text with a parse_mode is kept as it is written."""
    if parse_mode is not None and parse_mode not in ("HTML", "MarkdownV2", "Markdown"):
        raise Violation("unsupported parse_mode")
    if parse_mode is not None and entities:
        raise Violation("entities and parse_mode cannot both be given")
    for entity in entities:
        _check_entity(entity, units(text))
    kept = text.strip()
    if units(kept) > longest:
        raise bad("message is too long" if longest == MAX_TEXT else "message caption is too long")
    cut, end = units(text[: len(text) - len(text.lstrip())]), units(kept)
    moved = [_moved(entity, cut, end) for entity in entities]
    return {"text": kept, "entities": [entity for entity in moved if entity["length"] > 0]}


def _check_entity(entity: Json, length: int) -> None:
    kind = entity.get("type")
    if kind not in _ENTITIES:
        raise Violation(f"unknown entity type {kind}")
    try:
        start, count = _integer(entity.get("offset")), _integer(entity.get("length"))
    except TypeError:
        raise Violation("an entity has no offset or no length") from None
    if start < 0 or count < 1 or start + count > length:
        raise Violation(f"an entity of type {kind} reaches beyond the text")
    if (needed := _ENTITY_NEEDS.get(kind)) and not entity.get(needed):
        raise Violation(f"an entity of type {kind} has no {needed}")


def _moved(entity: Json, cut: int, end: int) -> Json:
    start, stop = max(0, entity["offset"] - cut), min(end, entity["offset"] - cut + entity["length"])
    return {**entity, "offset": start, "length": stop - start}


def check_markup(markup: Json) -> None:
    """That a keyboard can be shown."""
    shown = [kind for kind in ("inline_keyboard", "keyboard", "remove_keyboard", "force_reply") if kind in markup]
    if len(shown) != 1:
        raise Violation("reply_markup is no keyboard")
    rows = markup.get("inline_keyboard", [])
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        raise Violation("an inline keyboard is a list of rows")
    if any(len(row) > MAX_BUTTONS_IN_A_ROW for row in rows):
        raise Violation(f"a row has at most {MAX_BUTTONS_IN_A_ROW} buttons")
    if sum(map(len, rows)) > MAX_BUTTONS:
        raise bad("REPLY_MARKUP_TOO_LONG")
    for button in (button for row in rows for button in row):
        _check_button(button)


def check_inline(markup: Json) -> None:
    """That a keyboard can be shown under a message that is there already."""
    if "inline_keyboard" not in markup:
        raise bad("inline keyboard expected")
    check_markup(markup)


def scope_of(call: Json) -> str:
    """For whom commands are: the type of their scope and the chat and user in it, without what there is none of."""
    scope: Json = call.get("scope", {"type": "default"})
    needed = _SCOPES.get(str(scope.get("type")))
    if needed is None or set(scope) != {"type", *needed}:
        raise Violation("commands have no such scope")
    named = [_integer(scope[name]) for name in needed]
    return " ".join(map(str, (scope["type"], *named, *filter(None, [call.get("language_code")]))))


def _check_button(button: object) -> None:
    if not isinstance(button, dict) or not button.get("text"):
        raise Violation("a button has no text")
    if len(button) != 2:
        raise Violation("a button has its text and one thing that it does")
    data = button.get("callback_data")
    if "callback_data" in button and (not isinstance(data, str) or not 1 <= len(data.encode()) <= 64):
        raise bad("BUTTON_DATA_INVALID")


def check_commands(commands: Sequence[Json]) -> None:
    """That a list of commands can be shown in the menu."""
    if len(commands) > MAX_COMMANDS:
        raise bad("BOT_COMMANDS_TOO_MUCH")
    for command in commands:
        if set(command) != {"command", "description"}:
            raise Violation("a command has a name and a description")
        if not re.fullmatch(r"[a-z0-9_]{1,32}", str(command["command"])):
            raise bad("BOT_COMMAND_INVALID")
        if not 1 <= len(str(command["description"])) <= 256:
            raise bad("BOT_COMMAND_DESCRIPTION_INVALID")


# Rates ---------------------------------------------------------------------------------------------------------------


@dataclass
class Rates:
    """How many messages may be sent in how many seconds; None is without a limit."""

    per_second: int | None = None
    per_chat_per_second: int | None = None
    group_per_minute: int | None = None
    _sent: dict[tuple[str, int], deque[float]] = field(default_factory=dict)

    def check(self, chat: int, now: float) -> None:
        """Count one more message to a chat, or refuse it; what is refused is not counted."""
        asked: list[tuple[tuple[str, int], int | None, float]] = [
            (("all", 0), self.per_second, 1.0),
            (("chat", chat), self.per_chat_per_second, 1.0),
            (("group", chat), self.group_per_minute if chat < 0 else None, 60.0),
        ]
        windows = []
        for key, limit, seconds in asked:
            if limit is None:
                continue
            window = self._sent.setdefault(key, deque())
            while window and window[0] <= now - seconds:
                window.popleft()
            if len(window) >= limit:
                wait = max(1, math.ceil(window[0] + seconds - now)) if window else math.ceil(seconds)
                raise too_many(wait)
            windows.append(window)
        for window in windows:
            window.append(now)


def too_many(retry_after: int) -> Refused:
    """The answer to a message too many."""
    return Refused(429, f"Too Many Requests: retry after {retry_after}", retry_after=retry_after)


# Faults --------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Status:
    """The call is not carried out and answered with this code."""

    code: int
    description: str = "made to fail"
    retry_after: int | None = None

    @property
    def refused(self) -> Refused:
        """The answer; 429 always says how long to wait."""
        if self.code == 429:
            return too_many(self.retry_after or 1)
        return Refused(self.code, self.description)


@dataclass(frozen=True)
class Slow:
    """The call is carried out and answered, after so many seconds."""

    seconds: float


@dataclass(frozen=True)
class Cut:
    """The connection is cut when so many bytes of the request have come."""

    size: int


@dataclass(frozen=True)
class Body:
    """How a file is handed over: cut after so many bytes, followed by ``more``, byte by byte with a ``pause`` each."""

    cut: int | None = None
    more: int = 0
    pause: float = 0
    length: bool = True
    status: int = 200
    headers: tuple[tuple[str, str], ...] = ()


# "before" or "after" the call is carried out, which the caller cannot tell apart, the connection is cut, or stays open
# without an answer. "garbage" is carried out too, and answered with something that is no JSON. "stall": nobody even
# reads the request. A number is a Status, and a Body is of a "file".
Fault = (
    int | Status | Slow | Cut | Body
    | Literal["drop before", "drop after", "hang before", "hang after", "garbage", "stall"]
)  # fmt: skip


@dataclass
class Faults:
    """What goes wrong: faults asked for call by call, and others at random, the same ones for the same seed."""

    happened: list[tuple[str, Fault]] = field(default_factory=list)
    _asked: list[tuple[str, Fault]] = field(default_factory=list)
    _seed: int = 0
    _share: float = 0
    _choices: Sequence[Fault] = ()
    _dice: dict[str, random.Random] = field(default_factory=dict)

    def ask(self, method: str, fault: Fault, times: int) -> None:
        """Let the next calls of a method fail."""
        self._asked += [(method, fault)] * times

    def roll(self, seed: int, share: float, choices: Sequence[Fault]) -> None:
        """Let a share of all calls fail from now on."""
        self._seed, self._share, self._choices, self._dice = seed, share, choices, {}

    def next(self, method: str) -> Fault | None:
        """What goes wrong with this call."""
        for index, (asked, fault) in enumerate(self._asked):
            if asked in (method, "*"):
                del self._asked[index]
                self.happened.append((method, fault))
                return fault
        # Each method has its own dice: how often it is polled in a run must not change what happens to the answers.
        dice = self._dice.setdefault(method, random.Random(f"{self._seed} {method}"))  # noqa: S311
        if not self._choices or dice.random() >= self._share:
            return None
        chosen = dice.choice(self._choices)
        self.happened.append((method, chosen))
        return chosen
