"""Tests of documents.py: what a whole document says for the passages in it, and what it never tells."""

import time
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from memory import documents
from memory.documents import Documents, parts
from memory.fulltext import FullText
from tests.knowledge import Knowledge, message, write_chat, write_post
from twin.knowledge import Audience

FILLER = [f"filler{number} stuff{number} nothing{number}" for number in range(40)]


@pytest.fixture
def blog(knowledge: Knowledge, tmp_path: Path) -> Path:
    """A folder of posts, some learned already, so that the words of the tests are rare."""
    for number, text in enumerate(FILLER):
        write_post(tmp_path / "blog" / f"{number}.md", f"Title{number}", text)
    knowledge.learn(tmp_path / "blog")
    return tmp_path / "blog"


def post(knowledge: Knowledge, blog: Path, title: str, *passages: str) -> None:
    """Learn a post whose passages are these."""
    before = "".join(f"# Heading\n\n{text}\n\n{'padding ' * 30}\n\n" for text in passages)
    knowledge.learn(write_post(blog / f"{title}.md", title, before))


def scores(
    knowledge: Knowledge, question: str, reader: Audience = Audience.OWNER, among: Sequence[int] = ()
) -> dict[int, float]:
    text = FullText(knowledge.store)
    vectors = knowledge.embedder.embed([question, *parts(question)])
    weighed = Documents(knowledge.store, knowledge.file, text)
    return weighed.scores(question, vectors, text.matches(question, reader), reader, among or _all(knowledge))


def _all(knowledge: Knowledge) -> list[int]:
    return [id_ for (id_,) in knowledge.store.rows("SELECT id FROM passages ORDER BY id")]


def best(knowledge: Knowledge, question: str) -> str:
    """The title of the document of the best passage."""
    found = scores(knowledge, question)
    id_ = max(found, key=lambda id_: (found[id_], -id_))
    return knowledge.store.passages([id_], Audience.OWNER)[id_].title


def test_nothing_is_known(knowledge: Knowledge) -> None:
    assert scores(knowledge, "walrus") == {}


@pytest.mark.parametrize("question", ["", "walrus", "where do you sail?"])
def test_a_short_question_is_one_part(question: str) -> None:
    assert parts(question) == [question]


