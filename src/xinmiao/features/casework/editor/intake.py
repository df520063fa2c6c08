"""Writing an intake: every question may stay unknown; a sealed draft is kept, as for notes.

Owns that nothing typed is lost, not even when somebody else saved first.
"""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from xinmiao.features.casework import operations
from xinmiao.features.casework.editor.life_events import EventsEditor
from xinmiao.features.casework.records import INTAKE, INTAKE_FIELDS, IntakeContent, IntakeView, Known
from xinmiao.features.casework.records.intake import QUESTIONS
from xinmiao.kernel.display import show_datetime
from xinmiao.kernel.errors import AppError, Conflict, ValidationFailed
from xinmiao.kernel.fields import ChoiceField
from xinmiao.kernel.texts import Text, _, tr
from xinmiao.ui import theme
from xinmiao.ui.forms.drafting import changed_names, moment_of, packed, put_back, taken, unpacked
from xinmiao.ui.forms.form import Form
from xinmiao.ui.page import PageContext
from xinmiao.ui.widgets.buttons import Button
from xinmiao.ui.widgets.editor_banner import EditorBanner
from xinmiao.ui.widgets.labels import ElidedLabel
from xinmiao.ui.widgets.surfaces import Card, Hairline, PageColumn

_LEFT: tuple[tuple[Text, tuple[str, ...]], ...] = (
    (_("The first visit"), ("done_on", "willingness", "complaint")),
    (_("Secrecy and the guardian"), ("secrecy", "secrecy_on", "guardian", "guardian_words")),
    (_("Every day"), ("sleep_and_eating", "at_school")),
)
_RIGHT: tuple[tuple[Text, tuple[str, ...]], ...] = (
    (_("Family and carers"), ("contacts", "family_structure", "carers")),
    (
        _("What happened before"),
        tuple(name for question, words in QUESTIONS for name in (question.name, words.name)),
    ),
    (_("Typed in from paper"), ("writer",)),
)


def draft_key(case_id: str) -> str:
    """Return the key of the draft of a case's intake."""
    return f"case_intake:{case_id}"


