"""The commands of the tests' Discord: what an application may register, and what of it people find."""

import re
from collections.abc import Sequence
from typing import Any

from tests.servers.discord_errors import Json, Refused, Violation, invalid
from tests.servers.discord_limits import known_keys, listed, text, whole
from tests.servers.discord_messages import Call
from tests.servers.discord_objects import Snowflakes

CHAT_INPUT, ON_USER, ON_MESSAGE = 1, 2, 3
LOCALES = frozenset(
    "id da de en-GB en-US es-ES es-419 fr hr it lt hu nl no pl pt-BR ro fi sv-SE vi tr cs el bg ru uk hi th zh-CN ja"
    " zh-TW ko".split()
)
_NAME = re.compile(r"[-_'\w]{1,32}")
_COMMAND = frozenset(
    "id type name name_localizations description description_localizations options default_member_permissions"
    " dm_permission nsfw integration_types contexts handler".split()
)
_OPTION = frozenset(
    "type name name_localizations description description_localizations required choices options channel_types"
    " min_value max_value min_length max_length autocomplete".split()
)
_CHOICE = frozenset("name name_localizations value".split())
_STRING = 3


def check_command(command: object, path: str) -> None:
    """Check one command that is to be registered."""
    if not isinstance(command, dict):
        raise invalid(path, "DICT_TYPE_CONVERT", "Only dictionaries may be used in a DictType.")
    known_keys(command, _COMMAND, path)
    kind = command.get("type", CHAT_INPUT)
    if kind not in (CHAT_INPUT, ON_USER, ON_MESSAGE):
        raise invalid(f"{path}.type", "BASE_TYPE_CHOICES", "Value must be one of {1, 2, 3}.")
    _check_names(command, path, plain=kind != CHAT_INPUT)
    if kind == CHAT_INPUT:
        _check_descriptions(command, path)
        _check_options(listed(command, "options", 25), f"{path}.options")
    elif command.get("description") or command.get("options") or command.get("description_localizations"):
        raise invalid(f"{path}.description", "APPLICATION_COMMAND_DESCRIPTION", "Context menus have no description.")
    _check_where(command, path)
    if _size(command) > 8000:
        raise invalid(path, "APPLICATION_COMMAND_TOO_LARGE", "Command exceeds maximum size (8000)")


def _check_names(item: Json, path: str, *, plain: bool) -> None:
    names = {"name": text(item, "name", 32, path, shortest=1), **_localized(item, "name_localizations", 32, path)}
    for where, name in names.items():
        if not plain and (not _NAME.fullmatch(name) or name != name.lower()):
            raise invalid(f"{path}.{where}", "APPLICATION_COMMAND_INVALID_NAME", "Command name is invalid")


def _check_descriptions(item: Json, path: str) -> None:
    text(item, "description", 100, path, shortest=1)
    _localized(item, "description_localizations", 100, path)


def _localized(item: Json, key: str, longest: int, path: str) -> dict[str, str]:
    given = item.get(key) or {}
    if not isinstance(given, dict) or given.keys() - LOCALES:
        raise invalid(f"{path}.{key}", "BASE_TYPE_CHOICES", f"{sorted(given)} are not all locales of Discord.")
    return {f"{key}.{locale}": text(given, locale, longest, f"{path}.{key}", shortest=1) for locale in given}


def _check_options(options: Sequence[Any], path: str) -> None:
    optional = False
    for number, option in enumerate(options):
        where = f"{path}.{number}"
        known_keys(option, _OPTION, where)
        if option.get("type") not in range(3, 12):
            raise invalid(f"{where}.type", "BASE_TYPE_CHOICES", "Subcommands are not known here.")
        _check_names(option, where, plain=False)
        _check_descriptions(option, where)
        if option.get("required") and optional:
            message = "Required options must be placed before non-required options"
            raise invalid(where, "APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID", message)
        optional = optional or not option.get("required")
        _check_choices(option, where)
        _check_lengths(option, where)
    names = [option["name"] for option in options]
    if len(set(names)) < len(names):
        raise invalid(path, "APPLICATION_COMMAND_OPTIONS_NAME_ALREADY_EXISTS", "Option name already exists")


def _check_choices(option: Json, path: str) -> None:
    choices = listed(option, "choices", 25)
    if choices and option.get("autocomplete"):
        raise invalid(path, "APPLICATION_COMMAND_OPTION_AUTOCOMPLETE", "Choices and autocomplete exclude one another.")
    for number, choice in enumerate(choices):
        where = f"{path}.choices.{number}"
        known_keys(choice, _CHOICE, where)
        text(choice, "name", 100, where, shortest=1)
        _localized(choice, "name_localizations", 100, where)
        if option["type"] == _STRING:
            text(choice, "value", 100, where, shortest=1)


def _check_lengths(option: Json, path: str) -> None:
    shortest, longest = whole(option, "min_length", 0, 6000), whole(option, "max_length", 1, 6000)
    if (shortest is not None or longest is not None) and option["type"] != _STRING:
        raise invalid(path, "APPLICATION_COMMAND_OPTION_LENGTH", "Only a string has a length.")
    if (shortest or 0) > (longest or 6000):
        raise invalid(path, "APPLICATION_COMMAND_OPTION_LENGTH", "min_length must be less than max_length")


