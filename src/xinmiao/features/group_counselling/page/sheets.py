"""The sheets of the page of groups, and what they confirm.

Owns that a group that is typed and not saved is kept as a draft.
"""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from xinmiao.features.group_counselling import operations
from xinmiao.features.group_counselling.editor.sheets import (
    AddMembersColumn,
    GroupColumn,
    MemberColumn,
    WordsColumn,
    draft_of,
)
from xinmiao.features.group_counselling.page.joining import Joining
from xinmiao.features.group_counselling.page.printing import TITLES, GroupPaper, print_question
from xinmiao.features.group_counselling.records import GROUP, GroupDraft, GroupView, MemberConsent, MemberLine
from xinmiao.features.roster.operations import list_classes
from xinmiao.features.roster.records import ClassLine
from xinmiao.kernel.errors import AppError, NotFound, ValidationFailed
from xinmiao.kernel.operations import Bound
from xinmiao.kernel.texts import _, ntr
from xinmiao.ui.draft_keeper import DraftKeeper
from xinmiao.ui.forms.drafting import packed, put_back, taken, unpacked
from xinmiao.ui.forms.text_editors import WordsEditor
from xinmiao.ui.page import PageContext
from xinmiao.ui.widgets.side_sheet import SideSheet


def draft_key(group_id: str) -> str:
    """Return the key of what is typed of a group."""
    return f"counselling_group:{group_id}"


class GroupSheets(SideSheet):
    """Opens the sheets of one page; what they change comes back to the page by its interests."""

    def __init__(self, host: QWidget, context: PageContext) -> None:
        super().__init__(host, ask_first=True, name="group_sheet")
        self._context = context
        self._column: GroupColumn | MemberColumn | None = None
        self._keeper: DraftKeeper | None = None
        self.close_asked.connect(self.put_away)

    def edit(self, view: GroupView | None) -> None:
        """Show the form of a group, or of a new one; what was typed before is there."""
        first = self._context.clock.today()
        draft = GroupDraft(self._context.ids.new(), None, "", first) if view is None else draft_of(view)
        self._context.drafts.load(draft_key(draft.id), partial(self._show_form, draft), owner=self)

    def resume(self, group_id: str) -> None:
        """Go on with the draft of a group, also of one that was never saved."""

        def new(error: AppError) -> None:
            if isinstance(error, NotFound):
                draft = GroupDraft(group_id, None, "", self._context.clock.today())
                self._context.drafts.load(draft_key(group_id), partial(self._show_form, draft), owner=self)
            else:
                self._context.notices.error(error)

        self._context.tasks.run(operations.get_group.bind(group_id), self.edit, new, owner=self)

    def add_members(self, view: GroupView) -> None:
        """Ask who joins."""
        self._context.tasks.run(list_classes.bind(), partial(self._ask_members, view), owner=self)

    def show_member(self, view: GroupView, member: MemberLine) -> None:
        """Show what is known of a member."""
        column = MemberColumn(member)
        column.setEnabled(view.line.is_own)

        def change(consent: MemberConsent, left_on: object) -> None:
            bound = operations.change_member.bind(member.id, member.version, consent, left_on)  # type: ignore[arg-type]
            self._run(bound, column)

        column.confirmed.connect(change)
        column.drop_wanted.connect(lambda: self._run(operations.drop_member.bind(member.id, member.version), column))
        self._column = column
        self.open_sheet(member.student.name, column)

    def print_paper(self, view: GroupView, kind: GroupPaper, meeting_id: str = "") -> None:
        """Ask what a paper is for, then show it; the print is recorded."""
        ids = (view.id, meeting_id)
        self.open_sheet(TITLES[kind], print_question(self._context, view.line.topic, kind, ids, self.close_sheet))

    def save(self) -> None:
        """Confirm what is open."""
        if self._column is not None:
            self._column.confirm()

    def flush(self) -> None:
        """Keep what is typed now."""
        if self._keeper is not None:
            self._keeper.flush()

    def put_away(self) -> None:
        """Close; a group that is typed and not saved is kept as a draft."""
        column, self._column = self._column, None
        if isinstance(column, GroupColumn) and self._keeper is not None:
            if column.form.dirty:
                self._keeper.touch()
                self._keeper.flush()
                self._context.notices.inform(_("Kept as a draft; it is there when you open this again."))
            else:
                self._keeper.discard()
        self._keeper = None
        self.close_sheet()

    def end(self, view: GroupView) -> None:
        """Ask for the closing words of a group."""
        column = WordsColumn(
            _("No meeting can be added to a closed group. It stays readable and can be opened again."),
            WordsEditor(GROUP.closing_words, lines=6),
            _("Close the group"),
        )
        column.confirmed.connect(
            lambda words: self._run(operations.close_group.bind(view.id, view.version, words), column)
        )
        self.open_sheet(_("Close the group"), column)

    def _show_form(self, draft: GroupDraft, payload: bytes | None) -> None:
        column = GroupColumn(draft)
        keeper = self._context.drafts.keep(
            draft_key(draft.id), lambda: packed(taken(column.form), self._context.clock.now()), column
        )
        if payload is not None:
            put_back(column.form, unpacked(payload))
        column.form.changed.connect(keeper.touch)
        column.confirmed.connect(partial(self._save_group, column))
        self._column, self._keeper = column, keeper
        self.open_sheet(_("Counselling group") if draft.base_version else _("New group"), column)

    def _save_group(self, column: GroupColumn, draft: GroupDraft) -> None:
        def saved(_version: int) -> None:
            if self._keeper is not None:
                self._keeper.discard()
            self._keeper = self._column = None
            self._context.notices.inform(_("Saved."))
            self.close_sheet()

        self._context.tasks.run(operations.save_group.bind(draft), saved, partial(self._refused, column), owner=self)

    def _ask_members(self, view: GroupView, classes: tuple[ClassLine, ...]) -> None:
        def joined(count: int) -> None:
            self._context.notices.inform(ntr("{count} joined", "{count} joined", count))
            self.close_sheet()

        def join(ids: tuple[str, ...]) -> None:
            self._context.tasks.run(operations.add_members.bind(view.id, ids), joined, owner=self)

        column = AddMembersColumn(classes, self._context.finder)
        column.confirmed.connect(join)
        Joining(self._context, column)
        self.open_sheet(_("Add members"), column)

    def _run(self, bound: Bound[Any], column: MemberColumn | WordsColumn) -> None:
        def done(_value: object) -> None:
            self._column = None
            self.close_sheet()

        self._context.tasks.run(bound, done, partial(self._refused, column), owner=self)

    def _refused(self, column: GroupColumn | MemberColumn | WordsColumn, error: AppError) -> None:
        if isinstance(error, ValidationFailed):
            column.refuse(error.problems)
        else:
            self._context.notices.error(error)
