"""Appointments on paper: the pass slip, which says nothing of what it is for, and the list of a day."""

from __future__ import annotations

from collections.abc import Iterable

from xinmiao.documents.paper import (
    Block,
    Column,
    CutLine,
    Heading,
    KeepTogether,
    KeyValue,
    KeyValues,
    Paper,
    Paragraph,
    SignatureLines,
    Spacer,
    Table,
    TextStyle,
)
from xinmiao.features.appointments.records import APPOINTMENT, AppointmentView, DayListPrint, PassSlipPrint
from xinmiao.kernel.display import show_date
from xinmiao.kernel.texts import ntr, tr
from xinmiao.kernel.times_of_day import show_span

_BOX = "□"


def pass_slip(print_: PassSlipPrint, *, purpose: str) -> Paper:
    """Return the slip in two parts, one for the teacher of the lesson and one for the student."""
    blocks = (
        *_part(print_, tr("For the teacher of the lesson")),
        Spacer(4),
        CutLine(),
        Heading(tr("Pass slip")),
        *_part(print_, tr("For the student")),
    )
    head = print_.head
    return Paper(
        title=tr("Pass slip"),
        blocks=blocks,
        school=head.school,
        purpose=purpose,
        printed_by=head.printed_by,
        printed_at=head.printed_at,
        anchor=head.anchor,
    )


def _part(print_: PassSlipPrint, whose: str) -> Iterable[Block]:
    yield Paragraph(whose, TextStyle.SMALL)
    yield KeyValues(
        (
            KeyValue(tr("Student"), print_.student),
            KeyValue(tr("Class"), print_.class_label),
            KeyValue(str(APPOINTMENT.day.label), show_date(print_.day)),
            KeyValue(tr("Time"), show_span(print_.starts, print_.ends)),
            KeyValue(str(APPOINTMENT.place.label), print_.place or tr("Teachers’ office"), wide=True),
        )
    )
    yield Paragraph(tr("The student is asked to come to this place at this time; please excuse the absence."))
    yield KeepTogether((Spacer(2), SignatureLines((tr("Issued by"), tr("Back in class at")), dated=False)))


def day_list(print_: DayListPrint, *, purpose: str) -> Paper:
    """Return the appointments of a day, to be ticked off by hand."""
    columns = (
        Column("", 0.25),
        Column(tr("Time"), 1),
        Column(tr("With whom"), 1.3),
        Column(str(APPOINTMENT.kind.label), 0.9),
        Column(str(APPOINTMENT.place.label), 1.1),
        Column(str(APPOINTMENT.counsellor.label), 0.9),
        Column(str(APPOINTMENT.state.label), 0.9),
    )
    rows = tuple(_row(view) for view in print_.appointments)
    head = print_.head
    count = len(rows)
    return Paper(
        title=tr("Appointments of the day"),
        subtitle=show_date(print_.day),
        blocks=(
            Paragraph(ntr("{count} appointment", "{count} appointments", count)),
            Table(columns, rows, empty=tr("Nothing is booked on this day.")),
        ),
        school=head.school,
        purpose=purpose,
        printed_by=head.printed_by,
        printed_at=head.printed_at,
        private=True,
        anchor=head.anchor,
    )


def _row(view: AppointmentView) -> tuple[str, ...]:
    who = f"{view.client} {view.class_label}".strip()
    kind = "" if view.is_closed_to_me else APPOINTMENT.kind.show(view.kind)
    return (_BOX, view.span, who, kind, view.where, view.counsellor_name, APPOINTMENT.state.show(view.state))
