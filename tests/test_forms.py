"""What a platform with forms asks for when a button is pressed, and what comes of what is written there."""

import time
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from bot.desk import counter
from bot.harmless import units
from bot.ledger import Ledger
from bot.ledger.cases import Outcome
from tests.desk import ByLastWord, arrives, learned, outcome, passed_on, sent, unknown
from tests.moderators import DESK, KIM, LOUNGE, MIRA, MODS, NORA, PRIVATE, ROLE, Place, link, press, waits
from tests.test_ledger_inbox import change, rows
from twin.desk import Form
from twin.draft import Kind
from twin.knowledge import Audience
from twin.message import Closed, Contact, Deletion, Message, Press


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with closing(Ledger(tmp_path / "ledger.db")) as opened:
        link(opened)
        opened.owners.appoint({MODS.key: [ROLE]})
        yield opened


@pytest.fixture
def place(ledger: Ledger) -> Place:
    return Place(ledger)


def mine(data: str, written: str | None = None) -> Press:
    """The owner presses this at their desk."""
    return press(data, MIRA, (), DESK, written)


async def writes(place: Place, data: str, written: str) -> str:
    """The owner writes this into the form of a button; what they are told."""
    return await place.press(data, MIRA, roles=(), where=DESK, written=written)


async def words(place: Place, beginning: str) -> list[str]:
    """What the owner is told in messages that begin like this."""
    await place.look()
    return [sheet.text for sheet in place.sheets(DESK) if sheet.text.startswith(beginning)]


# What is asked for.


async def test_an_edit_begins_with_the_draft(place: Place) -> None:
    number = waits(place.ledger, "Wax it.", "Then ride.", where=PRIVATE)

    assert await place.counter.form(mine(f"e:{number}")) == Form(
        "Your answer to Kim", "Goes out as you write it", "Wax it.\nThen ride."
    )


async def test_an_answer_in_a_group_says_who_reads_it(place: Place) -> None:
    number = passed_on(place.ledger, sender=KIM, where=LOUNGE)

    for one in (mine(f"e:{number}"), press(f"e:{number}")):
        assert await place.counter.form(one) == Form("Your answer to Kim", "All in Guild #lounge read it")


async def test_a_rejection_may_have_a_reason(place: Place) -> None:
    number = waits(place.ledger)

    for one in (mine(f"r:{number}"), press(f"r:{number}")):
        assert await place.counter.form(one) == Form("Reject the draft", "Why? (optional)", optional=True)


async def test_a_question_is_what_the_form_asks(place: Place) -> None:
    number = unknown(place.ledger, "Where is\nparking", "Ana")
    unknown(place.ledger, "any parking", "Bea", Audience.FRIENDS)

    form = await place.counter.form(mine(f"q:{number}"))

    assert form == Form("Answer 2 people, all hear public", "Where is / parking")


async def test_titles_and_labels_are_short_whatever_people_call_themselves(place: Place) -> None:
    long, where = Contact(KIM.key, "\U0001f600" * 90, Audience.PUBLIC), replace(LOUNGE, title="Ü" * 200)
    numbers = [
        passed_on(place.ledger, sender=long, where=where),
        unknown(place.ledger, "\U0001f600 what about " + "x" * 300, "Ana"),
    ]

    forms = [await place.counter.form(mine(f"{letter}:{number}")) for letter, number in zip("eq", numbers, strict=True)]

    assert all(form and units(form.title) <= 45 and 0 < units(form.label) <= 45 for form in forms)


async def test_a_draft_that_does_not_fit_is_not_offered_in_part(place: Place) -> None:
    number = waits(place.ledger, "x" * 4001)

    form = await place.counter.form(press(f"e:{number}"))

    assert form is not None
    assert form.text == ""


async def test_moderators_are_offered_no_draft_that_is_not_shown_to_them(place: Place) -> None:
    stopped = waits(place.ledger, "My PIN is 4711.", objections=["secret"])
    above = waits(place.ledger, "At the lake.", where=replace(LOUNGE, key="discord/1/3"), reader=Audience.FRIENDS)

    for number, draft in ((stopped, "My PIN is 4711."), (above, "At the lake.")):
        theirs, owners = await place.counter.form(press(f"e:{number}")), await place.counter.form(mine(f"e:{number}"))
        assert (theirs and theirs.text, owners and owners.text) == ("", draft)


# Who is asked, and when.


