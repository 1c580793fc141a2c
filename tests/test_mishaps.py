"""What is noted of something that nobody foresaw."""

import stat
from pathlib import Path

import pytest

from bot import mishaps

SECRET = "what Ann wrote"


def mishap() -> ValueError:
    """An error with a place where it happened."""
    try:
        raise ValueError(SECRET)
    except ValueError as error:
        return error


@pytest.fixture(autouse=True)
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data folder that does not exist yet."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TWIN_DATA", str(tmp_path / "data"))
    return tmp_path / "data"


def test_where_it_happened_is_noted_without_what_people_wrote(data: Path) -> None:
    file = mishaps.note(mishap())

    assert file == data / "errors.log"
    text = file.read_text(encoding="utf-8")
    assert "ValueError" in text
    assert "test_mishaps.py" in text
    assert "in mishap" in text
    assert SECRET not in text


def test_the_folder_is_made_for_its_owners_eyes_only(data: Path) -> None:
    mishaps.note(mishap())

    assert stat.S_IMODE(data.stat().st_mode) == 0o700


def test_one_is_noted_after_the_other(data: Path) -> None:
    mishaps.note(mishap())
    mishaps.note(KeyError(SECRET))

    text = (data / "errors.log").read_text(encoding="utf-8")
    assert text.index("ValueError") < text.index("KeyError")
    assert SECRET not in text


def test_what_an_error_came_from_is_not_quoted_either(data: Path) -> None:
    def cause() -> RuntimeError:
        try:
            try:
                raise ValueError(SECRET)
            except ValueError as error:
                raise RuntimeError("no answer") from error
        except RuntimeError as error:
            error.add_note(SECRET)
            return error

    mishaps.note(cause())

    assert SECRET not in (data / "errors.log").read_text(encoding="utf-8")


def test_an_error_that_cannot_be_noted_is_no_second_one(data: Path) -> None:
    data.write_text("no folder")

    assert mishaps.note(mishap()) is None


def test_settings_that_cannot_be_read_are_no_second_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TWIN_UNHEARD_OF", "x")

    assert mishaps.note(mishap()) is None
