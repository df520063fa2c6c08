"""Which classes and grades accounts have, as the page was told."""

from __future__ import annotations

from dataclasses import dataclass

from xinmiao.features.roster.records import ClassLine, GradeHeadLine
from xinmiao.features.staff.records import StaffLine


@dataclass(frozen=True)
class Posts:
    """The school's present classes, with their class teachers, the present heads of grade, and whose accounts are."""

    classes: tuple[ClassLine, ...] = ()
    heads: tuple[GradeHeadLine, ...] = ()
    staff: tuple[StaffLine, ...] = ()

    def classes_of(self, account: str) -> tuple[ClassLine, ...]:
        """Return the classes an account is class teacher of."""
        members = {line.id for line in self.staff if line.account_id == account}
        return tuple(line for line in self.classes if members.intersection(line.teachers))

    def grades_of(self, account: str) -> tuple[int, ...]:
        """Return the grades an account is head of."""
        return tuple(head.grade for head in self.heads if head.account_id == account)

    def grade_names_of(self, account: str) -> tuple[str, ...]:
        """Return the same grades by name; one without classes by its number."""
        names = {line.grade: line.grade_name for line in self.classes}
        return tuple(names.get(grade, str(grade)) for grade in self.grades_of(account))