@pytest.mark.parametrize("letter", "erq")
@pytest.mark.parametrize(
    "whose",
    [
        pytest.param({"who": KIM, "where": PRIVATE, "roles": ()}, id="a stranger"),
        pytest.param({"who": KIM, "where": DESK, "roles": ()}, id="a stranger at the desk"),
        pytest.param({"who": MIRA, "where": LOUNGE, "roles": ()}, id="the owner elsewhere"),
        pytest.param({"who": NORA, "where": MODS, "roles": ("discord/@70",)}, id="another role"),
        pytest.param({"who": NORA, "where": MODS, "roles": (ROLE,)}, id="a moderator about a private case"),
        pytest.param({"who": NORA, "where": PRIVATE, "roles": (ROLE,)}, id="a moderator in private"),
        pytest.param({"who": MIRA, "where": MODS, "roles": ()}, id="the owner among moderators about it"),
    ],
)
async def test_nobody_is_asked_who_may_not_press(place: Place, letter: str, whose: dict[str, object]) -> None:
    private = unknown(place.ledger, "parking", "Ana") if letter == "q" else waits(place.ledger, where=PRIVATE)

    assert await place.counter.form(press(f"{letter}:{private}", **whose)) is None  # type: ignore[arg-type]
    assert await place.counter.form(mine(f"{letter}:{private}"))


@pytest.mark.parametrize("letter", "atdxfnA")
async def test_buttons_that_ask_for_nothing_open_nothing(place: Place, letter: str) -> None:
    number = waits(place.ledger)

    assert await place.counter.form(mine(f"{letter}:{number}")) is None
    assert await place.counter.form(press(f"{letter}:{number}")) is None


async def test_where_there_is_no_draft_no_reason_is_asked_for(place: Place) -> None:
    number = passed_on(place.ledger, sender=KIM, where=LOUNGE)

    assert await place.counter.form(mine(f"r:{number}")) is None


@pytest.mark.parametrize("data", ["", "e", "e:", "e:x", "e:-1", "z:1", "e:999", "q:999", f"e:{2**63}", "e:1;r:1"])
async def test_what_is_no_button_opens_nothing(place: Place, data: str) -> None:
    waits(place.ledger)

    assert await place.counter.form(mine(data)) is None
    assert await place.counter.form(press(data)) is None


async def test_what_waits_no_more_opens_nothing_and_the_press_says_why(place: Place) -> None:
    number = waits(place.ledger, where=PRIVATE)
    asked = unknown(place.ledger, "parking", "Ana")
    place.desk.approve(number, MIRA.key)
    place.desk.dismiss(asked, MIRA.key)

    for letter, one in (("e", number), ("r", number), ("q", asked)):
        assert await place.counter.form(mine(f"{letter}:{one}")) is None
        assert "already" in await place.press(f"{letter}:{one}", MIRA, roles=(), where=DESK)


async def test_where_nothing_can_be_said_any_more_no_answer_is_asked_for(place: Place) -> None:
    number = waits(place.ledger)
    place.ledger.inbox.receive(Closed("discord/closed", LOUNGE, open=False))

    assert await place.counter.form(mine(f"e:{number}")) is None
    assert await place.counter.form(mine(f"r:{number}")) is not None


async def test_what_was_taken_back_opens_nothing(place: Place, ledger: Ledger, tmp_path: Path) -> None:
    number = waits(ledger)
    [(reference,)] = rows(tmp_path, "SELECT reference FROM messages")
    ledger.inbox.receive(Deletion("discord/gone", LOUNGE, (reference,)))

    for letter in "er":
        assert await place.counter.form(mine(f"{letter}:{number}")) is None


@dataclass
class Slow(ByLastWord):
    """Clusters that take their time, or fail."""

    seconds: float = 0.0
    raises: Exception | None = None

    def clusters(self, texts: Sequence[str]) -> list[list[int]]:
        """The same, late."""
        time.sleep(self.seconds)
        if self.raises is not None:
            raise self.raises
        return super().clusters(texts)


@pytest.mark.parametrize("clusters", [Slow(0.5), Slow(raises=ValueError("odd"))])
async def test_what_cannot_be_asked_in_time_is_asked_without_a_form(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, place: Place, clusters: Slow
) -> None:
    monkeypatch.setenv("TWIN_DATA", str(tmp_path))
    monkeypatch.setattr(counter, "_FORM", 0.1)
    number = unknown(place.ledger, "parking", "Ana")
    place.counter.desk = replace(place.desk, clusters=clusters)

    assert await place.counter.form(mine(f"q:{number}")) is None
    place.counter.desk = place.desk
    assert await place.press(f"q:{number}", MIRA, roles=(), where=DESK) == "Write it now."


# What comes of it.


