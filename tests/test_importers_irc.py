"""Tests of irc.py: logs of the usual clients, whose days make one chat."""

import time
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from memory.importers import importer_for, irc
from memory.importers.records import ChatMessage, Problem
from tests.knowledge import Knowledge
from twin.errors import SourceError

DATA = Path(__file__).parent / "data" / "exports" / "irc"
Said = list[tuple[str, str, str]]


def written(folder: Path, text: str, name: str = "#garden.log") -> Path:
    folder.mkdir(exist_ok=True, parents=True)
    (folder / name).write_text(text, encoding="utf-8")
    return folder / name


def parsed(path: Path) -> tuple[list[ChatMessage], list[Problem]]:
    records = list(irc.read(path))
    return (
        [record for record in records if isinstance(record, ChatMessage)],
        [record for record in records if isinstance(record, Problem)],
    )


def said(messages: list[ChatMessage]) -> Said:
    return [(f"{message.sent_at:%m-%d %H:%M:%S}", message.author, message.text) for message in messages]


@pytest.mark.parametrize(
    ("name", "place", "expected"),
    [
        (
            "irssi.log",
            "irc/irssi",
            [
                ("02-03 23:51:00", "mira", "when do we plant?"),
                ("02-03 23:52:00", "jonas", "in march: not earlier"),
                ("02-03 23:53:00", "mira", "/me nods"),
                ("02-04 00:05:00", "ben^", "what about <b>tulips</b>?"),
            ],
        ),
        (
            "irc.libera.#garden.weechatlog",
            "irc/#garden",
            [
                ("02-03 23:51:10", "mira", "when do we plant?"),
                ("02-03 23:52:10", "jonas", "in march: not earlier"),
                ("02-03 23:53:10", "mira", "/me nods"),
                ("02-04 00:05:10", "ben^", "what about tulips?"),
            ],
        ),
        (
            "hexchat.log",
            "irc/hexchat",
            [
                ("12-31 23:58:30", "mira", "happy new year soon"),
                ("12-31 23:59:30", "jonas", "/me dances"),
                ("01-01 00:00:05", "jonas", "happy new year!"),
            ],
        ),
        (
            "mirc.log",
            "irc/#garden",
            [
                ("02-03 23:58:00", "mira", "when do we plant?"),
                ("02-03 23:59:00", "mira", "/me nods"),
                ("02-04 00:05:00", "jonas", "in march"),
            ],
        ),
    ],
)
def test_logs_as_clients_write_them(name: str, place: str, expected: Said) -> None:
    assert importer_for(DATA / name) is irc
    messages, problems = parsed(DATA / name)
    assert not problems
    assert {message.place for message in messages} == {place}
    assert said(messages) == expected


def test_a_year_ends_in_a_log_that_writes_no_years() -> None:
    messages, _ = parsed(DATA / "hexchat.log")
    assert [message.sent_at and message.sent_at.year for message in messages] == [2014, 2014, 2015]


def test_the_days_of_a_channel_are_one_chat(knowledge: Knowledge) -> None:
    messages, problems = parsed(DATA / "#baking")
    assert not problems
    assert {(message.place, message.chat) for message in messages} == {("irc/#baking", "#baking")}
    assert said(messages) == [
        ("02-03 23:58:05", "jonas", "mira: does rye bread need salt?"),
        ("02-03 23:58:40", "jonas", "/me waves"),
        ("02-03 23:58:41", "DoughBot", "jonas: rye (n): a cereal"),
        ("02-04 00:00:10", "mira", "jonas: yes, two percent"),
        ("02-04 00:00:15", "mira", "always two percent 🍞"),
        ("02-04 00:02:00", "أمل", "شكرا"),
    ]
    assert [message.author for message in messages if message.by_bot] == ["DoughBot"]
    learned = knowledge.learn(DATA / "#baking", me=("mira",))
    assert (learned.files, learned.exemplars, learned.problems) == (1, 1, [])


def test_a_later_day_adds_only_what_is_new(tmp_path: Path, knowledge: Knowledge) -> None:
    folder = tmp_path / "logs"
    written(folder, "[10:00] <ann> hello there\n[10:01] <bob> hi\n", "#a.2015-02-03.log")
    knowledge.learn(folder, me=("ann",))
    written(folder, "[10:00] <ann> and again\n", "#a.2015-02-04.log")
    assert knowledge.learn(folder, me=("ann",)).passages == 1


