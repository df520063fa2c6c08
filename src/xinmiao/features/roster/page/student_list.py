"""Tree of classes, search field, filters of status and the table, working on the same students.

Owns which students are on screen. Loads nothing and opens nothing.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from xinmiao.features.roster.finder import StudentFinder
from xinmiao.features.roster.page.class_tree import ClassTree, Group
from xinmiao.features.roster.page.layout import STUDENTS_SPLIT, STUDENTS_TABLE
from xinmiao.features.roster.page.student_columns import PRESENT, STATUS_FILTERS, status_filters, student_columns
from xinmiao.features.roster.records import ClassLine, StudentLine
from xinmiao.kernel.texts import _, ntr
from xinmiao.ui import theme
from xinmiao.ui.page import PageContext
from xinmiao.ui.tables.record_table import RecordTable
from xinmiao.ui.widgets.buttons import LinkButton
from xinmiao.ui.widgets.chips import FilterBar
from xinmiao.ui.widgets.inputs import SearchField
from xinmiao.ui.widgets.labels import ElidedLabel
from xinmiao.ui.widgets.list_detail import ListDetail

_TREE_PX = 220


class StudentList(QWidget):
    """The students of a school, narrowed by class, status and typed letters."""

    def __init__(self, context: PageContext) -> None:
        super().__init__()
        self.setObjectName("student_list")
        self._context = context
        self._lines: Sequence[StudentLine] = ()
        self._classes: Sequence[ClassLine] = ()
        self._finder = StudentFinder()
        self.tree = ClassTree(_("Whole school") if context.actor.sees_whole_school else _("All of mine"))
        self.search = SearchField(_("Name, pinyin, initials, class or number"), name="student_search")
        self.filters = FilterBar(exclusive=True, name="status_filters")
        self.table: RecordTable[StudentLine] = RecordTable(
            student_columns(),
            _("Students"),
            type_ahead=lambda line: line.pinyin or line.name,
            many=True,
            name="student_table",
        )
        self._what = ElidedLabel("", "section")
        self._what.setObjectName("list_title")
        self.elsewhere = LinkButton("", name="found_elsewhere")
        self.elsewhere.hide()
        self._lay_out()
        self._connect()

    def show_students(self, classes: Sequence[ClassLine], lines: Sequence[StudentLine]) -> None:
        """Show these; choice, search and place stay."""
        self._classes, self._lines = classes, lines
        self._finder = StudentFinder(lines)
        self.filters.set_filters(status_filters(lines))
        self.filters.setVisible(len(status_filters(lines)) > 1)
        self.table.set_rows(lines)
        self._refresh()

    def shown(self) -> list[StudentLine]:
        """Return the students on screen in their order."""
        return self.table.shown_records()

    def line(self, student_id: str) -> StudentLine | None:
        """Return one student, or None."""
        return next((line for line in self._lines if line.id == student_id), None)

    def group_words(self) -> str:
        """Return what is chosen at the left; empty for the whole school."""
        return "" if self.tree.group().whole else self.tree.group().label

    def go_to(self, record_id: str) -> bool:
        """Choose a class or grade, or go to a student's row and take away what hides it; False without either."""
        if any(record_id in {line.id, line.grade_key} for line in self._classes):
            self.search.clear()
            self.tree.choose(record_id)
            return True
        student_id, line = record_id, self.line(record_id)
        if line is None:
            return False
        if not self.table.select(student_id):
            self.search.clear()
            wanted = next((name for name, (_l, states) in STATUS_FILTERS.items() if line.status in states), PRESENT)
            self.filters.choose({wanted})
            self.tree.choose("")
            self._refresh()
        return self.table.select(student_id)

    def _refresh(self) -> None:
        """Count and filter by the choices that are on."""
        states = STATUS_FILTERS[next(iter(self.filters.chosen()), PRESENT)][1]
        counted = [line for line in self._lines if line.status in states]
        self.tree.show_classes(self._classes, counted)
        self._filter()

    def _filter(self) -> None:
        states = STATUS_FILTERS[next(iter(self.filters.chosen()), PRESENT)][1]
        group, typed = self.tree.group(), self.search.text().strip()
        found = {line.id for line in self._finder.find(typed, limit=len(self._lines))} if typed else None
        self.table.set_filter(
            lambda line: line.status in states and group.holds(line) and (found is None or line.id in found)
        )
        self._say(group, found)

    def _say(self, group: Group, found: set[str] | None) -> None:
        count = self.table.count()
        words = ntr("{count} student", "{count} students", count)
        self._what.set_text(f"{group.label or self.tree.whole} · {words}")
        others = 0 if found is None else len(found) - count
        self.elsewhere.setVisible(others > 0 and count == 0)
        self.elsewhere.setText(
            ntr(
                "{count} fits elsewhere: search the whole school",
                "{count} fit elsewhere: search the whole school",
                others,
            )
        )

    def _search_everywhere(self) -> None:
        """Look in every class and every status."""
        self.tree.choose("")
        if self.table.count() == 0:
            for name in (name for name in STATUS_FILTERS if name not in self.filters.chosen()):
                self.filters.choose({name})
                self._refresh()
                if self.table.count():
                    break
        self.search.setFocus(Qt.FocusReason.OtherFocusReason)

    def _go_down(self) -> None:
        if self.table.count():
            self.table.setFocus(Qt.FocusReason.TabFocusReason)
            if not self.table.chosen_records():  # the focus may have come to a row without choosing it
                self.table.select((self.table.current_record() or self.shown()[0]).id)

    def _entered(self) -> None:
        """Open the one student found by Enter; with several, go to the list."""
        if self.table.count() == 1:
            self.table.opened.emit(self.shown()[0].id)
        else:
            self._go_down()

    def _connect(self) -> None:
        settings = self._context.settings
        self.table.restore(dict(settings.value(STUDENTS_TABLE)))
        self.table.shape_changed.connect(lambda: settings.store(STUDENTS_TABLE, self.table.table_state()))
        self.split.restore(dict(settings.value(STUDENTS_SPLIT)))
        self.split.splitterMoved.connect(lambda _pos, _at: settings.store(STUDENTS_SPLIT, self.split.state()))
        self.tree.chosen.connect(lambda _group: self._filter())
        self.filters.changed.connect(lambda _names: self._refresh())
        self.search.searched.connect(lambda _typed: self._filter())
        self.search.go_down.connect(self._go_down)
        self.search.returnPressed.connect(self._entered)
        self.elsewhere.clicked.connect(self._search_everywhere)

    def _lay_out(self) -> None:
        space = theme.current().size
        left = QWidget()
        tree = QVBoxLayout(left)
        tree.setContentsMargins(space("space-l"), 0, space("space-s"), space("space-l"))
        tree.addWidget(self.tree)
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(space("space-l"), 0, space("space-xl"), space("space-xl"))
        column.setSpacing(space("space-m"))
        head = QHBoxLayout()
        head.setSpacing(space("space-m"))
        head.addWidget(self._what, 1)
        head.addWidget(self.filters)
        self.search.setMinimumWidth(theme.current().px(300))
        head.addWidget(self.search)
        column.addLayout(head)
        column.addWidget(self.elsewhere, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.table, 1)
        self.split = ListDetail(left, right, width=_TREE_PX, name="student_split")
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.split)
        self.setTabOrder(self.tree, self.search)
        self.setTabOrder(self.search, self.table)


def chosen_in(table: RecordTable[StudentLine]) -> list[StudentLine]:
    """Return the students chosen, or the one the keyboard is at."""
    current = table.current_record()
    return table.chosen_records() or ([] if current is None else [current])
