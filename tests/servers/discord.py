"""A strict Discord on loopback, in memory: one bot, guilds and their people, the gateway, and what goes wrong.

``python -m tests.servers.discord --port 8083`` runs it on its own; it says what can be typed.
"""

import argparse
import asyncio
from collections import Counter
from contextlib import suppress
from typing import Self

from aiohttp import web

from tests.servers.discord_commands import Commands
from tests.servers.discord_console import Console, stable
from tests.servers.discord_faults import CutAfter, CutBefore, Fault, Garbage, Hang, Redirect, Slow, Status
from tests.servers.discord_gateway import Gateway
from tests.servers.discord_interactions import Interaction, Interactions
from tests.servers.discord_messages import Messages
from tests.servers.discord_objects import Channel, Clock, Message, Snowflakes, User
from tests.servers.discord_people import Community, Person, Scene, found
from tests.servers.discord_places import Places
from tests.servers.discord_records import Records, Sent
from tests.servers.discord_rest import Rest, Route
from tests.servers.discord_world import CONTENT, World

__all__ = [
    "BOT_ID", "BOT_NAME", "TOKEN", "Channel", "Community", "CutAfter", "CutBefore", "DiscordServer", "Fault",
    "Garbage", "Hang", "Interaction", "Message", "Person", "Redirect", "Sent", "Slow", "Status",
]  # fmt: skip

BOT_ID = 1_090_000_000_000_000_042
BOT_NAME = "mira twin"
TOKEN = "MTA5MDAwMDAwMDAwMDAwMDA0Mg.Gtest0.of-the-right-shape-000000000000000000"


