"""同意书回收: the counsellor's grid. Two minutes a class: all returned, then the exceptions, then saved."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from PySide6.QtWidgets import QWidget

from xinmiao.features.consents import operations
from xinmiao.features.consents.page.printing import FORM, MISSING, show_form, show_missing
from xinmiao.features.consents.page.slips import SlipBoard
from xinmiao.features.consents.records import CONSENT, ClassSheet, Collection
from xinmiao.features.roster.operations import list_classes
from xinmiao.features.roster.records import ClassLine
from xinmiao.kernel.texts import _, ntr, tr
from xinmiao.ui.actions import Action
from xinmiao.ui.page import Page, PageContext
from xinmiao.ui.page_layout import lay_out
from xinmiao.ui.widgets.header import PageHeader


class ConsentGridPage(Page):
    """The slips of one class and kind. Opened with a class's id it shows that class."""

    interests: ClassVar[frozenset[str]] = frozenset({CONSENT.record, "student", "school_class"})

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.setObjectName("consent_grid")
        self._wanted = ""
        self.board = SlipBoard(context, draft="consent_grid")
        self.board.choices.chosen.connect(self._choose)
        save = Action("save", _("Save"), self.save, icon="save", enabled=self._has_marks)
        self._more = (
            Action("print", MISSING, self._print_missing, icon="printer", enabled=self._has_class),
            Action("print_form", FORM, self._print_form, icon="printer", enabled=self._has_class),
        )
        self._save = save
        told = _("All returned first, then the exceptions. What is not saved is kept for the next day.")
        self.header = PageHeader(_("Collect slips"), told, save, self._more)
        self.header.show_back()
        self.header.back.connect(context.navigator.back)
        lay_out(self, self.header, self.board, padded=True)
        self.setFocusProxy(self.board)

    def open_record(self, record_id: str) -> None:
        """Go to a class."""
        self._wanted = record_id
        self._stale = True

    def reload(self) -> None:
        """Ask for the classes, then for the sheet; marks that are not saved stay where they are."""
        if self.board.unsaved and not self._wanted:
            return
        self.context.tasks.run(list_classes.bind(), self._show_classes, owner=self)

    def page_actions(self) -> tuple[Action, ...]:
        """Return saving, and the papers."""
        every = Action("all_back", _("All returned"), self.board.mark_all, "Ctrl+Shift+A", "check", self._has_class)
        return (self._save, every, *self._more)

    def help_text(self) -> str:
        """Return the help of the page."""
        return tr(
            "Choose class and kind. Ctrl+Shift+A marks all missing slips as agreed. Then type a student’s number and Y,"
            " N or W for what his slip says. Ctrl+S saves; you can stop at any time and go on tomorrow."
        )

    def may_leave(self) -> bool:
        """Let go at once: marks are kept as a draft."""
        self.board.flush()
        return True

    def save(self) -> None:
        """Write all marks down."""
        settings, class_id = self.board.settings(), self.board.choices.class_id
        collection = Collection(self.context.ids.new(), class_id, settings, self.board.marks())
        self.context.tasks.run(operations.collect_consents.bind(collection), self._saved, self.board.refuse, owner=self)

    def _saved(self, count: int) -> None:
        self.board.note_saved()
        told = ntr("Saved; {count} slip changed.", "Saved; {count} slips changed.", count)
        self.context.notices.inform(told)

    def _has_marks(self) -> bool:
        return self._has_class()

    def _has_class(self) -> bool:
        return bool(self.board.choices.class_id)

    def _choose(self) -> None:
        self.board.flush()
        self._ask()

    def _show_classes(self, lines: Sequence[ClassLine]) -> None:
        self.board.choices.show_classes([line for line in lines if line.students], self._wanted)
        self._wanted = ""
        self._ask()

    def _ask(self) -> None:
        board = self.board
        if board.choices.class_id:
            asked = operations.get_class_sheet.bind(
                board.choices.class_id, board.choices.consent_kind, board.choices.who
            )
            self.context.tasks.run(asked, self._show, owner=self)

    def _show(self, sheet: ClassSheet) -> None:
        if (sheet.class_id, sheet.kind) == (self.board.choices.class_id, self.board.choices.consent_kind):
            self.board.show_sheet(sheet)

    def _print_missing(self) -> None:
        show_missing(self.context, self.board.choices.class_id, self.board.choices.consent_kind, self.board.choices.who)

    def _print_form(self) -> None:
        show_form(self.context, self.board.choices.consent_kind, self.board.choices.class_id)
