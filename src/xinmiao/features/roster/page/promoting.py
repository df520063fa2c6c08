"""The promotion: every class with what becomes of it, decided where it must be, confirmed, and undone if need be.

Owns the choices made here and what runs when. Nothing is written before the button is pressed.
"""

from __future__ import annotations

from dataclasses import replace
from typing import ClassVar

from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from xinmiao.features.roster import operations
from xinmiao.features.roster.page import promotion_words as words
from xinmiao.features.roster.page.acts_panel import ActsPanel
from xinmiao.features.roster.page.layout import PROMOTION_SPLIT
from xinmiao.features.roster.page.promotion_foot import PromotionFoot
from xinmiao.features.roster.page.promotion_tables import ClassRows, Mark, Members
from xinmiao.features.roster.records import (
    STUDENT_MOVE,
    ActKind,
    ActResult,
    Fate,
    PromotionChoices,
    PromotionPreview,
    StudentLine,
)
from xinmiao.features.roster.rules.promotion import first_day
from xinmiao.kernel.errors import AppError, Conflict
from xinmiao.kernel.school_year import school_year_of
from xinmiao.kernel.texts import _
from xinmiao.ui import theme
from xinmiao.ui.actions import Action
from xinmiao.ui.forms.date_editors import DayEditor
from xinmiao.ui.page import Page, PageContext
from xinmiao.ui.widgets.field_row import FieldRow
from xinmiao.ui.widgets.header import PageHeader
from xinmiao.ui.widgets.labels import label
from xinmiao.ui.widgets.list_detail import ListDetail
from xinmiao.ui.widgets.messages import Banner
from xinmiao.ui.widgets.surfaces import PageColumn

_LEFT_PX = 720
_DATE_PX = 260


