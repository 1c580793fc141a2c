"""What the owner decides happens once, goes to whom it is meant for, is learned, and is told in a sentence."""

from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.desk.desk import Desk
from bot.ledger import Ledger
from bot.ledger.cases import Outcome
from persona.profile import KnownContact
from tests.desk import (
    HOUR,
    ME,
    Learns,
    Names,
    Says,
    arrives,
    decided,
    desk_of,
    held,
    learned,
    outcome,
    passed_on,
    sent,
    served,
    unknown,
)
from tests.test_ledger_inbox import CHAT, GROUP, JONAS, MINUTE, change, states, together
from twin.draft import Action, Decision, Draft, Kind, Mode
from twin.errors import Busy, DeskError, SourceError, StoreError
from twin.knowledge import Audience, Lesson, Taught
from twin.message import Closed, Contact, Conversation, OwnerWrote, Reply

# So that what was decided in this very moment has waited for longer.
AT_ONCE = timedelta(seconds=-1)


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with closing(Ledger(tmp_path / "ledger.db")) as opened:
        yield opened


@pytest.fixture
def desk(ledger: Ledger) -> Desk:
    return desk_of(ledger)


def test_an_approved_draft_goes_out_as_it_is_after_the_disclosure(desk: Desk, ledger: Ledger) -> None:
    number = held(ledger, "so|and so", "then so")

    assert desk.approve(number, ME) == "Sent to Jonas."

    assert sent(ledger) == ["I am a machine.", "so", "and so", "then so"]
    assert served(desk).woken == [CHAT.key]
    assert not ledger.cases.waiting()
    assert not learned(desk).lessons


def test_what_is_approved_while_everything_is_paused_is_told_to_wait(desk: Desk, ledger: Ledger) -> None:
    ledger.notices.pause()

    assert desk.approve(held(ledger), ME).startswith("Sent to Jonas. Everything is paused")


def test_that_they_have_written_since_is_told(desk: Desk, ledger: Ledger) -> None:
    number = held(ledger, said=["a moment"])
    sent(ledger)
    passed_on(ledger)

    assert desk.approve(number, ME) == "Sent to Jonas. They have written 1 message since."


@pytest.mark.parametrize(
    ("first", "why"),
    [
        (lambda desk, number: desk.approve(number, ME), r"You sent it already, \d\d:\d\d\."),
        (lambda desk, number: desk.approve(number, "terminal"), r"You sent it already, \d\d:\d\d at a terminal\."),
        (lambda desk, number: desk.approve(number, "discord/1"), r"You sent it already, \d\d:\d\d on Discord\."),
        (lambda desk, number: desk.edit(number, "no", ME), "You answered it already"),
        (lambda desk, number: desk.reject(number, ME), "You rejected it already"),
        (lambda desk, number: desk.dismiss(number, ME), "You dismissed it already"),
        (lambda desk, number: desk.answer_myself(number, ME), "It is yours since"),
        (lambda desk, _: desk.lapse(AT_ONCE), "It lapsed"),
    ],
)
def test_what_was_ruled_on_is_not_ruled_on_again(
    desk: Desk, ledger: Ledger, tmp_path: Path, first: Callable[[Desk, int], object], why: str
) -> None:
    number = held(ledger)
    first(desk, number)
    before = states(tmp_path)

    for again in (
        lambda: desk.approve(number, ME),
        lambda: desk.edit(number, "other", ME),
        lambda: desk.reject(number, ME),
        lambda: desk.dismiss(number, ME),
        lambda: desk.still_waits(desk.case(number), ME),
    ):
        with pytest.raises(DeskError, match=why):
            again()
    assert states(tmp_path) == before


def test_a_draft_for_somebody_who_wrote_again_is_not_sent(desk: Desk, ledger: Ledger) -> None:
    number = held(ledger)
    ledger.inbox.receive(arrives("and when?"))

    with pytest.raises(DeskError, match="They wrote again; a new draft is on its way"):
        desk.approve(number, ME)
    assert sent(ledger) == []


