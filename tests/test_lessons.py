"""Tests of lessons.py and corrections.py: what the owner teaches is known, counts, and can be forgotten."""

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot import compose
from bot.settings import Settings
from memory.embedder import Vectors
from memory.fingerprints import StoredFingerprints
from memory.learn import Learner
from memory.lessons import Lessons
from memory.own_words import own_words
from memory.recall import Recall
from memory.store import NewExemplar, NewSource, Store
from persona.taught import answers_it
from tests.example import MODELS
from tests.fakes import BagOfWords, RecordedProgress, brief_of
from tests.knowledge import Knowledge, bytes_below, conversation, everything_agrees, message, write_chat, write_post
from twin.errors import SourceError
from twin.fingerprint import runs
from twin.knowledge import Audience, Lesson, Recollection, Rejection

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
PRICE = Lesson(
    "ruling:7", "What does the sailing course cost?", "250 euros since January.", Audience.PUBLIC, NOW, "Ben"
)
NO = Rejection("ruling:9", "What is your rent?", ("About 900 a month.",), "too private", Audience.FRIENDS, NOW)


@pytest.fixture
def lessons(knowledge: Knowledge) -> Lessons:
    return Lessons(knowledge.store, knowledge.learner)


@pytest.fixture
def real(tmp_path: Path) -> Iterator[compose.Knowledge]:
    """A memory room with the real embedder."""
    opened = compose.Knowledge(Settings(data=tmp_path / "real", models=MODELS), tmp_path / "real")
    yield opened
    opened.store.close()


def replies(recall: Recall, question: str, reader: Audience = Audience.PUBLIC) -> list[str]:
    return [found.exemplar.reply for found in recall.recall(question, reader).exemplars]


def passages(recall: Recall, question: str, reader: Audience = Audience.PUBLIC) -> list[str]:
    return [found.passage.text for found in recall.recall(question, reader).passages]


def learned_post(real: compose.Knowledge, path: Path, title: str, text: str) -> int:
    """Learn a post of one passage; its id."""
    real.learner.learn([write_post(path / f"{title}.md", title, text)], ["Ann"], None, RecordedProgress())
    return int(real.store.rows("SELECT max(id) FROM passages")[0][0])


def test_what_is_taught_is_known_from_then_on(knowledge: Knowledge, lessons: Lessons) -> None:
    taught = lessons.teach(replace(PRICE, answer="  250 euros \n", draft=("200", "euros")))
    assert (taught.message, taught.answer, taught.audience) == (PRICE.message, "250 euros", Audience.PUBLIC)
    assert (taught.taught_at, taught.draft, taught.superseded) == (NOW, ("200", "euros"), 0)
    assert lessons.taught() == [taught]
    [found] = knowledge.recall.recall("sailing course cost", Audience.PUBLIC).exemplars
    assert (found.exemplar.id, found.exemplar.reply, found.exemplar.asker) == (taught.id, "250 euros", "Ben")
    assert (found.exemplar.taught, found.exemplar.superseded, found.exemplar.sent_at) == (True, False, NOW)
    assert found.signals.cosine > 0.6
    everything_agrees(knowledge)


def test_the_same_lesson_again_changes_nothing(knowledge: Knowledge, lessons: Lessons) -> None:
    first = lessons.teach(PRICE)
    before = knowledge.contents()
    assert lessons.teach(replace(PRICE, answer="another")) == first
    assert lessons.taught() == [first]
    assert knowledge.contents() == before


def test_what_is_taught_is_never_of_a_moment(knowledge: Knowledge, lessons: Lessons) -> None:
    taught = lessons.teach(replace(PRICE, answer="come tomorrow at 8"))
    assert not knowledge.store.exemplars([taught.id], Audience.PUBLIC)[taught.id].situational


def test_two_lessons_of_the_same_words_are_two(lessons: Lessons) -> None:
    first, second = lessons.teach(PRICE), lessons.teach(replace(PRICE, key="other"))
    assert [one.id for one in lessons.taught()] == [first.id, second.id]


