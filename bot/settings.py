"""Every environment variable, read once; what they mean stands in ``.env.example``."""

import hashlib
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from dotenv import dotenv_values

from twin.errors import SettingsError


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings; a field ``data`` is the variable ``TWIN_DATA``, and so on."""

    data: Path = Path("~/.ai-twin").expanduser()  # noqa: RUF009 - a path does not change
    models: Path | None = None
    embedder: str = ""
    threads: int = 0

    @property
    def embedder_key(self) -> str:
        """The embedder's name as a short file name."""
        return hashlib.blake2b(self.embedder.encode(), digest_size=4).hexdigest()

    @property
    def models_folder(self) -> Path:
        """Where the exported embedder lies."""
        return self.models or self.data / "models"


def read(environment: Mapping[str, str] = os.environ, file: Path = Path(".env")) -> Settings:
    """The settings from the environment, and from ``.env`` for what stands only there. Raises SettingsError."""
    values = _values_in(file) | dict(environment)
    given = {name: values[name] for name in values if name.startswith("TWIN_") and values[name].strip()}
    known = {f"TWIN_{field.name.upper()}": field for field in fields(Settings)}
    if unknown := sorted(given.keys() - known.keys()):
        raise SettingsError(f"{unknown[0]} is no setting of twin: the settings are {', '.join(sorted(known))}.")
    return Settings(**{known[name].name: _READERS[known[name].name](name, value) for name, value in given.items()})


def _values_in(file: Path) -> dict[str, str]:
    try:
        return {name: value for name, value in dotenv_values(file).items() if value is not None}
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(f"{file.absolute()} cannot be read: it must be a text file in UTF-8.") from error


def _folder(name: str, value: str) -> Path:
    try:
        return Path(value.strip()).expanduser()
    except RuntimeError as error:
        raise SettingsError(f"{name} is {value!r}: there is no such user, so write the whole path.") from error


def _text(_: str, value: str) -> str:
    return value.strip()


def _whole_number(name: str, value: str) -> int:
    if not value.isascii() or not value.isdigit() or int(value) > 1024:
        raise SettingsError(f"{name} is {value!r}: give a whole number from 0 to 1024.")
    return int(value)


_READERS: dict[str, Callable[[str, str], Any]] = {
    "data": _folder,
    "models": _folder,
    "embedder": _text,
    "threads": _whole_number,
}
