"""``twin run`` as people start it: the real command, over HTTP, beside other commands."""

import asyncio
import re
import shutil
import signal
import socket
import sqlite3
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from pathlib import Path
from subprocess import CompletedProcess

import httpx
import pytest

from persona.profile import Answers, write_new
from tests.echoing import until
from tests.example import TWIN, environment, twin
from tests.knowledge import conversation, write_chat, write_post
from tests.servers.telegram import TOKEN, TelegramServer

OPEN = {"TWIN_ADMITS": "everyone", "TWIN_QUIET": "0"}


@pytest.fixture(scope="module")
def learned(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder of an owner who has learned one post."""
    tmp_path = tmp_path_factory.mktemp("ann")
    data = tmp_path / "data"
    data.mkdir()
    write_new(data / "owner.toml", Answers(name="Ann Lee"))
    write_post(
        tmp_path / "blog" / "chains.md", "Chains", "In winter I wax my chain every second week, and never oil it."
    )
    assert twin(data, "learn", tmp_path / "blog").returncode == 0
    return data


@pytest.fixture
def ann(learned: Path, tmp_path: Path) -> Path:
    """The same, to be changed."""
    return Path(shutil.copytree(learned, tmp_path / "data"))


@asynccontextmanager
async def running(data: Path, server: TelegramServer, **more: str) -> AsyncIterator[asyncio.subprocess.Process]:
    """``twin run``, when it is listening; what it logs is in the file "log" beside the data."""
    variables = environment(data, TWIN_TELEGRAM_TOKEN=TOKEN, TWIN_TELEGRAM_URL=server.url, **{**OPEN, **more})
    log = data.parent / "log"
    with log.open("ab") as file:
        process = await asyncio.create_subprocess_exec(
            *TWIN, "run", env=variables, cwd=data.parent, stdin=asyncio.subprocess.DEVNULL, stdout=file, stderr=file
        )
    try:
        await until(lambda: "serving telegram" in log.read_text() or process.returncode is not None)
        yield process
    finally:
        if process.returncode is None:
            process.terminate()
        await asyncio.wait_for(process.wait(), 10)


async def beside(data: Path, *arguments: object, **settings: str) -> CompletedProcess[str]:
    """Another command, while this loop goes on serving."""
    return await asyncio.to_thread(twin, data, *arguments, settings={**OPEN, **settings})


def texts(server: TelegramServer) -> list[str]:
    return [sent.text for sent in server.sent]


def free_port() -> int:
    with closing(socket.socket()) as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


async def test_a_stranger_is_answered_from_what_was_learned_and_the_log_holds_none_of_it(
    ann: Path, server: TelegramServer
) -> None:
    zoe = server.user("Zoe Quill")
    async with running(ann, server) as process:
        server.say(server.private(zoe), zoe, "do you wax your chain in winter?")
        await until(lambda: len(server.sent) == 2)
        process.send_signal(signal.SIGTERM)
        began = time.monotonic()
        assert await process.wait() == 0
        assert time.monotonic() - began < 20

    assert "an AI" in texts(server)[0]
    assert "every second week" in texts(server)[1]
    log = (ann.parent / "log").read_text()
    assert re.search(rf"INFO telegram/{zoe.id}: 1 message, send quote [01]\.\d\d, \d+\.\d\d s", log)
    assert not any(word in log for word in ("Zoe", "chain", "winter", TOKEN, "week"))
    assert server.commands


async def test_what_is_learned_while_it_serves_is_used_by_the_next_answer(
    ann: Path, server: TelegramServer, tmp_path: Path
) -> None:
    zoe = server.user("Zoe")
    chat = server.private(zoe)
    question = "what flour is your bread baked with?"
    async with running(ann, server):
        server.say(chat, zoe, question)
        await until(lambda: len(server.sent) == 2)
        write_post(tmp_path / "more" / "bread.md", "Bread", "My bread is baked with rye flour, for one hour.")
        learned = await beside(ann, "learn", tmp_path / "more")
        server.say(chat, zoe, question)
        await until(lambda: len(server.sent) == 3 or len(server.sent) == 4)
        listed = await beside(ann, "sources")
        forgotten = await beside(ann, "sources", "forget", "2")
        server.say(chat, zoe, question)
        await until(lambda: texts(server)[-1].startswith("I don't know"))
        failed = await beside(ann, "sources", "forget", "7")
        missing = await beside(ann, "learn", tmp_path / "nowhere")

    assert texts(server)[1].startswith("I don't know")
    assert any("rye flour" in text for text in texts(server))
    assert (learned.returncode, learned.stdout.splitlines()[0]) == (
        0,
        "Learned 1 passage and 0 exemplars from 1 file; 0 files unchanged, 0 pieces dropped, 0 problems.",
    )
    assert len(listed.stdout.splitlines()) == 3
    assert forgotten.stdout.startswith("Forgot 1 piece of ")
    assert (failed.returncode, failed.stderr) == (1, "twin: there is no source 7: `twin sources` lists them.\n")
    assert (missing.returncode, "does not exist" in missing.stderr) == (1, True)


async def test_a_pause_does_not_wait_for_what_is_being_learned_and_a_stop_cuts_that_off(
    ann: Path, server: TelegramServer, tmp_path: Path
) -> None:
    chat = write_chat(tmp_path / "long.json", *conversation(2500))
    async with running(ann, server) as process:
        learning = asyncio.create_task(beside(ann, "learn", chat, "--me", "Ann"))
        await until(lambda: chats(ann))
        paused = await beside(ann, "pause")
        assert not learning.done()
        process.terminate()
        began = time.monotonic()
        assert await process.wait() == 0
        assert time.monotonic() - began < 20
        # Whoever asked for it does it now that nobody else does.
        learned = await learning

    assert paused.stdout.startswith("Paused")
    assert learned.returncode == 0
    assert (await beside(ann, "sources")).stdout.splitlines()[2].split()[2:4] == ["5000", "2500"]


def chats(data: Path) -> bool:
    with closing(sqlite3.connect(data / "knowledge.db")) as knowledge:
        return bool(knowledge.execute("SELECT 1 FROM exemplars LIMIT 1").fetchall())


async def test_what_owner_toml_says_counts_as_soon_as_it_is_written(ann: Path, server: TelegramServer) -> None:
    zoe = server.user("Zoe")
    chat = server.private(zoe)
    file, log = ann / "owner.toml", ann.parent / "log"
    async with running(ann, server):
        server.say(chat, zoe, "what is your favourite film?")
        await until(lambda: len(server.sent) == 2)
        before = file.read_text()
        file.write_text(f'{before}\n[[scripted]]\nwhen = ["what is your favourite film?"]\nanswer = "Playtime."\n')
        await until(lambda: "owner.toml was read again" in log.read_text())
        server.say(chat, zoe, "what is your favourite film?")
        await until(lambda: len(server.sent) == 3)
        file.write_text(f"{before}\nnonsense = 1\n")
        await until(lambda: "The twin goes on as before." in log.read_text())
        server.say(chat, zoe, "what is your favourite film?")
        await until(lambda: len(server.sent) == 4)

    assert texts(server)[1].startswith("I don't know")
    assert texts(server)[2:] == ["Playtime.", "Playtime."]


async def test_status_tells_whom_the_running_twin_is_open_to_and_the_log_why_it_was_silent(
    ann: Path, server: TelegramServer
) -> None:
    zoe = server.user("Zoe")
    async with running(ann, server, TWIN_ADMITS="contacts"):
        server.say(server.private(zoe), zoe, "hello?")
        await until(lambda: "you have not opened the twin to them" in (ann.parent / "log").read_text())
        standing = await beside(ann, "status", TWIN_ADMITS="everyone")
        second = await beside(ann, "run", TWIN_TELEGRAM_TOKEN=TOKEN, TWIN_TELEGRAM_URL=server.url)

    assert "Open to: contacts." in standing.stdout
    assert (second.returncode, "stop it first" in second.stderr) == (1, True)


async def test_an_empty_allow_list_admits_nobody(ann: Path, server: TelegramServer) -> None:
    zoe = server.user("Zoe")
    async with running(ann, server, TWIN_ADMITS=""):
        server.say(server.private(zoe), zoe, "do you wax your chain in winter?")
        server.say(server.private(zoe), zoe, "/start")
        await until(lambda: (ann.parent / "log").read_text().count("stay silent") == 2)
        seen = await beside(ann, "contacts")
        standing = await beside(ann, "status", TWIN_ADMITS="")

    assert server.sent == []
    assert f"telegram/{zoe.id}" in seen.stdout
    assert "Open to: nobody but your own accounts (TWIN_ADMITS)." in standing.stdout


async def test_paused_it_keeps_what_arrives_and_resumed_it_answers(ann: Path, server: TelegramServer) -> None:
    zoe = server.user("Zoe")
    async with running(ann, server):
        paused = await beside(ann, "pause")
        server.say(server.private(zoe), zoe, "do you wax your chain in winter?")
        await until(lambda: messages(ann) == 1)
        await asyncio.sleep(0.3)
        assert server.sent == []
        standing = await beside(ann, "status")
        resumed = await beside(ann, "resume")
        await until(lambda: len(server.sent) == 2)

    assert paused.stdout.startswith("Paused: nothing is answered and nothing goes out.")
    assert "Paused since" in standing.stdout
    assert "Waiting for an answer: 1, the oldest for" in standing.stdout
    assert resumed.stdout == "Resumed; waiting: 1 message.\n"


def messages(data: Path) -> int:
    with closing(sqlite3.connect(data / "ledger.db")) as ledger:
        return int(ledger.execute("SELECT count(*) FROM messages").fetchone()[0])


async def test_metrics_show_how_it_stands(ann: Path, server: TelegramServer) -> None:
    port = free_port()
    zoe = server.user("Zoe")
    async with running(ann, server, TWIN_METRICS=f"127.0.0.1:{port}"), httpx.AsyncClient() as client:
        server.say(server.private(zoe), zoe, "do you wax your chain in winter?")
        await until(lambda: len(server.sent) == 2)
        server.fail_next("sendMessage", "drop after")
        server.say(server.private(zoe), zoe, "and in summer?")
        await until(lambda: "twin doubts" in (ann.parent / "log").read_text())
        answer = await client.get(f"http://127.0.0.1:{port}/metrics")
        other = await client.get(f"http://127.0.0.1:{port}/health")
        listed = await beside(ann, "doubts")
        settled = await beside(ann, "doubts", "arrived", listed.stdout.split()[0])
        again = await beside(ann, "doubts")

    assert answer.status_code == 200
    for line in (
        "twin_queue_age_seconds 0.0",
        "twin_messages_waiting 0.0",
        "twin_drafts_held 0.0",
        "twin_deliveries_in_doubt 1.0",
        'twin_decisions_total{action="send"} 1.0',
        'twin_deliveries_total{state="sent"} 2.0',
        'twin_errors_total{adapter="telegram",kind="in doubt"} 1.0',
    ):
        assert line in answer.text.splitlines()
    assert other.status_code == 404
    assert settled.stdout == "Noted: it has arrived.\n"
    assert again.stdout == "Nothing is in doubt.\n"


async def test_by_webhook_only_telegram_is_heard(ann: Path, server: TelegramServer) -> None:
    port = free_port()
    zoe = server.user("Zoe")
    url = f"http://127.0.0.1:{port}"
    more = {"TWIN_HTTP": f"127.0.0.1:{port}", "TWIN_TELEGRAM_WEBHOOK": url}
    async with running(ann, server, **more), httpx.AsyncClient() as client:
        forged = await client.post(f"{url}/telegram", json={"update_id": 1})
        health = await client.get(f"{url}/health")
        huge = await client.post(f"{url}/telegram", content=b"x" * 2_000_000)
        server.say(server.private(zoe), zoe, "do you wax your chain in winter?")
        await until(lambda: len(server.sent) == 2)

    assert (forged.status_code, health.status_code, huge.status_code) == (403, 200, 413)
    assert "every second week" in texts(server)[1]


@pytest.mark.parametrize(
    ("settings", "sentence"),
    [
        ({}, "no platform has a token, so there is nothing to serve: set TWIN_TELEGRAM_TOKEN or TWIN_DISCORD_TOKEN, "),
        ({"TWIN_TELEGRAM_TOKEN": "hunter2"}, "TWIN_TELEGRAM_TOKEN is no token of a Telegram bot."),
        ({"TWIN_ADMITS": "everybody"}, "TWIN_ADMITS has 'everybody'"),
        ({"TWIN_TELEGRAM_TOKEN": TOKEN, "TWIN_TELEGRAM_WEBHOOK": "https://ann.example"}, "TWIN_HTTP has to say"),
        ({"TWIN_TELEGRAM_TOKEN": TOKEN, "TWIN_HTTP": "1.2.3.4:80"}, "nobody can listen on 1.2.3.4:80"),
    ],
    ids=["no token", "no such token", "admits", "webhook without a server", "address"],
)
def test_what_is_set_up_wrong_is_a_sentence(ann: Path, settings: dict[str, str], sentence: str) -> None:
    done = twin(ann, "run", settings=settings)

    assert done.returncode == 1
    assert sentence in done.stderr
    assert "hunter2" not in done.stderr


async def test_a_token_that_telegram_refuses_is_a_sentence(ann: Path, server: TelegramServer) -> None:
    server.revoke()
    done = await beside(ann, "run", TWIN_TELEGRAM_TOKEN=TOKEN, TWIN_TELEGRAM_URL=server.url)

    assert done.returncode == 1
    assert "Telegram does not accept the token" in done.stderr
    assert TOKEN not in done.stderr


def test_without_an_owner_there_is_nobody_to_answer_for(tmp_path: Path) -> None:
    done = twin(tmp_path / "data", "run", settings={"TWIN_TELEGRAM_TOKEN": TOKEN})

    assert (done.returncode, "`twin init`" in done.stderr) == (1, True)