def test_an_answer_that_was_given_in_a_chat_is_taught_all_the_same(
    knowledge: Knowledge, lessons: Lessons, tmp_path: Path
) -> None:
    knowledge.learn(write_chat(tmp_path / "result.json", *conversation(1)), chosen=Audience.PUBLIC)
    [said] = knowledge.recall.recall("question", Audience.OWNER).exemplars
    one = said.exemplar
    assert one.sent_at
    taught = lessons.teach(Lesson("a key", one.message, one.reply, Audience.PUBLIC, one.sent_at, one.asker))
    found = knowledge.recall.recall(one.message, Audience.PUBLIC).exemplars
    assert [(each.exemplar.id, each.exemplar.taught) for each in found] == [(taught.id, True), (one.id, False)]


@pytest.mark.parametrize(
    ("lesson", "said"),
    [
        (replace(PRICE, answer=" \n "), "the answer is empty"),
        (replace(PRICE, answer="w" * 8001), "longer than 8,000"),
        (replace(PRICE, message="  "), "no question"),
    ],
)
def test_what_cannot_be_taught_is_said(lessons: Lessons, lesson: Lesson, said: str) -> None:
    with pytest.raises(SourceError, match=said):
        lessons.teach(lesson)
    assert lessons.taught() == []


def test_half_a_character_is_no_reason_to_fail(lessons: Lessons) -> None:
    half = replace(PRICE, key="\ud83d", message="what \ud83d?", answer="this \ud83d", draft=("\ud83d",), asker="\ud83d")
    taught = lessons.teach(half)
    assert (taught.message, taught.answer, taught.draft) == ("what ??", "this ?", ("?",))
    assert lessons.teach(half) == taught
    lessons.reject(replace(NO, message="\ud83d", reason="\ud83d"))


def test_a_lesson_is_heard_by_its_audience_alone(knowledge: Knowledge, lessons: Lessons) -> None:
    lessons.teach(PRICE)
    lessons.teach(replace(PRICE, key="b", answer="for friends 100", audience=Audience.FRIENDS))
    assert replies(knowledge.recall, PRICE.message) == ["250 euros since January."]
    assert len(replies(knowledge.recall, PRICE.message, Audience.FRIENDS)) == 2
    sources = [(one.kind, one.path, one.place, one.title, one.audience) for one in knowledge.store.sources()]
    assert sources == [
        ("desk", "desk", "desk/public", "what you taught it", Audience.PUBLIC),
        ("desk", "desk", "desk/friends", "what you taught it", Audience.FRIENDS),
    ]


def test_lessons_that_were_closed_do_not_close_those_that_follow(knowledge: Knowledge, lessons: Lessons) -> None:
    lessons.teach(PRICE)
    knowledge.learner.open_to(knowledge.source("desk/public"), Audience.INNER)
    assert replies(knowledge.recall, PRICE.message) == []
    lessons.teach(replace(PRICE, key="b", answer="open again"))
    lessons.teach(replace(PRICE, key="c", answer="inner", audience=Audience.INNER))
    assert replies(knowledge.recall, PRICE.message) == ["open again"]
    audiences = {one.place: (one.audience, one.exemplars) for one in knowledge.store.sources()}
    assert audiences == {"desk/public": (Audience.INNER, 2), "desk/public/2": (Audience.PUBLIC, 1)}


def test_learning_and_embedding_again_leave_lessons_alone(
    knowledge: Knowledge, lessons: Lessons, tmp_path: Path
) -> None:
    lessons.teach(PRICE)
    before = lessons.taught()
    post = write_post(tmp_path / "posts" / "a.md", "Sea", "About the sea.")
    knowledge.learn(tmp_path / "posts")
    knowledge.store.forget_vectors()
    post.unlink()
    write_post(tmp_path / "posts" / "b.md", "Sea", "Another one.")
    knowledge.learn(tmp_path / "posts")
    assert lessons.taught() == before
    assert replies(knowledge.recall, PRICE.message) == [PRICE.answer]
    everything_agrees(knowledge)


@pytest.mark.parametrize("merged", [False, True])
@pytest.mark.parametrize("forget", ["lesson", "source"])
def test_a_lesson_that_is_forgotten_leaves_no_byte(
    knowledge: Knowledge, lessons: Lessons, forget: str, *, merged: bool
) -> None:
    [wrong] = knowledge.put(["The course costs 200 euros."])
    taught = lessons.teach(
        replace(PRICE, answer="It is xyzzyplugh.", draft=("It is 200 plughfrotz.",), leans_on=(("passage", wrong),))
    )
    assert taught.superseded == 1
    [row] = knowledge.store.rows_of("exemplars", [taught.id]).values()
    if merged:
        knowledge.index.merge()
    if forget == "lesson":
        assert lessons.unteach(taught.id)
    else:
        assert knowledge.learner.forget(knowledge.source("desk/public")) == 1
    assert lessons.taught() == []
    assert knowledge.store.rows("SELECT * FROM superseded") == []
    assert not knowledge.file.read([row]).any()
    assert b"xyzzyplugh" not in bytes_below(knowledge.folder)
    assert b"plughfrotz" not in bytes_below(knowledge.folder)
    assert not knowledge.store.passages([wrong], Audience.PUBLIC)[wrong].superseded
    everything_agrees(knowledge)