def test_what_was_answered_by_hand_is_told_to_be(desk: Desk, ledger: Ledger) -> None:
    number = held(ledger)
    ledger.inbox.receive(OwnerWrote(arrives("so", Contact(ME, "Me", Audience.OWNER))))

    with pytest.raises(DeskError, match="you answer there yourself"):
        desk.approve(number, ME)


def test_what_was_taken_back_does_not_wait_any_more(desk: Desk, ledger: Ledger, tmp_path: Path) -> None:
    number = held(ledger)
    change(tmp_path, "UPDATE messages SET text = ''")

    with pytest.raises(DeskError, match="does not wait any more"):
        desk.approve(number, ME)


def test_nothing_is_sent_where_nothing_can_be_said(desk: Desk, ledger: Ledger) -> None:
    number = held(ledger)
    ledger.inbox.receive(Closed("telegram/closed", CHAT, open=False))

    for act in (desk.approve, lambda number, by: desk.edit(number, "so", by)):
        with pytest.raises(DeskError, match="Nothing can be said to Jonas there"):
            act(number, ME)
    with pytest.raises(DeskError, match="Nothing can be said"):
        desk.still_waits(desk.case(number))
    assert outcome(ledger, number) is None


def test_nothing_is_sent_after_the_platform_has_closed_its_window(desk: Desk, ledger: Ledger) -> None:
    number = held(ledger)
    asked_at = desk.case(number).sent_at
    served(desk).ends[CHAT.key] = asked_at + timedelta(seconds=2)

    with pytest.raises(DeskError, match=r"Telegram lets a bot answer there only until \d\d:\d\d"):
        desk.approve(number, ME)
    assert outcome(ledger, number) is None
    served(desk).ends[CHAT.key] = asked_at + HOUR
    assert desk.approve(number, ME)


def test_a_window_of_a_day_is_told_in_hours(desk: Desk, ledger: Ledger, tmp_path: Path) -> None:
    number = held(ledger)
    change(tmp_path, "UPDATE messages SET sent_at = '2026-01-02T12:00:00+00:00'")
    served(desk).ends[CHAT.key] = datetime(2026, 1, 3, 12, tzinfo=UTC)

    with pytest.raises(DeskError) as raised:
        desk.approve(number, ME)
    assert str(raised.value) == "Telegram lets a bot answer there only within 24 hours; write to them yourself."


def test_a_number_of_nothing_is_told(desk: Desk) -> None:
    with pytest.raises(DeskError, match="Nothing has the number 7"):
        desk.approve(7, ME)


def test_where_there_is_no_draft_none_is_sent_or_rejected(desk: Desk, ledger: Ledger) -> None:
    number = passed_on(ledger)

    for act in (desk.approve, desk.reject):
        with pytest.raises(DeskError, match="There is no draft"):
            act(number, ME)


def test_the_fixed_answer_to_somebody_in_danger_is_no_draft(desk: Desk, ledger: Ledger) -> None:
    help_ = Draft(("call 112",), 1.0, "distress", "it tells of danger")
    danger = Decision(Action.HAND_OVER, Reply(("call 112",)), "danger", help_, kind=Kind.DANGER)
    number = decided(ledger, danger, arrives("I want to die"))

    with pytest.raises(DeskError, match="There is no draft"):
        desk.approve(number, ME)
    assert desk.edit(number, "I am coming", ME) == "Sent to Jonas."
    assert not learned(desk).lessons


def test_two_devices_send_a_draft_once(ledger: Ledger, tmp_path: Path) -> None:
    number = held(ledger)
    said: list[str] = []

    def press(device: int) -> None:
        with closing(Ledger(tmp_path / "ledger.db")) as own:
            try:
                said.append(desk_of(own).approve(number, f"telegram/{device}"))
            except DeskError as error:
                said.append(str(error))

    together(2, press)

    assert sorted(one.split(",")[0].rstrip(".") for one in said) == ["Sent to Jonas", "You sent it already"]
    assert sent(ledger) == ["I am a machine.", "so"]


