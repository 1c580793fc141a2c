"""What a message costs from end to end, beside what its embedding alone costs, and step by step.

Usage: ``python benchmarks/overhead.py [--rounds 3]``. The example owner is served as ``twin run`` serves: ledger,
conversations, recall with the real embedder, policy, outbox; the platform is one in this process that delivers at
once. Conversations write 10 messages each: first one message at a time in all of them together, which tells
processor time and waiting; then all of them side by side, which tells how many messages get through in a second.

It is done with ``quote``, and with a chat model that takes no time, asked over HTTP (``chat_model.py``), whose drafts
do not wait here.

Every run is a process of its own, with a warm-up before. Other programs make figures worse and never better: of the
rounds, the one with the least processor time is shown. Steps are measured in a run of their own, since measuring
takes time too, by the processor time of the thread that does them; a step counts without the steps within it. The
whole is that of the run without measuring, and what is left of it is told as the rest.
"""

import argparse
import asyncio
import json
import os
import random
import resource
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter, defaultdict
from collections.abc import AsyncIterator, Awaitable, Iterator, Sequence
from contextlib import asynccontextmanager, closing, contextmanager
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, datetime
from functools import cached_property, partial
from pathlib import Path
from typing import Any, TypeVar, cast

from chat_model import Recorded, served
from scratch import Silent, chosen, percentiles, read_json, run, table, warmed

from bot import compose, example, log
from bot.answering import Answered, Answering, Parts
from bot.changes import Held
from bot.engine import Engine
from bot.ledger import Ledger
from bot.run import Running
from memory.embedder import Embedder, Vectors
from persona.profile import load
from twin.draft import Action, Autonomy, Mode
from twin.errors import Refused, TwinError
from twin.knowledge import Audience
from twin.message import Contact, Conversation, Delivery, Message
from twin.seams import Notify, Panel, Receive, Webhook
from twin.voice import Sound

_GOAL_MS = 30
_GOAL_MB = 400
_SEED = 7
_CONVERSATIONS = 20
_EACH = 10
_MESSAGES = _CONVERSATIONS * _EACH
_WARM_UP = 20
# Between two messages that come one at a time, in seconds: what is still written down about the first is not the
# second's waiting.
_PAUSE = 0.02

_WAYS = (
    "{}",
    "hi! {}",
    "hey Mira, {}",
    "quick question: {}",
    "{} thanks!",
    "sorry to bother you, {}",
    "a friend sent me here. {}",
    "{} asking for a friend",
    "ok, and another thing: {}",
    "{} I have been wondering for weeks",
    "good morning, {}",
    "hello from Utrecht! {}",
    "long time reader here. {}",
)
_SMALL_TALK = ("thanks!", "thank you so much", "ok", "hi", "great 👍", "haha", "good night", "cool, thanks")
_FOLLOW_UPS = (
    "and in winter?",
    "what about the rear one?",
    "why is that?",
    "where did you write about it?",
    "is it expensive?",
    "how long does it take?",
    "my sister says the opposite",
    "I tried that and it did not work",
    "would you do it again?",
    "are you sure?",
    "is that you, Mira, or software?",
    "I would like a refund for the wheel",
    "when are you open",
    "the chain still jumps under load",
    "and with tubeless tyres?",
    "can you say that again in other words?",
)
_KINDS = ("question", "small talk", "follow-up")
_SHARES = (0.7, 0.12, 0.18)

_RECEIVE = "ledger: receive"
_DECIDE = "ledger: burst and decision"
_OUTBOX = "ledger: outbox"
_DISCLOSURE = "disclosure"
_EXACT = "exact words"
_RECALL = "recall"
_WRITER = "writer"
_GUARD = "guard"
_POLICY = "policy, engine"
_EMBEDDING = "embedding, for "
_LOOP = "event loop"
_HOPS = "rest of the worker threads"
_NATIVE = "threads of onnxruntime and Chroma"
_REST = "rest"
_STEPS = (
    _RECEIVE,
    _DECIDE,
    _DISCLOSURE,
    _EXACT,
    *(f"{_EMBEDDING}{asker}" for asker in (_DISCLOSURE, _EXACT, _RECALL, _WRITER)),
    _RECALL,
    _WRITER,
    _GUARD,
    _POLICY,
    _OUTBOX,
    _LOOP,
    _HOPS,
    _NATIVE,
)

