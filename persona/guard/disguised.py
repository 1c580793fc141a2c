"""Text that reads as language only when it is decoded: no owner writes like this."""

from collections.abc import Iterator

from persona.guard.disguises.verdict import disguised
from persona.guard.rule import Saying
from twin.brief import Brief
from twin.draft import Objection


class Disguised:
    """Objects to a draft that hides what it says, whatever that is."""

    def objections(self, saying: Saying, brief: Brief) -> Iterator[Objection]:
        """One that names the disguise."""
        name = disguised(saying.text)
        if name is not None:
            yield Objection("disguise", f"it is written so that it has to be decoded ({name})")
