"""What the owner wants to say to somebody who did not ask: it waits, and goes out once, when they send it."""

import asyncio
import os
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlite_utils import Database

from bot.desk import listing, sheets
from bot.desk.desk import Desk
from bot.ledger import Ledger
from bot.ledger.cases import Outcome
from bot.outbox import Outbox
from bot.sending import LARGEST
from bot.speaking import FILMS, Allowance, Speaking
from tests.desk import HOUR, LEVELS, ME, arrives, desk_of, held, outcome, sent, served
from tests.desk import learned as taught
from tests.echoing import person, rows
from tests.echoing import until as comes_true
from tests.fakes import FakeAdapter, Notices, until
from tests.films import Humming, portrait
from tests.phone import Owner
from tests.programs import needed
from tests.servers.telegram import TelegramServer
from tests.test_ledger_inbox import CHAT, GROUP, JONAS
from tests.test_run import ann, beside, learned, running
from twin.desk import Sheet
from twin.draft import Kind
from twin.errors import DeskError
from twin.message import Closed, Conversation, Deletion, Edit, OwnerWrote
from twin.voice import Film
from voice.film import film, still
from voice.marks import Mark, tags

__all__ = ["ann", "learned"]

MARK = Mark("Ann Lee", "espeak", clone=False, consent="", made_at=datetime(2026, 11, 3, tzinfo=UTC))
WORDS = "Your bike is ready."


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with closing(Ledger(tmp_path / "ledger.db")) as opened:
        yield opened


@pytest.fixture
def desk(ledger: Ledger) -> Desk:
    """A desk to which Jonas has written, and was answered nothing."""
    assert ledger.inbox.receive(arrives())
    return desk_of(ledger)


