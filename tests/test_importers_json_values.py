"""Tests of json_values.py and moments.py: what JSON files hold, as far as they are sound, and when it was."""

import json
import time
from datetime import UTC, datetime
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from memory.importers import json_values, moments
from memory.importers.json_values import DamagedError, FieldError

JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**60), 2**60) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)


def values(text: str | bytes, *places: str) -> list[tuple[str, object]]:
    return list(json_values.values(BytesIO(text if isinstance(text, bytes) else text.encode()), places))


@given(JSON)
def test_any_value_is_read_whole(value: object) -> None:
    assert values(json.dumps(value), "") == [("", value)]
    assert values(json.dumps([value, value]), "item") == [("item", value)] * 2
    assert values(json.dumps({"a": {"b": [value]}, "c": value}), "a.b.item", "c") == [("a.b.item", value), ("c", value)]


def test_a_place_is_no_name_with_a_dot_in_it() -> None:
    assert values('{"a.b": 1, "a": {"b": 2, "item": 3, "c": {"b": 4}}, "item": 5}', "a.b", "a.item") == [
        ("a.b", 2),
        ("a.item", 3),
    ]


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("", "ends in the middle"),
        ('[1, {"a": 2}', "ends in the middle"),
        ('[1, {"a": 2}, "cut', "ends in the middle"),
        ('[1, {"a": 2}, oops]', "is damaged"),
        ('[1, {"a": 2}] more', "is damaged"),
        (b'[1, {"a": 2}, "\xff"]', "is damaged"),
        ('[1, {"a": 2}, ' + "9" * 100_000, "is damaged"),
        ('[1, {"a": 2}, 1e' + "9" * 100_000, "is damaged"),
        ('[1, {"a": 2}, ' + "[" * 1000, "is damaged"),
        ('[1, {"a": 2}, ' + '{"a":' * 1000, "is damaged"),
    ],
)
def test_what_stands_before_the_damage_is_given(text: str | bytes, what: str) -> None:
    found = json_values.values(BytesIO(text if isinstance(text, bytes) else text.encode()), ["item"])
    if text:
        assert [next(found), next(found)] == [("item", 1), ("item", {"a": 2})]
    with pytest.raises(DamagedError, match=what):
        list(found)


@pytest.mark.parametrize("hostile", ['{"a":' * 60_000, "[" * 300_000, '[{"a":' + "[" * 300_000])
def test_nesting_takes_no_time(hostile: str) -> None:
    begun = time.monotonic()
    with pytest.raises(DamagedError):
        values(hostile, "item", "a.b")
    assert time.monotonic() - begun < 1


@pytest.mark.parametrize(("value", "text"), [("7", "7"), (7, "7"), (None, "")])
def test_a_key_may_be_a_number_or_a_text(value: object, text: str) -> None:
    assert json_values.key({"a": value}, "a") == text


@pytest.mark.parametrize("value", [True, [], {}, 1.5])
def test_anything_else_is_no_key_and_no_text(value: object) -> None:
    for field in (json_values.key, json_values.text):
        with pytest.raises(FieldError):
            field({"a": value}, "a")


def test_parts_that_a_format_does_not_know_yet_are_empty() -> None:
    assert json_values.part({"a": 5}, "a") == {}
    assert json_values.parts({"a": [5, {"b": 1}], "c": 5}, "a") == [{"b": 1}]
    assert json_values.parts({"c": 5}, "c") == []


@pytest.mark.parametrize(
    ("value", "per_second", "moment"),
    [
        (1700000000, 1, datetime(2023, 11, 14, 22, 13, 20, tzinfo=UTC)),
        (1700000000123, 1000, datetime(2023, 11, 14, 22, 13, 20, 123000, UTC)),
        ("1700000000.000200", 1, datetime(2023, 11, 14, 22, 13, 20, 200, UTC)),
        (1700000000.5, 1, datetime(2023, 11, 14, 22, 13, 20, 500000, UTC)),
        (0, 1, None),
        (-1, 1, None),
        (10**30, 1, None),
        ("1e999999", 1, None),
        (float("inf"), 1, None),
    ],
)
def test_a_count_of_seconds_is_a_moment_in_world_time(value: object, per_second: int, moment: datetime | None) -> None:
    assert moments.of_epoch(value, per_second) == moment


@pytest.mark.parametrize("value", ["soon", "", True, None, [], float("nan")])
def test_what_is_no_number_is_no_moment(value: object) -> None:
    with pytest.raises(ValueError, match="not a number"):
        moments.of_epoch(value)


@pytest.mark.parametrize(
    ("number", "moment"),
    [
        ("175928847299117063", datetime(2016, 4, 30, 11, 18, 25, 796000, UTC)),
        ("12", None),
        ("x" * 18, None),
        ("9" * 30, None),
        ("١" * 18, None),
    ],
)
def test_discords_numbers_tell_when_they_were_given_out(number: str, moment: datetime | None) -> None:
    assert moments.of_discord(number) == moment


def test_a_moment_beyond_the_calendar_is_none() -> None:
    assert moments.of_iso("0001-01-01T00:00:00+05:00") is None
    assert moments.of_iso("9999-12-31T23:59:59-05:00") is None


def test_where_what_stands_at_a_place_ends_is_told() -> None:
    data = b'{"list": [{"name": "a", "of": [1]}, {"name": "b"}], "name": "c"}'
    found = list(json_values.values(BytesIO(data), ["list.item.name", "list.item.of.item"], ends=["", "list.item"]))
    assert found == [
        ("list.item.name", "a"),
        ("list.item.of.item", 1),
        ("list.item", None),
        ("list.item.name", "b"),
        ("list.item", None),
        ("", None),
    ]
