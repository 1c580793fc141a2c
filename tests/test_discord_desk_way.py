"""The desks of an owner and of their moderators on Discord, from end to end: what waits comes there and is decided."""

import asyncio
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.discord_phone import (
    DISCLOSURE,
    Desk,
    answered,
    answers,
    asks,
    labels,
    said,
    server,
    serving,
    toast,
    words,
    write_owner,
)
from tests.echoing import rows, until
from tests.example import twin
from tests.servers.chat_model import Answer, ChatModelServer
from tests.servers.discord import Channel, Community, DiscordServer, Person
from tests.test_run import learned
from tests.test_run_with_model import WROTE, with_model

__all__ = ["learned", "server"]

ASKED = "does wax work in winter?"
OUTCOMES = "SELECT outcome, reason FROM rulings"


@pytest.fixture
def harbour(server: DiscordServer) -> Community:
    return server.guild("Harbour")


@pytest.fixture
def general(harbour: Community) -> Channel:
    return harbour.text("general")


async def linked(server: DiscordServer, data: Path) -> Desk:
    return await Desk.linked(server, data, server.person("Mira"))


def heard(server: DiscordServer, person: Person) -> list[str]:
    """What they were told in private, but the disclosure."""
    return [text for text in said(server, person.private) if text != DISCLOSURE]


# The owner's.


async def test_what_waits_comes_to_the_owner_and_one_press_sends_it(tmp_path: Path, server: DiscordServer) -> None:
    zoe = server.person("Zoe")
    async with serving(tmp_path, server):
        owner = await linked(server, tmp_path)
        await zoe.write(ASKED)
        card = await owner.sees(ASKED, button="✓ Send")
        shown = words(card)
        assert not answers(server, zoe.private)
        press = await owner.presses(card, "✓ Send")
        await answered(server, zoe.private)
        told = await toast(press)
        handled = await owner.sees("✓ Sent")

    assert heard(server, zoe) == [f"re: {ASKED}"]
    assert labels(card) == []
    assert handled.id == card.id
    assert "Zoe" in shown
    assert "public" in shown
    assert "% sure" in shown
    assert "Sent to Zoe" in told


async def test_an_edit_begins_with_the_draft_and_goes_out_in_its_place(tmp_path: Path, server: DiscordServer) -> None:
    zoe = server.person("Zoe")
    async with serving(tmp_path, server):
        owner = await linked(server, tmp_path)
        await zoe.write(ASKED)
        card = await owner.sees(ASKED, button="✎ Edit")
        opened = await owner.presses(card, "✎ Edit")
        await (await owner.person.submit(opened, "only above five degrees")).settled()
        await until(lambda: heard(server, zoe))
        await owner.sees("✎ Sent as you wrote it", button="Forget what it learned")

    assert f"re: {ASKED}" in str(opened.modal)
    assert "Zoe" in str(opened.modal)
    assert heard(server, zoe) == ["only above five degrees"]
    assert server.failed_interactions == []


@pytest.mark.parametrize("reason", ["that is no answer", ""])
async def test_a_rejection_is_silent_and_its_reason_is_remembered(
    tmp_path: Path, server: DiscordServer, reason: str
) -> None:
    zoe = server.person("Zoe")
    async with serving(tmp_path, server):
        owner = await linked(server, tmp_path)
        await zoe.write(ASKED)
        await owner.fills(await owner.sees(ASKED, button="✗ Reject"), "✗ Reject", reason)
        await owner.sees("✗ Rejected")
        await until(lambda: rows(tmp_path, OUTCOMES))

    assert heard(server, zoe) == []
    assert [(outcome, told or "") for outcome, told in rows(tmp_path, OUTCOMES)] == [("rejected", reason)]


async def test_a_reply_to_the_card_is_an_edit_too(tmp_path: Path, server: DiscordServer) -> None:
    zoe = server.person("Zoe")
    async with serving(tmp_path, server):
        owner = await linked(server, tmp_path)
        await zoe.write(ASKED)
        await owner.person.write("yes it does", reply_to=await owner.sees(ASKED, button="✓ Send"))
        await until(lambda: heard(server, zoe))

    assert heard(server, zoe) == ["yes it does"]


