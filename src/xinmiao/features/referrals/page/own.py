"""A teacher's own referrals: writing one, and how far each came."""

from __future__ import annotations

from typing import Any, ClassVar

from PySide6.QtWidgets import QWidget

from xinmiao.features.referrals import operations
from xinmiao.features.referrals.editor.questions import WritingQuestion
from xinmiao.features.referrals.page.columns import own_columns
from xinmiao.features.referrals.page.sheet import ReferralSheet
from xinmiao.features.referrals.records import OwnReferral
from xinmiao.features.referrals.records.settings import ROOM_PHONE
from xinmiao.features.roster.operations import list_students
from xinmiao.features.roster.records import StudentLine
from xinmiao.features.settings.operations import get_school_settings
from xinmiao.kernel.operations import Bound
from xinmiao.kernel.texts import _, tr
from xinmiao.ui.actions import Action
from xinmiao.ui.page import Page, PageContext
from xinmiao.ui.page_layout import lay_out
from xinmiao.ui.tables.record_table import RecordTable
from xinmiao.ui.widgets.header import PageHeader
from xinmiao.ui.widgets.messages import EmptyState

DRAFT = "own_referral"


class OwnReferralsPage(Page):
    """What the teacher sent to the room."""

    interests: ClassVar[frozenset[str]] = frozenset({"envelope", "student"})

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.setObjectName("own_referrals")
        self._students: tuple[StudentLine, ...] = ()
        self._new = Action("new", _("Refer a student…"), self.ask, "Ctrl+N", "plus")
        told = _("You see whether the room took the case and whom to ask; what is said there stays there.")
        self.header = PageHeader(_("My referrals"), told, self._new)
        self.table = RecordTable[OwnReferral](
            own_columns(),
            _("My referrals"),
            id_of=lambda one: one.id,
            type_ahead=lambda one: one.student,
            name="own_referral_table",
        )
        empty = _("Nothing sent yet. When a student worries you, tell the room here; facts are enough.")
        self.table.set_empty(EmptyState(empty, _("Refer a student…"), self.ask, icon="arrow-right-left"))
        self.sheet = ReferralSheet(self, context)
        lay_out(self, self.header, self.table, padded=True)
        self.setFocusProxy(self.table)

    def reload(self) -> None:
        """Ask for the own referrals."""
        self.context.tasks.run(operations.list_own_referrals.bind(), self.table.set_rows, owner=self)

    def page_actions(self) -> tuple[Action, ...]:
        """Return what can be done here."""
        return (
            self._new,
            Action("save", _("Save"), self.sheet.confirm, icon="save", enabled=lambda: self.sheet.asking),
        )

    def help_text(self) -> str:
        """Return the help of the page."""
        return tr(
            "Ctrl+N writes a referral: what was seen and heard, when and where, in plain facts. It is sealed so that"
            " only you and the counsellors can read it. When somebody is in danger, telephone first."
        )

    def may_leave(self) -> bool:
        """Let go at once: what is typed is kept as a draft."""
        self.sheet.flush()
        return True

    def ask(self) -> None:
        """Fetch the own students, then ask."""
        self.context.tasks.run(list_students.bind(), self._take_students, owner=self)

    def _take_students(self, students: tuple[StudentLine, ...]) -> None:
        self._students = students
        self.context.tasks.run(get_school_settings.bind((ROOM_PHONE,)), self._ask, owner=self)

    def _ask(self, settings: dict[str, Any]) -> None:
        question = WritingQuestion(self.context, self._students, phone=settings[ROOM_PHONE.name])

        def bind(values: dict[str, Any]) -> Bound[Any]:
            return operations.write_referral.bind(question.written(values))

        self.sheet.ask(_("Refer a student to the room"), question, bind, done=self._sent, draft_key=DRAFT)

    def _sent(self, _id: str) -> None:
        self.context.notices.inform(_("Sent. The room gets it at its next sign-in."))
        self.reload()
