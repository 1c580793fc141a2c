"""Every example of an export, damaged in every way: nothing but records and sentences comes of it, and no more is lost
than what was damaged."""

import json
import shutil
import tempfile
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from memory.importers.records import ChatMessage, Document, Problem
from memory.units import Below, Unit, recognised
from tests.exports import EXAMPLES, Example, files_of, parsed
from tests.knowledge import Knowledge
from twin.errors import SourceError

# Seconds that no small export may take.
_LONG = 5.0
_PIECES = (
    *(
        b"\0",
        b'"',
        b"{",
        b"]",
        b"\\",
        b"\x1b[2J",
        "\u202e".encode(),
        b"<",
        b"&",
        b"\n",
        b"\r",
        b"From ",
        b": ",
        b"\xff",
    ),
    *(
        b"\\ud800",
        b"-1e999",
        b"9" * 5000,
        b"[" * 500,
        b'{"a":' * 500,
        b"]]>",
        b"<!--",
        b"<![CDATA[",
        b"]",
        b",",
        b"null",
    ),
)
_OTHERS: tuple[object, ...] = (
    None,
    True,
    0,
    -1,
    1e300,
    10**18,
    "",
    "x",
    "\0",
    "\ud800",
    [],
    ["x"],
    {},
    {"x": []},
    [[{}]],
)

_Steps = tuple[Any, ...]

each = pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.folder)
_FIXTURES = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow]


@dataclass(frozen=True, slots=True)
class Damage:
    """What a file holds after it was damaged from ``start`` to ``end`` (bytes of what was), and nowhere else."""

    data: bytes
    start: int
    end: int


@each
@settings(max_examples=12, deadline=None, suppress_health_check=_FIXTURES)
@given(data=st.data())
def test_damage_costs_only_what_is_damaged(knowledge: Knowledge, example: Example, data: st.DataObject) -> None:
    damaged_and_learned(knowledge, example, data)


@pytest.mark.soak
@each
@settings(max_examples=150, deadline=None, suppress_health_check=_FIXTURES)
@given(data=st.data())
def test_damage_never_costs_more(knowledge: Knowledge, example: Example, data: st.DataObject) -> None:
    damaged_and_learned(knowledge, example, data)


def damaged_and_learned(knowledge: Knowledge, example: Example, data: st.DataObject) -> None:
    with tempfile.TemporaryDirectory() as name:
        export = example.laid_out(Path(name) / "whole")
        path = data.draw(st.sampled_from(files_of(export)), "file")
        kept = data.draw(st.sampled_from([_by_bytes, _by_lines, _by_field, _without_it]), "damage")(
            example, export, path, data
        )
        began = time.monotonic()
        texts = told(export)
        assert time.monotonic() - began < _LONG
        assert not kept - texts
        _learn(knowledge, example, export)
        if data.draw(st.booleans(), "packed"):
            packed = Path(shutil.make_archive(str(export), "zip", export))
            shutil.rmtree(export)
            if data.draw(st.booleans(), "cut"):
                whole = packed.read_bytes()
                packed.write_bytes(whole[: data.draw(st.integers(1, len(whole)))])
            else:
                assert not kept - told(packed)
            _learn(knowledge, example, packed)


def _learn(knowledge: Knowledge, example: Example, export: Path) -> None:
    """Learns it: whatever is wrong is told in sentences. Everything of it is forgotten at the end."""
    began = time.monotonic()
    for problem in knowledge.learn(export, me=example.me).problems:
        assert problem.sentence.isprintable(), problem
        assert problem.sentence.endswith("."), problem
        assert "twin-" not in str(problem), "the folder that it was unpacked in is nobody's business"
    assert time.monotonic() - began < _LONG
    for source in knowledge.store.sources():
        knowledge.learner.forget(source)
    assert knowledge.contents() == []


def told(path: Path) -> Counter[str]:
    """The texts of all messages that are read in an export, and how often each."""
    texts: Counter[str] = Counter()
    with ExitStack() as stack:
        waiting = [Below(path, path, [])]
        for below in waiting:
            for unit in below.units():
                try:
                    importer = recognised(unit, ())
                    if importer is None:
                        waiting.append(below.packed(unit, stack))
                        continue
                    for record in importer.read(unit.path):
                        assert isinstance(record, (ChatMessage, Document, Problem))
                        if isinstance(record, ChatMessage):
                            texts[record.text] += 1
                except SourceError:
                    continue
    return texts


def _without_it(_: Example, export: Path, path: Path, __: st.DataObject) -> Counter[str]:
    """The file is missing; with nothing left, something else stands there."""
    path.unlink()
    if not files_of(export):
        (export / "other").mkdir()
        path.write_bytes(b"nothing")
    return Counter()


def _by_bytes(example: Example, export: Path, path: Path, data: st.DataObject) -> Counter[str]:
    """Some bytes are others, more, or fewer, or the file ends there."""
    was = path.read_bytes()
    at = data.draw(st.integers(0, len(was) - 1), "at")
    to = min(len(was), at + data.draw(st.integers(0, 40), "length"))
    put = data.draw(st.sampled_from(_PIECES) | st.binary(max_size=3), "put")
    if data.draw(st.integers(0, 4)) == 0:
        return _damage(example, export, path, Damage(was[:at] + put, at, len(was)))
    return _damage(example, export, path, Damage(was[:at] + put + was[to:], at, to))


