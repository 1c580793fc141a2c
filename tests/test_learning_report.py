"""How often the owner sends what was drafted for them."""

import json
from collections.abc import Sequence
from datetime import timedelta

import pytest

from bot import learning
from bot.ledger.cases import Judged, Outcome
from tests.cases import NOW, judged
from twin.draft import Mode

EDITED, REJECTED, ANSWERED = Outcome.EDITED, Outcome.REJECTED, Outcome.ANSWERED


class FirstWords:
    """Takes texts for alike that begin with the same word."""

    def clusters(self, texts: Sequence[str]) -> list[list[int]]:
        words = [text.split()[0] for text in texts]
        groups = [[index for index, one in enumerate(words) if one == word] for word in dict.fromkeys(words)]
        return sorted(groups, key=len, reverse=True)


def many(count: int, outcome: Outcome = Outcome.APPROVED, confidence: float = 0.5) -> list[Judged]:
    return [judged(outcome, confidence)] * count


def test_each_outcome_is_counted_as_what_it_is() -> None:
    found = learning.tally("x", [judged(), judged(), *map(judged, (EDITED, REJECTED, ANSWERED, Outcome.TAKEN_BACK))])

    assert found == learning.Tally("x", unchanged=2, edited=1, rejected=1, by_hand=1, taken_back=1)
    assert (found.judged, found.acceptance) == (6, 1 / 3)


def test_a_week_begins_on_monday_and_the_last_twelve_are_told_with_those_in_which_nothing_was_judged() -> None:
    days = [NOW + timedelta(days=7 * week) for week in range(20) if week != 15]
    found = learning.by_week(
        [judged(at=day) for day in reversed(days)] + [judged(EDITED, at=NOW + timedelta(days=139))]
    )

    assert [week.label for week in found][-1] == "2026-09-14"
    assert (len(found), found[0].label) == (12, "2026-06-29")
    assert [week.label for week in found if not week.judged] == ["2026-08-17"]
    assert learning.chart(found) == "███████·███▅"
    assert (found[-1].unchanged, found[-1].edited) == (1, 1)


def test_weeks_begin_when_something_was_judged_first() -> None:
    found = learning.learned([judged(), judged(at=NOW + timedelta(days=21))])

    assert [(week.label, week.judged) for week in found.weeks] == [
        ("2026-05-04", 1), ("2026-05-11", 0), ("2026-05-18", 0), ("2026-05-25", 1),
    ]  # fmt: skip
    assert "Week of 2026-05-11: none judged" in learning.summary(found).splitlines()


def test_the_chart_is_the_higher_the_more_was_sent_unchanged() -> None:
    weeks = [learning.tally("", many(yes) + many(no, EDITED)) for yes, no in ((0, 4), (1, 3), (2, 2), (3, 1), (4, 0))]

    assert learning.chart(weeks) == "▁▃▅▇█"


def test_it_is_told_by_mode_and_by_contact_whatever_they_call_themselves() -> None:
    auto = judged(REJECTED, mode=Mode.AUTO, contact_key="telegram/8", contact_name="Bram\u202e")
    renamed = judged(contact_name="Anna K.", at=NOW + timedelta(days=1))
    found = learning.learned([renamed, auto, judged()])

    assert [(one.label, one.unchanged, one.judged) for one in found.modes] == [("suggest", 2, 2), ("auto", 0, 1)]
    assert [(one.label, one.judged) for one in found.contacts] == [("Anna K.", 2), ("Bram", 1)]


def test_no_more_than_ten_contacts_are_told() -> None:
    assert len(learning.learned([judged(contact_key=f"telegram/{number}") for number in range(15)]).contacts) == 10


def test_what_nobody_else_asks_for_is_no_topic() -> None:
    asked = ["chains or belts?", "chains every week?", "chains every second week?", "brakes?"]
    found = learning.learned([judged(text=text) for text in asked], FirstWords())

    assert [(one.label, one.judged) for one in found.topics] == [("chains every week?", 3)]


def test_without_what_finds_topics_there_are_none() -> None:
    assert learning.learned([judged()]).topics == ()


@pytest.mark.parametrize(
    ("texts", "expected"), [(["one"], "one"), (["x y", "a b", "a b c"], "a b"), (["", "?"], ""), (["a", "a"], "a")]
)
def test_the_most_typical_text_shares_the_most_words(texts: list[str], expected: str) -> None:
    assert learning.typical(texts) == expected


