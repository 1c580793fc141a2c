"""Who the owner is: a code links an account once, guesses are limited and told, and what is expected passes by."""

import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.ledger import Ledger
from bot.ledger.owners import Tried, hashed, in_text, new_code
from tests.test_ledger_inbox import BRAM, CHAT, JONAS, OWNER, answer, message, rows, together
from twin.draft import Kind
from twin.message import Conversation

CODE, OTHER, WRONG = "ABCD-EFGH", "JKMN-PQRS", "2345-6789"
DESK = "telegram/99"


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with closing(Ledger(tmp_path / "ledger.db")) as opened:
        yield opened


def tries(ledger: Ledger, code: str, account: str = OWNER.key, conversation: str = DESK) -> Tried:
    return ledger.owners.try_code(account, conversation, "Ann", hashed(code))


def told(ledger: Ledger) -> list[tuple[str, int]]:
    """What the owner was told, and how often, the first first."""
    return [(one.notice.sentence, one.count) for one in ledger.notices.latest(99)][::-1]


def late(folder: Path, minutes: float) -> None:
    """Let so much time have passed for all codes and guesses."""
    codes = "UPDATE codes SET expires_at = strftime('%Y-%m-%dT%H:%M:%f+00:00', expires_at, ?)"
    guesses = "UPDATE guesses SET at = strftime('%Y-%m-%dT%H:%M:%f+00:00', at, ?)"
    with closing(sqlite3.connect(folder / "ledger.db")) as connection, connection:
        for sql in (codes, guesses):
            connection.execute(sql, [f"-{minutes} minutes"])


# Codes.


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("ABCD-EFGH", CODE),
        (" \nabcd-efgh\t ", CODE),
        ("AbCd–eFgH", CODE),
        ("abcd—efgh", CODE),
        ("ABCD‑EFGH", CODE),
        ("ABCD−EFGH", CODE),
        ("/link abcd-efgh", CODE),
        ("/Link  ABCD–EFGH ", CODE),
        ("/link@ann_twin_bot ABCDEFGH", CODE),
        ("/LINK abcd efgh", CODE),
        ("/link\n2345-wxyz", "2345-WXYZ"),
        ("ABCDEFGH", None),
        ("ABCD EFGH", None),
        ("/linkABCD-EFGH", None),
        ("link ABCD-EFGH", None),
        ("/link", None),
        ("/link ABCD-EFG", None),
        ("/link ABCD-EFGHJ", None),
        ("/link ABCD--EFGH", None),
        ("my code is ABCD-EFGH", None),
        ("ABCD-EFGH, is it?", None),
        ("ABCD-EFG0", None),
        ("ABCD-EFGO", None),
        ("ABCD-EFG1", None),
        ("ABCD-EFGI", None),
        ("ABCD-EFGL", None),
        ("ABCD-EFG\u017f", None),
        ("ABCD-EFG\u212a", None),
        ("well-made", None),
        ("", None),
    ],
)
def test_a_code_is_found_in_a_text_that_says_nothing_else(text: str, code: str | None) -> None:
    assert in_text(text) == code


@pytest.mark.parametrize(
    "text",
    [
        " " * 200_000,
        "/link" + " " * 200_000 + "ABCD-EFGH!",
        "/link@" + "a" * 200_000,
        "/link " * 40_000,
        "ABCD-" * 40_000,
        "-" * 200_000,
    ],
)
def test_a_long_text_has_no_code_and_costs_nothing(text: str) -> None:
    began = time.monotonic()

    assert in_text(text) is None

    assert time.monotonic() - began < 20


def test_new_codes_are_read_again_and_differ_from_each_other() -> None:
    codes = [new_code() for _ in range(500)]

    assert len(set(codes)) == 500
    assert [in_text(f" /link {code.lower()}") for code in codes] == codes
    assert set("".join(codes)) == set("23456789ABCDEFGHJKMNPQRSTUVWXYZ-")


def test_a_code_has_one_hash_however_it_is_written_from_which_it_cannot_be_read() -> None:
    assert hashed("abcd–efgh") == hashed("ABCDEFGH") == hashed(CODE) != hashed(OTHER)
    assert len(hashed(CODE)) == 32
    assert "ABCD" not in hashed(CODE).upper()


def test_who_sends_a_code_is_linked_and_the_owner_is_told(ledger: Ledger, tmp_path: Path) -> None:
    ledger.owners.open_code(CODE, 10)
    assert rows(tmp_path, "SELECT hash FROM codes") == [(hashed(CODE),)]

    assert tries(ledger, CODE) is Tried.LINKED

    [owner] = ledger.owners.all()
    assert (owner.account, owner.conversation, owner.name) == (OWNER.key, DESK, "Ann")
    assert abs(owner.linked_at - datetime.now(UTC)) < timedelta(minutes=1)
    assert (ledger.owners.account_of(DESK), ledger.owners.account_of(CHAT.key)) == (OWNER.key, None)
    assert ledger.owners.linked(OWNER.key, DESK)
    assert not ledger.owners.linked(OWNER.key, CHAT.key)
    assert not ledger.owners.linked(JONAS.key, DESK)
    assert told(ledger) == [("telegram/99 was linked: whoever writes from there decides for you.", 1)]
    assert [(one.notice.adapter, one.notice.kind) for one in ledger.notices.latest(9)] == [("telegram", "link")]


