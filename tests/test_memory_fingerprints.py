"""Tests of fingerprints.py and traces.py: what a reader may not read is known by its runs, until it is forgotten."""

import sqlite3
import threading
from datetime import UTC, datetime
from pathlib import Path

import pytest

from memory.conversation import hear
from memory.fingerprints import StoredFingerprints
from memory.importers.records import ChatMessage
from memory.personal_data import Discretion
from memory.store import KINDS, NewExemplar, NewPassage, NewSource, Store
from memory.traces import host_of, hosts_in
from tests.knowledge import Knowledge, message, write_chat, write_post
from twin.brief import Brief
from twin.fingerprint import codes, runs, stored
from twin.knowledge import Audience
from twin.message import Contact, Conversation

SECRET = "My sister moves to Ghent in August, but nobody at work knows about it yet."
NOON = datetime(2024, 5, 1, 12, tzinfo=UTC)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "knowledge.db")


def passage(
    number: int, text: str, audience: Audience = Audience.OWNER, *, author: str = "", title: str = "", link: str = ""
) -> NewPassage:
    digest = number.to_bytes(16, "big")
    return NewPassage(digest, "p", None, audience, number, title, link, author, not author, text)


def exemplar(number: int, said: str, reply: str, audience: Audience) -> NewExemplar:
    return NewExemplar(number.to_bytes(16, "big"), "p", None, audience, "Ben", said, reply)


def put(store: Store, *pieces: NewPassage | NewExemplar) -> None:
    source = store.source(NewSource("/a", "", "", "markdown", Audience.PUBLIC))
    kind = KINDS[isinstance(pieces[0], NewExemplar)]
    store.add(kind, source.id, store.file("/a", "/a"), pieces)


def brief(reader: Audience = Audience.PUBLIC, key: str = "telegram/1", *, group: bool = False) -> Brief:
    return Brief("", reader, Contact("telegram/1", "Ben", reader), Conversation(key, key, group=group), NOON)


def noted(store: Store) -> list[tuple[int, int, bytes]]:
    """What is noted of which piece, without the numbers of the rows; fingerprints in order."""
    rows = store.rows("SELECT part, piece, prints FROM fingerprints")
    signs = [(part, piece, b"".join(sorted(_cut(prints)))) for part, piece, prints in rows]
    hosts = [
        (KINDS.index(kind), piece, host.encode())
        for kind, piece, host in store.rows("SELECT kind, piece, host FROM hosts")
    ]
    return sorted(signs + hosts)


def _cut(packed: bytes) -> list[bytes]:
    return [packed[start : start + 8] for start in range(0, len(packed), 8)]


def test_what_the_reader_may_not_read_is_hidden_and_the_rest_readable(store: Store) -> None:
    put(store, passage(1, SECRET, Audience.FRIENDS))
    known = StoredFingerprints(store)
    for reader in Audience:
        shown = reader >= Audience.FRIENDS
        assert known.hidden(runs(SECRET), brief(reader)) == (set() if shown else stored(SECRET))
        assert known.readable(runs(SECRET), brief(reader)) == (stored(SECRET) if shown else set())
    assert known.hidden(runs("Something else, of which nobody has ever written"), brief()) == set()
    assert known.hidden(set(), brief()) == known.readable([], brief()) == set()


def test_what_also_stands_in_something_readable_is_not_hidden(store: Store) -> None:
    put(store, passage(1, SECRET), passage(2, f"I said it: {SECRET}", Audience.PUBLIC))
    known = StoredFingerprints(store)
    assert known.hidden(runs(SECRET), brief()) == set()
    assert known.readable(runs(SECRET), brief()) == stored(SECRET)


def test_a_title_is_a_text_too(store: Store) -> None:
    put(store, passage(1, "text", title=SECRET))
    assert StoredFingerprints(store).hidden(runs(SECRET), brief()) == stored(SECRET)


def test_an_open_reply_opens_nothing_of_what_was_written_to_the_owner(store: Store) -> None:
    reply = "That is a wonderful surprise, I am so happy for her"
    put(store, exemplar(1, SECRET, reply, Audience.PUBLIC))
    known = StoredFingerprints(store)
    assert known.hidden(runs(SECRET) | runs(reply), brief()) == stored(SECRET)
    assert known.readable(runs(SECRET) | runs(reply), brief()) == stored(reply)


def test_a_figure_of_speech_is_no_secret_and_a_code_stays_one(store: Store) -> None:
    known = StoredFingerprints(store)
    text = "the early bird catches the worm, K7Q9ZX21"
    put(store, passage(1, text), passage(2, text, author="Ben"), passage(3, text, author="Ben"))
    assert known.hidden(runs(text), brief()) == stored(text)
    put(store, passage(4, text, author="Cleo"))
    assert known.hidden(runs(text), brief()) == codes(text)