def test_what_is_no_lesson_is_not_forgotten(knowledge: Knowledge, lessons: Lessons) -> None:
    [other] = knowledge.put(["a question"], kind="exemplars")
    assert not lessons.unteach(other)
    assert not lessons.unteach(999)
    taught = lessons.teach(PRICE)
    assert lessons.unteach(taught.id)
    assert not lessons.unteach(taught.id)
    assert len(knowledge.store.exemplars([other], Audience.PUBLIC)) == 1


class Breaks(BagOfWords):
    """An embedder for which the memory does not suffice."""

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Fails."""
        raise MemoryError


class Dies(Store):
    """Records that end with the process before a lesson is stored to its end."""

    def note_lesson(self, exemplar: int, key: str, draft: str, taught_at: datetime) -> None:
        """The end."""
        raise KeyboardInterrupt


def test_killed_before_it_is_found_it_is_taught_again(knowledge: Knowledge) -> None:
    [wrong] = knowledge.put(["The course costs 200 euros."])
    lesson = replace(PRICE, draft=("It costs 200 euros.",), leans_on=(("passage", wrong),))
    broken = Learner(knowledge.store, knowledge.file, knowledge.index, Breaks)
    with pytest.raises(MemoryError):
        Lessons(knowledge.store, broken).teach(lesson)
    [half] = Lessons(knowledge.store, broken).taught()
    again = Knowledge(knowledge.folder)
    taught = Lessons(again.store, again.learner).teach(lesson)
    assert (taught.id, taught.superseded) == (half.id, 1)
    assert replies(again.recall, PRICE.message) == [PRICE.answer]
    everything_agrees(again)
    again.store.close()


def test_half_a_lesson_is_never_stored(knowledge: Knowledge) -> None:
    dying = Dies(knowledge.store.path)
    with pytest.raises(KeyboardInterrupt):
        Lessons(dying, knowledge.learner).teach(PRICE)
    dying.close()
    assert knowledge.contents() == []
    assert knowledge.store.sources() == []
    Lessons(knowledge.store, knowledge.learner).teach(PRICE)
    assert replies(knowledge.recall, PRICE.message) == [PRICE.answer]


def test_many_threads_teach_while_others_recall(knowledge: Knowledge, lessons: Lessons) -> None:
    def work(number: int) -> None:
        for one in range(5):
            lessons.teach(replace(PRICE, key=f"{one}", message=f"what about thing{one}?"))
            assert replies(knowledge.recall, f"what about thing{number % 5}?") or number

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(work, range(4)))
    assert len(lessons.taught()) == 5
    everything_agrees(knowledge)


# What counts in recalling.


def test_corrected_once_the_correction_comes_first_until_it_is_forgotten(
    real: compose.Knowledge, tmp_path: Path
) -> None:
    other = "Everybody sails: beginners on Mondays, children on Fridays."
    price = learned_post(real, tmp_path, "Sailing", "My sailing course costs 200 euros.")
    learned_post(real, tmp_path, "Groups", other)
    chat = [message(1, "what's the price of the sailing course?", "Ben"), message(2, "200 euros, boat included")]
    real.learner.learn([write_chat(tmp_path / "r.json", *chat)], ["Ann"], Audience.PUBLIC, RecordedProgress())
    [said] = real.recall.recall("price of the sailing course", Audience.PUBLIC).exemplars
    lessons = Lessons(real.store, real.learner)
    leans_on = (("passage", price), ("exemplar", said.exemplar.id))
    taught = lessons.teach(replace(PRICE, draft=("It costs 200 euros.",), leans_on=leans_on))
    assert taught.superseded == 3, "the post, the reply, and the message that the reply is"
    for asked in ("How much do you charge for the sailing course?", "Hi Ann! I'm Tom. How much is the sailing course?"):
        assert replies(real.recall, asked) == [PRICE.answer]
        assert other in passages(real.recall, asked)
        assert not any("200" in text for text in passages(real.recall, asked))
    assert any("200" in text for text in passages(real.recall, "Where do you sail?")), "what else it tells stays"
    assert lessons.unteach(taught.id)
    asked = "How much do you charge for the sailing course?"
    assert replies(real.recall, asked) == ["200 euros, boat included"]
    assert any("200" in text for text in passages(real.recall, asked))


def test_a_lesson_hides_and_marks_nothing_for_those_who_may_not_hear_it(knowledge: Knowledge, lessons: Lessons) -> None:
    before, wrong, after = knowledge.put(["sailing boats", "the sailing course cost is 200", "sailing weather"])
    lesson = replace(PRICE, audience=Audience.FRIENDS, draft=("The cost is 200.",), leans_on=(("passage", wrong),))
    lessons.teach(lesson)
    found = {
        reader: {
            one.passage.id: one.passage.superseded for one in knowledge.recall.recall(PRICE.message, reader).passages
        }
        for reader in (Audience.PUBLIC, Audience.FOLLOWERS, Audience.FRIENDS)
    }
    everybody = {before: False, wrong: False, after: False}
    friends = {before: False, after: False}
    assert found == {Audience.PUBLIC: everybody, Audience.FOLLOWERS: everybody, Audience.FRIENDS: friends}, (
        "nor do its neighbours bring it back"
    )
    [marked] = [one for one in knowledge.recall.recall("200", Audience.FRIENDS).passages if one.passage.superseded]
    assert marked.passage.id == wrong


def test_a_friends_price_leaves_everybody_theirs(real: compose.Knowledge, tmp_path: Path) -> None:
    asked, everybodys, answer = (
        "What does a guitar lesson cost?",
        "A guitar lesson costs 100 euros.",
        "For you 50 euros.",
    )
    price = learned_post(real, tmp_path, "Prices", everybodys)
    lessons, recaller = Lessons(real.store, real.learner), real.recaller("en")
    first = lessons.teach(replace(PRICE, message=asked, answer=everybodys, draft=()))
    theirs = replace(PRICE, key="f", message=asked, answer=answer, audience=Audience.FRIENDS, draft=(everybodys,))
    lessons.teach(replace(theirs, leans_on=(("passage", price), ("exemplar", first.id))))
    for question in (asked, "How much is one guitar lesson?"):
        assert everybodys in passages(recaller, question)[0]
        [public] = recaller.recall(question, Audience.PUBLIC).exemplars
        assert (public.exemplar.reply, public.exemplar.superseded) == (everybodys, False)
        assert replies(recaller, question, Audience.FRIENDS) == [answer]
        assert passages(recaller, question, Audience.FRIENDS) == []


@pytest.mark.parametrize(
    ("taught", "asked"),
    [
        ("What does a guitar lesson cost?", "How much is a guitar lesson?"),
        ("What does a guitar lesson cost?", "What does a guitar lesson cost on Sundays?"),
        ("What does a guitar lesson cost?", "What does a guitar lesson cost for two people?"),
        ("What does the course cost?", "What did the course cost?"),
        ("Do you ship to Norway?", "Do you ship to Norway and how long does it take?"),
        ("Can I bring my dog?", "Can't I bring my dog?"),
        ("Do you offer lessons for kids?", "Do you offer lessons for kids in summer?"),
        ("What is your studio address?", "where is your studio?"),
        ("Do you sell gift vouchers?", "How much are your gift vouchers?"),
        ("Do you teach beginners?", "When do you teach beginners?"),
    ],
)
def test_what_is_superseded_is_left_out_just_where_what_was_taught_is_said(
    real: compose.Knowledge, tmp_path: Path, taught: str, asked: str
) -> None:
    wrong = f"{taught[:-1]}: it is xyzzy."
    piece = learned_post(real, tmp_path, "Old", wrong)
    lesson = replace(PRICE, message=taught, answer="It is not.", draft=("It is xyzzy.",))
    assert Lessons(real.store, real.learner).teach(replace(lesson, leans_on=(("passage", piece),))).superseded == 1
    for question in (taught, asked):
        [found] = real.recaller("en").recall(question, Audience.PUBLIC).exemplars
        says = answers_it(question, found, "en")
        assert (passages(real.recaller("en"), question) == []) == says
        assert says or question == asked


def test_only_what_holds_what_was_taken_out_is_superseded(knowledge: Knowledge, lessons: Lessons) -> None:
    wrong, right, elsewhere = knowledge.put(["It costs 200.", "It begins in May.", "200 people sail."])
    [reply] = knowledge.put(["how much for 200 people?"], kind="exemplars")
    leans_on = (("passage", wrong), ("passage", right), ("exemplar", reply), ("passage", 999))
    taught = lessons.teach(replace(PRICE, draft=("It costs 200 and begins in May.",), leans_on=leans_on))
    assert taught.superseded == 2, "the price, and May"
    marked = {id_: one.superseded for id_, one in knowledge.store.passages([1, 2, 3], Audience.PUBLIC).items()}
    assert marked == {wrong: True, right: True, elsewhere: False}
    again = replace(PRICE, key="b", message="And?", draft=("It costs 200 and begins in May.",), leans_on=leans_on)
    assert lessons.teach(replace(again, answer="It costs 250 and begins in May.")).superseded == 1
    assert lessons.teach(replace(again, key="c", message="So?", answer="costs 200, begins in may!")).superseded == 0


def test_of_two_lessons_for_one_question_the_newer_counts(knowledge: Knowledge, lessons: Lessons) -> None:
    lessons.teach(PRICE)
    for_friends = replace(PRICE, key="f", answer="for friends", audience=Audience.FRIENDS)
    lessons.teach(for_friends)
    newer = lessons.teach(replace(PRICE, key="b", message=PRICE.message.upper(), answer="300"))
    assert newer.superseded == 1
    assert replies(knowledge.recall, PRICE.message) == ["300"]
    assert replies(knowledge.recall, PRICE.message, Audience.OWNER) == ["300", "for friends"]
    lessons.unteach(newer.id)
    assert replies(knowledge.recall, PRICE.message) == [PRICE.answer]


def test_a_lesson_can_be_corrected_itself(knowledge: Knowledge, lessons: Lessons) -> None:
    first = lessons.teach(PRICE)
    correction = replace(PRICE, key="b", message="sailing course cost?", answer="270 euros", draft=(PRICE.answer,))
    lessons.teach(replace(correction, leans_on=(("exemplar", first.id),)))
    assert replies(knowledge.recall, PRICE.message) == ["270 euros"]
    [_, marked] = knowledge.store.exemplars([first.id, first.id + 1], Audience.OWNER).values()
    assert (marked.superseded, marked.taught) == (False, True)


@pytest.mark.parametrize("merged", [False, True])
def test_a_lesson_stands_before_many_who_asked_the_same(
    knowledge: Knowledge, lessons: Lessons, *, merged: bool
) -> None:
    knowledge.put(["do you have sailing courses?"] * 300, kind="exemplars")
    if merged:
        knowledge.index.merge()
    lessons.teach(replace(PRICE, message="do you have any sailing courses, please?"))
    found = knowledge.recall.recall("do you have sailing courses?", Audience.PUBLIC).exemplars
    assert [one.exemplar.taught for one in found] == [True] + [False] * 7
    assert found[1].signals.score < found[0].signals.score < found[1].signals.score + 0.1


@pytest.mark.parametrize(
    ("asked", "first"),
    [
        ("Can you deliver to Norway?", True),
        ("Would you ship to Norway?", True),
        ("Do you ship to Norway on Sundays?", False),
        ("Do you ship to Canada?", False),
        ("Is there a fish in Norway?", False),
    ],
)
def test_only_a_lesson_that_is_on_the_question_outranks(real: compose.Knowledge, asked: str, *, first: bool) -> None:
    lessons = Lessons(real.store, real.learner)
    lessons.teach(replace(PRICE, message="Do you ship to Norway?", answer="Only within the EU."))
    source = real.store.source(NewSource("/put", "p", "", "telegram", Audience.PUBLIC))
    same = NewExemplar(b"d" * 16, "p", None, Audience.PUBLIC, "Ben", asked, "what was found")
    real.store.add("exemplars", source.id, real.store.file("/put", "p"), [same])
    real.learner.embed(RecordedProgress())
    assert (replies(real.recaller("en"), asked)[0] == "Only within the EU.") == first


def test_a_source_that_is_forgotten_takes_its_marks_along(knowledge: Knowledge, lessons: Lessons) -> None:
    [wrong] = knowledge.put(["It costs 200."])
    taught = lessons.teach(replace(PRICE, draft=("It costs 200.",), leans_on=(("passage", wrong),)))
    knowledge.learner.forget(knowledge.source("PUBLIC"))
    assert [one.superseded for one in lessons.taught()] == [0]
    assert replies(knowledge.recall, PRICE.message) == [taught.answer]


def test_where_nothing_was_taught_or_rejected_nothing_is_embedded_for_it(knowledge: Knowledge) -> None:
    knowledge.put(["a word"])
    before = knowledge.embedder.embedded
    knowledge.recall.recall("Hello! I'm Tom. Do you ship to Norway?", Audience.PUBLIC)
    assert knowledge.embedder.embedded == before + 1


# Drafts that were rejected.


def test_a_rejected_draft_is_told_at_messages_like_its_own(real: compose.Knowledge) -> None:
    lessons = Lessons(real.store, real.learner)
    lessons.reject(NO)
    lessons.reject(replace(NO, reason="", draft=()))
    asked = "How much is the rent you pay?"
    for reader in Audience:
        assert real.recall.recall(asked, reader) == Recollection((), (), (NO,), answerable=0.0), (
            "the guard knows it, whoever reads"
        )
    assert real.recall.recall("Which boat do you sail?", Audience.OWNER).rejections == ()


def test_of_many_rejections_the_newest_are_told(knowledge: Knowledge, lessons: Lessons) -> None:
    for number in range(320):
        subject = "boat" if number < 20 else ("rent", "dog", "sister")[number % 3]
        lessons.reject(replace(NO, key=f"{number}", message=subject))
    found = knowledge.recall.recall("rent", Audience.OWNER).rejections
    assert [one.key for one in found] == [f"{number}" for number in range(318, 258, -3)]
    assert knowledge.recall.recall("boat", Audience.OWNER).rejections == (), "those are too old"


# What else is read of what was taught.


def test_what_was_taught_is_the_owners_writing_if_it_is_no_draft(
    knowledge: Knowledge, lessons: Lessons, tmp_path: Path
) -> None:
    knowledge.learn(write_chat(tmp_path / "result.json", message(1, "hi", "Ben"), message(2, "hello you")))
    lessons.teach(replace(PRICE, answer="one\ntwo"))
    lessons.teach(replace(PRICE, key="b", answer="It costs 250 euros.", draft=("It costs 200 euros.",)))
    lessons.teach(replace(PRICE, key="c", answer="no idea tbh", draft=("It costs 200.",), taught_at=NOW + timedelta(1)))
    assert own_words(knowledge.store, 10).private == (("no idea tbh",), ("one\ntwo",), ("hello you",))
    assert own_words(knowledge.store, 2).private == (("no idea tbh",), ("one\ntwo",))


@pytest.mark.parametrize(("asker", "hidden"), [("", False), ("Ben", True)])
def test_the_question_of_a_lesson_is_its_audiences_if_nobody_asked_it(
    knowledge: Knowledge, lessons: Lessons, asker: str, *, hidden: bool
) -> None:
    lessons.teach(replace(PRICE, asker=asker, message="What are the opening hours of the sailing school in summer?"))
    fingerprints = StoredFingerprints(knowledge.store)
    prints = runs("The opening hours of the sailing school in summer are easy")
    assert bool(fingerprints.hidden(prints, brief_of("", None, Audience.PUBLIC))) == hidden
    if not asker:
        lessons.teach(
            replace(
                PRICE,
                key="b",
                asker="",
                audience=Audience.INNER,
                message="Is my sister's flat in Ghent let to anybody now?",
            )
        )
        secret = runs("so my sister's flat in Ghent let to anybody")
        assert fingerprints.hidden(secret, brief_of("", None, Audience.PUBLIC))
        assert not fingerprints.hidden(secret, brief_of("", None, Audience.INNER))


def test_hosts_in_an_answer_are_the_owners(knowledge: Knowledge, lessons: Lessons) -> None:
    taught = lessons.teach(replace(PRICE, answer="see https://sail.example/prices"))
    fingerprints = StoredFingerprints(knowledge.store)
    assert fingerprints.known("sail.example", Audience.PUBLIC)
    lessons.unteach(taught.id)
    assert not fingerprints.known("sail.example", Audience.PUBLIC)