class PromotionPage(Page):
    """Preview and choices, or what was done and the way back."""

    interests: ClassVar[frozenset[str]] = frozenset({"student", "school_class", "roster_act"})

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.setObjectName("page_promotion")
        today = context.clock.today()
        self.choices = PromotionChoices(min(first_day(school_year_of(today)), today))
        self.preview: PromotionPreview | None = None
        self._lines: tuple[StudentLine, ...] = ()
        self._writing = False
        self.header = PageHeader(_("Promotion"), " ")
        self.header.show_back()
        self.header.back.connect(context.navigator.back)
        self.day = DayEditor(STUDENT_MOVE.happened_on)
        self.day.set_value(self.choices.promoted_on)
        self.day_row = FieldRow(_("The new names hold from"), self.day, "", required=True, name="row_promoted_on")
        self.classes, self.members, self.foot = ClassRows(), Members(), PromotionFoot()
        self.banners = QVBoxLayout()
        self.acts = ActsPanel(context, ActKind.PROMOTION)
        self.told = label("", "", wrap=True)
        self.told.setObjectName("promotion_told")
        self.stack = QStackedWidget()
        self.split: ListDetail
        _lay_out(self)
        self._connect()

    def reload(self) -> None:
        """Make the preview anew."""
        if self._writing:
            return
        self.context.tasks.run(operations.list_students.bind(), self._take_lines, owner=self)
        self.acts.reload()
        self._look()

    def page_actions(self) -> tuple[Action, ...]:
        """Return what can be done here."""
        return (Action("save", _("Promote"), self.promote, icon="chevron-up", enabled=self._may_promote),)

    def help_text(self) -> str:
        """Say how the preview is worked through."""
        return str(words.HELP)

    def may_leave(self) -> bool:
        """Stay while it is being written."""
        if self._writing:
            self.context.notices.inform(_("The school is being promoted; one moment."))
        return not self._writing

    def promote(self) -> None:
        """Write what the preview shows."""
        day = self.day.value()
        problem = self.day.problem()
        self.day_row.set_error(problem)
        if problem is not None or day is None or self.preview is None or not self._may_promote():
            return
        self.choices = replace(self.choices, promoted_on=day)
        self._writing = True
        self.stack.setEnabled(False)
        bound = operations.promote.bind(self.choices, self.preview.basis, self.foot.show_busy())
        self.context.tasks.run(bound, self._promoted, self._refused, owner=self)

    def switch_class(self, class_id: str) -> None:
        """Take the next of the possibilities of a class."""
        row = next((each for each in self.preview.rows if each.class_id == class_id), None) if self.preview else None
        if row is None or len(row.offered) < 2:  # noqa: PLR2004 -- nothing to choose between
            self.context.notices.inform(_("There is only one possibility for this class."))
            return
        following = row.offered[(row.offered.index(row.action) + 1) % len(row.offered)]
        self.choices = replace(self.choices, actions={**self.choices.actions, class_id: following})
        self._look()

    def switch_student(self, mark: Mark) -> None:
        """Let a student stay in the grade, or go with the class."""
        other = Fate.WITH_CLASS if mark.fate is Fate.STAYS_DOWN else Fate.STAYS_DOWN
        self.choices = replace(self.choices, fates={**self.choices.fates, mark.id: other})
        self._look()

    def _may_promote(self) -> bool:
        return self.preview is not None and not self.preview.blocked and not self._writing

    def _look(self) -> None:
        bound = operations.preview_promotion.bind(self.choices)
        self.context.tasks.run(bound, self._show, self._nothing, owner=self)

    def _take_lines(self, lines: tuple[StudentLine, ...]) -> None:
        self._lines = lines
        self._show_members()

    def _show(self, preview: PromotionPreview) -> None:
        self.preview = preview
        self.header.set_title(_("Promotion"), words.years(preview))
        self.stack.setEnabled(True)
        self.stack.setCurrentIndex(0)
        self.foot.show()
        self.classes.set_rows(preview.rows)
        if self.classes.current_record() is None and preview.rows:
            self.classes.go(0)
        self.foot.show_preview(preview)
        self._show_members()
        self._show_banners(preview)

    def _show_members(self) -> None:
        if self.preview is not None:
            self.members.show_class(self.classes.current_record(), self._lines, self.preview)

    def _show_banners(self, preview: PromotionPreview) -> None:
        while (item := self.banners.takeAt(0)) is not None:
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()
        for message, next_step in words.warnings(preview):
            self.banners.addWidget(Banner("warning", message, next_step, dismissible=False))

    def _nothing(self, error: AppError) -> None:
        """There is nothing to promote: say so, and show what was done."""
        self.preview = None
        self.stack.setEnabled(True)
        self.stack.setCurrentIndex(1)
        self.foot.hide()
        self.header.set_title(_("Promotion"), " ")
        if not self.told.text():
            self.told.setText(f"{error.message} {error.next_step}")

    def _promoted(self, result: ActResult) -> None:
        self._ended()
        said = words.result(result)
        self.told.setText(said)
        self.context.notices.inform(said)
        self.choices = PromotionChoices(self.choices.promoted_on)
        self.reload()

    def _refused(self, error: AppError) -> None:
        self._ended()
        self.context.notices.error(error)
        self.stack.setEnabled(True)
        if isinstance(error, Conflict):
            self.reload()
        elif self.preview is not None:
            self.foot.show_preview(self.preview)

    def _ended(self) -> None:
        self._writing = False
        self.foot.stop_watching()

    def _undone(self) -> None:
        self.told.setText("")
        self.reload()

    def _connect(self) -> None:
        self.classes.switched.connect(self.switch_class)
        self.classes.current_changed.connect(lambda _id: self._show_members())
        self.members.switched.connect(self.switch_student)
        self.foot.go_on.clicked.connect(self.promote)
        self.acts.undone.connect(self._undone)


def _lay_out(page: PromotionPage) -> None:
    space = theme.current().size
    wide = space("space-xl")
    left = QWidget()
    column = QVBoxLayout(left)
    column.setContentsMargins(wide, space("space-xs"), space("space-m"), space("space-m"))
    column.setSpacing(space("space-m"))
    column.addLayout(page.banners)
    head = QHBoxLayout()
    page.day_row.setMaximumWidth(theme.current().px(_DATE_PX))
    head.addWidget(page.day_row)
    head.addStretch(1)
    column.addLayout(head)
    column.addWidget(page.classes, 1)
    page.split = ListDetail(left, page.members, width=_LEFT_PX, name="promotion_split")
    settings = page.context.settings
    page.split.restore(dict(settings.value(PROMOTION_SPLIT)))
    page.split.splitterMoved.connect(lambda _pos, _at: settings.store(PROMOTION_SPLIT, page.split.state()))
    done = PageColumn(reading_width=_LEFT_PX, name="promotion_done")
    done.add(page.told)
    done.add(page.acts)
    page.stack.addWidget(page.split)
    page.stack.addWidget(done)
    whole = QVBoxLayout(page)
    whole.setContentsMargins(0, 0, 0, 0)
    whole.setSpacing(0)
    whole.addWidget(page.header)
    whole.addWidget(page.stack, 1)
    whole.addWidget(page.foot)
