"""Tests of mbox.py, maildir.py and eml.py: mails of any export, the owner's paired with what they answered."""

import base64
import shutil
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from memory.importers import FOLDER_IMPORTERS, eml, importer_for, maildir, mbox
from memory.importers.records import SELF, ChatMessage, Problem
from memory.units import Below
from tests import mails
from tests.knowledge import Knowledge, everything_agrees
from tests.mails import ANN, BEN, mail
from twin.errors import SourceError

EXAMPLE = Path(__file__).parent / "data" / "exports" / "mail" / "All mail Including Spam and Trash.mbox"
THREAD = (
    mail(11, "Which bread shall I bring?", Delivered_To="ann@example.org"),
    mail(12, "Rye, please.", ANN, answers=11, X_Gmail_Labels="Sent"),
    mail(13, "And butter?", answers=12, root=11, Delivered_To="ann@example.org"),
    mail(14, "Plenty.", ANN, answers=13, root=11, X_Gmail_Labels="Sent"),
)


def messages(path: Path) -> list[ChatMessage]:
    """What is read from one file, without what was wrong with it."""
    return [record for record in importer_for(path).read(path) if isinstance(record, ChatMessage)]


def one(tmp_path: Path, text: str | bytes) -> ChatMessage:
    """The one message in a mail."""
    path = tmp_path / "one.eml"
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    [message] = messages(path)
    return message


def pairs(knowledge: Knowledge) -> set[tuple[str, str]]:
    return set(knowledge.store.rows("SELECT message, reply FROM exemplars"))


def test_an_account_exported_by_google() -> None:
    assert importer_for(EXAMPLE) is mbox
    zone = timezone(timedelta(hours=1))
    assert list(mbox.read(EXAMPLE)) == [
        ChatMessage(
            place="mail",
            chat="Mail",
            key="q1@example.net",
            author="Ben Moss",
            author_id="ben@example.net",
            sent_at=datetime(2020, 3, 2, 10, 11, tzinfo=zone),
            text="Brot 🍞\nHallo Ann,\n\nWelches Brot soll ich mitbringen? Grüße aus dem Süden!\n\n"
            "From dort kommt der beste Käse.",
            thread="q1@example.net",
            letter=True,
        ),
        ChatMessage(
            place="mail",
            chat="Mail",
            key="a1@example.org",
            author="Ann Lée",
            author_id="ann@example.org",
            sent_at=datetime(2020, 3, 2, 10, 40, tzinfo=zone),
            text="Roggen, mit etwas Kümmel.",
            reply_to="q1@example.net",
            by_owner=True,
            thread="q1@example.net",
            letter=True,
        ),
    ]


def test_every_kind_is_recognised_by_what_is_in_it(tmp_path: Path) -> None:
    assert importer_for(Path(shutil.copy(EXAMPLE, tmp_path / "notes.txt"))) is mbox
    assert importer_for(mails.eml(tmp_path / "letter.md", THREAD[0])) is eml
    assert importer_for(mails.eml(tmp_path / "1.emlx", f"{len(THREAD[0])}\n{THREAD[0]}<?xml ?>")) is eml
    letter = mails.eml(tmp_path / "speech.md", "From: all of us\n\nDear friends, hello.\n")
    assert importer_for(letter) is not eml
    letter.write_text("From now on we bake.\n\nEvery day: bread.\n", encoding="utf-8")
    assert importer_for(letter) is not mbox


def test_a_thread_is_learned_as_pairs_and_once(knowledge: Knowledge, tmp_path: Path) -> None:
    expected = {("Bread\nWhich bread shall I bring?", "Rye, please."), ("And butter?", "Plenty.")}
    knowledge.learn(mails.mbox(tmp_path / "early" / "mail.mbox", *THREAD[:2]), me=[])
    # The newest first, as Google exports them.
    knowledge.learn(mails.mbox(tmp_path / "late" / "mail.mbox", *reversed(THREAD)), me=[])
    assert pairs(knowledge) == expected
    before = knowledge.store.rows("SELECT hex(digest) FROM passages ORDER BY 1")
    assert len(set(before)) == len(THREAD)
    home = mails.maildir(tmp_path / "Maildir", [THREAD[0], THREAD[2]])
    mails.maildir(home / ".Sent", [THREAD[1], THREAD[3]])
    assert knowledge.learn(home, me=[]).problems == []
    assert pairs(knowledge) == expected
    assert set(knowledge.store.rows("SELECT hex(digest) FROM passages")) == set(before)
    everything_agrees(knowledge)


