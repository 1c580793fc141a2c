"""Tests of meaning.py and of what threads.py makes of Discord's refusals: by status, by number, by what never left."""

import ssl
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any, cast

import aiohttp
import discord
import pytest

from adapters.discord import pace, threads
from adapters.discord.meaning import DELETED, meaning
from twin.errors import DeliveryError, InDoubt, NotNow, Refused

JSON: Mapping[str, str] = {"Content-Type": "application/json"}


@dataclass
class Response:
    """As much of a response as an error looks at."""

    status: int
    headers: Mapping[str, str] = field(default_factory=lambda: JSON)
    reason: str = "Reason"
    body: object = None

    async def json(self, *, content_type: str | None) -> object:
        """Its body."""
        assert content_type is None
        return self.body


def answered(
    status: int, code: int = 0, *, said: str = "SECRET", headers: Mapping[str, str] = JSON, **more: object
) -> discord.HTTPException:
    """An error as the library makes it of an answer."""
    kinds = {403: discord.Forbidden, 404: discord.NotFound}
    kind = discord.DiscordServerError if status >= 500 else kinds.get(status, discord.HTTPException)
    return kind(cast("Any", Response(status, headers)), {"code": code, "message": said, **more})


def key() -> aiohttp.client_reqrep.ConnectionKey:
    return aiohttp.client_reqrep.ConnectionKey("discord.com", 443, True, True, None, None, None)  # noqa: FBT003


def never_sent() -> list[Exception]:
    cause = OSError(111, "refused")
    return [
        aiohttp.ClientConnectorError(key(), cause),
        aiohttp.ClientConnectorDNSError(key(), cause),
        aiohttp.ClientConnectorSSLError(key(), ssl.SSLError(1, "bad")),
        aiohttp.ClientConnectorCertificateError(key(), ssl.CertificateError("bad")),
        aiohttp.ConnectionTimeoutError("slow"),
    ]


@pytest.mark.parametrize("error", never_sent(), ids=lambda error: type(error).__name__)
def test_without_a_connection_it_surely_did_not_arrive(error: Exception) -> None:
    assert isinstance(meaning(error), NotNow)


@pytest.mark.parametrize(
    "error",
    [
        answered(500),
        answered(503),
        answered(408),
        aiohttp.ServerDisconnectedError(),
        aiohttp.ClientOSError(104, "reset"),
        aiohttp.SocketTimeoutError("slow"),
        aiohttp.ClientPayloadError(),
        TimeoutError(),
        OSError(104, "reset"),
        KeyError("id"),
        TypeError("string indices must be integers"),
        discord.InvalidData("?"),
        RuntimeError("Session is closed"),
    ],
    ids=repr,
)
def test_everything_else_is_in_doubt(error: Exception) -> None:
    assert isinstance(meaning(error), InDoubt)


@pytest.mark.parametrize(
    ("error", "seconds"),
    [
        (discord.RateLimited(77.5), 77.5),
        (discord.RateLimited(float("nan")), 60),
        (discord.RateLimited(1e12), 86400),
        (discord.LoginFailure("bad"), 60),
        (answered(401), 60),
        (answered(429, headers={"Retry-After": "12"}), 12),
        (answered(429, headers={"Retry-After": "-3"}), 0),
        (answered(429, headers={"Retry-After": "tomorrow"}), None),
        (answered(429, headers={}), None),
        (answered(400, 20016, headers={"Retry-After": "30", **JSON}), 30),
        (answered(403, 20028), None),
        (answered(403, 40333), None),
        (answered(403, headers={"Content-Type": "text/html"}), 60),
        (answered(403, headers={"Content-Type": "text/html", "Retry-After": "9"}), 9),
    ],
)
def test_it_waits_for_as_long_as_it_is_told(error: Exception, seconds: float | None) -> None:
    failure = meaning(error)
    assert isinstance(failure, NotNow)
    assert failure.seconds == seconds


@pytest.mark.parametrize(
    ("body", "headers", "seconds"),
    [
        ({"retry_after": 1.25}, {"Retry-After": "2"}, 1.25),
        ("<html>", {"Retry-After": "2"}, 2),
        ({"retry_after": "soon"}, {}, None),
        (None, {}, None),
    ],
)
async def test_the_answer_itself_says_most_exactly_how_long_to_wait(
    body: object, headers: Mapping[str, str], seconds: float | None
) -> None:
    error = discord.HTTPException(cast("Any", Response(429, headers, body=body)), None)
    assert await pace._wait(error) == seconds


def unknown_message(path: str) -> discord.HTTPException:
    errors = {path: {"_errors": [{"code": "REPLIES_UNKNOWN_MESSAGE", "message": "Unknown message"}]}}
    return answered(400, 50035, said="Invalid Form Body", errors=errors)


@pytest.mark.parametrize(
    ("error", "words", "closed"),
    [
        (unknown_message("message_reference"), DELETED, False),
        (unknown_message("other"), "error 50035", False),
        (answered(404, 10003), "does not exist any more", True),
        (answered(404, 10004), "not in this Discord server", True),
        (answered(404, 10008), "does not exist any more", False),
        (answered(403, 50001), "View Channel", False),
        (answered(403, 50013), "Send Messages", False),
        (answered(403, 50007), "no private messages", True),
        (answered(403, 50278), "shares no Discord server", True),
        (answered(403, 160002), "Read Message History", False),
        (answered(400, 160005), "locked", False),
        (answered(400, 50083), "archived", False),
        (answered(400, 200000), "moderation", False),
        (answered(400, 12345), "error 12345 (status 400)", False),
        (answered(405), "error 0 (status 405)", False),
    ],
)
def test_a_refusal_is_told_in_words(error: Exception, words: str, *, closed: bool) -> None:
    failure = meaning(error)
    assert isinstance(failure, Refused)
    assert words in str(failure)
    assert failure.closed is closed


@pytest.mark.parametrize(
    "error", [answered(status, code) for status in (400, 403, 404, 429, 500) for code in (0, 50013)]
)
def test_what_discord_said_goes_no_further(error: Exception) -> None:
    assert isinstance(meaning(error), DeliveryError)
    assert "SECRET" not in str(meaning(error))


@dataclass
class Question:
    """A message from which a thread is opened, or not."""

    refusals: list[int]
    names: list[str] = field(default_factory=list)

    async def create_thread(self, *, name: str) -> object:
        """Open it, unless something speaks against that."""
        self.names.append(name)
        if self.refusals and (code := self.refusals.pop(0)):
            raise answered(400, code)
        return SimpleNamespace()


@pytest.mark.parametrize(
    ("refusals", "names", "against"),
    [
        ([], ["Tyres"], 0),
        ([160004], ["Tyres"], 0),
        ([200001], ["Tyres", "💬"], 0),
        ([50013], ["Tyres"], 50013),
        ([160006], ["Tyres"], 160006),
        ([200001, 50013], ["Tyres", "💬"], 50013),
    ],
)
async def test_a_thread_is_opened_unless_that_is_refused(refusals: list[int], names: list[str], against: int) -> None:
    question = Question(refusals)
    assert await threads._create(cast("Any", question), "Tyres") == against
    assert question.names == names


@pytest.mark.parametrize("refusals", [[200001, 200001], [12345]])
async def test_any_other_refusal_of_a_thread_is_raised(refusals: list[int]) -> None:
    with pytest.raises(discord.HTTPException):
        await threads._create(cast("Any", Question(refusals)), "Tyres")
