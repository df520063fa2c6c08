"""Decisions about attachments: what may be added or removed, and how they stand in the timeline."""

from __future__ import annotations

from collections.abc import Sequence

from xinmiao.features.attachments.records import (
    ATTACHMENT,
    HOST_PAGES,
    MOST_ON_A_RECORD,
    PAPER_PLACE,
    AttachmentLine,
    Host,
)
from xinmiao.kernel.tasks import Target
from xinmiao.kernel.texts import Text, _, ntr, tr
from xinmiao.kernel.timeline import TimelineEntry

_KIND = "attachment"
_KIB = 1024


def adding_obstacle(standing: int) -> tuple[Text, Text] | None:
    """Return why no attachment can be added to a record that carries `standing`, or None."""
    if standing < MOST_ON_A_RECORD:
        return None
    return (
        _("This record carries {most} attachments already.").format(most=MOST_ON_A_RECORD),
        _("Put several pages into one PDF, or remove what is not needed."),
    )


def note_problems(note: str) -> dict[str, Text]:
    """Return what is wrong with a remark, by field name."""
    return ATTACHMENT.problems({"note": note}, only=("note",))


def removal_problems(reason: str) -> dict[str, Text]:
    """Return what is wrong with a reason for removing, by field name."""
    if not reason:
        return {"removal_reason": _("Please say why; it stays in the list.")}
    return ATTACHMENT.problems({"removal_reason": reason}, only=("removal_reason",))


def place_problems(place: str) -> dict[str, Text]:
    """Return what is wrong with a paper place, by field name."""
    return PAPER_PLACE.problems({"place": place}, only=("place",))


def shown_size(size: int) -> str:
    """Return a size as people say it: 640 KB, 2.4 MB."""
    if size < _KIB * _KIB:
        return tr("{size} KB", size=max(1, round(size / _KIB)))
    return tr("{size} MB", size=f"{size / _KIB / _KIB:.1f}")


def facts_of(line: AttachmentLine) -> str:
    """Return kind, pages and size in one line."""
    pages = ntr("{count} page", "{count} pages", line.pages) if line.pages > 1 else ""
    return tr(" · ").join(part for part in (ATTACHMENT.media.show(line.media), pages, shown_size(line.size)) if part)


def page_of(host: Host, student_id: str | None) -> Target:
    """Return the place where the record is shown."""
    if HOST_PAGES[host.kind] == "student":
        return Target("student", student_id or "")
    return Target(HOST_PAGES[host.kind], host.id)


def timeline_entries(lines: Sequence[AttachmentLine]) -> tuple[TimelineEntry, ...]:
    """Return an entry for each attachment that is still there."""
    return tuple(
        TimelineEntry(
            kind=_KIND,
            kind_label=ATTACHMENT.label,
            icon="paperclip",
            happened_at=line.added_at,
            recorded_at=line.added_at,
            title=line.file_name,
            excerpt=tr(" · ").join(part for part in (line.note, facts_of(line)) if part),
            person=line.added_name,
            target=page_of(line.host, line.student_id),
        )
        for line in lines
    )
