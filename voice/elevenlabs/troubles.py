"""What went wrong with a request to ElevenLabs, in the owner's words: nothing in them is taken from what was said."""

import math
import re
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any

import httpx
from elevenlabs.core.api_error import ApiError

_NAMED = re.compile(r"[a-z]{2,20}(?:_[a-z]{1,20}){0,6}")


@dataclass(frozen=True, slots=True)
class Trouble:
    """Why a request failed. ``kind`` is as in SpeechError, ``word`` ElevenLabs' own for it, if it has one.

    ``passing``: the same may succeed in a while, ``after`` so many seconds, if that was told. ``undone``: nothing has
    come of it for sure.
    """

    kind: str
    sentence: str
    word: str = ""
    passing: bool = False
    undone: bool = True
    after: float | None = None


KEY = Trouble(
    "key",
    "ElevenLabs did not take the key: check TWIN_ELEVENLABS_KEY, and that the key may use speech, voices, and what the "
    "account has left.",
)
QUOTA = Trouble(
    "quota",
    "The ElevenLabs account has too few characters left for this: they come back with its next period, or more can be "
    "bought there.",
)
VOICE = Trouble("voice", "ElevenLabs does not have this voice: `twin voice list` shows which there are.")
UNVERIFIED = Trouble(
    "voice", "ElevenLabs wants to know first whose voice this is: open its page there, and read the sentences it shows."
)
PLAN = Trouble("refused", "The plan of the ElevenLabs account does not include this: see its subscription there.")
FULL = Trouble(
    "refused",
    "The ElevenLabs account has no room for another voice: delete one with `twin voice delete`, or there.",
)
REFUSED = Trouble("refused", "ElevenLabs refused what it was asked for{word}.")
BUSY = Trouble("busy", "ElevenLabs takes no more requests for now: it goes on by itself in a while.", passing=True)
ILL = Trouble("busy", "ElevenLabs has a trouble of its own for now.", passing=True, undone=False)
UNREACHABLE = Trouble("network", "ElevenLabs cannot be reached: is this machine online?", passing=True)
BROKEN_OFF = Trouble("network", "The connection to ElevenLabs broke off.", passing=True, undone=False)
SOMEBODY_ELSE = Trouble(
    "network",
    "What answers in ElevenLabs' place is something else: check TWIN_ELEVENLABS_URL, and whether this network wants "
    "to be signed in to first.",
    undone=False,
)
LATE = Trouble(
    "timeout",
    "ElevenLabs took too long: try again later, or set TWIN_VOICE_TIMEOUT higher.",
    passing=True,
    undone=False,
)
NO_SOUND = Trouble("sound", "What ElevenLabs sent is no sound that can be used.", undone=False)

# What ElevenLabs calls them: https://elevenlabs.io/docs/developers/resources/errors
_WORDS = {
    KEY: "invalid_api_key missing_api_key invalid_authorization_header needs_authorization missing_permissions",
    QUOTA: "quota_exceeded insufficient_credits",
    VOICE: "voice_not_found voice_does_not_exist invalid_voice_id",
    UNVERIFIED: "voice_not_verified voice_requires_verification",
    PLAN: "can_not_use_instant_voice_cloning paid_plan_required payment_required subscription_required "
    "output_format_not_allowed detected_unusual_activity",
    FULL: "voice_limit_reached voice_add_edit_limit_reached",
    BUSY: "too_many_concurrent_requests concurrent_limit_exceeded system_busy rate_limit_exceeded",
}
_BY_WORD = {word: trouble for trouble, words in _WORDS.items() for word in words.split()}
_BY_CODE = {401: KEY, 402: PLAN, 408: ILL, 425: BUSY, 429: BUSY}


def trouble_of(error: Exception) -> Trouble:
    """What this error of the client means."""
    if isinstance(error, ApiError):
        return _answered(error)
    if isinstance(error, TimeoutError | httpx.ReadTimeout | httpx.WriteTimeout):
        return LATE
    if isinstance(error, httpx.ConnectError | httpx.ConnectTimeout | httpx.PoolTimeout):
        return UNREACHABLE
    if isinstance(error, httpx.TransportError | OSError):
        return BROKEN_OFF
    return SOMEBODY_ELSE


def _answered(error: ApiError) -> Trouble:
    code, word = error.status_code or 0, _word(error.body)
    if code < 400 or (not word and code not in _BY_CODE and code < 500):
        return SOMEBODY_ELSE
    trouble = _BY_WORD.get(word) or _BY_CODE.get(code) or (ILL if code >= 500 else REFUSED)
    sentence = trouble.sentence.format(word=f" ({word.replace('_', ' ')})" if word else "")
    return replace(trouble, sentence=sentence, word=word, after=_after(error.headers) if trouble.passing else None)


def _word(body: Any) -> str:  # noqa: ANN401 - whatever came as JSON
    """What ElevenLabs calls it, if that looks like a name and nothing else; empty if it is somebody else's body."""
    detail = body.get("detail") if isinstance(body, dict) else None
    if isinstance(detail, list | str) and detail:
        return "invalid_request"
    if not isinstance(detail, dict):
        return ""
    words = [detail.get(name) for name in ("status", "code", "type")]
    names = [word for word in words if isinstance(word, str) and _NAMED.fullmatch(word)]
    return next((word for word in names if word in _BY_WORD), names[0] if names else "invalid_request")


def _after(headers: dict[str, str] | None) -> float | None:
    """In how many seconds to come back; it is told as a number, or as a moment."""
    value = (headers or {}).get("retry-after", "").strip()
    try:
        seconds = float(value)
    except ValueError:
        try:
            moment = parsedate_to_datetime(value)
        except ValueError:
            return None
        seconds = (moment.replace(tzinfo=moment.tzinfo or UTC) - datetime.now(UTC)).total_seconds()
    return max(0.0, seconds) if math.isfinite(seconds) else None
