"""Mentors: which staff member cares for which student, from a date until a date."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from xinmiao.features.roster.records.students import StudentLine
from xinmiao.kernel.fields import DateField, ReferenceField
from xinmiao.kernel.records import DataFile, RecordSpec
from xinmiao.kernel.texts import _


class MentorSpec(RecordSpec):
    """Who is mentor of a student; one at a time, those before are kept."""

    record = "mentor"
    label = _("Mentor")
    file = DataFile.SCHOOL

    student_id = ReferenceField(label=_("Student"), record="student", required=True)
    staff_id = ReferenceField(label=_("Staff member"), record="staff_member", required=True)
    from_date = DateField(label=_("From"), required=True)
    until_date = DateField(label=_("Until"))


MENTOR = MentorSpec()


@dataclass(frozen=True)
class MentorStay:
    """One mentor of a student, as the history shows him."""

    id: str
    staff_id: str
    name: str
    from_date: date
    until_date: date | None


@dataclass(frozen=True)
class MenteeLine:
    """A student a staff member is mentor of at present, and since when."""

    student: StudentLine
    from_date: date

    @property
    def id(self) -> str:
        """Return the student's id."""
        return self.student.id


@dataclass(frozen=True)
class MentorSeat:
    """A student in the grid of mentors."""

    student: StudentLine
    staff_id: str
    """Who is mentor today; empty for nobody."""


@dataclass(frozen=True)
class MentorChange:
    """What assigning a mentor did."""

    assigned: tuple[str, ...]
    """Students who got this mentor."""
    unchanged: tuple[str, ...]
    """Students who had him already."""


@dataclass(frozen=True)
class GradeCoverage:
    """How many students of a grade have a mentor."""

    grade: int
    students: int
    with_mentor: int
    without: tuple[str, ...]
    """Students without a mentor, by id."""


@dataclass(frozen=True)
class ClassPost:
    """A class a staff member is or was class teacher of."""

    id: str
    class_id: str
    class_label: str
    from_date: date
    until_date: date | None


@dataclass(frozen=True)
class StaffPosts:
    """What a staff member answers for: classes now and before, and how many students."""

    classes: tuple[ClassPost, ...]
    mentees: int