def test_a_long_question_has_three_parts_of_about_one_length() -> None:
    sentences = [f"This is the sentence number {number}." for number in range(9)]
    found = parts(" ".join(sentences))
    assert " ".join(found) == " ".join(sentences)
    assert [len(part) // len(sentences[0]) for part in found] == [3, 3, 3]


@pytest.mark.parametrize("question", ["a. " * 70_000, "." * 200_000, " " * 200_000, "?\n" * 100_000, "x" * 200_000])
def test_a_hostile_question_is_parted_in_no_time(question: str) -> None:
    begun = time.perf_counter()
    assert len(parts(question)) <= 3
    assert time.perf_counter() - begun < 1


def test_what_is_about_a_word_comes_before_what_mentions_it(knowledge: Knowledge, blog: Path) -> None:
    post(knowledge, blog, "Mentions", "the walrus here", "some other matter", "and another matter")
    post(knowledge, blog, "About", "the walrus here", "a walrus swims", "my walrus sleeps")
    assert best(knowledge, "walrus here") == "About"


def test_a_title_counts(knowledge: Knowledge, blog: Path) -> None:
    post(knowledge, blog, "Something Different", "sails and ropes")
    post(knowledge, blog, "Sailing Ropes", "sails and ropes")
    assert best(knowledge, "rope for sails") == "Sailing Ropes"


def test_words_that_stand_together_count(knowledge: Knowledge, blog: Path) -> None:
    post(knowledge, blog, "Apart", "a walrus is harbour crane not")
    post(knowledge, blog, "Together", "is a harbour not crane walrus")
    assert best(knowledge, "crane walrus") == "Together"


def test_messages_are_no_documents(knowledge: Knowledge, blog: Path, tmp_path: Path) -> None:
    post(knowledge, blog, "Walrus", "the walrus here")
    chat = [message(number, f"the walrus number{number}", "Ben") for number in range(1, 5)]
    knowledge.learn(write_chat(tmp_path / "chat" / "result.json", *chat))
    found = knowledge.store.passages(list(scores(knowledge, "walrus")), Audience.OWNER)
    assert {one.author for one in found.values()} == {""}


def test_all_passages_of_a_candidates_document_are_scored(knowledge: Knowledge, blog: Path) -> None:
    post(knowledge, blog, "Walrus", "the walrus here", "some other matter", "and another matter")
    [one, *_] = FullText(knowledge.store).best("passages", "other matter", Audience.OWNER, 1)
    assert len(scores(knowledge, "walrus", among=[one])) == 3


def test_nobody_hears_of_what_is_not_for_them(knowledge: Knowledge, blog: Path) -> None:
    before = scores(knowledge, "walrus padding", Audience.PUBLIC)
    secret = write_post(blog / "secret" / "secret.md", "Secret", "walrus padding filler1")
    knowledge.learn(secret, chosen=Audience.OWNER)
    everybodys = scores(knowledge, "walrus padding", Audience.PUBLIC)
    assert everybodys.keys() == before.keys()
    assert len(scores(knowledge, "walrus padding")) == len(before) + 1


@pytest.mark.parametrize("question", ["", " ", "the of and is", "🙂🙂", '" OR NEAR( *', "half \ud83d", "a-b c_d 'e f'"])
def test_no_question_is_too_odd(knowledge: Knowledge, blog: Path, question: str) -> None:
    found = scores(knowledge, question)
    assert len(found) == len(FILLER)
    assert np.isfinite(list(found.values())).all()


def test_a_long_question_takes_no_time(knowledge: Knowledge, blog: Path) -> None:
    begun = time.perf_counter()
    assert scores(knowledge, " ".join(f"filler{number} w{number}." for number in range(40_000)))
    assert time.perf_counter() - begun < 5


def test_a_passage_without_a_vector_is_scored_by_its_words(knowledge: Knowledge, blog: Path) -> None:
    post(knowledge, blog, "Walrus", "the walrus here")
    knowledge.store.forget_vectors()
    found = scores(knowledge, "walrus")
    assert found[max(found)] == max(found.values()) > min(found.values())


def test_of_a_book_only_its_beginning_and_what_was_found_is_weighed(
    knowledge: Knowledge, blog: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(documents, "_MOST_PASSAGES", 25)
    post(knowledge, blog, "Book", *(f"the walrus number{number}" for number in range(40)))
    passages = _all(knowledge)[len(FILLER) :]
    assert scores(knowledge, "walrus", among=[passages[-1]]).keys() == {*passages[:25], passages[-1]}


def test_only_the_documents_of_the_best_passages_are_weighed_as_a_whole(
    knowledge: Knowledge, blog: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    post(knowledge, blog, "Best", "the walrus and the harbour", "some other matter")
    post(knowledge, blog, "Worse", "an unlike harbour here", "and another matter")
    among = list(FullText(knowledge.store).best("passages", "harbour", Audience.OWNER, 9))
    every = scores(knowledge, "walrus harbour", among=among)
    monkeypatch.setattr(documents, "_WHOLE", 1)
    some = scores(knowledge, "walrus harbour", among=among)
    titles = {id_: one.title for id_, one in knowledge.store.passages(list(every), Audience.OWNER).items()}
    assert sorted(titles.values()) == ["Best", "Best", "Worse", "Worse"]
    assert sorted(titles[id_] for id_ in some) == ["Best", "Best", "Worse"], "what was found itself is never left out"
    worse = next(id_ for id_ in some if titles[id_] == "Worse")
    assert some[worse] < every[worse]


def test_a_document_is_unheard_of_once_it_is_forgotten(knowledge: Knowledge, blog: Path) -> None:
    post(knowledge, blog, "Walrus", "the walrus here", "some other matter")
    asked = FullText(knowledge.store), Documents(knowledge.store, knowledge.file, FullText(knowledge.store))
    vectors, among = knowledge.embedder.embed(["walrus", "walrus"]), _all(knowledge)

    def found() -> dict[int, float]:
        return asked[1].scores("walrus", vectors, asked[0].matches("walrus", Audience.OWNER), Audience.OWNER, among)

    before = found()
    knowledge.store.drop("passages", among[-1:])
    assert before.keys() - found().keys() == {among[-1]}
