"""What a community on Discord sees of a twin, from end to end, with a writer that repeats what it reads."""

import asyncio
import shutil
from pathlib import Path

import pytest

from tests.discord_phone import DISCLOSURE, answered, answers, asks, said, server, serving, uncalled, write_owner
from tests.echoing import rows, until
from tests.example import EXAMPLE, twin
from tests.servers.discord import Channel, Community, DiscordServer, Status
from tests.test_run import learned

__all__ = ["learned", "server"]

DECIDED = "SELECT count(*) FROM messages WHERE decision NOTNULL"
KEPT = "SELECT text FROM messages"


@pytest.fixture
def harbour(server: DiscordServer) -> Community:
    return server.guild("Harbour")


@pytest.fixture
def general(harbour: Community) -> Channel:
    return harbour.text("general")


async def decided(data: Path, count: int) -> None:
    await until(lambda: rows(data, DECIDED) == [(count,)])


async def status(data: Path) -> str:
    return (await asyncio.to_thread(twin, data, "status")).stdout


async def test_the_command_prints_the_link_that_invites_the_bot_and_answers_from_what_was_learned(
    learned: Path, tmp_path: Path, server: DiscordServer
) -> None:
    data = Path(shutil.copytree(learned, tmp_path / "data"))
    async with serving(data, server, command=("run",), admits="groups"):
        await until(lambda: "/oauth2/authorize?" in (data / "log").read_text())
        harbour = server.guild("Harbour")
        mira, general = harbour.member("Mira"), harbour.text("general")
        await asks(server, mira, general, "do you wax your chain in winter?")
        await until(lambda: len(server.sent) == 2)

    log = (data / "log").read_text()
    assert f"client_id={server.bot.id}" in log
    assert "every second week" in said(server, general)[1]
    assert not any(word in log for word in ("Mira", "winter", "every second", server.token))


# In a channel.


async def test_who_mentions_it_is_answered_there_after_the_disclosure_and_nobody_else_is_called(
    tmp_path: Path, server: DiscordServer, harbour: Community, general: Channel
) -> None:
    mira, yan = harbour.member("Mira"), harbour.member("Yan")
    async with serving(tmp_path, server, admits=f"discord/{harbour.id}/{general.id}"):
        asked = await asks(server, mira, general, "does wax work, @everyone?")
        [first] = await answered(server, general)
        again = await yan.say(general, "and oil?", reply_to=general.messages[first.id], ping=False)
        await answered(server, general, 2)

    assert said(server, general) == [DISCLOSURE, "re: does wax work, @everyone?", DISCLOSURE, "re: and oil?"]
    assert [sent.reference for sent in server.sent] == [asked.id, None, again.id, None]
    assert [sent.pinged for sent in server.sent] == [(mira,), (), (yan,), ()]
    assert all(sent.allowed_mentions and sent.allowed_mentions["parse"] == [] for sent in server.sent)
    assert not any(sent.pinged_everyone or sent.pinged_roles for sent in server.sent)


async def test_bots_webhooks_and_channels_that_are_not_open_get_nothing(
    tmp_path: Path, server: DiscordServer, harbour: Community, general: Channel
) -> None:
    mira, robo, closed = harbour.member("Mira"), harbour.member("Robo", bot=True), harbour.text("closed")
    async with serving(tmp_path, server, admits=f"discord/{harbour.id}/{general.id}"):
        await asks(server, robo, general, "a bot")
        await harbour.webhook_says(general, f"{server.bot.mention} a webhook")
        await asks(server, mira, closed, "in the closed one")
        await mira.say(general, "among ourselves")
        await mira.say(general, "@everyone look")
        await asks(server, mira, general, "an open one")
        await answered(server, general)

    assert [sent.content for sent in server.sent] == [DISCLOSURE, "re: an open one"]
    assert "a bot" not in str(rows(tmp_path, KEPT))
    assert "among ourselves" not in str(rows(tmp_path, KEPT))


async def test_what_was_said_in_private_is_not_said_in_a_channel(
    tmp_path: Path, server: DiscordServer, harbour: Community, general: Channel
) -> None:
    mira = harbour.member("Mira")
    async with serving(tmp_path, server):
        await mira.write("my name is Secret")
        await answered(server, mira.private)
        await asks(server, mira, general, "what was said?")
        await answered(server, general)
        await mira.write("what was said?")
        await until(lambda: len(said(server, mira.private)) > 3)

    assert "Secret" not in "".join(said(server, general))
    assert "Secret" in "".join(said(server, mira.private)[2:])


