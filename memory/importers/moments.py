"""Moments as exports write them, to aware times."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal, InvalidOperation

from memory.importers.records import plausible

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
# Seconds after 1970 of about the year 3000.
_FAR = 32_500_000_000
# The first moment of 2015 in milliseconds, from which Discord counts.
_DISCORD = 1_420_070_400_000


def of_epoch(value: object, per_second: int = 1) -> datetime | None:
    """So many seconds, or parts of a second, after 1970 in world time; None where no chat can be that old or new.

    Raises ValueError for what is no number.
    """
    if isinstance(value, bool) or not isinstance(value, (int, float, str)):
        raise ValueError("not a number")
    try:
        seconds = Decimal(str(value) if isinstance(value, float) else value) / per_second
        far = not 0 <= seconds < _FAR
    except InvalidOperation as error:
        raise ValueError("not a number") from error
    if far:
        return None
    return plausible(_EPOCH + timedelta(microseconds=int(seconds * 1_000_000)))


def of_iso(value: str) -> datetime | None:
    """A moment of ISO 8601, in world time where its zone is given; raises ValueError for what is none."""
    try:
        moment = datetime.fromisoformat(value.strip())
        return plausible(moment if moment.tzinfo is None else moment.astimezone(UTC))
    except OverflowError:
        return None


def of_discord(number: str) -> datetime | None:
    """When Discord gave out a number, which is also the moment of the message that it names; None if it is none."""
    if not number.isascii() or not number.isdigit() or not 17 <= len(number) <= 20:
        return None
    return of_epoch((int(number) >> 22) + _DISCORD, per_second=1000)


def in_world_time(moment: datetime | None) -> datetime | None:
    """A moment whose zone is not written, but known to be world time."""
    return moment if moment is None or moment.tzinfo else moment.replace(tzinfo=UTC)