_T = TypeVar("_T")


class Clock:
    """Adds up the processor time that steps take in their threads, each without the steps within it."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = defaultdict(float)
        self._within = threading.local()
        self._lock = threading.Lock()

    @property
    def step(self) -> str:
        """The step that this thread is in."""
        steps: list[str] = getattr(self._within, "steps", [])
        return steps[-1] if steps else ""

    @contextmanager
    def running(self, step: str) -> Iterator[None]:
        """Counts the block for this step, and no longer for the one around it."""
        steps: list[str] = vars(self._within).setdefault("steps", [])
        self._count(steps)
        steps.append(step)
        try:
            yield
        finally:
            self._count(steps)
            steps.pop()

    def _count(self, steps: Sequence[str]) -> None:
        now = time.thread_time()
        if steps:
            with self._lock:
                self.seconds[steps[-1]] += now - self._within.since
        self._within.since = now


class Timed:
    """Stands for another object, and counts its methods as one step."""

    def __init__(self, real: object, clock: Clock, step: str) -> None:
        self._real = real
        self._clock = clock
        self._step = step

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - it is whatever the other one has
        found = getattr(self._real, name)
        if not callable(found):
            return found

        def method(*arguments: Any, **named: Any) -> Any:  # noqa: ANN401
            with self._clock.running(self._step):
                return found(*arguments, **named)

        return method


def timed(real: _T, clock: Clock, step: str) -> _T:
    """The same, with its methods counted."""
    return cast("_T", Timed(real, clock, step))


class TimedEmbedder:
    """An embedder, counted by who asks it. ``asked`` is how often, ``met`` how often for each text."""

    def __init__(self, real: Embedder, clock: Clock) -> None:
        self.name = real.name
        self.dimensions = real.dimensions
        self.asked: Counter[str] = Counter()
        self.met: Counter[str] = Counter()
        self._real = real
        self._clock = clock

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Vectors of the texts."""
        asker = self._clock.step
        self.asked[asker] += 1
        self.met.update(texts)
        with self._clock.running(f"{_EMBEDDING}{asker}"):
            return self._real.embed(texts)


@dataclass(frozen=True)
class TimedKnowledge(compose.Knowledge):
    """What the twin knows, its embedder counted."""

    clock: Clock = field(default_factory=Clock)

    @cached_property
    def embedder(self) -> Embedder:
        """The model, counted."""
        return TimedEmbedder(super().embedder, self.clock)


