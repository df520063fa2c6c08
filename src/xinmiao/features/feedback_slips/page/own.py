"""A teacher's own slips: sending the background, reading the room's answer, reporting back."""

from __future__ import annotations

from functools import partial
from typing import Any, ClassVar

from PySide6.QtWidgets import QWidget

from xinmiao.features.feedback_slips import operations
from xinmiao.features.feedback_slips.editor.questions import BackgroundQuestion, ReportQuestion
from xinmiao.features.feedback_slips.editor.reading import SlipReading
from xinmiao.features.feedback_slips.page.columns import own_columns, own_state
from xinmiao.features.feedback_slips.records import STATE_TONES, OwnSlip, SlipState
from xinmiao.features.feedback_slips.rules.due import OWN_PAGE
from xinmiao.features.roster.operations import list_students
from xinmiao.features.roster.records import StudentLine
from xinmiao.kernel.operations import Bound
from xinmiao.kernel.tasks import Target
from xinmiao.kernel.texts import _, tr
from xinmiao.ui.actions import Action
from xinmiao.ui.page import Page, PageContext
from xinmiao.ui.page_layout import lay_out
from xinmiao.ui.question_sheet import QuestionSheet
from xinmiao.ui.tables.record_table import RecordTable
from xinmiao.ui.widgets.chips import Chip
from xinmiao.ui.widgets.header import PageHeader
from xinmiao.ui.widgets.messages import EmptyState

DRAFT = "own_feedback_slip"


class OwnSlipsPage(Page):
    """What goes between this teacher and the room."""

    interests: ClassVar[frozenset[str]] = frozenset({"envelope", "student"})

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.setObjectName("own_feedback")
        self._new = Action("new", _("Ask the room for advice…"), self.ask, "Ctrl+N", "plus")
        told = _("You tell what you see; the room answers what you can do; you tell what came of it.")
        self.header = PageHeader(_("My feedback slips"), told, self._new)
        self.table = RecordTable[OwnSlip](
            own_columns(),
            _("My feedback slips"),
            id_of=lambda own: own.id,
            type_ahead=lambda own: own.student.name,
            name="own_feedback_table",
        )
        empty = _("No slip yet. When you would like to know how to help a student, tell the room what you see.")
        self.table.set_empty(EmptyState(empty, _("Ask the room for advice…"), self.ask, icon="message-circle"))
        self.table.opened.connect(self._open)
        self.sheet = QuestionSheet(self, context, name="slip_sheet")
        lay_out(self, self.header, self.table, padded=True)
        self.setFocusProxy(self.table)

    def reload(self) -> None:
        """Ask for the own slips."""
        self.context.tasks.run(operations.list_own_slips.bind(), self.table.set_rows, owner=self)

    def page_actions(self) -> tuple[Action, ...]:
        """Return what can be done here."""
        save = Action("save", _("Save"), self.sheet.confirm, icon="save", enabled=lambda: self.sheet.asking)
        return (self._new, save)

    def help_text(self) -> str:
        """Return the help of the page."""
        return tr(
            "Ctrl+N asks the room for advice about one of your students. Enter opens a slip. What you write is sealed"
            " so that only you and the counsellors can read it. When somebody is in danger, telephone first."
        )

    def may_leave(self) -> bool:
        """Let go at once: what is typed is kept as a draft."""
        self.sheet.flush()
        return True

    def ask(self) -> None:
        """Fetch the own students, then ask."""
        self.context.tasks.run(list_students.bind(), self._ask, owner=self)

    def _ask(self, students: tuple[StudentLine, ...]) -> None:
        actor = self.context.actor
        own = tuple(line for line in students if line.class_id in actor.class_ids or line.id in actor.mentee_ids)
        question = BackgroundQuestion(self.context, own)

        def bind(values: dict[str, Any]) -> Bound[Any]:
            return operations.write_background.bind(question.written(values))

        self.sheet.ask(_("Ask the room for advice"), question, bind, done=self._sent, draft_key=DRAFT)

    def _sent(self, _id: str) -> None:
        self.context.notices.inform(_("Sent. The room gets it at its next sign-in."))
        self.reload()

    def _open(self, slip_id: str) -> None:
        self.context.navigator.open(Target(OWN_PAGE, slip_id))


