"""Who may do what: roles, permissions, scopes, and the person acting.

The table of `GRANTS` is asked before every operation; which file a role can open at all is decided by
keys (`vault.keys`), not here.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """What an account is for; an account holds one or more."""

    COUNSELLOR = "counsellor"
    CLASS_TEACHER = "class_teacher"
    GRADE_HEAD = "grade_head"
    MORAL_OFFICE = "moral_office"
    PRINCIPAL = "principal"
    ADMINISTRATOR = "administrator"


class Permission(StrEnum):
    """One thing that can be allowed. Named record + verb."""

    ACCOUNT_OWN = "account.own"
    ACCOUNT_LIST = "account.list"
    ACCOUNT_ADMINISTER = "account.administer"
    ACCOUNT_GRANT_CONTENT = "account.grant_content"
    SCHOOL_READ = "school.read"
    SCHOOL_WRITE = "school.write"
    CALENDAR_READ = "calendar.read"
    CALENDAR_WRITE = "calendar.write"
    CALENDAR_EXPORT = "calendar.export"
    OWN_LESSON_WRITE = "own_lesson.write"
    DUTY_READ = "duty.read"
    DUTY_WRITE = "duty.write"
    DUTY_PRINT = "duty.print"
    DUTY_RECORD_READ = "duty_record.read"
    DUTY_RECORD_WRITE = "duty_record.write"
    STAFF_READ = "staff.read"
    STAFF_WRITE = "staff.write"
    MENTOR_READ = "mentor.read"
    MENTOR_WRITE = "mentor.write"
    STUDENT_READ = "student.read"
    STUDENT_WRITE = "student.write"
    STUDENT_MERGE = "student.merge"
    STUDENT_PRINT = "student.print"
    STUDENT_EXPORT = "student.export"
    STUDENT_DETAILS_READ = "student_details.read"
    ROSTER_IMPORT = "roster.import"
    GROWTH_FILE_READ = "growth_file.read"
    GROWTH_FILE_WRITE = "growth_file.write"
    PLAN_READ = "plan.read"
    PLAN_WRITE = "plan.write"
    LIGHT_PLAN_READ = "light_plan.read"
    LIGHT_PLAN_WRITE = "light_plan.write"
    LIGHT_PLAN_COUNT = "light_plan.count"
    APPOINTMENT_OWN = "appointment.own"
    INTERNAL_REFERRAL_OWN = "internal_referral.own"
    INTERNAL_REFERRAL_READ = "internal_referral.read"
    INTERNAL_REFERRAL_WRITE = "internal_referral.write"
    LETTER_READ = "letter.read"
    LETTER_WRITE = "letter.write"
    FEEDBACK_SLIP_OWN = "feedback_slip.own"
    FEEDBACK_SLIP_READ = "feedback_slip.read"
    FEEDBACK_SLIP_WRITE = "feedback_slip.write"
    REFERRAL_OUT_READ = "referral_out.read"
    REFERRAL_OUT_WRITE = "referral_out.write"
    AGENCY_READ = "agency.read"
    AGENCY_WRITE = "agency.write"
    FILE_ACCESS_READ = "file_access.read"
    FILE_ACCESS_WRITE = "file_access.write"
    FILE_ACCESS_SIGN = "file_access.sign"
    ROOM_COUNT_READ = "room_count.read"
    ROOM_COUNT_WRITE = "room_count.write"
    COUNSELLING_HOURS_READ = "counselling_hours.read"
    COUNSELLING_HOURS_WRITE = "counselling_hours.write"
    APPOINTMENT_READ = "appointment.read"
    APPOINTMENT_WRITE = "appointment.write"
    CASE_READ = "case.read"
    CASE_WRITE = "case.write"
    COUNSELLING_NOTE_READ = "counselling_note.read"
    COUNSELLING_NOTE_WRITE = "counselling_note.write"
    GROUP_READ = "group.read"
    GROUP_WRITE = "group.write"
    ATTACHMENT_READ = "attachment.read"
    ATTACHMENT_WRITE = "attachment.write"
    CONTACT_CARD_READ = "contact_card.read"
    CONTACT_CARD_WRITE = "contact_card.write"
    INBOX_EMPTY = "inbox.empty"
    CONSENT_READ = "consent.read"
    CONSENT_WRITE = "consent.write"
    CONSENT_OWN = "consent.own"
    CONSENT_COUNT = "consent.count"
    SECRECY_EXCEPTION_READ = "secrecy_exception.read"
    SECRECY_EXCEPTION_WRITE = "secrecy_exception.write"
    SLIP_OWN = "minimal_slip.own"
    REMINDER_OWN = "reminder.own"
    BACKUP_MAKE = "backup.make"
    BACKUP_RESTORE = "backup.restore"
    DATA_CHECK = "data.check"
    TODAY_READ = "today.read"
    AUDIT_READ = "audit.read"
    AUDIT_COUNT = "audit.count"
    AUDIT_CHECK = "audit.check"
    ACCESS_RECORD_READ = "access_record.read"


_EVERYONE = frozenset(Role)
_COUNSELLOR = frozenset({Role.COUNSELLOR})
_WHOLE_SCHOOL = frozenset({Role.COUNSELLOR, Role.MORAL_OFFICE, Role.PRINCIPAL, Role.ADMINISTRATOR})

GRANTS: dict[Permission, frozenset[Role]] = {
    Permission.ACCOUNT_OWN: _EVERYONE,
    Permission.ACCOUNT_LIST: frozenset({Role.COUNSELLOR, Role.ADMINISTRATOR}),
    Permission.ACCOUNT_ADMINISTER: frozenset({Role.ADMINISTRATOR}),
    Permission.ACCOUNT_GRANT_CONTENT: _COUNSELLOR,
    Permission.SCHOOL_READ: _EVERYONE,
    Permission.SCHOOL_WRITE: frozenset({Role.COUNSELLOR, Role.ADMINISTRATOR}),
    Permission.CALENDAR_READ: _EVERYONE,
    Permission.CALENDAR_WRITE: frozenset({Role.COUNSELLOR, Role.ADMINISTRATOR}),
    Permission.CALENDAR_EXPORT: _COUNSELLOR,
    Permission.OWN_LESSON_WRITE: _COUNSELLOR,
    Permission.DUTY_READ: _EVERYONE,
    Permission.DUTY_WRITE: frozenset({Role.COUNSELLOR, Role.ADMINISTRATOR}),
    Permission.DUTY_PRINT: _COUNSELLOR,
    Permission.DUTY_RECORD_READ: _COUNSELLOR,
    Permission.DUTY_RECORD_WRITE: _COUNSELLOR,
    Permission.STAFF_READ: _EVERYONE,
    Permission.STAFF_WRITE: frozenset({Role.COUNSELLOR, Role.ADMINISTRATOR}),
    Permission.MENTOR_READ: frozenset({Role.COUNSELLOR, Role.CLASS_TEACHER}),
    Permission.MENTOR_WRITE: _COUNSELLOR,
    Permission.STUDENT_READ: _EVERYONE,
    Permission.STUDENT_WRITE: _COUNSELLOR,
    Permission.STUDENT_MERGE: _COUNSELLOR,
    Permission.STUDENT_PRINT: _COUNSELLOR,
    Permission.STUDENT_DETAILS_READ: _COUNSELLOR,
    Permission.STUDENT_EXPORT: _COUNSELLOR,
    Permission.ROSTER_IMPORT: _COUNSELLOR,
    Permission.GROWTH_FILE_READ: _COUNSELLOR,
    Permission.GROWTH_FILE_WRITE: _COUNSELLOR,
    Permission.PLAN_READ: _COUNSELLOR,
    Permission.PLAN_WRITE: _COUNSELLOR,
    Permission.LIGHT_PLAN_READ: _COUNSELLOR,
    Permission.LIGHT_PLAN_WRITE: _COUNSELLOR,
    Permission.LIGHT_PLAN_COUNT: frozenset({Role.COUNSELLOR, Role.GRADE_HEAD, Role.MORAL_OFFICE, Role.PRINCIPAL}),
    Permission.APPOINTMENT_OWN: frozenset({Role.CLASS_TEACHER}),
    Permission.INTERNAL_REFERRAL_OWN: frozenset({Role.CLASS_TEACHER}),
    Permission.INTERNAL_REFERRAL_READ: _COUNSELLOR,
    Permission.INTERNAL_REFERRAL_WRITE: _COUNSELLOR,
    Permission.LETTER_READ: _COUNSELLOR,
    Permission.LETTER_WRITE: _COUNSELLOR,
    Permission.FEEDBACK_SLIP_OWN: frozenset({Role.CLASS_TEACHER}),
    Permission.FEEDBACK_SLIP_READ: _COUNSELLOR,
    Permission.FEEDBACK_SLIP_WRITE: _COUNSELLOR,
    Permission.REFERRAL_OUT_READ: _COUNSELLOR,
    Permission.REFERRAL_OUT_WRITE: _COUNSELLOR,
    Permission.AGENCY_READ: _COUNSELLOR,
    Permission.AGENCY_WRITE: _COUNSELLOR,
    Permission.FILE_ACCESS_READ: _COUNSELLOR,
    Permission.FILE_ACCESS_WRITE: _COUNSELLOR,
    Permission.FILE_ACCESS_SIGN: frozenset({Role.PRINCIPAL}),
    Permission.ROOM_COUNT_READ: frozenset({Role.PRINCIPAL}),
    Permission.ROOM_COUNT_WRITE: _COUNSELLOR,
    Permission.COUNSELLING_HOURS_READ: _COUNSELLOR,
    Permission.COUNSELLING_HOURS_WRITE: _COUNSELLOR,
    Permission.APPOINTMENT_READ: _COUNSELLOR,
    Permission.APPOINTMENT_WRITE: _COUNSELLOR,
    Permission.CASE_READ: _COUNSELLOR,
    Permission.CASE_WRITE: _COUNSELLOR,
    Permission.COUNSELLING_NOTE_READ: _COUNSELLOR,
    Permission.COUNSELLING_NOTE_WRITE: _COUNSELLOR,
    Permission.GROUP_READ: _COUNSELLOR,
    Permission.GROUP_WRITE: _COUNSELLOR,
    Permission.ATTACHMENT_READ: _COUNSELLOR,
    Permission.ATTACHMENT_WRITE: _COUNSELLOR,
    Permission.CONTACT_CARD_READ: frozenset({Role.CLASS_TEACHER}),
    Permission.CONTACT_CARD_WRITE: _COUNSELLOR,
    Permission.INBOX_EMPTY: _COUNSELLOR,
    Permission.CONSENT_READ: _COUNSELLOR,
    Permission.CONSENT_WRITE: _COUNSELLOR,
    Permission.CONSENT_OWN: frozenset({Role.CLASS_TEACHER}),
    Permission.CONSENT_COUNT: frozenset({Role.GRADE_HEAD, Role.MORAL_OFFICE, Role.PRINCIPAL}),
    Permission.SECRECY_EXCEPTION_READ: _COUNSELLOR,
    Permission.SECRECY_EXCEPTION_WRITE: _COUNSELLOR,
    Permission.SLIP_OWN: frozenset({Role.CLASS_TEACHER, Role.GRADE_HEAD, Role.MORAL_OFFICE, Role.PRINCIPAL}),
    Permission.REMINDER_OWN: _COUNSELLOR,
    Permission.BACKUP_MAKE: frozenset({Role.COUNSELLOR, Role.ADMINISTRATOR}),
    Permission.BACKUP_RESTORE: frozenset({Role.COUNSELLOR, Role.ADMINISTRATOR}),
    Permission.DATA_CHECK: frozenset({Role.COUNSELLOR, Role.ADMINISTRATOR}),
    Permission.TODAY_READ: _EVERYONE,
    Permission.AUDIT_READ: _EVERYONE,
    Permission.AUDIT_COUNT: frozenset({Role.COUNSELLOR, Role.PRINCIPAL}),
    Permission.AUDIT_CHECK: frozenset({Role.COUNSELLOR, Role.ADMINISTRATOR}),
    Permission.ACCESS_RECORD_READ: _COUNSELLOR,
}


class Scope(StrEnum):
    """Which rows an operation may touch; the unit of work adds the condition to every select."""

    WHOLE_SCHOOL = "whole_school"
    VISIBLE_STUDENTS = "visible_students"
    """All students for who works with the whole school, else those of own classes, own mentees and own grades."""
    OWN_ACCOUNT = "own_account"
    """Rows that belong to the acting account."""


@dataclass(frozen=True)
class Actor:
    """Who is acting: the account's id, and whose class teacher, mentor and head of grade he is."""

    account: str
    label: str
    roles: frozenset[Role]
    class_ids: frozenset[str] = frozenset()
    grades: frozenset[int] = frozenset()
    """Counted from 1 to 12 through all stages."""
    mentee_ids: frozenset[str] = frozenset()

    def may(self, permission: Permission) -> bool:
        """Return whether one of the roles grants `permission`."""
        return bool(self.roles & GRANTS[permission])

    @property
    def sees_whole_school(self) -> bool:
        """Return whether rows of all classes are visible."""
        return bool(self.roles & _WHOLE_SCHOOL)

    def sees_class(self, class_id: str, grade: int) -> bool:
        """Return whether the students of a present class are visible."""
        return self.sees_whole_school or class_id in self.class_ids or grade in self.grades
