"""Slack's export of a workspace: a folder for each channel with a file a day, and lists of people and channels."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from memory.importers import json_values, moments, slack_text
from memory.importers.json_values import DamagedError, FieldError
from memory.importers.records import ChatMessage, Problem, Record
from memory.importers.slack_text import Names
from twin.errors import SourceError

KIND = "slack"
CHATS = True

_PEOPLE = ("users.json", "org_users.json")
_CHANNELS = ("channels.json", "groups.json", "dms.json", "mpims.json")
_DAY = re.compile(r"\d{4}-\d\d-\d\d\.json")
_STAMP = re.compile(r"\d{9,11}\.\d{1,7}")
# The kinds of messages that somebody wrote; everything else tells of joins, topics, calls, what was deleted.
_WRITTEN = frozenset({"", "me_message", "file_share", "thread_broadcast", "bot_message"})
_PROGRAM = "USLACKBOT"
# What Slack once wrote for somebody who shared a file.
_UPLOADED = re.compile(r"\A<@\w{1,20}(?:\|[^<>]{0,100})?> (?:uploaded|shared) a file: ")


@dataclass(slots=True)
class _Workspace:
    """What the lists tell: the team's id, what people are called, which are programs, and each folder's channel."""

    team: str = ""
    people: dict[str, str] = field(default_factory=dict)
    programs: set[str] = field(default_factory=set)
    channels: dict[str, str] = field(default_factory=dict)
    folders: dict[str, tuple[str, str]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def channel(self, folder: str) -> tuple[str, str]:
        """The place and the title of the channel whose messages lie in the folder."""
        number, title = self.folders.get(folder, (folder, folder))
        return "/".join(filter(None, ("slack", self.team, number))), title


@dataclass(frozen=True, slots=True)
class _Said:
    """A message and the thread that it is in, by its first message; empty: in none."""

    message: ChatMessage
    thread: str


def recognises(path: Path, head: bytes) -> bool:
    """The messages of one day: a JSON array of objects that call themselves messages and have Slack's time stamps."""
    if not head.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"["):
        return False
    return any(_is_message(raw) for _, raw in json_values.first_values(head, ["item"]))


def parts(folder: Path, names: Sequence[str]) -> Sequence[Path]:
    """The lists and the days, in a folder that has both a list of people and one of channels."""
    if not any(name in names for name in _PEOPLE) or not any(name in names for name in _CHANNELS):
        return ()
    try:
        days = [day for name in names if not name.endswith(".json") for day in _days(folder / name)]
    except OSError:
        return ()
    return [*(folder / name for name in names if name.endswith(".json")), *days] if days else ()


def read(path: Path) -> Iterator[Record]:
    """Every message, channel by channel, each in the order of time; of a single day what stands in its file."""
    folders = sorted(path.iterdir()) if path.is_dir() else []
    days = [files for folder in folders if (files := _days(folder))] or [[path]]
    workspace = _workspace(days[0][0].resolve().parent.parent)
    yield from workspace.problems
    found = False
    for files in days:
        for record in _channel(workspace, files):
            found = found or isinstance(record, ChatMessage)
            yield record
    if not found:
        raise SourceError(f"{path} holds no messages: export the workspace again, or leave it out.")


def _is_message(raw: object) -> bool:
    return isinstance(raw, dict) and raw.get("type") == "message" and _is_stamp(raw.get("ts"))


def _is_stamp(value: object) -> bool:
    return isinstance(value, str) and _STAMP.fullmatch(value) is not None


def _days(folder: Path) -> list[Path]:
    """The days of a channel, in order; none if the folder is no channel's."""
    if not folder.is_dir():
        return []
    return sorted(file for file in folder.iterdir() if _DAY.fullmatch(file.name))


def _workspace(folder: Path) -> _Workspace:
    workspace = _Workspace()
    teams: Counter[str] = Counter()
    for name in _PEOPLE:
        for person in _listed(folder / name, workspace):
            _know(person, workspace, teams)
    for name in _CHANNELS:
        for channel in _listed(folder / name, workspace):
            _know_channel(channel, workspace)
    # Guests of other teams are fewer.
    workspace.team = min(teams, key=lambda team: (-teams[team], team), default="")
    return workspace


def _listed(path: Path, workspace: _Workspace) -> Iterator[Mapping[str, object]]:
    if not path.is_file():
        return
    try:
        for _, value in json_values.values_of(path, ["item"]):
            if isinstance(value, dict):
                yield value
    except DamagedError as error:
        workspace.problems.append(Problem(path, "", f"The file {error.what}: the names behind are not known."))


