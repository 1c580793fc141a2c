"""Tests of telegram_html.py: a chat's pages in their order, whole accounts, and what is broken in a page."""

import re
import shutil
import time
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from memory.importers import importer_for, telegram_html
from memory.importers.records import ChatMessage, Problem
from memory.importers.telegram_page import Page
from tests.knowledge import Knowledge
from twin.errors import SourceError

ACCOUNT = Path(__file__).parent / "data" / "exports" / "telegram-html" / "DataExport_2023-02-01"
CHAT = ACCOUNT / "chats" / "chat_001"


def parsed(path: Path) -> tuple[list[ChatMessage], list[Problem]]:
    records = list(telegram_html.read(path))
    return (
        [record for record in records if isinstance(record, ChatMessage)],
        [record for record in records if isinstance(record, Problem)],
    )


def row(number: int, name: str = "", text: str = "", date: str = "05.01.2023 10:00:00", more: str = "") -> str:
    return (
        f'<div class="message default clearfix{"" if name else " joined"}" id="message{number}">\n<div class="body">\n'
        f'<div class="pull_right date details" title="{date}">\n10:00\n</div>\n'
        + (f'<div class="from_name">\n{name}\n</div>\n' if name else "")
        + f'{more}<div class="text">\n{text or f"text {number}"}\n</div>\n</div>\n</div>\n'
    )


def page(*rows: str, title: str = "Ann") -> str:
    return (
        f'<!DOCTYPE html>\n<html><body><div class="page_header"><div class="text bold">\n{title}\n</div></div>\n'
        f'<div class="page_body chat_page"><div class="history">\n{"".join(rows)}</div></div></body></html>\n'
    )


def written(folder: Path, markup: str, name: str = "messages.html") -> Path:
    folder.mkdir(exist_ok=True, parents=True)
    (folder / name).write_text(markup, encoding="utf-8")
    return folder / name


def test_the_pages_of_a_chat_are_read_in_their_order() -> None:
    messages, problems = parsed(CHAT)
    assert not problems
    assert {(message.place, message.chat, message.thread) for message in messages} == {
        ("telegram-html/Jonas 🌊", "Jonas 🌊", "")
    }
    assert [
        (message.key, message.author, message.text, message.reply_to, message.forwarded) for message in messages
    ] == [
        ("10", "Jonas 🌊", "Kommst du am Samstag? <3", "", False),
        ("11", "Jonas 🌊", "Oder Sonntag?", "", False),
        ("12", "Mira Solano", "Ja, gern!\nIch bringe Brot mit & x > 1", "10", False),
        ("13", "Mira Solano", "", "", False),
        ("14", "Mira Solano", "Der Kuchen", "", False),
        ("15", "Mira Solano", "Brot des Jahres: Roggen", "", True),
        ("17", "Jonas 🌊", "Super 🎉", "12", False),
        ("18", "Jonas 🌊", "Bis dann", "", False),
        ("19", "Mira Solano", "Zum Schluss", "", False),
    ]
    assert messages[0].sent_at == datetime(2023, 1, 5, 10, tzinfo=timezone(timedelta(hours=2)))


def test_an_account_tells_its_owner() -> None:
    messages, problems = parsed(ACCOUNT)
    assert not problems
    assert [
        (message.place, message.author, message.text, message.by_owner, message.by_bot) for message in messages[9:]
    ] == [
        ("telegram-html/Treffen", "أمل", "متى نلتقي؟", False, False),
        ("telegram-html/Treffen", "Deleted Account", "um acht", False, False),
        ("telegram-html/Treffen", "Mira Solano", "Tee oder Saft?", True, False),
        ("telegram-html/Treffen", "Mira Solano", "🎲 6", True, True),
    ]
    assert [message.by_owner for message in messages[:5]] == [False, False, True, True, True]


def test_an_account_is_one_export_with_all_its_lists() -> None:
    found = telegram_html.parts(ACCOUNT, ["chats", "css", "export_results.html", "lists"])
    assert [part.relative_to(ACCOUNT).as_posix() for part in found] == [
        "export_results.html",
        "lists/contacts.html",
        "chats/chat_001/messages.html",
        "chats/chat_001/messages2.html",
        "chats/chat_001/messages10.html",
        "chats/chat_002/messages.html",
    ]


