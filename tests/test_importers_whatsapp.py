"""Tests of whatsapp.py: the many ways in which phones write a chat down."""

from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from memory.importers import importer_for, whatsapp
from memory.importers.records import ChatMessage, Problem
from twin.errors import SourceError

ANDROID = """31/01/19, 20:49 - Messages and calls are end-to-end encrypted. No one outside of this chat can read them.
31/01/19, 20:49 - Ann: Hello,
this has

three lines
31/01/19, 20:50 - Bob created group "Trip"
01/02/19, 07:05 - Bob changed the subject to "Trip: Rome"
01/02/19, 07:06 - Bob: <Media omitted>
01/02/19, 07:07 - Bob: Not at 10: too early
"""
IOS = """[2/1/23, 9:12:33\u202fAM] Ann: \u200eMessages and calls are end-to-end encrypted. No one can read them.
[2/1/23, 9:12:43\u202fAM] ~\u202fAnn: Hello
\u200e[2/13/23, 9:12:48\u202fPM] Ann: \u200eimage omitted
[2/14/23, 12:00:01\u202fAM] \u202a+49 151 2345\u202c: Midnight \u200e<This message was edited>
[2/14/23, 12:00:01\u202fPM] Ann: Look \u200e<attached: 0001-PHOTO.jpg>
"""


def written(tmp_path: Path, text: str, name: str = "WhatsApp Chat with Ann.txt") -> Path:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return path


def parsed(path: Path) -> tuple[list[ChatMessage], list[Problem]]:
    importer = importer_for(path)
    assert importer is whatsapp
    records = list(importer.read(path))
    return (
        [record for record in records if isinstance(record, ChatMessage)],
        [record for record in records if isinstance(record, Problem)],
    )


def texts(tmp_path: Path, *said: str) -> list[str]:
    chat = "".join(f"31/01/19, 20:49 - Ann: {text}\n" for text in (*said, "end"))
    return [message.text for message in parsed(written(tmp_path, chat))[0]][:-1]


def test_android(tmp_path: Path) -> None:
    messages, problems = parsed(written(tmp_path, ANDROID))
    assert not problems
    assert messages == [
        ChatMessage(
            place="whatsapp/Ann",
            chat="Ann",
            key="",
            author="Ann",
            author_id="",
            sent_at=datetime(2019, 1, 31, 20, 49),
            text="Hello,\nthis has\n\nthree lines",
        ),
        ChatMessage(
            place="whatsapp/Ann",
            chat="Ann",
            key="",
            author="Bob",
            author_id="",
            sent_at=datetime(2019, 2, 1, 7, 7),
            text="Not at 10: too early",
        ),
    ]


def test_ios(tmp_path: Path) -> None:
    folder = tmp_path / "WhatsApp Chat - Ann & Bob"
    folder.mkdir()
    messages, problems = parsed(written(folder, IOS, "_chat.txt"))
    assert not problems
    assert {message.place for message in messages} == {"whatsapp/Ann & Bob"}
    assert [(message.author, message.sent_at, message.text) for message in messages] == [
        ("Ann", datetime(2023, 2, 1, 9, 12, 43), "Hello"),
        ("+49 151 2345", datetime(2023, 2, 14, 0, 0, 1), "Midnight"),
        ("Ann", datetime(2023, 2, 14, 12, 0, 1), "Look"),
    ]
    assert [message.identity for message in messages] == ["~Ann", "+49 151 2345", "Ann"]


def test_a_stranger_may_call_themselves_as_the_owner_is_called(tmp_path: Path) -> None:
    chat = "".join(f"31/01/19, 20:49 - {name}: Hi\n" for name in ("Mira", "~ Mira", "~\u202fMira", "\u200e~Mira"))
    messages, _ = parsed(written(tmp_path, chat))
    assert [(message.author, message.identity) for message in messages] == [("Mira", "Mira"), *[("Mira", "~Mira")] * 3]


@pytest.mark.parametrize("date", ["31/01/0001", "31/01/1989", "31/01/2101"])
def test_a_date_that_no_chat_can_have_is_none(tmp_path: Path, date: str) -> None:
    messages, _ = parsed(written(tmp_path, f"{date}, 20:49 - Ann: Hi\n"))
    assert [message.sent_at for message in messages] == [None]


