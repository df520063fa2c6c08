"""The sheet beside the list: one light plan typed, read, checked, reviewed; what is typed is kept as a draft."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from xinmiao.features.light_plans import operations
from xinmiao.features.light_plans.editor.entry import (
    SheetQuestion,
    entry_of,
    entry_question,
    reason_question,
    review_question,
)
from xinmiao.features.light_plans.records import LightReviewDraft, LightView
from xinmiao.features.light_plans.records.periods import period_words
from xinmiao.features.light_plans.rules.entries import finding_words, review_words, state_words
from xinmiao.kernel.display import show_datetime
from xinmiao.kernel.operations import Bound
from xinmiao.kernel.texts import Text, _, tr
from xinmiao.ui.draft_keeper import DraftKeeper
from xinmiao.ui.forms.drafting import moment_of, packed, unpacked
from xinmiao.ui.page import PageContext
from xinmiao.ui.widgets.side_sheet import SideSheet

_WIDTH_PX = 560
DRAFT = "light_plan:"
_NEXT = "next"


class LightSheet(SideSheet):
    """Asks, runs what was confirmed, and goes on to the next sheet of the list when that is wanted."""

    next_wanted = Signal(str)
    """This sheet was saved; the one after it is wanted."""

    def __init__(self, host: QWidget, context: PageContext) -> None:
        super().__init__(host, width=_WIDTH_PX, ask_first=True, name="light_sheet")
        self._context = context
        self._question: SheetQuestion | None = None
        self._keeper: DraftKeeper | None = None
        self._touched = False
        self._kept: dict[str, Any] = {}
        self.close_asked.connect(self.put_away)

    def open_light_plan(self, light_plan_id: str) -> None:
        """Open a sheet to be typed; a draft of it is put back."""
        self._read(light_plan_id, self._look_for_draft)

    def ask_reason(self, light_plan_id: str) -> None:
        """Ask why a sheet counts although something speaks against it."""

        def show(view: LightView) -> None:
            question = reason_question([*map(finding_words, view.line.findings), view.content.situation])

            def bind() -> Bound[Any]:
                words = question.form.values()["checked_words"] or ""
                return operations.count_all_the_same.bind(view.id, view.line.version, words)

            self._ask(view, _("Count it all the same"), question, bind, _("Checked."))

        self._read(light_plan_id, show)

    def ask_review(self, light_plan_id: str) -> None:
        """Ask for a review."""

        def show(view: LightView) -> None:
            question = review_question(view, self._context.clock.today())

            def bind() -> Bound[Any]:
                values = {**question.form.values()}
                values["evidence"] = values["evidence"] or ""
                return operations.review_light_plan.bind(LightReviewDraft(view.id, view.line.version, **values))

            self._ask(view, _("Review of a light plan"), question, bind, _("Review saved."))

        self._read(light_plan_id, show)

    def show_form(self, title: Text, form: QWidget) -> None:
        """Show something else, such as the form that opens a list."""
        self.put_away()
        self.open_sheet(title, form)

    def put_away(self) -> None:
        """Close; what was typed and not saved is kept as a draft."""
        if self._keeper is not None and self._touched:
            self._keeper.flush()
            self._context.notices.inform(_("Kept as a draft; it is there when you open this again."))
        self._question = self._keeper = None
        self._touched = False
        self.close_sheet()

    def flush(self) -> None:
        """Keep what is typed now."""
        if self._keeper is not None:
            self._keeper.flush()

    def confirm(self) -> None:
        """Save what is open, as Ctrl+S does."""
        if self._question is not None:
            self._question.press("save")

    @property
    def asking(self) -> bool:
        """Return whether a sheet is open."""
        return self._question is not None

    def _read(self, light_plan_id: str, then: Callable[[LightView], None]) -> None:
        self._context.tasks.run(operations.get_light_plan.bind(light_plan_id), then, owner=self)

    def _look_for_draft(self, view: LightView) -> None:
        self._context.drafts.load(f"{DRAFT}{view.id}", partial(self._show_entry, view), owner=self)

    def _show_entry(self, view: LightView, draft: bytes | None) -> None:
        question = entry_question(view, self._kept, _told(view))

        def bind() -> Bound[Any]:
            return operations.enter_light_plan.bind(view.id, view.line.version, entry_of(question))

        self._ask(view, _("Light plan"), question, bind, _("Light plan saved."))
        if draft is not None:
            parts = unpacked(draft)
            question.put_back(parts)
            told = tr("There is a draft from {time} that was not saved.", time=show_datetime(moment_of(parts)))
            question.banner.tell("info", told, "")
        self._keeper = self._context.drafts.keep(f"{DRAFT}{view.id}", partial(self._payload, question), question)
        question.changed.connect(self._note_typing)
        question.changed.connect(self._keeper.touch)

    def _ask(
        self, view: LightView, title: Text, question: SheetQuestion, bind: Callable[[], Bound[Any]], said: Text
    ) -> None:
        self.put_away()
        self._question = question

        def run(button: str) -> None:
            done = partial(self._done, view, said, question, button)
            self._context.tasks.run(bind(), done, question.refuse, question)

        question.confirmed.connect(run)
        line = view.line
        who = tr(" · ").join(part for part in (line.student.name, line.student.class_label) if part)
        self.open_sheet(tr("{title}: {student}", title=title, student=who), question)

    def _done(self, view: LightView, said: Text, question: SheetQuestion, button: str, _value: object) -> None:
        if self._keeper is not None:
            self._keeper.discard()
            values = question.form.values()
            self._kept = {name: values[name] for name in ("writer", "written_on", "way")}
        self._question = self._keeper = None
        self._touched = False
        self.close_sheet()
        self._context.notices.inform(said)
        if button == _NEXT:
            self.next_wanted.emit(view.id)

    def _note_typing(self) -> None:
        self._touched = True

    def _payload(self, question: SheetQuestion) -> bytes:
        return packed(question.plain(), self._context.clock.now())


def _told(view: LightView) -> list[str]:
    line = view.line
    words = [tr(" · ").join((period_words(line.period), state_words(line)))]
    words += [finding_words(finding) for finding in line.findings[1:]]
    if line.checked_words:
        words.append(tr("Counts all the same: {words}", words=line.checked_words))
    return [*words, *map(review_words, view.reviews)]
