"""A student as everybody who may see him knows him: name, sex, class, number, status. Read only.

Owns this one view, for accounts that cannot open the growth file.
"""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from xinmiao.features.roster.records import STUDENT, StudentLine
from xinmiao.kernel.fields import AnyField
from xinmiao.kernel.texts import tr
from xinmiao.ui import theme
from xinmiao.ui.widgets.labels import label
from xinmiao.ui.widgets.surfaces import Hairline


class StudentCard(QWidget):
    """Labels with values; what is not known says so."""

    def __init__(self, line: StudentLine, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("student_card")
        space = theme.current().size
        column = QVBoxLayout(self)
        column.setContentsMargins(space("space-xl"), 0, space("space-xl"), space("space-xl"))
        column.setSpacing(space("space-m"))
        shown: tuple[tuple[AnyField, str], ...] = (
            (STUDENT.name, line.name),
            (STUDENT.sex, STUDENT.sex.show(line.sex)),
            (STUDENT.class_id, line.class_label),
            (STUDENT.number_in_class, STUDENT.number_in_class.show(line.number_in_class)),
            (STUDENT.status, STUDENT.status.show(line.status)),
        )
        for field, words in shown:
            column.addWidget(self._entry(field, words))
        column.addWidget(Hairline())
        column.addWidget(
            label(tr("Everything else about a student is kept in the counselling room."), "secondary", wrap=True)
        )
        column.addStretch(1)

    def _entry(self, field: AnyField, words: str) -> QWidget:
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(label(field.label, "secondary"))
        value = label(words or tr("not known"), "" if words else "muted", wrap=True)
        value.setObjectName(f"card_{field.name}")
        value.setAccessibleName(f"{field.label} {words}")
        column.addWidget(value)
        return holder
