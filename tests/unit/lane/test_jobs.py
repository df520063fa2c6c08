"""Jobs on the work lane: results, progress, cancelling, and what is left on the disk."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from doubles_ui import ScriptedNotices
from xinmiao.kernel.errors import AppError, OutputFailed
from xinmiao.ui.changes import UiBridge
from xinmiao.ui.job_panel import JobPanel
from xinmiao.ui.jobs import Job, Jobs, Progress
from xinmiao.ui.lane import InlineLane, WorkLane


class Seen:
    """A view that notes what it is told."""

    def __init__(self) -> None:
        self.told: list[str] = []

    def begun(self, job: Job) -> None:
        """Note it."""
        self.told.append(f"begun {job.title}")

    def progressed(self, job: Job, done: int, total: int) -> None:
        """Note it."""
        self.told.append(f"{job.title} {done}/{total}")

    def ended(self, job: Job) -> None:
        """Note it."""
        self.told.append(f"ended {job.title}")


class Desk:
    """Jobs on a real lane."""

    def __init__(self, lane: WorkLane | InlineLane) -> None:
        self.notices = ScriptedNotices()
        self.view = Seen()
        self.jobs = Jobs(lane, UiBridge(), self.notices, self.view)
        self.values: list[object] = []
        self.gate = threading.Event()


@pytest.fixture
def desk(qapp: QApplication) -> Iterator[Desk]:
    lane = WorkLane()
    made = Desk(lane)
    yield made
    made.gate.set()
    assert lane.stop()


def test_the_result_arrives_and_progress_is_told(desk: Desk, qtbot: QtBot) -> None:
    def count(progress: Progress) -> str:
        for done in (1, 2):
            progress.report(done, 2)
        return "counted"

    desk.jobs.start("count", count, desk.values.append)
    qtbot.waitUntil(lambda: desk.values == ["counted"])
    assert desk.view.told[0] == "begun count"
    assert desk.view.told[-2:] == ["count 2/2", "ended count"]


def test_a_cancelled_job_removes_what_it_wrote_and_says_so(desk: Desk, qtbot: QtBot, tmp_path: Path) -> None:
    written = tmp_path / "half.pdf"

    def write(progress: Progress) -> str:
        progress.output(written).write_bytes(b"half")
        assert desk.gate.wait(5)
        progress.check_cancelled()
        return "written"

    errors: list[AppError] = []
    job = desk.jobs.start("write", write, desk.values.append, errors.append)
    qtbot.waitUntil(written.exists)
    job.cancel()
    desk.gate.set()
    qtbot.waitUntil(lambda: desk.notices.lines == ["Stopped."])
    assert not written.exists()
    assert (desk.values, errors) == ([], [])


def test_a_job_cancelled_at_its_very_end_leaves_nothing_either(qapp: QApplication, tmp_path: Path) -> None:
    desk, written = Desk(InlineLane()), tmp_path / "whole.pdf"

    def write(progress: Progress) -> None:
        progress.output(written).write_bytes(b"whole")
        progress.cancel()

    desk.jobs.start("write", write, desk.values.append)
    assert not written.exists()
    assert desk.values == []


def test_a_failed_job_removes_what_it_wrote_and_tells_the_error(qapp: QApplication, tmp_path: Path) -> None:
    desk, written = Desk(InlineLane()), tmp_path / "half.pdf"

    def write(progress: Progress) -> None:
        progress.output(written).write_bytes(b"half")
        raise OutputFailed

    desk.jobs.start("write", write)
    assert not written.exists()
    assert [error.code for error in desk.notices.errors] == ["E-OUTPUT"]


def test_a_finished_job_keeps_what_it_wrote(qapp: QApplication, tmp_path: Path) -> None:
    desk, written = Desk(InlineLane()), tmp_path / "whole.pdf"
    desk.jobs.start("write", lambda progress: progress.output(written).write_bytes(b"whole"), desk.values.append)
    assert written.read_bytes() == b"whole"
    assert desk.values == [5]


def test_a_bug_in_a_job_goes_to_the_crash_reporter(qtbot: QtBot) -> None:
    desk = Desk(InlineLane())
    with qtbot.captureExceptions():
        desk.jobs.start("divide", lambda _progress: 1 // 0)
    assert [type(bug) for bug in desk.notices.bugs] == [ZeroDivisionError]


def test_the_owner_that_is_gone_hears_nothing(desk: Desk, qtbot: QtBot) -> None:
    owner = QObject()
    desk.jobs.start("wait", lambda _progress: desk.gate.wait(5), desk.values.append, owner=owner)
    shiboken6.delete(owner)
    desk.gate.set()
    qtbot.waitUntil(lambda: desk.jobs.running == ())
    assert desk.values == []


def test_cancelling_all_stops_what_runs_and_what_waits(desk: Desk, qtbot: QtBot) -> None:
    def wait(progress: Progress) -> None:
        assert desk.gate.wait(5)
        progress.check_cancelled()

    for number in range(4):
        desk.jobs.start(f"wait {number}", wait, desk.values.append)
    desk.jobs.cancel_all()
    desk.gate.set()
    qtbot.waitUntil(lambda: desk.jobs.running == ())
    assert desk.values == []


def test_the_panel_shows_a_job_only_when_it_takes_long(qapp: QApplication, qtbot: QtBot) -> None:
    panel = JobPanel()
    qtbot.addWidget(panel)
    lane, gate = WorkLane(), threading.Event()
    jobs = Jobs(lane, UiBridge(), ScriptedNotices(), panel)
    short = jobs.start("short", lambda _progress: None)
    qtbot.waitUntil(lambda: jobs.running == ())
    assert not panel.isVisible()
    jobs.start("long", lambda _progress: gate.wait(5))
    assert not panel.isVisible()
    qtbot.waitUntil(panel.isVisible, timeout=2000)
    gate.set()
    qtbot.waitUntil(lambda: not panel.isVisible())
    assert short.number == 0
    assert lane.stop()