class Platform:
    """An adapter in this process: it delivers at once, and tells when all of an answer is there."""

    name = "here"
    webhook: Webhook | None = None
    panel: Panel | None = None

    def __init__(self) -> None:
        self.open = asyncio.Event()
        self.actions: Counter[str] = Counter()
        self.delivered = 0
        self._receive: Receive | None = None
        self._answered: dict[str, asyncio.Future[None]] = {}
        self._left: dict[str, int] = {}
        self._loop = asyncio.get_running_loop()

    async def say(self, message: Message) -> tuple[float, bool]:
        """Let a contact write; the seconds until all of the answer was there, and whether there was one."""
        assert self._receive
        key = message.conversation.key
        answered = self._answered[key] = self._loop.create_future()
        begun = time.perf_counter()
        await self._receive(message)
        await answered
        return time.perf_counter() - begun, key in self._left

    def decided(self, done: Answered) -> None:
        """So many texts are going to be delivered. Called from any thread, before the outbox hears of it."""
        key, texts = done.burst.conversation.key, len(done.decision.reply.texts)
        self.actions[done.decision.action.value] += 1
        if texts:
            self._left[key] = texts
        else:
            self._left.pop(key, None)
            self._loop.call_soon_threadsafe(self._answered[key].set_result, None)

    async def start(self, receive: Receive, notify: Notify) -> None:
        """From now on ``say`` is heard."""
        self._receive = receive
        self.open.set()

    async def stop_listening(self) -> None:
        """Nobody writes any more."""

    async def close(self) -> None:
        """Nothing to be closed."""

    def parts(self, text: str) -> Sequence[str]:
        """The text as it is."""
        return (text,)

    def answerable_until(self, conversation: str, asked_at: datetime) -> datetime | None:
        """Messages can be answered for good."""
        return None

    async def take_back(self, conversation: str, reference: str, address: str) -> None:
        """Nothing is kept that could be deleted."""

    @property
    def sends(self) -> frozenset[str]:
        """Texts alone."""
        return frozenset()

    async def fetch(self, sound: Sound, to: Path, most: int) -> None:
        """Nobody speaks here."""
        raise Refused("nobody speaks here")

    @property
    def finds(self) -> bool:
        """Nothing is ever in doubt."""
        return False

    async def find(self, delivery: Delivery) -> str | None:
        """Nothing is kept that could be found."""
        return None

    async def settled(self, conversation: str, reference: str, *, waits: bool) -> None:
        """Nobody waits."""

    async def turn(self, conversation: str) -> None:
        """It is always one's turn."""

    async def deliver(self, delivery: Delivery) -> str:
        """Count it."""
        self.delivered += 1
        self._left[delivery.conversation] -= 1
        if not self._left[delivery.conversation]:
            self._answered[delivery.conversation].set_result(None)
        return f"sent/{delivery.id}"

    @asynccontextmanager
    async def working(self, conversation: str) -> AsyncIterator[None]:
        """Nobody is shown that somebody types."""
        assert conversation
        yield


@dataclass(frozen=True)
class Watched(Answering):
    """Answering, with the platform told what was decided."""

    platform: Platform = field(kw_only=True)

    def next(self, conversation: str, parts: Parts) -> Answered | None:
        """Decide about the next burst."""
        done = super().next(conversation, parts)
        if done:
            self.platform.decided(done)
        return done


class Writings:
    """What people write: the example's questions put in several ways, none of them twice, with small talk between."""

    def __init__(self) -> None:
        self._random = random.Random(_SEED)
        asked = [one["ask"] for one in read_json(example.folder() / "questions.json")]
        self._questions = [way.format(question) for question in asked for way in _WAYS]
        self._random.shuffle(self._questions)
        self._count = 0

    def conversations(self, count: int, each: int) -> list[list[Message]]:
        """So many new people, with so many messages each."""
        return [self._conversation(each) for _ in range(count)]

    def _conversation(self, length: int) -> list[Message]:
        self._count += 1
        person = f"here/{self._count}"
        where, sender = Conversation(person, person), Contact(person, f"Reader {self._count}", Audience.PUBLIC)
        return [
            Message(f"{person}/{number}", where, sender, self._text(), datetime.now(UTC), str(number))
            for number in range(length)
        ]

    def _text(self) -> str:
        [kind] = self._random.choices(_KINDS, _SHARES)
        if kind == "question":
            return self._questions.pop()
        return self._random.choice(_SMALL_TALK if kind == "small talk" else _FOLLOW_UPS)


@dataclass(slots=True)
class Load:
    """What a load of messages took: seconds of the processor and of the clock, and each answer's seconds."""

    processor: float = 0.0
    seconds: float = 0.0
    waits: list[float] = field(default_factory=list)
    steps: dict[str, float] = field(default_factory=dict)
    # How often the embedder was asked, by whom; the texts that it was given, and how many of them it had had before.
    embedded: dict[str, int] = field(default_factory=dict)
    texts: int = 0
    again: int = 0

    def waited(self, answer: tuple[float, bool]) -> None:
        """Take up how long somebody waited, if they got an answer."""
        seconds, answered = answer
        if answered:
            self.waits.append(seconds)


@dataclass(frozen=True, slots=True)
class Result:
    """What a process found out."""

    alone: Load
    together: Load
    memory: float
    actions: dict[str, int]
    delivered: int
    embedding: float
    # The bare calls of the model, and how many those were.
    model: float
    calls: int