def test_channels_in_one_folder_are_apart(tmp_path: Path) -> None:
    for name in ("#a.2015-02-04.log", "#b.2015-02-03.log", "#a.2015-02-03.log"):
        written(tmp_path, f"[10:00] <ann> in {name}\n", name)
    assert [(message.place, message.text[-6:-4]) for message in parsed(tmp_path)[0]] == [
        ("irc/#a", "03"),
        ("irc/#a", "04"),
        ("irc/#b", "03"),
    ]


def test_only_logs_are_parts(tmp_path: Path) -> None:
    written(tmp_path, "[10:00] <ann> hello\n", "#a_20150203.log")
    written(tmp_path, "Dear diary,\nit rained.\n", "2015-02-03.txt")
    written(tmp_path, "[10:00] <ann> hello\n", "undated.log")
    assert irc.parts(tmp_path, sorted(path.name for path in tmp_path.iterdir())) == [tmp_path / "#a_20150203.log"]


@pytest.mark.parametrize(
    ("line", "author", "text"),
    [
        ("[2015-02-03 12:01:02] <nick> hi", "nick", "hi"),
        ("2015-02-03T12:01:02  <nick> hi", "nick", "hi"),
        ("2015-02-03 12:01:02 <nick> hi", "nick", "hi"),
        ("2015-02-03T12:01:02+01:00 <nick> hi", "nick", "hi"),
        ("2015/02/03 12:01 PM <nick> hi", "nick", "hi"),
        ("2015-02-03 12:01:02\t@nick\thi\tyou", "nick", "hi\tyou"),
        ("2015-02-03 12:01:02 * nick|away waves", "nick|away", "/me waves"),
        ("[2015-02-03 12:01] * nick joined a choir", "nick", "/me joined a choir"),
        ("2015-02-03 12:01 <nick> ", "nick", ""),
        ("2015-02-03 12:01 < [nick]^_> a: b", "[nick]^_", "a: b"),
        ("2015-02-03 12:01 <nick> \x0312,4blue\x0f", "nick", "blue"),
    ],
)
def test_a_line_that_somebody_said(tmp_path: Path, line: str, author: str, text: str) -> None:
    messages, problems = parsed(written(tmp_path, f"{line}\n"))
    assert not problems
    assert [(message.author, message.text) for message in messages] == [(author, text)]
    assert messages[0].sent_at is not None
    assert messages[0].sent_at.replace(second=0) == datetime(2015, 2, 3, 12, 1)


@pytest.mark.parametrize(
    "line",
    [
        "-!- nick [user@host] has joined #a",
        "*** Parts: nick (user@host)",
        "* nick (user@host) has joined #a",
        "* nick has quit (Ping timeout)",
        "* nick is now known as other",
        "* nick sets mode: +o other",
        "* Joins: nick",
        "*** nick is now known as other",
        "-NickServ- You are now identified",
        "* Topic for #a is: hi",
        "*\tnick has changed the topic to: hi",
        "--> nick joined",
        "just something",
    ],
)
def test_what_nobody_said_is_left_out(tmp_path: Path, line: str) -> None:
    messages, problems = parsed(written(tmp_path, f"[12:00] <ann> hi\n[12:01] {line}\n[12:02] <ann> end\n"))
    assert ([message.text for message in messages], problems) == (["hi", "end"], [])


@pytest.mark.parametrize(
    ("nick", "program"),
    [
        *[(nick, True) for nick in ("DSpaceSlackBot1", "kompewter", "meetbot", "ChanServ", "my-bot", "Bot", "ubottu")],
        *[(nick, False) for nick in ("mira", "ruebot", "abbot", "robotnik", "bottle", "Talbot")],
    ],
)
def test_programs_are_told_by_their_names(tmp_path: Path, nick: str, program: bool) -> None:
    messages, _ = parsed(written(tmp_path, f"[12:00] <{nick}> hi\n"))
    assert [message.by_bot for message in messages] == [program]


def test_midnight_passes_where_no_line_tells_it(tmp_path: Path) -> None:
    log = "[23:59] <ann> late\n[00:01] <bob> early\n[00:00] <ann> clocks\n[08:00] <ann> morning\n"
    messages, _ = parsed(written(tmp_path, log, "#a_20150203.log"))
    assert [message.sent_at and message.sent_at.day for message in messages] == [3, 4, 4, 4]