def _know(person: Mapping[str, object], workspace: _Workspace, teams: Counter[str]) -> None:
    number, team, profile = person.get("id"), person.get("team_id"), json_values.part(person, "profile")
    if not isinstance(number, str):
        return
    names = (profile.get("display_name"), profile.get("real_name"), person.get("real_name"), person.get("name"))
    workspace.people[number] = next((name for name in names if isinstance(name, str) and name.strip()), number)
    if person.get("is_bot") is True or number == _PROGRAM:
        workspace.programs.add(number)
    if isinstance(team, str) and team:
        teams[team] += 1


def _know_channel(channel: Mapping[str, object], workspace: _Workspace) -> None:
    number, name, members = channel.get("id"), channel.get("name"), channel.get("members")
    if not isinstance(number, str):
        return
    if isinstance(name, str) and name:
        workspace.channels[number] = name
    listed = members if isinstance(members, list) else []
    people = [workspace.people.get(one, one) for one in listed if isinstance(one, str)]
    private = not isinstance(name, str) or name.startswith("mpdm-")
    title = ", ".join(people) if private and people else str(name or number)
    # Private chats have folders that are called by their number.
    workspace.folders[number] = (number, title)
    if isinstance(name, str) and name:
        workspace.folders[name] = (number, title)


def _channel(workspace: _Workspace, files: Sequence[Path]) -> Iterator[ChatMessage | Problem]:
    place, title = workspace.channel(files[0].resolve().parent.name)
    threads = _Threads()
    for file in files:
        said: dict[str, _Said] = {}
        for record in json_values.messages(file, "item", lambda raw: _said(workspace, place, title, raw)):
            if isinstance(record, Problem):
                yield record
            else:
                # What was said in a thread and to the whole channel stands there twice.
                said.setdefault(record.message.key, record)
        for key in sorted(said, key=float):
            yield threads.placed(said[key])


class _Threads:
    """Finds what a message of a thread answers: Slack only tells which thread it is in."""

    def __init__(self) -> None:
        # Who wrote last in a thread, that message, and what that answered.
        self._last: dict[str, tuple[str, str, str]] = {}

    def placed(self, said: _Said) -> ChatMessage:
        """The message as the answer to what somebody else wrote last in its thread; at first that is its beginning."""
        message, thread = said.message, said.thread
        if not thread:
            return message
        if message.key == thread:
            self._last[thread] = (message.identity, thread, thread)
            return message
        author, key, answered = self._last.get(thread, ("", thread, thread))
        reply_to = answered if author == message.identity else key
        self._last[thread] = (message.identity, message.key, reply_to)
        return replace(message, reply_to=reply_to)


def _said(workspace: _Workspace, place: str, title: str, raw: object) -> _Said | None:
    """The message, or None where nobody wrote one."""
    message = json_values.record(raw)
    subtype = json_values.text(message, "subtype")
    if message.get("type", "message") != "message" or subtype not in _WRITTEN or message.get("hidden") is True:
        return None
    key = json_values.text(message, "ts")
    if not _is_stamp(key):
        raise FieldError("Its “ts” is no time.")
    text = _text(message)
    author_id = json_values.text(message, "user") or json_values.text(message, "bot_id")
    return _Said(
        ChatMessage(
            place=place,
            chat=title,
            key=key,
            author=_author(workspace, message, author_id),
            author_id=author_id,
            sent_at=moments.of_epoch(key),
            text=slack_text.readable(text, Names(workspace.people, workspace.channels)),
            mentions=slack_text.mentioned(text),
            by_bot=bool(message.get("bot_id")) or subtype == "bot_message" or author_id in workspace.programs,
        ),
        json_values.text(message, "thread_ts"),
    )


def _text(message: Mapping[str, object]) -> str:
    text = json_values.text(message, "text")
    if _UPLOADED.match(text):
        comment = json_values.part(json_values.part(message, "file"), "initial_comment")
        return json_values.text(comment, "comment")
    return text


def _author(workspace: _Workspace, message: Mapping[str, object], author_id: str) -> str:
    profile, program = json_values.part(message, "user_profile"), json_values.part(message, "bot_profile")
    names = (
        message.get("username"),
        workspace.people.get(author_id),
        profile.get("display_name"),
        profile.get("real_name"),
        program.get("name"),
        author_id,
    )
    name = next((name for name in names if isinstance(name, str) and name.strip()), "")
    if not name:
        raise FieldError("It has no author.")
    return name
