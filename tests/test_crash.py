"""Whatever happens to a serving twin, every message is answered once and in order."""

import asyncio
import os
import resource
import sqlite3
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, closing
from pathlib import Path

import pytest

from tests.crash import run, start
from tests.servers.telegram import Chat, TelegramServer, User


@pytest.fixture
async def server() -> AsyncIterator[TelegramServer]:
    async with TelegramServer() as started:
        yield started
        assert started.violations == []


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path


@asynccontextmanager
async def echoing(data: Path, server: TelegramServer, **more: str) -> AsyncIterator[asyncio.subprocess.Process]:
    """The twin that repeats what it reads, when it is listening."""
    log = data / "log"
    before = log.read_text().count("serving") if log.exists() else 0
    process = await start(data, server.url, **more)
    try:
        await until(lambda: log.exists() and log.read_text().count("serving") > before)
        yield process
    finally:
        if process.returncode is None:
            process.kill()
        await process.wait()


async def until(condition: Callable[[], object], seconds: float = 40) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it did not happen"
        await asyncio.sleep(0.02)


def person(server: TelegramServer, name: str) -> tuple[Chat, User]:
    user = server.user(name)
    return server.private(user), user


def answers(server: TelegramServer, chat: Chat) -> list[str]:
    """What was answered there, without the sentence that this is an AI."""
    return [sent.text for sent in server.sent if sent.chat_id == chat.id and sent.text.startswith("re: ")]


def rows(data: Path, sql: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(data / "ledger.db")) as ledger:
        return ledger.execute(sql).fetchall()


async def test_killed_twenty_times_everybody_is_answered_once_and_in_order(data: Path) -> None:
    seed = int(os.environ.get("CRASH_SEED", "") or int.from_bytes(os.urandom(4)))
    print(f"CRASH_SEED={seed}")
    outcome = await run(data, seed, kills=20)

    assert outcome.wrong() == []
    # Most of the kills have to hit a twin at work, or this shows nothing.
    assert outcome.begun == outcome.kills


async def test_the_same_update_again_out_of_order_and_after_a_day_is_answered_once(
    data: Path, server: TelegramServer
) -> None:
    chat, zoe = person(server, "Zoe")
    async with echoing(data, server):
        updates = [server.say(chat, zoe, f"message {number}") for number in range(3)]
        await until(lambda: len(answers(server, chat)) == 3)
        for update in reversed(updates):
            server.replay(update)
            server.replay(update)
        server.age(86_400)
        for update in updates:
            server.replay(update)
        server.say(chat, zoe, "the last")
        await until(lambda: "re: the last" in answers(server, chat))

    assert answers(server, chat) == ["re: message 0", "re: message 1", "re: message 2", "re: the last"]


