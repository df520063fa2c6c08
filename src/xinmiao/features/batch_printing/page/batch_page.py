"""Choosing who and which paper, then one job: collected in parts, made one by one, shown before it is printed."""

from __future__ import annotations

from functools import partial
from typing import ClassVar

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from xinmiao.features.batch_printing import operations
from xinmiao.features.batch_printing.page.choices import FROM_LIST, BatchChoices
from xinmiao.features.batch_printing.page.collecting import Collecting
from xinmiao.features.batch_printing.stack import Stack, made
from xinmiao.features.roster.records import StudentLine
from xinmiao.kernel.errors import AppError
from xinmiao.kernel.feature import BatchPaper, ListPaper
from xinmiao.kernel.tasks import list_in
from xinmiao.kernel.texts import _, ntr, tr
from xinmiao.ui import theme
from xinmiao.ui.actions import Action
from xinmiao.ui.page import Page, PageContext
from xinmiao.ui.tables.columns import Column
from xinmiao.ui.tables.record_table import RecordTable
from xinmiao.ui.widgets.header import PageHeader
from xinmiao.ui.widgets.messages import EmptyState

_NAMED = 8
_COLUMNS = (
    Column[StudentLine]("class", _("Class"), lambda line: line.class_label, width=150),
    Column[StudentLine](
        "number", _("Number in class"), lambda line: line.number_in_class or 0, lambda number: str(number or ""), 110
    ),
    Column[StudentLine](
        "name", _("Student"), lambda line: line.name, width=180, strong=True, stretch=True, sort_key=lambda s: s.pinyin
    ),
)


