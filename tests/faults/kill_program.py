"""Kill the whole program while somebody types and saves, at random moments; what was confirmed is there.

`python tests/faults/kill_program.py --rounds 200` prints a JSON summary and ends with 1 when anything confirmed is gone
or a draft came back that is older than five seconds. Each round forks a child with the real windows (offscreen) on a
fresh copy of an invented school: it signs in, opens the note editor, types by keys and saves by Ctrl+S, and writes down
each key and each confirmation. The parent kills it with SIGKILL; a second child starts the program on what is left,
signs in, goes to the draft from Today, and tells what stands in the editor and in the file.

`--planted files|drafts` spoils what the kill left, so that something has to be found; it saves more often, then.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import select
import shutil
import signal
import sys
import tempfile
import time
import traceback
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

if __name__ == "__main__":
    _HERE = Path(__file__).resolve()
    sys.path[:0] = [str(_HERE.parents[2] / "src"), str(_HERE.parents[1])]
    os.environ["QT_QPA_PLATFORM"] = "offscreen"

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QWidget

import xinmiao.app.furnishing  # noqa: F401 -- imported once, before the forks
from doubles import FrozenClock
from signed_in import FOUNDER_PASSWORD, make_signed_in_school
from xinmiao.app.bootstrap import Program
from xinmiao.features.casework import operations as casework
from xinmiao.features.casework.editor.writing import NoteWriting
from xinmiao.features.casework.records import CaseOpening, CaseSource, NoteStamp, Problem
from xinmiao.features.roster import operations as roster
from xinmiao.features.roster.records import Stage
from xinmiao.features.roster.sheet.classes import ClassName
from xinmiao.features.today.page.task_list import TaskRow
from xinmiao.kernel.tasks import Target
from xinmiao.vault.keys.means import Means

LONGEST_LIFE_S = 8.0
"""A draft is kept every three seconds; lives are long enough that an old one would be seen."""
OLDEST_DRAFT_S = 5.0
_STEP_MS = 4
_MOST_LETTERS = 900
"""Letters between two savings: some lives save often, some only keep drafts."""
_PATIENCE_S = 60.0

Walk = Iterator[Callable[[], object]]


@dataclass
class Summary:
    """What the rounds came to."""

    rounds: int = 0
    keys: int = 0
    confirmed: int = 0
    drafts_offered: int = 0
    lost: int = 0
    drafts_too_old: int = 0
    broken: int = 0
    oldest_draft_s: float = 0.0
    told: list[str] = field(default_factory=list)

    @property
    def is_good(self) -> bool:
        """Return whether nothing was lost and every round really killed somebody who typed."""
        return not (self.lost or self.drafts_too_old or self.broken) and self.keys > self.rounds


def letters(count: int) -> str:
    """Return the first letters of what is typed in every round."""
    return "".join(chr(ord("a") + number * 7 % 26) for number in range(count))


# the children: a walk is a generator of conditions, and goes on when the last one holds


class _Walker(QObject):
    """Lets a walk go on between the events of the program."""

    def __init__(self, walk: Walk) -> None:
        super().__init__()
        self._walk = walk
        self._condition: Callable[[], object] = lambda: True
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._look)
        self._timer.start(_STEP_MS)

    def _look(self) -> None:
        if self._condition():
            self._condition = next(self._walk)


class _Hand:
    """Somebody at the program in a child."""

    def __init__(self, program: Program, student: str, pipe: int) -> None:
        self.program = program
        self.student = student
        self._pipe = pipe
        self.typed = 0
        self._saving: list[int] = []

    def tell(self, **what: Any) -> None:
        """Write one line for the parent; a line is whole or not there."""
        os.write(self._pipe, json.dumps(what).encode("ascii") + b"\n")

    def sign_in(self) -> Walk:
        """Sign in at the lock screen."""
        screen = self.program.shell.lock_screen
        yield lambda: screen.password.isVisible() and screen.password.isEnabled()
        self.program.shell.activateWindow()
        line = _visible(screen, QLineEdit, "password")
        assert line is not None
        QTest.keyClicks(line, FOUNDER_PASSWORD)
        QTest.keyClick(line, Qt.Key.Key_Return)
        yield lambda: self.program.shell.signed_in is not None
        signed_in = self.program.shell.signed_in
        assert signed_in is not None
        yield lambda: signed_in.tasks.waiting == 0

    def area(self) -> QPlainTextEdit | None:
        """Return the free text of the note in front."""
        found: QPlainTextEdit | None = _visible(self.program.shell, QPlainTextEdit, "free_text")
        return found

    def write(self, chance: random.Random, most_letters: int) -> Walk:
        """Type and save for ever."""
        yield from self.sign_in()
        signed_in = self.program.shell.signed_in
        assert signed_in is not None
        signed_in.workbench.open(Target("counselling_note", self.student))
        yield self.area
        area, writing = self.area(), _visible(self.program.shell, NoteWriting, "writing")
        assert area is not None
        assert writing is not None
        writing.stored.connect(self._stored)
        self.tell(ready=True)
        while True:
            for _letter in range(chance.randint(1, most_letters)):
                QTest.keyClicks(area, letters(self.typed + 1)[-1])
                self.typed += 1
                self.tell(typed=self.typed, at=time.monotonic())
                yield lambda: True
            yield lambda: not self._saving
            self._saving.append(self.typed)
            QTest.keyClick(area, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)

    def _stored(self, _stamp: NoteStamp) -> None:
        self.tell(confirmed=self._saving.pop(0))

    def look(self) -> Walk:
        """Sign in, go to the draft from Today, tell what stands in the editor and what was saved."""
        yield from self.sign_in()
        signed_in = self.program.shell.signed_in
        assert signed_in is not None
        bench = signed_in.workbench
        drafts = [row for row in bench.findChildren(TaskRow) if row.task.key.startswith("draft:")]
        offered: str | None = None
        if drafts:
            drafts[0].setFocus()
            QTest.keyClick(drafts[0], Qt.Key.Key_Return)
            yield self.area
            area = self.area()
            assert area is not None
            offered = area.toPlainText()
        saved: list[str] = []
        asked: list[int] = []
        signed_in.tasks.run(
            casework.list_cases.bind(),
            lambda cases: signed_in.tasks.run(
                casework.list_notes.bind(cases[0].id),
                lambda lines: _ask_notes(signed_in.tasks.run, lines, saved, asked),
            ),
        )
        yield lambda: asked and len(saved) == asked[0]
        self.tell(offered=offered, drafts=len(drafts), saved=saved)
        yield lambda: False


def _ask_notes(run: Callable[..., None], lines: Any, saved: list[str], asked: list[int]) -> None:
    asked.append(len(lines))
    for line in lines:
        run(casework.get_note.bind(line.id), lambda note: saved.append(note.content.free_text))


def _visible(place: QWidget, kind: type[Any], name: str) -> Any:
    return next((found for found in place.findChildren(kind, name) if found.isVisible()), None)


def _child(folder: Path, means: Means, walk: Callable[[Program], Walk]) -> None:
    """Run the program until somebody kills it."""
    application = QApplication(["xinmiao"])
    application.setQuitOnLastWindowClosed(False)
    program = Program(application, folder, means)
    program.begin()
    walker = _Walker(walk(program))
    application.exec()
    del walker


# the parent


def _fork(work: Callable[[int], None]) -> tuple[int, int]:
    """Start a child; return its id and the end of the pipe it tells through."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            os.close(reading)
            work(writing)
        except BaseException:  # noqa: BLE001 -- a child tells and ends, whatever it was
            traceback.print_exc()
        finally:
            os._exit(3)
    os.close(writing)
    return child, reading


