"""Tests of store.py: rows are stored whole or not at all, and read by those who may hear them."""

import sqlite3
import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlite_utils import Database

from bot.ledger import Ledger
from memory.schema import migrations
from memory.store import KINDS, NewExemplar, NewPassage, NewSource, Store
from tests.knowledge import Knowledge
from twin.knowledge import Audience

SENT = datetime(2024, 5, 1, 10, 30, tzinfo=UTC)


def passage(
    number: int,
    *,
    text: str = "text",
    audience: Audience = Audience.PUBLIC,
    place: str = "p",
    author: str = "Ann",
    sent_at: datetime = SENT,
) -> NewPassage:
    return NewPassage(
        digest=number.to_bytes(16, "big"),
        place=place,
        sent_at=sent_at,
        audience=audience,
        position=number,
        title="Title",
        link="https://example.org",
        author=author,
        by_owner=True,
        text=text,
    )


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "knowledge.db")


def stored(store: Store, *pieces: NewPassage | NewExemplar, path: str = "/a") -> int:
    """Store the pieces as those of one file; how many were new."""
    source = store.source(NewSource(path, "", "", "markdown", Audience.PUBLIC))
    kind = "passages" if isinstance(pieces[0], NewPassage) else "exemplars"
    return store.add(kind, source.id, store.file(path, path), pieces)  # type: ignore[arg-type]


def test_a_passage_is_read_as_it_was_stored(store: Store) -> None:
    stored(store, passage(1))
    found = store.passages([1, 2], Audience.PUBLIC)[1]
    assert (found.text, found.title, found.link, found.author) == ("text", "Title", "https://example.org", "Ann")
    assert (found.sent_at, found.audience, found.by_owner, found.position) == (SENT, Audience.PUBLIC, True, 1)


def test_an_exemplar_is_read_as_it_was_stored(store: Store) -> None:
    stored(store, NewExemplar(bytes(16), "p", None, Audience.FRIENDS, "Ben", "why?", "because"))
    found = store.exemplars([1], Audience.FRIENDS)[1]
    assert (found.asker, found.message, found.reply, found.sent_at) == ("Ben", "why?", "because", None)
    assert store.exemplars([1], Audience.FOLLOWERS) == {}


def test_what_is_known_is_not_added_again(store: Store) -> None:
    assert stored(store, passage(1), passage(2), passage(1)) == 2
    assert stored(store, passage(2), passage(3)) == 1
    assert stored(store, passage(3), path="/b") == 0
    assert store.counts(Audience.OWNER) == {"passages": 3, "exemplars": 0}


def test_many_pieces_are_stored_read_and_dropped(store: Store) -> None:
    assert stored(store, *(passage(number) for number in range(1, 3001))) == 3000
    ids = list(range(1, 3001))
    assert len(store.passages(ids, Audience.PUBLIC)) == 3000
    assert len(store.said_near(ids, Audience.PUBLIC, 2)) == 3000
    store.drop("passages", ids)
    assert store.counts(Audience.OWNER)["passages"] == 0


def test_a_piece_that_moved_in_its_file_keeps_its_number(store: Store) -> None:
    stored(store, passage(1), passage(2))
    moved = NewPassage(**{name: getattr(passage(2), name) for name in NewPassage.__slots__} | {"position": 7})
    assert stored(store, moved, path="/b") == 0
    assert store.passages([2], Audience.PUBLIC)[2].position == 2, "in another file it stands elsewhere"
    stored(store, moved)
    assert store.passages([2], Audience.PUBLIC)[2].position == 7


def test_what_was_said_near_stands_in_the_same_file_and_may_be_heard(store: Store) -> None:
    stored(store, passage(1), passage(2), passage(3, audience=Audience.OWNER), passage(4), passage(5, place="q"))
    stored(store, passage(6), path="/b")
    stored(store, passage(7, place="r"), passage(8, place="r", author=""))

    def near(ids: list[int], reader: Audience) -> list[int]:
        return [one.id for one in store.said_near(ids, reader, 2)]

    assert near([2], Audience.PUBLIC) == [1, 2, 4]
    assert near([2], Audience.OWNER) == [1, 2, 3, 4]
    assert near([6], Audience.OWNER) == [6]
    assert near([7, 8], Audience.OWNER) == [7], "a document is not said by anybody"
    assert [one.id for one in store.said_in(["p"], Audience.PUBLIC, 9)] == [1, 2, 4, 6]
    assert store.said_in(["p"], Audience.PUBLIC, 4) == []
    assert store.said_in([], Audience.PUBLIC, 9) == []


