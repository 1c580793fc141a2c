"""The places that Discord keeps for the answers to commands: filled once, given back, and never kept waiting."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta

import discord
import pytest

from adapters.discord.addresses import Asked
from tests.servers.discord import CutAfter, CutBefore, DiscordServer, Fault, Garbage, Status
from tests.servers.discord_interactions import Interaction
from tests.test_discord_interactions import TYRES, Kept, Twin, community, connected, kept, place, question_of, until
from twin.errors import DeliveryError, InDoubt, NotNow

__all__ = ["community", "kept"]

HOOK = "/webhooks/**"
ORIGINAL = "/webhooks/{webhook}/{token}/messages/{message}"


@asynccontextmanager
async def asking(
    community: DiscordServer, kept: Kept, *, lasting: float = 840.0
) -> AsyncIterator[tuple[Twin, Interaction, Asked]]:
    """A question that waits for its answer."""
    general, jonas = place(community)
    async with connected(community, kept, lasting=lasting) as twin:
        used = await jonas.ask("/ask", general, question=TYRES)
        await until(lambda: used.thinking)
        yield twin, used, question_of(kept)


async def test_a_place_is_filled_once(community: DiscordServer, kept: Kept) -> None:
    async with asking(community, kept) as (twin, used, question):
        reference = await twin.responses.answer(question, " Slicks.\n")
        assert used.original is not None
        assert (used.text, reference) == ("Slicks.", str(used.original.id))
        # It was not heard that it was.
        assert await twin.responses.answer(question, " Slicks.\n") == reference
        assert community.calls[f"PATCH {ORIGINAL}"] == 1
        # The next part is a message of its own.
        assert await twin.responses.answer(question, "Or rain tyres.") is None
        await twin.responses.settled(question, waits=True)
        await twin.responses.settled(question, waits=False)
        assert used.text == "Slicks."
    assert community.edits == []


async def test_nobody_is_called_by_an_answer(community: DiscordServer, kept: Kept) -> None:
    async with asking(community, kept) as (twin, used, question):
        await twin.responses.answer(question, f"@everyone <@{used.user.id}> \ud83d")
    [sent] = community.sent
    assert sent.allowed_mentions == {"parse": []}
    assert (sent.pinged, sent.pinged_everyone) == ((), False)
    assert sent.content.endswith("> ?")


async def test_whether_others_see_an_answer_can_be_told_while_its_place_is_there(
    community: DiscordServer, kept: Kept
) -> None:
    async with asking(community, kept) as (twin, used, question):
        assert await twin.responses.is_private(question) is False
        await twin.responses.answer(question, "Slicks.")
        assert await twin.responses.is_private(question) is False
        about = await place(community)[1].ask("/about", used.channel)
        await until(lambda: about.thinking)
        assert await twin.responses.is_private(Asked(about.id, about.user.id, about.token)) is True
        community.clock.forward(901)
        assert await twin.responses.is_private(question) is None


async def test_an_answer_that_takes_a_while_is_said_to_take_one(community: DiscordServer, kept: Kept) -> None:
    async with asking(community, kept) as (twin, used, question):
        await twin.responses.settled(question, waits=True)
        assert used.text == "⏳"
        await twin.responses.settled(question, waits=True)
        reference = await twin.responses.answer(question, "Slicks.")
    assert used.original is not None
    assert (used.text, reference) == ("Slicks.", str(used.original.id))


@pytest.mark.parametrize("waited", [True, False])
async def test_where_nothing_is_said_nothing_stays(community: DiscordServer, kept: Kept, *, waited: bool) -> None:
    async with asking(community, kept) as (twin, used, question):
        if waited:
            await twin.responses.settled(question, waits=True)
        await twin.responses.settled(question, waits=False)
        assert used.original is not None
        assert used.original.id not in used.channel.messages
        await twin.responses.settled(question, waits=False)
        assert await twin.responses.answer(question, "Slicks.") is None
        assert await twin.responses.find(question, "Slicks.") is None
    assert community.calls[f"DELETE {ORIGINAL}"] == 1


@pytest.mark.parametrize("expired_as", [50027, 10015])
async def test_after_a_quarter_of_an_hour_it_is_too_late(community: DiscordServer, kept: Kept, expired_as: int) -> None:
    community.interactions.expired_as = expired_as
    async with asking(community, kept) as (twin, used, question):
        community.clock.forward(901)
        assert await twin.responses.answer(question, "Slicks.") is None
        assert await twin.responses.find(question, "Slicks.") is None
        await twin.responses.settled(question, waits=False)
        assert used.thinking
    # The token that ended was not the bot's.
    assert kept.notices == []


@pytest.mark.parametrize("method", ["GET", "PATCH"])
async def test_a_place_that_is_gone_meanwhile_is_not_filled(community: DiscordServer, kept: Kept, method: str) -> None:
    async with asking(community, kept) as (twin, used, question):
        community.faults.next(method, HOOK, Status(404))
        assert await twin.responses.answer(question, "Slicks.") is None
        assert used.thinking


async def test_what_is_surely_too_late_is_not_tried(community: DiscordServer, kept: Kept) -> None:
    async with asking(community, kept) as (twin, _, question):
        calls = sum(community.calls.values())
        begun = discord.utils.utcnow() - timedelta(minutes=14, seconds=31)
        late = Asked(discord.utils.time_snowflake(begun), question.user, question.token)
        assert await twin.responses.answer(late, "Slicks.") is None
        assert await twin.responses.find(late, "Slicks.") is None
        await twin.responses.settled(late, waits=True)
        assert sum(community.calls.values()) == calls


async def test_where_discord_was_told_nothing_there_is_no_place(community: DiscordServer, kept: Kept) -> None:
    general, jonas = place(community)
    community.interactions.patience = 0.05
    async with connected(community, kept) as twin:
        community.faults.next("POST", "/interactions/**", Status(403))
        used = await jonas.ask("/ask", general, question=TYRES)
        await until(lambda: used.failed)
        assert await twin.responses.answer(question_of(kept), "Slicks.") is None


async def test_what_stands_there_is_found(community: DiscordServer, kept: Kept) -> None:
    async with asking(community, kept) as (twin, _, question):
        assert await twin.responses.find(question, "Slicks.") is None
        reference = await twin.responses.answer(question, "Slicks. ")
        assert await twin.responses.find(question, "Slicks. ") == reference
        assert await twin.responses.find(question, "Rain tyres.") is None


@pytest.mark.parametrize(
    ("method", "fault", "error"),
    [
        ("GET", CutBefore(), NotNow),
        ("GET", CutAfter(), NotNow),
        ("GET", Status(503), NotNow),
        ("GET", Garbage(), NotNow),
        ("GET", Status(429, retry_after=40), NotNow),
        ("PATCH", CutBefore(), InDoubt),
        ("PATCH", CutAfter(), InDoubt),
        ("PATCH", Status(503), InDoubt),
        ("PATCH", Garbage(), InDoubt),
        ("PATCH", Status(429, retry_after=40), NotNow),
    ],
)
async def test_what_goes_wrong_can_be_tried_again(
    community: DiscordServer, kept: Kept, method: str, fault: Fault, error: type[DeliveryError]
) -> None:
    async with asking(community, kept) as (twin, used, question):
        # What is only read is asked for twice by what makes the connections.
        community.faults.next(method, HOOK, fault, times=2 if isinstance(fault, CutBefore | CutAfter) else 1)
        with pytest.raises(error):
            await twin.responses.answer(question, "Slicks.")
        community.faults.clear()
        stands = await twin.responses.find(question, "Slicks.")
        assert bool(stands) is (fault in (CutAfter(), Garbage()) and method == "PATCH")
        reference = await twin.responses.answer(question, "Slicks.")
        assert used.original is not None
        assert (used.text, reference) == ("Slicks.", str(used.original.id))
    assert [sent.content for sent in community.sent] == ["Slicks."]


async def test_a_place_that_nobody_fills_is_given_back(community: DiscordServer, kept: Kept) -> None:
    general, jonas = place(community)
    async with connected(community, kept, lasting=0.5) as twin:
        used = [await jonas.ask("/ask", general, question=TYRES) for _ in range(4)]
        await until(lambda: all(each.thinking for each in used))
        questions = [Asked(each.id, jonas.id, each.token) for each in used]
        await twin.responses.answer(questions[0], "Slicks.")
        await twin.responses.settled(questions[1], waits=True)
        await until(lambda: not any(each.thinking for each in used if _stands(each)))
        assert [_stands(each) for each in used] == [True, True, False, False]
        # It goes on for the next one.
        again = await jonas.ask("/ask", general, question=TYRES)
        await until(lambda: again.thinking)
        await until(lambda: not _stands(again))
    assert [each.text for each in used[:2]] == ["Slicks.", "⏳"]


def _stands(used: Interaction) -> bool:
    return used.original is not None and used.original.id in used.channel.messages


async def test_more_places_than_anybody_asks_for_are_not_remembered(community: DiscordServer, kept: Kept) -> None:
    async with asking(community, kept, lasting=0.3) as (twin, used, question):
        for number in range(1000):
            twin.responses.expect(Asked(question.id + 1 + number, 7, f"none-{number}"))
        calls = community.calls[f"GET {ORIGINAL}"]
        await asyncio.sleep(0.6)
        # Discord itself ends it.
        assert used.thinking
        assert community.calls[f"GET {ORIGINAL}"] > calls


async def test_nothing_is_given_back_after_the_end(community: DiscordServer, kept: Kept) -> None:
    async with asking(community, kept, lasting=0.2) as (twin, used, _):
        await twin.responses.end()
        await asyncio.sleep(0.4)
        assert used.thinking


async def test_what_is_about_to_be_opened_is_waited_for(community: DiscordServer, kept: Kept) -> None:
    async with asking(community, kept) as (twin, used, question):
        async with twin.responses.opening(question.id):
            answering = asyncio.create_task(twin.responses.answer(question, "Slicks."))
            await asyncio.sleep(0.1)
            assert used.thinking
        assert await answering is not None
        await twin.responses.opened(question.id)


async def test_while_there_is_no_connection_an_answer_waits(community: DiscordServer, kept: Kept) -> None:
    async with asking(community, kept) as (twin, used, question):
        twin.line.use(None)
        with pytest.raises(NotNow):
            await twin.responses.answer(question, "Slicks.")
        with pytest.raises(DeliveryError):
            await twin.responses.settled(question, waits=False)
        twin.line.use(twin.client)
        assert await twin.responses.answer(question, "Slicks.") is not None
        assert used.text == "Slicks."
