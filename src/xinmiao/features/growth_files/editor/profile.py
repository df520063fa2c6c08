"""The profile: read beside the timeline, edited in a side sheet."""

from __future__ import annotations

from dataclasses import asdict

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from xinmiao.features.growth_files.records import GROWTH_FILE, SECTIONS, GrowthFileView, Profile
from xinmiao.kernel.display import show_date
from xinmiao.kernel.errors import ValidationFailed
from xinmiao.kernel.texts import _, tr
from xinmiao.ui import theme
from xinmiao.ui.forms.form import Form
from xinmiao.ui.widgets.buttons import Button
from xinmiao.ui.widgets.labels import label
from xinmiao.ui.widgets.messages import EmptyState
from xinmiao.ui.widgets.surfaces import Card, PageColumn

_NAMES = (*(section.name for section in SECTIONS), GROWTH_FILE.paper_place.name)


class ProfileSide(QWidget):
    """Shows the sections that hold something, or how to open a file."""

    edit_asked = Signal()
    open_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("profile_side")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._shown: QWidget | None = None

    def show_file(self, file: GrowthFileView | None) -> None:
        """Show another file."""
        if self._shown is not None:
            self._column.removeWidget(self._shown)
            self._shown.hide()
            self._shown.deleteLater()
        self._shown = self._no_file() if file is None else self._file(file)
        self._column.addWidget(self._shown)

    def _no_file(self) -> QWidget:
        return EmptyState(
            _("A growth file opens by itself with the first case. For a student of a priority group, open it now."),
            _("Open a growth file"),
            self.open_asked.emit,
            icon="folder-open",
            name="no_file",
        )

    def _file(self, file: GrowthFileView) -> QWidget:
        card = Card(_("Profile"), name="profile_card")
        edit = Button(_("Edit"), role="quiet", icon="pen-line", name="edit_profile", keys="Ctrl+E")
        edit.clicked.connect(lambda _checked=False: self.edit_asked.emit())
        card.add_action(edit)
        opened = tr(
            "Opened {day} · {reason}", day=show_date(file.opened_on), reason=GROWTH_FILE.reason.show(file.reason)
        )
        card.add(label(opened, "secondary", wrap=True))
        texts = asdict(file.profile)
        filled = [name for name in _NAMES if texts[name]]
        for name in filled:
            card.add(label(GROWTH_FILE.field(name).label, "secondary"))
            card.add(label(texts[name], wrap=True))
        if not filled:
            card.add(label(tr("Nothing written yet."), "muted"))
        column = PageColumn(name="profile_column")
        if (holder := column.widget()) is not None and (layout := holder.layout()) is not None:
            layout.setContentsMargins(0, 0, 0, 0)
        column.add(card)
        return column


class ProfileEditor(QWidget):
    """All sections one below the other."""

    save_asked = Signal()

    def __init__(self, file: GrowthFileView) -> None:
        super().__init__()
        self.setObjectName("profile_editor")
        self.file = file
        self._form = Form(GROWTH_FILE, _NAMES, parent=self)
        self._form.set_values(asdict(file.profile))
        sections = PageColumn(name="profile_sections")
        for name in _NAMES:
            sections.add(self._form.row(name))
        space = theme.current().size
        sections.body.setSpacing(space("space-l"))
        buttons = QHBoxLayout()
        buttons.setContentsMargins(space("space-xl"), 0, space("space-xl"), space("space-l"))
        buttons.addStretch(1)
        buttons.addWidget(Button(_("Save"), role="primary", name="save_profile", clicked=self.save_asked.emit))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(sections, 1)
        column.addLayout(buttons)

    def profile(self) -> Profile:
        """Return what stands there."""
        return Profile(**{name: value or "" for name, value in self._form.values().items()})

    def refuse(self, error: ValidationFailed) -> None:
        """Mark what is wrong."""
        self._form.show_problems(error.problems)
