"""The folders have generic names: they must be this project's wherever it is installed."""

import importlib
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).parents[1]
ROOMS = ("adapters", "bot", "evaluation", "memory", "persona", "twin", "voice")


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_is_imported_from_this_project(room: str) -> None:
    file = importlib.import_module(room).__file__

    assert file
    assert Path(file).parents[1] == REPOSITORY


@pytest.mark.parametrize("room", ROOMS)
def test_no_other_installed_distribution_has_a_package_of_that_name(room: str) -> None:
    # An editable install lists no files, so that it may not be found at all.
    assert set(packages_distributions().get(room, ["ai-twin"])) == {"ai-twin"}


def test_every_folder_of_code_is_one_of_the_rooms() -> None:
    packages = {path.parent.name for path in REPOSITORY.glob("*/__init__.py")}

    assert packages - {"tests", "benchmarks"} == set(ROOMS)