@pytest.fixture(scope="module")
def clips(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a film that says of itself what it is, and one that does not."""
    needed("fc-list")
    folder = tmp_path_factory.mktemp("clips")

    async def made() -> None:
        picture = await still(portrait(folder / "me.jpg"), "square", folder / "still.png")
        await film("Hello.", "en", picture, folder / "clip.mp4", say=Humming(), tags=tags(MARK))
        await film("Hello.", "en", picture, folder / "unmarked.mp4", say=Humming(), tags={})

    asyncio.run(made())
    return folder


def proposed(desk: Desk, text: str = WORDS, clip: Film | None = None, key: str = "send/1") -> int:
    """The number of the draft that waits."""
    desk.send("Jonas", text, clip, key)
    return max(case.decision for case in desk.ledger.cases.waiting())


def clip_in(data: Path) -> Film:
    """A file that the ledger takes for a film."""
    path = data / FILMS / "0a.mp4"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"film")
    return Film(path, 12.0, 720, 1280)


def shown(desk: Desk, number: int) -> Sheet:
    return sheets.of(desk.case(number), LEVELS, (), None, datetime.now(UTC), zone=UTC)


# What waits, and what becomes of it.


def test_it_waits_and_goes_out_after_the_disclosure_when_it_is_sent(desk: Desk, ledger: Ledger) -> None:
    said = desk.send("Jonas", WORDS, None, "send/1")

    [case] = ledger.cases.waiting()
    before = sent(ledger)
    told = desk.approve(case.decision, ME)

    assert said.startswith(
        f"Your message for Jonas ({JONAS.key}) waits for you as draft {case.decision} at `twin desk`"
    )
    assert (case.kind, case.draft, before) == (Kind.GREETING, (WORDS,), [])
    assert told == "Sent to Jonas."
    assert sent(ledger) == ["I am a machine.", WORDS]
    assert not taught(desk).lessons
    assert served(desk).woken


def test_who_was_told_already_is_not_told_again(desk: Desk, ledger: Ledger) -> None:
    for key in ("send/1", "send/2"):
        desk.approve(proposed(desk, key, key=key), ME)

    assert sent(ledger) == ["I am a machine.", "send/1", "send/2"]


def test_the_same_order_waits_once(desk: Desk, ledger: Ledger) -> None:
    said = [desk.send("Jonas", WORDS, None, key) for key in ("send/1", "send/1", "send/2")]

    assert len(ledger.cases.waiting()) == 2
    assert said[0] == said[1] != said[2]


def test_where_an_account_is_linked_it_waits_there(desk: Desk, ledger: Ledger, tmp_path: Path) -> None:
    Database(tmp_path / "ledger.db").table("owners").insert(
        {"account": ME, "conversation": ME, "name": "Ann", "linked_at": "2026-01-01T00:00:00+00:00"}
    )

    said = desk.send("Jonas", WORDS, None, "send/1")
    [waiting] = ledger.cards.waiting(ME)

    assert "twin desk" not in said
    assert (waiting.kind, waiting.sendable, waiting.name) == (Kind.GREETING, True, "Jonas")
    digest = sheets.digest([waiting], [], LEVELS, datetime.now(UTC), UTC).text
    assert digest.endswith(", 1 of them what you want to send")


def test_an_edit_goes_out_in_its_place_and_teaches_nothing(desk: Desk, ledger: Ledger) -> None:
    number = proposed(desk)

    told = desk.edit(number, "It is ready!", ME)

    assert (told, sent(ledger)) == ("Sent to Jonas.", ["I am a machine.", "It is ready!"])
    assert (outcome(ledger, number), ledger.cases.to_learn()) == (Outcome.EDITED, [])
    assert (taught(desk).lessons, ledger.cases.judged()) == ({}, [])


def test_rejected_nothing_is_said_and_nothing_learned(desk: Desk, ledger: Ledger) -> None:
    number = proposed(desk)
    desk.reject(number, ME)

    assert (sent(ledger), ledger.cases.waiting()) == ([], [])
    assert (taught(desk).rejections, ledger.cases.judged(), ledger.cases.to_learn()) == ({}, [], [])
    with pytest.raises(DeskError, match="your own words: nothing is learned"):
        desk.explain(number, "it was wrong")


def test_what_is_sent_together_holds_it_too(desk: Desk, ledger: Ledger) -> None:
    held(ledger, "so")
    proposed(desk)

    assert desk.approve_all(JONAS.key, None, ME) == "Sent 2 to Jonas."
    assert sent(ledger) == ["I am a machine.", "so", WORDS]


def test_it_is_taken_back_like_anything_that_was_said(desk: Desk, ledger: Ledger) -> None:
    number = proposed(desk)
    desk.approve(number, ME)
    sent(ledger)

    assert desk.undo("Jonas", ME, "undo/1") == "Taken back: what was said last to Jonas."
    assert len(served(desk).deleted) == 1
    assert desk.case(number).taken_back


def test_that_it_waited_for_too_long_is_told_to_nobody(desk: Desk, ledger: Ledger) -> None:
    number = proposed(desk)

    assert desk.lapse(timedelta(seconds=-1)) == 1
    assert (outcome(ledger, number), sent(ledger)) == (Outcome.LAPSED, [])


def test_whatever_its_reader_does_it_waits_as_it_was(desk: Desk, ledger: Ledger) -> None:
    question, number = held(ledger, "so"), proposed(desk)
    for arrival in (
        arrives("and this?"),
        Edit(replace(arrives("how now?"), reference="1")),
        Deletion("telegram/7/900", CHAT, ()),
        OwnerWrote(replace(arrives("I am here"), event="telegram/7/901")),
    ):
        assert ledger.inbox.receive(arrival)

    assert outcome(ledger, question) is not None
    assert [case.decision for case in ledger.cases.waiting()] == [number]
    desk.approve(number, ME)
    assert sent(ledger) == ["I am a machine.", WORDS]


def test_what_they_wrote_during_a_takeover_is_not_answered_by_it(desk: Desk, ledger: Ledger) -> None:
    ledger.cases.take_over(CHAT.key, datetime.now(UTC) + HOUR)
    sheet = shown(desk, number := proposed(desk))

    desk.approve(number, ME)

    assert sent(ledger) == ["I am a machine.", WORDS]
    assert "I'll answer" not in str(sheet.rows)


# Where it goes.


def test_it_goes_where_they_wrote_last_in_private(desk: Desk, ledger: Ledger) -> None:
    own = Conversation("telegram/b/11", "telegram/b/11", "Jonas", as_owner=True)
    for where in (own, GROUP):
        assert ledger.inbox.receive(replace(arrives(where=where), sent_at=datetime.now(UTC)))

    assert desk.case(proposed(desk)).conversation == own
    assert ledger.inbox.receive(Closed("telegram/7/950", own, open=False))
    assert desk.case(proposed(desk, key="send/2")).conversation.key == CHAT.key


def test_where_nothing_can_be_said_none_is_written_to(ledger: Ledger) -> None:
    desk = desk_of(ledger)
    with pytest.raises(DeskError, match="Nobody called Jonas has written"):
        proposed(desk)
    ledger.inbox.receive(arrives(where=GROUP))
    with pytest.raises(DeskError, match="never written to you in private"):
        proposed(desk)
    ledger.inbox.receive(arrives())
    served(desk).ends[CHAT.key] = datetime.now(UTC) - HOUR
    with pytest.raises(DeskError, match="wrote too long ago"):
        proposed(desk)
    served(desk).ends.clear()
    ledger.inbox.receive(Closed("telegram/7/950", CHAT, open=False))
    with pytest.raises(DeskError, match="left, or blocked"):
        proposed(desk)
    assert ledger.cases.waiting() == []


def test_its_window_is_counted_from_what_they_wrote_last(ledger: Ledger) -> None:
    written = replace(arrives(), sent_at=datetime.now(UTC).replace(microsecond=0) - 3 * HOUR)
    ledger.inbox.receive(written)
    desk = desk_of(ledger)
    number = proposed(desk)

    desk.approve(number, ME)

    due = ledger.outbox.next(CHAT.key)
    assert desk.case(number).sent_at == written.sent_at
    assert due is not None
    assert due.delivery.asked_at == written.sent_at


@pytest.mark.parametrize(("text", "why"), [("  ", "message is empty"), ("a" * 8001, "more than 8000 characters")])
def test_nothing_and_a_document_are_refused(desk: Desk, text: str, why: str) -> None:
    with pytest.raises(DeskError, match=why):
        proposed(desk, text)


# How it is told.


def test_the_card_says_that_the_owner_wants_to_send_it(desk: Desk, tmp_path: Path) -> None:
    number = proposed(desk, clip=clip_in(tmp_path))
    sheet = shown(desk, number)

    head, *rest = sheet.text.split("\n")
    assert head.startswith(f"For “Jonas” ({JONAS.key}) on Telegram: you want to send this, 20")
    assert rest == ["", "🎬 With a film of 12 seconds.", "", "Draft:", f"> {WORDS}"]
    assert [[button.label for button in row] for row in sheet.rows] == [["✓ Send", "✎ Edit"], ["✗ Reject"]]
    desk.reject(number, ME)
    assert "✗ Rejected" in shown(desk, number).text
    assert shown(desk, proposed(desk, key="send/2")).text.split("\n")[1:] == ["", "Draft:", f"> {WORDS}"]


def test_the_list_says_so_too(desk: Desk, tmp_path: Path) -> None:
    number = proposed(desk, clip=clip_in(tmp_path))

    line = listing.inbox(desk).split("\n")[1]

    assert line.startswith(f"[{number}] 20")
    assert line.endswith(f" to Jonas: {WORDS} (you want to send it under a film)")


# Films.


def test_a_film_goes_out_above_its_words_and_once(desk: Desk, ledger: Ledger, tmp_path: Path) -> None:
    clip = clip_in(tmp_path)
    desk.approve(proposed(desk, clip=clip), ME)

    disclosure = ledger.outbox.next(CHAT.key)
    assert disclosure is not None
    assert disclosure.delivery.media is None
    assert ledger.outbox.begin(disclosure.delivery)
    ledger.outbox.sent(disclosure.delivery, "1")
    due = ledger.outbox.next(CHAT.key)
    assert due is not None
    assert (due.delivery.text, due.delivery.media) == (WORDS, clip)
    assert sent(ledger) == [WORDS]


@pytest.mark.parametrize("media", [frozenset({"voice"}), frozenset()])
def test_a_platform_without_films_takes_the_words_alone(desk: Desk, tmp_path: Path, media: frozenset[str]) -> None:
    served(desk).media = media
    with pytest.raises(DeskError, match="Telegram takes no films"):
        proposed(desk, clip=clip_in(tmp_path))
    assert proposed(desk)


def test_what_would_be_cut_off_under_a_film_is_refused(desk: Desk, ledger: Ledger, tmp_path: Path) -> None:
    clip = clip_in(tmp_path)
    with pytest.raises(DeskError, match="no more than 1000 characters, and these are 1002"):
        proposed(desk, "😀" * 501, clip)
    number = proposed(desk, clip=clip)
    with pytest.raises(DeskError, match="no more than 1000"):
        desk.edit(number, "a" * 1001, ME)
    assert outcome(ledger, number) is None


async def test_an_adapter_that_sends_no_films_is_not_asked_to(tmp_path: Path) -> None:
    with closing(Ledger(tmp_path / "ledger.db")) as ledger:
        where = Conversation("fake/1", "fake/1")
        ledger.inbox.receive(arrives(where=where))
        desk, adapter, notices = desk_of(ledger), FakeAdapter(media=frozenset()), Notices()
        served(desk).media = None
        number = proposed(desk, clip=clip_in(tmp_path))
        desk.approve(number, ME)
        outbox = Outbox(
            ledger, {"fake": adapter}, repeats=False, notify=notices.notify, paused=lambda: False, moved=lambda _: None
        )
        outbox.wake(where.key)
        await until(lambda: any(way.state == "refused" for way in desk.case(number).ways))
        await outbox.stop(1)

        assert adapter.texts == ["I am a machine."]
        assert "Fake takes no films" in desk.case(number).ways[0].problem


@pytest.mark.parametrize(
    ("becomes", "kept"),
    [("waits", True), ("rejected", False), ("lapsed", False), ("on its way", True), ("sent", False), ("undone", False)],
)
def test_a_film_is_kept_for_as_long_as_it_may_be_sent(
    desk: Desk, ledger: Ledger, tmp_path: Path, becomes: str, kept: bool
) -> None:
    clip = clip_in(tmp_path)
    number = proposed(desk, clip=clip)
    if becomes in ("on its way", "sent", "undone"):
        desk.approve(number, ME)
    if becomes == "rejected":
        desk.reject(number, ME)
    elif becomes == "lapsed":
        desk.lapse(timedelta(seconds=-1))
    elif becomes == "sent":
        sent(ledger)
    elif becomes == "undone":
        desk.undo("Jonas", ME, "undo/1")
    long_ago = time.time() - 4000
    os.utime(clip.path, (long_ago, long_ago))

    tidied(ledger, tmp_path)

    assert clip.path.exists() is kept


def test_what_was_copied_just_now_is_kept_for_an_hour(ledger: Ledger, tmp_path: Path) -> None:
    new, old = clip_in(tmp_path).path, tmp_path / FILMS / "0b.mp4"
    old.write_bytes(b"film")
    (left := tmp_path / FILMS / ".cut-off").mkdir()
    (left / "clip.mp4").write_bytes(b"film")
    for path in (old, left):
        os.utime(path, (time.time() - 4000,) * 2)

    tidied(ledger, tmp_path)

    assert list((tmp_path / FILMS).iterdir()) == [new]


def tidied(ledger: Ledger, data: Path) -> None:
    notices = Notices()
    Speaking(
        ledger, lambda: None, data, Allowance(), {}, notices.notify, lambda _: None, lambda: False
    ).tidy()  # fmt: skip


# The command.


async def test_the_command_says_why_a_film_is_refused(ann: Path, clips: Path) -> None:
    (clips / "text.mp4").write_bytes(b"text")
    with (clips / "large.mp4").open("wb") as large:
        large.truncate(LARGEST + 1)
    told = {}
    for name in ("unmarked.mp4", "text.mp4", "large.mp4", "none.mp4"):
        done = await beside(ann, "send", "Zoe", WORDS, "--film", clips / name)
        assert done.returncode == 1
        told[name] = done.stderr

    assert "does not say of itself that it is synthetic" in told["unmarked.mp4"]
    assert "text.mp4 is no MP4" in told["text.mp4"]
    assert "has more than 50 MB" in told["large.mp4"]
    assert "none.mp4 is no file" in told["none.mp4"]
    assert list((ann / FILMS).iterdir()) == []


async def test_without_a_twin_that_serves_it_waits_at_the_desk(ann: Path, clips: Path, server: TelegramServer) -> None:
    chat, zoe = person(server, "Zoe")
    async with running(ann, server):
        server.say(chat, zoe, "thank you!")
        await comes_true(lambda: rows(ann, "SELECT 1 FROM messages"))

    done = await beside(ann, "send", "Zoe", WORDS, "--film", clips / "clip.mp4")
    unknown = await beside(ann, "send", "Kim", WORDS)
    listed = await beside(ann, "inbox")

    assert (done.returncode, unknown.returncode) == (0, 1)
    assert "waits for you as draft" in done.stdout
    assert "at `twin desk`, since no account" in done.stdout
    assert "Nobody called Kim has written" in unknown.stderr
    assert "to Zoe" in listed.stdout
    assert WORDS in listed.stdout
    [copy] = (ann / FILMS).iterdir()
    assert copy.read_bytes() == (clips / "clip.mp4").read_bytes()
    assert (copy.stat().st_mode & 0o777, rows(ann, "SELECT file FROM films")) == (
        0o600,
        [(copy.relative_to(ann).as_posix(),)],
    )


async def test_a_film_is_sent_to_a_fan_from_the_owners_phone(ann: Path, clips: Path, server: TelegramServer) -> None:
    chat, zoe = person(server, "Zoe")
    async with running(ann, server):
        owner = await Owner.linked(server, ann, server.user("Ann", id=99))
        server.say(chat, zoe, "thank you!")
        await comes_true(lambda: any(one.chat_id == chat.id for one in server.sent))
        before = len([one for one in server.sent if one.chat_id == chat.id])

        done = await beside(ann, "send", "Zoe", WORDS, "--film", clips / "clip.mp4")
        refused = await beside(ann, "send", "Zoe", "Not this.")
        first = await owner.sees("🎬 With a film of", button="✓ Send")
        second = await owner.sees("Not this.", button="✗ Reject")
        press = owner.press(second, "✗ Reject")
        await comes_true(lambda: press in server.toasts)
        assert [one for one in server.sent if one.chat_id == chat.id][before:] == []
        owner.press(first, "✓ Send")
        await owner.sees("✓ Sent")
        # It is no reason for the rejection, which needs none.
        owner.writes("/inbox")
        await owner.sees("Nothing waits for you")
        owner.writes("/undo Zoe")
        await owner.sees("Taken back: what was said last to Zoe")

    out = [one for one in server.sent if one.chat_id == chat.id][before:]
    assert (done.returncode, refused.returncode) == (0, 0), done.stderr + refused.stderr
    assert "twin desk" not in done.stdout
    assert "For “Zoe” (telegram/" in first.text
    assert "you want to send this" in first.text
    assert [(one.text, one.video) for one in out] == [(WORDS, (clips / "clip.mp4").read_bytes())]
    assert (out[0].size, out[0].streams) == ((720, 720), True)
    assert not owner.cards("Why?")
    assert server.violations == []
