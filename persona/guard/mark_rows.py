"""Long rows of combining marks, which nobody reads and which cost much to compare."""

import re

_MARKS = re.compile(r"[^\w\x00-\x7f]{31,}")


def bounded(text: str) -> str:
    """The text without long rows of marks: to put those in order takes the square of their number."""
    return text if text.isascii() else _MARKS.sub(" ", text)
