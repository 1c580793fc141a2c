"""What the twin answers over HTTP: webhooks of the platforms, whether it is well, and its metrics."""

import asyncio
import contextlib
import socket
from collections.abc import Callable, Iterator, Sequence

import uvicorn
from prometheus_client import CollectorRegistry
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.exposition import CONTENT_TYPE_LATEST, generate_latest
from prometheus_client.registry import Collector
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from bot import reports
from bot.ledger.notices import Standing
from bot.settings import Address
from twin.errors import SettingsError, StoreError
from twin.seams import Webhook

# What is larger is nothing that a platform sends.
_LARGEST = 1_000_000


class Metrics(Collector):
    """How things stand, in the terms of Prometheus, read when it asks."""

    def __init__(self, standing: Callable[[], Standing]) -> None:
        self._standing = standing

    def collect(self) -> Iterator[Metric]:
        """The metrics, all of them counts; no word that anybody wrote."""
        at = self._standing()
        yield _gauge("twin_paused", "Whether the owner has paused the twin.", int(at.paused_at is not None))
        yield _gauge("twin_messages_waiting", "Messages for which nothing was decided yet.", at.waiting)
        age = reports.age(at).total_seconds()
        yield _gauge("twin_queue_age_seconds", "How long the oldest of them waits.", age)
        yield _gauge("twin_drafts_held", "Drafts that wait for the owner.", at.held)
        in_doubt = at.deliveries.get("in doubt", 0)
        yield _gauge("twin_deliveries_in_doubt", "Deliveries that may have arrived or not.", in_doubt)
        waiting = at.deliveries.get("waiting", 0) + at.deliveries.get("begun", 0)
        yield _gauge("twin_deliveries_waiting", "Deliveries on their way.", waiting)
        yield _counter("twin_decisions", "What was decided about messages.", ["action"], at.decisions)
        done = {state: count for state, count in at.deliveries.items() if state in ("sent", "refused", "cancelled")}
        yield _counter("twin_deliveries", "What became of deliveries.", ["state"], done)
        yield _counter("twin_errors", "Trouble by adapter.", ["adapter", "kind"], at.errors)
        calls = {model.model: model.calls for model in at.models}
        yield _counter("twin_model_calls", "Calls of language models.", ["model"], calls)
        tokens = {model.model: model.tokens for model in at.models}
        yield _counter("twin_model_tokens", "Tokens that they read and wrote.", ["model"], tokens)
        costs = {model.model: model.cost for model in at.models}
        yield _counter("twin_model_cost_dollars", "What they cost, as far as that is known.", ["model"], costs)


def _gauge(name: str, what: str, value: float) -> GaugeMetricFamily:
    return GaugeMetricFamily(name, what, value=value)


def _counter(
    name: str, what: str, labels: Sequence[str], values: dict[str, int] | dict[str, float] | dict[tuple[str, str], int]
) -> CounterMetricFamily:
    family = CounterMetricFamily(name, what, labels=labels)
    for key, value in values.items():
        family.add_metric([key] if isinstance(key, str) else list(key), value)
    return family


def metrics_app(standing: Callable[[], Standing]) -> Starlette:
    """Answers /metrics."""
    registry = CollectorRegistry(auto_describe=False)
    registry.register(Metrics(standing))

    async def metrics(_: Request) -> Response:
        try:
            text = await asyncio.to_thread(generate_latest, registry)
        except StoreError:
            return PlainTextResponse("the records cannot be read\n", 503)
        return Response(text, media_type=CONTENT_TYPE_LATEST)

    return Starlette(routes=[Route("/metrics", metrics)])


def webhook_app(webhooks: Sequence[Webhook]) -> Starlette:
    """Answers the platforms' calls, each under its own path, and /health."""

    async def health(_: Request) -> Response:
        return PlainTextResponse("well\n")

    routes: list[BaseRoute] = [Route("/health", health)]
    routes += [Route(webhook.path, _called(webhook), methods=["POST"]) for webhook in webhooks]
    return Starlette(routes=routes)


def _called(webhook: Webhook) -> Callable[[Request], "asyncio.Future[Response]"]:
    async def called(request: Request) -> Response:
        body = bytearray()
        async for chunk in request.stream():
            body += chunk
            if len(body) > _LARGEST:
                return Response(status_code=413)
        return Response(status_code=await webhook.called(dict(request.headers), bytes(body)))

    return called  # type: ignore[return-value]


class _Server(uvicorn.Server):
    """Leaves signals to the twin, which stops everything in its order."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Captures none."""
        yield


class HttpServer:
    """An application on an address."""

    def __init__(self, app: Starlette, address: Address, variable: str) -> None:
        """Raises SettingsError, which names the variable, if nobody can listen there."""
        self._socket = _bound(address, variable)
        config = uvicorn.Config(
            app, log_config=None, access_log=False, server_header=False, lifespan="off", limit_concurrency=200,
            timeout_graceful_shutdown=2, ws="none",
        )  # fmt: skip
        self._server = _Server(config)
        self._task: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Begin to answer."""
        self._task = asyncio.create_task(self._server.serve(sockets=[self._socket]))

    async def stop(self) -> None:
        """Answer what was asked, and end."""
        self._server.should_exit = True
        if self._task is not None:
            await asyncio.gather(self._task, return_exceptions=True)
        self._socket.close()


def _bound(address: Address, variable: str) -> socket.socket:
    family = socket.AF_INET6 if ":" in address[0] else socket.AF_INET
    found = socket.socket(family, socket.SOCK_STREAM)
    try:
        found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        found.bind(address)
    except OSError as error:
        found.close()
        why = (error.strerror or str(error)).lower()
        raise SettingsError(f"{variable}: nobody can listen on {address[0]}:{address[1]} ({why}).") from error
    return found
