"""``twin run``: serves every platform that has its token, until it is told to stop."""

import asyncio
import json
import logging
import os
import re
import signal
import sys
import threading
from collections.abc import Coroutine, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, suppress
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from bot import changes, commands, compose, folder, lock, log, mishaps, reports, settings, terminal
from bot.answering import Answering
from bot.changes import Held, Interruptible, Stopped
from bot.conversations import Conversations
from bot.desk import leaning
from bot.desk.counter import Counter
from bot.desk.desk import Desk
from bot.desk.screen import Screen
from bot.desk.served import Served
from bot.desk.teaching import Patient
from bot.lanes import Lanes
from bot.ledger import Ledger
from bot.ledger.history import Written
from bot.ledger.orders import Line, Order
from bot.listening import Listening, Patience
from bot.live import KeepingFresh
from bot.noting import Notes
from bot.outbox import Outbox
from bot.owner_file import MakeDesk, OwnerFile
from bot.remembering import Remembering
from bot.server import HttpServer, metrics_app, webhook_app
from bot.speaking import Allowance, Speaking
from memory.importers.records import ChatMessage
from twin.errors import AdapterError, DeliveryError, ProfileError, Refused, SettingsError, StoreError, TwinError
from twin.message import Arrival, Deletion, Edit, Message, Moved, Notice, OwnerWrote, Press
from twin.seams import Adapter

_log = logging.getLogger("twin")

# How long each part may take to stop, in seconds; with what comes between, less than ten.
_HUSH = 2.0
_FINISH_ANSWERS = 3.0
_FINISH_DELIVERIES = 2.0
# After so long, whatever still runs is left: everything that counts is on the disk.
_PATIENCE = 9.0
# How often to look for commands of other processes, in seconds.
_ORDERS = 0.25
# Commands that have waited longer than this when the twin starts are not done any more, in seconds.
_STALE = 60.0
_THREADS = 32
# How often to look whether owner.toml was edited, in seconds.
_WATCH = 1.0
# How often to look whether something has waited for too long, in seconds.
_TEND = 20.0
# Notices that are known to have been told; some name a time, and there is no end to those.
_TOLD = 1000
# Messages of a conversation that are looked at to learn what the owner wrote there.
_HEARD = 50


def run() -> None:
    """``twin run``; before any platform has a token, the console."""
    chosen = settings.read()
    if not folder.set_up(chosen):
        raise ProfileError("there is nobody to answer for yet: `twin init`, then `twin learn` what you have written.")
    profile = folder.owner_of(chosen)
    if not compose.serves_any(chosen):
        if not sys.stdin.isatty():
            raise SettingsError(
                "no platform has a token, so there is nothing to serve: set TWIN_TELEGRAM_TOKEN or TWIN_DISCORD_TOKEN, "
                f"in the environment or in a file .env in {Path.cwd()}."
            )
        terminal.say("No platform has a token (TWIN_TELEGRAM_TOKEN, TWIN_DISCORD_TOKEN), so this is the console.\n")
        commands.chat(None, (), why=False, as_json=False)
        return
    log.to_stderr()
    with lock.writing(chosen.data, changes.SERVING), folder.opened(chosen, chosen.data) as knowledge:
        # Made before there are threads that would make them twice.
        knowledge.learner  # noqa: B018
        if knowledge.index.needs_mending():
            _log.info("mending the search index")
            knowledge.index.merge()
        with closing(Ledger(chosen.data / "ledger.db")) as ledger:
            ledger.owners.appoint(profile.desks)
            owner_file = OwnerFile(chosen, knowledge, profile)
            adapters = compose.adapters(chosen, ledger, lambda: owner_file.profile)
            serving = Running(
                Held(chosen, knowledge), owner_file.answering(ledger), adapters, owner_file.desk(ledger), owner_file
            )
            asyncio.run(serving.serve())


