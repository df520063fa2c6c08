"""Children entered twice in the invented school: one with a temporary number, one whose name was misheard."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from xinmiao.features.roster import operations as roster
from xinmiao.features.roster.records import StudentNumberKind
from xinmiao.kernel.operations import Bound


def enter_twice(run: Callable[[Bound[Any]], Any]) -> None:
    """Enter two children a second time, as it happens in September."""
    first, second = run(roster.list_students.bind())[4:6]
    for number, line in enumerate((first, second)):
        view = run(roster.get_student.bind(line.id))
        details: dict[str, Any] = {"birth_date": view.details.birth_date}
        if number == 0:
            details |= {"student_number": "L9900001", "student_number_kind": StudentNumberKind.TEMPORARY}
        run(roster.add_student.bind({"name": line.name, "sex": line.sex}, details))
