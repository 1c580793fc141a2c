"""Interactions of the tests' Discord: commands, buttons and forms that people use, and how the bot answers them."""

import asyncio
import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from tests.servers.discord_errors import Json, Refused, Violation, unknown_message
from tests.servers.discord_limits import (
    EPHEMERAL,
    FOLLOW_UP,
    RESPONSE,
    check_message,
    check_modal,
    is_empty,
    known_keys,
)
from tests.servers.discord_messages import Call, Messages
from tests.servers.discord_objects import (
    COMMAND,
    CONTEXT_COMMAND,
    LOADING,
    REPLY,
    Channel,
    Message,
    Reference,
    User,
    message_json,
)
from tests.servers.discord_permissions import permissions
from tests.servers.discord_records import Records, changed_of, sent_of
from tests.servers.discord_world import World

USED, PRESSED, SUBMITTED = 2, 3, 5
_MESSAGE, _DEFERRED, _DEFERRED_UPDATE, _UPDATE, _MODAL = 4, 5, 6, 7, 9
_SHOWN_FLAGS = 1 << 2 | 1 << 12 | EPHEMERAL
_EXPIRES = 15 * 60


@dataclass(eq=False)
class Interaction:
    """Something that somebody asked of the bot, and what they were shown for it."""

    id: int
    type: int
    user: User
    channel: Channel
    data: Json
    created: float
    # Where the button was, or what opened the form.
    message: Message | None = None
    token: str = field(default_factory=lambda: "aW50ZXJhY3Rpb246" + secrets.token_urlsafe(120))
    # How the bot answered first.
    callback: int | None = None
    # The answer; of a button that changes its message, that message.
    original: Message | None = None
    follow_ups: list[Message] = field(default_factory=list)
    # The form that was opened.
    modal: Json | None = None
    # Whether the person was told that the application did not respond.
    failed: bool = False

    @property
    def acknowledged(self) -> bool:
        """Whether the bot has answered at all."""
        return self.callback is not None

    @property
    def thinking(self) -> bool:
        """Whether the person is shown that the bot is thinking."""
        return self.original is not None and self.original.loading

    @property
    def text(self) -> str | None:
        """What the person was answered; None: nothing yet."""
        if self.original is None or self.original is self.message or self.original.loading:
            return None
        return self.original.content

    async def settled(self, seconds: float = 10) -> "Interaction":
        """Until there is an answer, a form or a failure; raises TimeoutError."""
        until = asyncio.get_running_loop().time() + seconds
        while not self.failed and (not self.acknowledged or self.thinking):
            if asyncio.get_running_loop().time() > until:
                raise TimeoutError
            await asyncio.sleep(0.005)
        return self


