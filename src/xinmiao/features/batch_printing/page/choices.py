"""What is chosen beside the list of students: paper, class, purpose, sheets; and the button that begins.

Owns no students and makes no paper; the page does.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLineEdit

from xinmiao.kernel.feature import BatchPaper
from xinmiao.kernel.texts import _, ntr, tr
from xinmiao.ui import theme
from xinmiao.ui.widgets.buttons import Button
from xinmiao.ui.widgets.combo import Combo
from xinmiao.ui.widgets.field_row import FieldRow
from xinmiao.ui.widgets.labels import label
from xinmiao.ui.widgets.surfaces import Card

_WIDTH_PX = 380
_LONGEST_PURPOSE = 60
FROM_LIST = "*"
"""The choice of the students of the list one came from."""


class BatchChoices(Card):
    """The card at the right of the page."""

    begun = Signal()
    """The papers are to be made."""
    stopped = Signal()
    """The papers are not to be made after all."""

    def __init__(self, papers: Sequence[BatchPaper]) -> None:
        super().__init__(_("What is printed"), name="batch_card")
        self.kind = Combo(_("Paper"), name="batch_kind")
        for paper in papers:
            self.kind.addItem(str(paper.label), paper.name)
        self.classes = Combo(_("Class"), name="batch_class")
        self.purpose = QLineEdit()
        self.purpose.setObjectName("batch_purpose")
        self.purpose.setMaxLength(_LONGEST_PURPOSE)
        self.purpose.returnPressed.connect(self.begun)
        help_ = _("Stands at the foot of every page, so that it is clear what the paper is for.")
        self._row = FieldRow(_("Purpose"), self.purpose, help_, required=True)
        self.both_sides = QCheckBox(tr("Each student on a new sheet when printing on both sides"))
        self.both_sides.setObjectName("batch_both_sides")
        self.told = label("", "muted", wrap=True)
        self.told.setObjectName("batch_told")
        go = self.begun.emit
        self.button = Button(_("Make the papers"), role="primary", icon="printer", name="batch_go", clicked=go)
        self.stop_button = Button(_("Stop"), name="batch_stop", clicked=self.stopped.emit)
        self.stop_button.hide()
        self._lay_out()

    def choose_paper(self, name: str) -> None:
        """Choose a paper by name, the first where there is none of it."""
        self.kind.setCurrentIndex(max(self.kind.findData(name), 0))

    def show_classes(self, labels: Iterable[str], chosen: str, listed: int = 0) -> None:
        """Offer all, the `listed` students of the list one came from, and each class; `chosen` stays among them."""
        self.classes.clear()
        self.classes.addItem(tr("All classes"), "")
        if listed:
            words = ntr("{count} student of the list before", "{count} students of the list before", listed)
            self.classes.addItem(words, FROM_LIST)
        for each in dict.fromkeys(labels):
            self.classes.addItem(each, each)
        self.classes.setCurrentIndex(max(self.classes.findData(chosen), 0))

    def place(self) -> str:
        """Return the class chosen, `FROM_LIST`, or empty for all."""
        return str(self.classes.currentData() or "")

    def class_label(self) -> str:
        """Return the class chosen, empty for all."""
        return "" if self.place() == FROM_LIST else self.place()

    def purpose_words(self) -> str:
        """Return what the paper is for."""
        return " ".join(self.purpose.text().split())

    def has_purpose(self) -> bool:
        """Return whether a purpose is given; ask for it where it is missing."""
        given = bool(self.purpose_words())
        self._row.set_error(None if given else _("Please say what the paper is for."))
        if not given:
            self.purpose.setFocus()
        return given

    def show_busy(self, done: int, total: int) -> None:
        """Show how far the collecting is, and how to stop it."""
        self.button.setEnabled(False)
        self.stop_button.show()
        self.told.setText(tr("Collected {done} of {total}", done=done, total=total))

    def show_idle(self) -> None:
        """Offer to begin again."""
        self.button.setEnabled(True)
        self.stop_button.hide()

    def _lay_out(self) -> None:
        self.add(FieldRow(_("Paper"), self.kind))
        self.add(FieldRow(_("Class"), self.classes))
        self.add(self._row)
        self.add(self.both_sides)
        self.add(self.told)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self.stop_button)
        buttons.addWidget(self.button)
        self.add(buttons)
        self.setFixedWidth(theme.current().px(_WIDTH_PX))
