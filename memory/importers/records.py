"""What every importer yields: documents, the messages of chats, and the places it could not read."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Protocol

# The identity of whoever an export itself says it belongs to; no platform's number begins with a control character.
SELF = "\x1eowner"


@dataclass(frozen=True, slots=True)
class Document:
    """Something the owner published or noted: plain text whose blocks are parted by blank lines.

    ``place`` names it for good (the file's resolved path); ``written_at`` is naive local or aware time.
    A block that starts with ``"# "`` is a heading; one in triple back-quotes is code.
    """

    place: str
    title: str
    link: str
    written_at: datetime | None
    text: str


@dataclass(frozen=True, slots=True)
class ChatMessage:
    """One message of an exported chat.

    ``place`` names the chat for good (``telegram/<id>``, ``whatsapp/<title>``) and ``chat`` is its title for people.
    ``key`` names the message in that chat where the platform numbers them, else it is empty; ``reply_to`` is the
    key of the message that it answers. ``author_id`` is the platform's number for the author, ``~`` and the name for
    a stranger of whom only the name is known that they chose themselves, else empty.

    ``by_owner``: the export itself tells that its owner wrote this. ``thread`` parts a place whose messages belong to
    several conversations, such as a mailbox: nothing in one answers what stands in another. ``mentions`` are the
    names or identities of those whom it is expressly for, beside what its text says. ``by_bot``: a program wrote it.
    ``forwarded``: its author passed on what was written elsewhere, maybe by another. ``letter``: it answers what it
    names, and never what only stands before it.
    """

    place: str
    chat: str
    key: str
    author: str
    author_id: str
    sent_at: datetime | None
    text: str
    reply_to: str = ""
    by_owner: bool = False
    thread: str = ""
    mentions: tuple[str, ...] = ()
    by_bot: bool = False
    forwarded: bool = False
    letter: bool = False

    @property
    def identity(self) -> str:
        """What tells one author of a chat from another: ``author_id``, else the name; SELF where the export says so."""
        return SELF if self.by_owner else self.author_id or self.author

    @property
    def within(self) -> str:
        """The conversation that it is part of: its place, or one thread of that."""
        return f"{self.place}/{self.thread}" if self.thread else self.place


@dataclass(frozen=True, slots=True)
class Problem:
    """A place in a file that could not be read: the rest of the file is learned, and the problem is told.

    ``where`` is the line or message for people ("line 12", "message 4711"), empty for the whole file. ``meant``: it was
    left out because it is not for everybody, and the file was read whole.
    """

    path: Path
    where: str
    sentence: str
    meant: bool = False


def plausible(moment: datetime) -> datetime | None:
    """The moment, or None if no chat can be that old or that new: a broken clock's date is worse than none."""
    return moment if 1990 <= moment.year <= 2100 else None


Record = Document | ChatMessage | Problem


class Importer(Protocol):
    """One format; a module of this folder is one."""

    KIND: str
    CHATS: bool

    def recognises(self, path: Path, head: bytes) -> bool:
        """Whether the file is of this format, from its name and its first 64 KiB."""
        ...

    def read(self, path: Path) -> Iterator[Record]:
        """The file's records in the file's order, streamed; raises SourceError if nothing of it can be read."""
        ...


class FolderImporter(Importer, Protocol):
    """A format whose exports lie in folders, the files of which make sense only together; ``read`` takes either."""

    def parts(self, folder: Path, names: Sequence[str]) -> Sequence[Path]:
        """The files in or below the folder that are one export of this format; none: there is no such export in it.

        ``names`` are what stands in the folder, without what is hidden. Every folder on the way is asked, so it has
        to be told by the names alone in most cases. What is not among the parts is looked at by itself.
        """
        ...
