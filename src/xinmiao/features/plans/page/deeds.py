"""What can be done with a version of a plan: the same in the page's header, its menu and by keys."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QWidget

from xinmiao.features.plans import operations
from xinmiao.features.plans.page.printing import TITLES
from xinmiao.features.plans.page.sheet import PlanSheet
from xinmiao.features.plans.records import PLAN, PlanPaper, PlanStamp, PlanView
from xinmiao.kernel.tasks import Target
from xinmiao.kernel.texts import Text, _
from xinmiao.ui.actions import Action
from xinmiao.ui.page import PageContext
from xinmiao.ui.record_panel import PanelSheet


class PlanDeeds:
    """Actions on the version in front."""

    def __init__(self, context: PageContext, host: QWidget, sheet: PlanSheet, edit: Callable[[], None]) -> None:
        self._context, self._host, self._sheet, self._edit = context, host, sheet, edit
        self._panels = PanelSheet(context, host, PLAN.record)

    def offered(self, plan: PlanView | None, *, writing: bool) -> tuple[Action, ...]:
        """Return what the state of a version and the account allow; nothing for one that was never saved."""
        return () if plan is None else (*self._steps(plan, writing=writing), *self._ways_out(plan))

    def _steps(self, plan: PlanView, *, writing: bool) -> tuple[Action, ...]:
        may, sheet = plan.allowed, self._sheet
        offered = (
            (may.review, Action("review", _("Review…"), partial(sheet.ask_review, plan), icon="clipboard-pen")),
            (may.approve, Action("approve", _("Approve"), partial(self._approve, plan), icon="badge-check")),
            (
                may.register_paper,
                Action("paper", _("Signed on paper…"), partial(sheet.ask_paper, plan), icon="signature"),
            ),
            (may.edit and not writing, Action("edit", _("Go on writing"), self._edit, "Ctrl+E", "pen-line")),
            (may.renew, Action("renew", _("New version…"), partial(sheet.ask_renewal, plan), icon="copy")),
            (may.close, Action("close", _close_words(plan), partial(sheet.ask_close, plan), icon="check")),
        )
        return tuple(action for is_offered, action in offered if is_offered)

    def _ways_out(self, plan: PlanView) -> tuple[Action, ...]:
        family = (self._print_action("print_family", plan, PlanPaper.FAMILY),) if plan.agreed_on is not None else ()
        to_student = partial(self._context.navigator.open, Target("student", plan.student.id))
        return (
            self._print_action("print", plan, PlanPaper.MEETING),
            *family,
            self._print_action("print_history", plan, PlanPaper.HISTORY),
            *self._panels.action(_("Attachments"), lambda: plan.id),
            Action("student", _("Growth file"), to_student, icon="folder-open"),
        )

    def _print_action(self, name: str, plan: PlanView, kind: PlanPaper) -> Action:
        words = _("Print: {paper}…").format(paper=TITLES[kind])
        return Action(name, words, partial(self._sheet.ask_print, plan, kind), icon="printer")

    def _approve(self, plan: PlanView) -> None:
        def done(_stamp: PlanStamp) -> None:
            self._context.notices.inform(_("Plan approved."))

        self._context.tasks.run(operations.approve_plan.bind(plan.id, plan.version), done, owner=self._host)


def _close_words(plan: PlanView) -> Text:
    return _("Give this version up…") if plan.allowed.edit else _("Close the plan…")
