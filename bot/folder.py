"""The data folder: who is set up there, and what is opened of it."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from bot import compose, lock, terminal
from bot.settings import Settings
from persona.profile import Profile, load
from twin.errors import ProfileError, SourceError
from twin.knowledge import Audience, Source


@contextmanager
def opened(chosen: Settings, folder: Path) -> Iterator[compose.Knowledge]:
    """What was learned in a folder; its files are given back at the end."""
    lock.make_folder(folder)
    knowledge = compose.Knowledge(chosen, folder, terminal.say)
    try:
        yield knowledge
    finally:
        knowledge.store.close()


def set_up(chosen: Settings) -> bool:
    """Whether somebody has begun with a twin of their own here."""
    return any((chosen.data / name).exists() for name in ("owner.toml", "knowledge.db"))


def records(chosen: Settings) -> Path:
    """The ledger.db of whoever is set up here, or else of the example owner."""
    return (chosen.data if set_up(chosen) else chosen.data / "example") / "ledger.db"


def profile_of(chosen: Settings) -> Profile | None:
    """The owner who is set up here, if one is."""
    path = chosen.data / "owner.toml"
    return load(path) if path.exists() else None


def owner_of(chosen: Settings) -> Profile:
    """The owner who is set up here. Raises ProfileError if none is."""
    profile = profile_of(chosen)
    if profile is None:
        raise ProfileError(f"{chosen.data / 'owner.toml'} is missing: `twin init` writes it.")
    return profile


def learned_something(chosen: Settings) -> None:
    """Raises SourceError before looking for a source would make an empty folder of records."""
    if not (chosen.data / "knowledge.db").exists():
        raise SourceError("nothing was learned yet: `twin learn PATH`.")


def level(name: str, profile: Profile | None) -> Audience:
    """The audience of that name, the owner's own or the usual one."""
    if profile is not None:
        return profile.audience(name)
    try:
        return Audience[name.upper()]
    except KeyError as error:
        names = ", ".join(level.name.lower() for level in Audience)
        raise ProfileError(f"{name!r} is no audience: the levels are {names}.") from error


def levels(profile: Profile | None) -> Sequence[str]:
    """The names of the audiences, the lowest first."""
    return profile.audience_names if profile else [level.name.lower() for level in Audience]


def source(knowledge: compose.Knowledge, number: int) -> Source:
    """The source of that number. Raises SourceError if there is none."""
    found = next((source for source in knowledge.store.sources() if source.id == number), None)
    if found is None:
        raise SourceError(f"there is no source {number}: `twin sources` lists them.")
    return found
