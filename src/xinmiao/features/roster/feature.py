"""What the roster brings to the program."""

from xinmiao.features.roster import operations
from xinmiao.features.roster.records import (
    CLASS_STAY,
    CLASS_TEACHER,
    CLASS_YEAR,
    GRADE_HEAD,
    GUARDIAN,
    REMEMBERED_MAPPING,
    ROSTER_ACT,
    ROSTER_IMPORT,
    ROSTER_IMPORT_ROW,
    SCHOOL_CLASS,
    SCHOOL_PROFILE,
    STUDENT,
    STUDENT_DETAILS,
    STUDENT_MOVE,
)
from xinmiao.features.roster.records.settings import SETTINGS
from xinmiao.kernel.access import Permission
from xinmiao.kernel.feature import Feature, PageEntry
from xinmiao.kernel.texts import _

FEATURE = Feature(
    name="roster",
    label=_("Students"),
    operations=(
        operations.save_school_profile,
        operations.get_shape,
        operations.list_classes,
        operations.class_teacher_names,
        operations.add_class,
        operations.set_class_teacher,
        operations.own_class_ids,
        operations.list_grade_heads,
        operations.set_grade_head,
        operations.own_grades,
        operations.list_students,
        operations.student_lines,
        operations.head_of_list,
        operations.export_students,
        operations.get_student,
        operations.add_student,
        operations.correct_student,
        operations.get_import_basis,
        operations.commit_import,
        operations.list_imports,
        operations.undo_import,
    ),
    records=(
        SCHOOL_PROFILE,
        SCHOOL_CLASS,
        CLASS_TEACHER,
        GRADE_HEAD,
        STUDENT,
        STUDENT_DETAILS,
        GUARDIAN,
        REMEMBERED_MAPPING,
        ROSTER_IMPORT,
        ROSTER_IMPORT_ROW,
        CLASS_STAY,
        CLASS_YEAR,
        ROSTER_ACT,
        STUDENT_MOVE,
    ),
    settings=SETTINGS,
    pages=(
        PageEntry(
            "students",
            _("Students"),
            "users",
            "xinmiao.features.roster.page.students:StudentsPage",
            Permission.STUDENT_READ,
        ),
        PageEntry(
            "roster_import",
            _("Import a roster"),
            "sheet",
            "xinmiao.features.roster.page.importing:ImportPage",
            Permission.ROSTER_IMPORT,
            in_navigation=False,
        ),
    ),
    model="xinmiao.features.roster.model",
)
