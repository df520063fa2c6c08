"""Lanes: one database thread, interactive work before long work, cancelling, interrupting, stopping."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from concurrent.futures import CancelledError, Future

import pytest

from xinmiao.kernel.errors import DiskFull
from xinmiao.ui.lane import DatabaseLane, InlineLane, Lane, WorkLane

WAIT_S = 5.0


@pytest.fixture
def lane() -> Iterator[DatabaseLane]:
    made = DatabaseLane()
    yield made
    assert made.stop()


@pytest.fixture
def work() -> Iterator[WorkLane]:
    made = WorkLane()
    yield made
    assert made.stop()


class Gate:
    """Holds a lane's thread until it is opened."""

    def __init__(self, lane: Lane) -> None:
        self.open = threading.Event()
        self.entered = threading.Event()
        self.future = lane.submit(self._hold)
        assert self.entered.wait(WAIT_S)

    def _hold(self) -> None:
        self.entered.set()
        assert self.open.wait(WAIT_S)


def test_all_work_runs_on_one_thread_that_is_not_the_callers(lane: DatabaseLane) -> None:
    names = {lane.submit(threading.get_ident).result(WAIT_S) for _turn in range(20)}
    assert len(names) == 1
    assert threading.get_ident() not in names


def test_work_runs_in_the_order_it_came(lane: DatabaseLane) -> None:
    gate, order = Gate(lane), list[int]()
    futures = [lane.submit(lambda n=n: order.append(n)) for n in range(5)]  # type: ignore[misc]
    gate.open.set()
    for future in futures:
        future.result(WAIT_S)
    assert order == [0, 1, 2, 3, 4]


def test_interactive_work_goes_before_long_work_that_came_first(lane: DatabaseLane) -> None:
    gate, order = Gate(lane), list[str]()
    first = lane.submit(lambda: order.append("slice 1"), urgent=False)
    second = lane.submit(lambda: order.append("slice 2"), urgent=False)
    asked = lane.submit(lambda: order.append("asked"))
    gate.open.set()
    for future in (first, second, asked):
        future.result(WAIT_S)
    assert order == ["asked", "slice 1", "slice 2"]


def test_an_error_belongs_to_its_work_and_the_lane_goes_on(lane: DatabaseLane) -> None:
    def fail() -> None:
        raise DiskFull

    with pytest.raises(DiskFull):
        lane.submit(fail).result(WAIT_S)
    assert lane.submit(lambda: 7).result(WAIT_S) == 7


def test_cancelling_drops_what_one_owner_has_queued_and_nothing_else(lane: DatabaseLane) -> None:
    gate, mine, other = Gate(lane), object(), object()
    dropped = [lane.submit(lambda: 1, owner=mine) for _turn in range(2)]
    kept = lane.submit(lambda: 2, owner=other)
    assert lane.cancel(mine) == 2
    gate.open.set()
    assert kept.result(WAIT_S) == 2
    assert all(future.cancelled() for future in dropped)


def test_owners_are_told_apart_by_identity_not_by_equality(lane: DatabaseLane) -> None:
    gate = Gate(lane)
    mine, equal = ["owner"], ["owner"]
    future = lane.submit(lambda: 3, owner=equal)
    assert lane.cancel(mine) == 0
    gate.open.set()
    assert future.result(WAIT_S) == 3


def test_callbacks_of_dropped_work_are_called(lane: DatabaseLane) -> None:
    gate, told = Gate(lane), list[Future[int]]()
    future = lane.submit(lambda: 1, owner=lane)
    future.add_done_callback(told.append)
    lane.cancel(lane)
    gate.open.set()
    assert told == [future]


def test_interrupting_drops_the_queue_and_stops_what_is_running(lane: DatabaseLane) -> None:
    gate = Gate(lane)
    waiting = lane.submit(lambda: 1)
    lane.interrupt(gate.open.set)
    assert gate.future.result(WAIT_S) is None
    with pytest.raises(CancelledError):
        waiting.result(WAIT_S)


def test_interrupting_an_idle_lane_interrupts_nothing(lane: DatabaseLane) -> None:
    called = list[bool]()
    idle = threading.Event()
    lane.submit(lambda: None).add_done_callback(lambda _done: idle.set())
    assert idle.wait(WAIT_S)
    while lane.busy:
        continue
    lane.interrupt(lambda: called.append(True))
    assert called == []


def test_a_stopped_lane_takes_no_work_and_leaves_no_thread() -> None:
    lane = DatabaseLane("short-lived")
    assert lane.stop()
    assert lane.submit(lambda: 1).cancelled()
    assert "short-lived" not in {thread.name for thread in threading.enumerate()}


def test_stopping_waits_for_what_runs_and_drops_what_waits() -> None:
    lane = DatabaseLane()
    gate = Gate(lane)
    waiting = lane.submit(lambda: 1)
    assert not lane.stop(timeout_s=0.01)
    gate.open.set()
    assert lane.stop()
    assert gate.future.done()
    assert waiting.cancelled()


def test_the_work_lane_runs_two_things_at_once(work: WorkLane) -> None:
    meeting = threading.Barrier(2, timeout=WAIT_S)
    both = [work.submit(meeting.wait) for _turn in range(2)]
    assert sorted(future.result(WAIT_S) for future in both) == [0, 1]


def test_the_work_lane_drops_what_is_queued_for_an_owner(work: WorkLane) -> None:
    gates, owner = [Gate(work), Gate(work)], object()
    queued = work.submit(lambda: 1, owner=owner)
    assert work.cancel(owner) == 1
    for gate in gates:
        gate.open.set()
    assert queued.cancelled()


def test_a_stopped_work_lane_takes_no_work() -> None:
    work = WorkLane()
    assert work.stop()
    assert work.submit(lambda: 1).cancelled()


def test_the_inline_lane_runs_at_once_and_keeps_errors() -> None:
    lane = InlineLane()
    assert lane.submit(threading.get_ident).result() == threading.get_ident()

    def fail() -> None:
        raise DiskFull

    assert isinstance(lane.submit(fail).exception(), DiskFull)
