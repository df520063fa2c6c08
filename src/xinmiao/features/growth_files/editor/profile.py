"""The profile as it stands beside the timeline: read, with the way to edit it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from xinmiao.features.growth_files.editor.opening import FileOpeningCard, likely_reason
from xinmiao.features.growth_files.records import GROWTH_FILE, SECTIONS, GrowthFileView, StudentFileView
from xinmiao.kernel.display import show_date
from xinmiao.kernel.texts import Text, _, tr
from xinmiao.ui.widgets.buttons import Button
from xinmiao.ui.widgets.labels import label
from xinmiao.ui.widgets.surfaces import Card

PROFILE_NAMES = (*(section.name for section in SECTIONS), GROWTH_FILE.paper_place.name)


class ProfileSide(QWidget):
    """Shows the sections that hold something, or asks what opening a file needs."""

    edit_asked = Signal()
    open_asked = Signal(object)
    """The FileOpening."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("profile_side")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._shown: QWidget | None = None
        self._opening_of = ""
        self._shown_file: GrowthFileView | None = None

    def show_view(self, view: StudentFileView | None, today: date) -> None:
        """Show another student; answers that are being given for the same one stay."""
        if view is not None and view.file is not None and view.file == self._shown_file:
            return
        self._shown_file = None if view is None else view.file
        opening = view.student.id if view is not None and view.file is None else ""
        if opening and opening == self._opening_of:
            return
        self._opening_of = opening
        if self._shown is not None:
            self._column.removeWidget(self._shown)
            self._shown.hide()
            self._shown.deleteLater()
            self._shown = None
        if view is not None:
            self._shown = self._opening(view, today) if view.file is None else self._file(view.file)
            self._column.addWidget(self._shown)
            self._shown.show()

    def refuse(self, problems: Mapping[str, Text]) -> None:
        """Mark what opening a file was refused for."""
        if isinstance(self._shown, FileOpeningCard):
            self._shown.refuse(problems)

    def _opening(self, view: StudentFileView, today: date) -> QWidget:
        card = FileOpeningCard(likely_reason(view.student.details), today)
        card.confirmed.connect(self.open_asked)
        return card

    def _file(self, file: GrowthFileView) -> QWidget:
        card = Card(_("Profile"), name="profile_card")
        edit = Button(_("Edit"), role="quiet", icon="pen-line", name="edit_profile", keys="Ctrl+E")
        edit.clicked.connect(lambda _checked=False: self.edit_asked.emit())
        card.add_action(edit)
        reason = " ".join(part for part in (GROWTH_FILE.reason.show(file.reason), file.reason_words) if part)
        card.add(
            label(tr("Opened {day} · {reason}", day=show_date(file.opened_on), reason=reason), "secondary", wrap=True)
        )
        texts = asdict(file.profile)
        filled = [name for name in PROFILE_NAMES if texts[name]]
        for name in filled:
            card.add(label(GROWTH_FILE.field(name).label, "secondary"))
            card.add(label(texts[name], wrap=True))
        if not filled:
            card.add(label(tr("Nothing written yet."), "muted"))
        return card
