"""Tests of whatsapp.py: the many ways in which phones write a chat down."""

import time
from datetime import datetime
from pathlib import Path
from zipfile import ZipFile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from memory.importers import importer_for, whatsapp
from memory.importers.records import ChatMessage, Problem
from tests.knowledge import Knowledge
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
            sent_at=datetime(2019, 2, 1, 7, 6),
            text="",
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
        ("Ann", datetime(2023, 2, 13, 21, 12, 48), ""),
        ("+49 151 2345", datetime(2023, 2, 14, 0, 0, 1), "Midnight"),
        ("Ann", datetime(2023, 2, 14, 12, 0, 1), "Look"),
    ]
    assert [message.identity for message in messages] == ["~Ann", "Ann", "+49 151 2345", "Ann"]


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
        "[٢٥\u200f/١٢\u200f/٢٠٢١, ٦:٠٥:٠٠ م] ",
        "۲۵/۱۲/۲۰۲۱، ۱۸:۰۵ - ",
        "25/12/2021، 6:05 ب.ظ. - ",
        "२५/१२/२१, ६:०५ अपराह्न - ",
        "25.12.2021 г., 18:05 ч. - ",
        "25.12.2021 klo 18.05 - ",
        "25/12/21 18.05 - ",
        "2021-12-25 18 h 05 - ",
        "2021. 12. 25. 오후 6:05 - ",
        "2021/12/25 晚上6:05 - ",
        "25.12.2021 ÖS 6:05 - ",
        "25/12/2021 6:05 μ.μ. - ",
        "25/12/2564 18:05 - ",
        "12/25/21, 6:05\u202fPM - ",
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
        *["IMG-2019.jpg (file attached)", "<attached: 0001.jpg>", "null", "\u200eContact card omitted"],
        *["<Medien ausgeschlossen>", "Bild weggelassen", "IMG.jpg (Datei angehängt)", "\u200eKontaktkarte ausgelassen"],
        *["<Multimedia omitido>", "imagen omitida", "\u200eTarjeta de contacto omitida", "<Archivo omitido>"],
        *[
            "<Mídia oculta>",
            "imagem ocultada",
            "figurinha omitida",
            "Ana.vcf (arquivo anexado)",
            "<Ficheiro não revelado>",
        ],
        *[
            "<Médias omis>",
            "image absente",
            "vidéo absente",
            "audio omis",
            "\u200efiche contact manquante",
            "GIF retiré",
        ],
        *["<Media omessi>", "immagine omessa", "audio omesso", "sticker non incluso", "GIF esclusa"],
        *["<Media weggelaten>", "afbeelding weggelaten", "\u200eContactkaart weggelaten", "<Pominięto multimedia>"],
        *["<Medya dahil edilmedi>", "\u200egörüntü dahil edilmedi", "\u200eses dahil edilmedi", "A.pdf (dosya ekli)"],
        *["<Без медиафайлов>", "\u200eизображение отсутствует", "\u200eаудиофайл опущен", "STK.webp (файл добавлен)"],
        *["<تم استبعاد الوسائط>", "\u200eتم حذف الصورة", "\u200eالصورة محذوفة", "A.pdf (ملف مرفق)"],
        *["<मीडिया के बिना>", "\u200eछवि छोड़ी गई", "\u200eवीडियो छोड़ा गया", "A.pdf (फ़ाइल संलग्न है)"],
        *["<Media tidak disertakan>", "\u200egambar tidak disertakan", "\u200estiker tidak disertakan"],
        *["<省略多媒体文件>", "<メディアは含まれていません>", "IMG-20230105-WA0003.jpg (पता नहीं)"],
        *[
            "location: https://maps.google.com/?q=48.1,-11.5",
            "Standort: https://maps.google.com/?q=48.137154,11.576124",
        ],
        *["\u200eImage omitted", "\u200e<attached: 00000007-STICKER.webp>", "live location shared"],
    ],
)
def test_media_alone_are_a_message_without_text(tmp_path: Path, placeholder: str) -> None:
    assert texts(tmp_path, placeholder) == [""]


