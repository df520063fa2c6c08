"""The light plans of a period: what does not count first, then what is to be checked, reviewed and handed in."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from xinmiao.features.light_plans import operations
from xinmiao.features.light_plans.page.columns import light_columns
from xinmiao.features.light_plans.page.deeds import header_actions, row_actions
from xinmiao.features.light_plans.page.filters import chosen_filter, filters_of, places_of
from xinmiao.features.light_plans.page.opening import OpeningForm
from xinmiao.features.light_plans.page.sheet import LightSheet
from xinmiao.features.light_plans.records import LIGHT_PLAN, LightLine
from xinmiao.features.light_plans.records.periods import period_words, term_of
from xinmiao.features.roster.operations import list_classes
from xinmiao.features.roster.records import ClassLine
from xinmiao.kernel.texts import _, ntr, tr
from xinmiao.ui import theme
from xinmiao.ui.actions import Action
from xinmiao.ui.page import Page, PageContext
from xinmiao.ui.tables.record_table import RecordTable
from xinmiao.ui.widgets.chips import FilterBar
from xinmiao.ui.widgets.combo import Combo
from xinmiao.ui.widgets.header import PageHeader
from xinmiao.ui.widgets.messages import EmptyState


class LightPlansPage(Page):
    """A list, and beside it the sheet in which one light plan is typed."""

    interests: ClassVar[frozenset[str]] = frozenset({LIGHT_PLAN.record, "student", "mentor"})

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.setObjectName("light_plans")
        self._wanted_id = self._wanted_period = ""
        self.period = Combo(_("Period"), name="light_period")
        self.classes = Combo(_("Class"), name="light_class")
        self.filters = FilterBar(filters_of(()), name="light_filters")
        self.table = RecordTable[LightLine](
            light_columns(),
            _("Light plans"),
            id_of=lambda line: line.id,
            type_ahead=lambda line: line.student.name,
            many=True,
            name="light_table",
        )
        told = _("No light plan in this period. Open them for a whole list at once, such as all left-behind children.")
        self.table.set_empty(EmptyState(told, _("Open for a list"), self.ask_opening, icon="clipboard-check"))
        self.sheet = LightSheet(self, context)
        self._actions = row_actions(self)
        self.table.set_actions(self._actions)
        primary, more = header_actions(self)
        told = _("One page for each student, written by mentors and class teachers, checked by the room.")
        self.header = PageHeader(_("Light plans"), told, primary, more)
        self._connect()
        _lay_out(self)
        self.setFocusProxy(self.table)

    def reload(self) -> None:
        """Ask for the periods, then for the list."""
        self.context.tasks.run(operations.list_light_periods.bind(), self._show_periods, owner=self)

    def open_record(self, record_id: str) -> None:
        """Go to what a task is about (its filter and period), or open one sheet."""
        name, _colon, period = record_id.partition(":")
        if period:
            self._wanted_period = period
            self.filters.choose({name})
        elif record_id:
            self._wanted_id = record_id
            self.sheet.open_light_plan(record_id)
        self._stale = True

    def page_actions(self) -> tuple[Action, ...]:
        """Return what can be done with the sheets chosen, and that what is typed is saved."""
        save = Action("save", _("Save"), self.sheet.confirm, enabled=lambda: self.sheet.asking)
        return (*self._actions, save)

    def help_text(self) -> str:
        """Return the help of the list."""
        return tr(
            "Enter opens a sheet to be typed; Ctrl+Enter there saves it and opens the next one, with the writer and the"
            " day kept. Sheets that are empty, not complete or copied stand first and do not count."
        )

    def may_leave(self) -> bool:
        """Keep what is typed as a draft."""
        self.sheet.flush()
        return True

    @property
    def chosen_period(self) -> str:
        """Return the code of the period shown."""
        return self.period.currentData() or term_of(self.context.clock.today())

    # what the actions do

    def ask_opening(self) -> None:
        """Ask for whom light plans are opened."""

        def show(classes: tuple[ClassLine, ...]) -> None:
            form = OpeningForm(self.context, classes)
            form.done.connect(self._opened)
            self.sheet.show_form(_("Open light plans for a list"), form)

        self.context.tasks.run(list_classes.bind(), show, owner=self)

    def check_chosen(self) -> None:
        """Mark the sheets chosen as checked, as far as nothing speaks against them."""
        ids = tuple(line.id for line in self.table.chosen_records() if line.to_check)

        def checked(count: int) -> None:
            self.context.notices.inform(ntr("{count} sheet checked.", "{count} sheets checked.", count))

        self.context.tasks.run(operations.check_light_plans.bind(ids), checked, owner=self)

    def take_back_chosen(self) -> None:
        """Take back sheets on which nothing was written."""
        ids = tuple(line.id for line in self.table.chosen_records() if line.written_on is None)

        def taken(count: int) -> None:
            self.context.notices.inform(ntr("{count} sheet taken back.", "{count} sheets taken back.", count))

        self.context.tasks.run(operations.take_back_light_plans.bind(ids), taken, owner=self)

    # what is shown

    def _show_periods(self, periods: tuple[str, ...]) -> None:
        wanted = self._wanted_period or self.chosen_period
        self._wanted_period = ""
        self.period.clear()
        for code in periods:
            self.period.addItem(period_words(code), code)
        self.period.setCurrentIndex(max(self.period.findData(wanted), 0))
        self._ask()

    def _ask(self) -> None:
        self.context.tasks.run(operations.list_light_plans.bind(self.chosen_period), self._show, owner=self)

    def _show(self, lines: tuple[LightLine, ...]) -> None:
        self.filters.set_filters(filters_of(lines))
        chosen = self.classes.currentText()
        self.classes.clear()
        self.classes.addItem(tr("All classes"))
        self.classes.addItems(places_of(lines))
        self.classes.setCurrentIndex(max(self.classes.findText(chosen), 0))
        self.table.set_rows(lines)
        self._filter()
        if self._wanted_id and self.table.select(self._wanted_id):
            self._wanted_id = ""
        elif self.table.current_record() is None and self.table.count():
            self.table.go(0)

    def _filter(self) -> None:
        place = self.classes.currentText() if self.classes.currentIndex() > 0 else ""
        self.table.set_filter(chosen_filter(self.filters.chosen(), place))

    def _opened(self, period: str) -> None:
        self._wanted_period = period
        self.sheet.put_away()
        self.reload()

    def _next(self, light_plan_id: str) -> None:
        """Open the sheet after the one saved; at the end of the list the keyboard goes back to it."""
        shown = [line.id for line in self.table.shown_records()]
        after = shown[shown.index(light_plan_id) + 1 :] if light_plan_id in shown else []
        if after:
            self.table.select(after[0])
            self.sheet.open_light_plan(after[0])

    def _connect(self) -> None:
        self.period.activated.connect(lambda _place: self._ask())
        self.classes.activated.connect(lambda _place: self._filter())
        self.filters.changed.connect(lambda _chosen: self._filter())
        self.table.opened.connect(self.sheet.open_light_plan)
        self.sheet.next_wanted.connect(self._next)


def _lay_out(page: LightPlansPage) -> None:
    space = theme.current().size
    wide = space("space-xl")
    bar = QHBoxLayout()
    bar.setContentsMargins(wide, 0, wide, space("space-s"))
    bar.setSpacing(space("space-s"))
    bar.addWidget(page.filters, 1)
    for combo, width in ((page.period, 220), (page.classes, 140)):
        combo.setFixedWidth(theme.current().px(width))
        bar.addWidget(combo)
    lists = QVBoxLayout()
    lists.setContentsMargins(wide, 0, wide, space("space-l"))
    lists.addWidget(page.table)
    column = QVBoxLayout(page)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    column.addWidget(page.header)
    column.addLayout(bar)
    column.addLayout(lists, 1)
