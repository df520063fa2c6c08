"""The note editor: writing, signing, reading, amending, moving and voiding one counselling note."""

from xinmiao.features.casework.editor.desk import NoteEditorPage

__all__ = ["NoteEditorPage"]
