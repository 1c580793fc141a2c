"""What tests of several modules need."""

import os
import signal
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from bot import compose
from bot import example as example_owner
from bot.settings import Settings
from memory.embedder import Embedder
from persona.profile import Profile
from tests.example import EXAMPLE, MODELS
from tests.fakes import RecordedProgress
from tests.knowledge import Knowledge
from tests.servers.telegram import TelegramServer

# A shell that runs the suite in its background has it ignore Ctrl-C, and so would every twin that the tests start.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)


def pytest_configure(config: pytest.Config) -> None:
    """Export the model once, before tests that run beside each other all do, and keep the others waiting."""
    exported = MODELS / compose.export_folder(compose.MINILM) / "model.json"
    if not hasattr(config, "workerinput") and not exported.exists():
        compose.embedder_of(Settings(models=MODELS), lambda _: None)


@pytest.fixture(autouse=True)
def _umask_as_before() -> Iterator[None]:
    """A command that runs within a test changes what others may read of what the next ones write."""
    before = os.umask(0o022)
    yield
    os.umask(before)


@pytest.fixture
def knowledge(tmp_path: Path) -> Iterator[Knowledge]:
    """A memory room in a folder of its own."""
    (tmp_path / "data").mkdir()
    opened = Knowledge(tmp_path / "data")
    yield opened
    opened.store.close()


@pytest.fixture(scope="session")
def example(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[compose.Knowledge, Profile]]:
    """The example owner with everything learned of them, by the real embedder; tests only read it."""
    data = tmp_path_factory.mktemp("twin")
    learned = compose.Knowledge(Settings(data=data, models=MODELS), data / "example")
    example_owner.learn(learned, RecordedProgress())
    learned.store.set_fact("example", "learned")
    yield learned, EXAMPLE
    learned.store.close()


@pytest.fixture
async def server() -> AsyncIterator[TelegramServer]:
    """A Bot API server on loopback, of which nothing was asked that Telegram does not have."""
    async with TelegramServer() as started:
        yield started
        assert started.violations == []


@pytest.fixture(scope="session")
def embedder(tmp_path_factory: pytest.TempPathFactory) -> Embedder:
    """The real embedder."""
    settings = Settings(data=tmp_path_factory.mktemp("embedder"), models=MODELS)
    return compose.embedder_of(settings, lambda _: None)
