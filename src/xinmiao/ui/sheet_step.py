"""The recovery sheet in the wizard: shown, printed, copied by hand, typed back.

Owns what is on the screen of the two codes, and takes it off again. Whether what was typed fits is the vault's to say.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Protocol

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QLineEdit, QWidget

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
    """Two codes, a button that prints, two fields to type them back."""

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
        self._make_fields()
        codes = QGridLayout()
        for column, (words, place) in enumerate(((_("Recovery code"), self._code), (_("School code"), self._secret))):
            codes.addWidget(label(words, "strong"), 0, column)
            codes.addWidget(place, 1, column)
        self.body.addLayout(codes)
        self.body.addWidget(self.print_button, 0, Qt.AlignmentFlag.AlignLeft)
        for row in self._rows.values():
            self.body.addWidget(row)
        self.body.addStretch()

    def _make_fields(self) -> None:
        self.print_button = Button(
            _("Print or save the sheet"), icon="printer", name="sheet_print", keys="Ctrl+P", clicked=self._print
        )
        self._typed = {"code": QLineEdit(), "secret": QLineEdit()}
        for name, line in self._typed.items():
            line.setObjectName(f"sheet_typed_{name}")
        self._typed["code"].returnPressed.connect(self._typed["secret"].setFocus)
        self._typed["secret"].returnPressed.connect(self.go_on)
        self._rows = {
            "code": FieldRow(_("Type the recovery code back from your paper"), self._typed["code"]),
            "secret": FieldRow(
                _("Type the school code back"),
                self._typed["secret"],
                _("Capitals or small letters, with or without dashes."),
            ),
        }

    def take(self, code: tuple[str, ...], secret: tuple[str, ...], make_paper: Callable[[], bytes]) -> None:
        """Show the codes of a fresh sheet."""
        self._code.setText(_lines(code))
        self._secret.setText(_lines(secret))
        self._make_paper = make_paper

    def typed(self) -> tuple[str, str]:
        """Return both codes as they were typed back."""
        return self._typed["code"].text(), self._typed["secret"].text()

    def forget(self) -> None:
        """Take the codes off the screen."""
        for shown in (self._code, self._secret):
            shown.clear()
        for line in self._typed.values():
            line.clear()
        self._make_paper = None

    def enter(self) -> None:
        """Begin with the printing."""
        self.print_button.setFocus()

    def check(self) -> bool:
        """Ask for both codes to be typed."""
        missing = [name for name, line in self._typed.items() if not line.text().strip()]
        ask = _("Please type the code from your paper, or choose to do it later.")
        return not self.show_problems(dict.fromkeys(missing, ask))

    def show_problems(self, problems: Mapping[str, Text]) -> bool:
        """Say at the fields what is wrong; return whether anything is."""
        for name, row in self._rows.items():
            row.set_error(problems.get(name))
        wrong = [name for name in self._rows if name in problems]
        if wrong:
            self._typed[wrong[0]].setFocus()
        return bool(wrong)

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
