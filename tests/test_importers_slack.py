"""Tests of slack.py: a workspace's channels, threads and markup, and what is broken in them."""

import json
import shutil
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from memory.importers import importer_for, reading, slack, slack_text
from memory.importers.records import ChatMessage
from memory.importers.slack_text import Names
from tests.importing import EXPORTS, damaged, learned_twice, messages_of, parts_of, problems_of, readable, told
from tests.knowledge import Knowledge, without_privileges
from twin.errors import SourceError

Json = dict[str, object]

WORKSPACE = EXPORTS / "slack"
GENERAL = "slack/T0AURORA1/C10GENERAL"
ROOT = "1700000010.000200"


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    return Path(shutil.copytree(WORKSPACE, tmp_path / "Aurora Slack export"))


def write(path: Path, data: object) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(data), encoding="utf-8")
    return path


def message(number: int, text: object = "Hello", user: object = "U01ANN", **fields: object) -> Json:
    return {"type": "message", "user": user, "text": text, "ts": f"17000600{number:02}.000100", **fields}


def said(channel: str, path: Path = WORKSPACE) -> list[ChatMessage]:
    return [message for message in messages_of(slack, path) if message.place == f"slack/T0AURORA1/{channel}"]


def test_a_message() -> None:
    assert said("C10GENERAL")[0] == ChatMessage(
        place=GENERAL,
        chat="general",
        key=ROOT,
        author="Ben Okafor",
        author_id="U02BEN",
        sent_at=datetime(2023, 11, 14, 22, 13, 30, 200, UTC),
        text="@here who can review the change (https://example.org/pr/7?a=1&b=2) today? @ann 🌻",
        mentions=("U01ANN",),
    )


def test_a_channel_is_one_chat_across_its_days_and_only_what_people_wrote() -> None:
    assert [(message.author, message.text) for message in said("C10GENERAL")[1:]] == [
        ("נועה לוי", "בוקר טוב! ראו #launch & #launch"),
        ("ann 🌻", "I can, after lunch 🥗\nis x < y still open?"),
        ("ann 🌻", "give me an hour"),
        ("Build", "Build 41 passed"),
        ("Ben Okafor", "Yes, and it must stay open"),
        ("ann 🌻", "Then I will note that in the docs."),
        ("ann 🌻", ""),
        ("ann 🌻", "the plan for ben@example.org"),
    ]


def test_what_a_thread_answers_is_what_somebody_else_wrote_last_in_it() -> None:
    assert {message.key: message.reply_to for message in said("C10GENERAL") if message.reply_to} == {
        "1700000070.000400": ROOT,
        "1700000080.000500": ROOT,
        "1700050010.000100": "1700000080.000500",
        "1700050020.000200": "1700050010.000100",
    }


def test_who_goes_on_in_a_thread_of_their_own_answers_its_beginning(workspace: Path) -> None:
    first, second = message(1, thread_ts=message(1)["ts"]), message(2, "And more", thread_ts=message(1)["ts"])
    write(workspace / "launch" / "2023-11-16.json", [second, first])
    assert [message.reply_to for message in said("C11LAUNCH", workspace)[1:]] == ["", str(first["ts"])]


def test_a_thread_whose_beginning_is_missing_answers_it_all_the_same(workspace: Path) -> None:
    write(workspace / "launch" / "2023-11-16.json", [message(2, thread_ts="1600000000.000100")])
    assert said("C11LAUNCH", workspace)[-1].reply_to == "1600000000.000100"


def test_programs_are_told_from_people() -> None:
    assert [message.text for message in messages_of(slack, WORKSPACE) if message.by_bot] == ["Build 41 passed"]


def test_every_kind_of_chat_has_its_number_and_a_title_for_people() -> None:
    titles = {message.place.rpartition("/")[2]: message.chat for message in messages_of(slack, WORKSPACE)}
    assert titles == {
        "C10GENERAL": "general",
        "C11LAUNCH": "launch",
        "D30BEN": "ann 🌻, Ben Okafor",
        "G40TRIO": "ann 🌻, Ben Okafor, נועה לוי",
    }


def test_the_lists_and_the_days_are_one_export(workspace: Path) -> None:
    (workspace / "notes").mkdir()
    (workspace / "notes" / "mine.md").write_text("Not Slack's.", encoding="utf-8")
    (workspace / "read me.txt").write_text("Not Slack's.", encoding="utf-8")
    assert sorted(parts_of(slack, workspace)) == [
        "D30BEN/2023-11-14.json",
        "channels.json",
        "dms.json",
        "general/2023-11-14.json",
        "general/2023-11-15.json",
        "groups.json",
        "integration_logs.json",
        "launch/2023-11-15.json",
        "mpdm-ann--ben--noa-1/2023-11-14.json",
        "mpims.json",
        "users.json",
    ]


