"""The webhook: what Telegram posts to our own server, and what it is answered."""

import hashlib
import hmac
import json
from collections.abc import Mapping
from http import HTTPStatus

from telegram import Update

from adapters.telegram.inbox import Inbox

_PATH = "/telegram"
_HEADER = "x-telegram-bot-api-secret-token"
_LARGEST = 1_000_000


class Hook:
    """Takes in posts while there is an inbox. Telegram repeats what is not answered with 200."""

    def __init__(self, token: str) -> None:
        # What Telegram has to say with every post, so that nobody else can: made from what nobody else has.
        self.secret = hmac.new(token.encode(), b"twin webhook", hashlib.sha256).hexdigest()
        self._inbox: Inbox | None = None

    @property
    def path(self) -> str:
        """Where Telegram posts."""
        return _PATH

    def begin(self, inbox: Inbox) -> None:
        """From now on posts are taken in."""
        self._inbox = inbox

    def end(self) -> None:
        """No more; they wait at Telegram."""
        self._inbox = None

    async def called(self, headers: Mapping[str, str], body: bytes) -> int:
        """Take in one post; the HTTP status. Header names are in lower case."""
        if not hmac.compare_digest(headers.get(_HEADER, "").encode("utf-8", "replace"), self.secret.encode()):
            return HTTPStatus.FORBIDDEN
        if len(body) > _LARGEST:
            return HTTPStatus.REQUEST_ENTITY_TOO_LARGE
        if self._inbox is None:
            return HTTPStatus.SERVICE_UNAVAILABLE
        posted = _update(body)
        return HTTPStatus.BAD_REQUEST if posted is None else await _take(posted, self._inbox)


def _update(body: bytes) -> dict[str, object] | None:
    try:
        posted = json.loads(body)
    except (ValueError, RecursionError):
        return None
    return posted if isinstance(posted, dict) and type(posted.get("update_id")) is int else None


async def _take(posted: dict[str, object], inbox: Inbox) -> int:
    try:
        update = _parsed(posted)
        if update is None:
            await inbox.take_unreadable(int(str(posted["update_id"])), json.dumps(posted))
        else:
            await inbox.take(update)
    except Exception as error:  # noqa: BLE001 - whatever it is, Telegram is to post it again
        await inbox.tell(error)
        return HTTPStatus.SERVICE_UNAVAILABLE
    inbox.kept()
    return HTTPStatus.OK


def _parsed(posted: dict[str, object]) -> Update | None:
    try:
        return Update.de_json(posted)
    except Exception:  # noqa: BLE001 - as many kinds of errors as there are fields
        return None
