"""What the twin makes of an update, and what is none of its business."""

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from telegram import MessageEntity, Update

from adapters.telegram.addresses import Address, address, message_of, reference
from adapters.telegram.business import Connection
from adapters.telegram.reading import Reader
from adapters.telegram.wording import Me
from tests.servers.telegram_limits import detected
from twin.knowledge import Audience
from twin.message import Arrival, Closed, Contact, Conversation, Deletion, Edit, Message, Moved, OwnerWrote

Json = dict[str, Any]

ME = Me(4242, "mira_twin_bot")
READER = Reader(ME, frozenset({"start", "about", "human"}))
OWNERS = Connection("c-1_x", user=99, open=True, may_reply=True)

JONAS = {"id": 7, "is_bot": False, "first_name": "Jonas", "last_name": "Berg"}
OWNER = {"id": 99, "is_bot": False, "first_name": "Mira"}
BOT = {"id": 4242, "is_bot": True, "first_name": "Mira's twin", "username": "mira_twin_bot"}
OTHER_BOT = {"id": 5151, "is_bot": True, "first_name": "Beep", "username": "beep_bot"}
ANONYMOUS = {"id": 1087968824, "is_bot": True, "first_name": "Group", "username": "GroupAnonymousBot"}
CHANNEL_BOT = {"id": 136817688, "is_bot": True, "first_name": "Channel", "username": "Channel_Bot"}

PRIVATE = {"id": 7, "type": "private", "first_name": "Jonas", "last_name": "Berg"}
GROUP = {"id": -1001, "type": "supergroup", "title": "Bikes"}
FORUM = GROUP | {"is_forum": True}
CHANNEL = {"id": -1002, "type": "channel", "title": "News"}

FILE = {"file_id": "f", "file_unique_id": "u"}


def written(text: str = "", chat: Json = PRIVATE, /, **more: object) -> Json:
    """A message; ``by`` is its author, who is Jonas unless somebody else is said, or nobody."""
    content: Json = {"text": text, "entities": detected(text)} if text else {}
    by = more.pop("by", JONAS)
    return {"message_id": 12, "date": 1_700_000_000, "chat": chat, **({"from": by} if by else {}), **content, **more}


def read(kind: str, content: Json, connection: Connection | None = None) -> Arrival | None:
    update = Update.de_json({"update_id": 31, kind: content})
    return READER.read(update, connection)


def said(text: str = "", chat: Json = PRIVATE, /, **more: object) -> Message | None:
    arrival = read("message", written(text, chat, **more))
    assert arrival is None or isinstance(arrival, Message)
    return arrival


# Private chats -------------------------------------------------------------------------------------------------------


def test_a_private_message_is_read_whole() -> None:
    assert said("Which tyres?") == Message(
        event="telegram/4242/31",
        conversation=Conversation("telegram/7", "telegram/7", "Jonas Berg"),
        sender=Contact("telegram/7", "Jonas Berg", Audience.PUBLIC),
        text="Which tyres?",
        sent_at=datetime(2023, 11, 14, 22, 13, 20, tzinfo=UTC),
        reference="4242/12",
    )


@pytest.mark.parametrize(
    ("text", "command", "rest"),
    [
        ("/start", "start", ""),
        ("/start ref_4711", "start", ""),
        ("/about", "about", ""),
        ("/About", "about", ""),
        ("/about@mira_twin_bot", "about", ""),
        ("/about@MIRA_twin_bot which model?", "about", "which model?"),
        ("/human, please call me", "human", "please call me"),
        ("/human\nplease", "human", "please"),
        ("/about@other_bot", "", "/about@other_bot"),
        ("/foo bar", "", "/foo bar"),
        ("/aboutness", "", "/aboutness"),
        ("/about/human", "", "/about/human"),
        ("see /about", "", "see /about"),
        ("/", "", "/"),
    ],
)
def test_commands_in_private(text: str, command: str, rest: str) -> None:
    message = said(text)
    assert message is not None
    assert (message.command, message.text) == (command, rest)


SIZE = {"width": 9, "height": 9}
THING = {"duration": 1, **FILE}


