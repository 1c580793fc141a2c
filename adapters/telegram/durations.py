"""How long something lasts, as python-telegram-bot tells it now, and as it will."""

import warnings
from collections.abc import Callable
from datetime import timedelta


def seconds(read: Callable[[], int | timedelta]) -> float:
    """What ``read`` takes from an object of the library, in seconds."""
    # The library is about to change the type of these, and says so each time.
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        lasts = read()
    return lasts.total_seconds() if isinstance(lasts, timedelta) else float(lasts)
