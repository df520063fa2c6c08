"""How a note reads outside its editor: as an entry of a printed file, and in a line of the timeline."""

from __future__ import annotations

from xinmiao.features.casework.records import NOTE, PARTS, RISK_ITEMS, NoteContent, NoteState, NoteView, RiskAnswer
from xinmiao.features.casework.rules.notes import is_late_entry, minutes
from xinmiao.kernel.display import show_date, show_datetime, show_minutes, show_time
from xinmiao.kernel.file_chapters import FileEntry, Labelled
from xinmiao.kernel.texts import tr

EXCERPT_LENGTH = 120


def title_of(nth: int) -> str:
    """Return the title of a note: counselling no. 3."""
    return tr("Counselling no. {nth}", nth=nth)


def time_span(content: NoteContent) -> str:
    """Return 2026-11-23 10:05–10:50 (45 minutes), as far as it is known."""
    start, end = content.started_at, content.ended_at
    length = minutes(start, end)
    if end is None or length is None:
        return show_datetime(start)
    return tr("{start}–{end} ({length})", start=show_datetime(start), end=show_time(end), length=show_minutes(length))


def excerpt_of(content: object) -> str:
    """Return the first words that were written in a note or its content."""
    texts = (getattr(content, part.name) for part in PARTS)
    first = " ".join(next((text for text in texts if text), "").split())
    return first if len(first) <= EXCERPT_LENGTH else first[: EXCERPT_LENGTH - 1] + "…"


def remark_of(note: NoteView) -> str:
    """Return what must be seen before a note is read: voided, moved, not signed; empty for a signed one."""
    if note.removal is None:
        return tr("Not signed") if note.state is NoteState.DRAFT else ""
    at, name, reason = show_datetime(note.removal.at), note.removal.by_name, note.removal.reason
    if note.state is NoteState.VOIDED:
        return tr("Voided {at} by {name}: {reason}", at=at, name=name, reason=reason)
    return tr("Moved away {at} by {name}: {reason}", at=at, name=name, reason=reason)


def signature_of(note: NoteView) -> str:
    """Return who signed when, and how often it was amended since."""
    if note.signed_at is None:
        return ""
    signed = tr("Signed in the program by {name}, {at}", name=note.signed_name, at=show_datetime(note.signed_at))
    if not note.amendments:
        return signed
    return tr("{signed}; amended since, last {at}", signed=signed, at=show_datetime(note.changed_at))


def entry_of(note: NoteView) -> FileEntry:
    """Return a note in full for a printed paper."""
    content = note.content
    return FileEntry(
        title=title_of(note.nth),
        happened_at=content.started_at or note.entered_at,
        facts=facts_of(note),
        passages=passages_of(content),
        signature=signature_of(note),
        remark=remark_of(note),
        removed=note.is_removed,
    )


def head_of(content: NoteContent) -> str:
    """Return when, in which form and where, in one line."""
    parts = (time_span(content), NOTE.form.show(content.form), content.place)
    return tr(" · ").join(part for part in parts if part)


def facts_of(note: NoteView) -> tuple[Labelled, ...]:
    """Return the short facts of a note; when it happened and when it was entered."""
    content = note.content
    facts = [
        Labelled(tr("Time"), time_span(content)),
        Labelled(tr("Case number"), note.case_number),
        Labelled(str(NOTE.form.label), NOTE.form.show(content.form)),
        Labelled(str(NOTE.place.label), content.place),
        Labelled(str(NOTE.author.label), note.author_name),
    ]
    late = content.started_at is not None and is_late_entry(content.started_at, note.entered_at)
    label = tr("Late entry at") if late else str(NOTE.entered_at.label)
    facts.append(Labelled(label, show_datetime(note.entered_at)))
    return tuple(fact for fact in facts if fact.text)


def passages_of(content: NoteContent) -> tuple[Labelled, ...]:
    """Return what was written, part by part, then the risk items and what was agreed; empty parts left out."""
    passages = [Labelled(str(part.label), getattr(content, part.name)) for part in PARTS]
    passages.append(Labelled(str(NOTE.homework.label), content.homework))
    passages.append(Labelled(tr("Risk items"), risk_lines(content)))
    passages.append(Labelled(str(NOTE.next_time.label), agreed(content)))
    passages.append(Labelled(str(NOTE.told_whom.label), content.told_whom))
    passages.append(Labelled(str(NOTE.level_changed.label), NOTE.level_changed.show(content.level_changed)))
    return tuple(passage for passage in passages if passage.text)


def risk_lines(content: NoteContent) -> str:
    """Return all six items with their answers, a line each, so that what was not asked is seen too."""
    lines = []
    for item, words in RISK_ITEMS:
        answer = item.show(getattr(content, item.name))
        said = getattr(content, words.name) if getattr(content, item.name) is RiskAnswer.YES else ""
        full = tr("{item}: {answer}", item=answer, answer=said) if said else answer
        lines.append(tr("{item}: {answer}", item=item.label, answer=full))
    if content.ideation_not_asked_reason:
        lines.append(
            tr("{item}: {answer}", item=NOTE.ideation_not_asked_reason.label, answer=content.ideation_not_asked_reason)
        )
    return "\n".join(lines)


def agreed(content: NoteContent) -> str:
    """Return what was agreed for the next time."""
    return " ".join(part for part in (show_date(content.next_on), content.next_time) if part)