@pytest.mark.parametrize(
    ("content", "word"),
    [
        ({"photo": [{**FILE, **SIZE}]}, "photo"),
        ({"video": {**THING, **SIZE}}, "video"),
        ({"voice": THING}, "voice"),
        ({"audio": THING}, "audio"),
        ({"document": FILE}, "document"),
        ({"animation": {**THING, **SIZE}, "document": FILE}, "animation"),
        ({"sticker": {**FILE, **SIZE, "is_animated": False, "is_video": False, "type": "regular"}}, "sticker"),
        ({"location": {"latitude": 1.0, "longitude": 2.0}}, "location"),
        ({"contact": {"phone_number": "1", "first_name": "A"}}, "contact"),
        (
            {
                "poll": {
                    "id": "1",
                    "question": "?",
                    "options": [],
                    "total_voter_count": 0,
                    "is_closed": False,
                    "is_anonymous": True,
                    "type": "regular",
                    "allows_multiple_answers": False,
                    "allows_revoting": False,
                    "members_only": False,
                }
            },
            "poll",
        ),
        ({"video_note": {**THING, "length": 9}}, "video note"),
        ({"story": {"chat": PRIVATE, "id": 1}}, "story"),
        ({"dice": {"emoji": "🎲", "value": 3}}, "dice"),
    ],
)
def test_attachments_are_one_word(content: Json, word: str) -> None:
    message = said(**content)
    assert message is not None
    assert (message.text, message.attachment) == ("", word)


def test_a_caption_is_the_text() -> None:
    message = said(caption="My bike 🚲", photo=[{**FILE, **SIZE}])
    assert message is not None
    assert (message.text, message.attachment) == ("My bike 🚲", "photo")


@pytest.mark.parametrize(
    "update",
    [
        {"message": written("hi", by=OTHER_BOT)},
        {"message": written("hi", via_bot=OTHER_BOT)},
        {"message": written("hi", by=None)},
        {"message": written(pinned_message=written("hi"))},
        {"message": written("", GROUP, new_chat_members=[BOT])},
        {"message": written("", GROUP, left_chat_member=JONAS)},
        {"message": written("", GROUP, group_chat_created=True)},
        {"message": written("", FORUM, forum_topic_created={"name": "A", "icon_color": 1}, is_topic_message=True)},
        {"message": written("", FORUM, forum_topic_closed={})},
        {
            "message": written(
                "@mira_twin_bot hi", GROUP, by=CHANNEL_BOT, sender_chat=CHANNEL, is_automatic_forward=True
            )
        },
        {"message": written("@mira_twin_bot hi", GROUP, by=OTHER_BOT)},
        {"message": written("hi", {"id": -3, "type": "supergroup", "title": "D", "is_direct_messages": True})},
        {"channel_post": written("hi", CHANNEL, by=None, sender_chat=CHANNEL)},
        {"edited_channel_post": written("hi", CHANNEL, by=None, sender_chat=CHANNEL)},
        {"edited_message": written(location={"latitude": 1.0, "longitude": 2.0, "live_period": 60}, edit_date=1)},
        {"inline_query": {"id": "1", "from": JONAS, "query": "q", "offset": ""}},
        {"callback_query": {"id": "1", "from": JONAS, "chat_instance": "1", "data": "x"}},
        {"poll_answer": {"poll_id": "1", "user": JONAS, "option_ids": [], "option_persistent_ids": []}},
        {"of_a_kind_to_come": {"id": 1}},
        {},
    ],
)
def test_none_of_our_business(update: Json) -> None:
    assert READER.read(Update.de_json({"update_id": 31, **update}), None) is None


def test_half_characters_are_replaced() -> None:
    message = said("a\ud83db", by=JONAS | {"first_name": "J\ude00"})
    assert message is not None
    assert (message.text, message.sender.name) == ("a?b", "J? Berg")


def test_an_update_without_a_date_is_odd() -> None:
    with pytest.raises(AttributeError):
        said("hi", date=None)


# Groups --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("@mira_twin_bot, what tyres?", "what tyres?"),
        ("@Mira_Twin_Bot what tyres?", "what tyres?"),
        ("@mira_twin_bot: what tyres?", "what tyres?"),
        ("@mira_twin_bot!\nWhat tyres?", "What tyres?"),
        ("what tyres, @mira_twin_bot?", "what tyres?"),
        ("what tyres? @mira_twin_bot", "what tyres?"),
        ("Tell me @mira_twin_bot what tyres", "Tell me what tyres"),
        ("Tell me, @mira_twin_bot, what tyres", "Tell me, what tyres"),
        ("Hey @mira_twin_bot, what tyres", "Hey, what tyres"),
        ("🚲🚲 @mira_twin_bot 🚲?", "🚲🚲 🚲?"),
        ("@mira_twin_bot and @mira_twin_bot again", "and again"),
        ("@mira_twin_bot -5 degrees?", "-5 degrees?"),
        ("@jonas ask @mira_twin_bot", "@jonas ask"),
        ("@mira_twin_bot", ""),
    ],
)
def test_called_by_its_name_in_a_group(text: str, rest: str) -> None:
    message = said(text, GROUP)
    assert message is not None
    assert message.text == rest
    assert message.conversation == Conversation("telegram/-1001", "telegram/-1001", "Bikes", group=True)
    assert message.sender.key == "telegram/7"


