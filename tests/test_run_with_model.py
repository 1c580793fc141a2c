"""``twin run`` and ``twin chat`` with a chat model, over the wire: what waits, what goes out, and what it costs."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.echoing import until
from tests.example import twin
from tests.servers.chat_model import KEY, Answer, ChatModelServer, Status
from tests.servers.telegram import TelegramServer
from tests.test_run import ann, beside, learned, running, texts

__all__ = ["ann", "learned"]

ASKED = "do you wax your chain in winter?"
WROTE = "every second week, never oil"


@pytest.fixture
def model() -> Iterator[ChatModelServer]:
    """A model that answers everything alike."""
    with ChatModelServer() as server:
        server.answers(Answer(WROTE))
        yield server
        assert server.violations == []


def with_model(model: ChatModelServer, **more: str) -> dict[str, str]:
    return {"TWIN_MODEL": "openai:any", "TWIN_MODEL_URL": model.url("openai"), "TWIN_MODEL_KEY": KEY, **more}


async def test_what_a_model_writes_waits_and_the_contact_hears_what_this_is(
    ann: Path, server: TelegramServer, model: ChatModelServer
) -> None:
    zoe = server.user("Zoe Quill")
    async with running(ann, server, **with_model(model, TWIN_MODEL_PRICE="3/15")):
        server.say(server.private(zoe), zoe, ASKED)
        await until(lambda: len(server.sent) == 1)
        inbox = await beside(ann, "inbox")
        status = await beside(ann, "status")

    assert len(texts(server)) == 1
    assert "an AI" in texts(server)[0]
    assert f"draft: {WROTE}" in inbox.stdout
    assert "a model wrote the draft, so it waits for you" in inbox.stdout
    assert "Held for you: 1" in status.stdout
    assert "openai:any: 1 call, " in status.stdout
    assert "for each message" in status.stdout
    log = (ann.parent / "log").read_text()
    assert not any(word in log for word in ("Zoe", "wax", "oil", KEY, "second"))


async def test_a_model_is_asked_with_what_this_reader_may_hear_and_nothing_of_owner_toml_that_is_the_owners(
    ann: Path, server: TelegramServer, model: ChatModelServer
) -> None:
    toml = ann / "owner.toml"
    text = toml.read_text(encoding="utf-8").replace("never_say = []", 'never_say = ["wobblegong"]')
    toml.write_text(text.replace("owner_topics = []", 'owner_topics = ["frobnication"]'), encoding="utf-8")
    zoe = server.user("Zoe Quill")
    async with running(ann, server, **with_model(model)):
        server.say(server.private(zoe), zoe, ASKED)
        await until(lambda: len(server.sent) == 1)

    [request] = model.requests
    everything = json.dumps(request.body)
    assert "every second week, and never oil it" in everything
    assert "Zoe Quill" in everything
    assert ASKED in request.last
    assert not any(word in everything for word in ("wobblegong", "frobnication"))


@pytest.mark.parametrize(
    ("outcome", "kind", "sentence"),
    [
        (Status(401), "key", "did not take the key: check TWIN_MODEL_KEY"),
        (Answer(""), "empty", "answered with nothing"),
        (Answer(refusal="I will not"), "refusal", "refused to answer"),
    ],
    ids=["key", "empty", "refusal"],
)
async def test_where_a_model_fails_a_quotation_goes_out_and_the_owner_hears_why(
    ann: Path, server: TelegramServer, model: ChatModelServer, outcome: Answer | Status, kind: str, sentence: str
) -> None:
    model.answers(outcome)
    zoe = server.user("Zoe Quill")
    async with running(ann, server, **with_model(model)):
        server.say(server.private(zoe), zoe, ASKED)
        await until(lambda: len(server.sent) == 2)
        status = await beside(ann, "status")

    assert "every second week" in texts(server)[1]
    assert sentence in status.stdout
    assert f"telegram: {kind}, 1 time." in status.stdout
    assert KEY not in status.stdout + (ann.parent / "log").read_text()


async def test_over_the_budget_quotations_go_out_and_the_owner_is_told_once(
    ann: Path, server: TelegramServer, model: ChatModelServer
) -> None:
    zoe, yan = server.user("Zoe"), server.user("Yan")
    async with running(ann, server, **with_model(model, TWIN_DAY_BUDGET="1 token")):
        server.say(server.private(zoe), zoe, ASKED)
        await until(lambda: len(server.sent) == 1)
        for number in (1, 2):
            server.say(server.private(yan), yan, ASKED)
            await until(lambda number=number: len(server.sent) == 2 + number)  # type: ignore[misc]
        status = await beside(ann, "status")

    assert len(model.requests) == 1
    assert "every second week" in texts(server)[-1]
    assert status.stdout.count("(1 token, TWIN_DAY_BUDGET) was spent on") == 1


async def test_somebody_in_danger_is_answered_at_once_and_the_owner_is_alerted(
    ann: Path, server: TelegramServer, model: ChatModelServer
) -> None:
    zoe = server.user("Zoe")
    async with running(ann, server, **with_model(model)):
        server.say(server.private(zoe), zoe, "I want to kill myself")
        await until(lambda: len(server.sent) == 2)
        status = await beside(ann, "status")

    assert "988" in texts(server)[1]
    assert model.requests == []
    assert "somebody who wrote to you may be in danger" in status.stdout
    assert "kill" not in (ann.parent / "log").read_text()


# At the owner's own terminal.


def test_at_the_owners_terminal_a_draft_is_shown_at_once(ann: Path, model: ChatModelServer) -> None:
    done = twin(ann, "chat", "--why", "--say", ASKED, settings=with_model(model))

    assert WROTE in done.stdout
    assert "a model wrote it from" in done.stdout
    assert "written by openai:any" in done.stdout


def test_a_blocked_draft_is_held_there_too_with_its_reasons(ann: Path, model: ChatModelServer) -> None:
    model.answers(Answer("I'm a real person, and it costs 900 dollars. See https://evil.example/x"))
    done = twin(ann, "chat", "--why", "--say", ASKED, settings=with_model(model))

    assert "the draft was stopped: " in done.stdout
    assert "it claims to be a human" in done.stdout
    assert "it links to a host that you have not written of" in done.stdout
    assert "Ann's twin> I'm a real person" not in done.stdout


def test_what_a_model_is_asked_is_shown_with_who_may_hear_it(ann: Path, model: ChatModelServer) -> None:
    done = twin(ann, "chat", "--show-prompt", "--say", ASKED, settings=with_model(model))
    [request] = model.requests

    assert "[rules, public]" in done.stdout
    assert "[passage, public]" in done.stdout
    for line in request.last.splitlines():
        assert line in done.stdout


def test_without_a_model_what_one_would_be_asked_is_shown_and_langchain_is_not_loaded(ann: Path) -> None:
    done = twin(ann, "chat", "--show-prompt", "--say", ASKED, settings={"PYTHONPROFILEIMPORTTIME": "1"})

    assert "No model is set (TWIN_MODEL)" in done.stderr
    assert "[passage, public]" in done.stdout
    assert " | langchain" not in done.stderr
    assert "memory.store" in done.stderr


def test_what_went_out_and_binds_is_listed(ann: Path, model: ChatModelServer) -> None:
    text = 'answer = "A full service is 60 euros, bring it by Friday."'
    script = f'\n[[scripted]]\nwhen = ["what does a full service cost"]\n{text}\n'
    with (ann / "owner.toml").open("a", encoding="utf-8") as file:
        file.write(script)
    assert "Nothing was promised in your name." in twin(ann, "promises").stdout
    twin(ann, "chat", "--say", "what does a full service cost?", settings=with_model(model))

    listed = twin(ann, "promises").stdout
    assert "price, to a stranger: A full service is 60 euros" in listed
    assert "as you wrote in owner.toml" in listed


@pytest.mark.parametrize(
    ("settings", "sentence"),
    [
        ({"TWIN_MODEL": "gpt-5"}, "TWIN_MODEL is 'gpt-5': give a provider and a model"),
        ({"TWIN_MODEL": "openai:gpt-5"}, "needs a key: set TWIN_MODEL_KEY"),
        ({"TWIN_MODEL": "cohere:x", "TWIN_MODEL_KEY": "k"}, "needs LangChain's package for cohere"),
    ],
)
def test_a_model_that_cannot_be_set_up_is_a_sentence(ann: Path, settings: dict[str, str], sentence: str) -> None:
    done = twin(ann, "chat", "--say", ASKED, settings=settings)

    assert done.returncode == 1
    assert sentence in done.stderr
