"""What goes wrong on the way to the tests' Discord: faults that were asked for, and too many requests."""

import hashlib
import random
import re
import time
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field

from tests.servers.discord_errors import Json


@dataclass(frozen=True)
class Status:
    """Answered with this status, and not done. 429 says after how many seconds to come back; without ``via`` it is not
    Discord that answers, but who stands before it.
    """

    code: int
    retry_after: float = 1.0
    everywhere: bool = False
    via: bool = True


@dataclass(frozen=True)
class Slow:
    """Done, and answered after so many seconds."""

    seconds: float


@dataclass(frozen=True)
class CutBefore:
    """The connection dies, and nothing was done."""


@dataclass(frozen=True)
class CutAfter:
    """The connection dies before the answer, and it was done."""


@dataclass(frozen=True)
class Hang:
    """Nothing is done, and there is no answer, ever."""


@dataclass(frozen=True)
class Garbage:
    """Done, and answered with something that is not JSON."""


@dataclass(frozen=True)
class Redirect:
    """Of a file: it is said to be somewhere else."""

    to: str


Fault = Status | Slow | CutBefore | CutAfter | Hang | Garbage | Redirect


class Faults:
    """Faults that wait for the requests that they are meant for."""

    def __init__(self) -> None:
        self._waiting: list[tuple[str, re.Pattern[str], Fault]] = []
        self._dice: random.Random | None = None
        self._share = 0.0
        self._choices: Sequence[Fault] = ()
        # Every fault that happened: method, path, fault.
        self.happened: list[tuple[str, str, Fault]] = []

    def next(self, method: str, path: str, fault: Fault, times: int = 1) -> None:
        """Let the next requests fail: "POST" or "*"; "/channels/…/messages" ("…" is any part, "**" anything)."""
        parts = re.escape(path).replace("…", "[^/]+").replace(re.escape("**"), ".*")
        self._waiting += [(method, re.compile(parts), fault)] * times

    def chaos(self, seed: int, share: float, faults: Sequence[Fault]) -> None:
        """Let a share of all requests fail from now on."""
        self._dice, self._share, self._choices = random.Random(seed), share, faults  # noqa: S311 - dice, no secrets

    def clear(self) -> None:
        """Nothing fails any more."""
        self._waiting, self._dice = [], None

    def take(self, method: str, path: str) -> Fault | None:
        """What happens to this request."""
        for waiting in self._waiting:
            asked, pattern, fault = waiting
            if asked in ("*", method) and pattern.fullmatch(path):
                self._waiting.remove(waiting)
                self.happened.append((method, path, fault))
                return fault
        if self._dice and self._dice.random() < self._share:
            fault = self._dice.choice(self._choices)
            self.happened.append((method, path, fault))
            return fault
        return None


@dataclass
class Bucket:
    """How many requests of one kind may be made in a while."""

    limit: int
    seconds: float
    made: deque[float] = field(default_factory=deque)

    def take(self) -> float:
        """Make a request, or say after how many seconds it could be made."""
        now = time.monotonic()
        while self.made and now - self.made[0] >= self.seconds:
            self.made.popleft()
        if len(self.made) >= self.limit:
            return self.seconds - (now - self.made[0])
        self.made.append(now)
        return 0.0

    def headers(self, name: str) -> dict[str, str]:
        """What every answer says of the bucket."""
        now = time.monotonic()
        after = max(0.0, self.seconds - (now - self.made[0])) if self.made else 0.0
        return {
            "X-RateLimit-Limit": str(self.limit),
            "X-RateLimit-Remaining": str(max(0, self.limit - len(self.made))),
            "X-RateLimit-Reset": f"{time.time() + after:.3f}",
            "X-RateLimit-Reset-After": f"{after:.3f}",
            "X-RateLimit-Bucket": hashlib.sha256(name.encode()).hexdigest()[:16],
        }


class Rates:
    """How often the bot may ask, for each route and its first number, and in all."""

    def __init__(self) -> None:
        # How many, in how many seconds, for the routes that are not as the others.
        self._limits: dict[str, tuple[int, float]] = {}
        self._buckets: dict[tuple[str, str], Bucket] = {}
        self._all = Bucket(50, 1.0)
        # Answers with 429, and with 401 and 403: ten thousand in ten minutes, and Discord listens no more.
        self.refused = 0

    def limit(self, route: str, limit: int, seconds: float) -> None:
        """From now on only so many requests: "POST /channels/{channel}/messages"."""
        self._limits[route] = (limit, seconds)
        self._buckets = {key: bucket for key, bucket in self._buckets.items() if key[0] != route}

    def as_discord(self) -> None:
        """The limits that Discord was seen to have."""
        channel, message = "/channels/{channel}", "/channels/{channel}/messages/{message}"
        self.limit(f"POST {channel}/messages", 5, 5.0)
        self.limit(f"PATCH {message}", 5, 5.0)
        self.limit(f"DELETE {message}", 5, 1.0)
        self.limit(f"POST {channel}/typing", 5, 5.0)
        self.limit(f"PUT {message}/reactions/{{emoji}}/@me", 1, 0.3)
        self.limit("POST /users/@me/channels", 10, 10.0)

    def everything(self, limit: int, seconds: float = 1.0) -> None:
        """How many requests may be made in all; Discord has 50 a second."""
        self._all = Bucket(limit, seconds)

    def bucket(self, route: str, major: str) -> Bucket:
        """The bucket of a route for one channel, guild or webhook."""
        if (route, major) not in self._buckets:
            self._buckets[route, major] = Bucket(*self._limits.get(route, (40, 1.0)))
        return self._buckets[route, major]

    def take(self, route: str, major: str, *, counted: bool) -> tuple[float, bool]:
        """Make a request: after how many seconds it could be made, and whether that is so for all requests."""
        if counted and (wait := self._all.take()):
            return wait, True
        return self.bucket(route, major).take(), False


def too_many(seconds: float, *, everywhere: bool) -> Json:
    """The body of a 429."""
    return {"message": "You are being rate limited.", "retry_after": round(seconds, 3), "global": everywhere}
