"""Chapters of a printed growth file, contributed by every feature that keeps papers of a student.

Plain values: what each record says, in full. How it looks is decided in `documents`; which chapters a
paper holds, by who prints it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from xinmiao.kernel.texts import Text


@dataclass(frozen=True)
class Labelled:
    """A label and what stands under it."""

    label: str
    text: str


@dataclass(frozen=True)
class FileEntry:
    """One record in full: short facts, passages of text, and how it was signed."""

    title: str
    happened_at: datetime
    facts: tuple[Labelled, ...] = ()
    passages: tuple[Labelled, ...] = ()
    signature: str = ""
    """Who signed when, in words; empty when nobody did."""
    remark: str = ""
    """A state that must be seen before the text is read, such as: voided, or not signed."""
    removed: bool = False
    """The record was voided or belongs to another file; a paper leaves its text out."""


@dataclass(frozen=True)
class FileChapter:
    """All records of one kind, the oldest first; `empty` is said when there are none."""

    title: Text
    entries: tuple[FileEntry, ...]
    empty: Text