def test_mails_in_files_of_their_own_are_paired_across_folders(knowledge: Knowledge, tmp_path: Path) -> None:
    for number, text in enumerate(THREAD):
        plain = text.replace("X-Gmail-Labels: Sent\n", "")
        mails.eml(tmp_path / "export" / ("Gesendet" if number % 2 else "Posteingang") / f"{number}.eml", plain)
    assert knowledge.learn(tmp_path / "export", me=[]).problems == []
    assert pairs(knowledge) == {("Bread\nWhich bread shall I bring?", "Rye, please."), ("And butter?", "Plenty.")}


def test_the_owner_may_say_which_address_is_theirs(knowledge: Knowledge, tmp_path: Path) -> None:
    plain = [text.replace("X-Gmail-Labels: Sent\n", "").replace("Delivered-To", "X-Was-To") for text in THREAD]
    path = mails.mbox(tmp_path / "mail.mbox", *plain)
    [problem] = knowledge.learn(path.parent, me=[]).problems
    assert "Ben Moss" in problem.sentence
    knowledge.learn(path, me=["ANN@example.org"])
    assert ("And butter?", "Plenty.") in pairs(knowledge)


def test_nobody_else_writes_in_the_owners_name(tmp_path: Path) -> None:
    forged = mail(20, "I say so.", ANN, Received="from evil by mx; Mon, 2 Mar 2020 10:20:00 +0100")
    again = mail(14, "Not what I wrote.", ANN, answers=13, root=11, Received="from evil by mx; x")
    labelled = mail(21, "It is me.", ANN, Authentication_Results="mx; dmarc=pass", X_Gmail_Labels="Sent")
    labelled = f"Received: from evil by mx; Mon, 2 Mar 2020 10:20:00 +0100\n{labelled}"
    failed = mail(22, "Me too.", ANN, Received="by mx; x", Authentication_Results="mx; dmarc=fail")
    copied = mail(23, "From my desk.", ANN)
    found = messages(mails.mbox(tmp_path / "a.mbox", again, forged, labelled, failed, copied, *THREAD))
    own = [message.text for message in found if message.identity == SELF]
    assert own == ["Rye, please.", "Plenty.", "Bread\nFrom my desk."]
    assert not any("Not what I wrote" in message.text or "Me too" in message.text for message in found)


@pytest.mark.parametrize(
    "fields",
    [
        {"List_Id": "<bakers.example.org>"},
        {"List_Unsubscribe": "<https://example.org/u>"},
        {"Precedence": "bulk"},
        {"Auto_Submitted": "auto-replied"},
        {"From": "Shop <no-reply@example.com>"},
        {"From": "Bank <service.noreply@example.com>"},
        {"From": "MAILER-DAEMON@example.com"},
        {"Return_Path": "<>"},
        {"Content_Type": "multipart/report; boundary=x"},
        {"Content_Type": "text/calendar; method=REQUEST"},
        {"X_Gmail_Labels": "Spam"},
        {"X_Gmail_Labels": "=?UTF-8?Q?Corbeille?="},
        {"X_Gmail_Labels": "Inbox,Category Promotions"},
        {"X_Unsent": "1"},
    ],
)
def test_what_no_person_wrote_to_the_owner_is_left_out(tmp_path: Path, fields: dict[str, str]) -> None:
    path = mails.mbox(tmp_path / "a.mbox", mail(30, "Buy more.", BEN, 0, 0, **fields), THREAD[0])
    assert [message.key for message in messages(path)] == ["11@example.net"]


