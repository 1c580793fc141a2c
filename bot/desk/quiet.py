"""The hours in which the owner is not to be disturbed."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo, available_timezones

from bot.ledger import Ledger
from twin.errors import DeskError

# Where it is noted, in the records.
_NOTED = "quiet"
_OFF = ("off", "never", "none")
_DAY = timedelta(days=1)
_TIME = "([0-9]{1,2})(?:[:.]([0-9]{2}))?"
_HOURS = re.compile(rf"{_TIME}\s?[-–—]\s?{_TIME}(?: ([A-Za-z0-9_+/-]{{1,64}}))?")
_USAGE = "Give the hours, such as 22-7, 22:30-07:00 or 22-7 Europe/Berlin, or off."


@dataclass(frozen=True, slots=True)
class Quiet:
    """From when to when, each day, on the clocks of ``zone``: on those of this machine if it is empty."""

    begins: time
    ends: time
    zone: str = ""

    def until(self, now: datetime) -> datetime | None:
        """When the quiet time ends that ``now`` lies in; None if it lies in none."""
        here = now.astimezone(ZoneInfo(self.zone) if self.zone else None).date()
        # The one that began yesterday may go on.
        for day in (here - _DAY, here):
            end_day = day if self.begins < self.ends else day + _DAY
            if self._moment(day, self.begins) <= now < (end := self._moment(end_day, self.ends)):
                return end
        return None

    def _moment(self, day: date, at: time) -> datetime:
        """The clock's time of that day; a time that is left out when clocks are set counts as if they were not."""
        local = datetime.combine(day, at)
        if self.zone:
            local = local.replace(tzinfo=ZoneInfo(self.zone))
        return local.astimezone(UTC)

    def __str__(self) -> str:
        """As it is written, and read again."""
        hours = f"{self.begins:%H:%M}-{self.ends:%H:%M}"
        return f"{hours} {self.zone}" if self.zone else hours


def parsed(text: str) -> Quiet | None:
    """The hours as people write them; None for ``off``. Raises DeskError."""
    written = " ".join(text.split())
    if written.casefold() in _OFF:
        return None
    found = _HOURS.fullmatch(written)
    if found is None:
        raise DeskError(f"That cannot be read as hours. {_USAGE}")
    begins, ends = _time(found[1], found[2]), _time(found[3], found[4])
    if begins == ends:
        raise DeskError("That would be the whole day: /pause is what stops everything.")
    return Quiet(begins, ends, _zone(found[5] or ""))


def _time(hour: str, minute: str | None) -> time:
    # A day ends at 24:00, which is when the next one begins.
    hours, minutes = int(hour), int(minute or 0)
    if hours > 24 or minutes > 59 or (hours == 24 and minutes):
        raise DeskError(f"{hour}:{minute or '00'} is no time of day. {_USAGE}")
    return time(hours % 24, minutes)


def _zone(name: str) -> str:
    """A time zone as its data has it, in whichever case it was written."""
    if not name or _known(name):
        return name
    found = next((zone for zone in available_timezones() if zone.casefold() == name.casefold()), None)
    if found is None:
        raise DeskError(f"{name} is no time zone that this machine knows: they are called as in Europe/Berlin.")
    return found


def _known(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        return False
    return True


def chosen(ledger: Ledger) -> Quiet | None:
    """The hours that the owner has chosen; None if nothing, or what cannot be read any more."""
    try:
        return parsed(ledger.notices.noted(_NOTED) or "off")
    except DeskError:
        return None


def choose(ledger: Ledger, quiet: Quiet | None) -> None:
    """Note the hours, or that there are none."""
    ledger.notices.note(_NOTED, str(quiet) if quiet else "off")


def standing(ledger: Ledger, now: datetime) -> datetime | None:
    """Until when the owner is not to be disturbed; None if they may be."""
    quiet = chosen(ledger)
    return quiet.until(now) if quiet else None


def told(ledger: Ledger, hours: str) -> str:
    """Choose these hours if some are given, and tell which are chosen. Raises DeskError."""
    if hours.strip():
        choose(ledger, parsed(hours))
    quiet = chosen(ledger)
    if quiet is None:
        return "There are no quiet hours: what waits is shown at once."
    where = quiet.zone or "the clock of the machine where the twin runs"
    hours = f"from {quiet.begins:%H:%M} to {quiet.ends:%H:%M} ({where})"
    return f"Quiet {hours}: only danger, and what is written where you took over, is shown then."
