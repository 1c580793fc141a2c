"""The panel against a strict Discord on loopback, with the library as it is; and what a sheet looks like there."""

import time

import discord
import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.discord import sheets
from adapters.discord.manners import Manners
from adapters.splitting import utf16
from tests.servers.discord import Channel, CutBefore, DiscordServer, Person, Status
from tests.servers.discord_people import Community
from tests.test_discord_interactions import Kept, community, connected, kept, until
from twin.desk import Button, Form, Sheet
from twin.errors import DeliveryError, InDoubt, NotNow, Refused
from twin.seams import Panel

__all__ = ["community", "kept"]

ROWS = ((Button("✓ Send", "a:17"), Button("✎ Edit", "e:17")), (Button("✗ Reject", "r:17"),))
SHEET = Sheet("Jonas asks about tyres. 🚲", "Leans on:\n• 2026-01-02, a chat", ROWS)
PLAIN = Sheet("Nothing waits.")


@pytest.fixture
def mira(community: DiscordServer) -> Person:
    """The owner."""
    return community.person("Mira")


def key(person: Person) -> str:
    return f"discord/{person.id}"


def moderators(community: DiscordServer) -> tuple[Community, Channel, Manners]:
    """A channel that only its moderators see, which is a desk."""
    guild = community.guild("Harbour", "embed_links")
    channel = guild.text("moderators")
    guild.deny(channel, guild.everyone, "view_channel")
    guild.allow(channel, guild.bot_role, "view_channel")
    return guild, channel, Manners(desks=lambda: [f"discord/{guild.id}/{channel.id}"])


def where(channel: Channel) -> str:
    assert channel.guild
    return f"discord/{channel.guild.id}/{channel.id}"


# Showing -------------------------------------------------------------------------------------------------------------


async def test_a_sheet_is_one_message_with_its_details_in_a_frame_and_its_buttons(
    community: DiscordServer, kept: Kept, mira: Person
) -> None:
    async with connected(community, kept) as twin:
        panel: Panel = twin.panel
        reference = await panel.show(key(mira), SHEET)
    [sent] = community.sent
    assert reference == str(sent.id)
    assert (sent.channel, sent.reference, sent.flags) == (mira.private, None, 0)
    assert sent.content == "Jonas asks about tyres. 🚲"
    assert [embed["description"] for embed in sent.embeds] == ["Leans on:\n• 2026-01-02, a chat"]
    assert sent.allowed_mentions == {"parse": []}
    rows = [
        [(part["label"], part["custom_id"], part["style"]) for part in row["components"]] for row in sent.components
    ]
    assert rows == [[("✓ Send", "a:17", 1), ("✎ Edit", "e:17", 2)], [("✗ Reject", "r:17", 2)]]


async def test_a_sheet_that_is_silent_and_answers_something(community: DiscordServer, kept: Kept, mira: Person) -> None:
    async with connected(community, kept) as twin:
        written = await mira.write("/inbox")
        gone = await mira.write("/inbox")
        await mira.delete(gone)
        await twin.panel.show(key(mira), Sheet("Nothing waits.", silent=True), str(written.id))
        await twin.panel.show(key(mira), PLAIN, str(gone.id))
        await twin.panel.show(key(mira), PLAIN, "i/1/2/token")
    assert [(sent.flags, sent.reference) for sent in community.sent] == [(1 << 12, written.id), (0, None), (0, None)]
    assert [(sent.embeds, sent.components, sent.pinged) for sent in community.sent] == [((), (), ())] * 3


async def test_moderators_see_it_in_their_channel(community: DiscordServer, kept: Kept) -> None:
    _, channel, manners = moderators(community)
    async with connected(community, kept, manners) as twin:
        reference = await twin.panel.show(where(channel), SHEET)
        await twin.panel.change(where(channel), reference, PLAIN)
    assert [message.content for message in channel.history] == ["Nothing waits."]


async def test_nothing_is_shown_where_no_desk_is(community: DiscordServer, kept: Kept) -> None:
    guild, channel, manners = moderators(community)
    other = guild.text("others")
    guild.deny(other, guild.everyone, "view_channel")
    guild.allow(other, guild.bot_role, "view_channel")
    async with connected(community, kept, manners) as twin:
        thread = await guild.member("Vera").open_thread(channel, "About it")
        for elsewhere in (where(other), f"{where(channel)}/{thread.id}", "telegram/99", "discord", ""):
            with pytest.raises(Refused):
                await twin.panel.show(elsewhere, SHEET)
            with pytest.raises(Refused):
                await twin.panel.change(elsewhere, "1", SHEET)
            await twin.panel.offer(elsewhere, {"inbox": "What waits"})
    assert community.sent == []


