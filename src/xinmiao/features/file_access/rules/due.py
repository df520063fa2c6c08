"""What of requests is due, in words, with its clock of school days."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from xinmiao.features.file_access.records import AccessDue, AccessState, ApprovalLine, HoldView
from xinmiao.features.file_access.records.settings import DECIDE_WITHIN, GIVE_WITHIN, RECEIPT_WITHIN
from xinmiao.kernel.settings import Setting
from xinmiao.kernel.tasks import Target, Task, Urgency
from xinmiao.kernel.texts import Text, _, n_

LIST, PAGE, SIGNING = "file_access", "one_file_access", "file_access_signing"
NEW = "new:"
"""Before a student's id: a request for his file is to be registered."""

_S = AccessState
_CLOCKS: dict[AccessState, tuple[Setting, Callable[[AccessDue], date | None]]] = {
    _S.ASKED: (DECIDE_WITHIN, lambda view: view.asked_on),
    _S.LAID_BEFORE: (DECIDE_WITHIN, lambda view: view.asked_on),
    _S.APPROVED: (DECIDE_WITHIN, lambda view: view.asked_on),
    _S.DENIED: (DECIDE_WITHIN, lambda view: view.asked_on),
    _S.ACCEPTED: (GIVE_WITHIN, lambda view: view.decided_on),
    _S.GIVEN: (RECEIPT_WITHIN, lambda view: view.given_on),
}
_TITLES: dict[AccessState, Text] = {
    _S.ASKED: _("Decide on the file access of {student}"),
    _S.LAID_BEFORE: _("The principal has not signed the file access of {student}"),
    _S.APPROVED: _("Accept or refuse the file access of {student}"),
    _S.DENIED: _("Tell the applicant that the file access of {student} is refused"),
    _S.ACCEPTED: _("Give what was accepted of the file of {student}"),
    _S.GIVEN: _("The receipt for the file of {student} is missing"),
}


def access_task(
    view: AccessDue, today: date, settings: Mapping[str, Any], days: Callable[[date, date], int]
) -> Task | None:
    """Return the task of a request whose step waits; late ones say so. `days` counts school days."""
    clock = _CLOCKS.get(view.state)
    since = None if clock is None else clock[1](view)
    if clock is None or since is None:
        return None
    limit, waited = settings[clock[0].name], max(days(since, today), 0)
    late = waited > limit
    why = _("From {applicant}, {day}; {waited} of {limit} school days are over.").format(
        applicant=view.applicant, day=since.isoformat(), waited=waited, limit=str(limit)
    )
    return Task(
        key=f"file_access:{view.id}:{view.state.value}",
        title=_TITLES[view.state].format(student=view.student),
        why=why,
        urgency=Urgency.OVERDUE if late else Urgency.DUE,
        target=Target(PAGE, view.id),
        due=since,
        dismissible=False,
    )


def lifting_task(hold: HoldView) -> Task:
    """Return the task for the second person."""
    return Task(
        key=f"preservation:{hold.id}:{hold.version}",
        title=_("Confirm or decline: the preservation of {student} is to be lifted").format(student=hold.student.name),
        why=_("{name} asked for it; a second person decides.").format(name=hold.lift_asked_name),
        urgency=Urgency.DUE,
        target=Target(PAGE, hold.access_id),
        due=None if hold.lift_asked_at is None else hold.lift_asked_at.astimezone().date(),
    )


def approval_task(line: ApprovalLine) -> Task:
    """Return the principal's task."""
    return Task(
        key=f"file_access_signing:{line.id}:{line.version}",
        title=_("Sign: {applicant} asks to see a file").format(applicant=line.request.applicant),
        why=_("{name} laid it before you; the file itself stays closed to you.").format(name=line.request.asked_by),
        urgency=Urgency.DUE,
        target=Target(SIGNING, line.id),
        due=line.request.asked_on,
        dismissible=False,
    )


def open_words(count: int) -> Text:
    """Return how many requests are open."""
    return n_("{count} request for file access is open.", "{count} requests for file access are open.", count)
