"""Captions are shown while they are said."""

import itertools
from collections.abc import Sequence

import pytest

from voice.film.caption_times import Caption, Piece, timed

LOUD, QUIET = -20.0, -90.0


def sound(*parts: tuple[int, float]) -> list[float]:
    return [loud for frames, loud in parts for _ in range(frames)]


def begins(captions: Sequence[Caption]) -> list[int]:
    return [caption.begins for caption in captions]


def test_a_piece_is_shown_from_where_it_is_heard() -> None:
    [caption] = timed([Piece([("one",)], sound((5, QUIET), (40, LOUD), (5, QUIET)), 10)], 200)

    assert (caption.begins, caption.ends) == (15, 65)


def test_a_caption_stays_until_the_next_one_if_that_is_soon() -> None:
    pieces = [Piece([("one",)], sound((30, LOUD)), 8), Piece([("two",)], sound((30, LOUD)), 44)]

    assert [(one.begins, one.ends) for one in timed(pieces, 90)] == [(8, 44), (44, 90)]


@pytest.mark.parametrize(("lines", "cut"), [("one,", 60), ("one", 48)])
def test_a_clause_is_cut_at_the_pause_and_other_words_by_their_share(lines: str, cut: int) -> None:
    loud = sound((52, LOUD), (8, QUIET), (40, LOUD))

    assert begins(timed([Piece([(lines,), ("two",)], loud, 0)], 120)) == [0, pytest.approx(cut, abs=6)]
    assert begins(timed([Piece([(lines,), ("two",)], loud, 0)], 120))[1] == cut or "," not in lines


def test_a_figure_counts_for_more_than_one_letter() -> None:
    words = timed([Piece([("abcd",), ("efgh",)], sound((100, LOUD)), 0)], 100)
    figures = timed([Piece([("1234",), ("efgh",)], sound((100, LOUD)), 0)], 100)

    assert begins(words)[1] < begins(figures)[1]


@pytest.mark.parametrize("loud", [[], [QUIET] * 3, [LOUD], [QUIET] * 50])
def test_a_sound_in_which_nothing_is_heard_has_its_captions_too(loud: list[float]) -> None:
    found = timed([Piece([("one",), ("two",), ("three",)], loud, 4)], 60)

    assert [caption.lines for caption in found] == [("one",), ("two",), ("three",)]
    assert all(before.ends <= after.begins for before, after in itertools.pairwise(found))


def test_nothing_to_show_is_shown_nowhere() -> None:
    assert timed([Piece([], sound((30, LOUD)), 0)], 40) == []