def _listen(reading: int, until: Callable[[list[dict[str, Any]]], float | None]) -> list[dict[str, Any]]:
    """Read lines until the moment that `until` gives for what was heard, or until it falls silent for too long."""
    heard, patience = list[dict[str, Any]](), time.monotonic() + _PATIENCE_S
    while True:
        moment = until(heard)
        left = (moment if moment is not None else patience) - time.monotonic()
        if left <= 0 or not select.select([reading], [], [], left)[0]:
            return heard
        if not (chunk := _whole_lines(reading)):
            return heard
        heard += chunk


def _whole_lines(reading: int) -> list[dict[str, Any]]:
    """Read what is there, to the end of a line; nothing when the child has gone."""
    chunk = os.read(reading, 65_536)
    while chunk and not chunk.endswith(b"\n") and (more := os.read(reading, 1)):
        chunk += more
    return [json.loads(line) for line in chunk.split(b"\n")[:-1]]


def _kill(child: int, reading: int) -> list[dict[str, Any]]:
    """Kill a child and return what it had told and nobody had read."""
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    rest = []
    while chunk := _whole_lines(reading):
        rest += chunk
    os.close(reading)
    return rest


@dataclass
class Place:
    """An invented school to be copied for each round; `planted` says what of it is put back after the kill."""

    template: Path
    student: str
    means: Means
    planted: str = ""

    @property
    def most_letters(self) -> int:
        """Return how many letters there are between two savings at most."""
        return {"": _MOST_LETTERS, "files": 20, "drafts": 1_000_000}[self.planted]

    def spoil(self, folder: Path) -> None:
        """Lose what was planted to be lost."""
        if self.planted == "files":
            for name in ("school.db", "counselling.db"):
                (folder / f"{name}-journal").unlink(missing_ok=True)
                shutil.copy(self.template / name, folder / name)
        if self.planted:
            shutil.rmtree(folder / "drafts", ignore_errors=True)

    def round(self, folder: Path, life_s: float, seed: int) -> tuple[list[dict[str, Any]], float, dict[str, Any]]:
        """Kill a program `life_s` after it was ready; return what it told, when it died, and what was found."""
        shutil.copytree(self.template, folder)
        chance = random.Random(seed)  # noqa: S311 -- a repeatable draw of moments

        started: list[float] = []

        def begun(heard: list[dict[str, Any]]) -> float | None:
            if heard and not started:
                started.append(time.monotonic() + life_s)
            return started[0] if started else None

        child, reading = _fork(
            lambda pipe: _child(
                folder, self.means, lambda program: _Hand(program, self.student, pipe).write(chance, self.most_letters)
            )
        )
        told = _listen(reading, begun)
        died = time.monotonic()
        told += _kill(child, reading)
        self.spoil(folder)
        child, reading = _fork(
            lambda pipe: _child(folder, self.means, lambda program: _Hand(program, self.student, pipe).look())
        )
        found = _listen(reading, lambda heard: 0.0 if heard else None)
        _kill(child, reading)
        return told, died, found[0] if found else {}


