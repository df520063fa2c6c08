"""THE declaration of attachments and paper places, and what is shown of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from xinmiao.documents.foreign import LARGEST, FileKind
from xinmiao.kernel.fields import (
    BinaryField,
    ChoiceField,
    DateTimeField,
    IntegerField,
    ReferenceField,
    Sensitivity,
    TextField,
)
from xinmiao.kernel.paper_head import PaperHead
from xinmiao.kernel.records import DataFile, RecordSpec
from xinmiao.kernel.texts import _

MOST_ON_A_RECORD = 50
MUCH_IN_ALL = 500 * 1024 * 1024
"""Every backup holds all attachments, and some 25 backups are kept."""

HOST_PAGES = {
    "student": "student",
    "growth_file": "student",
    "case": "casework",
    "counselling_note": "counselling_note",
    "case_handover": "case_handovers",
    "plan": "plan",
    "group_meeting": "group_meeting",
    "letter": "letter",
    "feedback_slip": "feedback_slip",
}
"""Kinds of records that carry attachments, and the page that shows each."""


class AttachmentSpec(RecordSpec):
    """A file that belongs to a record. When removed, its bytes are gone and the rest stays with the reason."""

    record = "attachment"
    label = _("Attachment")
    file = DataFile.COUNSELLING

    of_kind = TextField(label=_("Kind of record"), required=True, max_length=40)
    of_id = TextField(label=_("Record"), required=True, max_length=36)
    student_id = ReferenceField(label=_("Student"), record="student")
    file_name = TextField(label=_("File name"), required=True, max_length=120, sensitivity=Sensitivity.COUNSELLING)
    media = ChoiceField(
        label=_("Kind"),
        choices=FileKind,
        labels=((FileKind.JPEG, _("Photograph")), (FileKind.PNG, _("Picture")), (FileKind.PDF, _("PDF"))),
        required=True,
    )
    pages = IntegerField(label=_("Number of pages"), required=True, minimum=1, maximum=200)
    size = IntegerField(label=_("Size"), required=True, minimum=1, maximum=LARGEST)
    digest = TextField(label=_("Check sum"), required=True, max_length=64)
    note = TextField(
        label=_("Remark"),
        max_length=200,
        sensitivity=Sensitivity.COUNSELLING,
        help=_("What is to be seen, in a few words."),
    )
    added_name = TextField(label=_("Added by"), required=True, max_length=60)
    removed_at = DateTimeField(label=_("Removed at"))
    removed_name = TextField(label=_("Removed by"), max_length=60)
    removal_reason = TextField(
        label=_("Reason"), max_length=500, sensitivity=Sensitivity.COUNSELLING, help=_("It stays in the list.")
    )
    content = BinaryField(label=_("File"), maximum=LARGEST, sensitivity=Sensitivity.COUNSELLING, kept_in_history=False)


class PaperPlaceSpec(RecordSpec):
    """Where the paper original of a record lies; one for each record."""

    record = "paper_place"
    label = _("Place of the paper original")
    file = DataFile.COUNSELLING

    of_kind = TextField(label=_("Kind of record"), required=True, max_length=40)
    of_id = TextField(label=_("Record"), required=True, max_length=36)
    student_id = ReferenceField(label=_("Student"), record="student")
    place = TextField(label=_("Place of the paper original"), max_length=80, help=_("Cabinet, box, page: 2-5-17"))


ATTACHMENT = AttachmentSpec()
PAPER_PLACE = PaperPlaceSpec()


@dataclass(frozen=True)
class Host:
    """The record that carries attachments: its kind (`RecordSpec.record`) and id."""

    kind: str
    id: str


@dataclass(frozen=True)
class NewAttachment:
    """A file to be added; `content` is as it came, `name` as its owner called it. `id` is made before saving."""

    id: str
    host: Host
    name: str
    content: bytes
    note: str = ""


@dataclass(frozen=True)
class AttachmentLine:
    """An attachment without its bytes."""

    id: str
    version: int
    host: Host
    student_id: str | None
    file_name: str
    media: FileKind
    pages: int
    size: int
    note: str
    added_at: datetime
    added_name: str
    removed_at: datetime | None = None
    removed_name: str = ""
    removal_reason: str = ""

    @property
    def is_removed(self) -> bool:
        """Return whether the bytes are gone."""
        return self.removed_at is not None


@dataclass(frozen=True)
class OpenedAttachment:
    """An attachment with its bytes."""

    line: AttachmentLine
    content: bytes


@dataclass(frozen=True)
class AttachmentPrint:
    """An attachment to be printed, with the head of its paper."""

    opened: OpenedAttachment
    head: PaperHead


@dataclass(frozen=True)
class PaperPlaceView:
    """Where the paper lies; `version` is None until a place was written."""

    place: str = ""
    version: int | None = None


@dataclass(frozen=True)
class AttachmentsView:
    """What hangs on a record. `total` counts the bytes of the whole school."""

    host: Host
    lines: tuple[AttachmentLine, ...]
    removed: tuple[AttachmentLine, ...]
    place: PaperPlaceView
    total: int

    @property
    def is_full(self) -> bool:
        """Return whether no more can be added to this record."""
        return len(self.lines) >= MOST_ON_A_RECORD

    @property
    def is_much(self) -> bool:
        """Return whether the school's attachments make the backups heavy."""
        return self.total > MUCH_IN_ALL
