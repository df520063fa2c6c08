"""Boxes of paper files: by class and number, a few in each."""

from __future__ import annotations

from xinmiao.features.growth_files.records import BoxLabel
from xinmiao.features.growth_files.rules import boxes
from xinmiao.features.roster.records import StudentLine, StudentStatus


def line(class_label: str, number: int | None, name: str) -> StudentLine:
    return StudentLine(name, name, None, None, class_label, number, StudentStatus.ENROLLED, name, name[:1], 1)


def test_boxes_go_by_class_then_number_and_hold_a_few_each() -> None:
    students = [line("七年级2班", number, f"b{number}") for number in (3, 1, 2)]
    students += [line("七年级1班", 12, "a12")]
    assert boxes(students, per_box=2) == (
        BoxLabel("七年级1班", "12", "12", 1),
        BoxLabel("七年级2班", "01", "02", 2),
        BoxLabel("七年级2班", "03", "03", 1),
    )


def test_who_has_no_number_comes_first_by_name_and_is_named() -> None:
    students = [line("七年级1班", 1, "z"), line("七年级1班", None, "b"), line("七年级1班", None, "a")]
    assert boxes(students) == (BoxLabel("七年级1班", "a", "01", 3),)
    assert boxes([]) == ()
