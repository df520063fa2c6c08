"""教职工来访: opening the case of a staff member, restricted from the start."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from xinmiao.features.casework import operations
from xinmiao.features.casework.editor.problems import ProblemChoice
from xinmiao.features.casework.editor.who_may_open import WhoMayOpen
from xinmiao.features.casework.records import CASE, StaffCount, StaffOpening
from xinmiao.kernel.errors import AppError, ValidationFailed
from xinmiao.kernel.tasks import Target
from xinmiao.kernel.texts import _, tr
from xinmiao.ui.forms.form import Form
from xinmiao.ui.page import Page, PageContext
from xinmiao.ui.widgets.buttons import Button, at_the_end
from xinmiao.ui.widgets.header import PageHeader
from xinmiao.ui.widgets.surfaces import Card, PageColumn

_NAMES = ("staff_name", "source")


class StaffCasePage(Page):
    """A short form; then the first note begins."""

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.setObjectName("staff_case")
        self._case_id = context.ids.new()
        self.header = PageHeader(_("Staff counselling"))
        self.header.show_back()
        self.header.back.connect(context.navigator.back)
        self.form = Form(CASE, _NAMES, parent=self)
        self.problems = ProblemChoice(context)
        self._problem_row = self.problems.row()
        self.who = WhoMayOpen(context, always=True)
        self._who_row = self.who.row()
        told = _(
            "No student and no growth file. The name and every word are sealed;"
            " colleagues who are not named only meet the number of staff members who came."
        )
        card = Card(_("Open a case"), told, name="staff_card")
        for name in _NAMES:
            card.add(self.form.row(name))
        card.add(self._problem_row)
        card.add(self._who_row)
        card.add(
            at_the_end(Button(_("Open the case and write"), role="primary", name="open_staff_case", clicked=self._open))
        )
        _lay_out(self, card)

    def reload(self) -> None:
        """Fetch the list of problems and the count."""
        self.problems.ask(self.problems.codes())
        self.who.ask(self.who.accounts())
        self.context.tasks.run(operations.count_staff_counselling.bind(), self._count, owner=self)

    def help_text(self) -> str:
        """Say what others see."""
        return tr("Colleagues see how many staff members came and how often, and nothing else.")

    def _count(self, count: StaffCount) -> None:
        told = tr("Staff members so far: {cases}, talks: {talks}", cases=count.cases, talks=count.talks)
        self.header.set_title(_("Staff counselling"), told)

    def _open(self) -> None:
        values = self.form.values()
        chosen = self.problems.codes()
        problems = CASE.problems({**values, "presenting_problems": chosen}, only=(*_NAMES, "presenting_problems"))
        if not values["staff_name"]:
            problems["staff_name"] = _("Please fill this in.")
        self.form.show_problems(problems)
        self._problem_row.set_error(problems.get("presenting_problems"))
        if not problems:
            by, who = CASE.source.choices(values["source"]), self.who.accounts()
            opening = StaffOpening(self._case_id, values["staff_name"], by, chosen, accounts=who)
            self.context.tasks.run(operations.open_staff_case.bind(opening), self._begin, self._refused, owner=self)

    def _begin(self, case_id: str) -> None:
        self._case_id = self.context.ids.new()
        self.form.set_values({})
        self.context.navigator.open(Target("counselling_note", case_id))

    def _refused(self, error: AppError) -> None:
        if isinstance(error, ValidationFailed):
            self.form.show_problems(error.problems)
            self._who_row.set_error(error.problems.get("accounts"))
        else:
            self.context.notices.error(error)


def _lay_out(page: StaffCasePage, card: Card) -> None:
    area = PageColumn(reading_width=640)
    area.add(card)
    column = QVBoxLayout(page)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    column.addWidget(page.header)
    column.addWidget(area, 1)
