"""Two students side by side with a choice for each difference, and the list of what was merged."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QHBoxLayout, QRadioButton, QVBoxLayout, QWidget

from xinmiao.features.roster.records import Comparison, FieldPair, KindCount, MergeLine
from xinmiao.kernel.display import show_date
from xinmiao.kernel.texts import _, tr
from xinmiao.ui import theme
from xinmiao.ui.widgets.buttons import Button, LinkButton
from xinmiao.ui.widgets.labels import label
from xinmiao.ui.widgets.surfaces import Card


class CompareCard(Card):
    """Every field in which the two differ: the value marked stays; the others are told as the same."""

    merge_wanted = Signal(object, object)
    """The comparison, and the keys of the fields whose second value stays."""
    swapped = Signal(object)
    """The other one is to stay."""
    apart = Signal(object)
    """They are two."""

    def __init__(self) -> None:
        super().__init__(
            _("Side by side"), _("The first student stays. Mark for each difference what is right."), name="compare"
        )
        self._inside: QWidget | None = None
        self._choices: dict[str, QRadioButton] = {}

    def show_pair(self, shown: Comparison) -> None:
        """Show two students."""
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.current().size("space-m"))
        column.addLayout(self._grid(shown))
        column.addLayout(self._buttons(shown))
        if self._inside is not None:
            self.body.removeWidget(self._inside)
            self._inside.hide()
            self._inside.deleteLater()
        self._inside = inside
        self.add(inside)
        inside.show()

    def taken(self) -> frozenset[str]:
        """Return the fields whose second value is marked."""
        return frozenset(key for key, second in self._choices.items() if second.isChecked())

    def _grid(self, shown: Comparison) -> QGridLayout:
        grid = QGridLayout()
        grid.setVerticalSpacing(theme.current().size("space-s"))
        grid.setHorizontalSpacing(theme.current().size("space-l"))
        for place, words in enumerate((tr("Stays"), tr("Is merged into it")), start=1):
            grid.addWidget(label(words, "strong"), 0, place)
            grid.setColumnStretch(place, 1)
        self._choices = {}
        for row, pair in enumerate((each for each in shown.fields if each.differs), start=1):
            self._add_choice(grid, row, pair)
        row = grid.rowCount()
        grid.addWidget(label(tr("Records"), "secondary"), row, 0)
        grid.addWidget(label(_counts(shown.first_has), wrap=True), row, 1)
        moved = label(_counts(shown.second_has), wrap=True)
        moved.setObjectName("moved_counts")
        grid.addWidget(moved, row, 2)
        return grid

    def _add_choice(self, grid: QGridLayout, row: int, pair: FieldPair) -> None:
        grid.addWidget(label(pair.label, "secondary"), row, 0)
        group = QButtonGroup(grid)
        buttons = [QRadioButton(words or tr("empty")) for words in (pair.first, pair.second)]
        for place, (button, which) in enumerate(zip(buttons, ("first", "second"), strict=True), start=1):
            button.setObjectName(f"{which}_{pair.key.replace('.', '_')}")
            button.setAccessibleName(f"{pair.label} {button.text()}")
            button.setEnabled(bool(pair.first if place == 1 else pair.second))  # nothing is never the better answer
            group.addButton(button)
            grid.addWidget(button, row, place)
        buttons[1 if pair.second and not pair.first else 0].setChecked(True)
        self._choices[pair.key] = buttons[1]

    def _buttons(self, shown: Comparison) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(theme.current().size("space-s"))
        merge = Button(_("Merge…"), role="primary", name="merge_pair")
        merge.clicked.connect(lambda: self.merge_wanted.emit(shown, self.taken()))
        swap = Button(_("Let the other stay"), icon="arrow-right-left", name="swap_pair")
        swap.clicked.connect(lambda: self.swapped.emit(shown))
        apart = Button(_("They are two students"), name="keep_apart")
        apart.clicked.connect(lambda: self.apart.emit(shown))
        for button in (merge, swap, apart):
            row.addWidget(button)
        row.addStretch(1)
        return row


class MergesCard(Card):
    """What was merged, each with the way back."""

    undo_wanted = Signal(str)
    """The id of the merge."""

    def __init__(self) -> None:
        super().__init__(_("Merged"), name="merges")
        self._rows = QWidget()
        self.add(self._rows)

    def show_lines(self, lines: Sequence[MergeLine]) -> None:
        """Show the merges, the newest first."""
        rows = QWidget()
        column = QVBoxLayout(rows)
        column.setContentsMargins(0, 0, 0, 0)
        if not lines:
            column.addWidget(label(tr("Nobody was merged yet."), "muted"))
        for line in lines:
            row = QHBoxLayout()
            day = show_date(line.at.astimezone().date())
            names = {"former": line.former_name, "survivor": line.survivor.name, "place": line.survivor.class_label}
            told = tr("{former} → {survivor} {place} · {day} {by}", **names, day=day, by=line.by_name)
            row.addWidget(label(told, wrap=True), 1)
            link = LinkButton(tr("Undo"), name=f"undo_{line.id}")
            link.clicked.connect(lambda _checked=False, merge_id=line.id: self.undo_wanted.emit(merge_id))
            row.addWidget(link)
            column.addLayout(row)
        self.body.removeWidget(self._rows)
        self._rows.hide()
        self._rows.deleteLater()
        self._rows = rows
        self.add(rows)
        rows.show()


def _counts(found: Sequence[KindCount]) -> str:
    return tr(", ").join(f"{one.label} {one.count}" for one in found) or tr("none")
