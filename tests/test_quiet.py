"""The hours in which the owner is not to be disturbed: as they are written, and until when they last."""

from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, time
from pathlib import Path
from time import tzset
from zoneinfo import ZoneInfo

import pytest

from bot.desk import quiet
from bot.desk.quiet import Quiet, parsed
from bot.ledger import Ledger
from tests.example import contains
from twin.errors import DeskError

BERLIN = "Europe/Berlin"
NIGHT = Quiet(time(22), time(7), BERLIN)


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with closing(Ledger(tmp_path / "ledger.db")) as opened:
        yield opened


def berlin(text: str, fold: int = 0) -> datetime:
    """A moment as a clock in Berlin shows it."""
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(BERLIN), fold=fold)


@pytest.mark.parametrize(
    ("written", "hours"),
    [
        ("22-7", "22:00-07:00"),
        (" 22:00-07:00 ", "22:00-07:00"),
        ("22.30 – 7", "22:30-07:00"),
        ("9-17:15", "09:00-17:15"),
        ("20-24", "20:00-00:00"),
        ("22:30-7 Europe/Berlin", "22:30-07:00 Europe/Berlin"),
        ("22-7 europe/berlin", "22:00-07:00 Europe/Berlin"),
        ("22-7  UTC", "22:00-07:00 UTC"),
    ],
)
def test_hours_are_read_as_people_write_them(written: str, hours: str) -> None:
    assert str(parsed(written)) == hours
    assert parsed(hours) == parsed(written)


@pytest.mark.parametrize("written", ["off", "Off", " never "])
def test_there_may_be_none(written: str) -> None:
    assert parsed(written) is None


@pytest.mark.parametrize(
    ("written", "why"),
    [
        ("", "22-7"),
        ("late", "22-7"),
        ("22", "22-7"),
        ("22-7-9", "22-7"),
        ("25-7", "25:00 is no time of day"),
        ("24:30-7", "24:30 is no time of day"),
        ("22-7:60", "7:60 is no time of day"),
        ("7-7", "/pause"),
        ("0-24", "/pause"),
        ("22-7 Europe/Berlim", "Europe/Berlim is no time zone"),
        ("22-7 Europe", "Europe is no time zone"),
        ("22-7 ../../etc/passwd", "22-7"),
        ("22-7 /etc/passwd", "no time zone"),
        ("2" * 200_000 + "-7", "22-7"),
        ("22-7" + " " * 200_000 + "?", "22-7"),
    ],
)
def test_what_is_no_hours_is_told(written: str, why: str) -> None:
    with pytest.raises(DeskError, match=why) as raised:
        parsed(written)
    assert len(str(raised.value)) < 200


@pytest.mark.parametrize(
    ("now", "until"),
    [
        ("2026-01-02 21:59:59", None),
        ("2026-01-02 22:00", "2026-01-03 07:00"),
        ("2026-01-02 23:59", "2026-01-03 07:00"),
        ("2026-01-03 00:00", "2026-01-03 07:00"),
        ("2026-01-03 06:59:59", "2026-01-03 07:00"),
        ("2026-01-03 07:00", None),
        ("2026-01-03 12:00", None),
    ],
)
def test_a_night_goes_on_past_midnight(now: str, until: str | None) -> None:
    assert NIGHT.until(berlin(now)) == (berlin(until) if until else None)


@pytest.mark.parametrize(("now", "quiet_now"), [("08:59", False), ("09:00", True), ("16:59", True), ("17:00", False)])
def test_a_day_has_an_end(now: str, quiet_now: bool) -> None:
    assert bool(Quiet(time(9), time(17), BERLIN).until(berlin(f"2026-01-02 {now}"))) is quiet_now


def test_the_clock_is_that_of_the_zone_wherever_now_is_told() -> None:
    # 22:30 in Berlin, and the day before in New York.
    now = datetime(2026, 1, 2, 21, 30, tzinfo=UTC).astimezone(ZoneInfo("America/New_York"))

    assert NIGHT.until(now) == datetime(2026, 1, 3, 6, tzinfo=UTC)


def test_a_night_in_which_clocks_are_set_ends_by_the_clock() -> None:
    spring = NIGHT.until(berlin("2026-03-28 22:00"))
    autumn = NIGHT.until(berlin("2026-10-24 22:00"))

    assert spring == datetime(2026, 3, 29, 5, tzinfo=UTC)
    assert autumn == datetime(2026, 10, 25, 6, tzinfo=UTC)


def test_an_hour_that_is_left_out_is_quiet_for_nobody() -> None:
    left_out = Quiet(time(2), time(3), BERLIN)

    assert left_out.until(berlin("2026-03-29 01:59")) is None
    assert left_out.until(berlin("2026-03-29 03:00")) is None
    assert left_out.until(berlin("2026-03-30 02:30")) == berlin("2026-03-30 03:00")


def test_an_hour_that_comes_twice_is_quiet_from_the_first_to_the_end() -> None:
    twice = Quiet(time(2), time(3), BERLIN)

    assert twice.until(berlin("2026-10-25 02:30")) == berlin("2026-10-25 03:00")
    assert twice.until(berlin("2026-10-25 02:30", fold=1)) == berlin("2026-10-25 03:00")
    assert twice.until(berlin("2026-10-25 03:00")) is None


def test_without_a_zone_the_clock_is_that_of_the_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    night = Quiet(time(22), time(7))
    try:
        monkeypatch.setenv("TZ", "Asia/Tokyo")
        tzset()
        tokyo = night.until(datetime(2026, 1, 2, 14, tzinfo=UTC))
        awake = night.until(datetime(2026, 1, 2, 12, tzinfo=UTC))
    finally:
        monkeypatch.undo()
        tzset()

    assert tokyo == datetime(2026, 1, 2, 22, tzinfo=UTC)
    assert awake is None


def test_what_was_chosen_stays_chosen(ledger: Ledger, tmp_path: Path) -> None:
    now = berlin("2026-01-02 23:00").astimezone(UTC)
    assert quiet.standing(ledger, now) is None

    quiet.choose(ledger, NIGHT)

    with closing(Ledger(tmp_path / "ledger.db")) as again:
        assert quiet.chosen(again) == NIGHT
        assert quiet.standing(again, now) == berlin("2026-01-03 07:00")
    quiet.choose(ledger, None)
    assert quiet.standing(ledger, now) is None


def test_hours_that_cannot_be_read_any_more_disturb_nobody_else(ledger: Ledger) -> None:
    ledger.notices.note("quiet", "22-7 Atlantis/Capital")

    assert quiet.chosen(ledger) is None


def test_the_owner_is_told_which_hours_there_are(ledger: Ledger) -> None:
    assert "no quiet hours" in quiet.told(ledger, "")
    said = quiet.told(ledger, "22-7 europe/berlin")
    assert contains(said, "22:00", "07:00", BERLIN) == ["22:00", "07:00", BERLIN]
    assert quiet.told(ledger, " ") == said
    assert "machine" in quiet.told(ledger, "22-7")
    assert "no quiet hours" in quiet.told(ledger, "off")
