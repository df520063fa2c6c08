"""What waits, what could not be taken over, and the task that tells it once."""

from __future__ import annotations

from xinmiao.kernel.access import Permission, Scope
from xinmiao.kernel.operations import NotAudited, command, query
from xinmiao.kernel.tasks import Target, Task, Urgency
from xinmiao.kernel.texts import _
from xinmiao.vault.envelopes import arriving
from xinmiao.vault.unit import Unit


@query(
    requires=Permission.INBOX_EMPTY,
    scope=Scope.WHOLE_SCHOOL,
    audit=NotAudited("which envelopes wait; opening one is audited by its feature"),
)
def list_waiting(unit: Unit, kinds: tuple[str, ...]) -> tuple[arriving.Waiting, ...]:
    """Return the envelopes of these kinds that wait for the counsellors, the oldest first."""
    return arriving.waiting(unit, kinds)


@command(requires=Permission.INBOX_EMPTY, scope=Scope.WHOLE_SCHOOL, audit="envelope.set_aside")
def set_aside(unit: Unit, line: arriving.Waiting, code: str) -> None:
    """Leave an envelope alone that cannot be taken over; it stays where it lies, and a newer version arrives again."""
    unit.concerns("envelope", line.id)
    unit.remark(kind=line.kind, code=code)
    arriving.set_aside(unit, line, code)


@query(
    requires=Permission.INBOX_EMPTY,
    scope=Scope.WHOLE_SCHOOL,
    audit=NotAudited("what could not be opened, nothing of what it holds"),
)
def set_aside_tasks(unit: Unit) -> tuple[Task, ...]:
    """Return a task for each envelope that was set aside; put aside with a reason, it is not told again."""
    return tuple(
        Task(
            key=f"set_aside:{aside.envelope_id}:{aside.version}",
            title=_("Something that arrived could not be opened and was set aside"),
            why=_("Arrived sealed, and was altered or damaged ({code}). Ask the sender to send it again.").format(
                code=aside.code
            ),
            urgency=Urgency.OVERDUE,
            target=Target("audit_trail"),
            due=aside.at.astimezone().date(),
        )
        for aside in arriving.what_was_set_aside(unit)
    )
