"""Who joins a group: what the sheet asks of the roster while names are typed."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject

from xinmiao.features.group_counselling import operations
from xinmiao.features.group_counselling.editor.sheets import AddMembersColumn
from xinmiao.features.group_counselling.rules.groups import NamesMatched
from xinmiao.features.roster.operations import list_students
from xinmiao.features.roster.records import StudentLine
from xinmiao.ui.page import PageContext


class Joining(QObject):
    """Answers the questions of one sheet; it ends with the sheet."""

    def __init__(self, context: PageContext, column: AddMembersColumn) -> None:
        super().__init__(column)
        self._context, self._column = context, column
        column.names_given.connect(self._match)
        column.class_chosen.connect(self._put_class)

    def _match(self, typed: str) -> None:
        asked = operations.match_members.bind(typed)
        self._context.tasks.run(asked, partial(self._matched, typed), owner=self._column)

    def _matched(self, typed: str, found: NamesMatched) -> None:
        if self._column.names.toPlainText() == typed:  # an answer to what was typed before comes too late
            self._column.show_matched(found)

    def _put_class(self, class_id: str) -> None:
        if class_id:
            self._context.tasks.run(list_students.bind(), partial(self._listed, class_id), owner=self._column)

    def _listed(self, class_id: str, students: tuple[StudentLine, ...]) -> None:
        self._column.put_names([line.name for line in students if line.class_id == class_id])