class DiscordServer:
    """Discord for one bot, and a record of what the bot did.

    ``async with DiscordServer() as server`` serves; ``stop`` and ``start`` take it away and bring it back, with all
    that it knows but the sessions, on the same port.
    """

    def __init__(self, *, port: int = 0, token: str = TOKEN) -> None:
        self.port = port
        self.token = token
        self.clock = Clock()
        self.ids = Snowflakes(self.clock)
        self.bot = User(BOT_ID, BOT_NAME, bot=True)
        self.records = Records()
        self.world = World(self.bot, self.clock, self.ids)
        self.world.files.origin = lambda: self.origin
        self.gateway = Gateway(self.world, self.violations, lambda: self.token, lambda: self.gateway_url)
        self.messages = Messages(self.world, self.records)
        self.messages.privileged = lambda: self.gateway.privileged
        self.interactions = Interactions(self.world, self.messages, self.records)
        self.commands = Commands(self.ids, self.bot.id)
        self.scene = Scene(self.world, self.gateway.drained, self.interactions, self.commands)
        owner = self.scene.person("Owner")
        places = Places(self.world, self.messages, owner, self.gateway, lambda: self.gateway_url)
        self.rest = Rest(
            [*_routes(places, self.messages), *_more_routes(self.interactions, self.commands)],
            self.records,
            lambda: self.token,
        )
        self.faults = self.rest.faults
        self.rates = self.rest.rates
        self._runner: web.AppRunner | None = None

    # Where it is

    @property
    def origin(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def url(self) -> str:
        """The REST."""
        return f"{self.origin}/api/v10"

    @property
    def gateway_url(self) -> str:
        """The gateway."""
        return f"ws://127.0.0.1:{self.port}/gateway"

    async def start(self) -> None:
        """Listen."""
        application = web.Application(client_max_size=64 * 1024 * 1024)
        application.router.add_get("/gateway", self.gateway.serve)
        application.router.add_get("/gateway/resume", self.gateway.serve)
        application.router.add_get("/attachments/{path:.*}", self._file)
        application.router.add_route("*", "/{path:.*}", self.rest.answer)
        self._runner = web.AppRunner(application, handler_cancellation=True, access_log=None, shutdown_timeout=0.05)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", self.port).start()
        self.port = self._runner.addresses[0][1]

    async def stop(self) -> None:
        """Cut every connection and listen no more."""
        self.interactions.stop()
        self.gateway.lose_sessions()
        self.gateway.drop()
        if self._runner:
            await self._runner.cleanup()
            self._runner = None

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.stop()

    async def _file(self, request: web.Request) -> web.StreamResponse:
        if "Authorization" in request.headers:
            self.violations.append(f"GET {request.path}: the token is not for those who keep files")
        return await self.world.files.answer(request, self.faults.take(request.method, request.path))

    def expire_links(self) -> None:
        """A day has passed for every address of a file: none of those that were told leads anywhere any more."""
        self.world.files.expire_links()

    async def listened(self, seconds: float = 10) -> None:
        """Until a bot listens; raises TimeoutError."""
        for _ in range(int(seconds * 100)):
            if self.gateway.connected:
                return
            await asyncio.sleep(0.01)
        raise TimeoutError

    # Who is there

    def guild(self, name: str, *permissions: str) -> Community:
        """A guild with the bot in it, whose own role has these permissions besides what everybody may; by its name."""
        known = (each for each in self.world.guilds.values() if isinstance(each, Community) and each.name == name)
        return next(known, None) or found(self.scene, name, *permissions)

    def person(self, name: str) -> Person:
        """Somebody who can write to the bot in private; by their name."""
        return self.scene.person(name)

    def intents(self, *, message_content: bool) -> None:
        """Switch the message content intent on or off in the portal; who is connected stays so."""
        self.gateway.privileged = CONTENT if message_content else 0

    # What the bot did

    @property
    def sent(self) -> list[Sent]:
        """What the bot wrote."""
        return self.records.sent

    @property
    def edits(self) -> list[Sent]:
        """What the bot made of its messages."""
        return self.records.edits

    @property
    def deleted(self) -> list[tuple[int, int]]:
        """What the bot deleted: channels and messages."""
        return self.records.deleted

    @property
    def typing(self) -> list[tuple[int, float]]:
        """Where the bot was shown as typing, and when."""
        return self.records.typing

    @property
    def reactions(self) -> list[tuple[int, int, str, bool]]:
        """The bot's reactions: channel, message, emoji, put or taken away."""
        return self.records.reactions

    @property
    def threads(self) -> list[Channel]:
        """The threads that the bot opened."""
        return self.records.threads

    @property
    def failed_interactions(self) -> list[Interaction]:
        """Of which people were told that the application did not respond."""
        return self.interactions.failed

    @property
    def calls(self) -> Counter[str]:
        """How often the bot asked for what: "POST /channels/{channel}/messages"."""
        return self.records.calls

    @property
    def violations(self) -> list[str]:
        """What the bot asked for that Discord does not have, or not so."""
        return self.records.violations


def _routes(places: Places, messages: Messages) -> list[Route]:
    channel, message = "/channels/{channel}", "/channels/{channel}/messages/{message}"
    reaction = f"{message}/reactions/{{emoji}}"
    return [
        Route("GET", "/users/@me", places.me),
        Route("GET", "/oauth2/applications/@me", places.application),
        Route("GET", "/applications/@me", places.application),
        Route("GET", "/gateway", lambda _: {"url": places.gateway(_)["url"]}, open=True),
        Route("GET", "/gateway/bot", places.gateway),
        Route("GET", "/users/@me/guilds", places.guilds, frozenset(("before", "after", "limit", "with_counts"))),
        Route("GET", "/users/{user}", places.user),
        Route("POST", "/users/@me/channels", places.open_private),
        Route("DELETE", "/users/@me/guilds/{guild}", places.leave),
        Route("GET", "/guilds/{guild}", places.guild, frozenset(("with_counts",))),
        Route("GET", "/guilds/{guild}/roles", places.roles),
        Route("GET", "/guilds/{guild}/channels", places.channels),
        Route("GET", "/guilds/{guild}/threads/active", messages.active),
        Route("GET", "/guilds/{guild}/members/{user}", places.member),
        Route("GET", channel, places.channel),
        Route("PATCH", channel, messages.change_thread),
        Route("GET", f"{channel}/messages", messages.history, frozenset(("limit", "before", "after", "around"))),
        Route("POST", f"{channel}/messages", messages.send),
        Route("POST", f"{channel}/messages/bulk-delete", messages.delete_many),
        Route("GET", message, messages.get),
        Route("PATCH", message, messages.edit),
        Route("DELETE", message, messages.delete),
        Route("PUT", f"{reaction}/@me", messages.react),
        Route("DELETE", f"{reaction}/{{user}}", messages.unreact),
        Route("GET", reaction, messages.reactors, frozenset(("after", "limit", "type"))),
        Route("POST", f"{channel}/typing", messages.typing),
        Route("POST", f"{message}/threads", messages.open_from),
        Route("POST", f"{channel}/threads", messages.open_thread, frozenset(("use_nested_fields",))),
        Route("GET", f"{channel}/threads/archived/public", messages.archived, frozenset(("before", "limit"))),
        Route("PUT", f"{channel}/thread-members/@me", messages.join),
    ]


def _more_routes(interactions: Interactions, commands: Commands) -> list[Route]:
    hook, message = "/webhooks/{webhook}/{token}", "/webhooks/{webhook}/{token}/messages/{message}"
    thread, components = "thread_id", "with_components"
    routes = [
        Route(
            "POST", "/interactions/{interaction}/{token}/callback", interactions.callback,
            frozenset(("with_response",)), open=True,
        ),
        Route("POST", hook, interactions.follow_up, frozenset(("wait", thread, components)), open=True),
        Route("GET", message, interactions.get, frozenset((thread,)), open=True),
        Route("PATCH", message, interactions.edit, frozenset((thread, components)), open=True),
        Route("DELETE", message, interactions.delete, frozenset((thread,)), open=True),
    ]  # fmt: skip
    localized = frozenset(("with_localizations",))
    for path in ("/applications/{application}/commands", "/applications/{application}/guilds/{guild}/commands"):
        routes += [
            Route("GET", path, commands.get, localized),
            Route("PUT", path, commands.put, localized),
            Route("POST", path, commands.post),
            Route("DELETE", f"{path}/{{command}}", commands.delete),
        ]
    return routes


async def _serve(port: int) -> None:
    async with DiscordServer(port=port) as server:
        print(f"Discord at {server.url}, for TWIN_DISCORD_URL; TWIN_DISCORD_TOKEN={server.token}", flush=True)
        # Who is who stays the same when this is started anew.
        server.world.number = stable
        guild = server.guild("Harbour")
        guild.text("general")
        guild.forum("help")
        desk = guild.text("desk")
        guild.role("Moderators")
        guild.deny(desk, guild.everyone, "view_channel")
        guild.allow(desk, guild.role("Moderators"), "view_channel")
        guild.allow(desk, server.bot, "view_channel")
        await Console(server.scene, server.records, guild).run()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, default=0, help="where to listen; a free port without it")
    with suppress(KeyboardInterrupt):
        asyncio.run(_serve(parser.parse_args().port))
