"""A strict ElevenLabs on loopback, in memory: one account, its voices, what it was asked to say and to hear.

``python -m tests.servers.elevenlabs --port 8084`` runs it on its own: it says what it is asked to with espeak-ng, and
understands every sound as the line that was typed last.
"""

import argparse
import asyncio
import contextlib
import json
import re
import sys
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any, Self

from aiohttp import web

from tests.servers.elevenlabs_faults import (
    BROKEN,
    EMPTY,
    HTML,
    JSON,
    Cut,
    Damaged,
    Fault,
    Faults,
    Json,
    Refused,
    Slow,
    SlowStream,
    Sounds,
    Stalled,
    Status,
    Violation,
    asked_for,
)
from tests.servers.elevenlabs_hearing import Heard, Hearing, Understood
from tests.servers.elevenlabs_sounds import FORMATS, sound_of
from tests.servers.elevenlabs_voices import KEPT, MODELS, Kept, Upload, Voices, read_form

__all__ = [
    "BROKEN", "EMPTY", "HTML", "JSON", "KEY", "VOICE", "Cut", "Damaged", "ElevenLabsServer", "Heard", "Kept", "Said",
    "Slow", "SlowStream", "Sounds", "Stalled", "Status", "Understood", "Upload",
]  # fmt: skip

KEY = "sk_0123456789abcdef0123456789abcdef0123456789abcdef"
# One of those that everybody has.
VOICE = KEPT[0].id

_PIECE = 4096
_SPEECH = re.compile(r"/v1/text-to-speech/([^/]+)(/stream)?")
# What the body of a request for speech can hold.
_FIELDS = frozenset(
    "text model_id language_code voice_settings pronunciation_dictionary_locators seed previous_text next_text "
    "previous_request_ids next_request_ids use_pvc_as_ivc apply_text_normalization "
    "apply_language_text_normalization audio_effects".split()
)
_BUSY = "Our systems are busy."


class Said:
    """One request for speech that was answered with sound."""

    def __init__(self, voice: str, output_format: str, body: Json, *, streamed: bool) -> None:
        self.voice = voice
        self.text: str = body["text"]
        self.model: str = body["model_id"]
        self.output_format = output_format
        self.body = body
        self.streamed = streamed
        # Whether all of it was sent, and whether the client hung up before.
        self.whole = False
        self.left = False


