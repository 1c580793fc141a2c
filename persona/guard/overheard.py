"""What a draft repeats of the texts that its reader may not read, found by fingerprints alone."""

import re
from collections.abc import Callable, Iterator, Sequence

from persona.guard.disguises.verdict import disguised
from persona.guard.rule import Saying
from twin.brief import Brief
from twin.draft import Objection
from twin.fingerprint import is_code, normal, runs, stored
from twin.knowledge import Audience
from twin.seams import Fingerprints

_RULE = "overheard"
# Runs from which on a text repeats another one. People hit upon a single one by accident.
_RUNS = 2
# Many link to the same page of a site; its name is for the rule on links, what stands behind it is looked at.
_HOST = re.compile(r"(?:https?://|www\.)[\w.-]{1,255}", re.IGNORECASE)
# One run is enough where it is nearly all that is said.
_MOST = 0.55


class Overheard:
    """Objects to runs of words, and to codes, that stand only in what the reader may not read."""

    def __init__(
        self,
        fingerprints: Sequence[Fingerprints],
        written: Callable[[Audience], Sequence[str]],
        kept: Callable[[Audience], Sequence[str]],
    ) -> None:
        """``written`` and ``kept`` give what stands in owner.toml that this audience may hear, and may not."""
        self._fingerprints = tuple(fingerprints)
        self._written = written
        self._kept = kept

    def objections(self, saying: Saying, brief: Brief) -> Iterator[Objection]:
        """One, if the draft repeats such a text, in whatever way it is read."""
        prints = [runs(_HOST.sub(" ", view)) for view in saying.views]
        hidden = self._hidden(set().union(*prints), brief)
        if not hidden:
            return
        for place, (view, found) in enumerate(zip(saying.views, prints, strict=True)):
            if _repeats(view, found, found & hidden):
                disguise = disguised(saying.text) if place else None
                how = f" ({disguise})" if disguise else ""
                yield Objection(_RULE, f"it repeats something that this reader may not read{how}")
                return

    def _hidden(self, prints: set[int], brief: Brief) -> set[int]:
        """Those of the prints that give away what this reader has no other way to read."""
        hidden: set[int] = set().union(*(one.hidden(prints, brief) for one in self._fingerprints))
        hidden |= prints & set().union(*map(stored, self._kept(brief.reader)))
        for one in self._fingerprints:
            hidden -= one.readable(hidden, brief) if hidden else set()
        return hidden.difference(*map(runs, readable_texts(brief, self._written))) if hidden else hidden


def readable_texts(brief: Brief, written: Callable[[Audience], Sequence[str]]) -> Iterator[str]:
    """What the brief's reader has before them, or may hear.

    That is the message, what was said and is remembered of them, what was recalled, and owner.toml.

    Of somebody else's message to the owner nothing is read to them, and of nothing that is above them.
    """
    yield brief.text
    yield from (turn.text for turn in brief.past.turns if turn.audience <= brief.reader)
    yield from brief.past.memory.texts(brief.reader)
    for found in brief.recollection.passages:
        piece = found.passage
        if piece.audience <= brief.reader:
            yield from (piece.text, piece.title, piece.link)
    yield from (
        found.exemplar.reply for found in brief.recollection.exemplars if found.exemplar.audience <= brief.reader
    )
    yield from written(brief.reader)


def _repeats(view: str, prints: set[int], hidden: set[int]) -> bool:
    if len(hidden) >= _RUNS or any(map(is_code, hidden)):
        return True
    signs = len(normal(view))
    # A run begins at every sign but the last ones, which are one less than a run is long.
    run = signs - sum(not is_code(one) for one in prints) + 1
    return bool(hidden) and run > _MOST * signs
