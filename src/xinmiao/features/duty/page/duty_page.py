"""The page of duty: the week, the term, own shifts, and what the roster is made of."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import Any, ClassVar

from PySide6.QtWidgets import QStackedWidget, QWidget

from xinmiao.features.duty import operations
from xinmiao.features.duty.editor.preview import RosterPreview
from xinmiao.features.duty.editor.shift_panel import ShiftPanel
from xinmiao.features.duty.page.deeds import ShiftDeeds
from xinmiao.features.duty.page.desk import DutyDesk
from xinmiao.features.duty.page.leaving import Leaving
from xinmiao.features.duty.page.list_view import ShiftList
from xinmiao.features.duty.page.offers import Offers
from xinmiao.features.duty.page.setup_deeds import SetupDeeds
from xinmiao.features.duty.page.setup_view import SetupColumn
from xinmiao.features.duty.page.week_view import WeekView
from xinmiao.features.duty.records import SetupView
from xinmiao.kernel.access import Permission
from xinmiao.kernel.texts import _, tr
from xinmiao.ui.actions import Action
from xinmiao.ui.page import Page, PageContext
from xinmiao.ui.page_layout import lay_out
from xinmiao.ui.question_sheet import QuestionSheet
from xinmiao.ui.widgets.header import PageHeader
from xinmiao.ui.widgets.segmented import SegmentedControl


class DutyPage(Page):
    """Who stands when: four views of the same shifts."""

    interests: ClassVar[frozenset[str]] = frozenset(
        {
            "duty_shift",
            "shift_pattern",
            "pattern_person",
            "duty_person",
            "duty_leave",
            "duty_swap",
            "duty_record",
            "own_day",
            "period_table",
            "room",
            "staff_member",
        }
    )

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.setObjectName("page_duty")
        may = context.actor.may
        self._makes, self._prints = may(Permission.DUTY_WRITE), may(Permission.DUTY_PRINT)
        self.header = PageHeader(_("Duty roster"), _("Who stands in the counselling room when."))
        self.views = SegmentedControl(self._choices(), _("View"), name="duty_views")
        self.week = WeekView(context.clock, writes=self._makes)
        empty = _("No shift is made yet.")
        makes = self._makes
        self.term = ShiftList(context.clock, _("Term"), empty, name="term_shifts", everybody=True, makes=makes)
        own_empty = _("You stand no shift.")
        self.own = ShiftList(context.clock, _("My shifts"), own_empty, name="own_shifts", everybody=False, makes=makes)
        self.desk = DutyDesk(self, self.week, self.term, self.own)
        self.stack = QStackedWidget()
        self.sheet = QuestionSheet(self, context, name="duty_sheet")
        self.deeds = ShiftDeeds(self, self.sheet)
        self.offers = Offers(self.deeds, context)
        self.setup = SetupColumn(SetupDeeds(self, self.sheet, self.deeds), self)
        self.leaving = Leaving(self, self.sheet)
        self._lay_out()
        self._connect()

    def reload(self) -> None:
        """Ask for the week, the term, and what the roster is made of."""
        self.desk.load()
        if self._makes:
            run = self.context.tasks.run
            run(operations.get_duty_setup.bind(), self._take_setup, owner=self)
            run(operations.list_leave.bind(self.context.clock.today()), self.setup.show_leave, owner=self)
            run(operations.list_swaps.bind(), self.setup.show_swaps, owner=self)

    def open_record(self, record_id: str) -> None:
        """Open a shift, or turn to a view: gaps, swaps or setup."""
        views = {"gaps": "week", "swaps": "setup", "setup": "setup", "own": "own", "term": "term"}
        if record_id in views:
            self.turn_to(views[record_id])
        else:
            self.desk.wanted = record_id
            self.desk.show_wanted()

    def turn_to(self, name: str) -> None:
        """Show one of the views."""
        names = [choice for choice, _words in self._choices()]
        if name in names:
            self.views.set_value(name)
            self.stack.setCurrentIndex(names.index(name))

    def page_actions(self) -> tuple[Action, ...]:
        """Offer what the head offers, and to save what the sheet asks."""
        save = Action("save", _("Save"), partial(_save, self.sheet), icon="save", enabled=self.sheet.isVisible)
        return (*self._offered(), save) if self._makes else self._offered()

    def _offered(self) -> tuple[Action, ...]:
        """Offer making the roster, a shift by hand, papers and files, as far as the account may."""
        made: list[Action] = []
        if self._makes:
            today = self.context.clock.today()
            made = [
                Action("new", _("Make the roster"), self.make_roster, icon="calendar-clock"),
                Action("add_shift", _("Put in a shift"), lambda: self.deeds.add(today, 740, 790), icon="plus"),
                Action("add_leave", _("Enter leave"), self.setup_deeds.add_leave, icon="user"),
            ]
        if self._prints:
            made += [
                Action("print", _("Print for the door"), self._print_door, icon="printer"),
                Action(
                    "print_term", _("Print the term"), lambda: self.leaving.print_term(*self.desk.span), icon="printer"
                ),
                Action("save_own", _("Save my shifts as a calendar file"), self._save_own, icon="download"),
            ]
        return tuple(made)

    def help_text(self) -> str:
        """Say how the week is gone round and what happens with changes by hand."""
        return tr(
            "Drag a shift to another day or time, or carry it with Ctrl and arrows; Enter opens it. Nobody can be put"
            " at two places at once. What was changed by hand stays when the roster is made anew, or is listed."
        )

    def loose_words(self) -> bool:
        """Return whether a question is open; its words are put aside as far as they have a draft."""
        return self.sheet.asking and super().loose_words()

    @property
    def setup_deeds(self) -> SetupDeeds:
        """Return the deeds of pattern, people and leave."""
        return self.setup.deeds

    def make_roster(self) -> None:
        """Ask for which days, beginning with those of the term that are left."""
        self.deeds.make(self.desk.request())

    def show_shift(self, shift_id: str) -> None:
        """Open one shift in the sheet."""
        shift = self.desk.shift(shift_id)
        if shift is not None:
            offers = (*self.offers.of(shift), *self.leaving.offers(self.desk.span))
            panel = ShiftPanel(shift, self.desk.gap_of(shift_id), offers)
            self.sheet.show_other(_("Duty shift"), panel)

    def _choices(self) -> tuple[tuple[str, Any], ...]:
        found = (("week", _("By week")), ("term", _("Term")), ("own", _("My shifts")))
        return (*found, ("setup", _("Shifts and people"))) if self._makes else found

    def _take_setup(self, setup: SetupView) -> None:
        self.deeds.setup = setup
        self.setup.show_setup(setup)

    def _carried(self, shift_id: str, day: date, starts: int, ends: int) -> None:
        shift = self.desk.shift(shift_id)
        if shift is not None:
            self.deeds.carry(shift, day, starts, ends)

    def _print_door(self) -> None:
        self.leaving.print_door(self.desk.monday)

    def _save_own(self) -> None:
        if self.desk.own_staff is None:
            self.context.notices.inform(_("Your account belongs to no staff member yet; link it on the staff page."))
            return
        self.leaving.save_own(self.desk.own_staff, self.context.actor.label, *self.desk.span)

    def _connect(self) -> None:
        self.views.changed.connect(self.turn_to)
        self.week.paged.connect(self.desk.turn_week)
        self.week.wanted.connect(self.show_shift)
        self.week.grid.opened.connect(self.show_shift)
        self.week.grid.created.connect(self.deeds.add)
        self.week.grid.moved.connect(self._carried)
        for table in (self.term, self.own):
            table.opened.connect(self.show_shift)

    def _lay_out(self) -> None:
        for view in (self.week, self.term, self.own, self.setup)[: len(self._choices())]:
            self.stack.addWidget(view)
        actions = self._offered()
        self.header.set_actions(actions[0] if actions else None, actions[1:])
        lay_out(self, self.header, self.stack, (self.views,), padded=False)
        self.views.set_value("week")
        self.setFocusProxy(self.week.grid)


def _save(sheet: QuestionSheet) -> None:
    """Do what the one button of the sheet does: confirm what is asked, or save the roster of the preview."""
    preview = sheet.findChild(RosterPreview)
    if sheet.asking:
        sheet.confirm()
    elif preview is not None and preview.isVisible():
        preview.button.click()
