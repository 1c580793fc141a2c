"""Tests of twin/fingerprint.py: what repeats a text is known by it, and what does not is not."""

import time
import unicodedata

import pytest

from twin.fingerprint import codes, is_code, normal, runs, stored

SAID = "My sister moves to Ghent in August, but nobody at work knows about it yet."


@pytest.mark.parametrize(
    "text",
    [
        "Well: my sister moves to Ghent in August!",
        "MY SISTER MOVES TO GHENT IN AUGUST",
        "my\nsister\u00a0moves - to Ghent, in August",
        "mysistermovestoghentinaugust",
        "m y s i s t e r m o v e s t o g h e n t i n a u g u s t",
        "ｍｙ ｓｉｓｔｅｒ ｍｏｖｅｓ ｔｏ Ｇｈｅｎｔ ｉｎ Ａｕｇｕｓｔ",
        "m\u0301y si\u200bster moves to Ghent in August",
    ],
)
def test_a_run_is_found_however_it_is_set_out(text: str) -> None:
    assert runs(text) & stored(SAID)


@pytest.mark.parametrize("text", ["", "My sister moves", "My brother moves to Ghent in autumn", "August in Ghent"])
def test_what_shares_no_long_run_shares_no_fingerprint(text: str) -> None:
    assert not runs(text) & stored(SAID)


@pytest.mark.parametrize(
    ("said", "text"),
    [
        ("私の妹は八月にゲントへ引っ越しますが、まだ誰も知りません。", "妹は八月にゲントへ引っ越します"),
        ("น้องสาวของฉันย้ายไปเกนต์ในเดือนสิงหาคม", "ย้ายไปเกนต์ในเดือนสิงหาคม"),
        ("내 여동생은 팔월에 겐트로 이사를 가지만 아직 아무도 모릅니다", "여동생은 팔월에 겐트로 이사를 가지만"),
        ("Моя сестра переезжает в Гент в августе", "сестра переезжает в гент в августе"),
        ("Meine Größe: fünfundvierzigeinhalb, weißt du", "MEINE GROSSE: FÜNFUNDVIERZIGEINHALB"),
    ],
)
def test_a_run_is_found_in_any_script(said: str, text: str) -> None:
    assert runs(text) & stored(said)


def test_a_text_is_found_in_itself_composed_or_not() -> None:
    said = "Ça a été décidé à l'école où étudiait Zoë, l'été dernier"
    for form in ("NFC", "NFD", "NFKC", "NFKD"):
        assert stored(said) <= runs(unicodedata.normalize(form, said))


@pytest.mark.parametrize(
    ("said", "text"),
    [
        ("the gate is K7Q9-ZX21, tell no one", "K7Q9ZX21"),
        ("pin:K7Q9ZX21", "it is k7q9zx21."),
        ("call 0171 234 5678", "01712345678"),
        ("call 0171/2345678", "0171-234-5678"),
        ("DE89 3704 0044 0532 0130 00", "de89370400440532013000"),
        ("write to Ann.Lee@example.org", "ann.lee@example.org"),
        ("it is BLUE-HERON-SKY", "blue: BLUE-HERON-SKY"),
    ],
)
def test_a_code_is_found_alone_and_when_it_is_grouped_otherwise(said: str, text: str) -> None:
    assert codes(text) & stored(said)


@pytest.mark.parametrize("text", ["", "on 2024-05-01", "extraordinarily", "WHATEVER", "a1b2", "10:30", "12 345 678"])
def test_words_and_dates_are_no_codes(text: str) -> None:
    assert codes(text) == set()


def test_codes_are_told_from_runs() -> None:
    found = stored(f"{SAID} K7Q9ZX21")
    assert {one for one in found if is_code(one)} == codes("K7Q9ZX21")


def test_every_fingerprint_fits_64_signed_bits() -> None:
    assert all(-(2**63) <= one < 2**63 for one in runs(SAID * 20 + "K7Q9ZX21" + "字" * 30))


def test_half_a_character_is_passed_over() -> None:
    assert normal("a\ud800b") == "ab"
    assert stored(f"\ud800{SAID}") == stored(SAID)


@pytest.mark.parametrize(
    "text",
    [
        "1" * 200_000,
        "1 " * 100_000,
        "A-" * 100_000,
        "1a:" * 66_000,
        "1((" * 66_000,
        "a" * 199_999 + "字",
        "字" * 200_000,
        "a" + "\u0301\u0316" * 100_000,
    ],
)
def test_hostile_texts_are_read_quickly(text: str) -> None:
    begun = time.perf_counter()
    stored(text)
    runs(text)
    assert time.perf_counter() - begun < 20


@pytest.mark.parametrize(
    "text",
    [
        "QUARTZ 4417 HERON", "QUARTZ\u20114417\u2011HERON", "QUARTZ–4417–HERON", "quartz/4417/heron",
        "QUARTZ~4417~HERON",
        "*QUARTZ*4417*HERON*", "QUARTZ\n4417\nHERON", "QUARTZ-4417", "the 4417 HERON", "QUARTZ - 4417 - HERON",
    ],
)  # fmt: skip
def test_a_code_is_found_however_its_parts_are_parted(text: str) -> None:
    assert stored("the word is QUARTZ-4417-HERON, keep it") & runs(f"so: {text}!")


@pytest.mark.parametrize("text", ["QUARTZ and 4418 HERON", "in 4417 there were HERONS", "QUARTZ", "4417"])
def test_parts_of_another_code_are_not_taken_for_one(text: str) -> None:
    assert not stored("QUARTZ-4417-HERON") & runs(text)
