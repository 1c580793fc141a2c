"""Where something went wrong that nobody foresaw, noted without what people wrote."""

import traceback
from importlib.metadata import version
from pathlib import Path

from bot import lock, settings
from twin.errors import TwinError


def note(error: BaseException) -> Path | None:
    """Append where it happened to errors.log in the data folder, which is answered; None if that failed too.

    The error's own text stays out: it may quote a message.
    """
    frames = traceback.format_tb(error.__traceback__)
    text = f"twin {version('ai-twin')}, {type(error).__name__}\n{''.join(frames)}\n"
    try:
        file = settings.read().data / "errors.log"
        lock.make_folder(file.parent)
        with file.open("a", encoding="utf-8") as log:
            log.write(text)
    except (OSError, ValueError, TwinError):
        return None
    return file
