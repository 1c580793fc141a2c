"""Reads what people have: blog posts, notes, web pages, exported chats; one format a module."""

from collections.abc import Sequence
from pathlib import Path

from memory.importers import (
    discord_chat,
    discord_package,
    docx,
    eml,
    epub,
    html,
    imessage,
    irc,
    maildir,
    markdown,
    mbox,
    meta,
    pdf,
    reading,
    signal,
    slack,
    substack,
    subtitles,
    table,
    telegram,
    telegram_html,
    whatsapp,
    wordpress,
    x_archive,
    x_messages,
)
from memory.importers.records import FolderImporter, Importer
from twin.errors import SourceError, Unrecognised

# The ones that know their format by its content come before the ones that take any text.
IMPORTERS: tuple[Importer, ...] = (
    telegram,
    telegram_html,
    signal,
    whatsapp,
    irc,
    imessage,
    meta,
    pdf,
    docx,
    epub,
    wordpress,
    subtitles,
    slack,
    discord_chat,
    mbox,
    eml,
    x_archive,
    x_messages,
    table,
    html,
    markdown,
)

# Documents that lie on a disk without having been published: a contract, somebody else's book, a talk. Nobody but the
# owner hears what is learned from them until the owner opens it.
UNPUBLISHED = frozenset({pdf.KIND, docx.KIND, epub.KIND, subtitles.KIND})
# Those whose exports are folders; one that is also among the former reads a file of it alone, too.
FOLDER_IMPORTERS: tuple[FolderImporter, ...] = (
    x_messages,
    x_archive,
    discord_package,
    meta,
    slack,
    telegram_html,
    substack,
    maildir,
    mbox,
    eml,
    irc,
)

_READABLE = (
    "what can be read is documents (text, Markdown, HTML, PDF, DOCX, EPUB, subtitles, blogs of WordPress, Substack), "
    "mail (.eml, mbox, Maildir), and chats as WhatsApp, Telegram, Signal, iMessage, Instagram, Facebook, Discord, "
    "Slack, X and IRC export them, or as a table (CSV)"
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
