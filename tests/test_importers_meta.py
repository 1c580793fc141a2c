"""Tests of meta.py: Instagram's and Messenger's chats, their broken letters, and what is broken in them."""

import json
import shutil
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from memory.importers import importer_for, meta, meta_remarks, reading
from memory.importers.records import ChatMessage
from tests.importing import EXPORTS, damaged, learned_twice, messages_of, parts_of, problems_of, readable, told
from tests.knowledge import Knowledge
from twin.errors import SourceError

Json = dict[str, object]

THREAD = EXPORTS / "instagram" / "inbox" / "janedoe_17842851234567890"
ENCRYPTED = EXPORTS / "messenger" / "e2ee" / "Björn Åkesson_12.json"
START = datetime(2023, 11, 14, 22, 13, 20, tzinfo=UTC)
JANA, ANN = "Jana Löwe", "Ann 🌻"


def message(minute: int, content: object = "Hello", sender: str = "Ann", **fields: object) -> Json:
    return {"sender_name": sender, "timestamp_ms": 1700000000000 + minute * 60_000, "content": content, **fields}


def thread(*messages: object, **fields: object) -> Json:
    return {"participants": [{"name": "Ben"}, {"name": "Ann"}], "messages": list(messages), "title": "Ben", **fields}


def written(tmp_path: Path, export: Json | str, name: str = "message_1.json") -> Path:
    path = tmp_path / name
    path.write_text(export if isinstance(export, str) else json.dumps(export), encoding="utf-8")
    return path


def broken(text: str) -> str:
    return text.encode().decode("latin-1")


def test_the_files_of_a_thread_are_one_chat_from_its_first_message_on() -> None:
    def said(minute: int, author: str, text: str) -> ChatMessage:
        moment = START + timedelta(minutes=minute)
        return ChatMessage("meta/17842851234567890", JANA, "", author, "", moment, text)

    assert messages_of(meta, THREAD) == [
        said(0, JANA, "Hey Ann! Kommst du morgen mit ins Café? ☕️"),
        said(1, ANN, "Ja klar 😄\nUm drei?"),
        said(3, JANA, ""),
        said(4, JANA, ""),
        said(5, ANN, "Das nehme ich, danke dir!"),
        said(1441, JANA, "حتى أنا وصلت متأخرة، آسفة"),
        said(1444, ANN, "Kein Problem, ich warte — bis gleich"),
    ]


def test_an_encrypted_chat() -> None:
    assert importer_for(ENCRYPTED) is meta
    messages = messages_of(meta, ENCRYPTED)
    assert [(message.author, message.text) for message in messages] == [
        ("Björn Åkesson", "Hinner du läsa igenom kontraktet i dag?"),
        ("Ann Weber", "Ja, efter lunch. Skickar kommentarer kl 14 ✍️"),
        ("Björn Åkesson", ""),
        ("Ann Weber", "https://example.org/kontrakt"),
    ]
    assert {(message.place, message.chat) for message in messages} == {("meta/Björn Åkesson", "Björn Åkesson")}


def test_a_thread_is_found_by_its_files_and_what_is_in_them(tmp_path: Path) -> None:
    assert parts_of(meta, THREAD) == ["message_1.json", "message_2.json"]
    written(tmp_path, '{"messages": [{"text": "not Meta"}]}')
    assert parts_of(meta, tmp_path) == []
    (tmp_path / "message_1.json").unlink()
    (tmp_path / "message_1.json").mkdir()
    assert parts_of(meta, tmp_path) == []


def test_more_than_nine_files_are_in_the_order_of_their_numbers(tmp_path: Path) -> None:
    for number in range(1, 12):
        written(tmp_path, thread(message(100 - number, f"part {number}")), f"message_{number}.json")
    assert parts_of(meta, tmp_path)[-1] == "message_11.json"
    assert [m.text for m in messages_of(meta, tmp_path)] == [f"part {number}" for number in range(11, 0, -1)]


