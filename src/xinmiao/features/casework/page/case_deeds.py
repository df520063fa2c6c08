"""What can be done with the case in focus: the same in the page's menu, by right click and by keys."""

from __future__ import annotations

from collections.abc import Callable

from xinmiao.features.casework.page.beginnings import Beginnings
from xinmiao.features.casework.page.closing import CaseSheets
from xinmiao.features.casework.records import CaseLine, CaseState
from xinmiao.kernel.tasks import Target
from xinmiao.kernel.texts import _
from xinmiao.ui.actions import Action
from xinmiao.ui.page import Navigator
from xinmiao.ui.record_panel import PanelSheet


def open_client(navigator: Navigator, case: CaseLine) -> None:
    """Go to the student's file; of an alias there is only the intake."""
    if case.is_closed_to_me or case.of_staff:
        navigator.open(Target("case_restriction", case.id))
    elif case.student.id is not None:
        navigator.open(Target("student", case.student.id))
    else:
        navigator.open(Target("case_intake", case.id))


class CaseDeeds:
    """Actions on whatever `case` returns; None while something else has the hand."""

    def __init__(
        self,
        navigator: Navigator,
        sheet: CaseSheets,
        case: Callable[[], CaseLine | None],
        beginnings: Beginnings,
        panels: PanelSheet,
    ) -> None:
        self._navigator, self._sheet, self._case, self._beginnings = navigator, sheet, case, beginnings
        self._panels = panels

    def write(self) -> Action:
        """Return writing a note; in one's own open cases only."""
        return Action("new", _("Write a note"), self._write_note, icon="notebook-pen", enabled=self._is_own_open)

    def on_the_case(self) -> tuple[Action, ...]:
        """Return intake, facts, the name of an alias, handing over, closing and opening again."""
        return (
            Action("case_intake", _("Intake…"), self._open_intake, "Ctrl+I", "clipboard-list", self._is_there),
            Action("case_facts", _("Facts of the case…"), self._show_facts, "F2", "pen-line", self._is_there),
            Action("join_identity", _("Add the name…"), self._ask_identity, "", "user-plus", self._is_own_alias),
            Action("restriction", _("Restrict…"), self._show_restriction, "", "lock", self._is_there),
            Action("hand_over", _("Hand over…"), self._hand_over, "", "arrow-right-left", self._is_own_open),
            Action("close_case", _("Close the case…"), self._ask_end, "Ctrl+Shift+E", "folder", self._is_own_open),
            Action(
                "reopen_case", _("Open the case again…"), self._ask_end, "Ctrl+Shift+O", "folder-open", self._is_closed
            ),
            *self._panels.action(_("Attachments"), self._case_id),
        )

    def in_the_menu(self) -> tuple[Action, ...]:
        """Return what the page's menu offers: new cases and the lists beside the caseload, then the case in focus."""
        return (
            Action("new_alias", _("Open a case under an alias…"), self._beginnings.ask_alias, "", "user"),
            Action("new_old_file", _("Enter an old paper file…"), self._beginnings.ask_old_file, "", "archive"),
            Action("staff_case", _("Open the case of a staff member…"), lambda: self._go("staff_case"), "", "user"),
            Action("handovers", _("Hand-overs"), lambda: self._go("case_handovers"), "", "arrow-right-left"),
            Action("problem_codes", _("List of problems"), lambda: self._go("problem_codes"), "", "tag"),
            *self.on_the_case(),
        )

    def on_a_row(self) -> tuple[Action, ...]:
        """Return what a right click offers."""
        open_it = Action("open", _("Open"), self._open, "Return", "arrow-right", self._is_there)
        return (open_it, self.write(), *self.on_the_case())

    def _case_id(self) -> str | None:
        case = self._case()
        return None if case is None or case.is_closed_to_me else case.id

    def _is_there(self) -> bool:
        return self._case() is not None

    def _is_own_open(self) -> bool:
        case = self._case()
        return case is not None and case.is_own and case.state is CaseState.OPEN

    def _is_own_alias(self) -> bool:
        case = self._case()
        return case is not None and case.is_own and case.student.is_alias

    def _is_closed(self) -> bool:
        case = self._case()
        return case is not None and case.is_own and case.state is CaseState.CLOSED

    def _open(self) -> None:
        if (case := self._case()) is not None:
            open_client(self._navigator, case)

    def _write_note(self) -> None:
        if (case := self._case()) is not None:
            self._navigator.open(Target("counselling_note", case.id))

    def _go(self, page: str) -> None:
        self._navigator.open(Target(page))

    def _open_intake(self) -> None:
        if (case := self._case()) is not None:
            self._navigator.open(Target("case_intake", case.id))

    def _show_restriction(self) -> None:
        if (case := self._case()) is not None:
            self._navigator.open(Target("case_restriction", case.id))

    def _ask_identity(self) -> None:
        if (case := self._case()) is not None:
            self._beginnings.ask_identity(case)

    def _hand_over(self) -> None:
        if (case := self._case()) is not None:
            self._navigator.open(Target("case_handovers", f"new:{case.id}"))

    def _show_facts(self) -> None:
        if (case := self._case()) is not None:
            self._sheet.show_facts(case)

    def _ask_end(self) -> None:
        if (case := self._case()) is not None:
            self._sheet.ask_end(case.id)
