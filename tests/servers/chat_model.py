"""A strict chat model on loopback that speaks as OpenAI's, Anthropic's and Ollama's do, and fails as they do.

``python -m tests.servers.chat_model --port 8082`` runs it on its own: it repeats the last message, or says ``--text``.
Try it with ``TWIN_MODEL=openai:any TWIN_MODEL_URL=http://127.0.0.1:8082/v1``.
"""

import argparse
import itertools
import json
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Literal, Self

__all__ = ["KEY", "MISSING", "TOO_LONG", "Answer", "ChatModelServer", "Dialect", "Request", "Slow", "Status", "echo"]

KEY = "test-key-of-the-chat-model"
# The model that is not there.
MISSING = "missing-model"

Json = dict[str, Any]
Dialect = Literal["openai", "anthropic", "ollama"]

_PATHS: dict[str, Dialect] = {
    "/v1/chat/completions": "openai",
    "/v1/messages": "anthropic",
    "/api/chat": "ollama",
}


@dataclass(frozen=True)
class Request:
    """What was asked: in whose language, with which headers (in lower case), and what."""

    dialect: Dialect
    headers: dict[str, str]
    body: Json

    @property
    def system(self) -> str:
        """What the program itself told the model."""
        said = [text for role, text in self.turns if role == "system"]
        return str(self.body.get("system") or "\n\n".join(said))

    @property
    def turns(self) -> list[tuple[str, str]]:
        """Every message as (role, text)."""
        return [(message["role"], _text(message["content"])) for message in self.body["messages"]]

    @property
    def last(self) -> str:
        """The last message."""
        return self.turns[-1][1]


@dataclass(frozen=True)
class Answer:
    """An answer: ``ended`` is why it ends, in the words of the dialect ("" for the usual), ``usage`` if it tells it."""

    text: str = ""
    ended: str = ""
    refusal: str = ""
    usage: bool = True
    cost: float | None = None


@dataclass(frozen=True)
class Status:
    """An error: its HTTP status, what kind it is called, and what it says."""

    code: int
    kind: str = "error"
    said: str = "something that nobody is to read"
    retry_after: float | None = None


@dataclass(frozen=True)
class Slow:
    """An answer after so many seconds."""

    seconds: float


Fault = Status | Slow | Literal["drop", "garbage"]
Outcome = Answer | Fault | Callable[[Request], Answer | Fault]

TOO_LONG = {
    "openai": Status(400, "context_length_exceeded", "This model's maximum context length is 8192 tokens."),
    "anthropic": Status(400, "invalid_request_error", "prompt is too long: 210000 tokens > 200000 maximum"),
    "ollama": Status(400, "", "the input exceeds the context window of the model"),
}


