"""What the owner can press, and what stands in a button: a letter and a number."""

import re

from twin.desk import Button

# What each letter stands for, with what the number is.
LETTERS = {
    "a": "send the draft of a decision",
    "e": "write to a decision's contact in its place",
    "r": "reject the draft of a decision",
    "t": "answer a decision's contact oneself",
    "d": "leave a decision without an answer",
    "x": "give back the conversation of a decision",
    "f": "forget a lesson",
    "n": "show one more of what waits",
    "A": "send every draft for a decision's contact, up to that one",
    "q": "answer a question",
}
# Telegram takes 64 bytes; a letter, a colon and the largest number of SQLite have 21.
_DATA = re.compile(r"([A-Za-z]):(0|[1-9][0-9]{0,18})")
_LARGEST = 2**63 - 1


def data(letter: str, number: int) -> str:
    """What stands in a button."""
    return f"{letter}:{number}"


def parsed(text: str) -> tuple[str, tuple[int, ...]] | None:
    """The letter and the number of what stands in a button; None if no button of ours has that."""
    found = _DATA.fullmatch(text)
    if found is None or found[1] not in LETTERS or int(found[2]) > _LARGEST:
        return None
    return found[1], (int(found[2]),)


def button(letter: str, label: str, number: int) -> Button:
    """A button."""
    return Button(label, data(letter, number))
