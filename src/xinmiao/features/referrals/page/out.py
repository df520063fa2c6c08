"""One referral out: its path, the next step, corrections, its papers."""

from __future__ import annotations

from functools import partial
from typing import ClassVar

from PySide6.QtWidgets import QWidget

from xinmiao.features.referrals import operations
from xinmiao.features.referrals.editor.reading import Reading
from xinmiao.features.referrals.page.out_asking import OutAsking
from xinmiao.features.referrals.page.printing import TITLES, out_question
from xinmiao.features.referrals.page.sheet import ReferralSheet
from xinmiao.features.referrals.records import (
    REFERRAL_OUT,
    REFERRAL_STEP,
    STATE_LABELS,
    STATE_TONES,
    OutPaper,
    OutView,
    Step,
    StepKind,
)
from xinmiao.features.referrals.rules.due import AGENCIES, NEW
from xinmiao.features.roster.operations import student_lines
from xinmiao.features.roster.records import StudentLine
from xinmiao.kernel.tasks import Target
from xinmiao.kernel.texts import _, tr
from xinmiao.ui.actions import Action
from xinmiao.ui.page import Page, PageContext
from xinmiao.ui.page_layout import lay_out
from xinmiao.ui.widgets.chips import Chip
from xinmiao.ui.widgets.header import PageHeader


class ReferralOutPage(Page):
    """Opened with the id of a referral, or `new:` and a student's id."""

    interests: ClassVar[frozenset[str]] = frozenset(
        {REFERRAL_OUT.record, REFERRAL_STEP.record, "student", "school_setting"}
    )

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.setObjectName("referral_out")
        self._record = ""
        self.view: OutView | None = None
        self._student: StudentLine | None = None
        self.header = PageHeader(_("Referral out"))
        self.header.show_back()
        self.header.back.connect(context.navigator.back)
        self.sheet = ReferralSheet(self, context)
        self._asking = OutAsking(context, self.sheet, saved=self._saved, stepped=self._stepped)
        self.reading = Reading()
        self.reading.step_to_correct.connect(self._correct_step)
        self.reading.step_to_take_back.connect(self._asking.take_back)
        lay_out(self, self.header, self.reading, padded=False)

    def open_record(self, record_id: str) -> None:
        """Show a referral, or ask for a new one of a student."""
        self.sheet.put_away()
        self.view, self._student, self._stale = None, None, False
        if record_id.startswith(NEW):
            self._record = ""
            self.reading.clear()
            self.header.set_chips(())
            self.header.set_actions(None, ())
            asked = student_lines.bind((record_id.removeprefix(NEW),))
            self.context.tasks.run(asked, self._begin, owner=self)
            return
        self._record = record_id
        self.reload()

    def reload(self) -> None:
        """Ask for the referral again."""
        if self._record:
            asked = operations.get_referral_out.bind(self._record)
            self.context.tasks.run(asked, partial(self._show, self._record), owner=self)

    def page_actions(self) -> tuple[Action, ...]:
        """Return what can be done with it now."""
        save = Action("save", _("Save"), self.sheet.confirm, icon="save", enabled=lambda: self.sheet.asking)
        return (save, *self._deeds())

    def help_text(self) -> str:
        """Return the help of the page."""
        return tr(
            "The button shows the likeliest next step, the menu the others. Each step waits with a clock; where there"
            " is risk, every day counts. A step is corrected in place; the last one can be taken back with a reason."
        )

    def may_leave(self) -> bool:
        """Let go at once: what is typed is kept as a draft."""
        self.sheet.flush()
        return True

    def _deeds(self) -> tuple[Action, ...]:
        view = self.view
        if view is None:
            return ()
        steps = tuple(self._step_action(view, kind) for kind in view.next_steps)
        papers = () if view.is_closed_to_me else tuple(self._papers(view))
        edit = Action("edit", _("Correct the referral…"), self._edit, "Ctrl+E", "pen-line")
        student = Action("student", _("Growth file"), self._to_student, icon="folder-open")
        directory = Action("agencies", _("Agency directory"), self._to_agencies, icon="map-pin")
        return (*steps, *((edit,) if view.next_steps else ()), *papers, student, directory)

    def _step_action(self, view: OutView, kind: StepKind) -> Action:
        words = _("{step}…").format(step=REFERRAL_STEP.kind.show(kind))
        key = "Ctrl+Return" if kind is view.next_steps[0] else ""
        return Action(f"step_{kind.value}", words, partial(self._asking.ask_step, view, kind), key, "arrow-right")

    def _papers(self, view: OutView) -> list[Action]:
        refused = any(step.kind is StepKind.REFUSED for step in view.steps)
        kinds = [kind for kind in OutPaper if kind is not OutPaper.REFUSAL or refused]
        return [
            Action(
                "print" if kind is OutPaper.ADVICE else f"print_{kind.value}",
                _("Print: {paper}…").format(paper=TITLES[kind]),
                partial(self._ask_print, view, kind),
                icon="printer",
            )
            for kind in kinds
        ]

    def _show(self, record: str, view: OutView) -> None:
        if record != self._record:
            return
        self.view, self._student = view, view.student
        self.header.set_title(tr(" · ").join((view.student.name, str(_("Referral out")))), view.student.class_label)
        chips = [Chip(STATE_LABELS[view.state], STATE_TONES[view.state])]
        if view.restricted:
            chips.append(Chip(_("Restricted"), "watch", "lock"))
        if view.form.at_risk:
            chips.append(Chip(_("Risk"), "alarm"))
        self.header.set_chips(chips)
        deeds = self._deeds()
        first = deeds[0] if view.next_steps else None
        self.header.set_actions(first, tuple(deed for deed in deeds if deed is not first))
        self.reading.show_out(view)

    def _begin(self, students: tuple[StudentLine, ...]) -> None:
        if students:
            self._student = students[0]
            self.header.set_title(tr(" · ").join((students[0].name, str(_("Referral out")))), students[0].class_label)
            self._asking.ask_out(students[0], None)

    def _edit(self) -> None:
        if self.view is not None:
            self._asking.ask_out(self.view.student, self.view)

    def _saved(self, referral_id: str, _version: int) -> None:
        self.context.notices.inform(_("Referral saved."))
        self._record = referral_id
        self.reload()

    def _correct_step(self, step: Step) -> None:
        if self.view is not None:
            self._asking.correct_step(self.view, step)

    def _stepped(self, _version: int) -> None:
        self.context.notices.inform(_("Saved."))

    def _ask_print(self, view: OutView, kind: OutPaper) -> None:
        self.sheet.show_other(TITLES[kind], out_question(self.context, view, kind, self.sheet.close_sheet))

    def _to_student(self) -> None:
        if self._student is not None:
            self.context.navigator.open(Target("student", self._student.id))

    def _to_agencies(self) -> None:
        self.context.navigator.open(Target(AGENCIES))