class BatchPage(Page):
    """Students on the left; paper, purpose and the button on the right."""

    interests: ClassVar[frozenset[str]] = frozenset({"student", "plan", "light_plan", "growth_file"})

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.setObjectName("batch_printing")
        self.papers: dict[str, BatchPaper] = {
            paper.name: paper
            for feature in context.features
            for paper in feature.batch_papers
            if context.actor.may(paper.collect.requires)
        }
        self._place = ""
        self._listed: frozenset[str] = frozenset()
        """The students of the list one came from."""
        self.work = Collecting(context, self)
        told = _("Papers of many students in one go, in the order of class and number.")
        self.header = PageHeader(_("Print for a list"), told, None, self._lists())
        self.choices = BatchChoices(tuple(self.papers.values()))
        self.table = RecordTable(
            _COLUMNS, _("Students"), id_of=lambda s: s.id, compact=True, many=True, name="batch_table"
        )
        self.table.set_empty(EmptyState(_("Nobody has such a paper yet."), icon="printer"))
        self._connect()
        _lay_out(self)
        self.setFocusProxy(self.table)

    @property
    def paper(self) -> BatchPaper:
        """Return the paper chosen."""
        return self.papers[self.choices.kind.currentData()]

    def reload(self) -> None:
        """Ask who has such a paper."""
        if self.papers:
            bound = operations.list_batch_students.bind(self.paper.having)
            self.context.tasks.run(bound, self._show, owner=self)

    def open_record(self, record_id: str) -> None:
        """Choose a paper and a class (the name, a colon, the class), or exactly the students of another list."""
        if (listed := list_in(record_id)) is not None:
            name, self._listed = listed[0], frozenset(listed[1])
            self._place = FROM_LIST
        else:
            name, _colon, self._place = record_id.partition(":")
            self._listed = frozenset()
        self.choices.choose_paper(name)
        self._stale = True

    def page_actions(self) -> tuple[Action, ...]:
        """Return what Ctrl+P does."""
        return (Action("print", _("Make the papers"), self.begin, icon="printer"),)

    def help_text(self) -> str:
        """Return the help."""
        return tr(
            "Without a choice in the list all students shown are printed; with Ctrl or Shift several are chosen. Each"
            " student begins on a fresh page. Every paper printed stands in the student’s access record."
        )

    def chosen(self) -> tuple[str, ...]:
        """Return the students to be printed: those chosen when there are several, else all shown."""
        several = self.table.chosen_records()
        return tuple(line.id for line in (several if len(several) > 1 else self.table.shown_records()))

    def begin(self) -> None:
        """Collect part by part, then make the papers."""
        ids = list(self.chosen())
        if self.choices.has_purpose() and ids and not self.work.total:
            self.work.begin(self.paper, ids)

    def stop(self) -> None:
        """Collect no further; nothing is made."""
        self._end()
        self.context.notices.inform(_("Stopped."))

    def show_list(self, paper: ListPaper) -> None:
        """Show a paper of the whole class chosen, or of all."""

        def show(payload: object) -> None:
            self.context.papers.show(paper.label, partial(made, paper.make, payload), file_name=f"{paper.label}.pdf")

        self.context.tasks.run(paper.collect.bind(self.choices.class_label()), show, owner=self)

    def _failed(self, error: AppError) -> None:
        self._end()
        self.context.notices.error(error)

    def _make(self) -> None:
        both_sides = self.choices.both_sides.isChecked()
        stack = Stack(tuple(self.work.papers), self.paper.make, self.choices.purpose_words(), both_sides)
        title = self.paper.label

        def looked(missing: tuple[str, ...]) -> None:
            if missing:
                self.context.notices.inform(
                    tr("Empty squares stand for: {characters}.", characters="  ".join(missing[:_NAMED]))
                )
            self.context.papers.show_long(title, stack.pdf, file_name=f"{title}.pdf", owner=self, ended=self._end)

        self.choices.show_busy(len(self.work.papers), self.work.total)
        if not stack.payloads:
            self._end()
            return
        self.choices.stop_button.hide()  # from here on the job's own panel stops it
        self.context.jobs.start(_("Preparing the paper"), stack.missing, looked, self._failed, self, stopped=self._end)

    def _connect(self) -> None:
        self.choices.kind.activated.connect(lambda _place: self.reload())
        self.choices.classes.activated.connect(lambda _place: self._filter())
        self.table.selectionModel().selectionChanged.connect(lambda _new, _old: self._tell())
        self.choices.begun.connect(self.begin)
        self.choices.stopped.connect(self.stop)
        self.work.progressed.connect(self.choices.show_busy)
        self.work.collected.connect(self._make)
        self.work.failed.connect(self._failed)

    def _lists(self) -> tuple[Action, ...]:
        lists = (paper for feature in self.context.features for paper in feature.list_papers)
        return tuple(Action(each.name, each.label, partial(self.show_list, each), icon="archive") for each in lists)

    def _end(self) -> None:
        if self.work.left_out:
            self.context.notices.inform(tr("Left out: {names}", names=tr(", ").join(self.work.left_out[:_NAMED])))
        self.work.end()
        self.choices.show_idle()
        self._tell()

    def _show(self, lines: tuple[StudentLine, ...]) -> None:
        chosen = self._place or self.choices.place()
        self._place = ""
        labels = [line.class_label for line in lines if line.class_label]
        self.choices.show_classes(labels, chosen, sum(line.id in self._listed for line in lines))
        self.table.set_rows(lines)
        self._filter()

    def _filter(self) -> None:
        place = self.choices.place()
        if place == FROM_LIST:
            self.table.set_filter(lambda line: line.id in self._listed)
        else:
            self.table.set_filter((lambda line: line.class_label == place) if place else None)
        self._tell()

    def _tell(self) -> None:
        if not self.work.total:
            self.choices.told.setText(
                ntr("{count} student is printed.", "{count} students are printed.", len(self.chosen()))
            )


def _lay_out(page: BatchPage) -> None:
    space = theme.current().size
    wide = space("space-xl")
    aside = QVBoxLayout()
    aside.addWidget(page.choices)
    aside.addStretch(1)
    row = QHBoxLayout()
    row.setContentsMargins(wide, 0, wide, space("space-l"))
    row.setSpacing(space("space-l"))
    row.addWidget(page.table, 1)
    row.addLayout(aside)
    column = QVBoxLayout(page)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    column.addWidget(page.header)
    column.addLayout(row, 1)
