"""The questions of exceptions to secrecy: who is told, then only what he needs; the account a slip goes to."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from xinmiao.documents import word_guard
from xinmiao.features.roster.records import StudentLine
from xinmiao.features.secrecy_exceptions.records import (
    SECRECY_EXCEPTION,
    ExceptionForm,
    ExceptionGround,
    ExceptionHow,
    Receiver,
    ReceiverRole,
    Slip,
)
from xinmiao.features.secrecy_exceptions.rules.slips import ACCOUNT_ROLES, slip_of, typed_parts
from xinmiao.kernel.texts import Text, _, tr
from xinmiao.ui import theme
from xinmiao.ui.forms.question import Question
from xinmiao.ui.page import PageContext
from xinmiao.ui.person_choice import PersonChoice
from xinmiao.ui.widgets.buttons import Button
from xinmiao.ui.widgets.combo import Combo, IdCombo
from xinmiao.ui.widgets.field_row import FieldRow
from xinmiao.ui.widgets.flow import FlowLayout
from xinmiao.ui.widgets.labels import label
from xinmiao.ui.widgets.surfaces import Card, PageColumn

_BEFORE = ("receiver", "ground", "ground_words")
_AFTER = ("told_on", "how", "student_told", "why_not", "decided_by", "place")


class RoleChoice(QWidget):
    """For whom a slip is, and about whom; what is asked then follows from it."""

    chosen = Signal(str, object)
    """The student's id and the role."""

    def __init__(self, context: PageContext, student: StudentLine | None) -> None:
        super().__init__()
        self.setObjectName("role_choice")
        space = theme.current().size
        self._student_id = "" if student is None else student.id
        self.person = PersonChoice(context.finder, _("Find the student"), name="exception_student")
        self._row = FieldRow(SECRECY_EXCEPTION.student_id.label, self.person, required=True)
        body = PageColumn(name="role_column")
        body.body.setSpacing(space("space-m"))
        if student is None:
            body.add(self._row)
        else:
            self._row.setParent(self)
            self._row.hide()
            body.add(label(student.name, "strong"))
        told = _("Who has to be told? The slip then holds only what this receiver needs.")
        body.add(label(told, "muted", wrap=True))
        buttons = FlowLayout(spacing=space("space-s"))
        for role, words in SECRECY_EXCEPTION.role.labels:
            buttons.addWidget(self._button(role, words))
        body.add(buttons)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(body)

    def _button(self, role: ReceiverRole, words: Text) -> Button:
        return Button(words, name=f"role_{role.value}", clicked=lambda: self._choose(role))

    def _choose(self, role: ReceiverRole) -> None:
        student = self._student_id or self.person.person()
        if student:
            self.chosen.emit(student, role)
        else:
            self._row.set_error(_("Please choose the student."))


class ExceptionQuestion(Question):
    """One telling to one role, with the slip as it will be under the fields."""

    def __init__(self, form: ExceptionForm, student: StudentLine, cases: Sequence[tuple[str, str]]) -> None:
        self._form, self._student = form, student
        self._parts = typed_parts(form.role)
        self._asks_case = form.base_version is None and bool(cases)
        self.case = IdCombo(SECRECY_EXCEPTION.case_id.label, cases, name="exception_case")
        self.preview = SlipPreview()
        names = (*_BEFORE, *self._parts, *_AFTER)
        values = {name: getattr(form, name) for name in names}
        role = SECRECY_EXCEPTION.role.show(form.role)
        told = tr("{student} · told as: {role}", student=student.name, role=role)
        super().__init__(
            SECRECY_EXCEPTION,
            names,
            values,
            _("Record"),
            told=told,
            name="exception_question",
            confirm="confirm_exception",
            guarded=self._parts,
            guard=word_guard.find,
        )
        if not self._asks_case:
            self.case.setParent(self)
            self.case.hide()
        self.changed.connect(self._show_slip)
        self._show_slip()

    def above(self, body: PageColumn) -> None:
        """Ask for the case it belongs to, so that a restricted one stays restricted."""
        if self._asks_case:
            help_ = _("Choose it when this comes out of a case; what belongs to a restricted case stays restricted.")
            body.add(FieldRow(SECRECY_EXCEPTION.case_id.label, self.case, help_))

    def below(self, body: PageColumn) -> None:
        """Show the slip."""
        body.add(self.preview)

    def written(self, values: Mapping[str, Any]) -> ExceptionForm:
        """Return what was written; ground and way stand at their first choice until one is chosen."""
        texts: dict[str, Any] = {name: values[name] or "" for name in self._texts()}
        return replace(
            self._form,
            **texts,
            ground=values["ground"] or ExceptionGround.OTHER,
            how=values["how"] or ExceptionHow.SLIP,
            told_on=values["told_on"],
            student_told=values["student_told"],
            case_id=self._form.case_id or self.case.chosen() or None,
        )

    def _texts(self) -> tuple[str, ...]:
        return ("receiver", "ground_words", *self._parts, "why_not", "decided_by", "place")

    def _show_slip(self) -> None:
        form = self.written(self.form.values())
        self.preview.show_slip(slip_of(form, self._student))

    def plain(self) -> dict[str, Any]:
        """Return what stands there, with the case."""
        return {**super().plain(), "case": self.case.chosen()}

    def put_back(self, plain: Mapping[str, Any]) -> None:
        """Show what `plain` gave."""
        super().put_back(plain)
        self.case.choose(str(plain.get("case") or ""))
        self._show_slip()


class SlipPreview(Card):
    """A slip word by word, as the receiver gets it."""

    def __init__(self) -> None:
        super().__init__(_("What the slip says"), name="slip_preview")
        self._holder: QWidget | None = None

    def show_slip(self, slip: Slip) -> None:
        """Show another slip."""
        if self._holder is not None:
            self._holder.hide()
            self._holder.deleteLater()
        self._holder = slip_lines(slip)
        self.add(self._holder)
        self._holder.show()


def slip_lines(slip: Slip) -> QWidget:
    """Return the lines of a slip: head above, words below."""
    holder = QWidget()
    holder.setObjectName("slip_lines")
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(theme.current().size("space-xs"))
    for line in slip.lines:
        column.addWidget(label(line.head, "secondary"))
        words = label(line.words, wrap=True)
        words.setAccessibleName(f"{line.head} {line.words}")
        column.addWidget(words)
    return holder


class SendQuestion(QWidget):
    """The account a slip goes to."""

    def __init__(self, receivers: Sequence[Receiver], send: Callable[[str], object]) -> None:
        super().__init__()
        self.setObjectName("send_question")
        self._send = send
        self.account = Combo(_("Account"), name="slip_account")
        self._ids = [each.account for each in receivers]
        self.account.addItems([each.label for each in receivers])
        body = PageColumn(name="send_column")
        told = _("It is sealed to this account and the counsellors. The receiver opens it once; you see when.")
        body.add(label(told, "muted", wrap=True))
        if receivers:
            body.add(FieldRow(_("Account"), self.account, required=True))
        else:
            body.add(label(_("No account has this role. Print the slip instead."), "warn", wrap=True))
        button = Button(_("Send"), role="primary", icon="mail", name="confirm_send", clicked=self._confirm)
        button.setEnabled(bool(receivers))
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(button)
        body.add(foot)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(body)

    def _confirm(self) -> None:
        self._send(self._ids[max(self.account.currentIndex(), 0)])


def goes_to_accounts(role: ReceiverRole) -> bool:
    """Return whether slips of a role can be sent to an account."""
    return role in ACCOUNT_ROLES
