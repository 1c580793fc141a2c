"""How sure quoting may be for one owner, from pairs held out of the owner's own chats."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import KFold

from memory.embedder import Embedder, Vectors
from memory.fulltext import FullText, words
from memory.store import Store
from persona.quote import Judgement, answers
from twin.knowledge import Audience, Exemplar

# What can be found is the first part of the chats, what is asked comes later, as in life.
_LEARNED = 0.8
_MOST_FINDABLE = 5000
_MOST_ASKED = 300
# With fewer held-out pairs the fit would be of chance.
_FEWEST_ASKED = 60
# Two replies say the same from this cosine on.
_SAME = 0.65
_FOLDS = 5
# How many observations the default weights count for, spread over a grid of so many steps of each signal.
_PRIOR = 20.0
_STEPS = 11
_LOWEST, _HIGHEST = 0.50, 0.95
# A share of fewer answers than this says nothing.
_FEWEST_ANSWERS = 10
_ROWS = (0.50, 0.60, 0.65, 0.70, 0.80, 0.90, 0.95)

Numbers = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Row:
    """At this threshold so many of the held-out messages would be answered, so many of them rightly."""

    threshold: float
    answered: int
    right: int


@dataclass(frozen=True, slots=True)
class Calibration:
    """The judgement to use, and what it rests on: pairs in all, pairs held out, and what each threshold would do."""

    judgement: Judgement
    pairs: int
    held_out: int
    rows: tuple[Row, ...]
    sentence: str


@dataclass(frozen=True, slots=True)
class _Observed:
    """(cosine, words) of each held-out message with what was found for it, and whether that was right."""

    signals: Numbers
    right: npt.NDArray[np.bool_]
    # The same for the message's own telling words with the message.
    anchors: Numbers


def run(store: Store, embedder: Embedder, precision: float) -> Calibration:
    """Calibrate on everything that the owner's chats hold, of every audience; the store is only read."""
    ids = [id_ for (id_,) in store.rows("SELECT id FROM exemplars ORDER BY id")]
    text = FullText(store)

    def shares(question: str, texts: Sequence[str]) -> list[float]:
        return text.shares("exemplars", question, texts, Audience.OWNER)

    return calibrate(list(store.exemplars(ids, Audience.OWNER).values()), embedder.embed, shares, precision)


def calibrate(
    exemplars: Sequence[Exemplar],
    embed: Callable[[Sequence[str]], Vectors],
    shares: Callable[[str, Sequence[str]], list[float]],
    precision: float,
) -> Calibration:
    """Fit the weights of exemplars, and choose the smallest threshold with the wanted share of right answers.

    The first 80 % by date can be found; each later message (300 at the most) is asked. The reply of the message most
    like it counts as right if its cosine with the owner's true reply is at least .65. That is a proxy: it takes some
    differing replies for the same ("see you at 6", "see you at 7"), and misses the same said in other words. The
    message's own telling words, compared with the message, count as right too, so that near-repetitions are trusted
    in chats where nothing is asked twice. All shares are cross-validated.

    ``embed`` gives vectors of length 1, ``shares(question, texts)`` the share of the question's words in each text.
    """
    findable, asked = _parted(exemplars)
    if len(asked) < _FEWEST_ASKED or not findable:
        sentence = (
            f"Your chats hold {len(exemplars)} pairs, {len(asked)} of which can be held out: too few to judge by "
            f"({_FEWEST_ASKED} are needed), so the usual judgement stays. Learn more of your chats."
        )
        return Calibration(Judgement(), len(exemplars), len(asked), (), sentence)
    observed = _observed(findable, asked, embed, shares)
    probabilities = _held_out_probabilities(observed)
    threshold, reached = _threshold(probabilities, observed.right, precision)
    bias, cosine, of_words = _weights(observed, np.arange(len(observed.right)))
    judgement = Judgement(exemplar=(bias, cosine, of_words), exemplar_threshold=threshold)
    rows = tuple(_row(probabilities, observed.right, each) for each in sorted({*_ROWS, threshold}))
    sentence = _sentence(_row(probabilities, observed.right, threshold), len(asked), precision, reached=reached)
    return Calibration(judgement, len(exemplars), len(asked), rows, sentence)