class ElevenLabsServer(Voices):
    """The API for one account, and a record of what was asked of it.

    ``async with ElevenLabsServer() as server`` serves. ``opus``: whether the plan has it; ``characters``: how many
    there are in all; ``cloning``: whether the plan has instant cloning; ``verifies``: whether voices that are added
    have to be verified before they speak; ``language``: in which it says texts that come without one.
    """

    def __init__(
        self,
        port: int = 0,
        *,
        key: str = KEY,
        opus: bool = True,
        characters: int = 100_000,
        cloning: bool = True,
        verifies: bool = False,
        language: str = "en",
    ) -> None:
        super().__init__(cloning=cloning, verifies=verifies)
        self.port = port
        self.key = key
        self.opus = opus
        self.characters = characters
        self.language = language
        self.used = 0
        self.resets_at = 1_800_000_000
        self.spoken: list[Said] = []
        self.hearing = Hearing()
        # Every request that was let in: what it was for; and those that no client should make.
        self.calls: list[str] = []
        self.violations: list[str] = []
        self.faults = Faults()
        self._runner: web.AppRunner | None = None
        self._ending = asyncio.Event()
        self._answers: dict[str, Callable[[web.Request], Awaitable[Json | list[Json]]]] = {
            "listening": self._listen,
            "add": self._add,
            "delete": self._delete,
            "voice": self._voice,
            "voices": self._list,
            "account": self._account,
            "models": self._models,
        }

    @property
    def url(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def heard(self) -> list[Heard]:
        """Every sound that it was asked to understand."""
        return self.hearing.heard

    def understands(self, text: str, words: list[tuple[str, float]] | None = None, language: str = "eng") -> None:
        """What the next sound is understood as; ``words`` are the tokens, each with its log probability."""
        self.hearing.understands(Understood(text, words, language))

    def listens_for(self, *sentences: str) -> None:
        """From now on it hears in English speech which of these sentences is said, and nothing else.

        Raises ValueError for a word that is not known. What ``understands`` was told goes before.
        """
        self.hearing.listens_for(*sentences)

    async def start(self) -> None:
        """Listen."""
        self._ending = asyncio.Event()
        application = web.Application(client_max_size=64 * 1024 * 1024)
        application.router.add_route("*", "/{path:.*}", self._answer)
        self._runner = web.AppRunner(application, access_log=None, shutdown_timeout=0.05)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", self.port).start()
        self.port = self._runner.addresses[0][1]

    async def stop(self) -> None:
        """Cut every connection and listen no more."""
        self._ending.set()
        if self._runner:
            await self._runner.cleanup()
            self._runner = None

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.stop()

    async def _answer(self, request: web.Request) -> web.StreamResponse:
        asked = asked_for(request.method, request.path)
        try:
            self._let_in(request, asked)
            fault = self.faults.take(asked)
            if isinstance(fault, Status):
                return _failed(fault)
            if isinstance(fault, Slow):
                await self._pause(request, fault.seconds)
            if isinstance(fault, Sounds) and asked != "speech":
                return web.Response(body=fault.content, content_type=fault.kind)
            if asked == "speech":
                return await self._speak(request, fault)
            if isinstance(fault, Cut | Stalled):
                return await self._go(request, fault)
            return web.json_response(await self._answers[asked](request))
        except ConnectionError:
            # Whoever asked has gone.
            return web.Response()
        except Refused as refused:
            return web.json_response(refused.body, status=refused.code)
        except Violation as violation:
            self.violations.append(f"{request.method} {request.path}: {violation}")
            body = Refused(422, "invalid_request", str(violation)).body
            return web.json_response(body, status=422)

    def _let_in(self, request: web.Request, asked: str) -> None:
        if not asked:
            self.violations.append(f"{request.method} {request.path}: there is no such thing")
            raise Refused(404, "not_found", "Not Found", kind="not_found")
        if request.headers.get("xi-api-key") != self.key:
            raise Refused(401, "invalid_api_key", "Invalid API key", kind="authentication_error")
        self.calls.append(asked)

    # Speech

    async def _speak(self, request: web.Request, fault: Fault | None) -> web.StreamResponse:
        said = self._checked(request, await _json(request))
        self._spend(len(said.text))
        language = said.body.get("language_code") or self.language
        if isinstance(fault, Sounds):
            content, kind = fault.content, fault.kind
        else:
            content, kind = await sound_of(said.text, language, said.output_format)
        if isinstance(fault, Damaged):
            content = content[: fault.after] + bytes(n * 73 % 251 for n in range(len(content) - fault.after))
        self.spoken.append(said)
        if isinstance(fault, Cut | Stalled) and not fault.after:
            return await self._go(request, fault)
        response = web.StreamResponse(headers={"Content-Type": kind, "request-id": f"r{len(self.spoken)}"})
        await response.prepare(request)
        with contextlib.suppress(ConnectionError):
            async for piece in self._pieces(request, content, fault):
                await response.write(piece)
            if isinstance(fault, Cut | Stalled):
                return await self._go(request, fault, response)
            await response.write_eof()
            said.whole = True
        said.left = not said.whole
        return response

    async def _pieces(self, request: web.Request, content: bytes, fault: Fault | None) -> AsyncIterator[bytes]:
        step, wait = (fault.piece, fault.seconds) if isinstance(fault, SlowStream) else (_PIECE, 0.0)
        end = fault.after if isinstance(fault, Cut | Stalled) else len(content)
        for start in range(0, min(end, len(content)), step):
            if wait and start:
                await self._pause(request, wait)
            yield content[start : min(start + step, end)]

    async def _go(
        self, request: web.Request, fault: Cut | Stalled, response: web.StreamResponse | None = None
    ) -> web.StreamResponse:
        """Say nothing more: hang up, or wait until the other side does."""
        if isinstance(fault, Stalled):
            with contextlib.suppress(ConnectionError):
                await self._pause(request, 3600)
        if self.spoken and response is not None:
            self.spoken[-1].left = isinstance(fault, Stalled)
        if request.transport is not None:
            # What was written has to leave before the connection does.
            await asyncio.sleep(0.02)
            request.transport.abort()
        return response or web.Response()

    async def _pause(self, request: web.Request, seconds: float) -> None:
        """Wait, unless the other side hangs up (ConnectionError) or the server ends."""
        until = time.monotonic() + seconds
        while time.monotonic() < until and not self._ending.is_set():
            if request.transport is None or request.transport.is_closing():
                raise ConnectionError
            await asyncio.sleep(min(0.01, seconds))

    def _checked(self, request: web.Request, body: Json) -> Said:
        path = _SPEECH.fullmatch(request.path)
        if path is None or set(request.query) - {"output_format"}:
            raise Violation("the query holds something unknown")
        if unknown := set(body) - _FIELDS:
            raise Violation(f"the body holds {sorted(unknown)}")
        if not isinstance(body.get("text"), str) or not isinstance(body.get("model_id"), str):
            raise Violation("the body holds no text, or no model")
        if not body["text"].strip():
            raise Refused(400, "invalid_text", "The text is empty.")
        self._speaks(path[1])
        self._model_speaks(body)
        output_format = request.query.get("output_format", "mp3_44100_128")
        self._sells(output_format)
        return Said(path[1], output_format, body, streamed=bool(path[2]))

    def _model_speaks(self, body: Json) -> None:
        model = MODELS.get(body["model_id"])
        if model is None or not model.speaks:
            raise Refused(400, "model_not_found", f"A model with model ID {body['model_id']} does not exist.")
        if body.get("language_code") is not None and not model.takes_language:
            raise Violation("this model takes no language_code")
        if len(body["text"]) > model.longest:
            raise Refused(400, "max_character_limit_exceeded", "This request's text is too long.")

    def _sells(self, output_format: str) -> None:
        if output_format not in FORMATS:
            raise Refused(400, "invalid_output_format", f"Invalid output format {output_format}")
        dear = output_format in ("pcm_44100", "pcm_48000", "mp3_44100_192")
        if dear or (output_format.startswith("opus") and not self.opus):
            said = f"Output format '{output_format}' is only available on a higher tier."
            raise Refused(403, "output_format_not_allowed", said, kind="authorization_error")

    def _spend(self, count: int) -> None:
        left = self.characters - self.used
        if count > left:
            said = f"This request exceeds your quota of {self.characters}. You have {left} credits remaining."
            raise Refused(401, "quota_exceeded", said, kind="authentication_error")
        self.used += count

    # The rest

    async def _listen(self, request: web.Request) -> Json:
        if set(request.query) - {"enable_logging"}:
            raise Violation("the query holds something unknown")
        fields, files = await read_form(request, whole=True)
        return await self.hearing.answer(fields, files)

    async def _account(self, _: web.Request) -> Json:
        return {
            "tier": "creator" if self.opus else "free",
            "character_count": self.used,
            "character_limit": self.characters,
            "max_credit_limit_extension": 0,
            "can_extend_character_limit": False,
            "allowed_to_extend_character_limit": False,
            "next_character_count_reset_unix": self.resets_at,
            "voice_slots_used": len(self.voices),
            "professional_voice_slots_used": 0,
            "professional_voice_slots_used_in_workspace": 0,
            "voice_limit": self.voice_limit,
            "voice_add_edit_counter": 0,
            "professional_voice_limit": 0,
            "can_extend_voice_limit": False,
            "can_use_instant_voice_cloning": self.cloning,
            "can_use_professional_voice_cloning": False,
            "current_overage": {"amount": "0", "currency": "usd"},
            "status": "active" if self.cloning else "free",
            "open_invoices": [],
            "has_open_invoices": False,
        }

    async def _models(self, _: web.Request) -> list[Json]:
        return [model.shown() for model in MODELS.values() if model.listed]


async def _json(request: web.Request) -> Json:
    if request.content_type != "application/json":
        raise Violation("the content is not JSON by its type")
    try:
        body: Any = json.loads(await request.read())
    except ValueError as error:
        raise Violation("the content is not JSON") from error
    if not isinstance(body, dict):
        raise Violation("the content is no object")
    return body


def _failed(fault: Status) -> web.Response:
    headers = {} if fault.retry_after is None else {"Retry-After": fault.retry_after}
    if not fault.status:
        return web.Response(status=fault.code, text=f"<html>{_BUSY}</html>", content_type="text/html", headers=headers)
    body = Refused(fault.code, fault.status, fault.message).body
    return web.json_response(body, status=fault.code, headers=headers)


async def _serve(port: int) -> None:
    async with ElevenLabsServer(port) as server:
        print(f"listening on {server.url} with the key {server.key}, voice {VOICE}", flush=True)
        while line := await asyncio.to_thread(sys.stdin.readline):
            server.hearing.always = Understood(line.strip())
        await asyncio.Event().wait()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, default=0, help="where to listen; a free port without it")
    with contextlib.suppress(KeyboardInterrupt):
        asyncio.run(_serve(parser.parse_args().port))
