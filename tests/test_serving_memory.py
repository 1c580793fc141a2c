"""Tests of recalling while something is learned, forgotten or opened in another thread of the process."""

import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pytest

from memory import learn
from memory.embedder import Vectors
from memory.store import Store
from tests.fakes import BagOfWords, RecordedProgress
from tests.knowledge import Knowledge, conversation, everything_agrees, write_chat, write_post
from twin.knowledge import Audience, Recollection

QUESTIONS = ("answer about subject5 thing7?", "sourdough bread", "question 9 about subject9?", "word12 and word400")


class Stopped(Exception):
    """What a Progress raises that wants no more."""


@dataclass
class StopsAt(RecordedProgress):
    """A Progress that stops at a stage, at its first step or before it."""

    at: str = ""
    before: bool = False

    def stage(self, name: str, total: int) -> None:
        """Stop, if this is where to."""
        super().stage(name, total)
        if self.before and name == self.at:
            raise Stopped

    def step(self, count: int) -> None:
        """Stop, if this is where to."""
        super().step(count)
        if self.stages[-1][0] == self.at:
            raise Stopped


@dataclass
class Calls(RecordedProgress):
    """A Progress that does something at every step, in the thread that learns."""

    do: Callable[[str], None] = field(default=lambda _: None)

    def step(self, count: int) -> None:
        """Do it."""
        super().step(count)
        self.do(self.stages[-1][0])


