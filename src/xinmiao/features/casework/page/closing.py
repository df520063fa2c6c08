"""What is done with a case from the caseload: its facts corrected, closed, opened again; one sheet for all.

Owns that words typed at the end of a case are kept as a draft.
"""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from xinmiao.features.casework import operations
from xinmiao.features.casework.page.facts import CaseFactsColumn
from xinmiao.features.casework.records import CASE, CaseClosing, CaseLine, CaseSource, CaseState, CaseView
from xinmiao.kernel.display import show_datetime
from xinmiao.kernel.errors import AppError, ValidationFailed
from xinmiao.kernel.texts import _, ntr, tr
from xinmiao.ui import theme
from xinmiao.ui.forms.drafting import moment_of, packed, put_back, taken, unpacked
from xinmiao.ui.forms.form import Form
from xinmiao.ui.page import PageContext
from xinmiao.ui.widgets.buttons import Button
from xinmiao.ui.widgets.editor_banner import EditorBanner
from xinmiao.ui.widgets.labels import label
from xinmiao.ui.widgets.side_sheet import SideSheet

_CLOSING = ("closed_on", "closing_reason", "closing_effect", "closing_words")
_REOPENING = ("reopening_reason",)
_CHOICES = frozenset({"closing_reason", "closing_effect"})


def draft_key(case_id: str) -> str:
    """Return the key of what is typed at the end of a case."""
    return f"case_end:{case_id}"


class CaseEndColumn(QWidget):
    """The questions at the end of a case, or the one for opening it again."""

    confirmed = Signal()

    def __init__(self, context: PageContext, view: CaseView, draft: bytes | None = None) -> None:
        super().__init__()
        self.setObjectName("case_end")
        self.view, self._context = view, context
        self.closes = view.line.state is CaseState.OPEN
        self._names = _CLOSING if self.closes else _REOPENING
        self.form = Form(CASE, self._names, parent=self)
        self.form.set_values({"closed_on": context.clock.today()} if self.closes else {})
        self.banner = EditorBanner()
        self._lay_out()
        self.keeper = context.drafts.keep(draft_key(view.id), self._payload, self)
        if draft is not None:
            self._restore(draft)
        self.form.changed.connect(self.keeper.touch)

    def check(self) -> bool:
        """Mark what is still to be answered; True when all is there."""
        values = self.form.values()
        missing = {name for name, value in values.items() if name in _CHOICES and value is None}
        problems = self.form.problems() | {name: _("Please choose one of the list.") for name in missing}
        self.form.show_problems(problems)
        return not problems

    def put_away(self) -> bool:
        """Keep what is not saved as a draft; return whether anything is."""
        if not self.form.dirty:
            self.keeper.discard()
            return False
        self.keeper.touch()
        self.keeper.flush()
        return True

    def _restore(self, draft: bytes) -> None:
        parts = unpacked(draft)
        if bool(parts.get("closes")) is not self.closes:
            return
        put_back(self.form, parts)
        self.banner.tell(
            "info", tr("There is a draft from {time} that was not saved.", time=show_datetime(moment_of(parts))), ""
        )

    def _payload(self) -> bytes:
        return packed({**taken(self.form), "closes": self.closes}, self._context.clock.now())

    def _lay_out(self) -> None:
        space = theme.current().size
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.banner)
        column = QVBoxLayout()
        column.setContentsMargins(space("space-xl"), space("space-s"), space("space-xl"), space("space-l"))
        column.setSpacing(space("space-m"))
        outer.addLayout(column)
        column.addWidget(label(_numbers(self.view), "muted", wrap=True))
        for name in self._names:
            column.addWidget(self.form.row(name))
        verb = _("Close the case") if self.closes else _("Open the case again")
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(Button(verb, role="primary", name="confirm_case_end", clicked=self.confirmed.emit))
        column.addLayout(buttons)
        column.addStretch(1)


