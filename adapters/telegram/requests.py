"""Requests to Telegram, and whether what comes back is an answer of Telegram at all."""

import json
from http import HTTPStatus
from typing import Any

from telegram.error import NetworkError
from telegram.request import HTTPXRequest

# What the library takes for a word about the token, whoever says it.
_ABOUT_THE_TOKEN = (HTTPStatus.UNAUTHORIZED, HTTPStatus.NOT_FOUND)


class Requests(HTTPXRequest):
    """All requests but those that fetch updates."""

    def __init__(self) -> None:
        super().__init__(
            connection_pool_size=32,
            connect_timeout=10,
            read_timeout=20,
            write_timeout=20,
            # For each stretch of a file, of which a slow line takes none for a while.
            media_write_timeout=60,
            pool_timeout=5,
        )

    async def do_request(self, *arguments: Any, **named: Any) -> tuple[int, bytes]:  # noqa: ANN401 - the library's own types
        """One request. A page that somebody on the way says "not found" with does not make a token invalid."""
        code, payload = await super().do_request(*arguments, **named)
        if code in _ABOUT_THE_TOKEN and answer_in(payload) is None:
            raise NetworkError("That was no answer of Telegram.")
        return code, payload


def answer_in(payload: bytes) -> dict[str, Any] | None:
    """An answer as Telegram gives it; None for what comes from others on the way, such as a hotel's login page."""
    try:
        answer = json.loads(payload.decode("utf-8", "replace"))
    except (ValueError, RecursionError):
        return None
    return answer if isinstance(answer, dict) and isinstance(answer.get("ok"), bool) else None