class Breaks(BagOfWords):
    """An embedder for which the memory does not suffice."""

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Fails."""
        raise MemoryError


@pytest.fixture
def merging(monkeypatch: pytest.MonkeyPatch) -> None:
    """Everything goes into the index."""
    monkeypatch.setattr(learn, "TAIL", 0)


@contextmanager
def readers(
    knowledge: Knowledge, check: Callable[[Recollection, Audience], None], *who: Audience
) -> Iterator[list[Recollection]]:
    """Threads that recall again and again until the end, each as one reader; what goes wrong in them is raised."""
    done = threading.Event()
    wrong: list[BaseException] = []
    recalled: list[Recollection] = []

    def work(reader: Audience) -> None:
        try:
            while not done.is_set():
                for question in QUESTIONS:
                    found = knowledge.recall.recall(question, reader)
                    check(found, reader)
                    recalled.append(found)
        except BaseException as error:  # noqa: BLE001 - told in the test's own thread
            wrong.append(error)

    threads = [threading.Thread(target=work, args=[reader]) for reader in who]
    for thread in threads:
        thread.start()
    try:
        yield recalled
    finally:
        done.set()
        for thread in threads:
            thread.join()
    assert not wrong, wrong
    assert recalled


def right(knowledge: Knowledge) -> Callable[[Recollection, Audience], None]:
    """Whether what was found may be heard, and was weighed by its own vector or by none yet."""
    vectors = {question: knowledge.embedder.embed([question])[0] for question in QUESTIONS}

    def check(found: Recollection, reader: Audience) -> None:
        for passage in found.passages:
            assert passage.passage.audience <= reader
            text = passage.passage.title + "\n" + passage.passage.text
            own = knowledge.embedder.embed([text.strip()])[0]
            cosines = [float(own @ vector) for vector in vectors.values()]
            assert passage.signals.cosine == 0 or np.isclose(cosines, passage.signals.cosine, atol=1e-4).any(), text
        for exemplar in found.exemplars:
            assert exemplar.exemplar.audience <= reader
            assert not exemplar.exemplar.reply.startswith("never")

    return check


def test_recalling_goes_on_and_is_right_while_chats_are_learned_and_merged(
    knowledge: Knowledge, tmp_path: Path, merging: None
) -> None:
    chats = tmp_path / "chats"
    for number in range(4):
        write_chat(chats / f"{number}.json", *conversation(50, 1 + 100 * number), number=number)
    knowledge.learn(write_post(tmp_path / "posts" / "bread.md", "Bread", "I bake sourdough bread with rye."))
    with readers(knowledge, right(knowledge), Audience.PUBLIC, Audience.OWNER, Audience.OWNER):
        knowledge.learn(chats)
        knowledge.learn(write_chat(chats / "0.json", *conversation(30), number=0).parent)
    assert knowledge.store.count_tail() == 0
    assert not knowledge.index.needs_mending()
    everything_agrees(knowledge)


def test_what_is_not_committed_is_not_seen_and_not_waited_for(knowledge: Knowledge) -> None:
    knowledge.put(["a word about the sea"])
    seen: list[object] = []

    def look() -> None:
        seen.append(knowledge.texts("sea"))
        seen.append(knowledge.store.fact("name"))

    with knowledge.store.writing():
        knowledge.store.drop("passages", [1])
        knowledge.store.set_fact("name", "value")
        thread = threading.Thread(target=look)
        thread.start()
        thread.join()
        assert knowledge.store.fact("name") == "value", "who writes it sees it"
    look()
    assert seen == [["a word about the sea"], None, [], "value"]


def test_nobody_waits_for_a_merge_and_what_is_merged_is_found_meanwhile(
    knowledge: Knowledge, tmp_path: Path, merging: None
) -> None:
    """The learning thread stands still at each step, and has to be answered by another one meanwhile."""
    found: dict[str, list[str]] = {}

    def ask(stage: str) -> None:
        thread = threading.Thread(target=lambda: found.update({stage: knowledge.texts("subject7 question", k=300)}))
        thread.start()
        thread.join()

    knowledge.learner.learn([write_chat(tmp_path / "a.json", *conversation(150))], ["Ann"], None, Calls(do=ask))
    assert list(found) == ["reading", "learning", "indexing"]
    # By their words alone at first, in the end by their vectors too.
    # What answers a message stands before it.
    assert "subject7" in " ".join(found["reading"][:4])
    assert "subject7" in " ".join(found["learning"][:4])
    assert len(found["indexing"]) == 300


def test_each_batch_is_found_as_soon_as_it_is_embedded(knowledge: Knowledge, tmp_path: Path) -> None:
    for number in range(1, 30, 7):
        knowledge.learn(write_post(tmp_path / "posts" / f"{number}.md", f"Post {number}", f"All about word{number}."))
        [first, *_] = knowledge.recall.recall(f"word{number}", Audience.PUBLIC).passages
        assert f"word{number}" in first.passage.text
        assert first.signals.cosine > 0.1


@pytest.mark.parametrize("merged", [False, True])
def test_what_is_closed_or_forgotten_is_not_heard_from_then_on(
    knowledge: Knowledge, tmp_path: Path, *, merged: bool
) -> None:
    closed = write_chat(tmp_path / "closed" / "a.json", *conversation(80), number=1)
    dropped = write_chat(tmp_path / "dropped" / "b.json", *conversation(80, 401), number=2)
    knowledge.learn(closed, dropped, chosen=Audience.PUBLIC)
    if merged:
        knowledge.index.merge()
    gone: set[int] = set()
    check = right(knowledge)
    began = threading.local()

    def heard(found: Recollection, reader: Audience) -> None:
        check(found, reader)
        sources = {passage.passage.source for passage in found.passages}
        # A recall that began before it was done may still have found it.
        assert not sources & getattr(began, "gone", set())
        began.gone = set(gone)

    first, second = knowledge.store.sources()
    with readers(knowledge, heard, Audience.PUBLIC, Audience.INNER):
        knowledge.learner.open_to(first, Audience.OWNER)
        gone.add(first.id)
        knowledge.learner.forget(second)
        gone.add(second.id)
        # New pieces get the rows of the old ones, and never their ids.
        knowledge.learn(write_chat(tmp_path / "new" / "c.json", *conversation(80, 901), number=3))
    assert knowledge.texts("subject7", Audience.INNER) == []
    assert len(knowledge.texts("subject7 question", Audience.OWNER, k=1000)) == 320
    everything_agrees(knowledge)


def test_an_id_is_never_given_twice(knowledge: Knowledge) -> None:
    ids = knowledge.put(["one", "two", "three"])
    knowledge.file.erase(knowledge.store.drop("passages", ids[1:]))
    assert knowledge.put(["four"]) == [4]
    reopened = Store(knowledge.store.path)
    reopened.drop("passages", [1, 4])
    reopened.close()
    assert knowledge.put(["five"]) == [5]


def test_vectors_that_are_all_made_anew_are_not_confused_with_the_old(knowledge: Knowledge) -> None:
    knowledge.put(["the sea", "the wood"])
    assert knowledge.texts("wood", k=1) == ["the wood"]
    knowledge.store.forget_vectors()
    knowledge.index.discard()
    (knowledge.folder / "vectors.f32").unlink()
    assert knowledge.texts("wood", k=1) == ["the wood"], "by its word alone"
    knowledge.store.drop("passages", [1])
    knowledge.learner.embed(knowledge.progress)
    [found] = knowledge.recall.recall("the wood", Audience.OWNER).passages
    assert found.signals.cosine == pytest.approx(1)


def test_an_error_while_learning_leaves_the_readers_fine(knowledge: Knowledge, tmp_path: Path, merging: None) -> None:
    knowledge.learn(write_chat(tmp_path / "a.json", *conversation(100)))
    chat = write_chat(tmp_path / "b.json", *conversation(100, 201), number=2)
    with readers(knowledge, right(knowledge), Audience.OWNER, Audience.PUBLIC):
        failing = learn.Learner(knowledge.store, knowledge.file, knowledge.index, Breaks)
        with pytest.raises(MemoryError):
            failing.learn([chat], ["Ann"], None, knowledge.progress)
    assert len(knowledge.texts("subject7 question", k=1000)) >= 200
    knowledge.learn(chat)
    assert len(knowledge.texts("subject7 question", k=1000)) == 400
    everything_agrees(knowledge)


@pytest.mark.parametrize("before", [False, True])
@pytest.mark.parametrize("at", ["reading", "learning", "indexing"])
def test_who_stops_learning_finds_everything_consistent_and_can_go_on(
    knowledge: Knowledge, tmp_path: Path, merging: None, at: str, *, before: bool
) -> None:
    chats = tmp_path / "chats"
    write_chat(chats / "a.json", *conversation(60))
    knowledge.learn(chats)
    write_chat(chats / "a.json", *conversation(60, 41))
    write_chat(chats / "b.json", *conversation(60, 501), number=2)
    with readers(knowledge, right(knowledge), Audience.OWNER):
        for _ in range(2):
            with pytest.raises(Stopped):
                knowledge.learner.learn([chats], ["Ann"], None, StopsAt(at=at, before=before))
    assert knowledge.texts("subject7 question")
    knowledge.learn(chats)
    assert knowledge.store.count_unembedded() == knowledge.store.count_tail() == 0
    assert not knowledge.index.needs_mending()
    everything_agrees(knowledge)
    undisturbed = Knowledge(tmp_path / "undisturbed")
    undisturbed.learn(chats)
    assert knowledge.contents() == undisturbed.contents()
    undisturbed.store.close()