def judge(told: list[dict[str, Any]], died: float, found: dict[str, Any], summary: Summary) -> None:
    """Compare what was typed and confirmed with what came back."""
    typed = {line["typed"]: line["at"] for line in told if "typed" in line}
    summary.rounds += 1
    summary.keys += len(typed)
    summary.confirmed += sum("confirmed" in line for line in told)
    if not found:
        summary.broken += 1
        summary.told.append("the program did not come back")
        return
    confirmed = max((line["confirmed"] for line in told if "confirmed" in line), default=0)
    saved = max(found["saved"], key=len, default="")
    kept = found["offered"] if found["offered"] is not None else saved
    summary.drafts_offered += found["offered"] is not None
    if any(text != letters(len(text)) for text in (saved, kept)):
        summary.broken += 1
        summary.told.append(f"other words came back: {kept!r} {saved!r}")
    if len(saved) < confirmed:
        summary.lost += 1
        summary.told.append(f"{confirmed} letters were confirmed and {len(saved)} are there")
    missing = [at for number, at in typed.items() if number > max(len(kept), len(saved))]
    age = died - min(missing) if missing else 0.0
    summary.oldest_draft_s = max(summary.oldest_draft_s, round(age, 2))
    if age > OLDEST_DRAFT_S:
        summary.drafts_too_old += 1
        summary.told.append(f"what was typed {age:.1f} s before the end is gone")


def make_place(folder: Path) -> Place:
    """Found a school with one student in care."""
    os.environ["XINMIAO_CONFIG_DIR"] = str(folder / "config")
    school = make_signed_in_school(folder / "template", folder / "config", FrozenClock())
    class_id = school.run(roster.add_class.bind(ClassName(Stage.JUNIOR, 7, 2, 2026)))
    student = school.run(roster.add_student.bind({"name": "王芳", "class_id": class_id, "number_in_class": 1}, {}))
    opening = CaseOpening(school.means.ids.new(), student, CaseSource.CLASS_TEACHER, (Problem.EMOTION,))
    school.run(casework.open_case.bind(opening))
    school.lock()
    return Place(folder / "template", student, school.means)


def run(rounds: int, seed: int, folder: Path, longest_s: float = LONGEST_LIFE_S, planted: str = "") -> Summary:
    """Kill `rounds` times; the last life is the longest."""
    chance = random.Random(seed)  # noqa: S311 -- a repeatable draw of moments
    place, summary = replace(make_place(folder), planted=planted), Summary()
    for number in range(rounds):
        life_s = longest_s if number == rounds - 1 else chance.uniform(0, longest_s)
        copied = folder / f"round-{number}"
        judge(*place.round(copied, life_s, chance.randrange(1 << 30)), summary)
        shutil.rmtree(copied)
    return summary


def main() -> int:
    """Run from the command line."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--rounds", type=int, default=200)
    parser.add_argument("--seed", type=int, default=20_261_123)
    parser.add_argument("--longest", type=float, default=LONGEST_LIFE_S, help="seconds a life lasts at most")
    parser.add_argument("--planted", default="", choices=["", "files", "drafts"])
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        summary = run(options.rounds, options.seed, Path(folder), options.longest, options.planted)
    sys.stdout.write(json.dumps(asdict(summary), ensure_ascii=False) + "\n")
    return 0 if summary.is_good else 1


if __name__ == "__main__":
    sys.exit(main())