@pytest.mark.parametrize(
    "notice",
    [
        *["This message was deleted", "This message was deleted.", "You deleted this message", "Missed voice call"],
        *["This message was deleted by admin Bob.", "\u200eMissed video call, \u200eTap to call back", "Ann left"],
        *["\u200eMessages and calls are end-to-end encrypted. No one can read them.", "\u200eAnn created group “Trip”"],
        *["Diese Nachricht wurde gelöscht.", "Du hast diese Nachricht gelöscht.", "Verpasster Videoanruf um 10:04"],
        *[
            "Se eliminó este mensaje.",
            "Este mensaje fue eliminado",
            "Llamada perdida",
            "\u200eEliminaste este mensaje.",
        ],
        *["Mensagem apagada", "Esta mensagem foi apagada", "Você apagou esta mensagem", "Chamada de voz perdida"],
        *["Ce message a été supprimé", "Vous avez supprimé ce message", "Appel vocal manqué à 10:04"],
        *["Questo messaggio è stato eliminato", "Hai eliminato questo messaggio.", "Chiamata vocale persa"],
        *["Dit bericht is verwijderd", "Je hebt dit bericht verwijderd.", "Gemiste spraakoproep"],
        *["Bu mesaj silindi", "Bu mesajı sildiniz", "Cevapsız sesli arama"],
        *["Данное сообщение удалено", "Вы удалили данное сообщение.", "Пропущенный аудиозвонок"],
        *["تم حذف هذه الرسالة", "مكالمة صوتية فائتة", "यह मैसेज डिलीट कर दिया गया", "Pesan ini dihapus"],
        *["Anda telah menghapus pesan ini", "Mesajlar ve aramalar uçtan uca şifrelidir. Bu sohbetin dışında…"],
        *["Сообщения и звонки защищены сквозным шифрованием. Третьи лица", "Ann hat die Gruppe verlassen"],
    ],
)
def test_what_whatsapp_tells_is_left_out(tmp_path: Path, notice: str) -> None:
    assert texts(tmp_path, notice) == []


@pytest.mark.parametrize(
    "line",
    [
        'Bob changed the subject from "Trip" to "Trip: Rome"',
        "Bob hat die Gruppe „Trip: Rom“ erstellt",
        "Bob a créé le groupe « Trip: Rome »",
        "Les messages sont chiffrés : appuyez pour en savoir plus: ici",
        "Bob's security code changed. Tap to learn more.",
        "Anna تمت إضافته",
        f"{'a very long notice ' * 6}: and so on",
    ],
)
def test_a_notice_with_a_colon_has_no_author(tmp_path: Path, line: str) -> None:
    chat = f"31/01/19, 20:49 - {line}\n31/01/19, 20:49 - Ann: end\n"
    messages, problems = parsed(written(tmp_path, chat))
    assert ([message.text for message in messages], problems) == (["end"], [])


def test_names_may_hold_quotation_marks_and_colons(tmp_path: Path) -> None:
    chat = "".join(
        f"31/01/19, 20:49 - {name}: Hi\n" for name in ("Anna „Änni“ Ott", "“Bo”", "«Zé»", 'Al "X" Li', "A:B")
    )
    names = [message.author for message in parsed(written(tmp_path, chat))[0]]
    assert names == ["Anna „Änni“ Ott", "“Bo”", "«Zé»", 'Al "X" Li', "A:B"]


def test_a_message_may_begin_below_its_name(tmp_path: Path) -> None:
    messages, _ = parsed(written(tmp_path, "31/01/19, 20:49 - Ann:\n- bread\n- rye\n"))
    assert [message.text for message in messages] == ["- bread\n- rye"]


@pytest.mark.parametrize(
    ("said", "text"),
    [
        ("Hi <This message was edited>", "Hi"),
        ("Hallo \u200e<Diese Nachricht wurde bearbeitet.>", "Hallo"),
        ("Hola <Se editó este mensaje.>", "Hola"),
        ("Привет <Данное сообщение изменено>", "Привет"),
        ("Selam <Bu mesaj düzenlendi>", "Selam"),
        ("مرحبا <تم تعديل هذه الرسالة>", "مرحبا"),
        ("Halo <Pesan ini diedit>", "Halo"),
        ("नमस्ते <यह मैसेज एडिट किया गया>", "नमस्ते"),
        ("Hej \u200e<Det här meddelandet har redigerats>", "Hej"),
        ("IMG-20230105-WA0003.jpg (पता नहीं)\nThe caption", "The caption"),
        ("\u200eVID-20230105-WA0003.mp4 (file attached)\nThe caption", "The caption"),
        ("POLL:\nTea or juice?\nOPTION: Tea (2 votes)\nOPTION: Juice (0 votes)", "Tea or juice?"),
        ("\u200ePOLL:\nTea?\n\u200eOPTION: Tea (\u200e2 votes)\n\u200eOPTION: No (\u200e1 vote)", "Tea?"),
        ("UMFRAGE:\nTee?\nOPTION: Ja (2 Stimmen)\nOPTION: Nein (0 Stimmen)", "Tee?"),
        ("NOTE:\nbuy bread\nand rye", "NOTE:\nbuy bread\nand rye"),
        ("Bob left", "Bob left"),
        ("Ann hat recht", "Ann hat recht"),
        ("<3 <3", "<3 <3"),
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
        ("Чат WhatsApp с контактом Ann.txt", "Ann"),
        ("Ann ile WhatsApp Sohbeti.txt", "Ann"),
        ("محادثة واتساب مع Ann.txt", "Ann"),
        ("Ann के साथ WhatsApp चैट.txt", "Ann"),
        ("Chat WhatsApp dengan Ann.txt", "Ann"),
        ("WhatsApp Chat with Ann (1).txt", "Ann"),
        ("family.txt", "family"),
    ],
)
def test_the_chat_is_called_as_its_file(tmp_path: Path, name: str, chat: str) -> None:
    messages, _ = parsed(written(tmp_path, ANDROID, name))
    assert (messages[0].chat, messages[0].place) == (chat, f"whatsapp/{chat}")


