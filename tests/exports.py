"""The examples of all exports as people have them, and how each looks after something more was said in it."""

import json
import re
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.importing import EXPORTS

# What is said last in an export that was made later.
LATER = "said when the rye was ripe"
_MOMENT = 1_800_000_000


@dataclass(frozen=True, slots=True)
class Example:
    """One example: its folder, who its owner is, what appends LATER to it, and an edit of one text.

    ``lines``: the endings of files whose messages do not depend on what stands before them. ``places``: where in the
    JSON files whose names end so a message stands.
    """

    folder: str
    me: tuple[str, ...]
    grow: Callable[[Path], None]
    edited: tuple[str, str]
    lines: tuple[str, ...] = ()
    places: tuple[tuple[str, str], ...] = ()

    def laid_out(self, to: Path) -> Path:
        """The export in a folder of its name below this one."""
        export = shutil.copytree(EXPORTS / self.folder, to / self.folder)
        (export / "bodies.json").unlink(missing_ok=True)
        for script in export.glob("*.sql"):
            with closing(sqlite3.connect(script.with_suffix(".db"))) as database:
                database.executescript(script.read_text(encoding="utf-8"))
            script.unlink()
        return export

    def edit(self, export: Path) -> None:
        """One text is another now, as it is after its author edited it."""
        old, new = (text.encode() for text in self.edited)
        changed = 0
        for path in files_of(export):
            data = path.read_bytes()
            changed += data.count(old)
            path.write_bytes(data.replace(old, new))
        assert changed, "the example has changed: name another text"


def files_of(export: Path) -> list[Path]:
    """The files of an export, in order."""
    return [export] if export.is_file() else sorted(path for path in export.rglob("*") if path.is_file())


def _appended(pattern: str, text: str) -> Callable[[Path], None]:
    """Puts a text behind the files of this pattern."""

    def grow(export: Path) -> None:
        for path in _matching(export, pattern):
            with path.open("ab") as file:
                file.write(text.encode())

    return grow


def _inserted(pattern: str, mark: str, text: str) -> Callable[[Path], None]:
    """Puts a text before the last of these marks of each file."""

    def grow(export: Path) -> None:
        for path in _matching(export, pattern):
            before, found, behind = path.read_text(encoding="utf-8").rpartition(mark)
            assert found, f"{path} has no {mark}"
            path.write_text(before + text + found + behind, encoding="utf-8")

    return grow


def _listed(pattern: str, place: str, *, newest_first: bool = False, **message: object) -> Callable[[Path], None]:
    """Puts a message into the arrays at a place of JSON files, behind a script's first words if they are scripts."""

    def grow(export: Path) -> None:
        for path in _matching(export, pattern):
            script, value = parsed(path.read_text(encoding="utf-8"))
            items = value
            for step in filter(None, place.split(".")):
                items = items[int(step) if step.isdecimal() else step]
            items.insert(0 if newest_first else len(items), message)
            path.write_text(script + json.dumps(value, indent=1, ensure_ascii=False), encoding="utf-8")

    return grow


def parsed(text: str) -> tuple[str, Any]:
    """What stands before a file's JSON, and what that holds."""
    script = match[0] if (match := re.match(r"window\.[\w.]+ = ", text)) else ""
    return script, json.loads(text[len(script) :])


def _all(*grown: Callable[[Path], None]) -> Callable[[Path], None]:
    def grow(export: Path) -> None:
        for one in grown:
            one(export)

    return grow


def _run(pattern: str, script: str) -> Callable[[Path], None]:
    def grow(export: Path) -> None:
        for path in _matching(export, pattern):
            with closing(sqlite3.connect(path)) as database:
                database.executescript(script)

    return grow


def _written(name: str, text: str) -> Callable[[Path], None]:
    def grow(export: Path) -> None:
        (export / name).parent.mkdir(parents=True, exist_ok=True)
        (export / name).write_text(text, encoding="utf-8")

    return grow


