"""A chat model that takes no time: a server that answers as one does, and what asks it.

The server is a process of its own, so that its work is not taken for the twin's, and is spoken to over HTTP on the
loopback, as a model on the same machine is.
"""

import json
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from persona.writer import Answered
from twin.prompt import Prompt

_MODEL = "fake"
_ANSWER = (
    "Measure the tyre, weigh yourself with the luggage, and start lower than the number on the sidewall. Ride ten "
    "minutes on the worst surface you will meet, then let out a little more. If the rim touches, put it back."
)


class Answers(BaseHTTPRequestHandler):
    """Answers every chat completion with the same words at once."""

    protocol_version = "HTTP/1.1"
    # An answer goes out as one packet, and is not held back for the next one.
    wbufsize = -1
    disable_nagle_algorithm = True

    def do_POST(self) -> None:
        """One chat completion, with a usage that the ledger can store."""
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        words = sum(len(message["content"].split()) for message in asked["messages"])
        body = json.dumps(_completion(words)).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the library's name
        """Nobody reads it."""


def _completion(words: int) -> dict[str, Any]:
    said = len(_ANSWER.split())
    return {
        "id": "chatcmpl-1",
        "object": "chat.completion",
        "created": 1_800_000_000,
        "model": _MODEL,
        "choices": [{"index": 0, "finish_reason": "stop", "message": {"role": "assistant", "content": _ANSWER}}],
        "usage": {"prompt_tokens": words, "completion_tokens": said, "total_tokens": words + said},
    }


@contextmanager
def served() -> Iterator[str]:
    """The server, while the block runs; its address."""
    with subprocess.Popen([sys.executable, Path(__file__)], stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout
        try:
            yield f"http://127.0.0.1:{int(server.stdout.readline())}/v1"
        finally:
            server.terminate()


class Recorded:
    """The product's own door to a model, on this server. ``asked`` are the prompts, to be asked again."""

    def __init__(self, url: str) -> None:
        # Loaded here: whoever does not ask a model does not pay for the library.
        from persona.model import connect

        self._model = connect(f"openai:{_MODEL}", url=url, key="", price=None, seconds=60)
        self.name = self._model.name
        self.asked: list[Prompt] = []

    def ask(self, prompt: Prompt) -> Answered:
        """What the model says, with what it took."""
        self.asked.append(prompt)
        return self._model.ask(prompt)

    def ask_again(self, prompts: Sequence[Prompt]) -> None:
        """The model's calls alone, one after the other."""
        for prompt in prompts:
            self._model.ask(prompt)


if __name__ == "__main__":
    with ThreadingHTTPServer(("127.0.0.1", 0), Answers) as listening:
        print(listening.server_port, flush=True)
        listening.serve_forever()