class ChatModelServer:
    """The server, and a record of what it was asked; ``with ChatModelServer() as server`` serves.

    ``answers`` scripts what becomes of the next requests, one outcome for each; the last one stays. ``key`` None takes
    any key there is.
    """

    def __init__(self, *, port: int = 0, key: str | None = KEY) -> None:
        self.requests: list[Request] = []
        self.violations: list[str] = []
        self.key = key
        self._outcomes: list[Outcome] = [echo]
        self._lock = threading.Lock()
        self._http = ThreadingHTTPServer(("127.0.0.1", port), self._handler())
        self._http.daemon_threads = True

    @property
    def port(self) -> int:
        """Where it listens."""
        return int(self._http.server_port)

    def url(self, dialect: Dialect) -> str:
        """What TWIN_MODEL_URL is for one of the dialects."""
        return f"http://127.0.0.1:{self.port}{'/v1' if dialect == 'openai' else ''}"

    def answers(self, *outcomes: Outcome) -> None:
        """What becomes of the next requests."""
        self._outcomes = list(outcomes)

    def __enter__(self) -> Self:
        threading.Thread(target=self._http.serve_forever, args=(0.01,), daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._http.shutdown()
        self._http.server_close()

    def serve_forever(self) -> None:
        """Serve in this thread until it is interrupted."""
        self._http.serve_forever()

    def outcome(self, request: Request) -> Answer | Fault:
        """What becomes of this request."""
        with self._lock:
            self.requests.append(request)
            outcome = self._outcomes.pop(0) if len(self._outcomes) > 1 else self._outcomes[0]
        return outcome(request) if callable(outcome) else outcome

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        # The library makes a handler for each connection, and has no other way to tell it whom it serves.
        return type("Handler", (_Handler,), {"owner": self})


def echo(request: Request) -> Answer:
    """The last line of the last message."""
    return Answer(request.last.strip().rpartition("\n")[2])


class _Handler(BaseHTTPRequestHandler):
    """One connection."""

    owner: ChatModelServer
    protocol_version = "HTTP/1.1"
    # An answer goes out as one packet, and is not held back for the next one.
    wbufsize = -1
    disable_nagle_algorithm = True

    def do_POST(self) -> None:
        """One request."""
        raw = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        dialect = _PATHS.get(self.path)
        if dialect is None:
            self._send(404, b"404 page not found", "text/plain")
            return
        headers = {name.lower(): value for name, value in self.headers.items()}
        try:
            request = Request(dialect, headers, _checked(dialect, headers, raw))
        except _Violation as wrong:
            self.owner.violations.append(f"{dialect}: {wrong}")
            self._fail(dialect, Status(400, "invalid_request_error", str(wrong)))
            return
        outcome = self._unless_turned_away(request)
        self._carry_out(request, outcome)

    def _unless_turned_away(self, request: Request) -> Answer | Fault:
        if not _lets_in(request, self.owner.key):
            return Status(401, "authentication_error", f"Incorrect API key provided: {_given(request)}")
        if request.body["model"] == MISSING:
            return Status(404, "not_found_error", f"model {MISSING!r} not found")
        return self.owner.outcome(request)

    def _carry_out(self, request: Request, outcome: Answer | Fault) -> None:
        if isinstance(outcome, Slow):
            time.sleep(outcome.seconds)
            outcome = Answer("late")
        if outcome == "drop":
            self.close_connection = True
            self.connection.close()
        elif outcome == "garbage":
            self._send(200, b"<html>not today</html>", "text/html")
        elif isinstance(outcome, Status):
            self._fail(request.dialect, outcome)
        elif isinstance(outcome, Answer):
            self._send(200, *_rendered(request, outcome))

    def _fail(self, dialect: Dialect, status: Status) -> None:
        body: Json = {"error": {"message": status.said, "type": status.kind, "code": status.kind, "param": None}}
        if dialect == "anthropic":
            body = {"type": "error", "error": {"type": status.kind, "message": status.said}}
        if dialect == "ollama":
            body = {"error": status.said}
        after = {} if status.retry_after is None else {"Retry-After": f"{status.retry_after:g}"}
        self._send(status.code, json.dumps(body).encode(), "application/json", after)

    def _send(self, status: int, body: bytes, kind: str, headers: dict[str, str] | None = None) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the library's name
        """Nobody reads it."""


# What a request has to be


class _Violation(Exception):
    """A request that no provider would take."""


def _require(true: object, wrong: str) -> None:
    if not true:
        raise _Violation(wrong)


def _checked(dialect: Dialect, headers: dict[str, str], raw: bytes) -> Json:
    """The request's body."""
    _require(headers.get("content-type", "").split(";")[0] == "application/json", "the content is not JSON by its type")
    try:
        body = json.loads(raw)
    except ValueError as error:
        raise _Violation("the content is not JSON") from error
    _require(isinstance(body, dict) and isinstance(body.get("model"), str) and body["model"], "there is no model")
    messages = body.get("messages")
    _require(isinstance(messages, list) and messages, "there are no messages")
    roles = {"openai": "system developer user assistant", "ollama": "system user assistant"}
    for message in messages:
        _require(message.get("role") in roles.get(dialect, "user assistant").split(), f"a role {message.get('role')!r}")
        _require(_text(message.get("content")).strip(), "a message without content")
    _DIALECTS[dialect](headers, body)
    return dict(body)


def _check_openai(_: dict[str, str], body: Json) -> None:
    _require(not body.get("stream"), "a stream")
    limit = body.get("max_completion_tokens", body.get("max_tokens"))
    _require(isinstance(limit, int) and limit > 0, "no limit of tokens")


def _check_anthropic(headers: dict[str, str], body: Json) -> None:
    _require("anthropic-version" in headers, "no anthropic-version")
    _require(isinstance(body.get("max_tokens"), int) and body["max_tokens"] > 0, "no max_tokens")
    _require(isinstance(body.get("system", ""), str | list), "system is no text")
    roles = [message["role"] for message in body["messages"]]
    _require(roles[0] == "user", "the first message is not the user's")
    _require(all(one != other for one, other in itertools.pairwise(roles)), "roles do not take turns")


def _check_ollama(_: dict[str, str], body: Json) -> None:
    options = body.get("options", {})
    _require(isinstance(options.get("num_predict"), int), "no options.num_predict")
    _require(options.get("num_ctx", 0) > 4096, "no options.num_ctx: a long prompt would be cut")


_DIALECTS = {"openai": _check_openai, "anthropic": _check_anthropic, "ollama": _check_ollama}


def _given(request: Request) -> str:
    """The key; Anthropic takes it in a header of its own too."""
    return request.headers.get("x-api-key", "") or request.headers.get("authorization", "").removeprefix("Bearer ")


def _lets_in(request: Request, key: str | None) -> bool:
    if request.dialect == "ollama":
        return True
    return bool(_given(request)) if key is None else _given(request) == key


def _text(content: object) -> str:
    """A message's content, which is a text or a list of blocks of text."""
    if isinstance(content, list):
        return "\n\n".join(str(block.get("text", "")) for block in content)
    return content if isinstance(content, str) else ""


# What an answer is


def _rendered(request: Request, answer: Answer) -> tuple[bytes, str]:
    """The answer's body, and its type."""
    words = sum(len(text.split()) for _, text in request.turns)
    counted = (words, len(answer.text.split()))
    if request.dialect == "ollama":
        return b"".join(_ollama(request, answer, counted)), "application/x-ndjson"
    body = (_openai if request.dialect == "openai" else _anthropic)(request, answer, counted)
    return json.dumps(body).encode(), "application/json"


def _openai(request: Request, answer: Answer, counted: tuple[int, int]) -> Json:
    message = {"role": "assistant", "content": answer.text or None, "refusal": answer.refusal or None}
    body = {
        "id": "chatcmpl-1",
        "object": "chat.completion",
        "created": 1_800_000_000,
        "model": request.body["model"],
        "choices": [{"index": 0, "finish_reason": answer.ended or "stop", "logprobs": None, "message": message}],
    }
    used: Json = {"prompt_tokens": counted[0], "completion_tokens": counted[1], "total_tokens": sum(counted)}
    if answer.cost is not None:
        used["cost"] = answer.cost
    return body | ({"usage": used} if answer.usage else {})


def _anthropic(request: Request, answer: Answer, counted: tuple[int, int]) -> Json:
    body = {
        "id": "msg_1",
        "type": "message",
        "role": "assistant",
        "model": request.body["model"],
        "content": [{"type": "text", "text": answer.text}] if answer.text else [],
        "stop_reason": answer.ended or "end_turn",
        "stop_sequence": None,
    }
    read, written = counted if answer.usage else (0, 0)
    return body | {"usage": {"input_tokens": read, "output_tokens": written}}


def _ollama(request: Request, answer: Answer, counted: tuple[int, int]) -> Iterator[bytes]:
    """Lines of JSON, as it streams them."""
    base = {"model": request.body["model"], "created_at": "2027-01-15T08:00:00Z"}
    half = len(answer.text) // 2
    for part in (answer.text[:half], answer.text[half:]):
        yield json.dumps(base | {"message": {"role": "assistant", "content": part}, "done": False}).encode() + b"\n"
    used = {"prompt_eval_count": counted[0], "eval_count": counted[1]} if answer.usage else {}
    end = {"message": {"role": "assistant", "content": ""}, "done": True, "done_reason": answer.ended or "stop"}
    yield json.dumps(base | end | used).encode() + b"\n"


def main() -> None:
    """Answer whoever asks, with any key, until interrupted."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, default=8082)
    parser.add_argument("--text", default="", help="what to answer; the last line of the last message if not given")
    given = parser.parse_args()
    server = ChatModelServer(port=given.port, key=None)
    if given.text:
        server.answers(Answer(given.text))
    print(f"listening on {server.url('openai')} (OpenAI) and {server.url('ollama')} (Anthropic, Ollama)", flush=True)
    server.serve_forever()


if __name__ == "__main__":
    main()