def _parted(exemplars: Sequence[Exemplar]) -> tuple[list[Exemplar], list[Exemplar]]:
    """What can be found and can stand as an answer, and what is asked, evenly from what comes later."""
    dated = sorted(exemplars, key=lambda one: (one.sent_at.timestamp() if one.sent_at else 0.0, one.id))
    cut = int(len(dated) * _LEARNED)
    findable = [one for one in dated[:cut] if answers(one.reply) and words(one.message)][-_MOST_FINDABLE:]
    later = [one for one in dated[cut:] if words(one.message)]
    step = max(1.0, len(later) / _MOST_ASKED)
    return findable, [later[int(index * step)] for index in range(min(len(later), _MOST_ASKED))]


def _observed(
    findable: Sequence[Exemplar],
    asked: Sequence[Exemplar],
    embed: Callable[[Sequence[str]], Vectors],
    shares: Callable[[str, Sequence[str]], list[float]],
) -> _Observed:
    messages = embed([one.message for one in asked])
    cosines = messages @ embed([one.message for one in findable]).T
    best = cosines.argmax(axis=1)
    found = [findable[index] for index in best]
    same = _paired(embed([one.reply for one in found]), embed([one.reply for one in asked]))
    telling = [" ".join(words(one.message)) for one in asked]
    pairs = list(zip(asked, found, telling, strict=True))
    return _Observed(
        signals=np.column_stack([cosines.max(axis=1), [shares(one.message, [of.message])[0] for one, of, _ in pairs]]),
        right=same >= _SAME,
        anchors=np.column_stack(
            [_paired(embed(telling), messages), [shares(text, [one.message])[0] for one, _, text in pairs]]
        ),
    )


def _paired(left: Vectors, right: Vectors) -> Numbers:
    """The cosine of each row of one with the same row of the other."""
    cosines: Numbers = np.einsum("ij,ij->i", left, right).astype(np.float64)
    return cosines


def _held_out_probabilities(observed: _Observed) -> Numbers:
    """The probability of each held-out pair, by weights that were fitted without it and without its anchor."""
    probabilities = np.zeros(len(observed.right))
    for rest, held in KFold(_FOLDS, shuffle=True, random_state=0).split(observed.signals):
        probabilities[held] = _probability(_weights(observed, rest), observed.signals[held])
    return probabilities


def _weights(observed: _Observed, rows: npt.NDArray[np.int64]) -> tuple[float, float, float]:
    """(bias, cosine, words) of the logistic regression, held near the defaults where there is little to see."""
    axis = np.linspace(0, 1, _STEPS)
    grid = np.array([(cosine, of_words) for cosine in axis for of_words in axis])
    default = _probability(Judgement().exemplar, grid)
    unit = _PRIOR / len(grid)
    signals = np.vstack([observed.signals[rows], observed.anchors[rows], grid, grid])
    ones, nothing = np.ones(len(rows)), np.zeros(len(grid))
    right = np.concatenate([observed.right[rows], ones, nothing + 1, nothing])
    weight = np.concatenate([ones, ones, default * unit, (1 - default) * unit])
    model = LogisticRegression(C=100.0, max_iter=1000).fit(signals, right, sample_weight=weight)
    cosine, of_words = (float(value) for value in model.coef_[0])
    return round(float(model.intercept_[0]), 3), round(cosine, 3), round(of_words, 3)


def _probability(weights: Sequence[float], signals: Numbers) -> Numbers:
    bias, *rest = weights
    chances: Numbers = 1 / (1 + np.exp(-(bias + signals @ np.array(rest))))
    return chances


def _threshold(probabilities: Numbers, right: npt.NDArray[np.bool_], precision: float) -> tuple[float, bool]:
    """The smallest threshold with the wanted share of right answers; the highest one and False if none has it."""
    for percent in range(round(_LOWEST * 100), round(_HIGHEST * 100) + 1):
        row = _row(probabilities, right, percent / 100)
        if row.answered >= _FEWEST_ANSWERS and row.right >= precision * row.answered:
            return row.threshold, True
    return _HIGHEST, False


def _row(probabilities: Numbers, right: npt.NDArray[np.bool_], threshold: float) -> Row:
    answered = probabilities >= threshold
    return Row(threshold, int(answered.sum()), int(right[answered].sum()))


def _sentence(row: Row, asked: int, precision: float, *, reached: bool) -> str:
    if not reached:
        return (
            f"On {asked} messages held out from your chats no threshold gives the {precision:.0%} right that you want "
            "(your replies rarely repeat earlier ones), so the twin repeats a reply only when it is "
            f"{row.threshold:.0%} sure."
        )
    return (
        f"On {asked} messages held out from your chats the twin would quote a reply of yours to {row.answered}, "
        f"{row.right} of them ({row.right / row.answered:.0%}) much as you did, when it is {row.threshold:.0%} sure."
    )
