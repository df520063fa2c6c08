"""Handing cases over: to whom, since when, why, and for each case what was promised and who knows what.

What is typed is kept as a draft when the sheet is put away.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from xinmiao.features.casework.records import (
    HANDED_CASE,
    HANDOVER,
    CaseLine,
    CaseRisk,
    HandedWords,
    HandoverOrder,
    Taker,
)
from xinmiao.features.casework.rules.cases import days_without
from xinmiao.features.casework.rules.handovers import WORDS
from xinmiao.kernel.texts import Text, _, ntr, tr
from xinmiao.ui import theme
from xinmiao.ui.forms.drafting import packed, put_back, taken, unpacked
from xinmiao.ui.forms.form import Form
from xinmiao.ui.page import PageContext
from xinmiao.ui.widgets.buttons import Button
from xinmiao.ui.widgets.combo import Combo
from xinmiao.ui.widgets.field_row import FieldRow
from xinmiao.ui.widgets.labels import label
from xinmiao.ui.widgets.surfaces import Hairline, PageColumn

DRAFT = "new_handover:cases"


class HandingColumn(PageColumn):
    """The whole order; `chosen` are the cases that begin ticked."""

    confirmed = Signal(object)

    def __init__(
        self,
        context: PageContext,
        takers: Sequence[Taker],
        cases: Sequence[CaseLine],
        chosen: frozenset[str] = frozenset(),
        draft: bytes | None = None,
    ) -> None:
        super().__init__(name="case_handing")
        self._context, self._id = context, context.ids.new()
        self.taker = Combo(HANDOVER.taker_name.label, name="handover_taker")
        for taker in takers:
            self.taker.addItem(taker.name, taker.account)
        self.taker.setCurrentIndex(0 if len(takers) == 1 else -1)
        self.form = Form(HANDOVER, ("on_date", "reason"), parent=self)
        self.form.set_values({"on_date": context.clock.today()})
        today = context.clock.today()
        self.cases = [CaseToHand(case, today, ticked=case.id in chosen) for case in cases]
        self._taker_row = FieldRow(HANDOVER.taker_name.label, self.taker, required=True)
        self._count = label("", "secondary")
        self._error = label("", "error", wrap=True)
        self._lay_out()
        self.keeper = context.drafts.keep(DRAFT, self._payload, self)
        if draft is not None:
            self._restore(unpacked(draft))
        self._tell()
        self._keep_what_changes()

    def confirm(self) -> None:
        """Hand the order over when it is complete."""
        values, found = self.form.values(), self.form.problems()
        if self.taker.currentIndex() < 0:
            found["taker"] = _("Please choose a counsellor.")
        words = tuple(case.words() for case in self.cases if case.is_ticked)
        if not words:
            found["cases"] = _("Please choose at least one case.")
        self.refuse(found)
        if not found:
            taker = str(self.taker.currentData())
            self.confirmed.emit(HandoverOrder(self._id, taker, values["reason"], words, values["on_date"]))

    def refuse(self, problems: Mapping[str, Text]) -> None:
        """Mark what is wrong."""
        self._taker_row.set_error(problems.get("taker"))
        other = next((problems[name] for name in ("cases", *WORDS) if name in problems), None)
        self._error.setText("" if other is None else str(other))
        self._error.setVisible(other is not None)
        self.form.show_problems(problems)

    def put_away(self) -> bool:
        """Keep what is not saved as a draft; return whether anything is."""
        if not (self.form.dirty or any(case.has_words for case in self.cases)):
            self.keeper.discard()
            return False
        self.keeper.touch()
        self.keeper.flush()
        return True

    def _keep_what_changes(self) -> None:
        self.form.changed.connect(self.keeper.touch)
        self.taker.activated.connect(lambda _index: self.keeper.touch())
        for case in self.cases:
            case.changed.connect(self._touched)

    def _touched(self) -> None:
        self._tell()
        self.keeper.touch()

    def _tell(self) -> None:
        ticked = sum(case.is_ticked for case in self.cases)
        self._count.setText(ntr("{count} case chosen", "{count} cases chosen", ticked))

    def _tick_all(self) -> None:
        every = not all(case.is_ticked for case in self.cases)
        for case in self.cases:
            case.tick(on=every)
        self._touched()

    def _payload(self) -> bytes:
        said = {case.case_id: case.parts() for case in self.cases if case.is_ticked}
        parts = {**taken(self.form), "taker": self.taker.currentData(), "said": said}
        return packed(parts, self._context.clock.now())

    def _restore(self, parts: dict[str, Any]) -> None:
        put_back(self.form, parts)
        self.taker.setCurrentIndex(self.taker.findData(parts.get("taker")))
        for case in self.cases:
            if case.case_id in parts.get("said", {}):
                case.put_back(parts["said"][case.case_id])

    def _lay_out(self) -> None:
        self.body.setSpacing(theme.current().size("space-m"))
        told = _(
            "The new counsellor writes in these cases from that day on."
            " Notes that are not signed stay with who wrote them."
        )
        self.add(label(told, "muted", wrap=True))
        self.add(self._taker_row)
        for name in self.form.model.names:
            self.add(self.form.row(name))
        head = QHBoxLayout()
        head.addWidget(label(_("Cases"), "section"))
        head.addWidget(self._count)
        head.addStretch(1)
        head.addWidget(Button(_("All or none"), name="tick_all", clicked=self._tick_all))
        self.add(head)
        self._error.hide()
        self.add(self._error)
        for case in self.cases:
            self.add(case)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(Button(_("Hand over"), role="primary", name="confirm_handover", clicked=self.confirm))
        self.add(foot)


class CaseToHand(QWidget):
    """One case to be ticked; what is said of it shows once it is."""

    changed = Signal()

    def __init__(self, case: CaseLine, today: date, *, ticked: bool) -> None:
        super().__init__()
        self.case_id = case.id
        self.box = QCheckBox(_words(case, today))
        self.box.setObjectName(f"hand_{case.number}")
        self.box.toggled.connect(self._toggled)
        self._form: Form | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.current().size("space-s"))
        self._column.addWidget(self.box)
        self._below = QWidget()
        self._column.addWidget(self._below)
        self._column.addWidget(Hairline())
        self._below.hide()
        self.tick(on=ticked)

    @property
    def is_ticked(self) -> bool:
        """Return whether the case is handed over."""
        return self.box.isChecked()

    @property
    def has_words(self) -> bool:
        """Return whether something was typed for it."""
        return self._form is not None and self._form.dirty

    def tick(self, *, on: bool) -> None:
        """Choose the case, or not."""
        self.box.setChecked(on)

    def words(self) -> HandedWords:
        """Return what is said of the case."""
        values = {} if self._form is None else self._form.values()
        return HandedWords(self.case_id, *(values.get(name) or "" for name in WORDS))

    def parts(self) -> dict[str, Any]:
        """Return what is said as plain data."""
        return {} if self._form is None else taken(self._form)

    def put_back(self, parts: Mapping[str, Any]) -> None:
        """Show what `parts` gave."""
        self.tick(on=True)
        if self._form is not None:
            put_back(self._form, parts)

    def _toggled(self, on: bool) -> None:  # noqa: FBT001 -- a signal's value
        if on and self._form is None:  # made when wanted: a counsellor may have hundreds of cases
            self._form = Form(HANDED_CASE, WORDS, parent=self)
            self._form.changed.connect(self.changed)
            rows = QVBoxLayout(self._below)
            rows.setContentsMargins(theme.current().size("space-xl"), 0, 0, theme.current().size("space-s"))
            for name in WORDS:
                rows.addWidget(self._form.row(name))
        self._below.setVisible(on)
        self.changed.emit()


def _words(case: CaseLine, today: date) -> str:
    days = days_without(case, today)
    parts = [
        case.student.name,
        case.student.class_label,
        case.number,
        ntr("{count} day ago", "{count} days ago", days) if days else tr("today"),
        tr("risk: yes") if case.risk is CaseRisk.YES else "",
        ntr("{count} unsigned", "{count} unsigned", case.unsigned) if case.unsigned else "",
    ]
    return tr(" · ").join(part for part in parts if part)