def test_the_file_may_have_any_name(tmp_path: Path) -> None:
    path = Path(shutil.copy(THREAD / "message_1.json", tmp_path / "chat.txt"))
    assert importer_for(path) is meta
    assert messages_of(meta, path)[0].place == "meta/17842851234567890"


@pytest.mark.parametrize(
    "other",
    [
        "[]",
        '{"messages": []}',
        '{"messages": [{"sender_name": "Ann", "content": "no time"}]}',
        '{"messages": [{"sender_name": 5, "timestamp_ms": 5}]}',
        '{"messages": [5]}',
        '{"id": 1, "messages": [{"id": 1, "type": "message", "from": "Ann", "text": "Telegram"}]}',
    ],
)
def test_other_json_is_not_taken(tmp_path: Path, other: str) -> None:
    path = written(tmp_path, other)
    assert not meta.recognises(path, reading.head(path))


@pytest.mark.parametrize(
    ("thread_path", "place"),
    [
        ("inbox/ben_1234567890", "meta/1234567890"),
        ("archived_threads/benjamin_1234567890", "meta/1234567890"),
        ("inbox/Ben_aBcDeF-12x", "meta/aBcDeF-12x"),
        ("inbox/User 1 and User 2 chat", "meta/User 1 and User 2 chat"),
        (None, "meta/Ben"),
        (["odd"], "meta/Ben"),
    ],
)
def test_a_thread_keeps_its_place_when_it_is_renamed_or_archived(
    tmp_path: Path, thread_path: object, place: str
) -> None:
    assert messages_of(meta, written(tmp_path, thread(message(1), thread_path=thread_path)))[0].place == place


def test_a_chat_without_a_title_is_called_by_who_is_in_it(tmp_path: Path) -> None:
    bare: Json = {"messages": [message(2, sender="Zoë"), message(1, sender="Ben")]}
    assert {(m.place, m.chat) for m in messages_of(meta, written(tmp_path, bare))} == {("meta/Ben, Zoë", "Ben, Zoë")}


@pytest.mark.parametrize(
    "sound",
    ["Grüße 👋🏽", "día", "日本語", "שלום", "plain", "", "“quoted” – yes…", "Zażółć gęślą", "Ã is a letter", "👩‍👩‍👧"],
)
def test_letters_are_mended_where_they_are_broken_and_left_where_they_are_sound(sound: str) -> None:
    assert meta.mended(broken(sound)) == sound
    assert meta.mended(sound) == sound


@pytest.mark.parametrize("sound", ["café", "«\xa0fermé\xa0»", "naïve façade", "Ä", "£5", "é", "ÿ", "mañana a las 5º"])
def test_what_only_looks_broken_stays(sound: str) -> None:
    assert meta.mended(sound) == sound


def test_a_broken_text_may_be_cut_within_a_letter() -> None:
    assert meta.mended(broken("schön ist’s 👋")[:-2]) == "schön ist’s "


@given(st.text())
def test_any_text_broken_by_meta_is_mended(text: str) -> None:
    encodable = text.encode("utf-8", errors="ignore").decode()
    assert meta.mended(broken(encodable)) == encodable


@pytest.mark.parametrize(
    "told_of",
    [
        "Liked a message",
        "Reacted 😂 to your message ",
        "Ann reacted 👍 to your message",
        "Gefällt eine Nachricht",
        "Hat mit 😮 auf deine Nachricht reagiert",
        "A aimé un message",
        "A réagi avec ❤️ à votre message",
        "Le gustó un mensaje",
        "Reaccionó con ❤ a tu mensaje",
        "Curtiu uma mensagem",
        "Ha messo Mi piace a un messaggio",
        "Vindt een bericht leuk",
        "Ann named the group Rome: plans.",
        "Ann Weber changed the chat theme to Love.",
        "Ann added Zoë Quinn to the group.",
        "Ann left the group.",
        "Ann started a video chat.",
        "Ann missed your call.",
        "Ann hat die Gruppe erstellt.",
        "Ann hat Zoë zur Gruppe hinzugefügt.",
        "Ann a quitté le groupe.",
        "Ann creó el grupo.",
        "Ann saiu do grupo.",
        "Ann ha lasciato il gruppo.",
        "Ann heeft de groep verlaten.",
        "The video call ended.",
        "You named the group Rome.",
        "You missed a call from Ben.",
        "This poll is no longer available.",
        "You can now message and call each other and see info like Active Status.",
        "Say hi to your new Facebook friend, Ben.",
    ],
)
def test_what_the_platform_tells_is_left_out(told_of: str) -> None:
    assert meta_remarks.text_of("Ann Weber", told_of) is None


