"""Beginning a case otherwise: under an alias, or from an old paper file; and saying later who an alias is.

What is typed is kept as a draft when the sheet is put away.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from xinmiao.features.attachments.records import PAPER_PLACE
from xinmiao.features.casework.editor.problems import ProblemChoice
from xinmiao.features.casework.editor.who_may_open import WhoMayOpen
from xinmiao.features.casework.records import CASE, CaseOpening, CaseView, OldFile
from xinmiao.kernel.texts import Text, _
from xinmiao.ui import theme
from xinmiao.ui.forms.drafting import packed, put_back, taken, unpacked
from xinmiao.ui.forms.form import Form
from xinmiao.ui.forms.text_editors import LineEditor
from xinmiao.ui.page import PageContext
from xinmiao.ui.person_choice import PersonChoice
from xinmiao.ui.widgets.buttons import Button
from xinmiao.ui.widgets.field_row import FieldRow
from xinmiao.ui.widgets.labels import label
from xinmiao.ui.widgets.surfaces import PageColumn

NEW_CASE, NEW_OLD_FILE = "new_case:alias", "new_case:old"
_ALIAS = ("alias", "source", "opened_on")
_OLD = ("alias", "source", "opened_on", "paper_number", "times_seen", "last_seen_on")


class BeginningColumn(PageColumn):
    """Asks what a new case needs; with `old`, what an old paper file says without retyping it."""

    confirmed = Signal(object)
    """A `CaseOpening`, or an `OldFile`."""

    def __init__(self, context: PageContext, *, old: bool, draft: bytes | None = None) -> None:
        super().__init__(name="case_beginning")
        self._context, self.old = context, old
        self._id = context.ids.new()
        self.person = PersonChoice(context.finder, _("Find the student"), name="old_file_student")
        self.form = Form(CASE, _OLD if old else _ALIAS, parent=self)
        self.form.set_values({"opened_on": None if old else context.clock.today()})
        self.problems = ProblemChoice(context)
        self.who = WhoMayOpen(context)
        self.place = LineEditor(PAPER_PLACE.place)
        self._problems_row, self._who_row = self.problems.row(), self.who.row()
        self._person_row = FieldRow(_("Student"), self.person, _("Or leave this empty and write an alias."))
        self._lay_out()
        self.keeper = context.drafts.keep(NEW_OLD_FILE if old else NEW_CASE, self._payload, self)
        parts = unpacked(draft) if draft is not None else {}
        put_back(self.form, parts)
        self.problems.ask(parts.get("problems", ()))
        self.who.ask(parts.get("accounts", ()))
        self.place.set_value(parts.get("place"))
        for signal in (self.form.changed, self.place.changed, self.person.changed, self.who.changed):
            signal.connect(self.keeper.touch)
        self.problems.changed.connect(self._problems_chosen)

    def confirm(self) -> None:
        """Hand over what stands there when it is complete."""
        values, codes = self.form.values(), self.problems.codes()
        found = self.form.problems()
        if values["source"] is None:
            found["source"] = _("Please choose one of the list.")
        if not codes:
            found["presenting_problems"] = _("Please choose at least one.")
        if not self.person.person() and not values["alias"]:
            found["alias"] = _("Please choose a student, or write an alias.") if self.old else _("Please fill this in.")
        if self.old and values["times_seen"] is None:
            found.setdefault("times_seen", _("Please fill this in."))
        self.refuse(found)
        if not found:
            self.confirmed.emit(self._made(values, codes))

    def refuse(self, problems: Mapping[str, Text]) -> None:
        """Mark what is wrong."""
        self._problems_row.set_error(problems.get("presenting_problems"))
        self._who_row.set_error(problems.get("accounts"))
        self.form.show_problems(problems)

    def put_away(self) -> bool:
        """Keep what is not saved as a draft; return whether anything is."""
        if not (self.form.dirty or self.problems.codes() or self.place.value()):
            self.keeper.discard()
            return False
        self.keeper.touch()
        self.keeper.flush()
        return True

    def _problems_chosen(self, codes: Iterable[str]) -> None:
        self.who.follow(codes)
        self.keeper.touch()

    def _made(self, values: Mapping[str, Any], codes: tuple[str, ...]) -> CaseOpening | OldFile:
        person = self.person.person() if self.old else ""
        alias = "" if person else values["alias"] or ""
        day, who = values["opened_on"], self.who.accounts()
        opening = CaseOpening(self._id, person or None, values["source"], codes, day, alias, who)
        if not self.old:
            return opening
        number, place = values["paper_number"] or "", self.place.value() or ""
        return OldFile(opening, values["times_seen"], values["last_seen_on"], number, place)

    def _payload(self) -> bytes:
        parts = {**taken(self.form), "problems": self.problems.codes(), "accounts": self.who.accounts()}
        parts["place"] = self.place.value()
        return packed(parts, self._context.clock.now())

    def _lay_out(self) -> None:
        self.body.setSpacing(theme.current().size("space-m"))
        told = (
            _("For work that stands on paper: nothing is typed again, the talks count as counted by hand.")
            if self.old
            else _("For somebody who does not say a name yet. It can be added later, with a reason.")
        )
        self.add(label(told, "muted", wrap=True))
        self._person_row.setVisible(self.old)
        self.add(self._person_row)
        for name in self.form.model.names:
            self.add(self.form.row(name))
            if name == "source":
                self.add(self._problems_row)
                self.add(self._who_row)
        place = FieldRow(PAPER_PLACE.place.label, self.place, PAPER_PLACE.place.help or "")
        place.setVisible(self.old)
        self.add(place)
        verb = _("Enter the old file") if self.old else _("Open the case")
        self.add(_foot(Button(verb, role="primary", name="confirm_beginning", clicked=self.confirm)))


class IdentityColumn(PageColumn):
    """Asks who an alias is, and why that is written down now."""

    confirmed = Signal(str, str)
    """The student's id and the reason."""

    def __init__(self, context: PageContext, view: CaseView) -> None:
        super().__init__(name="case_identity")
        self.view = view
        self.body.setSpacing(theme.current().size("space-m"))
        self.person = PersonChoice(context.finder, _("Find the student"), name="identity_student")
        self.reason = LineEditor(CASE.identity_reason)
        self._person_row = FieldRow(_("Student"), self.person, required=True)
        self._reason_row = FieldRow(
            CASE.identity_reason.label, self.reason, _("It stays readable beside the case."), required=True
        )
        told = _("The case and its notes move to the file of this student. The alias stays readable. Look twice.")
        self.add(label(told, "muted", wrap=True))
        self.add(self._person_row)
        self.add(self._reason_row)
        self.add(_foot(Button(_("Add the name"), role="primary", name="confirm_identity", clicked=self.confirm)))

    def confirm(self) -> None:
        """Hand both answers over when they are complete."""
        person, reason = self.person.person(), self.reason.value()
        self._person_row.set_error(None if person else _("Please choose a student."))
        self._reason_row.set_error(None if reason else _("Please fill this in."))
        if person and reason:
            self.confirmed.emit(person, reason)

    def refuse(self, problems: Mapping[str, Text]) -> None:
        """Mark what is wrong."""
        self._reason_row.set_error(problems.get("identity_reason"))


def _foot(button: Button) -> QWidget:
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    row.addStretch(1)
    row.addWidget(button)
    return holder
