"""What tests of several modules need."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.knowledge import Knowledge


@pytest.fixture
def knowledge(tmp_path: Path) -> Iterator[Knowledge]:
    """A memory room in a folder of its own."""
    (tmp_path / "data").mkdir()
    opened = Knowledge(tmp_path / "data")
    yield opened
    opened.store.close()