async def test_nothing_is_shown_where_everybody_sees_it(community: DiscordServer, kept: Kept) -> None:
    guild, channel, manners = moderators(community)
    async with connected(community, kept, manners) as twin:
        reference = await twin.panel.show(where(channel), SHEET)
        guild.allow(channel, guild.everyone, "view_channel")
        cached = twin.client.get_channel(channel.id)
        assert isinstance(cached, discord.TextChannel)
        await until(lambda: cached.permissions_for(cached.guild.default_role).view_channel)
        with pytest.raises(Refused, match="everybody"):
            await twin.panel.show(where(channel), PLAIN)
        with pytest.raises(Refused, match="everybody"):
            await twin.panel.change(where(channel), reference, PLAIN)
        guild.delete(channel)
        await until(lambda: twin.client.get_channel(channel.id) is None)
        with pytest.raises(Refused):
            await twin.panel.show(where(channel), PLAIN)
    assert (len(community.sent), community.edits) == (1, [])


async def test_a_server_that_is_away_is_waited_for(community: DiscordServer, kept: Kept) -> None:
    guild, channel, manners = moderators(community)
    async with connected(community, kept, manners) as twin:
        guild.go_down()
        known = twin.client.get_guild(guild.id)
        assert known is not None
        await until(lambda: known.unavailable)
        with pytest.raises(NotNow) as caught:
            await twin.panel.show(where(channel), PLAIN)
    assert caught.value.seconds


@pytest.mark.parametrize(
    ("fault", "error"), [(Status(400), Refused), (Status(503), InDoubt), (CutBefore(), InDoubt), (Status(401), NotNow)]
)
async def test_what_goes_wrong_is_told(
    community: DiscordServer, kept: Kept, mira: Person, fault: Status | CutBefore, error: type[DeliveryError]
) -> None:
    async with connected(community, kept) as twin:
        reference = await twin.panel.show(key(mira), SHEET)
        community.faults.next("POST", "/channels/…/messages", fault)
        with pytest.raises(error):
            await twin.panel.show(key(mira), SHEET)
        community.faults.next("PATCH", "/channels/…/messages/…", fault)
        with pytest.raises(error):
            await twin.panel.change(key(mira), reference, PLAIN)
        twin.line.use(None)
        with pytest.raises(NotNow):
            await twin.panel.show(key(mira), SHEET)
        await twin.panel.acknowledge("1/token", "Sent.")
        twin.line.closed = True
        await twin.panel.acknowledge("1/token", "Sent.")
    assert kept.kinds == (["token", "token"] if fault == Status(401) else [])[:1]


async def test_who_takes_no_private_messages_is_shown_nothing(
    community: DiscordServer, kept: Kept, mira: Person
) -> None:
    mira.private_refusal = 50007
    async with connected(community, kept) as twin:
        with pytest.raises(Refused):
            await twin.panel.show(key(mira), SHEET)


# Changing ------------------------------------------------------------------------------------------------------------


async def test_a_sheet_is_changed(community: DiscordServer, kept: Kept, mira: Person) -> None:
    async with connected(community, kept) as twin:
        reference = await twin.panel.show(key(mira), SHEET)
        message = mira.private.messages[int(reference)]
        await twin.panel.change(key(mira), reference, Sheet("They wrote *again*.", rows=ROWS[1:]))
        assert [button["custom_id"] for button in message.buttons] == ["r:17"]
        assert message.content == "They wrote \\*again\\*."
        await twin.panel.change(key(mira), reference, PLAIN)
        await twin.panel.change(key(mira), reference, PLAIN)
    assert (message.content, message.embeds, message.components) == ("Nothing waits.", [], [])


async def test_what_cannot_be_changed(community: DiscordServer, kept: Kept, mira: Person) -> None:
    async with connected(community, kept) as twin:
        reference = await twin.panel.show(key(mira), SHEET)
        await mira.delete(mira.private.messages[int(reference)])
        written = await mira.write("hello")
        for other in (reference, str(written.id), "", "i/1/2/token", "4242/1"):
            with pytest.raises(Refused):
                await twin.panel.change(key(mira), other, PLAIN)
    assert written.content == "hello"


async def test_the_library_remembers_no_buttons(community: DiscordServer, kept: Kept, mira: Person) -> None:
    async def forms(_: object) -> Form:
        return Form("Edit", "Draft")

    async with connected(community, kept) as twin:
        twin.panel.ask_with(forms)
        reference = await twin.panel.show(key(mira), SHEET)
        await twin.panel.change(key(mira), reference, Sheet("Again.", rows=ROWS))
        opened = await mira.press(mira.private.messages[int(reference)], "e:17")
        await until(lambda: opened.modal)
        views = twin.client._connection._view_store
        assert (dict(views._views), dict(views._modals)) == ({}, {})


