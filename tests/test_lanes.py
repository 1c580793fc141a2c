"""Work by keys: in order, one piece of a key at a time, and nothing is left behind."""

import asyncio
import random
import time
from collections import defaultdict
from collections.abc import Awaitable, Callable

import pytest

from bot.lanes import Lanes
from tests.fakes import until


def empty(lanes: Lanes) -> bool:
    """Whether no key is remembered any more."""
    return not lanes.busy and not lanes._woken


async def test_a_key_that_is_woken_is_worked_once() -> None:
    done: list[str] = []

    async def work(key: str) -> None:
        done.append(key)

    lanes = Lanes(work, at_once=4)
    lanes.wake("a")
    assert lanes.busy
    await until(lambda: empty(lanes))

    assert done == ["a"]


async def test_never_two_pieces_of_one_key_at_once_and_never_more_keys_than_are_let() -> None:
    chance = random.Random(4)  # noqa: S311
    running: defaultdict[str, int] = defaultdict(int)
    worst, most = 0, 0

    async def work(key: str) -> float | None:
        nonlocal worst, most
        running[key] += 1
        worst, most = max(worst, running[key]), max(most, sum(running.values()))
        await asyncio.sleep(chance.random() / 500)
        running[key] -= 1
        return chance.choice([None, None, 0.0, 0.001])

    lanes = Lanes(work, at_once=3)
    for _ in range(300):
        lanes.wake(chance.choice("abcdefgh"))
        await asyncio.sleep(chance.choice([0, 0, 0.001]))
    await until(lambda: empty(lanes))

    assert (worst, most) == (1, 3)


async def test_different_keys_are_worked_side_by_side() -> None:
    both = asyncio.Barrier(2)

    async def work(_: str) -> None:
        await both.wait()

    lanes = Lanes(work, at_once=2)
    lanes.wake("a")
    lanes.wake("b")

    await until(lambda: empty(lanes))


async def test_the_pieces_of_a_key_come_in_their_order() -> None:
    waiting = {key: list(range(20)) for key in "abc"}
    done: dict[str, list[int]] = {key: [] for key in "abc"}

    async def work(key: str) -> float | None:
        if not waiting[key]:
            return None
        piece = waiting[key][0]
        await asyncio.sleep(0)
        done[key].append(piece)
        del waiting[key][0]
        return 0.0

    lanes = Lanes(work, at_once=2)
    for key in "abc":
        lanes.wake(key)
    await until(lambda: empty(lanes))

    assert done == {key: list(range(20)) for key in "abc"}


async def test_a_key_with_much_to_do_does_not_keep_the_others_waiting() -> None:
    done: list[str] = []

    async def work(key: str) -> float | None:
        await asyncio.sleep(0)
        done.append(key)
        return 0.0 if key == "busy" and len(done) < 200 else None

    lanes = Lanes(work, at_once=1)
    lanes.wake("busy")
    await until(lambda: len(done) > 5)
    before = len(done)
    lanes.wake("other")
    await until(lambda: "other" in done)

    assert done.index("other") - before <= 3
    await until(lambda: empty(lanes))


async def test_who_is_woken_while_being_worked_is_worked_again() -> None:
    done: list[str] = []
    lanes: Lanes

    async def work(key: str) -> None:
        done.append(key)
        if len(done) < 3:
            lanes.wake(key)
        await asyncio.sleep(0)

    lanes = Lanes(work, at_once=1)
    lanes.wake("a")
    await until(lambda: empty(lanes))

    assert done == ["a", "a", "a"]


async def test_no_wake_is_ever_lost() -> None:
    """Whatever is there when a key is woken is seen by a piece of work that begins afterwards."""
    chance = random.Random(7)  # noqa: S311
    there: defaultdict[str, int] = defaultdict(int)
    seen: defaultdict[str, int] = defaultdict(int)

    async def work(key: str) -> float | None:
        seen[key] = there[key]
        for _ in range(chance.randrange(4)):
            await asyncio.sleep(0)
        return chance.choice([None, None, None, 0.0001])

    lanes = Lanes(work, at_once=2)
    for _ in range(3000):
        key = chance.choice("abcde")
        there[key] += 1
        lanes.wake(key)
        if chance.random() < 0.5:
            await asyncio.sleep(0)
    await until(lambda: empty(lanes))

    assert seen == there


