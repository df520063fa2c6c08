"""A class teacher's own classes with their head counts, and a calm sentence of what to do when a child worries him."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from xinmiao.features.roster.records import ClassLine
from xinmiao.features.today.page.rows import PressedRow, step_focus
from xinmiao.kernel.texts import _, ntr, tr
from xinmiao.ui.widgets.icon_label import IconLabel
from xinmiao.ui.widgets.labels import label
from xinmiao.ui.widgets.surfaces import Card


class OwnClasses(Card):
    """The card of own classes."""

    opened = Signal(str)
    """The id of the class whose list is wanted."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(tr("My classes"), name="own_classes")
        self.setParent(parent)
        self._rows: list[PressedRow] = []
        self._place = QVBoxLayout()
        self._place.setSpacing(0)
        self.body.addLayout(self._place)
        self._none = label(_("No class is assigned to you yet; the administrator does that."), "muted", wrap=True)
        self.body.addWidget(self._none)
        calm = label(
            _("You see the names of your classes only. If a child worries you, tell the counsellor in person."),
            "muted",
            wrap=True,
        )
        calm.setObjectName("calm_sentence")
        self.body.addWidget(calm)
        self.body.addStretch(1)

    def set_classes(self, classes: Sequence[ClassLine]) -> None:
        """Show these classes."""
        for row in self._rows:
            self._place.removeWidget(row)
            row.hide()
            row.deleteLater()
        self._rows = [self._row(line) for line in classes]
        self._none.setVisible(not classes)

    def _row(self, line: ClassLine) -> PressedRow:
        row = PressedRow("class_row")
        heads = ntr("{count} student", "{count} students", line.students)
        row.setAccessibleName(f"{line.label} {heads}")
        row.setToolTip(tr("Open the list (Enter)"))
        row.row.addWidget(IconLabel("users", "accent", 20))
        row.row.addLayout(row.words(line.label, heads), 1)
        row.row.addWidget(IconLabel("chevron-right", "muted"), 0, Qt.AlignmentFlag.AlignVCenter)
        row.clicked.connect(partial(self._open, line.id))
        row.moved.connect(lambda step, here=row: step_focus(self._rows, here, step))
        self._place.addWidget(row)
        row.show()
        return row

    def _open(self, class_id: str, _checked: bool = False) -> None:  # noqa: FBT001, FBT002 -- Qt's signal
        self.opened.emit(class_id)
