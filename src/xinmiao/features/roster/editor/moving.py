"""The form of a change of status: what happened, on which day, and what belongs to that.

Owns which fields are shown for which kind. What was recorded before stands below it, elsewhere.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from xinmiao.features.roster.records import STUDENT, STUDENT_MOVE, ClassLine, MoveDraft, MoveKind, MoveView
from xinmiao.features.roster.rules.moves import WHY, fields_of
from xinmiao.kernel.open_matters import OpenMatter
from xinmiao.kernel.tasks import Target
from xinmiao.kernel.texts import Text, _, tr
from xinmiao.ui import theme
from xinmiao.ui.forms.form import Form
from xinmiao.ui.widgets.buttons import Button
from xinmiao.ui.widgets.combo import Combo
from xinmiao.ui.widgets.field_row import FieldRow
from xinmiao.ui.widgets.labels import label
from xinmiao.ui.widgets.messages import Banner
from xinmiao.ui.widgets.segmented import SegmentedControl

_FIELDS = ("happened_on", "other_school", "expected_until", "reason", "words")
_LEAVING = frozenset({MoveKind.TRANSFER_OUT, MoveKind.GRADUATION})


class MoveForm(QWidget):
    """Asks for one change; with `move` it corrects one that was recorded, whose kind stays."""

    confirmed = Signal(object)
    """The `MoveDraft`."""
    place_wanted = Signal(object)
    """The `Target` of something that is still open."""

    def __init__(
        self, kinds: Sequence[MoveKind], classes: Sequence[ClassLine], today: date, move: MoveView | None = None
    ) -> None:
        super().__init__()
        self.setObjectName("move_form")
        words = dict(STUDENT_MOVE.kind.labels)
        shown = kinds if move is None else (move.kind,)
        self.kind = SegmentedControl(
            [(each.value, words[each]) for each in shown], STUDENT_MOVE.kind.label, name="kind"
        )
        self.form = Form(STUDENT_MOVE, _FIELDS, parent=self)
        self.form.set_values(
            {"happened_on": today} if move is None else {name: getattr(move, name) for name in _FIELDS}
        )
        self.school_class = Combo(STUDENT.class_id.label, name="move_class")
        self.school_class.addItem(tr("As before"), "")
        for line in classes:
            self.school_class.addItem(line.label, line.id)
        self._class_row = FieldRow(STUDENT.class_id.label, self.school_class, "", name="row_class_id")
        self._corrects = move is not None
        self._matters = QVBoxLayout()
        self._lay_out()
        self.kind.changed.connect(lambda _name: self._show_fields())
        self.kind.set_value(shown[0].value if shown else "")
        self._show_fields()

    def confirm(self) -> None:
        """Hand the change over when its fields hold."""
        names = fields_of(self._kind)
        problems = {name: text for name, text in self.form.problems().items() if name in names}
        self.form.show_problems(problems)
        if not problems:
            self.confirmed.emit(self._draft())

    def refuse(self, problems: Mapping[str, Text]) -> None:
        """Mark what the operation refused."""
        self._class_row.set_error(problems.get("class_id"))
        self.form.show_problems({name: text for name, text in problems.items() if name in _FIELDS})

    def show_matters(self, matters: Sequence[OpenMatter]) -> None:
        """Say what stays open when the student leaves, and where to go on with it."""
        while (item := self._matters.takeAt(0)) is not None:
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()
        for matter in matters:
            go = partial(self._go, matter.target)
            banner = Banner("warning", matter.words, matter.next_step, button=_("Open"), clicked=go, dismissible=False)
            banner.setVisible(self._kind in _LEAVING)
            self._matters.addWidget(banner)

    @property
    def _kind(self) -> MoveKind:
        return MoveKind(self.kind.value() or MoveKind.CORRECTION)

    def _draft(self) -> MoveDraft:
        values = self.form.values()
        names = fields_of(self._kind)
        said = {name: values[name] for name in names}
        return MoveDraft(
            kind=self._kind,
            happened_on=said["happened_on"],
            class_id=self.school_class.currentData() or None if self._asks_class else None,
            other_school=said.get("other_school") or "",
            expected_until=said.get("expected_until"),
            reason=said.get("reason"),
            words=said.get("words") or "",
        )

    @property
    def _asks_class(self) -> bool:
        return self._kind in WHY and not self._corrects

    def _show_fields(self) -> None:
        for name in _FIELDS:
            self.form.row(name).setVisible(name in fields_of(self._kind))
        self._class_row.setVisible(self._asks_class)
        for place in range(self._matters.count()):
            item = self._matters.itemAt(place)
            if item is not None and (widget := item.widget()) is not None:
                widget.setVisible(self._kind in _LEAVING)

    def _go(self, target: Target) -> None:
        self.place_wanted.emit(target)

    def _lay_out(self) -> None:
        space = theme.current().size
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(space("space-m"))
        if self._corrects:
            column.addWidget(label(_("Correct what was recorded."), "muted", wrap=True))
        column.addWidget(self.kind)
        column.addLayout(self._matters)
        for name in _FIELDS:
            column.addWidget(self.form.row(name))
        column.addWidget(self._class_row)
        row = QHBoxLayout()
        row.addStretch(1)
        words = _("Save the correction") if self._corrects else _("Record it")
        row.addWidget(Button(words, role="primary", icon="save", name="record_move", clicked=self.confirm))
        column.addLayout(row)