async def test_an_edit_is_sent_and_learned(place: Place) -> None:
    number = waits(place.ledger, "so", where=PRIVATE)

    said = await writes(place, f"e:{number}", " Oil it.\nOften. ")

    assert said == "Sent to Kim, and learned: heard by everyone (public). Forget it: /forget 11"
    assert sent(place.ledger, PRIVATE.key) == ["I am a machine.", "Oil it.\nOften."]
    assert learned(place.desk).lessons[f"ruling/{number}"].answer == "Oil it.\nOften."
    assert await words(place, "Sent to") == []


async def test_a_draft_that_is_sent_off_as_it_was_is_no_edit(place: Place) -> None:
    number = waits(place.ledger, "so", "and so", where=PRIVATE)

    assert await writes(place, f"e:{number}", "so\r\nand so\n") == "Sent to Kim."

    assert outcome(place.ledger, number) is Outcome.APPROVED
    assert sent(place.ledger, PRIVATE.key)[1:] == ["so", "and so"]
    assert learned(place.desk).lessons == {}


async def test_a_rejection_is_remembered_with_its_reason(place: Place) -> None:
    numbers = [waits(place.ledger, where=replace(LOUNGE, key=f"discord/1/{room}")) for room in (20, 21)]

    told = [await writes(place, f"r:{number}", why) for number, why in zip(numbers, (" too\ndear ", ""), strict=True)]

    assert told == ["Rejected: Kim hears nothing of it."] * 2
    found = learned(place.desk).rejections
    assert [found[f"ruling/{number}"].reason for number in numbers] == ["too dear", ""]


async def test_a_reason_can_follow_a_rejection_that_had_none(place: Place) -> None:
    number = waits(place.ledger)
    place.desk.reject(number, MIRA.key)

    assert (await writes(place, f"r:{number}", "too dear")).startswith("Noted.")
    assert learned(place.desk).rejections[f"ruling/{number}"].reason == "too dear"
    assert (await place.press(f"r:{number}", written="no")).startswith("Mira rejected it already")


async def test_a_question_is_answered_for_those_who_had_asked_when_the_form_was_opened(place: Place) -> None:
    number = unknown(place.ledger, "parking", "Ana", Audience.FRIENDS)
    await place.counter.form(mine(f"q:{number}"))
    unknown(place.ledger, "parking", "Bea", Audience.PUBLIC)
    place.hear()

    assert await writes(place, f"q:{number}", "Behind the house.") == "Noted."

    assert len(await words(place, "Answered 1 person; learned: ")) == 1
    assert sent(place.ledger, "telegram/Bea") == []
    assert sent(place.ledger, "telegram/Ana")[-1] == "Behind the house."


async def test_of_two_questions_whose_forms_are_open_only_the_last_is_answered(place: Place) -> None:
    first, last = unknown(place.ledger, "parking", "Ana"), unknown(place.ledger, "dogs", "Bea")
    for number in (first, last):
        await place.counter.form(mine(f"q:{number}"))

    assert (await writes(place, f"q:{first}", "Here.")).startswith("Another question was chosen meanwhile")
    assert await writes(place, f"q:{last}", "Yes.") == "Noted."

    assert (sent(place.ledger, "telegram/Ana"), sent(place.ledger, "telegram/Bea")[-1]) == ([], "Yes.")


async def test_a_form_leaves_nothing_expected_and_takes_nothing_from_what_is(place: Place, tmp_path: Path) -> None:
    numbers = [waits(place.ledger, where=replace(LOUNGE, key=f"discord/1/{room}")) for room in (20, 21, 22)]
    question = unknown(place.ledger, "parking", "Ana")
    place.ledger.inbox.receive(mine(f"e:{numbers[0]}"))
    before = rows(tmp_path, "SELECT * FROM expected")
    assert len(before) == 1

    for letter, number in (("e", numbers[1]), ("r", numbers[2]), ("q", question)):
        await place.counter.form(mine(f"{letter}:{number}"))
        await writes(place, f"{letter}:{number}", "so it is")
        await writes(place, f"{letter}:{number}", "once more")
    await writes(place, f"e:{numbers[0]}", "")

    assert rows(tmp_path, "SELECT * FROM expected") == before
    change(tmp_path, "DELETE FROM expected")
    await writes(place, f"e:{numbers[0]}", "so it is")
    assert rows(tmp_path, "SELECT * FROM expected") == []


async def test_a_button_among_moderators_takes_nothing_from_what_the_owner_is_writing(place: Place) -> None:
    number = waits(place.ledger)
    place.ledger.inbox.receive(mine(f"e:{number}"))

    assert (await place.press(f"e:{number}", MIRA, roles=())).startswith("Nothing has opened")

    assert place.ledger.owners.expected(MIRA.key) == ("edit", str(number))


