"""A teacher who does not keep the owner waiting while something long is being learned."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from twin.errors import Busy
from twin.knowledge import Lesson, Rejection, Taught
from twin.seams import Teacher

_BUSY = "something is being learned just now."


@dataclass(frozen=True, slots=True)
class Patient:
    """A Teacher that raises Busy while another learns: what is to be learned then stays noted, and is learned later."""

    teacher: Teacher
    busy: Callable[[], bool]

    def teach(self, lesson: Lesson) -> Taught:
        """Know from now on what to answer. Raises Busy, StoreError."""
        self._free()
        return self.teacher.teach(lesson)

    def unteach(self, id_: int) -> bool:
        """Forget a lesson; False: there is none. Raises Busy, StoreError."""
        self._free()
        return self.teacher.unteach(id_)

    def taught(self) -> Sequence[Taught]:
        """All lessons, the oldest first."""
        return self.teacher.taught()

    def reject(self, rejection: Rejection) -> None:
        """Remember a draft that the owner would not send. Raises Busy, StoreError."""
        self._free()
        self.teacher.reject(rejection)

    def _free(self) -> None:
        if self.busy():
            raise Busy(_BUSY)
