"""Tests of placeholders.py: what is somebody's personal data, and what only looks like it."""

from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from persona.placeholders import Placeholders

PLAIN = Placeholders((), ("US", "GB", "DE"))


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("Call me on +49 151 23456789 tonight", "Call me on [phone number] tonight"),
        ("my number: 030 1234567.", "my number: [phone number]."),
        ("(555) 010-4477 is Ben's", "[phone number] is Ben's"),
        ("Write to zoe.quill@posteo.net, please", "Write to [mail address], please"),
        ("zoe (at) posteo (dot) net", "[mail address]"),
        ("zoe＠posteo.net", "[mail address]"),
        ("DE89 3704 0044 0532 0130 00 is the account", "[account number] is the account"),
        ("IBAN:GB82WEST12345698765432", "IBAN:[account number]"),
        ("card 4111 1111 1111 1111, 12/29", "card [account number], 12/29"),
        ("the wifi password is hunter2!", "the wifi password is [password or key]!"),
        ("key sk-proj-abcdefghijklmnopqrstuvwx", "key [password or key]"),
        ("a@b.de and c@d.de", "[mail address] and [mail address]"),
        ("Ben is `zoe@posteo.net`, `+49 151 23456789`", "Ben is `[mail address]`, `[phone number]`"),
        ("https://a.example/?to=zoe@posteo.net", "https://a.example/?to=[mail address]"),
    ],
)
def test_a_datum_is_replaced_by_what_it_is(text: str, kept: str) -> None:
    redacted = PLAIN.redacted(text)

    assert redacted.text == kept
    assert sum(redacted.found.values()) == kept.count("[")


@pytest.mark.parametrize(
    "text",
    [
        "We met on 2024-05-03 at 10:30, for the 1990-2000 party.",
        "4111 1111 1111 1112 has a wrong checksum",
        "git clone git@github.com:zoe/bikes.git, or user@example.com",
        "https://example.com/lists/20240112210447.mx@nullprogram.com/",
        "The password is wrong.",
        "```\n8 12494 5816 and 555-010-4477\n```",
        "version 1.2.3.4, 13.21 of 34",
        "https://a.example/?v=03012345678 and `if x == 5550104477:`",
        "It cost 1,250 dollars, 20 % less than 2023.",
        "",
    ],
)
def test_what_only_looks_like_it_stays(text: str) -> None:
    redacted = PLAIN.redacted(text)

    assert (redacted.text, redacted.found) == (text, {})


def test_data_are_counted_by_kind() -> None:
    redacted = PLAIN.redacted("a@b.de, c@d.de, +49 151 23456789")

    assert redacted.found == {"mail addresses": 2, "phone numbers": 1}


def test_the_owners_public_data_stay_however_they_are_spelled() -> None:
    allowed = Placeholders(("hello@mira.bike", "+49 30 1234567"), ("DE",))

    redacted = allowed.redacted("Hello@Mira.bike or 030/1234567, not zoe@mira.bike")

    assert redacted.text == "Hello@Mira.bike or 030/1234567, not [mail address]"


def test_what_is_allowed_is_part_of_the_name() -> None:
    names = {PLAIN.name, Placeholders(("hello@mira.bike",), ("US", "GB", "DE")).name, Placeholders((), ("US",)).name}

    assert len(names) == 3
    assert Placeholders((), ("US", "GB", "DE")).name == PLAIN.name


def test_signs_that_change_their_length_move_nothing() -> None:
    text = "ﬁne ½ \u200bzoe@posteo.net ﷺ +49 151 23456789 end"

    assert PLAIN.redacted(text).text == "ﬁne ½ \u200b[mail address] ﷺ [phone number] end"


@given(st.text(max_size=300))
def test_twice_is_as_once_and_nothing_else_is_changed(text: str) -> None:
    once = PLAIN.redacted(text)

    assert PLAIN.redacted(once.text).text == once.text
    assert once.found or once.text == text


@pytest.mark.parametrize("unit", ["1 ", "a@", "1-", "x@y.", "password ", "+1 (555) ", "DE89 ", "`", "``` "])
def test_long_hostile_texts_are_looked_through(unit: str) -> None:
    began = perf_counter()

    PLAIN.redacted(unit * (200_000 // len(unit)))

    assert perf_counter() - began < 20