def test_a_list_counts_where_the_owner_wrote(tmp_path: Path) -> None:
    list_id = "<bakers.example.org>"
    asked = mail(31, "Who has yeast?", List_Id=list_id)
    answer = mail(32, "I do.", ANN, answers=31, List_Id=list_id, X_Gmail_Labels="Sent")
    unanswered = mail(33, "Who has salt?", List_Id=list_id)
    found = messages(mails.mbox(tmp_path / "a.mbox", asked, answer, unanswered))
    assert [message.key for message in found] == ["31@example.net", "32@example.net"]


def test_folders_say_what_is_in_them(tmp_path: Path) -> None:
    home = mails.maildir(tmp_path / "bin", [mail(40, "Hello")])
    mails.maildir(home / ".Entw&APw-rfe", [mail(41, "Not yet", ANN)])
    mails.maildir(home / ".INBOX.Papierkorb", [mail(42, "Gone")])
    mails.maildir(home / ".&BB4EQgQ,BEAEMAQyBDsENQQ9BD0ESwQ1-.2019", [mail(43, "Sent", ANN)])
    (home / "cur" / "1583140009.M1.host:2,T").write_text(mail(44, "Thrown away"), encoding="utf-8")
    [unit] = Below(home, home, []).units()
    assert unit.folder_importer is maildir
    found = [record for record in maildir.read(home) if isinstance(record, ChatMessage)]
    assert [(message.key, message.by_owner) for message in found] == [
        ("40@example.net", False),
        ("43@example.net", True),
    ]


def test_what_lies_beside_mails_is_looked_at(tmp_path: Path) -> None:
    mails.eml(tmp_path / "a.eml", THREAD[0])
    mails.eml(tmp_path / "mixed" / "b.eml", THREAD[1])
    (tmp_path / "mixed" / "note.md").write_text("A note.", encoding="utf-8")
    mails.eml(tmp_path / "pure" / "c.eml", THREAD[2])
    units = list(Below(tmp_path, tmp_path, []).units())
    files = [sorted(path.relative_to(tmp_path).as_posix() for path in unit.files) for unit in units]
    assert files == [["a.eml", "pure/c.eml"], ["mixed/b.eml"], ["mixed/note.md"]]


def test_mailboxes_of_thunderbird_and_apple_are_one_export(tmp_path: Path) -> None:
    mails.mbox(tmp_path / "bird" / "Inbox", THREAD[0])
    mails.mbox(tmp_path / "bird" / "Gesendet", mail(12, "Rye.", ANN, answers=11))
    for name in ("Inbox.msf", "Gesendet.msf"):
        (tmp_path / "bird" / name).write_text("index", encoding="utf-8")
    mails.mbox(tmp_path / "apple" / "INBOX.mbox" / "mbox", THREAD[0])
    mails.mbox(tmp_path / "apple" / "Sent Messages.mbox" / "mbox", mail(12, "Rye.", ANN, answers=11))
    for folder in ("bird", "apple"):
        found = [record for record in mbox.read(tmp_path / folder) if isinstance(record, ChatMessage)]
        assert [message.by_owner for message in found] == [False, True]


def test_a_damaged_mail_is_told_and_the_next_is_read(tmp_path: Path) -> None:
    path = mails.mbox(tmp_path / "a.mbox", THREAD[0], "Subject: nobody\n\nText\n", THREAD[1])
    records = list(mbox.read(path))
    assert [record.where for record in records if isinstance(record, Problem)] == ["message 2"]
    assert len(records) == 3


