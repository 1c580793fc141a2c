"""The gateway of the tests' Discord: sessions that are opened, resumed and lost, heartbeats, and the events."""

import asyncio
import itertools
import json
import secrets
import zlib
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from typing import Any, Protocol

import aiohttp
from aiohttp import web

from tests.servers.discord_errors import Json
from tests.servers.discord_world import CONTENT, MEMBERS, PRESENCES, Event, World

try:
    import zstandard
except ImportError:  # then no client here asks for it either
    zstandard = None  # type: ignore[assignment]

DISPATCH, HEARTBEAT, IDENTIFY, PRESENCE, VOICE, RESUME, RECONNECT, REQUEST_MEMBERS = 0, 1, 2, 3, 4, 6, 7, 8
INVALID_SESSION, HELLO, ACK = 9, 10, 11
_ALL_INTENTS = (1 << 26) - 1
_MOST_IN_A_MINUTE = 120
# Whom the server closes with these numbers cannot resume.
_LOST = (4003, 4004, 4007, 4009, 4010, 4011, 4012, 4013, 4014)

_IDENTIFY = {"token", "properties", "compress", "large_threshold", "shard", "presence", "intents"}
_RESUME = {"token", "session_id", "seq"}
_PRESENCE = {"since", "activities", "status", "afk"}


class _Packer(Protocol):
    def __call__(self, text: str, /) -> str | bytes: ...


def _packer(kind: str | None) -> _Packer:
    """What makes one message out of one text, as the connection was opened with."""
    if kind is None:
        return lambda text: text
    if kind == "zlib-stream":
        deflate = zlib.compressobj()
        return lambda text: deflate.compress(text.encode()) + deflate.flush(zlib.Z_SYNC_FLUSH)
    if kind == "zstd-stream" and zstandard:
        zstd = zstandard.ZstdCompressor().compressobj()
        return lambda text: zstd.compress(text.encode()) + zstd.flush(zstandard.COMPRESSOBJ_FLUSH_BLOCK)
    raise ValueError(f"compress: {kind}")


class Closed(Exception):
    """The connection is closed with this number."""

    def __init__(self, code: int, reason: str, *, violation: bool = True) -> None:
        super().__init__(reason)
        self.code = code
        self.violation = violation


@dataclass(eq=False)
class Session:
    """What a bot is told, whether or not it is connected: what it has missed waits until it resumes."""

    intents: int
    id: str = field(default_factory=lambda: secrets.token_hex(16))
    # Every event with its number.
    told: list[tuple[int, str]] = field(default_factory=list)
    numbers: "itertools.count[int]" = field(default_factory=lambda: itertools.count(1))
    connection: "Connection | None" = None

    def tell(self, event: Event) -> None:
        """Send an event, or keep it until the bot is back."""
        if event.intents and not self.intents & event.intents:
            return
        number = next(self.numbers)
        data = event.data(bool(self.intents & CONTENT))
        text = json.dumps({"op": DISPATCH, "t": event.name, "s": number, "d": data})
        self.told.append((number, text))
        if self.connection:
            self.connection.send(text)


@dataclass(eq=False)
class Connection:
    """One websocket. What is sent waits in line, and is written in that order."""

    request: web.Request
    socket: web.WebSocketResponse
    pack: _Packer
    session: Session | None = None
    heard: float = 0
    # With what number the server closed it.
    closing: int = 0
    received: deque[float] = field(default_factory=deque)
    waiting: deque[str] = field(default_factory=deque)
    more: asyncio.Event = field(default_factory=asyncio.Event)
    empty: asyncio.Event = field(default_factory=asyncio.Event)

    async def close(self, code: int, reason: str = "") -> None:
        """Close it, with what is in line said before."""
        self.closing = code
        await self.empty.wait()
        await self.socket.close(code=code, message=reason.encode())

    def send(self, text: str) -> None:
        """Put a text in line."""
        self.waiting.append(text)
        self.empty.clear()
        self.more.set()

    def say(self, op: int, data: object = None) -> None:
        """Put a message that is no event in line."""
        self.send(json.dumps({"op": op, "d": data, "s": None, "t": None}))

    async def pump(self) -> None:
        """Write what is in line, until the connection is gone."""
        with suppress(ConnectionError, aiohttp.ClientError):
            while True:
                while self.waiting:
                    packed = self.pack(self.waiting.popleft())
                    if isinstance(packed, str):
                        await self.socket.send_str(packed)
                    else:
                        await self.socket.send_bytes(packed)
                self.empty.set()
                await self.more.wait()
                self.more.clear()
        self.empty.set()