async def test_nothing_that_was_written_for_what_was_dismissed_meanwhile_is_said_to_be_sent(place: Place) -> None:
    number = waits(place.ledger)
    one = mine(f"e:{number}", "")
    place.ledger.inbox.receive(one)
    place.desk.dismiss(number, MIRA.key)

    place.counter.wake(DESK.key)
    await place.look()

    [(_, said)] = place.panel.acknowledged
    assert said.startswith("You dismissed it already")


async def test_what_was_decided_while_the_form_was_open_stays(place: Place) -> None:
    number = waits(place.ledger)
    await place.counter.form(mine(f"e:{number}"))
    place.ledger.inbox.receive(_again())

    assert await writes(place, f"e:{number}", "too late") == "They wrote again; a new draft is on its way."

    assert sent(place.ledger, LOUNGE.key) == []


def _again() -> Message:
    return arrives("and when?", KIM, LOUNGE)


@pytest.mark.parametrize("data", ["a:1", "t:1", "f:1", "A:1", "n:0", "x:1", "", "zz"])
async def test_what_is_written_for_a_button_that_asks_for_nothing_is_refused(
    place: Place, tmp_path: Path, data: str
) -> None:
    waits(place.ledger)

    assert await writes(place, data, "so") == "Only the owner of this twin can press that."

    assert rows(tmp_path, "SELECT count(*) FROM wishes") == [(0,)]


@pytest.mark.parametrize("data", ["e:", "e:x", "q:1:2", "r:01"])
async def test_a_form_of_nothing_does_nothing(place: Place, data: str) -> None:
    assert (await writes(place, data, "so")).startswith("That button is of another version")


async def test_what_is_said_at_length_is_told_in_a_message_too(place: Place) -> None:
    number = passed_on(place.ledger, kind=Kind.ERROR, sender=replace(KIM, name="K" * 40), where=PRIVATE)
    learned(place.desk).superseded = 1234
    place.ledger.notices.pause()

    said = await writes(place, f"e:{number}", "Oil it.")

    assert len(said) > 190
    assert await words(place, "Sent to") == [said]


async def test_a_form_is_a_wish_that_outlives_a_restart_and_is_done_once(place: Place, tmp_path: Path) -> None:
    rooms = [replace(LOUNGE, key=f"discord/1/{room}") for room in (20, 21, 22)]
    numbers = [waits(place.ledger, where=room) for room in rooms]
    asked = unknown(place.ledger, "parking", "Ana")
    await place.counter.form(mine(f"q:{asked}"))
    written = [
        (f"e:{numbers[0]}", "Oil \ud83d it."),
        (f"e:{numbers[1]}", "so"),
        (f"r:{numbers[2]}", "no"),
        (f"q:{asked}", "Here."),
    ]
    for data, text in written:
        assert place.ledger.inbox.receive(mine(data, text))
    assert rows(tmp_path, "SELECT kind, data, written, message FROM wishes WHERE kind <> 'code'") == [
        ("form", data, text.replace("\ud83d", "?"), "") for data, text in written
    ]

    for _ in range(2):
        await _serve_again(tmp_path)
        change(tmp_path, "UPDATE wishes SET done_at = NULL WHERE kind = 'form'")
    await _serve_again(tmp_path)

    said = [sent(place.ledger, room.key) for room in (*rooms, replace(LOUNGE, key="telegram/Ana"))]
    assert [texts[1:] for texts in said] == [["Oil ? it."], ["so"], [], ["Here."]]
    assert [outcome(place.ledger, number) for number in numbers] == [
        Outcome.EDITED,
        Outcome.APPROVED,
        Outcome.REJECTED,
    ]


async def _serve_again(folder: Path) -> None:
    """Serve the records anew until nothing is to be done there."""
    with closing(Ledger(folder / "ledger.db")) as ledger:
        place = Place(ledger)
        place.counter.wake(DESK.key)
        await place.look()
        assert ledger.wishes.next(DESK.key) is None


async def test_who_is_unlinked_while_a_form_is_open_is_not_obeyed(place: Place) -> None:
    number = waits(place.ledger)
    assert await place.counter.form(mine(f"e:{number}"))
    place.ledger.owners.unlink(MIRA.key)

    assert await writes(place, f"e:{number}", "so") == "Only the owner of this twin can press that."
    assert outcome(place.ledger, number) is None


async def test_a_danger_is_answered_by_a_form_as_by_a_message(place: Place) -> None:
    number = passed_on(place.ledger, "help me", kind=Kind.DANGER, sender=KIM, where=LOUNGE)

    assert await writes(place, f"e:{number}", "I am coming.") == "Sent to Kim."
    assert learned(place.desk).lessons == {}
