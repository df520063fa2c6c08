"""What exceptions to secrecy say in timeline and printed file, and to who has a slip to read."""

from __future__ import annotations

from collections.abc import Iterable

from xinmiao.features.secrecy_exceptions.records import SECRECY_EXCEPTION, ExceptionView, OwnSlip
from xinmiao.kernel.display import show_datetime
from xinmiao.kernel.file_chapters import FileEntry, Labelled
from xinmiao.kernel.tasks import Target, Task, Urgency
from xinmiao.kernel.texts import _, n_, tr
from xinmiao.kernel.timeline import TimelineEntry, happened_on

LIST, OWN = "secrecy_exceptions", "own_slips"
NEW = "new:"
"""Before a student's id: something about him is to be told."""


def title_of(view: ExceptionView) -> str:
    """Return whom it was told; nothing of a restricted one."""
    if view.is_closed_to_me:
        return tr("Exception to secrecy")
    told = tr(" · ").join((SECRECY_EXCEPTION.role.show(view.form.role), view.form.receiver))
    return tr("Told to {receiver}", receiver=told)


def entry(view: ExceptionView) -> TimelineEntry:
    """Return a telling as an entry."""
    ground = "" if view.is_closed_to_me else SECRECY_EXCEPTION.ground.show(view.form.ground)
    return TimelineEntry(
        kind="secrecy_exception",
        kind_label=_("Exception to secrecy"),
        icon="shield-alert",
        happened_at=happened_on(view.told_on, view.recorded_at),
        recorded_at=view.recorded_at,
        title=title_of(view),
        excerpt=ground,
        person=view.recorded_name,
        target=Target(LIST, view.id),
        state=state_of(view)[0],
        state_tone=state_of(view)[1],
    )


def state_of(view: ExceptionView) -> tuple[str, str]:
    """Return how far a slip to an account came, and its tone; nothing for other ways."""
    if view.sent_at is None:
        return "", ""
    return (tr("Read"), "calm") if view.read_at else (tr("Sent, not read yet"), "watch")


def file_entry(view: ExceptionView) -> FileEntry:
    """Return a telling in full: the facts, and the slip word by word."""
    form = view.form
    names = ("ground", "ground_words", "role", "receiver", "how", "student_told", "why_not", "decided_by", "place")
    facts = [(SECRECY_EXCEPTION.field(name), getattr(form, name)) for name in names]
    told = [Labelled(str(field.label), field.show(value)) for field, value in facts if value not in {None, ""}]
    if view.read_at is not None:
        told.append(Labelled(tr("Read"), show_datetime(view.read_at)))
    return FileEntry(
        title=title_of(view),
        happened_at=happened_on(view.told_on, view.recorded_at),
        facts=tuple(told),
        passages=tuple(Labelled(line.head, line.words) for line in view.slip.lines),
        signature=tr("Recorded by {name}", name=view.recorded_name),
    )


def slip_tasks(slips: Iterable[OwnSlip]) -> tuple[Task, ...]:
    """Return the task of who has slips to read."""
    waiting = [slip for slip in slips if slip.read_at is None]
    if not waiting:
        return ()
    first = min(waiting, key=lambda slip: slip.sent_at)
    count = len(waiting)
    title = n_("{count} slip of the counselling room to read", "{count} slips of the counselling room to read", count)
    return (
        Task(
            key=f"own_slip:{first.id}",
            title=title,
            why=_("It says what you can do for a student. It opens once."),
            urgency=Urgency.RISK,
            target=Target(OWN),
            due=first.sent_at.astimezone().date(),
            dismissible=False,
        ),
    )
