"""One referral of a teacher: read, decided on, printed."""

from __future__ import annotations

from functools import partial
from typing import Any, ClassVar

from PySide6.QtWidgets import QWidget

from xinmiao.features.casework.operations import list_problems
from xinmiao.features.casework.records import ProblemLine
from xinmiao.features.referrals import operations
from xinmiao.features.referrals.editor.questions import AcceptQuestion, declining_question
from xinmiao.features.referrals.editor.reading import Reading
from xinmiao.features.referrals.page.printing import INTERNAL, internal_question
from xinmiao.features.referrals.page.sheet import ReferralSheet
from xinmiao.features.referrals.records import (
    DECISION_TONES,
    INTERNAL_REFERRAL,
    CaseChoice,
    InternalView,
    ReferralDecision,
)
from xinmiao.features.referrals.rules.due import NEW, OUT_PAGE
from xinmiao.kernel.operations import Bound
from xinmiao.kernel.tasks import Target
from xinmiao.kernel.texts import _, tr
from xinmiao.ui.actions import Action
from xinmiao.ui.page import Page, PageContext
from xinmiao.ui.page_layout import lay_out
from xinmiao.ui.widgets.chips import Chip
from xinmiao.ui.widgets.header import PageHeader


class InternalReferralPage(Page):
    """Opened with the id of a referral."""

    interests: ClassVar[frozenset[str]] = frozenset({INTERNAL_REFERRAL.record, "case", "student"})

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.setObjectName("referral_in")
        self._record = ""
        self.view: InternalView | None = None
        self.header = PageHeader(_("Internal referral"))
        self.header.show_back()
        self.header.back.connect(context.navigator.back)
        self.reading = Reading()
        self.sheet = ReferralSheet(self, context)
        lay_out(self, self.header, self.reading, padded=False)

    def open_record(self, record_id: str) -> None:
        """Show a referral."""
        self.sheet.put_away()
        self._record, self.view, self._stale = record_id, None, False
        self.reload()

    def reload(self) -> None:
        """Ask for the referral again."""
        if self._record:
            asked = operations.get_internal_referral.bind(self._record)
            self.context.tasks.run(asked, partial(self._show, self._record), owner=self)

    def page_actions(self) -> tuple[Action, ...]:
        """Return what can be done with it now."""
        save = Action("save", _("Save"), self.sheet.confirm, icon="save", enabled=lambda: self.sheet.asking)
        return (save, *self._deeds())

    def help_text(self) -> str:
        """Return the help of the page."""
        return tr(
            "Taking the case opens one or adds the referral to an open case. The teacher sees that it was taken and"
            " whom to ask, and nothing of what is said."
        )

    def may_leave(self) -> bool:
        """Let go at once: what is typed is kept as a draft."""
        self.sheet.flush()
        return True

    def _deeds(self) -> tuple[Action, ...]:
        view = self.view
        if view is None:
            return ()
        waits = view.decision is ReferralDecision.WAITING and not view.is_closed_to_me
        offered = (
            (waits, Action("accept", _("Take the case…"), self._ask_accept, "Ctrl+Return", "check")),
            (waits, Action("decline", _("Take no case…"), self._ask_decline, icon="x")),
            (bool(view.case_id), Action("case", _("Open the case"), self._to_case, icon="notebook-text")),
            (True, Action("out", _("Refer out…"), self._refer_out, icon="external-link")),
            (not view.is_closed_to_me, Action("print", _("Print…"), self._ask_print, icon="printer")),
            (True, Action("student", _("Growth file"), self._to_student, icon="folder-open")),
        )
        return tuple(action for is_offered, action in offered if is_offered)

    def _show(self, record: str, view: InternalView) -> None:
        if record != self._record:
            return
        self.view = view
        title = tr(" · ").join((view.student.name, str(_("Internal referral"))))
        self.header.set_title(title, view.student.class_label)
        chip = Chip(INTERNAL_REFERRAL.decision.show(view.decision), DECISION_TONES[view.decision])
        self.header.set_chips((chip,))
        deeds = self._deeds()
        first = deeds[0] if deeds and deeds[0].name == "accept" else None
        self.header.set_actions(first, tuple(deed for deed in deeds if deed is not first))
        self.reading.show_internal(view)

    def _ask_accept(self) -> None:
        if (view := self.view) is not None:
            asked = operations.list_case_choices.bind(view.student.id)
            self.context.tasks.run(asked, partial(self._ask_problems, view), owner=self)

    def _ask_problems(self, view: InternalView, cases: tuple[CaseChoice, ...]) -> None:
        self.context.tasks.run(list_problems.bind(), partial(self._accept, view, cases), owner=self)

    def _accept(self, view: InternalView, cases: tuple[CaseChoice, ...], problems: tuple[ProblemLine, ...]) -> None:
        question = AcceptQuestion(self.context, view, cases, problems)

        def bind(values: dict[str, Any]) -> Bound[Any]:
            return operations.accept_referral.bind(view.id, view.version, question.target(values))

        self.sheet.ask(_("Take the case"), question, bind, done=self._accepted)

    def _accepted(self, _case_id: str) -> None:
        self.context.notices.inform(_("Case taken. The teacher sees it at the next sign-in."))

    def _ask_decline(self) -> None:
        if (view := self.view) is None:
            return

        def bind(values: dict[str, Any]) -> Bound[Any]:
            return operations.decline_referral.bind(view.id, view.version, values["advice"] or "")

        key = f"decline:{view.id}"
        self.sheet.ask(_("Take no case"), declining_question(), bind, done=self._declined, draft_key=key)

    def _declined(self, _version: int) -> None:
        self.context.notices.inform(_("Saved. The teacher sees that he should ask you."))

    def _ask_print(self) -> None:
        if (view := self.view) is not None:
            self.sheet.show_other(INTERNAL, internal_question(self.context, view, self.sheet.close_sheet))

    def _to_case(self) -> None:
        if self.view is not None:
            self.context.navigator.open(Target("counselling_note", self.view.case_id))

    def _refer_out(self) -> None:
        if self.view is not None:
            self.context.navigator.open(Target(OUT_PAGE, f"{NEW}{self.view.student.id}"))

    def _to_student(self) -> None:
        if self.view is not None:
            self.context.navigator.open(Target("student", self.view.student.id))
