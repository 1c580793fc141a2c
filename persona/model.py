"""A chat model of any provider, asked over LangChain: the only door to it."""

import importlib.util
import math
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import httpx
from langchain.chat_models import init_chat_model
from langchain_core.exceptions import (
    ContextOverflowError,
    ModelAuthenticationError,
    ModelConnectionError,
    ModelNotFoundError,
    ModelPermissionDeniedError,
    ModelRateLimitError,
    ModelTimeoutError,
)
from langchain_core.language_models import BaseChatModel
from langchain_core.messages import AIMessage, BaseMessage, HumanMessage, SystemMessage
from langchain_core.utils.env import env_var_is_set
from langsmith import tracing_context

from persona.prompt import tokens
from twin.draft import Usage
from twin.errors import SettingsError, WriterError
from twin.prompt import Prompt, PromptTurn, Role

# Tokens that an answer may have; what some models think before they write counts.
_LONGEST = 4000
# How often a provider's client tries again by itself, waiting as long as the provider asks; nobody else does.
_RETRIES = 2
# Variables of an older LangChain, on which the present one fails.
_GONE = ("LANGCHAIN_TRACING", "LANGCHAIN_HANDLER")
_NAMED = re.compile(r"[a-z][a-z0-9_]{1,40}")
# A server at home mostly wants no key, but its client does.
_NO_KEY = "none"

_TOO_LONG = re.compile(
    r"context.{0,9}(?:length|window|size)|maximum context|prompt is too long|too many (?:input )?tokens|"
    r"maximum number of tokens",
    re.IGNORECASE,
)
_BAD_KEY = re.compile(r"api[ _-]?key", re.IGNORECASE)
_FILTERED = re.compile(r"content[ _](?:filter|policy|management)", re.IGNORECASE)
_CUT_OFF = frozenset(("length", "max_tokens", "max_output_tokens", "model_context_window_exceeded"))
_REFUSED = frozenset(("refusal", "content_filter", "safety", "recitation", "prohibited_content", "blocklist", "spii"))
# What a model on this machine thinks aloud before it answers.
_THOUGHT = re.compile(r"\s*<think>.*?</think>", re.DOTALL)

_SENTENCES = {
    "key": "{name} did not take the key: check TWIN_MODEL_KEY, and that its account may use this model.",
    "model": "{name} is not there: check the model's name in TWIN_MODEL{address}.",
    "limit": "{name} takes no more requests for now: look at the limits and the credit of the key's account, or "
    "choose another model in TWIN_MODEL.",
    "unreachable": "{name} cannot be reached: is this machine online, and does the model's server run?{look}",
    "timeout": "{name} took longer than {seconds:g} seconds to answer: choose a quicker model in TWIN_MODEL, or set "
    "TWIN_MODEL_TIMEOUT higher.",
    "prompt too long": "{name} takes no prompt of this length: set TWIN_PROMPT_TOKENS lower, or choose a model in "
    "TWIN_MODEL that reads more at once.",
    "refusal": "{name} refused to answer: if it does so often, choose another model in TWIN_MODEL.",
    "empty": "{name} answered with nothing: if it does so often, choose another model in TWIN_MODEL.",
    "cut off": "{name} wrote more than it may, and its answer has no end: if it does so often, choose another model "
    "in TWIN_MODEL.",
    "failed": "{name} failed ({error}): if it does so again, look at its provider's status page{address}, or choose "
    "another model in TWIN_MODEL.",
}


@dataclass(frozen=True, slots=True)
class Answer:
    """What a model said, and what that took."""

    text: str
    usage: Usage


@dataclass(frozen=True, slots=True)
class _Given:
    """What a client is set up with."""

    url: str
    key: str = field(repr=False)
    seconds: float
    prompt_tokens: int


@dataclass(frozen=True, slots=True)
class _Provider:
    """Where a provider is, which package speaks with it, and what that calls the settings.

    The address is always given, so that no variable of the environment sends a prompt elsewhere.
    """

    package: str
    url: str
    needs_key: bool
    options: Callable[[_Given], dict[str, Any]]


def _openai(given: _Given) -> dict[str, Any]:
    options = _common(given) | {"api_key": given.key, "max_retries": _RETRIES, "max_tokens": _LONGEST}
    # Of those who speak OpenAI's language, most know only the older of its two ways to ask.
    return options if given.url == _OPENAI else options | {"use_responses_api": False}


def _anthropic(given: _Given) -> dict[str, Any]:
    return _common(given) | {"api_key": given.key, "max_retries": _RETRIES, "max_tokens": _LONGEST}


def _google(given: _Given) -> dict[str, Any]:
    # Its client counts the first try too.
    retries = {"max_retries": _RETRIES + 1, "max_output_tokens": _LONGEST}
    return _common(given) | retries | {"google_api_key": given.key, "vertexai": False}


def _ollama(given: _Given) -> dict[str, Any]:
    # Always given: its client would take the key of somebody else's server from the environment.
    headers = {"Authorization": f"Bearer {given.key}"}
    return {
        "base_url": given.url,
        "client_kwargs": {"timeout": given.seconds, "headers": headers},
        "num_predict": _LONGEST,
        # Without it, the beginning of a long prompt is cut off without a word.
        "num_ctx": given.prompt_tokens + _LONGEST,
        "reasoning": False,
    }


