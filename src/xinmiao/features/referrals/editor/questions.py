"""The questions of referrals: a teacher's, one from paper, a decision, a referral out, a step, an agency."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from xinmiao.features.casework.records import CASE, CaseOpening, CaseSource, CodeState, ProblemLine
from xinmiao.features.referrals.editor.question import Question
from xinmiao.features.referrals.records import (
    AGENCY,
    INTERNAL_REFERRAL,
    REFERRAL_OUT,
    REFERRAL_STEP,
    AgencyKind,
    AgencyLine,
    CaseChoice,
    InternalForm,
    InternalView,
    OutView,
    ReferralOutForm,
    ReferralUrgency,
    Step,
    StepForm,
    StepKind,
)
from xinmiao.features.referrals.rules.checking import STEP_FIELDS
from xinmiao.features.roster.records import StudentLine
from xinmiao.kernel.texts import Text, _, tr
from xinmiao.ui.page import PageContext
from xinmiao.ui.person_choice import PersonChoice
from xinmiao.ui.widgets.chips import Filter, FilterBar
from xinmiao.ui.widgets.combo import Combo
from xinmiao.ui.widgets.field_row import FieldRow
from xinmiao.ui.widgets.labels import label
from xinmiao.ui.widgets.messages import Banner
from xinmiao.ui.widgets.surfaces import PageColumn

_OUT_NAMES = (
    "agency_name",
    "facts",
    "advice",
    "advised_on",
    "counselled_from",
    "counselled_until",
    "times_seen",
    "guardian_who",
    "guardian_how",
    "guardian_on",
    "at_risk",
)
_FACTS = ("facts", "since", "tried", "urgency", "wishes_told")


class WritingQuestion(Question):
    """What a teacher writes, or what the room copies from his paper (`from_paper`)."""

    def __init__(
        self, context: PageContext, students: Sequence[StudentLine], *, phone: str = "", from_paper: bool = False
    ) -> None:
        self.id = context.ids.new()
        self._from_paper, self._phone = from_paper, phone
        self._students = tuple(students)
        self.person = PersonChoice(context.finder, _("Find the student"), name="referral_student")
        self.student = Combo(_("Student"), name="own_student")
        self.student.addItem("")
        self.student.addItems([f"{line.name}  {line.class_label}" for line in students])
        paper = ("writer_name", "written_on", "place") if from_paper else ()
        names = (*paper, *_FACTS)
        told = (
            _("Copied from the paper as it stands there.")
            if from_paper
            else _("Only you and the counsellors can read this. You will see whether the case was taken.")
        )
        verb = _("Enter the referral") if from_paper else _("Send to the room")
        values = {"urgency": ReferralUrgency.NORMAL, "wishes_told": not from_paper}
        super().__init__(INTERNAL_REFERRAL, names, values, verb, told=told)
        self.student.activated.connect(lambda _place: self.changed.emit())
        self.person.changed.connect(self.changed)
        self.form.changed.connect(self._warn)

    def above(self, body: PageColumn) -> None:
        """Ask who it is about."""
        self._row = FieldRow(_("Student"), self.person if self._from_paper else self.student, "", required=True)
        body.add(self._row)

    def below(self, body: PageColumn) -> None:
        """Keep a place for the telephone of the room."""
        told = tr("Telephone of the room: {phone}", phone=self._phone) if self._phone else ""
        self.call = Banner("warning", _("Please telephone first, then write."), told)
        self.call.setObjectName("call_first")
        body.add(self.call)
        self.call.hide()

    def chosen(self) -> str:
        """Return the id of the student, or an empty text."""
        if self._from_paper:
            return self.person.person()
        place = self.student.currentIndex()
        return self._students[place - 1].id if place > 0 else ""

    def confirm(self) -> None:
        """Ask for the student here; the rest is said by the operation."""
        self._row.set_error(None if self.chosen() else _("Please choose a student."))
        if self.chosen():
            super().confirm()

    def written(self, values: Mapping[str, Any]) -> InternalForm:
        """Return what stands there."""
        return InternalForm(
            referral_id=self.id,
            student_id=self.chosen(),
            facts=values["facts"] or "",
            urgency=values["urgency"] or ReferralUrgency.NORMAL,
            since=values["since"] or "",
            tried=values["tried"] or "",
            wishes_told=bool(values["wishes_told"]),
        )

    def plain(self) -> dict[str, Any]:
        """Return what stands there, with the student of a teacher's list."""
        return {**super().plain(), "student": self.chosen()}

    def put_back(self, plain: Mapping[str, Any]) -> None:
        """Show what `plain` gave."""
        super().put_back(plain)
        ids = [line.id for line in self._students]
        if plain.get("student") in ids:
            self.student.setCurrentIndex(ids.index(str(plain["student"])) + 1)
        self._warn()

    def _warn(self) -> None:
        self.call.setVisible(self.form.values()["urgency"] is ReferralUrgency.TODAY and not self._from_paper)


