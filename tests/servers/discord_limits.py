"""What Discord takes in a message, and in which bounds: texts, mentions, embeds, buttons, selects and modals."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from tests.servers.discord_errors import Json, Violation, invalid, too_long

MAX_CONTENT = 2000
MAX_NONCE = 25
SNOWFLAKE = re.compile(r"[0-9]{1,20}")

MESSAGE = frozenset(
    "content nonce tts embeds allowed_mentions message_reference components sticker_ids attachments flags"
    " enforce_nonce poll".split()
)
# "tts" has no meaning there, and the library sends it.
EDIT = frozenset("content embeds flags allowed_mentions components attachments tts".split())
RESPONSE = frozenset("tts content embeds allowed_mentions flags components attachments poll".split())
FOLLOW_UP = RESPONSE | {"username", "avatar_url", "thread_name", "applied_tags"}

_EMBED = frozenset(
    "title type description url timestamp color footer image thumbnail video provider author fields flags".split()
)
_EMBED_TEXTS = {"title": 256, "description": 4096}
_SENDING_FLAGS = 1 << 2 | 1 << 12 | 1 << 13
_V2 = 1 << 15
EPHEMERAL = 1 << 6


def known_keys(data: Mapping[str, object], known: frozenset[str], what: str) -> None:
    """Refuse what is not among the known keys."""
    if unknown := data.keys() - known:
        raise Violation(f"{what}: unknown {sorted(unknown)}")


def text(data: Mapping[str, Any], key: str, longest: int, path: str = "", *, shortest: int = 0) -> str:
    """A text of the form, or "" where there is none."""
    value = data.get(key)
    where = f"{path}.{key}" if path else key
    if value is None and not shortest:
        return ""
    if not isinstance(value, str):
        raise invalid(where, "STRING_TYPE_CONVERT", "Could not interpret as string.")
    try:
        value.encode()
    except UnicodeEncodeError:
        raise invalid(where, "STRING_TYPE_CONVERT", "Lone surrogates are no text.") from None
    if len(value) < shortest:
        raise invalid(where, "BASE_TYPE_BAD_LENGTH", f"Must be between {shortest} and {longest} in length.")
    if len(value) > longest:
        raise too_long(where, longest)
    return value


def whole(data: Mapping[str, Any], key: str, lowest: int, highest: int) -> int | None:
    """A number of the form, or None where there is none."""
    value = data.get(key)
    if value is None:
        return None
    if not isinstance(value, int) or isinstance(value, bool) or not lowest <= value <= highest:
        raise invalid(key, "NUMBER_TYPE_MAX", f"int value should be from {lowest} to {highest}.")
    return value


def snowflake(value: object, path: str) -> int:
    """A number that names something; Discord takes it as a text and as an integer."""
    if isinstance(value, bool) or not SNOWFLAKE.fullmatch(str(value)):
        raise invalid(path, "NUMBER_TYPE_COERCE", f'Value "{value}" is not snowflake.')
    return int(str(value))


def listed(data: Mapping[str, Any], key: str, longest: int) -> list[Any]:
    """A list of the form, or an empty one where there is none."""
    value = data.get(key)
    if value is None:
        return []
    if not isinstance(value, list):
        raise invalid(key, "LIST_TYPE_CONVERT", "Only iterables may be used in a ListType.")
    if len(value) > longest:
        raise invalid(key, "BASE_TYPE_MAX_LENGTH", f"Must be {longest} or fewer in length.")
    return value


def check_message(data: Json, known: frozenset[str], flags: int = _SENDING_FLAGS) -> None:
    """Check the fields of a message that the bot sends or changes."""
    known_keys(data, known, "message")
    text(data, "content", MAX_CONTENT)
    _check_nonce(data)
    given = data.get("flags") or 0
    if not isinstance(given, int) or given & ~flags:
        raise Violation(f"flags {given} cannot be set, or are not known here")
    check_allowed_mentions(data.get("allowed_mentions"))
    for number, embed in enumerate(listed(data, "embeds", 10)):
        _check_embed(embed, f"embeds.{number}")
    check_components(listed(data, "components", 5))
    if "poll" in data:
        raise Violation("polls are not known here")


def _check_nonce(data: Json) -> None:
    nonce = data.get("nonce")
    if nonce is None:
        if data.get("enforce_nonce"):
            raise invalid("nonce", "BASE_TYPE_REQUIRED", "A nonce that is enforced must be given.")
        return
    if isinstance(nonce, bool) or not isinstance(nonce, int | str):
        raise invalid("nonce", "NONCE_TYPE", "Must be an integer or a string.")
    if len(str(nonce)) > MAX_NONCE:
        raise too_long("nonce", MAX_NONCE)


def check_allowed_mentions(allowed: object) -> None:
    """Check whom a message may call."""
    if allowed is None:
        return
    if not isinstance(allowed, dict):
        raise invalid("allowed_mentions", "DICT_TYPE_CONVERT", "Only dictionaries may be used in a DictType.")
    known_keys(allowed, frozenset(("parse", "roles", "users", "replied_user")), "allowed_mentions")
    parse = listed(allowed, "parse", 3)
    if set(parse) - {"roles", "users", "everyone"} or len(set(parse)) < len(parse):
        raise invalid("allowed_mentions.parse", "BASE_TYPE_CHOICES", f"{parse} are not kinds of mentions.")
    for kind in ("roles", "users"):
        chosen = listed(allowed, kind, 100)
        for each in chosen:
            snowflake(each, f"allowed_mentions.{kind}")
        if chosen and kind in parse:
            message = f'parse:["{kind}"] and {kind}: [ids...] are mutually exclusive.'
            raise invalid("allowed_mentions", "MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE", message)
    if not isinstance(allowed.get("replied_user", False), bool):
        raise invalid("allowed_mentions.replied_user", "BOOLEAN_TYPE_CONVERT", "Must be either true or false.")


def _check_embed(embed: object, path: str) -> None:
    if not isinstance(embed, dict):
        raise invalid(path, "DICT_TYPE_CONVERT", "Only dictionaries may be used in a DictType.")
    known_keys(embed, _EMBED, path)
    size = sum(len(text(embed, key, longest, path)) for key, longest in _EMBED_TEXTS.items())
    size += len(text(embed.get("footer") or {}, "text", 2048, f"{path}.footer"))
    size += len(text(embed.get("author") or {}, "name", 256, f"{path}.author"))
    for number, field in enumerate(listed(embed, "fields", 25)):
        where = f"{path}.fields.{number}"
        size += len(text(field, "name", 256, where, shortest=1)) + len(text(field, "value", 1024, where, shortest=1))
    if size > 6000:
        raise invalid(path, "MAX_EMBED_SIZE_EXCEEDED", "Embed size exceeds maximum size of 6000")


# Components ----------------------------------------------------------------------------------------------------------

_ROW = frozenset(("type", "components", "id"))
_BUTTON = frozenset("type id style label emoji custom_id sku_id url disabled".split())
_SELECT = frozenset(
    "type id custom_id options channel_types placeholder default_values min_values max_values disabled required".split()
)
_OPTION = frozenset("label value description emoji default".split())
_INPUT = frozenset("type id custom_id style label min_length max_length required value placeholder".split())
_LABEL = frozenset("type id label description component".split())
_SELECTS = (3, 5, 6, 7, 8)


def check_components(rows: Sequence[Any]) -> None:
    """Check rows of buttons and selects."""
    seen: set[str] = set()
    for number, row in enumerate(rows):
        path = f"components.{number}"
        if not isinstance(row, dict) or row.get("type") != 1:
            raise invalid(path, "UNION_TYPE_CHOICES", 'Value of field "type" must be one of (1,).')
        known_keys(row, _ROW, path)
        parts = listed(row, "components", 5)
        if not parts:
            raise invalid(f"{path}.components", "BASE_TYPE_BAD_LENGTH", "Must be between 1 and 5 in length.")
        kinds = {part.get("type") for part in parts if isinstance(part, dict)}
        if kinds & set(_SELECTS) and len(parts) > 1:
            raise invalid(f"{path}.components", "COMPONENT_LAYOUT_WIDTH_EXCEEDED", "The components are too wide.")
        for place, part in enumerate(parts):
            _check_part(part, f"{path}.components.{place}", seen)


def _check_part(part: object, path: str, seen: set[str]) -> None:
    if not isinstance(part, dict):
        raise invalid(path, "DICT_TYPE_CONVERT", "Only dictionaries may be used in a DictType.")
    kind = part.get("type")
    if kind == 2:
        _check_button(part, path, seen)
    elif kind in _SELECTS:
        _check_select(part, path, seen)
    else:
        raise invalid(path, "UNION_TYPE_CHOICES", 'Value of field "type" must be one of (2, 3, 5, 6, 7, 8).')


def _check_custom_id(part: Json, path: str, seen: set[str]) -> None:
    custom = text(part, "custom_id", 100, path, shortest=1)
    if custom in seen:
        raise invalid(f"{path}.custom_id", "COMPONENT_CUSTOM_ID_DUPLICATED", "Component custom id cannot be duplicated")
    seen.add(custom)


def _check_button(part: Json, path: str, seen: set[str]) -> None:
    known_keys(part, _BUTTON, path)
    label = text(part, "label", 80, path)
    if not label and not part.get("emoji"):
        raise invalid(path, "BUTTON_COMPONENT_INVALID", "A button must have a label or emoji.")
    style = part.get("style")
    if style == 5:
        if not re.match(r"(?:https?|discord)://", text(part, "url", 512, path, shortest=1)) or "custom_id" in part:
            raise invalid(path, "BUTTON_COMPONENT_URL", "A link button has a URL, and no custom id.")
    elif style in (1, 2, 3, 4):
        _check_custom_id(part, path, seen)
        if part.get("url"):
            raise invalid(path, "BUTTON_COMPONENT_URL", "Only a link button has a URL.")
    else:
        raise invalid(f"{path}.style", "BASE_TYPE_CHOICES", "Value must be one of {1, 2, 3, 4, 5}.")


def _check_select(part: Json, path: str, seen: set[str]) -> None:
    known_keys(part, _SELECT, path)
    _check_custom_id(part, path, seen)
    text(part, "placeholder", 150, path)
    options = listed(part, "options", 25)
    if part["type"] == 3 and not options:
        raise invalid(f"{path}.options", "BASE_TYPE_BAD_LENGTH", "Must be between 1 and 25 in length.")
    for number, option in enumerate(options):
        where = f"{path}.options.{number}"
        known_keys(option, _OPTION, where)
        text(option, "label", 100, where, shortest=1)
        text(option, "value", 100, where, shortest=1)
        text(option, "description", 100, where)
    if len({option["value"] for option in options}) < len(options):
        raise invalid(f"{path}.options", "SELECT_COMPONENT_OPTION_VALUE_DUPLICATED", "The option is already used")


def check_modal(data: Json) -> None:
    """Check a form that is to be opened."""
    known_keys(data, frozenset(("custom_id", "title", "components")), "modal")
    text(data, "custom_id", 100, shortest=1)
    text(data, "title", 45, shortest=1)
    parts = listed(data, "components", 5)
    if not parts:
        raise invalid("components", "BASE_TYPE_BAD_LENGTH", "Must be between 1 and 5 in length.")
    seen: set[str] = set()
    for number, part in enumerate(parts):
        _check_modal_part(part, f"components.{number}", seen)


def _check_modal_part(part: Json, path: str, seen: set[str]) -> None:
    kind = part.get("type")
    if kind == 1:
        known_keys(part, _ROW, path)
        inputs = listed(part, "components", 5)
        if len(inputs) != 1:
            raise invalid(f"{path}.components", "BASE_TYPE_BAD_LENGTH", "A row of a modal holds one text input.")
        _check_input(inputs[0], f"{path}.components.0", seen, label=True)
    elif kind == 18:
        known_keys(part, _LABEL, path)
        text(part, "label", 45, path, shortest=1)
        text(part, "description", 100, path)
        within = part.get("component") or {}
        if within.get("type") == 3:
            _check_select(within, f"{path}.component", seen)
        else:
            _check_input(within, f"{path}.component", seen, label=False)
    elif kind == 10:
        text(part, "content", 4000, path, shortest=1)
    else:
        raise invalid(path, "UNION_TYPE_CHOICES", 'Value of field "type" must be one of (1, 10, 18).')


def _check_input(part: Json, path: str, seen: set[str], *, label: bool) -> None:
    if part.get("type") != 4:
        raise invalid(path, "UNION_TYPE_CHOICES", 'Value of field "type" must be one of (4,).')
    known_keys(part, _INPUT, path)
    _check_custom_id(part, path, seen)
    if part.get("style") not in (1, 2):
        raise invalid(f"{path}.style", "BASE_TYPE_CHOICES", "Value must be one of {1, 2}.")
    text(part, "label", 45, path, shortest=1 if label else 0)
    if not label and part.get("label"):
        raise invalid(f"{path}.label", "COMPONENT_LABEL", "Within a label a text input has none of its own.")
    value = text(part, "value", 4000, path)
    text(part, "placeholder", 100, path)
    shortest, longest = whole(part, "min_length", 0, 4000) or 0, whole(part, "max_length", 1, 4000) or 4000
    if shortest > longest or len(value) > longest:
        raise invalid(path, "TEXT_INPUT_VALUE_LENGTH", "The value does not fit between min_length and max_length.")


def is_empty(content: str, data: Json, files: int) -> bool:
    """Whether a message with this says nothing."""
    return not (content.strip() or data.get("embeds") or data.get("components") or data.get("sticker_ids") or files)
