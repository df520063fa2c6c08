"""What slips say in the timeline of a student, and in the chapter of his printed file."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from xinmiao.features.feedback_slips.records import FEEDBACK_SLIP, STATE_LABELS, STATE_TONES, SlipText, SlipView
from xinmiao.features.feedback_slips.rules.due import PAGE
from xinmiao.kernel.tasks import Target
from xinmiao.kernel.texts import Text, _, tr
from xinmiao.kernel.timeline import TimelineEntry, happened_on

KIND = "feedback"
KIND_LABEL = _("Feedback")
STEPS: tuple[tuple[str, Text, tuple[str, ...]], ...] = (
    ("begun_on", _("The room asks"), ("asked",)),
    ("background_on", _("Background from the teacher"), ("background", "question")),
    ("answered_on", _("The room’s answer"), ("can_do", "rather_not", "whom")),
    ("reported_on", _("What was done and how the student is"), ("done", "now", "now_words")),
)
"""Each step: the day it has, what it is called, its fields."""


def labelled(word: SlipText, names: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """Yield label and text of the fields that hold something."""
    for name in names:
        field, value = FEEDBACK_SLIP.field(name), getattr(word, name)
        if value:
            yield str(field.label), field.show(value)


def of_slip(view: SlipView) -> Iterator[TimelineEntry]:
    """Yield an entry for each step that was done; the last one shows the state."""
    done = [step for step in STEPS if getattr(view.word, step[0]) and any(labelled(view.word, step[2]))]
    for step in done:
        day, title, names = step
        told = "\n".join(f"{head}: {text}" for head, text in labelled(view.word, names))
        is_last = step is done[-1]
        of_room = day in {"begun_on", "answered_on"}
        yield TimelineEntry(
            kind=KIND,
            kind_label=KIND_LABEL,
            icon="message-circle",
            happened_at=happened_on(date.fromisoformat(getattr(view.word, day)), view.recorded_at),
            recorded_at=view.recorded_at,
            title=tr("Feedback slip: {step}", step=str(title)),
            excerpt=told,
            person=view.word.answered_name if of_room else view.word.teacher_name,
            target=Target(PAGE, view.id),
            state=str(STATE_LABELS[view.state]) if is_last else "",
            state_tone=STATE_TONES[view.state],
        )