@pytest.mark.parametrize("missing", ["users.json", "days"])
def test_a_folder_without_the_lists_or_without_days_is_no_export(workspace: Path, missing: str) -> None:
    for path in [workspace / missing] if missing != "days" else workspace.glob("*/*.json"):
        path.unlink()
    assert parts_of(slack, workspace) == []


def test_one_day_alone_is_read_with_the_lists_around_it(tmp_path: Path) -> None:
    day = WORKSPACE / "D30BEN" / "2023-11-14.json"
    assert importer_for(day) is slack
    assert messages_of(slack, day) == said("D30BEN")
    alone = Path(shutil.copy(day, tmp_path / "chat"))
    assert importer_for(alone) is slack
    assert [message.author for message in messages_of(slack, alone)] == ["U02BEN", "U01ANN"]


@pytest.mark.parametrize(
    "other", ["{}", "[]", "[5]", '[{"type": "message", "text": "hi"}]', '[{"type": "message", "ts": 5}]', "[broken"]
)
def test_other_json_is_not_taken(tmp_path: Path, other: str) -> None:
    path = tmp_path / "2023-11-14.json"
    path.write_text(other, encoding="utf-8")
    assert not slack.recognises(path, reading.head(path))


@pytest.mark.parametrize(
    ("marked", "plain"),
    [
        ("<https://example.org>", "https://example.org"),
        ("<https://example.org|>", "https://example.org"),
        ("<http://example.org|example.org>", "example.org"),
        ("<http://example.org/|example.org>", "example.org"),
        ("<https://example.org|our site>", "our site (https://example.org)"),
        ("<mailto:a@example.org|a@example.org>", "a@example.org"),
        ("<tel:+4930123|030 123>", "030 123"),
        ("<@U1>", "@Zoë"),
        ("<@U9|nick>", "@nick"),
        ("<@U9>", "@U9"),
        ("<#C1>", "#plans"),
        ("<#C9|>", "#C9"),
        ("<!channel>", "@channel"),
        ("<!everyone|@everyone>", "@everyone"),
        ("<!subteam^S1|@ops>", "@ops"),
        ("<!date^1700000000^{date}|14 Nov>", "14 Nov"),
        ("&lt;@U1&gt; &amp;lt;", "<@U1> &lt;"),
        ("a < b", "a < b"),
        ("<>", "<>"),
        ("<|>", ""),
        ("*bold* `code`", "*bold* `code`"),
    ],
)
def test_markup_becomes_text(marked: str, plain: str) -> None:
    assert slack_text.readable(marked, Names({"U1": "Zoë"}, {"C1": "plans"})) == plain


def test_who_is_mentioned_twice_is_named_once() -> None:
    assert slack_text.mentioned("<@U2> and <@U1|ann>, <@U2> <#C1>") == ("U2", "U1")


@pytest.mark.parametrize(
    ("fields", "text"),
    [
        ({"subtype": "me_message"}, "Hello"),
        ({"subtype": "file_share", "text": "<@U01ANN|ann> uploaded a file: <https://x|a.png>"}, ""),
        (
            {
                "subtype": "file_share",
                "text": "<@U01ANN|ann> uploaded a file: <https://x|a.png> and commented: so",
                "file": {"initial_comment": {"comment": "so"}},
            },
            "so",
        ),
        ({"text": None, "attachments": [{"text": "an unfurled page"}]}, ""),
    ],
)
def test_what_somebody_did_is_what_they_wrote(workspace: Path, fields: Json, text: str) -> None:
    write(workspace / "launch" / "2023-11-16.json", [message(1) | fields])
    assert said("C11LAUNCH", workspace)[-1].text == text


@pytest.mark.parametrize("subtype", ["channel_leave", "group_join", "tombstone", "huddle_thread", "pinned_item", "new"])
def test_what_nobody_wrote_is_left_out(workspace: Path, subtype: str) -> None:
    write(workspace / "launch" / "2023-11-16.json", [message(1, subtype=subtype)])
    assert len(said("C11LAUNCH", workspace)) == 1


def test_who_is_not_in_the_lists_has_the_name_of_their_profile(workspace: Path) -> None:
    days = [message(1, user="U77", user_profile={"display_name": "", "real_name": "Kim"}), message(2, user="U88")]
    write(workspace / "launch" / "2023-11-16.json", days)
    assert [message.author for message in said("C11LAUNCH", workspace)[1:]] == ["Kim", "U88"]


