"""How texts and moments stand on a card: what people wrote quoted and cut, moments by the clocks of who looks."""

from collections.abc import Sequence
from datetime import datetime, tzinfo

from bot.harmless import fitted, lines, units
from bot.harmless import line as folded

# As much as there is.
NO_END = 10**9
# What they wrote, and a line of anything, in UTF-16 code units.
THEIRS = 1200
LINE = 160


def moment(at: datetime, zone: tzinfo | None, near: datetime | None = None) -> str:
    """When, by the clocks of ``zone`` at that moment; without the day if that is the day of ``near``."""
    here = at.astimezone(zone)
    same_day = near is not None and here.date() == near.astimezone(zone).date()
    return f"{here:%H:%M}" if same_day else f"{here:%Y-%m-%d %H:%M}"


def their_words(texts: Sequence[str], room: int, shown: str = ": `twin desk` shows them") -> str:
    """What they wrote; of what is too long the middle is left out, since what they ask for mostly stands at the end.

    ``shown`` says where all of it is.
    """
    whole = quoted(texts, NO_END)
    if units(whole) <= room:
        return whole
    end = whole[-room // 2 :]
    left_out = f"\n[… {len(whole) - room // 2 - len(end)} characters are left out here{shown} …]\n> …"
    return f"{fitted(whole, room // 2)}{left_out}{end}"


def drafted(texts: Sequence[str], room: int, longer: str) -> str:
    """A draft below the rest, in so many UTF-16 code units; ``longer`` tells that some of it is missing."""
    title, full = "\n\nDraft:\n", quoted(texts, NO_END)
    if units(title + full) <= room:
        return title + full
    return f"{title}{fitted(full, room - units(title) - units(longer))}{longer}"


def brief(text: str, room: int) -> str:
    """A text on one line, cut at ``room`` UTF-16 code units."""
    return fitted(folded(text, room), room)


def quoted(texts: Sequence[str], room: int) -> str:
    """Texts as they were written, each line marked as not ours, cut at ``room`` UTF-16 code units."""
    marked = "\n>\n".join("\n".join(f"> {one}".rstrip() for one in lines(text)) for text in texts)
    return fitted(marked, room)