# How a sheet looks ---------------------------------------------------------------------------------------------------

ZERO = "\u200b"


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("Jonas:\n> hi\n>\n> there", "Jonas:\n> hi\n> \n> there"),
        ("**b** *i* __u__ ~~s~~ `c` ||x|| \\*", r"\*\*b\*\* \*i\* \_\_u\_\_ \~\~s\~\~ \`c\` \|\|x\|\| \\\*"),
        ("# a\n## b\n-# c\n - d\n+ e\n1. f\n12) g", "\\# a\n\\## b\n\\-# c\n \\- d\n\\+ e\n1\\. f\n12\\) g"),
        ("> # a\n> - b\n> > c\n> >>> d", "> \\# a\n> \\- b\n> \\> c\n> \\>>> d"),
        (">>> a", "\\>>> a"),
        ("2026-01-02 3.5 a - b a#b", "2026-01-02 3.5 a - b a#b"),
        ("@everyone @here @Here <@12> <@!12> <@&12> <#12>",
         f"@{ZERO}everyone @{ZERO}here @{ZERO}Here \\<@{ZERO}12> \\<@{ZERO}!12> \\<@{ZERO}&12> \\<#12>"),
        ("<:bike:12> </ask:12> <t:12> <id:guide> <a:b:1>", "\\<:bike:12> \\</ask:12> \\<t:12> \\<id:guide> \\<a:b:1>"),
        ("mail mira@example.org, discord/@12", "mail mira@example.org, discord/@12"),
        ("[your bank](https://evil.example)", "\\[your bank](<https://evil.example>)"),
        ("see https://a.example/b_c*d, or HTTP://b.example.", "see <https://a.example/b_c*d>, or <HTTP://b.example>."),
        ("(https://a.example/b_(c)) https://a.example/(", "(<https://a.example/b_(c)>) <https://a.example/(>"),
        ("**https://a.example** <https://b.example>", "\\*\\*<https://a.example>\\*\\* \\<<https://b.example>>"),
        ("https:// steam://run/1", "https\\:// steam\\://run/1"),
        (f"https://a.example/{'b' * 600}", f"https\\://a.example/{'b' * 600}"),
        ("  a \ud83d b\n\n", "a ? b"),
        ("", "…"),
        (" \n ", "…"),
    ],
)  # fmt: skip
def test_what_others_wrote_reads_as_it_was_written(text: str, content: str) -> None:
    assert sheets.shown(Sheet(text)).content == content
    assert sheets.shown(Sheet("a", text)).frames == ((content,) if text.strip() else ())


@pytest.mark.parametrize(
    ("sheet", "lengths"),
    [
        (Sheet("a" * 2000), (2000,)),
        (Sheet("🚲" * 1000, "🚲" * 2000), (2000, 4000)),
        (Sheet("a" * 2001), (2000, 1)),
        (Sheet("a" * 6096), (2000, 4096)),
        (Sheet("a" * 4000, "b" * 4096), (2000, 2000, 4000)),
        (Sheet("a" * 5000, "b" * 4096), (2000, 3000, 3000)),
        (Sheet("a" * 6096, "b" * 4096), (2000, 4096, 1904)),
        (Sheet("a", "b" * 4096), (1, 4096)),
        (Sheet("a", "b" * 4097), (1, 4096)),
    ],
)
def test_what_is_too_long_goes_on_in_frames(sheet: Sheet, lengths: tuple[int, ...]) -> None:
    shown = sheets.shown(sheet)
    assert tuple(map(utf16, (shown.content, *shown.frames))) == lengths


def test_what_does_not_fit_even_so_is_said_to_be_missing() -> None:
    shown = sheets.shown(Sheet("*" * 6000, "-" * 5000))
    assert shown.frames[0].endswith("\n… (The rest does not fit here: `twin desk` shows all of it.)")
    assert shown.frames[1].endswith("-…")


def test_what_stands_behind_a_great_deal_of_nothing_is_said_to_be_missing() -> None:
    shown = sheets.shown(Sheet(f"a{' ' * 9000}b"))
    assert shown.content == "a"
    assert [frame.strip(f"{ZERO}\n") for frame in shown.frames] == [
        "… (The rest does not fit here: `twin desk` shows all of it.)"
    ]


def test_it_goes_on_at_the_beginning_of_a_line() -> None:
    lines = [f"> {number} {'word ' * 20}".rstrip() for number in range(40)]
    shown = sheets.shown(Sheet("\n".join(lines)))
    assert f"{shown.content}\n{shown.frames[0]}" == "\n".join(lines)


