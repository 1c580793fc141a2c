"""A question to nobody in particular, and what makes that it needs no answer."""

from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import discord

from adapters.discord.calling import answered, is_human
from adapters.discord.channels import is_watched
from adapters.discord.manners import Manners
from adapters.discord.questions import asks, is_command, is_over, length

# What somebody writes beyond so many messages neither belongs to their question nor postpones it.
_MOST = 20
# Whoever puts one of these under a question says that it is done with.
_DONE = frozenset("✅☑✔")


@dataclass(slots=True)
class OpenQuestion:
    """What somebody asks in a channel, by the numbers of their messages: those that ask, with how many words each of
    them has, and all that they wrote since, up to a limit.

    ``due`` is when it has waited long enough, by the loop's clock, ``failures`` how often nobody could tell whether it
    still waits.
    """

    author: discord.User | discord.Member
    channel: "discord.abc.MessageableChannel"
    asking: dict[int, int] = field(default_factory=dict)
    wrote: set[int] = field(default_factory=set)
    due: float = 0.0
    failures: int = 0

    @property
    def question(self) -> int:
        """The message of the most words: neither "can somebody help me?" nor "anybody?" says what is asked."""
        return max(self.asking, key=lambda each: (self.asking[each], -each))

    @property
    def first(self) -> int:
        """The message that it began with."""
        return min(self.wrote)

    @property
    def last(self) -> int:
        """What they wrote last."""
        return max(self.wrote)

    def add(self, written: discord.Message, *, asking: bool) -> bool:
        """They wrote this, too; whether that belongs to what they ask."""
        if written.id not in self.wrote and len(self.wrote) >= _MOST:
            return False
        self.wrote.add(written.id)
        self.author = written.author
        if asking:
            self.asking[written.id] = length(wording(written))
        return True

    def forget(self, message_ids: AbstractSet[int]) -> bool:
        """These messages are gone; whether it is still asked."""
        for message in self.asking.keys() & message_ids:
            del self.asking[message]
        return bool(self.asking)

    def waits_until(self, patience: timedelta) -> datetime:
        """When it has waited long enough: for ``patience`` since they wrote last, or twice that since they began.

        Who goes on writing does not put it off for ever.
        """
        first, last = map(discord.utils.snowflake_time, (self.first, self.last))
        return min(first + 2 * patience, last + patience)

    def is_settled_by(self, written: discord.Message, patience: timedelta) -> bool:
        """Whether it needs no answer of the twin's since this was written, be it an answer or not.

        People who talk there within ``patience`` would hardly like to have the twin cut in on them. What bots say
        counts only if they say it to this.
        """
        here = written.channel.id == self.channel.id and written.id >= self.first
        if written.author.id == self.author.id:
            return here and (is_over(written.content) or self._is_to_others(written))
        # A thread has the number of the message that it hangs on; so has a post, of the one that opens it.
        if written.channel.id in self.wrote:
            return True
        if not here:
            return False
        metadata = written.interaction_metadata
        if answered(written) in self.wrote or (metadata is not None and metadata.user.id == self.author.id):
            return True
        asked_at = discord.utils.snowflake_time(self.last)
        return is_human(written) and discord.utils.snowflake_time(written.id) <= asked_at + patience

    def _is_to_others(self, written: discord.Message) -> bool:
        return answered(written) not in self.wrote and is_to_somebody(written)


def is_question(written: discord.Message, manners: Manners) -> bool:
    """Whether somebody asks something, and nobody in particular: in a watched channel, or by a post in a forum."""
    if not is_human(written) or written.message_snapshots or not _is_place(written, manners):
        return False
    text = wording(written)
    return not is_to_somebody(written) and not is_command(written.content) and asks(text)


def is_to_somebody(written: discord.Message) -> bool:
    """Whether it mentions or answers anybody but who wrote it."""
    author = written.author.id
    if written.mention_everyone or written.role_mentions or any(user.id != author for user in written.mentions):
        return True
    if answered(written) is None or written.reference is None:
        return False
    return not isinstance(to := written.reference.resolved, discord.Message) or to.author.id != author


def is_done_with(written: discord.Message) -> bool:
    """Whether a reaction says so."""
    return any(str(each.emoji)[:1] in _DONE and each.count > each.me for each in written.reactions)


def is_closed(written: discord.Message) -> bool:
    """Whether nobody is to write any more where it stands."""
    channel = written.channel
    return isinstance(channel, discord.Thread) and (channel.locked or channel.archived)


def wording(written: discord.Message) -> str:
    """What it says; of a post also its title."""
    channel = written.channel
    if isinstance(channel, discord.Thread) and channel.id == written.id:
        return f"{channel.name}\n\n{written.content}"
    return written.content


def _is_place(written: discord.Message, manners: Manners) -> bool:
    channel = written.channel
    if isinstance(channel, discord.TextChannel):
        return not channel.is_news() and is_watched(channel, manners)
    if not isinstance(channel, discord.Thread) or channel.id != written.id:
        return False
    parent = channel.parent
    return isinstance(parent, discord.ForumChannel) and not parent.is_media() and is_watched(channel, manners)