def _by_lines(example: Example, export: Path, path: Path, data: st.DataObject) -> Counter[str]:
    """Some lines are missing, twice there, or in another order."""
    was = path.read_bytes()
    lines = was.splitlines(keepends=True)
    first = data.draw(st.integers(0, len(lines) - 1), "first")
    some = lines[first : first + data.draw(st.integers(1, 6), "count")]
    changed = data.draw(st.sampled_from([[], some * 2]) | st.permutations(some), "lines")
    start, length = sum(map(len, lines[:first])), sum(map(len, some))
    return _damage(
        example, export, path, Damage(was[:start] + b"".join(changed) + was[start + length :], start, start + length)
    )


def _damage(example: Example, export: Path, path: Path, damage: Damage) -> Counter[str]:
    """Damages the file; the texts that have to be there all the same."""
    was = path.read_bytes()
    whole = told(export)
    kept: Counter[str] = Counter()
    if any(path.name.endswith(ending) for ending, _ in example.places):
        # What JSON holds behind the damage cannot be told from it; what stands before can.
        path.write_bytes(was[: damage.start])
        kept = told(export) & whole
        path.unlink()
        # What stands in other files is none of this one's; without this one at all, no more is told of them.
        kept &= whole
    elif path.name.endswith(example.lines) and _kind(path, was) == _kind(path, damage.data):
        kept = _around(path, damage, was) & whole
        if not _is_utf8(damage.data):
            # In so small a file the encoding is a guess.
            kept = Counter({text: count for text, count in kept.items() if text.isascii()})
    path.write_bytes(damage.data)
    return kept


def _around(path: Path, damage: Damage, was: bytes) -> Counter[str]:
    """The texts of a file's messages that stand whole before the damage and behind it, but for the nearest ones."""
    mark = b"\nFrom " if path.suffix == ".mbox" else b"\n"
    starts = [0, *(at + 1 for at in _places(was, mark)), len(was)]
    before = [start for start in starts if start <= damage.start]
    behind = [start for start in starts if start >= damage.end]
    texts: Counter[str] = Counter()
    for piece, nearest in (
        (was[: before[-2 if len(before) > 1 else 0]], -1),
        (was[behind[min(1, len(behind) - 1)] :], 0),
    ):
        path.write_bytes(piece)
        messages = _in_order(path)
        if path.suffix != ".mbox" and messages:
            messages.pop(nearest)
        texts += Counter(messages)
    return texts


def _places(data: bytes, mark: bytes) -> Iterator[int]:
    at = data.find(mark)
    while at >= 0:
        yield at
        at = data.find(mark, at + 1)


def _in_order(path: Path) -> list[str]:
    try:
        importer = recognised(Unit.of(path), ())
        records = list(importer.read(path)) if importer else []
    except SourceError:
        return []
    return [record.text for record in records if isinstance(record, ChatMessage)]


def _kind(path: Path, data: bytes) -> str:
    """The format that a file with these bytes is taken for."""
    path.write_bytes(data)
    try:
        importer = recognised(Unit.of(path), ())
    except SourceError:
        return ""
    return importer.KIND if importer else ""


def _is_utf8(data: bytes) -> bool:
    try:
        return b"\0" not in data and bool(data.decode())
    except UnicodeDecodeError:
        return False


def _by_field(example: Example, export: Path, path: Path, data: st.DataObject) -> Counter[str]:
    """A field of a JSON file is missing or something else: the messages that it is none of are all there."""
    try:
        script, value = parsed(path.read_text(encoding="utf-8"))
    except ValueError:
        return _by_lines(example, export, path, data)
    steps = data.draw(st.sampled_from(list(_steps(value))), "field")
    place = ".".join("item" if isinstance(step, int) else step for step in steps)
    inside = [
        one for ending, one in example.places if path.name.endswith(ending) and (place + ".").startswith(one + ".")
    ]
    kept: Counter[str] = Counter()
    if inside:
        without = json.loads(json.dumps(value))
        message = steps[: inside[0].count(".") + 1]
        del _at(without, message[:-1])[message[-1]]
        path.write_text(script + json.dumps(without), encoding="utf-8")
        kept = told(export)
    around, last = _at(value, steps[:-1]), steps[-1]
    if data.draw(st.booleans(), "dropped"):
        del around[last]
    else:
        around[last] = data.draw(st.sampled_from(_OTHERS), "other")
    path.write_text(script + json.dumps(value), encoding="utf-8")
    return kept


def _steps(value: object) -> Iterator[_Steps]:
    """The way to each value that stands within this one."""
    inner: Iterable[tuple[Any, object]] = ()
    if isinstance(value, dict):
        inner = value.items()
    elif isinstance(value, list):
        inner = enumerate(value)
    for step, one in inner:
        yield (step,)
        yield from ((step, *more) for more in _steps(one))


def _at(value: Any, steps: _Steps) -> Any:  # noqa: ANN401 - JSON
    for step in steps:
        value = value[step]
    return value
