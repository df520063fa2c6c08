"""One slip in the room: begun, answered, entered from paper, handed on, closed, printed."""

from __future__ import annotations

from functools import partial
from typing import ClassVar

from PySide6.QtWidgets import QWidget

from xinmiao.features.feedback_slips import operations
from xinmiao.features.feedback_slips.editor.reading import SlipReading
from xinmiao.features.feedback_slips.page.asking import SlipAsking
from xinmiao.features.feedback_slips.page.printing import SLIP, slip_question
from xinmiao.features.feedback_slips.records import (
    FEEDBACK_SLIP,
    STATE_LABELS,
    STATE_TONES,
    SlipState,
    SlipView,
)
from xinmiao.features.feedback_slips.rules.due import NEW, PAGE
from xinmiao.features.roster.operations import student_lines
from xinmiao.features.roster.records import StudentLine
from xinmiao.kernel.tasks import Target
from xinmiao.kernel.texts import _, tr
from xinmiao.ui.actions import Action
from xinmiao.ui.page import Page, PageContext
from xinmiao.ui.page_layout import lay_out
from xinmiao.ui.question_sheet import QuestionSheet
from xinmiao.ui.record_panel import PanelSheet
from xinmiao.ui.widgets.chips import Chip
from xinmiao.ui.widgets.header import PageHeader


class SlipPage(Page):
    """Opened with the id of a slip, or `new:` and the student about whom the room begins one."""

    interests: ClassVar[frozenset[str]] = frozenset({FEEDBACK_SLIP.record, "envelope", "student", "school_setting"})

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.setObjectName("feedback_slip")
        self._record = ""
        self.view: SlipView | None = None
        self.header = PageHeader(_("Feedback slip"))
        self.header.show_back()
        self.header.back.connect(context.navigator.back)
        self.reading = SlipReading()
        self.sheet = QuestionSheet(self, context, name="slip_sheet")
        self.asking = SlipAsking(context, self.sheet, said=self._said, begun=self._begun)
        self.panels = PanelSheet(context, self, FEEDBACK_SLIP.record)
        self._next = Action("next", _("Next step"), self._go_on, "Ctrl+Return", enabled=self._is_open)
        self._print = Action("print", _("Print…"), self._ask_print, icon="printer", enabled=self._is_shown)
        lay_out(self, self.header, self.reading, padded=False)

    def open_record(self, record_id: str) -> None:
        """Show a slip, or begin one."""
        self.sheet.put_away()
        self._record, self.view, self._stale = record_id, None, False
        self.reading.clear()
        self.reload()
        if record_id.startswith(NEW):
            asked = student_lines.bind((record_id.removeprefix(NEW),))
            self.context.tasks.run(asked, self._begin, owner=self)

    def reload(self) -> None:
        """Ask for the slip again."""
        if self._record and not self._record.startswith(NEW):
            asked = operations.get_slip.bind(self._record)
            self.context.tasks.run(asked, partial(self._show, self._record), owner=self)

    def page_actions(self) -> tuple[Action, ...]:
        """Return what can be done with it now."""
        save = Action("save", _("Save"), self.sheet.confirm, icon="save", enabled=lambda: self.sheet.asking)
        deeds = tuple(deed for deed in self._deeds() if deed is not self._print)
        return (save, self._next, self._print, *deeds)

    def help_text(self) -> str:
        """Return the help of the page."""
        return tr(
            "Answer in few concrete words: what can be done, what rather not, whom to ask. The answer is sealed to this"
            " teacher; who has no account gets it printed. What he did comes back as the third step; then close it."
        )

    def may_leave(self) -> bool:
        """Let go at once: what is typed is kept as a draft."""
        self.sheet.flush()
        return True

    def _deeds(self) -> tuple[Action, ...]:
        view = self.view
        if view is None:
            return ()
        state, asking = view.state, self.asking
        unanswered = state in {SlipState.ASKED, SlipState.WAITING}
        is_open = state is not SlipState.CLOSED
        offered = (
            (unanswered, Action("answer", _("Answer…"), partial(asking.answer, view), icon="pen-line")),
            (
                state is SlipState.ANSWERED,
                Action("report", _("Enter the report from paper…"), partial(asking.report, view), icon="pen-line"),
            ),
            (state is SlipState.ANSWERED, Action("change", _("Change the answer…"), partial(asking.answer, view))),
            (
                state is SlipState.ASKED,
                Action("background", _("Enter the background from paper…"), partial(asking.background, view)),
            ),
            (is_open, Action("close", _("Close the slip…"), partial(asking.close, view), icon="check")),
            (is_open, Action("hand", _("Hand to another teacher…"), partial(asking.hand, view), icon="users")),
            (True, self._print),
            (True, Action("again", _("Begin another slip…"), self._begin_another, icon="plus")),
            (True, Action("student", _("Growth file"), self._to_student, icon="folder-open")),
        )
        own = tuple(action for is_offered, action in offered if is_offered)
        return (*own, *self.panels.action(_("Attachments"), lambda: self._record))

    def _is_shown(self) -> bool:
        return self.view is not None

    def _is_open(self) -> bool:
        return self.view is not None and self.view.state is not SlipState.CLOSED

    def _go_on(self) -> None:
        """Do what stands first."""
        self._deeds()[0].trigger()

    def _show(self, record: str, view: SlipView) -> None:
        if record != self._record:
            return
        self.view = view
        self.header.set_title(tr(" · ").join((view.student.name, str(SLIP))), view.student.class_label)
        self.header.set_chips((Chip(STATE_LABELS[view.state], STATE_TONES[view.state]),))
        deeds = self._deeds()
        first = deeds[0] if view.state is not SlipState.CLOSED else None
        self.header.set_actions(first, tuple(deed for deed in deeds if deed is not first))
        self.reading.show_slip(view)

    def _begin(self, found: tuple[StudentLine, ...]) -> None:
        if not found:
            self.context.notices.inform(_("This student is not in the roster."))
            return
        self.header.set_title(tr(" · ").join((found[0].name, str(SLIP))), found[0].class_label)
        self.header.set_chips(())
        self.header.set_actions(None)
        self.asking.begin(found[0])

    def _begun(self, slip_id: str) -> None:
        self.context.notices.inform(_("Begun. The teacher sees it at the next sign-in, or print it."))
        self.context.navigator.open(Target(PAGE, slip_id))

    def _begin_another(self) -> None:
        if self.view is not None:
            self.context.navigator.open(Target(PAGE, f"{NEW}{self.view.student.id}"))

    def _said(self, _value: object) -> None:
        self.context.notices.inform(_("Saved. The teacher sees it at the next sign-in, or print it."))

    def _ask_print(self) -> None:
        if (view := self.view) is not None:
            self.sheet.show_other(SLIP, slip_question(self.context, view, self.sheet.close_sheet))

    def _to_student(self) -> None:
        if self.view is not None:
            self.context.navigator.open(Target("student", self.view.student.id))
