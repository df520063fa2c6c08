"""Somebody at the program: the real `Program` offscreen, with clicks and keys on widgets found by their names.

Owns how a person's hands reach the windows. Nothing is asked of the program that a person could not ask: what a
journey looks at beyond the screen (files, clipboard, operations) it looks at itself.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QModelIndex, QPoint, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QCheckBox,
    QComboBox,
    QDialogButtonBox,
    QFileDialog,
    QLabel,
    QLineEdit,
    QListWidget,
    QPlainTextEdit,
    QPushButton,
    QScrollArea,
    QWidget,
)
from pytestqt.exceptions import TimeoutError as WaitedTooLong
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from doubles import FrozenClock
from xinmiao.app.bootstrap import Program
from xinmiao.kernel.clock import Clock, SystemIds
from xinmiao.ui.page import Page
from xinmiao.ui.shell import Shell
from xinmiao.ui.widgets.labels import ElidedLabel
from xinmiao.ui.workbench import Workbench
from xinmiao.vault.keys.kdf import SHIPPED_POLICY, KdfCost, KdfPolicy
from xinmiao.vault.keys.means import Means

W = TypeVar("W", bound=QWidget)

PASSWORD = "four words are enough"
SIZE = (1366, 768)
WAIT_MS = 10_000
STILL_MS = 2_000
CTRL, ALT, SHIFT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.ShiftModifier,
)
PLAIN = Qt.KeyboardModifier.NoModifier
_LONGEST_WAY = 80
"""No field of a page lies further away than this many Tabs."""


def cheap_means(clock: Clock | None = None) -> Means:
    """Return a clock that stands, real ids, and a key derivation that takes no time."""
    cheap = KdfCost(memory=8192, passes=1)
    return Means(
        clock=clock or FrozenClock(), ids=SystemIds(), cost=cheap, policy=KdfPolicy(floor=cheap, cap=SHIPPED_POLICY.cap)
    )


@dataclass
class Person:
    """Hands and eyes in front of one running program."""

    program: Program
    qtbot: QtBot
    planted_faults: int = 0
    """Mistakes of the program that the test made itself."""

    def __post_init__(self) -> None:
        """Keep the counter of mistakes beyond the program's end."""
        self.crashes = self.program.crash

    @property
    def shell(self) -> Shell:
        """Return the window."""
        return self.program.shell

    @property
    def bench(self) -> Workbench:
        """Return the signed-in workbench."""
        assert self.shell.signed_in is not None, "nobody is signed in"
        return self.shell.signed_in.workbench

    @property
    def page(self) -> Page:
        """Return the page in front."""
        page = self.bench.page
        assert page is not None
        return page

    def wait(self, condition: Callable[[], object], timeout: int = WAIT_MS) -> None:
        """Wait for the program."""
        self.qtbot.waitUntil(lambda: bool(condition()), timeout=timeout)

    def settle(self) -> None:
        """Wait until no page waits for an answer, and what arrived is laid out."""
        self.wait(lambda: self.shell.signed_in is None or self.shell.signed_in.tasks.waiting == 0)
        QApplication.processEvents()

    # looking

    def seen(self, name: str, kind: type[W], under: QWidget | None = None) -> W | None:
        """Return the visible widget of this name, or None."""
        place = under or QApplication.activeModalWidget() or self.shell
        found = [place, *place.findChildren(kind, name)]
        return next((w for w in found if isinstance(w, kind) and w.objectName() == name and w.isVisible()), None)

    def find(self, name: str, kind: type[W], under: QWidget | None = None) -> W:
        """Wait for the visible widget of this name."""
        found: list[W] = []

        def looked() -> bool:
            widget = self.seen(name, kind, under)
            found[:] = [] if widget is None else [widget]
            return bool(found)

        try:
            self.wait(looked)
        except Exception as error:
            told = f"{name} is not on the screen; there are {self.names(under)}\n{self.words(under)}"
            raise AssertionError(told) from error
        return found[0]

    def names(self, under: QWidget | None = None) -> list[str]:
        """Return the names of what can be used now, for messages."""
        place = under or QApplication.activeModalWidget() or self.shell
        names = (w.objectName() for w in place.findChildren(QWidget) if w.isVisible() and w.objectName())
        return sorted({name for name in names if not name.startswith("qt_")})

    def words(self, under: QWidget | None = None) -> str:
        """Return every word that stands on labels, buttons and fields now."""
        place = under or self.shell
        return "\n".join(
            text for widget in place.findChildren(QWidget) if widget.isVisible() and (text := _text(widget))
        )

    def text(self, name: str) -> str:
        """Return what stands in a label or a field."""
        return _text(self.find(name, QWidget))

    # the mouse

    def click(self, name: str, under: QWidget | None = None) -> None:
        """Click a button or a row in its middle, once it can be clicked."""
        self._unfold(name)
        widget = self.find(name, QWidget, under)
        self.wait(lambda: isValid(widget) and widget.isEnabled())
        self.click_on(widget)

    def _unfold(self, name: str) -> None:
        """Open the section of the navigation in which a button stands."""
        button = self.shell.findChild(QPushButton, name)
        if name.startswith("nav_") and button is not None and not button.isVisible():
            self.click(f"section_{button.property('section')}")

    def click_on(self, widget: QWidget, at: QPoint | None = None) -> None:
        """Click a widget that a person can reach: nothing may lie over the place."""
        self.in_front()
        self.settle()
        _scroll_to(widget)
        place = at or (
            widget.rect().center() if not isinstance(widget, QCheckBox) else QPoint(12, widget.height() // 2)
        )
        with suppress(WaitedTooLong):  # the layout may still be moving
            self.wait(lambda: _is_reached(_hit(widget, place), widget), STILL_MS)
        hit = _hit(widget, place)
        assert hit is not None, f"{widget.objectName()} is outside of its window"
        assert _is_reached(hit, widget), f"{hit.objectName() or hit} covers {widget.objectName()}"
        self.qtbot.mouseClick(hit, Qt.MouseButton.LeftButton, pos=hit.mapFrom(widget, place))

    def choose(self, name: str, words: str) -> None:
        """Choose an entry of a drop-down list."""
        combo = self.find(name, QComboBox)
        place = combo.findText(words)
        assert place >= 0, [combo.itemText(row) for row in range(combo.count())]
        self.click_on(combo)
        self.wait(lambda: combo.view().isVisible())
        step = Qt.Key.Key_Down if place > combo.currentIndex() else Qt.Key.Key_Up
        for _row in range(abs(place - combo.currentIndex())):
            self.qtbot.keyClick(combo.view(), step)
        self.qtbot.keyClick(combo.view(), Qt.Key.Key_Return)
        self.wait(lambda: combo.currentIndex() == place and not combo.view().isVisible())

    def click_menu(self, name: str, entry: str, under: QWidget | None = None) -> None:
        """Open the menu of a button and click an entry."""
        self.settle()  # a header that is filled anew makes its menu anew
        button = self.find(name, QPushButton, under)
        menu = button.menu()
        self.click_on(button)
        self.wait(menu.isVisible)
        action = next(action for action in menu.actions() if action.objectName() == entry)
        assert action.isEnabled(), f"{entry} cannot be chosen"
        self.qtbot.mouseClick(menu, Qt.MouseButton.LeftButton, pos=menu.actionGeometry(action).center())

    def click_row(self, view: QAbstractItemView, words: str) -> None:
        """Click the row of a list in whose spoken words these stand."""
        model = view.model()
        rows = [model.index(row, 0) for row in range(model.rowCount())]
        told = [_row_words(row) for row in rows]
        place = next((row for row, text in zip(rows, told, strict=True) if words in text), None)
        assert place is not None, f"{words} stands in none of {told}"
        view.scrollTo(place)
        self.qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=view.visualRect(place).center())

    def name_file(self, dialog: str, path: Path) -> None:
        """Type a path into a file dialog and confirm."""
        shown = self.find(dialog, QFileDialog)
        line = self.find("fileNameEdit", QLineEdit, shown)
        line.setFocus()
        line.selectAll()
        line.insert(str(path))
        box = self.find("buttonBox", QDialogButtonBox, shown)
        confirm = next(b for b in box.buttons() if box.buttonRole(b) is QDialogButtonBox.ButtonRole.AcceptRole)
        self.wait(confirm.isEnabled)
        self.qtbot.mouseClick(confirm, Qt.MouseButton.LeftButton)
        self.wait(lambda: not isValid(shown) or not shown.isVisible())

    # the keyboard

    def in_front(self) -> None:
        """Give the keyboard back to our window when a dialog of it has gone, as a window manager does."""
        active = QApplication.activeWindow()
        if active is None or not active.isVisible():
            window = QApplication.activeModalWidget() or self.shell
            window.activateWindow()
            self.wait(lambda: QApplication.activeWindow() is window)

    @property
    def focus(self) -> QWidget:
        """Return the widget that has the keyboard."""
        self.in_front()
        found = QApplication.focusWidget()
        assert found is not None, f"no widget has the keyboard in {QApplication.activeWindow()}"
        return found

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = PLAIN) -> None:
        """Press a key where the keyboard is."""
        self.in_front()
        where = QApplication.activePopupWidget() or QApplication.focusWidget() or self.shell
        self.qtbot.keyClick(where, key, modifiers)

    def type(self, text: str) -> None:
        """Type where the keyboard is: letters by keys, Chinese as an input method commits it."""
        for letter in text:
            if letter.isascii():
                self.qtbot.keyClicks(self.focus, letter)
            else:
                event = QInputMethodEvent()
                event.setCommitString(letter)
                QApplication.sendEvent(self.focus, event)

    def go_to(self, name: str, *, back: bool = False) -> None:
        """Press Tab until the keyboard is at the widget of this name."""
        way = []
        for _step in range(_LONGEST_WAY):
            if QApplication.focusWidget() is not None and self.focus.objectName() == name:
                return
            key = Qt.Key.Key_Backtab if back else Qt.Key.Key_Tab
            if isinstance(self.focus, QPlainTextEdit) and not self.focus.tabChangesFocus():
                way.append("(Tab types here)")
            self.press(key, SHIFT if back else PLAIN)
            way.append(self.focus.objectName())
        raise AssertionError(f"Tab never reaches {name}: {' '.join(way)}")

    def press_enter_at(self, name: str) -> None:
        """Tab to a button, wait until it can be pressed, press Enter."""
        button = self.find(name, QWidget)
        self.wait(button.isEnabled)
        self.go_to(name)
        self.press(Qt.Key.Key_Return)

    def fill(self, name: str, text: str) -> None:
        """Click a field, replace what stands there."""
        field = self.find(name, QWidget)
        self.click_on(field)
        if isinstance(field, QLineEdit):
            field.selectAll()
        self.type(text)

    # ways through the program

    def sign_in(self, password: str = PASSWORD, account: str = "") -> None:
        """Sign in at the lock screen by keyboard."""
        self.at_lock_screen()
        if account:
            self.choose("account", account)
        field = self.find("password", QLineEdit)
        self.wait(field.isEnabled)
        field.setFocus()
        self.type(password)
        self.press(Qt.Key.Key_Return)
        self.wait(lambda: self.shell.signed_in is not None)
        self.settle()

    def at_lock_screen(self) -> None:
        """Wait until somebody may sign in."""
        self.wait(
            lambda: self.shell.signed_in is None and (field := self.seen("password", QLineEdit)) and field.isEnabled()
        )

    def found(self) -> list[str]:
        """Return the people below the search box."""
        rows = self.find("search_list", QListWidget, self.shell)
        return [rows.item(row).text() for row in range(rows.count())]


