"""The questions of feedback slips: a teacher's two steps, the room's, what came on paper, handing on, closing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from xinmiao.documents import word_guard
from xinmiao.features.feedback_slips.records import (
    FEEDBACK_SLIP,
    AdviceForm,
    BackgroundForm,
    BeginForm,
    PaperStep,
    ReportForm,
    SlipText,
    SlipView,
    StudentNow,
    TeacherChoice,
)
from xinmiao.features.feedback_slips.rules.checking import ADVICE
from xinmiao.features.roster.records import StudentLine
from xinmiao.kernel.texts import Text, _, tr
from xinmiao.ui.forms.question import Question
from xinmiao.ui.page import PageContext
from xinmiao.ui.person_choice import PersonChoice
from xinmiao.ui.widgets.combo import IdCombo
from xinmiao.ui.widgets.field_row import FieldRow
from xinmiao.ui.widgets.labels import label
from xinmiao.ui.widgets.surfaces import PageColumn

_PAPER = ("teacher_name", "background_on", "place")
_CHOOSE = _("Please choose a student.")


class BackgroundQuestion(Question):
    """A teacher's first step about one of his students, or about the one the room asked for."""

    def __init__(self, context: PageContext, students: Sequence[StudentLine], *, asked: SlipText | None = None) -> None:
        self._asked = asked
        self.id = context.ids.new() if asked is None else asked.slip_id
        pairs = [(line.id, f"{line.name}  {line.class_label}") for line in students]
        self.student = IdCombo(_("Student"), pairs, name="slip_student")
        told: Text | str = _("Only you and the counsellors can read this. The room answers what you can do.")
        super().__init__(FEEDBACK_SLIP, ("background", "question"), {}, _("Send to the room"), told=told)
        self.student.activated.connect(lambda _place: self.changed.emit())

    def above(self, body: PageColumn) -> None:
        """Ask who it is about, or show what the room asks."""
        self._row = FieldRow(_("Student"), self.student, "", required=True)
        body.add(self._row)
        self._row.setVisible(self._asked is None)
        if self._asked is not None and self._asked.asked:
            body.add(label(tr("The room asks: {words}", words=self._asked.asked), "strong", wrap=True))

    def confirm(self) -> None:
        """Ask for the student here; the rest is said by the operation."""
        is_known = self._asked is not None or bool(self.student.chosen())
        self._row.set_error(None if is_known else _CHOOSE)
        if is_known:
            super().confirm()

    def written(self, values: Mapping[str, Any]) -> BackgroundForm:
        """Return what stands there."""
        student = self.student.chosen() if self._asked is None else self._asked.student_id
        return BackgroundForm(self.id, student, values["background"] or "", values["question"] or "")

    def plain(self) -> dict[str, Any]:
        """Return what stands there, with the student."""
        return {**super().plain(), "student": self.student.chosen()}

    def put_back(self, plain: Mapping[str, Any]) -> None:
        """Show what `plain` gave."""
        super().put_back(plain)
        self.student.choose(str(plain.get("student") or ""))


class PaperBackgroundQuestion(Question):
    """A first step that came on paper: a new slip, or the answer to the one in `view`."""

    def __init__(self, context: PageContext, view: SlipView | None = None) -> None:
        self._view = view
        self.id = context.ids.new() if view is None else view.id
        self.person = PersonChoice(context.finder, _("Find the student"), name="slip_person")
        values = {} if view is None else {"teacher_name": view.word.teacher_name, "place": view.place}
        names = (*_PAPER, "background", "question")
        told = _("Copied from the paper as it stands there.")
        super().__init__(FEEDBACK_SLIP, names, values, _("Enter from paper"), told=told)
        self.person.changed.connect(self.changed)

    def above(self, body: PageColumn) -> None:
        """Ask who it is about."""
        self._row = FieldRow(_("Student"), self.person, "", required=True)
        body.add(self._row)
        self._row.setVisible(self._view is None)

    def confirm(self) -> None:
        """Ask for the student here; the rest is said by the operation."""
        is_known = self._view is not None or bool(self.person.person())
        self._row.set_error(None if is_known else _CHOOSE)
        if is_known:
            super().confirm()

    def mark(self, problems: Mapping[str, Text]) -> None:
        """Mark the day of the paper where it is asked."""
        super().mark(_renamed(problems, "background_on"))

    def written(self, values: Mapping[str, Any]) -> tuple[BackgroundForm, PaperStep]:
        """Return what stands there."""
        student = self.person.person() if self._view is None else self._view.student.id
        form = BackgroundForm(self.id, student, values["background"] or "", values["question"] or "")
        return form, _paper_step(values, values["background_on"])


class ReportQuestion(Question):
    """A teacher's third step, by himself or copied from his paper (`paper_of`)."""

    def __init__(self, word: SlipText, *, paper_of: SlipView | None = None) -> None:
        self._word, self._paper = word, paper_of is not None
        values: dict[str, Any] = {"now": StudentNow.SAME}
        if paper_of is not None:
            values |= {"teacher_name": word.teacher_name, "place": paper_of.place}
        paper = ("teacher_name", "reported_on", "place") if self._paper else ()
        told = _("Copied from the paper as it stands there.") if self._paper else _("Only the counsellors read this.")
        verb = _("Enter from paper") if self._paper else _("Send to the room")
        super().__init__(FEEDBACK_SLIP, (*paper, "done", "now", "now_words"), values, verb, told=told)

    def mark(self, problems: Mapping[str, Text]) -> None:
        """Mark the day of the paper where it is asked."""
        super().mark(_renamed(problems, "reported_on"))

    def written(self, values: Mapping[str, Any]) -> ReportForm:
        """Return what stands there."""
        now = values["now"] or StudentNow.UNCLEAR
        return ReportForm(
            self._word.slip_id, self._word.student_id, values["done"] or "", now, values["now_words"] or ""
        )

    def paper(self, values: Mapping[str, Any]) -> PaperStep:
        """Return what stands beside it on the paper."""
        return _paper_step(values, values["reported_on"])