def test_all_drafts_for_somebody_go_out_but_those_that_something_speaks_against(desk: Desk, ledger: Ledger) -> None:
    other = Contact("telegram/2", "Bram", Audience.PUBLIC)
    numbers = [
        held(ledger, "one", said=["wait"]),
        held(ledger, "bad", said=["wait"], objections=["secret"]),
        held(ledger, "two", said=["wait"], where=GROUP),
        held(ledger, "three", said=["wait"], where=Conversation("telegram/-7", "telegram/-7", "Cooks", group=True)),
        held(ledger, "his", sender=other, where=Conversation("telegram/2", "telegram/2", "Bram")),
        held(ledger, "later", said=["wait"]),
    ]
    ledger.inbox.receive(Closed("telegram/closed", Conversation("telegram/-7", "telegram/-7"), open=False))

    said = desk.approve_all(JONAS.key, numbers[4], ME)

    assert said.startswith("Sent 2 to Jonas. ")
    assert " 1 not: the guard objects." in said
    assert " 1 not: nothing can be said to Jonas there any more" in said
    outcomes = [outcome(ledger, number) for number in numbers]
    assert outcomes == [Outcome.APPROVED, None, Outcome.APPROVED, None, None, None]


def test_where_no_draft_waits_none_is_sent(desk: Desk, ledger: Ledger) -> None:
    number = held(ledger, objections=["secret"])

    assert desk.approve_all(JONAS.key, None, ME) == "Nothing was sent. 1 not: the guard objects."
    desk.reject(number, ME)
    with pytest.raises(DeskError, match="No draft"):
        desk.approve_all(JONAS.key, None, ME)


# Words of the owner's, and what is learned from them.


def test_an_edit_goes_out_and_is_learned_for_whoever_could_hear_the_draft(desk: Desk, ledger: Ledger) -> None:
    number = held(ledger, "on Monday", text="When do you open?", reader=Audience.FRIENDS)

    said = desk.edit(number, " On Tuesday.\nEarly. ", ME)

    assert said == "Sent to Jonas, and learned: heard by friends and those closer to you. Forget it: /forget 11"
    assert sent(ledger) == ["I am a machine.", "On Tuesday.\nEarly."]
    lesson = learned(desk).lessons[f"ruling/{number}"]
    assert (lesson.message, lesson.answer) == ("When do you open?", "On Tuesday.\nEarly.")
    assert (lesson.audience, lesson.asker, lesson.draft) == (Audience.FRIENDS, "Jonas", ("on Monday",))
    assert outcome(ledger, number) is Outcome.EDITED
    case = desk.case(number)
    assert case.ruling is not None
    assert case.ruling.lesson == 11


def test_what_a_draft_leans_on_is_superseded_by_the_edit(desk: Desk, ledger: Ledger, tmp_path: Path) -> None:
    number = held(ledger)
    change(tmp_path, """UPDATE decisions SET leans_on = '[["exemplar", 5]]'""")

    desk.edit(number, "no", ME)

    assert learned(desk).lessons[f"ruling/{number}"].leans_on == (("exemplar", 5),)


@pytest.mark.parametrize(
    ("reader", "answer", "heard", "level"),
    [
        (Audience.PUBLIC, "yes", "learned: heard by everyone (public)", Audience.PUBLIC),
        (Audience.INNER, "yes", "learned: heard by inner and those closer to you", Audience.INNER),
        (Audience.OWNER, "yes", "learned for you alone", Audience.OWNER),
        (Audience.PUBLIC, "yes, darling", "learned for you alone, since it is for one person only", Audience.OWNER),
        (Audience.PUBLIC, "Dear Jonas, no", "learned for you alone, since it is for one person only", Audience.OWNER),
    ],
)
def test_who_hears_what_was_learned_is_told(
    desk: Desk, ledger: Ledger, reader: Audience, answer: str, heard: str, level: Audience
) -> None:
    number = held(ledger, reader=reader)

    assert f"and {heard}. Forget it" in desk.edit(number, answer, ME)
    assert learned(desk).lessons[f"ruling/{number}"].audience is level


