"""A sheet as Discord shows it: a message with buttons, and in frames below it what is too long for it, and details."""

import re
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass

import discord

from adapters.discord.wording import storable
from adapters.splitting import utf16
from twin.desk import Button, Form, Sheet

# Discord counts characters. Counted as UTF-16 code units, of which some have two, no text is too long for it.
LONGEST = 2000
_FRAME = 4096
_FRAMES = 6000
# Nothing grows shorter by being escaped, so that nothing behind this many characters can be shown.
_MOST = LONGEST + _FRAMES
_MORE = "…"
_CUT = "\n… (The rest does not fit here: `twin desk` shows all of it.)"
_LABEL = 80
_ROWS = 5
_COLUMNS = 5
_TITLE = 45
LONGEST_WRITTEN = 4000

_QUOTED = "> "
# What begins a heading, small print, a list or a quotation where it stands first in a line.
_BEGINS = re.compile(r"(?P<space>[ \t]*)(?P<number>[0-9]{1,9}(?=[.)]))?(?P<sign>[#>+.)-])?")
_MARKUP = re.compile(
    r"(?P<link>https?://[^\s<>]{1,500}+(?![^\s<>]))"
    r"|(?P<sign>[\\*_~`|\[<]|:(?=//))"
    r"|(?P<mention>@(?=everyone|here)|(?<=<)@)"
    r"|.",
    re.DOTALL | re.IGNORECASE,
)
_AFTER_LINKS = frozenset(".,:;!?'\"»”’*~`|]}")
_NOTHING = "\N{ZERO WIDTH SPACE}"


@dataclass(frozen=True, slots=True)
class Shown:
    """What a message says, and what stands in the frames below it."""

    content: str
    frames: tuple[str, ...] = ()

    @property
    def embeds(self) -> list[discord.Embed]:
        """The frames, as the library has them."""
        return [discord.Embed(description=text) for text in self.frames]


@dataclass(slots=True)
class _Line:
    """A line as Discord has to be given it, by what is never cut apart; ``quoted``: behind the sign of a quotation."""

    quoted: bool
    pieces: list[str]

    @property
    def text(self) -> str:
        return f"{_QUOTED if self.quoted else ''}{''.join(self.pieces)}"

    def cut(self, room: int) -> str:
        """What of it fits in so many UTF-16 code units, which it loses; if there is a space, up to there."""
        left = room - len(_QUOTED) * self.quoted
        count = 0
        while count < len(self.pieces) and (left := left - utf16(self.pieces[count])) >= 0:
            count += 1
        spaces = [at for at in range(max(1, count - 80), count) if self.pieces[at] == " "]
        count = spaces[-1] if spaces else count
        taken = _Line(self.quoted, self.pieces[:count])
        self.pieces = self.pieces[count + bool(spaces) :]
        # What is first in a line now was not, and begins no list.
        if self.pieces and not self.pieces[0].isalpha():
            self.pieces.insert(0, _NOTHING)
        return taken.text


def shown(sheet: Sheet) -> Shown:
    """The sheet, cut where it is too long even so, the details first.

    Nothing in it is markup, a command, a mention or a link that hides where it leads; what stands behind ``> `` is
    shown as a quotation, each line by itself, also where it is continued below.
    """
    lines = _lines(sheet.text)
    content = _filled(lines, LONGEST)
    frames = []
    if lines:
        frames.append(_filled(lines, _FRAME, _CUT))
    if details := _filled(_lines(sheet.details), min(_FRAME, _FRAMES - sum(map(utf16, frames))), _MORE):
        frames.append(details)
    return Shown(content or _MORE, tuple(frames))


def escaped(text: str, room: int = LONGEST) -> str:
    """A text without anything that Discord would make something else of, in so many UTF-16 code units at most."""
    return _filled(_lines(text), room, _MORE)


def view(sheet: Sheet) -> discord.ui.View | None:
    """Its buttons; None if it has none. The library keeps nothing of them: they say themselves what they stand for."""
    rows = _rows(sheet)
    if not rows:
        return None
    made = discord.ui.View(timeout=None)
    for place, row in enumerate(rows):
        for button in row:
            first = button is rows[0][0]
            style = discord.ButtonStyle.primary if first else discord.ButtonStyle.secondary
            label = fitted(storable(button.label).strip(), _LABEL) or _MORE
            made.add_item(discord.ui.Button(style=style, label=label, custom_id=button.data, row=place))
    made.stop()
    return made


