"""保全: a file that stands still, and the two persons who let go of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from xinmiao.features.roster.records import StudentLine
from xinmiao.kernel.fields import DateTimeField, ReferenceField, TextField
from xinmiao.kernel.preservation import HOLD
from xinmiao.kernel.records import DataFile, RecordSpec
from xinmiao.kernel.texts import _

LIFTING_LENGTH = 500
NAME_LENGTH = 60


class PreservationHoldSpec(RecordSpec):
    """One preservation of a student's file; it is in force while `lifted_at` is empty."""

    record = HOLD
    label = _("Preservation")
    file = DataFile.COUNSELLING

    student_id = ReferenceField(label=_("Student"), record="student", required=True)
    access_id = ReferenceField(label=_("File access"), record="file_access", required=True)
    set_name = TextField(label=_("Set by"), max_length=NAME_LENGTH, required=True)
    lift_reason = TextField(
        label=_("Why the preservation is lifted"),
        help=_("Such as: the proceedings are over, the letter of the court is there."),
        max_length=LIFTING_LENGTH,
        multiline=True,
    )
    lift_asked_at = DateTimeField(label=_("Lifting asked for at"))
    lift_asked_by = ReferenceField(label=_("Lifting asked for by account"), record="account")
    lift_asked_name = TextField(label=_("Lifting asked for by"), max_length=NAME_LENGTH)
    lifted_at = DateTimeField(label=_("Lifted at"))
    lifted_by = ReferenceField(label=_("Lifted by account"), record="account")
    lifted_name = TextField(label=_("Confirmed by"), max_length=NAME_LENGTH)


PRESERVATION_HOLD = PreservationHoldSpec()


@dataclass(frozen=True)
class HoldView:
    """A preservation as pages show it."""

    id: str
    student: StudentLine
    access_id: str
    access_number: str
    set_at: datetime
    set_name: str
    lift_reason: str
    lift_asked_at: datetime | None
    lift_asked_name: str
    asked_by_me: bool
    lifted_at: datetime | None
    lifted_name: str
    version: int

    @property
    def is_in_force(self) -> bool:
        """Return whether the file stands still."""
        return self.lifted_at is None

    @property
    def waits_for_second(self) -> bool:
        """Return whether one person asked for the lifting and another has to confirm it."""
        return self.is_in_force and self.lift_asked_at is not None


@dataclass(frozen=True)
class SecondPerson:
    """An account that may confirm a lifting on the spot with its password."""

    account: str
    label: str
