"""Tests of letters.py: a mail answers the mail that it names."""

from datetime import UTC, datetime, timedelta

from memory.importers.records import ChatMessage
from memory.pairs import Pair, Pairing

NOON = datetime(2024, 5, 3, 12, tzinfo=UTC)


def letter(number: int, text: str, *, answers: int = 0, thread: str = "t", by_owner: bool = False) -> ChatMessage:
    name, address = ("Mira", "mira@mira.bike") if by_owner else ("Zoe", "zoe@posteo.net")
    reply_to = f"<{answers}>" if answers else ""
    at = NOON + timedelta(minutes=number)
    return ChatMessage(
        "mail", "Mail", f"<{number}>", name, address, at, text, reply_to, by_owner=by_owner, thread=thread, letter=True
    )


def paired(*letters: ChatMessage) -> list[Pair]:
    pairing = Pairing(letter(0, "", by_owner=True).identity)
    return [pair for one in letters for pair in pairing.hear(one)] + list(pairing.finish())


def test_a_letter_answers_the_one_that_it_names() -> None:
    [pair] = paired(
        letter(1, "Do you ship to Norway?"),
        letter(2, "Is the shop open on Mondays?", thread="u"),
        letter(3, "We do, by post.", answers=1, by_owner=True),
    )

    assert (pair.message, pair.reply, pair.link) == ("Do you ship to Norway?", "We do, by post.", "explicit")
    assert (pair.place, pair.asker, pair.keys) == ("mail/t", "Zoe", frozenset({"<1>", "<3>"}))


def test_a_letter_that_names_none_answers_none() -> None:
    assert paired(letter(1, "Do you ship to Norway?"), letter(2, "We do, by post.", by_owner=True)) == []


def test_an_answer_is_found_although_its_thread_was_cut_short() -> None:
    asked = letter(1, "Do you ship to Norway?", thread="root")

    assert len(paired(asked, letter(2, "We do, by post.", answers=1, thread="another", by_owner=True))) == 1


def test_nobody_answers_themselves_and_others_answer_nobody() -> None:
    own = letter(1, "I will look it up.", by_owner=True)

    assert paired(own, letter(2, "By post it is.", answers=1, by_owner=True), letter(3, "Thank you!", answers=2)) == []


def test_a_long_letter_is_kept_and_an_endless_one_is_not() -> None:
    for length, pairs in ((3000, 1), (9000, 0)):
        text = "We ship the frames to Norway by post. " * (length // 38)
        assert len(paired(letter(1, "Do you ship?"), letter(2, text, answers=1, by_owner=True))) == pairs