async def test_a_pause_is_kept() -> None:
    times: list[float] = []

    async def work(_: str) -> float | None:
        times.append(time.monotonic())
        return 0.05 if len(times) == 1 else None

    lanes = Lanes(work, at_once=1)
    lanes.wake("a")
    await until(lambda: empty(lanes))

    assert len(times) == 2
    assert times[1] - times[0] >= 0.045


async def test_a_pause_ends_when_the_key_is_woken_and_takes_nobodys_place() -> None:
    done: list[str] = []

    async def work(key: str) -> float | None:
        done.append(key)
        return 60.0 if done.count(key) == 1 and key == "a" else None

    lanes = Lanes(work, at_once=1)
    lanes.wake("a")
    await until(lambda: done)
    lanes.wake("b")
    await until(lambda: "b" in done)
    lanes.wake("a")
    await until(lambda: empty(lanes))

    assert done == ["a", "b", "a"]


async def test_thousands_of_keys_leave_nothing_behind() -> None:
    count = 0

    async def work(_: str) -> None:
        nonlocal count
        count += 1
        await asyncio.sleep(0)

    lanes = Lanes(work, at_once=32)
    for number in range(5000):
        lanes.wake(f"key/{number}")
    await until(lambda: empty(lanes))

    assert count == 5000
    assert not lanes._tasks


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
async def test_a_key_whose_work_broke_can_be_woken_again() -> None:
    """Work may not raise; should it, that key is not lost until the next start."""
    done: list[str] = []
    # Asyncio tells of it by itself; that is not what is looked at here.
    asyncio.get_running_loop().set_exception_handler(lambda *_: None)

    async def work(key: str) -> None:
        done.append(key)
        if len(done) == 1:
            raise ValueError(key)

    lanes = Lanes(work, at_once=1)
    lanes.wake("a")
    await until(lambda: empty(lanes))
    lanes.wake("a")
    await until(lambda: empty(lanes))

    assert done == ["a", "a"]


# Stopping.


def slow(begun: list[str], ended: list[str], seconds: float) -> Callable[[str], Awaitable[float | None]]:
    async def work(key: str) -> float | None:
        begun.append(key)
        await asyncio.sleep(seconds)
        ended.append(key)
        return 0.0

    return work


async def test_stopping_waits_for_what_was_begun_and_begins_nothing_more() -> None:
    begun: list[str] = []
    ended: list[str] = []
    lanes = Lanes(slow(begun, ended, 0.03), at_once=2)
    for key in "abcd":
        lanes.wake(key)
    await until(lambda: len(begun) == 2)
    await lanes.stop(5)

    assert (begun, ended) == (["a", "b"], ["a", "b"])
    assert lanes.stopping
    assert empty(lanes)


async def test_what_takes_too_long_is_cut_off() -> None:
    begun: list[str] = []
    ended: list[str] = []
    lanes = Lanes(slow(begun, ended, 60), at_once=2)
    for key in "abcd":
        lanes.wake(key)
    await until(lambda: len(begun) == 2)
    before = time.monotonic()
    await lanes.stop(0.02)

    assert time.monotonic() - before < 20
    assert (begun, ended) == (["a", "b"], [])
    assert empty(lanes)


async def test_who_pauses_is_not_waited_for() -> None:
    async def work(_: str) -> float | None:
        return 60.0

    lanes = Lanes(work, at_once=1)
    lanes.wake("a")
    await asyncio.sleep(0.01)
    before = time.monotonic()
    await lanes.stop(50)

    assert time.monotonic() - before < 20
    assert empty(lanes)


async def test_after_stopping_nobody_is_woken() -> None:
    done: list[str] = []

    async def work(key: str) -> None:
        done.append(key)

    lanes = Lanes(work, at_once=1)
    await lanes.stop(1)
    lanes.wake("a")
    await asyncio.sleep(0.01)

    assert done == []
    assert empty(lanes)