def test_a_long_line_that_is_quoted_is_quoted_wherever_it_goes_on() -> None:
    shown = sheets.shown(Sheet(f"Jonas:\n> {'word ' * 1000}end\nDraft:"))
    assert shown.content.startswith("Jonas:\n> word word")
    assert shown.content.endswith(" word")
    assert shown.frames[0].startswith("> word word")
    assert shown.frames[0].endswith("word end\nDraft:")


@pytest.mark.parametrize("sign", ["#", "-", ">", "1."])
def test_what_goes_on_below_begins_nothing(sign: str) -> None:
    shown = sheets.shown(Sheet(f"> {'a' * 1997} {sign} b"))
    assert shown.frames == (f"> {ZERO}{sign} b",)


def _unescaped(text: str) -> str:
    return text.replace("\\", "")


@given(
    st.text("ab *_~`>#-1.[]()<@:/\n\\🚲\ud800") | st.text(),
    st.text(),
    st.integers(0, 9000),
    st.sampled_from("a🚲 \n*>"),
)
def test_every_sheet_fits(text: str, details: str, longer: int, sign: str) -> None:
    shown = sheets.shown(Sheet(text + longer * sign, details + longer * sign))
    assert 0 < utf16(shown.content) <= 2000
    assert all(0 < utf16(frame) <= 4096 for frame in shown.frames)
    assert sum(map(utf16, shown.frames)) <= 6000
    for part in (shown.content, *shown.frames):
        part.encode()
        assert part == part.strip()


@given(st.text("ab *_~`>#-1.[]()<@:/\\ehttps"))
def test_no_word_of_it_is_lost(text: str) -> None:
    line = text.replace("\\", "")
    shown = _unescaped(sheets.shown(Sheet(f"a{line}b")).content).replace(ZERO, "")
    assert shown.replace("<", "").replace(">", "") == f"a{line}b".replace("<", "").replace(">", "")


@pytest.mark.parametrize(
    "hostile",
    ["[" * 200_000, "> " * 100_000, "\n> #" * 40_000, "https://" * 25_000, "https://(" * 25_000, " " * 200_000,
     "*" * 200_000, "@everyone" * 20_000, "<" * 200_000, "1" * 200_000, "https://" + ")" * 200_000],
)  # fmt: skip
def test_a_hostile_sheet_takes_no_time(hostile: str) -> None:
    began = time.perf_counter()
    sheets.shown(Sheet(hostile, hostile))
    assert time.perf_counter() - began < 20


@pytest.mark.parametrize(
    ("rows", "shown"),
    [
        ((), None),
        (((), ()), None),
        ((tuple(Button(str(number), f"a:{number}") for number in range(8)),), ["01234", "567"]),
        (tuple((Button(str(number), f"a:{number}"),) for number in range(7)), ["0", "1", "2", "3", "4"]),
        (((Button("a", "a:1"), Button("b", "a:1")), (Button("c", "a:1"),), (Button("d", "a:2"),)), ["a", "d"]),
        (((Button(" ", "a:1"), Button("\ud83d", "a:2")),), ["…?"]),
    ],
)  # fmt: skip
async def test_buttons_are_as_many_as_discord_takes(
    community: DiscordServer, kept: Kept, mira: Person, rows: tuple[tuple[Button, ...], ...], shown: list[str] | None
) -> None:
    async with connected(community, kept) as twin:
        await twin.panel.show(key(mira), Sheet("?", rows=rows))
    [sent] = community.sent
    labels = ["".join(part["label"] for part in row["components"]) for row in sent.components]
    assert labels == (shown or [])


@pytest.mark.parametrize(("label", "shown"), [("a" * 81, f"{'a' * 79}…"), ("🚲" * 41, f"{'🚲' * 39}…")])
async def test_a_long_label_is_cut(label: str, shown: str) -> None:
    view = sheets.view(Sheet("?", rows=((Button(label, "ø" * 32),),)))
    assert view is not None
    [row] = view.to_components()
    assert [(part["label"], part["custom_id"]) for part in row["components"]] == [(shown, "ø" * 32)]


@pytest.mark.parametrize(
    ("text", "room", "escaped"),
    [("Sent to *Jonas*.", 2000, "Sent to \\*Jonas\\*."), ("a" * 2001, 2000, f"{'a' * 1999}…"), (" \n", 9, "")],
)
def test_a_sentence_is_escaped(text: str, room: int, escaped: str) -> None:
    assert sheets.escaped(text, room) == escaped