# Roles.


async def test_who_has_a_role_hears_more_in_private_and_only_there(
    tmp_path: Path, server: DiscordServer, harbour: Community, general: Channel
) -> None:
    patrons = harbour.role("Patrons")
    zoe, yan = harbour.member("Zoe", roles=[patrons]), harbour.member("Yan")
    write_owner(
        tmp_path,
        f'[[roles]]\naccount = "discord/@{patrons.id}"\nname = "Patrons"\naudience = "friends"',
        f'[[groups]]\naccount = "discord/{harbour.id}"\naudience = "followers"',
    )
    async with serving(tmp_path, server):
        for who in (zoe, yan):
            await who.write("who am I?")
            await answered(server, who.private)
        await asks(server, zoe, general, "who am I?")
        await answered(server, general)
        await asks(server, yan, general, "who am I?")
        await answered(server, general, 2)

    assert answers(server, zoe.private)[0].content == "re: you hear friends"
    assert answers(server, yan.private)[0].content == "re: you hear public"
    assert [sent.content for sent in answers(server, general)] == ["re: you hear followers", "re: you hear public"]


async def test_it_can_be_open_to_a_role_alone(
    tmp_path: Path, server: DiscordServer, harbour: Community, general: Channel
) -> None:
    patrons = harbour.role("Patrons")
    zoe, yan = harbour.member("Zoe", roles=[patrons]), harbour.member("Yan")
    admits = f"discord/{harbour.id}@{patrons.id},discord/dm@{patrons.id}"
    async with serving(tmp_path, server, admits=admits):
        for who in (yan, zoe):
            await asks(server, who, general, f"I am {who.name}")
            await who.write(f"{who.name} in private")
        await decided(tmp_path, 4)
        await answered(server, general)
        await answered(server, zoe.private)
        harbour.take(zoe, patrons)
        await asks(server, zoe, general, "I was a patron")
        await decided(tmp_path, 5)

    assert [sent.content for sent in answers(server, general)] == ["re: I am Zoe"]
    assert said(server, yan.private) == []
    assert [sent.content for sent in answers(server, zoe.private)] == ["re: Zoe in private"]


# Threads.


async def test_a_question_gets_a_thread_in_which_its_asker_goes_on_without_mentions(
    tmp_path: Path, server: DiscordServer, general: Channel, harbour: Community
) -> None:
    mira, yan = harbour.member("Mira"), harbour.member("Yan")
    async with serving(tmp_path, server, TWIN_DISCORD_THREADS="yes"):
        asked = await asks(server, mira, general, "go on")
        await until(lambda: server.threads)
        [thread] = server.threads
        await answered(server, thread, 2)
        await yan.say(thread, "among ourselves")
        await mira.say(thread, "and oil?")
        await answered(server, thread, 3)

    assert thread.id == asked.id
    assert said(server, general) == []
    assert said(server, thread) == [DISCLOSURE, "re: go on", "re: the second part", "re: and oil?"]


async def test_a_thread_goes_on_after_a_restart_and_with_what_was_written_meanwhile(
    tmp_path: Path, server: DiscordServer, general: Channel, harbour: Community
) -> None:
    mira = harbour.member("Mira")
    async with serving(tmp_path, server, TWIN_DISCORD_THREADS="yes"):
        await asks(server, mira, general, "one")
        await until(lambda: server.threads)
        [thread] = server.threads
        await answered(server, thread)
    await mira.say(thread, "two")
    async with serving(tmp_path, server, TWIN_DISCORD_THREADS="yes"):
        await answered(server, thread, 2)
        await mira.say(thread, "three")
        await answered(server, thread, 3)

    assert said(server, thread) == [DISCLOSURE, "re: one", "re: two", "re: three"]
    assert said(server, general) == []