def _other(given: _Given) -> dict[str, Any]:
    """By the names that LangChain's packages have agreed on; what is not given, each looks up by itself."""
    options: dict[str, Any] = {"timeout": given.seconds, "max_retries": _RETRIES, "max_tokens": _LONGEST}
    address = {"base_url": given.url} if given.url else {}
    # Its own key from the environment is for its own address alone.
    key = {"api_key": given.key} if given.url or given.key != _NO_KEY else {}
    return options | address | key


def _common(given: _Given) -> dict[str, Any]:
    return {"base_url": given.url, "timeout": given.seconds}


_OPENAI = "https://api.openai.com/v1"
_GOOGLE = "https://generativelanguage.googleapis.com"
_PROVIDERS = {
    "anthropic": _Provider("anthropic", "https://api.anthropic.com", needs_key=True, options=_anthropic),
    "google_genai": _Provider("google-genai", _GOOGLE, needs_key=True, options=_google),
    "ollama": _Provider("ollama", "http://127.0.0.1:11434", needs_key=False, options=_ollama),
    "openai": _Provider("openai", _OPENAI, needs_key=True, options=_openai),
}
_EXTRAS = {"google_genai": "google"}


class ChatModel:
    """A model that answers prompts."""

    def __init__(
        self, name: str, model: BaseChatModel, *, price: tuple[float, float] | None, seconds: float, elsewhere: bool
    ) -> None:
        """``price`` is US dollars for a million tokens read and written; ``elsewhere``: TWIN_MODEL_URL was given."""
        self.name = name
        self._model = model
        self._price = price
        self._seconds = seconds
        self._elsewhere = elsewhere

    def ask(self, prompt: Prompt) -> Answer:
        """What the model answers. Blocks, at the worst for three times ``seconds`` and the waits between.

        Raises WriterError, which quotes neither key nor prompt nor what the provider said. Tokens are what the provider
        counted, else estimated by ``persona.prompt.tokens``. Nothing is traced, whatever the environment says.
        """
        messages = [_message(turn) for turn in prompt.turns]
        try:
            with tracing_context(enabled=False):
                said = self._model.invoke(messages)
        except Exception as error:  # noqa: BLE001 - what the clients of all providers raise has no common name
            raise self._trouble(_kind(error), type(error).__name__) from None
        return self._answer(said, prompt)

    def _answer(self, said: AIMessage, prompt: Prompt) -> Answer:
        # Half a sign, which JSON can name, can be neither judged nor stored.
        whole = str(said.text).encode(errors="replace").decode()
        text = _THOUGHT.sub("", whole, count=1).strip()
        usage = self._usage(said, prompt, text)
        ended = _ended(said.response_metadata)
        if said.additional_kwargs.get("refusal") or ended in _REFUSED or _holds_refusal(said.content):
            raise self._trouble("refusal", usage=usage)
        if ended in _CUT_OFF:
            raise self._trouble("cut off", usage=usage)
        if not text:
            raise self._trouble("empty", usage=usage)
        return Answer(text, usage)

    def _usage(self, said: AIMessage, prompt: Prompt, text: str) -> Usage:
        counted = said.usage_metadata
        read = counted["input_tokens"] if counted else sum(tokens(turn.text) for turn in prompt.turns)
        written = counted["output_tokens"] if counted else tokens(text)
        cost = _charged(said.response_metadata)
        if cost is None and self._price is not None:
            cost = (read * self._price[0] + written * self._price[1]) / 1_000_000
        return Usage(self.name, read, written, cost)

    def _trouble(self, kind: str, error: str = "", usage: Usage | None = None) -> WriterError:
        address = " and the address in TWIN_MODEL_URL" if self._elsewhere else ""
        look = " Check the address in TWIN_MODEL_URL." if self._elsewhere else ""
        words = {"name": self.name, "seconds": self._seconds, "address": address, "look": look, "error": error}
        sentence = _SENTENCES[kind].format(**words)
        return WriterError(sentence, kind, (usage,) if usage else ())