async def test_a_full_disk_loses_nothing_and_nothing_is_confirmed_before_it_is_kept(
    data: Path, server: TelegramServer
) -> None:
    chat, zoe = person(server, "Zoe")
    async with echoing(data, server) as process:
        server.say(chat, zoe, "before")
        await until(lambda: len(answers(server, chat)) == 1)
        await asyncio.sleep(0.3)
        size = (data / "ledger.db-wal").stat().st_size
        resource.prlimit(process.pid, resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))
        confirmed = server.confirmed
        for number in range(3):
            server.say(chat, zoe, f"while it is full {number}")
        await until(lambda: "disk" in (data / "log").read_text())
        await asyncio.sleep(0.5)
        assert (server.confirmed, len(answers(server, chat))) == (confirmed, 1)
        resource.prlimit(process.pid, resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
        await until(lambda: len(answers(server, chat)) == 4)

    assert answers(server, chat)[1:] == [f"re: while it is full {number}" for number in range(3)]


async def test_records_that_others_lock_are_waited_for(data: Path, server: TelegramServer) -> None:
    chat, zoe = person(server, "Zoe")
    async with echoing(data, server):
        with closing(sqlite3.connect(data / "ledger.db", isolation_level=None)) as reader:
            reader.execute("BEGIN")
            reader.execute("SELECT * FROM messages").fetchall()
            server.say(chat, zoe, "beside a reader")
            await until(lambda: len(answers(server, chat)) == 1)
        with closing(sqlite3.connect(data / "ledger.db", isolation_level=None)) as writer:
            writer.execute("BEGIN IMMEDIATE")
            server.say(chat, zoe, "behind a writer")
            await asyncio.sleep(1)
            writer.execute("ROLLBACK")
        await until(lambda: len(answers(server, chat)) == 2)

    assert rows(data, "SELECT count(*) FROM messages") == [(2,)]


async def test_a_cut_during_a_delivery_leaves_it_in_doubt_and_others_go_on(data: Path, server: TelegramServer) -> None:
    chat, zoe = person(server, "Zoe")
    other, yan = person(server, "Yan")
    async with echoing(data, server):
        server.say(chat, zoe, "first")
        await until(lambda: len(answers(server, chat)) == 1)
        server.fail_next("sendMessage", "drop after")
        server.say(chat, zoe, "cut")
        await until(lambda: rows(data, "SELECT 1 FROM deliveries WHERE state = 'in doubt'"))
        server.say(chat, zoe, "after")
        server.say(other, yan, "elsewhere")
        await until(lambda: len(answers(server, chat)) == 3 and answers(server, other))

    assert answers(server, chat) == ["re: first", "re: cut", "re: after"]
    assert rows(data, "SELECT text FROM deliveries WHERE state = 'in doubt'") == [("re: cut",)]


async def test_by_setting_a_doubt_is_repeated(data: Path, server: TelegramServer) -> None:
    chat, zoe = person(server, "Zoe")
    async with echoing(data, server, TWIN_ON_DOUBT="repeat"):
        server.say(chat, zoe, "first")
        await until(lambda: len(answers(server, chat)) == 1)
        server.fail_next("sendMessage", "drop after")
        server.say(chat, zoe, "cut")
        server.say(chat, zoe, "after")
        await until(lambda: len(answers(server, chat)) == 4)

    assert answers(server, chat) == ["re: first", "re: cut", "re: cut", "re: after"]


async def test_what_surely_did_not_arrive_is_tried_again_in_order(data: Path, server: TelegramServer) -> None:
    chat, zoe = person(server, "Zoe")
    async with echoing(data, server):
        server.say(chat, zoe, "first")
        await until(lambda: len(answers(server, chat)) == 1)
        server.limits(per_chat_per_second=1)
        for number in range(4):
            server.say(chat, zoe, f"message {number}")
        await until(lambda: len(answers(server, chat)) == 5)

    assert answers(server, chat) == ["re: first", *(f"re: message {number}" for number in range(4))]
    assert rows(data, "SELECT count(*) FROM deliveries WHERE state <> 'sent'") == [(0,)]


async def test_telegram_gone_for_a_while_is_waited_for(data: Path, server: TelegramServer) -> None:
    chat, zoe = person(server, "Zoe")
    async with echoing(data, server):
        server.say(chat, zoe, "before")
        await until(lambda: len(answers(server, chat)) == 1)
        await server.stop()
        await asyncio.sleep(1)
        await server.start()
        server.say(chat, zoe, "after")
        await until(lambda: len(answers(server, chat)) == 2)


async def test_stopped_while_a_delivery_hangs_it_ends_in_time_and_says_so_at_the_next_start(
    data: Path, server: TelegramServer
) -> None:
    chat, zoe = person(server, "Zoe")
    async with echoing(data, server) as process:
        server.say(chat, zoe, "first")
        await until(lambda: len(answers(server, chat)) == 1)
        server.fail_next("sendMessage", "hang after")
        server.say(chat, zoe, "hangs")
        await until(lambda: len(answers(server, chat)) == 2)
        began = time.monotonic()
        process.terminate()
        assert await process.wait() == 0
        assert time.monotonic() - began < 10
    assert rows(data, "SELECT state FROM deliveries WHERE text = 're: hangs'") == [("begun",)]

    async with echoing(data, server):
        server.say(chat, zoe, "later")
        await until(lambda: "re: later" in answers(server, chat))
    assert rows(data, "SELECT state FROM deliveries WHERE text = 're: hangs'") == [("in doubt",)]
    assert answers(server, chat) == ["re: first", "re: hangs", "re: later"]
