"""One letter: read, answered, printed in return, closed; an urgent one offers what can be started at once."""

from __future__ import annotations

from functools import partial
from typing import Any, ClassVar

from PySide6.QtWidgets import QWidget

from xinmiao.features.appointments.records.targets import alias_target, new_target
from xinmiao.features.letter_box import operations
from xinmiao.features.letter_box.editor.reading import LetterReading
from xinmiao.features.letter_box.page.asking import LetterAsking
from xinmiao.features.letter_box.records import (
    LETTER,
    STATE_LABELS,
    STATE_TONES,
    URGENCY_TONES,
    LetterState,
    LetterUrgency,
    LetterView,
)
from xinmiao.features.letter_box.rules.due import named
from xinmiao.kernel.tasks import Target
from xinmiao.kernel.texts import _, tr
from xinmiao.ui.actions import Action
from xinmiao.ui.page import Page, PageContext
from xinmiao.ui.page_layout import lay_out
from xinmiao.ui.question_sheet import QuestionSheet
from xinmiao.ui.record_panel import PanelSheet
from xinmiao.ui.widgets.chips import Chip
from xinmiao.ui.widgets.header import PageHeader

_STUDENT, _NOTE, _OUT = "student", "counselling_note", "referral_out"


class LetterPage(Page):
    """Opened with the id of a letter."""

    interests: ClassVar[frozenset[str]] = frozenset({LETTER.record, "student", "school_setting"})

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.setObjectName("letter")
        self._record = ""
        self.view: LetterView | None = None
        self.header = PageHeader(_("Letter"))
        self.header.show_back()
        self.header.back.connect(context.navigator.back)
        self.reading = LetterReading()
        self.sheet = QuestionSheet(self, context, name="letter_sheet")
        self.asking = LetterAsking(context, self.sheet, self._said)
        self.panels = PanelSheet(context, self, LETTER.record)
        self._next = Action("next", _("Answer the letter…"), self._answer, "Ctrl+Return", enabled=self._is_open)
        print_it = _("Print the answer…")
        self._print = Action("print", print_it, self._print_answer, icon="printer", enabled=self._has_answer)
        lay_out(self, self.header, self.reading, padded=False)

    def open_record(self, record_id: str) -> None:
        """Show a letter."""
        self.sheet.put_away()
        self._record, self.view, self._stale = record_id, None, False
        self.reload()

    def reload(self) -> None:
        """Ask for the letter again."""
        if self._record:
            asked = operations.get_letter.bind(self._record)
            self.context.tasks.run(asked, partial(self._show, self._record), owner=self)

    def page_actions(self) -> tuple[Action, ...]:
        """Return what can be done with it now."""
        save = Action("save", _("Save"), self.sheet.confirm, icon="save", enabled=lambda: self.sheet.asking)
        deeds = tuple(deed for deed in self._deeds() if deed is not self._print)
        return (save, self._next, self._print, *deeds)

    def help_text(self) -> str:
        """Return the help of the page."""
        return tr(
            "Answer a letter on the board, in return, in a talk or in class; what is printed carries the code instead"
            " of a name. Close it when nothing more is to be done. Attachments keep a picture of the letter."
        )

    def may_leave(self) -> bool:
        """Let go at once: what is typed is kept as a draft."""
        self.sheet.flush()
        return True

    def _deeds(self) -> tuple[Action, ...]:
        view = self.view
        if view is None:
            return ()
        is_open, answered = view.state is not LetterState.CLOSED, view.answered_on is not None
        answer = _("Change what was answered…") if answered else _("Answer the letter…")
        asking = self.asking
        offered = (
            (is_open, Action("answer", answer, partial(asking.answer, view), icon="pen-line")),
            (
                is_open and answered,
                Action("close", _("Close the letter…"), partial(asking.close, view), icon="check"),
            ),
            (not is_open, Action("reopen", _("Open it again"), self._reopen, icon="rotate-ccw")),
            (self._has_answer(), self._print),
            (
                view.student is None,
                Action("writer", _("Note who wrote it…"), partial(asking.writer, view), icon="user"),
            ),
            (is_open, Action("correct", _("Correct the letter…"), partial(asking.correct, view), icon="pen-line")),
        )
        own = tuple(action for is_offered, action in offered if is_offered)
        about = (self._appointment(view), *self._about_student(view))
        return (*own, *about, *self.panels.action(_("Attachments"), lambda: self._record))

    def _is_open(self) -> bool:
        return self.view is not None and self.view.state is not LetterState.CLOSED

    def _has_answer(self) -> bool:
        return self.view is not None and bool(self.view.answer)

    def _appointment(self, view: LetterView) -> Action:
        """Return the way to a time for who wrote it: under the code of the letter where no student is known."""
        known = None if view.student is None else new_target(view.student.id)
        place = known or alias_target(tr("Letter {sender}", sender=view.sender))
        return self._going("appointment", _("Book an appointment…"), "calendar-clock", place)

    def _about_student(self, view: LetterView) -> tuple[Action, ...]:
        """Return what can be begun for a student who is known; urgent, with all that features offer at risk."""
        if view.student is None:
            return ()
        student = view.student.id
        found = [
            self._going("student", _("Growth file"), "folder-open", Target(_STUDENT, student)),
            self._going("note", _("Write a note"), "notebook-pen", Target(_NOTE, student)),
            self._going("refer_out", _("Refer out…"), "external-link", Target(_OUT, f"new:{student}")),
        ]
        if view.urgency is LetterUrgency.URGENT:
            may = self.context.actor.may
            offered = (each for feature in self.context.features for each in feature.risk_consequences)
            found += [
                self._going(each.name, each.label, each.icon, Target(each.page, student))
                for each in offered
                if may(each.requires)
            ]
        return tuple(found)

    def _going(self, name: str, words: Any, icon: str, target: Target) -> Action:
        return Action(name, words, partial(self.context.navigator.open, target), icon=icon)

    def _show(self, record: str, view: LetterView) -> None:
        if record != self._record:
            return
        self.view = view
        self.header.set_title(named(view), view.sender)
        chips = [Chip(STATE_LABELS[view.state], STATE_TONES[view.state])]
        if view.urgency is not LetterUrgency.NORMAL:
            chips.append(Chip(LETTER.urgency.show(view.urgency), URGENCY_TONES[view.urgency]))
        self.header.set_chips(tuple(chips))
        deeds = self._deeds()
        first = deeds[0] if deeds and deeds[0].name == "answer" else None
        self.header.set_actions(first, tuple(deed for deed in deeds if deed is not first))
        self.reading.show_letter(view)

    def _answer(self) -> None:
        if self.view is not None:
            self.asking.answer(self.view)

    def _print_answer(self) -> None:
        if self.view is not None:
            self.asking.print(self.view)

    def _reopen(self) -> None:
        if (view := self.view) is not None:
            self.context.tasks.run(operations.reopen_letter.bind(view.id, view.version), self._said, owner=self)

    def _said(self, _value: object) -> None:
        self.context.notices.inform(_("Saved."))
