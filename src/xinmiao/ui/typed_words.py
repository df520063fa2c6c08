"""What the user has typed into a page, that nobody has taken yet and that lies in no draft.

Owns how that is told from words the program put there, and from forms whose draft is kept.
"""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QTextEdit, QWidget

from xinmiao.ui.draft_keeper import DraftKeeper
from xinmiao.ui.widgets.inputs import SearchField


def has_loose_words(page: QWidget) -> bool:
    """Return whether a field of `page` holds words that were typed or pasted and would be lost with it.

    Words of a search and of a form with a `DraftKeeper` are not counted.
    """
    areas: tuple[QPlainTextEdit | QTextEdit, ...] = (*page.findChildren(QPlainTextEdit), *page.findChildren(QTextEdit))
    lines = (line for line in page.findChildren(QLineEdit) if not isinstance(line, SearchField))
    typed: list[QWidget] = [line for line in lines if line.isModified() and line.text() and not line.isReadOnly()]
    typed += [
        area
        for area in areas
        if area.document().isModified() and not area.document().isEmpty() and not area.isReadOnly()
    ]
    return any(not _is_kept(widget, page) for widget in typed)


def _is_kept(widget: QWidget, page: QWidget) -> bool:
    """Return whether a form around `widget` keeps a draft."""
    place = widget.parentWidget()
    while place is not None and place is not page:
        if place.findChild(DraftKeeper) is not None:
            return True
        place = place.parentWidget()
    return False