def _matching(export: Path, pattern: str) -> list[Path]:
    found = sorted(export.glob(pattern))
    assert found, f"{export} has no {pattern}"
    return found


_MAIL = (
    f"\nFrom 17@xxx Mon Jan 15 08:00:00 +0000 2027\nX-Gmail-Labels: Gesendet\nFrom: Ann <ann@example.org>\n"
    f"To: Ben Moss <ben@example.net>\nDate: Fri, 15 Jan 2027 08:00:00 +0000\nMessage-ID: <a17@example.org>\n"
    f"Subject: Rye\nContent-Type: text/plain\n\n{LATER}\n"
)
_TELEGRAM_PAGE = (
    '<div class="message default clearfix" id="message9999"><div class="body">'
    '<div class="pull_right date details" title="15.01.2027 08:00:00 UTC+01:00">08:00</div>'
    f'<div class="from_name">Mira Solano</div><div class="text">{LATER}</div></div></div>'
)
_TELEGRAM_MESSAGE: dict[str, Any] = {
    "id": 9999,
    "type": "message",
    "date_unixtime": str(_MOMENT),
    "from": "Mira Solano",
    "from_id": "user7",
    "text": LATER,
}
_POST = (
    f"<item><title>Ripe</title><link>https://annsblog.example/ripe</link><content:encoded><![CDATA[<p>{LATER}</p>]]>"
    "</content:encoded><wp:post_id>999</wp:post_id><wp:status>publish</wp:status><wp:post_type>post</wp:post_type></item>"
)

