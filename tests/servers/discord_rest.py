"""The REST of the tests' Discord: who may ask, what there is to ask for, how often, and what goes wrong on the way."""

import asyncio
import json
import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from aiohttp import web

from tests.servers.discord_errors import Refused, Violation
from tests.servers.discord_faults import (
    CutAfter,
    CutBefore,
    Fault,
    Faults,
    Garbage,
    Hang,
    Rates,
    Slow,
    Status,
    too_many,
)
from tests.servers.discord_messages import Call
from tests.servers.discord_records import Records
from tests.servers.discord_voice import Upload

Handler = Callable[[Call], Any]
_FILE = re.compile(r"files\[[0-9]\]")
_AGENT = re.compile(r"DiscordBot \(\S+,? ?\S*\).*")


@dataclass(frozen=True)
class Route:
    """A request that can be made: ``open`` without the bot's token, since it has one of its own in its path."""

    method: str
    path: str
    handler: Handler
    query: frozenset[str] = frozenset()
    open: bool = False

    @property
    def name(self) -> str:
        """As it is counted: "POST /channels/{channel}/messages"."""
        return f"{self.method} {self.path}"

    @property
    def pattern(self) -> re.Pattern[str]:
        """What its paths look like."""
        return re.compile(re.sub(r"\{(\w+)\}", r"(?P<\1>[^/]+)", self.path))


class Rest:
    """Answers requests, each by its route."""

    def __init__(self, routes: list[Route], records: Records, token: Callable[[], str]) -> None:
        self._routes = [(route, route.pattern) for route in routes]
        self._records = records
        self._token = token
        self.faults = Faults()
        self.rates = Rates()
        # Requests with a token that is worth nothing.
        self.unauthorized = 0

    async def answer(self, request: web.Request) -> web.StreamResponse:
        """One request, from the first check to the answer."""
        path = request.path.removeprefix("/api/v10")
        try:
            if not request.path.startswith("/api/v10/"):
                raise Violation(f"{request.path} is not of the API", 404, 0)
            return await self._known(request, path)
        except Refused as refused:
            return self._refuse(refused, f"{request.method} {path}")

    def _refuse(self, refused: Refused, what: str, headers: dict[str, str] | None = None) -> web.Response:
        if isinstance(refused, Violation):
            self._records.violations.append(f"{what}: {refused.what}")
        if refused.status in (401, 403, 429):
            self.rates.refused += 1
        via = {"Via": "1.1 loopback"} if refused.status == 429 else {}
        return _json(refused.answer, refused.status, {**(headers or {}), **via})

    async def _known(self, request: web.Request, path: str) -> web.StreamResponse:
        fault = self.faults.take(request.method, path)
        if isinstance(fault, CutBefore):
            await _cut(request)
        if isinstance(fault, Hang):
            await asyncio.Event().wait()
        route, parts = self._find(request.method, path)
        if not route.open:
            self._authorize(request)
        self._records.calls[route.name] += 1
        if isinstance(fault, Status):
            return self._failed(fault)
        bucket = next((parts[key] for key in ("channel", "guild", "webhook", "interaction") if key in parts), "")
        wait, everywhere = self.rates.take(route.name, bucket, counted=not route.open)
        headers = self.rates.bucket(route.name, bucket).headers(route.name)
        if wait:
            scope = {"X-RateLimit-Scope": "global" if everywhere else "user", "Retry-After": str(int(wait) + 1)}
            scope |= {"X-RateLimit-Global": "true"} if everywhere else {}
            self.rates.refused += 1
            return _json(too_many(wait, everywhere=everywhere), 429, {**headers, **scope, "Via": "1.1 loopback"})
        return await self._carry_out(request, route, parts, fault, headers)

    async def _carry_out(
        self, request: web.Request, route: Route, parts: dict[str, str], fault: Fault | None, headers: dict[str, str]
    ) -> web.StreamResponse:
        try:
            call = await self._read(request, route, parts)
            self._records.requests.append((asyncio.get_running_loop().time(), route.name, parts, call.data))
            result = route.handler(call)
            if isinstance(result, Awaitable):
                result = await result
            answer = web.Response(status=204, headers=headers) if result is None else _json(result, 200, headers)
        except Refused as refused:
            answer = self._refuse(refused, f"{request.method} {request.path}", headers)
        except (AttributeError, KeyError, TypeError, ValueError) as error:
            odd = Violation(f"not of the form that is read here: {error!r}")
            answer = self._refuse(odd, f"{request.method} {request.path}", headers)
        if isinstance(fault, CutAfter):
            await _cut(request)
        if isinstance(fault, Slow):
            await asyncio.sleep(fault.seconds)
        if isinstance(fault, Garbage):
            return web.Response(text="<html>not today</html>", content_type="text/html")
        return answer

    def _find(self, method: str, path: str) -> tuple[Route, dict[str, str]]:
        there = False
        for route, pattern in self._routes:
            if match := pattern.fullmatch(path):
                there = True
                if route.method == method:
                    return route, match.groupdict()
        if there:
            raise Violation("405: Method Not Allowed", 405, 0)
        raise Violation("404: Not Found", 404, 0)

    def _authorize(self, request: web.Request) -> None:
        given = request.headers.get("Authorization", "")
        if not given.startswith("Bot "):
            raise Violation(f"Authorization {given[:8]!r}", 401, 0)
        if given != f"Bot {self._token()}":
            self.unauthorized += 1
            raise Refused(401, 0, "401: Unauthorized")
        if not _AGENT.fullmatch(request.headers.get("User-Agent", "")):
            raise Violation(f"User-Agent {request.headers.get('User-Agent')!r}", 403, 40333)

    @staticmethod
    def _failed(fault: Status) -> web.Response:
        if fault.code == 429:
            via = {"Via": "1.1 loopback"} if fault.via else {}
            more = {"Retry-After": str(int(fault.retry_after) + 1), "X-RateLimit-Scope": "shared"}
            return _json(too_many(fault.retry_after, everywhere=fault.everywhere), 429, {**more, **via})
        if fault.code == 401:
            return _json({"message": "401: Unauthorized", "code": 0}, 401, {})
        if fault.code < 500:
            return _json({"message": f"{fault.code}: Refused", "code": 0}, fault.code, {})
        return web.Response(text="upstream connect error", status=fault.code)

    async def _read(self, request: web.Request, route: Route, parts: dict[str, str]) -> Call:
        query = dict(request.query)
        if unknown := query.keys() - route.query:
            raise Violation(f"query: unknown {sorted(unknown)}")
        call = Call(request.method, route.path, parts, query)
        if request.content_type == "multipart/form-data":
            await _read_parts(request, call)
        elif request.can_read_body and (body := await request.read()):
            if request.content_type != "application/json":
                raise Violation(f"Content-Type {request.content_type}")
            call.data = _loaded(body)
        return call


