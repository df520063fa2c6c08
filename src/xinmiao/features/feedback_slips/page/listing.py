"""All feedback slips, what waits for the room first."""

from __future__ import annotations

from collections import Counter
from functools import partial
from typing import Any, ClassVar

from PySide6.QtWidgets import QWidget

from xinmiao.features.feedback_slips import operations
from xinmiao.features.feedback_slips.editor.questions import PaperBackgroundQuestion
from xinmiao.features.feedback_slips.page.columns import slip_columns
from xinmiao.features.feedback_slips.page.printing import FORM, OPEN_LIST, show_form, show_open_list
from xinmiao.features.feedback_slips.records import FEEDBACK_SLIP, SlipState, SlipView
from xinmiao.features.feedback_slips.rules.due import PAGE
from xinmiao.features.feedback_slips.rules.path import OF_TEACHER
from xinmiao.kernel.operations import Bound
from xinmiao.kernel.tasks import Target
from xinmiao.kernel.texts import _, tr
from xinmiao.ui.actions import Action
from xinmiao.ui.page import Page, PageContext
from xinmiao.ui.page_layout import lay_out
from xinmiao.ui.question_sheet import QuestionSheet
from xinmiao.ui.tables.record_table import RecordTable
from xinmiao.ui.widgets.chips import Filter, FilterBar
from xinmiao.ui.widgets.header import PageHeader
from xinmiao.ui.widgets.messages import EmptyState

_ROOM, _TEACHER, _LATE, _CLOSED = "room", "teacher", "late", "closed"
_FILTERS = (
    (_ROOM, _("The room’s turn")),
    (_TEACHER, _("The teacher’s turn")),
    (_LATE, _("Waits too long")),
    (_CLOSED, _("Slip closed")),
)
DRAFT = "paper_slip"


class SlipsPage(Page):
    """The room's slips."""

    interests: ClassVar[frozenset[str]] = frozenset({FEEDBACK_SLIP.record, "envelope", "student", "school_setting"})

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.setObjectName("feedback_slips")
        self._actions = self._made_actions()
        told = _("What teachers see, what the room advises, and what came of it; three steps, each with its day.")
        self.header = PageHeader(_("Feedback slips"), told, None, self._actions)
        self.filters = FilterBar((), name="slip_filters")
        self.table = RecordTable[SlipView](
            slip_columns(),
            _("Feedback slips"),
            id_of=lambda view: view.id,
            type_ahead=lambda view: view.student.name,
            name="slip_table",
        )
        told = _("No slip yet. What teachers send arrives here at sign-in; you begin one on the page of a student.")
        find = context.navigator.find_student
        self.table.set_empty(EmptyState(told, _("Find a student"), find, icon="message-circle"))
        self.sheet = QuestionSheet(self, context, name="slip_sheet")
        lay_out(self, self.header, self.table, (self.filters,), padded=True)
        self.filters.changed.connect(lambda _chosen: self._filter())
        self.table.opened.connect(self._open)
        self.setFocusProxy(self.table)

    def reload(self) -> None:
        """Ask for the slips."""
        self.context.tasks.run(operations.list_slips.bind(), self._show, owner=self)

    def page_actions(self) -> tuple[Action, ...]:
        """Return what can be done here."""
        save = Action("save", _("Save"), self.sheet.confirm, icon="save", enabled=lambda: self.sheet.asking)
        return (*self._actions, save)

    def help_text(self) -> str:
        """Return the help of the list."""
        return tr(
            "A slip is begun by a teacher, or by the room on the page of a student. Answer it in three lines: what the"
            " teacher can do, what rather not, whom to ask. It is sealed to this teacher and the counsellors."
        )

    def may_leave(self) -> bool:
        """Let go at once: what is typed is kept as a draft."""
        self.sheet.flush()
        return True

    def _made_actions(self) -> tuple[Action, ...]:
        context = self.context
        return (
            Action("new", _("Enter a slip from paper…"), self._enter, "Ctrl+N", "pen-line"),
            Action("begin", _("Begin a slip…"), context.navigator.find_student, icon="message-circle"),
            Action("print", OPEN_LIST, partial(show_open_list, context), "Ctrl+P", "printer"),
            Action("form", FORM, partial(show_form, context), icon="file-text"),
        )

    def _open(self, slip_id: str) -> None:
        self.context.navigator.open(Target(PAGE, slip_id))

    def _show(self, views: tuple[SlipView, ...]) -> None:
        self.table.set_rows(views)
        kinds: Counter[str] = Counter()
        for view in views:
            kinds.update(_kinds(view))
        self.filters.set_filters(tuple(Filter(name, words, kinds[name]) for name, words in _FILTERS))
        self._filter()

    def _filter(self) -> None:
        chosen = self.filters.chosen()
        self.table.set_filter(lambda view: not chosen or bool(chosen & _kinds(view)))

    def _enter(self) -> None:
        question = PaperBackgroundQuestion(self.context)

        def bind(values: dict[str, Any]) -> Bound[Any]:
            return operations.enter_paper_background.bind(*question.written(values))

        self.sheet.ask(_("Slip from paper"), question, bind, done=self._open, draft_key=DRAFT)


def _kinds(view: SlipView) -> frozenset[str]:
    if view.state is SlipState.CLOSED:
        return frozenset({_CLOSED})
    late = view.wait is not None and view.wait.is_late
    return frozenset({_TEACHER if view.state in OF_TEACHER else _ROOM, *((_LATE,) if late else ())})
