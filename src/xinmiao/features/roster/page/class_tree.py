"""Grades and classes with their head counts, at the left of the list.

Owns what is chosen there. Which students are counted is told to it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHeaderView, QTreeWidget, QTreeWidgetItem, QWidget

from xinmiao.features.roster.records import ClassLine, StudentLine
from xinmiao.kernel.texts import Text, tr
from xinmiao.ui import theme

_KEY = Qt.ItemDataRole.UserRole


@dataclass(frozen=True)
class Group:
    """What is chosen: the students of `classes` (None in it: students without a class); `whole` is everybody."""

    key: str = ""
    label: str = ""
    classes: frozenset[str | None] = frozenset()

    @property
    def whole(self) -> bool:
        """Return whether it is the whole school."""
        return not self.key

    def holds(self, line: StudentLine) -> bool:
        """Return whether the student belongs to it."""
        return self.whole or line.class_id in self.classes


class ClassTree(QTreeWidget):
    """One level of grades, one of classes; the count stands at the right."""

    chosen = Signal(object)
    """The `Group` chosen by the user."""

    def __init__(self, whole: Text | str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.whole = str(whole)
        """What all students together are called: the school, or what this account sees of it."""
        self.setObjectName("class_tree")
        self.setAccessibleName(tr("Classes"))
        self.setProperty("look", "plain")
        self.setColumnCount(2)
        self.setHeaderHidden(True)
        self.setIndentation(theme.current().px(16))
        self.setUniformRowHeights(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        header = self.header()
        header.setStretchLastSection(False)
        header.setMinimumSectionSize(theme.current().px(32))
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        self._groups: dict[str, Group] = {"": Group()}
        self.currentItemChanged.connect(self._tell)

    def group(self) -> Group:
        """Return what is chosen."""
        item = self.currentItem()
        return self._groups.get(item.data(0, _KEY), Group()) if item is not None else Group()

    def choose(self, key: str) -> bool:
        """Choose the group of this key (a class id; empty for all); False when there is none."""
        for item in self._items():
            if item.data(0, _KEY) == key:
                self.setCurrentItem(item)
                return True
        return False

    def show_classes(self, classes: Sequence[ClassLine], lines: Sequence[StudentLine]) -> None:
        """Show the classes and how many of `lines` are in each; what was chosen and folded stays so."""
        kept, folded = self.group().key, {item.data(0, _KEY) for item in self._items() if not item.isExpanded()}
        counts = Counter(line.class_id for line in lines)
        self.blockSignals(True)  # noqa: FBT003 -- Qt's signature
        self.clear()
        self._groups = {}
        whole = self._add(Group("", self.whole), len(lines))
        grades: dict[str, list[ClassLine]] = defaultdict(list)
        for line in classes:
            grades[line.grade_key].append(line)
        for key, members in grades.items():
            self._add_grade(key, members, counts, folded=key in folded)
        if counts[None]:
            self._add(Group("none", tr("No class yet"), frozenset({None})), counts[None])
        self.setCurrentItem(whole)
        self.choose(kept)
        self.blockSignals(False)  # noqa: FBT003 -- Qt's signature
        self.viewport().update()

    def take_theme(self) -> None:
        """Write the counts in the colours of another theme."""
        for item in self._items():
            item.setForeground(1, theme.current().colour("muted"))

    def _add_grade(self, key: str, members: Sequence[ClassLine], counts: Counter[str | None], *, folded: bool) -> None:
        words = members[0].grade_name
        ids = frozenset[str | None](line.id for line in members)
        grade = self._add(Group(key, words, ids), sum(counts[line.id] for line in members))
        for line in members:
            own = Group(line.id, line.label, frozenset({line.id}))
            self._add(own, counts[line.id], grade, line.label.removeprefix(words) or line.label)
        grade.setExpanded(not folded)

    def _add(self, group: Group, count: int, above: QTreeWidgetItem | None = None, shown: str = "") -> QTreeWidgetItem:
        self._groups[group.key] = group
        item = QTreeWidgetItem([shown or group.label, str(count)])
        item.setData(0, _KEY, group.key)
        item.setToolTip(0, group.label)
        item.setData(0, Qt.ItemDataRole.AccessibleTextRole, f"{group.label} {count}")
        item.setTextAlignment(1, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        item.setForeground(1, theme.current().colour("muted"))
        if above is None:
            self.addTopLevelItem(item)
        else:
            above.addChild(item)
        return item

    def _items(self) -> list[QTreeWidgetItem]:
        tops = [item for place in range(self.topLevelItemCount()) if (item := self.topLevelItem(place)) is not None]
        return tops + [item for top in tops for place in range(top.childCount()) if (item := top.child(place))]

    def _tell(self, item: QTreeWidgetItem | None) -> None:
        if item is not None:
            self.chosen.emit(self.group())