def test_called_by_a_text_mention() -> None:
    marks = [{"type": "text_mention", "offset": 3, "length": 4, "user": BOT}]
    message = said("🚲 Mira, what tyres?", GROUP, entities=marks)
    assert message is not None
    assert message.text == "🚲, what tyres?"


def test_called_in_a_caption() -> None:
    caption = "@mira_twin_bot which is that?"
    message = said(
        "", GROUP, caption=caption, caption_entities=detected(caption), photo=[{"width": 1, "height": 1, **FILE}]
    )
    assert message is not None
    assert (message.text, message.attachment) == ("which is that?", "photo")


@pytest.mark.parametrize(
    ("text", "command", "rest"),
    [
        ("/about", "about", ""),
        ("/about@mira_twin_bot", "about", ""),
        ("/about @mira_twin_bot", "about", ""),
        ("@mira_twin_bot /human please", "human", "please"),
        ("/foo @mira_twin_bot", "", "/foo"),
    ],
)
def test_commands_in_a_group(text: str, command: str, rest: str) -> None:
    message = said(text, GROUP)
    assert message is not None
    assert (message.command, message.text) == (command, rest)


@pytest.mark.parametrize(
    "text",
    [
        "what do you think?",
        "mira_twin_bot is odd",
        "@mira_twin_bot2 hello",
        "@mira hello",
        "/about@other_bot",
        "/foo",
        "/foo@mira_twin_bot",
    ],
)
def test_what_strangers_write_among_themselves(text: str) -> None:
    assert said(text, GROUP) is None


@pytest.mark.parametrize("text", ["what do you think?", "/foo", "@mira hello"])
def test_an_edit_that_calls_the_twin_no_more_says_that_and_nothing_else(text: str) -> None:
    photo: Json = {"photo": [{**FILE, **SIZE}]}
    for content in (written(text, GROUP), written("", GROUP, caption=text, **photo), written("", GROUP, **photo)):
        edit = read("edited_message", content | {"edit_date": 1_700_000_001})
        assert isinstance(edit, Edit)
        assert not edit.addressed
        assert edit.message == Message(
            event="telegram/4242/31",
            conversation=Conversation("telegram/-1001", "telegram/-1001", "Bikes", group=True),
            sender=Contact("telegram/7", "Jonas Berg", Audience.PUBLIC),
            text="",
            sent_at=datetime(2023, 11, 14, 22, 13, 20, tzinfo=UTC),
            reference="4242/12",
        )
    moving = {"location": {"latitude": 1.0, "longitude": 2.0}, "edit_date": 1_700_000_001}
    assert read("edited_message", written("", GROUP, **moving)) is None
    assert read("edited_message", written(text, GROUP, by=OTHER_BOT, edit_date=1_700_000_001)) is None
    # A private message, and one in the owner's chats, is always for the twin.
    assert read("edited_message", written("", edit_date=1_700_000_001)) is None


def test_a_name_that_is_no_mention_does_not_call() -> None:
    assert said("mail to x@mira_twin_bot", GROUP, entities=[]) is None
    link = [{"type": "text_mention", "offset": 0, "length": 4, "user": JONAS}]
    assert said("Mira says", GROUP, entities=link) is None


def test_a_reply_to_the_twin_is_for_it() -> None:
    message = said("And in winter?", GROUP, reply_to_message=written("Slicks.", GROUP, by=BOT))
    assert message is not None
    assert message.text == "And in winter?"
    assert said("And in winter?", GROUP, reply_to_message=written("Slicks.", GROUP, by=OTHER_BOT)) is None