def test_a_code_links_once_and_whom_it_linked_may_ask_again(ledger: Ledger) -> None:
    ledger.owners.open_code(CODE, 10)
    tries(ledger, CODE)
    before, said = ledger.owners.all(), told(ledger)

    assert tries(ledger, CODE) is Tried.LINKED
    assert (ledger.owners.all(), told(ledger)) == (before, said)
    assert tries(ledger, CODE, conversation=CHAT.key) is Tried.WRONG
    assert tries(ledger, CODE, BRAM.key, "telegram/2") is Tried.WRONG

    assert ledger.owners.all() == before


def test_who_was_unlinked_is_not_linked_by_the_old_code(ledger: Ledger) -> None:
    ledger.owners.open_code(CODE, 10)
    tries(ledger, CODE)

    assert ledger.owners.unlink(OWNER.key)
    assert not ledger.owners.unlink(OWNER.key)

    assert tries(ledger, CODE) is Tried.WRONG
    assert ledger.owners.all() == []


def test_a_code_that_is_opened_again_is_used_up_again(ledger: Ledger, tmp_path: Path) -> None:
    for _ in range(2):
        ledger.owners.open_code(CODE, 10)
        assert tries(ledger, CODE) is Tried.LINKED

    assert rows(tmp_path, "SELECT count(*) FROM codes") == [(0,)]


def test_one_account_of_the_owner_is_not_told_that_the_code_of_another_linked_it(ledger: Ledger) -> None:
    for code, account in ((CODE, OWNER), (OTHER, BRAM)):
        ledger.owners.open_code(code, 10)
        assert tries(ledger, code, account.key) is Tried.LINKED

    assert tries(ledger, CODE, BRAM.key) is Tried.WRONG


def test_of_two_that_send_the_same_code_at_once_one_is_linked(ledger: Ledger, tmp_path: Path) -> None:
    ledger.owners.open_code(CODE, 10)
    with closing(Ledger(tmp_path / "ledger.db")) as other:
        came: list[Tried] = []

        together(2, lambda n: came.append(tries((ledger, other)[n], CODE, f"telegram/{n}", f"telegram/{n}")))

    assert sorted(one.value for one in came) == ["linked", "wrong"]
    assert len(ledger.owners.all()) == 1


def test_a_linked_account_is_linked_anew_and_then_obeyed_there_alone(ledger: Ledger) -> None:
    for code in (CODE, OTHER):
        ledger.owners.open_code(code, 10)
    tries(ledger, CODE)
    ledger.owners.expect(OWNER.key, "edit", "5", 60)

    assert tries(ledger, OTHER, conversation="telegram/99/3") is Tried.LINKED

    assert [one.conversation for one in ledger.owners.all()] == ["telegram/99/3"]
    assert ledger.owners.expected(OWNER.key) is None
    assert not ledger.owners.linked(OWNER.key, DESK)


def test_an_account_that_is_renewed_where_it_is_goes_on(ledger: Ledger) -> None:
    for code in (CODE, OTHER):
        ledger.owners.open_code(code, 10)
    tries(ledger, CODE)
    ledger.owners.expect(OWNER.key, "edit", "5", 60)

    assert tries(ledger, OTHER) is Tried.LINKED

    assert ledger.owners.expected(OWNER.key) == ("edit", "5")
    assert len(ledger.owners.all()) == 1


def test_the_owner_has_several_accounts_on_several_platforms(ledger: Ledger) -> None:
    accounts = ["telegram/99", "discord/5", "telegram/98"]
    for number, account in enumerate(accounts):
        code = new_code()
        ledger.owners.open_code(code, 10)
        assert tries(ledger, code, account, f"{account}/{number}") is Tried.LINKED

    assert {one.account for one in ledger.owners.all()} == set(accounts)
    assert [ledger.owners.account_of(f"{account}/{number}") for number, account in enumerate(accounts)] == accounts


@pytest.mark.parametrize(
    ("minutes", "came"), [(9, Tried.LINKED), (11, Tried.EXPIRED), (60 * 24, Tried.EXPIRED), (60 * 25, Tried.WRONG)]
)
def test_a_code_expires_and_a_day_later_nobody_knows_it_any_more(
    ledger: Ledger, tmp_path: Path, minutes: float, came: Tried
) -> None:
    ledger.owners.open_code(CODE, 10)
    late(tmp_path, minutes)
    assert ledger.owners.codes_open() == (came is not Tried.WRONG)

    assert tries(ledger, CODE) is came

    assert bool(ledger.owners.all()) == (came is Tried.LINKED)
    assert rows(tmp_path, "SELECT count(*) FROM codes") == [(int(came is Tried.EXPIRED),)]


