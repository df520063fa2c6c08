"""Which editors have the word guard under them: those of fields that are declared to leave the room.

Owns that no form decides this by itself. What is found is decided by the function handed in.
"""

from __future__ import annotations

from xinmiao.kernel.fields import TextField
from xinmiao.ui.forms.editor import FieldEditor
from xinmiao.ui.forms.text_editors import LineEditor, WordsEditor
from xinmiao.ui.word_guard import FindWords, WordGuard


def leaves_room(editor: FieldEditor) -> bool:
    """Return whether what is typed there is printed for, or sent to, people outside the counselling room."""
    return isinstance(editor.field, TextField) and editor.field.leaves_room


def guards_under(editor: FieldEditor, find: FindWords, *, always: bool = False) -> tuple[WordGuard, ...]:
    """Return the guard to be placed under an editor, or nothing where the words stay in the room."""
    if not (always or leaves_room(editor)):
        return ()
    if isinstance(editor, WordsEditor):
        return (WordGuard(editor.area, find),)
    return (WordGuard(editor.line, find),) if isinstance(editor, LineEditor) else ()