class IntakeEditor(QWidget):
    """Writes the intake of `view`; `draft` is what was kept of an earlier try, or None."""

    saved = Signal()

    def __init__(self, context: PageContext, view: IntakeView, draft: bytes | None = None) -> None:
        super().__init__()
        self.setObjectName("intake_editor")
        self._context, self._view, self._saving = context, view, False
        self.banner = EditorBanner()
        own = {"life_events_words": EventsEditor(INTAKE.life_events_words)}
        self.form = Form(INTAKE, INTAKE_FIELDS, editors=own, parent=self)
        self.form.set_values(asdict(view.content))
        self._said = ElidedLabel("", "secondary", "muted")
        self._said.setObjectName("draft_state")
        self._lay_out()
        self.keeper = context.drafts.keep(draft_key(view.case.id), self._payload, self)
        self.keeper.said.connect(self._said.set_text)
        if draft is not None and view.may_write:
            self._restore(unpacked(draft))
        self._show_words()
        self.form.changed.connect(self._changed)

    def save(self) -> None:
        """Save what stands there."""
        if self._saving or not self._view.may_write or not self.form.check():
            return
        self._saving = True
        bound = operations.save_intake.bind(self._view.case.id, self._view.version, self.content())
        self._context.tasks.run(bound, self._done, self._refused, owner=self)

    def put_away(self) -> None:
        """Keep what is not saved as a draft."""
        if self.form.dirty and self._view.may_write:
            self.keeper.touch()
            self.keeper.flush()
        else:
            self.keeper.discard()

    def content(self) -> IntakeContent:
        """Return what stands there."""
        empty = asdict(IntakeContent())
        values = {name: empty[name] if value is None else value for name, value in self.form.values().items()}
        return IntakeContent(**values)

    def _done(self, _version: int) -> None:
        self._saving = False
        self.form.mark_saved()
        self.keeper.discard()
        self._context.notices.inform(_("Saved."))
        self.saved.emit()

    def _refused(self, error: AppError) -> None:
        self._saving = False
        self.keeper.touch()
        if isinstance(error, ValidationFailed):
            self.form.show_problems(error.problems)
        elif isinstance(error, Conflict):
            words = _("Somebody changed this intake while you were writing.")
            step = _("What you wrote still stands here. Compare it with the present text, then save again.")
            self.banner.tell("warning", words, step, _("Compare"), self._compare)
        else:
            told = tr("{next_step} ({code})", next_step=error.next_step, code=error.code)
            self.banner.tell("error", error.message, told)

    def _compare(self) -> None:
        self._context.tasks.run(operations.get_intake.bind(self._view.case.id), self._rebase, self._refused, owner=self)

    def _rebase(self, fresh: IntakeView) -> None:
        """Put what the user wrote over the present text, and name the fields that both wrote."""
        mine, before, now = self._changes(), asdict(self._view.content), asdict(fresh.content)
        both = [name for name in INTAKE_FIELDS if name in mine and before[name] != now[name]]
        self._view = fresh
        self.form.set_values(now)
        put_back(self.form, mine)
        self._show_words()
        words: Text | str = _("Others changed nothing that you changed. Please look it over and save.")
        if both:
            told = (
                tr("{field}: {value}", field=INTAKE.field(name).label, value=INTAKE.field(name).show(now[name]))
                for name in both
            )
            words = tr("Also changed by others, with what is recorded now: {fields}.", fields=tr("; ").join(told))
        self.banner.tell("info", _("This is the present record with your changes in it."), words)

    def _restore(self, parts: dict[str, Any]) -> None:
        put_back(self.form, parts)
        if self.form.dirty:
            words = tr("There is a draft from {time} that was not saved.", time=show_datetime(moment_of(parts)))
            self.banner.tell("info", words, "", _("Throw it away"), self._throw_away)

    def _throw_away(self) -> None:
        self.form.set_values(asdict(self._view.content))
        self._show_words()
        self.keeper.discard()
        self.banner.clear()
        self._said.set_text("")

    def _changed(self) -> None:
        self._show_words()
        self.keeper.touch()

    def _show_words(self) -> None:
        """Show the words of a question where the answer is yes."""
        for question, words in QUESTIONS:
            self.form.row(words.name).setVisible(self.form.editor(question.name).value() is Known.YES)

    def _changes(self) -> dict[str, Any]:
        return taken(self.form, changed_names(self.form))

    def _payload(self) -> bytes:
        return packed(self._changes(), self._context.clock.now())

    def _lay_out(self) -> None:
        space = theme.current().size
        sides = QHBoxLayout()
        sides.setSpacing(space("space-l"))
        for cards in (_LEFT, _RIGHT):
            side = QVBoxLayout()
            side.setSpacing(space("space-l"))
            for title, names in cards:
                side.addWidget(self._card(title, names))
            side.addStretch(1)
            sides.addLayout(side, 1)
        sections = PageColumn(name="intake_sections")
        sections.add(sides)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.banner)
        column.addWidget(sections, 1)
        column.addWidget(Hairline())
        column.addLayout(self._foot())

    def _card(self, title: Text, names: tuple[str, ...]) -> Card:
        card = Card(title)
        for name in names:
            row = self.form.row(name, always_answered=isinstance(INTAKE.field(name), ChoiceField))
            row.setEnabled(self._view.may_write)
            card.add(row)
        return card

    def _foot(self) -> QHBoxLayout:
        space = theme.current().size
        foot = QHBoxLayout()
        foot.setContentsMargins(space("space-xl"), space("space-m"), space("space-xl"), space("space-m"))
        foot.addWidget(self._said, 1)
        if self._view.may_write:
            foot.addWidget(Button(_("Save"), role="primary", name="save_intake", keys="Ctrl+S", clicked=self.save))
        return foot
