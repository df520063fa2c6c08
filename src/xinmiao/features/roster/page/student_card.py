"""A student as everybody who may see him knows him: name, sex, class, number, status. Read only.

Owns this one view, for accounts that cannot open the growth file.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from xinmiao.features.roster.page.class_spells import ClassSpells
from xinmiao.features.roster.records import CLASS_TEACHER, MENTOR, STUDENT, StudentLine
from xinmiao.kernel.texts import Text, _, tr
from xinmiao.ui import theme
from xinmiao.ui.widgets.labels import label
from xinmiao.ui.widgets.surfaces import Hairline


class StudentCard(QWidget):
    """Labels with values; what is not known says so. `mentor` is None where the account may not know."""

    def __init__(
        self, line: StudentLine, teachers: Sequence[str] = (), mentor: str | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("student_card")
        self.spells = ClassSpells()
        """Filled by whoever shows the card."""
        space = theme.current().size
        column = QVBoxLayout(self)
        column.setContentsMargins(space("space-xl"), 0, space("space-xl"), space("space-xl"))
        column.setSpacing(space("space-m"))
        shown: list[tuple[str, Text, str]] = [
            ("name", STUDENT.name.label, line.name),
            ("sex", STUDENT.sex.label, STUDENT.sex.show(line.sex)),
            ("class_id", STUDENT.class_id.label, line.class_label),
            ("number_in_class", STUDENT.number_in_class.label, STUDENT.number_in_class.show(line.number_in_class)),
            ("status", STUDENT.status.label, STUDENT.status.show(line.status)),
            ("class_teacher", CLASS_TEACHER.label, tr(", ").join(teachers)),
        ]
        shown += [] if mentor is None else [("mentor", MENTOR.label, mentor)]
        for name, title, words in shown:
            column.addWidget(self._entry(name, title, words))
        column.addWidget(label(_("Classes"), "secondary"))
        column.addWidget(self.spells)
        column.addWidget(Hairline())
        column.addWidget(
            label(tr("Everything else about a student is kept in the counselling room."), "secondary", wrap=True)
        )
        column.addStretch(1)

    def _entry(self, name: str, title: Text, words: str) -> QWidget:
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(label(title, "secondary"))
        value = label(words or tr("not known"), "" if words else "muted", wrap=True)
        value.setObjectName(f"card_{name}")
        value.setAccessibleName(f"{title} {words}")
        column.addWidget(value)
        return holder
