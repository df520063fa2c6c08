"""Who is full-time: the card, and the question behind its button."""

from __future__ import annotations

from datetime import date
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from xinmiao.features.counselling_hours.records import COUNSELLOR_POST, PostLine
from xinmiao.kernel.display import show_date
from xinmiao.kernel.texts import _, tr
from xinmiao.ui.forms.question import Question
from xinmiao.ui.widgets.buttons import Button
from xinmiao.ui.widgets.labels import label
from xinmiao.ui.widgets.surfaces import Card


class PostsCard(Card):
    """The counsellors, and what holds of each."""

    wanted = Signal(object)
    """The `PostLine` that is to be changed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Who is full-time"), name="posts_card")
        self.setParent(parent)
        self._rows: list[QWidget] = []
        self._place = QVBoxLayout()
        self.add(label(_("Six hours a week are asked of full-time counsellors only."), "muted", wrap=True))
        self.body.addLayout(self._place)

    def show_posts(self, lines: tuple[PostLine, ...]) -> None:
        """Show these counsellors."""
        for row in self._rows:
            self._place.removeWidget(row)
            row.hide()
            row.deleteLater()
        self._rows = [self._row(line) for line in lines]

    def _row(self, line: PostLine) -> QWidget:
        row = QWidget()
        inner = QHBoxLayout(row)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.addWidget(label(f"{line.label}　{_state(line)}", wrap=True), 1)
        change = Button(_("Change…"), role="quiet", name="change_post", clicked=partial(self.wanted.emit, line))
        change.setAccessibleName(tr("Change: {name}", name=line.label))
        inner.addWidget(change)
        self._place.addWidget(row)
        row.show()
        return row


def post_question(line: PostLine, today: date) -> Question:
    """Return the question of whether a counsellor is full-time, and since when."""
    told = _("Weeks before that day keep what held then.")
    values = {"full_time": line.full_time, "since": today}
    return Question(
        COUNSELLOR_POST,
        ("full_time", "since"),
        values,
        _("Save"),
        told=told,
        name="post_question",
        confirm="confirm_post",
    )


def _state(line: PostLine) -> str:
    if line.since is None:
        return tr("not said yet, so without a measure")
    day = show_date(line.since)
    return tr("full-time since {day}", day=day) if line.full_time else tr("part-time since {day}", day=day)
