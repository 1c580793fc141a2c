"""Reads what people have: blog posts, notes, web pages, exported chats; one format a module."""

from collections.abc import Sequence
from pathlib import Path

from memory.importers import html, markdown, reading, telegram, whatsapp
from memory.importers.records import FolderImporter, Importer
from twin.errors import SourceError, Unrecognised

# The ones that know their format by its content come before the ones that take any text.
IMPORTERS: tuple[Importer, ...] = (telegram, whatsapp, html, markdown)

# Those whose exports are folders; one that is also among the former reads a file of it alone, too.
FOLDER_IMPORTERS: tuple[FolderImporter, ...] = ()

_READABLE = (
    "what can be read is Markdown (.md), text (.txt), HTML (.html), "
    "a Telegram chat exported as JSON and a WhatsApp chat exported as .txt"
)


def importer_for(path: Path, more: Sequence[Importer] = ()) -> Importer:
    """The importer that recognises the file, one of ``more`` first.

    Raises Unrecognised if none does, SourceError if it cannot be read.
    """
    head = reading.head(path)
    if not head.strip():
        raise SourceError(f"{path} is empty: there is nothing to learn from it.")
    for importer in (*more, *IMPORTERS):
        if importer.recognises(path, head):
            return importer
    if reading.head_text(head) is None:
        raise reading.binary(path)
    raise Unrecognised(f"{path} is of no kind that can be read: {_READABLE}.")