class Interactions:
    """The open interactions, by their tokens."""

    def __init__(self, world: World, messages: Messages, records: Records) -> None:
        self._world = world
        self._messages = messages
        self._records = records
        # Seconds until the bot must have answered.
        self.patience = 3.0
        # After a quarter of an hour: 50027 (401) or 10015 (404), which Discord both answers at times.
        self.expired_as = 50027
        self.all: list[Interaction] = []
        self.failed: list[Interaction] = []
        self._by_token: dict[str, Interaction] = {}
        self._watching: set[asyncio.Task[None]] = set()

    # The people's side

    def begin(self, kind: int, user: User, channel: Channel, data: Json, message: Message | None = None) -> Interaction:
        """Somebody used, pressed or submitted something: tell the bot."""
        world = self._world
        made = Interaction(world.ids.next(), kind, user, channel, data, world.clock.now(), message)
        self.all.append(made)
        self._by_token[made.token] = made
        world.emit("INTERACTION_CREATE", 0, self._payload(made))
        watch = asyncio.get_running_loop().create_task(self._watch(made))
        self._watching.add(watch)
        watch.add_done_callback(self._watching.discard)
        return made

    async def _watch(self, interaction: Interaction) -> None:
        await asyncio.sleep(self.patience)
        if not interaction.acknowledged:
            self._fail(interaction)

    def _fail(self, interaction: Interaction) -> None:
        if not interaction.failed:
            interaction.failed = True
            self.failed.append(interaction)

    def stop(self) -> None:
        """Watch no longer."""
        for watch in self._watching:
            watch.cancel()

    def _payload(self, interaction: Interaction) -> Json:
        channel, user, now = interaction.channel, interaction.user, self._world.clock.now()
        guild, bot = channel.guild, self._world.bot
        allowed = str(permissions(channel, user, now))
        who: Json = {"user": user.json}
        where: Json = {"context": 1, "authorizing_integration_owners": {"0": "0"}}
        if guild:
            who = {"member": guild.members[user.id].json | {"permissions": allowed}}
            place = {"id": str(guild.id), "locale": guild.locale, "features": ["COMMUNITY"]}
            where = {
                "context": 0, "authorizing_integration_owners": {"0": str(guild.id)},
                "guild_id": str(guild.id), "guild": place, "guild_locale": guild.locale,
            }  # fmt: skip
        shown = {"message": message_json(interaction.message, bot)} if interaction.message else {}
        return {
            "id": str(interaction.id),
            "application_id": str(bot.id),
            "type": interaction.type,
            "token": interaction.token,
            "version": 1,
            "data": interaction.data,
            "channel_id": str(channel.id),
            "channel": channel.json | {"permissions": allowed},
            "app_permissions": str(permissions(channel, bot, now)),
            "locale": user.locale,
            "entitlements": [],
            "entitlement_sku_ids": [],
            "attachment_size_limit": 10 * 1024 * 1024,
            **who, **where, **shown,
        }  # fmt: skip

    # The first answer

    def callback(self, call: Call) -> Json | None:
        """POST the first answer, of which there is one."""
        interaction = self._by_token.get(call.path["token"])
        known_keys(call.form, frozenset(("type", "data")), "interaction")
        if interaction is None or interaction.id != call.number("interaction"):
            raise Refused(404, 10062, "Unknown interaction")
        if interaction.acknowledged:
            raise Refused(400, 40060, "Interaction has already been acknowledged.")
        if interaction.failed or self._world.clock.now() - interaction.created > self.patience:
            self._fail(interaction)
            raise Refused(404, 10062, "Unknown interaction")
        kind, data = call.form.get("type"), call.form.get("data") or {}
        self._check_kind(interaction, kind)
        self._respond(interaction, int(kind or 0), data, call)
        interaction.callback = kind
        if call.query.get("with_response") not in ("1", "true"):
            return None
        return self._responded(interaction)

    @staticmethod
    def _check_kind(interaction: Interaction, kind: object) -> None:
        possible = {_MESSAGE, _DEFERRED, _MODAL}
        if interaction.type == SUBMITTED:
            possible.discard(_MODAL)
        if interaction.message:
            possible |= {_DEFERRED_UPDATE, _UPDATE}
        if kind not in possible:
            raise Violation(f"callback {kind} does not answer an interaction of type {interaction.type}")

    def _respond(self, interaction: Interaction, kind: int, data: Json, call: Call) -> None:
        if kind == _MODAL:
            check_modal(data)
            interaction.modal = data
        elif kind == _DEFERRED:
            known_keys(data, frozenset(("flags",)), "deferred response")
            flags = int(data.get("flags") or 0)
            if flags & ~EPHEMERAL:
                raise Violation(f"flags {flags} for a deferred response")
            interaction.original = self._say(interaction, {"flags": flags | LOADING}, [])
        elif kind == _MESSAGE:
            check_message(data, RESPONSE, _SHOWN_FLAGS)
            interaction.original = self._sent(interaction, data, call)
        else:
            interaction.original = interaction.message
            if kind == _UPDATE:
                check_message(data, RESPONSE, 1 << 2)
                self._edited(interaction, interaction.original, data, call)
            elif data:
                raise Violation("a deferred update holds nothing")

    def _responded(self, interaction: Interaction) -> Json:
        about: Json = {"id": str(interaction.id), "type": interaction.type}
        answer: Json = {"interaction": about}
        if interaction.original:
            original = interaction.original
            about |= {
                "response_message_id": str(original.id),
                "response_message_loading": original.loading,
                "response_message_ephemeral": original.ephemeral,
            }
            answer["resource"] = {"type": interaction.callback, "message": self._messages.json(original)}
        return answer

    def _say(self, interaction: Interaction, data: Json, files: Sequence[Any]) -> Message:
        """A message that answers an interaction, as everybody or only the person sees it."""
        opened = interaction.message
        kind = COMMAND if interaction.type == USED and interaction.data["type"] == 1 else CONTEXT_COMMAND
        bot = self._world.bot
        metadata = {
            "id": str(interaction.id), "type": interaction.type, "user": interaction.user.json,
            "authorizing_integration_owners": {},
            **({"interacted_message_id": str(opened.id)} if opened and interaction.type == PRESSED else {}),
            **({"triggering_interaction_metadata": {"id": str(interaction.id), "type": PRESSED,
               "user": interaction.user.json, "authorizing_integration_owners": {}}}
               if interaction.type == SUBMITTED else {}),
        }  # fmt: skip
        message = self._world.write(
            interaction.channel, bot, (data.get("content") or "").strip(),
            allowed=data.get("allowed_mentions"), flags=data.get("flags") or 0, metadata=metadata,
            embeds=data.get("embeds") or [], components=data.get("components") or [], attachments=list(files),
            application=bot.id, webhook=bot.id, type=REPLY if opened else kind,
        )  # fmt: skip
        if opened and not opened.ephemeral:
            message.reference = Reference(opened.channel, opened.id)
        return self._world.post(message)

    def _sent(self, interaction: Interaction, data: Json, call: Call) -> Message:
        if is_empty(data.get("content") or "", data, len(call.files)):
            raise Violation("Cannot send an empty message", code=50006)
        message = self._say(interaction, data, self._messages.attachments(interaction.channel, call))
        self._records.sent.append(sent_of(message, data, self._world.clock.now(), interaction.id))
        return message

    def _edited(self, interaction: Interaction, message: Message | None, data: Json, call: Call) -> Message:
        if message is None or message.id not in message.channel.messages:
            raise unknown_message()
        loading = message.loading
        files = self._messages.attachments(message.channel, call, [one.id for one in message.attachments])
        now = self._world.clock.now()
        more: Json = {"flags": message.flags & ~LOADING} | ({"edited": None} if loading else {})
        self._messages.fill(message, data, files, **more)
        if loading:
            self._records.sent.append(sent_of(message, data, now, interaction.id))
        else:
            self._records.edits.append(changed_of(message, data, now, interaction.id))
        return message

    # Further answers, by the token

    def _of(self, call: Call) -> Interaction:
        interaction = self._by_token.get(call.path["token"])
        if interaction is None or call.number("webhook") != self._world.bot.id or not interaction.acknowledged:
            raise Refused(404, 10015, "Unknown Webhook")
        if self._world.clock.now() - interaction.created > _EXPIRES:
            if self.expired_as == 10015:
                raise Refused(404, 10015, "Unknown Webhook")
            raise Refused(401, 50027, "Invalid Webhook Token")
        return interaction

    def _message(self, interaction: Interaction, call: Call) -> Message:
        if call.path["message"] == "@original":
            found = interaction.original
        else:
            mine = [interaction.original, *interaction.follow_ups]
            found = next((one for one in mine if one and one.id == call.number("message")), None)
        if found is None or found.id not in found.channel.messages:
            raise unknown_message()
        return found

    def follow_up(self, call: Call) -> Json | None:
        """POST a further message; the first one takes the place of a deferred one."""
        interaction = self._of(call)
        check_message(call.form, FOLLOW_UP, _SHOWN_FLAGS)
        if interaction.thinking:
            message = self._edited(interaction, interaction.original, call.form, call)
        else:
            message = self._sent(interaction, call.form, call)
            interaction.follow_ups.append(message)
        return self._messages.json(message) if call.query.get("wait") in ("1", "true") else None

    def get(self, call: Call) -> Json:
        """GET an answer."""
        return self._messages.json(self._message(self._of(call), call))

    def edit(self, call: Call) -> Json:
        """PATCH an answer; a deferred one is answered by that."""
        interaction = self._of(call)
        check_message(call.form, RESPONSE, 1 << 2)
        message = self._message(interaction, call)
        return self._messages.json(self._edited(interaction, message, call.form, call))

    def delete(self, call: Call) -> None:
        """DELETE an answer."""
        message = self._message(self._of(call), call)
        self._world.remove([message])
        self._records.deleted.append((message.channel.id, message.id))