def _hit(widget: QWidget, place: QPoint) -> QWidget | None:
    """Scroll a widget into sight and return what lies over a place of it."""
    _scroll_to(widget)
    return widget.window().childAt(widget.mapTo(widget.window(), place))


def _is_reached(hit: QWidget | None, widget: QWidget) -> bool:
    return hit is not None and (hit is widget or widget.isAncestorOf(hit))


def _scroll_to(widget: QWidget) -> None:
    """Turn the wheel until a widget is in sight."""
    around = widget.parentWidget()
    while around is not None:
        if isinstance(around, QScrollArea):
            around.ensureWidgetVisible(widget)
        around = around.parentWidget()
    QApplication.processEvents()


def _row_words(row: QModelIndex) -> str:
    roles = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole)
    return "\n".join(str(row.data(role)) for role in roles if row.data(role))


def _text(widget: QWidget) -> str:
    if isinstance(widget, (QLabel, QLineEdit, QAbstractButton, ElidedLabel)):
        return widget.text()
    if isinstance(widget, QPlainTextEdit):
        return widget.toPlainText()
    return widget.currentText() if isinstance(widget, QComboBox) else ""


def place_of(folder: Path) -> Path:
    """Return where the data of a journey lie."""
    return folder / "data"


__all__ = ["ALT", "CTRL", "PASSWORD", "PLAIN", "SHIFT", "SIZE", "Person", "cheap_means", "place_of"]