async def _read_parts(request: web.Request, call: Call) -> None:
    parts = await request.post()
    if len(set(parts)) < len(parts) or "payload_json" not in parts:
        raise Violation("a form of parts has one payload_json, and no two of the same name")
    for name, value in parts.items():
        if isinstance(value, web.FileField):
            _take_file(call, name, value)
        elif name == "payload_json":
            call.data = _loaded(value.encode() if isinstance(value, str) else bytes(value))
        else:
            raise Violation(f"a part named {name}")


def _take_file(call: Call, name: str, file: web.FileField) -> None:
    content = file.file.read()
    if not _FILE.fullmatch(name) or not file.filename or not content:
        raise Violation(f"a file of {len(content)} bytes named {name}: {file.filename!r}")
    call.files[name] = Upload(file.filename, content, file.content_type)


def _loaded(body: bytes) -> Any:  # noqa: ANN401 - any JSON
    try:
        return json.loads(body)
    except ValueError:
        raise Violation("The request body contains invalid JSON.", code=50109) from None


def _json(answer: object, status: int, headers: dict[str, str]) -> web.Response:
    # Discord names no charset, and libraries compare the whole header.
    body = json.dumps(answer).encode()
    return web.Response(body=body, status=status, headers={**headers, "Content-Type": "application/json"})


async def _cut(request: web.Request) -> None:
    if request.transport:
        request.transport.abort()
    await asyncio.Event().wait()