async def test_buttons_and_forms_work_after_a_restart(tmp_path: Path, server: DiscordServer) -> None:
    zoe, yan = server.person("Zoe"), server.person("Yan")
    async with serving(tmp_path, server):
        owner = await linked(server, tmp_path)
        for who in (zoe, yan):
            await who.write(f"{who.name} asks")
        first, second = await owner.sees("Zoe asks", button="✓ Send"), await owner.sees("Yan asks", button="✎ Edit")
        opened = await owner.presses(second, "✎ Edit")
    async with serving(tmp_path, server):
        await owner.presses(first, "✓ Send")
        await owner.person.submit(opened, "written before, submitted after")
        await until(lambda: heard(server, zoe) and heard(server, yan))

    assert heard(server, zoe) == ["re: Zoe asks"]
    assert heard(server, yan) == ["written before, submitted after"]
    assert len(owner.cards("Zoe asks")) == 1
    assert server.failed_interactions == []


async def test_who_is_not_the_owner_presses_in_vain(tmp_path: Path, server: DiscordServer) -> None:
    zoe, yan = server.person("Zoe"), server.person("Yan")
    async with serving(tmp_path, server):
        owner = await linked(server, tmp_path)
        await zoe.write(ASKED)
        card = await owner.sees(ASKED, button="✓ Send")
        for who in (zoe, yan):
            press = await (await who.press(card, "✓ Send")).settled()
            assert "Only the owner" in await toast(press)
            edit = await (await who.press(card, "✎ Edit")).settled()
            assert edit.modal is None
        await zoe.write("/approve Zoe")
        await owner.sees("approve Zoe", button="✓ Send")

    assert heard(server, zoe) == []
    assert rows(tmp_path, "SELECT outcome FROM rulings") == [("redone",)]


async def test_what_is_asked_in_a_channel_waits_and_goes_out_there(
    tmp_path: Path, server: DiscordServer, harbour: Community, general: Channel
) -> None:
    zoe = harbour.member("Zoe")
    async with serving(tmp_path, server):
        owner = await linked(server, tmp_path)
        await asks(server, zoe, general, ASKED)
        card = await owner.sees(ASKED, button="✓ Send")
        shown = words(card)
        await owner.presses(card, "✓ Send")
        await answered(server, general)

    assert "Harbour #general" in shown
    assert said(server, general) == [DISCLOSURE, f"re: {ASKED}"]


async def test_a_command_whose_answer_waits_shows_so_and_is_answered_in_its_place(
    tmp_path: Path, server: DiscordServer, harbour: Community, general: Channel
) -> None:
    zoe = harbour.member("Zoe")
    async with serving(tmp_path, server):
        await asks(server, zoe, general, "hello")
        await answered(server, general)
        owner = await linked(server, tmp_path)
        await until(server.commands.all)
        asked = await (await zoe.ask("/ask", general, question=ASKED)).settled()
        waited = asked.text
        await owner.presses(await owner.sees(ASKED, button="✓ Send"), "✓ Send")
        await until(lambda: asked.text != waited)

    assert (waited, asked.text) == ("⏳", f"re: {ASKED}")
    assert said(server, general) == [DISCLOSURE, "re: hello", "⏳"]


async def test_a_command_that_waited_for_too_long_is_answered_by_a_message(
    tmp_path: Path, server: DiscordServer, harbour: Community, general: Channel
) -> None:
    zoe = harbour.member("Zoe")
    async with serving(tmp_path, server):
        await asks(server, zoe, general, "hello")
        await answered(server, general)
        owner = await linked(server, tmp_path)
        await until(server.commands.all)
        asked = await (await zoe.ask("/ask", general, question=ASKED)).settled()
        card = await owner.sees(ASKED, button="✓ Send")
        server.clock.forward(16 * 60)
        await owner.presses(card, "✓ Send")
        await until(lambda: len(said(server, general)) == 4)

    assert asked.text == "⏳"
    answer = [sent for sent in server.sent if sent.channel is general][-1]
    assert (answer.content, answer.interaction) == (f"{zoe.mention} re: {ASKED}", None)
    assert answer.allowed_mentions == {"parse": [], "users": [zoe.id]}


async def test_a_command_that_was_answered_by_the_disclosure_first_calls_its_asker_to_the_answer(
    tmp_path: Path, server: DiscordServer, harbour: Community, general: Channel
) -> None:
    zoe = harbour.member("Zoe")
    async with serving(tmp_path, server):
        owner = await linked(server, tmp_path)
        await until(server.commands.all)
        asked = await (await zoe.ask("/ask", general, question=ASKED)).settled()
        await owner.presses(await owner.sees(ASKED, button="✓ Send"), "✓ Send")
        [answer] = await answered(server, general)

    assert asked.text == DISCLOSURE
    # It stands by itself, long after the question: nothing else tells whose it was.
    assert answer.content == f"{zoe.mention} re: {ASKED}"


