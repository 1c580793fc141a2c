"""In which line of a TOML file each key and each entry of a list stands: the standard library's parser forgets it."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum, auto

KeyPath = tuple[str | int, ...]

_TOKEN = re.compile(
    r"""
      (?P<text> \"{3} (?: [^"\\] | \\[\s\S] | \"{1,2}(?!") )*+ \"{3,5}
              | '{3} (?: [^'] | '{1,2}(?!') )*+ '{3,5}
              | "(?: [^"\\\n] | \\. )*+"
              | '[^'\n]*+' )
    | (?P<comment> \#[^\n]*+ )
    | (?P<newline> \n )
    | (?P<mark> [\[\]{},=.] )
    | (?P<bare> [^\s\[\]{},=.\#"']++ )
    """,
    re.VERBOSE,
)


# Dotted keys alone can nest without end, and every step costs the length of its path.
_DEEP = 32


class _Expect(Enum):
    """What the next piece is part of."""

    KEY = auto()
    VALUE = auto()
    HEADER = auto()
    END = auto()  # of a value: a comma, a bracket or the end of the line


@dataclass(slots=True)
class _Frame:
    """A value that is still open: a list if ``index`` is not None, else a table."""

    path: KeyPath
    index: int | None = None


def lines_of(text: str) -> Mapping[KeyPath, int]:
    """Each key path's line, from 1: ("contacts", 1, "audience") is the second contact's; for valid TOML only."""
    scanner = _Scanner()
    for match in _TOKEN.finditer(f"{text}\n"):
        scanner.take(str(match.lastgroup), match[0])
        scanner.line += match[0].count("\n")
    return scanner.lines


def line_of(path: KeyPath, lines: Mapping[KeyPath, int]) -> int:
    """The line of the path, or of the nearest thing around it: a key that is missing has no line of its own."""
    while path and path not in lines:
        path = path[:-1]
    return lines.get(path, 1)


@dataclass(slots=True)
class _Scanner:
    """Takes the tokens one by one; an explicit stack, since a file may nest deeper than Python may call."""

    line: int = 1
    lines: dict[KeyPath, int] = field(default_factory=dict)
    _expect: _Expect = _Expect.KEY
    _frames: list[_Frame] = field(default_factory=lambda: [_Frame(())])
    _key: list[str] = field(default_factory=list)
    _key_line: int = 1
    _value: KeyPath = ()
    _tables: dict[KeyPath, int] = field(default_factory=dict)  # how many tables each array of tables has by now
    _doubled: bool = False  # the header began with two brackets

    def take(self, kind: str, piece: str) -> None:
        if kind == "comment":
            return
        match self._expect:
            case _Expect.KEY:
                self._in_key(kind, piece)
            case _Expect.VALUE:
                self._in_value(kind, piece)
            case _Expect.HEADER:
                self._in_header(kind, piece)
            case _:
                self._after_value(kind, piece)

    def _in_key(self, kind: str, piece: str) -> None:
        if kind in ("text", "bare"):
            self._part_of_key(kind, piece)
        elif piece == "=":
            self._value = self._recorded(self._frames[-1].path)
            self._expect = _Expect.VALUE
        elif piece == "[":
            self._doubled, self._key_line, self._expect = False, self.line, _Expect.HEADER
        elif piece == "}":
            self._close()

    def _in_header(self, kind: str, piece: str) -> None:
        if kind in ("text", "bare"):
            self._part_of_key(kind, piece)
        elif piece == "[":
            self._doubled = True
        elif kind == "newline":
            self._frames = [_Frame(self._opened())]
            self._expect = _Expect.KEY

    def _in_value(self, kind: str, piece: str) -> None:
        if kind == "newline":
            return
        if piece == "]":
            self._close()
            return
        self.lines.setdefault(self._value, self.line)
        if piece == "[":
            self._frames.append(_Frame(self._value, 0))
            self._value = (*self._value, 0)
        elif piece == "{":
            self._frames.append(_Frame(self._value))
            self._expect = _Expect.KEY
        else:
            self._expect = _Expect.END

    def _after_value(self, kind: str, piece: str) -> None:
        frame = self._frames[-1]
        if piece == "," and frame.index is not None:
            frame.index += 1
            self._value = (*frame.path, frame.index)
            self._expect = _Expect.VALUE
        elif piece == "," or (kind == "newline" and len(self._frames) == 1):
            self._expect = _Expect.KEY
        elif kind == "mark" and piece in "]}":
            self._close()

    def _close(self) -> None:
        self._frames.pop()
        self._expect = _Expect.END

    def _part_of_key(self, kind: str, piece: str) -> None:
        if not self._key:
            self._key_line = self.line
        # The parser itself knows best what an escape in a quoted key means.
        self._key.append(tomllib.loads(f"key = {piece}")["key"] if kind == "text" else piece)

    def _recorded(self, path: KeyPath) -> KeyPath:
        """The path of a dotted key in the table at ``path``, every step noted on its line."""
        for part in self._key[:_DEEP]:
            path = (*path, part)
            self.lines.setdefault(path, self._key_line)
        self._key = []
        return path

    def _opened(self) -> KeyPath:
        """The path of the table that a header opens; a name on the way means the last table of that name."""
        path: KeyPath = ()
        for place, part in enumerate(self._key[:_DEEP], 1):
            path = (*path, part)
            self.lines.setdefault(path, self._key_line)
            if self._doubled and place == len(self._key):
                self._tables[path] = self._tables.get(path, 0) + 1
            if path in self._tables:
                path = (*path, self._tables[path] - 1)
                self.lines.setdefault(path, self._key_line)
        self._key = []
        return path
