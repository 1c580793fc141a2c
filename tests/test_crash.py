"""Whatever happens to a serving twin, every message is answered once and in order."""

import asyncio
import os
import resource
import sqlite3
import time
from contextlib import closing
from pathlib import Path

import pytest

from tests.crash import run
from tests.echoing import answers, echoing, person, rows, until
from tests.servers.telegram import TelegramServer


async def test_killed_twenty_times_everybody_is_answered_once_and_in_order(tmp_path: Path) -> None:
    seed = int(os.environ.get("CRASH_SEED", "") or int.from_bytes(os.urandom(4)))
    print(f"CRASH_SEED={seed}")
    outcome = await run(tmp_path, seed, kills=20)

    assert outcome.wrong() == []
    # Most of the kills have to hit a twin at work, or this shows nothing.
    assert outcome.begun == outcome.kills


async def test_the_same_update_again_out_of_order_and_after_a_day_is_answered_once(
    tmp_path: Path, server: TelegramServer
) -> None:
    chat, zoe = person(server, "Zoe")
    async with echoing(tmp_path, server):
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
    tmp_path: Path, server: TelegramServer
) -> None:
    chat, zoe = person(server, "Zoe")
    async with echoing(tmp_path, server) as process:
        server.say(chat, zoe, "before")
        await until(lambda: len(answers(server, chat)) == 1)
        await asyncio.sleep(0.3)
        size = (tmp_path / "ledger.db-wal").stat().st_size
        resource.prlimit(process.pid, resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))
        confirmed = server.confirmed
        for number in range(3):
            server.say(chat, zoe, f"while it is full {number}")
        await until(lambda: "disk" in (tmp_path / "log").read_text())
        await asyncio.sleep(0.5)
        assert (server.confirmed, len(answers(server, chat))) == (confirmed, 1)
        resource.prlimit(process.pid, resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
        await until(lambda: len(answers(server, chat)) == 4)

    assert answers(server, chat)[1:] == [f"re: while it is full {number}" for number in range(3)]


async def test_records_that_others_lock_are_waited_for(tmp_path: Path, server: TelegramServer) -> None:
    chat, zoe = person(server, "Zoe")
    async with echoing(tmp_path, server):
        with closing(sqlite3.connect(tmp_path / "ledger.db", isolation_level=None)) as reader:
            reader.execute("BEGIN")
            reader.execute("SELECT * FROM messages").fetchall()
            server.say(chat, zoe, "beside a reader")
            await until(lambda: len(answers(server, chat)) == 1)
        with closing(sqlite3.connect(tmp_path / "ledger.db", isolation_level=None)) as writer:
            writer.execute("BEGIN IMMEDIATE")
            server.say(chat, zoe, "behind a writer")
            await asyncio.sleep(1)
            writer.execute("ROLLBACK")
        await until(lambda: len(answers(server, chat)) == 2)

    assert rows(tmp_path, "SELECT count(*) FROM messages") == [(2,)]


async def test_a_cut_during_a_delivery_leaves_it_in_doubt_and_others_go_on(
    tmp_path: Path, server: TelegramServer
) -> None:
    chat, zoe = person(server, "Zoe")
    other, yan = person(server, "Yan")
    async with echoing(tmp_path, server):
        server.say(chat, zoe, "first")
        await until(lambda: len(answers(server, chat)) == 1)
        server.fail_next("sendMessage", "drop after")
        server.say(chat, zoe, "cut")
        await until(lambda: rows(tmp_path, "SELECT 1 FROM deliveries WHERE state = 'in doubt'"))
        server.say(chat, zoe, "after")
        server.say(other, yan, "elsewhere")
        await until(lambda: len(answers(server, chat)) == 3 and answers(server, other))

    assert answers(server, chat) == ["re: first", "re: cut", "re: after"]
    assert rows(tmp_path, "SELECT text FROM deliveries WHERE state = 'in doubt'") == [("re: cut",)]


async def test_by_setting_a_doubt_is_repeated(tmp_path: Path, server: TelegramServer) -> None:
    chat, zoe = person(server, "Zoe")
    async with echoing(tmp_path, server, TWIN_ON_DOUBT="repeat"):
        server.say(chat, zoe, "first")
        await until(lambda: len(answers(server, chat)) == 1)
        server.fail_next("sendMessage", "drop after")
        server.say(chat, zoe, "cut")
        server.say(chat, zoe, "after")
        await until(lambda: len(answers(server, chat)) == 4)

    assert answers(server, chat) == ["re: first", "re: cut", "re: cut", "re: after"]


async def test_what_surely_did_not_arrive_is_tried_again_in_order(tmp_path: Path, server: TelegramServer) -> None:
    chat, zoe = person(server, "Zoe")
    async with echoing(tmp_path, server):
        server.say(chat, zoe, "first")
        await until(lambda: len(answers(server, chat)) == 1)
        server.limits(per_chat_per_second=1)
        for number in range(4):
            server.say(chat, zoe, f"message {number}")
        await until(lambda: len(answers(server, chat)) == 5)

    assert answers(server, chat) == ["re: first", *(f"re: message {number}" for number in range(4))]
    assert rows(tmp_path, "SELECT count(*) FROM deliveries WHERE state <> 'sent'") == [(0,)]


async def test_telegram_gone_for_a_while_is_waited_for(tmp_path: Path, server: TelegramServer) -> None:
    chat, zoe = person(server, "Zoe")
    async with echoing(tmp_path, server):
        server.say(chat, zoe, "before")
        await until(lambda: len(answers(server, chat)) == 1)
        await server.stop()
        await asyncio.sleep(1)
        await server.start()
        server.say(chat, zoe, "after")
        await until(lambda: len(answers(server, chat)) == 2)


async def test_stopped_while_a_delivery_hangs_it_ends_in_time_and_says_so_at_the_next_start(
    tmp_path: Path, server: TelegramServer
) -> None:
    chat, zoe = person(server, "Zoe")
    async with echoing(tmp_path, server) as process:
        server.say(chat, zoe, "first")
        await until(lambda: len(answers(server, chat)) == 1)
        server.fail_next("sendMessage", "hang after")
        server.say(chat, zoe, "hangs")
        await until(lambda: len(answers(server, chat)) == 2)
        began = time.monotonic()
        process.terminate()
        assert await process.wait() == 0
        assert time.monotonic() - began < 20
    assert rows(tmp_path, "SELECT state FROM deliveries WHERE text = 're: hangs'") == [("begun",)]

    async with echoing(tmp_path, server):
        server.say(chat, zoe, "later")
        await until(lambda: "re: later" in answers(server, chat))
    assert rows(tmp_path, "SELECT state FROM deliveries WHERE text = 're: hangs'") == [("in doubt",)]
    assert answers(server, chat) == ["re: first", "re: hangs", "re: later"]


@pytest.mark.soak
async def test_records_that_another_program_locks_for_longer_than_sqlite_waits(
    tmp_path: Path, server: TelegramServer
) -> None:
    chat, zoe = person(server, "Zoe")
    async with echoing(tmp_path, server):
        server.say(chat, zoe, "before")
        await until(lambda: len(answers(server, chat)) == 1)
        with closing(sqlite3.connect(tmp_path / "ledger.db", isolation_level=None)) as writer:
            writer.execute("BEGIN IMMEDIATE")
            server.say(chat, zoe, "behind a writer")
            await asyncio.sleep(45)
            writer.execute("ROLLBACK")
        await until(lambda: len(answers(server, chat)) == 2)

    assert "being written by another program" in (tmp_path / "log").read_text()
