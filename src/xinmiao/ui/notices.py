"""Notices: what the program says to the user, and what it asks.

Owns the one way to speak: a line in passing, an error with its next step, a question. Questions never
block: the answer arrives in a callback. A dialog is modal to its window and opened, never executed.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox, QPushButton, QWidget
from shiboken6 import isValid

from xinmiao.kernel.errors import AppError
from xinmiao.kernel.texts import Text, _, tr
from xinmiao.ui.program_name import TITLE


@dataclass(frozen=True)
class Choice:
    """One answer of a question; the button says a verb."""

    name: str
    label: Text
    destructive: bool = False


@dataclass(frozen=True)
class Question:
    """A question with its answers. Enter gives `default`, Esc gives `escape` (the last answer when empty)."""

    text: Text
    detail: Text | None = None
    choices: tuple[Choice, ...] = (Choice("yes", _("Continue")), Choice("no", _("Cancel")))
    default: str = ""
    escape: str = ""

    @property
    def default_name(self) -> str:
        """Return the answer of Enter."""
        return self.default or self.choices[0].name

    @property
    def escape_name(self) -> str:
        """Return the answer of Esc."""
        return self.escape or self.choices[-1].name


class Notices(Protocol):
    """How pages speak to the user."""

    def inform(self, text: Text | str) -> None:
        """Say something in passing, in the status bar."""
        ...

    def error(self, error: AppError) -> None:
        """Tell an error of the world: what happened, what to do, the code."""
        ...

    def bug(self, error: BaseException) -> None:
        """Hand a fault of the program to the crash reporter."""
        ...

    def ask(self, question: Question, then: Callable[[str], None], owner: QWidget | None = None) -> None:
        """Ask; `then` gets the name of the answer, unless `owner` has been deleted meanwhile."""
        ...


class NoticePlace(Protocol):
    """The window's part in it: where lines and banners appear."""

    def show_line(self, text: str) -> None:
        """Show a line in the status bar for a while."""
        ...

    def show_banner(self, message: str, next_step: str, code: str) -> bool:
        """Show an error above the page; False when there is no page to show it on."""
        ...


class ScreenNotices:
    """The notices of the real window."""

    def __init__(self, window: QWidget, place: NoticePlace, bug: Callable[[BaseException], None]) -> None:
        self._window = window
        self._place = place
        self._bug = bug
        self._open: list[QMessageBox] = []

    def inform(self, text: Text | str) -> None:
        """Show a line in the status bar."""
        self._place.show_line(str(text))

    def error(self, error: AppError) -> None:
        """Show a banner above the page, or a dialog where there is no page."""
        if self._place.show_banner(str(error.message), str(error.next_step), error.code):
            return
        box = self._box(str(error.message), tr("{next_step} ({code})", next_step=error.next_step, code=error.code))
        box.setObjectName("error_dialog")
        box.setIcon(QMessageBox.Icon.Warning)
        close = box.addButton(tr("Close"), QMessageBox.ButtonRole.AcceptRole)
        box.setDefaultButton(close)
        box.open()

    def bug(self, error: BaseException) -> None:
        """Hand a fault of the program to the crash reporter."""
        self._bug(error)

    def ask(self, question: Question, then: Callable[[str], None], owner: QWidget | None = None) -> None:
        """Open a dialog that is modal to its window; the answer arrives in `then`."""
        box = self._box(str(question.text), str(question.detail or ""))
        box.setObjectName("question_dialog")
        names = _add_choices(box, question)

        def answered() -> None:
            if owner is None or isValid(owner):
                then(names.get(box.clickedButton(), question.escape_name))

        box.finished.connect(answered)
        box.open()

    def close_all(self) -> None:
        """Take every open dialog off the screen, unanswered; used by the lock."""
        for box in tuple(self._open):
            if isValid(box):
                box.blockSignals(True)  # noqa: FBT003 -- Qt's signature
                box.hide()
                box.deleteLater()
        self._open.clear()

    def _box(self, text: str, detail: str) -> QMessageBox:
        box = QMessageBox(self._window)
        box.setWindowTitle(TITLE)
        box.setText(text)
        box.setInformativeText(detail)
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setWindowModality(Qt.WindowModality.WindowModal)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._open = [other for other in self._open if isValid(other)]
        self._open.append(box)
        return box


def _add_choices(box: QMessageBox, question: Question) -> dict[object, str]:
    names: dict[object, str] = {}
    for choice in question.choices:
        role = QMessageBox.ButtonRole.DestructiveRole if choice.destructive else QMessageBox.ButtonRole.ActionRole
        button: QPushButton = box.addButton(str(choice.label), role)
        button.setObjectName(f"choice_{choice.name}")
        button.setAccessibleName(str(choice.label))
        button.setProperty("tone", "danger" if choice.destructive else "")
        names[button] = choice.name
        if choice.name == question.default_name:
            box.setDefaultButton(button)
        if choice.name == question.escape_name:
            box.setEscapeButton(button)
    return names
