"""How often the owner sends what was drafted for them: over time, by mode, contact and topic, and how sure drafts were.

Only drafts that waited are judged, so the figures speak of those: what went out by itself is not among them, and it is
what the twin was surer of. Moments are counted by their day in UTC.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from typing import Any

from bot.harmless import line, name
from bot.ledger.cases import Judged, Outcome
from twin.seams import Clusters

# With fewer judged drafts, figures mean little.
FEW = 20
_WEEKS = 12
_CONTACTS = 10
_TOPICS = 10
_BINS = 5
# A share of fewer drafts than this says nothing.
FEWEST = 5
# Messages of a topic that are compared to find the most typical one.
_COMPARED = 50
_LABEL = 60
_BLOCKS = "▁▂▃▄▅▆▇█"
_NOTHING = "·"
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Tally:
    """What became of some drafts: how many were sent unchanged, and so on."""

    label: str
    unchanged: int
    edited: int
    rejected: int
    by_hand: int
    taken_back: int

    @property
    def judged(self) -> int:
        """How many they are."""
        return self.unchanged + self.edited + self.rejected + self.by_hand + self.taken_back

    @property
    def acceptance(self) -> float:
        """The share in [0, 1] that was sent unchanged; 0 of none."""
        return self.unchanged / self.judged if self.judged else 0.0


@dataclass(frozen=True, slots=True)
class Bin:
    """Drafts that were about as sure: from and below which confidence, how many, how sure on average, and the share
    of them that was sent unchanged; both None if there is none."""

    above: float
    below: float
    drafts: int
    confidence: float | None
    unchanged: float | None


@dataclass(frozen=True, slots=True)
class Learning:
    """All of it. ``brier`` is the mean square of what confidence was wrong by (Brier 1950: 0 is best), ``constant``
    that of always saying the share that was sent unchanged; both None without drafts. These two and the bins leave out
    drafts that the guard stopped: no confidence would have let them out."""

    all: Tally
    weeks: tuple[Tally, ...]
    modes: tuple[Tally, ...]
    contacts: tuple[Tally, ...]
    topics: tuple[Tally, ...]
    bins: tuple[Bin, ...]
    brier: float | None
    constant: float | None


def learned(judged: Sequence[Judged], clusters: Clusters | None = None) -> Learning:
    """Everything that the rulings tell; topics only with ``clusters``, which blocks."""
    # What the guard stops waits however sure it is.
    sure = [(one.confidence, one.accepted) for one in judged if not one.stopped]
    return Learning(
        all=tally("all", judged),
        weeks=by_week(judged),
        modes=_most(judged, lambda one: one.mode.value, len(judged), lambda theirs: theirs[0].mode.value),
        # The same person is known by their account, whatever they call themselves at the moment.
        contacts=_most(judged, lambda one: one.contact_key, _CONTACTS, lambda theirs: name(theirs[-1].contact_name)),
        topics=by_topic(judged, clusters) if clusters else (),
        bins=reliability(sure),
        brier=brier(sure),
        constant=brier([(sum(accepted for _, accepted in sure) / len(sure), accepted) for _, accepted in sure]),
    )


def tally(label: str, judged: Iterable[Judged]) -> Tally:
    """What became of these drafts."""
    count = Counter(one.outcome for one in judged)
    return Tally(
        label,
        unchanged=count[Outcome.APPROVED],
        edited=count[Outcome.EDITED],
        rejected=count[Outcome.REJECTED],
        by_hand=count[Outcome.ANSWERED],
        taken_back=count[Outcome.TAKEN_BACK],
    )


def by_week(judged: Sequence[Judged]) -> tuple[Tally, ...]:
    """The last twelve weeks up to the one in which something was judged last, the oldest first, by their Monday.

    Those in which nothing was judged stand among them; they begin when something was judged first.
    """
    weeks: dict[date, list[Judged]] = {}
    for one in judged:
        day = one.at.date()
        weeks.setdefault(day - timedelta(days=day.weekday()), []).append(one)
    if not weeks:
        return ()
    count = min(_WEEKS, (max(weeks) - min(weeks)).days // 7 + 1)
    mondays = [max(weeks) - timedelta(weeks=back) for back in reversed(range(count))]
    return tuple(tally(monday.isoformat(), weeks.get(monday, ())) for monday in mondays)


def _most(
    judged: Sequence[Judged], key: Callable[[Judged], str], limit: int, label: Callable[[Sequence[Judged]], str]
) -> tuple[Tally, ...]:
    """Those of a kind together, the most first."""
    groups: dict[str, list[Judged]] = {}
    for one in sorted(judged, key=lambda one: one.at):
        groups.setdefault(key(one), []).append(one)
    largest = sorted(groups.values(), key=len, reverse=True)[:limit]
    return tuple(tally(label(group), group) for group in largest)


def by_topic(judged: Sequence[Judged], clusters: Clusters) -> tuple[Tally, ...]:
    """Drafts for messages that ask for the same, the most first; what nobody else asked for is no topic. Blocks."""
    found = clusters.clusters([one.text for one in judged])
    groups = [[judged[index] for index in group] for group in found if len(group) > 1]
    largest = sorted(groups, key=len, reverse=True)[:_TOPICS]
    return tuple(tally(line(typical([one.text for one in group]), _LABEL), group) for group in largest)


def typical(texts: Sequence[str]) -> str:
    """The text that shares the most words with the others (by Jaccard's index), the first of several such."""
    words = [frozenset(_WORD.findall(text.casefold())) for text in texts[:_COMPARED]]
    scores = [sum(len(one & other) / max(1, len(one | other)) for other in words) for one in words]
    return texts[scores.index(max(scores))]


def reliability(sure: Sequence[tuple[float, bool]]) -> tuple[Bin, ...]:
    """Confidences with whether the draft was sent unchanged, in bins of 20 %; the highest one has 100 % too."""
    bins: list[list[tuple[float, bool]]] = [[] for _ in range(_BINS)]
    for confidence, accepted in sure:
        bins[min(_BINS - 1, int(confidence * _BINS))].append((confidence, accepted))
    return tuple(
        Bin(
            above=place / _BINS,
            below=(place + 1) / _BINS,
            drafts=len(held),
            confidence=sum(confidence for confidence, _ in held) / len(held) if held else None,
            unchanged=sum(accepted for _, accepted in held) / len(held) if held else None,
        )
        for place, held in enumerate(bins)
    )


def brier(sure: Sequence[tuple[float, bool]]) -> float | None:
    """The mean square of what confidence was wrong by; None of nothing."""
    return sum((confidence - accepted) ** 2 for confidence, accepted in sure) / len(sure) if sure else None


# In words


def chart(weeks: Sequence[Tally]) -> str:
    """Acceptance week by week, a block each: the higher, the more; a dot where nothing was judged."""
    return "".join(
        _BLOCKS[min(len(_BLOCKS) - 1, int(week.acceptance * len(_BLOCKS)))] if week.judged else _NOTHING
        for week in weeks
    )


def doubt(found: Learning) -> str:
    """A sentence if there is too little to go by; else nothing."""
    count = found.all.judged
    if count >= FEW:
        return ""
    if not count:
        return "You have judged no draft yet: approve, edit or reject what waits, and this fills."
    return (
        f"You have judged {count} draft{'' if count == 1 else 's'} so far: with fewer than {FEW}, figures mean little."
    )


def trust(found: Learning) -> str:
    """How good the confidences were, in a sentence, if there are enough to tell; nothing without any."""
    if found.brier is None or found.constant is None:
        return ""
    count = sum(one.drafts for one in found.bins)
    if count < FEW:
        return f"How right confidence is cannot be told before {FEW} drafts are judged that nothing speaks against."
    better = "better" if found.brier < found.constant else "no better"
    return (
        f"Confidence is off by {found.brier:.3f} (Brier score, 0 is best), which is {better} than always saying "
        f"the average ({found.constant:.3f})."
    )


def share(acceptance: float, count: int) -> str:
    """A share as people read it; of too few, nothing that could be taken for one."""
    return f"{100 * acceptance:.0f} %" if count >= FEWEST else "—"


def bins(found: Learning) -> list[tuple[str, ...]]:
    """The table of how sure drafts were, and what became of them."""
    rows: list[tuple[str, ...]] = [("CONFIDENCE", "DRAFTS", "MEAN", "UNCHANGED")]
    for one in found.bins:
        shares = (share(value or 0, one.drafts) for value in (one.confidence, one.unchanged))
        rows.append((f"{100 * one.above:.0f}–{100 * one.below:.0f} %", str(one.drafts), *shares))
    return rows


def plain(found: Learning) -> dict[str, Any]:
    """All of it for programs."""

    def told(one: Tally) -> dict[str, Any]:
        return asdict(one) | {"judged": one.judged, "acceptance": one.acceptance if one.judged else None}

    kinds = {"weeks": found.weeks, "modes": found.modes, "contacts": found.contacts, "topics": found.topics}
    named = {kind: [told(one) for one in tallies] for kind, tallies in kinds.items()}
    return asdict(found) | {"all": told(found.all)} | named


def summary(found: Learning, rows: int = 5) -> str:
    """The main figures as lines of prose, which need no columns."""
    if not found.all.judged:
        return doubt(found)
    told = [total(found), doubt(found)]
    told.append(f"By week: {chart(found.weeks)} (since {found.weeks[0].label})")
    told += [_prose(week, f"Week of {week.label}") for week in found.weeks[-rows:]]
    for title, tallies in (("By mode", found.modes), ("By contact", found.contacts), ("By topic", found.topics)):
        if tallies:
            told.append(f"{title}:")
            told += [_prose(one, f"• {one.label}") for one in tallies[:rows]]
    return "\n".join(filter(None, [*told, trust(found)]))


def total(found: Learning) -> str:
    """What became of all of them."""
    return _prose(found.all, "Drafts that you judged")


def _prose(one: Tally, label: str) -> str:
    named = {
        "edited": one.edited, "rejected": one.rejected, "answered by hand": one.by_hand, "taken back": one.taken_back,
    }  # fmt: skip
    others = "".join(f", {count} {what}" for what, count in named.items() if count)
    if not one.judged:
        return f"{label}: none judged"
    accepted = f" ({share(one.acceptance, one.judged)})" if one.judged >= FEWEST else ""
    return f"{label}: {one.unchanged} of {one.judged} sent unchanged{accepted}{others}"
