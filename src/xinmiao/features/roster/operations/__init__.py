"""What can be done with the roster: the only door to students, classes and class teachers."""

from xinmiao.features.roster.operations.classes import (
    add_class,
    class_teacher_names,
    get_shape,
    list_classes,
    own_class_ids,
    save_school_profile,
    set_class_teacher,
)
from xinmiao.features.roster.operations.exporting import export_students
from xinmiao.features.roster.operations.grades import list_grade_heads, own_grades, set_grade_head
from xinmiao.features.roster.operations.imports import ImportBasis, ImportResult, commit_import, get_import_basis
from xinmiao.features.roster.operations.printing import head_of_list
from xinmiao.features.roster.operations.students import (
    add_student,
    correct_student,
    get_student,
    list_students,
    student_lines,
)
from xinmiao.features.roster.operations.undoing import Obstacle, UndoRefused, list_imports, undo_import

__all__ = [
    "ImportBasis",
    "ImportResult",
    "Obstacle",
    "UndoRefused",
    "add_class",
    "add_student",
    "class_teacher_names",
    "commit_import",
    "correct_student",
    "export_students",
    "get_import_basis",
    "get_shape",
    "get_student",
    "head_of_list",
    "list_classes",
    "list_grade_heads",
    "list_imports",
    "list_students",
    "own_class_ids",
    "own_grades",
    "save_school_profile",
    "set_class_teacher",
    "set_grade_head",
    "student_lines",
    "undo_import",
]