class OwnSlipPage(Page):
    """Opened with the id of an own slip."""

    interests: ClassVar[frozenset[str]] = frozenset({"envelope", "student"})

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.setObjectName("own_feedback_slip")
        self._record = ""
        self.own: OwnSlip | None = None
        self.header = PageHeader(_("Feedback slip"))
        self.header.show_back()
        self.header.back.connect(context.navigator.back)
        self.reading = SlipReading()
        self.sheet = QuestionSheet(self, context, name="slip_sheet")
        self._next = Action("next", _("Next step"), self._go_on, "Ctrl+Return", enabled=lambda: bool(self._deeds()))
        lay_out(self, self.header, self.reading, padded=False)

    def open_record(self, record_id: str) -> None:
        """Show a slip; that it was read is noted."""
        self.sheet.put_away()
        self._record, self.own, self._stale = record_id, None, False
        self.reload()

    def reload(self) -> None:
        """Ask for the slip again."""
        if self._record:
            asked = operations.read_own_slip.bind(self._record)
            self.context.tasks.run(asked, partial(self._show, self._record), owner=self)

    def page_actions(self) -> tuple[Action, ...]:
        """Return what can be done with it now."""
        save = Action("save", _("Save"), self.sheet.confirm, icon="save", enabled=lambda: self.sheet.asking)
        return (save, self._next, *self._deeds())

    def help_text(self) -> str:
        """Return the help of the page."""
        return tr("Read what the room advises, try it for some days, then report back what was done and what you see.")

    def may_leave(self) -> bool:
        """Let go at once: what is typed is kept as a draft."""
        self.sheet.flush()
        return True

    def _deeds(self) -> tuple[Action, ...]:
        own = self.own
        if own is None or own.report_is_under_way:
            return ()
        if own.state is SlipState.ASKED:
            return (Action("background", _("Tell the room…"), self._ask_background, icon="pen-line"),)
        if own.state is SlipState.ANSWERED:
            return (Action("report", _("Report back…"), self._ask_report, icon="pen-line"),)
        return ()

    def _go_on(self) -> None:
        """Do what is this teacher's next step."""
        self._deeds()[0].trigger()

    def _show(self, record: str, own: OwnSlip) -> None:
        if record != self._record:
            return
        self.own = own
        self.header.set_title(tr(" · ").join((own.student.name, str(_("Feedback slip")))), own.student.class_label)
        tone = "" if own.report_is_under_way else STATE_TONES[own.state]
        self.header.set_chips((Chip(own_state(own), tone),))
        deeds = self._deeds()
        self.header.set_actions(deeds[0] if deeds else None)
        self.reading.show_own(own)

    def _ask_background(self) -> None:
        if (own := self.own) is None:
            return
        question = BackgroundQuestion(self.context, (), asked=own.word)

        def bind(values: dict[str, Any]) -> Bound[Any]:
            return operations.write_background.bind(question.written(values))

        self.sheet.ask(_("Tell the room"), question, bind, done=self._sent, draft_key=f"own_background:{own.id}")

    def _ask_report(self) -> None:
        if (own := self.own) is None:
            return
        question = ReportQuestion(own.word)

        def bind(values: dict[str, Any]) -> Bound[Any]:
            return operations.write_report.bind(question.written(values))

        self.sheet.ask(_("Report back"), question, bind, done=self._sent, draft_key=f"own_report:{own.id}")

    def _sent(self, _id: str) -> None:
        self.context.notices.inform(_("Sent. The room gets it at its next sign-in."))
        self.reload()
