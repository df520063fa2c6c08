"""What letters say in the timeline of a student who signed them."""

from __future__ import annotations

from xinmiao.features.letter_box.records import (
    LETTER,
    STATE_LABELS,
    STATE_TONES,
    LetterState,
    LetterUrgency,
    LetterView,
)
from xinmiao.features.letter_box.rules.due import PAGE, named
from xinmiao.kernel.tasks import Target
from xinmiao.kernel.texts import _, tr
from xinmiao.kernel.timeline import TimelineEntry, happened_on

KIND = "letter"
KIND_LABEL = _("Letter")


def entry(view: LetterView) -> TimelineEntry:
    """Return a signed letter as an entry."""
    urgent = view.urgency is LetterUrgency.URGENT and view.state is LetterState.OPEN
    answer = LETTER.answered_how.show(view.answered_how)
    told = tr("Answered: {how}", how=answer) if answer else ""
    return TimelineEntry(
        kind=KIND,
        kind_label=KIND_LABEL,
        icon="mail",
        happened_at=happened_on(view.received_on, view.recorded_at),
        recorded_at=view.recorded_at,
        title=tr(" · ").join((str(named(view)), LETTER.topic.show(view.topic))),
        excerpt="\n".join(part for part in (view.words, told) if part),
        person=view.sender,
        target=Target(PAGE, view.id),
        state=LETTER.urgency.show(view.urgency) if urgent else str(STATE_LABELS[view.state]),
        state_tone="alarm" if urgent else STATE_TONES[view.state],
    )
