"""What somebody may do in a channel of the tests' Discord: their roles, the channel's overwrites, a timeout."""

from tests.servers.discord_objects import Channel, Guild, User

_NAMES = {
    "kick_members": 1, "ban_members": 2, "administrator": 3, "manage_channels": 4, "manage_guild": 5,
    "add_reactions": 6, "view_channel": 10, "send_messages": 11, "send_tts_messages": 12, "manage_messages": 13,
    "embed_links": 14, "attach_files": 15, "read_message_history": 16, "mention_everyone": 17,
    "use_external_emojis": 18, "change_nickname": 26, "manage_nicknames": 27, "manage_roles": 28,
    "manage_webhooks": 29, "use_application_commands": 31, "manage_threads": 34, "create_public_threads": 35,
    "create_private_threads": 36, "send_messages_in_threads": 38, "moderate_members": 40, "send_voice_messages": 46,
    "send_polls": 49, "use_external_apps": 50, "pin_messages": 51,
}  # fmt: skip


def bits(*names: str) -> int:
    """These permissions as a number."""
    return sum(1 << _NAMES[name] for name in names)


ALL = (1 << 53) - 1
# What everybody may in a new guild.
EVERYONE = bits(
    *"view_channel send_messages embed_links attach_files read_message_history add_reactions mention_everyone"
    " use_external_emojis change_nickname use_application_commands create_public_threads create_private_threads"
    " send_messages_in_threads send_voice_messages send_polls".split()
)
# What is left to whom a moderator has timed out.
_SILENT = bits("view_channel", "read_message_history")
# What everybody may in private messages.
_PRIVATE = bits(
    *"view_channel send_messages embed_links attach_files read_message_history add_reactions pin_messages"
    " send_voice_messages".split()
)


def may(channel: Channel, user: User, now: float, *names: str) -> bool:
    """Whether somebody may do all of this in a channel."""
    wanted = bits(*names)
    return permissions(channel, user, now) & wanted == wanted


def permissions(channel: Channel, user: User, now: float) -> int:
    """Everything that somebody may do in a channel; a thread is as the channel it hangs in."""
    guild = channel.guild
    if guild is None:
        return _PRIVATE
    member = guild.members.get(user.id)
    if member is None:
        return 0
    granted = _everywhere(guild, user)
    if granted & bits("administrator") or user is guild.owner:
        return ALL
    granted = _here(channel.thread.parent if channel.thread else channel, guild, user, granted)
    if not granted & bits("view_channel"):
        return 0
    if member.silent_until is not None and member.silent_until > now:
        granted &= _SILENT
    return granted


def _everywhere(guild: Guild, user: User) -> int:
    granted = guild.everyone.permissions
    for role in guild.members[user.id].roles:
        granted |= role.permissions
    return granted


def _here(channel: Channel, guild: Guild, user: User, granted: int) -> int:
    overwrites = channel.overwrites
    if everyone := overwrites.get(guild.id):
        granted = granted & ~everyone.deny | everyone.allow
    roles = [overwrites[role.id] for role in guild.members[user.id].roles if role.id in overwrites]
    for role in roles:
        granted &= ~role.deny
    for role in roles:
        granted |= role.allow
    if own := overwrites.get(user.id):
        granted = granted & ~own.deny | own.allow
    return granted