class AcceptQuestion(Question):
    """Into which case a referral goes: a new one with its problems, or one that is open."""

    def __init__(
        self, context: PageContext, view: InternalView, cases: Sequence[CaseChoice], problems: Sequence[ProblemLine]
    ) -> None:
        self._view, self._id, self._cases = view, context.ids.new(), tuple(cases)
        self.case = Combo(CASE.label, name="accept_case")
        self.case.addItem(tr("Open a new case"))
        self.case.addItems([tr("Add to case {number}", number=case.number) for case in cases])
        offered = [Filter(line.code, line.words) for line in problems if line.state is CodeState.IN_USE]
        self.problems = FilterBar(offered, name="accept_problems")
        values = {"source": CaseSource.CLASS_TEACHER}
        super().__init__(CASE, ("source",), values, _("Take the case"), told=tr("The teacher sees that it was taken."))
        self.case.activated.connect(lambda _place: self._show())

    def above(self, body: PageColumn) -> None:
        """Ask for the case."""
        body.add(FieldRow(CASE.label, self.case, _("Your open cases of this student stand here.")))

    def below(self, body: PageColumn) -> None:
        """Ask for the problems of a new case."""
        field = CASE.presenting_problems
        self._problems_row = FieldRow(field.label, self.problems, field.help or "", required=True)
        body.add(self._problems_row)

    def target(self, values: Mapping[str, Any]) -> CaseOpening | str:
        """Return the case to open, or the id of the one chosen."""
        if place := self.case.currentIndex():
            return self._cases[place - 1].id
        source = values["source"] or CaseSource.CLASS_TEACHER
        return CaseOpening(self._id, self._view.student.id, source, tuple(sorted(self.problems.chosen())))

    def confirm(self) -> None:
        """Ask for a problem here, so that it is marked where it stands."""
        missing = not self.case.currentIndex() and not self.problems.chosen()
        self._problems_row.set_error(_("Please choose at least one.") if missing else None)
        if not missing:
            super().confirm()

    def _show(self) -> None:
        new = self.case.currentIndex() == 0
        self._problems_row.setVisible(new)
        self.form.row("source").setVisible(new)


class OutQuestion(Question):
    """A referral out: agency, facts, advice, who was told."""

    def __init__(
        self,
        context: PageContext,
        student: StudentLine,
        agencies: Sequence[AgencyLine],
        cases: Sequence[CaseChoice],
        view: OutView | None = None,
    ) -> None:
        self._student, self._view = student, view
        self.id = context.ids.new() if view is None else view.id
        self._agencies = tuple(line for line in agencies if not line.archived)
        self._cases = tuple(cases)
        self.agency = Combo(_("From the directory"), name="out_agency")
        self.agency.addItem(tr("Choose from the directory"))
        self.agency.addItems([line.name for line in self._agencies])
        self.case = Combo(CASE.label, name="out_case")
        self.case.addItems([tr("Case {number}", number=case.number) for case in cases])
        self.case.addItem(tr("Without a case"))
        today = context.clock.today()
        values = _out_values(view) if view else {"advised_on": today, "counselled_until": today}
        told = _("Facts and advice are printed and signed by the guardian: plain words, no diagnosis.")
        verb = _("Save the referral")
        super().__init__(REFERRAL_OUT, _OUT_NAMES, values, verb, told=told, guarded=("facts", "advice"))
        self.agency.activated.connect(self._take_agency)

    def above(self, body: PageColumn) -> None:
        """Show whom, and ask for case and agency."""
        body.add(label(tr(" · ").join((self._student.name, self._student.class_label)), "strong"))
        if self._view is None:
            body.add(FieldRow(CASE.label, self.case, _("A referral out of a restricted case is sealed like it.")))
        body.add(FieldRow(_("Agency directory"), self.agency, _("Or write the name below.")))

    def written(self, values: Mapping[str, Any]) -> ReferralOutForm:
        """Return what stands there."""
        name = values["agency_name"] or ""
        agency = next((line.id for line in self._agencies if line.name == name), None)
        texts: dict[str, Any] = {key: values[key] or "" for key in ("agency_name", "facts", "advice", "guardian_who")}
        others: dict[str, Any] = {key: values[key] for key in _OUT_NAMES if key not in {*texts, "at_risk"}}
        return ReferralOutForm(
            referral_id=self.id,
            base_version=None if self._view is None else self._view.version,
            student_id=self._student.id,
            case_id=self._case(),
            agency_id=agency,
            at_risk=bool(values["at_risk"]),
            **texts,
            **others,
        )

    def _case(self) -> str | None:
        if self._view is not None:
            return self._view.form.case_id
        place = self.case.currentIndex()
        return self._cases[place].id if place < len(self._cases) else None

    def _take_agency(self, place: int) -> None:
        if place > 0:
            line = self._agencies[place - 1]
            name = line.name
            self.form.fill({"agency_name": name})


