"""Reads large JSON files value by value, as far as they are sound, and the fields of what stands in them."""

from collections.abc import Callable, Collection, Iterator, Mapping
from io import BytesIO
from pathlib import Path
from typing import BinaryIO, TypeVar

import ijson

from memory.importers import reading
from memory.importers.records import Problem

# No export is nested deeper; without a limit a small file could exhaust the memory.
_DEEPEST = 64
_MARK = b"\xef\xbb\xbf"
_REST = "what stands before was learned. Export it again to have the rest."

_Container = dict[str, object] | list[object]
_CONTAINERS: Mapping[str, Callable[[], _Container]] = {"start_map": dict, "start_array": list}
_ENDS = frozenset({"end_map", "end_array"})

_Event = tuple[str, object]
_Made = TypeVar("_Made")


class DamagedError(Exception):
    """The JSON cannot be read any further; the sentence tells whether it is cut off or damaged, and after what."""

    def __init__(self, what: str) -> None:
        super().__init__(what)
        self.what = what

    def sentence(self, last: str) -> str:
        """What to tell people: ``last`` is the last message that was read, empty if there is none."""
        return f"The file {self.what}, after {last or 'its beginning'}; {_REST}"


class FieldError(Exception):
    """A message's field does not hold what it should; the sentence tells which."""


def values(file: BinaryIO, places: Collection[str], ends: Collection[str] = ()) -> Iterator[tuple[str, object]]:
    """Each value that stands at one of the places, whole, with its place; only one is in memory at a time.

    A place is the names on the way to the value parted by dots, ``item`` for an array's elements; empty: the whole.
    Where what stands at one of ``ends`` ends, its place comes with None.
    Raises DamagedError where the JSON ends in the middle or is none, when what stands before was given.
    """
    wanted = {_names(place): place for place in places}
    ending = {_names(place): place for place in ends}
    depths = {len(names) for names in (*wanted, *ending)}
    path: list[str] = []
    try:
        # With Python's own numbers one of thousands of digits ends the process; with C's it is an error.
        events: Iterator[_Event] = ijson.basic_parse(file, use_float=True)
        for event, value in events:
            if event == "map_key":
                path[-1] = str(value)
            elif event in _ENDS:
                path.pop()
                if len(path) in depths and tuple(path) in ending:
                    yield ending[tuple(path)], None
            elif len(path) in depths and tuple(path) in wanted:
                yield wanted[tuple(path)], _built(events, event, value)
            elif event in _CONTAINERS:
                path.append("item" if event == "start_array" else "")
                _check_depth(len(path))
    except (ijson.JSONError, ValueError) as error:
        # The C parser calls every error incomplete: only its words tell a cut from damage.
        cut = "premature EOF" in str(error) or "Incomplete" in str(error)
        raise DamagedError("ends in the middle" if cut else "is damaged") from error


def values_of(
    path: Path, places: Collection[str], skipped: int = 0, ends: Collection[str] = ()
) -> Iterator[tuple[str, object]]:
    """The values of a file, as ``values`` gives them, behind so many bytes that are no JSON. Raises SourceError too."""
    with reading.opened(path) as file:
        file.seek(skipped or (len(_MARK) if file.read(len(_MARK)) == _MARK else 0))
        yield from values(file, places, ends)


def first_values(head: bytes, places: Collection[str]) -> Iterator[tuple[str, object]]:
    """The values of which a file's first bytes tell."""
    try:
        yield from values(BytesIO(head.removeprefix(_MARK)), places)
    except DamagedError:
        return


def messages(
    path: Path, place: str, made: Callable[[object], _Made | None], skipped: int = 0, what: str = "message"
) -> Iterator[_Made | Problem]:
    """What is made of each value at a place, or the problem with it; what ``made`` gives None for is left out.

    ``made`` raises FieldError for what is broken; ``what`` people call such a value. Raises SourceError if the file
    cannot be opened.
    """
    ordinal, last = 0, ""
    try:
        for _, value in values_of(path, [place], skipped):
            ordinal += 1
            last = f"{what} number {ordinal}"
            try:
                message = made(value)
            except FieldError as error:
                yield Problem(path, last, f"{error} The {what} is left out.")
                continue
            if message is not None:
                yield message
    except DamagedError as error:
        yield Problem(path, last, error.sentence(last))


def whole(path: Path) -> object:
    """All that a small file holds. Raises DamagedError, SourceError."""
    return next(value for _, value in values_of(path, [""]))


def record(raw: object) -> Mapping[str, object]:
    """An object with its fields. Raises FieldError for anything else."""
    if not isinstance(raw, dict):
        raise FieldError("It has no fields.")
    return raw


def part(raw: Mapping[str, object], name: str) -> Mapping[str, object]:
    """A field that is an object; empty if it is missing, or something else that the format may not know yet."""
    value = raw.get(name)
    return value if isinstance(value, dict) else {}


def parts(raw: Mapping[str, object], name: str) -> list[Mapping[str, object]]:
    """A field that is an array of objects; what else stands in it is left out."""
    value = raw.get(name)
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []


def text(raw: Mapping[str, object], name: str) -> str:
    """A field that is a text, empty if it is missing. Raises FieldError."""
    value = raw.get(name)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise FieldError(f"Its “{name}” is not a text.")
    return value.replace("\0", "")


def key(raw: Mapping[str, object], name: str) -> str:
    """A field that is a number or a text with a name for something, empty if it is missing. Raises FieldError."""
    value = raw.get(name)
    if value is None:
        return ""
    if isinstance(value, bool) or not isinstance(value, (str, int)):
        raise FieldError(f"Its “{name}” is not a number.")
    return str(value)


def _names(place: str) -> tuple[str, ...]:
    return tuple(place.split(".")) if place else ()


def _check_depth(depth: int) -> None:
    if depth > _DEEPEST:
        raise DamagedError("is damaged")


def _built(events: Iterator[_Event], event: str, value: object) -> object:
    """The value that begins with this event."""
    if event not in _CONTAINERS:
        return value
    root = container = _CONTAINERS[event]()
    name = ""
    around: list[_Container] = []
    for event, value in events:
        if event == "map_key":
            name = str(value)
            continue
        if event in _ENDS:
            if not around:
                break
            container = around.pop()
            continue
        made = _CONTAINERS[event]() if event in _CONTAINERS else value
        if isinstance(container, list):
            container.append(made)
        else:
            container[name] = made
        if isinstance(made, (dict, list)):
            around.append(container)
            container = made
            _check_depth(len(around))
    return root
