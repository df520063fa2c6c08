"""One entry in full: when, who, what, about whom, which fields, and its number in the chain."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from xinmiao.features.audit_trail.page.looks import kind_chip
from xinmiao.features.audit_trail.records import FILE_LABELS, TrailLine
from xinmiao.kernel.display import show_datetime
from xinmiao.kernel.texts import Text, _, ntr, tr
from xinmiao.ui import theme
from xinmiao.ui.widgets.buttons import Button
from xinmiao.ui.widgets.chips import StatusChip
from xinmiao.ui.widgets.labels import label
from xinmiao.ui.widgets.surfaces import Card, Hairline

_LABEL_PX = 88


class EntryDetail(Card):
    """The card of one entry."""

    def __init__(self, open_access: Callable[[str], object] | None, parent: QWidget | None = None) -> None:
        super().__init__(name="trail_detail")
        self.setParent(parent)
        self._open_access = open_access
        self._inside: QWidget | None = None

    def show_line(self, line: TrailLine | None) -> None:
        """Show an entry, or nothing."""
        self.setVisible(line is not None)
        if self._inside is not None:
            self.body.removeWidget(self._inside)
            self._inside.hide()
            self._inside.deleteLater()
            self._inside = None
        if line is not None:
            self._inside = self._filled(line)
            self.add(self._inside)

    def _filled(self, line: TrailLine) -> QWidget:
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.current().size("space-s"))
        column.addWidget(label(line.words, "section", wrap=True))
        chip = kind_chip(line.kind)
        column.addWidget(StatusChip(chip.word, chip.tone, icon=chip.icon))
        column.addWidget(Hairline())
        for words, text in _facts(line):
            column.addLayout(_row(words, text))
        if line.student_id and self._open_access is not None:
            open_access, student_id = self._open_access, line.student_id
            button = Button(
                _("Who has opened this file"), icon="eye", name="open_access", clicked=lambda: open_access(student_id)
            )
            column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        return inside


def _facts(line: TrailLine) -> list[tuple[Text, str]]:
    told = [
        (_("Time"), show_datetime(line.at)),
        (_("Who"), line.account_label),
        (_("Student"), line.who_about),
        (_("About"), tr(", ").join(str(each) for each in line.about)),
    ]
    for change in line.changes:
        told.append((change.record_label, ntr("{count} record", "{count} records", change.count)))
        told.append((_("Fields"), tr(", ").join(str(field) for field in change.fields)))
    told += [(words, str(value)) for words, value in line.facts]
    told.append((_("Entry"), tr("{seq} of {file}", seq=line.seq, file=FILE_LABELS[line.data_file])))
    return [(words, text) for words, text in told if text]


def _row(words: Text, text: str) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(theme.current().size("space-m"))
    caption = label(words, "secondary", wrap=True)
    caption.setFixedWidth(theme.current().px(_LABEL_PX))
    row.addWidget(caption, 0, Qt.AlignmentFlag.AlignTop)
    row.addWidget(label(text, wrap=True), 1)
    return row
