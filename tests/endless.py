"""A child process that says something, and never ends."""

import sys

from memory.boxes.confining import confine


def main() -> None:
    """Until it is ended."""
    confine(int(sys.argv[2]))
    sys.stdout.write('{"page": 1}\n{"page')
    sys.stdout.flush()
    while True:
        pass


if __name__ == "__main__":
    main()
