"""Tests of clusters.py: which questions are answered together."""

from time import perf_counter

import pytest

from memory.clusters import VectorClusters
from memory.embedder import Embedder
from memory.likeness import VectorLikeness
from tests.fakes import BagOfWords

# The same in other words, and what only sounds alike.
SAME = [
    ("Do you run workshops in Leipzig?", "Are there any workshops of yours in Leipzig?"),
    ("What paper do you print on?", "Which paper are your prints on?"),
    ("How much does a logo cost?", "What's the price for a logo?"),
    ("Is the recording going to be online?", "Will there be a recording online?"),
    ("Can I swap my ticket for another day?", "Is it possible to change the date of my ticket?"),
    ("Is your podcast on Spotify?", "Can I listen to your podcast on Spotify?"),
    ("Do you still have tickets for Friday?", "Are there any tickets left for Friday?"),
    ("Do you sell gluten free bread?", "Is any of your bread gluten free?"),
    ("Will the yellow version come back?", "Is the yellow version coming back?"),
    ("Is there a lift in the building?", "Does the building have an elevator?"),
    ("Which trains go to your village?", "How do I get to your village by train?"),
    ("Gibt es noch Plätze im Kurs?", "Sind im Kurs noch Plätze frei?"),
    ("What's your email?", "How can I reach you by email?"),
    ("When is the deadline for applications?", "Until when can I apply?"),
]
OTHER = [
    ("Do you ship to Norway?", "Do you ship to Canada?"),
    ("do you ship to norway?", "do you ship to canada?"),
    ("Are you coming to Leipzig this year?", "Will you be in Dresden this year?"),
    ("How much does a logo cost?", "How much does a website cost?"),
    ("When is the deadline for applications?", "When do applications open?"),
    ("Do you cater for 50 people?", "Could you do catering for 150?"),
    ("Is your podcast on Spotify?", "Is your podcast on YouTube?"),
    ("Do you still have tickets for Friday?", "Are there any tickets left for Saturday?"),
    ("Do you sell gluten free bread?", "Do you sell lactose free cake?"),
    ("Can I park a van at the campsite?", "Can I rent a van at the campsite?"),
    ("Will the yellow version come back?", "Is the green version coming back?"),
    ("Is the 2023 edition still available?", "Is the 2024 edition still available?"),
    ("What time is check-in?", "What time is check-out?"),
    ("Gibt es noch Plätze im Kurs?", "Gibt es noch Karten für das Konzert?"),
]


@pytest.fixture(scope="module")
def clusters(embedder: Embedder) -> VectorClusters:
    return VectorClusters(VectorLikeness(embedder))


def test_most_questions_in_other_words_fall_together(clusters: VectorClusters) -> None:
    together = [pair for pair in SAME if len(clusters.clusters(pair)) == 1]
    assert len(together) >= 0.7 * len(SAME)


@pytest.mark.parametrize("pair", OTHER)
def test_questions_that_only_sound_alike_stay_apart(clusters: VectorClusters, pair: tuple[str, str]) -> None:
    assert clusters.clusters(pair) == [[0], [1]]


def test_the_largest_group_comes_first_then_the_one_that_begins_first(clusters: VectorClusters) -> None:
    texts = [
        "Do you repair bikes?",
        "Do you ship to Norway?",
        "What does a logo cost?",
        "hi! I'm Tom. Do you ship to Norway?",
        "How much is a logo?",
        "Can you deliver to Norway?",
    ]
    assert clusters.clusters(texts) == [[1, 3, 5], [2, 4], [0]]


def test_no_texts_and_one_text_and_none_with_words(clusters: VectorClusters) -> None:
    assert clusters.clusters([]) == []
    assert clusters.clusters([""]) == [[0]]
    assert clusters.clusters(["🙂", "🙂", " "]) == [[0, 1], [2]]


def test_every_text_is_in_one_group_and_the_same_texts_give_the_same_groups(clusters: VectorClusters) -> None:
    texts = [text for pair in SAME + OTHER for text in pair]
    found = clusters.clusters(texts)
    assert sorted(index for group in found for index in group) == list(range(len(texts)))
    assert clusters.clusters(texts) == found
    sizes = [len(group) for group in found]
    assert sizes == sorted(sizes, reverse=True)


def test_a_question_does_not_bring_two_together_that_differ(clusters: VectorClusters) -> None:
    texts = ["Do you ship to Norway?", "Do you ship abroad?", "Do you ship to Canada?"]
    assert not any({0, 2} <= set(group) for group in clusters.clusters(texts))


def test_many_texts_take_no_time() -> None:
    clusters = VectorClusters(VectorLikeness(BagOfWords()))
    texts = [f"what about subject{number % 90} and thing{number}?" for number in range(500)]
    began = perf_counter()
    assert sum(map(len, clusters.clusters(texts))) == 500
    assert perf_counter() - began < 20
