"""Who and what there is: the application, people, guilds, channels and members, as the bot asks for them."""

from collections.abc import Callable

from tests.servers.discord_errors import Json, Refused
from tests.servers.discord_gateway import Gateway
from tests.servers.discord_limits import known_keys, snowflake
from tests.servers.discord_messages import Call, Messages
from tests.servers.discord_objects import Guild, User
from tests.servers.discord_world import World


class Places:
    """Answers who and what there is."""

    def __init__(self, world: World, messages: Messages, owner: User, gateway: Gateway, url: Callable[[], str]) -> None:
        self._world = world
        self._messages = messages
        self._owner = owner
        self._gateway = gateway
        self._url = url

    def me(self, _: Call) -> Json:
        """GET the bot itself."""
        more = {"bio": "", "locale": "en-US", "mfa_enabled": True, "email": None, "verified": True, "flags": 0}
        return self._world.bot.json | more

    def application(self, _: Call) -> Json:
        """GET the application that the bot belongs to."""
        bot = self._world.bot
        return {
            "id": str(bot.id),
            "name": bot.name,
            "icon": None,
            "description": "",
            "summary": "",
            "type": None,
            "bot": bot.json,
            "bot_public": True,
            "bot_require_code_grant": False,
            "owner": self._owner.json,
            "team": None,
            "verify_key": "0" * 64,
            "flags": self._gateway.flags,
            "hook": True,
            "redirect_uris": [],
            "interactions_endpoint_url": None,
            "role_connections_verification_url": None,
            "approximate_guild_count": len(self._world.guilds),
            "approximate_user_install_count": 0,
            "integration_types_config": {"0": {}, "1": {}},
        }

    def gateway(self, _: Call) -> Json:
        """GET where the gateway is, and how often it may be opened."""
        starts, left = self._gateway.starts, self._gateway.remaining
        limit = {"total": starts, "remaining": left, "reset_after": 14_400_000, "max_concurrency": 1}
        return {"url": self._url(), "shards": 1, "session_start_limit": limit}

    def user(self, call: Call) -> Json:
        """GET a person."""
        found = self._world.users.get(call.number("user"))
        if found is None:
            raise Refused(404, 10013, "Unknown User")
        return found.json

    def open_private(self, call: Call) -> Json:
        """POST a channel for private messages; the same one every time."""
        known_keys(call.form, frozenset(("recipient_id",)), "private channel")
        found = self._world.users.get(snowflake(call.form.get("recipient_id"), "recipient_id"))
        if found is None or found.bot:
            raise Refused(400, 50033, "Invalid Recipient(s)")
        return self._world.private(found).json

    def guilds(self, _: Call) -> list[Json]:
        """GET the guilds that the bot is in."""
        return [
            {"id": str(guild.id), "name": guild.name, "icon": None, "owner": False, "permissions": "0", "features": []}
            for guild in self._world.guilds.values()
            if guild.joined
        ]

    def _known(self, call: Call) -> Guild:
        found = self._world.guilds.get(call.number("guild"))
        if found is None or not found.joined:
            raise Refused(404, 10004, "Unknown Guild")
        return found

    def guild(self, call: Call) -> Json:
        """GET a guild."""
        guild = self._known(call)
        counts = {"approximate_member_count": len(guild.members), "approximate_presence_count": 1}
        return guild.json | (counts if call.query.get("with_counts") in ("1", "true") else {})

    def roles(self, call: Call) -> list[Json]:
        """GET the roles of a guild."""
        return [role.json for role in self._known(call).roles.values()]

    def channels(self, call: Call) -> list[Json]:
        """GET the channels of a guild; also those that the bot does not see are listed."""
        return [channel.json for channel in self._known(call).channels.values()]

    def member(self, call: Call) -> Json:
        """GET somebody in a guild."""
        guild = self._known(call)
        number = self._world.bot.id if call.path.get("user") == "@me" else call.number("user")
        if number not in self._world.users:
            raise Refused(404, 10013, "Unknown User")
        if number not in guild.members:
            raise Refused(404, 10007, "Unknown Member")
        return guild.members[number].json

    def channel(self, call: Call) -> Json:
        """GET a channel."""
        return self._messages.channel(call).json

    def leave(self, call: Call) -> None:
        """DELETE the bot from a guild."""
        guild = self._known(call)
        guild.joined = False
        self._world.emit("GUILD_DELETE", 1, {"id": str(guild.id)})
