"""The owner's manner as it is known by now."""

from collections.abc import Sequence
from threading import Lock

from memory.own_words import own_words
from memory.store import Store
from persona.style.by_setting import Style
from persona.style.habits import Habits
from twin.knowledge import Audience

# Messages of the owner that are looked at in each setting.
_MEASURED = 3000
# It is measured anew when so much more or less is known than at the last time.
_CHANGED = 0.1


class Styles:
    """The owner's habits in each setting, measured when they are first asked for and when much was learned since."""

    def __init__(self, store: Store, languages: Sequence[str]) -> None:
        self._store = store
        self._languages = tuple(languages)
        self._lock = Lock()
        self._style: Style | None = None
        self._change = -1
        self._known = 0

    def setting(self, group: bool) -> Habits | None:
        """The habits of a group or of a private chat, None if nothing is known. Blocks. Raises StoreError."""
        with self._lock:
            if self._is_old() or self._style is None:
                self._style = Style.of(own_words(self._store, _MEASURED), self._languages)
            return self._style.setting(group)

    def _is_old(self) -> bool:
        change = self._store.change()
        if change == self._change:
            return False
        self._change = change
        known, before = sum(self._store.counts(Audience.OWNER).values()), self._known
        old = abs(known - before) > _CHANGED * before
        self._known = known if old else before
        return old