@pytest.mark.parametrize(
    ("text", "asks"), [("why?", True), ("why? " + "because " * 20, False), ("なぜ？", True), ("so", False)]
)
def test_a_message_asks_if_it_ends_with_a_question(store: Store, text: str, *, asks: bool) -> None:
    stored(store, passage(1, text=text, sent_at=datetime.fromisoformat("2026-05-01T10:00:00+02:00")))
    [said] = store.said_near([1], Audience.PUBLIC, 0)
    assert said.asks == asks
    assert (said.length, said.sent) == (len(text), 1777622400)


def test_a_known_source_keeps_its_audience(store: Store) -> None:
    first = store.source(NewSource("/a", "", "", "markdown", Audience.PUBLIC))
    store.set_audience(first.id, Audience.INNER)
    again = store.source(NewSource("/a", "", "", "markdown", Audience.PUBLIC))
    assert (again.id, again.audience) == (first.id, Audience.INNER)
    assert store.source(NewSource("/a", "chat", "", "telegram", Audience.OWNER)).id != first.id


def test_a_vector_is_freed_with_the_last_piece_that_has_it(knowledge: Knowledge) -> None:
    first, second = knowledge.put(["same", "same"])
    [third] = knowledge.put(["same"], kind="exemplars")
    store = knowledge.store
    assert store.rows_of("passages", [first, second]) == {first: 0, second: 0}
    assert store.drop("passages", [first, second]) == []
    assert store.drop("exemplars", [third]) == [0]
    assert (store.free_rows(2), store.gaps(1)) == ([0, 1], [0])


def test_gaps_are_filled_before_the_file_grows(knowledge: Knowledge) -> None:
    ids = knowledge.put([f"text{number}" for number in range(10)])
    knowledge.file.erase(knowledge.store.drop("passages", [ids[3], ids[7]]))
    assert knowledge.store.free_rows(4) == [3, 7, 10, 11]
    knowledge.put(["new one", "new two", "new three"])
    assert len(knowledge.file) == 11


def test_a_block_within_a_block_is_stored_with_it_or_not_at_all(store: Store) -> None:
    def failing() -> None:
        with store.writing():
            store.set_fact("name", "value")
            with store.writing():
                store.set_fact("other", "value")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        failing()
    assert (store.fact("name"), store.fact("other")) == (None, None)
    store.set_fact("name", "value")
    assert store.fact("name") == "value"


