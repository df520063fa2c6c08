"""A signed, moved or voided note, or a colleague's: to be read, calmly, as it was written."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from xinmiao.features.casework.records import NOTE, NoteState, NoteView
from xinmiao.features.casework.rules.entries import facts_of, head_of, passages_of, remark_of, signature_of
from xinmiao.kernel.file_chapters import Labelled
from xinmiao.kernel.texts import tr
from xinmiao.ui import theme
from xinmiao.ui.page import PageContext
from xinmiao.ui.record_panel import RecordPanels
from xinmiao.ui.widgets.labels import label
from xinmiao.ui.widgets.messages import Banner
from xinmiao.ui.widgets.surfaces import Card, PageColumn

READING_WIDTH = 760


class NoteReading(PageColumn):
    """Shows one note; what it was and where it went stands above the text, what hangs on it below."""

    def __init__(self, context: PageContext) -> None:
        super().__init__(reading_width=READING_WIDTH, name="note_reading")
        self._shown: QWidget | None = None
        self._panels = RecordPanels(context, NOTE.record)
        self.add(self._panels)

    def show_panels(self, *, shown: bool) -> None:
        """Show or hide what other features say of the note."""
        self._panels.setVisible(shown and bool(self._panels.panels))

    def show_note(self, note: NoteView) -> None:
        """Show another note."""
        if self._shown is not None:
            self.body.removeWidget(self._shown)
            self._shown.hide()
            self._shown.deleteLater()
        self._shown = QWidget()
        column = QVBoxLayout(self._shown)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.current().size("space-m"))
        if note.is_removed:
            column.addWidget(Banner("warning", remark_of(note), dismissible=False, name="removed_banner"))
        elif note.moved_from is not None:
            column.addWidget(
                Banner(
                    "info",
                    tr("This note was moved here from another file; its history says why."),
                    dismissible=False,
                    name="arrived_banner",
                )
            )
        column.addWidget(_paper(note))
        self.body.insertWidget(0, self._shown)
        self._panels.show_record(note.id)


def _paper(note: NoteView) -> Card:
    card = Card(name="note_text")
    card.add(label(head_of(note.content), "muted", wrap=True))
    for part in passages_of(note.content):
        card.add(passage(part))
    entered = facts_of(note)[-1]
    card.add(label(f"{entered.label} {entered.text}", "secondary"))
    if note.state is not NoteState.DRAFT and signature_of(note):
        card.add(label(signature_of(note), "secondary", wrap=True))
    return card


def passage(part: Labelled) -> QWidget:
    """Return one part of a note: its name, its words."""
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(2)
    column.addWidget(label(part.label, "secondary"))
    words = label(part.text, wrap=True)
    words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    column.addWidget(words)
    return holder