class AdviceQuestion(Question):
    """The room's answer; its words are looked at before they leave the room."""

    def __init__(self, view: SlipView) -> None:
        self._word = view.word
        values = {name: getattr(view.word, name) for name in ADVICE}
        told = _("The teacher reads this, and nothing else of the room. No word of what the student said here.")
        super().__init__(
            FEEDBACK_SLIP, ADVICE, values, _("Send the answer"), told=told, guarded=ADVICE, guard=word_guard.find
        )

    def above(self, body: PageColumn) -> None:
        """Show what the teacher would like to know."""
        if self._word.question:
            body.add(label(tr("The teacher asks: {words}", words=self._word.question), "strong", wrap=True))

    def written(self, values: Mapping[str, Any]) -> AdviceForm:
        """Return what stands there."""
        return AdviceForm(*(values[name] or "" for name in ADVICE))


class BeginQuestion(Question):
    """A slip the room begins: to whom, what it asks, what it advises."""

    def __init__(self, context: PageContext, student: StudentLine, teachers: Sequence[TeacherChoice]) -> None:
        self.id, self._student = context.ids.new(), student
        self.teachers = TeacherCombo(teachers)
        names = ("asked", *ADVICE) if teachers else ("teacher_name", "asked", *ADVICE)
        told = _("Ask for the background, or write at once what the teacher can do; both is well too.")
        super().__init__(
            FEEDBACK_SLIP,
            names,
            {},
            _("Begin the slip"),
            told=told,
            guarded=("asked", *ADVICE),
            guard=word_guard.find,
        )

    def above(self, body: PageColumn) -> None:
        """Show whom it is about and ask to whom it goes."""
        body.add(label(tr(" · ").join((self._student.name, self._student.class_label)), "strong"))
        body.add(self.teachers.row())

    def written(self, values: Mapping[str, Any]) -> BeginForm:
        """Return what stands there."""
        to = self.teachers.teacher() or TeacherChoice("", values.get("teacher_name") or "")
        texts = {name: values[name] or "" for name in ("asked", *ADVICE)}
        return BeginForm(self.id, self._student.id, to.account, to.name, **texts)


class HandQuestion(Question):
    """To whom a slip is handed."""

    def __init__(self, view: SlipView, teachers: Sequence[TeacherChoice]) -> None:
        self.teachers = TeacherCombo(
            tuple(each for each in teachers if each.account != view.teacher or not each.account)
        )
        told = tr("{name} then no longer sees the slip.", name=view.word.teacher_name)
        super().__init__(FEEDBACK_SLIP, ("teacher_name",), {}, _("Hand the slip on"), told=told)
        self.form.row("teacher_name").setVisible(not self.teachers.is_offered())

    def above(self, body: PageColumn) -> None:
        """Ask to whom."""
        body.add(self.teachers.row())

    def to(self, values: Mapping[str, Any]) -> TeacherChoice:
        """Return who was chosen, or the name that was typed."""
        return self.teachers.teacher() or TeacherChoice("", values["teacher_name"] or "")


class ClosingQuestion(Question):
    """What follows from a slip."""

    def __init__(self) -> None:
        super().__init__(
            FEEDBACK_SLIP, ("closing",), {}, _("Close the slip"), told=_("The teacher does not read this.")
        )


class TeacherCombo(IdCombo):
    """The teachers to whom a slip can go; the first one stands chosen."""

    def __init__(self, teachers: Sequence[TeacherChoice]) -> None:
        self._teachers = {str(place): each for place, each in enumerate(teachers)}
        pairs = [(place, _teacher_words(each)) for place, each in self._teachers.items()]
        super().__init__(_("To"), pairs, name="slip_teacher")
        self.choose("0")

    def row(self) -> FieldRow:
        """Return the row it stands in; out of sight where nobody is offered."""
        row = FieldRow(_("To"), self, _("Who has no account gets the slip on paper: print it."))
        row.setVisible(bool(self._teachers))
        return row

    def teacher(self) -> TeacherChoice | None:
        """Return who is chosen; nobody where nobody is offered."""
        return self._teachers.get(self.chosen())

    def is_offered(self) -> bool:
        """Return whether there is anybody to choose."""
        return bool(self._teachers)


def _teacher_words(choice: TeacherChoice) -> str:
    return choice.name if choice.account else tr("{name} (on paper)", name=choice.name)


def _paper_step(values: Mapping[str, Any], day: date | None) -> PaperStep:
    return PaperStep(values["teacher_name"] or "", day, values["place"] or "")


def _renamed(problems: Mapping[str, Text], name: str) -> dict[str, Text]:
    return {name if each == "written_on" else each: told for each, told in problems.items()}