def _numbers(view: CaseView) -> str:
    """Return since when, how many notes, and how many of them wait for a signature."""
    line = view.line
    parts = [
        tr("opened {day}", day=line.opened_on.isoformat()),
        ntr("{count} note", "{count} notes", line.notes),
        ntr("{count} unsigned", "{count} unsigned", line.unsigned) if line.unsigned else "",
    ]
    return tr(" · ").join(part for part in parts if part)


class CaseSheets(SideSheet):
    """Opens the sheet for a case and runs what it confirms."""

    def __init__(self, host: QWidget, context: PageContext) -> None:
        super().__init__(host, ask_first=True, name="case_sheet")
        self._context = context
        self._column: CaseEndColumn | CaseFactsColumn | None = None
        self.close_asked.connect(self.put_away)

    def ask_end(self, case_id: str) -> None:
        """Ask how a case ended, or why a closed one is opened again; what was typed before is there."""

        def loaded(view: CaseView, draft: bytes | None) -> None:
            column = CaseEndColumn(self._context, view, draft)
            column.confirmed.connect(partial(self._end, column))
            self._show(view, column)

        def found(view: CaseView) -> None:
            self._context.drafts.load(draft_key(case_id), partial(loaded, view), owner=self)

        self._context.tasks.run(operations.get_case.bind(case_id), found, owner=self)

    def show_facts(self, case: CaseLine) -> None:
        """Show the facts of a case, to be corrected where that is allowed."""

        def found(view: CaseView) -> None:
            column = CaseFactsColumn(self._context, view)
            column.confirmed.connect(partial(self._correct, column))
            self._show(view, column)

        self._context.tasks.run(operations.get_case.bind(case.id), found, owner=self)

    def save(self) -> None:
        """Confirm what is open."""
        if isinstance(self._column, CaseFactsColumn) and self._column.can_write:
            self._column.confirm()
        elif isinstance(self._column, CaseEndColumn):
            self._end(self._column)

    def flush(self) -> None:
        """Keep what is typed now."""
        if isinstance(self._column, CaseEndColumn):
            self._column.keeper.flush()

    def put_away(self) -> None:
        """Close; words that were typed are kept as a draft."""
        if isinstance(self._column, CaseEndColumn) and self._column.put_away():
            self._context.notices.inform(_("Kept as a draft; it is there when you open this again."))
        self._column = None
        self.close_sheet()

    def _show(self, view: CaseView, column: CaseEndColumn | CaseFactsColumn) -> None:
        self.put_away()
        self._column = column
        self.open_sheet(tr("{name} · {number}", name=view.line.student.name, number=view.line.number), column)

    def _correct(self, column: CaseFactsColumn, source: CaseSource, problems: tuple[str, ...]) -> None:
        bound = operations.correct_case.bind(column.view.id, column.view.version, source, problems)
        self._context.tasks.run(bound, self._done, partial(self._refused, column), owner=column)

    def _end(self, column: CaseEndColumn) -> None:
        if not column.check():
            return
        values, case = column.form.values(), column.view
        if column.closes:
            words = values["closing_words"] or ""
            closing = CaseClosing(values["closing_reason"], values["closing_effect"], words, values["closed_on"])
            bound = operations.close_case.bind(case.id, case.version, closing)
        else:
            bound = operations.reopen_case.bind(case.id, case.version, values["reopening_reason"] or "")
        self._context.tasks.run(bound, self._done, partial(self._refused, column), owner=column)

    def _done(self, _version: int) -> None:
        if isinstance(self._column, CaseEndColumn):
            self._column.keeper.discard()
        self._column = None
        self.close_sheet()
        self._context.notices.inform(_("Saved."))

    def _refused(self, column: CaseEndColumn | CaseFactsColumn, error: AppError) -> None:
        if not isinstance(error, ValidationFailed):
            self._context.notices.error(error)
        elif isinstance(column, CaseEndColumn):
            column.form.show_problems(error.problems)
        else:
            column.refuse(error.problems)
