"""What is remembered of a contact: theirs alone, where they said it, as long as they say it."""

import ast
import itertools
import re
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.ledger import Ledger, memories
from bot.ledger.earlier import relevant
from bot.ledger.memories import OneMemory
from bot.noting import remember
from tests.knowledge import REPOSITORY
from tests.remembered import GROUP, NOTES, OTHER_GROUP, OWNER, START, Telling, private, somebody
from twin import fingerprint
from twin.brief import Brief
from twin.contact_memory import NewFact, Origin, Said
from twin.draft import Action, Decision, Draft, Kind, Promise, Usage, Verdict
from twin.errors import StoreError
from twin.knowledge import Audience
from twin.message import Contact, Conversation, Deletion, Moved, OwnerWrote, Reply

ZOE, YAN = somebody(1), somebody(2)
TABLES = ("contact_facts", "contact_summaries")


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with closing(Ledger(tmp_path / "ledger.db")) as opened:
        yield opened


@pytest.fixture
def telling(ledger: Ledger) -> Telling:
    return Telling(ledger)


# Isolation by construction.


def statements(path: Path) -> list[str]:
    """Every text of a module in which one of the tables is named, joined with what is written behind it."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    inner = {id(part) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for part in ast.walk(node)} - {
        id(node) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr)
    }
    texts = [
        ast.unparse(node)
        for node in ast.walk(tree)
        if id(node) not in inner
        and (isinstance(node, ast.JoinedStr) or (isinstance(node, ast.Constant) and isinstance(node.value, str)))
    ]
    return [text for text in texts if any(table in text for table in TABLES)]


def sources() -> list[Path]:
    rooms = ("adapters", "bot", "evaluation", "memory", "persona", "twin", "voice")
    return [path for room in rooms for path in (REPOSITORY / room).rglob("*.py")]


def test_no_other_module_names_the_tables_than_the_one_that_is_bound_to_a_contact() -> None:
    naming = {path.relative_to(REPOSITORY).as_posix() for path in sources() if statements(path)}

    assert naming == {"bot/ledger/memories.py", "bot/ledger/schema.py"}


def test_every_statement_on_the_tables_is_narrowed_to_the_contact_that_was_bound() -> None:
    # As it reads with the module's own pieces of SQL in it.
    pieces = {name: value for name, value in vars(memories).items() if isinstance(value, str)}
    found = [
        re.sub(r"\{(_[A-Z]+)\}", lambda match: pieces.get(match[1], match[0]), text)
        for text in statements(Path(memories.__file__))
    ]

    assert len(found) >= 7
    assert [text for text in found if "contact = ?1" not in text] == []


def test_whoever_runs_a_statement_of_a_memory_binds_its_contact_first() -> None:
    """The one way to the file passes the contact as the first parameter; nothing else there reads rows."""
    [one] = [
        node
        for node in ast.parse(Path(memories.__file__).read_text(encoding="utf-8")).body
        if isinstance(node, ast.ClassDef) and node.name == OneMemory.__name__
    ]
    calls = [
        (function.name, ast.unparse(call))
        for function in one.body
        if isinstance(function, ast.FunctionDef)
        for call in ast.walk(function)
        if isinstance(call, ast.Call) and re.match(r"self\._file\.(rows|run|insert)\b", ast.unparse(call))
    ]

    assert calls == [
        ("_print", "self._file.run('INSERT OR IGNORE INTO fingerprints VALUES (?, ?)', [hash_, message])"),
        ("_rows", "self._file.rows(_narrowed(sql), [self._contact, *parameters])"),
        ("_run", "self._file.run(_narrowed(sql), [self._contact, *parameters])"),
    ]


def test_a_statement_that_names_no_contact_is_not_run(ledger: Ledger) -> None:
    with pytest.raises(StoreError, match="names no contact"):
        ledger.memory(ZOE.key)._rows("SELECT * FROM contact_facts")


def test_the_triggers_touch_what_comes_from_the_changed_message_alone() -> None:
    text = (REPOSITORY / "bot/ledger/schema.py").read_text(encoding="utf-8")
    changing = re.findall(r'"[^"]*(?:DELETE FROM|UPDATE OR REPLACE) contact_\w+[^"]*"(?:\s*"[^"]*")?', text)

    assert len(changing) == 3
    assert all("old.id" in one or "contact = old.contact" in one for one in changing)


words = st.text(alphabet="abcdefghij", min_size=5, max_size=9)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    told=st.lists(st.tuples(st.integers(1, 4), st.sampled_from(["private", "group", "other"]), words), max_size=14),
    asks=words,
)
def test_nobody_is_ever_told_what_another_one_said_or_what_was_said_elsewhere(
    tmp_path_factory: pytest.TempPathFactory, told: list[tuple[int, str, str]], asks: str
) -> None:
    with closing(Ledger(tmp_path_factory.mktemp("any") / "ledger.db")) as ledger:
        telling = Telling(ledger)
        places = {"private": None, "group": GROUP, "other": OTHER_GROUP}
        said: dict[tuple[int, str], set[str]] = {}
        for number, (who, where, word) in enumerate(told):
            unique = f"{word}x{number}"
            telling.tell(somebody(who), f"my boat is called {unique}", where=places[where])
            said.setdefault((who, where), set()).add(unique)
        every = set().union(*said.values())
        for who, where in itertools.product(range(1, 5), places):
            telling.facts(somebody(who))
            known = telling.known(somebody(who), places[where], f"my boat {asks}", START + timedelta(days=1))
            seen = {word for word in every if any(word in text for text in known.texts(Audience.OWNER))}
            own = {word for (whose, _), found in said.items() if whose == who for word in found}
            assert seen == (own if where == "private" else said.get((who, where), set()))


# Where it may be used.


def test_what_was_said_in_private_stays_private_and_what_was_said_in_a_group_is_used_there(telling: Telling) -> None:
    telling.tell(ZOE, "my cat is called Milo")
    telling.tell(ZOE, "I live in Porto", where=GROUP)
    telling.tell(YAN, "I live in Rome", where=GROUP)

    assert telling.facts(ZOE) == ["I live in Porto", "My cat is called Milo"]
    assert telling.facts(ZOE, GROUP) == ["I live in Porto"]
    assert telling.facts(ZOE, OTHER_GROUP) == []
    assert telling.facts(YAN, GROUP) == ["I live in Rome"]


def test_what_was_said_in_a_hidden_channel_of_a_place_is_not_used_in_its_others(telling: Telling) -> None:
    open_one = Conversation("fake/1/2", "fake/1", "general", group=True)
    hidden = Conversation("fake/1/3", "fake/1", "staff", group=True, hidden=True)
    telling.tell(ZOE, "I live in Porto", where=open_one)
    telling.tell(ZOE, "my cat is called Milo", where=hidden)

    assert telling.facts(ZOE, open_one) == ["I live in Porto"]
    assert telling.facts(ZOE, hidden) == ["My cat is called Milo", "I live in Porto"]


def test_what_the_owner_told_somebody_in_person_is_agreed_with_them_alone(telling: Telling) -> None:
    telling.tell(ZOE, "can I have the book?")
    telling.tell(YAN, "and me?")
    reference = telling.owner_tells(ZOE, "Yes. I'll send you the book on Friday.")

    assert telling.facts(ZOE) == ["I'll send you the book on Friday"]
    assert telling.facts(ZOE, GROUP) == telling.facts(YAN) == []
    telling.ledger.inbox.receive(Deletion("fake/gone", private(ZOE), (reference,)))
    assert telling.facts(ZOE) == []


def test_what_was_passed_on_tells_nothing_of_whoever_passed_it_on(telling: Telling) -> None:
    for number, sender in enumerate((ZOE, OWNER)):
        message = telling.message(sender, "I live in Porto. I'll pay you the rest on Friday.", private(ZOE))
        message = replace(message, forwarded=True)
        telling.ledger.inbox.receive(OwnerWrote(message) if number else message)

    assert telling.facts(ZOE) == []
    assert telling.known(ZOE, question="Porto on Friday").earlier == ()


def test_what_somebody_says_of_the_owner_is_no_fact(telling: Telling) -> None:
    telling.tell(ZOE, "You live in Rome. Your dog is called Rex. Ann Lee promised me a refund. You owe me 5 euros.")

    assert telling.facts(ZOE) == []


# As long as they say it.


def test_the_newer_of_two_that_cannot_both_be_so_holds_and_the_older_is_kept_with_its_end(telling: Telling) -> None:
    telling.tell(ZOE, "I live in Porto", "I live in Berlin", "my cat is called Milo", "my dog is called Rex")

    assert telling.facts(ZOE) == ["My dog is called Rex", "My cat is called Milo", "I live in Berlin"]
    [old] = [fact for fact in telling.ledger.memory(ZOE.key).all().facts if fact.replaced_at]
    assert (old.text, old.replaced_at) == ("I live in Porto", START + timedelta(minutes=2))


def test_a_message_that_is_taken_back_takes_its_facts_along_and_an_older_one_holds_again(telling: Telling) -> None:
    telling.tell(ZOE, "I live in Porto")
    [newer] = telling.tell(ZOE, "I live in Berlin")
    telling.facts(ZOE)
    telling.ledger.inbox.receive(Deletion("fake/gone", private(ZOE), (newer,)))

    assert telling.facts(ZOE) == ["I live in Porto"]


def test_a_message_that_is_changed_says_what_it_says_now(telling: Telling) -> None:
    [reference] = telling.tell(ZOE, "I live in Porto")
    telling.facts(ZOE)
    telling.change(ZOE, reference, "I live in Braga")

    assert telling.facts(ZOE) == ["I live in Braga"]


def test_a_conversation_that_is_deleted_is_forgotten(telling: Telling) -> None:
    telling.tell(ZOE, "I live in Porto", *(f"today I saw {bird} over the river mouth" for bird in "abcdefghijklm" * 4))
    assert telling.facts(ZOE)
    assert telling.known(ZOE).summary
    telling.ledger.inbox.receive(Deletion("fake/gone", private(ZOE), ()))

    assert list(telling.known(ZOE, question="river mouth").texts(Audience.OWNER)) == []


def test_a_group_that_moves_takes_its_summaries_along(telling: Telling) -> None:
    birds = (f"today I saw {bird} terns over the river mouth" for bird in "abcdefghijklmnopqrstuvwxyz")
    telling.tell(ZOE, "I live in Porto", *birds, where=GROUP)
    telling.facts(ZOE)
    before = telling.known(ZOE, GROUP).summary
    telling.ledger.inbox.receive(Moved("fake/moved", GROUP.key, "fake/-300"))
    there = Conversation("fake/-300", "fake/-300", group=True)

    assert before
    assert telling.known(ZOE, there).summary == before
    assert [fact.text for fact in telling.known(ZOE, there).facts] == ["I live in Porto"]


def test_what_reads_otherwise_by_the_time_it_was_read_is_not_noted(telling: Telling) -> None:
    [reference] = telling.tell(ZOE, "I live in Porto")
    memory = telling.ledger.memory(ZOE.key)
    read = memory.unread()
    telling.change(ZOE, reference, "never mind")

    assert not memory.note(NOTES.facts.found(read[0]), read)
    assert memory.facts() == ()
    assert [said.text for said in memory.unread()] == ["never mind"]


def test_what_is_noted_twice_is_known_once(telling: Telling) -> None:
    telling.tell(ZOE, "I live in Porto", "i live in PORTO!")
    memory = telling.ledger.memory(ZOE.key)
    read = memory.unread()
    for _ in range(2):
        memory.note([fact for said in read for fact in NOTES.facts.found(said)], read)

    assert telling.facts(ZOE) == ["I live in PORTO"]
    assert memory.unread() == []


def test_nothing_is_noted_of_somebody_elses_message(telling: Telling) -> None:
    telling.tell(ZOE, "hello")
    telling.tell(YAN, "I live in Rome")
    [theirs] = telling.ledger.memory(YAN.key).unread()
    memory = telling.ledger.memory(ZOE.key)

    assert not memory.note([NewFact("home", "I live in Rome", theirs.id, theirs.text)], [theirs])
    assert memory.facts() == ()


# What the owner does about it.


def test_a_fact_that_the_owner_corrects_is_in_their_words_and_outlives_an_edit_of_the_message(telling: Telling) -> None:
    [reference] = telling.tell(ZOE, "I live in Porto")
    telling.facts(ZOE)
    [fact] = telling.ledger.memory(ZOE.key).facts()
    memory, number = telling.ledger.memories.holding(fact.id)

    assert memory.edit(number, "Lives in Gaia, near Porto")
    telling.change(ZOE, reference, "I live in Porto!!")
    [corrected, *_] = [one for one in telling.ledger.memory(ZOE.key).facts() if one.origin is Origin.OWNER]
    assert (corrected.text, corrected.edited_at is not None) == ("Lives in Gaia, near Porto", True)


def test_a_fact_that_the_owner_deletes_is_not_found_again(telling: Telling) -> None:
    [reference] = telling.tell(ZOE, "I live in Porto")
    telling.facts(ZOE)
    [fact] = telling.ledger.memory(ZOE.key).facts()
    memory, number = telling.ledger.memories.holding(fact.id)

    assert memory.delete(number)
    assert not memory.delete(number)
    assert not memory.edit(number, "again")
    telling.change(ZOE, reference, "I live in Porto!")
    assert telling.facts(ZOE) == []


def test_a_facts_number_in_anothers_memory_names_nothing(telling: Telling) -> None:
    telling.tell(ZOE, "I live in Porto")
    telling.tell(YAN, "I live in Rome")
    telling.facts(ZOE)
    telling.facts(YAN)
    [fact] = telling.ledger.memory(ZOE.key).facts()
    _, number = telling.ledger.memories.holding(fact.id)

    assert not telling.ledger.memory(YAN.key).delete(number)
    assert telling.facts(ZOE) == ["I live in Porto"]


@pytest.mark.parametrize("named", ["", "3", "3-", "-3", "a-b", "3-4-5", "²-1", "1" * 40 + "-1"])
def test_what_names_no_fact_is_a_sentence(ledger: Ledger, named: str) -> None:
    with pytest.raises(StoreError, match="twin contacts show NAME"):
        ledger.memories.holding(named)


def test_a_memory_that_is_forgotten_is_empty_and_does_not_come_back(telling: Telling) -> None:
    telling.tell(ZOE, "I live in Porto")
    telling.tell(YAN, "I live in Rome")
    telling.facts(ZOE)
    telling.facts(YAN)
    telling.ledger.memory(ZOE.key).forget()

    assert telling.facts(ZOE) == []
    assert telling.facts(YAN) == ["I live in Rome"]
    telling.tell(ZOE, "I live in Faro")
    assert telling.facts(ZOE) == ["I live in Faro"]


# What else is remembered.


def test_a_summary_is_made_of_what_is_not_repeated_word_for_word_and_goes_on(telling: Telling) -> None:
    telling.tell(ZOE, *(f"note {number}: the walnut harvest near Coimbra was late" for number in range(39)))
    remember(telling.ledger, ZOE.key, NOTES)
    assert telling.known(ZOE).summary == ()

    telling.tell(ZOE, "one more thing about pears")
    remember(telling.ledger, ZOE.key, NOTES)
    [line] = telling.known(ZOE).summary
    assert line.startswith("2026-01-05: note ")
    assert telling.known(ZOE, GROUP).summary == ()


def test_earlier_messages_are_found_by_their_rarer_words_and_not_those_that_stand_in_the_prompt(
    telling: Telling,
) -> None:
    telling.tell(ZOE, "the boiler makes a knocking noise", *(f"thanks for the tip {number}" for number in range(40)))
    telling.tell(YAN, "my boiler is made of copper")
    since = START + timedelta(minutes=12)
    asked = "the boiler knocks again, thanks for the tip"

    assert [said.text for said in telling.known(ZOE, question=asked, since=since).earlier][:1] == [
        "the boiler makes a knocking noise"
    ]
    assert telling.known(ZOE, question=asked, since=START).earlier == ()
    assert telling.known(ZOE, GROUP, question=asked, since=since).earlier == ()


def test_promises_and_open_questions_are_those_of_the_contact(telling: Telling) -> None:
    for who in (ZOE, YAN):
        telling.tell(who, f"what does {who.name} pay?", f"and when, says {who.name}?")
        first, second = telling.ledger.decisions.each(private(who).key)
        draft = Draft((f"{who.name} pays 5",), 0.9, "quote", "because")
        verdict = Verdict(promises=(Promise("price", f"{who.name} pays 5", "a note"),))
        sent = Decision(Action.SEND, Reply((f"{who.name} pays 5",)), "because", draft, verdict=verdict)
        telling.ledger.decisions.decide(first, sent, [sent.reply.texts], Audience.FRIENDS)
        asked = Decision(Action.HAND_OVER, Reply(()), "nobody knows", kind=Kind.UNKNOWN)
        telling.ledger.decisions.decide(second, asked, [])

    known = telling.known(ZOE)
    assert [(owed.text, owed.audience) for owed in known.promises] == [("Person 1 pays 5", Audience.FRIENDS)]
    assert [said.text for said in known.questions] == ["and when, says Person 1?"]
    assert "Person 1 pays 5" not in list(known.texts(Audience.PUBLIC))
    assert telling.known(ZOE, GROUP).promises == ()
    assert telling.known(ZOE, GROUP).questions == ()


def test_what_a_model_took_for_notes_counts_for_the_day_and_the_contact(telling: Telling) -> None:
    telling.tell(ZOE, "hello")
    telling.ledger.memory(ZOE.key).digest((), (), (Usage("m", 10, 5, 0.5),))

    today, for_zoe = telling.ledger.history.spent(ZOE.key)
    assert (today.tokens, for_zoe.dollars) == (15, 0.5)
    assert telling.ledger.history.spent(YAN.key)[1].tokens == 0


# What the guard knows of it.

PARAPHRASED = "keeps eleven beehives behind the old customs house in Aveiro"


def brief(who: Contact, where: Conversation) -> Brief:
    return Brief("a?", Audience.PUBLIC, who, where, START)


def test_a_fact_is_its_contacts_own_however_it_is_worded(telling: Telling) -> None:
    telling.tell(ZOE, "my bees are behind the customs house, eleven of them")
    telling.tell(YAN, "hello")
    [message] = telling.ledger.memory(ZOE.key).unread()
    noted = NewFact("has", PARAPHRASED, message.id, message.text, Origin.MODEL)
    telling.ledger.memory(ZOE.key).digest([noted], [message], ())
    prints = fingerprint.stored(PARAPHRASED)
    asked = telling.ledger.acquaintances

    assert asked.hidden(prints, brief(YAN, private(YAN))) == prints
    assert asked.hidden(prints, brief(ZOE, GROUP)) == prints
    assert asked.hidden(prints, brief(ZOE, private(ZOE))) == set()
    assert asked.readable(prints, brief(ZOE, private(ZOE))) == prints
    assert asked.readable(prints, brief(YAN, private(YAN))) == set()


def test_what_somebody_said_in_a_group_may_be_said_to_them_in_private_and_in_its_open_parts(telling: Telling) -> None:
    topic = Conversation("fake/-100/7", GROUP.key, "Bike club", group=True)
    telling.tell(ZOE, PARAPHRASED, where=GROUP)
    telling.tell(ZOE, "hi", where=topic)
    prints = fingerprint.stored(PARAPHRASED)
    asked = telling.ledger.acquaintances

    assert asked.hidden(prints, brief(ZOE, private(ZOE))) == set()
    assert asked.hidden(prints, brief(ZOE, topic)) == set()
    assert asked.hidden(prints, brief(YAN, private(YAN))) == prints
    assert asked.hidden(prints, brief(ZOE, OTHER_GROUP)) == prints
    assert asked.hidden(prints, brief(somebody(99), private(somebody(99)))) == prints


def test_what_the_owner_puts_into_a_fact_is_known_as_its_contacts_too(telling: Telling) -> None:
    telling.tell(ZOE, "I live in Porto")
    telling.facts(ZOE)
    [fact] = telling.ledger.memory(ZOE.key).facts()
    memory, number = telling.ledger.memories.holding(fact.id)
    memory.edit(number, PARAPHRASED)
    prints = fingerprint.stored(PARAPHRASED)

    assert telling.ledger.acquaintances.hidden(prints, brief(YAN, private(YAN))) == prints


def said(number: int, text: str) -> Said:
    return Said(number, text, START + timedelta(minutes=number))


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("how is the piano?", [1]),
        ("PIANOS", [1]),
        ("das Klavier", []),
        ("and the and the", []),
        ("東京タワーはどう", [4]),
        ("", []),
    ],
)
def test_a_rare_word_in_common_is_what_makes_an_earlier_message_matter(asked: str, found: list[int]) -> None:
    texts = ["and the piano was tuned", "and the rain", "and the rain again", "東京タワーに行った"]
    earlier = [said(number, text) for number, text in enumerate(texts, start=1)]

    assert [one.id for one in relevant(asked, earlier, 6)] == found


def test_of_many_messages_the_earlier_ones_are_found_in_time(telling: Telling) -> None:
    earlier = [said(number, f"word{number} " * 300) for number in range(2000)]

    assert [one.id for one in relevant("word77 " * 1000, earlier, 6)] != []
