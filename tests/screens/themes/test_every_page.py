"""Every page of the program in every theme and size at 1366×768: no words are cut, nothing lies beside the window."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPropertyAnimation, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QComboBox, QHBoxLayout, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from clipping import clipped
from doubles_ui import COUNSELLOR
from journeys.driver import SIZE, Person
from xinmiao.app.furnishing import pages_for
from xinmiao.features.casework.operations import list_cases
from xinmiao.features.casework.records import CaseLine
from xinmiao.kernel.tasks import Target
from xinmiao.ui import theme
from xinmiao.ui.display import Display

LOOKS = [(name, large) for name in theme.ThemeName for large in (False, True)]
_GROWS = {"audit_trail"}
"""Looking at pages is recorded, so these differ from one look to the next."""
_ROUNDS = 6
_WITH_A_STUDENT = {"student", "access_record"}


def wear(person: Person, name: theme.ThemeName, *, large: bool, language: str = "zh_CN") -> None:
    """Choose a look as the account's menu does."""
    before = person.bench
    wanted = Display(name.value, large, language, before.display.languages)
    before.display_wanted.emit(wanted)
    person.wait(lambda: person.bench.display == wanted)
    person.settle()


def settle(person: Person) -> None:
    """Wait until what a page asked has arrived, what that made it ask too, and all of it is laid out."""
    for _round in range(_ROUNDS):
        quiet = person.program.engines.work.submit(lambda: None)
        person.wait(quiet.done)
        person.settle()
    running = QPropertyAnimation.State.Running
    person.wait(lambda: all(motion.state() is not running for motion in person.shell.findChildren(QPropertyAnimation)))


def case_of(person: Person) -> CaseLine:
    """Return the case with the most notes."""
    found: list[tuple[CaseLine, ...]] = []
    assert person.shell.signed_in is not None
    person.shell.signed_in.tasks.run(list_cases.bind(), found.append)
    person.wait(lambda: found)
    return max((case for case in found[0] if case.student.id), key=lambda case: case.notes)


def places(person: Person) -> list[Target]:
    """Return every page of the program, with a record where it needs one."""
    case = case_of(person)
    records: dict[str, str] = dict.fromkeys(_WITH_A_STUDENT, case.student.id or "") | {"counselling_note": case.id}
    pages = [Target(entry.name, records.get(entry.name, "")) for entry in pages_for(COUNSELLOR)]
    forms = [("students", "new:"), ("students", f"edit:{case.student.id}"), ("student", f"edit:{case.student.id}")]
    return [*pages, *(Target(*form) for form in forms), Target("casework", f"end:{case.id}")]


def cut_words(person: Person, where: str) -> list[str]:
    """Return what does not fit in the window now, with the place in front."""
    settle(person)
    assert (person.shell.width(), person.shell.height()) == SIZE, f"{where} made the window larger"
    return [f"{where}: {line}" for line in clipped(person.shell)]


@pytest.mark.parametrize(("name", "large"), LOOKS, ids=str)
def test_no_words_are_cut_on_any_page(person: Person, name: theme.ThemeName, large: bool) -> None:  # noqa: FBT001 -- a value of the table
    wear(person, name, large=large)
    found: list[str] = []
    for place in places(person):
        person.bench.open(place)
        found += cut_words(person, f"{place.page} {place.record[:4]}")
    person.press(Qt.Key.Key_F1)
    found += cut_words(person, "help")
    person.press(Qt.Key.Key_F9)
    person.wait(person.shell.curtain.isVisible)
    found += cut_words(person, "curtain")
    person.shell.lock()
    person.at_lock_screen()
    found += cut_words(person, "lock screen")
    assert not found, "\n".join(found)


def test_every_page_of_the_program_is_looked_at(person: Person) -> None:
    looked = {place.page for place in places(person)}
    assert looked >= {"today", "students", "roster_import", "student", "casework", "counselling_note", "accounts"}
    assert looked >= {"own_account", "data_care", "audit_trail", "access_record", "settings"}


def test_another_theme_is_worn_at_once_as_if_it_had_been_there_from_the_start(person: Person) -> None:
    """A theme is changed without building anything anew; no widget may keep a colour of the one before."""
    here = [place for place in places(person) if place.page not in _GROWS and ":" not in place.record]
    for place in here:
        person.bench.open(place)
        settle(person)
    bench = person.bench
    wear(person, theme.ThemeName.DARK, large=False)
    assert person.bench is bench
    person.bench.open(Target("plans"))  # its section of the navigation is open in a fresh window
    settle(person)
    live = {place: _picture(person, place) for place in here}
    wear(person, theme.ThemeName.DARK, large=True)
    wear(person, theme.ThemeName.DARK, large=False)
    assert person.bench is not bench
    fresh = {place: _picture(person, place) for place in here}
    assert [page for page in live if _lightness(live[page]) != _lightness(fresh[page])] == []


def _picture(person: Person, place: Target) -> QImage:
    person.bench.open(place)
    settle(person)
    picture: QImage = person.bench.grab().toImage()
    return picture


def _lightness(picture: QImage) -> list[int]:
    """Return the lightness of every 40th part of the picture, so coarse that a cursor or a minute changes nothing."""
    small = picture.scaled(40, 24, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation)
    return [small.pixelColor(x, y).lightness() // 24 for y in range(24) for x in range(40)]


def _row(*widgets: QWidget) -> QWidget:
    window = QWidget()
    window.resize(200, 60)
    row = QHBoxLayout(window)
    for widget in widgets:
        row.addWidget(widget)
    return window


def _narrow(widget: QWidget, width: int) -> QWidget:
    widget.setFixedWidth(width)
    return widget


def _combo(width: int) -> QWidget:
    combo = QComboBox()
    combo.addItem("一个很长很长的选项")
    return _narrow(combo, width)


def _beside() -> QWidget:
    label = QLabel("有一截在外面", window := QWidget())
    label.move(180, 10)
    window.resize(200, 60)
    return window


CUT: dict[str, Callable[[], QWidget]] = {
    "label": lambda: _row(_narrow(QLabel("这句话放不下"), 30)),
    "button": lambda: _row(_narrow(QPushButton("保存并签名"), 40)),
    "combo": lambda: _row(_combo(60)),
    "beside": _beside,
}


@pytest.mark.parametrize("kind", CUT)
def test_cut_words_are_found(qtbot: QtBot, qapp: QApplication, kind: str) -> None:
    theme.install(qapp, theme.Theme())
    window = CUT[kind]()
    qtbot.addWidget(window)
    window.show()
    assert len(clipped(window)) == 1


def test_words_with_room_are_not_found(qtbot: QtBot, qapp: QApplication) -> None:
    theme.install(qapp, theme.Theme())
    window = _row(QLabel("放得下"), QPushButton("保存"), _combo(300))
    window.resize(700, 60)
    qtbot.addWidget(window)
    window.show()
    assert clipped(window) == []