class Bench:
    """A twin in this process that people write to."""

    def __init__(self, folder: Path, url: str, clock: Clock | None) -> None:
        self._settings = chosen()
        self._clock = clock
        if clock:
            self._knowledge: compose.Knowledge = TimedKnowledge(self._settings, folder, clock=clock)
        else:
            self._knowledge = compose.Knowledge(self._settings, folder)
        self._profile = load(example.folder() / "owner.toml")
        self._model = Recorded(url) if url else None

    def run(self) -> Result:
        """Serve, let them write, and do the baselines."""
        with closing(Ledger(self._settings.data / "ledger.db")) as ledger:
            platform, loads = asyncio.run(self._serve(ledger))
        # It counts what the process had before it was this one: the one that starts it has no model loaded.
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        alone, together, texts, asked = loads
        embedder = self._knowledge.embedder
        begun = time.process_time()
        for text in texts:
            embedder.embed([text])
        embedding = time.process_time() - begun
        begun = time.process_time()
        if self._model:
            self._model.ask_again(asked)
        model = time.process_time() - begun
        return Result(alone, together, memory, dict(platform.actions), platform.delivered, embedding, model, len(asked))

    def _engine(self, ledger: Ledger) -> Engine:
        engine = compose.engine(self._knowledge, self._profile, ledger.acquaintances, model=self._model)
        clock = self._clock
        if not clock:
            return engine
        engine = replace(
            engine,
            disclosure=timed(engine.disclosure, clock, _DISCLOSURE),
            alarm=timed(engine.alarm, clock, _DISCLOSURE),
            exact=timed(engine.exact, clock, _EXACT),
            recaller=timed(engine.recaller, clock, _RECALL),
            writer=timed(engine.writer, clock, _WRITER),
            guard=timed(engine.guard, clock, _GUARD),
        )
        return timed(engine, clock, _POLICY)

    async def _serve(self, ledger: Ledger) -> tuple[Platform, tuple[Load, Load, list[str], list[Any]]]:
        warmed(self._knowledge.embedder)
        if self._knowledge.index.needs_mending():
            self._knowledge.index.merge()
        platform = Platform()
        if self._clock:
            ledger.inbox = timed(ledger.inbox, self._clock, _RECEIVE)
            ledger.decisions = timed(ledger.decisions, self._clock, _DECIDE)
            ledger.outbox = timed(ledger.outbox, self._clock, _OUTBOX)
        settings, profile = self._settings, self._profile
        parts = (ledger, self._engine(ledger), profile, settings.rules, settings.quiet, Autonomy(Mode.AUTO))
        answering: Answering = Watched(*parts, platform=platform)
        if self._clock:
            answering = timed(answering, self._clock, _POLICY)
        desk = partial(compose.desk, self._knowledge, profile, ledger)
        running = asyncio.create_task(Running(Held(settings, self._knowledge), answering, [platform], desk).serve())
        await platform.open.wait()
        try:
            return platform, await self._loads(ledger, platform)
        finally:
            # Told to stop, it would end this process in the end.
            running.cancel()
            await asyncio.gather(running, return_exceptions=True)

    async def _loads(self, ledger: Ledger, platform: Platform) -> tuple[Load, Load, list[str], list[Any]]:
        writings = Writings()
        await _side_by_side(ledger, platform, writings.conversations(2, _WARM_UP // 2), Load())
        conversations = writings.conversations(_CONVERSATIONS, _EACH)
        platform.actions.clear()
        platform.delivered = 0
        first = len(self._model.asked) if self._model else 0
        alone = await self._counted(_one_at_a_time(ledger, platform, conversations, load := Load()), load)
        asked = self._model.asked[first:] if self._model else []
        actions, delivered = platform.actions.copy(), platform.delivered
        others = writings.conversations(_CONVERSATIONS, _EACH)
        together = await self._counted(_side_by_side(ledger, platform, others, load := Load()), load)
        platform.actions, platform.delivered = actions, delivered
        texts = [message.text for conversation in conversations for message in conversation]
        return alone, together, texts, asked

    async def _counted(self, work: Awaitable[None], load: Load) -> Load:
        """The load, with what it took."""
        embedder = self._knowledge.embedder
        if self._clock:
            self._clock.seconds.clear()
        if isinstance(embedder, TimedEmbedder):
            embedder.asked.clear()
            embedder.met.clear()
        threads, begun, processor = _python_threads(), time.perf_counter(), time.process_time()
        await work
        load.processor, load.seconds = time.process_time() - processor, time.perf_counter() - begun
        if self._clock:
            load.steps = dict(self._clock.seconds)
            spent = {thread: seconds - threads.get(thread, 0.0) for thread, seconds in _python_threads().items()}
            main = spent.pop(threading.get_ident())
            load.steps[_LOOP] = main
            load.steps[_HOPS] = sum(spent.values()) - sum(self._clock.seconds.values())
            load.steps[_NATIVE] = load.processor - main - sum(spent.values())
        if isinstance(embedder, TimedEmbedder):
            load.embedded, load.texts = dict(embedder.asked), embedder.met.total()
            load.again = load.texts - len(embedder.met)
        return load


def _python_threads() -> dict[int, float]:
    """The processor time of every thread that runs Python."""
    threads = [thread.ident for thread in threading.enumerate() if thread.ident]
    return {thread: time.clock_gettime(time.pthread_getcpuclockid(thread)) for thread in threads}


async def _one_at_a_time(
    ledger: Ledger, platform: Platform, conversations: Sequence[Sequence[Message]], load: Load
) -> None:
    for messages in zip(*conversations, strict=True):
        for message in messages:
            load.waited(await platform.say(message))
            await asyncio.sleep(_PAUSE)
    await _nothing_left(ledger)


async def _side_by_side(
    ledger: Ledger, platform: Platform, conversations: Sequence[Sequence[Message]], load: Load
) -> None:
    async def writing(messages: Sequence[Message]) -> None:
        for message in messages:
            load.waited(await platform.say(message))

    await asyncio.gather(*map(writing, conversations))
    await _nothing_left(ledger)


async def _nothing_left(ledger: Ledger) -> None:
    """Wait until all of it is written down."""
    while ledger.decisions.waiting() or ledger.outbox.conversations():  # noqa: ASYNC110 - other tasks change it
        await asyncio.sleep(0.005)


# What a process of its own does.


def _learn(folder: Path) -> None:
    knowledge = compose.Knowledge(chosen(), folder)
    example.learn(knowledge, Silent())
    # So little would not be worth an index, and Chroma's memory would not be counted.
    knowledge.index.merge()
    knowledge.store.close()


def _measure(folder: Path, url: str, *, steps: bool) -> None:
    log.to_stderr()
    print(json.dumps(asdict(Bench(folder, url, Clock() if steps else None).run())))


def _process(folder: Path, *arguments: str) -> str:
    """Run this file as a process of its own, with the settings of a twin that answers everybody; what it prints."""
    with tempfile.TemporaryDirectory(prefix="twin-benchmark-") as data:
        settings = {
            "TWIN_DATA": data,
            "TWIN_MODELS": str(chosen().models_folder),
            "TWIN_ADMITS": "everyone",
            "TWIN_QUIET": "0",
            "TWIN_CONTACT_LIMIT": "0",
            "TWIN_CONVERSATION_LIMIT": "0",
            "TWIN_HTTP": "",
            "TWIN_METRICS": "",
        }
        command = [sys.executable, __file__, "--folder", str(folder), *arguments]
        done = subprocess.run(command, env=os.environ | settings, capture_output=True, text=True, check=False)
    if done.returncode:
        raise TwinError(f"a run of the benchmark failed:\n{done.stderr[-3000:]}")
    return done.stdout


def _result(folder: Path, *arguments: str) -> Result:
    found = json.loads(_process(folder, "--measure", *arguments))
    return Result(**found | {"alone": Load(**found["alone"]), "together": Load(**found["together"])})


# What is told.


def _ms(seconds: float) -> float:
    return seconds * 1000 / _MESSAGES


def _least(results: Sequence[Result]) -> Result:
    return min(results, key=lambda result: result.alone.processor)


def _tell(whole: dict[str, list[Result]], steps: dict[str, list[Result]]) -> None:
    best = {writer: _least(results) for writer, results in whole.items()}
    rows: list[list[object]] = []
    for writer, result in best.items():
        alone, together = result.alone, result.together
        bare = _ms(result.embedding) + _ms(result.model)
        rows.append(
            [
                writer,
                f"{_ms(alone.processor):.1f}",
                f"×{_ms(alone.processor) / bare:.2f}",
                " / ".join(percentiles(alone.waits)),
                f"{_ms(together.processor):.1f}",
                " / ".join(percentiles(together.waits)),
                f"{_MESSAGES / together.seconds:.0f}",
                f"{result.memory:.0f}",
                f"{_met(_ms(alone.processor), _GOAL_MS)} / {_met(result.memory, _GOAL_MB)}",
            ]
        )
    head = ["writer", "CPU ms", "of the bare work", "p50 / p95 ms", "CPU ms, side by side", "p50 / p95 ms"]
    goals = f"{_GOAL_MS} ms / {_GOAL_MB} MB met"
    print(f"{_MESSAGES} messages in {_CONVERSATIONS} conversations; for each message:\n")
    print(table([*head, "messages/s", "MB at most", goals], rows))
    for writer, result in best.items():
        _tell_bare(writer, result, sorted(_ms(other.alone.processor) for other in whole[writer]))
    print()
    _tell_steps(best, {writer: _least(results) for writer, results in steps.items()})


def _met(figure: float, goal: float) -> str:
    return "yes" if figure <= goal else "no"


def _tell_bare(writer: str, result: Result, rounds: Sequence[float]) -> None:
    actions = ", ".join(f"{count} {action.value}" for action in Action if (count := result.actions.get(action.value)))
    calls = f", the model's {result.calls} bare calls {_ms(result.model):.1f} ms" if result.calls else ""
    all_rounds = ", ".join(f"{figure:.1f}" for figure in rounds)
    print(f"\n{writer}: bare work: each message embedded once {_ms(result.embedding):.1f} ms{calls}.")
    print(f"{actions}; {result.delivered} deliveries. CPU ms of all rounds: {all_rounds}.")


def _tell_steps(whole: dict[str, Result], steps: dict[str, Result]) -> None:
    columns = [(steps[writer].alone.steps, whole[writer].alone.processor) for writer in whole]
    rows = [
        [step, *(_share(spent.get(step, 0.0), processor) for spent, processor in columns)]
        for step in _STEPS
        if any(step in spent for spent, _ in columns)
    ]
    rows.append([_REST, *(_share(processor - sum(spent.values()), processor) for spent, processor in columns)])
    rows.append(["all", *(_share(processor, processor) for _, processor in columns)])
    print(table(["CPU ms of", *whole], rows))
    for writer, result in steps.items():
        load = result.alone
        told = ", ".join(f"{asked} times for {asker}" for asker, asked in load.embedded.items())
        print(f"\n{writer}: the embedder was asked {told}; {load.again} of {load.texts} texts not for the first time.")


def _share(seconds: float, processor: float) -> str:
    return f"{_ms(seconds):.2f} ({seconds / processor:.0%})"


def main() -> None:
    """Learn, let people write, tell; or one of these, as a process of its own."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=3)
    for own in ("--learn", "--measure", "--steps"):
        parser.add_argument(own, action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("--folder", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--url", default="", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.learn:
        _learn(given.folder)
    elif given.measure:
        _measure(given.folder, given.url, steps=given.steps)
    else:
        _all(given.rounds)


def _all(rounds: int) -> None:
    whole: dict[str, list[Result]] = defaultdict(list)
    steps: dict[str, list[Result]] = defaultdict(list)
    with tempfile.TemporaryDirectory(prefix="twin-benchmark-") as temporary, served() as url:
        folder = Path(temporary)
        _process(folder, "--learn")
        for _ in range(rounds):
            for writer, asked in (("quote", ()), ("model", ("--url", url))):
                whole[writer].append(_result(folder, *asked))
                steps[writer].append(_result(folder, "--steps", *asked))
    _tell(whole, steps)


if __name__ == "__main__":
    run(main)