async def test_people_who_ask_at_the_same_time_are_answered_each_to_their_own(
    tmp_path: Path, server: DiscordServer, general: Channel, harbour: Community
) -> None:
    people = [harbour.member(f"Person {number}") for number in range(5)]
    async with serving(tmp_path, server, TWIN_QUIET="0.5"):
        asked = {}
        for who in (*people, *people):
            asked[who.name] = await asks(server, who, general, f"I am {who.name}")
        await answered(server, general, 5)
        await asyncio.sleep(1)

    told = [sent.content for sent in answers(server, general)]
    assert sorted(told) == [f"re: I am {who.name}\nI am {who.name}" for who in people]
    assert said(server, general).count(DISCLOSURE) == 5
    assert {sent.pinged for sent in server.sent if sent.pinged} == {(who,) for who in people}


async def test_a_forums_post_is_answered_in_it(tmp_path: Path, server: DiscordServer, harbour: Community) -> None:
    mira, forum = harbour.member("Mira"), harbour.forum("help")
    async with serving(tmp_path, server, admits=f"discord/{harbour.id}/{forum.id}"):
        post = await mira.open_post(forum, "Winter", "does wax work?", mentions=[server.bot])
        [answer] = await answered(server, post)

    assert answer.content == "re: Winter\n\ndoes wax work?"
    assert server.threads == []


# Commands.


async def test_a_command_is_answered_in_the_place_that_is_kept_for_it(
    tmp_path: Path, server: DiscordServer, general: Channel, harbour: Community
) -> None:
    mira, yan = harbour.member("Mira"), harbour.member("Yan")
    async with serving(tmp_path, server):
        written = await yan.say(general, "wax in winter?")
        await until(server.commands.all)
        asked = await (await mira.ask("/ask", general, question="does wax work?")).settled()
        about = await (await mira.ask("/about", general)).settled()
        human = await (await mira.ask("/human", general)).settled()
        this = await (await mira.use("Ask the twin about this", written)).settled()
        private = await (await mira.ask("/ask", question="in private?")).settled()
        await answered(server, general, 2)
        await answered(server, mira.private)

    assert server.failed_interactions == []
    assert [uncalled(text) for text in said(server, general)[:2]] == [DISCLOSURE, "re: does wax work?"]
    assert (asked.text, about.text, human.text) == (DISCLOSURE, EXAMPLE.about, EXAMPLE.sentences.owner_topic)
    assert [each.original.ephemeral for each in (asked, about, human, this) if each.original] == [
        False, True, True, False,
    ]  # fmt: skip
    assert this.text == "re: wax in winter?"
    assert private.text == "re: in private?"


async def test_a_command_whose_place_is_gone_is_answered_by_a_message_that_calls_only_its_asker(
    tmp_path: Path, server: DiscordServer, general: Channel, harbour: Community
) -> None:
    mira = harbour.member("Mira")
    async with serving(tmp_path, server, TWIN_QUIET="2"):
        await until(server.commands.all)
        asked = await mira.ask("/ask", general, question="does wax work?")
        await until(lambda: asked.acknowledged)
        server.clock.forward(16 * 60)
        await answered(server, general)

    assert asked.thinking
    assert [sent.interaction for sent in server.sent] == [None, None]
    assert [sent.content for sent in server.sent] == [f"{mira.mention} {DISCLOSURE}", "re: does wax work?"]
    assert [sent.allowed_mentions for sent in server.sent] == [{"parse": [], "users": [mira.id]}, {"parse": []}]


async def test_a_command_is_answered_in_its_place_by_the_next_life(
    tmp_path: Path, server: DiscordServer, general: Channel, harbour: Community
) -> None:
    mira = harbour.member("Mira")
    async with serving(tmp_path, server, TWIN_QUIET="5") as process:
        await until(server.commands.all)
        asked = await mira.ask("/ask", general, question="does wax work?")
        await until(lambda: asked.acknowledged)
        process.kill()
        await process.wait()
    thinking = asked.thinking
    async with serving(tmp_path, server):
        await answered(server, general)

    assert thinking
    assert asked.text == DISCLOSURE
    assert [uncalled(text) for text in said(server, general)] == [DISCLOSURE, "re: does wax work?"]


# While it was away.