def test_many_threads_take_turns(store: Store) -> None:
    def work(name: int) -> None:
        for number in range(20):
            stored(store, passage(1000 * name + number), path=f"/{name}")
            store.passages([1, 2, 3], Audience.PUBLIC)

    threads = [threading.Thread(target=work, args=[name]) for name in range(1, 6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert store.counts(Audience.OWNER)["passages"] == 100


@pytest.mark.parametrize("open_", [Store, Ledger])
def test_of_many_that_begin_at_once_each_finds_the_tables(
    tmp_path: Path, open_: Callable[[Path], Store | Ledger]
) -> None:
    opened: list[Store | Ledger] = []

    def begin(path: Path, together: threading.Barrier) -> None:
        together.wait()
        opened.append(open_(path))

    for number in range(10):
        together = threading.Barrier(6)
        threads = [threading.Thread(target=begin, args=[tmp_path / f"{number}.db", together]) for _ in range(6)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert len(opened) == 60
    for one in opened:
        one.close()


def test_a_file_that_is_up_to_date_is_opened_while_another_writes(store: Store) -> None:
    with store.writing():
        store.set_fact("name", "value")
        other = Store(store.path)
        assert other.fact("name") is None
        other.close()


def test_a_piece_that_another_source_holds_can_be_heard_by_fewer_and_never_by_more(store: Store) -> None:
    stored(store, passage(1, audience=Audience.FRIENDS), passage(2))
    stored(store, passage(1), passage(2), passage(3), path="/b")
    [first, second] = [source.id for source in store.sources()]
    assert store.copies_below("passages", first, Audience.OWNER) == []
    assert store.copies_below("passages", second, Audience.FRIENDS) == [2]
    store.narrow("passages", [1, 2], Audience.FOLLOWERS)
    audiences = dict(store.rows("SELECT id, audience FROM passages"))
    assert audiences == {1: Audience.FRIENDS, 2: Audience.FOLLOWERS, 3: Audience.PUBLIC}
    store.drop("passages", [1, 2, 3])
    stored(store, passage(7), passage(8))
    assert store.copies_below("passages", second, Audience.OWNER) == [], "new pieces may have the old numbers"


def test_a_second_store_sees_what_the_first_wrote_and_that_it_did(store: Store) -> None:
    reader = Store(store.path)
    before = reader.change()
    assert reader.change() == before
    stored(store, passage(1))
    assert reader.change() != before
    assert 1 in reader.passages([1], Audience.PUBLIC)
    reader.close()


def test_forgetting_all_vectors_makes_every_piece_wait(knowledge: Knowledge) -> None:
    knowledge.put(["one", "two"])
    knowledge.index.merge()
    knowledge.store.forget_vectors()
    assert (knowledge.store.count_unembedded(), knowledge.store.count_tail()) == (2, 0)
    knowledge.learner.embed(knowledge.progress)
    assert knowledge.store.count_unembedded() == 0
    assert all(knowledge.store.held(kind, Audience.PUBLIC, 99) == 0 for kind in KINDS)


def test_what_was_true_at_its_moment_alone_is_read_as_such(store: Store) -> None:
    stored(store, NewExemplar(bytes(16), "p", None, Audience.PUBLIC, "Ben", "why?", "see you at 8", situational=True))
    stored(store, replace(passage(1), situational=True), passage(2))
    assert store.exemplars([1], Audience.PUBLIC)[1].situational
    assert [found.situational for found in store.passages([1, 2], Audience.PUBLIC).values()] == [True, False]


def test_a_piece_learned_again_is_judged_anew(store: Store) -> None:
    new = NewExemplar(bytes(16), "p", None, Audience.PUBLIC, "Ben", "why?", "because")
    stored(store, new)
    stored(store, passage(1))
    assert stored(store, replace(new, situational=True)) == 0
    assert stored(store, replace(passage(1), situational=True)) == 0
    assert store.exemplars([1], Audience.PUBLIC)[1].situational
    assert store.passages([1], Audience.PUBLIC)[1].situational


def test_a_reply_that_goes_on_is_judged_anew(store: Store) -> None:
    new = NewExemplar(bytes(16), "p", None, Audience.PUBLIC, "Ben", "why?", "because")
    stored(store, new)
    assert store.lengthen(1, replace(new, digest=b"1" * 16, reply="because\nI am on my way", situational=True))
    assert store.exemplars([1], Audience.PUBLIC)[1].situational


def test_what_was_learned_before_is_judged_when_the_file_is_brought_up_to_date(tmp_path: Path) -> None:
    path = tmp_path / "knowledge.db"
    with sqlite3.connect(path) as first:
        migrations.apply(Database(first), stop_before="0005_situational")
        first.execute("INSERT INTO sources VALUES (1, 'a', 'p', 'p', 'telegram', 0, '2024-05-01T00:00:00+00:00')")
        first.execute("INSERT INTO files (id, root, path, stamp) VALUES (1, 'a', 'a', '')")
        columns = "id, digest, source, file, place, audience, position, title, link, author, by_owner, text"
        sql = f"INSERT INTO passages ({columns}) VALUES (?, ?, 1, 1, 'p', 0, ?, '', '', ?, 1, ?)"  # noqa: S608
        lines = [("Ann", "on my way"), ("Ann", "I run daily"), ("", "I am on my way today.")]
        first.executemany(sql, [(n, bytes([n]), n, *line) for n, line in enumerate(lines, start=1)])
        sql = "INSERT INTO exemplars (id, digest, source, file, place, audience, asker, message, reply)"
        for n in (1, 2):
            first.execute(f"{sql} VALUES (?, ?, 1, 1, 'p', 0, 'Ben', 'why?', 'see you tomorrow')", [n, bytes([n])])
        first.execute("INSERT INTO lessons VALUES (2, 'k', '[]', '2024-05-01T00:00:00+00:00')")
    first.close()
    store = Store(path)
    passages, exemplars = store.passages([1, 2, 3], Audience.PUBLIC), store.exemplars([1, 2], Audience.PUBLIC)
    assert [passages[n].situational for n in (1, 2, 3)] == [True, False, False]
    assert [exemplars[n].situational for n in (1, 2)] == [True, False]
    store.close()