@pytest.mark.parametrize(
    "header",
    [
        "25/12/2021, 18:05 - ",
        "12/25/21, 18:05 - ",
        "12/25/21, 6:05 PM - ",
        "12/25/2021, 6:05 p. m. - ",
        "25/12/21 6:05 p.\xa0m. - ",
        "2021-12-25, 18:05 - ",
        "2021/12/25 下午6:05 - ",
        "25.12.21, 18:05 - ",
        "25. 12. 2021 18:05 - ",
        "2021. 12. 25. 18:05 - ",
        "25/12/2021 à 18:05 - ",
        "25.12.2021 kl. 18.05 - ",
        "25/12/21, 18:05 – ",
        "[25/12/2021 18:05] ",
        "[25.12.21, 18:05:00] ",
        "[2021-12-25, 6:05:00\u202fPM] ",
        "\u200e[25/12/21, 18:05:00] ",
        "\u200f[25/12/21, 18:05:00] ",
        "[٢٥/١٢/٢٠٢١، ٦:٠٥:٠٠ م] ",
    ],
)
def test_dates_as_phones_write_them(tmp_path: Path, header: str) -> None:
    messages, problems = parsed(written(tmp_path, f"{header}Ann: Merry Christmas\n"))
    assert not problems
    assert [(message.author, message.sent_at) for message in messages] == [("Ann", datetime(2021, 12, 25, 18, 5))]


@pytest.mark.parametrize(
    ("dates", "read"),
    [
        (["01/02/21"], ["2021-02-01"]),
        (["01/02/21", "02/13/21"], ["2021-01-02", "2021-02-13"]),
        (["01/02/21", "13/02/21"], ["2021-02-01", "2021-02-13"]),
        (["01/10/21", "02/01/21", "02/02/21"], ["2021-01-10", "2021-02-01", "2021-02-02"]),
        (["10/01/21", "01/02/21", "02/02/21"], ["2021-01-10", "2021-02-01", "2021-02-02"]),
        (["19/11/30", "20/01/05", "21/12/24"], ["2019-11-30", "2020-01-05", "2021-12-24"]),
    ],
)
def test_the_file_tells_the_order_of_its_dates(tmp_path: Path, dates: list[str], read: list[str]) -> None:
    messages, _ = parsed(written(tmp_path, "".join(f"{date}, 10:00 - Ann: hi\n" for date in dates)))
    assert [message.sent_at.date().isoformat() for message in messages if message.sent_at] == read


def test_the_twelfth_hour(tmp_path: Path) -> None:
    chat = "".join(
        f"25/12/21, {time} - Ann: hi\n" for time in ("12:01 am", "1:00 AM", "12:01 pm", "1:00 PM", "13:00 pm")
    )
    hours = [message.sent_at.hour for message in parsed(written(tmp_path, chat))[0] if message.sent_at]
    assert hours == [0, 1, 12, 13, 13]


@pytest.mark.parametrize(
    "placeholder",
    [
        *["<Media omitted>", "image omitted", "\u200esticker omitted", "audio omitted", "video omitted", "GIF omitted"],
        *["This message was deleted", "This message was deleted.", "You deleted this message", "Missed voice call"],
        *["IMG-2019.jpg (file attached)", "<attached: 0001.jpg>", "null", "\u200eContact card omitted"],
        *[
            "<Medien ausgeschlossen>",
            "Bild weggelassen",
            "Diese Nachricht wurde gelöscht.",
            "IMG.jpg (Datei angehängt)",
        ],
        *["<Multimedia omitido>", "imagen omitida", "Se eliminó este mensaje.", "Este mensaje fue eliminado"],
        *["<Mídia oculta>", "imagem ocultada", "figurinha omitida", "Mensagem apagada", "Esta mensagem foi apagada"],
        *["<Médias omis>", "image absente", "vidéo absente", "audio omis", "Ce message a été supprimé"],
        *["<Media omessi>", "immagine omessa", "audio omesso", "Questo messaggio è stato eliminato"],
        *["<Media weggelaten>", "afbeelding weggelaten", "Dit bericht is verwijderd", "<Pominięto multimedia>"],
    ],
)
def test_placeholders_are_left_out(tmp_path: Path, placeholder: str) -> None:
    assert texts(tmp_path, placeholder) == []


