"""What the owner is shown to decide about."""

import time
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest

from bot.desk import buttons, leaning, sheets
from bot.desk.questions import Question
from bot.harmless import units
from bot.ledger.cards import Waiting
from bot.ledger.case import Way
from bot.ledger.cases import Case, Outcome
from tests.cases import ANNA, BRAM, GROUP, LEVELS, NOW, OBJECTION, draft, passed_on, ruled
from twin.desk import Sheet
from twin.draft import Kind, Objection
from twin.knowledge import Audience, Exemplar, Passage
from twin.message import Contact

# Clears the screen, turns the writing round, goes to the next line and says that it was sent.
HOSTILE = "Anna\x1b[2J\u202e\n✓ Sent 14:03.\u2066\x9b\x00"
PASSAGE = Passage(
    id=1,
    source=2,
    place="/posts/a.md",
    position=0,
    title="Chains",
    link="",
    author="",
    by_owner=True,
    sent_at=NOW,
    audience=Audience.PUBLIC,
    text="I wax them.\nOften.",
)
EXEMPLAR = Exemplar(3, 2, "chat/1", "Jonas", "how often?", "weekly", None, Audience.OWNER)


class Known:
    """What was learned, by id, if the owner looks."""

    def passages(self, ids: Sequence[int], reader: Audience) -> dict[int, Passage]:
        return {1: PASSAGE} if 1 in ids and reader is Audience.OWNER else {}

    def exemplars(self, ids: Sequence[int], reader: Audience) -> dict[int, Exemplar]:
        return {3: EXEMPLAR} if 3 in ids and reader is Audience.OWNER else {}


def shown(case: Case, until: datetime | None = None, **options: bool) -> Sheet:
    whole, gone = options.get("whole", False), options.get("gone", False)
    return sheets.of(case, LEVELS, (), until, NOW, zone=UTC, whole=whole, gone=gone)


def went(outcome: Outcome, *states: str, texts: tuple[str, ...] = (), problem: str = "") -> Case:
    """What the owner decided to say, a message for each state, the last of them reached five minutes later."""
    at = NOW + timedelta(minutes=5)
    ways = tuple(Way(f"part {number}", state, problem, at) for number, state in enumerate(states))
    return replace(ruled(outcome, texts=texts), ways=ways)


def waits(decision: int, contact: Contact = ANNA, *, kind: Kind = Kind.ANSWER, reader: int = 2) -> Waiting:
    """Something that waits, in short."""
    sent_at = NOW - timedelta(minutes=20)
    return Waiting(
        decision,
        kind,
        conversation=contact.key,
        place=contact.key,
        group=False,
        account=contact.key,
        name=contact.name,
        reader=Audience(reader),
        sent_at=sent_at,
        sendable=True,
        stands=False,
        stood=False,
    )


def pressable(sheet: Sheet) -> list[list[str]]:
    return [[button.data for button in row] for row in sheet.rows]


def test_a_draft_stands_with_who_asked_what_and_why_it_waits() -> None:
    assert shown(draft(objections=(OBJECTION,), newer=1)).text.split("\n") == [
        "“Anna Kim” (telegram/7) on Telegram, hears friends, 2026-05-04 14:10:",
        "> do you wax chains?",
        "",
        "Why: everything waits for you",
        "• promises: it promises a price",
        "72 % sure",
        "They wrote again since.",
        "",
        "Draft:",
        "> Every second week.",
    ]


def test_a_draft_can_be_sent_edited_rejected_or_taken_over() -> None:
    sheet = shown(draft())

    assert pressable(sheet) == [["a:12", "e:12"], ["r:12", "t:12"]]
    assert [button.label for row in sheet.rows for button in row] == ["✓ Send", "✎ Edit", "✗ Reject", "I'll answer"]


def test_where_it_was_written_is_told() -> None:
    own = replace(draft().conversation, as_owner=True)

    assert shown(draft(conversation=GROUP)).text.startswith("“Anna Kim” (telegram/7) in the group “Bike club”, hears ")
    assert shown(draft(conversation=own)).text.startswith("“Anna Kim” (telegram/7) in your own chat, hears ")


def test_what_can_be_answered_for_a_time_says_until_when_and_is_not_sent_after_it() -> None:
    before, after = shown(draft(), NOW + timedelta(hours=1)), shown(draft(), NOW)

    assert "Can be answered there until 15:30." in before.text
    assert "a:12" in pressable(before)[0]
    assert "Could be answered there until 14:30: too late." in after.text
    assert pressable(after) == [["r:12", "t:12"]]