def modal(form: Form, custom_id: str) -> discord.ui.Modal | None:
    """The form to write into; None if what stands there already is longer than Discord lets anybody write."""
    text = storable(form.text)
    if utf16(text) > LONGEST_WRITTEN:
        return None
    made = discord.ui.Modal(title=fitted(storable(form.title).strip(), _TITLE) or _MORE, custom_id=custom_id)
    field: discord.ui.TextInput[discord.ui.Modal] = discord.ui.TextInput(
        style=discord.TextStyle.paragraph,
        custom_id="text",
        default=text or None,
        required=not form.optional,
        min_length=0 if form.optional else 1,
        max_length=LONGEST_WRITTEN,
    )
    label = fitted(storable(form.label).strip(), _TITLE) or _MORE
    made.add_item(discord.ui.Label(text=label, component=field))
    made.stop()
    return made


def fitted(text: str, room: int) -> str:
    """The text, or as much of it as there is room for, in UTF-16 code units, with a sign that some is missing."""
    if utf16(text) <= room:
        return text
    units = text[:room].encode("utf-16-le")[: 2 * (room - 1)]
    # Half of a character at the end is left out.
    return units.decode("utf-16-le", "ignore").rstrip() + _MORE


def _rows(sheet: Sheet) -> list[list[Button]]:
    """As Discord takes them: five rows of five, and no two that stand for the same."""
    seen: set[str] = set()
    rows = []
    for row in sheet.rows:
        new = []
        for button in row:
            if button.data not in seen:
                seen.add(button.data)
                new.append(button)
        rows += [new[start : start + _COLUMNS] for start in range(0, len(new), _COLUMNS)]
    return rows[:_ROWS]


def _lines(text: str) -> deque[_Line]:
    whole = storable(text.strip()[:_MOST])
    return deque(map(_line, whole.split("\n"))) if whole else deque()


def _line(text: str) -> _Line:
    quoted = text == _QUOTED.rstrip() or text.startswith(_QUOTED)
    rest = text[len(_QUOTED) :] if quoted else text
    begins = _BEGINS.match(rest)
    assert begins is not None  # noqa: S101 - it matches nothing, too
    pieces = [*begins["space"], *(begins["number"] or "")]
    if begins["sign"]:
        pieces.append(f"\\{begins['sign']}")
    for found in _MARKUP.finditer(rest, begins.end()):
        pieces += _pieces(found)
    return _Line(quoted, pieces)


def _pieces(found: re.Match[str]) -> Iterator[str]:
    match found.lastgroup:
        case "link":
            link, rest = _link(found[0])
            # So it is shown as it is, and what it leads to is not.
            yield f"<{link}>"
            for after in _MARKUP.finditer(rest):
                yield from _pieces(after)
        case "sign":
            yield f"\\{found[0]}"
        case "mention":
            yield f"{found[0]}{_NOTHING}"
        case _:
            yield found[0]


def _link(text: str) -> tuple[str, str]:
    """A link, and what follows it without a space, as the full stop of a sentence does."""
    end = len(text)
    unpaired = text.count(")") - text.count("(")
    while end and (text[end - 1] in _AFTER_LINKS or (text[end - 1] == ")" and unpaired > 0)):
        end -= 1
        unpaired -= text[end] == ")"
    return text[:end], text[end:]


def _filled(lines: deque[_Line], room: int, end: str = "") -> str:
    """As much as fits in so many UTF-16 code units, which is taken away there; ``end`` tells that more was there."""
    if sum(utf16(line.text) + 1 for line in lines) - 1 <= room:
        end = ""
    left = room = room - utf16(end)
    taken = []
    while lines and (size := utf16(lines[0].text)) <= left:
        taken.append(lines.popleft().text)
        left -= size + 1
    # A line goes on elsewhere only if most of this place would stay empty otherwise.
    if lines and left > room // 2:
        taken.append(lines[0].cut(left))
    text = "\n".join(taken).strip()
    return f"{text}{end}".strip()