def test_encrypted_mails_are_counted_and_told_once(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    locked = [mail(50 + n, "x", Content_Type="multipart/encrypted; boundary=x") for n in range(3)]
    inline = mail(54, "-----BEGIN PGP MESSAGE-----\n\nabc\n-----END PGP MESSAGE-----")
    found = messages(mails.mbox(tmp_path / "a.mbox", *locked, inline, THREAD[0]))
    assert len(found) == 1
    assert [record.getMessage() for record in caplog.records] == [
        "4 mails are encrypted, and nothing is learned from them"
    ]


def test_an_attachment_is_never_text(tmp_path: Path) -> None:
    picture = base64.encodebytes(b"\x89PNG" * 200_000).decode()
    parts = (
        "--b\nContent-Type: text/plain\n\nSee below.\n"
        f"--b\nContent-Type: image/png; name=a.png\nContent-Transfer-Encoding: base64\n\n{picture}\n"
        "--b\nContent-Type: text/plain\nContent-Disposition: attachment; filename=n.txt\n\nsecret\n"
        "--b\nContent-Type: message/rfc822\n\nFrom: x@y\nSubject: inner\n\ninner text\n"
        "--b\nContent-Type: text/plain\n\nAnd above.\n--b--\n"
    )
    message = one(tmp_path, mail(1, parts, answers=2, Content_Type="multipart/mixed; boundary=b"))
    assert message.text == "See below.\n\nAnd above."


@pytest.mark.parametrize(
    ("charset", "data"),
    [
        ("utf-8", "Grüße aus Köln"),
        ("iso-8859-1", "Grüße aus Köln"),
        ("x-unknown", "Grüße aus Köln"),
        ("idna", "Grüße aus Köln"),
        ("us-ascii", "Grüße aus Köln"),
    ],
)
@pytest.mark.parametrize("written", ["utf-8", "cp1252"])
def test_a_charset_that_is_wrong_is_mended(tmp_path: Path, charset: str, data: str, written: str) -> None:
    head = mail(1, "", answers=2, Content_Type=f"text/plain; charset={charset}").encode()
    assert one(tmp_path, head + data.encode(written)).text == data


@pytest.mark.parametrize(
    ("date", "received", "expected"),
    [
        ("Mon, 2 Mar 2020 10:11:12 -0000", "", datetime(2020, 3, 2, 10, 11, 12, tzinfo=UTC)),
        ("yesterday", "by mx; Mon, 2 Mar 2020 10:11:12 +0000", datetime(2020, 3, 2, 10, 11, 12, tzinfo=UTC)),
        ("Mon, 2 Mar 9999999 10:11:12 +0000", "", None),
        ("Mon, 32 Mar 2020 99:11:12 +9999", "by mx", None),
        ("Thu, 1 Jan 1970 00:00:00 +0000", "", None),
        ("", "", None),
    ],
)
def test_a_date_is_the_authors_else_the_first_servers(
    tmp_path: Path, date: str, received: str, expected: datetime | None
) -> None:
    assert one(tmp_path, mail(1, "Hi", Date=date, Received=received)).sent_at == expected


def test_names_are_in_one_line_and_turn_nothing(tmp_path: Path) -> None:
    injected = "=?utf-8?q?Ann=0ABcc=3A_x=E2=80=AE?= <B\u202een@Example.net>"
    message = one(tmp_path, mail(1, "Hi", injected, Subject="=?utf-8?q?Br=0D=0Aead?="))
    assert (message.author, message.author_id) == ("Ann Bcc: x", "ben@example.net")
    assert message.text == "Br ead\nHi"


def test_a_mail_without_a_number_is_the_same_mail_again(tmp_path: Path) -> None:
    text = mail(1, "Hi").replace("Message-ID: <1@example.net>\n", "")
    assert one(tmp_path, text) == messages(mails.mbox(tmp_path / "a.mbox", text, text))[0]


def test_a_closing_that_a_sender_always_uses_is_left_out_from_the_third_on(tmp_path: Path) -> None:
    closing = "Take care,\nBen\n\nBaker of the year\nVisit us at the market\nOpen from six"
    texts = [f"Text {n}\n\n{closing}" for n in range(4)]
    found = messages(mails.mbox(tmp_path / "a.mbox", *(mail(n + 1, text, answers=9) for n, text in enumerate(texts))))
    assert [message.text for message in found] == [*texts[:2], *(f"Text {n}\n\nTake care,\nBen" for n in (2, 3))]


@pytest.mark.parametrize(
    "data",
    [
        b"Content-Type: multipart/mixed; boundary=b\n\n--b\n" * 100_000,
        b"Content-Type: multipart/mixed; boundary=b\n\n--b\n" + b"Content-Type: message/rfc822\n\n" * 100_000,
        b"X-Long: " + b"a" * 5_000_000 + b"\n\nhello",
        b"References: " + b"<a" * 100_000 + b"\n\nhello",
        b"Content-Transfer-Encoding: base64\n\n" + b"$$!=====a\n" * 10_000,
        b"\n" + b"On 2020 a@b wrote:\n" * 10_000,
        b"\n" + b"From: a\n" * 10_000,
        b"\n" + b"--\n" * 20_000 + b"a\n" * 20,
        b"Content-Type: text/html\n\n" + b"<blockquote>" * 5_000,
    ],
)
def test_a_mail_made_to_exhaust_its_reader_does_not(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "a.eml"
    path.write_bytes(mail(1, "").encode().replace(b"Content-Type: text/plain; charset=utf-8\n\n\n", data))
    assert len(list(eml.read(path))) == 1


def test_what_is_no_mail_or_holds_none_is_told(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="holds no mail"):
        list(mbox.read(mails.mbox(tmp_path / "a.mbox", mail(1, "x", X_Gmail_Labels="Spam"))))
    mails.eml(tmp_path / "b.eml", "no mail at all")
    mails.eml(tmp_path / "c.eml", THREAD[0])
    problem, _ = eml.read(tmp_path)
    assert isinstance(problem, Problem)
    assert problem.path == tmp_path / "b.eml"


def test_every_folder_importer_of_mail_is_asked() -> None:
    assert {maildir, mbox, eml} <= set(FOLDER_IMPORTERS)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60)
@given(flips=st.lists(st.tuples(st.integers(0, 4000), st.integers(0, 255)), max_size=8), cut=st.integers(0, 4000))
def test_damage_is_told_or_read_over(tmp_path: Path, flips: list[tuple[int, int]], cut: int) -> None:
    data = bytearray(EXAMPLE.read_bytes()[: cut or None])
    for at, byte in flips:
        data[at % len(data)] = byte
    path = tmp_path / "fuzz.mbox"
    # A mail that was not touched is read whatever stands before it.
    path.write_bytes(bytes(data) + b"\n\nFrom 1@xxx Mon Mar 02 10:11:12 +0000 2020\n" + THREAD[0].encode())
    records = list(mbox.read(path))
    assert any(isinstance(record, ChatMessage) and record.key == "11@example.net" for record in records)


@pytest.mark.parametrize(
    ("plain", "expected"),
    [
        ("Lunch at one?", "Lunch at one?"),
        ("Please view this in an HTML reader.", "Soup *at* one\n\na  b"),
        (" ", "Soup *at* one\n\na  b"),
    ],
)
def test_the_plain_text_is_read_unless_it_only_points_to_the_page(tmp_path: Path, plain: str, expected: str) -> None:
    text = (
        f"--b\nContent-Type: text/plain\n\n{plain}\n"
        "--b\nContent-Type: text/html\n\n<div>Soup *at* one</div><pre>a  b</pre>\n--b--\n"
    )
    assert one(tmp_path, mail(1, text, answers=2, Content_Type="multipart/alternative; boundary=b")).text == expected


def test_an_invitation_is_no_letter(tmp_path: Path) -> None:
    text = (
        "--b\nContent-Type: text/plain\n\nBen invites you.\n"
        "--b\nContent-Type: text/calendar; method=REQUEST\n\nBEGIN:VCALENDAR\n--b--\n"
    )
    invitation = mail(1, text, Content_Type="multipart/alternative; boundary=b")
    assert [message.key for message in messages(mails.mbox(tmp_path / "a.mbox", invitation, THREAD[0]))] == [
        "11@example.net"
    ]