def test_a_folder_of_other_pages_is_no_export(tmp_path: Path) -> None:
    written(tmp_path, "<!DOCTYPE html><p>Post", "messages.html")
    written(tmp_path, "<!DOCTYPE html><p>Post", "export_results.html")
    assert not telegram_html.parts(tmp_path, ["messages.html", "export_results.html"])
    assert not telegram_html.parts(tmp_path, ["index.html"])


def test_an_account_is_learned_without_a_name(knowledge: Knowledge) -> None:
    learned = knowledge.learn(ACCOUNT, me=())
    assert (learned.problems, learned.files, learned.passed_over) == ([], 1, [])
    assert learned.exemplars == 2
    assert {source.place for source in knowledge.store.sources()} == {
        "telegram-html/Jonas 🌊",
        "telegram-html/Treffen",
    }


def test_a_chat_is_learned_and_a_later_export_adds_only_what_is_new(tmp_path: Path, knowledge: Knowledge) -> None:
    first, second = tmp_path / "first", tmp_path / "second"
    shutil.copytree(CHAT, first)
    shutil.copytree(CHAT, second)
    written(second, page(row(20, "Jonas 🌊", "Noch was"), title="Jonas 🌊"), "messages11.html")
    learned = knowledge.learn(first, me=("Mira",))
    assert (learned.files, learned.problems) == (1, [])
    assert knowledge.learn(second, me=("Mira",)).passages == 1


def test_the_same_export_as_json_is_preferred(tmp_path: Path, knowledge: Knowledge) -> None:
    shutil.copytree(ACCOUNT, tmp_path / "export")
    shutil.copy(ACCOUNT.parents[1] / "telegram" / "account.json", tmp_path / "export" / "result.json")
    learned = knowledge.learn(tmp_path / "export", me=())
    assert (learned.files, learned.problems) == (1, [])
    assert all(source.place.startswith("telegram/") for source in knowledge.store.sources())


def test_one_page_is_recognised_by_what_it_holds(tmp_path: Path) -> None:
    path = written(tmp_path, page(row(1, "Ann")), "saved page.txt")
    assert importer_for(path) is telegram_html
    assert [message.text for message in parsed(path)[0]] == ["text 1"]


def test_the_overview_alone_is_told(tmp_path: Path) -> None:
    path = tmp_path / "overview.html"
    shutil.copy(ACCOUNT / "export_results.html", path)
    assert importer_for(path) is telegram_html
    with pytest.raises(SourceError, match="learn the whole folder"):
        parsed(path)


def test_chats_of_one_name_are_apart(tmp_path: Path) -> None:
    shutil.copy(ACCOUNT / "export_results.html", tmp_path / "export_results.html")
    for number in (1, 2):
        written(tmp_path / "chats" / f"chat_{number}", page(row(number, "Ann")))
    assert [message.within for message in parsed(tmp_path)[0]] == ["telegram-html/Ann", "telegram-html/Ann/2"]


@pytest.mark.parametrize(
    ("date", "sent_at"),
    [
        ("05.01.2023 10:00:00", datetime(2023, 1, 5, 10)),
        ("05.01.2023 10:00:00 UTC", datetime(2023, 1, 5, 10, tzinfo=UTC)),
        ("05.01.2023 10:00:00 UTC-08:00", datetime(2023, 1, 5, 18, tzinfo=UTC)),
        ("05.01.2023 10:00:00 UTC+05:30", datetime(2023, 1, 5, 4, 30, tzinfo=UTC)),
        ("05.01.1970 10:00:00", None),
        ("", None),
    ],
)
def test_dates_as_telegram_writes_them(tmp_path: Path, date: str, sent_at: datetime | None) -> None:
    messages, problems = parsed(written(tmp_path, page(row(1, "Ann", date=date))))
    assert ([message.sent_at for message in messages], problems) == ([sent_at], [])


@pytest.mark.parametrize("date", ["yesterday", "32.01.2023 10:00:00", "05.01.2023 10:00:00 UTC+99:00", "0" * 99])
def test_a_broken_date_is_told_and_the_rest_is_read(tmp_path: Path, date: str) -> None:
    messages, problems = parsed(written(tmp_path, page(row(1, "Ann"), row(2, date=date), row(3))))
    assert [message.key for message in messages] == ["1", "3"]
    assert [problem.where for problem in problems] == ["message 2"]


