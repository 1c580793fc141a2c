"""Messages, reactions, typing and threads, as the bot asks the tests' Discord for them."""

from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from typing import Any

from tests.servers.discord_errors import (
    Json,
    Refused,
    Violation,
    form_errors,
    invalid,
    missing_access,
    missing_permissions,
    unknown_channel,
    unknown_message,
)
from tests.servers.discord_limits import (
    EDIT,
    MESSAGE,
    check_message,
    is_empty,
    known_keys,
    listed,
    snowflake,
    text,
    whole,
)
from tests.servers.discord_objects import (
    COMMAND,
    CONTEXT_COMMAND,
    DEFAULT,
    FORUM,
    NEWS,
    REPLY,
    TEXT,
    VOICE,
    Attachment,
    Channel,
    Message,
    Reference,
    message_json,
    time_of,
)
from tests.servers.discord_permissions import may
from tests.servers.discord_records import Records, changed_of, sent_of
from tests.servers.discord_voice import VOICE_MESSAGE, Upload, check_voice
from tests.servers.discord_world import CONTENT, World

_ENFORCED = 5 * 60
_OLD = 14 * 24 * 60 * 60
_LARGEST = 10 * 1024 * 1024
_ABOUT_FILE = frozenset("id filename title description duration_secs waveform is_spoiler".split())
_LASTING = (60, 1440, 4320, 10080)
_WRITTEN = (DEFAULT, REPLY, COMMAND, CONTEXT_COMMAND)


@dataclass
class Call:
    """A request: the parts of its path, its query, its form, its files."""

    method: str
    route: str
    path: dict[str, str]
    query: dict[str, str] = field(default_factory=dict)
    data: Any = field(default_factory=dict)
    files: dict[str, Upload] = field(default_factory=dict)

    def number(self, name: str) -> int:
        """A number in the path."""
        return snowflake(self.path[name], name)

    @property
    def form(self) -> Json:
        """The form, which must be an object."""
        if not isinstance(self.data, dict):
            raise Violation(f"{self.method} {self.route}: the form is no object")
        return self.data


