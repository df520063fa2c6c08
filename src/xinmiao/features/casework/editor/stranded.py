"""A draft that cannot be gone on with where it was begun: its text, why, and the two ways out.

Owns that such a text is never out of reach and never thrown away unasked.
"""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from xinmiao.features.casework.editor.reading import READING_WIDTH, passage
from xinmiao.features.casework.records import NoteDraft
from xinmiao.features.casework.rules.entries import head_of, passages_of
from xinmiao.kernel.texts import Text, _
from xinmiao.ui import theme
from xinmiao.ui.widgets.buttons import Button
from xinmiao.ui.widgets.labels import label
from xinmiao.ui.widgets.messages import Banner
from xinmiao.ui.widgets.surfaces import Card, PageColumn


class StrandedDraft(PageColumn):
    """Read only; the draft stays sealed until one of the buttons is pressed."""

    as_new = Signal()
    discarded = Signal()

    def __init__(self) -> None:
        super().__init__(reading_width=READING_WIDTH, name="stranded_draft")
        self._shown: QWidget | None = None

    def show_draft(self, draft: NoteDraft, reason: Text | str, next_step: Text | str, *, can_begin: bool) -> None:
        """Show what was typed and why it cannot go on; without `can_begin` it can only be read or thrown away."""
        if self._shown is not None:
            self.body.removeWidget(self._shown)
            self._shown.hide()
            self._shown.deleteLater()
        self._shown = QWidget()
        column = QVBoxLayout(self._shown)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.current().size("space-m"))
        column.addWidget(Banner("warning", reason, next_step, dismissible=False, name="stranded_banner"))
        column.addWidget(_text_of(draft))
        column.addLayout(self._buttons(can_begin=can_begin))
        self.add(self._shown)

    def _buttons(self, *, can_begin: bool) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(theme.current().size("space-s"))
        row.addStretch(1)
        row.addWidget(Button(_("Throw away…"), role="danger", name="discard_stranded", clicked=self.discarded.emit))
        if can_begin:
            begin = Button(_("As a new note"), role="primary", name="stranded_as_new", clicked=self.as_new.emit)
            row.addWidget(begin)
        return row


def _text_of(draft: NoteDraft) -> QWidget:
    card = Card(_("What was typed and not saved"), name="stranded_text")
    card.add(label(head_of(draft.content), "muted", wrap=True))
    for part in passages_of(draft.content):
        card.add(passage(part))
    return card
