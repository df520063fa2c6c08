"""The recovery sheet in the wizard: shown, printed, copied by hand, typed back.

Owns what is on the screen of the two codes, and takes it off again. Whether what was typed fits is the vault's to say.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget

from xinmiao.kernel.texts import Text, _
from xinmiao.ui.setup_steps import Step
from xinmiao.ui.widgets.buttons import Button
from xinmiao.ui.widgets.field_row import FieldRow
from xinmiao.ui.widgets.labels import label

_GROUPS_PER_LINE = 4


class ShowPaper(Protocol):
    """Opens the preview of a paper."""

    def __call__(self, make: Callable[[], bytes], owner: QWidget) -> None:
        """Open the preview of what `make` returns."""
        ...


class SheetStep(Step):
    """Two codes, a button that prints, a field to type the first one back."""

    title = _("Recovery sheet")
    next_words = _("Confirm")

    def __init__(self, show_paper: ShowPaper) -> None:
        super().__init__(
            _("Your recovery sheet"),
            _(
                "Whoever has forgotten the password needs this sheet. Print it or copy it by hand, seal it in an "
                "envelope and keep it away from this computer. It is shown only now."
            ),
        )
        self.setObjectName("step_sheet")
        self._show_paper = show_paper
        self._make_paper: Callable[[], bytes] | None = None
        self._code = self._code_label("recovery_code")
        self._secret = self._code_label("school_secret_code")
        self.print_button = Button(
            _("Print or save the sheet"), icon="printer", name="sheet_print", keys="Ctrl+P", clicked=self._print
        )
        self._typed = QLineEdit()
        self._typed.setObjectName("sheet_typed")
        self._typed.returnPressed.connect(self.go_on)
        self._typed_row = FieldRow(
            _("Type the recovery code back from your paper"),
            self._typed,
            _("Capitals or small letters, with or without dashes."),
        )
        self.body.addWidget(label(_("Recovery code"), "strong"))
        self.body.addWidget(self._code)
        self.body.addWidget(label(_("School secret code"), "strong"))
        self.body.addWidget(self._secret)
        self.body.addWidget(self.print_button, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addWidget(self._typed_row)
        self.body.addStretch()

    def take(self, code: tuple[str, ...], secret: tuple[str, ...], make_paper: Callable[[], bytes]) -> None:
        """Show the codes of a fresh sheet."""
        self._code.setText(_lines(code))
        self._secret.setText(_lines(secret))
        self._make_paper = make_paper

    def typed(self) -> str:
        """Return what was typed back."""
        return self._typed.text()

    def forget(self) -> None:
        """Take the codes off the screen."""
        for place in (self._code, self._secret, self._typed):
            place.clear()
        self._make_paper = None

    def enter(self) -> None:
        """Begin with the printing."""
        self.print_button.setFocus()

    def check(self) -> bool:
        """Ask for something to be typed."""
        if self._typed.text().strip():
            return True
        self.show_problem(_("Please type the code from your paper, or choose to do it later."))
        return False

    def show_problem(self, problem: Text) -> None:
        """Say at the field what is wrong."""
        self._typed_row.set_error(problem)
        self._typed.setFocus()

    def _print(self) -> None:
        if self._make_paper is not None:
            self._show_paper(self._make_paper, self)

    def _code_label(self, name: str) -> QLabel:
        made = label("", "recovery")
        made.setObjectName(name)
        return made


def _lines(groups: tuple[str, ...]) -> str:
    rows = [groups[start : start + _GROUPS_PER_LINE] for start in range(0, len(groups), _GROUPS_PER_LINE)]
    return "\n".join("   ".join(row) for row in rows)
