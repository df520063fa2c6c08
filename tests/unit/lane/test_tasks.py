"""Between a page and an operation: answers, errors, changes, owners that are gone."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from typing import Any

import pytest
import shiboken6
from PySide6.QtCore import QObject, Qt, QThread
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from doubles_ui import PlainWorkspace, ScriptedNotices
from xinmiao.kernel.access import Permission, Scope
from xinmiao.kernel.errors import AppError, DiskFull
from xinmiao.kernel.operations import Change, NotAudited, command, query
from xinmiao.ui.changes import Changes, UiBridge
from xinmiao.ui.lane import DatabaseLane, InlineLane
from xinmiao.ui.tasks import Tasks

APPLE = Change("apple", "apple-1")
GATE = threading.Event()


@query(requires=Permission.TODAY_READ, scope=Scope.WHOLE_SCHOOL, audit=NotAudited("invented"))
def seven(_unit: Any) -> int:
    return 7


@query(requires=Permission.TODAY_READ, scope=Scope.WHOLE_SCHOOL, audit=NotAudited("invented"))
def slow_seven(_unit: Any) -> int:
    assert GATE.wait(5)
    return 7


@query(requires=Permission.TODAY_READ, scope=Scope.WHOLE_SCHOOL, audit=NotAudited("invented"))
def fail(_unit: Any, error: Exception) -> int:
    raise error


@command(requires=Permission.REMINDER_OWN, scope=Scope.WHOLE_SCHOOL, audit="apple.kept")
def keep(_unit: Any, number: int) -> int:
    return number


class Bench:
    """Tasks on a real lane, with everything they told."""

    def __init__(self, lane: DatabaseLane | InlineLane) -> None:
        self.notices = ScriptedNotices()
        self.workspace = PlainWorkspace(changes=frozenset({APPLE}))
        self.changes = Changes()
        self.told: list[frozenset[Change]] = []
        self.changes.listen(self.told.append)
        self.bridge = UiBridge()
        self.tasks = Tasks(self.workspace, lane, self.bridge, self.changes, self.notices)
        self.values: list[Any] = []


@pytest.fixture
def bench(qapp: QApplication) -> Iterator[Bench]:
    GATE.clear()
    lane = DatabaseLane()
    yield Bench(lane)
    GATE.set()
    assert lane.stop()


def test_the_answer_comes_on_the_ui_thread_and_the_operation_runs_elsewhere(bench: Bench, qtbot: QtBot) -> None:
    threads: list[bool] = []

    def answered(value: int) -> None:
        bench.values.append(value)
        threads.append(_on_ui_thread())

    bench.tasks.run(seven.bind(), answered)
    assert bench.values == []
    qtbot.waitUntil(lambda: bench.values == [7])
    assert threads == [True]
    assert bench.workspace.threads == ["database"]


def _on_ui_thread() -> bool:
    application = QApplication.instance()
    return application is not None and QThread.currentThread() is application.thread()


def test_an_error_of_the_world_goes_to_who_asked(bench: Bench, qtbot: QtBot) -> None:
    errors: list[AppError] = []
    bench.tasks.run(fail.bind(DiskFull()), bench.values.append, errors.append)
    qtbot.waitUntil(lambda: len(errors) == 1)
    assert errors[0].code == "E-FULL"
    assert (bench.values, bench.notices.errors) == ([], [])


def test_an_error_nobody_handles_is_shown(bench: Bench, qtbot: QtBot) -> None:
    bench.tasks.run(fail.bind(DiskFull()))
    qtbot.waitUntil(lambda: [error.code for error in bench.notices.errors] == ["E-FULL"])


def test_any_other_exception_is_a_bug_of_ours(qtbot: QtBot) -> None:
    bench = Bench(InlineLane())
    with qtbot.captureExceptions():
        bench.tasks.run(fail.bind(ZeroDivisionError()), failed=bench.values.append)
    assert len(bench.notices.bugs) == 1
    assert bench.values == []


def test_nothing_is_called_when_the_owner_is_gone_but_changes_are_told(bench: Bench, qtbot: QtBot) -> None:
    owner = QObject()
    bench.tasks.run(keep.bind(1), bench.values.append, owner=owner)
    shiboken6.delete(owner)
    qtbot.waitUntil(lambda: bench.tasks.waiting == 0)
    assert bench.values == []
    assert bench.told == [frozenset({APPLE})]


def test_an_error_is_not_told_when_the_owner_is_gone(bench: Bench, qtbot: QtBot) -> None:
    owner = QObject()
    bench.tasks.run(fail.bind(DiskFull()), owner=owner)
    shiboken6.delete(owner)
    qtbot.waitUntil(lambda: bench.tasks.waiting == 0)
    assert bench.notices.errors == []


def test_reading_changes_nothing_and_tells_nobody(bench: Bench, qtbot: QtBot) -> None:
    bench.tasks.run(seven.bind(), bench.values.append)
    qtbot.waitUntil(lambda: bench.values == [7])
    assert bench.told == []


def test_slices_run_one_after_the_other_and_questions_go_between(bench: Bench, qtbot: QtBot) -> None:
    order: list[str] = []
    bench.tasks.run(slow_seven.bind(), lambda _value: order.append("slow"))
    bench.tasks.run_slices((keep.bind(number) for number in (1, 2, 3)), lambda values: order.append(str(values)))
    bench.tasks.run(seven.bind(), lambda _value: order.append("asked"))
    GATE.set()
    qtbot.waitUntil(lambda: len(order) == 3)
    assert order == ["slow", "asked", "(1, 2, 3)"]
    assert len(bench.told) == 3


def test_a_failing_slice_ends_the_rest(bench: Bench, qtbot: QtBot) -> None:
    errors: list[AppError] = []
    slices = iter([keep.bind(1), fail.bind(DiskFull()), keep.bind(3)])
    bench.tasks.run_slices(slices, bench.values.append, errors.append)
    qtbot.waitUntil(lambda: len(errors) == 1)
    assert bench.values == []
    assert len(bench.told) == 1


def test_after_closing_nothing_is_called_and_nothing_is_run(bench: Bench, qtbot: QtBot) -> None:
    bench.tasks.run(slow_seven.bind(), bench.values.append)
    bench.tasks.close()
    bench.tasks.run(seven.bind(), bench.values.append)
    GATE.set()
    with qtbot.waitSignal(bench.bridge.destroyed, timeout=200, raising=False):
        pass
    assert bench.values == []
    assert len(bench.workspace.threads) == 1


def test_the_pointer_says_so_when_an_answer_takes_long(bench: Bench, qtbot: QtBot) -> None:
    bench.tasks.run(slow_seven.bind(), bench.values.append)
    assert QGuiApplication.overrideCursor() is None
    qtbot.waitUntil(lambda: _pointer() is Qt.CursorShape.BusyCursor)
    GATE.set()
    qtbot.waitUntil(lambda: bench.values == [7])
    assert _pointer() is None


def _pointer() -> Qt.CursorShape | None:
    cursor = QGuiApplication.overrideCursor()
    return cursor.shape() if cursor else None


def test_a_bridge_that_is_gone_takes_nothing(qapp: QApplication) -> None:
    bridge = UiBridge()
    shiboken6.delete(bridge)
    called: list[int] = []
    bridge.post(lambda: called.append(1))
    assert called == []


def test_a_listener_that_was_forgotten_hears_nothing() -> None:
    changes, told = Changes(), list[frozenset[Change]]()
    changes.listen(told.append)
    changes.forget(told.append)
    changes.publish(frozenset({APPLE}))
    assert told == []
