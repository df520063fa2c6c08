"""面谈方式: while the student sits beside the counsellor, only this note is on the screen.

Owns what of the note's page is hidden: whose it is, the level, what hangs on it. What stands around the page is the
workbench's. The window's title never names anybody.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QWidget

from xinmiao.kernel.texts import _, tr
from xinmiao.ui import theme
from xinmiao.ui.actions import Action
from xinmiao.ui.widgets.buttons import Button
from xinmiao.ui.widgets.labels import label

if TYPE_CHECKING:
    from xinmiao.features.casework.page.desk import NoteEditorPage

KEY = "F8"


class Beside:
    """Turns the mode on and off for one page; leaving the page turns it off."""

    def __init__(self, page: NoteEditorPage) -> None:
        self._page = page
        self.is_on = False
        self.strip = QWidget()
        self.strip.setObjectName("beside_strip")
        space = theme.current().size
        row = QHBoxLayout(self.strip)
        row.setContentsMargins(space("space-xl"), space("space-s"), space("space-xl"), space("space-s"))
        row.addWidget(label(_("Interview"), "title"))
        row.addStretch(1)
        row.addWidget(
            Button(tr("Show everything again ({keys})", keys=KEY), role="quiet", name="leave_beside", clicked=self.turn)
        )
        self.strip.hide()

    def action(self) -> Action:
        """Return the one key by which the mode is entered and left."""
        return Action("beside", _("Only this note on the screen"), self.turn, KEY, "eye-off", self._may)

    def turn(self) -> None:
        """Enter the mode, or leave it."""
        self._show(alone=not self.is_on)

    def may_print(self) -> bool:
        """Return whether a note stands there that can be printed; never beside the student."""
        return self._page.note is not None and not self.is_on

    def leave(self) -> None:
        """Give everything back."""
        if self.is_on:
            self._show(alone=False)

    def _may(self) -> bool:
        return self.is_on or self._page.is_writing

    def _show(self, *, alone: bool) -> None:
        page = self._page
        self.is_on = alone
        page.corrections.close_sheets()
        page.context.navigator.show_alone(alone=alone)
        page.header.setVisible(not alone)
        self.strip.setVisible(alone)
        page.writing.form.closing.show_level(shown=not alone)
        page.writing.form.risks.show_consequences(shown=not alone)
        page.writing.aids.setVisible(not alone)
        page.writing.show_panels_button(shown=not alone)
        page.reading.show_panels(shown=not alone)
        page.setFocus()
