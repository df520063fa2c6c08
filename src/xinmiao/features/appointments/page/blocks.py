"""Appointments as blocks of a calendar view."""

from __future__ import annotations

from xinmiao.features.appointments.page.looks import kind_words, state_chip
from xinmiao.features.appointments.records import AppointmentView
from xinmiao.kernel.texts import tr
from xinmiao.ui.week_grid import Block


def block_of(view: AppointmentView, *, whose: bool) -> Block:
    """Return the block; `whose` names the counsellor, where several are shown."""
    chip = state_chip(view)
    series = tr("Series") if view.series_id else ""
    counsellor = view.counsellor_name if whose else ""
    detail = (view.class_label, kind_words(view), view.where, counsellor, series)
    return Block(
        view.id,
        view.day,
        view.starts,
        view.ends,
        view.client,
        tr(" · ").join(part for part in detail if part),
        chip.icon_name,
        chip.tone,
        str(chip.word),
        movable=view.may_change,
        faint=view.is_cancelled,
    )
