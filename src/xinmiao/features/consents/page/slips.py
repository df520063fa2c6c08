"""The board on which the slips of a class are marked: choices above, the grid, what holds for all, counts.

Owns the marks that are not saved yet and their draft. Where they go, the page says.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from xinmiao.features.consents.page.slip_choices import SlipChoices
from xinmiao.features.consents.records import (
    ANSWER_TONES,
    CONSENT,
    Answer,
    ClassSheet,
    CollectionSettings,
    Mark,
)
from xinmiao.kernel.errors import AppError, ValidationFailed
from xinmiao.kernel.texts import Text, _, tr
from xinmiao.ui import theme
from xinmiao.ui.draft_keeper import DraftKeeper
from xinmiao.ui.forms.drafting import packed, unpacked
from xinmiao.ui.forms.form import Form
from xinmiao.ui.mark_grid import MarkedPerson, MarkGrid, MarkKind
from xinmiao.ui.page import PageContext
from xinmiao.ui.widgets.buttons import Button
from xinmiao.ui.widgets.editor_banner import EditorBanner
from xinmiao.ui.widgets.labels import label

_LETTERS = {Answer.GIVEN: "Y", Answer.REFUSED: "N", Answer.WAITING: "W"}
_WORDS: dict[Answer, Text] = {
    Answer.GIVEN: _("Agreed"),
    Answer.REFUSED: _("Not agreed"),
    Answer.WAITING: _("Slip missing"),
}
KINDS = tuple(MarkKind(each.value, _WORDS[each], ANSWER_TONES[each], _LETTERS[each]) for each in Answer)
_SETTINGS = ("answered_on", "place")


class SlipBoard(QWidget):
    """Class, kind and signatures; the grid; date, way and place of all papers."""

    changed = Signal()
    """A mark was set, or saved."""

    def __init__(self, context: PageContext, *, draft: str, with_place: bool = True) -> None:
        super().__init__()
        self.setObjectName("slip_board")
        self._context, self._draft = context, draft
        self._sheet: ClassSheet | None = None
        self._saved: dict[str, str] = {}
        self._keeper: DraftKeeper | None = None
        self.banner = EditorBanner()
        self.counted = label("", "strong")
        self.counted.setObjectName("slip_count")
        self.all_back = Button(_("All returned"), name="all_back", keys="Ctrl+Shift+A", clicked=self.mark_all)
        self.choices = SlipChoices(self.all_back)
        self.grid = MarkGrid(KINDS, _("Slips of the class"), name="slip_grid")
        self.grid.marked.connect(self._noticed)
        names = _SETTINGS if with_place else _SETTINGS[:1]
        self.form = Form(CONSENT, names, parent=self)
        self.form.set_values({"answered_on": context.clock.today()})
        self._lay_out(names)
        self.setFocusProxy(self.grid)

    def show_sheet(self, sheet: ClassSheet) -> None:
        """Show a class; marks of the day before that were not saved come back."""
        self._sheet = sheet
        self._saved = {line.student.id: line.answer.value for line in sheet.lines}
        people = [
            MarkedPerson(line.student.id, str(line.student.number_in_class or ""), line.student.name)
            for line in sheet.lines
        ]
        self.grid.show_people(people, self._saved)
        if sheet.place and "place" in self.form.model.names:
            self.form.fill({"place": sheet.place})
        key = f"{self._draft}:{sheet.class_id}:{sheet.kind.value}"
        self._keeper = self._context.drafts.keep(key, self._payload, self)
        self._context.drafts.load(key, self._put_back, owner=self)
        self._tell()

    @property
    def unsaved(self) -> int:
        """Return how many marks are not saved."""
        return sum(1 for each, value in self.grid.marks().items() if self._saved.get(each) != value)

    def settings(self) -> CollectionSettings:
        """Return what holds for all slips."""
        values = self.form.values()
        return CollectionSettings(
            kind=self.choices.consent_kind,
            parties=self.choices.who,
            on_date=values.get("answered_on"),
            place=values.get("place") or "",
        )

    def marks(self) -> tuple[Mark, ...]:
        """Return what every slip says."""
        return tuple(Mark(each, Answer(value)) for each, value in self.grid.marks().items())

    def mark_all(self) -> None:
        """Mark every slip that is missing as agreed; the exceptions are marked afterwards."""
        self.grid.mark_all(Answer.GIVEN.value, where=lambda value: value == Answer.WAITING.value)
        self.grid.setFocus()

    def note_saved(self) -> None:
        """Take the marks as saved."""
        if self._keeper is not None:
            self._keeper.discard()
        self._saved = self.grid.marks()
        self.form.clear_problems()
        self.banner.clear()
        self._tell()

    def refuse(self, error: AppError) -> None:
        """Say what is wrong; the marks stay."""
        if isinstance(error, ValidationFailed):
            self.form.show_problems(error.problems)
            others = [told for name, told in error.problems.items() if name not in self.form.model.names]
            if others:
                self.banner.tell("error", others[0], "")
        else:
            self.banner.tell(
                "error", error.message, tr("{next_step} ({code})", next_step=error.next_step, code=error.code)
            )

    def flush(self) -> None:
        """Keep the marks as a draft now."""
        if self._keeper is not None and self.unsaved:
            self._keeper.flush()

    def _put_back(self, draft: bytes | None) -> None:
        kept: Any = unpacked(draft).get("marks") if draft is not None else None
        if isinstance(kept, dict):
            values = {each.value for each in Answer}
            self.grid.put_marks({str(each): value for each, value in kept.items() if value in values})
            self.banner.tell("info", tr("Your marks of before are here again; they are not saved yet."), "")

    def _payload(self) -> bytes:
        marks = {each: value for each, value in self.grid.marks().items() if self._saved.get(each) != value}
        return packed({"marks": marks}, self._context.clock.now())

    def _noticed(self) -> None:
        if self._keeper is not None:
            self._keeper.touch()
        self._tell()

    def _tell(self) -> None:
        values = list(self.grid.marks().values())
        told = [tr("{what} {count}", what=_WORDS[each], count=values.count(each.value)) for each in reversed(Answer)]
        if self.unsaved:
            told.append(tr("not saved {count}", count=self.unsaved))
        self.counted.setText(tr(" · ").join(told) if values else "")
        self.all_back.setEnabled(Answer.WAITING.value in values)
        self.changed.emit()

    def _lay_out(self, names: Sequence[str]) -> None:
        space, look = theme.current().size, theme.current()
        side = QWidget()
        side.setFixedWidth(look.px(230))
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(space("space-m"))
        for name in names:
            column.addWidget(self.form.row(name))
        told = _("Arrows move, a number goes to that student; Y agreed, N not agreed, W missing, Ctrl+Z takes back.")
        column.addWidget(label(told, "secondary", wrap=True))
        column.addStretch(1)
        body = QHBoxLayout()
        body.setSpacing(space("space-l"))
        body.addWidget(self.grid, 1)
        body.addWidget(side)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(space("space-s"))
        whole.addWidget(self.banner)
        whole.addWidget(self.choices)
        whole.addWidget(self.counted)
        whole.addLayout(body, 1)
