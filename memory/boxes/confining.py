"""What such a child process may take of the machine, set by itself before it reads anything."""

try:
    import resource
except ImportError:  # pragma: no cover - Windows has none of it
    resource = None  # type: ignore[assignment]

# Bytes of address space: five times what a book of 1,000 pages takes.
MEMORY = 1_500_000_000
_FILES = 32


def confine(seconds: int) -> None:
    """At most so many seconds of CPU; no file is written, and no core dump."""
    if resource is None:  # pragma: no cover
        return
    limits = {"RLIMIT_AS": MEMORY, "RLIMIT_CPU": seconds, "RLIMIT_FSIZE": 0, "RLIMIT_NOFILE": _FILES, "RLIMIT_CORE": 0}
    for name, most in limits.items():
        _limit(name, most)


def _limit(name: str, most: int) -> None:
    number = getattr(resource, name, None)
    if number is None:
        return
    try:
        hard = resource.getrlimit(number)[1]
        lowest = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(number, (lowest, lowest))
    except (ValueError, OSError):
        # macOS knows some of these limits by name alone.
        return