def test_opening_and_narrowing_a_source_count_at_once(store: Store) -> None:
    put(store, passage(1, SECRET, Audience.OWNER))
    known = StoredFingerprints(store)
    [source] = store.sources()
    for audience in (Audience.PUBLIC, Audience.INNER, Audience.PUBLIC):
        store.set_audience(source.id, audience)
        assert bool(known.hidden(runs(SECRET), brief())) == (audience > Audience.PUBLIC)


def said(number: int, text: str, author: str) -> ChatMessage:
    return ChatMessage("telegram/1", "Ben", str(number), author, "", NOON.replace(minute=number), text)


def test_who_talks_in_private_has_read_what_was_said_there(store: Store) -> None:
    hear(
        store,
        "telegram/1",
        "Ben",
        [said(1, "and what is new?", "Ben"), said(2, SECRET, "Ann")],
        "Ann",
        Discretion(None),
    )
    known = StoredFingerprints(store)
    assert known.hidden(runs(SECRET), brief()) == set()
    assert known.readable(runs(SECRET), brief()) == stored(SECRET)
    assert known.hidden(runs(SECRET), brief(key="telegram/2")) == stored(SECRET)
    assert known.hidden(runs(SECRET), brief(group=True)) == stored(SECRET)


def test_what_is_learned_later_by_another_process_is_known(store: Store) -> None:
    other = Store(store.path)
    known = StoredFingerprints(other)
    # More often than what came later is kept apart.
    texts = [f"It is a long story of {number * 7919} days and of very many more nights" for number in range(100, 130)]
    for number, text in enumerate(texts):
        put(store, passage(number + 1, text))
        assert known.hidden(runs(text), brief()) == stored(text)
    assert all(known.hidden(runs(text), brief()) == stored(text) for text in texts)
    other.close()


def test_what_stands_in_very_many_texts_is_looked_up_all_the_same(store: Store) -> None:
    put(store, *(passage(number, SECRET, author="Ben") for number in range(1, 5002)))
    known = StoredFingerprints(store)
    assert known.hidden(runs(SECRET), brief()) == stored(SECRET)
    put(store, passage(6000, SECRET, Audience.PUBLIC))
    assert known.hidden(runs(SECRET), brief()) == set()


def test_more_is_asked_than_one_statement_takes(store: Store) -> None:
    texts = [" ".join(f"{number * step * 7919:x}" for step in range(1, 20)) for number in range(1000, 2500)]
    put(store, *(passage(number, text) for number, text in enumerate(texts, 1)))
    asked = set().union(*map(stored, texts))
    assert StoredFingerprints(store).hidden(asked, brief()) == asked