class Messages:
    """What the bot may do with messages and threads, and what it has done."""

    def __init__(self, world: World, records: Records) -> None:
        self._world = world
        self._records = records
        # Whether bots have to wait where a channel is slow; at Discord they have not.
        self.slow_mode_counts_for_bots = False
        # Whether the application may read everybody's messages.
        self.privileged: Callable[[], int] = lambda: CONTENT
        self._nonces: dict[tuple[int, str], Message] = {}
        self._last_sent: dict[int, float] = {}

    # What is there, and what the bot may

    def channel(self, call: Call, name: str = "channel") -> Channel:
        """The channel of a request, which the bot must see."""
        found = self._world.channels.get(call.number(name))
        if found is None or (found.guild and not found.guild.joined):
            raise unknown_channel()
        if not self._world.visible(found):
            raise missing_access()
        return found

    def may(self, channel: Channel, *names: str) -> bool:
        """Whether the bot may do that there."""
        return may(channel, self._world.bot, self._world.clock.now(), *names)

    def need(self, channel: Channel, *names: str) -> None:
        """The bot must be allowed to do that there."""
        if not self.may(channel, *names):
            raise missing_permissions()

    def message(self, call: Call, *, read: bool = True) -> Message:
        """The message of a request, which must be one for everybody; ``read``: and the bot must be able to read it."""
        channel = self.channel(call)
        if read and not self.may(channel, "read_message_history"):
            raise missing_access()
        found = channel.messages.get(call.number("message"))
        if found is None or found.ephemeral:
            raise unknown_message()
        return found

    def json(self, message: Message) -> Json:
        """A message as the bot is shown it when it asks for it."""
        return message_json(message, self._world.bot, content=bool(self.privileged() & CONTENT))

    # Sending

    def send(self, call: Call) -> Json:
        """POST messages."""
        data, channel = call.form, self.channel(call)
        check_message(data, MESSAGE)
        if channel.type not in (TEXT, NEWS, VOICE) and not channel.thread and not channel.user:
            raise Refused(400, 50008, "Cannot send messages in a non-text channel")
        self._may_write(channel, data, call)
        attachments = self.attachments(channel, call)
        if is_empty(data.get("content") or "", data, len(attachments)):
            raise Violation("Cannot send an empty message", code=50006)
        if (earlier := self._earlier(channel, data)) is not None:
            return self._echo(earlier)
        reference = self._reference(channel, data.get("message_reference"))
        self._wait_where_it_is_slow(channel)
        message = self._written(channel, data, reference, attachments)
        self._world.post(message)
        if message.nonce is not None:
            self._nonces[channel.id, str(message.nonce)] = message
        self._records.sent.append(sent_of(message, data, self._world.clock.now()))
        return self._echo(message)

    def _echo(self, message: Message) -> Json:
        return self.json(message) | ({"nonce": message.nonce} if message.nonce is not None else {})

    def _may_write(self, channel: Channel, data: Json, call: Call) -> None:
        if channel.user and channel.user.private_refusal:
            raise Refused(403, channel.user.private_refusal, "Cannot send messages to this user")
        self.need(channel, "send_messages_in_threads" if channel.thread else "send_messages")
        if data.get("embeds"):
            self.need(channel, "embed_links")
        if call.files:
            self.need(channel, "attach_files")
        if (data.get("flags") or 0) & VOICE_MESSAGE:
            if not self.may(channel, "send_voice_messages"):
                raise Refused(403, 50173, "Cannot send voice messages in this channel")
            check_voice(data, list(call.files.values()))
        if channel.thread and channel.thread.locked and not self.may(channel, "manage_threads"):
            if channel.thread.archived:
                raise _archived()
            raise Refused(400, 160005, "Thread is locked")

    def attachments(self, channel: Channel, call: Call, kept: Collection[int] = ()) -> list[Attachment]:
        """The files that came with a request, each named in its form, which also names those that are ``kept``."""
        told = {str(one.get("id")): one for one in listed(call.form, "attachments", 10)}
        came = {name.removeprefix("files[").removesuffix("]"): upload for name, upload in call.files.items()}
        new = told.keys() - {str(number) for number in kept}
        if told and new != came.keys():
            raise Violation(f"attachments: told of {sorted(new)}, and {sorted(came)} came")
        return [self._attached(channel, told.get(number, {}), upload) for number, upload in came.items()]

    def _attached(self, channel: Channel, about: Json, upload: Upload) -> Attachment:
        known_keys(about, _ABOUT_FILE, "attachment")
        if len(upload.content) > _LARGEST:
            raise Refused(413, 40005, "Request entity too large")
        told = ("description", *(("duration_secs", "waveform") if upload.is_audio else ()))
        more = {key: about[key] for key in told if about.get(key)}
        return self._world.attach(channel, about.get("filename") or upload.name, upload.content, **more)

    def _earlier(self, channel: Channel, data: Json) -> Message | None:
        if not data.get("enforce_nonce"):
            return None
        earlier = self._nonces.get((channel.id, str(data["nonce"])))
        if earlier and self._world.clock.now() - time_of(earlier.id) < _ENFORCED:
            return earlier
        return None

    def _reference(self, channel: Channel, given: object) -> Reference | None:
        if given is None:
            return None
        if not isinstance(given, dict):
            raise invalid("message_reference", "DICT_TYPE_CONVERT", "Only dictionaries may be used in a DictType.")
        known_keys(given, frozenset("type message_id channel_id guild_id fail_if_not_exists".split()), "reference")
        if given.get("type", 0) != 0:
            raise Violation("forwarded messages are not known here")
        number = snowflake(given.get("message_id"), "message_reference.message_id")
        if given.get("channel_id") is not None and int(given["channel_id"]) != channel.id:
            raise _bad_reference("MESSAGE_REFERENCE_CHANNEL_MISMATCH", "Cannot reply to a message in another channel")
        if not self.may(channel, "read_message_history"):
            raise Refused(403, 160002, "Cannot reply without permission to read message history")
        original = channel.messages.get(number)
        if original is None or original.ephemeral:
            if given.get("fail_if_not_exists", True):
                raise _bad_reference("REPLIES_UNKNOWN_MESSAGE", "Unknown message")
            return None
        if original.type not in _WRITTEN:
            raise _bad_reference("REPLIES_CANNOT_REPLY_TO_SYSTEM_MESSAGE", "Cannot reply to a system message")
        return Reference(channel, number)

    def _wait_where_it_is_slow(self, channel: Channel) -> None:
        now = self._world.clock.now()
        left = self._last_sent.get(channel.id, 0.0) + channel.slow_mode - now
        if self.slow_mode_counts_for_bots and left > 0:
            message = "This action cannot be performed due to slowmode rate limit."
            raise Refused(429, 20016, message, retry_after=round(left, 3), **{"global": False})
        self._last_sent[channel.id] = now

    def _written(self, channel: Channel, data: Json, reference: Reference | None, files: list[Attachment]) -> Message:
        allowed = data.get("allowed_mentions")
        return self._world.write(
            channel,
            self._world.bot,
            (data.get("content") or "").strip(),
            reply_to=reference,
            ping=allowed is None or bool(allowed.get("replied_user")),
            allowed=allowed,
            embeds=data.get("embeds") or [],
            components=data.get("components") or [],
            attachments=files,
            flags=data.get("flags") or 0,
            tts=bool(data.get("tts")),
            nonce=data.get("nonce"),
        )

    # Changing and deleting

    def edit(self, call: Call) -> Json:
        """PATCH a message."""
        data = call.form
        check_message(data, EDIT, flags=1 << 2)
        message = self.message(call, read=False)
        if message.author is not self._world.bot:
            raise Refused(403, 50005, "Cannot edit a message authored by another user")
        self._still_open(message.channel)
        if message.flags & VOICE_MESSAGE:
            raise Violation("Voice messages cannot be edited.", code=50162)
        kept = [one.id for one in message.attachments]
        self.fill(message, data, self.attachments(message.channel, call, kept))
        self._records.edits.append(changed_of(message, data, self._world.clock.now()))
        return self.json(message)

    def fill(self, message: Message, data: Json, files: list[Attachment], **more: Any) -> None:  # noqa: ANN401
        """Change a message of the bot's to what a form says."""
        after = dict(more)
        if "content" in data:
            after["content"] = (data["content"] or "").strip()
            after |= self._calls(message, after["content"], data)
        for key in ("embeds", "components"):
            if key in data:
                after[key] = data[key] or []
        if files or "attachments" in data:
            kept = {str(one.get("id")) for one in data.get("attachments") or ()}
            after["attachments"] = [one for one in message.attachments if str(one.id) in kept] + files
        told = {key: after.get(key, getattr(message, key)) for key in ("embeds", "components")}
        attached = after.get("attachments", message.attachments)
        if is_empty(after.get("content", message.content), told, len(attached)):
            raise Violation("Cannot send an empty message", code=50006)
        self._world.change(message, **{"edited": self._world.clock.now()} | after)

    def _calls(self, message: Message, content: str, data: Json) -> Json:
        """Whom a message calls when it has been changed; who is answered by it is called as before."""
        called = self._world.called(content, message.channel, self._world.bot, data.get("allowed_mentions"))
        kept = [user for user in message.mentions if user.mention not in message.content]
        users = list(dict.fromkeys([*called.users, *kept]))
        return {"mentions": users, "roles": list(called.roles), "everyone": called.everyone}

    def delete(self, call: Call) -> None:
        """DELETE a message."""
        message = self.message(call, read=False)
        if message.author is not self._world.bot:
            if message.channel.user:
                raise Refused(403, 50003, "Cannot execute action on a DM channel")
            self.need(message.channel, "manage_messages")
        self._still_open(message.channel)
        self._world.remove([message])
        self._records.deleted.append((message.channel.id, message.id))

    def delete_many(self, call: Call) -> None:
        """POST bulk-delete."""
        known_keys(call.form, frozenset(("messages",)), "bulk-delete")
        channel = self.channel(call)
        numbers = [snowflake(each, "messages") for each in listed(call.form, "messages", 100)]
        if len(numbers) < 2:
            raise Violation("Provided too few or too many messages to delete.", code=50016)
        self.need(channel, "manage_messages")
        if any(self._world.clock.now() - time_of(number) > _OLD for number in numbers):
            raise Refused(400, 50034, "A message provided was too old to bulk delete")
        self._world.remove([channel.messages[number] for number in numbers if number in channel.messages], bulk=True)
        self._records.deleted += [(channel.id, number) for number in numbers]

    @staticmethod
    def _still_open(channel: Channel) -> None:
        if channel.thread and channel.thread.archived:
            raise _archived()

    # Reading

    def get(self, call: Call) -> Json:
        """GET a message."""
        return self.json(self.message(call))

    def history(self, call: Call) -> list[Json]:
        """GET messages, the newest first."""
        channel, query = self.channel(call), call.query
        if len(query.keys() & {"before", "after", "around"}) > 1:
            raise Violation("before, after and around exclude one another")
        limit = int(query.get("limit", "50"))
        if not 1 <= limit <= 100:
            raise invalid("limit", "NUMBER_TYPE_MAX", "int value should be from 1 to 100.")
        if not self.may(channel, "read_message_history"):
            return []
        found = channel.history
        if "before" in query:
            found = [one for one in found if one.id < snowflake(query["before"], "before")][-limit:]
        elif "after" in query:
            found = [one for one in found if one.id > snowflake(query["after"], "after")][:limit]
        elif "around" in query:
            middle = snowflake(query["around"], "around")
            older = [one for one in found if one.id < middle][-(limit // 2) :]
            newer = [one for one in found if one.id >= middle][: limit - limit // 2]
            found = older + newer
        return [self.json(one) for one in reversed(found[-limit:] if query.keys() <= {"limit"} else found)]

    # Reactions and typing

    def react(self, call: Call) -> None:
        """PUT a reaction of the bot's."""
        message, emoji = self.message(call), _emoji(call)
        if not message.reactions.get(emoji):
            self.need(message.channel, "add_reactions")
        self._still_open(message.channel)
        if emoji not in message.reactions and len(message.reactions) >= 20:
            raise Refused(400, 30010, "Maximum number of reactions reached (20)")
        self._world.react(message, self._world.bot, emoji)
        self._records.reactions.append((message.channel.id, message.id, emoji, True))

    def unreact(self, call: Call) -> None:
        """DELETE a reaction, of the bot's or of somebody else."""
        message, emoji = self.message(call), _emoji(call)
        user = self._world.bot
        if call.path.get("user", "@me") != "@me":
            self.need(message.channel, "manage_messages")
            user = self._world.users.get(call.number("user"), user)
        self._still_open(message.channel)
        if user not in message.reactions.get(emoji, []):
            raise Refused(404, 10014, "Unknown Emoji")
        self._world.unreact(message, user, emoji)
        self._records.reactions.append((message.channel.id, message.id, emoji, False))

    def reactors(self, call: Call) -> list[Json]:
        """GET who reacted."""
        users = sorted(self.message(call).reactions.get(_emoji(call), []), key=lambda user: user.id)
        after = int(call.query.get("after", "0"))
        return [user.json for user in users if user.id > after][: int(call.query.get("limit", "25"))]

    def typing(self, call: Call) -> None:
        """POST typing."""
        channel = self.channel(call)
        if channel.user and channel.user.private_refusal:
            raise Refused(403, channel.user.private_refusal, "Cannot send messages to this user")
        if channel.type == FORUM:
            raise Refused(400, 50008, "Cannot send messages in a non-text channel")
        self.need(channel, "send_messages_in_threads" if channel.thread else "send_messages")
        self._records.typing.append((channel.id, self._world.clock.now()))

    # Threads

    def open_from(self, call: Call) -> Json:
        """POST a thread that is opened from a message."""
        name, lasting, slow = _thread_fields(
            call.form, frozenset(("name", "auto_archive_duration", "rate_limit_per_user"))
        )
        message = self.message(call)
        channel = message.channel
        if channel.type not in (TEXT, NEWS):
            raise Refused(400, 50024, "Cannot execute action on this channel type")
        self.need(channel, "create_public_threads")
        if message.type not in _WRITTEN:
            raise Refused(400, 50021, "Cannot execute action on a system message")
        if message.thread and not message.thread.deleted:
            raise Refused(400, 160004, "A thread has already been created for this message")
        thread = self._world.open_thread(
            channel, self._world.bot, name, message, auto_archive=lasting, slow_mode=slow
        )  # fmt: skip
        self._records.threads.append(thread)
        return thread.json

    def open_thread(self, call: Call) -> Json:
        """POST a thread without a message, or a post in a forum."""
        channel, form = self.channel(call), call.form
        if channel.type == FORUM:
            return self._open_post(call, channel)
        known = frozenset(("name", "auto_archive_duration", "rate_limit_per_user", "type", "invitable"))
        name, lasting, slow = _thread_fields(form, known)
        kind = whole(form, "type", 10, 12) or 12
        self.need(channel, "create_private_threads" if kind == 12 else "create_public_threads")
        thread = self._world.open_thread(
            channel, self._world.bot, name, type=kind, auto_archive=lasting, slow_mode=slow
        )  # fmt: skip
        self._records.threads.append(thread)
        return thread.json

    def _open_post(self, call: Call, forum: Channel) -> Json:
        known = frozenset("name auto_archive_duration rate_limit_per_user message applied_tags type".split())
        name, _, _ = _thread_fields(call.form, known)
        data = call.form.get("message") or {}
        check_message(data, MESSAGE)
        self.need(forum, "send_messages")
        if is_empty(data.get("content") or "", data, len(call.files)):
            raise Violation("Cannot send an empty message", code=50006)
        thread = self._world.open_post(
            forum, self._world.bot, name, lambda thread, _: self._written(thread, data, None, [])
        )
        message = thread.messages[thread.id]
        self._records.threads.append(thread)
        self._records.sent.append(sent_of(message, data, self._world.clock.now()))
        return thread.json | {"message": self.json(message)}

    def change_thread(self, call: Call) -> Json:
        """PATCH a channel; of threads only, as the bot manages no channels."""
        channel = self.channel(call)
        known = frozenset("name archived auto_archive_duration locked invitable rate_limit_per_user".split())
        known_keys(call.form, known, "thread")
        if not channel.thread:
            raise Violation("channels are not changed here")
        form = call.form
        if form.keys() - {"archived"} or channel.thread.owner is not self._world.bot:
            alone = channel.thread.owner is self._world.bot and not form.keys() & {"locked", "rate_limit_per_user"}
            if not alone and not (form == {"archived": False} and self.may(channel, "send_messages_in_threads")):
                self.need(channel, "manage_threads")
        if channel.thread.locked and not self.may(channel, "manage_threads"):
            raise _archived()
        names = {"auto_archive_duration": "auto_archive", "rate_limit_per_user": "slow_mode"}
        fields = {names.get(key, key): value for key, value in form.items() if key != "invitable"}
        self._world.change_thread(channel, **fields)
        return channel.json

    def join(self, call: Call) -> None:
        """PUT the bot into a thread."""
        thread = self.channel(call)
        if not thread.thread:
            raise Refused(400, 50024, "Cannot execute action on this channel type")
        self._still_open(thread)
        self._world.join_thread(thread, self._world.bot)

    def archived(self, call: Call) -> Json:
        """GET the archived threads of a channel."""
        channel = self.channel(call)
        if not self.may(channel, "read_message_history"):
            raise missing_access()
        assert channel.guild
        threads = [
            one for one in channel.guild.threads.values()
            if one.thread and one.thread.parent is channel and one.thread.archived
        ]  # fmt: skip
        return {"threads": [one.json for one in threads], "members": [], "has_more": False}

    def active(self, call: Call) -> Json:
        """GET the threads of a guild that are not archived."""
        guild = self._world.guilds.get(call.number("guild"))
        if guild is None or not guild.joined:
            raise Refused(404, 10004, "Unknown Guild")
        threads = [
            one for one in guild.threads.values() if one.thread and not one.thread.archived and self._world.visible(one)
        ]
        return {"threads": [one.json for one in threads], "members": []}


def _archived() -> Refused:
    return Refused(400, 50083, "Thread is archived")


def _bad_reference(code: str, message: str) -> Refused:
    return Refused(400, 50035, "Invalid Form Body", errors=form_errors("message_reference", code, message))


def _emoji(call: Call) -> str:
    emoji = call.path["emoji"]
    if emoji.isascii() and not emoji.rpartition(":")[2].isdigit():
        raise Violation("Unknown Emoji", code=10014)
    return emoji


def _thread_fields(form: Json, known: frozenset[str]) -> tuple[str, int, int]:
    known_keys(form, known, "thread")
    name = text(form, "name", 100, shortest=1)
    lasting = form.get("auto_archive_duration") or 1440
    if lasting not in _LASTING:
        raise invalid("auto_archive_duration", "BASE_TYPE_CHOICES", f"Value must be one of {_LASTING}.")
    return name.strip(), lasting, whole(form, "rate_limit_per_user", 0, 21600) or 0