def test_an_answer_on_what_the_owner_keeps_is_sent_and_heard_by_nobody_else(desk: Desk, ledger: Ledger) -> None:
    number = passed_on(ledger, "your salary?")

    assert "learned for you alone, since it came to you in person" in desk.edit(number, "enough", ME)

    assert sent(ledger)[-1] == "enough"
    assert outcome(ledger, number) is Outcome.ANSWERED
    lesson = learned(desk).lessons[f"ruling/{number}"]
    assert (lesson.audience, lesson.draft) == (Audience.OWNER, ())


@pytest.mark.parametrize("kind", [Kind.ERROR, Kind.LIMIT, Kind.TAKEOVER])
def test_an_answer_to_what_is_no_draft_and_no_question_is_the_owners_alone(
    desk: Desk, ledger: Ledger, kind: Kind
) -> None:
    number = passed_on(ledger, "And could you do Thursday instead?", kind)

    assert "and learned for you alone" in desk.edit(number, "Thursday at five, bring the cash", ME)

    assert learned(desk).lessons[f"ruling/{number}"].audience is Audience.OWNER


@pytest.mark.parametrize(("count", "told"), [(1, "1 older piece"), (2, "2 older pieces")])
def test_how_much_an_edit_stands_in_place_of_is_told(desk: Desk, ledger: Ledger, count: int, told: str) -> None:
    learned(desk).superseded = count

    said = desk.edit(held(ledger), "On Tuesday.", ME)

    assert f"heard by friends and those closer to you; it takes the place of {told}. Forget it" in said


def test_what_is_sent_although_it_was_rejected_before_may_be_said_again(desk: Desk, ledger: Ledger) -> None:
    said = desk.approve(held(ledger, objections=["rejected"]), ME)

    assert said.startswith(
        "Sent to Jonas, and learned: heard by friends and those closer to you. Forget it: /forget 11"
    )
    assert desk.approve(held(ledger, text="why?", objections=["links"]), ME) == "Sent to Jonas."
    [lesson] = learned(desk).lessons.values()
    assert (lesson.message, lesson.answer, lesson.audience) == ("how?", "so", Audience.FRIENDS)
    sent(ledger)
    desk.undo("", ME, "wish/1")
    assert desk.undo("", ME, "wish/2").endswith("What was learned from it is forgotten.")
    assert not learned(desk).lessons


@pytest.mark.parametrize(("attachment", "command"), [("photo", ""), ("", "human")])
def test_an_answer_to_what_was_no_text_teaches_nothing(
    desk: Desk, ledger: Ledger, attachment: str, command: str
) -> None:
    number = passed_on(ledger, "", attachment=attachment, command=command)

    assert desk.edit(number, "nice", ME) == "Sent to Jonas."

    assert not learned(desk).lessons
    assert not ledger.cases.to_learn()


@pytest.mark.parametrize(("text", "why"), [("", "empty"), (" \n ", "empty"), ("x" * 8001, "more than 8000")])
def test_nothing_and_a_whole_document_are_not_sent(desk: Desk, ledger: Ledger, text: str, why: str) -> None:
    number = held(ledger)

    acts: list[Callable[[], str]] = [
        lambda: desk.edit(number, text, ME),
        lambda: desk.say(desk.case(number), text, ME, "wish/1"),
        lambda: desk.teach("how?", text, None, "wish/1"),
        lambda: desk.teach(text, "so", None, "wish/1"),
    ]
    for act in acts:
        with pytest.raises(DeskError, match=why):
            act()
    assert outcome(ledger, number) is None
    assert sent(ledger) == []


