"""The home of who leads a grade or the school: grades, classes, class teachers, and what the account cannot see.

Owns this view. It shows names of classes and head counts; nothing here comes from the counselling file.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from xinmiao.features.accounts.records import WhomToAsk
from xinmiao.features.light_plans.records import LightCounts
from xinmiao.features.roster.records import ClassLine
from xinmiao.features.today.page.ask_card import AskCard, MissingTeachers
from xinmiao.features.today.page.light_card import LightCard
from xinmiao.kernel.access import Actor
from xinmiao.kernel.texts import _, ntr, tr
from xinmiao.ui import theme
from xinmiao.ui.tables.columns import Column
from xinmiao.ui.tables.record_table import RecordTable
from xinmiao.ui.widgets.flow import FlowLayout
from xinmiao.ui.widgets.labels import BigNumber
from xinmiao.ui.widgets.messages import EmptyState
from xinmiao.ui.widgets.surfaces import Card, PageColumn

_ASIDE_PX = 340


def _teachers(line: ClassLine) -> str:
    return tr(", ").join(line.teacher_names) if line.teacher_names else tr("none yet")


_COLUMNS = (
    Column[ClassLine](
        "label", _("Class"), lambda line: line.label, width=150, strong=True, sort_key=lambda c: (c.grade, c.number)
    ),
    Column[ClassLine]("students", _("Students"), lambda line: line.students, width=96, align="right"),
    Column[ClassLine]("teacher", _("Class teacher"), _teachers, width=200, stretch=True),
)


class Overview(QWidget):
    """Grades as numbers, classes as a list; beside them what this account sees and whom to ask."""

    opened = Signal(str)
    """A class, or a grade as its key in the tree of classes: its list of students is wanted."""

    def __init__(self, actor: Actor) -> None:
        super().__init__()
        self.setObjectName("overview")
        self._actor = actor
        self._classes: tuple[ClassLine, ...] = ()
        self._title = tr("The school") if actor.sees_whole_school else tr("My grades")
        self.card = Card(self._title, name="classes_card")
        self.table: RecordTable[ClassLine] = RecordTable(_COLUMNS, _("Classes"), compact=True, name="classes_table")
        self.missing = MissingTeachers()
        self.ask = AskCard(actor)
        self._tiles = QWidget()
        self._numbers = FlowLayout(self._tiles, theme.current().size("space-xl"))
        self.aside = PageColumn(name="overview_aside")
        self.light = LightCard()
        self.table.set_empty(EmptyState(self._nothing(), icon="school", name="no_classes"))
        self.table.opened.connect(self.opened)
        self.missing.toggled.connect(lambda on: self._narrow(only_missing=on))
        self._lay_out()

    def show_classes(self, classes: Sequence[ClassLine]) -> None:
        """Show those of the school's classes that the account sees."""
        self._classes = tuple(line for line in classes if self._actor.sees_class(line.id, line.grade))
        while (item := self._numbers.takeAt(0)) is not None:
            if tile := item.widget():
                tile.hide()
                tile.deleteLater()
        grades: dict[str, list[ClassLine]] = {}
        for line in self._classes:
            grades.setdefault(line.grade_key, []).append(line)
        for key, members in grades.items():
            self._numbers.addWidget(self._tile(key, members))
        self._tiles.setVisible(bool(grades))
        heads = sum(line.students for line in self._classes)
        self.card.set_title(f"{self._title} · {ntr('{count} student', '{count} students', heads)}")
        self.missing.show_classes([line for line in self._classes if not line.teachers])
        self.table.set_rows(self._classes)

    def show_whom_to_ask(self, whom: WhomToAsk) -> None:
        """Name the persons."""
        self.ask.show_counsellors(whom.counsellors)
        self.missing.show_administrators(whom.administrators)

    def show_light_plans(self, counts: tuple[LightCounts, ...]) -> None:
        """Show how far the light plans are."""
        self.light.show_counts(counts)

    def put_first(self, card: QWidget) -> None:
        """Put a card above what stands beside the classes: what is to be done comes before what is to be known."""
        self.aside.body.insertWidget(0, card)

    def _tile(self, key: str, members: Sequence[ClassLine]) -> BigNumber:
        count = ntr("{count} class", "{count} classes", len(members))
        tile = BigNumber(str(sum(line.students for line in members)), f"{members[0].grade_name} · {count}")
        tile.setObjectName("grade_number")
        tile.opened.connect(partial(self.opened.emit, key))
        return tile

    def _narrow(self, *, only_missing: bool) -> None:
        self.table.set_filter((lambda line: not line.teachers) if only_missing else None)

    def _nothing(self) -> str:
        if self._actor.sees_whole_school or self._actor.grades:
            return tr("The classes stand here once the counsellor has imported the roster.")
        return tr("No grade is assigned to you yet; the administrator does that.")

    def _lay_out(self) -> None:
        space = theme.current().size
        self.card.add(self._tiles)
        self.card.add(self.table)
        self.aside.add(self.missing)
        self.aside.add(self.light)
        self.aside.add(self.ask)
        self.aside.setFixedWidth(theme.current().px(_ASIDE_PX) + space("space-xl"))
        row = QHBoxLayout(self)
        row.setContentsMargins(space("space-xl"), 0, 0, 0)
        row.setSpacing(0)
        left = QHBoxLayout()
        left.setContentsMargins(0, space("space-s"), 0, space("space-xl"))  # as the cards in the column beside it
        left.addWidget(self.card)
        row.addLayout(left, 1)
        row.addWidget(self.aside)