async def test_what_was_written_edited_and_deleted_while_it_was_away_is_answered_as_it_stands(
    tmp_path: Path, server: DiscordServer, general: Channel, harbour: Community
) -> None:
    mira = harbour.member("Mira")
    async with serving(tmp_path, server):
        await asks(server, mira, general, "hello")
        await answered(server, general)
        await mira.write("hello")
        await answered(server, mira.private)
    await asks(server, mira, general, "while you were away")
    changed = await asks(server, mira, general, "with a mistake")
    await mira.edit(changed, f"{server.bot.mention} without one")
    gone = await asks(server, mira, general, "never mind")
    await mira.delete(gone)
    await mira.write("in private too")
    async with serving(tmp_path, server):
        await until(lambda: "without one" in "".join(said(server, general)))
        await answered(server, mira.private, 2)
    heard = "\n".join(said(server, general))
    async with serving(tmp_path, server):
        await asks(server, mira, general, "once more")
        await until(lambda: "once more" in "".join(said(server, general)))

    assert heard.count("while you were away") == 1
    assert "never mind" not in heard
    assert "mistake" not in heard
    assert [sent.content for sent in answers(server, mira.private)] == ["re: hello", "re: in private too"]
    assert "\n".join(said(server, general)).count("while you were away") == 1


async def test_a_session_that_discord_ends_loses_nothing(
    tmp_path: Path, server: DiscordServer, general: Channel, harbour: Community
) -> None:
    mira = harbour.member("Mira")
    async with serving(tmp_path, server):
        await asks(server, mira, general, "one")
        await answered(server, general)
        server.gateway.invalidate()
        await asks(server, mira, general, "two")
        await answered(server, general, 2)
        server.gateway.drop()
        await asks(server, mira, general, "three")
        await answered(server, general, 3)

    assert [sent.content for sent in answers(server, general)] == ["re: one", "re: two", "re: three"]


async def test_what_is_written_while_discord_cannot_be_reached_is_answered(
    tmp_path: Path, server: DiscordServer, general: Channel, harbour: Community
) -> None:
    mira = harbour.member("Mira")
    async with serving(tmp_path, server):
        await mira.write("one")
        await answered(server, mira.private)
        await asks(server, mira, general, "one")
        await answered(server, general)
        await server.stop()
        await asks(server, mira, general, "two")
        await mira.write("two")
        await asyncio.sleep(1)
        await server.start()
        await answered(server, general, 2)
        await answered(server, mira.private, 2)

    assert [sent.content for sent in answers(server, general)] == ["re: one", "re: two"]
    assert [sent.content for sent in answers(server, mira.private)] == ["re: one", "re: two"]


# What nobody asked it, and what people think.


async def test_a_question_to_nobody_that_nobody_answers_is_answered_once(
    tmp_path: Path, server: DiscordServer, general: Channel, harbour: Community
) -> None:
    mira, yan, zoe = (harbour.member(name) for name in ("Mira", "Yan", "Zoe"))
    helps, boats = harbour.text("help"), harbour.text("boats")
    watched = ",".join(f"discord/{harbour.id}/{channel.id}" for channel in (helps, boats))
    async with serving(tmp_path, server, TWIN_OFFER_IN=watched, TWIN_OFFER_AFTER="1"):
        # The patience is a minute at least, of which most has passed.
        taken = await yan.say(boats, "which tyres for gravel roads?", ago=45)
        await zoe.say(boats, "forty millimetres", reply_to=taken)
        await mira.say(general, "does oil work in summer?", ago=45)
        await mira.say(helps, "does wax work in winter?", ago=45)
        await until(lambda: answers(server, helps))
        await asyncio.sleep(1)

    assert [sent.content for sent in server.sent] == [DISCLOSURE, "re: does wax work in winter?"]
    assert "summer" not in str(rows(tmp_path, KEPT))


async def test_thumbs_are_counted(tmp_path: Path, server: DiscordServer, general: Channel, harbour: Community) -> None:
    mira, yan = harbour.member("Mira"), harbour.member("Yan")
    async with serving(tmp_path, server):
        await asks(server, mira, general, "does wax work?")
        [answer] = await answered(server, general)
        message = general.messages[answer.id]
        # Nobody is as fast as to like what the twin has not yet noted that it said.
        await until(lambda: (str(answer.id),) in rows(tmp_path, "SELECT reference FROM deliveries"))
        await mira.react(message, "👍")
        await yan.react(message, "👎🏽")
        await until(lambda: rows(tmp_path, "SELECT count(*) FROM feedback") == [(2,)])
        standing = await status(tmp_path)

    assert "What people thought of it: 1 👍, 1 👎 in 7 days." in standing


