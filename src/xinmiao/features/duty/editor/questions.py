"""The questions of duty: a shift of the pattern, a person, leave, a shift, signing, a swap, a record."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from xinmiao.features.duty.records import (
    DUTY_LEAVE,
    DUTY_PERSON,
    DUTY_RECORD,
    DUTY_SHIFT,
    DUTY_SWAP,
    ROSTER_SPAN,
    SHIFT_PATTERN,
    DutyPersonView,
    DutyRecordView,
    LeaveKind,
    PatternView,
    RosterRequest,
    SetupView,
    ShiftView,
    StandIn,
)
from xinmiao.features.duty.rules.checks import span_words
from xinmiao.features.school_calendar.records import Weekday
from xinmiao.kernel.fields import ReferenceField
from xinmiao.kernel.texts import Text, _, ntr, tr
from xinmiao.ui.forms.question import Question
from xinmiao.ui.forms.reference_editors import ReferenceEditor
from xinmiao.ui.forms.several_editor import ChoicesEditor
from xinmiao.ui.widgets.field_row import FieldRow
from xinmiao.ui.widgets.labels import label
from xinmiao.ui.widgets.surfaces import PageColumn
from xinmiao.ui.widgets.tick_list import TickList

_SHIFT_FIELDS = ("day", "name", "starts", "ends", "room_id", "staff_id")
_RECORD_FIELDS = ("visitors", "events", "reported_to", "handover")


def choice(field: ReferenceField, offered: Iterable[tuple[str, str]], nothing: Text | str = "") -> ReferenceEditor:
    """Return a list that drops down with these records."""
    editor = ReferenceEditor(field, nothing)
    editor.offer(tuple(offered))
    return editor


class PatternQuestion(Question):
    """A shift of the pattern, and who may stand it; a new one is put on several weekdays at once."""

    def __init__(self, setup: SetupView, opened: PatternView | None) -> None:
        self._setup, self._opened = setup, opened
        self.days = ChoicesEditor(DUTY_PERSON.weekdays)
        self.only = TickList(((each.staff_id, each.name, "") for each in setup.persons), "only")
        names: tuple[str, ...] = ("name", "period", "starts", "ends", "room_id", "persons")
        values: dict[str, Any] = {"persons": 1}
        if opened is not None:
            names = ("name", "weekday", *names[1:])
            values = {name: getattr(opened, name) or None for name in names}
            self.only.choose(opened.only)
        room = choice(SHIFT_PATTERN.room_id, setup.rooms.items(), _("No place named"))
        super().__init__(SHIFT_PATTERN, names, values, _("Save"), name="pattern_question", editors={"room_id": room})

    def above(self, body: PageColumn) -> None:
        """Ask for the weekdays of a new one."""
        if self._opened is None:
            self.row = FieldRow(_("Weekdays"), self.days, required=True, name="row_weekdays")
            body.add(self.row)
            self.days.changed.connect(self.changed)

    def below(self, body: PageColumn) -> None:
        """Ask who may stand it."""
        body.add(label(_("Who may stand it (nobody ticked: all who take part)"), "strong", wrap=True))
        body.add(self.only)
        self.only.changed.connect(self.changed)

    def mark(self, problems: Mapping[str, Text]) -> None:
        """Mark the weekdays, too."""
        if self._opened is None:
            self.row.set_error(problems.get("weekday"))
        super().mark({name: told for name, told in problems.items() if name != "weekday" or self._opened is not None})

    def pattern(self, values: Mapping[str, Any]) -> PatternView:
        """Return what stands there."""
        opened = self._opened
        return PatternView(
            name=values["name"] or "",
            weekday=values.get("weekday") or Weekday.MONDAY,
            starts=-1 if values["starts"] is None else values["starts"],
            ends=-1 if values["ends"] is None else values["ends"],
            persons=values["persons"] or 0,
            period=values["period"] or "",
            room_id=values["room_id"],
            only=self.only.chosen(),
            id="" if opened is None else opened.id,
            version=0 if opened is None else opened.version,
        )

    def weekdays(self) -> tuple[Weekday, ...]:
        """Return the weekdays of a new one."""
        return tuple(Weekday(each) for each in self.days.value() or ())


def person_question(free: Iterable[tuple[str, str]], opened: DutyPersonView | None) -> Question:
    """Ask who takes part, and on which weekdays he can."""
    names = ("staff_id", "weekdays") if opened is None else ("weekdays",)
    values = {} if opened is None else {"weekdays": opened.weekdays}
    editors = {"staff_id": choice(DUTY_PERSON.staff_id, free)} if opened is None else {}
    told = "" if opened is None else opened.name
    return Question(DUTY_PERSON, names, values, _("Save"), told=told, name="person_question", editors=editors)


def leave_question(persons: Iterable[DutyPersonView], today: date) -> Question:
    """Ask who is away, when, and for which kind of reason."""
    who = choice(DUTY_LEAVE.staff_id, ((each.staff_id, each.name) for each in persons))
    names = ("staff_id", "first_day", "last_day", "kind")
    values = {"first_day": today, "last_day": today, "kind": LeaveKind.LEAVE}
    told = _("The reason stays with the person; the kind is all that is kept.")
    return Question(DUTY_LEAVE, names, values, _("Save"), told=told, name="leave_question", editors={"staff_id": who})


def shift_question(setup: SetupView, opened: ShiftView, verb: Text) -> Question:
    """Ask for day, times, room and person of a shift."""
    room = choice(DUTY_SHIFT.room_id, setup.rooms.items(), _("No place named"))
    who = choice(DUTY_SHIFT.staff_id, ((each.staff_id, each.name) for each in setup.persons))
    values = {name: getattr(opened, name) or None for name in _SHIFT_FIELDS}
    editors = {"room_id": room, "staff_id": who}
    return Question(DUTY_SHIFT, _SHIFT_FIELDS, values, verb, name="shift_question", editors=editors)


def stand_in_question(shift: ShiftView, found: Sequence[StandIn]) -> Question:
    """Ask who stands instead: those who can, with how often they stand; why the others cannot."""
    free = [each for each in found if each.problem is None]
    words = ((each.staff_id, _counted(each)) for each in free)
    told = [f"{span_words(shift.day, shift.starts, shift.ends)} {shift.name} · {shift.person}"]
    told += [str(each.problem) for each in found if each.problem is not None]
    return Question(
        DUTY_SHIFT,
        ("staff_id",),
        {"staff_id": free[0].staff_id if free else None},
        _("Let this person stand"),
        told="\n".join(told),
        name="stand_in_question",
        editors={"staff_id": choice(DUTY_SHIFT.staff_id, words)},
    )


def _counted(each: StandIn) -> str:
    return ntr("{name} · {count} shift", "{name} · {count} shifts", each.shifts, name=each.name)


def sign_question(shift: ShiftView) -> Question:
    """Ask when somebody came and went."""
    names = ("signed_in_at", "signed_out_at")
    values = {name: getattr(shift, name) for name in names}
    told = f"{span_words(shift.day, shift.starts, shift.ends)} {shift.name} · {shift.person}"
    return Question(DUTY_SHIFT, names, values, _("Save"), told=told, name="sign_question")


class SwapQuestion(Question):
    """Whom to ask, and for which of his shifts in return."""

    def __init__(self, shift: ShiftView, persons: Sequence[DutyPersonView], others: Sequence[ShiftView]) -> None:
        self._others = tuple(each for each in others if each.staff_id != shift.staff_id)
        who = ((each.staff_id, each.name) for each in persons if each.staff_id != shift.staff_id)
        self._asked = choice(DUTY_SWAP.asked_id, who)
        self._taken = choice(DUTY_SWAP.other_shift_id, (), _("Nothing in return"))
        told = tr(
            "{shift}: nothing moves before the other side agrees.",
            shift=f"{span_words(shift.day, shift.starts, shift.ends)} {shift.name} · {shift.person}",
        )
        super().__init__(
            DUTY_SWAP,
            ("asked_id", "other_shift_id"),
            {},
            _("Ask"),
            told=told,
            name="swap_question",
            editors={"asked_id": self._asked, "other_shift_id": self._taken},
        )
        self.form.changed.connect(self._offer)

    def taken(self, values: Mapping[str, Any]) -> ShiftView | None:
        """Return the shift wanted in return."""
        return next((each for each in self._others if each.id == values["other_shift_id"]), None)

    def _offer(self) -> None:
        asked = self._asked.value()
        found = [each for each in self._others if each.staff_id == asked]
        if self._taken.value() not in {each.id for each in found}:
            self._taken.set_value(None)
        self._taken.offer([(each.id, f"{span_words(each.day, each.starts, each.ends)} {each.name}") for each in found])


def record_question(view: DutyRecordView) -> Question:
    """Ask what happened during a shift, with the handover that was left for it above."""
    shift, draft = view.shift, view.draft
    told = [f"{span_words(shift.day, shift.starts, shift.ends)} {shift.name} · {shift.person}"]
    if view.written:
        told.append(tr("Written by {name}.", name=view.written_by))
    if view.before is not None:
        left = tr("Left by {name} on {day}:", name=view.before.person, day=view.before.day.isoformat())
        told.append(f"{left} {view.before_handover}")
    values = {
        "visitors": draft.visitors,
        "events": draft.events or None,
        "reported_to": draft.reported_to or None,
        "handover": draft.handover or None,
    }
    words = "\n".join(told)
    return Question(DUTY_RECORD, _RECORD_FIELDS, values, _("Save the record"), told=words, name="record_question")


def span_question(request: RosterRequest) -> Question:
    """Ask for which span the roster is made."""
    values = {"first": request.first, "last": request.last, "keep_hand": request.keep_hand}
    told = _("You see the roster before anything is written.")
    return Question(
        ROSTER_SPAN, ("first", "last", "keep_hand"), values, _("Show the preview"), told=told, name="span_question"
    )
