"""When each caption is shown: while it is said. Times are frames of the film, 25 a second."""

import itertools
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from voice.film.captions import CLAUSE

# Sounds as loud as this, in dB below the loudest of its piece, are speech; a pause has no louder one.
_QUIETER = 32.0
_PAUSE = 3  # frames, at least
# How far a cut between two captions is moved to meet a pause, in frames: where a clause ends, and elsewhere.
_FAR, _NEAR = 24, 4
# Where the next caption follows sooner than this, one stays until then; else for half as long, in frames.
_STAYS = 20


@dataclass(frozen=True, slots=True)
class Caption:
    """Up to two lines, and the frames from which and before which they are shown."""

    lines: tuple[str, ...]
    begins: int
    ends: int


@dataclass(frozen=True, slots=True)
class Piece:
    """What was said in one go: its captions, how loud each frame of it is, in dB, and the first one's number."""

    captions: Sequence[tuple[str, ...]]
    loud: Sequence[float]
    begins: int


def timed(pieces: Sequence[Piece], end: int) -> list[Caption]:
    """Every caption with its time. Each is there while it is said, and none for more than a moment after that."""
    found = [caption for piece in pieces for caption in _timed(piece)]
    until = [*(caption.begins for caption in found[1:]), end]
    return [
        Caption(caption.lines, caption.begins, then if then - caption.ends < _STAYS else caption.ends + _STAYS // 2)
        for caption, then in zip(found, until, strict=False)
    ]


def _timed(piece: Piece) -> list[Caption]:
    """A piece's captions: cut where their share of what is to be said is reached, or at the pause nearest to that."""
    if not piece.captions:
        return []
    top = max(piece.loud, default=0.0)
    spoken = [loud > top - _QUIETER for loud in piece.loud]
    # Pauses hold no words: shares are counted in what is spoken.
    said = [at for at, one in enumerate(spoken) if one] or [0]
    pauses = _pauses(said)
    cuts, begun, left = [said[0]], 0, sum(map(_weight, piece.captions))
    for lines in piece.captions[:-1]:
        # From each cut on, what is left to be said shares what is left of the sound.
        begun += round(_weight(lines) / left * (len(said) - begun))
        left -= _weight(lines)
        expected = said[min(len(said) - 1, begun)]
        reach = _FAR if lines[-1].endswith(CLAUSE) else _NEAR
        near = [pause for pause in pauses if abs(pause - expected) <= reach and pause > cuts[-1]]
        cuts.append(max(cuts[-1], min(near, key=partial(_away, expected), default=expected)))
        begun = bisect_left(said, cuts[-1])
    times = itertools.pairwise([piece.begins + cut for cut in (*cuts, said[-1] + 1)])
    return [Caption(lines, *time) for lines, time in zip(piece.captions, times, strict=True)]


def _weight(lines: Sequence[str]) -> int:
    """How much there is to say: letters, of which a digit is worth several."""
    return 1 + sum(4 if letter.isdecimal() else letter.isalpha() for line in lines for letter in line)


def _away(expected: int, pause: int) -> int:
    return abs(pause - expected)


def _pauses(said: Sequence[int]) -> list[int]:
    """Where speech goes on behind each pause that is long enough."""
    return [after for before, after in itertools.pairwise(said) if after - before > _PAUSE]