def test_an_expired_code_is_no_guess(ledger: Ledger, tmp_path: Path) -> None:
    ledger.owners.open_code(CODE, 10)
    late(tmp_path, 11)

    assert [tries(ledger, CODE) for _ in range(5)] == [Tried.EXPIRED] * 5

    assert told(ledger) == []


# Guesses.


def test_who_guesses_is_told_of_and_may_not_go_on_even_with_the_right_code(ledger: Ledger) -> None:
    ledger.owners.open_code(CODE, 10)

    guesses = [tries(ledger, WRONG, JONAS.key, CHAT.key) for _ in range(5)]

    assert guesses == [Tried.WRONG] * 3 + [Tried.TOO_OFTEN] * 2
    assert tries(ledger, CODE, JONAS.key, CHAT.key) is Tried.TOO_OFTEN
    assert told(ledger) == [("telegram/1 sent a wrong code, to be linked as an account of yours.", 3)]
    assert tries(ledger, CODE) is Tried.LINKED, "others are not kept from it"


def test_an_hour_later_they_may_try_again(ledger: Ledger, tmp_path: Path) -> None:
    ledger.owners.open_code(CODE, 120)
    for _ in range(4):
        tries(ledger, WRONG)
    late(tmp_path, 61)

    assert tries(ledger, CODE) is Tried.LINKED
    assert rows(tmp_path, "SELECT count(*) FROM guesses") == [(0,)]


def test_nobody_keeps_the_owner_from_being_linked_by_guessing(ledger: Ledger) -> None:
    ledger.owners.open_code(CODE, 10)
    for number in range(20):
        assert tries(ledger, WRONG, f"telegram/{number}", f"telegram/{number}") is Tried.WRONG

    assert tries(ledger, CODE) is Tried.LINKED


def test_the_owner_is_told_no_code_and_no_name(ledger: Ledger) -> None:
    ledger.owners.open_code(CODE, 10)
    ledger.owners.try_code(OWNER.key, DESK, "http://evil.example", hashed(WRONG))
    ledger.owners.try_code(OWNER.key, DESK, "http://evil.example", hashed(CODE))

    said = " ".join(sentence for sentence, _ in told(ledger))

    assert len(told(ledger)) == 2
    assert not any(secret in said for secret in (CODE, WRONG, hashed(CODE), hashed(WRONG), "evil"))


# What is expected.


def test_what_is_expected_is_the_last_thing_until_it_expires(ledger: Ledger) -> None:
    ledger.owners.expect(OWNER.key, "edit", "5", 60)
    ledger.owners.expect(OWNER.key, "reason", "6", 60)

    assert ledger.owners.expected(OWNER.key) == ("reason", "6")
    assert ledger.owners.expected(JONAS.key) is None
    ledger.owners.expect(OWNER.key, "edit", "7", -1)

    assert ledger.owners.expected(OWNER.key) is None


def test_nothing_is_expected_any_more(ledger: Ledger) -> None:
    for account in (OWNER.key, JONAS.key):
        ledger.owners.expect(account, "edit", "5", 60)

    ledger.owners.expect_nothing(OWNER.key)

    assert ledger.owners.expected(OWNER.key) is None
    assert ledger.owners.expected(JONAS.key) == ("edit", "5")


def test_what_arrives_as_a_code_links_its_sender_by_their_name(ledger: Ledger) -> None:
    ledger.owners.open_code(CODE, 10)
    ledger.inbox.receive(message(1, CODE, sender=OWNER))
    wish = ledger.wishes.next(CHAT.key)

    assert wish is not None
    assert ledger.owners.try_code(wish.account, wish.conversation, wish.name, wish.data) is Tried.LINKED
    assert [(one.account, one.name) for one in ledger.owners.all()] == [(OWNER.key, OWNER.name)]


def test_what_was_still_to_be_shown_is_not_shown_where_an_account_was_unlinked(ledger: Ledger) -> None:
    ledger.owners.open_code(CODE, 10)
    tries(ledger, CODE)
    ledger.cards.add(DESK, "word", text="a list of contacts")

    ledger.owners.unlink(OWNER.key)

    assert ledger.cards.open(DESK) == []


def test_what_the_owner_asked_before_they_were_linked_is_not_theirs_to_decide_about(ledger: Ledger) -> None:
    ledger.inbox.receive(message(1, sender=OWNER, where=Conversation(DESK, DESK)))
    answer(ledger, "unknown", where=Conversation(DESK, DESK), kind=Kind.UNKNOWN)
    assert len(ledger.cases.unknown()) == 1
    ledger.owners.open_code(CODE, 10)

    assert tries(ledger, CODE) is Tried.LINKED

    assert ledger.cases.unknown() == []
