"""A class teacher's grid: the slips of his own class, handed over to the room in an envelope."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from PySide6.QtWidgets import QWidget

from xinmiao.features.consents import operations
from xinmiao.features.consents.page.slips import SlipBoard
from xinmiao.features.consents.records import Collection, OwnSheet
from xinmiao.features.roster.operations import list_classes
from xinmiao.features.roster.records import ClassLine
from xinmiao.kernel.display import show_datetime
from xinmiao.kernel.texts import _, tr
from xinmiao.ui.actions import Action
from xinmiao.ui.page import Page, PageContext
from xinmiao.ui.page_layout import lay_out
from xinmiao.ui.widgets.chips import Chip
from xinmiao.ui.widgets.header import PageHeader


class OwnConsentsPage(Page):
    """The slips of one's own classes. What the room wrote down itself is not seen here."""

    interests: ClassVar[frozenset[str]] = frozenset({"envelope", "student", "school_class"})

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.setObjectName("own_consents")
        self._collection_id = ""
        self.board = SlipBoard(context, draft="own_consents", with_place=False)
        self.board.choices.chosen.connect(self._choose)
        self._save = Action("save", _("Hand over to the room"), self.save, icon="mail", enabled=self._has_sheet)
        told = _("Mark what came back and hand it over; you can do so again whenever more slips are there.")
        self.header = PageHeader(_("Collect slips"), told, self._save)
        lay_out(self, self.header, self.board, padded=True)
        self.setFocusProxy(self.board)

    def reload(self) -> None:
        """Ask for the own classes; marks that are not handed over stay where they are."""
        if not self.board.unsaved:
            self.context.tasks.run(list_classes.bind(), self._show_classes, owner=self)

    def page_actions(self) -> tuple[Action, ...]:
        """Return handing over, and all returned."""
        every = Action("all_back", _("All returned"), self.board.mark_all, "Ctrl+Shift+A", "check", self._has_sheet)
        return (self._save, every)

    def help_text(self) -> str:
        """Return the help of the page."""
        return tr(
            "Ctrl+Shift+A marks all missing slips as agreed. Then type a student’s number and Y, N or W for what his"
            " slip says. Ctrl+S hands over; it is sealed so that only you and the counsellors can read it."
        )

    def may_leave(self) -> bool:
        """Let go at once: marks are kept as a draft."""
        self.board.flush()
        return True

    def save(self) -> None:
        """Seal the marks for the room."""
        collection = Collection(
            self._collection_id, self.board.choices.class_id, self.board.settings(), self.board.marks()
        )
        self.context.tasks.run(operations.send_collection.bind(collection), self._sent, self.board.refuse, owner=self)

    def _sent(self, _id: str) -> None:
        self.board.note_saved()
        self.context.notices.inform(_("Handed over. The room gets it at its next sign-in."))
        self._ask()

    def _has_sheet(self) -> bool:
        return bool(self._collection_id)

    def _choose(self) -> None:
        self.board.flush()
        self._ask()

    def _show_classes(self, lines: Sequence[ClassLine]) -> None:
        own = [line for line in lines if line.id in self.context.actor.class_ids]
        self.board.choices.show_classes(own, "")
        self._ask()

    def _ask(self) -> None:
        if self.board.choices.class_id:
            asked = operations.get_own_sheet.bind(self.board.choices.class_id, self.board.choices.consent_kind)
            self.context.tasks.run(asked, self._show, owner=self)

    def _show(self, own: OwnSheet) -> None:
        if (own.sheet.class_id, own.sheet.kind) != (self.board.choices.class_id, self.board.choices.consent_kind):
            return
        self._collection_id = own.collection_id
        self.board.show_sheet(own.sheet)
        if own.sent_at is None:
            self.header.set_chips(())
            return
        words = (
            tr("Received by the room") if own.received else tr("Handed over {time}", time=show_datetime(own.sent_at))
        )
        self.header.set_chips((Chip(words, "calm" if own.received else "watch"),))