# What is learned.


@pytest.fixture
def model() -> Iterator[ChatModelServer]:
    """A model that answers everything alike."""
    with ChatModelServer() as started:
        started.answers(Answer(WROTE))
        yield started
        assert started.violations == []


async def test_what_the_owner_wrote_in_place_of_a_draft_is_the_next_answer(
    learned: Path, tmp_path: Path, server: DiscordServer, model: ChatModelServer
) -> None:
    data = Path(shutil.copytree(learned, tmp_path / "data"))
    zoe, yan = server.person("Zoe"), server.person("Yan")
    answer = "I gave up on wax, these days it is oil"
    async with serving(data, server, command=("run",), **with_model(model)):
        owner = await linked(server, data)
        await zoe.write("do you wax your chain in winter?")
        await owner.fills(await owner.sees("do you wax", button="✎ Edit"), "✎ Edit", answer)
        await until(lambda: answer in heard(server, zoe))
        await owner.sees("✎ Sent as you wrote it", button="Forget what it learned")
        await yan.write("in winter, do you wax your chain?")
        await owner.sees("in winter, do you wax", button="✓ Send")

    assert answer in str(model.requests[-1])


# The moderators'.


class Moderated:
    """A server with a channel for moderators."""

    def __init__(self, harbour: Community, server: DiscordServer) -> None:
        self.role = harbour.role("Moderators")
        self.channel = harbour.text("desk")
        harbour.deny(self.channel, harbour.everyone, "view_channel")
        for who in (self.role, server.bot):
            harbour.allow(self.channel, who, "view_channel")
        self.nora = harbour.member("Nora", roles=[self.role])
        self.kim = harbour.member("Kim")
        harbour.allow(self.channel, self.kim, "view_channel")
        self.desk = Desk(server, self.nora, self.channel)
        self.table = (
            f'[[desks]]\naccount = "discord/{harbour.id}/{self.channel.id}"\nroles = ["discord/@{self.role.id}"]'
        )


@pytest.fixture
def moderated(tmp_path: Path, harbour: Community, server: DiscordServer) -> Moderated:
    made = Moderated(harbour, server)
    write_owner(tmp_path, made.table)
    return made


async def test_a_moderator_sends_what_was_asked_in_the_server_and_nobody_without_the_role(
    tmp_path: Path, server: DiscordServer, harbour: Community, general: Channel, moderated: Moderated
) -> None:
    zoe = harbour.member("Zoe")
    async with serving(tmp_path, server):
        owner = await linked(server, tmp_path)
        await zoe.write("a secret in private")
        await owner.sees("a secret in private", button="✓ Send")
        await asks(server, zoe, general, ASKED)
        await owner.sees(ASKED, button="✓ Send")
        card = await moderated.desk.sees(ASKED, button="✓ Send")
        refused = await (await moderated.kim.press(card, "✓ Send")).settled()
        no_form = await (await moderated.kim.press(card, "✎ Edit")).settled()
        told = await toast(refused)
        assert answers(server, general) == []
        await moderated.desk.presses(card, "✓ Send")
        await answered(server, general)
        await owner.sees("Sent")
        await moderated.desk.sees("Sent")

    assert "Only the moderators" in told
    assert no_form.modal is None
    assert said(server, general) == [f"re: {ASKED}"]
    assert not moderated.desk.cards("secret")
    assert not owner.cards(ASKED, button="✓ Send")
    assert rows(tmp_path, "SELECT outcome, by FROM rulings") == [("approved", f"moderator:discord/{moderated.nora.id}")]


async def test_what_a_moderator_writes_goes_out_and_is_not_learned(
    tmp_path: Path, server: DiscordServer, harbour: Community, general: Channel, moderated: Moderated
) -> None:
    zoe, yan = harbour.member("Zoe"), harbour.member("Yan")
    async with serving(tmp_path, server):
        owner = await linked(server, tmp_path)
        await asks(server, zoe, general, ASKED)
        await moderated.desk.fills(await moderated.desk.sees(ASKED, button="✎ Edit"), "✎ Edit", "above five degrees")
        await until(lambda: "above five degrees" in said(server, general))
        await owner.sees("above five degrees")
        await asks(server, yan, general, "and in summer?")
        await moderated.desk.fills(await moderated.desk.sees("in summer", button="✗ Reject"), "✗ Reject", "no")
        await until(lambda: len(rows(tmp_path, OUTCOMES)) == 2)
        await moderated.desk.sees("Rejected")

    assert [text for text in said(server, general) if text != DISCLOSURE] == ["above five degrees"]
    assert rows(tmp_path, "SELECT lesson FROM rulings") == [(None,), (None,)]
    assert not owner.cards(button="Forget what it learned")
    assert moderated.desk.cards(button="✓ Send") == []