@pytest.mark.parametrize(
    ("said", "text"),
    [
        ("Hi <This message was edited>", "Hi"),
        ("Hallo \u200e<Diese Nachricht wurde bearbeitet.>", "Hallo"),
        ("Hola <Se editó este mensaje.>", "Hola"),
        ("IMG-2019.jpg (file attached)\nThe caption", "The caption"),
        ("<Media omitted>\nThe caption", "The caption"),
        ("@\u2068Bob\u2069 look", "@Bob look"),
        ("I <3 you > me", "I <3 you > me"),
        ("the image omitted the best part", "the image omitted the best part"),
        ("null and void", "null and void"),
    ],
)
def test_what_was_written_stays(tmp_path: Path, said: str, text: str) -> None:
    assert texts(tmp_path, said) == [text]


@pytest.mark.parametrize(
    ("name", "chat"),
    [
        ("WhatsApp Chat with Ann Lee.txt", "Ann Lee"),
        ("WhatsApp-Chat mit Ann.txt", "Ann"),
        ("Chat de WhatsApp con Ann.txt", "Ann"),
        ("Conversa do WhatsApp com Ann.txt", "Ann"),
        ("Discussion WhatsApp avec Ann.txt", "Ann"),
        ("Chat WhatsApp con Ann.txt", "Ann"),
        ("WhatsApp-chat met Ann.txt", "Ann"),
        ("family.txt", "family"),
    ],
)
def test_the_chat_is_called_as_its_file(tmp_path: Path, name: str, chat: str) -> None:
    messages, _ = parsed(written(tmp_path, ANDROID, name))
    assert (messages[0].chat, messages[0].place) == (chat, f"whatsapp/{chat}")


def test_lines_before_the_first_message_are_told_once(tmp_path: Path) -> None:
    messages, problems = parsed(written(tmp_path, "\nlost\nlines\n" + ANDROID))
    assert len(messages) == 2
    assert [problem.where for problem in problems] == ["line 2"]


def test_a_date_that_does_not_exist_is_told(tmp_path: Path) -> None:
    messages, problems = parsed(written(tmp_path, ANDROID + "99/99/19, 10:00 - Bob: lost\nand more\n"))
    assert [message.text for message in messages][-1] == "Not at 10: too early"
    assert [problem.where for problem in problems] == ["line 10"]


def test_a_chat_in_another_encoding(tmp_path: Path) -> None:
    path = tmp_path / "chat.txt"
    path.write_bytes("31/01/19, 20:49 - Zoë: Grüße aus Köln\r\n".encode("utf-16"))
    assert [(message.author, message.text) for message in parsed(path)[0]] == [("Zoë", "Grüße aus Köln")]


def test_endless_blanks_take_no_time(tmp_path: Path) -> None:
    assert texts(tmp_path, f"a{' ' * 200_000}b") == [f"a{' ' * 200_000}b"]


@pytest.mark.parametrize("chat", ["31/01/19, 20:49 - You were added\n", "31/01/19, 20:49 - Ann: <Media omitted>\n"])
def test_a_chat_without_messages_is_told(tmp_path: Path, chat: str) -> None:
    with pytest.raises(SourceError, match="holds no readable message"):
        parsed(written(tmp_path, chat))


@pytest.mark.parametrize(
    "text", ["Just a note.", "Meeting on 31/01/19, 20:49 - Ann: hi", "10:00 - Ann: hi", "1.2.3 - x: y"]
)
def test_a_note_is_no_chat(tmp_path: Path, text: str) -> None:
    assert importer_for(written(tmp_path, text, "note.txt")) is not whatsapp


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(data=st.data(), chat=st.sampled_from([ANDROID, IOS]))
def test_a_damaged_chat_gives_records_or_a_sentence(tmp_path: Path, data: st.DataObject, chat: str) -> None:
    damaged = bytearray(chat.encode())
    for _ in range(data.draw(st.integers(1, 8))):
        damaged[data.draw(st.integers(0, len(damaged) - 1))] = data.draw(st.integers(0, 255))
    path = tmp_path / "_chat.txt"
    path.write_bytes(damaged[: data.draw(st.integers(0, len(damaged)))])
    try:
        records = list(whatsapp.read(path)) if data.draw(st.booleans()) else list(importer_for(path).read(path))
    except SourceError:
        return
    assert records