EXAMPLES = (
    Example(
        "discord-chat",
        ("Ann",),
        _listed(
            "*part 2*.json",
            "messages",
            id="1300000000000000001",
            type="Default",
            content=LATER,
            author={"id": "400000000000000001", "name": "ann", "nickname": "Ann 🌻"},
        ),
        ("spielen wir heute", "spielen wir morgen"),
        places=((".json", "messages.item"),),
    ),
    Example(
        "discord-package",
        (),
        _listed("*/*/c8*1/messages.json", "", newest_first=True, ID=1300000000000000001, Contents=LATER),
        ("Ja, um acht", "Ja, um neun"),
        places=(("messages.json", "item"),),
    ),
    Example(
        "imessage",
        (),
        _run(
            "chat.db",
            "INSERT INTO message (ROWID, guid, text, handle_id, date, is_from_me) "  # noqa: S608
            f"VALUES (99, 'Z-99', '{LATER}', 0, 820000000000000000, 1);"
            "INSERT INTO chat_message_join (chat_id, message_id) VALUES (1, 99);",
        ),
        ("Kommst du am Samstag", "Kommst du am Freitag"),
    ),
    Example(
        "instagram",
        ("Ann",),
        _listed(
            "*/*/message_1.json",
            "messages",
            newest_first=True,
            sender_name="Ann \u00f0\u009f\u008c\u00bb",
            timestamp_ms=_MOMENT * 1000,
            content=LATER,
        ),
        ("Kein Problem", "Kein Thema"),
        places=((".json", "messages.item"),),
    ),
    Example(
        "irc",
        ("mira",),
        _all(
            _written("#baking/2027-01-15.log", f"[10:00:00] <mira> {LATER}\n"),
            _appended("hexchat.log", f"Feb 06 00:02:00 <mira>\t{LATER}\n"),
        ),
        ("in march", "in april"),
        lines=(".log", ".weechatlog"),
    ),
    Example("mail", (), _appended("*.mbox", _MAIL), ("mit etwas", "ohne etwas"), lines=(".mbox",)),
    Example(
        "messenger",
        ("Ann Weber",),
        _listed(
            "*/*.json",
            "messages",
            newest_first=True,
            senderName="Ann Weber",
            text=LATER,
            timestamp=_MOMENT * 1000,
            type="text",
        ),
        ("efter lunch", "efter kaffe"),
        places=((".json", "messages.item"),),
    ),
    Example(
        "obsidian", (), _written("Ripe.md", f"---\ntags: [rye]\n---\n{LATER}\n"), ("Milk", "Cream"), lines=(".md",)
    ),
    Example(
        "signal",
        ("Mira",),
        _all(
            _appended(
                "Anna Ott (+*.txt", f"\nFrom: You\nType: outgoing\nSent: Fri, 15 Jan 2027 08:00:00 +0100\n\n{LATER}\n"
            ),
            _appended("Treffen.txt", f"2027-01-15 08:00 You: {LATER}\n"),
            _appended("*/chat.md", f"[2027-01-15 08:00:00] Me: {LATER}  \n"),
            _appended("*(_id12).txt", f"[Jan 15, 2027 08:00:00] <Mira Solano> {LATER}\n"),
        ),
        ("um 18 Uhr", "um 19 Uhr"),
        lines=(".txt", ".md"),
    ),
    Example(
        "slack",
        ("ann",),
        _written(
            "general/2027-01-15.json",
            json.dumps([{"type": "message", "user": "U01ANN", "text": LATER, "ts": f"{_MOMENT}.000100"}]),
        ),
        ("give me an hour", "give me a day"),
        places=(("1-14.json", "item"), ("1-15.json", "item")),
    ),
    Example(
        "substack",
        (),
        _all(
            _appended("posts.csv", "200.ripe,2027-01-15T10:00:00.000Z,true,,,newsletter,everyone,Ripe,,\n"),
            _written("posts/200.ripe.html", f"<p>{LATER}</p>"),
        ),
        ("A love letter", "A hate letter"),
    ),
    Example(
        "subtitles",
        (),
        _written("more.srt", f"1\n00:00:01,000 --> 00:00:02,000\n{LATER}\n"),
        ("You only need time", "You only need salt"),
    ),
    Example(
        "table",
        ("Ann",),
        _all(
            _listed("chat.json", "", user="Ann", text=LATER, created_at="2027-01-15T10:00:00Z", channel="plans"),
            _appended("Verein.csv", f"15.01.2027;10:00;Ann Weber;{LATER};Chor\r\n"),
            _appended("chat.jsonl", f'{{"id": 4, "Sender": "Ann", "Sent At": {_MOMENT}, "Message": "{LATER}"}}\n'),
        ),
        ("all of it", "none of it"),
        lines=(".jsonl",),
        places=(("chat.json", "item"),),
    ),
    Example(
        "telegram",
        (),
        _listed(
            "account.json",
            "chats.list.0.messages",
            **_TELEGRAM_MESSAGE,
        ),
        ("um acht", "um neun"),
        places=((".json", "chats.list.item.messages.item"), (".json", "left_chats.list.item.messages.item")),
    ),
    Example(
        "telegram-html",
        (),
        _inserted("*/chats/chat_001/messages10.html", "</body>", _TELEGRAM_PAGE),
        ("Zum Schluss", "Zum Ende"),
    ),
    Example(
        "whatsapp",
        ("Mira",),
        _all(
            _appended("*Anna.txt", f"\n15.01.27, 08:00 - Mira Solano: {LATER}"),
            _appended("*/_chat.txt", f"\n[1/15/27, 8:00:00 AM] Mira Solano: {LATER}"),
        ),
        ("Tee ☕️", "Saft 🧃"),
        lines=(".txt",),
    ),
    Example("wordpress", (), _inserted("*.xml", "</channel>", _POST), ("My first loaf", "My last loaf")),
    Example(
        "x",
        (),
        _listed(
            "*/data/direct-messages.js",
            "0.dmConversation.messages",
            newest_first=True,
            messageCreate={
                "text": LATER,
                "senderId": "9007199254740993001",
                "id": "1900000000000000001",
                "createdAt": "2027-01-15T08:00:00.000Z",
                "urls": [],
            },
        ),
        ("Rezept noch", "Rezept schon"),
        places=(
            ("messages.js", "item.dmConversation.messages.item"),
            ("group.js", "item.dmConversation.messages.item"),
        ),
    ),
)
