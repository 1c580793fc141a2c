"""What people outside wrote, made harmless for a prompt: no line of it can pass for a line of the program's."""

import re
import unicodedata

# Joiners that emoji, Persian and the scripts of India need; every other sign without a picture only hides something.
_JOINERS = "\u200c\u200d"
_HIDDEN = frozenset(("Cc", "Cf", "Cs"))
# The line with which the program itself speaks where a contact's words are expected.
PROGRAM = "(from the program)"
_FORGED = re.compile(r"\(\s{0,9}from\s{1,9}the\s{1,9}program\s{0,9}\)", re.IGNORECASE)
_NAME = 40
# Brackets and quotation marks, as Unicode sorts them; and what looks like a colon or a quotation mark.
_SIGNS = frozenset(("Ps", "Pe", "Pi", "Pf"))
_MARKS = frozenset(
    ":\"'`<>|\u00b4\u02bc\u02d0\u02d1\u02f8\u0589\u05c3\u2032\u2033\u2236\ua789\ufe13\ufe55\uff02\uff07\uff1a"
)


def clean(text: str) -> str:
    """The text with plain line ends; without control, direction and tag signs, and the program's mark."""
    lines = "\n".join(text.splitlines())
    visible = "".join(sign for sign in lines if sign in "\n\t" or _visible(sign))
    return _FORGED.sub("(not from the program)", visible).strip()


def quoted(text: str) -> str:
    """The text as a block: every line of it begins with ``> ``, so that nothing in it ends the block."""
    return "\n".join(f"> {line}".rstrip() for line in clean(text).split("\n"))


def named(name: str) -> str:
    """A display name in one line of at most 40 signs that can be no sentence's frame; "somebody" if nothing is left."""
    spaced = " ".join("".join(sign for sign in name if sign.isspace() or _plain(sign)).split())
    return spaced[:_NAME].strip() or "somebody"


def _visible(sign: str) -> bool:
    if sign in _JOINERS:
        return True
    # The supplementary variation selectors say nothing that is seen, and can carry a hidden text.
    return unicodedata.category(sign) not in _HIDDEN and not "\U000e0100" <= sign <= "\U000e01ef"


def _plain(sign: str) -> bool:
    return sign.isprintable() and _visible(sign) and unicodedata.category(sign) not in _SIGNS and sign not in _MARKS
