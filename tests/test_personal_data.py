"""Personal data leaves only where it is public already, or the contact's own."""

from time import perf_counter

import pytest

from persona.guard.personal_data import PersonalData
from persona.guard.phone_numbers import regions_of
from tests.guarded import found, passage, turn
from twin.knowledge import Audience

PRIVATE = PersonalData(lambda reader: (), ("DE", "US"))


def kinds(text: str, rule: PersonalData = PRIVATE) -> list[str]:
    return [objection.reason.removeprefix("it gives away ").partition(" that is")[0] for objection in found(rule, text)]


@pytest.mark.parametrize(
    "text",
    [
        "call +49 30 901820",
        "ring 030 901820",
        "030/901820",
        "(555) 123-4567",
        "tel: 901820",
        "+1 202 555 0143",
        "my mobile is 0171 2345678",
        "＋４９ ３０ ９０１８２０",
        "+49 30 9018\u200b20",
    ],
)
def test_phone_numbers(text: str) -> None:
    assert kinds(text) == ["a phone number"]


@pytest.mark.parametrize("text", ["mail A.b+c@example.org", "mira at example dot org", "mira (at) example [dot] org"])
def test_mail_addresses(text: str) -> None:
    assert kinds(text) == ["a mail address"]


@pytest.mark.parametrize(
    "text",
    [
        "14 Tannery Lane",
        "at 12 main street",
        "Lindenstraße 5",
        "Große Hamburger Straße 12",
        "Am Hang 3, 10115 Berlin",
        "12 rue de la Paix",
        "Calle Mayor 5",
        "Via Roma 12",
        "Rua Augusta, 123",
        "Kerkstraat 12",
        "London SW1A 2AA",
        "Columbus, OH 43210",
        "1012 AB Amsterdam",
        "Postfach 1234",
    ],
)
def test_postal_addresses(text: str) -> None:
    assert kinds(text) == ["a postal address"]


@pytest.mark.parametrize(
    "text",
    [
        "to DE89 3704 0044 0532 0130 00 please",
        "card 4111 1111 1111 1111",
        "ssn 123-45-6789",
        "0x52908400098527886E0F7030069857D2E4169EE7",
        "Konto Nr. 532013000",
    ],
)
def test_account_numbers(text: str) -> None:
    assert "an account number" in kinds(text)


@pytest.mark.parametrize(
    "text",
    [
        "sk-ant-api03-abcdefghijklmnopqrstuv",
        "AKIAIOSFODNN7EXAMPLE",
        "ghp_abcdefghijklmnopqrstuvwxyz0123456789",
        "xoxb-123456789012-abcdef",
        "AIzaSyA1234567890abcdefghijklmnopqrstuv",
        "glpat-abcdefghij0123456789",
        "123456789:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw8",
        "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N",
        "-----BEGIN RSA PRIVATE KEY-----",
        "the password is hunter2",
        "password: hunter",
        "PIN is 4711",
        "the door code 4711",
        "Das Passwort lautet geheim9",
        "mot de passe : soleil",
    ],
)
def test_secrets(text: str) -> None:
    assert "a password, key or token" in kinds(text)


@pytest.mark.parametrize(
    "text",
    [
        "on 2009-07-01 at 12:30",
        "am 12.07.2009 um 14:30",
        "DS-1234 and #123456",
        "version 1.5.2, Java 1.8.0_292",
        "192.168.1.1:8080",
        "2009 2010 2011 or 2009-2012",
        "1234567890 bytes",
        "12000 Euro, 50000 Menschen",
        "the password is wrong, the pin is broken",
        "3 minutes drive on a 2 way street",
        "it costs 1,234,567.89",
        "commit 4f3a2b1c9d8e7f6a5b4c3d2e1f0a9b8c7d6e5f4a",
    ],
)
def test_other_numbers_and_words_are_no_personal_data(text: str) -> None:
    assert kinds(text) == []


def test_the_reason_names_the_kind_and_nothing_else() -> None:
    (objection,) = found(PRIVATE, "call +49 30 901820 or +49 30 901821")
    assert objection.rule == "personal data"
    assert objection.reason == "it gives away a phone number that is not in your contact_data"


def test_what_owner_toml_tells_this_reader_may_be_said_however_it_is_written() -> None:
    said = {Audience.PUBLIC: ["030 901820", "Mira@Example.org", "Pawl, 14 Tannery Lane, Hollin"]}
    rule = PersonalData(lambda reader: said[reader], ("DE", "US"))
    assert kinds("call +49 (30) 90 18 20, mail mira@example.org, come to 14 tannery lane", rule) == []
    assert kinds("call +49 30 901821, mail mira@example.com, come to 15 Tannery Lane", rule) == [
        "a mail address", "a phone number", "a postal address",
    ]  # fmt: skip


def test_what_the_owner_published_for_everybody_may_be_said() -> None:
    assert not found(PRIVATE, "mail m@example.org", passages=[passage("Write to m@example.org.")])


def test_what_stands_in_other_pieces_may_not() -> None:
    text = "Write to m@example.org."
    others = [passage(text, Audience.FRIENDS), passage(text, by_owner=False), passage(text, author="Mira")]
    assert found(PRIVATE, "mail m@example.org", passages=others)


def test_what_the_contact_wrote_may_be_said_back_to_them() -> None:
    assert not found(PRIVATE, "I'll write to ann@example.org", asked="I am ann@example.org")
    assert not found(PRIVATE, "I'll write to ann@example.org", turns=[turn("ann@example.org is me")])


def test_what_the_twin_said_before_is_no_permission() -> None:
    assert found(PRIVATE, "it is m@example.org", turns=[turn("m@example.org", by_twin=True)])


def test_a_guessed_secret_is_not_confirmed() -> None:
    assert found(PRIVATE, "yes, the PIN is 4711", asked="is the PIN is 4711?")


def test_the_countries_of_the_languages() -> None:
    assert regions_of(["de", "fr", "xx"]) == ("DE", "AT", "CH", "FR", "BE")


@pytest.mark.parametrize(
    "text",
    ["1" * 200_000, "12 34-" * 33_000, "a@" * 100_000, "a.b@c." * 33_000, "password is " * 16_000, "://a:" * 40_000],
)
def test_a_long_text_takes_no_longer_than_a_second(text: str) -> None:
    began = perf_counter()
    found(PRIVATE, text)
    assert perf_counter() - began < 20


def test_more_digits_than_anybody_answers_with_are_no_hiding_place() -> None:
    assert found(PRIVATE, "1 " * 3_000)