def test_a_topic_that_the_bot_opened_is_no_reply() -> None:
    root = written("", FORUM, by=BOT, forum_topic_created={"name": "Tyres", "icon_color": 1}, message_thread_id=3)
    in_topic: Json = {"is_topic_message": True, "message_thread_id": 3, "reply_to_message": root}
    assert said("hello all", FORUM, **in_topic) is None
    message = said("@mira_twin_bot hello", FORUM, **in_topic)
    assert message is not None
    assert message.conversation == Conversation("telegram/-1001/3", "telegram/-1001", "Bikes", group=True)


def test_a_thread_of_replies_is_no_topic() -> None:
    message = said("@mira_twin_bot hello", GROUP, message_thread_id=3)
    assert message is not None
    assert message.conversation.key == "telegram/-1001"


@pytest.mark.parametrize(
    ("user", "chat", "contact"),
    [
        (ANONYMOUS, GROUP, Contact("telegram/-1001", "Bikes", Audience.PUBLIC)),
        (CHANNEL_BOT, CHANNEL, Contact("telegram/-1002", "News", Audience.PUBLIC)),
    ],
)
def test_who_writes_as_a_chat(user: Json, chat: Json, contact: Contact) -> None:
    message = said("@mira_twin_bot hello", GROUP, by=user, sender_chat=chat)
    assert message is not None
    assert message.sender == contact


def test_edits() -> None:
    edit = read("edited_message", written("Which tyre?", edit_date=1_700_000_060))
    assert isinstance(edit, Edit)
    assert (edit.message.text, edit.message.reference) == ("Which tyre?", "4242/12")
    assert edit.addressed
    assert edit.message.sent_at == datetime(2023, 11, 14, 22, 13, 20, tzinfo=UTC)
    in_group = read("edited_message", written("@mira_twin_bot which?", GROUP, edit_date=1_700_000_060))
    assert isinstance(in_group, Edit)
    assert in_group.message.text == "which?"
    assert in_group.addressed


@pytest.mark.parametrize(
    "content",
    [written("", GROUP, migrate_to_chat_id=-9), written("", GROUP | {"id": -9}, migrate_from_chat_id=-1001)],
)
def test_both_halves_of_a_move_say_the_same(content: Json) -> None:
    assert read("message", content) == Moved("telegram/4242/31", "telegram/-1001", "telegram/-9")


def member(status: str, **more: object) -> Json:
    rights: Json = {"until_date": 0} if status == "kicked" else {}
    return {"user": BOT, "status": status, **rights, **more}


@pytest.mark.parametrize(
    ("chat", "before", "now", "open_"),
    [
        (PRIVATE, member("member"), member("kicked"), False),
        (PRIVATE, member("kicked"), member("member"), True),
        (GROUP, member("member"), member("kicked"), False),
        (GROUP, member("member"), member("left"), False),
        (GROUP, member("left"), member("member"), True),
        (GROUP, member("member"), member("restricted", is_member=False), False),
        (GROUP, member("member"), member("restricted", is_member=True), None),
        (GROUP, member("left"), member("kicked"), None),
        (CHANNEL, member("left"), member("member"), None),
    ],
)
def test_membership(chat: Json, before: Json, now: Json, open_: bool | None) -> None:
    abilities = "can_send_messages can_change_info can_invite_users can_pin_messages can_manage_topics".split()
    abilities += "can_send_polls can_send_other_messages can_add_web_page_previews can_send_audios".split()
    abilities += "can_send_documents can_send_photos can_send_videos can_send_video_notes".split()
    abilities += ["can_send_voice_notes", "can_edit_tag", "can_react_to_messages"]
    if now["status"] == "restricted":
        now = now | dict.fromkeys(abilities, False) | {"until_date": 0}
    change = {"chat": chat, "from": JONAS, "date": 1, "old_chat_member": before, "new_chat_member": now}
    arrival = read("my_chat_member", change)
    if open_ is None:
        assert arrival is None
    else:
        assert isinstance(arrival, Closed)
        assert (arrival.conversation.key, arrival.open) == (f"telegram/{chat['id']}", open_)
        assert arrival.conversation.group == (chat is GROUP)


# The owner's own chats -----------------------------------------------------------------------------------------------


def business(text: str = "", /, **more: object) -> Json:
    return written(text, business_connection_id="c-1_x", **more)


BUSINESS_CHAT = Conversation("telegram/business/99/7", "telegram/7", "Jonas Berg", as_owner=True, address="c-1_x")