def test_where_nothing_can_be_said_any_more_nothing_is_sent() -> None:
    sheet = shown(draft(closed=True))

    assert "Nothing can be said there any more." in sheet.text
    assert pressable(sheet) == [["r:12", "t:12"]]


@pytest.mark.parametrize(
    ("kind", "begins", "pressed"),
    [
        (Kind.OWNER, "For you in person: “Anna Kim” (telegram/7)", [["e:12", "t:12"], ["d:12"]]),
        (Kind.DANGER, "⚠ Somebody may be in danger: “Anna Kim” (telegram/7)", [["e:12", "t:12"], ["d:12"]]),
        (Kind.TAKEOVER, "You have this conversation: “Anna Kim” (telegram/7)", [["e:12", "x:12"], ["d:12"]]),
        (Kind.ERROR, "The twin could not answer: “Anna Kim” (telegram/7)", [["e:12", "t:12"], ["d:12"]]),
    ],
)
def test_a_message_that_was_passed_on_says_what_it_is(kind: Kind, begins: str, pressed: list[list[str]]) -> None:
    sheet = shown(passed_on(kind))

    assert (sheet.text.startswith(begins), pressable(sheet), sheet.silent) == (True, pressed, False)


def test_what_the_contact_was_told_stands_there() -> None:
    assert "They were told:\n> I pass it on." in shown(passed_on(Kind.OWNER, told=("I pass it on.",))).text


def test_the_time_is_told_in_the_zone_of_who_looks() -> None:
    sheet = sheets.of(draft(), LEVELS, (), None, NOW, zone=timezone(timedelta(hours=10)))

    assert "2026-05-05 00:10:" in sheet.text


def test_no_card_reads_otherwise_because_the_clocks_were_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "Europe/Berlin")
    time.tzset()
    try:
        case = draft(sent_at=datetime(2026, 10, 24, 12, tzinfo=UTC))
        night = (datetime(2026, 10, 24, 23, tzinfo=UTC), datetime(2026, 10, 25, 3, tzinfo=UTC))
        summer, winter = (sheets.of(case, LEVELS, (PASSAGE,), None, now.astimezone()) for now in night)
    finally:
        monkeypatch.undo()
        time.tzset()

    assert summer == winter
    assert "2026-10-24 14:00:" in summer.text


# What became of it


