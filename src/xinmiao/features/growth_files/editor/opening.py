"""Opening a growth file: why, in words, and since when; a paper file may be older than the program."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from xinmiao.features.growth_files.records import GROWTH_FILE, FileOpening, OpeningReason
from xinmiao.features.roster.records import LeftBehind, StudentDetailsView
from xinmiao.kernel.texts import Text, _
from xinmiao.ui.forms.choice_editors import ComboEditor
from xinmiao.ui.forms.form import Form
from xinmiao.ui.widgets.buttons import Button
from xinmiao.ui.widgets.labels import label
from xinmiao.ui.widgets.surfaces import Card

_NAMES = ("reason", "reason_words", "opened_on")


class FileOpeningCard(QWidget):
    """Stands where the profile will stand. The likely reason is chosen beforehand and can be changed."""

    confirmed = Signal(object)
    """The FileOpening."""

    def __init__(self, reason: OpeningReason, today: date) -> None:
        super().__init__()
        self.setObjectName("no_file")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self.form = Form(GROWTH_FILE, _NAMES, editors={"reason": ComboEditor(GROWTH_FILE.reason)}, parent=self)
        self.form.set_values({"reason": reason, "opened_on": today})
        card = Card(_("No growth file yet"), name="opening_card")
        told = _("A growth file opens by itself with the first case. For a student of a priority group, open it now.")
        card.add(label(told, "muted", wrap=True))
        helps = {"reason_words": _("Needed for another reason."), "opened_on": _("Or the day of the file on paper.")}
        for name in _NAMES:
            card.add(self.form.row(name, help_=helps.get(name)))
        row = QHBoxLayout()
        row.addStretch(1)
        open_it = Button(_("Open a growth file"), icon="folder-open", name="no_file_button", clicked=self.confirm)
        row.addWidget(open_it)
        card.add(row)
        column.addWidget(card)

    def confirm(self) -> None:
        """Hand the answers over when they are complete."""
        if self.form.check():
            values = self.form.values()
            self.confirmed.emit(FileOpening(values["reason"], values["reason_words"] or "", values["opened_on"]))

    def refuse(self, problems: Mapping[str, Text]) -> None:
        """Mark what the operation refused."""
        self.form.show_problems(problems)


def likely_reason(details: StudentDetailsView) -> OpeningReason:
    """Return the reason offered first: a priority group that the roster knows of, else counselling."""
    flags = (
        details.left_behind not in {None, LeftBehind.NONE},
        details.migrant_child,
        details.orphan,
        details.disability,
        details.inclusive_class,
        details.needs_aid,
    )
    return OpeningReason.PRIORITY_GROUP if any(flags) else OpeningReason.COUNSELLING