@pytest.mark.parametrize("wanted", [True, False])
async def test_with_a_deleted_question_its_answer_goes_if_the_owner_wants_that(
    tmp_path: Path, server: DiscordServer, general: Channel, harbour: Community, *, wanted: bool
) -> None:
    mira = harbour.member("Mira")
    async with serving(tmp_path, server, TWIN_TAKE_BACK="yes" if wanted else "no"):
        question = await asks(server, mira, general, "does wax work?")
        [answer] = await answered(server, general)
        await until(lambda: not rows(tmp_path, "SELECT 1 FROM deliveries WHERE state <> 'sent'"))
        await mira.delete(question)
        await asks(server, mira, general, "and oil?")
        await answered(server, general, 2)
        if wanted:
            await until(lambda: answer.id not in general.messages)

    assert (answer.id in general.messages) is not wanted
    assert "re: and oil?" in [one.content for one in general.history]


# What goes wrong.


async def test_slow_mode_is_waited_for(tmp_path: Path, server: DiscordServer, harbour: Community) -> None:
    mira, slow = harbour.member("Mira"), harbour.text("slow", slow_mode=3)
    server.messages.slow_mode_counts_for_bots = True
    async with serving(tmp_path, server):
        await asks(server, mira, slow, "does wax work?")
        await answered(server, slow)

    assert said(server, slow) == [DISCLOSURE, "re: does wax work?"]
    [first, second] = server.sent
    assert second.time - first.time >= 2.5


async def test_a_long_slow_mode_is_told_and_keeps_other_channels_from_nothing(
    tmp_path: Path, server: DiscordServer, general: Channel, harbour: Community
) -> None:
    mira, slow = harbour.member("Mira"), harbour.text("slow", slow_mode=3600)
    server.messages.slow_mode_counts_for_bots = True
    async with serving(tmp_path, server):
        await asks(server, mira, slow, "does wax work?")
        await until(lambda: rows(tmp_path, "SELECT 1 FROM notices WHERE kind = 'slow mode'"))
        await asks(server, mira, general, "and here?")
        await answered(server, general)
        standing = await status(tmp_path)

    assert said(server, slow) == [DISCLOSURE]
    assert said(server, general) == ["re: and here?"]
    assert "slow" in standing.casefold()
    assert "#slow" in standing


async def test_the_owner_is_told_what_the_bot_may_not_do(
    tmp_path: Path, server: DiscordServer, general: Channel, harbour: Community
) -> None:
    mira = harbour.member("Mira")
    harbour.deny(general, server.bot, "send_messages")
    async with serving(tmp_path, server, admits=f"discord/{harbour.id}/{general.id}"):
        await asks(server, mira, general, "does wax work?")
        await until(lambda: rows(tmp_path, "SELECT 1 FROM deliveries WHERE state = 'refused'"))
        standing = await status(tmp_path)
        harbour.allow(general, server.bot, "send_messages")
        await asks(server, mira, general, "and now?")
        await until(lambda: "re: and now?" in said(server, general))

    assert "lacks permissions: Send Messages in #general" in standing
    assert "permissions=" in standing


async def test_a_time_out_is_told_and_waited_for(
    tmp_path: Path, server: DiscordServer, general: Channel, harbour: Community
) -> None:
    mira = harbour.member("Mira")
    async with serving(tmp_path, server):
        harbour.time_out(server.bot, 4)
        await asks(server, mira, general, "does wax work?")
        await until(lambda: rows(tmp_path, "SELECT 1 FROM notices WHERE kind = 'timeout'"))
        standing = await status(tmp_path)
        await answered(server, general)

    assert "time" in standing
    assert said(server, general) == [DISCLOSURE, "re: does wax work?"]


async def test_an_outage_of_discord_costs_no_answer(
    tmp_path: Path, server: DiscordServer, general: Channel, harbour: Community
) -> None:
    mira = harbour.member("Mira")
    async with serving(tmp_path, server):
        server.faults.next("POST", "/channels/…/messages", Status(503), times=2)
        await asks(server, mira, general, "does wax work?")
        await answered(server, general)

    assert said(server, general) == [DISCLOSURE, "re: does wax work?"]