class Running:
    """A twin that serves its platforms."""

    def __init__(
        self,
        held: Held,
        answering: Answering,
        adapters: Sequence[Adapter],
        make_desk: MakeDesk,
        owner_file: OwnerFile | None = None,
    ) -> None:
        self._make_desk = make_desk
        self._owner_file = owner_file
        self._settings = held.settings
        self._knowledge = held.knowledge
        self._ledger = answering.ledger
        self._adapters: Mapping[str, Adapter] = {adapter.name: adapter for adapter in adapters}
        self._stop = asyncio.Event()
        self._stopping = threading.Event()
        self._held = Held(
            held.settings, held.knowledge, partial(Interruptible, self._stopping), serving=True, served_desk=self._desk
        )
        self._paused = self._ledger.notices.paused_at() is not None
        # One change of what is known at a time.
        self._changing = asyncio.Lock()
        self._taking_back = asyncio.Lock()
        self._outbox = Outbox(
            self._ledger, self._adapters, self._settings.on_doubt == "repeat", self.notify, self._is_paused,
            self._moved, self._settings.voice_wait.total_seconds(),
        )  # fmt: skip
        self._speaking = self._with_voice()
        self._listening = self._with_ears()
        self._conversations = Conversations(
            answering, self._adapters, self._settings.quiet.total_seconds(), self.notify, self._answered,
            self._is_paused, self._listening.hear if self._listening else None,
        )  # fmt: skip
        self._hearing = Lanes(self._hear, at_once=1)
        self._remembering = Remembering(self._ledger, self._notes, self._is_paused)
        self._servers: list[HttpServer] = []
        self._told: set[Notice] = set()
        self._waking: set[asyncio.Future[None]] = set()

    def _notes(self) -> Notes:
        return compose.notes(self._knowledge, self._owner_file.profile if self._owner_file else None)

    def _with_voice(self) -> Speaking:
        chosen, owner = self._settings, self._owner_file
        return Speaking(
            ledger=self._ledger,
            speaker=lambda: owner.speaker if owner else None,
            data=chosen.data,
            allowance=Allowance(chosen.voice_day_budget, chosen.voice_contact_budget),
            adapters=self._adapters,
            notify=self.notify,
            ready=self._outbox.wake,
            paused=self._is_paused,
        )

    def _with_ears(self) -> Listening | None:
        chosen = self._settings
        transcriber = compose.transcriber(chosen)
        if transcriber is None:
            return None
        patience = Patience(chosen.listen_longest, chosen.listen_budget, chosen.keep_sound)
        return Listening(
            lambda: self._conversations.answering, transcriber, chosen.data, patience, self._adapters, self.notify
        )

    async def serve(self) -> None:
        """Serve until told to stop. Raises AdapterError if no platform lets the twin in, SettingsError, StoreError."""
        # Answers and changes may take long; what arrives must find a thread nevertheless.
        asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor(_THREADS, "twin"))
        self._listen_to_signals()
        self._open_servers()
        await asyncio.to_thread(self._recover)
        self._open_desk()
        orders = [asyncio.create_task(self._follow(at_once=at_once)) for at_once in (True, False)]
        fresh = KeepingFresh(self._settings, self._learn_folder, self.notify)
        orders += [asyncio.create_task(work) for work in (self._watch(), self._tend(), fresh.run())]
        try:
            await self._start_adapters()
            await self._tell_faults()
            await self._wake()
            admits = sorted(self._settings.admits)
            await asyncio.to_thread(self._ledger.notices.note, reports.OPEN_TO, json.dumps(admits))
            paused = "; paused" if self._paused else ""
            _log.info("serving %s, open to %s%s", ", ".join(self._adapters), reports.opened(admits), paused)
            await self._stop.wait()
        finally:
            for following in orders:
                following.cancel()
            await self._close()
            await asyncio.gather(*orders, return_exceptions=True)

    def _open_desk(self) -> None:
        """The owner's side: what they see, and what they wish for."""
        platforms = Served(self._adapters, asyncio.get_running_loop(), self._decided)
        desk = self._make_desk(platforms)
        patient = replace(desk, teacher=Patient(desk.teacher, self._changing.locked))
        self._screen = Screen(patient, self._adapters, partial(leaning.pieces, known=self._knowledge.store))
        self._counter = Counter(patient, self._screen, self._adapters, self._wished)
        self._platforms = platforms
        for adapter in self._adapters.values():
            if adapter.panel is not None:
                adapter.panel.ask_with(self._counter.form)

    def _desk(self) -> Desk:
        return self._counter.desk

    def _recover(self) -> None:
        """Settle what a process that is gone has left."""
        if cut_off := self._outbox.recover():
            _log.warning("%d deliveries were cut off: `twin doubts` lists what is in doubt", cut_off)
        if self._owner_file is not None and self._owner_file.speaker is None:
            self._ledger.aloud.withdraw()
        self._ledger.orders.expire(_STALE, 1, [("twin: the twin was not running; ask again.", True)])

    def stop(self) -> None:
        """Begin to stop; the second time, at once."""
        if self._stop.is_set():
            os._exit(0)
        _log.info("stopping")
        self._stop.set()
        self._stopping.set()
        # Threads cannot be cut off; what they were doing is done again at the next start.
        last = threading.Timer(_PATIENCE, os._exit, [0])
        last.daemon = True
        last.start()

    def _listen_to_signals(self) -> None:
        loop = asyncio.get_running_loop()
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(number, self.stop)

    def _open_servers(self) -> None:
        webhooks = [adapter.webhook for adapter in self._adapters.values() if adapter.webhook is not None]
        if webhooks and self._settings.http is None:
            raise SettingsError("a platform is to call the twin, so TWIN_HTTP has to say where it listens.")
        if self._settings.http is not None:
            self._servers.append(HttpServer(webhook_app(webhooks), self._settings.http, "TWIN_HTTP"))
        if self._settings.metrics is not None:
            app = metrics_app(self._ledger.notices.standing)
            self._servers.append(HttpServer(app, self._settings.metrics, "TWIN_METRICS"))
        for server in self._servers:
            server.start()

    async def _start_adapters(self) -> None:
        refused: list[AdapterError] = []
        for adapter in self._adapters.values():
            try:
                await adapter.start(self.receive, self.notify)
            except AdapterError as error:
                refused.append(error)
                if len(refused) == len(self._adapters):
                    raise
                await self.notify(Notice(adapter.name, "refused", str(error)))

    async def _close(self) -> None:
        adapters = self._adapters.values()
        await _all([adapter.stop_listening() for adapter in adapters], _HUSH)
        await self._conversations.stop(_FINISH_ANSWERS)
        await self._counter.stop(0.5)
        await self._speaking.stop(0.5)
        await self._outbox.stop(_FINISH_DELIVERIES)
        await self._screen.stop(0.5)
        await self._hearing.stop(0.5)
        await self._remembering.stop(0.5)
        await _all([adapter.close() for adapter in adapters] + [server.stop() for server in self._servers], 1.0)

    async def _wake(self) -> None:
        """Take up everything that waits."""
        for conversation in await asyncio.to_thread(self._ledger.decisions.waiting):
            self._conversations.wake(conversation)
        for conversation in await asyncio.to_thread(self._ledger.outbox.conversations):
            self._outbox.wake(conversation)
        for conversation in await asyncio.to_thread(self._ledger.aloud.conversations):
            self._speaking.wake(conversation)
        for conversation in await asyncio.to_thread(self._ledger.wishes.conversations):
            self._counter.wake(conversation)
        await self._screen.wake_all()
        self._begin(self._counter.menus.show())
        await self._remembering.wake_all()
        history = self._ledger.history
        self._begin(self._take_back())
        for conversations in (history.owner_wrote, history.to_unlearn):
            for conversation in await asyncio.to_thread(conversations):
                self._hearing.wake(conversation)

    # What arrives.

    async def receive(self, arrival: Arrival) -> None:
        """Keep what arrived; when this returns, it is on the disk. Raises StoreError."""
        if not await asyncio.to_thread(self._ledger.inbox.receive, arrival):
            if isinstance(arrival, Press):
                # The platform may wait to be told that it has arrived before it is told anything about it.
                self._begin(self._counter.refuse(arrival))
            return
        match arrival:
            case Message():
                self._conversations.heard(arrival.conversation.key)
                self._counter.wake(arrival.conversation.key)
            case Press():
                self._counter.wake(arrival.conversation.key)
            case Edit(message):
                self._conversations.heard(message.conversation.key)
                self._remembering.wake(message.conversation.key)
            case OwnerWrote(message):
                self._hearing.wake(message.conversation.key)
                self._remembering.wake(message.conversation.key)
                await self._screen.wake_all()
            case Deletion():
                # What lies within a channel that is gone is forgotten with it.
                unheard = [] if arrival.references else await asyncio.to_thread(self._ledger.history.to_unlearn)
                for conversation in (arrival.conversation.key, *unheard):
                    self._hearing.wake(conversation)
                await self._screen.wake_all()
                self._begin(self._take_back())
            case Moved():
                self._moved(arrival.after)
            case _:
                pass

    def _moved(self, conversation: str) -> None:
        self._conversations.wake(conversation)
        self._speaking.wake(conversation)
        self._outbox.wake(conversation)

    def _decided(self, conversation: str) -> None:
        """The owner has decided something there."""
        self._conversations.wake(conversation)
        self._speaking.wake(conversation)
        self._outbox.wake(conversation)
        self._wake_screen()

    def _answered(self, conversation: str) -> None:
        """The twin has decided something there."""
        self._remembering.wake(conversation)
        self._speaking.wake(conversation)
        self._outbox.wake(conversation)
        self._wake_screen()

    async def _wished(self) -> None:
        """The owner has had something done at their desk."""
        before, self._paused = self._paused, await asyncio.to_thread(self._ledger.notices.paused_at) is not None
        if before and not self._paused:
            await self._wake()

    async def _take_back(self) -> None:
        """Delete what was said to messages that were deleted, if the owner wants that."""
        if not self._settings.take_back:
            return
        try:
            async with self._taking_back:
                for platform, adapter in self._adapters.items():
                    for answer in await asyncio.to_thread(self._ledger.outbox.of_deleted, platform):
                        await self._take_back_one(adapter, *answer)
        except StoreError as error:
            _log.error("%s", error)

    async def _take_back_one(self, adapter: Adapter, id_: int, conversation: str, reference: str, address: str) -> None:
        outbox = self._ledger.outbox
        try:
            await adapter.take_back(conversation, reference, address)
        except Refused:
            await asyncio.to_thread(outbox.kept, id_)
        except DeliveryError as error:
            _log.info("%s: an answer was not taken back yet (%s)", conversation, error)
        else:
            await asyncio.to_thread(outbox.taken_back, id_)

    def _wake_screen(self) -> None:
        self._begin(self._screen.wake_all())

    def _begin(self, work: Coroutine[Any, Any, None]) -> None:
        """Let it be done without waiting for it."""
        task = asyncio.ensure_future(work)
        self._waking.add(task)
        task.add_done_callback(self._waking.discard)

    async def notify(self, notice: Notice) -> None:
        """Tell the owner, in their chats once while the twin runs."""
        _log.warning("%s: %s", notice.adapter, notice.sentence)
        try:
            await asyncio.to_thread(self._ledger.notices.add, notice)
            if notice not in self._told:
                if len(self._told) >= _TOLD:
                    self._told.clear()
                self._told.add(notice)
                await self._screen.tell(f"{notice.adapter}: {notice.sentence}")
        except StoreError as error:
            _log.error("%s", error)

    async def _tend(self) -> None:
        """See after what waits for the owner: what has waited for too long, and what is still to be learned of it."""
        while True:
            try:
                desk = self._desk()
                lapsed = await asyncio.to_thread(desk.lapse, self._settings.lapse) if self._settings.lapse else 0
                ended = await asyncio.to_thread(desk.end_takeovers)
                learned = 0 if self._changing.locked() else await asyncio.to_thread(desk.learn_rulings)
                if lapsed or ended or learned:
                    await self._screen.wake_all()
                await self._take_back()
                await asyncio.to_thread(self._tidy)
            except TwinError as error:
                _log.error("%s", error)
            except Exception as error:  # noqa: BLE001 - it is tried again
                mishaps.note(error)
                _log.error("the desk could not be tended (%s)", type(error).__name__)
            await asyncio.sleep(_TEND)

    def _tidy(self) -> None:
        """Keep no sound that nobody needs any more."""
        self._speaking.tidy()
        if self._listening is not None:
            self._listening.tidy()

    def _is_paused(self) -> bool:
        return self._paused

    # What changes.

    async def _follow(self, *, at_once: bool) -> None:
        """Do what other processes ask for, one after the other; a pause does not wait for what is being learned."""
        following = partial(self._ledger.orders.next, changes.AT_ONCE, among=at_once)
        while True:
            try:
                order = await asyncio.to_thread(following)
                if order is None:
                    await asyncio.sleep(_ORDERS)
                    continue
                status, output = await self._perform(order)
                await self._take_up(order.name, status)
                await asyncio.to_thread(self._ledger.orders.done, order.id, status, output)
            except Stopped:
                return
            except StoreError as error:
                _log.error("%s", error)
                await asyncio.sleep(_ORDERS * 8)

    async def _watch(self) -> None:
        """Answer by owner.toml as it stands; by what it said before, if it cannot be read."""
        while self._owner_file is not None:
            await asyncio.sleep(_WATCH)
            if not await asyncio.to_thread(self._owner_file.changed):
                continue
            before = self._owner_file.speaker
            try:
                made = await asyncio.to_thread(self._owner_file.read_again, self._conversations.answering)
                self._conversations.answering, self._make_desk = made
                desk = self._make_desk(self._platforms)
                self._counter.desk = self._screen.desk = replace(desk, teacher=self._counter.desk.teacher)
            except TwinError as error:
                # It may quote what the owner never wants said: only where it stands goes into the log.
                lines = ", ".join(dict.fromkeys(re.findall(r"line (\d+)", str(error)))) or "?"
                sentence = f"owner.toml cannot be used as it stands (line {lines}): `twin chat` tells why. "
                await self.notify(Notice("owner.toml", "unreadable", f"{sentence}The twin goes on as before."))
            else:
                _log.info("owner.toml was read again")
                now = self._owner_file.speaker
                if before is not None and (now is None or now.name != before.name):
                    await asyncio.to_thread(self._ledger.aloud.withdraw)
                await self._tell_faults()
                await self._screen.wake_all()

    async def _tell_faults(self) -> None:
        """Tell the owner why their voice cannot be used, if so; everything is written all the same."""
        if self._owner_file is not None and self._owner_file.fault is not None:
            await self.notify(self._owner_file.fault)

    async def _perform(self, order: Order) -> tuple[int, Sequence[Line]]:
        perform = partial(changes.perform, self._held, order.name, order.arguments)
        if order.name in changes.AT_ONCE:
            return await asyncio.to_thread(perform)
        async with self._changing:
            return await asyncio.to_thread(perform)

    async def _take_up(self, name: str, status: int) -> None:
        """What a command has made possible, or impossible."""
        _log.info("%s: %s", "failed" if status else "done", name)
        # These come one after the other; what else is done has nothing to say about it.
        if name in ("pause", "resume", *changes.AT_THE_DESK):
            self._paused = await asyncio.to_thread(self._ledger.notices.paused_at) is not None
        if name in ("resume", "doubts", *changes.AT_THE_DESK):
            await self._wake()

    async def _hear(self, conversation: str) -> None:
        """Learn what the owner wrote there with their own hands, and forget what was taken back."""
        try:
            async with self._changing:
                await asyncio.to_thread(self._learn_from, conversation)
        except Stopped:
            return
        except TwinError as error:
            await self.notify(Notice("memory", "hearing", f"what you wrote could not be learned: {error}"))
        except Exception as error:  # noqa: BLE001 - learning is no reason to stop serving
            mishaps.note(error)
            _log.error("%s: what you wrote there could not be learned (%s)", conversation, type(error).__name__)

    async def _learn_folder(self, path: Path) -> None:
        """Learn what was fetched from the web."""
        async with self._changing:
            bar = Interruptible(self._stopping)
            with suppress(Stopped):
                await asyncio.to_thread(self._knowledge.learner.learn, [path], (), None, bar)

    def _learn_from(self, conversation: str) -> None:
        learner, history = self._knowledge.learner, self._ledger.history
        if gone := history.taken_back(conversation):
            learner.unhear(conversation, gone)
            history.unlearned(conversation, gone)
        title, lines = history.lines(conversation, _HEARD)
        owner = next((line.account for line in lines if line.by_owner), None)
        if owner is None:
            return
        messages = [_chat_message(conversation, title, line) for line in lines]
        learner.hear(conversation, title, messages, owner)


def _chat_message(conversation: str, title: str, line: Written) -> ChatMessage:
    return ChatMessage(
        conversation,
        title,
        line.reference,
        line.name,
        line.account,
        line.sent_at,
        line.text,
        forwarded=line.forwarded,
    )


async def _all(ends: Sequence[Any], seconds: float) -> None:
    """Wait for all of them, for so long at most; none of them keeps the others from ending."""
    tasks = [asyncio.ensure_future(end) for end in ends]
    if tasks:
        _, late = await asyncio.wait(tasks, timeout=seconds)
        for task in late:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
