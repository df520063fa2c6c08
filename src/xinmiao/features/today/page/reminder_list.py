"""Reminders: those due, done by one click or Space; those to come behind a number; and the line that adds one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from xinmiao.features.today.page.adding import ReminderAdder
from xinmiao.features.today.page.rows import PressedRow, step_focus
from xinmiao.features.today.records import ReminderView
from xinmiao.kernel.display import show_date
from xinmiao.kernel.texts import ntr, tr
from xinmiao.ui.search_box import Finder
from xinmiao.ui.timeline_delegate import WEEKDAYS
from xinmiao.ui.widgets.buttons import LinkButton
from xinmiao.ui.widgets.icon_label import IconLabel
from xinmiao.ui.widgets.labels import label
from xinmiao.ui.widgets.surfaces import Card, Hairline


def day_words(due: date, today: date) -> str:
    """Return when a reminder is due, as one says it."""
    days = (due - today).days
    if days == 0:
        return tr("today")
    if days < 0:
        return ntr("{count} day late", "{count} days late", -days)
    if days == 1:
        return tr("tomorrow")
    return tr("{day} {weekday}", day=show_date(due), weekday=WEEKDAYS[due.weekday()])


class ReminderRow(PressedRow):
    """One reminder; pressing it says that it is done."""

    def __init__(self, reminder: ReminderView, today: date, parent: QWidget | None = None) -> None:
        super().__init__("reminder_row", parent)
        self.reminder = reminder
        student = " ".join(part for part in (reminder.student_name, reminder.student_class) if part)
        second = " · ".join(part for part in (day_words(reminder.due_on, today), student) if part)
        self.setAccessibleName(reminder.line)
        self.setAccessibleDescription(second)
        self.setToolTip(tr("Done (Space)"))
        self._mark = IconLabel("circle", "muted", 20)
        self._mark.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.row.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignTop)
        self.row.addLayout(self.words(reminder.line, second, strong=False), 1)

    def lit(self, *, on: bool) -> None:
        """Show the tick that a press will set."""
        super().lit(on=on)
        self._mark.set_icon("circle-check" if on else "circle", "accent" if on else "muted")


class ReminderList(Card):
    """The card of reminders."""

    done = Signal(object)
    """The reminder that is done."""
    coming_wanted = Signal()
    """The later ones are to be shown."""

    def __init__(self, finder: Finder, today: date, parent: QWidget | None = None) -> None:
        super().__init__(tr("Reminders"), name="reminder_list")
        self.setParent(parent)
        self._today = today
        self._coming_open = False
        self._count = 0
        self.adder = ReminderAdder(finder, today)
        self.body.addWidget(self.adder)
        self.body.addWidget(Hairline())
        self._due = _Place(self)
        self._none_due = label("", "muted", wrap=True)
        self.body.addWidget(self._none_due)
        self._link = LinkButton("", name="coming_reminders")
        self._link.clicked.connect(self._toggle_coming)
        self.body.addWidget(self._link, 0, Qt.AlignmentFlag.AlignLeft)
        self._coming = _Place(self)
        self.body.addStretch(1)
        self.set_reminders((), 0)

    @property
    def coming_open(self) -> bool:
        """Return whether the later ones are on screen."""
        return self._coming_open

    def set_reminders(self, due: Sequence[ReminderView], coming: int) -> None:
        """Show those due, and how many there are of later days."""
        self._due.fill(due, self._row)
        self._none_due.setText(tr("None is due today."))
        self._none_due.setVisible(not due)
        self._count = coming
        if not coming:
            self._coming_open = False
        self._link.setVisible(coming > 0)
        self._coming.fill((), self._row)
        self._word_link()

    def set_coming(self, coming: Sequence[ReminderView]) -> None:
        """Show the later ones."""
        self._coming.fill(coming if self._coming_open else (), self._row)

    def _toggle_coming(self) -> None:
        self._coming_open = not self._coming_open
        self._word_link()
        if self._coming_open:
            self.coming_wanted.emit()
        else:
            self._coming.fill((), self._row)

    def _word_link(self) -> None:
        more = ntr("{count} reminder of later days", "{count} reminders of later days", self._count)
        words = tr("Hide those of later days") if self._coming_open else more
        self._link.setText(words)
        self._link.setAccessibleName(words)

    def _row(self, reminder: ReminderView) -> ReminderRow:
        row = ReminderRow(reminder, self._today)
        row.clicked.connect(partial(self._press, reminder))
        row.moved.connect(lambda step, here=row: step_focus(self._in_order(), here, step))
        return row

    def _in_order(self) -> list[PressedRow]:
        return [*self._due.rows, *self._coming.rows]

    def _press(self, reminder: ReminderView, _checked: bool = False) -> None:  # noqa: FBT001, FBT002 -- Qt's signal
        self.done.emit(reminder)


class _Place(QVBoxLayout):
    """Where rows stand under one another."""

    def __init__(self, card: Card) -> None:
        super().__init__()
        self.setSpacing(0)
        self.rows: list[ReminderRow] = []
        card.body.addLayout(self)

    def fill(self, reminders: Sequence[ReminderView], make: Callable[[ReminderView], ReminderRow]) -> None:
        """Show rows for `reminders` and no others."""
        for row in self.rows:
            self.removeWidget(row)
            row.hide()
            row.deleteLater()
        self.rows = [make(reminder) for reminder in reminders]
        for row in self.rows:
            self.addWidget(row)
            row.show()  # at once, so that it can take the keyboard
