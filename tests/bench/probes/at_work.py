"""Probe: works at the signed-in program: `at_work.py DATA PASSWORD WALK STUDENT CASE SAMPLES`.

Walks: keys (typing in the search box), student (opening a student's page), journey (over all pages, with a
heartbeat of the event loop and, at the end, the size of the process).
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import QAbstractItemView, QApplication, QPlainTextEdit, QTextEdit, QWidget

from bench.probes.driving import Condition, Driven, Painted, drive, press
from xinmiao.kernel.tasks import Target

DATA, PASSWORD, WALK, STUDENT, CASE, SAMPLES = sys.argv[1:7]
QUERIES = ("王芳", "zhang", "lm", "李小", "2", "七年级3班", "wangfang", "zz", "成", "13")
SENTENCE = "近两周睡得不好，早上起不来，和同桌说过几次话，周末想回外婆家住两天。"
_BEAT_MS = 5
_ROWS_SCROLLED = 60
told: dict[str, Any] = {}


class Heartbeat(QObject):
    """Measures how late the event loop comes to a timer, and in which step."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.step = "today"
        self.late_ms: list[float] = []
        self.longest: dict[str, float] = {}
        self._last = time.perf_counter()
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(_BEAT_MS)
        self._timer.timeout.connect(self._beat)
        self._timer.start()

    def _beat(self) -> None:
        now = time.perf_counter()
        late = max((now - self._last) * 1000 - _BEAT_MS, 0.0)
        self._last = now
        self.late_ms.append(late)
        self.longest[self.step] = max(self.longest.get(self.step, 0.0), late)


def resident_mb(field: str = "VmRSS") -> float:
    """Return the memory of this process."""
    for line in Path("/proc/self/status").read_text(encoding="utf-8").splitlines():
        if line.startswith(field):
            return int(line.split()[1]) / 1024
    raise LookupError(field)


def pages_of(program: Driven) -> list[str]:
    """Return the pages of the navigation that exist, and note those that do not."""
    entries = [entry.name for feature in program.signed_in_features for entry in feature.pages if entry.in_navigation]
    told["missing"] = [name for name in entries if not program.has_page(name)]
    return [name for name in entries if program.has_page(name)]


def shown(program: Driven, target: Target) -> Iterator[Condition]:
    """Open a place and wait until it is answered and painted."""
    program.bench.open(target)
    yield from program.settle()


def keys_walk(program: Driven) -> Iterator[Condition]:
    """Type in the search box; a keystroke ends when its results are painted."""
    box = program.bench.top_bar.search
    box.setFocus()
    yield lambda: True
    painted = Painted(box.list.viewport())
    taken: list[float] = []
    while len(taken) < int(SAMPLES):
        for query in QUERIES:
            box.clear()
            box.list.hide()
            QApplication.processEvents()
            for char in query:
                taken.append(keystroke(box, char, painted))
                yield lambda: True
    told["ms"] = taken


def keystroke(box: QWidget, char: str, painted: Painted) -> float:
    """Press one key and paint; return milliseconds."""
    before, started = len(painted.at_ns), time.perf_counter()
    press(box, ord(char.upper()), char)
    while len(painted.at_ns) == before:
        QApplication.processEvents()
        if time.perf_counter() - started > 1:
            break  # the list did not change: nothing had to be painted
    return (time.perf_counter() - started) * 1000


def student_walk(program: Driven) -> Iterator[Condition]:
    """Open the student with 500 entries again and again, another page between."""
    if not program.has_page("student"):
        told["missing"] = ["student"]
        return
    taken: list[float] = []
    for _sample in range(int(SAMPLES) + 1):
        yield from shown(program, Target("today"))
        started = time.perf_counter()
        program.bench.open(Target("student", STUDENT))
        yield program.is_answered
        page = program.bench.content.currentWidget()
        page.repaint()  # at once, with all that was answered
        taken.append((time.perf_counter() - started) * 1000)
        yield from program.settle()
    told["first_ms"], told["ms"] = taken[0], taken[1:]


def journey_walk(program: Driven) -> Iterator[Condition]:
    """Do what a day brings, a heartbeat beside it; then look at the size of the process."""
    told["at_today_mb"] = resident_mb()
    heart = Heartbeat(program)

    def enter(name: str) -> None:
        heart.step = name

    yield from journey(program, enter)
    told["mb"], told["peak_mb"] = resident_mb(), resident_mb("VmHWM")
    told["late_ms"], told["longest"] = heart.late_ms, heart.longest


def journey(program: Driven, enter: Callable[[str], None]) -> Iterator[Condition]:
    """Go over all pages: search, the student with 500 entries, a note typed, tables scrolled."""
    for name in pages_of(program):
        enter(f"open {name}")
        yield from shown(program, Target(name))
        enter(f"scroll {name}")
        yield from scrolled(program)
    enter("search")
    box = program.bench.top_bar.search
    box.setFocus()
    for char in "wangfang":
        press(box, ord(char.upper()), char)
        yield lambda: True
    box.clear()
    for name, record in (("student", STUDENT), ("counselling_note", CASE)):
        if program.has_page(name):
            enter(f"open {name}")
            yield from shown(program, Target(name, record))
            enter(f"scroll {name}")
            yield from scrolled(program)
    enter("type a note")
    yield from typed(program)
    enter("back to today")
    yield from shown(program, Target("today"))


def scrolled(program: Driven) -> Iterator[Condition]:
    """Walk down the first list of the page by key."""
    views = [view for view in program.bench.content.currentWidget().findChildren(QAbstractItemView) if view.isVisible()]
    for _row in range(_ROWS_SCROLLED if views else 0):
        press(views[0], Qt.Key.Key_Down)
        yield lambda: True
    yield from program.settle()


def typed(program: Driven) -> Iterator[Condition]:
    """Type a sentence into the first large text field of the page."""
    page = program.bench.content.currentWidget()
    fields = [field for field in page.findChildren(QPlainTextEdit) + page.findChildren(QTextEdit) if field.isVisible()]
    told["typed"] = bool(fields)
    for char in SENTENCE if fields else "":
        press(fields[0], 0, char)
        yield lambda: True
    yield from program.settle()


WALKS = {"keys": keys_walk, "student": student_walk, "journey": journey_walk}


def walk(program: Driven) -> Iterator[Condition]:
    """Sign in, then do what was asked."""
    yield from program.sign_in(PASSWORD)
    yield from program.settle()
    yield from WALKS[WALK](program)


sys.exit(drive(walk, Path(DATA), told))