def test_lines_before_the_first_message_are_told_once(tmp_path: Path) -> None:
    messages, problems = parsed(written(tmp_path, "\nlost\nlines\n" + ANDROID))
    assert len(messages) == 3
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


@pytest.mark.parametrize("name", ["note.md", "page.html"])
def test_a_note_that_quotes_a_chat_is_none(tmp_path: Path, name: str) -> None:
    assert importer_for(written(tmp_path, f"My note\n\n{ANDROID}", name)) is not whatsapp


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


DATA = Path(__file__).parent / "data" / "exports" / "whatsapp"


def test_an_android_export() -> None:
    messages, problems = parsed(DATA / "WhatsApp Chat mit Anna.txt")
    assert not problems
    assert {message.place for message in messages} == {"whatsapp/Anna"}
    assert [(message.author, message.text) for message in messages] == [
        ("Anna", "Kommst du am Samstag? 🎉"),
        ("Mira Solano", "Ja, gern!\n\nIch bringe mit:\n- Brot\n- Käse: den guten"),
        ("Mira Solano", ""),
        ("Anna", "So sieht der Kuchen aus"),
        ("Mira Solano", "Um 18 Uhr?"),
        ("Anna", ""),
        ("Anna", "Was trinken wir?"),
        ("Mira Solano", "Tee ☕️"),
    ]
    assert messages[-1].sent_at == datetime(2023, 1, 5, 10, 8)


def test_an_ios_export() -> None:
    messages, problems = parsed(DATA / "WhatsApp Chat - Rome & more" / "_chat.txt")
    assert not problems
    assert {message.place for message in messages} == {"whatsapp/Rome & more"}
    assert [(message.identity, message.text, message.mentions, message.by_bot) for message in messages] == [
        ("أحمد", "متى نسافر؟", (), False),
        ("Mira Solano", "In May, @~\u202fPaolo comes too", ("Paolo",), False),
        ("~Paolo", "Look", (), False),
        ("~Paolo", "", (), False),
        ("+39 333 1234567", "👍🏽\nAnd the train?", (), False),
        ("Meta AI", "Trains leave at 7:05", (), True),
        ("Mira Solano", "At 7, booked", (), False),
    ]
    assert messages[-1].sent_at == datetime(2024, 2, 13, 21, 19)


@pytest.mark.parametrize("name", ["chat", "notes.md", "export.log"])
def test_a_chat_is_recognised_by_what_it_holds(tmp_path: Path, name: str) -> None:
    assert parsed(written(tmp_path, ANDROID, name))[0]


@pytest.mark.parametrize(
    ("archive", "inner"),
    [
        ("WhatsApp Chat with Anna.zip", "WhatsApp Chat with Anna.txt"),
        ("WhatsApp Chat - Anna.zip", "_chat.txt"),
        ("WhatsApp Chat - Anna (1).zip", "_chat.txt"),
    ],
)
def test_packed_chats_are_the_same_chat(tmp_path: Path, knowledge: Knowledge, archive: str, inner: str) -> None:
    with ZipFile(tmp_path / archive, "w") as file:
        file.writestr(inner, IOS)
        file.writestr("00000007-PHOTO.jpg", b"\xff\xd8")
    learned = knowledge.learn(tmp_path / archive)
    assert (learned.problems, learned.files) == ([], 1)
    assert knowledge.source("whatsapp/Anna")


def test_a_later_export_adds_only_what_is_new(tmp_path: Path, knowledge: Knowledge) -> None:
    first, second = tmp_path / "first", tmp_path / "second"
    for folder, chat in ((first, ANDROID), (second, f"{ANDROID}01/02/19, 08:00 - Ann: And now?\n")):
        folder.mkdir()
        written(folder, chat)
    knowledge.learn(first)
    assert knowledge.learn(second).passages == 1


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(gone=st.sets(st.integers(0, 19), max_size=12))
def test_lines_that_are_missing_take_only_themselves(tmp_path: Path, gone: set[int]) -> None:
    lines = [f"[2023-02-01, 09:12:{number:02}] Ann: number {number}\n" for number in range(20)]
    chat = "".join(line for number, line in enumerate(lines) if number not in gone)
    messages, _ = parsed(written(tmp_path, chat, "_chat.txt"))
    assert [message.text for message in messages] == [f"number {number}" for number in range(20) if number not in gone]


@pytest.mark.parametrize(
    "hostile", ["<" * 200_000, "POLL:\n" * 30_000, "\u200e" * 200_000, "a (" * 70_000, "@\u2068" * 90_000]
)
def test_hostile_messages_take_no_time(tmp_path: Path, hostile: str) -> None:
    started = time.monotonic()
    texts(tmp_path, hostile)
    assert time.monotonic() - started < 2