def test_many_threads_ask_while_one_learns(store: Store) -> None:
    known = StoredFingerprints(store)
    wrong: list[int] = []

    def ask() -> None:
        for _ in range(60):
            found = len(known.hidden(runs(SECRET), brief()))
            if found not in (0, len(stored(SECRET))):
                wrong.append(found)

    threads = [threading.Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    for number in range(1, 41):
        put(store, passage(number, SECRET))
        if number % 5 == 0:
            store.drop("passages", store.pieces_of("passages", source=1))
    for thread in threads:
        thread.join()
    assert wrong == []


def test_what_is_dropped_leaves_nothing(store: Store) -> None:
    put(store, passage(1, SECRET, link="https://one.org"), passage(2, f"keep {SECRET} https://two.org"))
    put(store, exemplar(1, SECRET, f"{SECRET} https://three.org", Audience.OWNER))
    known = StoredFingerprints(store)
    assert known.hidden(runs(SECRET), brief())
    store.drop("passages", [1])
    assert known.hidden(runs(SECRET), brief()) == stored(f"keep {SECRET}") & runs(SECRET)
    store.drop("passages", [2])
    # Of the other kind a piece of the same number stays.
    assert {piece for _, piece, _ in noted(store)} == {1}
    assert known.known("three.org", Audience.OWNER)
    store.drop("exemplars", [1])
    assert noted(store) == []
    assert known.hidden(runs(SECRET), brief()) == set()


def test_number_of_a_row_is_never_given_again(store: Store) -> None:
    put(store, passage(1, SECRET))
    known = StoredFingerprints(store)
    assert known.hidden(runs(SECRET), brief())
    store.drop("passages", [1])
    other = "Nobody was to know of the letter that she wrote in spring"
    put(store, passage(2, other))
    assert known.hidden(runs(other), brief()) == stored(other)


def test_a_reply_that_grows_is_known_to_its_end(store: Store) -> None:
    put(store, exemplar(1, "and what is new?", SECRET, Audience.OWNER))
    known = StoredFingerprints(store)
    assert known.hidden(runs(SECRET), brief())
    more = f"{SECRET}\nWe are looking for a flat near the river, see www.flats.be"
    assert store.lengthen(1, exemplar(2, "and what is new?", more, Audience.OWNER))
    assert known.hidden(runs(more), brief()) == stored(more)
    assert known.known("flats.be", Audience.OWNER)
    store.drop("exemplars", [1])
    assert noted(store) == []


def test_known_pieces_are_noted_once(store: Store) -> None:
    put(store, passage(1, SECRET, link="https://one.org"))
    before = noted(store)
    put(store, passage(1, SECRET, link="https://one.org"))
    assert noted(store) == before


def test_nothing_is_noted_of_what_is_not_stored(store: Store) -> None:
    def failing() -> None:
        with store.writing():
            put(store, passage(1, SECRET, link="https://one.org"))
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        failing()
    assert noted(store) == []


def test_a_forgotten_source_leaves_no_fingerprint_and_the_changed_post_only_its_own(
    knowledge: Knowledge, tmp_path: Path
) -> None:
    post = write_post(tmp_path / "posts" / "a.md", "A move", SECRET)
    chat = write_chat(tmp_path / "chat.json", message(1, "how was it, tell me all", "Ben"), message(2, SECRET))
    knowledge.learn(post.parent, chat)
    write_post(post, "A move", "It was decided otherwise, and see https://one.org for why that is")
    knowledge.learn(post.parent, chat)
    fresh = Knowledge(tmp_path / "fresh")
    fresh.learn(post.parent, chat)
    assert sorted(prints for _, _, prints in noted(knowledge.store)) == sorted(
        prints for _, _, prints in noted(fresh.store)
    )
    fresh.store.close()
    for source in knowledge.store.sources():
        knowledge.learner.forget(source)
    assert noted(knowledge.store) == []


def test_what_an_older_version_learned_gets_its_fingerprints(tmp_path: Path) -> None:
    path = tmp_path / "knowledge.db"
    store = Store(path)
    put(store, *(passage(n, f"{SECRET} {n} https://h{n % 7}.org", title=f"Title {n}") for n in range(1, 2501)))
    put(store, *(exemplar(n, f"{n} {SECRET}", f"{SECRET} reply {n}", Audience.OWNER) for n in range(1, 1201)))
    store.drop("passages", [7])
    expected = noted(store)
    store.close()
    with sqlite3.connect(path) as connection:
        connection.execute("DROP TABLE fingerprints")
        connection.execute("DROP TABLE hosts")
        connection.execute("DELETE FROM _sqlite_migrations WHERE name = '0003_fingerprints'")
    connection.close()
    store = Store(path)
    assert noted(store) == expected
    assert StoredFingerprints(store).hidden(runs(SECRET), brief()) == stored(SECRET)
    store.close()


def test_a_host_is_known_from_what_the_owner_wrote_and_the_reader_may_read(store: Store) -> None:
    put(
        store,
        passage(1, "see https://www.Example.org:8080/a?b", Audience.PUBLIC),
        passage(2, "mine", Audience.FRIENDS, link="https://blog.example.net/post"),
        passage(3, "look: https://theirs.com", Audience.OWNER, author="Ben"),
    )
    put(store, exemplar(1, "is it https://asked.org?", "no, www.answered.org", Audience.INNER))
    known = StoredFingerprints(store)
    heard = {
        host: min((reader for reader in Audience if known.known(host, reader)), default=None)
        for host in ("example.org", "WWW.EXAMPLE.ORG", "blog.example.net", "answered.org", "theirs.com", "asked.org")
    }
    assert heard == {
        "example.org": Audience.PUBLIC,
        "WWW.EXAMPLE.ORG": Audience.PUBLIC,
        "blog.example.net": Audience.FRIENDS,
        "answered.org": Audience.INNER,
        "theirs.com": None,
        "asked.org": None,
    }
    for near in ("example.net", "sub.example.org", "org", "xexample.org", "", "%"):
        assert not known.known(near, Audience.OWNER)


@pytest.mark.parametrize(
    ("text", "hosts"),
    [
        ("https://x.org.", {"x.org"}),
        ("(http://x.org/a), HTTPS://Y.ORG", {"x.org", "y.org"}),
        ("[a](https://x.org/b)", {"x.org"}),
        ("https://good.org@evil.com/", {"evil.com"}),
        ("https://evil.com\\@good.org/", {"evil.com"}),
        ("https://x.org:443?good.org", {"x.org"}),
        ("www.x.y and wwwx.y", {"x.y"}),
        ("https://bücher.de http://xn--bcher-kva.de", {"xn--bcher-kva.de"}),
        ("http://localhost:80 https:// http://[::1]/ x.org", set()),
        (f"https://{'a.' * 400}org", set()),
    ],
)
def test_hosts_are_read_from_links(text: str, hosts: set[str]) -> None:
    assert hosts_in(text) == hosts


@pytest.mark.parametrize("text", ["www." * 50_000, "https://" * 25_000, "https://" + "a." * 100_000, "w" * 200_000])
def test_hosts_of_hostile_texts_are_read_quickly(text: str) -> None:
    hosts_in(text)
    assert len(host_of(text)) <= 253
