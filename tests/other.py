"""What tests do in a process of its own: ``python -m tests.other COMMAND DATA …``, which says when it begins."""

import resource
import signal
import sys
from pathlib import Path

from tests.knowledge import Knowledge
from twin.errors import TwinError
from twin.knowledge import Audience


def main(command: str, data: str, *arguments: str) -> int:
    """Learn paths (while no file may grow beyond so many bytes), merge the index, or open what was learned."""
    try:
        knowledge = Knowledge(Path(data))
        print("begins", flush=True)
        if command.startswith("limited"):
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            resource.setrlimit(resource.RLIMIT_FSIZE, (int(arguments[0]), int(arguments[0])))
            arguments = arguments[1:]
        if command == "open":
            knowledge.learner.open_to(knowledge.store.sources()[0], Audience.INNER)
            knowledge.index.merge()
        elif command in ("merge", "limited-merge"):
            knowledge.index.merge()
        else:
            learned = knowledge.learn(*map(Path, arguments))
            print(f"learned {learned.passages}, problems {len(learned.problems)}")
    except TwinError as error:
        print(f"{type(error).__name__}: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
