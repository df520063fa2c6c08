"""New cases under an alias or from an old paper file, and the name of an alias: what the caseload's sheet asks."""

from __future__ import annotations

from functools import partial

from xinmiao.features.casework import operations
from xinmiao.features.casework.editor.beginning import NEW_CASE, NEW_OLD_FILE, BeginningColumn, IdentityColumn
from xinmiao.features.casework.records import CaseLine, CaseOpening, CaseView, OldFile
from xinmiao.kernel.errors import AppError, ValidationFailed
from xinmiao.kernel.tasks import Target
from xinmiao.kernel.texts import _, tr
from xinmiao.ui.page import PageContext
from xinmiao.ui.widgets.side_sheet import SideSheet


class Beginnings:
    """Opens the questions in `sheet` and runs what they confirm."""

    def __init__(self, context: PageContext, sheet: SideSheet) -> None:
        self._context, self._sheet = context, sheet
        self._column: BeginningColumn | None = None

    def ask_alias(self) -> None:
        """Ask what a case under an alias needs."""
        self._ask(old=False)

    def ask_old_file(self) -> None:
        """Ask what an old paper file says."""
        self._ask(old=True)

    def ask_identity(self, case: CaseLine) -> None:
        """Ask who an alias is."""

        def found(view: CaseView) -> None:
            column = IdentityColumn(self._context, view)
            column.confirmed.connect(partial(self._join, column))
            self._sheet.open_sheet(tr("Who is {alias}?", alias=view.line.student.name), column)

        self._context.tasks.run(operations.get_case.bind(case.id), found, owner=self._sheet)

    def put_away(self) -> None:
        """Keep what was typed as a draft."""
        column, self._column = self._column, None
        if column is not None and column.put_away():
            self._context.notices.inform(_("Kept as a draft; it is there when you open this again."))

    def flush(self) -> None:
        """Keep what is typed now."""
        if self._column is not None:
            self._column.keeper.flush()

    def _ask(self, *, old: bool) -> None:
        def loaded(draft: bytes | None) -> None:
            column = BeginningColumn(self._context, old=old, draft=draft)
            column.confirmed.connect(partial(self._open, column))
            self._column = column
            self._sheet.open_sheet(_("Enter an old paper file") if old else _("Open a case under an alias"), column)

        self._context.drafts.load(NEW_OLD_FILE if old else NEW_CASE, loaded, owner=self._sheet)

    def _open(self, column: BeginningColumn, made: CaseOpening | OldFile) -> None:
        bound = operations.open_old_file.bind(made) if isinstance(made, OldFile) else operations.open_case.bind(made)
        self._context.tasks.run(bound, partial(self._opened, column), partial(self._refused, column), owner=column)

    def _opened(self, column: BeginningColumn, case_id: str) -> None:
        column.keeper.discard()
        self._column = None
        self._sheet.close_sheet()
        if column.old:
            self._context.notices.inform(_("Old file entered."))
        else:
            self._context.navigator.open(Target("case_intake", case_id))

    def _join(self, column: IdentityColumn, student_id: str, reason: str) -> None:
        bound = operations.join_identity.bind(column.view.id, column.view.version, student_id, reason)
        self._context.tasks.run(bound, self._joined, partial(self._refused, column), owner=column)

    def _joined(self, _version: int) -> None:
        self._sheet.close_sheet()
        self._context.notices.inform(_("Name added."))

    def _refused(self, column: BeginningColumn | IdentityColumn, error: AppError) -> None:
        if isinstance(error, ValidationFailed):
            column.refuse(error.problems)
        else:
            self._context.notices.error(error)
