"""What a counsellor writes in a note, apart from the record: for the editor, its drafts and the history."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import UTC, date, datetime
from typing import Any

from xinmiao.features.casework.records.notes import NOTE, NoteForm, RiskAnswer
from xinmiao.kernel.fields import AnyField, ChoiceField, TextField


@dataclass(frozen=True)
class NoteContent:
    """The words and answers of a note; each attribute is the field of that name of `NOTE`."""

    started_at: datetime | None = None
    ended_at: datetime | None = None
    place: str = ""
    form: NoteForm = NoteForm.INDIVIDUAL
    free_text: str = ""
    situation: str = ""
    main_problem: str = ""
    assessment: str = ""
    analysis: str = ""
    measures: str = ""
    effect: str = ""
    homework: str = ""
    ideation: RiskAnswer = RiskAnswer.NOT_ASKED
    ideation_words: str = ""
    plan: RiskAnswer = RiskAnswer.NOT_ASKED
    plan_words: str = ""
    means: RiskAnswer = RiskAnswer.NOT_ASKED
    means_words: str = ""
    past: RiskAnswer = RiskAnswer.NOT_ASKED
    past_words: str = ""
    support: RiskAnswer = RiskAnswer.NOT_ASKED
    support_words: str = ""
    protection: RiskAnswer = RiskAnswer.NOT_ASKED
    protection_words: str = ""
    ideation_not_asked_reason: str = ""
    next_time: str = ""
    next_on: date | None = None
    told_whom: str = ""
    level_changed: bool | None = None

    def to_payload(self) -> dict[str, object]:
        """Return the content as JSON can hold it."""
        return {name: _plain(getattr(self, name)) for name in CONTENT_FIELDS}

    @classmethod
    def from_payload(cls, payload: Mapping[str, Any]) -> NoteContent:
        """Read what `to_payload` or a revision wrote; a missing or unreadable value counts as not filled in."""
        values: dict[str, Any] = {
            name: _read(NOTE.field(name), payload.get(name), DEFAULTS[name]) for name in CONTENT_FIELDS
        }
        return cls(**values)


CONTENT_FIELDS = tuple(field.name for field in fields(NoteContent))
DEFAULTS: dict[str, Any] = {field.name: field.default for field in fields(NoteContent)}


@dataclass(frozen=True)
class NoteDraft:
    """A note as the editor hands it over, and as the sealed draft keeps it.

    `note_id` is made before the first save; `base_version` is the version the editor started from, None
    for a note that was never saved.
    """

    note_id: str
    case_id: str
    base_version: int | None = None
    content: NoteContent = NoteContent()
    reminder: str = ""
    """A line for the counsellor; a reminder is made of it when the note is saved."""
    reminder_on: date | None = None
    reason: str = ""
    """Why a signed note is amended; empty for any other."""

    def to_payload(self) -> dict[str, object]:
        """Return the draft as JSON can hold it."""
        return {
            "note_id": self.note_id,
            "case_id": self.case_id,
            "base_version": self.base_version,
            "reminder": self.reminder,
            "reminder_on": _plain(self.reminder_on),
            "reason": self.reason,
            "content": self.content.to_payload(),
        }

    @classmethod
    def from_payload(cls, payload: Mapping[str, Any]) -> NoteDraft:
        """Read a kept draft, also one of an older program: unknown names are left out, missing ones empty.

        Raises:
            KeyError: it names no note or no case, so it is no draft of a note.
        """
        content, version = payload.get("content"), payload.get("base_version")
        return cls(
            note_id=str(payload["note_id"]),
            case_id=str(payload["case_id"]),
            base_version=version if isinstance(version, int) else None,
            content=NoteContent.from_payload(content if isinstance(content, Mapping) else {}),
            reminder=_text(payload.get("reminder")),
            reminder_on=_date(payload.get("reminder_on")),
            reason=_text(payload.get("reason")),
        )


def _plain(value: object) -> object:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    return value.isoformat() if isinstance(value, date) else value


def _read(field: AnyField, value: object, default: object) -> object:
    if isinstance(field, TextField):
        return _text(value)
    if isinstance(field, ChoiceField):
        known = {choice.value: choice for choice in field.choices}
        return known.get(value, default) if isinstance(value, str) else default
    if field.kind == "datetime":
        return _moment(value)
    if field.kind == "date":
        return _date(value)
    return value if isinstance(value, bool) else default


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _date(value: object) -> date | None:
    try:
        return date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None


def _moment(value: object) -> datetime | None:
    try:
        found = datetime.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None
    return None if found is None or found.tzinfo is None else found
