"""What is waited between two attempts."""

from collections.abc import Iterator


def pauses(limits: tuple[float, float]) -> Iterator[float]:
    """Ever longer pauses, from the first to the longest."""
    pause, longest = limits
    while True:
        yield pause
        pause = min(longest, 2 * pause)
