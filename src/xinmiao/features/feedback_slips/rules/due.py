"""What of slips is due for the room and for a teacher, in words; and which stands first."""

from __future__ import annotations

from collections.abc import Iterable

from xinmiao.features.feedback_slips.records import STATE_LABELS, OwnSlip, SlipDue, SlipState, SlipView
from xinmiao.features.feedback_slips.rules.path import OF_TEACHER
from xinmiao.kernel.school_days import with_caveat
from xinmiao.kernel.tasks import Target, Task, Urgency
from xinmiao.kernel.texts import Text, _

LIST, PAGE, OWN_LIST, OWN_PAGE = "feedback_slips", "feedback_slip", "own_feedback", "own_feedback_slip"
NEW = "new:"
"""Before a student's id: the room begins a slip about him."""

_ROOM_TITLES: dict[SlipState, Text] = {
    SlipState.ASKED: _("Feedback slip of {student}: ask {teacher} for the background again"),
    SlipState.WAITING: _("Answer the feedback slip of {student}"),
    SlipState.ANSWERED: _("Feedback slip of {student}: ask {teacher} what was done"),
    SlipState.REPORTED: _("Read what was done for {student} and close the slip"),
}
_TEACHER_TITLES: dict[SlipState, Text] = {
    SlipState.ASKED: _("Tell the room about {student}"),
    SlipState.ANSWERED: _("Say what was done for {student}"),
}


def room_task(view: SlipDue) -> Task | None:
    """Return the room's task: its own steps at once, a teacher's step only when it waits too long."""
    if view.wait is None or (view.state in OF_TEACHER and not view.wait.is_late):
        return None
    why = _("{state} since {day} ({days}); counted in school days.")
    return Task(
        key=f"feedback_slip:{view.id}:{view.state.value}",
        title=_ROOM_TITLES[view.state].format(student=view.student, teacher=view.teacher),
        why=with_caveat(
            why.format(state=str(STATE_LABELS[view.state]), day=view.wait.since.isoformat(), days=str(view.wait.words)),
            view.wait.year_unknown,
        ),
        urgency=Urgency.OVERDUE if view.wait.is_late else Urgency.DUE,
        target=Target(PAGE, view.id),
        due=view.wait.since,
    )


def teacher_task(own: OwnSlip) -> Task | None:
    """Return a teacher's task: his step is next and nothing of his is under way."""
    if own.wait is None or own.state not in OF_TEACHER or own.report_is_under_way:
        return None
    why = _("The room wrote on {day}; your answer goes to the counsellors only.")
    return Task(
        key=f"own_feedback:{own.id}:{own.state.value}",
        title=_TEACHER_TITLES[own.state].format(student=own.student.name),
        why=why.format(day=own.wait.since.isoformat()),
        urgency=Urgency.OVERDUE if own.wait.is_late else Urgency.DUE,
        target=Target(OWN_PAGE, own.id),
        due=own.wait.since,
        dismissible=False,
    )


def first(views: Iterable[SlipView]) -> tuple[SlipView, ...]:
    """Return late ones first, then those the room has to act on, then the others, closed ones last."""

    def key(view: SlipView) -> tuple[bool, bool, bool, int]:
        late = view.wait is not None and view.wait.is_late
        since = view.wait.since.toordinal() if view.wait else -view.recorded_at.toordinal()
        return view.state is SlipState.CLOSED, not late, view.state in OF_TEACHER, since

    return tuple(sorted(views, key=key))
