"""From where a note can be begun with its times filled in: another page knows when and where the talk was."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime

from xinmiao.features.casework.records.notes import NoteForm
from xinmiao.kernel.tasks import Target

_START = "start:"
"""Before the facts of a talk, as the record of the page of notes."""


@dataclass(frozen=True)
class NoteStart:
    """When, where and in which form a talk took place; `record_id` is a case, or a student who may have none."""

    record_id: str
    started_at: datetime
    ended_at: datetime | None = None
    place: str = ""
    form: NoteForm = NoteForm.INDIVIDUAL


def note_start_target(start: NoteStart) -> Target:
    """Return the place where the note of this talk is written."""
    ended = "" if start.ended_at is None else start.ended_at.isoformat()
    facts = (start.record_id, start.started_at.isoformat(), ended, start.place, start.form.value)
    return Target("counselling_note", _START + json.dumps(facts, ensure_ascii=False))


def read_note_start(record_id: str) -> NoteStart | None:
    """Return what a target says of a talk; None for the plain id of a record."""
    if not record_id.startswith(_START):
        return None
    record, started, ended, place, form = json.loads(record_id.removeprefix(_START))
    until = datetime.fromisoformat(ended) if ended else None
    return NoteStart(record, datetime.fromisoformat(started), until, place, NoteForm(form))
