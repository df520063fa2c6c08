"""The forms beside the calendar: what a day is, and a term."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QLineEdit

from xinmiao.features.school_calendar.records import OWN_DAY, TERM, OwnDayKind, OwnDayView, TermView
from xinmiao.features.school_calendar.rules import checks
from xinmiao.kernel.texts import Text, _
from xinmiao.ui.forms.form import Form
from xinmiao.ui.sheet_form import SheetForm

_DAY_FIELDS = ("kind", "title", "first_day", "last_day", "follows")


class OwnDayForm(SheetForm):
    """Days of the school's own."""

    def __init__(self, opened: OwnDayView | None, day: date) -> None:
        super().__init__("own_day_form", _("Save"))
        self._opened = opened
        self.form = Form(OWN_DAY, _DAY_FIELDS, parent=self)
        for name in _DAY_FIELDS:
            self.rows[name] = self.form.row(name)
            self.body.addWidget(self.rows[name])
        self.grades = QLineEdit()
        self.grades.setObjectName("grades")
        self.add_row("grades", OWN_DAY.grades.label, self.grades, OWN_DAY.grades.help or "", required=False)
        self.form.set_values({"first_day": day, "last_day": day, "kind": OwnDayKind.EVENT})
        if opened is not None:
            self.form.set_values({name: getattr(opened, name) for name in _DAY_FIELDS})
            self.grades.setText("、".join(map(str, opened.grades)))
        self.end()

    def check(self) -> dict[str, Text]:
        """Return what is wrong."""
        problems = self.form.problems()
        if self._grades() is None:
            problems["grades"] = _("Please type grades from 1 to 12.")
        return problems or checks.own_day_problems(self.view())

    def view(self) -> OwnDayView:
        """Return what stands there; only asked after the fields hold."""
        values = self.form.values()
        opened = self._opened
        return OwnDayView(
            first_day=values["first_day"],
            last_day=values["last_day"],
            kind=values["kind"],
            title=values["title"],
            grades=self._grades() or (),
            follows=values["follows"] if values["kind"] is OwnDayKind.MAKE_UP else None,
            uid="" if opened is None else opened.uid,
            id="" if opened is None else opened.id,
            version=0 if opened is None else opened.version,
        )

    def _grades(self) -> tuple[int, ...] | None:
        parts = OWN_DAY.grades.parse(self.grades.text()) or ()
        return tuple(sorted(map(int, parts))) if all(part.isdecimal() for part in parts) else None


class TermForm(SheetForm):
    """A term."""

    def __init__(self, opened: TermView | None) -> None:
        super().__init__("term_form", _("Save"))
        self._opened = opened
        self.say(_("The week of the first day is teaching week 1. Days between terms are vacation."))
        self.form = Form(TERM, parent=self)
        for name in ("first_day", "last_day", "second"):
            self.rows[name] = self.form.row(name)
            self.body.addWidget(self.rows[name])
        if opened is not None:
            self.form.set_values({name: getattr(opened, name) for name in self.rows})
        self.end()

    def check(self) -> dict[str, Text]:
        """Return what is wrong."""
        return self.form.problems() or checks.term_problems(self.view(), ())

    def view(self) -> TermView:
        """Return what stands there; only asked after the fields hold."""
        values, opened = self.form.values(), self._opened
        first, last, second = values["first_day"], values["last_day"], bool(values["second"])
        return TermView(
            first, last, second, "" if opened is None else opened.id, 0 if opened is None else opened.version
        )
