"""The forms beside periods and rooms: an own lesson, opening hours, a room."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from PySide6.QtWidgets import QLineEdit

from xinmiao.features.school_calendar.records import (
    OWN_LESSON,
    ROOM,
    ROOM_CLOSING,
    WEEKDAY_LABELS,
    WEEKDAYS,
    ClosingView,
    HoursView,
    LessonWeeks,
    OwnLessonView,
    RoomView,
    Weekday,
)
from xinmiao.features.school_calendar.rules import checks
from xinmiao.kernel.texts import Text, _
from xinmiao.kernel.times_of_day import parse_time, show_span
from xinmiao.ui.forms.form import Form
from xinmiao.ui.sheet_form import SheetForm
from xinmiao.ui.widgets.tick_list import TickList

_LESSON_FIELDS = (
    "subject",
    "class_label",
    "weekday",
    "weeks",
    "stage",
    "period",
    "starts",
    "ends",
    "from_date",
    "until_date",
)
_BETWEEN = re.compile("[-–—~到至]")


class LessonForm(SheetForm):
    """A lesson of one's own."""

    def __init__(self, opened: OwnLessonView) -> None:
        super().__init__("lesson_form", _("Save"))
        self._opened = opened
        self.form = Form(OWN_LESSON, _LESSON_FIELDS, parent=self)
        for name in _LESSON_FIELDS:
            self.rows[name] = self.form.row(name)
            self.body.addWidget(self.rows[name])
        self.form.set_values(
            {name: None if (value := getattr(opened, name)) == "" else value for name in _LESSON_FIELDS}
        )
        self.end()

    def check(self) -> dict[str, Text]:
        """Return what is wrong."""
        return self.form.problems() or checks.lesson_problems(self.view())

    def view(self) -> OwnLessonView:
        """Return what stands there; only asked after the fields hold."""
        values, opened = self.form.values(), self._opened
        return OwnLessonView(
            account_id=opened.account_id,
            weekday=values["weekday"],
            starts=values["starts"],
            ends=values["ends"],
            subject=values["subject"],
            from_date=values["from_date"],
            until_date=values["until_date"],
            weeks=values["weeks"] or LessonWeeks.EVERY,
            class_label=values["class_label"] or "",
            period=values["period"] or "",
            stage=values["stage"],
            id=opened.id,
            version=opened.version,
        )


def new_lesson(day: date, span: tuple[int, int], period: str, from_date: date) -> OwnLessonView:
    """Return the beginning of a lesson on a place of the week that was drawn."""
    return OwnLessonView("", WEEKDAYS[day.weekday()], *span, "", from_date, period=period)


class HoursForm(SheetForm):
    """Opening hours: a line for each weekday, several spans with commas between."""

    def __init__(self, hours: Sequence[HoursView]) -> None:
        super().__init__("hours_form", _("Save"))
        self.say(_("Such as 11:40-13:10, 15:10-16:10; empty for closed."))
        self._lines: dict[Weekday, QLineEdit] = {}
        for weekday, words in WEEKDAY_LABELS:
            line = self._lines[weekday] = QLineEdit()
            line.setObjectName(f"hours_{weekday}")
            spans = (show_span(each.starts, each.ends) for each in hours if each.weekday is weekday)
            line.setText(", ".join(spans))
            self.add_row(weekday.value, words, line, required=False)
        self.end()

    def check(self) -> dict[str, Text]:
        """Return what is wrong, by weekday."""
        found: dict[str, Text] = {}
        for weekday in WEEKDAYS:
            spans = self._spans(weekday)
            problems = {} if spans is None else checks.hours_problems(spans)
            if spans is None:
                found[weekday.value] = _("Please type times such as 11:40-13:10.")
            elif problems:
                found[weekday.value] = next(iter(problems.values()))
        return found

    def hours(self) -> tuple[HoursView, ...]:
        """Return what stands there; only asked after the lines hold."""
        return tuple(each for weekday in WEEKDAYS for each in self._spans(weekday) or ())

    def _spans(self, weekday: Weekday) -> tuple[HoursView, ...] | None:
        parts = re.split("[,，、;；]", self._lines[weekday].text())
        made = []
        for part in filter(None, map(str.strip, parts)):
            times = [parse_time(each) for each in _BETWEEN.split(part)]
            if len(times) != 2 or None in times:  # noqa: PLR2004 -- from and until
                return None
            made.append(HoursView(weekday, times[0] or 0, times[1] or 0))
        return tuple(made)


class RoomForm(SheetForm):
    """A room, and days on which it is closed from now on."""

    def __init__(self, opened: RoomView | None) -> None:
        super().__init__("room_form", _("Save"))
        self._opened = opened
        self.form = Form(ROOM, parent=self)
        for name in ("name", "capacity", "place", "in_use"):
            self.rows[name] = self.form.row(name)
            self.body.addWidget(self.rows[name])
        shown = opened or RoomView("")
        values = {"name": shown.name or None, "place": shown.place or None}
        self.form.set_values({**values, "capacity": shown.capacity, "in_use": shown.in_use})
        self.stays = TickList(_closings(shown), name="room_closings")
        """Closings there are; one whose tick is taken away is removed."""
        self.stays.choose(each.id for each in shown.closings)
        if shown.closings:
            self.say(_("Days on which it is closed; take the tick away to open it again."))
        self.body.addWidget(self.stays)
        self.stays.setVisible(bool(shown.closings))
        self.closing = Form(ROOM_CLOSING, ("first_day", "last_day", "reason"), parent=self)
        self.say(_("Closed (leave empty when it is not)"))
        for name in ("first_day", "last_day", "reason"):
            self.rows[name] = self.closing.row(name)
            self.body.addWidget(self.rows[name])
        self.end()

    def check(self) -> dict[str, Text]:
        """Return what is wrong."""
        problems = self.form.problems()
        if any(value for value in self.closing.values().values()):
            problems |= self.closing.problems()
        if problems:
            return problems
        found = checks.room_problems(self.view(), ())
        closing = next((words for name, words in found.items() if name.startswith("closing_")), None)
        return {"last_day": closing} if closing is not None else found

    def view(self) -> RoomView:
        """Return what stands there; only asked after the fields hold."""
        values, closed, opened = self.form.values(), self.closing.values(), self._opened
        staying = self.stays.chosen()
        kept = () if opened is None else tuple(each for each in opened.closings if each.id in staying)
        added: tuple[ClosingView, ...] = ()
        if closed["first_day"] is not None:
            added = (ClosingView(closed["first_day"], closed["last_day"], closed["reason"]),)
        return RoomView(
            values["name"],
            values["capacity"],
            values["place"] or "",
            bool(values["in_use"]),
            (*kept, *added),
            "" if opened is None else opened.id,
            0 if opened is None else opened.version,
        )


def _closings(room: RoomView) -> list[tuple[str, str, str]]:
    """Return the closings of a room as boxes to tick."""
    words = _("Closed from {first} to {last}: {reason}")
    return [
        (each.id, str(words.format(first=each.first_day, last=each.last_day, reason=each.reason)), "")
        for each in room.closings
    ]
