"""What a platform finds again after a restart."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from bot.ledger import Ledger
from twin.errors import StoreError
from twin.seams import Marks


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with closing(Ledger(tmp_path / "ledger.db")) as opened:
        yield opened


def test_before_anything_was_noted_there_is_nothing(ledger: Ledger) -> None:
    marks: Marks = ledger.marks("discord")

    assert marks.all() == {}


def test_what_was_noted_is_there_after_a_restart(ledger: Ledger, tmp_path: Path) -> None:
    ledger.marks("discord").note({"c/1": "10", "c/2": "20"})
    ledger.marks("discord").note({"c/2": "21", "dm/3": "30"})
    ledger.close()

    with closing(Ledger(tmp_path / "ledger.db")) as again:
        assert again.marks("discord").all() == {"c/1": "10", "c/2": "21", "dm/3": "30"}


def test_an_empty_value_takes_a_mark_away(ledger: Ledger) -> None:
    marks = ledger.marks("discord")
    marks.note({"c/1": "10", "c/2": "20"})

    marks.note({"c/1": "", "c/404": ""})

    assert marks.all() == {"c/2": "20"}


def test_platforms_have_marks_of_their_own(ledger: Ledger) -> None:
    ledger.marks("discord").note({"c/1": "10"})
    ledger.marks("telegram").note({"c/1": "11"})
    ledger.marks("telegram").note({"c/1": ""})

    assert ledger.marks("discord").all() == {"c/1": "10"}
    assert ledger.marks("telegram").all() == {}


def test_marks_that_cannot_be_kept_say_so(ledger: Ledger) -> None:
    ledger.close()

    with pytest.raises(StoreError):
        ledger.marks("discord").note({"c/1": "10"})
