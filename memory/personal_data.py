"""Other people's personal data: never stored where anybody but the owner may hear it."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

from memory.store import Kind, NewExemplar, NewPassage, Store
from twin.knowledge import Audience, Source
from twin.seams import Redactor

_Piece = TypeVar("_Piece", NewPassage, NewExemplar, NewPassage | NewExemplar)
# Pieces that are looked through at once.
_BATCH = 500
# What the owner taught is their own word for this audience.
_TAUGHT = "desk"


class Discretion:
    """Puts placeholders into what others than the owner may hear; ``found`` counts what they stand for."""

    def __init__(self, redactor: Redactor | None) -> None:
        self._redactor = redactor
        self.found: Counter[str] = Counter()

    def kept(self, piece: _Piece) -> _Piece:
        """The piece as it may be stored for its audience; its digest stays that of what was written."""
        if self._redactor is None or piece.audience is Audience.OWNER:
            return piece
        if isinstance(piece, NewPassage):
            title, text = self._texts([piece.title, piece.text])
            return replace(piece, title=title, text=text)
        message, reply = self._texts([piece.message, piece.reply])
        return replace(piece, message=message, reply=reply)

    def stored(self, store: Store, source: Source) -> Iterator[tuple[Kind, Mapping[int, Sequence[str]]]]:
        """What of a source's pieces has to be written anew before others may hear them: id → its texts."""
        if self._redactor is None or source.kind == _TAUGHT:
            return
        for kind, texts in store.texts(source.id, _BATCH):
            changed = {id_: after for id_, before in texts.items() if (after := self._texts(before)) != list(before)}
            if changed:
                yield kind, changed

    def _texts(self, texts: Sequence[str]) -> list[str]:
        if self._redactor is None:
            return list(texts)
        redacted = [self._redactor.redacted(text) for text in texts]
        for one in redacted:
            self.found.update(one.found)
        return [one.text for one in redacted]