class Gateway:
    """Where the bot hears what happens."""

    def __init__(self, world: World, violations: list[str], token: Callable[[], str], url: Callable[[], str]) -> None:
        self._world = world
        self._violations = violations
        self._token = token
        self._url = url
        self.sessions: dict[str, Session] = {}
        self.connections: list[Connection] = []
        # Seconds between two heartbeats that are asked for.
        self.heartbeat = 41.25
        # The privileged intents that are switched on in the portal.
        self.privileged = CONTENT
        # Let heartbeats go unanswered.
        self.withhold_acks = False
        # What a bot that resumes is told: None resumes, False "never again", True "try again".
        self.refuse_resume: bool | None = None
        # Seconds between two identifies, and how many a day; Discord has 5 and 1,000.
        self.identify_every = 0.0
        self.starts = 1000
        # With which status the gateway cannot be opened; 0: it can.
        self.refuse = 0
        self.identifies: list[Json] = []
        self.resumes: list[Json] = []
        self.presences: list[Json] = []
        self.closes: list[int] = []
        self._identified: deque[float] = deque()
        world.listener = self._tell

    def _tell(self, event: Event) -> None:
        for session in self.sessions.values():
            session.tell(event)

    # The test's side

    @property
    def connected(self) -> bool:
        """Whether a bot listens now."""
        return any(one.session and not one.socket.closed for one in self.connections)

    async def drained(self) -> None:
        """Until everything that was told is on the wire."""
        for connection in list(self.connections):
            await connection.empty.wait()

    async def close(self, code: int = 4000) -> None:
        """Close every connection with this number. 4000 and the like can be resumed."""
        for connection in list(self.connections):
            await connection.close(code)

    def drop(self) -> None:
        """Cut every connection without a word."""
        for connection in list(self.connections):
            if connection.request.transport:
                connection.request.transport.abort()

    def reconnect(self) -> None:
        """Ask the bot to connect anew and to resume."""
        for connection in self.connections:
            connection.say(RECONNECT)

    def invalidate(self, *, resumable: bool = False) -> None:
        """Tell the bot that its session is lost; ``resumable``: that it may try."""
        for connection in self.connections:
            if not resumable:
                self._forget(connection)
            connection.say(INVALID_SESSION, resumable)

    def _forget(self, connection: Connection) -> None:
        if connection.session:
            self.sessions.pop(connection.session.id, None)
            connection.session.connection = None
            connection.session = None

    def lose_sessions(self) -> None:
        """Nobody can resume any more."""
        for session in self.sessions.values():
            session.connection = None
        self.sessions.clear()

    # The bot's side

    async def serve(self, request: web.Request) -> web.StreamResponse:
        """One websocket, from the first message to the last."""
        query = dict(request.query)
        if self.refuse:
            return web.Response(status=self.refuse)
        try:
            pack = _packer(query.get("compress"))
        except ValueError as error:
            self._violations.append(f"gateway: {error}")
            return web.Response(status=400)
        if query.get("v") != "10" or query.get("encoding") != "json" or query.keys() - {"v", "encoding", "compress"}:
            self._violations.append(f"gateway: opened with {query}")
        socket = web.WebSocketResponse(max_msg_size=4096, autoping=True)
        await socket.prepare(request)
        connection = Connection(request, socket, pack, heard=asyncio.get_running_loop().time())
        connection.empty.set()
        self.connections.append(connection)
        helpers = [asyncio.create_task(connection.pump()), asyncio.create_task(self._listen_for_the_heart(connection))]
        try:
            connection.say(HELLO, {"heartbeat_interval": int(self.heartbeat * 1000), "_trace": []})
            await self._converse(connection)
        finally:
            for helper in helpers:
                helper.cancel()
            self.connections.remove(connection)
            connection.empty.set()
            self._part(connection)
        return socket

    def _part(self, connection: Connection) -> None:
        code = connection.closing or connection.socket.close_code or 1006
        self.closes.append(code)
        session = connection.session
        if session and session.connection is connection:
            session.connection = None
            # A bot that says goodbye properly has ended the session.
            if code in (_LOST if connection.closing else (1000, 1001)):
                self.sessions.pop(session.id, None)

    async def _listen_for_the_heart(self, connection: Connection) -> None:
        clock = asyncio.get_running_loop()
        while True:
            await asyncio.sleep(self.heartbeat / 4)
            if clock.time() - connection.heard > self.heartbeat * 1.5 + 1:
                self._violations.append(f"gateway: no heartbeat in {self.heartbeat * 1.5:.4g} s")
                await connection.close(4000)
                return

    async def _converse(self, connection: Connection) -> None:
        async for message in connection.socket:
            try:
                if message.type is not aiohttp.WSMsgType.TEXT:
                    raise Closed(4002, "not a text")
                await self._hear(connection, _loaded(message.data))
            except Closed as closed:
                if closed.violation:
                    self._violations.append(f"gateway: {closed}")
                await connection.close(closed.code, str(closed))
                return

    @staticmethod
    def _count(connection: Connection) -> float:
        now = asyncio.get_running_loop().time()
        connection.received.append(now)
        while now - connection.received[0] > 60:
            connection.received.popleft()
        if len(connection.received) > _MOST_IN_A_MINUTE:
            raise Closed(4008, f"more than {_MOST_IN_A_MINUTE} messages in a minute")
        return now

    async def _hear(self, connection: Connection, said: Json) -> None:
        now = self._count(connection)
        op, data = said.get("op"), said.get("d")
        if op == HEARTBEAT:
            if data is not None and not isinstance(data, int):
                raise Closed(4002, "a heartbeat names the last number heard")
            connection.heard = now
            if not self.withhold_acks:
                connection.say(ACK)
            return
        if op == IDENTIFY:
            self._identify(connection, _fields(data, _IDENTIFY, "identify"), now)
        elif op == RESUME:
            self._resume(connection, _fields(data, _RESUME, "resume"))
        elif connection.session is None:
            raise Closed(4003, f"op {op} before identify")
        elif op == PRESENCE:
            self.presences.append(_fields(data, _PRESENCE, "presence"))
        elif op == REQUEST_MEMBERS:
            self._members(connection.session, data if isinstance(data, dict) else {})
        elif op != VOICE:
            raise Closed(4001, f"op {op}")

    def _identify(self, connection: Connection, data: Json, now: float) -> None:
        if connection.session:
            raise Closed(4005, "identified twice")
        if not isinstance(data.get("intents"), int):
            raise Closed(4013, "identify without intents")
        self.identifies.append(data)
        if data.get("token") != self._token():
            raise Closed(4004, "Authentication failed.", violation=False)
        if data["intents"] & ~_ALL_INTENTS:
            raise Closed(4013, f"intents {data['intents']}")
        if data["intents"] & (MEMBERS | PRESENCES | CONTENT) & ~self.privileged:
            raise Closed(4014, "Disallowed intent(s).", violation=False)
        if missing := {"os", "browser", "device"} - set(data.get("properties", ())):
            raise Closed(4002, f"identify without the properties {sorted(missing)}")
        hasty = bool(self._identified) and now - self._identified[-1] < self.identify_every
        self._identified.append(now)
        if hasty:
            connection.say(INVALID_SESSION, False)  # noqa: FBT003 - what Discord sends
            return
        while now - self._identified[0] > 24 * 60 * 60:
            self._identified.popleft()
        if len(self._identified) > self.starts:
            raise Closed(4004, f"more than {self.starts} sessions in a day")
        self._begin(connection, Session(data["intents"], connection=connection))

    def _begin(self, connection: Connection, session: Session) -> None:
        self.sessions[session.id] = connection.session = session
        world = self._world
        guilds = [guild for guild in world.guilds.values() if guild.joined]
        ready = {
            "v": 10,
            "user": world.bot.json | {"email": None, "mfa_enabled": True, "verified": True, "bio": ""},
            "guilds": [{"id": str(guild.id), "unavailable": True} for guild in guilds],
            "session_id": session.id,
            "session_type": "normal",
            "resume_gateway_url": f"{self._url()}/resume",
            "shard": [0, 1],
            "application": {"id": str(world.bot.id), "flags": self.flags},
            "private_channels": [], "relationships": [], "presences": [], "user_settings": {}, "_trace": [],
        }  # fmt: skip
        session.tell(Event("READY", 0, lambda _: ready))
        for guild in guilds:
            created = world.guild_create(guild)
            session.tell(Event("GUILD_CREATE", 1, partial(_same, created)))

    @property
    def remaining(self) -> int:
        """How many sessions may still be begun today."""
        return max(0, self.starts - len(self._identified))

    @property
    def flags(self) -> int:
        """The application's flags: which of the privileged intents it may have."""
        pairs = ((PRESENCES, 1 << 13), (MEMBERS, 1 << 15), (CONTENT, 1 << 19))
        return sum(flag for intent, flag in pairs if self.privileged & intent)

    def _resume(self, connection: Connection, data: Json) -> None:
        if connection.session:
            raise Closed(4005, "resumed after identify")
        self.resumes.append(data)
        if data.get("token") != self._token():
            raise Closed(4004, "Authentication failed.", violation=False)
        session = self.sessions.get(str(data.get("session_id")))
        if self.refuse_resume is not None or session is None:
            connection.say(INVALID_SESSION, bool(self.refuse_resume))
            return
        number = data.get("seq")
        if not isinstance(number, int) or not 0 <= number <= len(session.told):
            raise Closed(4007, f"resume from {number}")
        if session.connection:
            asyncio.get_running_loop().create_task(session.connection.close(4000))
        session.connection, connection.session = connection, session
        for _, text in session.told[number:]:
            connection.send(text)
        session.tell(Event("RESUMED", 0, lambda _: {"_trace": []}))

    def _members(self, session: Session, data: Json) -> None:
        guild = self._world.guilds.get(int(data.get("guild_id", 0)))
        if guild is None:
            return
        wanted = [int(each) for each in _listed(data.get("user_ids"))]
        if not wanted and not session.intents & MEMBERS:
            raise Closed(4014, "all members asked for without the intent")
        found = [guild.members[each].json for each in wanted or guild.members if each in guild.members]
        chunk = {
            "guild_id": str(guild.id), "members": found, "chunk_index": 0, "chunk_count": 1,
            "not_found": [str(each) for each in wanted if each not in guild.members],
            **({"nonce": data["nonce"]} if "nonce" in data else {}),
        }  # fmt: skip
        session.tell(Event("GUILD_MEMBERS_CHUNK", 0, lambda _: chunk))


def _same(data: Json, _: bool) -> Json:
    return data


def _listed(value: object) -> list[Any]:
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def _loaded(text: str) -> Json:
    try:
        said = json.loads(text)
    except ValueError:
        raise Closed(4002, "not JSON") from None
    if not isinstance(said, dict) or said.keys() - {"op", "d", "s", "t"}:
        raise Closed(4002, "no message of a gateway")
    return said


def _fields(data: object, known: set[str], what: str) -> Json:
    if not isinstance(data, dict):
        raise Closed(4002, f"{what} is no object")
    if unknown := data.keys() - known:
        raise Closed(4002, f"{what}: unknown {sorted(unknown)}"[:120])
    return data
