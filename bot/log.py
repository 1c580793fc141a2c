"""The log of a running twin: a line for each message, without a word that anybody wrote."""

import logging
import sys


def to_stderr() -> None:
    """Write what the twin does to standard error; its libraries, which would log tokens and messages, stay silent."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s", "%Y-%m-%d %H:%M:%S"))
    twin = logging.getLogger("twin")
    twin.handlers = [handler]
    twin.setLevel(logging.INFO)
    twin.propagate = False
    # Python writes the warnings of loggers that nobody has set up to standard error by itself.
    logging.getLogger().handlers = [logging.NullHandler()]
