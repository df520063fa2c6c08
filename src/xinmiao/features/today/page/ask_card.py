"""Beside the overview: what this account sees and whom to ask, and the classes without a class teacher's account."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from xinmiao.features.roster.records import ClassLine
from xinmiao.features.today.page.rows import PressedRow
from xinmiao.kernel.access import Actor
from xinmiao.kernel.texts import _, ntr, tr
from xinmiao.ui.widgets.icon_label import IconLabel
from xinmiao.ui.widgets.labels import label
from xinmiao.ui.widgets.surfaces import Card

_NAMED = 4
"""So many classes are named; the list names all."""


class AskCard(Card):
    """One calm sentence of what the account sees and cannot see, and one of whom to ask."""

    def __init__(self, actor: Actor) -> None:
        super().__init__(tr("What this account sees"), name="ask_card")
        if actor.sees_whole_school:
            seen = _("You see the classes, and name, sex, class and status of all students.")
        else:
            seen = _("You see the classes, and name, sex, class and status of the students of your grades.")
        closed = _("What the counselling room writes lies in a file of its own, for which this account has no key.")
        self._ask = label("", "muted", wrap=True)
        self._ask.setObjectName("whom_to_ask")
        for words in (seen, closed):
            self.add(label(words, "muted", wrap=True))
        self.add(self._ask)
        self.show_counsellors(())

    def show_counsellors(self, labels: Sequence[str]) -> None:
        """Name the counsellors; without a name ask the counselling room."""
        names = tr(", ").join(labels) if labels else tr("the counselling room")
        self._ask.setText(tr("If a child worries you, talk to the counsellor in person: {names}.", names=names))


class MissingTeachers(Card):
    """Classes that no account is class teacher of; pressed, the list shows these alone."""

    toggled = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(name="missing_teachers")
        self.setParent(parent)
        self._classes: Sequence[ClassLine] = ()
        self._administrators: Sequence[str] = ()
        self._row = PressedRow("missing_row")
        self._row.setCheckable(True)
        self._row.setToolTip(tr("Show these classes alone, or all again (Enter)"))
        self._words, self._why = label("", "strong", wrap=True), label("", "secondary", wrap=True)
        self._row.row.addWidget(IconLabel("graduation-cap", "calm", 20), 0, Qt.AlignmentFlag.AlignTop)
        column = self._row.words("", "")
        for line in (self._words, self._why):
            line.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            column.addWidget(line)
        self._row.row.addLayout(column, 1)
        self._row.toggled.connect(self.toggled)
        self.add(self._row)
        self.hide()

    def show_classes(self, classes: Sequence[ClassLine]) -> None:
        """Show these classes; without any the card goes."""
        self._classes = classes
        if not classes:
            self._row.setChecked(False)
        self._say()
        self.setVisible(bool(classes))

    def show_administrators(self, labels: Sequence[str]) -> None:
        """Name who assigns them."""
        self._administrators = labels
        self._say()

    def _say(self) -> None:
        count = len(self._classes)
        named = [line.label for line in self._classes[:_NAMED]] + ["…"] * (count > _NAMED)
        words = ntr(
            "{count} class without a class teacher",
            "{count} classes without a class teacher",
            count,
        )
        whom = tr(", ").join(self._administrators) if self._administrators else tr("the administrator")
        why = tr("{classes}. Class teachers are entered by {whom}.", classes=tr(", ").join(named), whom=whom)
        self._words.setText(words)
        self._why.setText(why)
        self._row.setAccessibleName(f"{words}. {why}")