@pytest.mark.parametrize(
    "media",
    [
        "",
        "Ann Weber sent an attachment.",
        "Ann sent a photo.",
        "You sent an attachment.",
        "Ann hat einen Anhang gesendet.",
        "Ann a envoyé une pièce jointe.",
        "Ann envió un archivo adjunto.",
        "Ann enviou um anexo.",
        "Ann ha inviato un allegato.",
        "Ann heeft een bijlage verzonden.",
    ],
)
def test_media_alone_has_no_text(media: str) -> None:
    assert meta_remarks.text_of("Ann Weber", media) == ""


@pytest.mark.parametrize(
    "said",
    [
        "He sent an attachment.",
        "Ann left the group of runners yesterday?\nReally?",
        "I liked a message of yours",
        "Annabel left the group.",
        "I reacted to your message",
        "You called me yesterday, what was it?",
        "Anna hat einen Anhang gesendet, glaube ich",
    ],
)
def test_what_people_say_of_such_things_is_theirs(said: str) -> None:
    assert meta_remarks.text_of("Ann", said) == said


@pytest.mark.parametrize(
    "fields",
    [{"is_unsent": True}, {"call_duration": 0}, {"type": "Call"}, {"type": "Subscribe", "users": [{"name": "Zoë"}]}],
)
def test_what_was_taken_back_and_what_nobody_wrote_is_left_out(tmp_path: Path, fields: Json) -> None:
    path = written(tmp_path, thread(message(2), message(1, "gone") | fields))
    assert [m.text for m in messages_of(meta, path)] == ["Hello"]


def test_what_somebody_else_posted_is_not_what_the_sender_wrote(tmp_path: Path) -> None:
    share = {"link": "https://example.org", "share_text": "by somebody else"}
    path = written(tmp_path, thread(message(2, "look at this", share=share), message(1, None, share=share)))
    assert [m.text for m in messages_of(meta, path)] == ["", "look at this"]


def test_metas_program_is_a_bot(tmp_path: Path) -> None:
    path = written(tmp_path, thread(message(2, sender="Meta AI"), message(1)))
    assert [m.by_bot for m in messages_of(meta, path)] == [False, True]


@pytest.mark.parametrize(
    "fields",
    [{"content": 5}, {"sender_name": None}, {"sender_name": []}, {"timestamp_ms": "soon"}, {"timestamp_ms": []}],
)
def test_a_broken_message_is_told_and_the_rest_is_read(tmp_path: Path, fields: Json) -> None:
    path = written(tmp_path, thread(message(3, "c"), message(2, "b") | fields, message(1, "a")))
    assert told(meta, path) == (["a", "c"], ["message number 2"])


@pytest.mark.parametrize("odd", [5, None, [], "text", True])
def test_what_is_no_message_is_told(tmp_path: Path, odd: object) -> None:
    [(where, sentence)] = problems_of(meta, written(tmp_path, thread(message(2), odd, message(1))))
    assert (where, sentence) == ("message number 2", "It has no fields. The message is left out.")


@pytest.mark.parametrize("time_", [0, 10**15, 10**18, -5, 1e300])
def test_a_time_that_no_chat_can_have_is_none(tmp_path: Path, time_: object) -> None:
    path = written(tmp_path, thread(message(1, timestamp_ms=time_), message(2)))
    assert [m.sent_at for m in messages_of(meta, path)].count(None) == 1


