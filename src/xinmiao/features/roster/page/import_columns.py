"""The second step: which column is which field, with a few values of each to judge by.

Owns the choosing; what follows from it is `import_state`.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from xinmiao.documents.workbook import column_letters
from xinmiao.features.roster.page.import_state import ColumnGroup, ImportState
from xinmiao.features.roster.page.import_words import samples
from xinmiao.features.roster.sheet.mapping import COLUMN_LABELS, Column
from xinmiao.kernel.texts import Text, _, ntr, tr
from xinmiao.ui import theme
from xinmiao.ui.widgets.buttons import LinkButton
from xinmiao.ui.widgets.chips import Filter, FilterBar, StatusChip
from xinmiao.ui.widgets.labels import ElidedLabel, label
from xinmiao.ui.widgets.messages import Banner
from xinmiao.ui.widgets.surfaces import Hairline, PageColumn

_SAMPLE_ROWS = 30
_COMBO_PX = 240
_UNREAD = ""


class ColumnsStep(QWidget):
    """One group of sheets at a time; most files have only one."""

    changed = Signal()
    passed_over_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("import_columns")
        self._state: ImportState | None = None
        self._group: ColumnGroup | None = None
        self._combos: dict[int, QComboBox] = {}
        self._about = ElidedLabel("", "section")
        self._about.setObjectName("columns_title")
        self._remembered = StatusChip(_("Columns as last time"), "accent", icon="history", name="columns_remembered")
        self.passed_over = LinkButton("", name="passed_over")
        self.passed_over.clicked.connect(self.passed_over_wanted)
        self.sheets = FilterBar(exclusive=True, name="sheet_groups")
        self.sheets.changed.connect(self._other_group)
        self._warning = Banner(
            "warning",
            _("Which column holds the names of the students?"),
            _("Please choose “Name” for that column; without it no row can be read."),
            dismissible=False,
            name="no_name_column",
        )
        self._lay_out()

    def show_state(self, state: ImportState) -> None:
        """Show the columns of a file."""
        self._state = state
        groups = state.groups()
        self.sheets.set_filters(
            [Filter(str(place), _sheet_words(group), group.rows) for place, group in enumerate(groups)]
        )
        self._sheets_place.setVisible(len(groups) > 1)
        count = len(state.passed_over)
        self.passed_over.setVisible(count > 0)
        self.passed_over.setText(ntr("{count} row or sheet is not read", "{count} rows or sheets are not read", count))
        self._show_group(groups[0])

    def _other_group(self, names: frozenset[str]) -> None:
        if self._state is not None:
            self._show_group(self._state.groups()[int(next(iter(names)))])

    def _show_group(self, group: ColumnGroup) -> None:
        state = self._state
        if state is None:
            return
        self._group = group
        rows = ntr("{count} row", "{count} rows", group.rows)
        self._about.set_text(" · ".join((state.found.file, _sheet_words(group), rows)))
        self._remembered.setVisible(group.remembered)
        while (item := self._list.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        body = PageColumn(name="columns_list")
        body.add(self._grid(group, state))
        self._list.addWidget(body)
        body.show()
        self._check()

    def _grid(self, group: ColumnGroup, state: ImportState) -> QWidget:
        holder = QWidget()
        grid = QGridLayout(holder)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(theme.current().size("space-l"))
        grid.setVerticalSpacing(theme.current().size("space-xs"))
        titles = (tr("Column"), tr("Heading in the sheet"), tr("First values"), tr("Is read as"))
        for at, words in enumerate(titles):
            grid.addWidget(label(words, "secondary"), 0, at)
        self._combos = {}
        line = 1
        for index in _columns_with_content(group):
            grid.addWidget(Hairline(), line, 0, 1, 4)
            self._add_row(grid, line + 1, index, group, state)
            line += 2
        for at, stretch in enumerate((0, 2, 5, 0)):
            grid.setColumnStretch(at, stretch)
        return holder

    def _add_row(self, grid: QGridLayout, line: int, index: int, group: ColumnGroup, state: ImportState) -> None:
        heading = group.first.headings[index] if index < len(group.first.headings) else ""
        cells = [row.cells[index] for row in group.first.rows[:_SAMPLE_ROWS] if index < len(row.cells)]
        grid.addWidget(label(column_letters(index), "secondary"), line, 0)
        grid.addWidget(ElidedLabel(heading or tr("(no heading)"), "body", "text" if heading else "muted"), line, 1)
        grid.addWidget(ElidedLabel(samples(cells), "body", "muted"), line, 2)
        combo = _field_combo(index, heading)
        combo.installEventFilter(self)
        chosen = dict(state.mapping(group).columns).get(index)
        combo.setCurrentIndex(max(combo.findData(chosen.value if chosen else _UNREAD), 0))
        combo.activated.connect(lambda _place, at=index: self._chosen(at))
        self._combos[index] = combo
        grid.addWidget(combo, line, 3)

    def _chosen(self, index: int) -> None:
        if self._state is None or self._group is None:
            return
        value = str(self._combos[index].currentData() or _UNREAD)
        self._state.set_field(self._group, index, Column(value) if value else None)
        read_as = dict(self._state.mapping(self._group).columns)
        for at, combo in self._combos.items():  # a field has one column: the other one is not read any more
            known = read_as.get(at)
            combo.setCurrentIndex(max(combo.findData(known.value if known else _UNREAD), 0))
        self._remembered.hide()
        self._check()
        self.changed.emit()

    def _check(self) -> None:
        missing = self._state is not None and self._group in self._state.without_name()
        self._warning_place.setVisible(missing)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 -- Qt's name
        """Let the wheel scroll the page, not change a combo that has not the keyboard."""
        if event.type() == QEvent.Type.Wheel and isinstance(watched, QComboBox) and not watched.hasFocus():
            event.ignore()
            return True
        return super().eventFilter(watched, event)

    def _lay_out(self) -> None:
        space = theme.current().size
        self._list = QVBoxLayout()
        self._list.setContentsMargins(0, 0, 0, 0)
        self._sheets_place, self._warning_place = _indented(self.sheets), _indented(self._warning)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, space("space-s"), 0, 0)
        column.setSpacing(space("space-m"))
        column.addLayout(self._head())
        column.addWidget(self._sheets_place)
        column.addWidget(self._warning_place)
        column.addLayout(self._list, 1)

    def _head(self) -> QHBoxLayout:
        space = theme.current().size
        head = QHBoxLayout()
        head.setContentsMargins(space("space-xl"), 0, space("space-xl"), 0)
        head.setSpacing(space("space-m"))
        head.addWidget(self._about)
        head.addWidget(self._remembered)
        head.addStretch(1)
        head.addWidget(self.passed_over)
        return head


def _indented(widget: QWidget) -> QWidget:
    holder = QWidget()
    row = QHBoxLayout(holder)
    margin = theme.current().size("space-xl")
    row.setContentsMargins(margin, 0, margin, 0)
    row.addWidget(widget)
    return holder


def _sheet_words(group: ColumnGroup) -> str:
    if len(group.sheets) == 1:
        return group.sheets[0]
    return tr("{first} and {count} more sheets", first=group.sheets[0], count=len(group.sheets) - 1)


def _columns_with_content(group: ColumnGroup) -> list[int]:
    width = max([len(group.first.headings), *(len(row.cells) for row in group.first.rows[:_SAMPLE_ROWS])])
    found = []
    for index in range(width):
        heading = index < len(group.first.headings) and bool(group.first.headings[index])
        values = any(
            index < len(row.cells) and row.cells[index] not in {None, ""} for row in group.first.rows[:_SAMPLE_ROWS]
        )
        if heading or values:
            found.append(index)
    return found


def _field_combo(index: int, heading: str) -> QComboBox:
    combo = QComboBox()
    combo.setObjectName(f"column_{column_letters(index)}")
    combo.setAccessibleName(
        tr("Column {letters} ({heading}) is read as", letters=column_letters(index), heading=heading)
    )
    combo.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    combo.setMaxVisibleItems(16)
    combo.setFixedWidth(theme.current().px(_COMBO_PX))
    combo.addItem(tr("— not read —"), _UNREAD)
    labels: dict[Column, Text] = COLUMN_LABELS
    for column, words in labels.items():
        combo.addItem(str(words), column.value)
    return combo