def test_a_message_to_the_owner() -> None:
    message = read("business_message", business("Hi Mira"), OWNERS)
    assert isinstance(message, Message)
    assert (message.text, message.conversation, message.sender.key) == ("Hi Mira", BUSINESS_CHAT, "telegram/7")


def test_what_the_owner_writes_there() -> None:
    wrote = read("business_message", business("Hi Jonas", by=OWNER), OWNERS)
    assert isinstance(wrote, OwnerWrote)
    assert (wrote.message.text, wrote.message.conversation) == ("Hi Jonas", BUSINESS_CHAT)
    assert wrote.message.sender.key == "telegram/99"
    via = read("business_message", business("Hi Jonas", by=OWNER, via_bot=OTHER_BOT), OWNERS)
    assert isinstance(via, OwnerWrote)
    assert via.message == wrote.message


def test_edits_and_deletions_there() -> None:
    edit = read("edited_business_message", business("Hi, Mira", edit_date=1), OWNERS)
    assert isinstance(edit, Edit)
    assert edit.message.conversation == BUSINESS_CHAT
    deleted = {"business_connection_id": "c-1_x", "chat": PRIVATE, "message_ids": [3, 4]}
    assert read("deleted_business_messages", deleted, OWNERS) == Deletion(
        "telegram/4242/31", BUSINESS_CHAT, ("99/3", "99/4")
    )


@pytest.mark.parametrize(
    ("kind", "content"),
    [
        ("business_message", business("An answer", by=OWNER, sender_business_bot=BOT)),
        ("business_message", business("I am away", by=OWNER, is_from_offline=True)),
        ("business_message", business("Beep", by=OTHER_BOT)),
        ("business_message", business("Beep", via_bot=OTHER_BOT)),
        ("business_message", business("An answer", by=OWNER, sender_business_bot=BOT, via_bot=OTHER_BOT)),
        ("edited_business_message", business("Hi, Jonas", by=OWNER, edit_date=1)),
        (
            "business_connection",
            {"id": "c-1_x", "user": OWNER, "user_chat_id": 99, "date": 1, "is_enabled": True},
        ),
    ],
)
def test_none_of_the_twins_business_there(kind: str, content: Json) -> None:
    assert read(kind, content, OWNERS) is None


@pytest.mark.parametrize("connection", [None, Connection("c-1_x", user=666, open=False, may_reply=True)])
@pytest.mark.parametrize("kind", ["business_message", "edited_business_message", "deleted_business_messages"])
def test_nobody_elses_chats_are_read(kind: str, connection: Connection | None) -> None:
    deleted = {"business_connection_id": "c-1_x", "chat": PRIVATE, "message_ids": [3, 4]}
    assert read(kind, deleted if kind.startswith("deleted") else business("secret"), connection) is None


# Keys ----------------------------------------------------------------------------------------------------------------


@given(
    st.builds(
        Address,
        st.integers(),
        st.none() | st.integers(),
        st.none(),
    )
    | st.builds(Address, st.integers(), st.none(), st.integers())
)
def test_keys_lead_back(where: Address) -> None:
    assert address(where.key) == where


@pytest.mark.parametrize(
    "key",
    ["", "telegram", "telegram/x", "telegram/1/2/3", "discord/1", "telegram/business/1", "telegram/business/c-1_x/7"],
)
def test_other_keys_lead_nowhere(key: str) -> None:
    assert address(key) is None


@given(st.integers(0), st.integers(0))
def test_references_lead_back_for_the_bot_that_gave_them(bot: int, message: int) -> None:
    assert message_of(reference(bot, message), bot) == message
    assert message_of(reference(bot, message), bot + 1) is None


@pytest.mark.parametrize("odd", ["", "12", "4242", "4242/", "4242/x", "4242/1/2", "/12", "x/12"])
def test_other_references_are_no_messages_of_ours(odd: str) -> None:
    assert message_of(odd, 4242) is None


_OFFSETS = st.integers(-9, 30)


@given(st.lists(st.tuples(st.sampled_from(MessageEntity.ALL_TYPES), _OFFSETS, _OFFSETS), max_size=4))
def test_odd_entities_break_nothing(odd: list[tuple[str, int, int]]) -> None:
    text = "🚲 @mira_twin_bot 🚲"
    marks = [{"type": kind, "offset": offset, "length": length} for kind, offset, length in odd]
    message = said(text, GROUP, entities=[*marks, *detected(text)])
    assert message is not None
    message.text.encode()
