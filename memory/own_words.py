"""What the owner wrote, for measuring how they write: their bursts in chats, and passages of their documents."""

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from memory.store import Store
from twin.knowledge import OwnWords

# Messages this close together are one burst, if nobody else wrote between them.
_BURST = timedelta(minutes=10)

# By others than the owner, under whose name stands what they passed on.
_BY_OTHERS = "author <> '' AND NOT by_owner AND author NOT IN (SELECT author FROM passages WHERE by_owner)"
# Chats in which more than one other person wrote.
_GROUPS = f"SELECT place FROM passages WHERE {_BY_OTHERS} GROUP BY place HAVING count(DISTINCT author) > 1"  # noqa: S608
_SAID = (
    "SELECT file, place, position, sent_at, text FROM passages"
    " WHERE by_owner AND author <> '' AND place {} ({}) ORDER BY sent_at DESC, id DESC LIMIT ?"
)
_TAUGHT = (
    "SELECT e.file, e.place || '/' || e.id, e.sent_at, e.reply, l.draft FROM lessons l"
    " JOIN exemplars e ON e.id = l.exemplar ORDER BY e.id DESC"
)
_WRITTEN = "SELECT text FROM passages WHERE by_owner AND author = '' ORDER BY sent_at DESC, id DESC LIMIT ?"
# A correction with so many of the draft's words says little of how the owner writes.
_THE_DRAFTS = 0.5
_WORD = re.compile(r"\w+")
_OTHERS = f"SELECT DISTINCT author FROM passages WHERE {_BY_OTHERS}"  # noqa: S608


@dataclass(frozen=True, slots=True)
class _Said:
    """One of the owner's messages, at its ordinal in a file's chat."""

    file: int
    place: str
    position: int
    sent_at: datetime | None
    text: str


def own_words(store: Store, limit: int) -> OwnWords:
    """The owner's newest messages, up to ``limit`` in private chats and in groups each, and as many passages.

    A chat is a group if more than one other person wrote in it; the burst that was written last is the first. What the
    owner taught the twin to answer counts as written in private, but for corrections that are mostly the draft's words.
    Blocks. Raises StoreError.
    """
    private = sorted(_said(store, "NOT IN", limit) + _taught(store), key=_moment, reverse=True)
    return OwnWords(
        private=_bursts(private[:limit]),
        group=_bursts(_said(store, "IN", limit)),
        documents=tuple(text for (text,) in store.rows(_WRITTEN, [limit])),
        names=frozenset(name for (name,) in store.rows(_OTHERS)),
    )


def _said(store: Store, among: str, limit: int) -> list[_Said]:
    """The owner's newest messages among or not among those of groups, the newest first."""
    return [
        _Said(file, place, position, sent_at and datetime.fromisoformat(sent_at), text)
        for file, place, position, sent_at, text in store.rows(_SAID.format(among, _GROUPS), [limit])
    ]


def _taught(store: Store) -> list[_Said]:
    """The owner's lessons, a message each, the newest first."""
    return [
        _Said(file, place, 0, datetime.fromisoformat(sent_at), reply)
        for file, place, sent_at, reply, draft in store.rows(_TAUGHT)
        if _own(reply, " ".join(json.loads(draft)))
    ]


def _own(reply: str, draft: str) -> bool:
    words, given = set(_WORD.findall(reply.casefold())), set(_WORD.findall(draft.casefold()))
    return len(words & given) < _THE_DRAFTS * max(1, len(words))


def _moment(one: _Said) -> str:
    """As the records order them."""
    return one.sent_at.isoformat() if one.sent_at else ""


def _bursts(newest_first: Sequence[_Said]) -> tuple[tuple[str, ...], ...]:
    """The messages put together to bursts, the newest of them first."""
    # Where two files number a chat's messages differently a position may be taken twice: equal ones have a rank each.
    rank = {id(one): number for number, one in enumerate(newest_first)}
    in_order = sorted(newest_first, key=lambda one: (one.file, one.place, one.position))
    bursts = sorted(_parted(in_order), key=lambda burst: min(rank[id(one)] for one in burst))
    return tuple(tuple(one.text for one in burst) for burst in bursts)


def _parted(in_order: Sequence[_Said]) -> Iterator[list[_Said]]:
    burst: list[_Said] = []
    for one in in_order:
        if burst and not _goes_on(burst[-1], one):
            yield burst
            burst = []
        burst.append(one)
    if burst:
        yield burst


def _goes_on(first: _Said, second: _Said) -> bool:
    """Whether nobody wrote in between, and there was no long pause as far as the times are known."""
    # Every message of a chat has a number, whoever wrote it.
    if (first.file, first.place, first.position + 1) != (second.file, second.place, second.position):
        return False
    if first.sent_at is None or second.sent_at is None:
        return True
    if (first.sent_at.tzinfo is None) != (second.sent_at.tzinfo is None):
        return True
    return second.sent_at - first.sent_at <= _BURST
