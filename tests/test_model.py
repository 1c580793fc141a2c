"""A chat model of any provider, over the wire, by the providers' own clients."""

import select
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Self

import pytest

from persona.model import ChatModel, connect
from persona.prompt import tokens
from tests.knowledge import REPOSITORY
from tests.servers.chat_model import KEY, MISSING, TOO_LONG, Answer, ChatModelServer, Dialect, Fault, Slow, Status
from twin.errors import SettingsError, WriterError
from twin.knowledge import Audience
from twin.prompt import Piece, Prompt, PromptTurn, Role

ALL: tuple[Dialect, ...] = ("openai", "anthropic", "ollama")
# Ollama's client never asks twice.
PATIENT: tuple[Dialect, ...] = ("openai", "anthropic")
SECRET = "what a contact wrote in confidence"


@pytest.fixture
def server() -> Iterator[ChatModelServer]:
    """A model that was asked nothing that its provider would not take."""
    with ChatModelServer() as started:
        yield started
        assert started.violations == []


def turn(role: Role, *texts: str) -> PromptTurn:
    return PromptTurn(role, tuple(Piece("turn", text, Audience.PUBLIC) for text in texts))


PROMPT = Prompt(
    Audience.PUBLIC,
    (
        turn(Role.SYSTEM, "the rules", "the style"),
        turn(Role.CONTACT, "hello"),
        turn(Role.TWIN, "hi"),
        turn(Role.CONTACT, "passages", SECRET),
    ),
)


def model(server: ChatModelServer, dialect: Dialect, name: str = "any", **changes: Any) -> ChatModel:  # noqa: ANN401
    given = {"url": server.url(dialect), "key": KEY, "price": None, "seconds": 5.0} | changes
    return connect(f"{dialect}:{name}", **given)


def trouble(asked: ChatModel) -> WriterError:
    with pytest.raises(WriterError) as raised:
        asked.ask(PROMPT)
    said = str(raised.value)
    assert KEY not in said
    assert SECRET not in said
    assert "nobody is to read" not in said
    return raised.value


@pytest.mark.parametrize("dialect", ALL)
def test_the_model_is_told_everything_in_its_roles(server: ChatModelServer, dialect: Dialect) -> None:
    answer = model(server, dialect).ask(PROMPT)
    [request] = server.requests
    assert answer.text == SECRET
    assert request.system == "the rules\n\nthe style"
    assert [one for one in request.turns if one[0] != "system"] == [
        ("user", "hello"),
        ("assistant", "hi"),
        ("user", f"passages\n\n{SECRET}"),
    ]


@pytest.mark.parametrize("dialect", ALL)
def test_what_it_took_is_what_the_provider_counted(server: ChatModelServer, dialect: Dialect) -> None:
    server.answers(Answer("one two three"))
    usage = model(server, dialect, price=(1.0, 1_000_000.0)).ask(PROMPT).usage
    assert (usage.model, usage.tokens_out) == (f"{dialect}:any", 3)
    assert usage.tokens_in > 5
    assert usage.cost == pytest.approx(3 + usage.tokens_in / 1_000_000)


def test_no_price_is_no_cost(server: ChatModelServer) -> None:
    assert model(server, "openai").ask(PROMPT).usage.cost is None


@pytest.mark.parametrize("dialect", ["openai", "ollama"])
def test_what_nobody_counted_is_estimated(server: ChatModelServer, dialect: Dialect) -> None:
    server.answers(Answer("one two three", usage=False))
    usage = model(server, dialect).ask(PROMPT).usage
    assert usage.tokens_in == sum(tokens(turn.text) for turn in PROMPT.turns)
    assert usage.tokens_out == tokens("one two three")


@pytest.mark.parametrize(("said", "cost"), [(0.25, 0.25), (float("nan"), 3.0), (-1.0, 3.0), (True, 3.0)])
def test_the_providers_own_price_counts_if_it_is_one(server: ChatModelServer, said: float, cost: float) -> None:
    server.answers(Answer("one two three", cost=said))
    assert model(server, "openai", price=(0.0, 1_000_000.0)).ask(PROMPT).usage.cost == cost


@pytest.mark.parametrize("dialect", ALL)
def test_what_a_model_thinks_aloud_is_no_answer(server: ChatModelServer, dialect: Dialect) -> None:
    server.answers(Answer("<think>who\nis this</think>\n\nHello."))
    assert model(server, dialect).ask(PROMPT).text == "Hello."


# What goes wrong


