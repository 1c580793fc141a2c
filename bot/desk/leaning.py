"""The pieces that a draft was made from, found again for the owner to see."""

from collections.abc import Mapping, Sequence
from typing import Protocol

from twin.knowledge import Audience, Exemplar, Passage


class Pieces(Protocol):
    """What was learned, by id."""

    def passages(self, ids: Sequence[int], reader: Audience) -> Mapping[int, Passage]:
        """id → passage, for those that this reader may hear."""
        ...

    def exemplars(self, ids: Sequence[int], reader: Audience) -> Mapping[int, Exemplar]:
        """id → exemplar, for those that this reader may hear."""
        ...


def pieces(leans_on: Sequence[tuple[str, int]], known: Pieces) -> list[Passage | Exemplar]:
    """The pieces in their order, without those that were forgotten since; it is the owner who looks."""
    ids: dict[str, list[int]] = {"passage": [], "exemplar": []}
    for kind, id_ in leans_on:
        ids[kind].append(id_)
    passages = known.passages(ids["passage"], Audience.OWNER)
    exemplars = known.exemplars(ids["exemplar"], Audience.OWNER)
    found = [passages.get(id_) if kind == "passage" else exemplars.get(id_) for kind, id_ in leans_on]
    return [piece for piece in found if piece is not None]
