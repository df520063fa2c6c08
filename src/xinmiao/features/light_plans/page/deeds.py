"""What can be done on the page of light plans, as actions."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from xinmiao.features.light_plans import operations
from xinmiao.features.light_plans.page.workbook_deeds import ask_workbooks, choose_workbook
from xinmiao.features.light_plans.records import LightLine, LightPrint, LightState
from xinmiao.kernel.tasks import Target, target_of_list
from xinmiao.kernel.texts import _
from xinmiao.ui.actions import Action
from xinmiao.ui.page import PageContext

if TYPE_CHECKING:
    from xinmiao.features.light_plans.page.light_plans_page import LightPlansPage

_BATCH = "batch_printing"


def header_actions(page: LightPlansPage) -> tuple[Action, tuple[Action, ...]]:
    """Return the one thing to begin with, and the others."""
    return (
        Action("new", _("Open for a list"), page.ask_opening, icon="plus"),
        (
            Action("workbooks", _("Workbooks for mentors"), partial(ask_workbooks, page), icon="download"),
            Action("take_over", _("Take over a workbook"), partial(choose_workbook, page), icon="upload"),
            Action("batch", _("Print for a list"), partial(_to_batch, page), icon="printer"),
            Action("form", _("Empty form for paper"), partial(show_form, page.context), icon="file-text"),
        ),
    )


def row_actions(page: LightPlansPage) -> tuple[Action, ...]:
    """Return what can be done with the sheets chosen."""
    sheet, deeds = page.sheet, _RowDeeds(page)
    return (
        Action("open", _("Open the sheet"), deeds.on(sheet.open_light_plan), "Return", "clipboard-pen", deeds.has_line),
        Action("check", _("Check"), page.check_chosen, "Ctrl+Shift+E", "check", deeds.when(lambda line: line.to_check)),
        Action(
            "count", _("Count it all the same…"), deeds.on(sheet.ask_reason), "", "badge-check", deeds.when(_against)
        ),
        Action("review", _("Review…"), deeds.on(sheet.ask_review), "", "clipboard-check", deeds.when(_running)),
        Action("take_back", _("Take back"), page.take_back_chosen, "", "undo-2", deeds.when(_unwritten)),
        Action("student", _("Growth file"), deeds.to_student, "", "folder-open", deeds.has_line),
    )


class _RowDeeds:
    """What actions need to know of the rows in hand."""

    def __init__(self, page: LightPlansPage) -> None:
        self._page = page

    def has_line(self) -> bool:
        return self._page.table.current_record() is not None

    def on(self, act: Callable[[str], None]) -> Callable[[], None]:
        def run() -> None:
            if (line := self._page.table.current_record()) is not None:
                act(line.id)

        return run

    def when(self, test: Callable[[LightLine], bool]) -> Callable[[], bool]:
        return lambda: any(map(test, self._page.table.chosen_records()))

    def to_student(self) -> None:
        if (line := self._page.table.current_record()) is not None:
            self._page.context.navigator.open(Target("student", line.student.id))


def _against(line: LightLine) -> bool:
    return line.state is LightState.FILLED and bool(line.findings)


def _running(line: LightLine) -> bool:
    return line.state in {LightState.CHECKED, LightState.REVIEW_DUE}


def _unwritten(line: LightLine) -> bool:
    return line.written_on is None


def _to_batch(page: LightPlansPage) -> None:
    """Lead to printing for exactly the students shown."""
    shown = (line.student.id for line in page.table.shown_records())
    page.context.navigator.open(target_of_list(_BATCH, "light_plan", shown))


def show_form(context: PageContext) -> None:
    """Show the quite empty sheet."""

    def collected(print_: LightPrint) -> None:
        context.papers.show(_("Light plan"), partial(_form, print_), file_name=f"{_('Light plan')}.pdf")

    context.tasks.run(operations.collect_light_plan_form.bind(), collected)


def _form(print_: LightPrint) -> bytes:
    from xinmiao.documents.pdf import render_pdf  # noqa: PLC0415 -- heavy, and only wanted here
    from xinmiao.features.light_plans.prints import light_plan_paper  # noqa: PLC0415 -- as above

    return render_pdf(light_plan_paper(print_))