@pytest.mark.parametrize("dialect", PATIENT)
def test_a_wrong_key_is_told(server: ChatModelServer, dialect: Dialect) -> None:
    error = trouble(model(server, dialect, key="another-key"))
    assert error.kind == "key"
    assert "another-key" not in str(error)
    assert "TWIN_MODEL_KEY" in str(error)


@pytest.mark.parametrize("dialect", ALL)
@pytest.mark.parametrize(
    ("fault", "kind"),
    [
        (Status(401), "key"),
        (Status(403), "key"),
        (Status(404), "model"),
        (Status(413), "prompt too long"),
        (Status(400), "failed"),
        (Status(500), "failed"),
        ("garbage", "failed"),
        ("drop", "unreachable"),
        (Answer(""), "empty"),
        (Answer(" \n"), "empty"),
    ],
    ids=str,
)
def test_every_failure_has_its_kind(
    server: ChatModelServer, dialect: Dialect, fault: Fault | Answer, kind: str
) -> None:
    server.answers(fault)
    assert trouble(model(server, dialect)).kind == kind


@pytest.mark.parametrize("dialect", ALL)
def test_an_unknown_model_is_told(server: ChatModelServer, dialect: Dialect) -> None:
    error = trouble(model(server, dialect, MISSING))
    assert error.kind == "model"
    assert MISSING in str(error)
    assert "TWIN_MODEL" in str(error)


@pytest.mark.parametrize("dialect", ALL)
def test_a_prompt_that_is_too_long_is_told(server: ChatModelServer, dialect: Dialect) -> None:
    server.answers(TOO_LONG[dialect])
    assert trouble(model(server, dialect)).kind == "prompt too long"


@pytest.mark.parametrize("dialect", PATIENT)
def test_after_a_limit_it_is_asked_again_when_the_provider_says(server: ChatModelServer, dialect: Dialect) -> None:
    server.answers(Status(429, retry_after=0.1), Answer("at last"))
    assert model(server, dialect).ask(PROMPT).text == "at last"
    assert len(server.requests) == 2


@pytest.mark.parametrize("dialect", ALL)
def test_a_limit_that_stays_is_told(server: ChatModelServer, dialect: Dialect) -> None:
    server.answers(Status(429, retry_after=0.1))
    assert trouble(model(server, dialect)).kind == "limit"
    assert len(server.requests) == (3 if dialect in PATIENT else 1)


@pytest.mark.parametrize("dialect", ALL)
def test_a_failure_is_named_by_its_class_alone(server: ChatModelServer, dialect: Dialect) -> None:
    server.answers(Status(500))
    assert "Error)" in str(trouble(model(server, dialect)))


@pytest.mark.parametrize("dialect", ALL)
def test_a_slow_model_is_not_waited_for(server: ChatModelServer, dialect: Dialect) -> None:
    server.answers(Slow(3))
    began = time.monotonic()
    assert trouble(model(server, dialect, seconds=0.2)).kind == "timeout"
    assert time.monotonic() - began < 20


@pytest.mark.parametrize("dialect", ALL)
def test_a_server_that_is_not_there_is_told(dialect: Dialect) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port = listening.getsockname()[1]
    gone = connect(f"{dialect}:any", url=f"http://127.0.0.1:{port}", key=KEY, price=None, seconds=1)
    error = trouble(gone)
    assert error.kind == "unreachable"
    assert "TWIN_MODEL_URL" in str(error)


@pytest.mark.parametrize(
    ("dialect", "answer", "kind"),
    [
        ("openai", Answer(refusal="I will not."), "refusal"),
        ("openai", Answer("I", ended="content_filter"), "refusal"),
        ("anthropic", Answer("I", ended="refusal"), "refusal"),
        ("openai", Answer("half of", ended="length"), "cut off"),
        ("anthropic", Answer("half of", ended="max_tokens"), "cut off"),
        ("anthropic", Answer("half of", ended="model_context_window_exceeded"), "cut off"),
        ("ollama", Answer("half of", ended="length"), "cut off"),
        ("openai", Answer("<think>and nothing else</think>"), "empty"),
    ],
    ids=str,
)
def test_what_is_no_answer_has_been_paid_for(
    server: ChatModelServer, dialect: Dialect, answer: Answer, kind: str
) -> None:
    server.answers(answer)
    error = trouble(model(server, dialect))
    assert error.kind == kind
    [usage] = error.usage
    assert usage.tokens_in > 0


def test_a_filter_of_the_providers_is_a_refusal(server: ChatModelServer) -> None:
    server.answers(Status(400, "content_filter", "The response was filtered due to the content management policy"))
    assert trouble(model(server, "openai")).kind == "refusal"


# What is set up