@pytest.mark.parametrize(
    ("case", "became"),
    [
        (went(Outcome.APPROVED, "waiting"), "✓ On its way."),
        (went(Outcome.APPROVED, "sent", "begun"), "✓ On its way."),
        (went(Outcome.APPROVED, "sent", "sent"), "✓ Sent 14:35."),
        (went(Outcome.APPROVED), "✓ Approved 14:30, but nothing of it went out."),
        (went(Outcome.APPROVED, "refused", problem="They have blocked you."), "✗ Refused: They have blocked you."),
        (
            went(Outcome.APPROVED, "sent", "refused", problem="They have left."),
            "Sent in part. ✗ Refused: They have left.",
        ),
        (went(Outcome.APPROVED, "cancelled", problem="you wrote there"), "Not sent: you wrote there."),
        (
            went(Outcome.APPROVED, "in doubt", "waiting"),
            "In doubt: nobody knows whether it arrived. `twin doubts` settles it.",
        ),
        (went(Outcome.APPROVED, "taken back"), "Taken back; it was decided 14:30."),
        (went(Outcome.EDITED, "waiting", texts=("Weekly.",)), "✎ On its way as you wrote it:\n> Weekly."),
        (went(Outcome.EDITED, "sent", texts=("Weekly.",)), "✎ Sent as you wrote it 14:35:\n> Weekly."),
        (
            went(Outcome.EDITED, "refused", texts=("Weekly.",), problem="They have left."),
            "✗ Refused: They have left.\n> Weekly.",
        ),
        (ruled(Outcome.REJECTED), "✗ Rejected 14:30."),
        (ruled(Outcome.REJECTED, reason="too long"), "✗ Rejected 14:30: too long"),
        (went(Outcome.ANSWERED, "waiting", texts=("Weekly.",)), "✓ Your answer is on its way:\n> Weekly."),
        (went(Outcome.ANSWERED, "sent", texts=("Weekly.",)), "✓ You answered 14:35:\n> Weekly."),
        (ruled(Outcome.ANSWERED), "You answer there yourself."),
        (ruled(Outcome.DISMISSED), "Dismissed 14:30."),
        (ruled(Outcome.LAPSED), "Lapsed 14:30: it had waited for too long."),
        (ruled(Outcome.REDONE), "Redone: they wrote again. The new draft is below."),
        (ruled(Outcome.TAKEN_BACK, at=NOW + timedelta(days=1)), "Taken back 2026-05-05 14:30."),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_was_decided_reads_as_what_became_of_it_and_has_no_buttons(case: Case, became: str) -> None:
    sheet = shown(case)

    assert sheet.text.startswith("“Anna Kim” (telegram/7) on Telegram")
    assert sheet.text.endswith(f"\n\n{became}")
    assert (sheet.rows, sheet.silent) == ((), True)


def test_what_was_learned_can_be_forgotten() -> None:
    assert pressable(shown(ruled(Outcome.EDITED, texts=("Weekly.",), lesson=77))) == [["f:77"]]


def test_what_was_taken_back_waits_no_more() -> None:
    sheet = shown(draft(), gone=True)

    assert (sheet.rows, "It does not wait any more" in sheet.text) == ((), True)


# What others wrote


def test_a_name_commands_nothing_and_is_one_short_line() -> None:
    contact = Contact("telegram/7", HOSTILE + "x" * 500, Audience.PUBLIC)
    first, second, *_ = shown(draft(contact=contact)).text.split("\n")

    assert first.startswith("“Anna[2J ✓ Sent 14:03.xxx")
    assert (len(first) < 120, first.isprintable(), second) == (True, True, "> do you wax chains?")


@pytest.mark.parametrize("name", ["", " \n ", "\u200b\u2060", "\u3164", "\U000e0041"])
def test_who_has_no_name_that_can_be_seen_has_none(name: str) -> None:
    assert shown(draft(contact=Contact("telegram/7", name, Audience.PUBLIC))).text.startswith(
        "“(no name)” (telegram/7) on"
    )


def test_no_text_passes_for_what_the_twin_says() -> None:
    case = draft(
        texts=(HOSTILE, "\u2028✓ Sent."), draft=(HOSTILE,), reason=HOSTILE, objections=(Objection("x", HOSTILE),)
    )
    sheet = shown(case)

    assert [one for one in sheet.text.split("\n") if one.startswith("✓")] == []
    assert all(one.isprintable() for one in sheet.text.split("\n"))


def test_signs_do_not_pile_up() -> None:
    assert shown(draft(texts=("a" + "\u0300" * 200,))).text.count("\u0300") == 3


@pytest.mark.parametrize("sign", ["x", "☃", "🦊", "\n", "x\n"])
def test_however_long_it_is_it_fits_into_one_message(sign: str) -> None:
    long = sign * 9000
    case = draft(
        texts=(long,), draft=(f"a{long}z",), reason=long, told=(long,), objections=(Objection(long, long),) * 9
    )
    sheet = sheets.of(case, LEVELS, (replace(PASSAGE, text=long, title=long),) * 9, NOW + timedelta(days=1), NOW)
    handled = sheets.of(ruled(Outcome.EDITED, texts=(long,)), LEVELS, (), None, NOW)

    assert units(sheet.text) + units(sheet.details) <= sheets.ROOM
    assert "`twin desk` shows all of it" in sheet.text
    assert units(handled.text) <= sheets.ROOM


def test_nothing_is_left_out_where_there_is_room_for_all_of_it() -> None:
    assert f"> {'x' * 9000}" in shown(draft(draft=("x" * 9000,)), whole=True).text


# What it leans on


def test_what_a_draft_leans_on_is_dated_and_named() -> None:
    taught, chat = replace(EXEMPLAR, taught=True), replace(PASSAGE, author="Bob", sent_at=None)

    assert sheets.of(draft(), LEVELS, (PASSAGE, EXEMPLAR, taught, chat), None, NOW, zone=UTC).details.split("\n") == [
        "Leans on:",
        "• 2026-05-04, Chains: I wax them. / Often.",
        "• undated, your chat with Jonas: how often? → weekly",
        "• undated, you taught it: weekly",
        "• undated, Bob in a chat: I wax them. / Often.",
    ]


def test_no_more_than_six_pieces_are_shown_each_in_a_short_line() -> None:
    details = sheets.of(draft(), LEVELS, (replace(PASSAGE, text="x" * 999),) * 9, None, NOW).details.split("\n")

    assert (len(details), max(map(len, details)) < 200) == (7, True)


def test_what_it_leans_on_is_found_in_its_order_and_what_was_forgotten_is_passed_over() -> None:
    leans_on = (("exemplar", 3), ("passage", 9), ("passage", 1))

    assert leaning.pieces(leans_on, Known()) == [EXEMPLAR, PASSAGE]


# What else waits


def test_a_digest_tells_who_waits_since_when() -> None:
    hidden = [waits(1), waits(2, BRAM, reader=0), waits(3)]
    sheet = sheets.digest(hidden, hidden, LEVELS, NOW, UTC)

    assert sheet.text.split("\n") == [
        "3 more wait for you:",
        "• Anna Kim (hears friends): 2, since 14:10",
        "• Bram (hears public): 1, since 14:10",
    ]
    assert pressable(sheet) == [["n:0"], ["A:3"]]
    assert sheet.rows[1][0].label == "✓ Send all of Anna Kim (2)"


def test_what_is_sent_together_is_counted_whether_it_is_shown_or_not() -> None:
    sheet = sheets.digest([waits(1), waits(2)], [waits(1), waits(3), waits(4)], LEVELS, NOW, UTC)

    assert [(button.label, button.data) for button in sheet.rows[1]] == [("✓ Send all of Anna Kim (3)", "A:4")]


def test_only_drafts_that_nothing_speaks_against_are_sent_together() -> None:
    assert pressable(sheets.digest([waits(1), waits(2), waits(3)], [waits(1)], LEVELS, NOW)) == [["n:0"]]


def test_a_digest_stays_short_however_many_wait() -> None:
    people = [Contact(f"telegram/{number}", "🦊" * 99, Audience.PUBLIC) for number in range(40)]
    hidden = [waits(number, one) for number, one in enumerate([*people, *people])]
    sheet = sheets.digest(hidden, hidden, LEVELS, NOW)

    assert ("• and 30 more people" in sheet.text, len(sheet.rows)) == (True, 5)
    assert units(sheet.text) < sheets.ROOM
    assert max(len(button.label) for row in sheet.rows for button in row) < 45


def test_a_digest_begins_with_danger() -> None:
    sheet = sheets.digest([waits(1), waits(2, kind=Kind.DANGER)], (), LEVELS, NOW)

    assert sheet.text.startswith("⚠ Somebody may be in danger (1).")


def test_the_five_largest_questions_can_be_answered() -> None:
    asked = [Question(number, (draft(),) * 2, "where\nare " + "you" * 99) for number in range(10, 17)]
    sheet = sheets.questions(asked, LEVELS)

    assert sheet.text.startswith("14 messages were left without an answer:\n1. (2×, hears friends) where / are you")
    assert sheet.text.endswith("\nand 2 more: /questions")
    assert pressable(sheet) == [["q:10", "q:11", "q:12"], ["q:13", "q:14"]]
    assert max(map(len, sheet.text.split("\n"))) < 160


def test_a_word_is_cut_to_one_message_and_a_question_asks() -> None:
    assert units(sheets.plain("🦊" * 9000).text) <= sheets.ROOM
    assert (sheets.plain("x").asks, sheets.asking("x").asks) == (False, True)


def test_notices_that_were_too_many_are_counted() -> None:
    assert sheets.notice("it cannot be reached", 0).text == "it cannot be reached"
    assert sheets.notice("", 7).text.startswith("7 older notices")


# What stands in a button


def test_what_stands_in_a_button_is_read_again_and_fits() -> None:
    largest = buttons.data("A", 2**63 - 1)

    assert sheets.parsed(largest) == ("A", (2**63 - 1,))
    assert len(largest.encode()) <= 64


@pytest.mark.parametrize(
    "text",
    [
        "",
        "a",
        "a:",
        ":1",
        "a:1:2",
        "a:-1",
        "a:01",
        "a: 1",
        "a:1\n",
        "a:١",
        "z:1",
        "ab:1",
        f"a:{2**63}",
        "a:" + "9" * 99,
    ],
)
def test_what_is_no_button_of_ours_is_none(text: str) -> None:
    assert sheets.parsed(text) is None


def test_a_long_hostile_text_is_shown_at_once() -> None:
    started = datetime.now(UTC)
    for unit in ("a\u0300" * 2, "\u0300", "\n", "\u202e", " \n"):
        shown(draft(texts=(unit * 100_000,), draft=(unit * 100_000,), contact=replace(ANNA, name=unit * 100_000)))

    assert datetime.now(UTC) - started < timedelta(seconds=5)
