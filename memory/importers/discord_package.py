"""Discord's package of somebody's data: everything that they wrote themselves, channel by channel."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from memory.importers import csv_rows, discord_text, json_values, moments
from memory.importers.json_values import DamagedError, FieldError
from memory.importers.records import ChatMessage, Problem, Record
from twin.errors import SourceError

KIND = "discord-package"
CHATS = True

_INDEX, _ABOUT, _USER = "index.json", "channel.json", "user.json"
_MESSAGES = ("messages.json", "messages.csv")
# Older packages have no letter before the number.
_CHANNEL = re.compile(r"c?(\d{15,21})", re.ASCII)
_OWNER = "Owner"
# What the index says of a channel whose name is not known.
_UNNAMED = re.compile(r"(?:Unknown channel|None)\b.*", re.IGNORECASE)


@dataclass(slots=True)
class _Package:
    """Whose package it is, and what others and channels are called, by their numbers."""

    author: str = _OWNER
    author_id: str = ""
    people: dict[str, str] = field(default_factory=dict)
    titles: dict[str, str] = field(default_factory=dict)
    channels: dict[str, str] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)


def recognises(path: Path, head: bytes) -> bool:
    """No file alone: what its messages belong to stands in others."""
    return False


def parts(folder: Path, names: Sequence[str]) -> Sequence[Path]:
    """The messages, and whose they are; the folders are called otherwise in each language."""
    try:
        messages = _folder(folder, names)
        if messages is None:
            return ()
        around = [] if messages == folder else [folder / name for name in names if name.endswith(".txt")]
        users = [] if messages == folder else _users(folder, names)
        index = [messages / _INDEX] if (messages / _INDEX).is_file() else []
        return [*around, *users, *index, *(file for one in _channels(messages) for file in _files(one))]
    except OSError:
        return ()


def read(path: Path) -> Iterator[Record]:
    """Every message, channel by channel, from the first on: the package tells them from the last on."""
    names = [entry.name for entry in path.iterdir()]
    messages = _folder(path, names)
    if messages is None:
        raise SourceError(f"{path} is no Discord package: download it again.")
    package = _package(messages, _users(path, names) if messages != path else [])
    yield from package.problems
    found = False
    for folder in _channels(messages):
        for record in _channel(package, folder):
            found = found or isinstance(record, ChatMessage)
            yield record
    if not found:
        raise SourceError(f"{path} holds no messages: ask Discord for a package with your messages.")


def _folder(folder: Path, names: Sequence[str]) -> Path | None:
    """The folder of the messages: this one, or one in it."""
    for inner in (folder, *(folder / name for name in names if "." not in name)):
        # Nearly every folder has no index, and is not looked into.
        if (inner / _INDEX).is_file() and any(_files(channel) for channel in _channels(inner)):
            return inner
    return None


def _channels(folder: Path) -> list[Path]:
    return sorted(inner for inner in folder.iterdir() if _CHANNEL.fullmatch(inner.name) and inner.is_dir())


def _files(channel: Path) -> list[Path]:
    """What is said in the channel, after what is told of it; none if nothing is said."""
    said = [channel / name for name in _MESSAGES if (channel / name).is_file()][:1]
    about = channel / _ABOUT
    return [about, *said] if said and about.is_file() else said


def _users(folder: Path, names: Sequence[str]) -> list[Path]:
    return [user for name in names if "." not in name and (user := folder / name / _USER).is_file()]


def _package(messages: Path, users: Sequence[Path]) -> _Package:
    package = _Package()
    for number, title in _object(messages / _INDEX, package).items():
        if isinstance(title, str) and title and not _UNNAMED.fullmatch(title):
            package.titles[number] = title
            # «general in Aurora»
            package.channels[number] = title.partition(" in ")[0]
    for user in users:
        told = _object(user, package)
        package.author_id = package.author_id or str(told.get("id") or "")
        package.author = _name(told) or package.author
        friends = (json_values.part(friend, "user") for friend in json_values.parts(told, "relationships"))
        package.people.update({str(friend.get("id")): _name(friend) for friend in (*friends, told) if _name(friend)})
    return package


def _object(path: Path, package: _Package) -> Mapping[str, object]:
    try:
        value = json_values.whole(path) if path.is_file() else {}
    except DamagedError as error:
        package.problems.append(Problem(path, "", f"The file {error.what}: the names in it are not known."))
        return {}
    return value if isinstance(value, dict) else {}


def _name(person: Mapping[str, object]) -> str:
    names = (person.get("global_name"), person.get("username"))
    return next((name for name in names if isinstance(name, str) and name.strip()), "")


def _channel(package: _Package, folder: Path) -> Iterator[ChatMessage | Problem]:
    match = _CHANNEL.fullmatch(folder.name)
    number = match[1] if match else folder.name
    messages: list[ChatMessage] = []
    files = _files(folder)
    if not files:
        return
    title = _title(package, files, number)
    for record in _rows(package, number, title, files[-1]):
        if isinstance(record, Problem):
            yield record
        else:
            messages.append(record)
    yield from sorted(messages, key=lambda message: int(message.key))


def _title(package: _Package, files: Sequence[Path], number: str) -> str:
    if number in package.titles:
        return package.titles[number]
    about = _object(files[0], _Package()) if len(files) > 1 else {}
    return str(about.get("name") or number)


def _rows(package: _Package, number: str, title: str, path: Path) -> Iterator[ChatMessage | Problem]:
    def message(raw: object) -> ChatMessage:
        return _message(package, number, title, json_values.record(raw))

    if path.suffix == ".json":
        yield from json_values.messages(path, "item", message)
        return
    header: list[str] = []
    try:
        for line, row in csv_rows.rows(path):
            if not header:
                header = row
                continue
            try:
                yield message(dict(zip(header, row, strict=False)))
            except FieldError as error:
                yield Problem(path, f"line {line}", f"{error} The message is left out.")
    except csv_rows.RowsError as error:
        yield Problem(path, "", f"{error}; what stands before was learned.")


def _message(package: _Package, number: str, title: str, raw: Mapping[str, object]) -> ChatMessage:
    key = json_values.key(raw, "ID")
    if not key.isascii() or not key.isdigit() or len(key) > 20:
        raise FieldError("Its “ID” is not a number.")
    content = json_values.text(raw, "Contents")
    return ChatMessage(
        place=f"discord/{number}",
        chat=title,
        key=key,
        author=package.author,
        author_id=package.author_id,
        sent_at=moments.of_discord(key) or _sent_at(json_values.text(raw, "Timestamp")),
        text=discord_text.readable(content, package.people, package.channels),
        by_owner=True,
        mentions=discord_text.mentioned(content),
    )


def _sent_at(value: str) -> datetime | None:
    """The moment, in world time if nothing else is said, as Discord writes it."""
    try:
        moment = moments.of_iso(value) if value else None
    except ValueError as error:
        raise FieldError("Its time cannot be read.") from error
    return moments.in_world_time(moment)
