"""The forms beside the list of staff: who he is, a pasted list of names, his classes, his students, his leaving.

Owns the fields and what can be checked without asking; the commands are `staff_deeds`'s.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QCompleter, QPlainTextEdit

from xinmiao.features.roster.records import CLASS_TEACHER, MENTOR, ClassLine, MenteeLine, StudentLine
from xinmiao.features.staff.records import STAFF_MEMBER, StaffLine
from xinmiao.kernel.fields import DateField
from xinmiao.kernel.texts import Text, _, ntr, tr
from xinmiao.ui.forms.date_editors import DayEditor
from xinmiao.ui.forms.form import Form
from xinmiao.ui.sheet_form import SheetForm
from xinmiao.ui.widgets.combo import Combo
from xinmiao.ui.widgets.tick_list import TickList

_PLEASE = _("Please choose.")
_LINES_PX = 260


class DayForm(SheetForm):
    """A form with a day on which something begins or ends."""

    def add_day(self, words: Text, field: DateField, today: date, help_: Text | str = "") -> None:
        """Add the day; today stands in it."""
        self._today = today
        self.day = DayEditor(field)
        self.day.set_value(today)
        self.add_row("day", words, self.day, help_)

    def chosen_day(self) -> date:
        """Return the day; only asked after `check`."""
        day: date = self.day.value() or self._today
        return day

    def day_problems(self) -> dict[str, Text]:
        """Return what is wrong with the day."""
        problem = self.day.problem() or (None if self.day.value() else _("Please enter a day."))
        return {"day": problem} if problem else {}


class StaffForm(SheetForm):
    """Name, duties, phone and account of a staff member."""

    def __init__(self, member: StaffLine | None, accounts: Sequence[tuple[str, str]]) -> None:
        super().__init__("staff_form", _("Save"))
        self.form = Form(STAFF_MEMBER, ("name", "duties", "phone"), parent=self)
        for name in ("name", "duties", "phone"):
            row = self.form.row(name)
            self.rows[name] = row
            self.body.addWidget(row)
        self.account: Combo | None = None
        if accounts:
            self.account = Combo(STAFF_MEMBER.account_id.label, name="staff_account")
            self.account.addItem(tr("No account"), None)
            for account_id, words in accounts:
                self.account.addItem(words, account_id)
            help_ = STAFF_MEMBER.account_id.help or ""
            self.add_row("account", STAFF_MEMBER.account_id.label, self.account, help_, required=False)
        if member is not None:
            self.form.set_values({"name": member.name, "duties": member.duties or None, "phone": member.phone or None})
            if self.account is not None:
                self.account.setCurrentIndex(max(self.account.findData(member.account_id), 0))
        self.end()

    def check(self) -> dict[str, Text]:
        """Return what the fields refuse."""
        return self.form.problems()

    def account_id(self) -> str | None:
        """Return the account chosen."""
        chosen: str | None = None if self.account is None else self.account.currentData()
        return chosen


class PasteForm(SheetForm):
    """Many names at once, one in a line, as they are copied from a sheet or a message."""

    def __init__(self) -> None:
        super().__init__("paste_staff", _("Add these names"))
        self.words = QPlainTextEdit()
        self.words.setObjectName("pasted_names")
        self.words.setTabChangesFocus(True)
        self.words.setMinimumHeight(_LINES_PX)
        self.add_row(
            "names",
            _("Names"),
            self.words,
            _("One in a line, or with commas between. Who is here already is not added again."),
        )
        self.end()

    def names(self) -> tuple[str, ...]:
        """Return the names typed, each once."""
        text = self.words.toPlainText()
        for mark in "、，,；;\t":
            text = text.replace(mark, "\n")
        return tuple(dict.fromkeys(name for line in text.split("\n") if (name := line.strip())))

    def check(self) -> dict[str, Text]:
        """Return whether there is no name, or one too long."""
        names = self.names()
        if not names:
            return {"names": _("Please fill this in.")}
        for name in names:
            if problem := STAFF_MEMBER.name.problem(name):
                return {"names": _("{name}: {problem}").format(name=name[:20], problem=problem)}
        return {}


class ClassPostForm(DayForm):
    """Which class a staff member becomes class teacher of, from when."""

    def __init__(self, member: StaffLine, classes: Sequence[ClassLine], today: date) -> None:
        super().__init__("class_post", _("Make class teacher"))
        self.say(_("{name} becomes class teacher; who was so before stops on the day before.").format(name=member.name))
        self.classes = Combo(CLASS_TEACHER.class_id.label, name="post_class")
        for line in classes:
            now = tr(", ").join(line.teacher_names) or tr("none yet")
            self.classes.addItem(tr("{label} · now {names}", label=line.label, names=now), line.id)
        self.classes.setCurrentIndex(-1)
        self.add_row("class", CLASS_TEACHER.class_id.label, self.classes)
        self.add_day(CLASS_TEACHER.from_date.label, CLASS_TEACHER.from_date, today)
        self.end()

    def check(self) -> dict[str, Text]:
        """Return what is missing."""
        missing = {"class": _PLEASE} if self.classes.currentData() is None else {}
        return {**missing, **self.day_problems()}


class EndForm(DayForm):
    """The last day of a post, or of a person."""

    def __init__(self, words: Text, told: Text, today: date) -> None:
        super().__init__("end_post", words)
        self.say(told)
        self.add_day(_("Last day"), CLASS_TEACHER.from_date, today)
        self.end()

    def check(self) -> dict[str, Text]:
        """Return what is wrong with the day."""
        return self.day_problems()


class MenteesForm(DayForm):
    """Which students of a class get this mentor, from when."""

    def __init__(
        self, member: StaffLine, classes: Sequence[ClassLine], lines: Sequence[StudentLine], today: date
    ) -> None:
        super().__init__("assign_students", _("Assign"))
        self._lines = lines
        self.say(_("{name} becomes mentor; a mentor before stops on the day before.").format(name=member.name))
        self.classes = Combo(_("Class"), name="mentee_class")
        for line in classes:
            self.classes.addItem(line.label, line.id)
        self.add_row("class", _("Class"), self.classes)
        self.add_day(MENTOR.from_date.label, MENTOR.from_date, today)
        self.ticks = TickList((), "mentee")
        self._students = self.add_row("students", _("Students"), self.ticks)
        self.classes.currentIndexChanged.connect(lambda _index: self._show_class())
        self._show_class()
        self.end()

    def check(self) -> dict[str, Text]:
        """Return what is missing."""
        missing = {} if self.ticks.chosen() else {"students": _PLEASE}
        return {**missing, **self.day_problems()}

    def _show_class(self) -> None:
        chosen = self.classes.currentData()
        self.ticks.offer((line.id, line.name, "") for line in self._lines if line.class_id == chosen)


class ChangeMentorForm(DayForm):
    """The change of a mentor in mid-term: which of his students, to whom, from when."""

    def __init__(
        self, member: StaffLine, mentees: Sequence[MenteeLine], others: Sequence[StaffLine], today: date
    ) -> None:
        super().__init__("change_mentor", _("Change the mentor"))
        count = ntr("{count} student", "{count} students", len(mentees))
        self.say(tr("{name} is mentor of {count}. Those ticked get the new mentor.", name=member.name, count=count))
        self.successor = staff_combo(others, "successor")
        self.add_row("successor", _("New mentor"), self.successor)
        self.add_day(MENTOR.from_date.label, MENTOR.from_date, today, _("The mentor before stops on the day before."))
        self.ticks = TickList(
            ((line.id, f"{line.student.name} · {line.student.class_label}", "") for line in mentees), "mentee"
        )
        self.ticks.choose(line.id for line in mentees)
        self.add_row("students", _("Students"), self.ticks)
        self.end()

    def check(self) -> dict[str, Text]:
        """Return what is missing."""
        missing = {} if self.ticks.chosen() else {"students": _PLEASE}
        nobody = {"successor": _PLEASE} if chosen_staff(self.successor) is None else {}
        return {**nobody, **missing, **self.day_problems()}


def staff_combo(members: Sequence[StaffLine], name: str) -> Combo:
    """Return a list of staff members in which a few letters of a name find him."""
    combo = Combo(_("Staff member"), name=name)
    combo.setEditable(True)
    combo.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
    for line in members:
        combo.addItem(f"{line.name} · {line.duties}" if line.duties else line.name, line.id)
    completer = combo.completer()
    if completer is not None:
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
    combo.setCurrentIndex(-1)
    return combo


def chosen_staff(combo: Combo) -> str | None:
    """Return the member chosen; words that name nobody choose nobody."""
    place = combo.findText(combo.currentText().strip())
    found: str | None = combo.itemData(place) if place >= 0 else None
    return found
