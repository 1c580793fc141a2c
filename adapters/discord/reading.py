"""What was written on Discord → what arrived for the twin; None for all that is none of its business."""

import time
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import discord

from adapters.discord.addresses import PLATFORM, Private, Room, account
from adapters.discord.asker import Askers
from adapters.discord.attachments import Attachments
from adapters.discord.calling import Calling, answered, is_human
from adapters.discord.line import Line
from adapters.discord.manners import Manners
from adapters.discord.members import Members
from adapters.discord.names import NamesThere
from adapters.discord.places import Channel, Places, guild_of, is_there, place_of
from adapters.discord.wording import Me, commanded, named, wording
from twin.knowledge import Audience
from twin.message import Arrival, Closed, Contact, Conversation, Deletion, Edit, Feedback, Message, enclosing

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_VALUES = {"👍": 1, "👎": -1}
# The shades of a hand, and what asks for its coloured picture.
_SHADES = dict.fromkeys([0xFE0F, *range(0x1F3FB, 0x1F400)])
_MOST = 5000


class Reader:
    """Reads messages as the bot that they were written to."""

    def __init__(
        self, line: Line, attachments: Attachments, members: Members, askers: Askers, manners: Manners
    ) -> None:
        self._line = line
        self._attachments = attachments
        self._members = members
        self._askers = askers
        self._manners = manners
        self._calling = Calling(line, askers)
        self._places = Places(line)
        # What was written to the twin where it is open to nobody: that is kept, so that it can be taken back as well.
        self._strays: OrderedDict[int, None] = OrderedDict()

    async def message(self, written: discord.Message, *, unasked: bool = False) -> Message | None:
        """The message, if it is meant for the twin and says anything; ``unasked``: also if it is meant for nobody.

        Raises NotNow, or InDoubt, if Discord has to be asked something and does not answer, and whatever an odd message
        does to the reading.
        """
        channel = await self._channel(written) if is_human(written) else None
        if channel is None:
            return None
        me, group = self._me(written.guild), guild_of(written) is not None
        addressed = not group or await self._calling.heard(written, channel, me)
        if not addressed and not unasked:
            return None
        message = self._bare(written, channel)
        if addressed and not self._reads(message.conversation):
            self._note_stray(written.id)
        content = _content(written, channel)
        files = await self._attachments.of(written)
        if not (content or files.kind or files.text):
            return None
        text, command = wording(content, _names(written), me), ""
        if group:
            self._askers.note(written.id, written.author.id)
        else:
            command, text = commanded(text)
        return replace(
            message,
            text="\n\n".join(part for part in (text, files.text) if part),
            attachment=files.kind,
            command=command,
            reply_to="" if group else str(answered(written) or ""),
            forwarded=bool(written.message_snapshots),
            roles=await self._members.of(written),
            unasked=not addressed,
            sound=files.sound,
        )

    async def edit(self, written: discord.Message) -> Edit | None:
        """The message as it reads after its author has changed it; None if nobody has, or it never was for the twin.

        Nor is any where the twin is open to nobody. Raises as ``message`` does.
        """
        if written.edited_at is None or not is_human(written):
            return None
        event = f"{event_of(written.id)}/edit/{(written.edited_at - _EPOCH) // timedelta(milliseconds=1)}"
        channel = await self._channel(written)
        if channel is None:
            return None
        bare = replace(self._bare(written, channel), event=event)
        if not self._minds(bare.conversation, written.id):
            return None
        # What was asked of nobody in particular may still be answered.
        watched = not self._manners.watched.isdisjoint(enclosing(bare.conversation.key))
        message = await self.message(written, unasked=watched)
        if message is not None:
            return Edit(replace(message, event=event), addressed=not message.unasked)
        # It may have been a question to the twin before. What it says now, among strangers, is not kept.
        return Edit(bare, addressed=False) if bare.conversation.group else None

    async def deletions(self, message_ids: Sequence[int], channel: int, guild: int | None) -> list[Deletion]:
        """Messages that were taken back, in every conversation that they may belong to. Raises NotNow, InDoubt.

        Those of strangers, where the twin is open to nobody, are none of its business.
        """
        if guild is None:
            place, threads = await self._places.private(channel), False
        else:
            found = await self._places.channel(channel, self._line.client.get_guild(guild))
            place = None if found is None else place_of(found, guild, None)
            threads = found is not None and self._threads(found)
        if place is None:
            return []
        deletions = []
        for id_ in (each for each in message_ids if self._minds(place, each)):
            event, references = f"{event_of(id_)}/deleted", (str(id_),)
            deletions.append(Deletion(event, place, references))
            if threads:
                # A question in a channel belongs to the thread that is opened from it.
                thread = replace(place, key=f"{place.key}/{id_}")
                deletions.append(Deletion(f"{event}/{id_}", thread, references))
        return deletions

    def feedback(self, event: discord.RawReactionActionEvent, *, given: bool) -> Feedback | None:
        """What somebody lets know by a thumb up or down, or takes back; None for other emoji, and what bots do."""
        value = None if event.emoji.id else _VALUES.get(event.emoji.name.translate(_SHADES))
        me = self._user
        bot = event.user_id == me or (event.member is not None and event.member.bot)
        # Whose message it is, is told of what is given, not of what is taken back.
        if value is None or bot or event.message_author_id not in (None, me):
            return None
        name = named(event.member.display_name) if event.member is not None else ""
        if event.guild_id is None:
            where = Private(event.user_id)
            place = Conversation(where.key, where.place, name, address=str(event.channel_id))
        else:
            guild = self._line.client.get_guild(event.guild_id)
            channel = None if guild is None else guild.get_channel_or_thread(event.channel_id)
            if channel is None:
                return None
            place = place_of(channel, event.guild_id, None)
        return Feedback(
            f"{event_of(event.message_id)}/{event.user_id}/{event.emoji.name}/{time.time_ns()}",
            place,
            Contact(account(event.user_id), name, Audience.PUBLIC),
            str(event.message_id),
            value if given else 0,
        )

    @property
    def _user(self) -> int:
        user = self._line.client.user
        if user is None:
            raise LookupError("The client has not logged in.")
        return user.id

    def _me(self, guild: discord.Guild | None) -> Me:
        role = guild.self_role if guild is not None else None
        return Me(self._user, None if role is None else role.id)

    async def _channel(self, written: discord.Message) -> Channel | None:
        """Where it was written; None where the twin does not talk, or while the server is not there."""
        if isinstance(written.channel, discord.GroupChannel) or not is_there(written):
            return None
        if isinstance(written.channel, discord.PartialMessageable) and written.guild is not None:
            return await self._places.channel(written.channel.id, written.guild)
        return written.channel

    def _threads(self, channel: Channel) -> bool:
        """Whether questions there are answered in threads of their own."""
        return self._manners.threads and isinstance(channel, discord.TextChannel)

    def _reads(self, place: Conversation) -> bool:
        """Whether the twin reads along there, or is written to in private."""
        manners, around = self._manners, enclosing(place.key)
        return (
            not place.group
            or manners.opened(place.key)
            or not manners.watched.isdisjoint(around)
            or not set(manners.desks()).isdisjoint(around)
        )

    def _minds(self, place: Conversation, message: int) -> bool:
        """Whether what becomes of a message there concerns the twin."""
        return message in self._strays or self._reads(place)

    def _note_stray(self, message: int) -> None:
        self._strays[message] = None
        if len(self._strays) > _MOST:
            self._strays.popitem(last=False)

    def _bare(self, written: discord.Message, channel: Channel) -> Message:
        """The message without what it says."""
        question = written.id if self._threads(channel) else None
        place = place_of(channel, guild_of(written), written.author, question=question)
        if not place.group:
            self._places.note(written.channel.id, place)
        return Message(
            event=event_of(written.id),
            conversation=place,
            sender=person(written.author),
            text="",
            sent_at=written.created_at,
            reference=str(written.id),
        )


