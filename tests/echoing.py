"""The twin that repeats what it reads, as a process, and what became of the messages that it got."""

import asyncio
import sqlite3
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, closing
from pathlib import Path

from tests.crash import start
from tests.servers.telegram import Chat, TelegramServer, User


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
            process.terminate()
        await asyncio.wait_for(process.wait(), 10)


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
