"""How a student looks in the list: two lines, the state where it is not the usual one.

Owns the columns and the three filters of status. Loads nothing.
"""

from __future__ import annotations

from collections.abc import Sequence

from xinmiao.features.roster.records import STUDENT, StudentLine, StudentStatus
from xinmiao.kernel.texts import _, tr
from xinmiao.ui.tables.columns import Column, field_column
from xinmiao.ui.widgets.chips import Chip, Filter

PRESENT, ON_LEAVE, GONE = "present", "on_leave", "gone"
STATUS_FILTERS = {
    PRESENT: (_("At the school"), frozenset({StudentStatus.ENROLLED, StudentStatus.ON_LEAVE})),
    ON_LEAVE: (_("On leave"), frozenset({StudentStatus.ON_LEAVE})),
    GONE: (_("Left"), frozenset({StudentStatus.TRANSFERRED, StudentStatus.GRADUATED})),
}
_CHIPS = {
    StudentStatus.ON_LEAVE: ("watch", "clock"),
    StudentStatus.TRANSFERRED: ("", "log-out"),
    StudentStatus.GRADUATED: ("", "graduation-cap"),
}


def place_words(line: StudentLine) -> str:
    """Return class and number in class: 七年级1班 · 3 号."""
    number = "" if line.number_in_class is None else tr("No. {number}", number=line.number_in_class)
    return " · ".join(part for part in (line.class_label or tr("No class yet"), number) if part)


def status_chip(line: StudentLine) -> Chip | None:
    """Return the state of a student who is not simply enrolled."""
    if line.status not in _CHIPS:
        return None
    tone, icon = _CHIPS[line.status]
    return Chip(STUDENT.status.show(line.status), tone, icon)


def status_filters(lines: Sequence[StudentLine]) -> tuple[Filter, ...]:
    """Return the filters with their counts; those that would show nobody are left out."""
    counted = {name: sum(line.status in wanted for line in lines) for name, (_label, wanted) in STATUS_FILTERS.items()}
    return tuple(
        Filter(name, label, counted[name])
        for name, (label, _wanted) in STATUS_FILTERS.items()
        if counted[name] or name == PRESENT
    )


def student_columns() -> tuple[Column[StudentLine], ...]:
    """Return the columns of the list; class and number alone can be switched on in the header's menu."""
    return (
        Column(
            "name",
            STUDENT.name.label,
            lambda line: line.name,
            width=320,
            secondary=place_words,
            sort_key=lambda line: (line.pinyin, line.name) if line.pinyin or line.name else None,
            stretch=True,
            strong=True,
        ),
        field_column(STUDENT.sex, lambda line: line.sex, width=120),
        Column(
            "status", STUDENT.status.label, lambda line: STUDENT.status.show(line.status), width=160, chip=status_chip
        ),
        Column("class", STUDENT.class_id.label, lambda line: line.class_label, width=140, shown=False),
        Column(
            "number",
            STUDENT.number_in_class.label,
            lambda line: line.number_in_class,
            align="right",
            shown=False,
        ),
    )