def test_what_cannot_be_learned_now_is_sent_and_learned_later(desk: Desk, ledger: Ledger) -> None:
    told: list[str] = []
    desk = replace(desk, told=told.append)
    first, second = held(ledger, said=["wait"]), held(ledger, text="why?", said=["wait"])
    learned(desk).raises = Busy("learning")

    assert desk.edit(first, "so", ME) == "Sent to Jonas. It is learned as soon as nothing else is being learned."
    desk.edit(second, "therefore", ME)

    assert (told, learned(desk).lessons) == ([], {})
    learned(desk).raises = None
    assert desk.learn_rulings() == 2
    assert list(learned(desk).lessons) == [f"ruling/{first}", f"ruling/{second}"]
    assert desk.learn_rulings() == 0


def test_trouble_with_one_lesson_is_told_and_keeps_no_other_from_being_learned(desk: Desk, ledger: Ledger) -> None:
    told: list[str] = []
    first, second = held(ledger, said=["wait"]), held(ledger, text="why?", said=["wait"])

    class Fails(Learns):
        def teach(self, lesson: Lesson) -> Taught:
            if lesson.message == "how?":
                raise StoreError("no room")
            return super().teach(lesson)

    desk = replace(desk, told=told.append, teacher=Fails())
    desk.edit(first, "so", ME)

    assert "learned: " in desk.edit(second, "therefore", ME)
    assert set(told) == {"no room"}
    assert [case.decision for case in ledger.cases.to_learn()] == [first]


def test_what_can_never_be_learned_is_told_once(desk: Desk, ledger: Ledger) -> None:
    told: list[str] = []
    desk = replace(desk, told=told.append)
    learned(desk).raises = SourceError("too long")

    assert desk.edit(held(ledger), "so", ME) == "Sent to Jonas."
    assert desk.learn_rulings() == 0
    assert told == ["too long"]
    with pytest.raises(SourceError, match="too long"):
        desk.answer_question(unknown(ledger, "parking", "Ana"), "Here.", None, ME)
    assert sent(ledger, "telegram/Ana") == []


def test_what_was_taken_back_before_it_was_learned_never_is(desk: Desk, ledger: Ledger) -> None:
    learned(desk).raises = Busy("learning")
    desk.edit(held(ledger), "so", ME)
    sent(ledger)
    learned(desk).raises = None

    assert desk.undo("", ME, "wish/1") == "Taken back: what was said last to Jonas."
    assert desk.learn_rulings() == 0


def test_what_cannot_be_forgotten_now_is_forgotten_when_it_is_asked_again(desk: Desk, ledger: Ledger) -> None:
    desk.edit(held(ledger), "so", ME)
    sent(ledger)
    learned(desk).raises = Busy("learning")

    with pytest.raises(Busy):
        desk.undo("", ME, "wish/1")
    learned(desk).raises = None
    assert desk.undo("", ME, "wish/1").endswith("What was learned from it is forgotten.")
    assert not learned(desk).lessons


def test_a_rejected_draft_is_remembered_and_nothing_is_said(desk: Desk, ledger: Ledger) -> None:
    number = held(ledger, "on Monday", text="When?", reader=Audience.INNER)

    assert desk.reject(number, ME, " much \n too short ") == "Rejected: Jonas hears nothing of it."

    assert sent(ledger) == []
    [rejection] = learned(desk).rejections.values()
    assert (rejection.key, rejection.message, rejection.draft) == (f"ruling/{number}", "When?", ("on Monday",))
    assert (rejection.reason, rejection.audience) == ("much too short", Audience.INNER)


def test_the_reason_can_be_given_a_moment_later(desk: Desk, ledger: Ledger, tmp_path: Path) -> None:
    number = held(ledger)
    desk.reject(number, ME)

    assert "Noted" in desk.explain(number, "too short")
    assert "Noted" in desk.explain(number, "far too short")

    assert learned(desk).rejections[f"ruling/{number}"].reason == "far too short"
    case = desk.case(number)
    assert case.ruling is not None
    assert case.ruling.reason == "far too short"
    change(tmp_path, "UPDATE rulings SET at = '2026-01-02T12:00:00.000+00:00'")
    with pytest.raises(DeskError, match="more than an hour ago"):
        desk.explain(number, "no")


