"""Telling a teacher what became of his request: a state and whom to ask; no operation of its own."""

from __future__ import annotations

from xinmiao.features.appointments.records import RequestState
from xinmiao.features.appointments.records.requests import KIND
from xinmiao.vault.envelopes import arriving, post
from xinmiao.vault.unit import Unit


def answer_asker(unit: Unit, record_id: str, state: RequestState) -> None:
    """Answer the envelope an appointment or an entry of the waiting list came in, if it came in one."""
    envelope = post.row_about(unit, KIND, record_id)
    if envelope is not None:
        arriving.answer(unit, envelope.id, state.value, unit.actor.account)