@pytest.mark.parametrize("name", ["gpt-5.1", "", ":", "openai:", ":gpt", "OpenAI:gpt", "../x:y"])
def test_a_name_without_a_known_provider_is_refused(name: str) -> None:
    with pytest.raises(SettingsError, match="anthropic, google_genai, ollama, openai"):
        connect(name, url="", key=KEY, price=None, seconds=1)


def test_any_provider_of_langchain_will_do_once_its_package_is_there() -> None:
    with pytest.raises(SettingsError, match="needs LangChain's package for mistralai: pip install langchain-mistralai"):
        connect("mistralai:large", url="", key=KEY, price=None, seconds=1)
    with pytest.raises(SettingsError, match="nobody:gpt, which cannot be set up"):
        connect("nobody:gpt", url="", key=KEY, price=None, seconds=1)


@pytest.mark.parametrize("name", ["openai:any", "anthropic:any"])
def test_a_key_is_asked_for_at_once(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for variable in ("OPENAI_API_KEY", "ANTHROPIC_API_KEY", "GOOGLE_API_KEY"):
        monkeypatch.setenv(variable, "somebody else's")
    with pytest.raises(SettingsError, match="set TWIN_MODEL_KEY"):
        connect(name, url="", key="", price=None, seconds=1)


def test_a_server_at_home_needs_no_key() -> None:
    with ChatModelServer(key=None) as server:
        assert model(server, "openai", key="").ask(PROMPT).text == SECRET
        assert model(server, "anthropic", key="").ask(PROMPT).text == SECRET


def test_a_missing_package_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda _: None)
    with pytest.raises(SettingsError) as raised:
        connect("anthropic:any", url="", key=KEY, price=None, seconds=1)
    assert str(raised.value) == (
        "TWIN_MODEL is anthropic:any, which needs the package langchain-anthropic: "
        "pip install -c constraints.txt -e '.[anthropic]'"
    )


@pytest.mark.parametrize("variable", ["LANGCHAIN_TRACING", "LANGCHAIN_HANDLER"])
def test_what_breaks_langchain_is_told_at_once(variable: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(variable, "true")
    with pytest.raises(SettingsError, match=variable):
        connect("openai:any", url="", key=KEY, price=None, seconds=1)


def test_an_address_that_is_none_is_no_secret(server: ChatModelServer) -> None:
    with pytest.raises((SettingsError, WriterError)) as raised:
        connect("openai:any", url="http://[", key=KEY, price=None, seconds=1).ask(PROMPT)
    assert KEY not in str(raised.value)


class Listener:
    """An address that hears whether anybody calls."""

    def __init__(self) -> None:
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._socket.getsockname()[1]}"

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._socket.close()

    @property
    def called(self) -> bool:
        """Whether somebody has: a connection waits to be taken."""
        return bool(select.select([self._socket], [], [], 0)[0])


_TRACED = """
import sys
from persona.model import connect
from tests.test_model import PROMPT
print(connect(sys.argv[1], url=sys.argv[2], key="k", price=None, seconds=5).ask(PROMPT).text)
if sys.argv[3:]:
    from langchain_core.tracers.langchain import wait_for_all_tracers
    wait_for_all_tracers()
"""


@pytest.mark.parametrize("dialect", ALL)
def test_nothing_is_sent_to_anybody_else(dialect: Dialect, tmp_path: Path) -> None:
    with ChatModelServer(key=None) as server, Listener() as elsewhere:
        done = subprocess.run(
            [sys.executable, "-c", _TRACED, f"{dialect}:any", server.url(dialect), "wait"],
            env={
                "PATH": "/usr/bin",
                "HOME": str(tmp_path),
                "PYTHONPATH": str(REPOSITORY),
                "LANGSMITH_TRACING": "true",
                "LANGSMITH_TRACING_V2": "true",
                "LANGCHAIN_TRACING_V2": "true",
                "LANGSMITH_API_KEY": "k",
                "LANGSMITH_ENDPOINT": elsewhere.url,
                "LANGCHAIN_ENDPOINT": elsewhere.url,
                "LANGSMITH_GATEWAY": elsewhere.url,
                "OPENAI_BASE_URL": elsewhere.url,
                "OPENAI_API_BASE": elsewhere.url,
                "ANTHROPIC_BASE_URL": elsewhere.url,
                "ANTHROPIC_API_URL": elsewhere.url,
                "OLLAMA_HOST": elsewhere.url,
            },
            capture_output=True,
            text=True,
            timeout=60,
        )
        assert done.stdout.strip() == SECRET, done.stderr
        assert not elsewhere.called
