"""The pages of casework: the caseload with the search in notes, and the page of one note."""

from xinmiao.features.casework.page.caseload import CaseworkPage
from xinmiao.features.casework.page.desk import NoteEditorPage

__all__ = ["CaseworkPage", "NoteEditorPage"]