def test_without_a_day_there_is_no_date(tmp_path: Path) -> None:
    assert [message.sent_at for message in parsed(written(tmp_path, "[10:00] <ann> hi\n"))[0]] == [None]


@pytest.mark.parametrize(
    ("name", "place"),
    [
        ("#a.2015-02-03.log", "irc/#a"),
        ("freenode_#a_20150203.log", "irc/#a"),
        ("irc.libera.##math.weechatlog", "irc/##math"),
        ("#A.log", "irc/#a"),
        ("jonas.txt", "irc/jonas"),
        ("2015-02-03.log", "irc/&local"),
    ],
)
def test_the_channel_is_named_by_the_file_or_its_folder(tmp_path: Path, name: str, place: str) -> None:
    messages, _ = parsed(written(tmp_path / "&local", "[10:00] <ann> hi\n", name))
    assert [message.place for message in messages] == [place]


def test_a_log_is_recognised_by_what_it_holds(tmp_path: Path) -> None:
    path = tmp_path / "notes"
    path.write_bytes((DATA / "irssi.log").read_bytes())
    assert importer_for(path) is irc


@pytest.mark.parametrize(
    "text",
    [
        "Dear diary,\n[10:00] <ann> hi\nwas all she said.\n",
        "10:00 Tea\n11:00 Talk\n12:00 Walk\n",
        "[10:00] Ann: hi\n[10:01] Bob: hi\n",
        "--- Log opened Tue Feb 03 2015\n",
        "* one\n* two\n",
    ],
)
def test_other_texts_are_no_logs(tmp_path: Path, text: str) -> None:
    path = written(tmp_path, text, "note.txt")
    assert not irc.recognises(path, path.read_bytes())


def test_lines_that_are_none_are_told_once(tmp_path: Path) -> None:
    log = "[10:00] <ann> hi\nbroken\n[10:01] <ann> there\nbroken\n" + "[10:02] <ann> so\n" * 9
    messages, problems = parsed(written(tmp_path, log))
    assert len(messages) == 11
    assert [problem.where for problem in problems] == ["line 2"]
    assert "2 such lines" in problems[0].sentence


def test_a_log_in_which_nobody_speaks_is_told(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="nothing that anybody said"):
        parsed(written(tmp_path, "[10:00] *** Joins: ann\n"))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(data=st.data(), name=st.sampled_from(["irssi.log", "irc.libera.#garden.weechatlog", "hexchat.log", "mirc.log"]))
def test_a_damaged_log_gives_records_or_a_sentence(tmp_path: Path, data: st.DataObject, name: str) -> None:
    damaged = bytearray((DATA / name).read_bytes())
    for _ in range(data.draw(st.integers(1, 8))):
        damaged[data.draw(st.integers(0, len(damaged) - 1))] = data.draw(st.integers(0, 255))
    path = tmp_path / "a.log"
    path.write_bytes(damaged[: data.draw(st.integers(0, len(damaged)))])
    try:
        records = list(irc.read(path)) if data.draw(st.booleans()) else list(importer_for(path).read(path))
    except SourceError:
        return
    assert records


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(gone=st.sets(st.integers(0, 19), max_size=15))
def test_lines_that_are_missing_take_only_themselves(tmp_path: Path, gone: set[int]) -> None:
    lines = [f"[10:{number:02}] <ann> number {number}\n" for number in range(20)]
    path = written(tmp_path, "".join(line for number, line in enumerate(lines) if number not in gone))
    assert [message.text for message in parsed(path)[0]] == [f"number {n}" for n in range(20) if n not in gone]


@pytest.mark.parametrize("hostile", ["<", "* a (", "* a [", "\t", "@", "--- May 1 ", "1:", " ", "12:01 "])
def test_hostile_lines_take_no_time(tmp_path: Path, hostile: str) -> None:
    started = time.monotonic()
    long = hostile * (200_000 // len(hostile))
    path = written(tmp_path, f"[10:00] <ann> hi\n[10:00] {long}\n[10:00] <{long}\n{long}\n--- {long}\n" + "\n" * 9)
    irc.recognises(path, path.read_bytes())
    parsed(path)
    assert time.monotonic() - started < 2
