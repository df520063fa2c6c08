"""How a request stands in the student's timeline."""

from __future__ import annotations

from datetime import date

from xinmiao.features.file_access.records import FILE_ACCESS, STATE_LABELS, STATE_TONES, AccessView, Decision
from xinmiao.features.file_access.rules.due import PAGE
from xinmiao.kernel.tasks import Target
from xinmiao.kernel.texts import _, tr
from xinmiao.kernel.timeline import TimelineEntry, happened_on

_KIND = "file_access"
_LABEL = _("File access")


def of_access(view: AccessView) -> tuple[TimelineEntry, ...]:
    """Return what happened about a request: asked, decided, given."""
    found = [_entry(view, view.asked_on, tr("File access {number} asked for", number=view.number), view.applicant)]
    if view.decided_on is not None and view.decision is not None:
        words = tr("File access {number}: {word}", number=view.number, word=FILE_ACCESS.decision.show(view.decision))
        told = tr("The file is preserved from now on.") if view.decision is Decision.ACCEPTED else ""
        found.append(_entry(view, view.decided_on, words, told))
    if view.given_on is not None:
        manner = FILE_ACCESS.manner.show(view.manner)
        found.append(_entry(view, view.given_on, tr("File access {number}: given", number=view.number), manner))
    return tuple(found)


def _entry(view: AccessView, day: date, title: str, excerpt: str) -> TimelineEntry:
    return TimelineEntry(
        kind=_KIND,
        kind_label=_LABEL,
        icon="file-text",
        happened_at=happened_on(day, view.recorded_at),
        recorded_at=view.recorded_at,
        title=title,
        excerpt=excerpt,
        person=view.decided_name or view.registered_name,
        target=Target(PAGE, view.id),
        state=str(STATE_LABELS[view.state]),
        state_tone=STATE_TONES[view.state] or "calm",
    )
