"""Searching in the texts of one student: Enter in the timeline's search field finds the words in his notes.

Owns the list of hits that stands in the timeline's place meanwhile. The texts are the features' own.
"""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from xinmiao.kernel.display import show_date
from xinmiao.kernel.tasks import Target
from xinmiao.kernel.text_hits import TextHit, marked
from xinmiao.kernel.texts import _, ntr, tr
from xinmiao.ui import theme
from xinmiao.ui.page import PageContext
from xinmiao.ui.tables.columns import Column
from xinmiao.ui.tables.record_table import RecordTable
from xinmiao.ui.timeline import TimelineView
from xinmiao.ui.widgets.buttons import LinkButton
from xinmiao.ui.widgets.chips import Chip
from xinmiao.ui.widgets.labels import label
from xinmiao.ui.widgets.messages import EmptyState


class TextSearch(QWidget):
    """The hits, newest first; typing on or Esc brings the timeline back."""

    def __init__(self, context: PageContext, timeline: TimelineView) -> None:
        super().__init__(timeline)
        self.hide()
        self.setObjectName("text_search")
        self._context, self._timeline = context, timeline
        self._student_id = self._words = ""
        self._targets: dict[str, Target] = {}
        self.hits = RecordTable[TextHit](
            _columns(), _("Hits in notes"), id_of=lambda hit: hit.target.record, name="hits"
        )
        self.hits.set_empty(EmptyState(_("These words stand in no note."), icon="search"))
        self.hits.opened.connect(self._open)
        self._told = label("", "secondary")
        self._told.setObjectName("hits_told")
        back = LinkButton(_("Back to the timeline"), name="back_to_timeline")
        back.clicked.connect(lambda _checked=False: timeline.search.clear())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.current().size("space-s"))
        for widget in (self._told, self.hits, back):
            column.addWidget(widget)
        self.setFocusProxy(self.hits)
        timeline.search.returnPressed.connect(self.search)
        timeline.search.textChanged.connect(self._typed_on)
        timeline.search.setToolTip(tr("Enter searches in the whole text of this student’s notes"))

    def show_student(self, student_id: str) -> None:
        """Search in another student's texts from now on."""
        self._student_id = student_id
        self._timeline.search.clear()
        self._leave()

    def search(self) -> None:
        """Ask for the hits of what stands in the field."""
        words = self._timeline.search.text().strip()
        if not words or not self._student_id:
            return
        self._words = words
        found: list[TextHit] = []
        may = self._context.actor.may
        for feature in self._context.features:
            for source in feature.searches:
                if may(source.requires):
                    bound = source.bind(words, self._student_id)
                    self._context.tasks.run(bound, partial(self._show, words, found), owner=self)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 -- Qt's name
        """Go back to the timeline with Esc."""
        if event.key() == Qt.Key.Key_Escape:
            self._timeline.search.clear()
            self._timeline.list.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            super().keyPressEvent(event)

    def _show(self, words: str, found: list[TextHit], hits: tuple[TextHit, ...]) -> None:
        if words != self._words:
            return
        found += hits
        found.sort(key=lambda hit: hit.happened_at, reverse=True)
        self._targets = {hit.target.record: hit.target for hit in found}
        self.hits.set_rows(tuple(found))
        self._told.setText(
            ntr("{count} record holds “{words}”", "{count} records hold “{words}”", len(found), words=words)
        )
        self._timeline.filters.setEnabled(False)
        self._timeline.show_instead(self)
        if found and self.hits.current_record() is None:
            self.hits.go(0)

    def _typed_on(self, text: str) -> None:
        if text.strip() != self._words:
            self._leave()

    def _leave(self) -> None:
        self._words = ""
        self._timeline.filters.setEnabled(True)
        self._timeline.show_instead(None)

    def _open(self, record_id: str) -> None:
        self._context.navigator.open(self._targets[record_id])


def _columns() -> tuple[Column[TextHit], ...]:
    return (
        Column(
            "happened_at",
            _("Date"),
            lambda hit: hit.happened_at,
            lambda at: show_date(at.astimezone().date()),
            130,
            strong=True,
            secondary=lambda hit: hit.title,
        ),
        Column(
            "excerpt",
            _("Hit"),
            lambda hit: marked(hit.excerpt, hit.marks),
            width=360,
            stretch=True,
            secondary=lambda hit: str(hit.part),
        ),
        Column(
            "state",
            _("State"),
            lambda hit: hit.state,
            width=110,
            chip=lambda hit: Chip(hit.state, hit.state_tone) if hit.state else None,
        ),
    )
