"""Maildirs: folders with a file a mail, as mail servers and programs on Unix keep them, with their sub-folders."""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from memory.importers.mail import mailbox, tree
from memory.importers.mail.folders import Use
from memory.importers.records import Record
from twin.errors import SourceError

KIND = "maildir"
CHATS = True

# Mails that were seen or not; what lies in "tmp" is still on its way.
_HELD = ("cur", "new")
_FLAGS = re.compile(r"[:;!]2,([A-Za-z]{0,60})\Z")
_NAMED = re.compile(r"\d{6,}\.[^/]+|.*[:;!]2,[A-Za-z]*")
_MEANINGS = {"D": Use.DRAFTS, "T": Use.TRASH}


def recognises(path: Path, head: bytes) -> bool:
    """Never: a file of a Maildir alone is a mail like any other."""
    return False


def parts(folder: Path, names: Sequence[str]) -> Sequence[Path]:
    """The mails of one account: of a Maildir with those below it, or of the Maildirs that lie in a folder together."""
    if not _is_maildir(folder, names) and not any(_is_maildir(folder / name) for name in _folders(folder, names)):
        return []
    return [mail for inner in tree.walked(folder) if _is_maildir(inner) for mail in _mails(inner)]


def read(path: Path) -> Iterator[Record]:
    """The mails in the order they were sent; a file that is no mail is told."""
    if not path.is_dir():
        raise SourceError(f"{path} is a file, and a Maildir is a folder: name the folder.")
    yield from mailbox.records(path, (_stored(path, mail) for mail in parts(path, tree.names_in(path))))


def _folders(folder: Path, names: Sequence[str]) -> Iterator[str]:
    yield from (name for name in names if "." not in name[1:] or (folder / name).is_dir())


def _is_maildir(folder: Path, names: Sequence[str] = ()) -> bool:
    """A folder with "cur" and "new"; an archive may have lost one that was empty."""
    if names and not any(name in names for name in _HELD):
        return False
    held = [folder / name for name in _HELD if (folder / name).is_dir()]
    if len(held) == len(_HELD):
        return True
    return bool(held) and any(_NAMED.fullmatch(path.name) for path in tree.visible(held[0])[1][:3])


def _mails(folder: Path) -> Iterator[Path]:
    for name in _HELD:
        yield from tree.visible(folder / name)[1]


def _stored(whole: Path, mail: Path) -> mailbox.Stored:
    flags = _FLAGS.search(mail.name)
    meant = {_MEANINGS[flag] for flag in (flags[1] if flags else "") if flag in _MEANINGS}
    inner = mail.parent.parent.relative_to(whole)
    return mailbox.Stored(mail, 0, mail.stat().st_size, uses=tree.uses(inner.parts, whole.name) | meant)