def test_drafts_are_as_good_as_they_were_sure() -> None:
    sure = [(0.0, False), (0.1, False), (0.2, True), (0.9, True), (0.9, False), (1.0, True)]
    found = learning.reliability(sure)

    assert [one.drafts for one in found] == [2, 1, 0, 0, 3]
    assert [one.confidence for one in found] == pytest.approx([0.05, 0.2, None, None, 2.8 / 3])
    assert [one.unchanged for one in found] == pytest.approx([0.0, 1.0, None, None, 2 / 3])
    assert [(one.above, one.below) for one in found][-1] == (0.8, 1.0)


def test_the_brier_score_stands_beside_that_of_always_saying_the_average() -> None:
    stopped = [judged(REJECTED, 0.9, stopped=True)] * 30
    found = learning.learned(many(15, confidence=0.8) + stopped + many(5, EDITED, confidence=0.4))

    assert (found.all.judged, found.bins[4].drafts) == (50, 15)
    assert found.brier == pytest.approx((3 * 0.04 + 0.16) / 4)
    assert found.constant == pytest.approx(0.75 * 0.25)
    assert "off by 0.070 (Brier score, 0 is best), which is better than always" in learning.trust(found)


def test_what_is_no_better_than_the_average_is_said_to_be() -> None:
    assert "no better than always saying the average" in learning.trust(learning.learned(many(20, REJECTED, 0.9)))


@pytest.mark.parametrize("count", [1, 19])
def test_of_few_drafts_nobody_can_tell_how_right_confidence_is(count: int) -> None:
    stopped = [judged(stopped=True)] * 20

    assert "cannot be told before 20 drafts" in learning.trust(learning.learned(many(count, confidence=0.9) + stopped))


def test_without_drafts_there_is_nothing_to_trust() -> None:
    found = learning.learned([])

    assert (found.brier, found.constant, learning.trust(found), found.weeks) == (None, None, "", ())
    assert [one.drafts for one in found.bins] == [0] * 5


@pytest.mark.parametrize(
    ("count", "said"),
    [
        (0, "You have judged no draft yet"),
        (1, "judged 1 draft so far: with fewer than 20"),
        (19, "19 drafts"),
        (20, ""),
    ],
)
def test_where_there_is_too_little_that_is_said(count: int, said: str) -> None:
    doubt = learning.doubt(learning.learned(many(count)))

    assert (said in doubt, bool(doubt)) == (True, bool(said))


def test_a_share_of_too_few_is_not_told() -> None:
    rows = learning.bins(learning.learned(many(5, confidence=0.9) + many(4, confidence=0.1)))

    assert rows[1] == ("0–20 %", "4", "—", "—")
    assert rows[5] == ("80–100 %", "5", "90 %", "100 %")


def test_the_summary_is_prose_with_the_main_figures() -> None:
    found = learning.learned(many(15) + many(4, EDITED) + many(1, ANSWERED), FirstWords())

    assert learning.summary(found).splitlines() == [
        "Drafts that you judged: 15 of 20 sent unchanged (75 %), 4 edited, 1 answered by hand",
        "By week: ▇ (since 2026-05-04)",
        "Week of 2026-05-04: 15 of 20 sent unchanged (75 %), 4 edited, 1 answered by hand",
        "By mode:",
        "• suggest: 15 of 20 sent unchanged (75 %), 4 edited, 1 answered by hand",
        "By contact:",
        "• Anna Kim: 15 of 20 sent unchanged (75 %), 4 edited, 1 answered by hand",
        "By topic:",
        "• do you wax chains?: 15 of 20 sent unchanged (75 %), 4 edited, 1 answered by hand",
        learning.trust(found),
    ]


def test_programs_get_the_same_figures() -> None:
    found = json.loads(json.dumps(learning.plain(learning.learned(many(3) + many(1, EDITED)))))

    assert (found["all"]["judged"], found["all"]["acceptance"], found["brier"]) == (4, 0.75, 0.25)
    assert (found["weeks"][0]["label"], found["modes"][0]["edited"], len(found["bins"])) == ("2026-05-04", 1, 5)