def test_a_channel_that_is_not_in_the_lists_is_called_like_its_folder(workspace: Path) -> None:
    write(workspace / "secret" / "2023-11-16.json", [message(1)])
    assert [message.chat for message in said("secret", workspace)] == ["secret"]


@pytest.mark.parametrize(
    ("broken", "sentence"),
    [
        (5, "It has no fields."),
        ({**message(2), "text": 5}, "Its “text” is not a text."),
        ({**message(2), "ts": "now"}, "Its “ts” is no time."),
        ({**message(2), "ts": 1700060002}, "Its “ts” is not a text."),
        ({**message(2), "user": None}, "It has no author."),
        ({**message(2), "thread_ts": []}, "Its “thread_ts” is not a text."),
    ],
)
def test_a_broken_message_is_told_and_the_rest_is_read(workspace: Path, broken: object, sentence: str) -> None:
    day = write(workspace / "launch" / "2023-11-16.json", [message(1, "first"), broken, message(3, "third")])
    assert problems_of(slack, workspace) == [("message number 2", f"{sentence} The message is left out.")]
    assert told(slack, day)[0] == ["first", "third"]


def test_a_day_that_is_cut_leaves_the_others(workspace: Path) -> None:
    day = workspace / "general" / "2023-11-14.json"
    day.write_bytes(day.read_bytes()[:520])
    [(where, sentence)] = problems_of(slack, workspace)
    assert where == "message number 2"
    assert sentence.startswith("The file ends in the middle, after message number 2;")
    assert "Then I will note that in the docs." in told(slack, workspace)[0]


def test_damaged_lists_cost_names_and_no_messages(workspace: Path) -> None:
    (workspace / "users.json").write_text("[{broken", encoding="utf-8")
    texts, wheres = told(slack, workspace)
    assert (len(texts), wheres) == (13, [""])


def test_a_day_without_messages_is_told(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="holds no messages"):
        list(slack.read(write(tmp_path / "a.json", [message(1, subtype="channel_join")])))


def test_a_later_export_adds_only_what_is_new(workspace: Path, knowledge: Knowledge) -> None:
    later = Path(shutil.copytree(workspace, workspace.parent / "later" / "export"))
    assert learned_twice(knowledge, workspace, later) == 0
    write(later / "general" / "2023-11-16.json", [message(1, "A new thing is said")])
    assert knowledge.learn(later).passages == 1


def test_the_owner_answers_in_a_thread(workspace: Path, knowledge: Knowledge) -> None:
    knowledge.learn(workspace)
    pairs = dict(knowledge.store.rows("SELECT message, reply FROM exemplars"))
    assert pairs["Yes, and it must stay open"].startswith("Then I will note that in the docs.")
    assert pairs["did you get the keys?"] == "yes, they are in the drawer"


def test_odd_entries_of_the_lists_are_passed_over(workspace: Path) -> None:
    for name in ("users.json", "channels.json"):
        path = workspace / name
        entries = [5, {"id": 5}, {"id": "U9", "name": None}, *json.loads(path.read_text(encoding="utf-8"))]
        write(path, entries)
    assert messages_of(slack, workspace) == messages_of(slack, WORKSPACE)


def test_a_channel_that_may_not_be_looked_into_leaves_no_export(workspace: Path) -> None:
    (workspace / "general").chmod(0)
    with without_privileges():
        assert list(slack.parts(workspace, ["users.json", "channels.json", "general"])) == []
    (workspace / "general").chmod(0o755)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60)
@given(seed=st.integers())
def test_a_damaged_workspace_gives_records_or_a_sentence(tmp_path: Path, seed: int) -> None:
    folder = tmp_path / "export"
    shutil.copytree(WORKSPACE, folder, dirs_exist_ok=True)
    for name in ("users.json", "channels.json", "dms.json", "general/2023-11-14.json"):
        (folder / name).write_bytes(damaged((WORKSPACE / name).read_bytes(), seed + len(name)))
    texts = [getattr(record, "text", "") for record in readable(slack.read, folder)]
    assert "yes, they are in the drawer" in texts
    assert "Then I will note that in the docs." in texts


@pytest.mark.parametrize("hostile", ["<" * 200_000, "<@" * 100_000, "<a|" * 60_000, "<@U1> uploaded a file: " * 9000])
def test_hostile_texts_take_no_time(hostile: str) -> None:
    begun = time.monotonic()
    slack_text.readable(hostile, Names({}, {}))
    slack_text.mentioned(hostile)
    assert time.monotonic() - begun < 1