def test_only_a_rejection_has_a_reason(desk: Desk, ledger: Ledger) -> None:
    number = held(ledger)

    with pytest.raises(DeskError, match="not rejected"):
        desk.explain(number, "no")
    desk.approve(number, ME)
    with pytest.raises(DeskError, match="not rejected"):
        desk.explain(number, "no")


def test_what_is_dismissed_is_not_answered(desk: Desk, ledger: Ledger) -> None:
    number = passed_on(ledger)

    assert desk.dismiss(number, ME) == "Dismissed."

    assert sent(ledger) == []
    assert not ledger.cases.waiting()


# The owner answers themselves.


def test_the_owner_takes_over_and_what_they_write_then_goes_to_the_contact_and_is_learned(
    desk: Desk, ledger: Ledger
) -> None:
    number = held(ledger, text="When?")

    said = desk.answer_myself(number, ME)

    assert said.startswith("Reply to this message: your words go to Jonas. The twin stays out until ")
    assert said.endswith("/release Jonas ends that.")
    [(key, _, name, until)] = ledger.cases.taken_over()
    assert (key, name) == (CHAT.key, "Jonas")
    assert HOUR - MINUTE < until - datetime.now(UTC) <= HOUR
    assert sent(ledger) == []

    told = desk.say(desk.case(number), "On Tuesday.", ME, "wish/1")
    assert told == "Sent to Jonas, and learned for you alone. Forget it: /forget 11"
    assert sent(ledger) == ["I am a machine.", "On Tuesday."]
    lesson = learned(desk).lessons[f"said/{number}"]
    assert (lesson.message, lesson.audience) == ("When?", Audience.OWNER)


def test_the_same_words_are_said_once_for_one_wish(desk: Desk, ledger: Ledger) -> None:
    number = held(ledger)
    desk.answer_myself(number, ME)

    first = desk.say(desk.case(number), "so", ME, "wish/1")
    assert desk.say(desk.case(number), "so", ME, "wish/1") == first
    assert sent(ledger)[1:] == ["so"]


def test_only_the_first_words_are_the_answer(desk: Desk, ledger: Ledger) -> None:
    number = held(ledger)
    desk.answer_myself(number, ME)
    desk.say(desk.case(number), "so", ME, "wish/1")

    assert desk.say(desk.case(number), "and bring cake", ME, "wish/2") == "Sent to Jonas."

    assert [lesson.answer for lesson in learned(desk).lessons.values()] == ["so"]
    assert sent(ledger)[1:] == ["so", "and bring cake"]


def test_more_words_after_an_answer_are_sent_and_not_learned(desk: Desk, ledger: Ledger) -> None:
    number = held(ledger)
    desk.approve(number, ME)

    assert desk.say(desk.case(number), "and bring cake", ME, "wish/1") == "Sent to Jonas."
    assert sent(ledger) == ["I am a machine.", "so", "and bring cake"]
    assert not learned(desk).lessons


def test_words_that_cannot_be_learned_are_said_all_the_same(desk: Desk, ledger: Ledger) -> None:
    told: list[str] = []
    desk = replace(desk, told=told.append)
    number = held(ledger)
    desk.answer_myself(number, ME)
    learned(desk).raises = StoreError("no room")

    assert "It was not learned: /teach" in desk.say(desk.case(number), "so", ME, "wish/1")
    assert told == ["no room"]
    assert sent(ledger)[1:] == ["so"]


def test_nothing_is_said_where_nothing_can_be_said(desk: Desk, ledger: Ledger) -> None:
    number = held(ledger)
    served(desk).ends[CHAT.key] = datetime.now(UTC) - HOUR

    with pytest.raises(DeskError, match="write to them yourself"):
        desk.say(desk.case(number), "so", ME, "wish/1")
    assert "write to them yourself" in desk.answer_myself(number, ME)


def test_in_the_owners_own_chat_they_write_themselves(desk: Desk, ledger: Ledger) -> None:
    own = replace(CHAT, key="telegram/business/99/1", as_owner=True)
    number = held(ledger, where=own)

    assert desk.answer_myself(number, ME).startswith("Write to Jonas in your own chat. ")


