"""What can be done with the roster: the only door to students, classes and class teachers."""

from xinmiao.features.roster.operations.acts import ActUndoRefused, list_acts, undo_act
from xinmiao.features.roster.operations.classes import (
    add_class,
    get_shape,
    list_classes,
    save_school_profile,
)
from xinmiao.features.roster.operations.contacts import birth_dates, class_contacts, class_teacher_accounts
from xinmiao.features.roster.operations.duplicates import compare_students, keep_apart, list_duplicates
from xinmiao.features.roster.operations.exporting import export_students
from xinmiao.features.roster.operations.grades import list_grade_heads, own_grades, set_grade_head
from xinmiao.features.roster.operations.imports import ImportBasis, ImportResult, commit_import, get_import_basis
from xinmiao.features.roster.operations.mentors import (
    assign_mentor,
    assign_mentors,
    end_mentor,
    list_mentees,
    list_mentors_of,
    mentor_coverage,
    mentor_names,
    mentor_seats,
    mentor_workload,
    own_mentee_ids,
)
from xinmiao.features.roster.operations.merging import (
    formers_of,
    get_merge,
    list_merges,
    merge_students,
    survivors_of,
    unmerge_students,
)
from xinmiao.features.roster.operations.moves import (
    class_history,
    correct_move,
    leave_tasks,
    record_move,
    roster_timeline_entries,
    student_path,
    take_back_move,
)
from xinmiao.features.roster.operations.posts import (
    class_teacher_names,
    end_class_post,
    get_staff_posts,
    give_class_to_account,
    let_staff_leave,
    own_class_ids,
    set_class_teacher,
    set_class_teachers,
)
from xinmiao.features.roster.operations.printing import head_of_list
from xinmiao.features.roster.operations.priority_groups import priority_groups
from xinmiao.features.roster.operations.promotion import (
    PromotedAlready,
    PromotionBlocked,
    preview_promotion,
    promote,
)
from xinmiao.features.roster.operations.reshuffling import reshuffle
from xinmiao.features.roster.operations.students import (
    add_student,
    correct_student,
    get_student,
    list_students,
    names_of_students,
    student_lines,
)
from xinmiao.features.roster.operations.undoing import Obstacle, UndoRefused, list_imports, undo_import
from xinmiao.features.roster.operations.year_steps import mentors_step, newcomers_step, promotion_step, teachers_step

__all__ = [
    "ActUndoRefused",
    "ImportBasis",
    "ImportResult",
    "Obstacle",
    "PromotedAlready",
    "PromotionBlocked",
    "UndoRefused",
    "add_class",
    "add_student",
    "assign_mentor",
    "assign_mentors",
    "birth_dates",
    "class_contacts",
    "class_history",
    "class_teacher_accounts",
    "class_teacher_names",
    "commit_import",
    "compare_students",
    "correct_move",
    "correct_student",
    "end_class_post",
    "end_mentor",
    "export_students",
    "formers_of",
    "get_import_basis",
    "get_merge",
    "get_shape",
    "get_staff_posts",
    "get_student",
    "give_class_to_account",
    "head_of_list",
    "keep_apart",
    "leave_tasks",
    "let_staff_leave",
    "list_acts",
    "list_classes",
    "list_duplicates",
    "list_grade_heads",
    "list_imports",
    "list_mentees",
    "list_mentors_of",
    "list_merges",
    "list_students",
    "mentor_coverage",
    "mentor_names",
    "mentor_seats",
    "mentor_workload",
    "mentors_step",
    "merge_students",
    "names_of_students",
    "newcomers_step",
    "own_class_ids",
    "own_grades",
    "own_mentee_ids",
    "preview_promotion",
    "priority_groups",
    "promote",
    "promotion_step",
    "record_move",
    "reshuffle",
    "roster_timeline_entries",
    "save_school_profile",
    "set_class_teacher",
    "set_class_teachers",
    "set_grade_head",
    "student_lines",
    "student_path",
    "survivors_of",
    "take_back_move",
    "teachers_step",
    "undo_act",
    "undo_import",
    "unmerge_students",
]
