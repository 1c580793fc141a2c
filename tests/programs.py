"""Programs of the system that tests read files back with, and speak with."""

import os
import shutil

import pytest


def needed(*names: str) -> None:
    """Skip the test where one of these programs is not installed; where everything has to be, fail."""
    for name in names:
        if shutil.which(name) is None:
            said = f"{name} is not installed: `make programs` installs what the tests call."
            if os.environ.get("CI"):
                pytest.fail(said)
            pytest.skip(said)