def _out_values(view: OutView) -> dict[str, Any]:
    return {name: getattr(view.form, name) for name in _OUT_NAMES}


class StepQuestion(Question):
    """One step of the path: only what this step needs."""

    def __init__(self, context: PageContext, view: OutView, kind: StepKind, step: Step | None = None) -> None:
        self.kind, self.id = kind, context.ids.new() if step is None else step.id
        names = STEP_FIELDS[kind]
        values: dict[str, Any] = {"on_date": context.clock.today()}
        if step is None:
            values["who"] = view.form.guardian_who if kind in _OF_GUARDIAN else ""
            values["hospital"] = view.form.agency_name if kind is StepKind.VISITED else ""
        else:
            values = {name: getattr(step.form, name) for name in names}
        told = _TOLD.get(kind, "")
        super().__init__(REFERRAL_STEP, names, values, _("Save this step"), told=told)

    def written(self, values: Mapping[str, Any]) -> StepForm:
        """Return what stands there."""
        plain = {"on_date", "source", "next_visit_on"}
        given: dict[str, Any] = {name: value if name in plain else value or "" for name, value in values.items()}
        if "medical" in given:
            given["medical"] = given["medical"] or ()
        return StepForm(kind=self.kind, **given)


_OF_GUARDIAN = frozenset({StepKind.SIGNED, StepKind.REFUSED, StepKind.TOLD_AGAIN, StepKind.NOT_TOLD})
_TOLD: dict[StepKind, Text] = {
    StepKind.SIGNED: _("One copy stays with the school, one goes home. A signature on paper counts."),
    StepKind.REFUSED: _("Two persons who were there sign as witnesses. Tell the guardian again later."),
    StepKind.NOT_SEEN: _("Write down the reason that was given; tell the guardian again, and report it up."),
    StepKind.ANSWERED: _("What the hospital wrote is quoted below; it stays in the room and is never printed."),
    StepKind.NOTHING_FOUND: _("What the hospital wrote is quoted below; it stays in the room and is never printed."),
    StepKind.NOT_TOLD: _("The family may keep it to itself. Ask only what the school needs to keep the student safe."),
}


def taking_back_question(step: Step) -> Question:
    """Return the question before a step is taken back."""
    told = tr("{step}, {day}", step=REFERRAL_STEP.kind.show(step.kind), day=step.on_date.isoformat())
    return Question(REFERRAL_STEP, ("taken_back",), {}, _("Take the step back"), told=told)


def declining_question() -> Question:
    """Return the question when no case is taken."""
    told = _("The teacher sees that no case was taken and that he should ask you. Tell him yourself what you advise.")
    return Question(INTERNAL_REFERRAL, ("advice",), {}, _("Take no case"), told=told)


def agency_question(line: AgencyLine | None) -> Question:
    """Return the question of an agency."""
    names = ("name", "kind", "departments", "phone", "address", "contact", "hours", "note", "archived")
    values = {"kind": AgencyKind.HOSPITAL} if line is None else {name: getattr(line, name) for name in names}
    return Question(AGENCY, names, values, _("Save the agency"))
