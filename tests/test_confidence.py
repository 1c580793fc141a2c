"""How likely the owner sends a draft, learned from what they did with others."""

import math
import time
from collections.abc import Callable, Sequence

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from persona.confidence import Calibration, Curve, Record, fit

MODEL = "openai:gpt-example"
RAW = [0.0, 1e-300, 0.001, 0.15, 0.3, 0.5, 0.65, 0.8, 0.999, 1.0]


def odds(raw: float) -> float:
    return math.log(raw / (1 - raw))


def sent(raw: float, shift: float, slope: float) -> float:
    """How often an owner sends what a writer is that sure of who is wrong by these."""
    return 1 / (1 + math.exp(-(shift + slope * odds(raw))))


def record(count: int, shift: float, slope: float, seed: int, writer: str = MODEL) -> list[Record]:
    """What such an owner did with so many drafts, of estimates as a model's writer makes them."""
    chance = np.random.default_rng(seed)
    raws = [float(raw) for raw in chance.uniform(0.15, 0.65, count)]
    return [(writer, raw, bool(chance.random() < sent(raw, shift, slope))) for raw in raws]


def brier(records: Sequence[Record], confidence: Callable[[str, float], float]) -> float:
    return sum((confidence(writer, raw) - done) ** 2 for writer, raw, done in records) / len(records)


# Nothing learned.


@pytest.mark.parametrize("raw", RAW)
@pytest.mark.parametrize("writer", ["quote", "script", MODEL])
def test_without_decisions_an_estimate_stays_as_it_is(writer: str, raw: float) -> None:
    assert fit([]).confidence(writer, raw) == raw


# Much learned.


@pytest.mark.parametrize(("shift", "slope"), [(2.0, 1.0), (-2.0, 1.0), (0.5, 3.0), (1.0, 0.3)])
def test_where_an_estimate_is_off_in_a_known_way_it_is_set_right_on_drafts_that_come_later(
    shift: float, slope: float
) -> None:
    fitted, later = fit(record(400, shift, slope, seed=1)), record(4000, shift, slope, seed=2)

    before = brier(later, lambda _, raw: raw)
    best = brier(later, lambda _, raw: sent(raw, shift, slope))
    after = brier(later, fitted.confidence)

    assert after < best + 0.2 * (before - best)


def test_an_estimate_that_is_right_stays_nearly_as_it_is() -> None:
    fitted = fit(record(5000, 0.0, 1.0, seed=3))

    assert fitted.confidence(MODEL, 0.3) == pytest.approx(0.3, abs=0.05)
    assert fitted.confidence(MODEL, 0.6) == pytest.approx(0.6, abs=0.05)


def test_the_fit_is_the_most_likely_one_under_the_prior() -> None:
    records = record(50, 1.0, 2.0, seed=4)
    [curve] = fit(records).curves.values()

    def posterior(shift: float, slope: float) -> float:
        likely = sum(
            math.log(p if done else 1 - p) for p, done in ((sent(raw, shift, slope), d) for _, raw, d in records)
        )
        return likely - shift**2 / 2 - (slope - 1) ** 2 / 2 / 0.5**2

    top = posterior(curve.shift, curve.slope)
    for shift, slope in ((0.01, 0), (-0.01, 0), (0, 0.01), (0, -0.01), (0.01, 0.01), (-0.01, 0.01), (1, 1), (-1, 1)):
        assert posterior(curve.shift + shift, curve.slope + slope) < top


# Little learned.


def test_few_decisions_move_an_estimate_little_and_more_of_them_more() -> None:
    moved = [fit([(MODEL, 0.5, True)] * count).confidence(MODEL, 0.5) for count in (1, 3, 10, 100)]

    assert 0.5 < moved[0] < 0.65
    assert moved == sorted(moved)
    assert 0.7 < moved[2] < 0.9 < moved[3]


@pytest.mark.parametrize("seed", range(10))
def test_a_handful_of_decisions_never_costs_much(seed: int) -> None:
    fitted, later = fit(record(5, 0.0, 1.0, seed)), record(4000, 0.0, 1.0, seed + 100)

    assert brier(later, fitted.confidence) < brier(later, lambda _, raw: raw) + 0.06


# Whose decisions count for whom.


def test_quotations_and_what_models_write_are_learned_apart_and_all_models_together() -> None:
    fitted = fit([*[("quote", 0.7, False)] * 50, *[(MODEL, 0.4, True)] * 50])

    assert fitted.confidence("quote", 0.7) < 0.3
    assert fitted.confidence(MODEL, 0.4) == fitted.confidence("ollama:other", 0.4) > 0.8


def test_the_owners_exact_words_are_left_alone() -> None:
    fitted = fit([("script", 1.0, False)] * 50)

    assert fitted.curves == {}
    assert fitted.confidence("script", 1.0) == 1.0
    assert fit([(MODEL, 0.5, False)] * 50).confidence("script", 0.9) == 0.9


# What must hold whatever the record.

RECORDS = st.lists(
    st.tuples(st.sampled_from(["quote", MODEL]), st.floats(allow_nan=True, allow_infinity=True), st.booleans()),
    max_size=40,
)


@settings(max_examples=60, deadline=None)
@given(records=RECORDS)
def test_who_was_surer_stays_surer_and_everything_stays_a_probability(records: list[Record]) -> None:
    fitted = fit(records)
    for writer in ("quote", MODEL):
        values = [fitted.confidence(writer, raw) for raw in RAW]
        assert values == sorted(values)
        assert all(0 <= value <= 1 for value in values)


@pytest.mark.parametrize("writer", ["quote", MODEL])
@pytest.mark.parametrize("raw", [0.999, 1.0, math.inf])
def test_nobody_is_sure_for_good_of_what_is_rejected_again_and_again(writer: str, raw: float) -> None:
    fitted = fit([(writer, 1.0, False)] * 30)

    assert fitted.confidence(writer, raw) < 0.2


def test_what_is_sent_again_and_again_is_not_unsure_for_good() -> None:
    assert fit([(MODEL, 0.0, True)] * 30).confidence(MODEL, 0.0) > 0.8


def test_who_is_wrong_the_surer_they_are_stays_in_order_nevertheless() -> None:
    upside_down: list[Record] = [(MODEL, 0.6, False), (MODEL, 0.2, True)] * 500
    fitted = fit(upside_down)

    assert fitted.confidence(MODEL, 0.2) < fitted.confidence(MODEL, 0.6)
    assert fitted.confidence(MODEL, 0.4) == pytest.approx(0.5, abs=0.05)


@pytest.mark.parametrize("raw", [0.0, 1.0, 1e-300, 1 - 1e-16])
@pytest.mark.parametrize("done", [True, False])
def test_estimates_of_nothing_and_of_everything_can_be_learned_from(raw: float, done: bool) -> None:
    fitted = fit([(MODEL, raw, done)] * 100)

    assert 0 < fitted.confidence(MODEL, 0.5) < 1


def test_what_is_no_number_is_no_confidence() -> None:
    assert Curve().at(math.nan) == 0
    assert fit([(MODEL, math.nan, True)]) == Calibration()


def test_ten_thousand_decisions_are_learned_in_well_under_a_second() -> None:
    records = record(10_000, 1.0, 0.5, seed=5)
    before = time.perf_counter()
    fit(records)

    assert time.perf_counter() - before < 20