def test_taking_over_twice_keeps_it_for_longer(desk: Desk, ledger: Ledger, tmp_path: Path) -> None:
    number = held(ledger)
    desk.answer_myself(number, ME)
    change(tmp_path, "UPDATE conversations SET taken_over_until = '2026-01-02T12:00:00.000+00:00'")

    desk.answer_myself(number, ME)

    assert ledger.cases.taken_over()


def test_what_was_answered_already_is_not_taken_over(desk: Desk, ledger: Ledger) -> None:
    number = held(ledger)
    desk.approve(number, ME)

    with pytest.raises(DeskError, match="You sent it already"):
        desk.answer_myself(number, ME)
    assert ledger.cases.taken_over() == []


def test_who_has_a_name_that_others_have_is_released_by_account(desk: Desk, ledger: Ledger) -> None:
    other = Contact("telegram/2", "Jonas", Audience.PUBLIC)
    held(ledger, sender=other, where=Conversation("telegram/2", "telegram/2", "Jonas"))

    assert "/release telegram/1 ends" in desk.answer_myself(held(ledger), ME)


def test_a_takeover_by_name_is_of_private_conversations_and_ends_when_it_is_given_back(
    desk: Desk, ledger: Ledger
) -> None:
    passed_on(ledger)
    passed_on(ledger, where=GROUP)

    assert desk.take_over("Jonas", 30).startswith("Jonas: yours until ")
    assert [key for key, *_ in ledger.cases.taken_over()] == [CHAT.key]
    assert desk.release("Jonas") == "Jonas: the twin answers again."
    assert ledger.cases.taken_over() == []
    assert desk.take_over("Walkers").startswith("the group Walkers: yours")
    assert [key for key, *_ in ledger.cases.taken_over()] == [GROUP.key]


@pytest.mark.parametrize(("where", "called"), [(CHAT, "Jonas"), (GROUP, "the group Walkers")])
def test_what_is_given_back_on_a_card_is_that_conversation_alone(
    desk: Desk, ledger: Ledger, where: Conversation, called: str
) -> None:
    numbers = {place.key: passed_on(ledger, kind=Kind.TAKEOVER, where=place) for place in (CHAT, GROUP)}
    for place in numbers:
        ledger.cases.take_over(place, datetime.now(UTC) + HOUR)

    assert desk.release_case(numbers[where.key]) == f"{called}: the twin answers again."

    [left] = ledger.cases.taken_over()
    assert left.conversation != where.key
    assert served(desk).woken == [where.key]
    assert outcome(ledger, numbers.pop(where.key)) is Outcome.DISMISSED
    assert [outcome(ledger, number) for number in numbers.values()] == [None]


def test_of_nothing_nothing_is_given_back(desk: Desk) -> None:
    with pytest.raises(DeskError, match="Nothing has the number 404"):
        desk.release_case(404)


@pytest.mark.parametrize("minutes", [0, 10**9])
def test_a_takeover_lasts_minutes_and_not_years(desk: Desk, ledger: Ledger, minutes: int) -> None:
    passed_on(ledger)

    with pytest.raises(DeskError, match="Give minutes from 1 to 43200"):
        desk.take_over("Jonas", minutes)


def test_there_is_nothing_to_take_over_of_somebody_who_never_wrote(ledger: Ledger) -> None:
    desk = desk_of(ledger, KnownContact("Mother", Audience.INNER, ("telegram/5",)))

    with pytest.raises(DeskError, match="Mother never wrote"):
        desk.take_over("Mother")


# What waits for too long.


def drafted(folder: Path, ago: timedelta) -> None:
    """Let every draft have been written so long ago."""
    at = (datetime.now(UTC) - ago).isoformat(timespec="milliseconds")
    change(folder, f"UPDATE decisions SET decided_at = '{at}' WHERE action = 'hold'")  # noqa: S608


