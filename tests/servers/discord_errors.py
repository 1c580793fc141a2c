"""How the Discord of the tests refuses a request: a status, a number of Discord's own, and where in the form it was."""

from typing import Any

Json = dict[str, Any]


class Refused(Exception):
    """A request is answered with an error that a correct program may get too."""

    def __init__(self, status: int, code: int, message: str, **more: Any) -> None:  # noqa: ANN401 - any JSON
        super().__init__(message)
        self.status = status
        self.code = code
        self.more = more

    @property
    def answer(self) -> Json:
        """The body of the answer."""
        return {"message": str(self), "code": self.code, **self.more}


class Violation(Refused):
    """A request that no program should ever send; Discord refuses most of them, and lets some of them pass."""

    def __init__(self, what: str, status: int = 400, code: int = 50035, **more: Any) -> None:  # noqa: ANN401
        super().__init__(status, code, "Invalid Form Body" if code == 50035 else what, **more)
        self.what = what


def form_errors(path: str, code: str, message: str) -> Json:
    """Discord's tree of errors with one leaf; the path has dots."""
    errors: Json = {"_errors": [{"code": code, "message": message}]}
    for part in reversed(path.split(".")):
        errors = {part: errors}
    return errors


def invalid(path: str, code: str, message: str) -> Violation:
    """A field of the form is not what it must be."""
    return Violation(f"{path}: {message}", errors=form_errors(path, code, message))


def too_long(path: str, longest: int) -> Violation:
    """A text is longer than it may be."""
    return invalid(path, "BASE_TYPE_MAX_LENGTH", f"Must be {longest} or fewer in length.")


def unknown_channel() -> Refused:
    """There is no such channel, or the bot has never heard of it."""
    return Refused(404, 10003, "Unknown Channel")


def unknown_message() -> Refused:
    """There is no such message, or not any more."""
    return Refused(404, 10008, "Unknown Message")


def missing_access() -> Refused:
    """The bot does not see that place."""
    return Refused(403, 50001, "Missing Access")


def missing_permissions() -> Refused:
    """The bot sees the place, and may not do that there."""
    return Refused(403, 50013, "Missing Permissions")
