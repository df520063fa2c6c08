"""Places of the appointments' page: one appointment, a list, or one that begins for somebody."""

from __future__ import annotations

from xinmiao.kernel.tasks import Target

PAGE = "appointments"
FOR_STUDENT, FOR_CASE, FOR_ALIAS = "new:", "case:", "alias:"
WAITING, UNSETTLED = "waiting", "unsettled"


def new_target(student_id: str | None, case_id: str | None = None) -> Target:
    """Return the place where a time is booked for a student or a case."""
    return Target(PAGE, f"{FOR_CASE}{case_id}" if case_id else f"{FOR_STUDENT}{student_id or ''}")


def alias_target(alias: str) -> Target:
    """Return the place where a time is booked for somebody under an alias."""
    return Target(PAGE, f"{FOR_ALIAS}{alias}")


def appointment_target(appointment_id: str) -> Target:
    """Return the place of one appointment."""
    return Target(PAGE, appointment_id)