def _check_where(command: Json, path: str) -> None:
    for key, known in (("contexts", {0, 1, 2}), ("integration_types", {0, 1})):
        value = command.get(key)
        if value is not None and (not isinstance(value, list) or not value or set(value) - known):
            raise invalid(f"{path}.{key}", "BASE_TYPE_CHOICES", f"Value must be one of {known}.")
    permissions = command.get("default_member_permissions")
    if permissions is not None and not re.fullmatch(r"[0-9]{1,20}", str(permissions)):
        raise invalid(f"{path}.default_member_permissions", "NUMBER_TYPE_COERCE", "No permissions.")


def _size(item: Any) -> int:  # noqa: ANN401 - any JSON
    """How much of its texts counts: of each the longest of its languages."""
    total = 0
    for key in ("name", "description"):
        total += max(len(each) for each in [item.get(key) or "", *(item.get(f"{key}_localizations") or {}).values()])
    for within in (*(item.get("options") or ()), *(item.get("choices") or ())):
        total += _size(within)
    return total + (len(item["value"]) if isinstance(item.get("value"), str) else 0)


class Commands:
    """What the application has registered, everywhere and for single guilds."""

    def __init__(self, ids: Snowflakes, application: int) -> None:
        self._ids = ids
        self._application = application
        # By the guild; None: everywhere.
        self._registered: dict[int | None, list[Json]] = {}
        # How often commands were written.
        self.writes = 0

    def all(self, guild: int | None = None) -> list[Json]:
        """What is registered everywhere, and in a guild."""
        here = self._registered.get(guild, []) if guild else []
        return [*self._registered.get(None, []), *here]

    def find(self, name: str, kind: int, guild: int | None, locale: str) -> Json:
        """The command that somebody sees by this name."""
        for command in self.all(guild):
            shown = (command.get("name_localizations") or {}).get(locale, command["name"])
            if command["type"] == kind and name in (shown, command["name"]):
                context = 0 if guild else 1
                contexts = command.get("contexts")
                assert contexts is None or context in contexts, f"{name} is not to be used there"
                return command
        names = [command["name"] for command in self.all(guild)]
        raise AssertionError(f"nobody sees a command {name!r}, but {names}")

    def _place(self, call: Call) -> int | None:
        if call.number("application") != self._application:
            raise Refused(404, 10002, "Unknown Application")
        return call.number("guild") if "guild" in call.path else None

    def get(self, call: Call) -> list[Json]:
        """GET what is registered."""
        commands = self._registered.get(self._place(call), [])
        return [_shown(command, call) for command in commands]

    def put(self, call: Call) -> list[Json]:
        """PUT all commands at once; whatever had the same name and kind keeps its number."""
        place = self._place(call)
        if not isinstance(call.data, list):
            raise Violation("commands are a list")
        for number, command in enumerate(call.data):
            check_command(command, str(number))
        _check_together(call.data)
        known = {(each["type"], each["name"]): each for each in self._registered.get(place, [])}
        self._registered[place] = [self._made(command, place, known) for command in call.data]
        self.writes += 1
        return [_shown(command, call) for command in self._registered[place]]

    def post(self, call: Call) -> Json:
        """POST one command; it takes the place of another of its name."""
        place = self._place(call)
        check_command(call.form, "")
        kind = (call.form.get("type", CHAT_INPUT), call.form["name"])
        others = [each for each in self._registered.get(place, []) if (each["type"], each["name"]) != kind]
        known = {(each["type"], each["name"]): each for each in self._registered.get(place, [])}
        made = self._made(call.form, place, known)
        _check_together([*others, made])
        self._registered[place] = [*others, made]
        self.writes += 1
        return _shown(made, call)

    def delete(self, call: Call) -> None:
        """DELETE one command."""
        place, number = self._place(call), call.path["command"]
        kept = [each for each in self._registered.get(place, []) if each["id"] != number]
        if len(kept) == len(self._registered.get(place, [])):
            raise Refused(404, 10063, "Unknown application command")
        self._registered[place] = kept
        self.writes += 1

    def _made(self, command: Json, place: int | None, known: dict[tuple[int, str], Json]) -> Json:
        kind = command.get("type", CHAT_INPUT)
        earlier = known.get((kind, command["name"]), {})
        defaults = {"description": "", "options": [], "nsfw": False, "default_member_permissions": None}
        wheres = {"contexts": None, "integration_types": [0], "dm_permission": True}
        return (
            defaults
            | wheres
            | command
            | {
                "id": earlier.get("id") or str(self._ids.next()),
                "version": str(self._ids.next()),
                "application_id": str(self._application),
                "type": kind,
                **({"guild_id": str(place)} if place else {}),
            }
        )


def _check_together(commands: Sequence[Json]) -> None:
    kinds = [command.get("type", CHAT_INPUT) for command in commands]
    for kind, most in ((CHAT_INPUT, 100), (ON_USER, 15), (ON_MESSAGE, 15)):
        if kinds.count(kind) > most:
            raise Refused(400, 30032, f"Maximum number of application commands reached ({most}).")
    for locale in (None, *LOCALES):
        names = [
            (kind, ((command.get("name_localizations") or {}).get(locale) if locale else None) or command["name"])
            for kind, command in zip(kinds, commands, strict=True)
        ]
        if len(set(names)) < len(names):
            message = "Application command names must be unique"
            raise invalid("name", "APPLICATION_COMMANDS_DUPLICATE_NAME", message)


def _shown(command: Json, call: Call) -> Json:
    if call.query.get("with_localizations") in ("true", "1"):
        return command
    return {key: value for key, value in command.items() if not key.endswith("_localizations")}
