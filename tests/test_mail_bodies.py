"""Tests of mail/body.py: what of a mail's text its author wrote."""

import json
from pathlib import Path

import pytest

from memory.importers.mail import body, page

BODIES = json.loads((Path(__file__).parent / "data" / "exports" / "mail" / "bodies.json").read_text(encoding="utf-8"))


def own(case: dict[str, object]) -> str:
    text = str(case["body"])
    if case.get("html"):
        text = page.readable(text)
    if case.get("mbox"):
        text = text.removeprefix(">")
    if case.get("flowed"):
        text = body.unflowed(text, delete_space=False)
    return body.rewrapped(body.own(text).lines)


@pytest.mark.parametrize("case", BODIES, ids=lambda case: case["name"])
def test_what_the_author_wrote_is_left(case: dict[str, object]) -> None:
    assert own(case) == case["expected"]


def test_what_is_only_forwarded_is_known_as_such() -> None:
    by_mark = [case for case in BODIES if case.get("forwarded") and not case.get("subject")]
    assert by_mark
    assert all(body.own(str(case["body"])).forwarded for case in by_mark)


def test_flowed_lines_without_their_space_are_joined_without_it() -> None:
    assert body.unflowed("日本 \n語です。\n", delete_space=True) == "日本語です。\n"


def test_the_text_within_a_signature_of_pgp_is_read() -> None:
    signed = (
        "-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA256\n\nBread.\n- -- \nAnn\n-----BEGIN PGP SIGNATURE-----\nabc\n"
    )
    assert body.own(signed).lines == ["Bread."]


@pytest.mark.parametrize(
    "text", ["> " * 50_000, "On 2020 " * 20_000, "-" * 200_000, "a@" * 80_000 + ":", "best\n" * 40_000]
)
def test_a_text_made_to_exhaust_its_reader_does_not(text: str) -> None:
    assert body.own(text).forwarded is False