def connect(
    name: str,
    *,
    url: str,
    key: str,
    price: tuple[float, float] | None,
    seconds: float,
    prompt_tokens: int = 12_000,
) -> ChatModel:
    """The model ``name``, as ``openai:gpt-5.1``, at ``url`` if that is given, else at its provider's.

    ``price`` is US dollars for a million tokens read and for a million written; each try may take ``seconds``;
    ``prompt_tokens`` are the most that a prompt has, for models that are told how much to make room for. Nothing is
    sent. Raises SettingsError.
    """
    known, _, model = name.partition(":")
    known = "google_genai" if known == "google" else known
    if not _NAMED.fullmatch(known) or not model:
        raise SettingsError(
            f"TWIN_MODEL is {name!r}: give a provider and a model, as openai:gpt-5.1. The providers are "
            f"{', '.join(sorted(_PROVIDERS))}, others that LangChain has a package for, and with TWIN_MODEL_URL "
            "whoever speaks OpenAI's language, as openai:…"
        )
    provider = _PROVIDERS.get(known) or _Provider(known.replace("_", "-"), "", needs_key=False, options=_other)
    if known in _PROVIDERS:
        _require_package(name, known, provider)
    if gone := [variable for variable in _GONE if env_var_is_set(variable)]:
        raise SettingsError(f"{gone[0]} is set, and LangChain answers nothing where it is: take it away.")
    if provider.needs_key and not (key or url):
        raise SettingsError(
            f"TWIN_MODEL is {name}, which needs a key: set TWIN_MODEL_KEY, or the provider's own variable."
        )
    options = provider.options(_Given(url or provider.url, key or _NO_KEY, seconds, prompt_tokens))
    try:
        built = init_chat_model(model, model_provider=known, **options)
    except ImportError:
        raise SettingsError(
            f"TWIN_MODEL is {name}, which needs LangChain's package for {known}: "
            f"pip install langchain-{provider.package}, or as LangChain's page on that provider says"
        ) from None
    except Exception as error:  # noqa: BLE001 - each package has its own; the message could hold the key
        raise SettingsError(
            f"TWIN_MODEL is {name}, which cannot be set up ({type(error).__name__}): "
            "check TWIN_MODEL, TWIN_MODEL_KEY and TWIN_MODEL_URL."
        ) from None
    return ChatModel(name, built, price=price, seconds=seconds, elsewhere=bool(url))


def _require_package(name: str, known: str, provider: _Provider) -> None:
    package = f"langchain-{provider.package}"
    if importlib.util.find_spec(package.replace("-", "_")) is None:
        raise SettingsError(
            f"TWIN_MODEL is {name}, which needs the package {package}: "
            f"pip install -c constraints.txt -e '.[{_EXTRAS.get(known, known)}]'"
        )


def _message(turn: PromptTurn) -> BaseMessage:
    if turn.role is Role.SYSTEM:
        return SystemMessage(turn.text)
    return AIMessage(turn.text) if turn.role is Role.TWIN else HumanMessage(turn.text)


def _ended(metadata: Mapping[str, Any]) -> str:
    """Why the model stopped, in its provider's word, in lower case."""
    incomplete = metadata.get("incomplete_details")
    reasons = [
        *(metadata.get(key) for key in ("finish_reason", "stop_reason", "done_reason")),
        incomplete.get("reason") if isinstance(incomplete, Mapping) else None,
    ]
    return next((reason.lower() for reason in reasons if isinstance(reason, str)), "")


def _holds_refusal(content: object) -> bool:
    """Whether one of the blocks that an answer may consist of says that there is none."""
    return isinstance(content, list) and any(
        isinstance(block, Mapping) and block.get("type") == "refusal" for block in content
    )


def _charged(metadata: Mapping[str, Any]) -> float | None:
    """What the provider itself says that it charged, in US dollars."""
    used = metadata.get("token_usage")
    cost = used.get("cost") if isinstance(used, Mapping) else None
    if isinstance(cost, bool) or not isinstance(cost, int | float) or not math.isfinite(cost) or cost < 0:
        return None
    return float(cost)


# Errors

_BY_STATUS = {401: "key", 402: "limit", 403: "key", 404: "model", 408: "timeout", 413: "prompt too long", 429: "limit"}


def _kind(error: Exception) -> str:
    """One word for the trouble, by LangChain's classes, else by the status, else by what the network says."""
    chain = list(_chain(error))
    tests = (_by_class, _by_status, _by_network)
    return next((kind for test in tests for one in chain if (kind := test(one))), "failed")


def _chain(error: BaseException) -> Iterator[BaseException]:
    """The error, and those it was raised from."""
    seen: set[int] = set()
    while id(error) not in seen:
        seen.add(id(error))
        yield error
        error = error.__cause__ or error.__context__ or error


def _by_class(error: BaseException) -> str:
    classes = (
        (ContextOverflowError, "prompt too long"),
        ((ModelAuthenticationError, ModelPermissionDeniedError), "key"),
        (ModelNotFoundError, "model"),
        (ModelRateLimitError, "limit"),
        (ModelTimeoutError, "timeout"),
        (ModelConnectionError, "unreachable"),
    )
    return next((kind for which, kind in classes if isinstance(error, which)), "")


def _by_status(error: BaseException) -> str:
    """``status_code`` is what OpenAI's, Anthropic's and Ollama's clients have, ``code`` what Google's has."""
    status = getattr(error, "status_code", None) or getattr(error, "code", None)
    if not isinstance(status, int):
        return ""
    said = str(error)
    if status >= 400 and _TOO_LONG.search(said):
        return "prompt too long"
    if status == 400 and _BAD_KEY.search(said):
        return "key"
    if status == 400 and _FILTERED.search(said):
        return "refusal"
    return _BY_STATUS.get(status, "")


def _by_network(error: BaseException) -> str:
    if isinstance(error, TimeoutError | httpx.TimeoutException):
        return "timeout"
    return "unreachable" if isinstance(error, ConnectionError | httpx.TransportError) else ""
