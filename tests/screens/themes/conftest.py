"""The whole program over a small invented school, to be looked at in every theme and size."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from journeys.driver import SIZE, Person, cheap_means
from xinmiao.app.bootstrap import Program
from xinmiao.app.demo import PASSWORD
from xinmiao.app.demo.builder import build_school
from xinmiao.kernel.clock import SystemClock
from xinmiao.system import i18n
from xinmiao.ui import theme

STUDENTS = 48
_END_LIMIT_MS = 20_000


@pytest.fixture(scope="module")
def invented() -> Iterator[tuple[Path, Path]]:
    """Give the folders of an invented school: data and secrets of this computer."""
    with tempfile.TemporaryDirectory() as place:
        data, config = Path(place) / "data", Path(place) / "config"
        data.mkdir()
        config.mkdir()
        means = replace(cheap_means(), clock=SystemClock())
        build_school(data, config, students=STUDENTS, means=means).workspace.close()
        yield data, config


@pytest.fixture
def at_the_door(
    invented: tuple[Path, Path], qapp: QApplication, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Person]:
    """Give somebody in front of the lock screen, in Chinese, light, 100 %."""
    data, config = invented
    monkeypatch.setenv("XINMIAO_CONFIG_DIR", str(config))
    (config / "device.json").write_text(json.dumps({"language": "zh_CN"}), encoding="utf-8")
    qapp.setQuitOnLastWindowClosed(False)
    program = Program(qapp, data, replace(cheap_means(), clock=SystemClock()))
    program.shell.resize(*SIZE)
    person = Person(program, qtbot)
    program.begin()
    program.shell.activateWindow()
    person.wait(program.shell.isActiveWindow)
    person.at_lock_screen()
    yield person
    _end(qapp, program)
    theme.install(qapp, theme.Theme())
    i18n.set_language(i18n.SOURCE_LANGUAGE)


@pytest.fixture
def person(at_the_door: Person) -> Person:
    """Give the counsellor, signed in."""
    at_the_door.sign_in(PASSWORD, "周老师")
    return at_the_door


def _end(application: QApplication, program: Program) -> None:
    QTimer.singleShot(0, program.shell.close)
    limit = QTimer()
    limit.setSingleShot(True)
    limit.timeout.connect(lambda: application.exit(9))
    limit.start(_END_LIMIT_MS)
    code = application.exec()
    limit.stop()
    program.shell.deleteLater()
    program.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    assert code == 0, "the program did not end by itself"