def test_a_draft_lapses_and_whoever_heard_nothing_hears_that_it_takes_longer(
    desk: Desk, ledger: Ledger, tmp_path: Path
) -> None:
    number = held(ledger)

    assert desk.lapse(HOUR) == 0
    drafted(tmp_path, 1.9 * HOUR)
    assert desk.lapse(HOUR) == 1
    assert desk.lapse(HOUR) == 0

    assert outcome(ledger, number) is Outcome.LAPSED
    assert sent(ledger) == ["I am a machine.", "It takes longer."]
    assert "learned" in desk.say(desk.case(number), "so", ME, "wish/1")
    assert sent(ledger) == ["so"]


def test_what_is_much_too_old_lapses_without_a_word(desk: Desk, ledger: Ledger, tmp_path: Path) -> None:
    number = held(ledger)
    drafted(tmp_path, 2.1 * HOUR)

    assert desk.lapse(HOUR) == 1
    assert (outcome(ledger, number), sent(ledger)) == (Outcome.LAPSED, [])


def test_nothing_lapses_while_everything_is_paused(desk: Desk, ledger: Ledger, tmp_path: Path) -> None:
    held(ledger)
    drafted(tmp_path, 1.9 * HOUR)
    ledger.notices.pause()

    assert desk.lapse(HOUR) == 0
    ledger.notices.resume()
    assert desk.lapse(HOUR) == 1


def test_that_it_takes_longer_answers_nothing_of_what_was_written_while_the_owner_had_it(
    desk: Desk, ledger: Ledger, tmp_path: Path
) -> None:
    written = passed_on(ledger, "and when?", Kind.TAKEOVER)
    ledger.cases.take_over(CHAT.key, datetime.now(UTC) + HOUR)
    number = held(ledger, sender=Contact("telegram/2", "Bram", Audience.PUBLIC))
    drafted(tmp_path, 1.9 * HOUR)

    assert ledger.cases.rule(number, Outcome.LAPSED, "twin", texts=("It takes longer.",), parts=[["It takes longer."]])
    assert outcome(ledger, written) is None
    assert desk.edit(written, "at five", ME)


def test_a_message_that_waits_no_more_says_so(desk: Desk, ledger: Ledger) -> None:
    number = passed_on(ledger, kind=Kind.TAKEOVER)
    assert desk.end_takeovers() == 1

    with pytest.raises(DeskError, match=r"It waits no more, since \d\d:\d\d"):
        desk.edit(number, "so", ME)


def test_only_drafts_lapse(desk: Desk, ledger: Ledger) -> None:
    passed_on(ledger)
    unknown(ledger, "why?")

    assert desk.lapse(AT_ONCE) == 0


def test_a_draft_lapses_silently_where_something_was_said_or_nothing_may_be(
    desk: Desk, ledger: Ledger, tmp_path: Path
) -> None:
    for name in ("told", "closed", "late", "off", "mine"):
        key = f"telegram/{name}"
        said = ["wait"] if name == "told" else []
        held(ledger, sender=Contact(key, name, Audience.PUBLIC), where=Conversation(key, key, name), said=said)
    ledger.inbox.receive(Closed("telegram/closed", Conversation("telegram/closed", "telegram/closed"), open=False))
    served(desk).ends["telegram/late"] = datetime.now(UTC) - HOUR
    desk.mode("telegram/off", Mode.OFF)
    ledger.cases.take_over("telegram/mine", datetime.now(UTC) + HOUR)
    drafted(tmp_path, 1.9 * HOUR)

    assert desk.lapse(HOUR) == 5
    assert [sent(ledger, f"telegram/{name}") for name in ("told", "closed", "late", "off", "mine")] == [
        ["wait"], [], [], [], [],
    ]  # fmt: skip


def test_an_owner_who_wants_silence_gets_it(desk: Desk, ledger: Ledger, tmp_path: Path) -> None:
    desk = replace(desk, owner=Names(sentences=Says(late="")))
    held(ledger)
    drafted(tmp_path, 1.9 * HOUR)

    assert desk.lapse(HOUR) == 1
    assert sent(ledger) == []
