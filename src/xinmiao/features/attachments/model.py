"""Mapped classes of attachments and paper places."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped

from xinmiao.documents.foreign import FileKind
from xinmiao.features.attachments.records import ATTACHMENT, PAPER_PLACE
from xinmiao.kernel.records import RecordSpec
from xinmiao.vault.base import CounsellingBase, Versioned, column


class Attachment(Versioned, CounsellingBase):
    """A file of a record; `content` is loaded only when opened."""

    __tablename__ = "attachment"
    spec: ClassVar[RecordSpec] = ATTACHMENT

    of_kind: Mapped[str] = column(ATTACHMENT.of_kind)
    of_id: Mapped[str] = column(ATTACHMENT.of_id, index=True)
    student_id: Mapped[str | None] = column(ATTACHMENT.student_id, index=True)
    file_name: Mapped[str] = column(ATTACHMENT.file_name)
    media: Mapped[FileKind] = column(ATTACHMENT.media)
    pages: Mapped[int] = column(ATTACHMENT.pages)
    size: Mapped[int] = column(ATTACHMENT.size)
    digest: Mapped[str] = column(ATTACHMENT.digest)
    note: Mapped[str | None] = column(ATTACHMENT.note)
    added_name: Mapped[str] = column(ATTACHMENT.added_name)
    removed_at: Mapped[datetime | None] = column(ATTACHMENT.removed_at)
    removed_name: Mapped[str | None] = column(ATTACHMENT.removed_name)
    removal_reason: Mapped[str | None] = column(ATTACHMENT.removal_reason)
    content: Mapped[bytes | None] = column(ATTACHMENT.content)


class PaperPlace(Versioned, CounsellingBase):
    """Where the paper of a record lies."""

    __tablename__ = "paper_place"
    __table_args__ = (UniqueConstraint("of_kind", "of_id"),)
    spec: ClassVar[RecordSpec] = PAPER_PLACE

    of_kind: Mapped[str] = column(PAPER_PLACE.of_kind)
    of_id: Mapped[str] = column(PAPER_PLACE.of_id, index=True)
    student_id: Mapped[str | None] = column(PAPER_PLACE.student_id, index=True)
    place: Mapped[str | None] = column(PAPER_PLACE.place)
