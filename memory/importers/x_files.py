"""The files of X's archive: scripts that each hold one JSON array, and whose archive it is."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from memory.importers import json_values, reading
from memory.importers.json_values import DamagedError
from twin.errors import SourceError

ACCOUNT = "account.js"
_DATA = "data"
_PREFIX = re.compile(rb"\s*window\.YTD\.(\w{1,60})\.part\d{1,4}\s*=\s*")
_SHORTENED = re.compile(r"https?://t\.co/\w{1,40}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Account:
    """Whose archive it is: their number, their name in links, and what they call themselves; empty where not told."""

    number: str = ""
    name: str = ""
    shown: str = ""

    def link(self, tweet: int) -> str:
        """Where a tweet is."""
        return f"https://x.com/{self.name or 'i'}/status/{tweet}"


def holds(head: bytes) -> str:
    """What the array of a script holds, by its first bytes, such as «tweets»; empty for any other file."""
    match = _PREFIX.match(head)
    return match[1].decode() if match else ""


def skipped(path: Path) -> int:
    """How many bytes of a script stand before its array."""
    match = _PREFIX.match(reading.head(path)[:1000])
    return match.end() if match else 0


def found(folder: Path, names: Iterable[str], wanted: Callable[[str], object]) -> list[Path]:
    """The wanted files, in order, in an archive's folder or in the one for data in it."""
    known = list(names)
    try:
        if _DATA in known and not any(map(wanted, known)):
            folder = folder / _DATA
            known = [file.name for file in folder.iterdir()]
    except OSError:
        return []
    # Parts beyond the ninth come after those before.
    return sorted((folder / name for name in known if wanted(name)), key=lambda file: (len(file.name), file.name))


def names_in(path: Path) -> Sequence[str]:
    """What stands in a folder; raises SourceError if it cannot be looked into."""
    try:
        return [file.name for file in path.iterdir()]
    except OSError as error:
        raise SourceError(f"{path} cannot be read: {error.strerror}.") from error


def account(folder: Path) -> Account:
    """Whose archive it is, by the file in the folder of data; nobody's if it is missing or broken."""
    path = folder / ACCOUNT
    try:
        for _, value in json_values.values_of(path, ["item.account"], skipped(path)) if path.is_file() else ():
            told: Mapping[str, object] = value if isinstance(value, dict) else {}
            fields = (told.get(name) for name in ("accountId", "username", "accountDisplayName"))
            return Account(*(field if isinstance(field, str) else "" for field in fields))
    except (DamagedError, SourceError):
        # Without it links are more general, and it must be said which author the owner is.
        pass
    return Account()


def with_links(text: str, links: Mapping[str, str]) -> str:
    """The text with whole links for shortened ones, and without what is escaped in it."""
    whole = _SHORTENED.sub(lambda match: links.get(match[0], match[0]), text)
    # The last of all, since what it gives may look like another.
    return whole.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&").strip()


def without_links(text: str) -> str:
    """The words of a text alone."""
    return " ".join(re.sub(r"https?://\S+", " ", text).split())
