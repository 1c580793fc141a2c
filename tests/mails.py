"""Mails, and the mailboxes that tests put them into."""

from collections.abc import Sequence
from pathlib import Path

ANN, BEN = "Ann Lee <ann@example.org>", "Ben Moss <ben@example.net>"


def mail(number: int, text: str, sender: str = BEN, answers: int = 0, root: int = 0, **fields: str) -> str:
    """A mail sent at the minute of its number; underscores in the names of fields stand for hyphens."""
    head = {
        "From": sender,
        "To": ANN if sender == BEN else BEN,
        "Date": f"Mon, 2 Mar 2020 10:{number:02}:00 +0100",
        "Message-ID": f"<{number}@example.net>",
        "Subject": "Re: Bread" if answers else "Bread",
    }
    if answers:
        head["In-Reply-To"] = f"<{answers}@example.net>"
        head["References"] = f"<{root or answers}@example.net> <{answers}@example.net>"
    head |= {name.replace("_", "-"): value for name, value in fields.items()}
    head.setdefault("Content-Type", "text/plain; charset=utf-8")
    return "\n".join(f"{name}: {value}" for name, value in head.items() if value) + f"\n\n{text}\n"


def mbox(path: Path, *mails: str) -> Path:
    """A mailbox in one file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    escaped = (mail.replace("\nFrom ", "\n>From ") for mail in mails)
    text = "".join(f"From 17@xxx Mon Mar 02 10:11:12 +0000 2020\n{mail}\n" for mail in escaped)
    path.write_text(text, encoding="utf-8")
    return path


def maildir(folder: Path, mails: Sequence[str], flags: str = "S") -> Path:
    """A Maildir."""
    for name in ("cur", "new", "tmp"):
        (folder / name).mkdir(parents=True, exist_ok=True)
    for number, text in enumerate(mails):
        (folder / "cur" / f"158314{number:04}.M1P2.host:2,{flags}").write_text(text, encoding="utf-8")
    return folder


def eml(path: Path, text: str) -> Path:
    """A mail in a file of its own."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path
