"""THE declaration of a growth file: when and why it was opened, its profile, where the paper lies."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from xinmiao.features.roster.records import StudentLine, StudentView
from xinmiao.kernel.fields import ChoiceField, DateField, ReferenceField, Sensitivity, TextField
from xinmiao.kernel.file_chapters import FileChapter
from xinmiao.kernel.paper_head import PaperHead
from xinmiao.kernel.records import DataFile, RecordSpec
from xinmiao.kernel.student_marks import StudentMark
from xinmiao.kernel.texts import Text, _
from xinmiao.kernel.timeline import TimelineEntry

SECTION_LENGTH = 20_000


class OpeningReason(StrEnum):
    """Why a growth file was opened."""

    COUNSELLING = "counselling"
    PRIORITY_GROUP = "priority_group"
    WARNING = "warning"
    OTHER = "other"


def _section(label: Text, help_text: Text) -> TextField:
    return TextField(
        label=label,
        help=help_text,
        max_length=SECTION_LENGTH,
        multiline=True,
        sensitivity=Sensitivity.COUNSELLING,
        leaves_room=True,
    )


class GrowthFileSpec(RecordSpec):
    """A growth file: one for each student."""

    record = "growth_file"
    label = _("Growth file")
    file = DataFile.COUNSELLING

    student_id = ReferenceField(label=_("Student"), record="student", required=True)
    opened_on = DateField(label=_("File opened on"), required=True)
    reason = ChoiceField(
        label=_("Why it was opened"),
        choices=OpeningReason,
        labels=(
            (OpeningReason.COUNSELLING, _("Came to counselling")),
            (OpeningReason.PRIORITY_GROUP, _("Priority group")),
            (OpeningReason.WARNING, _("Raised warning level")),
            (OpeningReason.OTHER, _("Other reason")),
        ),
        required=True,
    )
    reason_words = TextField(label=_("In words"), max_length=200, sensitivity=Sensitivity.COUNSELLING)
    basic = _section(
        _("Basic situation"),
        _("School history, study, interests, friends, health: what helps to understand the student."),
    )
    family = _section(
        _("Family situation"), _("Who lives at home, who cares for the student, how they get on, important events.")
    )
    psychological = _section(
        _("Psychological situation"), _("Mood, sleep, relations, behaviour, as seen and told; no diagnosis.")
    )
    strengths = _section(_("Strengths"), _("What the student can do, likes, and who stands by him or her."))
    concerns = _section(_("Concerns"), _("What needs attention, and who should keep an eye on it."))
    paper_place = TextField(
        label=_("Place of the originals"), help=_("Cabinet, box and page, such as 2-05-31."), max_length=100
    )


GROWTH_FILE = GrowthFileSpec()

SECTIONS = (
    GROWTH_FILE.basic,
    GROWTH_FILE.family,
    GROWTH_FILE.psychological,
    GROWTH_FILE.strengths,
    GROWTH_FILE.concerns,
)


@dataclass(frozen=True)
class Profile:
    """The sections as they are typed and shown; empty text for nothing."""

    basic: str = ""
    family: str = ""
    psychological: str = ""
    strengths: str = ""
    concerns: str = ""
    paper_place: str = ""


@dataclass(frozen=True)
class FileOpening:
    """What is answered when a file is opened."""

    reason: OpeningReason
    words: str
    opened_on: date


@dataclass(frozen=True)
class GrowthFileView:
    """A growth file. `version` goes back into `save_profile` as the base version."""

    id: str
    student_id: str
    opened_on: date
    reason: OpeningReason
    reason_words: str
    profile: Profile
    version: int
    created_at: datetime
    changed_at: datetime


@dataclass(frozen=True)
class GrowthFileLine:
    """A growth file as a list shows it."""

    id: str
    student: StudentLine
    opened_on: date
    reason: OpeningReason
    has_profile: bool
    changed_at: datetime


@dataclass(frozen=True)
class StudentFileView:
    """What the student's page shows beside the timeline; `file` is None until one is opened."""

    student: StudentView
    file: GrowthFileView | None
    class_teachers: tuple[str, ...] = ()
    """Names of the class's present class teachers."""
    mentor: str = ""
    """Name of the present mentor."""


@dataclass(frozen=True)
class StudentPageView:
    """Everything the student's page shows."""

    file: StudentFileView
    timeline: tuple[TimelineEntry, ...]
    """Newest first."""
    marks: tuple[StudentMark, ...]
    """What other features want to be seen at the head."""


@dataclass(frozen=True)
class FilePaper:
    """What the cover and the contents of a file are made of; `chapters` is empty for the cover."""

    student: StudentView
    file: GrowthFileView
    class_teachers: tuple[str, ...]
    head: PaperHead
    chapters: tuple[FileChapter, ...] = ()


@dataclass(frozen=True)
class BoxLabel:
    """One box of files: a class, the first and the last number in it, how many files."""

    class_label: str
    first: str
    last: str
    files: int


@dataclass(frozen=True)
class BoxLabels:
    """The labels of all boxes."""

    labels: tuple[BoxLabel, ...]
    head: PaperHead


@dataclass(frozen=True)
class GrowthFilePrint:
    """Everything a printed growth file is made of."""

    student: StudentView
    file: GrowthFileView
    timeline: tuple[TimelineEntry, ...]
    """Newest first."""
    chapters: tuple[FileChapter, ...]
    school: str
    printed_by: str
    printed_at: datetime
    anchor: str = ""
    """The check code at the foot: which entry of the audit trail was the last one."""
