"""What makes an answer an assistant's, and how it becomes messages."""

import time

import pytest

from persona.manner import faults, marks, messages, tidied
from persona.style.habits import Habits
from persona.style.measure import measure

_SHORT = measure([("yeah the chain is fine",), ("no idea", "ask tom")] * 40, (), ("en",))
_ONE = measure([("yeah the chain is fine",)] * 40, (), ("en",))


@pytest.mark.parametrize(
    ("text", "wording"),
    [
        ("Great question! It depends.", "Great question"),
        ("I’d be happy to help with that.", "I’d be happy to help"),
        ("I hope this helps!", "I hope this helps"),
        ("Certainly! The wheel is in the shed behind the house.", "Certainly!"),
        ("As an AI, I have no taste.", "As an AI"),
        ("Please feel free to reach out.", "Please feel free to reach out"),
        ("Let me know if you have any questions.", "Let me know if you have any"),
        ("It’s important to note that it rains.", "It’s important to note"),
        ("In conclusion, it rains.", "In conclusion"),
        ("Let us delve into it.", "delve into"),
        ("Thank you for reaching out.", "Thank you for reaching out"),
        ("Tolle Frage!", "Tolle Frage"),
        ("Zögern Sie nicht zu fragen", "Zögern Sie nicht"),
        ("Il est important de noter que oui", "Il est important de noter"),
        ("¡Excelente pregunta!", "Excelente pregunta"),
        ("Espero que isso ajude", "Espero que isso ajude"),
        ("Se hai altre domande, scrivi", "Se hai altre domande"),
        ("Aarzel niet om te vragen", "Aarzel niet om"),
    ],
)
def test_an_assistants_phrase_is_to_be_left_out(text: str, wording: str) -> None:
    assert f"Leave out: '{wording}'" in faults([text], None, frozenset())


@pytest.mark.parametrize(
    "text",
    [
        "", "good question, no idea", "absolutely", "sure, at 5?", "Certainly!", "but of course!", "bien sûr !",
        "als kind war ich dort", "como siempre", "hier ist es", "it is worth it", "so long - and thanks", "a — b",
        "- one thing only", "#tag", "2 ** 3",
    ],
)  # fmt: skip
def test_what_people_say_is_no_fault(text: str) -> None:
    assert faults([text], _SHORT, frozenset()) == []


@pytest.mark.parametrize(
    ("text", "instruction"),
    [
        ("- one\n- two", "No list: write it as you would say it."),
        ("1. one\n2. two", "No list: write it as you would say it."),
        ("it is **new**", "Nothing in bold."),
        ("## New\nyes", "No headings."),
        ("it is — as ever — new", "No dashes (—): write shorter sentences, or commas."),
    ],
)
def test_an_assistants_shape_is_a_fault(text: str, instruction: str) -> None:
    assert faults([text], None, frozenset()) == [instruction]


def test_a_list_in_two_messages_is_one() -> None:
    assert faults(["- one", "- two"], None, frozenset()) == ["No list: write it as you would say it."]


def test_much_more_than_the_owner_writes_is_too_long() -> None:
    assert faults(["word " * 61], _SHORT, frozenset()) == ["At most about 20 words."]
    assert faults(["word " * 60], _SHORT, frozenset()) == []
    assert faults(["word " * 61], measure([("word " * 40,)] * 9, (), ("en",)), frozenset()) == []
    assert faults(["word " * 500], None, frozenset()) == []


def test_more_messages_than_the_owner_ever_sent_are_too_many() -> None:
    assert faults(["a", "b"], _SHORT, frozenset()) == []
    assert faults(["a", "b", "c"], _SHORT, frozenset()) == ["At most 2 messages."]
    assert faults(["a", "b"], _ONE, frozenset()) == ["One message."]


def test_what_the_owner_does_is_no_fault() -> None:
    habits = measure([("Great question!\n- a\n- b",)] * 2 + [("fine",)] * 40, (), ("en",))
    assert faults(["Great question!\n- it depends\n- it rains"], habits, frozenset()) == []


def test_single_wordings_can_be_the_owners() -> None:
    text = ["In conclusion, hope this helps"]
    assert faults(text, None, frozenset({"in conclusion"})) == ["Leave out: 'hope this helps'"]
    assert faults(text, None, lambda wording: "helps" in wording) == ["Leave out: 'In conclusion'"]


def test_marks_are_named() -> None:
    assert marks("**Great question!**") == {"praises the question", "bold"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("one\n\ntwo", ("one", "two")),
        ("one\ntwo", ("one\ntwo",)),
        ("  one \n \n\n two\n", ("one", "two")),
        ('"one two"', ("one two",)),
        ("„ja, gut“", ("ja, gut",)),
        ("'it's fine'", ("it's fine",)),
        ('"one" and "two"', ('"one" and "two"',)),
        ("```\none\n```", ("one",)),
        ("```text\none\n\ntwo\n```", ("one", "two")),
        ("```python\nx = 1\n```", ("```python\nx = 1\n```",)),
        ("see\n```\na\n\nb\n```", ("see\n```\na\n\nb\n```",)),
        ("Assistant: one", ("one",)),
        ("Mira: one", ("one",)),
        ("**mira:** one", ("one",)),
        ('Mira: "one"', ("one",)),
        ("Note: one", ("Note: one",)),
        ("me://one", ("me://one",)),
        ("", ()),
        ('""', ('""',)),
    ],
)
def test_what_models_put_around_an_answer_is_taken_off(text: str, expected: tuple[str, ...]) -> None:
    assert tidied(text, ["Mira"]) == expected


@pytest.mark.parametrize(
    ("habits", "expected"),
    [(_SHORT, ("one", "two\n\nthree")), (_ONE, ("one\n\ntwo\n\nthree",)), (None, ("one\n\ntwo\n\nthree",))],
)
def test_an_answer_has_no_more_messages_than_the_owners(habits: Habits | None, expected: tuple[str, ...]) -> None:
    assert messages("one\n\nMira: two\n\nthree", habits, ["Mira"]) == expected


def test_an_empty_answer_has_no_messages() -> None:
    assert messages(" \n\n ", _SHORT) == ()


@pytest.mark.parametrize(
    "sign", ["a", " ", "\n", "*", "**a", "- a\n", "#", "```", '"', "certainly! ", "hier ist ", "a: "]
)
def test_hostile_texts_take_no_time(sign: str) -> None:
    text = sign * (200_000 // len(sign))
    begin = time.process_time()
    faults([text], _SHORT, frozenset())
    messages(text, _SHORT)
    assert time.process_time() - begin < 20