async def test_who_has_lost_the_role_decides_no_more(
    tmp_path: Path, server: DiscordServer, harbour: Community, general: Channel, moderated: Moderated
) -> None:
    zoe = harbour.member("Zoe")
    async with serving(tmp_path, server):
        await linked(server, tmp_path)
        await asks(server, zoe, general, ASKED)
        card = await moderated.desk.sees(ASKED, button="✓ Send")
        opened = await moderated.desk.presses(card, "✎ Edit")
        harbour.take(moderated.nora, moderated.role)
        late = await (await moderated.nora.submit(opened, "in vain")).settled()
        press = await moderated.desk.presses(card, "✓ Send")
        await toast(press)
        await toast(late)
        await asyncio.sleep(0.5)

    assert said(server, general) == [DISCLOSURE]
    assert rows(tmp_path, OUTCOMES) == []


async def test_a_question_that_is_deleted_leaves_both_desks(
    tmp_path: Path, server: DiscordServer, harbour: Community, general: Channel, moderated: Moderated
) -> None:
    zoe = harbour.member("Zoe")
    async with serving(tmp_path, server):
        owner = await linked(server, tmp_path)
        question = await asks(server, zoe, general, ASKED)
        await owner.sees(ASKED, button="✓ Send")
        await moderated.desk.sees(ASKED, button="✓ Send")
        await zoe.delete(question)
        await until(lambda: not owner.cards(button="✓ Send") and not moderated.desk.cards(button="✓ Send"))

    assert said(server, general) == [DISCLOSURE]


async def test_owner_and_moderator_who_press_at_once_send_it_once(
    tmp_path: Path, server: DiscordServer, harbour: Community, general: Channel, moderated: Moderated
) -> None:
    zoe = harbour.member("Zoe")
    async with serving(tmp_path, server):
        owner = await linked(server, tmp_path)
        await asks(server, zoe, general, ASKED)
        first, second = await owner.sees(ASKED, button="✓ Send"), await moderated.desk.sees(ASKED, button="✓ Send")
        presses = [await owner.person.press(first, "✓ Send"), await moderated.nora.press(second, "✓ Send")]
        told = [await toast(press) for press in presses]
        await answered(server, general)
        await asyncio.sleep(0.5)

    assert said(server, general) == [DISCLOSURE, f"re: {ASKED}"]
    assert sorted("already" in one for one in told) == [False, True]


async def test_what_was_said_in_a_server_can_be_taken_back(
    tmp_path: Path, server: DiscordServer, harbour: Community, general: Channel
) -> None:
    zoe = harbour.member("Zoe")
    async with serving(tmp_path, server):
        owner = await linked(server, tmp_path)
        await owner.person.write("/mode auto")
        await owner.sees("goes out by itself")
        await asks(server, zoe, general, ASKED)
        [answer] = await answered(server, general)
        await until(lambda: not rows(tmp_path, "SELECT 1 FROM deliveries WHERE state <> 'sent'"))
        await owner.person.write("/undo")
        await owner.sees("Taken back")
        await until(lambda: answer.id not in general.messages)

    assert (general.id, answer.id) in server.deleted


async def test_a_desk_that_everybody_sees_is_shown_nothing_and_the_owner_is_told(
    tmp_path: Path, server: DiscordServer, harbour: Community, general: Channel, moderated: Moderated
) -> None:
    zoe = harbour.member("Zoe")
    harbour.allow(moderated.channel, harbour.everyone, "view_channel")
    async with serving(tmp_path, server):
        owner = await linked(server, tmp_path)
        standing = await asyncio.to_thread(twin, tmp_path, "status")
        await asks(server, zoe, general, ASKED)
        await owner.sees(ASKED, button="✓ Send")
        await asyncio.sleep(0.5)

    assert "Everybody can see #desk on Harbour" in standing.stdout
    assert moderated.desk.cards() == []