def test_a_file_that_is_cut_is_read_to_the_cut(tmp_path: Path) -> None:
    whole = json.dumps(thread(*(message(number, f"text {number}") for number in range(5, 0, -1))))
    path = written(tmp_path, whole[: whole.index("text 2")])
    assert told(meta, path)[0] == ["text 3", "text 4", "text 5"]
    [(where, sentence)] = problems_of(meta, path)
    assert where == "message number 3"
    assert sentence.startswith("The file ends in the middle, after message number 3;")


def test_one_damaged_file_of_a_thread_leaves_the_others_and_their_place(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(THREAD, tmp_path / "janedoe_17842851234567890"))
    (folder / "message_1.json").write_bytes((folder / "message_1.json").read_bytes()[:300])
    records = readable(meta.read, folder)
    assert {m.place for m in records if isinstance(m, ChatMessage)} == {"meta/17842851234567890"}
    assert "Das nehme ich, danke dir!" in told(meta, folder)[0]


def test_a_chat_without_text_is_told(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="holds no text messages"):
        list(meta.read(written(tmp_path, thread(message(1, None, photos=[])))))


def test_a_later_export_of_the_same_chat_adds_only_what_is_new(tmp_path: Path, knowledge: Knowledge) -> None:
    said = [message(number, f"word{number} is said here", "Ben" if number % 2 else "Ann") for number in range(6)]
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    whole = thread(*reversed(said), thread_path="inbox/ben_1234567890")
    written(tmp_path / "a", whole)
    written(tmp_path / "b", {**whole, "thread_path": "archived_threads/ben_1234567890"})
    assert learned_twice(knowledge, tmp_path / "a", tmp_path / "b") == 0
    later = [*said, message(9, "word9 is new here", "Ben")]
    for number, part in ((1, later[4:]), (2, later[:4])):
        written(tmp_path / "b", thread(*reversed(part), thread_path="inbox/b_1234567890"), f"message_{number}.json")
    assert knowledge.learn(tmp_path / "b").passages == 1


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(seed=st.integers())
def test_a_damaged_chat_gives_records_or_a_sentence(tmp_path: Path, seed: int) -> None:
    path = tmp_path / "message_1.json"
    path.write_bytes(damaged((THREAD / "message_2.json").read_bytes(), seed))
    readable(lambda path: importer_for(path).read(path), path)
    readable(meta.read, path)


@pytest.mark.parametrize(
    "hostile",
    [
        '{"messages": ' + "[" * 200_000,
        '{"messages": [' + '{"a":' * 60_000,
        '{"messages": [{"sender_name": "Ann", "timestamp_ms": ' + "9" * 100_000,
        json.dumps(thread(message(1, "Ann " + "sent a " * 30_000), message(2, "é\xa0" * 100_000))),
    ],
)
def test_hostile_files_take_no_time(tmp_path: Path, hostile: str) -> None:
    path = written(tmp_path, hostile)
    begun = time.monotonic()
    meta.recognises(path, reading.head(path))
    readable(meta.read, path)
    assert time.monotonic() - begun < 2


def test_a_message_whose_kind_is_a_list_is_no_reason_to_fail(tmp_path: Path) -> None:
    row = {"sender_name": "Ann", "timestamp_ms": 1700000000000, "content": "hello"}
    rows: list[dict[str, object]] = [{**row, "type": []}, {**row, "type": {}}]
    (tmp_path / "chat.json").write_text(json.dumps({"messages": rows}), encoding="utf-8")
    assert [message.text for message in messages_of(meta, tmp_path / "chat.json")] == ["hello", "hello"]


def test_a_chat_whose_first_message_is_damaged_is_recognised(tmp_path: Path) -> None:
    rows = [{"sender_name": 1}, {"sender_name": "Ann", "timestamp_ms": 1700000000000, "content": "hello"}]
    path = tmp_path / "chat.json"
    path.write_text(json.dumps({"messages": rows}), encoding="utf-8")
    assert meta.recognises(path, reading.head(path))
    assert [where for where, _ in problems_of(meta, path)] == ["message number 1"]