def _names(written: discord.Message) -> NamesThere:
    """What the people, roles and channels that a message mentions are called, as its author is shown them."""
    named = ((user.id, user.display_name) for user in written.mentions)
    return NamesThere(written.guild, written.channel.id, written.author, named)


def event_of(id_: int) -> str:
    """The name for good of the arrival of a message, or of an interaction."""
    return f"{PLATFORM}/{id_}"


def gone(channel: int, parent: int | None, guild: int) -> list[Arrival]:
    """What it means that a channel was deleted, or a thread of the channel ``parent``: nothing in it was ever said."""
    room = Room(guild, channel) if parent is None else Room(guild, parent, channel)
    place = Conversation(room.key, room.place, group=True)
    event = f"{event_of(channel)}/gone"
    return [Deletion(event, place, ()), Closed(f"{event}/closed", place, open=False)]


def person(user: discord.abc.User) -> Contact:
    """Who somebody is, by the name that is shown there."""
    return Contact(account(user.id), named(user.display_name) or named(user.name), Audience.PUBLIC)


def _content(written: discord.Message, channel: Channel) -> str:
    """What it says: of a forum's post with its title, of what is forwarded what that said."""
    said = [written.content, *(snapshot.content for snapshot in written.message_snapshots)]
    if isinstance(channel, discord.Thread) and channel.id == written.id:
        said.insert(0, named(channel.name))
    return "\n\n".join(text for text in said if text)