def test_nobody_is_said_to_have_written_what_has_no_author(tmp_path: Path) -> None:
    nameless = row(2, "Bob").replace("from_name", "other")
    messages, problems = parsed(written(tmp_path, page(row(1, "Ann"), nameless, row(3), row(4, "Ann"))))
    assert [message.key for message in messages] == ["1", "4"]
    assert [problem.where for problem in problems] == ["message 2", "message 3"]


def test_two_messages_that_run_together_are_nobodys(tmp_path: Path) -> None:
    markup = page(row(1, "Ann"), row(2, "Bob"), row(3), row(4, "Ann"))
    torn = markup.replace('<div class="message default clearfix" id="message2">\n', "")
    messages, problems = parsed(written(tmp_path, torn))
    assert [message.key for message in messages] == ["1", "4"]
    assert len(problems) == 2


def test_two_messages_in_one_are_nobodys(tmp_path: Path) -> None:
    markup = page(row(1, "Ann"), row(2, "Bob"), row(3), row(4, "Ann"))
    torn = re.sub(r'</div>\n</div>\n<div class="message default clearfix" id="message2">\n<div[^>]*>', "", markup)
    messages, problems = parsed(written(tmp_path, torn))
    assert [message.key for message in messages] == ["4"]
    assert [problem.where for problem in problems] == ["message 1", "message 3"]


def test_a_page_that_cannot_be_read_costs_only_itself(tmp_path: Path) -> None:
    written(tmp_path, page(row(1, "Ann")))
    (tmp_path / "messages2.html").write_bytes(bytes(range(1, 32)) * 9 + b"\xff\xfe\xfd\0")
    written(tmp_path, page(row(3, "Ann")), "messages3.html")
    messages, problems = parsed(tmp_path)
    assert [message.key for message in messages] == ["1", "3"]
    assert [problem.path.name for problem in problems] == ["messages2.html"]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(gone=st.sets(st.integers(0, 68), max_size=3))
def test_lines_that_are_missing_put_no_words_into_a_mouth(tmp_path: Path, gone: set[int]) -> None:
    rows = [row(number, name=f"Ann {number}", text=f"by Ann {number}") for number in range(1, 8)]
    lines = page(*rows).split("\n")
    path = written(tmp_path, "\n".join(line for number, line in enumerate(lines) if number not in gone))
    try:
        messages = [record for record in telegram_html.read(path) if isinstance(record, ChatMessage)]
    except SourceError:
        return
    assert all(message.text in ("", f"by {message.author}") for message in messages)
    assert len(messages) >= 7 - 2 * len(gone)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(data=st.data())
def test_a_damaged_page_gives_records_or_a_sentence(tmp_path: Path, data: st.DataObject) -> None:
    damaged = bytearray((CHAT / "messages2.html").read_bytes())
    for _ in range(data.draw(st.integers(1, 8))):
        damaged[data.draw(st.integers(0, len(damaged) - 1))] = data.draw(st.integers(0, 255))
    path = tmp_path / "messages.html"
    path.write_bytes(damaged[: data.draw(st.integers(0, len(damaged)))])
    try:
        records = list(telegram_html.read(path)) if data.draw(st.booleans()) else list(importer_for(path).read(path))
    except SourceError:
        return
    assert records


@pytest.mark.parametrize(
    "hostile",
    [
        "<!",
        "<!--",
        "<![",
        "<?",
        "</",
        "<a ",
        '<a b="',
        "<div>",
        "<script>",
        "&amp",
        "&#",
        "<textarea>",
        "</div>",
        "<a/",
    ],
)
def test_hostile_pages_take_no_time(hostile: str) -> None:
    started = time.monotonic()
    Page(page(row(1, "Ann", hostile * (200_000 // len(hostile)) + "</a>" * 20_000)))
    assert time.monotonic() - started < 3


def test_what_an_entity_would_stand_for_is_not_fetched(tmp_path: Path) -> None:
    markup = '<!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/passwd">]>' + page(row(1, "Ann", "&x; hi"))
    assert [message.text for message in parsed(written(tmp_path, markup))[0]] == ["&x; hi"]


def test_the_marks_of_a_page_stand_in_the_example() -> None:
    assert re.search('class="page_body chat_page"', (CHAT / "messages.html").read_text(encoding="utf-8"))
