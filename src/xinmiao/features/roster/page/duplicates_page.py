"""The page of students entered twice: the pairs with their reasons, the two side by side, and merges to undo."""

from __future__ import annotations

from functools import partial
from typing import ClassVar

from PySide6.QtWidgets import QVBoxLayout, QWidget

from xinmiao.features.roster import operations
from xinmiao.features.roster.page.merge_cards import CompareCard, MergesCard
from xinmiao.features.roster.page.unmerge_form import UnmergeForm
from xinmiao.features.roster.records import LIKENESS_LABELS, Comparison, DuplicatePair, MergeLine, MergeView
from xinmiao.kernel.operations import Change
from xinmiao.kernel.texts import _, ntr, tr
from xinmiao.ui import theme
from xinmiao.ui.notices import Choice, Question
from xinmiao.ui.page import Page, PageContext
from xinmiao.ui.tables.columns import Column
from xinmiao.ui.tables.record_table import RecordTable
from xinmiao.ui.widgets.header import PageHeader
from xinmiao.ui.widgets.list_detail import ListDetail
from xinmiao.ui.widgets.messages import EmptyState
from xinmiao.ui.widgets.side_sheet import SideSheet
from xinmiao.ui.widgets.surfaces import PageColumn


def _names(pair: DuplicatePair) -> str:
    return tr(" and ").join(dict.fromkeys((pair.first.name, pair.second.name)))


def _places(pair: DuplicatePair) -> str:
    return tr(", ").join(dict.fromkeys(line.class_label for line in (pair.first, pair.second) if line.class_label))


def _reasons(pair: DuplicatePair) -> str:
    return tr(", ").join(str(LIKENESS_LABELS[reason]) for reason in pair.reasons)


_COLUMNS = (
    Column[DuplicatePair]("names", _("Students"), _names, width=150, strong=True, secondary=_places),
    Column[DuplicatePair]("reasons", _("Why they may be one"), _reasons, width=230, stretch=True),
)


class DuplicatesPage(Page):
    """Pairs who may be one, and what was made one."""

    interests: ClassVar[frozenset[str]] = frozenset({"student", "student_details", "student_merge", "distinct_pair"})

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.setObjectName("page_duplicates")
        self.table: RecordTable[DuplicatePair] = RecordTable(_COLUMNS, _("Students who may be one"), name="pairs_table")
        self.table.set_empty(EmptyState(_("No two students look like one."), icon="users", name="no_pairs"))
        self.compare = CompareCard()
        self.merges = MergesCard()
        self.sheet = SideSheet(self, name="duplicates_sheet")
        self._lay_out()
        self.table.current_changed.connect(lambda _id: self._show_current())
        self.compare.merge_wanted.connect(self._ask_merge)
        self.compare.swapped.connect(self._swap)
        self.compare.apart.connect(self._keep_apart)
        self.merges.undo_wanted.connect(self._begin_undo)

    def reload(self) -> None:
        """Look for pairs and merges again."""
        self.context.tasks.run(operations.list_duplicates.bind(), self._take, owner=self)
        self.context.tasks.run(operations.list_merges.bind(), self._take_merges, owner=self)

    def help_text(self) -> str:
        """Say what a merge does and that it can be undone."""
        return tr(
            "Two entries of one child become one: choose which values stay; all records of both stand under one name"
            " then. A merge can be undone here at any time."
        )

    def _take(self, pairs: tuple[DuplicatePair, ...]) -> None:
        self.table.set_rows(pairs)
        self.header.set_title(
            _("Students entered twice"),
            ntr("{count} pair looks like one student", "{count} pairs look like one student", len(pairs)),
        )
        if pairs and self.table.current_record() is None:
            self.table.go(0)
        self._show_current()

    def _take_merges(self, lines: tuple[MergeLine, ...]) -> None:
        self.merges.show_lines(lines)

    def _show_current(self) -> None:
        pair = self.table.current_record()
        self.compare.setVisible(pair is not None)
        if pair is not None:
            self._compare(pair.first.id, pair.second.id)

    def _compare(self, first: str, second: str) -> None:
        bound = operations.compare_students.bind(first, second)
        self.context.tasks.run(bound, self.compare.show_pair, owner=self)

    def _swap(self, shown: Comparison) -> None:
        self._compare(shown.second.id, shown.first.id)

    def _ask_merge(self, shown: Comparison, take: frozenset[str]) -> None:
        moved = tr(", ").join(f"{one.label} {one.count}" for one in shown.second_has) or tr("nothing")
        question = Question(
            _("Make the two one student?"),
            _("This moves to the one that stays: {moved}. It can be undone on this page.").format(moved=moved),
            (Choice("merge", _("Merge")), Choice("keep", _("Cancel"))),
            default="keep",
        )

        def answered(choice: str) -> None:
            if choice == "merge":
                bound = operations.merge_students.bind(shown, take=take)
                self.context.tasks.run(bound, self._merged, owner=self)

        self.context.notices.ask(question, answered, self)

    def _merged(self, _id: str) -> None:
        self.context.notices.inform(_("The two are one student now. The merge can be undone below."))
        self.reload()

    def _keep_apart(self, shown: Comparison) -> None:
        bound = operations.keep_apart.bind(shown.first.id, shown.second.id)
        self.context.tasks.run(bound, lambda _none: self.reload(), owner=self)

    def _begin_undo(self, merge_id: str) -> None:
        self.context.tasks.run(operations.get_merge.bind(merge_id), self._open_undo, owner=self)

    def _open_undo(self, view: MergeView) -> None:
        form = UnmergeForm(view)
        form.wanted.connect(partial(self._undo, view, form))
        self.sheet.open_sheet(_("Undo the merge"), form)

    def _undo(self, view: MergeView, form: UnmergeForm) -> None:
        bound = operations.unmerge_students.bind(view.line.id, view.version, given=form.given())
        self.context.tasks.run(bound, self._undone, form.refused, owner=form)

    def _undone(self, kept: tuple[Change, ...]) -> None:
        self.sheet.close_sheet()
        told = ntr("{count} record stays as it was changed since.", "{count} records stay as changed since.", len(kept))
        self.context.notices.inform(told if kept else tr("The merge was undone; all is as it was."))
        self.reload()

    def _lay_out(self) -> None:
        space = theme.current().size
        self.header = PageHeader(_("Students entered twice"), " ")
        self.header.show_back()
        self.header.back.connect(self.context.navigator.back)
        column = PageColumn(reading_width=760)
        column.add(self.compare)
        column.add(self.merges)
        listing = QWidget()
        inner = QVBoxLayout(listing)
        inner.setContentsMargins(space("space-xl"), space("space-s"), space("space-l"), space("space-xl"))
        inner.addWidget(self.table)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(self.header)
        outer.addWidget(ListDetail(listing, column, width=440), 1)
