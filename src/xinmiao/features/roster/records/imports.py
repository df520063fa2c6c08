"""Declarations of what is kept of imports of a roster: how its columns were read, and what each import wrote.

Owns no behaviour. An import and its rows lie in the counselling file, because a file's name may name a child.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from xinmiao.kernel.fields import BooleanField, DateTimeField, IntegerField, ReferenceField, Sensitivity, TextField
from xinmiao.kernel.records import DataFile, RecordSpec
from xinmiao.kernel.texts import _

_MANY = 1_000_000


class RememberedMappingSpec(RecordSpec):
    """How the columns of one kind of sheet were read last time; holds no person."""

    record = "remembered_mapping"
    label = _("Remembered columns")
    file = DataFile.SCHOOL

    signature = TextField(label=_("Signature of the headings"), required=True, max_length=64)
    columns = TextField(label=_("Columns"), required=True, max_length=8_000)


class RosterImportSpec(RecordSpec):
    """One import that was carried out: who, when, from which file, how many; and whether it was undone."""

    record = "roster_import"
    label = _("Import of a roster")
    file = DataFile.COUNSELLING

    file_name = TextField(label=_("File"), required=True, max_length=200, sensitivity=Sensitivity.COUNSELLING)
    made_by_name = TextField(label=_("Imported by"), required=True, max_length=60)
    added = IntegerField(label=_("Students added"), required=True)
    updated = IntegerField(label=_("Students updated"), required=True)
    classes_added = IntegerField(label=_("Classes added"), required=True)
    undone_at = DateTimeField(label=_("Undone at"))
    undone_by_name = TextField(label=_("Undone by"), max_length=60)


class RosterImportRowSpec(RecordSpec):
    """What an import wrote about one student, or, without a student, about the school: which records, which versions.

    The values before stand in the history of each record and nowhere else.
    """

    record = "roster_import_row"
    label = _("Row of an import")
    file = DataFile.COUNSELLING

    import_id = ReferenceField(label=_("Import of a roster"), record="roster_import", required=True)
    student_id = ReferenceField(label=_("Student"), record="student")
    added = BooleanField(label=_("Added"), required=True)
    written = TextField(label=_("Records written"), required=True, max_length=_MANY, multiline=True)


REMEMBERED_MAPPING = RememberedMappingSpec()
ROSTER_IMPORT = RosterImportSpec()
ROSTER_IMPORT_ROW = RosterImportRowSpec()


@dataclass(frozen=True)
class ImportLine:
    """An import as the list shows it."""

    id: str
    version: int
    file_name: str
    made_at: datetime
    made_by: str
    added: int
    updated: int
    classes_added: int
    undone_at: datetime | None = None
    undone_by: str = ""
