"""How likely the owner sends a draft unchanged, learned from what they did with drafts before it.

A writer's estimate is set right by a logistic curve over its log-odds (Platt, "Probabilistic outputs for support vector
machines and comparisons to regularized likelihood methods", 1999): p = sigmoid(a + b · logit(raw)). Both weights have a
Gaussian prior around the identity, a = 0 and b = 1, so that a few decisions move it little, and none do not at all.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

# What a writer was sure of, and whether the owner sent it unchanged: writer, estimate in [0, 1], sent.
Record = tuple[str, float, bool]

# Standard deviations of the prior: how far off an estimate may well be as a whole (in log-odds), and in its slope.
_SHIFT, _SLOPE = 1.0, 0.5
# A curve never falls, nor is it flat: who was surer stays so.
_LEAST_SLOPE = 0.05
# Estimates nearer to 0 or 1 than this count as so near: log-odds have no end, and nothing would move them.
_NEAR = 1e-3
_STEPS = 50
_PRECISE = 1e-9
# Words that the owner has chosen themselves are no estimate.
_EXACT = ("script",)


@dataclass(frozen=True, slots=True)
class Curve:
    """p = sigmoid(shift + slope · logit(raw)); the slope is above 0, so that who was surer stays so."""

    shift: float = 0.0
    slope: float = 1.0

    def at(self, raw: float) -> float:
        """The probability for an estimate; what is no number is no confidence at all."""
        return 0.0 if math.isnan(raw) else _sigmoid(self.shift + self.slope * _odds(raw))


@dataclass(frozen=True, slots=True)
class Calibration:
    """A curve for each family of writers; where there is none, estimates stay as they are. A ``Confidences``."""

    curves: Mapping[str, Curve] = field(default_factory=dict)

    def confidence(self, writer: str, raw: float) -> float:
        """The probability in [0, 1] that the owner would send a draft unchanged whose writer is that sure of it."""
        curve = None if writer in _EXACT else self.curves.get(_family(writer))
        return raw if curve is None else curve.at(raw)


def fit(records: Iterable[Record]) -> Calibration:
    """The curves that what the owner did makes most likely.

    Where sure drafts go out by themselves, of those only the ones that were taken back are judged: that makes the curve
    more careful than it had to be, until the drafts which then wait are judged as well.
    """
    families: dict[str, list[tuple[float, bool]]] = {}
    for writer, raw, sent in records:
        if writer not in _EXACT and math.isfinite(raw):
            families.setdefault(_family(writer), []).append((_odds(raw), sent))
    return Calibration({family: _fitted(observed) for family, observed in families.items()})


def _family(writer: str) -> str:
    """What is fitted together: quotations, and whatever a model wrote, since its estimates are made alike."""
    return "quote" if writer == "quote" else "model"


def _fitted(observed: Sequence[tuple[float, bool]]) -> Curve:
    """The most likely curve for (log-odds, sent)."""
    curve = _climbed(observed, Curve())
    if curve.slope >= _LEAST_SLOPE:
        return curve
    # The likelihood has one summit: if that is out of bounds, the best of what is left lies on the bound.
    return _climbed(observed, Curve(curve.shift, _LEAST_SLOPE), sloping=False)


def _climbed(observed: Sequence[tuple[float, bool]], curve: Curve, *, sloping: bool = True) -> Curve:
    """The summit of the posterior, by Newton's method; each step is halved until it leads upwards."""
    height = _height(observed, curve)
    for _ in range(_STEPS):
        shift, slope = _step(observed, curve, sloping=sloping)
        while True:
            tried = Curve(curve.shift + shift, curve.slope + slope)
            reached = _height(observed, tried)
            if reached >= height or abs(shift) + abs(slope) < _PRECISE:
                break
            shift, slope = shift / 2, slope / 2
        curve, height = tried, reached
        if abs(shift) + abs(slope) < _PRECISE:
            break
    return curve


def _step(observed: Sequence[tuple[float, bool]], curve: Curve, *, sloping: bool) -> tuple[float, float]:
    """Newton's step from here: the Hessian's inverse times the gradient; along the shift alone if not ``sloping``."""
    to_shift, to_slope = -curve.shift / _SHIFT**2, (1 - curve.slope) / _SLOPE**2
    of_shift, of_both, of_slope = 1 / _SHIFT**2, 0.0, 1 / _SLOPE**2
    for odds, sent in observed:
        chance = _sigmoid(curve.shift + curve.slope * odds)
        off, weight = sent - chance, chance * (1 - chance)
        to_shift += off
        to_slope += off * odds
        of_shift += weight
        of_both += weight * odds
        of_slope += weight * odds * odds
    if not sloping:
        return to_shift / of_shift, 0.0
    determinant = of_shift * of_slope - of_both * of_both
    return (
        (of_slope * to_shift - of_both * to_slope) / determinant,
        (of_shift * to_slope - of_both * to_shift) / determinant,
    )


def _height(observed: Sequence[tuple[float, bool]], curve: Curve) -> float:
    """The logarithm of the posterior, but for a constant."""
    prior = (curve.shift / _SHIFT) ** 2 / 2 + ((curve.slope - 1) / _SLOPE) ** 2 / 2
    return -prior - math.fsum(
        _softplus(-value if sent else value)
        for value, sent in ((curve.shift + curve.slope * odds, sent) for odds, sent in observed)
    )


def _softplus(value: float) -> float:
    """log(1 + exp(value)), without overflow."""
    return max(value, 0.0) + math.log1p(math.exp(-abs(value)))


def _sigmoid(value: float) -> float:
    """1 / (1 + exp(-value)), without overflow."""
    if value >= 0:
        return 1 / (1 + math.exp(-value))
    return math.exp(value) / (1 + math.exp(value))


def _odds(raw: float) -> float:
    """The log-odds of an estimate."""
    chance = min(max(raw, _NEAR), 1 - _NEAR)
    return math.log(chance) - math.log1p(-chance)
