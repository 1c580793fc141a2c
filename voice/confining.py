"""What the child process may take of the machine, set by itself before it opens anything."""

try:
    import resource
except ImportError:  # pragma: no cover - Windows has none of it
    resource = None  # type: ignore[assignment]

_FILES = 32


def confine(memory: int, cpu: int, written: int) -> None:
    """At most so many bytes of memory, seconds of CPU and bytes in a file; no core dump."""
    if resource is None:  # pragma: no cover
        return
    limits = {
        "RLIMIT_AS": memory,
        "RLIMIT_CPU": cpu,
        "RLIMIT_FSIZE": written,
        "RLIMIT_NOFILE": _FILES,
        "RLIMIT_CORE": 0,
    }
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
