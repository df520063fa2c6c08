"""Reading a hand-over: each case with the student's answer, and who signed on paper."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from xinmiao.features.casework.records import (
    HANDED_CASE,
    HANDOVER,
    HandedLine,
    HandoverView,
    MayRead,
    PaperSignatures,
)
from xinmiao.kernel.display import show_date
from xinmiao.kernel.errors import ValidationFailed
from xinmiao.kernel.fields import AnyField
from xinmiao.kernel.texts import _, tr
from xinmiao.ui import theme
from xinmiao.ui.forms.form import Form
from xinmiao.ui.widgets.buttons import Button
from xinmiao.ui.widgets.labels import label
from xinmiao.ui.widgets.segmented import SegmentedControl
from xinmiao.ui.widgets.surfaces import Hairline, PageColumn, Section

_SIGNED = ("signed_names", "signed_on", "paper_place")


class HandedColumn(PageColumn):
    """One hand-over in full."""

    answered = Signal(str, int, str)
    """The case's line, its version, and what the student said."""
    signed = Signal(object)
    """Who signed on paper."""

    def __init__(self, view: HandoverView) -> None:
        super().__init__(name="handed_cases")
        self.view = view
        self.body.setSpacing(theme.current().size("space-m"))
        line = view.line
        self.add(
            label(tr("From {giver} to {taker}", giver=line.giver_name, taker=line.taker_name), "strong", wrap=True)
        )
        self.add(label(tr("{day}: {reason}", day=show_date(line.on_date), reason=line.reason), wrap=True))
        self.add(self._paper())
        told = _(
            "Students in care are asked whether the newcomer may read earlier notes. The answer is a record;"
            " all counsellors can read cases that are not restricted."
        )
        self.add(label(told, "muted", wrap=True))
        for item in view.cases:
            self.add(self._case(item))
            self.add(Hairline())

    def refuse(self, error: ValidationFailed) -> None:
        """Mark what is wrong with the signatures."""
        self.form.show_problems(error.problems)

    def _paper(self) -> Section:
        section = Section(_("Signatures on paper"), name="paper_signatures")
        self.form = Form(HANDOVER, _SIGNED, parent=self)
        view = self.view
        self.form.set_values(
            {"signed_names": view.line.signed_names, "signed_on": view.signed_on, "paper_place": view.paper_place}
        )
        for name in _SIGNED:
            row = self.form.row(name)
            row.setEnabled(view.may_write)
            section.add(row)
        if view.may_write:
            foot = QHBoxLayout()
            foot.addStretch(1)
            foot.addWidget(Button(_("Record the signatures"), name="record_signatures", clicked=self._sign))
            section.add(foot)
        return section

    def _sign(self) -> None:
        if self.form.check():
            values = self.form.values()
            self.signed.emit(
                PaperSignatures(values["signed_names"] or "", values["signed_on"], values["paper_place"] or "")
            )

    def _case(self, item: HandedLine) -> QWidget:
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.current().size("space-xs"))
        who = tr(" · ").join(part for part in (item.name, item.class_label, item.number) if part)
        column.addWidget(label(who, "strong", wrap=True))
        if item.ask:
            column.addWidget(label(tr("Restricted case · ask {names}", names=item.ask), "secondary", wrap=True))
        for words in _facts(item):
            column.addWidget(label(words, wrap=True))
        column.addWidget(label(HANDED_CASE.reading.label, "secondary"))
        answer = SegmentedControl(
            tuple((choice.value, words) for choice, words in HANDED_CASE.reading.labels),
            HANDED_CASE.reading.label,
            name=f"reading_{item.number}",
        )
        answer.set_value(item.reading.value)
        answer.setEnabled(self.view.may_write)
        answer.changed.connect(partial(self.answered.emit, item.id, item.version))
        column.addWidget(answer)
        return holder


def _facts(item: HandedLine) -> list[str]:
    facts: tuple[tuple[AnyField, object], ...] = (
        (HANDED_CASE.next_on, item.next_on),
        (HANDED_CASE.risk, "" if item.ask else item.risk),
        (HANDED_CASE.promises, item.promises),
        (HANDED_CASE.knows, item.knows),
        (HANDED_CASE.summary, item.summary),
        (HANDED_CASE.reading_on, item.reading_on),
    )
    return [tr("{item}: {answer}", item=field.label, answer=field.show(value)) for field, value in facts if value]


def answer_of(name: str) -> MayRead:
    """Return the answer a segment stands for."""
    return MayRead(name)
